"""A network as pyvis draws it: for those who go on with pyvis, and as a plain page that asks for nothing."""

from __future__ import annotations

import re
import textwrap
from html import escape
from typing import TYPE_CHECKING, Any

from caricc_graph.citations import citations
from caricc_graph.network.layout import placed
from caricc_graph.pages.html import policy
from caricc_graph.pages.network.data import words

if TYPE_CHECKING:
    import networkx as nx

    from caricc_graph.citations import Citation
    from caricc_graph.store import Store

__all__ = ["drawn", "drawn_page"]

_LOOKS = {
    "Official": ("#d55e00", "dot"),
    "Agency": ("#0072b2", "square"),
    "Programme": ("#009e73", "diamond"),
    "Country": ("#8a8a8a", "hexagon"),
    "Place": ("#e69f00", "triangleDown"),
    "Event": ("#cc79a7", "triangle"),
    "Document": ("#56b4e9", "star"),
    "Substance": ("#f0e442", "dot"),
}
_SPREAD, _WIDE = 90.0, 1.5
_LINE, _NAME = 22, 44
_FROM_OUTSIDE = re.compile(r"<link\b[^>]*>|<script\b[^>]*\bsrc=[^>]*>\s*</script>|<center>\s*<h1></h1>\s*</center>")
_SCRIPT = re.compile(r"<script\b[^>]*>(.*?)</script>", re.DOTALL)


def drawn(graph: nx.MultiDiGraph[str], *, store: Store) -> Any:
    """Return a pyvis Network of a network from `network.network`: fixed positions, physics off, the first sentence of a link as its title."""
    from pyvis.network import Network

    made = Network(height="100vh", width="100%", directed=True, cdn_resources="in_line")
    made.toggle_physics(status=False)
    made.set_edge_smooth("continuous")
    for node, (x, y) in placed(graph, spread=_SPREAD).items():
        told = graph.nodes[node]
        color, shape = _LOOKS[told["kind"]]
        title = f"{told['name']}, {told['kind']}, {told['mentions']} mentions"
        label = "\n".join(textwrap.wrap(textwrap.shorten(told["name"], _NAME, placeholder="…"), _LINE))
        made.add_node(node, label=label, title=title, x=x * _WIDE, y=y, color=color, shape=shape, size=12)
    cited = citations(store, [one for _, _, told in graph.edges(data=True) for one in told["statements"]])
    for subject, obj, told in sorted(graph.edges(data=True), key=lambda edge: (*edge[:2], edge[2]["predicate"])):
        sentences = [one for statement in told["statements"] for one in cited.get(statement, ())]
        made.add_edge(subject, obj, title=_title(told, sentences), dashes=told["inferred"], color="#8a8a8a")
    return made


def drawn_page(graph: nx.MultiDiGraph[str], *, store: Store, title: str) -> str:
    """Return the page that pyvis writes of a network, without what it would fetch; a policy lets no script run but its own."""
    page = _FROM_OUTSIDE.sub("", drawn(graph, store=store).generate_html())
    rules = policy([match[1] for match in _SCRIPT.finditer(page)])
    head = (
        f'<head>\n<meta http-equiv="Content-Security-Policy" content="{escape(rules)}">\n<title>{escape(title)}</title>'
    )
    return page.replace("<html>", '<!doctype html>\n<html lang="en">', 1).replace("<head>", head, 1)


def _title(told: dict[str, Any], sentences: list[Citation]) -> str:
    """Return what stands at a link: its predicate, days, and the first sentence with where it stands."""
    days = "/".join(dict.fromkeys(filter(None, (told["first"], told["last"])))) or "undated"
    lines = [f"{words(told['predicate'])}, {days}"]
    if sentences:
        first = sentences[0]
        where = ", ".join(filter(None, (first.title, first.publisher, first.date, first.address or first.page)))
        lines += [first.sentence, f"– {where}"]
    return "\n".join(lines)
