from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import caricc_graph
from caricc_graph.profiles import UnknownPage
from conftest import SAMPLE

if TYPE_CHECKING:
    from pathlib import Path

    from caricc_graph import Graph


def test_contents_count_what_the_graph_holds(sample_graph: Graph) -> None:
    told = sample_graph.profiles.contents()
    ((bulletins,),) = sample_graph.query("SELECT (COUNT(?b) AS ?n) { ?b a cg:Bulletin }").rows
    ((agencies,),) = sample_graph.query(
        "SELECT (COUNT(?a) AS ?n) { ?a a cg:Agency ; cg:memberId ?i FILTER (STRENDS(STR(?a), ?i)) }"
    ).rows
    assert str(told.bulletins) == bulletins
    assert str(dict(told.kinds)["Agency"]) == agencies
    assert sum(count for _, count in told.modalities) == len(sample_graph.query("SELECT ?s { ?s a cg:Statement }").rows)


def test_an_entity_tells_the_statements_of_its_dossier(sample_graph: Graph) -> None:
    for name in ("caricc", "unodc", "sco-rats"):
        told, dossier = sample_graph.profiles.entity(name), sample_graph.entity(name)
        assert told.statements == len({link.statement for link in (*dossier.links, *dossier.unsettled)})
        assert sum(group.count for group in told.groups) == len(dossier.links)
        assert {line.modality for group in told.groups for line in group.lines} == {"asserted"}
        assert "asserted" not in {line.modality for line in told.unsettled}
        assert len(told.unsettled) + told.more_unsettled == len(dossier.unsettled)


def test_names_tell_where_each_comes_from(sample_graph: Graph) -> None:
    names = {one.text: one for one in sample_graph.profiles.entity("caricc").names}
    first = names["CARICC"].first
    assert first is not None
    assert "CARICC" in "".join(p.text for p in sample_graph.profiles.bulletin(first.bulletin).passages)
    assert names["CARICC"].mentions > 100
    assert any(one.first is None and one.mentions == 0 for one in names.values())


def test_a_post_is_attested_on_days_and_never_over_a_term(sample_graph: Graph) -> None:
    posts = {(one.person.name, one.title): one for one in sample_graph.profiles.entity("caricc").posts}
    held = posts["Atageldi Ovezovich Yazlyyev", "Director"]
    assert set(held.attested) >= {"2023-07-05"}
    days = {citation.date for link in sample_graph.entity("caricc").links for citation in link.citations}
    assert set(held.attested) <= days
    assert held.since == held.until == ()
    assert {line.predicate for line in held.lines} == {"holdsPost"}


def test_sentences_are_cut_from_their_bulletins_at_their_places(sample_graph: Graph) -> None:
    told = sample_graph.profiles.entity("caricc")
    lines = [line for group in told.groups for line in group.lines]
    assert lines
    for line in lines:
        assert 1 <= len(line.sentences) <= line.count
        for one in line.sentences:
            text = "".join(p.text for p in sample_graph.profiles.bulletin(one.reference.bulletin).passages)
            assert text[one.start :].startswith(one.before + one.quote + one.after)


def test_a_bulletin_is_told_whole_with_its_mentions_and_quotes(sample_graph: Graph) -> None:
    for bulletin in sample_graph.profiles.all_bulletins():
        told = sample_graph.profiles.bulletin(bulletin)
        ((text,),) = sample_graph.query(
            "SELECT ?t { ?b cg:text ?t }", bindings={"b": f"<{sample_graph.store.prefixes['bulletin']}{bulletin}>"}
        ).rows
        assert "".join(passage.text for passage in told.passages) == text
        at = 0
        for passage in told.passages:
            assert passage.start == at
            at += len(passage.text)
            for one in passage.stated:
                assert passage.text[one.start : one.end].strip()


def test_parts_of_links_join_to_all_of_them(sample_graph: Graph) -> None:
    profiles = sample_graph.profiles
    key = {"predicate": "attends", "outgoing": True}
    count = profiles.count("caricc", predicate="attends", outgoing=True)
    parts = [profiles.links("caricc", **key, limit=4, offset=offset) for offset in range(0, count, 4)]  # type: ignore[arg-type]
    told = [line for part in parts for line in part]
    assert len({line.statement for line in told}) == len(told) == count
    assert [line.first for line in told] == sorted(line.first for line in told)


def test_a_merged_id_leads_to_what_it_became(sample_graph: Graph) -> None:
    merged = next(one for one, now in sample_graph.names.members().items() if one != now)
    assert sample_graph.profiles.entity(merged).id == sample_graph.names.members()[merged]


@pytest.mark.parametrize("unknown", ["", "none", "../../etc/passwd", "' OR 1=1 --"])
def test_an_unknown_id_is_told(sample_graph: Graph, unknown: str) -> None:
    with pytest.raises(UnknownPage, match="search for its name"):
        sample_graph.profiles.entity(unknown)
    with pytest.raises(UnknownPage, match="bulletin"):
        sample_graph.profiles.bulletin(unknown)


def test_what_a_reader_rejects_is_shown_nowhere(sample_graph: Graph, tmp_path: Path) -> None:
    line = next(line for group in sample_graph.profiles.entity("caricc").groups for line in group.lines)
    decision = sample_graph.decide(caricc_graph.curation.Verb("reject"), line.statement, reason="a test")
    (tmp_path / "curation.txt").write_text(f"{decision}\n", encoding="utf-8")
    caricc_graph.build(SAMPLE, out=tmp_path / "graph", curation=tmp_path / "curation.txt")
    with caricc_graph.open(tmp_path / "graph") as graph:
        assert graph.profiles.lines([line.statement]) == {}
        told = graph.profiles.entity("caricc")
        assert line.statement not in {one.statement for group in told.groups for one in group.lines}


def test_the_same_sources_give_the_same_file(sample_graph: Graph, tmp_path: Path) -> None:
    caricc_graph.build(SAMPLE, out=tmp_path)
    with caricc_graph.open(tmp_path) as again:
        assert (again.place / "profiles.sqlite").read_bytes() == (sample_graph.place / "profiles.sqlite").read_bytes()


def test_disagreements_are_those_of_the_question(sample_graph: Graph) -> None:
    answer = sample_graph.ask("disagreements")
    names = {one.name: one.id for one in sample_graph.profiles.of_kind("Event", limit=1000)}
    for row in answer.rows:
        event, point, says, but = row.values
        told = sample_graph.profiles.disagreements(names[event])
        if point.startswith("seized"):
            assert point in {one.point for one in told}
        else:
            assert (point, says, but) in {(one.point, one.says, one.but) for one in told}
    assert len(answer.rows) == sum(len(sample_graph.profiles.disagreements(event)) for event in names.values())
