"""What was seized, and what is reported as amount or change over a period."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from caricc_graph.extraction import quantities
from caricc_graph.model import Kind, Modality, Predicate, Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from caricc_graph.extraction.clauses import Chunk, Clauses
    from caricc_graph.extraction.events import Scene
    from caricc_graph.extraction.spans import Span, Thing
    from caricc_graph.extraction.text import Text

_SEIZING = frozenset(
    {
        "seized",
        "seizure",
        "seizures",
        "confiscated",
        "intercepted",
        "withdrawn",
        "seizing",
        "removed",
        "withdrew",
        "confiscation",
        "interception",
        "found",
        "discovered",
        "detained",
        "seize",
        "interdicted",
        "eliminated",
    }
)
_UP = re.compile(r"increas|rose|grew|grown|risen|growth|up by|higher", re.IGNORECASE)
_DOWN = re.compile(r"decreas|fell|fallen|declin|drop|reduc|down by|lower", re.IGNORECASE)
_COMPARED = re.compile(r"compared|comparison|against|relative to|same period", re.IGNORECASE)
_NEAR = 90


@dataclass(frozen=True, slots=True)
class Seized:
    """A claim of seizure or of a reported figure, resting on the code points `start` to `end`."""

    subject: Thing
    predicate: Predicate
    object: Thing
    modality: Modality
    quantity: Quantity | None
    rule: str
    start: int
    end: int


def read(
    text: Text, chunks: Sequence[Chunk], scene: Scene, clauses: Clauses, dates: Sequence[tuple[int, str]]
) -> Iterator[Seized]:
    """Yield the seizures and the reported changes of a sentence; `dates` are (code point, EDTF) pairs."""
    drugs = [chunk for chunk in chunks if chunk.span is not None and chunk.span.thing.kind is Kind.SUBSTANCE]
    if not drugs:
        return
    start, end = text.starts[chunks[0].first], text.ends[chunks[-1].last - 1]
    shares = quantities.shares(text.text, start, end)
    if shares:
        yield from _changes(text, chunks, drugs, shares, scene, clauses, dates)
        return
    trigger = next((chunk for chunk in chunks if chunk.norm in _SEIZING), None)
    if trigger is not None:
        yield from _seizures(text, chunks, trigger, drugs, scene, clauses)


def _seizures(  # noqa: PLR0913 - a seizure is read from its sentence and its bulletin
    text: Text, chunks: Sequence[Chunk], trigger: Chunk, drugs: Sequence[Chunk], scene: Scene, clauses: Clauses
) -> Iterator[Seized]:
    position = chunks.index(trigger)
    subject = _seizing(chunks, position, scene, clauses)
    if subject is None:
        return
    start, end = text.starts[chunks[0].first], text.ends[chunks[-1].last - 1]
    amounts = quantities.find(text.text, start, end)
    for drug in drugs:
        span = drug.span
        if span is None or not _linked(chunks, position, drug):
            continue
        at = text.starts[span.first]
        amount = next((a for a in amounts if a.end <= at and _of_drug(text.text[a.end : at])), None)
        quantity = Quantity(amount.value, amount.unit, amount.comparator) if amount else None
        first = min(text.starts[trigger.first], amount.start if amount else at)
        last = max(text.ends[trigger.last - 1], text.ends[span.last - 1])
        yield Seized(subject, Predicate.SEIZES, span.thing, Modality.ASSERTED, quantity, "seized", first, last)


def _of_drug(between: str) -> bool:
    """Tell whether the words between an amount and a substance leave the one to the other ("740 kg of ")."""
    return (
        re.fullmatch(
            r"\s*(?:of\s+)?(?:the\s+)?(?:pure\s+|various\s+|dried\s+|high-quality\s+|illicit\s+|so-called\s+|types of\s+)*(?:drug\s+)?",
            between,
        )
        is not None
    )


def _linked(chunks: Sequence[Chunk], position: int, drug: Chunk) -> bool:
    """Tell whether a substance stands in the clause of the seizure."""
    k = chunks.index(drug)
    a, b = min(position, k), max(position, k)
    return not any(chunks[j].norm in {";", "which", "that", "detained", "identified"} for j in range(a + 1, b))


def _seizing(chunks: Sequence[Chunk], position: int, scene: Scene, clauses: Clauses) -> Thing | None:
    operations = [c.span.thing for c in chunks if c.span is not None and c.span.thing.event_kind == "operation"]
    if operations:
        return operations[-1] if len(operations) == 1 else operations[0]
    agents = clauses.left(chunks, position)
    behind = next((k for k in range(position, len(chunks)) if chunks[k].norm == "by"), None)
    if chunks[position].norm.endswith("ed") and behind is not None and not agents:
        agents = clauses.right(chunks, behind + 1, frozenset())[:1]
    spans: list[Span] = [chunk.span for chunk in agents if chunk.span is not None]
    if spans and chunks[position].norm not in {"seizure", "seizures"}:
        return spans[-1].thing
    return scene.operation


def _changes(  # noqa: PLR0913 - see _seizures
    text: Text,
    chunks: Sequence[Chunk],
    drugs: Sequence[Chunk],
    shares: Sequence[quantities.Amount],
    scene: Scene,
    clauses: Clauses,
    dates: Sequence[tuple[int, str]],
) -> Iterator[Seized]:
    start, end = text.starts[chunks[0].first], text.ends[chunks[-1].last - 1]
    sentence = text.text[start:end]
    down = bool(_DOWN.search(sentence)) and not _UP.search(sentence)
    if not down and not _UP.search(sentence):
        return
    teller = scene_teller(chunks, scene, clauses)
    if teller is None:
        return
    period, baseline = _periods(text.text, dates)
    for share in shares:
        before = [
            drug
            for drug in drugs
            if text.ends[drug.last - 1] <= share.start and share.start - text.ends[drug.last - 1] < _NEAR
        ]
        if not before or before[-1].span is None:
            continue
        span = before[-1].span
        value = f"-{share.value}" if down else share.value
        quantity = Quantity(value, "%", "change%", baseline, period)
        yield Seized(
            teller,
            Predicate.REPORTS,
            span.thing,
            Modality.ASSERTED,
            quantity,
            "changed-by",
            text.starts[span.first],
            share.end,
        )


def scene_teller(chunks: Sequence[Chunk], scene: Scene, clauses: Clauses) -> Thing | None:
    """Return who tells a figure: the agent named in the sentence, else the last who spoke."""
    agents = clauses.right(chunks, 0, frozenset())
    named = next((chunk.span.thing for chunk in agents if chunk.span is not None), None)
    return scene.teller or named


def _periods(text: str, dates: Sequence[tuple[int, str]]) -> tuple[str, str]:
    """Return the period told of and the one it is compared with."""
    compared = [edtf for at, edtf in dates if _COMPARED.search(text[max(0, at - 40) : at])]
    others = [edtf for at, edtf in dates if edtf not in compared]
    return (others[0] if others else ""), (compared[0] if compared else "")
