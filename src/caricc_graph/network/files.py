"""Networks as files for other tools."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def serialize(nodes: Mapping[str, Mapping[str, Any]], edges: Iterable[Mapping[str, Any]]) -> bytes:
    """Return nodes and edges (with `source`, `target` and `predicate`) as GraphML."""
    import io

    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node, told in nodes.items():
        graph.add_node(node, **told)
    for edge in edges:
        told = {name: value for name, value in edge.items() if name not in {"source", "target"}}
        graph.add_edge(edge["source"], edge["target"], key=edge["predicate"], label=edge["predicate"], **told)
    stream = io.BytesIO()
    nx.write_graphml_xml(graph, stream)
    return stream.getvalue()
