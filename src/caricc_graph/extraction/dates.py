"""Dates of every style as EDTF, with what a sentence leaves out supplied from its bulletin."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MONTHS = {
    name.lower(): number
    for number in range(1, 13)
    for name in (calendar.month_name[number], calendar.month_abbr[number], calendar.month_abbr[number] + ".")
} | {"sept": 9, "sept.": 9}
_M = r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
_D = r"(?:0?[1-9]|[12]\d|3[01])(?:\s?(?:st|nd|rd|th))?"
_Y = r"(?:(?:,?\s+|[/-])(?:of\s+)?(?:the\s+year\s+)?(?P<{0}>(?:19|20)\d\d)(?:\s*(?:year|y\.))?)?"
_TO = r"\s*(?:-|–|—|to|till|until|through)\s*"
_TO_OR_AND = r"\s*(?:-|–|—|to|till|until|through|and)\s*"
_CARDINAL = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}

_DAY_SPAN = re.compile(
    rf"\b(?P<d1>{_D})\s+(?:of\s+)?(?P<m1>{_M}){_Y.format('y1')}{_TO}(?P<d2>{_D})\s+(?:of\s+)?(?P<m2>{_M}){_Y.format('y2')}\b"
    rf"|\b(?P<m3>{_M})\s+(?P<d3>{_D}){_Y.format('y3')}{_TO}(?:the\s+)?(?P<m4>{_M})\s+(?P<d4>{_D}){_Y.format('y4')}\b"
    rf"|\b(?P<d5>{_D})(?:\s*,\s*{_D})*{_TO_OR_AND}(?:the\s+)?(?P<d6>{_D})\s+(?:of\s+)?(?P<m5>{_M}){_Y.format('y5')}\b"
    rf"|\b(?P<m6>{_M})\s+(?P<d7>{_D}){_TO_OR_AND}(?:the\s+)?(?P<d8>{_D})\b{_Y.format('y6')}(?!\d)"
)
_DIGITS_SPAN = re.compile(
    r"\b(?P<d1>\d{1,2})(?:\.(?P<n1>\d{1,2}))?(?:\.(?P<y1>(?:19|20)\d\d))?\.?\s*(?:-|–|—|to|till|until)\s*"
    r"(?P<d2>\d{1,2})\.(?P<n2>\d{1,2})\.(?P<y2>(?:19|20)\d\d)\b"
)
_DAY = re.compile(
    rf"\b(?P<d1>{_D})(?:\s+|[/-])(?:of\s+)?(?P<m1>{_M}){_Y.format('y1')}\b"
    rf"|\b(?P<m2>{_M})\s+(?P<d2>{_D})\b{_Y.format('y2')}(?!\d)"
    r"|\b(?P<d3>\d{1,2})[./](?P<n3>\d{1,2})[./](?P<y3>(?:19|20)\d\d)\b"
    r"|\b(?P<y4>(?:19|20)\d\d)(?P<mark>[-/])(?P<n4>\d\d)(?P=mark)(?P<d4>\d\d)\b"
)
_MONTH = re.compile(
    rf"\b(?P<m1>{_M})(?:\s+(?P<y0>(?:19|20)\d\d))?{_TO_OR_AND}(?P<m2>{_M})(?:\s+of)?,?\s+(?P<y1>(?:19|20)\d\d)\b"
    rf"|\b(?P<m3>{_M})(?:\s+of)?,?\s+(?P<y2>(?:19|20)\d\d)\b"
    rf"|\b(?:[Ii]n|[Ff]or|[Ss]ince|[Dd]uring|[Bb]y|[Uu]ntil|end\s+of|beginning\s+of|mid(?=-)|early|late)(?:\s+|-)(?:early[ -]|late[ -]|mid-|mid\s+)?(?P<m4>{_M})\b(?!\s*(?:,?\s*(?:of\s+)?(?:19|20)\d\d|\d|-|–|—|(?:to|till|until|through|and)\s+(?:{_M}|\d)))"
)
_PART = re.compile(
    r"\b(?:the\s+)?(?P<n>first|second|third|fourth|last|1st|2nd|3rd|4th)\s+(?P<part>half|quarter)\s+of\s+(?:the\s+year\s+)?(?P<y>(?:19|20)\d\d|(?:this|the\s+current|the|(?:the\s+)?next|(?:the\s+)?last|(?:the\s+)?previous)\s+year)\b"
    r"|\b(?:the\s+)?(?:first\s+)?(?P<months>\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|eleven)\s+months\s+of\s+(?P<y2>(?:19|20)\d\d|(?:this|the\s+current|the)\s+year)\b"
    r"|\bH(?P<half>[12])\s+(?:of\s+)?(?P<y3>(?:19|20)\d\d)\b|\bQ(?P<quarter>[1-4])\s+(?:of\s+)?(?P<y4>(?:19|20)\d\d)\b"
    r"|\b(?P<season>spring|summer|autumn|fall|winter)\s+(?:of\s+)?(?P<y5>(?:19|20)\d\d|(?:this|the\s+current|next|last)\s+year)\b",
    re.IGNORECASE,
)
_YEARS = re.compile(
    r"\b(?:(?:from|since|in|of|for|during)\s+)?(?P<y1>(?:19|20)\d\d)\s*(?:-|–|—|to|till|until)\s*(?:the\s+)?(?P<y2>(?:19|20)\d\d|present(?:\s+(?:day|time))?|now|today)\b"
    r"|\b(?:in|since|from|of|during|for|year|by|to|early|late|mid)[\s-]+(?:the\s+year\s+)?(?P<y3>(?:19|20)\d\d)\b(?![\d,.]*\s*(?:kg|g|t|tons|rounds)\b)"
    r"|(?<=, )(?P<y4>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_WEEKDAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_RELATIVE = re.compile(
    r"\b(?P<day>today|yesterday|tomorrow|the\s+day\s+before)\b"
    r"|\b(?P<same>(?:on\s+)?the\s+same\s+day)\b"
    r"|\b(?P<after>(?:on\s+)?the\s+(?:next|following)\s+day|the\s+day\s+after|a\s+day\s+later)\b"
    rf"|\b(?:from|on|between)\s+(?P<first>{_WEEKDAY}){_TO_OR_AND}(?P<last>{_WEEKDAY})\b"
    r"|\b(?P<which>this|last|next)\s+(?P<unit>week|month|year|spring|summer|autumn|fall)\b"
    r"|(?:\b(?:on|last)\s+|(?<=ed )|(?<=met )|(?<=said )|(?<=told )|(?<=held )|(?<=place ))(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b(?!\s*,?\s*(?:\d|(?:January|February|March|April|May|June|July|August|September|October|November|December)\b))",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    rf"^[A-Z](?:[\w'’.() /-]|,(?!\s*\d)){{2,60}}?,\s+(?P<day>{_D}\s+{_M}\s+(?:19|20)\d\d|{_M}\s+{_D},?\s+(?:19|20)\d\d)(?:\s*[-–—:(]|\s+(?=[A-Z]))",
    re.MULTILINE,
)
_HINT = re.compile(rf"\d|{_M}|(?i:day|tomorrow|week|month|year|half|quarter|spring|summer|autumn|fall)")
_THIS_YEAR = re.compile(
    r"\s*,?\s+(?:of\s+)?(?:(?:this|(?:the )?current)|(?P<before>(?:the )?(?:last|past|previous))|(?P<after>(?:the )?(?:next|coming|following)))\s+year\b",
    re.IGNORECASE,
)
_COUNTS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven")
_NUMBERS = {name: number for number, name in enumerate(_COUNTS, start=2)}
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11)}
_DAYS_OFF = {"yesterday": -1, "today": 0, "tomorrow": 1}
_STEPS = {"last": -1, "previous": -1, "this": 0, "next": 1}
_HALF, _YEAR_LENGTH, _DAY_LENGTH = 6, 4, 10
_HALF_YEAR = 183
_HEAD = 400


@dataclass(frozen=True, slots=True)
class Dated:
    """A date in the text: code points `start` to `end`, and its EDTF; `yearless` until a year is supplied."""

    start: int
    end: int
    edtf: str
    yearless: bool = False


def find(  # noqa: PLR0913 - where to look, and what stands in for what the text leaves out
    text: str, start: int, end: int, *, year: int | None, published: str | None = None, same: str | None = None
) -> list[Dated]:
    """Return the dates between `start` and `end`, in order; `year` stands in where the text gives none.

    `published`, an ISO day, dates "on Saturday", "today" or "this week", and takes a day without a year that lies far behind
    it into the year before. `same` is the day that "on the same day" stands for.
    """
    if not _HINT.search(text, start, end):
        return []
    found: list[Dated] = []
    for pattern, reading, sign in _READINGS:
        if not sign.search(text, start, end):
            continue
        for match in pattern.finditer(text, start, end):
            if any(match.start() < other.end and other.start < match.end() for other in found):
                continue
            dated = reading(match, year)
            if dated:
                found.append(dated)
    found.sort(key=lambda dated: dated.start)
    found = [_with_this_year(dated, text) for dated in _with_shared_year(found)]
    if published is None and same is None:
        return found
    today = dt.date.fromisoformat(published) if published else None
    found = [_not_ahead(dated, today) for dated in found]
    for match in _RELATIVE.finditer(text, start, end) if _RELATIVE_SIGN.search(text, start, end) else ():
        edtf = _relative(match, today, same) if not _spelt_out(match, text, found) else None
        if edtf and not any(match.start() < other.end and other.start < match.end() for other in found):
            found.append(Dated(match.start(), match.end(), edtf))
    return sorted(found, key=lambda dated: dated.start)


def _spelt_out(relative: re.Match[str], text: str, found: Sequence[Dated]) -> bool:
    """Tell whether the day that "today" stands for follows it ("today, 9 April 2021")."""
    return any(
        relative.end() <= dated.start and not text[relative.end() : dated.start].strip(" ,(–—-") for dated in found
    )


def of_dateline(text: str) -> str | None:
    """Return the day of a dateline in a bulletin's first lines ("OSH, 4 May 2021 – ...")."""
    match = _DATELINE.search(text, 0, _HEAD)
    dated = find(match["day"], 0, len(match["day"]), year=None) if match else []
    return next((one.edtf for one in dated if len(one.edtf) == _DAY_LENGTH), None)


def _not_ahead(dated: Dated, today: dt.date | None) -> Dated:
    """Take a date whose year was supplied into the year before, where it lies more than half a year behind `today`."""
    first = dated.edtf.split("/")[0]
    if today is None or not dated.yearless or len(first) < _DAY_LENGTH or first[:4] != f"{today.year:04d}":
        return dated
    if (dt.date.fromisoformat(first) - today).days <= _HALF_YEAR:
        return dated
    return replace(dated, edtf=re.sub(r"(?<![\d-])\d{4}(?=-)", f"{today.year - 1:04d}", dated.edtf))


def _relative(match: re.Match[str], today: dt.date | None, same: str | None) -> str | None:
    """Return what a day, week, month or year stands for that is told from the day of publication."""
    if match["same"] or match["after"]:
        return same if same is None or match["same"] else _shifted(same, 1)
    if today is None:
        return None
    if match["day"]:
        before = match["day"].lower() not in _DAYS_OFF
        day = same if same is not None and before else today.isoformat()
        return _shifted(day, _DAYS_OFF.get(match["day"].lower(), -1))
    if match["weekday"]:
        return _latest(match["weekday"], today).isoformat()
    if match["last"]:
        last = _latest(match["last"], today)
        return f"{_latest(match['first'], last)}/{last}"
    return _step(_STEPS[match["which"].lower()], match["unit"].lower(), today)


def _latest(weekday: str, today: dt.date) -> dt.date:
    """Return the latest day of a name, not after `today`."""
    back = (today.weekday() - list(calendar.day_name).index(weekday.capitalize())) % 7
    return today - dt.timedelta(days=back)


def _shifted(day: str, days: int) -> str:
    return (dt.date.fromisoformat(day) + dt.timedelta(days=days)).isoformat()


def _step(step: int, unit: str, today: dt.date) -> str:
    """Return the week, month, season or year so many steps from the one of `today`."""
    if unit == "week":
        monday = today + dt.timedelta(days=7 * step - today.weekday())
        return f"{monday.isoformat()}/{(monday + dt.timedelta(days=6)).isoformat()}"
    if unit in _SEASONS:
        first, last = _SEASONS[unit]
        return f"{today.year + step:04d}-{first:02d}/{today.year + step:04d}-{last:02d}"
    months = today.year * 12 + today.month - 1 + step
    return f"{today.year + step:04d}" if unit == "year" else f"{months // 12:04d}-{months % 12 + 1:02d}"


def _with_shared_year(found: list[Dated]) -> Iterator[Dated]:
    """Give a date without a year that of the next date of its sentence that has one ("5 May and 6 June 2020")."""
    known = [dated for dated in found if not dated.yearless and len(dated.edtf) > _YEAR_LENGTH]
    for dated in found:
        later = next((other for other in known if other.start > dated.end), None)
        if dated.yearless and later and later.start - dated.end < 30:  # noqa: PLR2004 - beside it, not elsewhere in the sentence
            yield replace(dated, edtf=re.sub(r"(?<![\d-])\d{4}(?=-)", later.edtf[:4], dated.edtf), yearless=False)
        else:
            yield dated


def _with_this_year(dated: Dated, text: str) -> Dated:
    tail = _THIS_YEAR.match(text, dated.end)
    if tail is None:
        return dated
    edtf, step = dated.edtf, bool(tail["after"]) - bool(tail["before"])
    if step and dated.yearless:
        edtf = re.sub(r"(?<![\d-])\d{4}(?=-)", lambda year: f"{int(year[0]) + step:04d}", edtf)
    return replace(dated, end=tail.end(), edtf=edtf, yearless=False)


def _day(year: str | int, month: int, day: str) -> str | None:
    number = int(re.sub(r"\D", "", day))
    if not 1 <= month <= 12 or number > calendar.monthrange(int(year), month)[1]:  # noqa: PLR2004 - months of a year
        return None
    return f"{int(year):04d}-{month:02d}-{number:02d}"


def _read_span(match: re.Match[str], year: int | None) -> Dated | None:
    g = match.groupdict()
    if g["d1"]:
        days, months, years = (g["d1"], g["d2"]), (g["m1"], g["m2"]), (g["y1"] or g["y2"], g["y2"] or g["y1"])
    elif g["d3"]:
        days, months, years = (g["d3"], g["d4"]), (g["m3"], g["m4"]), (g["y3"] or g["y4"], g["y4"] or g["y3"])
    elif g["d5"]:
        days, months, years = (g["d5"], g["d6"]), (g["m5"], g["m5"]), (g["y5"], g["y5"])
    else:
        days, months, years = (g["d7"], g["d8"]), (g["m6"], g["m6"]), (g["y6"], g["y6"])
    used = [stated or year for stated in years]
    if used[0] is None or used[1] is None:
        return None
    first = _day(used[0], _MONTHS[months[0].lower()], days[0])
    last = _day(used[1], _MONTHS[months[1].lower()], days[1])
    if first is None or last is None or first > last:
        return None
    return Dated(match.start(), match.end(), f"{first}/{last}", yearless=not years[0])


def _read_day(match: re.Match[str], year: int | None) -> Dated | None:
    g = match.groupdict()
    day = g["d1"] or g["d2"] or g["d3"] or g["d4"]
    stated = g["y1"] or g["y2"] or g["y3"] or g["y4"]
    name = g["m1"] or g["m2"]
    month = _MONTHS[name.lower()] if name else int(g["n3"] or g["n4"])
    used = stated or year
    edtf = _day(used, month, day) if used else None
    return Dated(match.start(), match.end(), edtf, yearless=not stated) if edtf else None


def _read_digits(match: re.Match[str], _: int | None) -> Dated | None:
    g = match.groupdict()
    first = _day(g["y1"] or g["y2"], int(g["n1"] or g["n2"]), g["d1"])
    last = _day(g["y2"], int(g["n2"]), g["d2"])
    return Dated(match.start(), match.end(), f"{first}/{last}") if first and last and first < last else None


def _read_month(match: re.Match[str], year: int | None) -> Dated | None:
    g = match.groupdict()
    if g["m4"]:
        edtf = f"{year:04d}-{_MONTHS[g['m4'].lower()]:02d}" if year else None
        return Dated(match.start("m4"), match.end("m4"), edtf, yearless=True) if edtf else None
    if g["m3"]:
        return Dated(match.start(), match.end(), f"{g['y2']}-{_MONTHS[g['m3'].lower()]:02d}")
    first, last = (f"{g['y0'] or g['y1']}-{_MONTHS[g['m1'].lower()]:02d}", f"{g['y1']}-{_MONTHS[g['m2'].lower()]:02d}")
    return Dated(match.start(), match.end(), f"{first}/{last}") if first < last else None


def _read_part(match: re.Match[str], year: int | None) -> Dated | None:
    g = match.groupdict()
    stated = next(g[name] for name in ("y", "y2", "y3", "y4", "y5") if g[name])
    used = int(stated) if stated.isdigit() else year and year + _years_off(stated)
    first, last = _months(g)
    if used is None or not 1 <= first <= last <= 12:  # noqa: PLR2004 - months of a year
        return None
    return Dated(match.start(), match.end(), f"{used:04d}-{first:02d}/{used:04d}-{last:02d}")


def _years_off(stated: str) -> int:
    """Return how many years "last year" and its like lie off this one."""
    return next((step for word, step in _STEPS.items() if word in stated.lower().split()), 0)


def _months(g: dict[str, str]) -> tuple[int, int]:
    """Return the first and last month of a half, a quarter, a season, or so many months; 0 where there are none."""
    if g["months"]:
        last = _NUMBERS.get(g["months"].lower()) or int(g["months"])
        return (1, last) if last > 1 else (0, 0)
    if g["season"]:
        return _SEASONS.get(g["season"].lower(), (0, 0))
    half = g["half"] or (g["part"] or "").lower() == "half"
    length = _HALF if half else _HALF // 2
    number = g["half"] or g["quarter"] or g["n"].lower()
    last = (_CARDINAL.get(number) or (12 // length if number == "last" else int(number))) * length
    return last - length + 1, last


def _read_years(match: re.Match[str], _: int | None) -> Dated | None:
    g = match.groupdict()
    if g["y1"]:
        last = g["y2"] if g["y2"].isdigit() else ".."
        if last != ".." and last <= g["y1"]:
            return None
        begin = match.start() if last == ".." else match.start("y1")
        return Dated(begin, match.end(), f"{g['y1']}/{last}")
    name = "y3" if g["y3"] else "y4"
    return Dated(match.start(name), match.end(name), g[name])


_MONTH_SIGN = re.compile(r"Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec")
_DIGITS_SIGN = re.compile(r"\d\.\d")
_DAY_SIGN = re.compile(rf"\d[./-]\d|{_MONTH_SIGN.pattern}")
_PART_SIGN = re.compile(r"half|quarter|months|spring|summer|autumn|fall|winter|[hq][1-4]", re.IGNORECASE)
_YEAR_SIGN = re.compile(r"(?:19|20)\d\d")
_RELATIVE_SIGN = re.compile(r"day|tomorrow|week|month|year", re.IGNORECASE)
# Each style with its reading, and a sign without which it stands in no sentence.
_READINGS = (
    (_DAY_SPAN, _read_span, _MONTH_SIGN),
    (_DIGITS_SPAN, _read_digits, _DIGITS_SIGN),
    (_DAY, _read_day, _DAY_SIGN),
    (_PART, _read_part, _PART_SIGN),
    (_MONTH, _read_month, _MONTH_SIGN),
    (_YEARS, _read_years, _YEAR_SIGN),
)
