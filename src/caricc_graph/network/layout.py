"""Positions of the nodes of a network; the same network always gets the same."""

from __future__ import annotations

import math
import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx

_ROUNDS = 400


def placed(graph: nx.MultiDiGraph[str], *, spread: float) -> dict[str, tuple[float, float]]:
    """Return x and y of each node, linked ones near each other, in units of which `spread` is about the length of a link."""
    import igraph

    nodes = sorted(graph)
    number = {node: i for i, node in enumerate(nodes)}
    pairs = sorted({(min(number[a], number[b]), max(number[a], number[b])) for a, b in graph.edges() if a != b})
    igraph.set_random_number_generator(random.Random(1))  # noqa: S311 - a layout is no secret
    turns = [2 * math.pi * i / max(len(nodes), 1) for i in range(len(nodes))]
    circle = [(math.cos(turn) * len(nodes), math.sin(turn) * len(nodes)) for turn in turns]
    plain = igraph.Graph(n=len(nodes), edges=pairs)
    points = plain.layout_fruchterman_reingold(niter=_ROUNDS, seed=circle, grid="nogrid").coords if nodes else []
    return {node: (round(x * spread, 1), round(y * spread, 1)) for node, (x, y) in zip(nodes, points, strict=True)}
