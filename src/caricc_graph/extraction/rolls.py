"""Rolls: people, or bodies of states, named one by one with where each comes from ("from A – N., from B – M.")."""

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
_NOT = "not"
_BEHALF = ["behalf", "of"]
_BETWEEN = frozenset({"–", "—", "-", ":", ",", "by", BULLET})
_JOINING = frozenset({",", "and"})
_LISTING = frozenset({",", "and", "the", "its"})
_SIDES = frozenset({"side", "part"})
_FEWEST = 2


def of_roll(reading: Reading, frames: Frames) -> Iterator[Draft]:
    """Yield who takes part in the event spoken of, and whom he represents, where at least two are so named."""
    pairs = [pair for k in range(-1, len(reading.chunks)) for pair in _pair(reading, k)]
    on_behalf = any(chunk.norm == "behalf" for chunk in reading.chunks)
    roll = len({sender.first for sender, _ in pairs}) >= _FEWEST
    speaks = len(pairs) == 1 and _speaks_for(reading.chunks, pairs[0][1])
    if not pairs or not (roll or on_behalf or speaks):
        return
    modality, negated = _held(reading, frames, pairs[0][0].first)
    event = named_event(reading) if roll else None
    for sender, person in pairs:
        at = (sender.first, person.last)
        if sender.span is None or person.span is None or negated:
            continue
        one = person.span.thing
        if one.kind is Kind.AGENCY and not _of_another(reading.chunks, person):
            yield Draft(one, Predicate.UNIT_OF, sender.span.thing, ROLL, *at)
        elif not person.posted and one.kind is Kind.OFFICIAL:
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
    if (named is not None and named.thing.kind is Kind.OFFICIAL) or (k and chunks[k - 1].norm == _NOT):
        return
    at = _skip(chunks, k + 1, frozenset({"the", "from"}))
    sender = chunks[at] if at < len(chunks) else None
    if sender is None or sender.span is None or sender.span.thing.kind not in _SENDERS:
        return
    if chunks[k].norm == "on" and sender.ending not in _SIDES:
        return
    behind = _skip(chunks, _past_brackets(chunks, at + 1), _BETWEEN)
    if chunks[k].norm == "from" and sender.span.thing.kind is Kind.COUNTRY and chunks[at + 1].norm in _DASHES:
        yield from _bodies(chunks, sender, at + 2)
    while behind < len(chunks) and (named := chunks[behind].span) is not None and named.thing.kind is Kind.OFFICIAL:
        yield sender, chunks[behind]
        behind = _skip(chunks, behind + 1, _JOINING)


def _of_another(chunks: Sequence[Chunk], body: Chunk) -> bool:
    """Tell whether a body is said to be one of another ("the Department of the Ministry")."""
    behind = chunks.index(body) + 1
    return behind < len(chunks) and chunks[behind].norm == "of"


def _bodies(chunks: Sequence[Chunk], sender: Chunk, k: int) -> Iterator[tuple[Chunk, Chunk]]:
    """Yield a state and each of its bodies listed from `k` on."""
    at = _skip(chunks, k, _LISTING)
    while at < len(chunks) and (named := chunks[at].span) is not None and named.thing.kind is Kind.AGENCY:
        yield sender, chunks[at]
        at = _skip(chunks, at + 1, _LISTING)


def _speaks_for(chunks: Sequence[Chunk], person: Chunk) -> bool:
    """Tell whether a sentence begins with the body for which the person behind its comma speaks ("For the Agency, N. noted")."""
    k = chunks.index(person)
    return chunks[0].norm == "for" and chunks[k - 1].norm == ","


def _past_brackets(chunks: Sequence[Chunk], k: int) -> int:
    """Return the chunk behind a short bracket that opens at `k`; `k` itself where none does."""
    close = k + 2
    short = close < len(chunks) and chunks[k].norm == "(" and chunks[close].norm == ")"
    return close + 1 if short else k


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
