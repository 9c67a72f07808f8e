from __future__ import annotations

from typing import TYPE_CHECKING

import caricc_graph
from caricc_graph import project
from caricc_graph.curation import Verb
from caricc_graph.network import load

if TYPE_CHECKING:
    from pathlib import Path

    from caricc_graph import Graph

STATED = """
SELECT ?statement ?subject ?predicate ?object ?confidence ?corroboration
WHERE {
  ?statement a cg:Statement ; cg:modality cg:asserted ; cg:confidence ?confidence ; cg:corroboration ?corroboration ;
    rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?stated .
  OPTIONAL { ?statement cg:body ?body }
  BIND (COALESCE(?body, ?stated) AS ?object)
  FILTER (?confidence >= 0.5 && ?predicate != cg:heldOn)
  FILTER NOT EXISTS { ?statement cg:rejected ?why }
}
"""


def test_the_file_of_links_holds_what_the_store_asserts(sample_graph: Graph) -> None:
    base = sample_graph.store.prefixes
    told = {
        (link.statement, link.subject, link.predicate, link.object, link.confidence, link.corroboration)
        for link in sample_graph.links.links
    }
    stored = {
        (
            str(statement).removeprefix(base["statement"]), str(subject).removeprefix(base["entity"]), str(predicate).removeprefix(base["cg"]),
            str(obj).removeprefix(base["entity"]), float(confidence or 0), int(corroboration or 0),
        )
        for statement, subject, predicate, obj, confidence, corroboration in sample_graph.query(STATED).rows
    }  # fmt: skip
    assert told == stored
    assert len(sample_graph.links.links) == len(told)


def test_days_are_those_of_the_event_else_of_the_bulletins(sample_graph: Graph) -> None:
    held = {
        str(event): (str(first), str(last))
        for event, first, last in sample_graph.query(
            "SELECT ?event (MIN(?a) AS ?first) (MAX(?b) AS ?last) { ?event cg:heldOn ?d . ?d cg:earliest ?a ; cg:latest ?b } GROUP BY ?event"
        ).rows
    }
    base = sample_graph.store.prefixes["entity"]
    links = sample_graph.links
    for number, link in enumerate(links.links):
        days = held.get(f"{base}{link.subject}") or held.get(f"{base}{link.object}")
        assert link.held == (days is not None)
        if days:
            assert (link.first, link.last) == days
        elif not link.former:
            assert [link.first, link.last] == (links.attested(number)[:1] + links.attested(number)[-1:] or ["", ""])


def test_links_of_a_node_are_those_that_end_there(sample_graph: Graph) -> None:
    links = sample_graph.links
    for node in range(0, len(links.nodes), 17):
        name = links.nodes[node].id
        assert links.touching(node) == [n for n, link in enumerate(links.links) if name in {link.subject, link.object}]
        others = {
            link.subject if link.object == name else link.object
            for link in map(links.links.__getitem__, links.touching(node))
        }
        assert links.partners[node] == len(others)


def test_links_are_loaded_once_and_the_same_each_time(sample_graph: Graph, sample_folder: Path) -> None:
    assert sample_graph.links is sample_graph.links
    with caricc_graph.open(sample_folder) as again:
        assert again.links.links == sample_graph.links.links
        assert again.links.nodes == sample_graph.links.nodes


def test_undated_links_are_kept_unless_told_otherwise(sample_graph: Graph) -> None:
    links = sample_graph.links
    kept = links.within("2022-01-01", "2022-12-31")
    dated = links.within("2022-01-01", "2022-12-31", undated=False)
    assert {not links.links[n].first for n in (kept & ~dated).nonzero()[0]} == {True}
    assert all(links.links[n].last >= "2022-01-01" and links.links[n].first <= "2022-12-31" for n in dated.nonzero()[0])
    only = links.within(predicates=["signs"]).nonzero()[0]
    assert {links.links[n].predicate for n in only} == {"signs"}


def test_a_rejected_statement_is_no_link(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("On May 3, 2021 Mr. Ivan Petrov, Director of CARICC, visited Interpol in Lyon.\n", encoding="utf-8")
    caricc_graph.build(page, out=tmp_path / "graph")
    with caricc_graph.open(tmp_path / "graph") as graph:
        before = graph.links.links
        decision = graph.decide(Verb.REJECT, before[0].statement)
    (tmp_path / "curation.txt").write_text(f"{decision}\n", encoding="utf-8")
    caricc_graph.build(page, out=tmp_path / "graph", curation=tmp_path / "curation.txt")
    place, _ = project.located(tmp_path / "graph")
    with caricc_graph.open(tmp_path / "graph") as graph:
        after = load(place / project.LINKS, graph.names, base="").links
    assert {link.statement for link in after} == {link.statement for link in before[1:]}
    assert len(before) > 1


def test_a_post_that_two_years_attest_is_not_dated_between_them(sample_graph: Graph) -> None:
    links = sample_graph.links
    (post,) = [
        n
        for n, link in enumerate(links.links)
        if link.predicate == "holdsPost"
        and sample_graph.names.resolve("Beksultan Sarsekov").id == link.subject
        and link.object == "caricc"
    ]
    assert links.attested(post) == ["2008-08-22", "2009-02-05", "2010-06-09", "2012-04-26"]
    assert links.within("2010-01-01", "2010-12-31", undated=False)[post]
    assert not links.within("2011-01-01", "2011-12-31", undated=False)[post]
