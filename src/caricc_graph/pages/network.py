"""Self-contained pages: a network and the sentences behind its links, with no request to anywhere."""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from caricc_graph.citations import citations
from caricc_graph.dossier import posts
from caricc_graph.pages.html import HERE, as_json, policy, templates

if TYPE_CHECKING:
    import networkx as nx

    from caricc_graph.citations import Citation
    from caricc_graph.dossier import Tenure
    from caricc_graph.store import Store

__all__ = ["network_page", "words"]

_VIS = Path("lib") / "vis-9.1.2" / "vis-network.min.js"
_NAMES = "SELECT ?entity ?name WHERE { ?entity skos:prefLabel|skos:altLabel ?name VALUES ?entity { %s } }"
_SMALLEST, _LARGEST = 9, 30
_ACRONYM = re.compile(r"[A-Z][A-Z0-9-]{1,9}")


def network_page(graph: nx.MultiDiGraph[str], *, store: Store, title: str) -> str:
    """Return an HTML page of a network from `network.network`: legend, filters, search, and for each link its sentences.

    All text of bulletins goes in as JSON and is shown as text; a Content-Security-Policy allows no script but the page's own
    and no request at all.
    """
    scripts = [_vis(), (HERE / "network.js").read_text(encoding="utf-8")]
    return (
        templates()
        .get_template("network.html.jinja")
        .render(
            title=title,
            policy=policy(scripts),
            scripts=scripts,
            style=(HERE / "network.css").read_text(encoding="utf-8"),
            data=as_json(_data(graph, store)),
            left_out=graph.graph.get("left_out", 0),
            nodes=graph.number_of_nodes(),
            links=graph.number_of_edges(),
        )
    )


def _vis() -> str:
    """Return the vis-network library as pyvis ships it."""
    import pyvis

    script = (Path(pyvis.__file__).parent / _VIS).read_text(encoding="utf-8")
    return re.sub(r"</(?=script)", r"<\\/", script, flags=re.IGNORECASE)


def _data(graph: nx.MultiDiGraph[str], store: Store) -> dict[str, Any]:
    base = store.prefixes["entity"]
    iris = {f"{base}{node}": node for node in graph}
    held = posts(store, [f"{base}{node}" for node, told in graph.nodes(data=True) if told["kind"] == "Official"])
    cited = citations(store, [one for _, _, told in graph.edges(data=True) for one in told["statements"]])
    names = _names(store, iris)
    return {
        "nodes": [
            {
                "id": node, "kind": told["kind"], "name": told["name"], "mentions": told["mentions"], "focus": told["focus"], "label": _label(told, names.get(node, set())),
                "x": told["x"], "y": told["y"], "size": _size(graph, node), "names": sorted(names.get(node, set()) - {told["name"]}),
                "posts": [_post(tenure) for tenure in held.get(f"{base}{node}", ())],
            }
            for node, told in graph.nodes(data=True)
        ],
        "links": [
            {
                "id": f"{subject} {predicate} {obj}", "from": subject, "to": obj, "predicate": predicate, "words": words(predicate),
                "first": told["first"], "last": told["last"], "confidence": round(told["confidence"], 2), "inferred": told["inferred"],
                "sentences": [_sentence(c) for statement in told["statements"] for c in cited.get(statement, ())],
            }
            for subject, obj, predicate, told in graph.edges(keys=True, data=True)
        ],
    }  # fmt: skip


def _names(store: Store, iris: dict[str, str]) -> dict[str, set[str]]:
    names: dict[str, set[str]] = {}
    if iris:
        for entity, name in store.query(_NAMES % " ".join(f"<{iri}>" for iri in sorted(iris))).rows:
            names.setdefault(iris[str(entity)], set()).add(str(name))
    return names


def _label(told: dict[str, Any], names: set[str]) -> str:
    """Return the acronym of a body or programme, where it has one; else its name."""
    acronyms = [name for name in names if _ACRONYM.fullmatch(name)] if told["kind"] in {"Agency", "Programme"} else []
    return max(acronyms, key=lambda name: (len(name), name), default=str(told["name"]))


def _size(graph: nx.MultiDiGraph[str], node: str) -> float:
    partners = len({*graph.successors(node), *graph.predecessors(node)})
    return min(_LARGEST, round(_SMALLEST + 3 * math.sqrt(partners), 1))


def words(predicate: str) -> str:
    """Return a predicate in plain words: "speaksAt" as "speaks at"."""
    return re.sub(r"(?<=[a-z])([A-Z])", lambda match: f" {match[1].lower()}", predicate)


def _post(tenure: Tenure) -> dict[str, str]:
    days = ", ".join(tenure.attested)
    return {"title": tenure.title, "body": tenure.body, "days": days, "from": tenure.begun, "until": tenure.ended}


def _sentence(citation: Citation) -> dict[str, Any]:
    begin = citation.offset
    return {
        "before": citation.sentence[:begin],
        "quote": citation.quote,
        "after": citation.sentence[begin + len(citation.quote) :],
        "title": citation.title,
        "date": citation.date,
        "publisher": citation.publisher,
        "address": citation.address,
        "page": citation.page,
    }
