"""The network page: entities and their links over time, and the sentences behind each link."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from caricc_graph.pages.html import HERE, as_json, policy, templates
from caricc_graph.pages.network.data import evidence, network_data

if TYPE_CHECKING:
    import networkx as nx
    from jinja2 import Environment

    from caricc_graph.pages.addresses import Place
    from caricc_graph.store import Store

__all__ = ["evidence", "network_assets", "network_page", "network_view"]

_FOLDER = HERE / "network"
_SCRIPTS = ("data", "view", "layout", "drawing", "stage", "panel", "tables", "controls", "downloads", "main")
_SENTENCES = 5_000
_ASSETS = ("network.js", "network.css", "network-template.js")


def network_page(graph: nx.MultiDiGraph[str], *, store: Store, title: str, sentences: int = _SENTENCES) -> str:
    """Return an HTML page of a network from `network.network`, as one file that asks for nothing: time, filters, search, evidence.

    More than 150 nodes open as the neighbourhood of the focus, or folded into communities. The page carries about `sentences`
    sentences and says of which links it has none. All text of bulletins goes in as JSON and is shown as text; a
    Content-Security-Policy allows no script but the page's own and no request at all.
    """
    data = {**network_data(graph, store=store, sentences=sentences), "site": None}
    return _alone(title, as_json(data))


def network_view(  # noqa: PLR0913 - what the page shows, and where it stands
    graph: nx.MultiDiGraph[str],
    *,
    store: Store,
    environment: Environment,
    place: Place,
    title: str,
    static: bool = False,
    sentences: int = 0,
) -> str:
    """Return the page of a network in the frame of the site, with scripts and style from its `network_assets`.

    `environment` has the globals of the frame. A served page carries about `sentences` sentences and asks for others at `network/data`; a
    `static` one says which it has.
    """
    site = {name: place.to(name, "{}").replace("%7B%7D", "{}") for name in ("entity", "bulletin", "network")}
    data: dict[str, Any] = network_data(graph, store=store, sentences=sentences)
    data["site"] = {
        **site,
        "evidence": None if static else place.to("network", "data"),
        "template": place.asset("network-template.js"),
    }
    return environment.get_template("network/site.html.jinja").render(place=place, title=title, data=as_json(data))


def network_assets() -> dict[str, str]:
    """Return the files that network pages of a site share, by name: script, style, and what a page of its own is made of."""
    whole = _alone("%%title%%", "%%data%%")
    return dict(zip(_ASSETS, (_script(), _text("network.css"), f"caricc.template = {as_json(whole)};\n"), strict=True))


def _alone(title: str, data: str) -> str:
    """Return a page that needs nothing else, of data in JSON."""
    scripts, styles = [_script()], [_text("page.css"), _text("network.css")]
    page = templates().get_template("network/page.html.jinja")
    return page.render(title=title, policy=policy(scripts), scripts=scripts, styles=styles, data=data)


def _script() -> str:
    return "".join(_text(f"{name}.js") for name in _SCRIPTS)


def _text(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")
