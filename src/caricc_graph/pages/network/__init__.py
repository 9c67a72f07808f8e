"""The network page: entities and their links over time, and the sentences behind each link."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caricc_graph.pages.html import HERE, as_json, policy, templates
from caricc_graph.pages.network.data import network_data, words

if TYPE_CHECKING:
    import networkx as nx

    from caricc_graph.store import Store

__all__ = ["network_page", "words"]

_FOLDER = HERE / "network"
_SCRIPTS = ("data", "view", "layout", "drawing", "stage", "panel", "tables", "controls", "downloads", "main")
_SENTENCES = 5_000


def network_page(graph: nx.MultiDiGraph[str], *, store: Store, title: str, sentences: int = _SENTENCES) -> str:
    """Return an HTML page of a network from `network.network`, as one file that asks for nothing: time, filters, search, evidence.

    More than 150 nodes open as the neighbourhood of the focus, or folded into communities. The page carries about `sentences`
    sentences and says of which links it has none. All text of bulletins goes in as JSON and is shown as text; a
    Content-Security-Policy allows no script but the page's own and no request at all.
    """
    scripts = ["".join(_asset(f"{name}.js") for name in _SCRIPTS)]
    data = as_json({**network_data(graph, store=store, sentences=sentences), "site": None})
    return (
        templates()
        .get_template("network/page.html.jinja")
        .render(title=title, policy=policy(scripts), scripts=scripts, style=_asset("page.css"), data=data)
    )


def _asset(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")
