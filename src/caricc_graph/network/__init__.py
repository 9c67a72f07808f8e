"""Networks of a graph's entities: parts of it, paths, communities."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from caricc_graph.network.files import serialize
from caricc_graph.network.index import write_index
from caricc_graph.network.links import Links, load
from caricc_graph.network.unsettled import unsettled, with_unsettled

if TYPE_CHECKING:
    from collections.abc import Sequence

    import networkx as nx
    import numpy as np
    from numpy.typing import NDArray

    from caricc_graph.network.links import Link

__all__ = ["Links", "load", "network", "serialize", "unsettled", "with_unsettled", "write_index"]

_NO_BRIDGES = frozenset({"Country", "Document", "Place", "Substance"})


def network(  # noqa: PLR0913 - one parameter for each way to choose a part
    links: Links,
    *,
    focus: Sequence[str] = (),
    hops: int = 1,
    kinds: Sequence[str] = (),
    first: str | None = None,
    last: str | None = None,
    limit: int | None = 150,
) -> nx.MultiDiGraph[str]:
    """Return a network of at most `limit` nodes, by entity id: those within `hops` of the ids in `focus`, else the best linked.

    `kinds` keeps entities of these kinds; `first` and `last` (ISO days) keep links that are dated within them, undated ones
    included. A node has kind, name, mentions and focus; an edge, one for each subject, predicate and object, has predicate,
    statements (IRIs), first and last (ISO days or empty), confidence, inferred and corroboration. `graph.graph` has left_out and total,
    counts of nodes, and kinds, first and last as asked for. No neighbourhood spreads through documents, countries, places and substances. The same graph yields the same network.
    """
    import networkx as nx
    import numpy as np

    begun = [links.number[one] for one in focus if one in links.number]
    kept = links.of_kinds(kinds, also=begun)
    usable = np.flatnonzero(links.within(first, last) & kept[links.subject] & kept[links.object])
    chosen = _near(links, usable, begun, hops) if focus else _best_linked(links, usable)
    shown = sorted(chosen if limit is None else chosen[:limit])
    part: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in shown:
        told = links.nodes[node]
        part.add_node(told.id, kind=told.kind, name=told.name, mentions=told.mentions, focus=told.id in focus)
    inside = np.zeros(len(links.nodes), dtype=bool)
    inside[shown] = True
    for number in usable[inside[links.subject[usable]] & inside[links.object[usable]]]:
        _add(part, links.links[number], links.base)
    part.graph.update(total=len(chosen), left_out=len(chosen) - len(shown))
    part.graph.update(kinds=tuple(kinds), first=first or "", last=last or "")
    return part


def _add(graph: nx.MultiDiGraph[str], link: Link, base: str) -> None:
    """Add a link to the edge of its subject, predicate and object; quantities and qualifiers do not make edges of their own."""
    if not graph.has_edge(link.subject, link.object, link.predicate):
        told: dict[str, Any] = {
            name: getattr(link, name)
            for name in ("predicate", "confidence", "inferred", "first", "last", "corroboration")
        }
        graph.add_edge(link.subject, link.object, key=link.predicate, **told, statements=[f"{base}{link.statement}"])
        return
    known = graph.edges[link.subject, link.object, link.predicate]
    known["statements"].append(f"{base}{link.statement}")
    known["confidence"] = max(known["confidence"], link.confidence)
    known["corroboration"] = max(known["corroboration"], link.corroboration)
    known["inferred"] = known["inferred"] and link.inferred
    known["first"] = min(filter(None, (known["first"], link.first)), default="")
    known["last"] = max(known["last"], link.last)


def _near(links: Links, usable: NDArray[np.int64], begun: Sequence[int], hops: int) -> list[int]:
    """Return the nodes within `hops` of those begun from, the nearest and best linked first."""
    import numpy as np

    subjects, objects = links.subject[usable], links.object[usable]
    distance = np.full(len(links.nodes), hops + 1)
    distance[begun] = 0
    spreads = ~links.of_kinds(_NO_BRIDGES)
    spreads[begun] = True
    for step in range(1, hops + 1):
        edge = (distance == step - 1) & spreads
        reached = np.concatenate([objects[edge[subjects]], subjects[edge[objects]]])
        distance[reached] = np.minimum(distance[reached], step)
    found = np.flatnonzero(distance <= hops)
    touching = (distance[subjects] <= hops) | (distance[objects] <= hops)
    degree = _degree(links, usable[touching])
    return [int(node) for node in found[np.lexsort((found, -degree[found], distance[found]))]]


def _degree(links: Links, usable: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return how many edges each node has, one for each subject, predicate and object."""
    import numpy as np

    edges = np.unique(np.stack([links.subject, links.object, links.predicate])[:, usable], axis=1)
    return np.bincount(edges[:2].ravel(), minlength=len(links.nodes))


def _best_linked(links: Links, usable: NDArray[np.int64]) -> list[int]:
    """Return all nodes that have a link, the best linked first, of equal ones the most mentioned."""
    import numpy as np

    partners = links.partners_over(usable)
    mentions = np.array([node.mentions for node in links.nodes], dtype=np.int64)
    found = np.flatnonzero(partners)
    return [int(node) for node in found[np.lexsort((found, -mentions[found], -partners[found]))]]
