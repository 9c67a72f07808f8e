"""The file that a build keeps for its pages: all that they show, in the order in which they show it."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from caricc_graph.model import Modality, Predicate
from caricc_graph.rdf import interval
from caricc_graph.resolution.corroboration import corroboration

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from sqlite3 import Connection

    from caricc_graph.model import Bulletin, Entity, Extraction, Quantity, Resolution, Statement

_FORMER = "former"
_COMPARED = {"=": "", ">": "more than ", "<": "less than ", "~": "about ", "change%": "a change of "}
_INDEXES = """
CREATE INDEX of_bulletin ON evidence (bulletin, sentence_start);
CREATE INDEX of_kind ON entity (kind, mentions DESC, id);
CREATE INDEX of_day ON bulletin (day DESC, id);
CREATE INDEX of_entity ON held (entity, day, sort, statement);
"""


def write_index(
    path: Path, *, bulletins: Sequence[Bulletin], extractions: Sequence[Extraction], resolution: Resolution
) -> None:
    """Write what the pages of a build show to a new file; what a reader has rejected is left out."""
    import sqlite3
    from contextlib import closing

    kept = [one for one in resolution.statements if not one.rejected]
    days = {one.bulletin: one.day or "" for one in extractions}
    with closing(sqlite3.connect(path)) as base, base:
        base.executescript((Path(__file__).parent / "tables.sql").read_text(encoding="utf-8"))
        _write(base, "bulletin", _bulletins(bulletins, extractions, kept))
        _write(base, "appearance", _appearances(bulletins))
        _write_entities(base, bulletins, extractions, resolution)
        _write(base, "statement", _statements(kept, {one.id: one for one in bulletins}, days))
        _write(base, "evidence", _evidences(kept))
        base.execute(
            "INSERT INTO said SELECT subject, modality = 'asserted', predicate, 1, first, id FROM statement"
            " UNION SELECT object, modality = 'asserted', predicate, 0, first, id FROM statement WHERE predicate != 'heldOn'"
        )
        base.execute(
            "UPDATE entity SET statements = (SELECT COUNT(DISTINCT statement) FROM said WHERE said.entity = entity.id)"
        )
        _write(base, "held", _posts(kept, days))
        base.executescript(_INDEXES)


def _write(base: Connection, table: str, rows: Iterator[tuple[object, ...]]) -> None:
    """Write the rows of a table, all of one length, in order; a row that is there already is left as it is."""
    ordered = sorted({*rows})
    if ordered:
        base.executemany(f"INSERT OR IGNORE INTO {table} VALUES ({', '.join('?' * len(ordered[0]))})", ordered)


def _bulletins(
    bulletins: Sequence[Bulletin], extractions: Sequence[Extraction], kept: Sequence[Statement]
) -> Iterator[tuple[object, ...]]:
    found = {one.bulletin: one for one in extractions}
    counts = Counter(bulletin for one in kept for bulletin in {evidence.bulletin for evidence in one.evidences})
    for one in bulletins:
        told = found[one.id]
        yield one.id, one.title or "", one.published or "", told.day or "", told.day_basis, one.text, counts[one.id]


def _appearances(bulletins: Sequence[Bulletin]) -> Iterator[tuple[object, ...]]:
    for one in bulletins:
        for number, place in enumerate(one.appearances, 1):
            source = place.source
            address = place.address or source.address
            yield one.id, number, source.publisher, address, source.file, place.ordinal, source.accessed, source.licence


def _write_entities(
    base: Connection, bulletins: Sequence[Bulletin], extractions: Sequence[Extraction], resolution: Resolution
) -> None:
    entity_of = dict(resolution.mentions)
    mentions = {
        (one.bulletin, mention.start, mention.end, entity_of[mention.referent], mention.text)
        for one in extractions
        for mention in one.mentions
    }
    counts = Counter(entity for _, _, _, entity, _ in mentions)
    _write(base, "mention", (row[:4] for row in mentions))
    _write(
        base,
        "entity",
        ((one.id, one.kind.value, one.name, one.event_kind, counts[one.id], 0) for one in resolution.entities),
    )
    _write(base, "member", ((member, one.id) for one in resolution.entities for member in (one.id, *one.members)))
    _write(base, "identifier", ((one.id, *pair) for one in resolution.entities for pair in one.identifiers))
    reasons = Counter((one.id, merge.reason) for one in resolution.entities for merge in one.merges)
    _write(base, "merge", ((*key, times) for key, times in reasons.items()))
    days = {one.id: one.published or "9999" for one in bulletins}
    _write(base, "name", _names(resolution.entities, mentions, days))


def _names(
    entities: Sequence[Entity], mentions: set[tuple[str, int, int, str, str]], days: Mapping[str, str]
) -> Iterator[tuple[object, ...]]:
    """Yield the names of each entity, how often each stands in bulletins, and the first bulletin that has it."""
    counts: Counter[tuple[str, str]] = Counter()
    first: dict[tuple[str, str], tuple[str, str]] = {}
    for bulletin, _, _, entity, text in mentions:
        key = (entity, text)
        counts[key] += 1
        first[key] = min(first.get(key, ("~", "")), (days[bulletin], bulletin))
    known = {(one.id, name) for one in entities for name in (one.name, *one.aliases)}
    for key in known | {*counts}:
        yield (*key, counts[key], first.get(key, ("", ""))[1])


def _statements(
    kept: Sequence[Statement], bulletins: Mapping[str, Bulletin], days: Mapping[str, str]
) -> Iterator[tuple[object, ...]]:
    held = _held(kept)
    for one in kept:
        of_event = held.get(one.subject) or held.get(one.object)
        attested = sorted({days[evidence.bulletin] for evidence in one.evidences} - {""})
        first, last = of_event or (attested[0], attested[-1]) if of_event or attested else ("", "")
        yield (
            one.id, one.subject, one.predicate.value, one.object, one.modality.value, one.confidence, one.inferred,
            ", ".join(one.rules), corroboration(one, bulletins), first, last, of_event is not None,
            _amount(one.quantity), json.dumps(dict(one.qualifiers), ensure_ascii=False, sort_keys=True),
        )  # fmt: skip


def _held(kept: Sequence[Statement]) -> dict[str, tuple[str, str]]:
    """Return the first and the last day of each event that is said to have taken place, where both are known."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for one in kept:
        if one.predicate is Predicate.HELD_ON and one.modality is Modality.ASSERTED:
            days = interval(one.object)
            if days.earliest and days.latest:
                found[one.subject].append((days.earliest, days.latest))
    return {event: (min(a for a, _ in days), max(b for _, b in days)) for event, days in found.items()}


def _amount(quantity: Quantity | None) -> str:
    if quantity is None:
        return ""
    compared = _COMPARED.get(quantity.comparator, f"{quantity.comparator} ")
    unit = "%" if quantity.comparator == "change%" and not quantity.unit else quantity.unit
    period = f" in {quantity.period}" if quantity.period else ""
    baseline = f" against {quantity.baseline}" if quantity.baseline else ""
    return f"{compared}{quantity.value} {unit}".rstrip() + period + baseline


def _evidences(kept: Sequence[Statement]) -> Iterator[tuple[object, ...]]:
    for one in kept:
        for at in one.evidences:
            yield one.id, at.bulletin, at.start, at.end, at.sentence_start, at.sentence_end


def _posts(kept: Sequence[Statement], days: Mapping[str, str]) -> Iterator[tuple[object, ...]]:
    """Yield for the person and the body of each post the days on which it is attested, and a stated beginning and end."""
    for one in kept:
        if one.predicate is not Predicate.HOLDS_POST or one.modality is not Modality.ASSERTED:
            continue
        told = dict(one.qualifiers)
        dated = [("since", told["since"])] if "since" in told else []
        dated += [("until", told["until"])] if "until" in told else []
        attested = {days[evidence.bulletin] for evidence in one.evidences}
        sort = _FORMER if told.get("role") == _FORMER else "attested"
        for sort_of, day in (*dated, *((sort, day) for day in attested)):
            for entity in (one.subject, one.object):
                yield entity, one.subject, one.object, told.get("post", ""), day, sort_of, one.id
