from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from caricc_graph.network import _near, network
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
    made = [Link(f"{a}{b}", a, "attends", b, "", False, "", "", False, 0.9, False, 1) for a, b in ("ab", "cb")]
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
