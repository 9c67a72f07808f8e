"""A saved page's text, cut into its bulletins."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from caricc_graph.resources import folder

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_SENTENCE_END = re.compile(r"[.!?:;…][\"”’»)]*$")
_TITLE_LENGTH = 300


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
    dated: tuple[re.Pattern[str], ...]
    months: Mapping[str, int]


@cache
def marks() -> Marks:
    """Return the shipped marks."""
    spec = tomllib.loads((folder("data") / "lexicon" / "pages.toml").read_text(encoding="utf-8"))

    def whole(patterns: Sequence[str]) -> re.Pattern[str]:
        return re.compile(rf"\s*(?:{'|'.join(patterns)})\s*", re.IGNORECASE)

    dated = tuple(re.compile(rf"\s*{pattern}\s*", re.IGNORECASE) for pattern in spec["dated"])
    return Marks(whole(spec["rating"]), whole(spec["closing"]), whole(spec["boilerplate"]), dated, spec["months"])


def day(line: str) -> str | None:
    """Return the ISO day of a line that is a dated header, else None."""
    for pattern in marks().dated:
        match = pattern.fullmatch(line)
        if match:
            names = ("day", "month", "year") if match.groupdict() else (1, 2, 3)
            of_month, month, year = match.group(*names)
            number = int(month) if month.isdigit() else marks().months.get(month.lower(), 0)
            try:
                return date(int(year), number, int(of_month)).isoformat()
            except ValueError:
                return None
    return None


def split(text: str) -> list[Item]:
    """Return the bulletins of a page, cut at rating lines, dated headers and what closes a bulletin; titles and dates are optional."""
    paragraphs = [line.strip() for line in text.split("\n") if line.strip()]
    cuts = {
        begin
        for i, line in enumerate(paragraphs)
        for begin in (_begin(paragraphs, i) if marks().rating.fullmatch(line) else _opened(paragraphs, i),)
    }
    pieces: list[list[str]] = [[]]
    for i, line in enumerate(paragraphs):
        if i in cuts:
            pieces.append([])
        pieces[-1].append(line)
    items = [_item(piece) for piece in _joined(pieces)]
    return [item for item in items if item is not None]


def _opened(paragraphs: Sequence[str], i: int) -> int | None:
    """Return where a bulletin begins by the line `i`: at a dated header, or at the title behind a closing line."""
    if day(paragraphs[i]):
        return i
    if not marks().closing.fullmatch(paragraphs[i]):
        return None
    behind = [k for k in range(i + 1, len(paragraphs)) if not _is_mark(paragraphs[k]) or day(paragraphs[k])][:2]
    whole = len(behind) == 2 and _is_title(paragraphs[behind[0]]) and not _is_title(paragraphs[behind[1]])  # noqa: PLR2004 - a title and the text behind it
    return behind[0] if whole else None


def _begin(paragraphs: Sequence[str], i: int) -> int:
    """Return where the bulletin of the rating line `i` begins: with its title or dated header above, where it has one."""
    at = i
    for k in range(i - 1, max(i - 6, -1), -1):
        line = paragraphs[k]
        if day(line):
            return k
        above = paragraphs[max(0, k - 2) : k]
        if marks().closing.fullmatch(line):
            break
        if _is_mark(line):
            continue
        if not _is_title(line) or at < i or not any(day(other) or marks().closing.fullmatch(other) for other in above):
            break
        at = k
    return at


def _joined(pieces: Sequence[list[str]]) -> list[list[str]]:
    """Join a header that has no body of its own to the piece behind it."""
    out: list[list[str]] = []
    pending: list[str] = []
    for piece in pieces:
        whole = pending + piece
        body = [line for line in whole if line and not _is_mark(line)]
        header_only = (
            bool(pending or any(day(line) for line in piece))
            and len(body) <= 1
            and not any(_SENTENCE_END.search(line) for line in body)
        )
        if header_only and body:
            pending = whole
        else:
            out.append(whole)
            pending = []
    return [*out, pending] if pending else out


def _is_mark(line: str) -> bool:
    patterns = (marks().rating, marks().closing, marks().boilerplate)
    return any(pattern.fullmatch(line) for pattern in patterns) or day(line) is not None


def _is_title(line: str) -> bool:
    return len(line) < _TITLE_LENGTH and not _SENTENCE_END.search(line)


def _item(piece: Sequence[str]) -> Item | None:
    published = next((found for line in piece for found in [day(line)] if found), None)
    blocks = [line for line in piece if line and not _is_mark(line)]
    if not blocks:
        return None
    titled = len(blocks) > 1 and _is_title(blocks[0]) and (published is not None or not _SENTENCE_END.search(blocks[0]))
    title, body = (blocks[0], blocks[1:]) if titled else (None, blocks)
    if title and body and body[0] == title:
        body = body[1:]
    return Item("\n\n".join(body), title, published) if body else None
