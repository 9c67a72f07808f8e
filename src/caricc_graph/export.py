"""A graph for other tools: GEXF, GraphML, CSV, Turtle, TriG, JSON-LD, and annotations by page."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from caricc_graph.citations import citations
from caricc_graph.model import CariccGraphError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    import networkx as nx

    from caricc_graph.network import Links
    from caricc_graph.store import Store

__all__ = ["FORMS", "ExportError", "export"]

FORMS = ("gexf", "graphml", "csv", "turtle", "trig", "jsonld", "annotations")
_FOLDERS = frozenset({"csv", "annotations"})
_INVALID_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_STARTS = 8
_NODES = ("id", "name", "kind", "mentions")
_EDGES = (
    "source",
    "target",
    "predicate",
    "first",
    "last",
    "confidence",
    "inferred",
    "bulletins",
    "sentence",
    "title",
    "date",
    "address",
    "statements",
)
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
_SELECTORS = """
CONSTRUCT {
  ?evidence oa:hasSource ?bulletin ; oa:hasSelector ?position, ?words .
  ?position a oa:TextPositionSelector ; oa:start ?start ; oa:end ?end .
  ?words a oa:TextQuoteSelector ; oa:exact ?quote
}
WHERE {
  ?evidence a cg:Evidence ; cg:inBulletin ?bulletin ; cg:start ?start ; cg:end ?end ; cg:quote ?quote
  BIND (IRI(CONCAT(STR(?evidence), "/position")) AS ?position)
  BIND (IRI(CONCAT(STR(?evidence), "/quote")) AS ?words)
}
"""
_RULES = "SELECT ?statement ?rule WHERE { ?statement cg:rule ?rule }"


class ExportError(CariccGraphError):
    """A form that is unknown, or a place that can't be written to."""


def export(store: Store, links: Links, *, form: str, out: Path) -> None:
    """Write a graph in one of `FORMS`: a file, or for csv and annotations a folder; what stands there is replaced when all is written.

    Raises ExportError for another form, for a folder where a file belongs or the other way about, and where none is above `out`.
    """
    if form not in FORMS:
        raise ExportError(f"{form!r} is no form of export; choose one of {', '.join(FORMS)}.")
    if not out.absolute().parent.is_dir():
        raise ExportError(f"{out}: the folder {out.absolute().parent} is not there; make it first.")
    if out.exists() and out.is_dir() is not (form in _FOLDERS):
        raise ExportError(
            f"{out}: {form} is {'a folder' if form in _FOLDERS else 'a file'}, and something else stands there; choose another --out."
        )
    if form in _FOLDERS:
        _write_folder(out, _csv(store, links) if form == "csv" else _annotations(store))
    else:
        _write_file(
            out, store.dump(form, also=_SELECTORS) if form in {"turtle", "trig", "jsonld"} else _xml(store, links, form)
        )


def _write_file(out: Path, content: bytes) -> None:
    fresh = out.with_name(f".{out.name}-{os.getpid()}")
    fresh.write_bytes(content)
    fresh.replace(out)


def _write_folder(out: Path, files: Iterable[tuple[str, str]]) -> None:
    """Write files into a folder; one that holds anything else is not touched."""
    written = dict(files)
    foreign = sorted(path.name for path in out.iterdir() if path.name not in written) if out.exists() else []
    if foreign:
        raise ExportError(
            f"{out}: {foreign[0]} stands there, which this export does not write; choose an empty folder."
        )
    fresh = out.with_name(f".{out.name}-{os.getpid()}")
    fresh.mkdir()
    for name, text in written.items():
        (fresh / name).write_text(text, encoding="utf-8", newline="")
    if out.exists():
        shutil.rmtree(out)
    fresh.replace(out)


def _network(links: Links) -> nx.MultiDiGraph[str]:
    from caricc_graph.network import network

    return network(links, limit=None)


def _edges(store: Store, graph: nx.MultiDiGraph[str]) -> Iterator[dict[str, Any]]:
    """Yield each edge as plain values, with the first of its sentences."""
    cited = citations(store, [one for _, _, told in graph.edges(data=True) for one in told["statements"]])
    for subject, obj, told in graph.edges(data=True):
        sentences = [c for statement in told["statements"] for c in cited.get(statement, ())]
        first = sentences[0]
        yield {
            "source": subject, "target": obj, "predicate": told["predicate"], "first": told["first"], "last": told["last"],
            "confidence": told["confidence"], "inferred": told["inferred"], "bulletins": len({c.bulletin for c in sentences}),
            "sentence": first.sentence, "title": first.title, "date": first.date, "address": first.address or first.page,
            "statements": " ".join(_local(statement) for statement in told["statements"]),
        }  # fmt: skip


def _xml(store: Store, links: Links, form: str) -> bytes:
    from caricc_graph.network import serialize

    graph = _network(links)
    nodes = {
        node: {"label": _clean(told["name"]), "kind": told["kind"], "mentions": told["mentions"]}
        for node, told in graph.nodes(data=True)
    }
    return serialize(
        nodes, [{name: _clean(value) for name, value in edge.items()} for edge in _edges(store, graph)], form
    )


def _clean(value: Any) -> Any:
    return _INVALID_XML.sub("", value) if isinstance(value, str) else value


def _csv(store: Store, links: Links) -> Iterator[tuple[str, str]]:
    graph = _network(links)
    yield "nodes.csv", _table(_NODES, ({"id": node, **told} for node, told in graph.nodes(data=True)))
    yield "edges.csv", _table(_EDGES, _edges(store, graph))


def _table(columns: tuple[str, ...], rows: Iterable[Mapping[str, Any]]) -> str:
    """Return CSV in which no cell is read as a formula: one that begins like it gets an apostrophe before it."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        cells = [row[column] for column in columns]
        writer.writerow([f"'{c}" if isinstance(c, str) and c.startswith(_FORMULA) else c for c in cells])
    return stream.getvalue()


def _annotations(store: Store) -> Iterator[tuple[str, str]]:
    for page in annotated_pages(store):
        yield (
            f"{re.sub(r'[^A-Za-z0-9._-]', '_', page['source'])}.json",
            json.dumps(page, ensure_ascii=False, indent=1) + "\n",
        )


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
                    for one in sorted(named)
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
