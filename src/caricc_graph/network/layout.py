"""Positions of the nodes of a network; the same network always gets the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx

_ROUNDS = 400
_FINE = 1000
_SPREAD = 90
_WIDE = 1.35


def place(graph: nx.MultiDiGraph[str]) -> None:
    """Give each node its position; the same graph always gets the same. Above 1,000 nodes it is rougher, so that it stays a matter of seconds."""
    import math
    import random

    import igraph

    nodes = list(graph)
    if not nodes:
        return
    number = {node: i for i, node in enumerate(nodes)}
    pairs = sorted({(min(number[a], number[b]), max(number[a], number[b])) for a, b in graph.edges() if a != b})
    igraph.set_random_number_generator(random.Random(1))  # noqa: S311 - a layout is no secret
    plain = igraph.Graph(n=len(nodes), edges=pairs)
    circle = [
        (math.cos(2 * math.pi * i / len(nodes)) * len(nodes), math.sin(2 * math.pi * i / len(nodes)) * len(nodes))
        for i in range(len(nodes))
    ]
    few = len(nodes) <= _FINE
    rounds, grid = (_ROUNDS, "nogrid") if few else (_ROUNDS // 4, "grid")
    points = plain.layout_fruchterman_reingold(niter=rounds, seed=circle, grid=grid).coords
    for node, (x, y) in zip(nodes, points, strict=True):
        graph.nodes[node].update(x=round(x * _SPREAD * _WIDE, 1), y=round(y * _SPREAD, 1))
