"""On which points the bulletins of an event disagree: its days, what was seized, who organised or hosted it."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from caricc_graph.profiles.lines import Line, lines
from caricc_graph.rdf import interval

if TYPE_CHECKING:
    from collections.abc import Iterator
    from sqlite3 import Connection

_OF_EVENT = """
SELECT DISTINCT statement FROM said WHERE entity = ? AND predicate IN ('heldOn', 'seizes', 'organizes', 'hosts') ORDER BY statement LIMIT ?
"""
_TELLING = "SELECT statement, bulletin FROM evidence WHERE statement IN (%s)"
_MOST = 60
_HOSTS = frozenset({"organizes", "hosts"})


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A point on which no bulletin says both: what one says, what another says, and the lines that say so."""

    point: str
    says: str
    but: str
    lines: tuple[Line, Line]


def disagreements(base: Connection, event: str) -> tuple[Disagreement, ...]:
    """Return the points on which the bulletins of an event disagree; of two days one lies within the other where they agree."""
    statements = [one for (one,) in base.execute(_OF_EVENT, (event, _MOST))]
    known = lines(base, statements)
    telling: dict[str, set[str]] = {one: set() for one in statements}
    for statement, bulletin in base.execute(_TELLING % ", ".join("?" * len(statements)), statements):
        telling[statement].add(bulletin)
    found = (
        told
        for one, other in itertools.permutations(statements, 2)
        if known[one].modality == "asserted" and not telling[one] & telling[other]
        for told in _between(known[one], known[other])
    )
    return tuple({(told.point, told.says, told.but): told for told in sorted(found, key=_order)}.values())


def _between(one: Line, other: Line) -> Iterator[Disagreement]:
    settled = other.modality == "asserted"
    if one.predicate == other.predicate == "heldOn" and _apart(one.day, other.day):
        if one.day < other.day or not settled:
            yield Disagreement("day", one.day, other.day, (one, other))
    elif one.predicate == other.predicate == "seizes" and one.object == other.object and settled and one.object:
        if one.amount and other.amount and one.amount < other.amount:
            yield Disagreement(f"seized {one.object.name}", one.amount, other.amount, (one, other))
    elif {one.predicate, other.predicate} <= _HOSTS and settled and one.subject.id < other.subject.id:
        yield Disagreement("organiser or host", one.subject.name, other.subject.name, (one, other))


def _apart(one: str, other: str) -> bool:
    """Tell whether neither of two dates lies within the other; a date with an open end is apart from none."""
    (a, b), (c, d) = ((days.earliest, days.latest) for days in (interval(one), interval(other)))
    return (
        bool(a and b and c and d)
        and not (str(a) <= str(c) and str(d) <= str(b))
        and not (str(c) <= str(a) and str(b) <= str(d))
    )


def _order(told: Disagreement) -> tuple[str, str, str, str, str]:
    return told.point, told.says, told.but, told.lines[0].statement, told.lines[1].statement
