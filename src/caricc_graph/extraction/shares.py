"""Shares: who seized which part of what a sentence tells of ("3 kg were seized by A and 2 kg by B", "A accounted for 3 kg")."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from caricc_graph.extraction.hauls import Seized, amount_of
from caricc_graph.extraction.verb import stronger
from caricc_graph.model import Kind, Predicate, Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from caricc_graph.extraction.chunks import Chunk
    from caricc_graph.extraction.fillers import Reading
    from caricc_graph.extraction.modality import Moods
    from caricc_graph.extraction.quantities import Amount
    from caricc_graph.extraction.spans import Span
    from caricc_graph.extraction.text import Text

SHARE = "seized-by"
OF_TOTAL = re.compile(
    r"\bof (?:this|that|the total|these) (?:amount|quantity|volume|weight)\b|\bof (?:these|them)\b", re.IGNORECASE
)
_BODIES = frozenset({Kind.AGENCY, Kind.COUNTRY})
_SUPPOSING = frozenset({"had", "if", "whether"})
_BEHIND_BY = 4
_FEWEST = 2


def shared_out(text: Text, reading: Reading, moods: Moods, trigger: int, amounts: Sequence[Amount]) -> list[Seized]:
    """Return who seized which part of the amount told of before ("of this amount 3 kg were seized by A and 2 kg by B")."""
    chunks, scene = reading.chunks, reading.scene
    start, end = text.starts[chunks[0].first], text.ends[chunks[-1].last - 1]
    if any(map(is_drug, chunks)) or scene.substance is None or not OF_TOTAL.search(text.text, start, end):
        return []
    found: list[Seized] = []
    modality, negated = moods.at(reading, trigger)
    for amount, limit in zip(amounts, [*(a.start for a in amounts[1:]), end], strict=True):
        by = next(
            (k for k, c in enumerate(chunks) if c.norm == "by" and amount.end <= text.starts[c.first] < limit), None
        )
        named = behind(chunks, by) if by is not None else None
        quantity = Quantity(amount.value, amount.unit, amount.comparator)
        if named is None and scene.source is not None and scene.seizure is None:
            verb = text.ends[chunks[trigger].last - 1]
            found.append(
                Seized(scene.source, Predicate.REPORTS, scene.substance, modality, quantity, "reported", amount.start, verb, negated)
            )  # fmt: skip
        elif named is not None:
            reach = text.ends[named.last - 1]
            found.append(
                Seized(named.thing, Predicate.SEIZES, scene.substance, modality, quantity, SHARE, amount.start, reach, negated)
            )  # fmt: skip
    return found


def each_by(text: Text, reading: Reading, moods: Moods, trigger: int, amounts: Sequence[Amount]) -> list[Seized]:
    """Return who seized each amount where every one has its own "by" ("5 kg of heroin was seized by A, and 3 kg by B")."""
    chunks = reading.chunks
    clause = reading.clause_at(trigger)
    told = [*_by(text, chunks, amounts)]
    if clause is None or not clause.verb.passive or len(told) < _FEWEST or len(told) < len(amounts):
        return []
    modality, negated = moods.at(reading, trigger)
    drug: Span | None = None
    found: list[Seized] = []
    for amount, by in told:
        drug = next((c.span for c in chunks if c.span and is_drug(c) and weighs(text, c.span, amount)), drug)
        if drug is not None:
            quantity = Quantity(amount.value, amount.unit, amount.comparator)
            reach = (amount.start, text.ends[by.last - 1])
            found.append(Seized(by.thing, Predicate.SEIZES, drug.thing, modality, quantity, SHARE, *reach, negated))
    return found


def _by(text: Text, chunks: Sequence[Chunk], amounts: Sequence[Amount]) -> Iterator[tuple[Amount, Span]]:
    """Yield each amount and the body or state named behind a "by" before the next one."""
    ends = [*(amount.start for amount in amounts), len(text.text)][1:]
    for amount, limit in zip(amounts, ends, strict=True):
        spans = (
            behind(chunks, k)
            for k, chunk in enumerate(chunks)
            if chunk.norm == "by" and amount.end <= text.starts[chunk.first] < limit
        )
        yield from ((amount, span) for span in [next(spans, None)] if span is not None)


def accounted(text: Text, reading: Reading, moods: Moods, amounts: Sequence[Amount]) -> list[Seized]:
    """Return the parts of a total by who seized them or what they were ("A accounted for 8 kg, B for 6", "heroin accounted for 5 kg")."""
    chunks, scene = reading.chunks, reading.scene
    found: list[Seized] = []
    told_at = next((k for k, chunk in enumerate(chunks) if chunk.norm == "accounted"), None)
    if told_at is None or chunks[0].norm in _SUPPOSING or chunks[told_at - 1].norm == "who":
        return []
    since, edge = text.starts[chunks[told_at].first], text.starts[chunks[0].first]
    modality, negated = moods.at(reading, told_at)
    for amount in amounts:
        told = [c for c in chunks if c.span is not None and edge <= text.starts[c.first] < amount.start]
        heads = [c.span for c in told if c.span is not None and (is_drug(c) or c.span.thing.kind in _BODIES)]
        if not heads or amount.end < since or not text.text[: amount.start].rstrip().endswith(" for"):
            continue
        head, edge = heads[0], amount.end
        quantity = Quantity(amount.value, amount.unit, amount.comparator)
        reach = (text.starts[head.first], amount.end)
        own = next((c.span for c in chunks if c.span and is_drug(c) and weighs(text, c.span, amount)), None)
        substance = own.thing if own is not None else scene.substance
        if head.thing.kind in _BODIES and substance is not None:
            found.append(Seized(head.thing, Predicate.SEIZES, substance, modality, quantity, SHARE, *reach, negated))
        elif head.thing.kind is Kind.SUBSTANCE and scene.seizure is not None:
            subject, held = scene.seizure
            held = stronger(held, modality)
            found.append(Seized(subject, Predicate.SEIZES, head.thing, held, quantity, "seized", *reach, negated))
        elif head.thing.kind is Kind.SUBSTANCE and scene.source is not None:
            found.append(
                Seized(scene.source, Predicate.REPORTS, head.thing, modality, quantity, "reported", *reach, negated)
            )
    return found


def behind(chunks: Sequence[Chunk], by: int) -> Span | None:
    """Return the body or state named behind "by"."""
    named = next((c.span for c in chunks[by + 1 : by + _BEHIND_BY] if c.span is not None), None)
    return named if named is not None and named.thing.kind in _BODIES else None


def is_drug(chunk: Chunk) -> bool:
    """Tell whether a chunk names a substance."""
    return chunk.span is not None and chunk.span.thing.kind is Kind.SUBSTANCE


def weighs(text: Text, drug: Span, amount: Amount) -> bool:
    """Tell whether an amount is that of a substance."""
    return amount_of(text, [amount], text.starts[drug.first], text.ends[drug.last - 1]) is amount
