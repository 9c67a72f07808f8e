"""Communities of a large network, folded one into another, so that no more is shown at once than a person can look at."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import networkx as nx

_MOST = 150
_SMALLEST = 3
_FINEST = 200


@dataclass(frozen=True, slots=True)
class Fold:
    """A community: the nodes from `begin` up to `end` of the order, inside the fold with the number `parent` (-1 for the whole)."""

    parent: int
    begin: int
    end: int


def fold(graph: nx.MultiDiGraph[str], *, most: int = _MOST) -> tuple[list[str], list[Fold]]:
    """Return the nodes in an order in which each community stands together, and the communities, the whole first.

    A fold holds at most `most` folds and nodes of its own; a network of at most `most` nodes is one fold. Communities are those
    of Leiden's method by modularity, and where it finds none, stretches of the nodes by degree. The same network folds the same way.
    """
    import igraph

    nodes = sorted(graph)
    number = {node: i for i, node in enumerate(nodes)}
    pairs = {(min(number[a], number[b]), max(number[a], number[b])) for a, b in graph.edges() if a != b}
    whole = igraph.Graph(n=len(nodes), edges=sorted(pairs))
    order: list[int] = []
    folds: list[Fold] = []
    _place(whole, range(len(nodes)), most, -1, order, folds)
    return [nodes[i] for i in order], folds


def _place(  # noqa: PLR0913 - what is made grows from call to call
    whole: Any, members: Sequence[int], most: int, parent: int, order: list[int], folds: list[Fold]
) -> None:
    """Add the fold of these members, and those within it, to the order and the folds."""
    mine, begin = len(folds), len(order)
    folds.append(Fold(parent, begin, begin + len(members)))
    if len(members) <= most:
        order.extend(members)
        return
    for part in _parts(whole, members, most):
        if len(part) < _SMALLEST:
            order.extend(part)
        else:
            _place(whole, part, most, mine, order, folds)


def _parts(whole: Any, members: Sequence[int], most: int) -> list[list[int]]:
    """Return at most `most` parts of the members, the largest first; what does not fit stands in the last."""
    import random

    import igraph

    igraph.set_random_number_generator(random.Random(1))  # noqa: S311 - a picture is no secret
    listed = sorted(members)
    found = whole.induced_subgraph(listed).community_leiden(objective_function="modularity", n_iterations=4)
    parts = sorted(([listed[i] for i in one] for one in found), key=lambda one: (-len(one), one[0]))
    least = max(_SMALLEST, len(listed) // _FINEST)
    large = [one for one in parts if len(one) >= least][: most // 2]
    rest = sorted(i for one in parts[len(large) :] for i in one)
    if not large or len(large[0]) == len(listed):
        return list(_stretches(sorted(listed, key=lambda i: (-whole.degree(i), i)), most))
    return [*large, rest] if rest else large


def _stretches(members: Iterable[int], most: int) -> Iterable[list[int]]:
    """Yield the members in stretches, at most `most` of them, each as short as that allows."""
    listed = list(members)
    length = max(most, -(-len(listed) // most))
    left = iter(listed)
    while stretch := list(islice(left, length)):
        yield sorted(stretch)
