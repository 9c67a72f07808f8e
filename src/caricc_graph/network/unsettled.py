"""What is only planned, recommended or quoted between the nodes of a network: edges of their own, never mixed with what is asserted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    import networkx as nx

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
_NODES = """
SELECT ?entity ?kind ?name (COUNT(?mention) AS ?mentions)
WHERE {
  VALUES ?entity { %s }
  VALUES ?kind { cg:Official cg:Agency cg:Programme cg:Country cg:Place cg:Event cg:Document cg:Substance }
  ?entity a ?kind ; skos:prefLabel ?name
  OPTIONAL { ?mention cg:refersTo ?entity }
}
GROUP BY ?entity ?kind ?name
"""


def with_unsettled(graph: nx.MultiDiGraph[str], *, store: Store, most: int = _MOST) -> nx.MultiDiGraph[str]:
    """Return a network with what is only planned, recommended or quoted between its nodes, as edges that have a modality.

    Where the network has a focus, what is so said of it brings its other end in, of the kinds that are there, up to `most` nodes.
    Days are those of the bulletins that say it.
    """
    whole = graph.copy()
    focus = {node for node, told in graph.nodes(data=True) if told["focus"]}
    edges = [_edge(row) for row in store.query(_EDGES).rows]
    near = [edge for edge in edges if focus & {edge["subject"], edge["object"]}]
    _bring(whole, {edge[end] for edge in near for end in ("subject", "object")} - set(graph), store, most)
    for edge in edges:
        if edge["subject"] in whole and edge["object"] in whole:
            _add(whole, edge)
    return whole


def _bring(graph: nx.MultiDiGraph[str], wanted: Iterable[str], store: Store, most: int) -> None:
    """Add the nodes of the kinds that a network has, until it has `most`."""
    kinds = {told["kind"] for _, told in graph.nodes(data=True)}
    listed = " ".join(f"<{store.prefixes['entity']}{node}>" for node in sorted(wanted))
    for entity, kind, name, mentions in sorted(store.query(_NODES % listed).rows, key=str) if listed else ():
        if _local(kind) in kinds and graph.number_of_nodes() < most:
            graph.add_node(_local(entity), kind=_local(kind), name=str(name), mentions=int(mentions or 0), focus=False)


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
