from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

import pytest

import caricc_graph
from caricc_graph.curation import CurationError, Verb, append, decision
from caricc_graph.model import content_id
from caricc_graph.project import located
from caricc_graph.search import AmbiguousName, UnknownName
from caricc_graph.verdicts import UndecidableError, UnknownStatement

if TYPE_CHECKING:
    from pathlib import Path

    from caricc_graph import Graph

PAGES = {
    "one.txt": "Mr. Anvar Karimov, Director of CARICC, met with Ms. Anna Berg, Head of INTERPOL, on 3 May 2021.",
    "two.txt": "Mr. A. Karimov, Director of CARICC, visited Tashkent on 8 June 2021. He was received by the OSCE.",
    "three.txt": "Ms. Anna Orlova, Head of INTERPOL, met with Mr. Karimov Anvar, Director of CARICC, on 5 May 2022.",
}
LATER = {
    "later.txt": "Mr. Anvar Karimov, Director of CARICC, met with Ms. Orlova Anna, Head of INTERPOL, on 7 July 2023."
}


def quads(folder: Path) -> bytes:
    return (located(folder)[0] / "graph.nq").read_bytes()


class Desk:
    """A folder with pages, a file of decisions and a graph."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.file, self.out = folder / "pages", folder / "c.txt", folder / "graph"
        self.folder.mkdir()
        self.file.write_text("", encoding="utf-8")
        self.add(PAGES)

    def add(self, pages: dict[str, str]) -> None:
        for name, told in pages.items():
            (self.folder / name).write_text(told, encoding="utf-8")

    def build(self) -> caricc_graph.Graph:
        self.report = caricc_graph.build(self.folder, out=self.out, curation=self.file)
        return caricc_graph.open(self.out)

    def decide(self, graph: Graph, verb: Verb, one: str, other: str = "", reason: str = "") -> str:
        made = graph.decide(verb, one, other, reason=reason)
        assert append(self.file, made)
        return str(made)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def links(graph: Graph, predicate: str) -> set[tuple[str | None, ...]]:
    sparql = f"SELECT ?a ?b {{ ?x cg:{predicate} ?y . ?x skos:prefLabel ?a . ?y skos:prefLabel ?b }}"
    return set(graph.query(sparql).rows)


def statement(graph: Graph, predicate: str) -> str:
    rows = graph.query(f"SELECT ?s {{ ?s rdf:predicate cg:{predicate} }} ORDER BY ?s").rows
    return str(rows[0][0])


def test_decisions_are_replayed_when_bulletins_are_added_and_undone_when_their_lines_go(desk: Desk) -> None:
    bare = desk.build()
    before = quads(desk.out)
    assert bare.query("SELECT ?hash { graph:build cg:curationVersion ?hash }").rows == ()
    assert ("Anna Berg", "Anna Orlova") not in links(bare, "meets")
    line = desk.decide(bare, Verb.SAME, "Anna Berg", "Anna Orlova", "she married")
    desk.decide(bare, Verb.ALIAS, "CARICC", "Almaty Centre")
    desk.decide(bare, Verb.REJECT, statement(bare, "visits"), reason="only planned")
    bare.close()
    with desk.build() as graph:
        assert desk.report.remembered == 3
        assert desk.report.decisions == {"alias": 1, "reject": 1, "same": 1}
        assert not desk.report.warnings
        assert graph.search("Anna Berg")[0].id == graph.search("Anna Orlova")[0].id
        assert graph.search("Almaty Centre")[0].id == "caricc"
        assert links(graph, "visits") == set()
        assert graph.query("SELECT ?why { ?s cg:rejected ?why }").rows == (("only planned",),)
        assert (line,) in graph.query("SELECT ?d { graph:build cg:decision ?d }").rows
        assert desk.report.rejected["rejected by a reader"] == 1
    desk.add(LATER)
    with desk.build() as graph:
        assert (desk.report.remembered, desk.report.warnings) == (3, ())
        assert desk.report.decisions == {"alias": 1, "reject": 1, "same": 1}
        assert links(graph, "visits") == set()
        assert len({graph.search(name)[0].id for name in ("Anna Berg", "Anna Orlova", "Orlova Anna")}) == 1
    (desk.folder / "later.txt").unlink()
    desk.file.write_text("# nothing decided\n", encoding="utf-8")
    desk.build().close()
    assert quads(desk.out) == before


def test_the_order_of_pages_and_lines_leaves_the_same_bytes(desk: Desk, tmp_path: Path) -> None:
    with desk.build() as graph:
        desk.decide(graph, Verb.SAME, "Anna Berg", "Anna Orlova")
        desk.decide(graph, Verb.DIFFERENT, "A. Karimov", "Karimov Anvar")
        desk.decide(graph, Verb.ACCEPT, statement(graph, "meets"))
    desk.build().close()
    lines = desk.file.read_text(encoding="utf-8").splitlines()
    other = tmp_path / "other.txt"
    other.write_text("\n\n".join(lines[::-1]), encoding="utf-8")
    files = sorted(desk.folder.iterdir(), reverse=True)
    caricc_graph.build(*files, out=tmp_path / "again", curation=other, processes=2)
    assert quads(tmp_path / "again") == quads(desk.out)
    assert b'ontology#curationVersion> "' in quads(desk.out)


def test_members_of_one_entity_are_told_apart_by_their_names_or_ids(desk: Desk) -> None:
    graph = desk.build()
    assert graph.search("A. Karimov")[0].id == graph.search("Karimov Anvar")[0].id
    with pytest.raises(
        UndecidableError, match=r"these names do not tell its members apart. Give two of these ids: [0-9a-f]{16} \("
    ):
        graph.decide(Verb.DIFFERENT, "Anvar Karimov", "karimov anvar karimov")
    members = graph.query(
        "SELECT ?id { ?m cg:text ?words ; cg:referent ?id FILTER (CONTAINS(?words, 'Karimov')) } ORDER BY ?id"
    ).rows
    by_id = graph.decide(Verb.DIFFERENT, str(members[0][0]), str(members[1][0]))
    assert {by_id.one.ids, by_id.other.ids if by_id.other else ()} == {(str(members[0][0]),), (str(members[1][0]),)}
    desk.decide(graph, Verb.DIFFERENT, "A. Karimov", "Karimov Anvar", "two Directors")
    graph.close()
    with desk.build() as graph:
        assert not desk.report.warnings
        assert graph.search("A. Karimov")[0].id != graph.search("Karimov Anvar")[0].id


def test_a_name_that_is_unknown_or_ambiguous_decides_nothing(desk: Desk) -> None:
    with desk.build() as graph:
        with pytest.raises(UnknownName):
            graph.decide(Verb.SAME, "Nobody Atall", "CARICC")
        with pytest.raises(AmbiguousName, match=r"id [0-9a-f]{16}"):
            graph.decide(Verb.SAME, "Anna", "CARICC")
        with pytest.raises(UnknownStatement, match="--ids"):
            graph.decide(Verb.REJECT, content_id("none"))
        with pytest.raises(UndecidableError, match="they can't be one"):
            graph.decide(Verb.SAME, "Anna Berg", "CARICC")
        with pytest.raises(UndecidableError, match="give a name"):
            graph.decide(Verb.ALIAS, "CARICC", " ")


def test_an_accepted_statement_of_little_confidence_becomes_a_link(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("caricc_graph.resolution.statements"), "_SURE", 0.3)
    with desk.build() as graph:
        assert links(graph, "meets") == set()
        key = statement(graph, "meets")
        desk.decide(graph, Verb.ACCEPT, key, reason="read in the minutes")
    with desk.build() as graph:
        assert len(links(graph, "meets")) == 2
        rows = graph.query("SELECT ?why ?sure { ?s cg:accepted ?why ; cg:confidence ?sure }").rows
        assert rows == (("read in the minutes", "1"),)


def test_a_page_that_is_saved_again_in_other_punctuation_leaves_decisions_as_they_are(desk: Desk) -> None:
    with desk.build() as graph:
        desk.decide(graph, Verb.SAME, "Anna Berg", "Anna Orlova")
        desk.decide(graph, Verb.REJECT, statement(graph, "visits"))
        desk.decide(graph, Verb.ACCEPT, statement(graph, "meets"))
    for name, told in PAGES.items():
        (desk.folder / name).write_text("\n\n" + told.replace(". ", ".   ").replace(" on ", "  on "), encoding="utf-8")
    with desk.build() as graph:
        assert (desk.report.warnings, desk.report.decisions) == ((), {"accept": 1, "reject": 1, "same": 1})
        assert links(graph, "visits") == set()


def test_a_decision_about_a_page_that_is_gone_is_told(desk: Desk) -> None:
    with desk.build() as graph:
        desk.decide(graph, Verb.SAME, "Anna Berg", "Anna Orlova")
        desk.decide(graph, Verb.REJECT, statement(graph, "visits"))
    (desk.folder / "two.txt").unlink()
    (desk.folder / "three.txt").unlink()
    desk.build().close()
    assert [text.split(": ")[:2] for text in desk.report.warnings] == [
        ["c.txt:2", "no longer applies"],
        ["c.txt:3", "no longer applies"],
    ]
    assert desk.report.decisions == {}


def test_nothing_is_built_with_a_file_that_can_not_be_read(desk: Desk) -> None:
    desk.file.write_text("same a\n", encoding="utf-8")
    with pytest.raises(CurationError, match=r"c\.txt:1"):
        desk.build()
    assert not desk.out.exists()


def test_a_link_that_a_reader_adds_stands_with_the_words_that_say_so(desk: Desk) -> None:
    with desk.build() as graph:
        assert links(graph, "memberOf") == set()
        key, text = next(
            (k, t) for k, t in graph.query("SELECT ?b ?t { ?b a cg:Bulletin ; cg:text ?t }").rows if "Berg" in str(t)
        )
        quote = " ".join(str(text).split()[:6])
        made = graph.link(
            "Anna Berg", "memberOf", "CARICC", bulletin=str(key), quote=f"  {quote}\n", reason="she says so"
        )
        assert append(desk.file, made)
        assert not append(desk.file, decision(str(made)))
    with desk.build() as graph:
        assert not desk.report.warnings
        assert desk.report.decisions == {"link": 1}
        assert ("Anna Berg", "Central Asian Regional Information and Coordination Centre") in links(graph, "memberOf")
        grounds = graph.why(statement(graph, "memberOf"))
        assert [one.name for one in grounds.rules] == ["curation"]
        assert grounds.decisions == (str(made),)
        (cited,) = grounds.citations
        assert " ".join(cited.quote.split()).startswith(quote.rstrip(".,"))
        assert cited.quote in cited.sentence
    for name, told in PAGES.items():
        (desk.folder / name).write_text("\n\n" + told.replace(" ", "  "), encoding="utf-8")
    with desk.build() as graph:
        assert not desk.report.warnings
        assert len(links(graph, "memberOf")) == 1
    for name in PAGES:
        (desk.folder / name).write_text("Nothing was said of anybody, CARICC reported.", encoding="utf-8")
    with desk.build() as graph:
        assert any("no longer applies" in warning for warning in desk.report.warnings)
        assert links(graph, "memberOf") == set()


def test_a_link_that_can_not_be_is_not_added(desk: Desk) -> None:
    with desk.build() as graph:
        key = str(graph.query("SELECT ?b { ?b a cg:Bulletin } ORDER BY ?b LIMIT 1").rows[0][0])
        for one, predicate, other, bulletin, quote, told in (
            ("Anna Berg", "attends", "CARICC", key, "x", "attends leads to Event, not Agency"),
            ("CARICC", "succeeds", "Anna Berg", key, "x", "succeeds leads from Official, not Agency"),
            ("Anna Berg", "holdsPost", "CARICC", key, "x", "is no predicate that links two entities by itself"),
            ("Anna Berg", "memberOf", "CARICC", key, "words that nobody says", "does not say"),
            ("Anna Berg", "memberOf", "CARICC", key, " ", "does not say"),
            ("Anna Berg", "memberOf", "CARICC", "0" * 16, "x", "no bulletin has the id"),
            ("Anna Berg", "memberOf", "CARICC", "> } DROP ALL", "x", "no bulletin has the id"),
            ("CARICC", "memberOf", "caricc", key, "x", "are one entity here"),
        ):
            with pytest.raises(UndecidableError, match=told):
                graph.link(one, predicate, other, bulletin=bulletin, quote=quote)
