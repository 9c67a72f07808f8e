"""What is only planned, recommended or quoted between the nodes of a network: edges of their own, never mixed with what is asserted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import networkx as nx

    from caricc_graph.network.links import Links
    from caricc_graph.store import Store

_MOST = 150
_EDGES = """
SELECT ?statement ?subject ?predicate ?object ?modality ?confidence ?corroboration (MIN(?day) AS ?first) (MAX(?day) AS ?last)
WHERE {
  VALUES ?modality { cg:planned cg:recommended cg:quoted }
  ?statement cg:modality ?modality ; a cg:Statement ; cg:confidence ?confidence ; rdf:subject ?subject ; rdf:predicate ?predicate ;
    rdf:object ?stated ; cg:evidence ?evidence .
  ?evidence cg:inBulletin ?bulletin
  OPTIONAL { ?bulletin cg:attestedDay ?day }
  OPTIONAL { ?statement cg:body ?body }
  OPTIONAL { ?statement cg:corroboration ?corroboration }
  BIND (COALESCE(?body, ?stated) AS ?object)
  FILTER (?predicate != cg:heldOn)
  FILTER NOT EXISTS { ?statement cg:rejected ?why }
}
GROUP BY ?statement ?subject ?predicate ?object ?modality ?confidence ?corroboration
ORDER BY ?subject ?object ?predicate ?modality ?statement
"""


def unsettled(store: Store) -> list[dict[str, Any]]:
    """Return all statements between entities that are only planned, recommended or quoted and that no reader has rejected, in a fixed order.

    Days are those of the bulletins that say it.
    """
    return [_edge(row) for row in store.query(_EDGES).rows]


def with_unsettled(
    graph: nx.MultiDiGraph[str], edges: Sequence[dict[str, Any]], *, links: Links, most: int = _MOST
) -> nx.MultiDiGraph[str]:
    """Return a network from `network` with what of `unsettled` stands between its nodes, as edges that have a modality.

    Where the network has a focus, what is so said of it brings its other end in, up to `most` nodes. Kinds and days are those of the network.
    """
    whole = graph.copy()
    edges = [edge for edge in edges if _within(edge, graph.graph.get("first", ""), graph.graph.get("last", ""))]
    focus = {node for node, told in graph.nodes(data=True) if told["focus"]}
    near = [edge for edge in edges if focus & {edge["subject"], edge["object"]}]
    _bring(whole, {edge[end] for edge in near for end in ("subject", "object")} - set(graph), links, most)
    for edge in edges:
        if edge["subject"] in whole and edge["object"] in whole:
            _add(whole, edge)
    return whole


def _within(edge: dict[str, Any], first: str, last: str) -> bool:
    return not edge["first"] or (edge["last"] >= first and (not last or edge["first"] <= last))


def _bring(graph: nx.MultiDiGraph[str], wanted: Iterable[str], links: Links, most: int) -> None:
    """Add nodes of the kinds of a network, until it has `most`."""
    kinds = graph.graph.get("kinds", ())
    for node in sorted(set(wanted) & links.number.keys()):
        one = links.nodes[links.number[node]]
        if (not kinds or one.kind in kinds) and graph.number_of_nodes() < most:
            graph.add_node(node, kind=one.kind, name=one.name, mentions=one.mentions, focus=False)


def _edge(row: tuple[str | None, ...]) -> dict[str, Any]:
    statement, subject, predicate, obj, modality, confidence, corroboration, first, last = row
    return {
        "statement": str(statement), "subject": _local(subject), "object": _local(obj), "predicate": _local(predicate), "modality": _local(modality),
        "confidence": float(confidence or 0), "corroboration": int(corroboration or 1), "first": first or "", "last": last or "",
    }  # fmt: skip


def _add(graph: nx.MultiDiGraph[str], edge: dict[str, Any]) -> None:
    ends, key = (edge["subject"], edge["object"]), f"{edge['predicate']} {edge['modality']}"
    if not graph.has_edge(*ends, key):
        told = {name: edge[name] for name in ("predicate", "modality", "confidence", "corroboration", "first", "last")}
        graph.add_edge(*ends, key=key, **told, inferred=False, statements=[edge["statement"]])
        return
    known = graph.edges[(*ends, key)]
    known["statements"].append(edge["statement"])
    known["confidence"] = max(known["confidence"], edge["confidence"])
    known["corroboration"] = max(known["corroboration"], edge["corroboration"])
    known["first"] = min(filter(None, (known["first"], edge["first"])), default="")
    known["last"] = max(known["last"], edge["last"])


def _local(iri: str | None) -> str:
    """Return the last part of an IRI."""
    return str(iri).rsplit("/", 1)[-1].rsplit("#", 1)[-1]
