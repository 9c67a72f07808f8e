"""The file that keeps the asserted links of a build in plain rows, beside its store."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import asdict
from typing import TYPE_CHECKING

from caricc_graph.model import Modality, Predicate
from caricc_graph.rdf import interval
from caricc_graph.resolution.corroboration import corroboration, publisher

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from caricc_graph.model import Bulletin, Extraction, Resolution, Statement

CONFIDENCE = 0.5
"""The least confidence of a link, as of a direct triple."""
_TABLES = """
CREATE TABLE bulletin (number INTEGER PRIMARY KEY, id TEXT NOT NULL, title TEXT NOT NULL, day TEXT NOT NULL, basis TEXT NOT NULL);
CREATE TABLE appearance (bulletin INTEGER NOT NULL, publisher TEXT NOT NULL, PRIMARY KEY (bulletin, publisher)) WITHOUT ROWID;
CREATE TABLE named (bulletin INTEGER NOT NULL, entity TEXT NOT NULL, PRIMARY KEY (bulletin, entity)) WITHOUT ROWID;
CREATE TABLE link (
  number INTEGER PRIMARY KEY, statement TEXT NOT NULL, subject TEXT NOT NULL, predicate TEXT NOT NULL, object TEXT NOT NULL, post TEXT NOT NULL, former INTEGER NOT NULL,
  first TEXT NOT NULL, last TEXT NOT NULL, held INTEGER NOT NULL, confidence REAL NOT NULL, inferred INTEGER NOT NULL, corroboration INTEGER NOT NULL,
  qualifiers TEXT NOT NULL
);
CREATE TABLE told (link INTEGER NOT NULL, bulletin INTEGER NOT NULL, PRIMARY KEY (link, bulletin)) WITHOUT ROWID;
"""


def write_index(
    path: Path, *, bulletins: Sequence[Bulletin], extractions: Sequence[Extraction], resolution: Resolution
) -> None:
    """Write the links of a build, and which bulletin tells each, to a new file.

    A link is an asserted statement between two entities that no reader has rejected, with a confidence of 0.5 or more. Its days are those
    of the event at its end (`held`), else the days on which its bulletins attest it; empty where none is known.
    """
    import sqlite3
    from contextlib import closing

    days = {one.bulletin: (one.day or "", one.day_basis) for one in extractions}
    numbers = {one.id: number for number, one in enumerate(sorted(bulletins, key=lambda b: b.id))}
    stated = sorted(filter(_is_link, resolution.statements), key=lambda s: (s.subject, s.object, s.predicate, s.id))
    texts = {one.id: one for one in bulletins}
    entity_of = dict(resolution.mentions)
    with closing(sqlite3.connect(path)) as base, base:
        base.executescript(_TABLES)
        base.executemany(
            "INSERT INTO bulletin VALUES (?, ?, ?, ?, ?)",
            ((numbers[one.id], one.id, one.title or "", *days.get(one.id, ("", ""))) for one in bulletins),
        )
        base.executemany(
            "INSERT INTO appearance VALUES (?, ?)",
            sorted({(numbers[one.id], publisher(place)) for one in bulletins for place in one.appearances}),
        )
        base.executemany(
            "INSERT INTO named VALUES (?, ?)",
            sorted({(numbers[e.bulletin], entity_of[m.referent]) for e in extractions for m in e.mentions}),
        )
        base.executemany(
            "INSERT INTO link VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            _rows(stated, _held(resolution.statements), days, texts),
        )
        base.executemany(
            "INSERT INTO told VALUES (?, ?)",
            (
                (number, bulletin)
                for number, one in enumerate(stated)
                for bulletin in sorted({numbers[evidence.bulletin] for evidence in one.evidences})
            ),
        )


def _holds(statement: Statement) -> bool:
    return statement.modality is Modality.ASSERTED and not statement.rejected and statement.confidence >= CONFIDENCE


def _is_link(statement: Statement) -> bool:
    return _holds(statement) and statement.predicate is not Predicate.HELD_ON


def _held(statements: Sequence[Statement]) -> dict[str, tuple[str, str]]:
    """Return the first and the last day of each event, where both are known."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for statement in statements:
        if statement.predicate is Predicate.HELD_ON and _holds(statement):
            days = interval(statement.object)
            if days.earliest and days.latest:
                found[statement.subject].append((days.earliest, days.latest))
    return {event: (min(a for a, _ in days), max(b for _, b in days)) for event, days in found.items()}


def _rows(
    stated: Sequence[Statement],
    held: Mapping[str, tuple[str, str]],
    days: Mapping[str, tuple[str, str]],
    bulletins: Mapping[str, Bulletin],
) -> Iterator[tuple[object, ...]]:
    for number, one in enumerate(stated):
        told = dict(one.qualifiers)
        of_event = held.get(one.subject) or held.get(one.object)
        attested = sorted({days.get(evidence.bulletin, ("", ""))[0] for evidence in one.evidences} - {""})
        first, last = of_event or (attested[0], attested[-1]) if of_event or attested else ("", "")
        yield (
            number, one.id, one.subject, one.predicate.value, one.object, told.get("post", ""), told.get("role") == "former",
            first, last, of_event is not None, one.confidence, one.inferred, corroboration(one, bulletins), _qualifiers(one),
        )  # fmt: skip


def _qualifiers(statement: Statement) -> str:
    """Return what else a statement says, with its quantity, as a JSON object; empty where there is nothing."""
    told = {key: value for key, value in statement.qualifiers if key not in {"post", "role"}}
    if statement.quantity:
        told |= {key: value for key, value in asdict(statement.quantity).items() if value}
    return json.dumps(told, ensure_ascii=False, sort_keys=True) if told else ""
