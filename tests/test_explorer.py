from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

import caricc_graph
from caricc_graph.pages.addresses import Place
from caricc_graph.pages.words import said, slug, unslug
from caricc_graph.profiles import UnknownPage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caricc_graph import Graph

HOSTILE = '<script>window.hacked=1</script><img src=x onerror="window.hacked=1"> \'" {{ 7*7 }} &lt;'


class Read(HTMLParser):
    """The elements and the text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    def values(self, name: str) -> list[str]:
        return [told[name] or "" for _, told in self.elements if name in told]


def read(page: str) -> Read:
    told = Read()
    told.feed(page)
    return told


def pages(graph: Graph) -> Iterator[str]:
    """Yield a page of each type."""
    from caricc_graph.pages.traces import between_page, coverage_page, measures_page, path_page, timeline_page

    explorer, profiles = graph.explorer, graph.profiles
    yield from (
        explorer.index(),
        explorer.questions(),
        explorer.search("CARICC"),
        explorer.bulletins(1),
        explorer.editor(""),
    )
    for one in profiles.entities():
        yield explorer.entity(one)
        yield explorer.network(one)
        yield timeline_page(explorer, graph.timeline(one))
        for predicate, outgoing, _ in profiles.beyond(one):
            yield explorer.links(one, slug(predicate, outgoing=outgoing), 1)
    yield from (explorer.bulletin(one) for one in profiles.all_bulletins())
    yield from (explorer.kind(kind.lower(), 1) for kind, _ in profiles.contents().kinds)
    yield from (explorer.question(question.id) for question in graph.questions())
    yield coverage_page(explorer, graph.coverage())
    yield measures_page(explorer, given={}, kinds=[], found=graph.measure(), problem=None)
    ends = {"one": profiles.entities()[0], "other": profiles.entities()[1]}
    yield path_page(explorer, given=ends, via=[], found=graph.path(*ends.values()), problem=None)
    yield between_page(explorer, given=ends, found=graph.between(*ends.values()), problem=None)


@pytest.fixture(scope="module")
def hostile_graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """A graph of bulletins whose titles, addresses, publishers and text are meant to break pages."""
    folder = tmp_path_factory.mktemp("hostile")
    text = (
        f"The Director of CARICC M. Onerov ({HOSTILE}) met in Almaty with representatives of UNODC on 5 March 2021. "
        f'The seminar "{HOSTILE}" was organized by CARICC in Almaty on 6 March 2021.'
    )
    row = {"title": HOSTILE, "date": "2021-03-05", "url": "javascript:window.hacked=1", "text": text}
    (folder / "news.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    told = [
        "file,publisher,address,accessed",
        f'news.jsonl,"{HOSTILE.replace(chr(34), chr(34) * 2)}",javascript:alert(1),2026-01-01',
    ]
    (folder / "sources.csv").write_text("\n".join(told), encoding="utf-8")
    (folder / "names.txt").write_text("", encoding="utf-8")
    caricc_graph.build(folder / "news.jsonl", out=folder / "graph")
    return caricc_graph.open(folder / "graph")


def test_hostile_text_stays_text_on_every_page(hostile_graph: Graph) -> None:
    seen = ""
    for page in pages(hostile_graph):
        told = read(page)
        assert "onerror" not in {name for _, attributes in told.elements for name in attributes}
        assert [
            one
            for tag, one in told.elements
            if tag == "script" and "src" not in one and one.get("type") != "application/json"
        ] == []
        assert [one for tag, one in told.elements if tag == "img"] == []
        assert not any(
            name.startswith("on") or name == "style" for _, attributes in told.elements for name in attributes
        )
        assert [one for one in told.values("href") if urlsplit(one).scheme not in {"", "http", "https"}] == []
        assert "49" not in told.text or "{{ 7*7 }}" in told.text
        seen += told.text
    assert "window.hacked=1" in seen
    assert "javascript:" in seen


def test_every_way_of_the_sample_leads_to_a_page(sample_graph: Graph) -> None:
    explorer = sample_graph.explorer
    known = {"index", "questions", "search", "path", "sparql-editor", "sparql", "coverage", "measures"}
    made = {
        "index": explorer.index(), "entity/caricc": explorer.entity("caricc"), "question/chains": explorer.question("chains"),
        "links/caricc/attends/1": explorer.links("caricc", "attends", 1),
    }  # fmt: skip
    first = sample_graph.profiles.all_bulletins()[0]
    made[f"bulletin/{first}"] = explorer.bulletin(first)
    for address, page in made.items():
        for way in read(page).values("href"):
            path = re.sub(r"[?#].*", "", way)
            if urlsplit(way).scheme or not path:
                continue
            parts = [*address.split("/")[:-1], *path.split("/")]
            while ".." in parts:
                at = parts.index("..")
                assert at > 0, way
                del parts[at - 1 : at + 1]
            kind, *rest = parts
            if kind in {"entity", "network", "timeline"}:
                sample_graph.profiles.known(*rest)
            elif kind == "bulletin":
                sample_graph.profiles.bulletin(*rest)
            elif kind == "question":
                explorer.known_question(*rest)
            else:
                assert kind in known | {"assets", "kind", "bulletins", "links"}, way


def test_every_anchor_of_a_page_is_there(sample_graph: Graph) -> None:
    explorer = sample_graph.explorer
    for page in (
        explorer.entity("caricc"),
        explorer.question("meetings"),
        explorer.bulletin(sample_graph.profiles.all_bulletins()[0]),
    ):
        told = read(page)
        ids = told.values("id")
        assert len(ids) == len(set(ids))
        for way in told.values("href"):
            if way.startswith("#"):
                assert way[1:] in ids, way


def test_a_place_in_a_bulletin_is_there(sample_graph: Graph) -> None:
    page = sample_graph.explorer.entity("caricc")
    ways = [way for way in read(page).values("href") if way.startswith("../bulletin/") and "#p" in way]
    assert len(ways) > 20
    for way in ways[:25]:
        bulletin, at = way.removeprefix("../bulletin/").split("#")
        assert at in read(sample_graph.explorer.bulletin(bulletin)).values("id"), way


def test_an_entity_keeps_apart_what_is_only_planned_or_said(sample_graph: Graph) -> None:
    page = sample_graph.explorer.entity("caricc")
    before, apart = page.split('<section class="apart"')
    planned = [line for line in sample_graph.entity("caricc").unsettled if line.modality == "planned"]
    assert planned
    for line in planned:
        assert f"s-{line.statement.rsplit('/', 1)[-1]}" in apart
        assert f"s-{line.statement.rsplit('/', 1)[-1]}" not in before
    assert "planned only" in apart
    assert "planned only" not in before


def test_an_event_tells_parties_by_role_and_what_sources_disagree_about(sample_graph: Graph) -> None:
    told = read(sample_graph.explorer.entity("34578002b27f6cd3")).text
    for words in ("organized by", "hosted by", "attended by", "held at", "On what the sources disagree"):
        assert words in told


def test_a_question_is_answered_with_sentences_links_and_a_chart(sample_graph: Graph) -> None:
    page = sample_graph.explorer.question("post-holders", {"body": "CARICC", "title": "Director"})
    told = read(page)
    for name in ("Beksultan Sarsekov", "Grigory Borisovich Pustovitov", "Atageldi Ovezovich Yazlyyev"):
        assert name in told.text
    assert "2023-07-05" in told.text
    assert [tag for tag, _ in told.elements].count("svg") == 1
    assert [tag for tag, _ in told.elements].count("mark") >= 7
    assert "SELECT ?holder ?post" in told.text


def test_an_unclear_name_is_told_with_what_may_be_meant(sample_graph: Graph) -> None:
    page = sample_graph.explorer.question("post-holders", {"body": "Ministry of Internal Affairs"})
    told = read(page)
    assert "several entities are called" in told.text
    assert "Did you mean" in told.text
    assert any(way.startswith("?body=") for way in told.values("href"))
    assert "caricc-graph" not in told.text.split("several entities")[1].split("Did you mean")[0]
    assert "needs" in read(sample_graph.explorer.question("post-holders", {})).text


def test_pages_that_are_not_there_are_told(sample_graph: Graph) -> None:
    explorer = sample_graph.explorer
    with pytest.raises(UnknownPage):
        explorer.kind("agency", 99)
    with pytest.raises(UnknownPage):
        explorer.kind("agencies", 1)
    with pytest.raises(UnknownPage):
        explorer.links("caricc", "attends", 99)
    with pytest.raises(UnknownPage):
        explorer.links("caricc", "nothing", 1)
    with pytest.raises(UnknownPage):
        explorer.question("nothing")
    with pytest.raises(UnknownPage):
        explorer.bulletins(0)


def test_addresses_lead_from_any_depth_and_hold_any_id() -> None:
    assert Place("index").to("entity", "caricc") == "entity/caricc"
    assert Place("links/caricc/attends/1", ".html").to("bulletin", "b", at="p3") == "../../../bulletin/b.html#p3"
    assert Place("entity/x").to("entity", "../a b?#") == "../entity/..%2Fa%20b%3F%23"


def test_predicates_have_words_and_addresses_both_ways() -> None:
    from caricc_graph.model import Predicate

    for predicate in Predicate:
        for outgoing in (True, False):
            assert unslug(slug(predicate.value, outgoing=outgoing)) == (predicate.value, outgoing)
            assert re.fullmatch(r"[a-z ]+", said(predicate.value, outgoing=outgoing))
