"""The links of a graph as plain edges, and the entities at their ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
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


def entities(store: Store) -> dict[str, dict[str, Any]]:
    """Return kind, name and number of mentions of each entity, by its id."""
    counts = {local(entity): int(count or 0) for entity, count in store.query(_MENTIONS).rows}
    return {
        local(entity): {"kind": local(kind), "name": str(name), "mentions": counts.get(local(entity), 0)}
        for entity, kind, name in sorted(store.query(_NODES).rows, key=str)
    }


def links(store: Store) -> list[dict[str, Any]]:
    """Return the asserted statements between entities as plain edges, dated by the event at their end, else by their bulletins."""
    held = {local(event): (str(a or ""), str(b or "")) for event, a, b in store.query(_HELD).rows}
    found = []
    for statement, subject, predicate, obj, confidence, inferred, first, last in store.query(_EDGES).rows:
        ends = (local(subject), local(obj))
        days = held.get(ends[0]) or held.get(ends[1]) or (first or "", last or "")
        found.append(
            {
                "statement": str(statement), "subject": ends[0], "object": ends[1], "predicate": local(predicate),
                "confidence": float(confidence or 0), "inferred": inferred == "true", "first": days[0], "last": days[1],
            }
        )  # fmt: skip
    return sorted(found, key=lambda edge: (edge["subject"], edge["object"], edge["predicate"], edge["statement"]))


def local(iri: str | None) -> str:
    """Return the last part of an IRI."""
    return str(iri).rsplit("/", 1)[-1].rsplit("#", 1)[-1]
