"""Networks of a graph's entities, with fixed positions."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from caricc_graph.network.files import serialize
from caricc_graph.network.layout import place
from caricc_graph.network.links import entities, links

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import networkx as nx

    from caricc_graph.store import Store

__all__ = ["network", "serialize"]

_NO_BRIDGES = frozenset({"Country", "Document", "Place", "Substance"})
_SYMMETRIC = frozenset({"meets", "cooperatesWith"})


def network(  # noqa: PLR0913 - one parameter for each way to choose a part
    store: Store,
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
    included. A node has kind, name, mentions, focus, x and y; an edge, one for each subject, predicate and object, has predicate,
    statements (IRIs), first and last (ISO days or empty), confidence and inferred. `graph.graph` has left_out and total, counts of
    nodes. No neighbourhood spreads through documents, countries, places and substances. The same graph yields the same network.
    """
    import networkx as nx

    whole: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    nodes = entities(store)
    wanted = frozenset(kinds)
    for edge in links(store):
        ends = (edge["subject"], edge["object"])
        if all(end in nodes for end in ends) and _within(edge, first, last):
            kept = all(end in focus or not wanted or nodes[end]["kind"] in wanted for end in ends)
            if kept:
                _add(whole, edge)
    whole.add_nodes_from(one for one in focus if one in nodes)
    for node in whole:
        whole.nodes[node].update(nodes[node], focus=node in focus)
    chosen = _near(whole, focus, hops) if focus else _best_linked(whole)
    kept_nodes = chosen if limit is None else chosen[:limit]
    part: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    part.add_nodes_from((node, whole.nodes[node]) for node in sorted(kept_nodes))
    for subject, obj, key in sorted(whole.subgraph(kept_nodes).edges(keys=True)):
        part.add_edge(subject, obj, key=key, **whole.edges[subject, obj, key])
    part.graph.update(total=len(chosen), left_out=len(chosen) - len(kept_nodes))
    place(part)
    return part


def _within(edge: dict[str, Any], first: str | None, last: str | None) -> bool:
    if not edge["first"]:
        return True
    return (first is None or edge["last"] >= first) and (last is None or edge["first"] <= last)


def _add(graph: nx.MultiDiGraph[str], edge: dict[str, Any]) -> None:
    """Add a statement to the edge of its subject, predicate and object; quantities and qualifiers do not make edges of their own."""
    subject, obj, predicate = edge["subject"], edge["object"], edge["predicate"]
    if graph.has_edge(subject, obj, predicate):
        known = graph.edges[subject, obj, predicate]
        known["statements"].append(edge["statement"])
        known["confidence"] = max(known["confidence"], edge["confidence"])
        known["inferred"] = known["inferred"] and edge["inferred"]
        known["first"] = min(filter(None, (known["first"], edge["first"])), default="")
        known["last"] = max(known["last"], edge["last"])
        return
    told = {name: edge[name] for name in ("predicate", "confidence", "inferred", "first", "last")}
    graph.add_edge(subject, obj, key=predicate, **told, statements=[edge["statement"]])


def _near(graph: nx.MultiDiGraph[str], focus: Sequence[str], hops: int) -> list[str]:
    """Return the nodes within `hops` of the focus, the nearest and best linked first."""
    known = [node for node in focus if node in graph]
    distance = dict.fromkeys(known, 0)
    edge = known
    for step in range(1, hops + 1):
        reached: Counter[str] = Counter()
        for node in edge:
            if node in focus or graph.nodes[node]["kind"] not in _NO_BRIDGES:
                reached.update(_neighbours(graph, node))
        edge = [node for node in sorted(reached) if node not in distance]
        distance.update(dict.fromkeys(edge, step))
    return sorted(distance, key=lambda node: (distance[node], -graph.degree(node), node))


def _neighbours(graph: nx.MultiDiGraph[str], node: str) -> Iterable[str]:
    return {*graph.successors(node), *graph.predecessors(node)}


def _best_linked(graph: nx.MultiDiGraph[str]) -> list[str]:
    """Return all nodes that have a link, the best linked first."""
    partners: dict[str, set[str]] = defaultdict(set)
    for subject, obj in graph.edges():
        partners[subject].add(obj)
        partners[obj].add(subject)
    return sorted(partners, key=lambda node: (-len(partners[node]), -graph.nodes[node]["mentions"], node))
