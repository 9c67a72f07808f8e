"""Networks of a graph's entities, with fixed positions."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import networkx as nx

    from caricc_graph.store import Store

_EDGES = """
SELECT ?statement ?subject ?predicate ?object ?confidence ?inferred (MIN(?day) AS ?first) (MAX(?day) AS ?last)
WHERE {
  ?statement a cg:Statement ; cg:modality cg:asserted ; cg:confidence ?confidence ; rdf:subject ?subject ;
    rdf:predicate ?predicate ; rdf:object ?stated ; cg:evidence ?evidence .
  ?evidence cg:inBulletin ?bulletin
  OPTIONAL { ?bulletin cg:attestedDay ?day }
  OPTIONAL { ?statement cg:body ?body }
  OPTIONAL { ?statement cg:inferred ?inferred }
  BIND (COALESCE(?body, ?stated) AS ?object)
  FILTER (?confidence >= 0.5 && ?predicate != cg:heldOn)
  FILTER NOT EXISTS { ?statement cg:rejected ?why }
}
GROUP BY ?statement ?subject ?predicate ?object ?confidence ?inferred
"""
_NODES = """
SELECT ?entity ?kind ?name
WHERE {
  VALUES ?kind { cg:Official cg:Agency cg:Programme cg:Country cg:Place cg:Event cg:Document cg:Substance }
  ?entity a ?kind ; skos:prefLabel ?name
}
"""
_MENTIONS = "SELECT ?entity (COUNT(?mention) AS ?count) WHERE { ?mention cg:refersTo ?entity } GROUP BY ?entity"
_HELD = """
SELECT ?event (MIN(?earliest) AS ?first) (MAX(?latest) AS ?last)
WHERE { ?event cg:heldOn ?date . ?date cg:earliest ?earliest ; cg:latest ?latest }
GROUP BY ?event
"""
_NO_BRIDGES = frozenset({"Country", "Document", "Place", "Substance"})
_SYMMETRIC = frozenset({"meets", "cooperatesWith"})
_ROUNDS = 400
_SPREAD = 90
_WIDE = 1.35


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
    nodes = _entities(store)
    wanted = frozenset(kinds)
    for edge in _links(store):
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
    _place(part)
    return part


def _entities(store: Store) -> dict[str, dict[str, Any]]:
    counts = {_local(entity): int(count or 0) for entity, count in store.query(_MENTIONS).rows}
    return {
        _local(entity): {"kind": _local(kind), "name": str(name), "mentions": counts.get(_local(entity), 0)}
        for entity, kind, name in sorted(store.query(_NODES).rows, key=str)
    }


def _links(store: Store) -> list[dict[str, Any]]:
    """Return the asserted statements between entities as plain edges, dated by the event at their end, else by their bulletins."""
    held = {_local(event): (str(a or ""), str(b or "")) for event, a, b in store.query(_HELD).rows}
    found = []
    for statement, subject, predicate, obj, confidence, inferred, first, last in store.query(_EDGES).rows:
        ends = (_local(subject), _local(obj))
        days = held.get(ends[0]) or held.get(ends[1]) or (first or "", last or "")
        found.append(
            {
                "statement": str(statement), "subject": ends[0], "object": ends[1], "predicate": _local(predicate),
                "confidence": float(confidence or 0), "inferred": inferred == "true", "first": days[0], "last": days[1],
            }
        )  # fmt: skip
    return sorted(found, key=lambda edge: (edge["subject"], edge["object"], edge["predicate"], edge["statement"]))


def _local(iri: str | None) -> str:
    return str(iri).rsplit("/", 1)[-1].rsplit("#", 1)[-1]


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


def _place(graph: nx.MultiDiGraph[str]) -> None:
    """Give each node its position; the same graph always gets the same."""
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
    points = plain.layout_fruchterman_reingold(niter=_ROUNDS, seed=circle, grid="nogrid").coords
    for node, (x, y) in zip(nodes, points, strict=True):
        graph.nodes[node].update(x=round(x * _SPREAD * _WIDE, 1), y=round(y * _SPREAD, 1))


def serialize(nodes: Mapping[str, Mapping[str, Any]], edges: Iterable[Mapping[str, Any]], form: str) -> bytes:
    """Return nodes and edges (with `source`, `target` and `predicate`) as `gexf` or `graphml`, without the day of writing."""
    import io

    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node, told in nodes.items():
        graph.add_node(node, **told)
    for edge in edges:
        told = {name: value for name, value in edge.items() if name not in {"source", "target"}}
        graph.add_edge(edge["source"], edge["target"], key=edge["predicate"], label=edge["predicate"], **told)
    stream = io.BytesIO()
    if form == "graphml":
        nx.write_graphml_xml(graph, stream)
        return stream.getvalue()
    nx.write_gexf(graph, stream)
    return re.sub(rb' lastmodifieddate="[^"]*"', b"", stream.getvalue())
