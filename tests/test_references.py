from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from caricc_graph.profiles import Reference
from caricc_graph.profiles.references import headline

KNOWN = Reference(
    "b1", "Third conference", "CARICC", "2023-12-20", "https://caricc.org/3", "caricc.txt, no. 3", "2026-11-24", "MIT"
)


def test_a_citation_names_title_body_date_and_address() -> None:
    assert KNOWN.plain() == "CARICC, “Third conference” (2023-12-20). https://caricc.org/3 (accessed 2026-11-24)"
    entry = KNOWN.bibtex()
    for field in (
        "author = {{CARICC}}",
        "title = {{Third conference}}",
        "date = {2023-12-20}",
        "year = {2023}",
        "url = {https://caricc.org/3}",
    ):
        assert field in entry


def test_without_an_address_file_and_place_are_cited() -> None:
    told = Reference("b1", "Third conference", "", "", "", "caricc.txt, no. 3", "", "")
    assert told.plain() == "“Third conference”. caricc.txt, no. 3"
    assert "howpublished = {caricc.txt, no. 3}" in told.bibtex()
    assert "url" not in told.bibtex()
    assert "author" not in told.bibtex()


def test_an_address_that_is_none_on_the_web_is_no_link() -> None:
    for address in (
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "HTTPS",
        "//evil.example",
        " https://a.example",
    ):
        told = Reference("b1", "t", "", "", address, "p", "", "")
        assert told.link == ""
        assert "url =" not in told.bibtex()
    assert KNOWN.link == "https://caricc.org/3"


@given(st.text(max_size=60), st.text(max_size=30), st.text(max_size=40))
def test_no_text_breaks_out_of_a_bibtex_entry(title: str, publisher: str, address: str) -> None:
    entry = Reference("b1", title, publisher, "2020-01-01", address, "p", "", "").bibtex()
    plain = re.sub(r"\\[{}$&#_%]|\\text\w+\{\}", "", entry)
    depth = 0
    for letter in plain:
        depth += {"{": 1, "}": -1}.get(letter, 0)
        assert depth >= 0
    assert depth == 0
    assert "@" not in plain[1:] or "@" in title + publisher + address


def test_a_headline_is_the_title_or_the_first_words() -> None:
    assert headline(" A  title ", "text") == "A title"
    assert headline("", "one two three") == "one two three"
    assert (
        headline("", "On the fifth of March many people of many bodies met") == "On the fifth of March many people of …"
    )
