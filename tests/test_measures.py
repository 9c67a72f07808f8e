from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx
import pytest

from caricc_graph.network import measures
from caricc_graph.network.links import Link, Links, Node
from caricc_graph.network.measures import MeasureError, measure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caricc_graph import Graph


def links_of(edges: Sequence[tuple[str, str]], *, events: str = "") -> Links:
    """Return links between one-letter nodes, agencies but for those in `events`."""
    names = sorted({name for edge in edges for name in edge})
    nodes = [Node(name, "Event" if name in events else "Agency", name, 1) for name in names]
    made = [
        Link(
            f"{a}{b}", a, "attends", b, post="", former=False, first="2022-05-01", last="2022-05-01", held=True, confidence=0.8, inferred=False, corroboration=1,
        )
        for a, b in edges
    ]  # fmt: skip
    return Links(nodes, made)


def test_weights_are_as_their_definition_says() -> None:
    found = measure(links_of([("a", "X"), ("b", "X"), ("c", "X"), ("a", "Y"), ("b", "Y"), ("a", "b")], events="XY"))
    weights = {(pair.one, pair.other): pair.weight for pair in found.together}
    assert weights == {("a", "b"): pytest.approx(0.8 + 1 / 2 + 1), ("a", "c"): 0.5, ("b", "c"): 0.5}
    assert {row.id: row.strength for row in found.parties} == {"a": 2.8, "b": 2.8, "c": 1.0}
    assert {row.id: (row.partners, row.events) for row in found.parties} == {"a": (2, 2), "b": (2, 2), "c": (2, 1)}
    (pair, *_) = found.together
    assert (pair.one, pair.other, pair.events, pair.years) == ("a", "b", 2, ("2022",))


def test_brokerage_is_the_share_of_shortest_ways() -> None:
    found = measure(links_of([("a", "m"), ("b", "m"), ("c", "m"), ("a", "b")]))
    brokers = {row.id: row.brokerage for row in found.parties}
    assert brokers == {"a": 0, "b": 0, "c": 0, "m": pytest.approx(2 / 3, abs=1e-6)}


def test_brokerage_agrees_with_networkx(sample_graph: Graph) -> None:
    found = measure(sample_graph.links, kinds=("Agency",))
    graph: nx.Graph[str] = nx.Graph()
    direct: dict[frozenset[str], float] = {}
    kinds = {node.id: node.kind for node in sample_graph.links.nodes}
    for link in sample_graph.links.links:
        if kinds[link.subject] == kinds[link.object] == "Agency":
            pair = frozenset((link.subject, link.object))
            direct[pair] = max(direct.get(pair, 0), link.confidence)
    for one, other in map(sorted, direct):
        graph.add_edge(one, other, weight=direct[frozenset((one, other))])
    for pair_of in found.together:
        graph.add_edge(pair_of.one, pair_of.other, weight=pair_of.weight)
    for _, _, told in graph.edges(data=True):
        told["length"] = 1 / told["weight"]
    expected = nx.betweenness_centrality(graph, weight="length")
    assert len(expected) == len(found.parties)
    near = [abs(row.brokerage - expected[row.id]) < 0.01 for row in found.parties]
    assert all(near)


def test_communities_hold_together() -> None:
    cliques = [(a, b) for group in ("abcd", "efgh") for a in group for b in group if a < b]
    found = measure(links_of([*cliques, ("d", "e")]))
    of = {row.id: row.community for row in found.parties}
    assert {of[name] for name in "abcd"} != {of[name] for name in "efgh"}
    assert len({*of.values()}) == 2
    assert [community.size for community in found.communities] == [4, 4]


def test_the_same_graph_gives_the_same_measures(sample_graph: Graph) -> None:
    assert sample_graph.measure() == sample_graph.measure()


def test_kinds_and_years_choose_what_counts(sample_graph: Graph) -> None:
    found = sample_graph.measure(kinds=["Agency"], first="2022-01-01", last="2022-12-31")
    assert {row.kind for row in found.parties} == {"Agency"}
    assert {year for pair in found.together for year in pair.years} == {"2022"}
    assert len(found.parties) < len(sample_graph.measure(kinds=["Agency"]).parties)
    with pytest.raises(MeasureError, match="events can't be measured"):
        sample_graph.measure(kinds=["Event"])


def test_brokerage_of_many_parties_is_estimated_and_says_so(
    sample_graph: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    exact = {row.id: row.brokerage for row in sample_graph.measure().parties}
    monkeypatch.setattr(measures, "_EXACT", 10)
    monkeypatch.setattr(measures, "_SOURCES", 120)
    found = sample_graph.measure()
    assert found.estimated
    broker = max(found.parties, key=lambda row: row.brokerage)
    assert broker.id == max(exact, key=lambda one: exact[one])
    assert broker.brokerage == pytest.approx(exact[broker.id], rel=0.2)


def test_a_graph_without_links_has_no_measures() -> None:
    found = measure(Links([Node("a", "Agency", "a", 1)], []))
    assert not any((found.parties, found.together, found.communities))
