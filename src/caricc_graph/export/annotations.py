"""What a graph holds of each source page, as hand annotations are written."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caricc_graph.store import Store

__all__ = ["annotated_pages", "texts"]

_STARTS = 8
_PAGES = """
SELECT ?bulletin ?file ?ordinal ?text
WHERE {
  ?bulletin a cg:Bulletin ; cg:text ?text ; cg:appearance ?place .
  ?place cg:ordinal ?ordinal ; dcterms:source/cg:file ?file
}
"""
_MENTIONS = """
SELECT ?bulletin ?entity ?kind ?name ?words ?start ?eventkind
WHERE {
  ?mention cg:inBulletin ?bulletin ; cg:refersTo ?entity ; cg:text ?words ; cg:start ?start .
  ?entity skos:prefLabel ?name ; a ?kind .
  VALUES ?kind { cg:Official cg:Agency cg:Programme cg:Country cg:Place cg:Event cg:Document cg:Substance }
  OPTIONAL { ?entity cg:eventKind ?eventkind }
}
"""
_ENTITIES = """
SELECT ?entity ?kind ?name ?eventkind
WHERE {
  VALUES ?kind { cg:Official cg:Agency cg:Programme cg:Country cg:Place cg:Event cg:Document cg:Substance }
  ?entity skos:prefLabel ?name ; a ?kind
  OPTIONAL { ?entity cg:eventKind ?eventkind }
}
"""
_ALIASES = "SELECT ?entity ?alias WHERE { ?entity skos:altLabel ?alias }"
_CLAIMS = """
SELECT ?statement ?bulletin ?subject ?predicate ?object ?modality ?quote ?start ?confidence ?post ?value ?unit ?comparator ?baseline ?period
WHERE {
  ?statement a cg:Statement ; rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?stated ; cg:modality ?modality ;
    cg:confidence ?confidence ; cg:evidence ?evidence .
  ?evidence cg:inBulletin ?bulletin ; cg:quote ?quote ; cg:start ?start
  OPTIONAL { ?statement cg:body ?body . ?stated skos:prefLabel ?post }
  OPTIONAL { ?stated cg:edtf ?date }
  OPTIONAL { ?statement cg:value ?value ; cg:unit ?unit ; cg:comparator ?comparator }
  OPTIONAL { ?statement cg:baseline ?baseline }
  OPTIONAL { ?statement cg:period ?period }
  BIND (COALESCE(?body, ?date, ?stated) AS ?object)
  FILTER NOT EXISTS { ?statement cg:inferred true }
  FILTER NOT EXISTS { ?statement cg:rejected ?why }
}
"""
_RULES = "SELECT ?statement ?rule WHERE { ?statement cg:rule ?rule }"


def texts(store: Store) -> dict[tuple[str, int], str]:
    """Return the texts of all bulletins by source page and ordinal."""
    return {(str(file), int(ordinal or 0)): str(text) for _, file, ordinal, text in store.query(_PAGES).rows}


def annotated_pages(store: Store) -> Iterator[dict[str, Any]]:
    """Yield for each source page its bulletins with entities and claims, as hand annotations are written."""
    entities = _entities(store)
    claims = _claims(store)
    mentions: dict[str, dict[str, list[tuple[int, str]]]] = defaultdict(lambda: defaultdict(list))
    for bulletin, entity, _, _, words, start, _ in store.query(_MENTIONS).rows:
        mentions[str(bulletin)][_local(entity)].append((int(start or 0), str(words)))
    pages: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for bulletin, file, ordinal, text in store.query(_PAGES).rows:
        found = mentions[str(bulletin)]
        told = claims.get(str(bulletin), [])
        named = {end for claim in told for end in (claim["s"], claim["o"]) if end in entities} | set(found)
        pages[str(file)].append(
            {
                "ordinal": int(ordinal or 0),
                "starts_with": " ".join(str(text).split()[:_STARTS]),
                "entities": [
                    {**entities[one], "mentions": list(dict.fromkeys(words for _, words in sorted(found.get(one, []))))}
                    for one in sorted(
                        named, key=lambda one: (min(found.get(one, ()), default=(len(str(text)), "")), one)
                    )
                ],
                "claims": told,
            }
        )
    for file, bulletins in sorted(pages.items()):
        yield {"source": file, "bulletins": sorted(bulletins, key=lambda bulletin: bulletin["ordinal"])}


def _entities(store: Store) -> dict[str, dict[str, Any]]:
    aliases: dict[str, set[str]] = defaultdict(set)
    for entity, alias in store.query(_ALIASES).rows:
        aliases[_local(entity)].add(str(alias))
    found = {}
    for entity, kind, name, event_kind in store.query(_ENTITIES).rows:
        key = _local(entity)
        told = {"id": key, "type": _local(kind), "name": str(name), "aliases": sorted(aliases[key])}
        found[key] = {**told, "kind": event_kind} if event_kind else told
    return found


def _claims(store: Store) -> dict[str, list[dict[str, Any]]]:
    """Return the claims of each bulletin in the order of the text, each once, with the first of its quotes there."""
    rules: dict[str, set[str]] = defaultdict(set)
    for statement, rule in store.query(_RULES).rows:
        rules[str(statement)].add(str(rule))
    found: dict[str, dict[str, tuple[int, str, dict[str, Any]]]] = defaultdict(dict)
    rows = store.query(_CLAIMS)
    for row in rows.rows:
        told = dict(zip(rows.variables, row, strict=True))
        claim: dict[str, Any] = {
            "s": _local(told["subject"]), "p": _local(told["predicate"]), "o": _local(told["object"], date=_local(told["predicate"]) == "heldOn"),
            "modality": _local(told["modality"]), "quote": told["quote"],
            "statement": _local(told["statement"]), "rule": ", ".join(sorted(rules[str(told["statement"])])), "confidence": float(told["confidence"] or 0),
        }  # fmt: skip
        if told["post"]:
            claim["post"] = told["post"]
        if told["value"]:
            names = ("value", "unit", "comparator", "baseline", "period")
            claim["quantity"] = {name: told[name] for name in names if told[name]} | {"value": float(told["value"])}
        placed = (int(told["start"] or 0), str(told["statement"]), claim)
        first = found[str(told["bulletin"])].setdefault(str(told["statement"]), placed)
        if placed[0] < first[0]:
            found[str(told["bulletin"])][str(told["statement"])] = placed
    return {
        bulletin: [claim for _, _, claim in sorted(placed.values(), key=lambda one: one[:2])]
        for bulletin, placed in found.items()
    }


def _local(iri: str | None, *, date: bool = False) -> str:
    return str(iri) if date else str(iri).rsplit("/", 1)[-1].rsplit("#", 1)[-1]
