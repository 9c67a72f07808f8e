"""How long events lasted: from their first to their last day, told apart, or by the days that they are said to have taken ("the five-day course")."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from caricc_graph.model import Kind, Modality

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from caricc_graph.extraction.collector import Collector
    from caricc_graph.extraction.spans import Discourse, Thing
    from caricc_graph.model import Claim

BEGAN_ON, ENDED_ON, SINCE_ON = "began-on", "ended-on", "since-on"
EDGES = (BEGAN_ON, ENDED_ON)
_FIRST = (BEGAN_ON, SINCE_ON)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_DAYS_LONG = re.compile(r"\b(\w+)[- ]days?\b")
_NUMBERS = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_LONGEST = 31


def days_long(event: Thing) -> int:
    """Return how many days an event is called long; 0 where no name of it tells."""
    counted = (match[1].lower() for name in event.names if (match := _DAYS_LONG.search(name)))
    told = (int(word) if word.isdigit() else _NUMBERS.index(word) if word in _NUMBERS else 0 for word in counted)
    return next((days for days in told if 0 < days <= _LONGEST), 0)


def from_day(day: str, days: int, *, last: bool) -> str:
    """Return the days of an event of so many of which this one is the first, or the last."""
    if days < 1 or not _DAY.fullmatch(day):
        return day
    told, rest = date.fromisoformat(day), timedelta(days=days - 1)
    begin, end = (told - rest, told) if last else (told, told + rest)
    return f"{begin}/{end}" if rest else day


def lasting(claims: Sequence[Claim], discourse: Discourse, collector: Collector) -> Iterator[Claim]:
    """Yield the claims, those of the first and of the last day of an event, told apart, both as the days that it lasted: each sentence is evidence.

    So is one of the two alone where the bulletin tells how many days it took. A day since when it has been running tells nothing alone.
    """
    edges: dict[tuple[str, str], Claim] = {}
    for claim in claims:
        if claim.rule in (*EDGES, SINCE_ON) and claim.modality is Modality.ASSERTED and not claim.negated:
            edges.setdefault((claim.subject, claim.rule), claim)
    lengths = {
        collector.referent(thing): days_long(thing) for thing in discourse.things.values() if thing.kind is Kind.EVENT
    }
    for claim in claims:
        first = next((edges[claim.subject, rule] for rule in _FIRST if (claim.subject, rule) in edges), None)
        last = edges.get((claim.subject, ENDED_ON))
        if first is not None and last is not None and claim in (first, last) and first.object < last.object:
            yield collector.again(claim, obj=f"{first.object}/{last.object}")
        elif claim.rule in EDGES:
            whole = from_day(claim.object, lengths.get(claim.subject, 0), last=claim.rule == ENDED_ON)
            yield collector.again(claim, obj=whole) if whole != claim.object else claim
        elif claim.rule != SINCE_ON:
            yield claim
