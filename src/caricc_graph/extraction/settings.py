"""When and where the events of a sentence took place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caricc_graph.extraction.frames import Draft, Frames
from caricc_graph.model import Kind, Modality, Predicate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from caricc_graph.extraction.clauses import Chunk
    from caricc_graph.extraction.dates import Dated
    from caricc_graph.extraction.lexicon import Lexicon
    from caricc_graph.extraction.spans import Thing

_AT = frozenset({"in", "at", "along"})
_NOT_HELD = frozenset(
    {"compared", "agreement", "approved", "signed", "dated", "founded", "established", "adopted", "until"}
)
_DIRECT = 4
_REACH = 22
_CLOSE = 7


class Settings:
    """Reads dates, places and premises of events."""

    def __init__(self, lexicon: Lexicon, frames: Frames) -> None:
        self._holding = frozenset(lexicon.words("events", "holding"))
        self._frames = frames

    def read(self, chunks: Sequence[Chunk], dates: dict[int, Dated]) -> Iterator[Draft]:
        """Yield where and when each event of a sentence is said to take place; `dates` by their first token."""
        events = [
            k
            for k, chunk in enumerate(chunks)
            if chunk.span is not None and chunk.span.thing.kind is Kind.EVENT and not chunk.nested
        ]
        used: set[int] = set()
        for n, k in enumerate(events):
            first, last = self._group(chunks, events, n)
            start = events[first - 1] + 1 if first else 0
            end = events[last + 1] if last + 1 < len(events) else len(chunks)
            shared = used if first == last else set()
            verb = self._held(chunks, start, k, end)
            modality, negated = self._modality(chunks, k, verb)
            span = chunks[k].span
            if (
                negated
                or span is None
                or self._told_of(chunks, k)
                or (span.bare and (verb is None or abs(verb - k) > _DIRECT))
            ):
                continue
            for predicate, j, value in self._set(chunks, k, start, end, verb=verb, dates=dates, used=shared):
                first, last = _reach(chunks, [k, j] + ([verb] if verb is not None else []))
                if predicate is Predicate.HOSTS and not isinstance(value, str):
                    yield Draft(value, predicate, span.thing, "held-in-premises", first, last, modality, negated)
                else:
                    yield Draft(span.thing, predicate, value, _RULES[predicate], first, last, modality, negated)

    def _told_of(self, chunks: Sequence[Chunk], k: int) -> bool:
        """Tell whether the sentence speaks of the results of the event, held elsewhere and before."""
        return any(chunk.norm in {"results", "outcome", "outcomes"} for chunk in chunks[max(0, k - 4) : k])

    def _group(self, chunks: Sequence[Chunk], events: Sequence[int], n: int) -> tuple[int, int]:
        """Return the first and last of the events that "and" joins to the event `n` ("the 36th plenary and the 24th meeting will be held")."""
        first = last = n
        while first > 0 and self._joined(chunks, events[first - 1], events[first]):
            first -= 1
        while last + 1 < len(events) and self._joined(chunks, events[last], events[last + 1]):
            last += 1
        return first, last

    def _joined(self, chunks: Sequence[Chunk], i: int, j: int) -> bool:
        between = [chunk.norm for chunk in chunks[i + 1 : j]]
        return "and" in between and not any(self._frames.is_verb(norm) or norm in {";", ":"} for norm in between)

    def _held(self, chunks: Sequence[Chunk], start: int, k: int, end: int) -> int | None:
        """Return the word of holding nearest to the event."""
        words = [
            j
            for j in range(start, end)
            if chunks[j].span is None and chunks[j].norm in self._holding and abs(j - k) <= _REACH
        ]
        return min(words, key=lambda j: (abs(j - k), j), default=None)

    def _modality(self, chunks: Sequence[Chunk], k: int, verb: int | None) -> tuple[Modality, bool]:
        at = k if verb is None else max(k, verb)
        finite = verb is not None and chunks[verb].norm not in {"hold", "holding", "organize", "conduct", "take"}
        modality, negated = self._frames.modality(chunks, at, finite=finite)
        return modality, negated

    def _set(  # noqa: PLR0913 - the setting is looked for around an event and its verb
        self,
        chunks: Sequence[Chunk],
        k: int,
        start: int,
        end: int,
        *,
        verb: int | None,
        dates: dict[int, Dated],
        used: set[int],
    ) -> Iterator[tuple[Predicate, int, Thing | str]]:
        near = range(start, end) if verb is not None else range(k + 1, min(k + 1 + _DIRECT, end))
        dated = [j for j in near if chunks[j].norm == "<date>" and j not in used and not self._of_other(chunks, j)]
        if dated:
            j = min(dated, key=lambda j: (abs(j - k), j))
            used.add(j)
            yield Predicate.HELD_ON, j, dates[chunks[j].first].edtf
        opening = self._opening(chunks) if start == 0 and verb is not None and verb > k - _REACH else []
        [*dict.fromkeys((*near, *(j for j in opening if j < k)))]
        if not dated:
            dated = [j for j in opening if chunks[j].norm == "<date>" and j not in used and j < k]
            for j in dated[:1]:
                used.add(j)
                yield Predicate.HELD_ON, j, dates[chunks[j].first].edtf
        close = [
            j
            for j in near
            if j in opening or j < k or min(abs(j - k), abs(j - (k if verb is None else verb))) <= _CLOSE
        ]
        placed = [j for j in close if self._placed(chunks, j, Kind.PLACE)]
        hosting = [j for j in close if self._placed(chunks, j, Kind.AGENCY)]
        states = [j for j in close if self._placed(chunks, j, Kind.COUNTRY)]
        for j in (placed or ([] if hosting else states))[:1]:
            yield Predicate.HELD_AT, j, _thing(chunks, j)
        for j in hosting[:1]:
            yield Predicate.HOSTS, j, _thing(chunks, j)

    def _opening(self, chunks: Sequence[Chunk]) -> list[int]:
        """Return the positions of a sentence's opening adverbials ("In Madrid on 26 February 2024 the Director …")."""
        found: list[int] = []
        for j, chunk in enumerate(chunks):
            setting = chunk.norm in {"<date>", "<place>", "<country>"}
            if setting:
                found.append(j)
            elif chunk.norm not in {"in", "on", "at", "from", ",", "the", "city", "of"}:
                break
        return found if found and chunks[0].norm in {"in", "on", "at", "from"} else []

    def _of_other(self, chunks: Sequence[Chunk], j: int) -> bool:
        return chunks[j - 1].norm in {"by", "since"} or any(
            chunk.norm in _NOT_HELD for chunk in chunks[max(0, j - 3) : j]
        )

    def _placed(self, chunks: Sequence[Chunk], j: int, kind: Kind) -> bool:
        span = chunks[j].span
        if span is None or span.thing.kind is not kind or span.thing.key == "central-asia":
            return False
        before = [
            chunk.norm
            for chunk in chunks[max(0, j - 4) : j]
            if chunk.norm
            not in {"the", "city", "capital", "town", "of", "headquarters", "office", "building", "premises"}
        ]
        return (
            bool(before)
            and before[-1] in _AT
            and not (
                j + 1 < len(chunks)
                and chunks[j + 1].norm in {"state", "states", "countries", "region", "format", "program", "cooperation"}
            )
        )


_RULES = {Predicate.HELD_ON: "held-on", Predicate.HELD_AT: "held-at"}


def _thing(chunks: Sequence[Chunk], j: int) -> Thing:
    span = chunks[j].span
    if span is None:
        raise AssertionError(j)
    return span.thing


def _reach(chunks: Sequence[Chunk], positions: list[int]) -> tuple[int, int]:
    return min(chunks[j].first for j in positions), max(chunks[j].last for j in positions)
