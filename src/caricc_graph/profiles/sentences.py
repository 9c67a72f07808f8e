"""The sentences behind statements, each with its quote, its place in its bulletin, and how it is cited."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from caricc_graph.profiles.references import Reference, headline

if TYPE_CHECKING:
    from collections.abc import Iterable
    from sqlite3 import Connection

_BATCH = 500
_PLACES = """
SELECT b.id, b.title, SUBSTR(b.text, 1, 200), b.published, b.day, a.publisher, a.address, a.file, a.ordinal, a.accessed, a.licence
FROM bulletin b JOIN appearance a ON a.bulletin = b.id WHERE b.id IN (%s) ORDER BY b.id, a.publisher = '', a.number
"""
_EVIDENCES = """
SELECT statement, bulletin, start, end, sentence_start, sentence_end FROM (
  SELECT *, ROW_NUMBER() OVER (PARTITION BY statement ORDER BY bulletin, start) AS place FROM evidence WHERE statement IN (%s)
) WHERE place <= ? ORDER BY statement, place
"""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence in three parts, of which `quote` states the link; `start` is where it begins in its bulletin, in code points."""

    before: str
    quote: str
    after: str
    start: int
    reference: Reference


def references(base: Connection, bulletins: Iterable[str]) -> dict[str, Reference]:
    """Return how each bulletin is cited: by an appearance that names its publisher, where there is one."""
    found: dict[str, Reference] = {}
    for row in _batched(base, _PLACES, bulletins):
        one, title, text, published, day, publisher, address, file, ordinal, accessed, licence = row
        page = f"{file}, no. {ordinal}"
        date = published or day
        found.setdefault(one, Reference(one, headline(title, text), publisher, date, address, page, accessed, licence))
    return found


def sentences(base: Connection, statements: Iterable[str], *, most: int) -> dict[str, tuple[Sentence, ...]]:
    """Return for each statement, given by its id, at most `most` of the sentences that state it."""
    rows = _batched(base, _EVIDENCES, statements, most)
    places = references(base, {row[1] for row in rows})
    texts = dict(_batched(base, "SELECT id, text FROM bulletin WHERE id IN (%s)", {row[1] for row in rows}))
    found: dict[str, list[Sentence]] = defaultdict(list)
    for statement, bulletin, start, end, begin, finish in rows:
        text = texts[bulletin]
        found[statement].append(Sentence(text[begin:start], text[start:end], text[end:finish], begin, places[bulletin]))
    return {statement: tuple(told) for statement, told in found.items()}


def _batched(base: Connection, query: str, values: Iterable[str], *more: object) -> list[tuple[Any, ...]]:
    ordered = sorted(set(values))
    return [
        row
        for start in range(0, len(ordered), _BATCH)
        for part in (ordered[start : start + _BATCH],)
        for row in base.execute(query % ", ".join("?" * len(part)), (*part, *more))
    ]
