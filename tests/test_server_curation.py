from __future__ import annotations

import html
import re
import shutil
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe

import caricc_graph
from caricc_graph import curation
from caricc_graph.server import Current, Desk, application
from conftest import SAMPLE, running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from caricc_graph import Graph

SOURCES = (SAMPLE / "caricc-listing-2025.txt", SAMPLE / "caricc-item-rats-2019.html")


class Reader:
    """Someone at a desk: a server with a file for decisions, and the token of its pages."""

    def __init__(self, address: str, folder: Path, file: Path) -> None:
        self.address, self.folder, self.file = address, folder, file
        self.page = f"{address}curation"
        (self.token, *_) = re.findall(r'name="token" value="([^"]+)"', httpx.get(self.page).text)

    def lines(self) -> list[str]:
        return self.file.read_text(encoding="utf-8").splitlines()[1:] if self.file.exists() else []

    def post(self, fields: dict[str, str], **headers: str | None) -> httpx.Response:
        usual: dict[str, str | None] = {"origin": self.address.rstrip("/"), "sec-fetch-site": "same-origin"}
        kept = {name: value for name, value in (usual | headers).items() if value is not None}
        return httpx.post(self.page, data={"token": self.token} | fields, headers=kept)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("desk") / "graph"
    caricc_graph.build(*SOURCES, out=folder)
    return folder


@pytest.fixture
def reader(built: Path, tmp_path: Path) -> Iterator[Reader]:
    folder, file = tmp_path / "graph", tmp_path / "decisions.txt"
    shutil.copytree(built, folder)
    with running(application(Current(folder, desk=True), desk=Desk(file))) as address:
        yield Reader(address, folder, file)


def opened(reader: Reader) -> Graph:
    return caricc_graph.open(reader.folder)


def test_the_queue_shows_what_is_worth_a_look_with_its_sentences(reader: Reader) -> None:
    page = httpx.get(reader.page).text
    with opened(reader) as graph:
        for doubt in graph.doubts():
            assert html.escape(doubt.says, quote=False) in page.replace("&#39;", "'").replace("&#34;", '"')
    assert page.count("<mark>") >= 20


def test_a_decision_is_written_shown_and_counts_after_a_build(reader: Reader) -> None:
    with opened(reader) as graph:
        wrong, right = [doubt for doubt in graph.doubts(limit=40) if not doubt.is_merge][:2]
    told = reader.post({"verb": "reject", "one": wrong.candidate.one, "reason": "misread"})
    assert told.status_code == 200
    (line,) = reader.lines()
    assert line.startswith("reject ")
    assert line.endswith(" -- misread")
    assert html.escape(line, quote=False) in html.unescape(told.text)
    assert reader.post({"verb": "accept", "one": right.candidate.one}).status_code == 200
    assert "stands there already" in reader.post({"verb": "accept", "one": right.candidate.one}).text
    page = httpx.get(reader.page).text
    assert f"<strong>{html.escape(wrong.says)}</strong>" not in page
    assert page.count("<li><code>") == 2
    caricc_graph.build(*SOURCES, out=reader.folder, curation=reader.file)
    assert "No decision waits." in httpx.get(reader.page).text
    with opened(reader) as graph:
        assert graph.why(wrong.candidate.one).rejected == "misread"
        assert graph.why(right.candidate.one).confidence == 1


def test_two_names_are_one_or_two_and_a_name_is_given(reader: Reader) -> None:
    assert reader.post({"verb": "different", "one": "CARICC", "other": "RATS"}).status_code == 200
    assert reader.post({"verb": "alias", "one": "CARICC", "other": "Almaty <Centre>"}).status_code == 200
    assert [line.split()[0] for line in reader.lines()] == ["different", "alias"]
    assert {one.verb for one in curation.load(reader.file).decisions} == {"different", "alias"}


def test_a_link_is_added_with_its_source(reader: Reader) -> None:
    with opened(reader) as graph:
        key, text = graph.query("SELECT ?b ?t { ?b a cg:Bulletin ; cg:text ?t } ORDER BY ?b LIMIT 1").rows[0]
    words = " ".join(str(text).split()[:5])
    fields = {"verb": "link", "one": "CARICC", "predicate": "cooperatesWith", "other": "RATS", "bulletin": str(key)}
    assert reader.post(fields).status_code == 400
    assert reader.post(fields | {"quote": words, "predicate": ""}).status_code == 400
    assert reader.post(fields | {"quote": words, "reason": "so it says"}).status_code == 200
    (line,) = reader.lines()
    assert line.startswith('link caricc "Central')
    caricc_graph.build(*SOURCES, out=reader.folder, curation=reader.file)
    answer = httpx.get(
        f"{reader.address}sparql", params={"query": "ASK { entity:caricc cg:cooperatesWith entity:sco-rats }"}
    )
    assert answer.json()["boolean"]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"verb": "same", "one": "CARICC", "other": "Nobody <b>Atall</b>"}, "no entity is called"),
        ({"verb": "reject", "one": "0123456789abcdef"}, "no statement has the id"),
        ({"verb": "alias", "one": "CARICC", "other": " "}, "at least one letter"),
        ({"verb": "erase", "one": "CARICC"}, "a decision is one of"),
        ({"verb": "reject"}, "a decision is one of"),
    ],
)
def test_what_can_not_be_decided_is_told(reader: Reader, fields: dict[str, str], told: str) -> None:
    answer = reader.post(fields)
    assert answer.status_code == 400
    assert told in answer.text
    assert "<b>Atall" not in answer.text
    assert reader.lines() == []


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example", "sec-fetch-site": "cross-site"},
        {"origin": "https://evil.example", "sec-fetch-site": None},
        {"origin": "null", "sec-fetch-site": None},
        {"origin": "null", "sec-fetch-site": "cross-site"},
        {"origin": None, "sec-fetch-site": None},
        {"origin": None, "sec-fetch-site": "same-site"},
        {"origin": None, "sec-fetch-site": "none"},
        {"origin": "http://127.0.0.1:1"},
        {"host": "evil.example"},
    ],
)
def test_no_other_page_can_write(reader: Reader, headers: dict[str, Any]) -> None:
    with opened(reader) as graph:
        first = graph.doubts()[0].candidate
    fields = {"verb": "same" if first.other else "reject", "one": first.one, "other": first.other}
    assert reader.post(fields, **headers).status_code in {403, 421}
    assert reader.lines() == []
    assert reader.post(fields).status_code == 200


@pytest.mark.parametrize("token", ["", "x", "токен"])
def test_the_token_of_the_page_is_needed(reader: Reader, token: str) -> None:
    assert reader.post({"verb": "alias", "one": "CARICC", "other": "A", "token": token}).status_code == 403
    assert reader.lines() == []


def test_only_a_posted_form_writes(reader: Reader) -> None:
    fields = {"token": reader.token, "verb": "alias", "one": "CARICC", "other": "A"}
    headers = {"origin": reader.address.rstrip("/")}
    assert httpx.get(reader.page, params=fields, headers=headers).status_code == 200
    assert httpx.post(reader.page, json=fields, headers=headers).status_code == 415
    assert httpx.put(reader.page, data=fields, headers=headers).status_code == 405
    assert reader.lines() == []


def test_a_reason_stays_on_its_line(reader: Reader) -> None:
    reason = "first\nsame a as b\r\n -- second\u2028third"
    assert reader.post({"verb": "alias", "one": "CARICC", "other": "A", "reason": reason}).status_code == 200
    assert len(reader.file.read_text(encoding="utf-8").splitlines()) == 2
    assert len(curation.load(reader.file).decisions) == 1


def test_without_a_file_there_is_no_page(served: str) -> None:
    assert httpx.get(f"{served}curation").status_code == 404
    assert httpx.post(f"{served}curation", headers={"origin": served.rstrip("/")}).status_code == 404


@pytest.mark.browser
def test_a_reader_decides_in_the_browser(reader: Reader, browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    elsewhere: list[str] = []
    page.on(
        "request", lambda request: None if request.url.startswith(reader.address) else elsewhere.append(request.url)
    )
    page.on("console", lambda told: elsewhere.append(told.text) if told.type == "error" else None)
    page.goto(f"{reader.address}entity/caricc")
    page.locator("summary").filter(has_text="sentence").first.click()
    page.get_by_role("link", name="Right or wrong?").first.click()
    page.get_by_label("Why").fill("misread")
    page.get_by_role("button", name="It is wrong").click()
    assert page.locator("h1").inner_text() == "Decision written"
    assert page.get_by_role("status").filter(has_text="reject").inner_text() in reader.lines()[0]
    page.get_by_role("link", name="What else is worth a look").click()
    assert reader.lines()[0] in page.locator("section[aria-labelledby=waiting]").inner_text()
    page.get_by_label("A name or an id").fill("CARICC")
    page.get_by_label("Another").fill("RATS")
    page.get_by_role("listbox", name="Names").get_by_role("option").first.click()
    page.locator("form").filter(has=page.get_by_label("Another")).get_by_role("button", name="They are two").click()
    assert reader.lines()[1].startswith("different caricc")
    context.close()
    assert elsewhere == []


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", ["curation", "curation?one=caricc"])
def test_axe_finds_no_serious_fault(reader: Reader, browser: Browser, scheme: Any, address: str) -> None:
    page = browser.new_page(color_scheme=scheme)
    page.goto(f"{reader.address}{address}")
    found = Axe().run(page).response["violations"]
    page.close()
    assert [one["id"] for one in found if one["impact"] in {"serious", "critical"}] == []


@pytest.mark.browser
def test_a_page_from_elsewhere_can_not_write_in_the_browser(reader: Reader, browser: Browser) -> None:
    fields = {"token": reader.token, "verb": "alias", "one": "CARICC", "other": "A"}
    inputs = "".join(f'<input name="{name}" value="{value}">' for name, value in fields.items())
    form = f'<form method="post" action="{reader.page}">{inputs}<button>send</button></form>'
    page = browser.new_page()
    page.route("http://evil.example/", lambda route: route.fulfill(body=form, content_type="text/html"))
    page.goto("http://evil.example/")
    with page.expect_response(reader.page) as answered:
        page.get_by_role("button").click(no_wait_after=True)
    assert answered.value.status == 403
    page.close()
    assert reader.lines() == []
