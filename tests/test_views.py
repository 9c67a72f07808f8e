from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest

from caricc_graph.server import Current, application
from caricc_graph.store import Limits
from conftest import running

if TYPE_CHECKING:
    from pathlib import Path

PAGES = (
    "index", "search?q=caricc", "entity/caricc", "links/caricc/attends/1", "kind/agency/1", "bulletins/1", "questions", "question/meetings",
    "question/post-holders?body=CARICC&title=Director", "network/caricc", "timeline/caricc", "path", "path?one=FIIAPP&other=GCC-CIC",
    "between?one=UNODC&other=sco-rats", "coverage", "measures", "measures?kind=Agency&first=2020", "sparql-editor",
)  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_a_page_answers_in_html(served: str, page: str) -> None:
    told = httpx.get(f"{served}{page}", timeout=30)
    assert told.status_code == 200
    assert told.headers["content-type"] == "text/html; charset=utf-8"
    assert "script-src 'self'" in told.headers["content-security-policy"]
    assert "<main" in told.text


@pytest.mark.parametrize(
    ("page", "code"),
    [
        ("entity/none", 404),
        ("entity/..%2F..%2Fetc%2Fpasswd", 404),
        ("bulletin/none", 404),
        ("network/none", 404),
        ("timeline/none", 404),
        ("question/none", 404),
        ("kind/none/1", 404),
        ("kind/agency/99", 404),
        ("links/caricc/attends/99", 404),
        ("assets/none.js", 404),
        ("assets/..%2Fhtml.py", 404),
        ("measures?first=soon", 200),
        ("path?one=zzzzqqqq&other=CARICC", 200),
        ("path?one=CARICC&other=CARICC", 200),
        ("path?one=CARICC&other=UNODC&first=2020-13", 200),
    ],
)  # fmt: skip
def test_what_is_not_there_or_wrong_is_told_on_a_page(served: str, page: str, code: int) -> None:
    told = httpx.get(f"{served}{page}", timeout=30)
    assert told.status_code == code
    assert "Traceback" not in told.text
    if code == 200:
        assert 'role="alert"' in told.text


def test_hostile_words_of_an_address_stay_text(served: str) -> None:
    hostile = {
        "q": "<script>alert(1)</script>",
        "one": "<img src=x onerror=alert(1)>",
        "other": '"><b>',
        "query": "</textarea><script>",
    }
    for page in ("search", "path", "between", "sparql-editor", "question/chains", "entity/<script>alert(1)<%2Fscript>"):
        told = httpx.get(f"{served}{page}", params=hostile if "<" not in page else None, timeout=30).text
        for words in ("<script>alert", "<img src=x", '"><b>', "</textarea><script>"):
            assert words not in told


def test_names_are_offered_as_they_are_typed(served: str) -> None:
    found = httpx.get(f"{served}search.json", params={"q": "cari"}).json()["found"]
    assert found[0]["id"] == "caricc"
    assert found[0]["mentions"] > 100
    officials = httpx.get(f"{served}search.json", params={"q": "yaz", "kind": "Official"}).json()["found"]
    assert {one["kind"] for one in officials} == {"Official"}
    assert httpx.get(f"{served}search.json", params={"q": " "}).json() == {"found": []}
    assert len(httpx.get(f"{served}search.json", params={"q": "a" * 5000}).json()["found"]) <= 12


def test_sentences_of_a_link_are_told_to_the_network(served: str) -> None:
    asked = {"subject": "caricc", "predicate": "attends", "object": "none", "modality": "asserted"}
    assert httpx.get(f"{served}network/data", params=asked).json()["evidence"] == []
    asked = {"subject": "<x> } DROP", "predicate": '"', "object": "}", "modality": "\\"}
    assert httpx.get(f"{served}network/data", params=asked).json()["evidence"] == []


def test_a_question_beyond_the_limits_is_ended_and_other_pages_answer(sample_folder: Path) -> None:
    with running(application(Current(sample_folder), limits=Limits(rows=1))) as address:
        told = httpx.get(f"{address}question/units", timeout=30)
        assert told.status_code == 200
        assert "has more than 1 rows" in told.text
        assert httpx.get(f"{address}entity/caricc", timeout=30).status_code == 200
