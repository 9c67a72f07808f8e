"""Items of seizures: who seized what is told item by item, or behind a heading that says who."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from caricc_graph.extraction import shares
from caricc_graph.extraction.chunks import BULLET
from caricc_graph.extraction.hauls import Seized, amount_of
from caricc_graph.model import Kind, Modality, Predicate, Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from caricc_graph.extraction.chunks import Chunk
    from caricc_graph.extraction.fillers import Reading
    from caricc_graph.extraction.quantities import Amount
    from caricc_graph.extraction.spans import Thing
    from caricc_graph.extraction.text import Text

_LEFT_OUT = re.compile(
    r"\s*[–—:-]?\s*(?:(?:about|around|over|some|almost|nearly|(?:little |slightly )?more than|another|a further)\s*)?\s*",
    re.IGNORECASE,
)
_JOINING = frozenset({"and", ",", ";", "the", "while", "whereas", ":", BULLET, "–", "—", "-"})
_BODIES = frozenset({Kind.AGENCY, Kind.COUNTRY})
_FEWEST = 2


def gapped(text: Text, chunks: Sequence[Chunk], made: Sequence[Seized], amounts: Sequence[Amount]) -> list[Seized]:
    """Return the seizures, those of bodies for which the verb is left out laid to them ("A seized 5 kg of opium and B 3 kg of heroin")."""
    found = list(made)
    for amount in amounts if made else ():
        body = _right_before(text, chunks, amount)
        if body is None or body is made[0].subject:
            continue
        own = [at for at, one in enumerate(found) if one.quantity is not None and one.start <= amount.start < one.end]
        own = [at for at in own if found[at].quantity == Quantity(amount.value, amount.unit, amount.comparator)]
        if own:
            found[own[-1]] = replace(found[own[-1]], subject=body, rule=shares.SHARE, total=-1)
        else:
            quantity = Quantity(amount.value, amount.unit, amount.comparator)
            found.append(
                replace(made[-1], subject=body, rule=shares.SHARE, quantity=quantity, end=amount.end, total=-1)
            )
    return found


def by_items(text: Text, reading: Reading, amounts: Sequence[Amount]) -> list[Seized]:
    """Return the shares of the bodies of a list in what the sentence before told of ("The shares were: – A: 5 kg; – B: 3 kg")."""
    scene = reading.scene
    told = [(body, amount) for amount in amounts if (body := _right_before(text, reading.chunks, amount)) is not None]
    if len(told) < _FEWEST or scene.seizure is None or scene.substance is None:
        return []
    modality, start = scene.seizure[1], text.starts[reading.chunks[0].first]
    return [
        Seized(
            body,
            Predicate.SEIZES,
            scene.substance,
            modality,
            Quantity(a.value, a.unit, a.comparator),
            shares.SHARE,
            start,
            a.end,
        )
        for body, a in told
    ]


def _right_before(text: Text, chunks: Sequence[Chunk], amount: Amount) -> Thing | None:
    """Return the body behind "and" or a comma that an amount follows at once, or behind a dash."""
    for before, chunk in pairwise(chunks):
        if (
            chunk.span is None
            or chunk.span.thing.kind not in _BODIES
            or not _LEFT_OUT.fullmatch(text.text, text.ends[chunk.last - 1], amount.start)
        ):
            continue
        if before.norm in _JOINING:
            return chunk.span.thing
    return None


def itemized(
    text: Text,
    told: tuple[Thing, Modality],
    drugs: Sequence[Chunk],
    amounts: Sequence[Amount],
    predicate: Predicate = Predicate.SEIZES,
) -> Iterator[Seized]:
    """Yield the parts of the seizure or figure that the sentence before told of ("This includes 3 kg of hashish")."""
    subject, modality = told
    rule = "seized" if predicate is Predicate.SEIZES else "reported"
    for drug in drugs:
        begin, end = text.starts[drug.first], text.ends[drug.last - 1]
        amount = amount_of(text, amounts, begin, end)
        if drug.span is not None and amount is not None:
            quantity = Quantity(amount.value, amount.unit, amount.comparator)
            first, last = min(begin, amount.start), max(end, amount.end)
            yield Seized(subject, predicate, drug.span.thing, modality, quantity, rule, first, last)
