"""Competency questions: what each asks, what it needs, and its answer with evidence."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from caricc_graph.citations import Citation, citations
from caricc_graph.model import CariccGraphError
from caricc_graph.resources import folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from caricc_graph.search import Names
    from caricc_graph.store import Rows, Store, Worker

__all__ = ["Answer", "Parameter", "Question", "QuestionError", "Row", "ask", "catalogue", "document"]

KINDS: dict[str, tuple[str, ...]] = {
    "official": ("Official",),
    "agency": ("Agency",),
    "body": ("Agency", "Programme", "Country"),
    "party": ("Official", "Agency", "Country", "Programme"),
    "programme": ("Programme",),
    "event": ("Event",),
    "document": ("Document",),
    "substance": ("Substance",),
    "country": ("Country",),
    "place": ("Place", "Country"),
    "any": (),
}
_PLAIN = frozenset({"text", "day", "first", "last"})
_HEADER = re.compile(r"# (?P<name>[a-z_]+): (?P<rest>.+)")
_PARAMETER = re.compile(r"(?P<type>[a-z]+)(?P<optional>\?)?(?: = (?P<example>.+?))? -- (?P<text>.+)")
_EVIDENCE_COLUMN = re.compile(r"statements?\d*")
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_NEAR = 60


class QuestionError(CariccGraphError):
    """A question that is unknown, or a value that is missing, unknown or of the wrong form."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a question needs: its type is a kind of entity, `text`, `day`, or the `first` or `last` day of a period."""

    name: str
    type: str
    text: str
    optional: bool
    example: str


@dataclass(frozen=True, slots=True)
class Question:
    """A competency question: its id, its words, its parameters and its SPARQL."""

    id: str
    text: str
    parameters: tuple[Parameter, ...]
    sparql: str


@dataclass(frozen=True, slots=True)
class Row:
    """One answer: its values, the sentences on which it rests, and the ids of the statements that they state."""

    values: tuple[str, ...]
    citations: tuple[Citation, ...]
    statements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a graph answers to a question; `resolved` tells for each parameter what its value was taken for."""

    question: Question
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    resolved: tuple[tuple[str, str], ...]


@cache
def catalogue() -> tuple[Question, ...]:
    """Return the competency questions that ship with the package, sorted by id.

    Raises QuestionError, with file and line, for a header that can't be read.
    """
    return tuple(read(path) for path in sorted(folder("queries").glob("*.rq")))


def read(path: Path) -> Question:
    """Return the question of one file: comment lines `# question: …` and `# name: type = example -- meaning`, then SPARQL."""
    lines = path.read_text(encoding="utf-8").splitlines()
    text, parameters = "", []
    for number, line in enumerate(lines, 1):
        if not line.startswith("#"):
            break
        header = _HEADER.fullmatch(line)
        if header and header["name"] == "question":
            text = header["rest"]
            continue
        told = _PARAMETER.fullmatch(header["rest"]) if header else None
        if header is None or told is None or told["type"] not in KINDS.keys() | _PLAIN:
            raise QuestionError(f"{path}:{number}: not `# name: type = example -- meaning`; mend the line.")
        parameters.append(
            Parameter(header["name"], told["type"], told["text"], bool(told["optional"]), told["example"] or "")
        )
    if not text:
        raise QuestionError(f"{path}:1: no `# question: …`; say there what is asked.")
    sparql = "\n".join(line for line in lines if not line.startswith("#"))
    return Question(path.stem, text, tuple(parameters), sparql)


def ask(  # noqa: PLR0913 - a question, what it is asked of, and within which limits
    store: Store,
    names: Names,
    question: str,
    values: Mapping[str, str],
    *,
    cited: int | None = None,
    worker: Worker | None = None,
) -> Answer:
    """Return the answer to the question with this id; names stand as a person writes them, dates as EDTF.

    Of all rows, or of the first `cited`, the sentences are told; the ids of their statements are told of each. With a `worker` its query runs
    there, within its limits.
    Raises QuestionError for an unknown question, a missing or unknown value, and a date that is none;
    UnknownName and AmbiguousName for a name that is not one entity's.
    """
    asked = _question(question)
    bindings, resolved = _bound(asked, values, names, store.prefixes["entity"])
    rows = store.query(asked.sparql, bindings=bindings, worker=worker)
    return _answer(store, asked, rows, resolved, cited=cited)


def _question(wanted: str) -> Question:
    known = {question.id: question for question in catalogue()}
    if wanted not in known:
        from rapidfuzz import process

        near = [name for name, score, _ in process.extract(wanted, list(known), limit=3) if score >= _NEAR]
        hint = f" Near: {', '.join(near)}." if near else ""
        raise QuestionError(f"no question is called {wanted!r}.{hint} `caricc-graph ask` lists them.")
    return known[wanted]


def _bound(
    question: Question, values: Mapping[str, str], names: Names, base: str
) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """Return what each variable is bound to, and what each value was taken for."""
    known = {parameter.name for parameter in question.parameters}
    unknown = sorted(set(values) - known)
    if unknown:
        options = ", ".join(f"--{name}" for name in sorted(known)) or "none"
        raise QuestionError(f"{question.id} takes no --{unknown[0]}; it takes {options}.")
    bindings: dict[str, str] = {}
    resolved: list[tuple[str, str]] = []
    for parameter in question.parameters:
        value = values.get(parameter.name)
        if value is None and not parameter.optional:
            raise QuestionError(
                f'{question.id} needs --{parameter.name} ({parameter.text}), as in `caricc-graph ask {question.id} --{parameter.name} "{parameter.example}"`.'
            )
        if value is None:
            continue
        if parameter.type in _PLAIN:
            bindings[parameter.name] = told = _plain(parameter, value)
        else:
            found = names.resolve(value, kinds=KINDS[parameter.type])
            bindings[parameter.name], told = f"<{base}{found.id}>", found.name
        resolved.append((parameter.name, told))
    return bindings, resolved


def _plain(parameter: Parameter, value: str) -> str:
    return value if parameter.type == "text" else edge(value, parameter.type, parameter.name)


def edge(value: str, which: str, option: str) -> str:
    """Return the `first` or `last` day of a day, month or year as ISO; `day` takes a whole day alone.

    Raises QuestionError, naming the option, for what is no date.
    """
    from caricc_graph.rdf import interval

    match = _DATE.fullmatch(value.strip())
    if match is None or (which == "day" and match[3] is None):
        raise QuestionError(f"--{option} {value!r} is no date; write 2022-07-19, or 2022-07 or 2022 for a period.")
    try:
        days = interval(value.strip())
    except ValueError:
        raise QuestionError(f"--{option} {value!r} is no day of the calendar.") from None
    day = str(days.latest if which == "last" else days.earliest)
    try:
        date.fromisoformat(day)
    except ValueError:
        raise QuestionError(f"--{option} {value!r} is no day of the calendar.") from None
    return day


def _answer(
    store: Store, question: Question, found: Rows, resolved: Sequence[tuple[str, str]], *, cited: int | None
) -> Answer:
    """Return the rows without their evidence columns, each once, with the sentences of all statements that bear it."""
    shown = [i for i, name in enumerate(found.variables) if not _EVIDENCE_COLUMN.fullmatch(name)]
    hidden = [i for i in range(len(found.variables)) if i not in shown]
    statements: dict[tuple[str, ...], dict[str, None]] = {}
    for row in found.rows:
        told = statements.setdefault(tuple(" ".join((row[i] or "").split()) for i in shown), {})
        told.update((iri, None) for i in hidden for iri in sorted((row[i] or "").split()))
    sentences = citations(store, [iri for told in itertools.islice(statements.values(), cited) for iri in told])
    base = store.prefixes["statement"]
    return Answer(
        question,
        tuple(found.variables[i] for i in shown),
        tuple(
            Row(
                values,
                tuple(c for iri in told for c in sentences.get(iri, ())),
                tuple(iri.removeprefix(base) for iri in told),
            )
            for values, told in statements.items()
        ),
        tuple(resolved),
    )


def document() -> Iterator[str]:
    """Yield the lines of `docs/questions.md`: each question with its parameters and a command that works on the sample data."""
    yield "# Questions"
    yield ""
    yield "Each question is one file under `queries/`; `caricc-graph ask` lists them, `caricc-graph ask QUESTION --name VALUE` asks one."
    yield "This page is made from those files (`pytest --record`)."
    for question in catalogue():
        yield ""
        yield f"## {question.id}"
        yield ""
        yield question.text
        if question.parameters:
            yield ""
            yield "| option | type | meaning |"
            yield "|---|---|---|"
        for parameter in question.parameters:
            need = parameter.type + (", optional" if parameter.optional else "")
            yield f"| `--{parameter.name}` | {need} | {parameter.text} |"
        given = [f'--{p.name} "{p.example}"' for p in question.parameters if p.example]
        yield ""
        yield f"    caricc-graph ask {' '.join([question.id, *given])}"
