"""Repeats: what "so did A" says again of others ("B took part in the operation. So did A and C")."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from caricc_graph.extraction.stretches import PRO_VERBS, phrases
from caricc_graph.model import Kind, Predicate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from caricc_graph.extraction.fillers import Reading
    from caricc_graph.extraction.frames import Draft, Frames

SO = "so-did"
_SO, _NOT = "so", "not"
_ACTORS = frozenset({Kind.OFFICIAL, Kind.AGENCY, Kind.COUNTRY})
_REPEATED = frozenset(
    {
        Predicate.ATTENDS,
        Predicate.SPEAKS_AT,
        Predicate.SUPPORTS,
        Predicate.FUNDS,
        Predicate.SIGNS,
        Predicate.VISITS,
        Predicate.ORGANIZES,
    }
)


def of_repeats(reading: Reading, frames: Frames, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """Yield of others what the clause before "so did" says, in its sentence or in the one before."""
    chunks = reading.chunks
    at = next((k for k in range(len(chunks) - 2) if chunks[k].norm == _SO and chunks[k + 1].norm in PRO_VERBS), None)
    if at is None or chunks[at + 2].norm == _NOT:
        return
    told = [draft for draft in drafts if draft.last <= chunks[at].first] if at else reading.scene.told
    said = {(one.predicate, one.object if isinstance(one.object, str) else one.object.key): one for one in told}
    behind = phrases(frames.fillers.nouns, chunks, at + 2, len(chunks))
    others = [noun for phrase in behind if not phrase.prep for noun in phrase.nouns]
    for filler in frames.fillers.filled(reading, [others], _ACTORS):
        for draft in said.values():
            if draft.predicate in _REPEATED and draft.object is not filler.thing:
                yield replace(draft, subject=filler.thing, rule=SO, first=chunks[at].first, last=filler.last)
