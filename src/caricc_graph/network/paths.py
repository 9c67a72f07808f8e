"""Chains of links between two entities: the shortest and the strongest."""

from __future__ import annotations

import heapq
import itertools
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

    from caricc_graph.network.links import Links

BRIDGES = ("Agency", "Event", "Official", "Programme")
"""The kinds that a chain goes through, where none is asked for."""
_A_STEP = 1000.0


@dataclass(frozen=True, slots=True)
class Chain:
    """Nodes from end to end, the links of each step, the surest first, and the strength of the whole, at most 1."""

    nodes: tuple[int, ...]
    steps: tuple[tuple[int, ...], ...]
    strength: float


class Ways:
    """What leads from one node to another over the links that are `usable`, through nodes that are bridges.

    A step is as strong as the confidence of its surest link. A chain is as strong as the product of its steps, divided for each
    entity that it goes through by the binary logarithm of the number of that entity's partners: a hub, which all meet, says little
    about any two of them.
    """

    def __init__(
        self, links: Links, ends: tuple[int, int], *, usable: NDArray[np.bool_], bridges: NDArray[np.bool_]
    ) -> None:
        import numpy as np

        self._links, self._ends = links, ends
        passable = bridges.copy()
        passable[list(ends)] = True
        kept = np.flatnonzero(usable & passable[links.subject] & passable[links.object])
        low = np.minimum(links.subject[kept], links.object[kept])
        high = np.maximum(links.subject[kept], links.object[kept])
        pairs = low * len(links.nodes) + high
        order = np.lexsort((kept, -links.confidence[kept], pairs))
        self._pairs, begins = np.unique(pairs[order], return_index=True)
        self._kept, self._begins = kept[order], np.append(begins, len(order))
        low, high = low[order][begins], high[order][begins]
        hubs = np.log(np.log2(np.maximum(2, links.partners)))
        costs = (hubs[low] + hubs[high]) / 2 - np.log(links.confidence[self._kept[begins]])
        sources, targets = np.concatenate([low, high]), np.concatenate([high, low])
        by_source = np.lexsort((targets, sources))
        self._sources, self._targets = sources[by_source], targets[by_source]
        self._costs = np.concatenate([costs, costs])[by_source]
        self._starts = np.searchsorted(self._sources, np.arange(len(links.nodes) + 1))
        self._free = float(hubs[list(ends)].sum() / 2)
        self._firsts = np.flatnonzero(np.diff(self._sources, prepend=-1))

    def shortest(self, most: int, hops: int) -> list[Chain]:
        """Return at most `most` chains of at most `hops` steps: those of fewest steps, of equal ones the strongest."""
        return self._best(most, hops, 1 + self._costs / _A_STEP)

    def strongest(self, most: int, hops: int) -> list[Chain]:
        """Return the `most` strongest chains of at most `hops` steps."""
        return self._best(most, hops, self._costs)

    def reached(self, node: int, hops: int) -> list[tuple[int, int]]:
        """Return the nodes that one of the ends reaches, each with its steps: the nearest first, of equal ones the best linked to it."""
        import numpy as np

        least = self._least(node, hops, 1 + self._costs / _A_STEP)[-1]
        found = np.flatnonzero(np.isfinite(least))
        order = found[np.lexsort((found, least[found]))]
        return [(int(one), int(least[one])) for one in order if one != node]

    def _least(self, node: int, hops: int, costs: NDArray[np.float64]) -> list[NDArray[np.float64]]:
        """Return for each number of steps from 0 to `hops` what it costs each node at least to come to `node` in as many."""
        import numpy as np

        least = [np.full(len(self._links.nodes), np.inf)]
        least[0][node] = 0.0
        for _ in range(hops):
            told = least[-1].copy()
            if len(self._sources):
                over = np.minimum.reduceat(costs + least[-1][self._targets], self._firsts)
                at = self._sources[self._firsts]
                told[at] = np.minimum(told[at], over)
            least.append(told)
        return least

    def _best(self, most: int, hops: int, costs: NDArray[np.float64]) -> list[Chain]:
        """Return the cheapest simple chains, by a search that always goes on with what can still become the cheapest."""
        one, other = self._ends
        least = self._least(other, hops, costs)
        found: list[Chain] = []
        waiting: list[tuple[float, tuple[int, ...], float]] = [(float(least[hops][one]), (one,), 0.0)]
        while waiting and len(found) < most and math.isfinite(waiting[0][0]):
            _, nodes, cost = heapq.heappop(waiting)
            if nodes[-1] == other:
                found.append(self._chain(nodes))
                continue
            left = hops - len(nodes)
            for target, step in self._onward(nodes, costs, least[left]):
                heapq.heappush(
                    waiting, (round(cost + step + float(least[left][target]), 9), (*nodes, target), cost + step)
                )
        return found

    def _onward(
        self, nodes: tuple[int, ...], costs: NDArray[np.float64], least: NDArray[np.float64]
    ) -> Iterator[tuple[int, float]]:
        """Yield the nodes that lead on to the end, each with the cost of the step."""
        import numpy as np

        start, stop = self._starts[nodes[-1]], self._starts[nodes[-1] + 1]
        targets, steps = self._targets[start:stop], costs[start:stop]
        for i in np.flatnonzero(np.isfinite(least[targets])):
            if targets[i] not in nodes:
                yield int(targets[i]), float(steps[i])

    def _chain(self, nodes: tuple[int, ...]) -> Chain:
        steps = tuple(self._step(*sorted(pair)) for pair in itertools.pairwise(nodes))
        cost = sum(self._cost(a, b) for a, b in itertools.pairwise(nodes)) - self._free
        return Chain(nodes, steps, round(math.exp(-max(0.0, cost)), 6))

    def _step(self, low: int, high: int) -> tuple[int, ...]:
        import numpy as np

        at = int(np.searchsorted(self._pairs, low * len(self._links.nodes) + high))
        return tuple(int(link) for link in self._kept[self._begins[at] : self._begins[at + 1]])

    def _cost(self, source: int, target: int) -> float:
        import numpy as np

        start, stop = self._starts[source], self._starts[source + 1]
        return float(self._costs[start + np.searchsorted(self._targets[start:stop], target)])
