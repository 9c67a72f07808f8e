from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx
import numpy as np
import pytest

from caricc_graph.network import _near, network, with_unsettled
from caricc_graph.network.folding import fold
from caricc_graph.network.links import Link, Links, Node

if TYPE_CHECKING:
    from caricc_graph import Graph


def test_the_whole_network_keeps_the_best_linked_and_says_what_is_left_out(sample_graph: Graph) -> None:
    part = sample_graph.network(limit=40)
    whole = network(sample_graph.links, limit=None)
    assert part.number_of_nodes() == 40
    assert part.graph["left_out"] == whole.number_of_nodes() - 40 == part.graph["total"] - 40
    assert set(part) <= set(whole)
    assert "caricc" in part


def test_the_same_graph_gives_the_same_network(sample_graph: Graph) -> None:
    first, second = sample_graph.network(focus=["CARICC"], hops=2), sample_graph.network(focus=["CARICC"], hops=2)
    assert list(first.nodes(data=True)) == list(second.nodes(data=True))
    assert list(first.edges(keys=True, data=True)) == list(second.edges(keys=True, data=True))


def test_a_neighbourhood_grows_by_its_hops(sample_graph: Graph) -> None:
    near, far = (sample_graph.network(focus=["SELEC"], hops=hops, limit=2000) for hops in (1, 3))
    assert set(near) < set(far)
    assert [node for node, told in near.nodes(data=True) if told["focus"]] == [sample_graph.names.resolve("SELEC").id]


@pytest.mark.parametrize(
    ("kind", "reached"), [("Country", {"a", "b"}), ("Document", {"a", "b"}), ("Event", {"a", "b", "c"})]
)
def test_no_neighbourhood_spreads_through_countries_and_documents(kind: str, reached: set[str]) -> None:
    nodes = [Node(name, of_kind, name, 1) for name, of_kind in (("a", "Agency"), ("b", kind), ("c", "Agency"))]
    made = [
        Link(
            f"{a}{b}", a, "attends", b, post="", former=False, first="", last="", held=False, confidence=0.9, inferred=False, corroboration=1
        )
        for a, b in ("ab", "cb")
    ]  # fmt: skip
    links = Links(nodes, made)
    everything = np.arange(len(made))
    assert {nodes[one].id for one in _near(links, everything, [0], 2)} == reached
    assert {nodes[one].id for one in _near(links, everything, [1], 1)} == {"a", "b", "c"}


def test_kinds_keep_others_out(sample_graph: Graph) -> None:
    part = sample_graph.network(kinds=["Agency", "Official"])
    assert {told["kind"] for _, told in part.nodes(data=True)} == {"Agency", "Official"}


def test_links_are_dated_by_their_event_and_kept_within_days(sample_graph: Graph) -> None:
    part = sample_graph.network(first="2021-01-01", last="2021-12-31", limit=2000)
    dated = [told for _, _, told in part.edges(data=True) if told["first"]]
    assert dated
    assert all(told["last"] >= "2021-01-01" and told["first"] <= "2021-12-31" for told in dated)
    assert part.number_of_edges() < sample_graph.network(limit=2000).number_of_edges()


def test_every_edge_knows_its_statements(sample_graph: Graph) -> None:
    part = sample_graph.network()
    for _, _, predicate, told in part.edges(keys=True, data=True):
        assert predicate == told["predicate"]
        assert told["statements"]
        assert told["confidence"] >= 0.5


def test_only_what_is_asserted_is_drawn(sample_graph: Graph) -> None:
    drawn = {one for _, _, told in sample_graph.network(limit=2000).edges(data=True) for one in told["statements"]}
    others = sample_graph.query("SELECT ?s { ?s cg:modality ?m FILTER (?m != cg:asserted) }").rows
    assert others
    assert not drawn & {str(statement) for (statement,) in others}


@pytest.mark.parametrize("shape", ["star", "clusters", "alone", "pairs"])
def test_a_fold_holds_no_more_than_can_be_looked_at_and_all_nodes_once(shape: str) -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_nodes_from(f"n{i}" for i in range(900))
    links = {
        "star": [(0, i) for i in range(1, 900)],
        "clusters": [(i, i // 30 * 30 + (i * 7 + step) % 30) for i in range(900) for step in (1, 5)],
        "alone": [],
        "pairs": [(i, i + 1) for i in range(0, 900, 2)],
    }[shape]
    graph.add_edges_from((f"n{a}", f"n{b}") for a, b in links)
    order, folds = fold(graph, most=50)
    assert sorted(order) == sorted(graph)
    assert (folds[0].parent, folds[0].begin, folds[0].end) == (-1, 0, 900)
    for number, one in enumerate(folds):
        inside = [other for other in folds if other.parent == number]
        assert all(one.begin <= other.begin < other.end <= one.end for other in inside)
        assert len(inside) + (one.end - one.begin) - sum(other.end - other.begin for other in inside) <= 50
    assert fold(graph, most=50) == (order, folds)


def test_what_is_unsettled_brings_its_ends_to_the_focus_and_no_more_than_fit(sample_graph: Graph) -> None:
    part = sample_graph.network(focus=["CARICC"])
    whole = with_unsettled(part, sample_graph.unsettled, links=sample_graph.links)
    assert set(part) < set(whole)
    added = [told["modality"] for _, _, told in whole.edges(data=True) if "modality" in told]
    assert "planned" in added
    assert "asserted" not in added
    assert set(with_unsettled(part, sample_graph.unsettled, links=sample_graph.links, most=len(part))) == set(part)
    assert not [told for _, _, told in part.edges(data=True) if "modality" in told]
