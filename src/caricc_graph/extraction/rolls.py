"""Rolls: people named one by one with the state or body that each comes from ("from A – N., from B – M.")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caricc_graph.extraction.chunks import BULLET
from caricc_graph.extraction.frames import Draft, named_event
from caricc_graph.model import Kind, Modality, Predicate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from caricc_graph.extraction.chunks import Chunk
    from caricc_graph.extraction.fillers import Reading
    from caricc_graph.extraction.frames import Frames

ROLL = "roll"
_SENDERS = frozenset({Kind.COUNTRY, Kind.AGENCY})
_OPENING = frozenset({"from", "for"})
_DASHES = frozenset({"–", "—", "-", ":"})
_BEHALF = ["behalf", "of"]
_BETWEEN = frozenset({"–", "—", "-", ":", ",", "by", BULLET})
_JOINING = frozenset({",", "and"})
_SIDES = frozenset({"side", "part"})
_FEWEST = 2


def of_roll(reading: Reading, frames: Frames) -> Iterator[Draft]:
    """Yield who takes part in the event spoken of, and whom he represents, where at least two are so named."""
    pairs = [pair for k in range(-1, len(reading.chunks)) for pair in _pair(reading, k)]
    on_behalf = any(chunk.norm == "behalf" for chunk in reading.chunks)
    roll = len({sender.first for sender, _ in pairs}) >= _FEWEST
    if not pairs or not (roll or on_behalf):
        return
    modality, negated = _held(reading, frames, pairs[0][0].first)
    event = named_event(reading) if roll else None
    for sender, person in pairs:
        at = (sender.first, person.last)
        if sender.span is None or person.span is None or negated:
            continue
        one = person.span.thing
        if not person.posted:
            yield Draft(one, Predicate.REPRESENTS, sender.span.thing, ROLL, *at, modality)
        if event is not None:
            yield Draft(one, Predicate.ATTENDS, event, ROLL, *at, modality)


def _pair(reading: Reading, k: int) -> Iterator[tuple[Chunk, Chunk]]:
    """Yield the state or body behind the word at `k` and the person named right behind it."""
    chunks = reading.chunks
    if k < 0 or chunks[k].norm in {";", BULLET}:
        yield from _dashed(chunks, k)
        return
    behalf = [chunk.norm for chunk in chunks[max(0, k - 1) : k + 1]] == _BEHALF
    if chunks[k].span is not None or not (behalf or chunks[k].norm in _OPENING or chunks[k].norm == "on"):
        return
    named = chunks[k - 1].span if k else None
    if named is not None and named.thing.kind is Kind.OFFICIAL:
        return
    at = _skip(chunks, k + 1, frozenset({"the", "from"}))
    sender = chunks[at] if at < len(chunks) else None
    if sender is None or sender.span is None or sender.span.thing.kind not in _SENDERS:
        return
    if chunks[k].norm == "on" and sender.ending not in _SIDES:
        return
    behind = _skip(chunks, at + 1, _BETWEEN)
    while behind < len(chunks) and (named := chunks[behind].span) is not None and named.thing.kind is Kind.OFFICIAL:
        yield sender, chunks[behind]
        behind = _skip(chunks, behind + 1, _JOINING)


def _dashed(chunks: Sequence[Chunk], k: int) -> Iterator[tuple[Chunk, Chunk]]:
    """Yield a state or body behind the chunk `k` and the person behind its dash or colon ("Georgia - N.; Belarus - M.")."""
    at = _skip(chunks, k + 1, frozenset({"the", "from", "for"}))
    if at + 2 < len(chunks) and chunks[at + 1].norm in _DASHES:
        sender, person = chunks[at].span, chunks[at + 2].span
        if (
            sender is not None
            and person is not None
            and sender.thing.kind in _SENDERS
            and person.thing.kind is Kind.OFFICIAL
        ):
            yield chunks[at], chunks[at + 2]


def _skip(chunks: Sequence[Chunk], k: int, words: frozenset[str]) -> int:
    """Return the first chunk from `k` on that is none of these words."""
    while k < len(chunks) and chunks[k].span is None and chunks[k].norm in words:
        k += 1
    return k


def _held(reading: Reading, frames: Frames, first: int) -> tuple[Modality, bool]:
    """Return how the clause before a roll is held."""
    before = [clause for clause in reading.parse.clauses if reading.chunks[clause.verb.first].first < first]
    return frames.moods.of_clause(reading, before[-1]) if before else (Modality.ASSERTED, False)
