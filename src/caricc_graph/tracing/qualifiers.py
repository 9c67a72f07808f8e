"""What statements say beside subject, predicate and object: days and amounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caricc_graph.rdf import interval

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from caricc_graph.network import Links
    from caricc_graph.store import Store

_TOLD = """
SELECT ?statement ?key ?value ?edtf
WHERE {
  VALUES ?statement { %s }
  VALUES ?key { cg:on cg:since cg:until cg:value cg:unit cg:comparator cg:period cg:baseline cg:amount cg:topic }
  ?statement ?key ?value
  OPTIONAL { ?value cg:edtf ?edtf }
}
"""
_BATCH = 500
_COMPARED = {"=": "", ">": "more than ", "<": "less than ", "~": "about ", "change%": "a change of "}


def qualifiers(links: Links, store: Store, numbers: Iterable[int]) -> dict[int, dict[str, str]]:
    """Return by the number of a link what else its statement says, by the ontology's words; dates as EDTF."""
    of = {f"{links.base}{links.links[number].statement}": number for number in sorted({*numbers})}
    iris = list(of)
    found: dict[int, dict[str, str]] = {number: {} for number in of.values()}
    for start in range(0, len(iris), _BATCH):
        rows = store.query(_TOLD % " ".join(f"<{iri}>" for iri in iris[start : start + _BATCH])).rows
        for statement, key, value, edtf in sorted(rows, key=str):
            found[of[str(statement)]].setdefault(str(key).rsplit("#", 1)[-1], str(edtf or value))
    return found


def amount(told: Mapping[str, str]) -> str:
    """Return a quantity in words, as "more than 8.8 t"; empty where none is told."""
    if "value" not in told:
        return ""
    period = f" in {told['period']}" if "period" in told else ""
    baseline = f" against {told['baseline']}" if "baseline" in told else ""
    compared = _COMPARED[told.get("comparator", "=")]
    return f"{compared}{told['value']} {told.get('unit', '')}".rstrip() + period + baseline


def edges(edtf: str) -> tuple[str, str]:
    """Return the first and the last day of an EDTF date; an open edge is empty."""
    days = interval(edtf)
    return days.earliest or "", days.latest or ""
