"""What is said of an entity, line by line: counted by predicate and year, and read a part at a time."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from caricc_graph.profiles.sentences import Sentence, sentences

if TYPE_CHECKING:
    from collections.abc import Sequence
    from sqlite3 import Connection

_LINES = """
SELECT s.id, s.subject, s.predicate, s.object, s.modality, s.confidence, s.inferred, s.rules, s.corroboration, s.first, s.last, s.held, s.amount, s.details,
  a.kind, a.name, b.kind, b.name, (SELECT COUNT(*) FROM evidence e WHERE e.statement = s.id)
FROM statement s JOIN entity a ON a.id = s.subject LEFT JOIN entity b ON b.id = s.object AND s.predicate != 'heldOn'
"""
_OF_ENTITY = "SELECT statement FROM said WHERE entity = ? AND settled = ? AND predicate = ? AND outgoing = ? ORDER BY first, statement LIMIT ? OFFSET ?"
_COUNTS = """
SELECT predicate, outgoing, SUBSTR(first, 1, 4), COUNT(*) FROM said WHERE entity = ? AND settled = 1 GROUP BY 1, 2, 3 ORDER BY 1, 2 DESC, 3
"""
SENTENCES = 3
"""How many sentences a line shows; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Party:
    """An entity, as far as a line names it."""

    id: str
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Line:
    """One statement: who, what, whom, when, how it is held, and the first sentences that state it.

    `object` is None for a date, which `day` then tells. `first` and `last` are ISO days, of an event where it is `held`, else of the bulletins
    that say it; empty where none is known. `details` are what else the sentences say, by word.
    """

    statement: str
    subject: Party
    predicate: str
    object: Party | None
    day: str
    modality: str
    confidence: float
    inferred: bool
    rules: str
    corroboration: int
    first: str
    last: str
    held: bool
    amount: str
    details: tuple[tuple[str, str], ...]
    sentences: tuple[Sentence, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Group:
    """The statements of one predicate in one direction: how many of each year, "" for the undated, and the first of them."""

    predicate: str
    outgoing: bool
    years: tuple[tuple[str, int], ...]
    lines: tuple[Line, ...]

    @property
    def count(self) -> int:
        """How many statements there are."""
        return sum(count for _, count in self.years)


def counts(base: Connection, entity: str) -> dict[tuple[str, bool], tuple[tuple[str, int], ...]]:
    """Return for each predicate and direction how many asserted statements each year has."""
    found: dict[tuple[str, bool], list[tuple[str, int]]] = {}
    for predicate, outgoing, year, count in base.execute(_COUNTS, (entity,)):
        found.setdefault((predicate, bool(outgoing)), []).append((year, count))
    return {key: tuple(years) for key, years in found.items()}


def listed(  # noqa: PLR0913 - one parameter for each thing that chooses the statements
    base: Connection, entity: str, *, predicate: str, outgoing: bool, limit: int, settled: bool = True, offset: int = 0
) -> list[str]:
    """Return a part of the ids of an entity's statements of one predicate and direction, by day."""
    chosen = base.execute(_OF_ENTITY, (entity, settled, predicate, outgoing, limit, offset))
    return [statement for (statement,) in chosen]


def lines(base: Connection, statements: Sequence[str], *, most: int = SENTENCES) -> dict[str, Line]:
    """Return the lines of statements, given by their ids, each with at most `most` sentences."""
    marks = ", ".join("?" * len(statements))
    rows = base.execute(f"{_LINES} WHERE s.id IN ({marks})", tuple(statements)).fetchall()
    told = sentences(base, [row[0] for row in rows], most=most)
    return {row[0]: _line(row, told.get(row[0], ())) for row in rows}


def _line(row: tuple[Any, ...], told: tuple[Sentence, ...]) -> Line:
    one, subject, predicate, obj, modality, confidence, inferred, rules, publishers, first, last, held, amount = row[
        :13
    ]
    details, subject_kind, subject_name, object_kind, object_name, count = row[13:]
    dated = object_name is None
    return Line(
        one, Party(subject, subject_kind, subject_name), predicate, None if dated else Party(obj, object_kind, object_name),
        obj if dated else "", modality, confidence, bool(inferred), rules, publishers, first, last, bool(held), amount,
        tuple(sorted(json.loads(details).items())), told, count,
    )  # fmt: skip
