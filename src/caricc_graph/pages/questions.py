"""A competency question on a page: its form, and its answer as table, line of time or bars."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from caricc_graph.model import CariccGraphError, Predicate
from caricc_graph.pages.charts import Bar, Mark, TimeChart, bars, time_chart
from caricc_graph.pages.words import said
from caricc_graph.queries import KINDS, ask
from caricc_graph.search import AmbiguousName, UnknownName

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from caricc_graph.profiles import Line, Party, Profiles
    from caricc_graph.queries import Answer, Question, Row
    from caricc_graph.search import Names
    from caricc_graph.store import Store, Worker

__all__ = [
    "Candidate",
    "Field",
    "Problem",
    "Shown",
    "ShownRow",
    "answered",
    "asked_again",
    "fields",
    "problem",
    "shown",
]

_ROWS, _LINES, _SENTENCES, _CHARTED = 100, 3, 2, 30
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:/(\d{4}-\d\d-\d\d))?")


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity that an unclear name may mean, and the query of an address that asks for it."""

    name: str
    kind: str
    mentions: int
    query: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Why something can't be answered, and which entities an unclear name may mean."""

    error: str
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a question's form; where it `completes`, names of these kinds are offered, and `id` is what its value stands for."""

    name: str
    label: str
    text: str
    required: bool
    completes: bool
    kinds: str
    value: str
    id: str


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row of an answer: its cells, with the entity that each names, and the first of its statements."""

    cells: tuple[tuple[str, Party | None], ...]
    lines: tuple[Line, ...]
    more_lines: int


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer as a page shows it: its first rows, and a chart where its shape fits one."""

    rows: tuple[ShownRow, ...]
    more: int
    chart: TimeChart | None
    bars: tuple[Bar, ...]


def answered(
    store: Store, names: Names, question: Question, values: Mapping[str, str], *, worker: Worker | None = None
) -> tuple[Answer | None, Problem | None]:
    """Return the answer to a question for the values that are given, its sentences still to be read, or what is to be mended."""
    given = {name: value for name, value in values.items() if value.strip()}
    try:
        return ask(store, names, question.id, given, cited=0, worker=worker), None
    except CariccGraphError as error:
        return None, problem(error, given)


def problem(error: CariccGraphError, given: Mapping[str, str]) -> Problem:
    """Return what is wrong with the values of a form, with the entities that an unclear name of them may mean."""
    told = re.sub(r"(, as in)? `caricc-graph [^`]*`\.?|Look with.*|--(?=\w)", "", str(error)).strip()
    if not isinstance(error, UnknownName | AmbiguousName):
        return Problem(told)
    near = error.near if isinstance(error, UnknownName) else error.candidates
    meant = next((name for name, value in given.items() if repr(value) in str(error)), "")
    found = (Candidate(one.name, one.kind, one.mentions, urlencode({**given, meant: one.id})) for one in near)
    return Problem(told, tuple(found) if meant else ())


def fields(question: Question, values: Mapping[str, str], answer: Answer | None) -> tuple[Field, ...]:
    """Return the fields of a question's form; a value that was taken for an entity is shown by its name."""
    taken = dict(answer.resolved) if answer else {}
    return tuple(
        Field(
            p.name, p.name.replace("_", " "), p.text, not p.optional, p.type in KINDS, " ".join(KINDS.get(p.type, ())),
            taken.get(p.name, values.get(p.name, "")), values.get(p.name, "") if p.name in taken and p.type in KINDS else "",
        )
        for p in question.parameters
    )  # fmt: skip


def asked_again(question: Question) -> str:
    """Return the query of an address that opens the question's SPARQL in the editor."""
    return urlencode({"query": question.sparql.strip()})


def shown(answer: Answer, profiles: Profiles) -> Shown:
    """Return the first rows of an answer with their sentences, and a chart where its shape fits one."""
    chosen = answer.rows[:_ROWS]
    known = profiles.lines(sorted({one for row in chosen for one in row.statements[:_LINES]}), most=_SENTENCES)
    rows = tuple(_row(row, known) for row in chosen)
    return Shown(rows, len(answer.rows) - len(chosen), _over_time(answer), _counted(answer))


def _row(row: Row, known: Mapping[str, Line]) -> ShownRow:
    lines = tuple(known[one] for one in row.statements[:_LINES] if one in known)
    named = {party.name: party for line in lines for party in (line.subject, line.object) if party}
    cells = tuple((said(value) if value in {*Predicate} else value, named.get(value)) for value in row.values)
    return ShownRow(cells, lines, len(row.statements) - len(lines))


def _over_time(answer: Answer) -> TimeChart | None:
    """Return the answers on a line of time, where they have a day, or a first and a last one."""
    columns = {name: i for i, name in enumerate(answer.columns)}
    rows: list[tuple[str, Sequence[Mark]]] = []
    for row in answer.rows:
        first, last = _days(row, columns)
        if first:
            rows.append((_label(row, columns), _attested(first, last, attested="first" in columns)))
    return time_chart(rows[:_CHARTED]) if 1 < len(rows) <= _CHARTED else None


def _label(row: Row, columns: Mapping[str, int]) -> str:
    return ", ".join(
        row.values[i]
        for name, i in columns.items()
        if name in {"holder", "who", "what", "post", "body", "operation", "edition", "meeting"}
    )


def _days(row: Row, columns: Mapping[str, int]) -> tuple[str, str]:
    if "first" in columns and "last" in columns:
        return row.values[columns["first"]], row.values[columns["last"]]
    match = _DAY.fullmatch(row.values[columns["day"]]) if "day" in columns else None
    return (match[1], match[2] or match[1]) if match else ("", "")


def _attested(first: str, last: str, *, attested: bool) -> list[Mark]:
    """Return two dots for the first and last attested day, which are no term, or the span of an event."""
    if attested:
        return [Mark("attested", day, day, f"attested on {day}") for day in sorted({first, last})]
    told = first if first == last else f"{first} to {last}"
    return [Mark("span" if last > first else "attested", first, last, told)]


def _counted(answer: Answer) -> tuple[Bar, ...]:
    """Return the answers as bars, where the second column counts the first."""
    counted = [row for row in answer.rows if len(row.values) > 1 and _NUMBER.fullmatch(row.values[1])]
    if len(counted) != len(answer.rows) or not counted or answer.columns[1] not in {"events", "pairs"}:
        return ()
    return bars([(row.values[0][:44], float(row.values[1])) for row in counted[:_CHARTED]])
