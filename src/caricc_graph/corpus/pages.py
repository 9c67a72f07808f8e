"""A saved page's text, cut into its bulletins by what stands between them: rating lines, days, titles, rules."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from caricc_graph.resources import folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_SENTENCE_END = re.compile(r"[.!?:;…][\"”’»)]*$")
_RULE = re.compile(r"(?:[-–—=*_~#•·] ?){3,}")
_HEADING = re.compile(r"(#{1,6}) +(.+)")
_EMPHASIS = re.compile(r"([*_]{1,2})(.+)\1")
_LISTED = re.compile(r"[-–—•·▪*] ")
_TITLE_LENGTH = 300
_TITLE_WORDS = 45
_SHORT = 20
_CATEGORY = 2
_SOURCE = 5
_MIDDLE = re.compile(r"\s+[|·•–—-]\s+")


@dataclass(frozen=True, slots=True)
class Item:
    """One bulletin as a page gives it; `published` is an ISO day or None."""

    text: str
    title: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Marks:
    """What stands on a page besides bulletins, as `pages.toml` gives it."""

    rating: re.Pattern[str]
    closing: re.Pattern[str]
    boilerplate: re.Pattern[str]
    dating: re.Pattern[str]
    placing: tuple[re.Pattern[str], ...]
    dated: tuple[re.Pattern[str], ...]
    months: Mapping[str, int]
    aside: frozenset[str]


@cache
def marks() -> Marks:
    """Return the shipped marks."""
    spec = tomllib.loads((folder("data") / "lexicon" / "pages.toml").read_text(encoding="utf-8"))

    def whole(patterns: Sequence[str]) -> re.Pattern[str]:
        return re.compile(rf"\s*(?:{'|'.join(patterns)})\s*", re.IGNORECASE)

    dated = tuple(re.compile(rf"\s*{pattern}\s*", re.IGNORECASE) for pattern in spec["dated"])
    dating = re.compile(rf"\s*(?:{'|'.join(spec['dating'])})\W*", re.IGNORECASE)
    place = spec["placed"]
    placing = (re.compile(rf"{place}, (?:{place}, )?(?P<day>.+?)(?: [-–—])?"), re.compile(rf"(?P<day>.+), {place}"))
    return Marks(
        whole(spec["rating"]),
        whole(spec["closing"]),
        whole(spec["boilerplate"]),
        dating,
        placing,
        dated,
        spec["months"],
        frozenset(spec["aside"]),
    )


def day(line: str) -> str | None:
    """Return the ISO day of a line that is a dated header ("Published: 5 May 2021", "OSH, 5 May 2021"), else None."""
    bare = marks().dating.sub("", line, count=1) if marks().dating.match(line) else line
    placed = (match["day"] for pattern in marks().placing for match in (pattern.fullmatch(bare),) if match)
    return next((found for words in (bare, *placed) for found in (_day(words),) if found), None)


def _day(bare: str) -> str | None:
    for pattern in marks().dated:
        match = pattern.fullmatch(bare)
        if match:
            names = ("day", "month", "year") if match.groupdict() else (1, 2, 3)
            of_month, month, year = match.group(*names)
            number = int(month) if month.isdigit() else marks().months.get(month.lower(), 0)
            try:
                return date(int(year), number, int(of_month)).isoformat()
            except ValueError:
                return None
    return None


class _Sort(StrEnum):
    """What a line of a page is: something between bulletins, or a part of one."""

    RULE = "rule"
    RATING = "rating"
    CLOSING = "closing"
    CHROME = "chrome"
    CATEGORY = "category"
    DAY = "day"
    HEADING = "heading"
    TITLE = "title"
    BODY = "body"


_MARKS = frozenset({_Sort.RATING, _Sort.DAY})
_TITLES = frozenset({_Sort.HEADING, _Sort.TITLE})
_BETWEEN = frozenset({_Sort.RATING, _Sort.CHROME, _Sort.CATEGORY, _Sort.RULE, _Sort.CLOSING})
_PARTS = _TITLES | {_Sort.BODY}


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that is not blank; `level` is that of a heading, `apart` tells that two blank lines or more stand before it."""

    text: str
    sort: _Sort
    level: int = 0
    apart: bool = False


@dataclass(frozen=True, slots=True)
class _Style:
    """How a page sets its bulletins apart: titles above their days or ratings, days below their bulletins, and what begins one without them."""

    above: bool
    trailing: bool
    rules: bool
    level: int
    gaps: bool


def split(text: str) -> list[Item]:
    """Return the bulletins of a page, cut where a header of theirs begins; titles and days are optional.

    A header is what stands between two bodies of text with a rating line, a day, a rule, the end of a bulletin or a heading in it.
    """
    lines = _titled(_lines(text))
    runs = list(_runs(lines))
    style = _style(lines, runs)
    cuts = {cut for run in runs for cut in (_cut(lines, run, style),) if cut is not None}
    pieces: list[list[_Line]] = [[]]
    for i, line in enumerate(lines):
        if i in cuts:
            pieces.append([])
        pieces[-1].append(line)
    found = [item for piece in pieces for item in (_item(piece),) if item is not None]
    return found or [item for item in (_item(lines, whole=True),) if item is not None]


def _lines(text: str) -> list[_Line]:
    found: list[_Line] = []
    blank = 0
    for raw in text.split("\n"):
        told = raw.strip()
        for line, category in _parted(told):
            sort, level, words = (_Sort.CATEGORY, 0, line) if category else _sorted(line)
            found.append(_Line(words, sort, level, apart=blank > 1))
        blank = 0 if told else blank + 1
    return found


def _parted(line: str) -> list[tuple[str, bool]]:
    """Return a line, its day told apart from its title ("[5 May 2021] A course is held") or category ("News | 5 May 2021"); which tells if it may be the latter.

    The day of a dateline with a place ("OSH, 5 May 2021 - A course …") is told apart, and the text keeps it.
    """
    if not line:
        return []
    bracketed = re.fullmatch(r"\[([^\]]{6,40})\]\s*(.*)", line)
    marks_between = [*_MIDDLE.finditer(line)] if not day(line) else []
    if bracketed and day(bracketed[1]):
        return [(bracketed[1], False), *([(bracketed[2], False)] if bracketed[2] else [])]
    if not marks_between:
        return [(line, False)]
    first, last = marks_between[0], marks_between[-1]
    dated, rest = line[: first.start()], line[first.end() :]
    if day(dated) and _is_dateline(dated) and _SENTENCE_END.search(rest):
        return [(dated, False), (line, False)]
    if day(dated):
        return [(dated, False), (rest, len(rest.split()) <= _CATEGORY)]
    rest, dated = line[: last.start()], line[last.end() :]
    return [(rest, len(rest.split()) <= _SOURCE), (dated, False)] if day(dated) else [(line, False)]


def _is_dateline(dated: str) -> bool:
    """Tell whether a day stands with a place ("OSH, 5 May 2021"), which then belongs to the text behind it too."""
    return any(pattern.fullmatch(dated) for pattern in marks().placing)


def _sorted(line: str) -> tuple[_Sort, int, str]:
    """Return what a line is, the level of a heading, and its words."""
    if _RULE.fullmatch(line):
        return _Sort.RULE, 0, line
    heading, emphasis = _HEADING.fullmatch(line), _EMPHASIS.fullmatch(line)
    words = heading[2] if heading else emphasis[2] if emphasis else line
    for sort, pattern in (
        (_Sort.RATING, marks().rating),
        (_Sort.CLOSING, marks().closing),
        (_Sort.CHROME, marks().boilerplate),
    ):
        if pattern.fullmatch(words):
            return sort, 0, words
    if day(words):
        return _Sort.DAY, 0, words
    if heading:
        return _Sort.HEADING, len(heading[1]), words
    long = len(words) >= _TITLE_LENGTH or len(words.split()) > _TITLE_WORDS
    return _Sort.BODY if long or _SENTENCE_END.search(words) else _Sort.TITLE, 0, words


def _titled(lines: Sequence[_Line]) -> list[_Line]:
    """Return the lines with what are titles told so: short words beside a day where no title stands, or a short sentence alone before a day, or between a day and a rating."""
    found = [
        _Line(line.text, _Sort.TITLE, 0, line.apart)
        if line.sort is _Sort.CATEGORY and not any(one.sort in _TITLES for one in lines[max(0, k - 2) : k + 3])
        else line
        for k, line in enumerate(lines)
    ]
    for k in range(len(lines) - 1):
        line, before, behind = lines[k], lines[k - 1].sort if k else _Sort.CHROME, lines[k + 1].sort
        alone = (before in _BETWEEN and behind is _Sort.DAY) or (before is _Sort.DAY and behind is _Sort.RATING)
        if line.sort is _Sort.BODY and alone and len(line.text.split()) < _SHORT:
            found[k] = _Line(line.text, _Sort.TITLE, 0, line.apart)
    return found


def _runs(lines: Sequence[_Line]) -> Iterator[range]:
    """Yield the stretches of lines that are no body, each up to the body behind it."""
    begin = 0
    for k, line in enumerate(lines):
        if line.sort is _Sort.BODY:
            if begin < k:
                yield range(begin, k)
            begin = k + 1
    if begin < len(lines):
        yield range(begin, len(lines))


def _style(lines: Sequence[_Line], runs: Sequence[range]) -> _Style:
    """Return how a page sets its bulletins apart, by most of its headers."""
    votes: Counter[bool] = Counter()
    marked = [run for run in runs if any(lines[k].sort in _MARKS for k in run)]
    for run in marked:
        mark = next(k for k in run if lines[k].sort in _MARKS)
        below = any(lines[k].sort in _TITLES for k in range(mark, run.stop))
        if below or any(lines[k].sort in _TITLES for k in range(run.start, mark)):
            votes[not below] += 1
    last = runs[-1] if runs and runs[-1].stop == len(lines) else range(0)
    headed = bool(runs) and runs[0].start == 0 and any(lines[k].sort in _TITLES for k in runs[0])
    trailing = headed and runs[0] not in marked and last in marked and len(runs) > 1
    rules = sum(line.sort is _Sort.RULE for line in lines)
    level = 0 if marked or rules else _level(lines)
    marks_apart = [run for run in marked if run.start and lines[run.start].apart]
    unmarked = not (marked or rules or level or any(line.sort is _Sort.CLOSING for line in lines))
    gaps = unmarked or len(marks_apart) * 2 > len(marked) > 1
    return _Style(votes[True] > votes[False], trailing, rules > 1, level, gaps)


def _level(lines: Sequence[_Line]) -> int:
    """Return the level of headings that begin bulletins: the highest of several with text behind each, below no title of one article; else 0."""
    headings = [k for k, line in enumerate(lines) if line.sort is _Sort.HEADING]
    bodied = [k for k in headings if k + 1 < len(lines) and lines[k + 1].sort is not _Sort.HEADING]
    level = min((lines[k].level for k in bodied), default=0)
    return level if sum(lines[k].level == level for k in bodied) > 1 else 0


def _cut(lines: Sequence[_Line], run: range, style: _Style) -> int | None:
    """Return where in a stretch without body the next bulletin begins; None where none does."""
    closing = max((k for k in run if lines[k].sort is _Sort.CLOSING), default=run.start - 1)
    tail = range(closing + 1, run.stop)
    titles = [k for k in tail if lines[k].sort in _TITLES and not _LISTED.match(lines[k].text)]
    rule = next((k for k in tail if lines[k].sort is _Sort.RULE), None)
    mark = next((k for k in tail if lines[k].sort in _MARKS), None)
    if rule is not None and (titles or mark is not None or style.rules):
        return rule
    if mark is not None and style.trailing:
        return max(k for k in tail if lines[k].sort in _MARKS) + 1
    if mark is not None:
        above = [k for k in titles if k < mark]
        return above[-1] if above and style.above else mark
    if closing >= run.start:
        return titles[0] if titles and run.stop < len(lines) else None
    headings = [k for k in titles if lines[k].sort is _Sort.HEADING and lines[k].level == style.level]
    apart = [k for k in titles if lines[k].apart and style.gaps]
    return next(iter(headings or apart), None)


def _item(piece: Sequence[_Line], *, whole: bool = False) -> Item | None:
    """Return the bulletin of a stretch of lines; None where no text stands there, or no sentence unless it is a `whole` page."""
    published = next((day(line.text) for line in piece if line.sort is _Sort.DAY), None)
    parts = [line for line in piece if line.sort in _PARTS]
    marked = any(line.sort in _MARKS for line in piece)
    bodied = whole or any(line.sort is _Sort.BODY for line in parts) or (marked and len(parts) > 1)
    if not (parts and bodied):
        return None
    titled = len(parts) > 1 and parts[0].sort in _TITLES
    title = parts[0].text if titled else None
    body = [line.text for line in parts[titled:]]
    if title and len(body) > 1 and body[0] == title:
        body = body[1:]
    return Item("\n\n".join(body), title, published)
