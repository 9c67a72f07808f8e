"""The data of a network page: columns, each text once, and as many sentences as fit."""

from __future__ import annotations

import re
from dataclasses import astuple
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote

from caricc_graph.citations import citations
from caricc_graph.dossier import posts
from caricc_graph.network.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import networkx as nx

    from caricc_graph.citations import Citation
    from caricc_graph.dossier import Tenure
    from caricc_graph.store import Store

KINDS = ("Official", "Agency", "Programme", "Country", "Place", "Event", "Document", "Substance")
MODALITIES = ("asserted", "planned", "recommended", "quoted")
_NAMES = "SELECT ?entity ?name WHERE { %s ?entity skos:altLabel ?name }"
_STATEMENTS = """
SELECT DISTINCT ?statement
WHERE {
  ?statement rdf:subject ?subject ; rdf:predicate ?predicate ; cg:modality ?modality .
  { ?statement rdf:object ?object } UNION { ?statement cg:body ?object }
  FILTER NOT EXISTS { ?statement cg:rejected ?why }
}
ORDER BY ?statement
"""
_ACRONYM = re.compile(r"[A-Z][A-Z0-9-]{1,9}")
_BATCH = 1000
_OF_A_LINK = 40
_ASKED = 200
_EPOCH = date(1970, 1, 1).toordinal()

_Key = tuple[str, str, str]
_One = TypeVar("_One")


def network_data(graph: nx.MultiDiGraph[str], *, store: Store, sentences: int) -> dict[str, Any]:
    """Return the columns of a page: nodes in the order of their communities, links, and about `sentences` sentences at most.

    Sentences go with links at the focus first, then with those that most statements rest on, at most 40 of a link; `carried` counts
    the links that have theirs, and `stated` tells on how many statements each link rests. Days are counted from 1970-01-01, offsets in UTF-16 units, as a browser counts.
    """
    order, folds = fold(graph)
    number = {node: i for i, node in enumerate(order)}
    edges = sorted(graph.edges(keys=True))
    predicates = sorted({graph.edges[edge]["predicate"] for edge in edges})
    told = Evidence()
    rows = _carried(graph, edges, store, sentences, told)
    return {
        "kinds": KINDS,
        "modalities": MODALITIES,
        "predicates": predicates,
        "words": [words(predicate) for predicate in predicates],
        "nodes": _nodes(graph, order, store),
        "links": {**_links(graph, edges, number, predicates), "evidence": rows},
        "folds": [(one.parent, one.begin, one.end) for one in folds],
        "carried": len(rows),
        "left_out": graph.graph.get("left_out", 0),
        **told.columns(),
    }


def evidence(store: Store, *, subject: str, predicate: str, target: str, modality: str) -> dict[str, Any]:
    """Return the sentences of a link between two ids in the columns of a page; none where there is no such link.

    Of a link that rests on more than 200 statements, those of 200.
    """
    entity, term = store.prefixes["entity"], store.prefixes["cg"]
    terms = {"subject": f"{entity}{quote(subject)}", "object": f"{entity}{quote(target)}"}
    terms |= {"predicate": f"{term}{quote(predicate)}", "modality": f"{term}{quote(modality)}"}
    found = store.query(_STATEMENTS, bindings={name: f"<{iri}>" for name, iri in terms.items()}).rows
    stated = [str(statement) for (statement,) in found[:_ASKED]]
    cited, columns = citations(store, stated), Evidence()
    for statement in stated:
        for citation in cited.get(statement, ()):
            columns.add(citation)
    return columns.columns()


class Evidence:
    """Sentences and bulletins, each once, and evidences that point to them."""

    def __init__(self) -> None:
        self._sentences: dict[str, int] = {}
        self._bulletins: dict[tuple[str, ...], int] = {}
        self._rows: dict[tuple[int, int, int, int], int] = {}

    def add(self, citation: Citation) -> int:
        """Return the row of a citation, which is added where it is new."""
        sentence = self._sentences.setdefault(citation.sentence, len(self._sentences))
        told = (
            citation.title,
            citation.date,
            citation.publisher,
            citation.address,
            citation.page,
            _local(citation.bulletin),
        )
        bulletin = self._bulletins.setdefault(told, len(self._bulletins))
        begin = _units(citation.sentence[: citation.offset])
        row = (sentence, begin, begin + _units(citation.quote), bulletin)
        return self._rows.setdefault(row, len(self._rows))

    def columns(self) -> dict[str, Any]:
        """Return `sentences`, `bulletins` (title, date, publisher, address, page, id) and `evidence` (sentence, begin, end, bulletin)."""
        return {"sentences": list(self._sentences), "bulletins": list(self._bulletins), "evidence": list(self._rows)}

    def __len__(self) -> int:
        return len(self._rows)


def words(predicate: str) -> str:
    """Return a predicate in plain words: "speaksAt" as "speaks at"."""
    return re.sub(r"(?<=[a-z])([A-Z])", lambda match: f" {match[1].lower()}", predicate)


def _nodes(graph: nx.MultiDiGraph[str], order: Sequence[str], store: Store) -> dict[str, Any]:
    told = [graph.nodes[node] for node in order]
    names = _names(store, order)
    held = _posts(store, [node for node in order if graph.nodes[node]["kind"] == "Official"])
    labels = [_label(one, names.get(node, ())) for node, one in zip(order, told, strict=True)]
    return {
        "id": order,
        "kind": [KINDS.index(one["kind"]) for one in told],
        "name": [one["name"] for one in told],
        "label": ["" if label == one["name"] else label for label, one in zip(labels, told, strict=True)],
        "mentions": [one["mentions"] for one in told],
        "focus": [i for i, one in enumerate(told) if one["focus"]],
        "names": {
            i: others for i, node in enumerate(order) if (others := sorted(names.get(node, set()) - {told[i]["name"]}))
        },
        "posts": {i: held[node] for i, node in enumerate(order) if node in held},
    }


def _links(
    graph: nx.MultiDiGraph[str], edges: Sequence[_Key], number: Mapping[str, int], predicates: Sequence[str]
) -> dict[str, Any]:
    told = [graph.edges[edge] for edge in edges]
    return {
        "from": [number[edge[0]] for edge in edges],
        "to": [number[edge[1]] for edge in edges],
        "predicate": [predicates.index(one["predicate"]) for one in told],
        "modality": [MODALITIES.index(one.get("modality", "asserted")) for one in told],
        "first": [_day(one["first"]) for one in told],
        "last": [_day(one["last"] or one["first"]) for one in told],
        "confidence": [round(one["confidence"] * 100) for one in told],
        "publishers": [one["corroboration"] for one in told],
        "stated": [len(one["statements"]) for one in told],
        "inferred": [i for i, one in enumerate(told) if one["inferred"]],
    }


def _carried(
    graph: nx.MultiDiGraph[str], edges: Sequence[_Key], store: Store, most: int, told: Evidence
) -> dict[int, list[int]]:
    """Return for the first links that fit the rows of their evidences."""
    ranked = sorted(range(len(edges)), key=lambda i: _rank(graph, edges[i], i))
    rows: dict[int, list[int]] = {}
    for batch in _batches(ranked, max(1, min(most, _BATCH) // 4)):
        if len(told) >= most:
            break
        stated = {i: graph.edges[edges[i]]["statements"][:_OF_A_LINK] for i in batch}
        cited = citations(store, [one for statements in stated.values() for one in statements])
        for i, statements in stated.items():
            if len(told) < most:
                found = [one for statement in statements for one in cited.get(statement, ())]
                rows[i] = list(dict.fromkeys(told.add(one) for one in found[:_OF_A_LINK]))
    return rows


def _rank(graph: nx.MultiDiGraph[str], edge: _Key, number: int) -> tuple[bool, int, int]:
    near = any(graph.nodes[end]["focus"] for end in edge[:2])
    return not near, -len(graph.edges[edge]["statements"]), number


def _names(store: Store, nodes: Sequence[str]) -> dict[str, set[str]]:
    """Return the further names of the nodes: asked for one by one, or of all entities where the nodes are many."""
    listed = " ".join(f"<{store.prefixes['entity']}{node}>" for node in nodes)
    asked = f"VALUES ?entity {{ {listed} }}" if len(nodes) <= _BATCH else ""
    names: dict[str, set[str]] = {}
    for entity, name in store.query(_NAMES % asked).rows:
        names.setdefault(_local(str(entity)), set()).add(str(name))
    return names


def _posts(store: Store, officials: Sequence[str]) -> dict[str, list[tuple[str, ...]]]:
    base = store.prefixes["entity"]
    held: dict[str, list[tuple[str, ...]]] = {}
    for batch in _batches(officials, _BATCH):
        for iri, tenures in posts(store, [f"{base}{node}" for node in batch]).items():
            held[_local(iri)] = [_post(tenure) for tenure in tenures]
    return held


def _post(tenure: Tenure) -> tuple[str, ...]:
    title, body, days, begun, ended = astuple(tenure)
    return title, body, ", ".join(days), begun, ended


def _label(told: Mapping[str, Any], names: Iterable[str]) -> str:
    """Return the acronym of a body or programme, where it has one; else its name."""
    acronyms = [name for name in names if _ACRONYM.fullmatch(name)] if told["kind"] in {"Agency", "Programme"} else []
    return max(acronyms, key=lambda name: (len(name), name), default=str(told["name"]))


def _day(iso: str) -> int | None:
    return date.fromisoformat(iso[:10]).toordinal() - _EPOCH if iso else None


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _local(iri: str) -> str:
    return iri.rsplit("/", 1)[-1]


def _batches(listed: Sequence[_One], size: int) -> Iterator[Sequence[_One]]:
    for start in range(0, len(listed), size):
        yield listed[start : start + size]
