"""When a link holds, as far as sentences say: spells of days, open where no beginning or no end is stated."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from caricc_graph.store import Store

__all__ = ["Spell", "joined", "spells"]

Spell = tuple[str | None, str | None]

_HELD = """
SELECT ?statement ?earliest ?latest
WHERE {
  { ?statement rdf:subject ?event } UNION { ?statement rdf:object ?event } UNION { ?statement cg:atEvent ?event }
  ?statement a cg:Statement .
  ?event cg:heldOn ?date . ?date cg:earliest ?earliest OPTIONAL { ?date cg:latest ?latest }
}
"""
_ON = """
SELECT ?statement ?earliest ?latest
WHERE { ?statement cg:on ?date . ?date cg:earliest ?earliest OPTIONAL { ?date cg:latest ?latest } }
"""
_TERMS = """
SELECT ?statement ?since ?until
WHERE {
  {
    ?statement a cg:Statement .
    OPTIONAL { ?statement cg:since/cg:earliest ?since }
    OPTIONAL { ?statement cg:until/cg:latest ?until }
  } UNION {
    ?tenure cg:statement ?statement .
    OPTIONAL { ?tenure cg:statedBeginning/cg:earliest ?since }
    OPTIONAL { ?tenure cg:statedEnd/cg:latest ?until }
  }
  FILTER (BOUND(?since) || BOUND(?until))
}
"""
_ATTESTED = """
SELECT DISTINCT ?statement ?day
WHERE { ?statement cg:evidence/cg:inBulletin/cg:attestedDay ?day }
"""


def spells(store: Store) -> dict[str, list[Spell]]:
    """Return the spells of each dated statement, by its IRI: first and last day (ISO), None where it is open.

    A stated beginning or end counts first, then the days of the event at an end of the link, else each day on which a bulletin
    attests it. Days between two attested ones are never filled. A statement without any is absent.
    """
    found: dict[str, list[Spell]] = {}
    for query in (_TERMS, _ON, _HELD, _ATTESTED):
        told: dict[str, list[Spell]] = defaultdict(list)
        for row in store.query(query).rows:
            told[str(row[0])].append((row[1], row[-1]))
        for statement, told_spells in told.items():
            found.setdefault(statement, joined(told_spells))
    return found


def joined(told: Iterable[Spell]) -> list[Spell]:
    """Return spells in order, those that touch or overlap made one; ones that end before they begin are left out."""
    found: list[Spell] = []
    for start, end in sorted(set(told), key=lambda spell: (spell[0] or "", spell[1] or "~")):
        if start and end and end < start:
            continue
        if found and _touch(found[-1][1], start):
            before, last = found[-1]
            found[-1] = (before, None if last is None or end is None else max(last, end))
        else:
            found.append((start, end))
    return found


def _touch(end: str | None, start: str | None) -> bool:
    """Return whether a spell that ends on one day leaves none before another begins."""
    if end is None or start is None or start <= end:
        return True
    return date.fromisoformat(start) - date.fromisoformat(end) <= timedelta(days=1)
