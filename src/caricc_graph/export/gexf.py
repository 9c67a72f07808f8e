"""GEXF 1.3, dynamic: entities and links with spells of time, as Gephi reads it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from caricc_graph.export.spells import Spell, joined

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["document"]

_SPACE = "http://gexf.net/1.3"
_TYPES = {bool: "boolean", int: "integer", float: "double", str: "string"}
_ENDS = frozenset({"source", "target", "spells", "label"})
_ALWAYS: Spell = (None, None)


def document(nodes: Mapping[str, Mapping[str, Any]], edges: Sequence[Mapping[str, Any]]) -> bytes:
    """Return a GEXF document of nodes, with a label, and edges, with `source`, `target`, `predicate` and `spells`.

    A node is there while one of its edges is. What has no spell, or one without a beginning and an end, is always there.
    """
    root = Element("gexf", {"xmlns": _SPACE, "version": "1.3"})
    meta = SubElement(root, "meta")
    SubElement(meta, "creator").text = "caricc-graph"
    graph = SubElement(
        root,
        "graph",
        {"defaultedgetype": "directed", "mode": "dynamic", "timeformat": "date", "timerepresentation": "interval"},
    )
    lives: dict[str, list[Spell]] = defaultdict(list)
    for edge in edges:
        for end in (edge["source"], edge["target"]):
            lives[end] += edge["spells"] or [_ALWAYS]
    fields = {"node": _fields(nodes.values()), "edge": _fields(edges)}
    for name, declared in fields.items():
        _declare(graph, name, declared)
    holder = SubElement(graph, "nodes")
    for node, told in nodes.items():
        _dated(SubElement(holder, "node", {"id": node, "label": str(told["label"])}), told, fields["node"], lives[node])
    holder = SubElement(graph, "edges")
    for number, edge in enumerate(edges):
        predicate = str(edge["predicate"])
        ends = {"id": str(number), "source": str(edge["source"]), "target": str(edge["target"])}
        _dated(
            SubElement(holder, "edge", {**ends, "kind": predicate, "label": predicate}),
            edge,
            fields["edge"],
            edge["spells"],
        )
    indent(root, " ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'.encode()


def _fields(told: Any) -> dict[str, str]:
    """Return name and type of each field, in the order of the first that has it."""
    return {name: _TYPES[type(value)] for one in told for name, value in one.items() if name not in _ENDS}


def _declare(graph: Element, owner: str, fields: Mapping[str, str]) -> None:
    declared = SubElement(graph, "attributes", {"class": owner, "mode": "static"})
    for name, kind in fields.items():
        SubElement(declared, "attribute", {"id": name, "title": name, "type": kind})


def _dated(element: Element, told: Mapping[str, Any], fields: Mapping[str, str], spells: Sequence[Spell]) -> None:
    """Write the values and the spells of a node or an edge; a spell leaves out the side on which it is open."""
    values = SubElement(element, "attvalues")
    for name in fields:
        value = told[name]
        SubElement(
            values, "attvalue", {"for": name, "value": str(value).lower() if isinstance(value, bool) else str(value)}
        )
    united = joined(spells or [_ALWAYS])
    if _ALWAYS in united:
        return
    if len(united) == 1:
        element.attrib.update(_limits(united[0]))
        return
    holder = SubElement(element, "spells")
    for spell in united:
        SubElement(holder, "spell", _limits(spell))


def _limits(spell: Spell) -> dict[str, str]:
    return {name: day for name, day in zip(("start", "end"), spell, strict=True) if day}
