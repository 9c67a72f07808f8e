"""What the sources cover: bulletins, entities and links by publishing body and month, with the months that have none."""

from __future__ import annotations

import itertools
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

_TELLING = "FROM bulletin b JOIN appearance a ON a.bulletin = b.number"
_COUNTS = {
    "bulletins": f"SELECT a.publisher, substr(b.day, 1, 7), COUNT(*) {_TELLING} GROUP BY 1, 2",
    "entities": f"SELECT a.publisher, substr(b.day, 1, 7), COUNT(DISTINCT n.entity) {_TELLING} JOIN named n ON n.bulletin = b.number GROUP BY 1, 2",
    "links": f"SELECT a.publisher, substr(b.day, 1, 7), COUNT(DISTINCT t.link) {_TELLING} JOIN told t ON t.bulletin = b.number GROUP BY 1, 2",
}
_WHOLE = {
    "bulletins": f"SELECT a.publisher, COUNT(*) {_TELLING} GROUP BY 1",
    "entities": f"SELECT a.publisher, COUNT(DISTINCT n.entity) {_TELLING} JOIN named n ON n.bulletin = b.number GROUP BY 1",
    "links": f"SELECT a.publisher, COUNT(DISTINCT t.link) {_TELLING} JOIN told t ON t.bulletin = b.number GROUP BY 1",
}
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Covered:
    """What one body published in one month (ISO, empty for bulletins without a day): bulletins, and the entities and links in them."""

    publisher: str
    month: str
    bulletins: int
    entities: int
    links: int


@dataclass(frozen=True, slots=True)
class Publisher:
    """All that one body published; `gaps` counts the months between its first and its last that have no bulletin."""

    name: str
    bulletins: int
    entities: int
    links: int
    first: str
    last: str
    gaps: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """Bodies by their number of bulletins, and for each of them every month from its first to its last, those without a bulletin too.

    A bulletin that several bodies printed counts with each. Its month is that of the day on which it attests what it says.
    """

    publishers: tuple[Publisher, ...]
    months: tuple[Covered, ...]


def coverage(path: Path) -> Coverage:
    """Return the coverage of a build by its file of links."""
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as base:
        counts = {sort: {(p, month): n for p, month, n in base.execute(query)} for sort, query in _COUNTS.items()}
        whole = {sort: dict(base.execute(query).fetchall()) for sort, query in _WHOLE.items()}
    dated: dict[str, list[str]] = defaultdict(list)
    for publisher, month in sorted(counts["bulletins"]):
        dated[publisher].append(month)
    names = sorted(dated, key=lambda name: (-whole["bulletins"][name], name))
    months = [
        Covered(name, month, *(counts[sort].get((name, month), 0) for sort in _COUNTS))
        for name in names
        for month in (*_between(dated[name]), *([""] if "" in dated[name] else []))
    ]
    publishers = []
    for name in names:
        bulletins, entities, links = (whole[sort].get(name, 0) for sort in ("bulletins", "entities", "links"))
        gaps = sum(not row.bulletins for row in months if row.publisher == name)
        publishers.append(Publisher(name, bulletins, entities, links, *_ends(dated[name]), gaps))
    return Coverage(tuple(publishers), tuple(months))


def _ends(months: Iterable[str]) -> tuple[str, str]:
    known = sorted({*months} - {""})
    return (known[0], known[-1]) if known else ("", "")


def _between(months: Iterable[str]) -> Iterator[str]:
    """Yield every month from the first to the last."""
    first, last = _ends(months)
    if not first:
        return
    begin, end = (int(month[:4]) * _MONTHS + int(month[5:]) - 1 for month in (first, last))
    for month in range(begin, end + 1):
        yield f"{month // _MONTHS:04d}-{month % _MONTHS + 1:02d}"


def text(found: Coverage) -> Iterator[str]:
    """Yield for each body the number of its bulletins in each month of a year, a dot for none, and years without any in one line."""
    for publisher in found.publishers:
        rows = [row for row in found.months if row.publisher == publisher.name]
        span = f"{publisher.first} to {publisher.last}" if publisher.first else "no day known"
        counts = f"bulletins {publisher.bulletins}, entities {publisher.entities}, links {publisher.links}"
        yield f"{publisher.name}: {counts}; {span}{f', {publisher.gaps} months without any' if publisher.gaps else ''}"
        yield from _years([row for row in rows if row.month])
        undated = sum(row.bulletins for row in rows if not row.month)
        if undated:
            yield f"  undated  {undated}"
        yield ""
    yield "Bulletins from January to December; a dot is a month without any. A gap in the sources is no gap in the world."


def _years(months: Sequence[Covered]) -> Iterator[str]:
    """Yield a line for each year with its months, and one for each row of years without a bulletin."""
    years = [list(group) for _, group in itertools.groupby(months, lambda row: row.month[:4])]
    for empty, group in itertools.groupby(years, lambda year: not any(row.bulletins for row in year)):
        told = list(group)
        if empty:
            first, last = told[0][0].month[:4], told[-1][0].month[:4]
            yield f"  {first if first == last else f'{first} to {last}'}  none"
        else:
            yield from (f"  {year[0].month[:4]}  {_line(year)}" for year in told)


def _line(months: Sequence[Covered]) -> str:
    told = {int(row.month[5:]): row.bulletins for row in months}
    return " ".join(f"{(told.get(month, 0) or '·')!s:>3}" for month in range(1, _MONTHS + 1))
