"""Plain charts: where marks stand on a line of time, and how long bars are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Bar", "Mark", "Row", "TimeChart", "bars", "time_chart"]

_LEFT, _RIGHT, _TOP, _ROW, _WIDE = 8, 12, 26, 44, 720
_TICKS = 8
_LETTERS = 84


@dataclass(frozen=True, slots=True)
class Mark:
    """A day or a span on a row: `sort` says of what ("attested", "stated", "former"), `told` is read out."""

    sort: str
    first: str
    last: str
    told: str


@dataclass(frozen=True, slots=True)
class Placed:
    """A mark with where it begins and how wide it is."""

    mark: Mark
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a chart: its label, where it stands, and its marks."""

    label: str
    y: int
    marks: tuple[Placed, ...]


@dataclass(frozen=True, slots=True)
class TimeChart:
    """Rows over a line of time, with its ticks."""

    width: int
    height: int
    ticks: tuple[tuple[float, str], ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: its label, its value, and how much of the longest it is, from 0 to 100."""

    label: str
    value: float
    share: float


def time_chart(rows: Sequence[tuple[str, Sequence[Mark]]]) -> TimeChart | None:
    """Return a chart of labelled marks; None where fewer than two different days are known."""
    days = sorted(
        {_number(day) for _, marks in rows for mark in marks for day in (mark.first, mark.last) if _is_day(day)}
    )
    if len(days) < 2:  # noqa: PLR2004 - one day is no line
        return None
    first, last = days[0], days[-1]
    scale = (_WIDE - _LEFT - _RIGHT) / (last - first)

    def x(day: str) -> float:
        return round(_LEFT + (_number(day) - first) * scale, 1)

    placed = tuple(
        Row(
            label if len(label) <= _LETTERS else f"{label[:_LETTERS]}…",
            _TOP + number * _ROW,
            tuple(
                Placed(mark, x(mark.first), max(0.0, round(x(mark.last) - x(mark.first), 1)))
                for mark in marks
                if _is_day(mark.first) and _is_day(mark.last)
            ),
        )
        for number, (label, marks) in enumerate(rows)
    )
    years = range(date.fromordinal(first).year, date.fromordinal(last).year + 1)
    step = -(-len(years) // _TICKS)
    ticks = [
        (x(f"{year:04}-01-01"), str(year))
        for year in years[::step]
        if first <= date(year, 1, 1).toordinal() <= last - 30 / scale
    ]
    return TimeChart(_WIDE, _TOP + len(rows) * _ROW + 6, tuple(ticks), placed)


def bars(values: Sequence[tuple[str, float]]) -> tuple[Bar, ...]:
    """Return labelled values as bars."""
    most = max((value for _, value in values), default=0) or 1
    return tuple(Bar(label, value, round(100 * value / most, 1)) for label, value in values)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _number(day: str) -> int:
    return date.fromisoformat(day).toordinal()
