"""The terms of the graph: prefixes, literals, days of EDTF dates."""

from __future__ import annotations

import calendar
from dataclasses import dataclass

FORMAT_VERSION = "3"
DEFAULT_BASE_IRI = "https://caricc-graph.example/"
ONTOLOGY = "https://caricc-graph.example/ontology#"
OUTSIDE = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "org": "http://www.w3.org/ns/org#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "schema": "https://schema.org/",
    "time": "http://www.w3.org/2006/time#",
    "oa": "http://www.w3.org/ns/oa#",
}
NODES = (
    "entity",
    "bulletin",
    "source",
    "statement",
    "evidence",
    "mention",
    "post",
    "tenure",
    "date",
    "merge",
    "graph",
)
_ESCAPES = {
    ord("\\"): "\\\\",
    ord('"'): '\\"',
    ord("\n"): "\\n",
    ord("\r"): "\\r",
    ord("\t"): "\\t",
    8: "\\b",
    12: "\\f",
}
_ESCAPES |= {code: f"\\u{code:04X}" for code in (*range(8), 11, *range(14, 32), 127, 0xFFFE, 0xFFFF)}


def prefixes(base_iri: str = DEFAULT_BASE_IRI) -> dict[str, str]:
    """Return the prefixes that every query knows."""
    return {"cg": ONTOLOGY, **OUTSIDE, **{name: f"{base_iri}{name}/" for name in NODES}}


@dataclass(frozen=True, slots=True)
class Interval:
    """The days of an EDTF date; `latest` is None where it is open; `fills` tells that the thing lasts from first to last."""

    earliest: str | None
    latest: str | None
    fills: bool


def interval(edtf: str) -> Interval:
    """Return the days that an EDTF day, month, year or interval of them covers."""
    first, slash, last = edtf.partition("/")
    if not slash:
        return Interval(_edge(first, end=False), _edge(first, end=True), len(first) == len("2022-07-19"))
    days = len(first) == len("2022-07-19") and len(last) == len(first)
    return Interval(_edge(first, end=False), _edge(last, end=True), days)


def _edge(edtf: str, *, end: bool) -> str | None:
    if edtf in {"..", ""}:
        return None
    parts = [int(part) for part in edtf.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else (12 if end else 1)
    day = parts[2] if len(parts) > 2 else (calendar.monthrange(year, month)[1] if end else 1)  # noqa: PLR2004 - year, month, day
    return f"{year:04d}-{month:02d}-{day:02d}"


def literal(text: str, datatype: str = "") -> str:
    """Return a literal in canonical N-Quads."""
    plain = f'"{text.translate(_ESCAPES)}"'
    return f"{plain}^^<{OUTSIDE['xsd']}{datatype}>" if datatype else plain
