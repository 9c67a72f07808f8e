"""Tables: seizures told entry by entry, each behind the body or state that made it ("Seizures: A – 5 kg of heroin; B – 3 kg")."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from caricc_graph.extraction.chunks import BULLET
from caricc_graph.extraction.hauls import Seized, amounts_of
from caricc_graph.model import Kind, Modality, Predicate, Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from caricc_graph.extraction.chunks import Chunk
    from caricc_graph.extraction.quantities import Amount
    from caricc_graph.extraction.spans import Span, Thing
    from caricc_graph.extraction.text import Text

TABLED = "seized-in-table"
_SEIZERS = frozenset({Kind.AGENCY, Kind.COUNTRY})
_CHANGE, _NOTHING = "by", "0"
_TOGETHER = frozenset({"jointly", "together"})
_DASHES = frozenset({"–", "—", "-", ":"})
_ACTING = frozenset({"by", "of", *_DASHES})
_ARTICLES = frozenset({"the", "its"})
_BEFORE = frozenset({":", ";", ",", "and", BULLET, "–", "—", "-"})


def entries(chunks: Sequence[Chunk]) -> list[tuple[Span, int, int]]:
    """Return the body or state that heads each entry, and the range of chunks that tells what it seized."""
    heads = [k for k in range(len(chunks)) if _heads(chunks, k)]
    parts = pairwise([*heads, len(chunks)])
    told = [(first, last) for first, last in parts if first + 2 < last and chunks[first + 2].norm != _CHANGE]
    return [(span, first + 2, last) for first, last in told if (span := chunks[first].span) is not None]


def seized(text: Text, chunks: Sequence[Chunk], amounts: Sequence[Amount]) -> Iterator[Seized]:
    """Yield what the head of each entry seized."""
    for head, first, last in entries(chunks):
        begin, end = text.starts[head.first], text.ends[chunks[last - 1].last - 1]
        told = [amount for amount in amounts if begin < amount.start < end and amount.value != _NOTHING]
        drugs = [chunk.span for chunk in chunks[first:last] if chunk.span and chunk.span.thing.kind is Kind.SUBSTANCE]
        seizers = [_actor(chunks, first, last) or head.thing, *_partners(chunks, first, last)]
        weighed = zip(drugs, amounts_of(text, drugs, told), strict=True)
        for drug, amount in ((drug, amount) for drug, (amount, _) in weighed if amount is not None):
            quantity = Quantity(amount.value, amount.unit, amount.comparator)
            reach = (begin, max(amount.end, text.ends[drug.last - 1]))
            for seizer in seizers:
                yield Seized(seizer, Predicate.SEIZES, drug.thing, Modality.ASSERTED, quantity, TABLED, *reach)


def _actor(chunks: Sequence[Chunk], first: int, last: int) -> Thing | None:
    """Return the body of a state that an entry says seized ("A – officers of B found 5 kg", "A – 5 kg, seized by B")."""
    for k in range(first, last):
        span, before = chunks[k].span, _word_before(chunks, k)
        if span is not None and span.thing.kind is Kind.AGENCY and before in _ACTING:
            return span.thing
    return None


def _word_before(chunks: Sequence[Chunk], k: int) -> str:
    return chunks[k - 2].norm if chunks[k - 1].norm in _ARTICLES else chunks[k - 1].norm


def _partners(chunks: Sequence[Chunk], first: int, last: int) -> Iterator[Thing]:
    """Yield the body or state with which the head of an entry seized ("5 kg, seized jointly with B")."""
    for k in range(first + 2, last):
        span = chunks[k].span
        together = chunks[k - 1].norm == "with" and chunks[k - 2].norm in _TOGETHER
        if together and span is not None and span.thing.kind in _SEIZERS:
            yield span.thing


def _heads(chunks: Sequence[Chunk], k: int) -> bool:
    """Tell whether a body or state begins an entry: behind a break and right before a dash or colon."""
    span = chunks[k].span
    if span is None or span.thing.kind not in _SEIZERS:
        return False
    opens = k == 0 or chunks[k - 1].norm in _BEFORE
    return opens and k + 1 < len(chunks) and chunks[k + 1].norm in _DASHES
