from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caricc_graph.network.links import Link, Links, Node
from caricc_graph.network.paths import BRIDGES, Chain, Ways

if TYPE_CHECKING:
    from collections.abc import Sequence

NAMES = "abcdefg"


def links_of(edges: Sequence[tuple[str, str, float]], *, kinds: dict[str, str] | None = None) -> Links:
    """Return links between one-letter nodes, agencies unless `kinds` says otherwise."""
    nodes = [Node(name, (kinds or {}).get(name, "Agency"), name, 1) for name in NAMES]
    made = [
        Link(
            str(i),
            a,
            "meets",
            b,
            post="",
            former=False,
            first="",
            last="",
            held=False,
            confidence=confidence,
            inferred=False,
            corroboration=1,
        )
        for i, (a, b, confidence) in enumerate(sorted(edges))
    ]
    return Links(nodes, made)


def ways(links: Links, one: str = "a", other: str = "g", *, via: Sequence[str] = BRIDGES) -> Ways:
    ends = (links.number[one], links.number[other])
    return Ways(links, ends, usable=links.within(), bridges=links.of_kinds(via))


def spelled(links: Links, chains: Sequence[Chain]) -> list[str]:
    return ["".join(links.nodes[node].id for node in chain.nodes) for chain in chains]


def strength(links: Links, path: Sequence[str], best: dict[frozenset[str], float]) -> float:
    """Return the strength of a path as the docstring of `Ways` defines it."""
    steps = math.prod(best[frozenset(pair)] for pair in itertools.pairwise(path))
    hubs = math.prod(math.log2(max(2, int(links.partners[links.number[node]]))) for node in path[1:-1])
    return steps / hubs


edges_of = st.lists(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES), st.sampled_from([0.5, 0.6, 0.75, 0.9, 1.0])).filter(
        lambda edge: edge[0] != edge[1]
    ),
    max_size=14,
)


@given(edges=edges_of, most=st.integers(1, 4), hops=st.integers(1, 6))
def test_chains_are_the_best_of_all_simple_paths(edges: list[tuple[str, str, float]], most: int, hops: int) -> None:
    links = links_of(edges)
    best: dict[frozenset[str], float] = {}
    for a, b, confidence in edges:
        best[frozenset((a, b))] = max(confidence, best.get(frozenset((a, b)), 0))
    graph: nx.Graph[str] = nx.Graph([(a, b) for a, b, _ in edges])
    graph.add_nodes_from("ag")
    paths = list(nx.all_simple_paths(graph, "a", "g", cutoff=hops))
    by_strength = sorted((strength(links, path, best) for path in paths), reverse=True)[:most]
    by_length = sorted((len(path) - 1, -strength(links, path, best)) for path in paths)[:most]
    found = ways(links)
    strongest, shortest = found.strongest(most, hops), found.shortest(most, hops)
    assert [chain.strength for chain in strongest] == pytest.approx(by_strength, abs=2e-6)
    assert [len(chain.steps) for chain in shortest] == [steps for steps, _ in by_length]
    assert [-chain.strength for chain in shortest] == pytest.approx([told for _, told in by_length], abs=2e-6)
    for chains in (strongest, shortest):
        assert len(set(spelled(links, chains))) == len(chains)


def test_a_hub_weighs_less_than_two_who_meet_few() -> None:
    hub = [("b", name, 0.9) for name in "acdefg"]
    links = links_of([*hub, ("a", "c", 0.9), ("c", "g", 0.9)])
    assert spelled(links, ways(links).strongest(2, 4)) == ["acg", "abg"]


@pytest.mark.parametrize("kind", ["Country", "Document", "Place", "Substance"])
def test_what_all_share_is_no_bridge_unless_asked_for(kind: str) -> None:
    links = links_of([("a", "b", 0.9), ("b", "g", 0.9)], kinds={"b": kind})
    assert ways(links).shortest(1, 4) == []
    assert spelled(links, ways(links, via=(kind,)).shortest(1, 4)) == ["abg"]


def test_ends_may_be_of_any_kind() -> None:
    links = links_of([("a", "b", 0.9), ("b", "g", 0.9)], kinds={"a": "Country", "g": "Document"})
    assert spelled(links, ways(links).shortest(1, 4)) == ["abg"]


def test_a_step_has_all_its_links_the_surest_first() -> None:
    links = links_of([("a", "g", 0.6), ("g", "a", 0.9), ("a", "g", 0.8)])
    (chain,) = ways(links).shortest(3, 3)
    assert [links.links[number].confidence for number in chain.steps[0]] == [0.9, 0.8, 0.6]
    assert chain.strength == pytest.approx(0.9)


def test_what_an_end_reaches_comes_by_steps() -> None:
    links = links_of([("a", "b", 0.9), ("b", "c", 0.9), ("c", "d", 0.9)])
    found = ways(links)
    assert [(links.nodes[node].id, steps) for node, steps in found.reached(0, 2)] == [("b", 1), ("c", 2)]
    assert found.shortest(1, 6) == []


def test_nothing_is_found_among_no_links() -> None:
    links = Links([Node("a", "Agency", "a", 1), Node("g", "Agency", "g", 1)], [])
    found = Ways(links, (0, 1), usable=np.ones(0, dtype=bool), bridges=links.of_kinds(()))
    assert found.shortest(3, 6) == found.strongest(3, 6) == []
