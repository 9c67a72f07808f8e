"""The entities of a graph and the links between them, as tables and as network files."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from caricc_graph.citations import citations
from caricc_graph.export.spells import spells
from caricc_graph.network import network, serialize
from caricc_graph.spreadsheet import csv_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    import networkx as nx

    from caricc_graph.network import Links
    from caricc_graph.store import Store

__all__ = ["gexf", "graphml", "tables"]

_INVALID_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
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


def tables(store: Store, links: Links) -> Iterator[tuple[str, str]]:
    """Yield name and text of two CSV files: entities, and links with the first of their sentences."""
    graph = network(links, limit=None)
    nodes = ((node, *(told[name] for name in _NODES[1:])) for node, told in graph.nodes(data=True))
    yield "nodes.csv", csv_text(_NODES, nodes)
    yield "edges.csv", csv_text(_EDGES, ([edge[name] for name in _EDGES] for edge in _edges(store, graph)))


def graphml(store: Store, links: Links) -> bytes:
    """Return the network as GraphML."""
    graph = network(links, limit=None)
    return serialize(_nodes(graph), _plain_edges(store, graph))


def gexf(store: Store, links: Links) -> bytes:
    """Return the network as GEXF 1.3, in which links and entities have the spells of time that sentences give them."""
    from caricc_graph.export.gexf import document

    graph = network(links, limit=None)
    known = spells(store)
    edges = [
        {
            **edge,
            "spells": [spell for statement in told["statements"] for spell in known.get(statement, [(None, None)])],
        }
        for edge, (_, _, told) in zip(_plain_edges(store, graph), graph.edges(data=True), strict=True)
    ]
    return document(_nodes(graph), edges)


def _nodes(graph: nx.MultiDiGraph[str]) -> dict[str, dict[str, Any]]:
    return {
        node: {"label": _clean(told["name"]), "kind": told["kind"], "mentions": told["mentions"]}
        for node, told in graph.nodes(data=True)
    }


def _plain_edges(store: Store, graph: nx.MultiDiGraph[str]) -> Iterator[dict[str, Any]]:
    return ({name: _clean(value) for name, value in edge.items()} for edge in _edges(store, graph))


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
            "statements": " ".join(statement.rsplit("/", 1)[-1] for statement in told["statements"]),
        }  # fmt: skip


def _clean(value: Any) -> Any:
    return _INVALID_XML.sub("", value) if isinstance(value, str) else value
