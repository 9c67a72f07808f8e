"""Hauls: the substances of a sentence with the amounts that stand beside them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from caricc_graph.extraction import quantities

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caricc_graph.extraction.quantities import Amount
    from caricc_graph.extraction.spans import Thing
    from caricc_graph.extraction.text import Text
    from caricc_graph.model import Modality, Predicate, Quantity

_ADJECTIVES = r"(?:pure|various|dried|high-quality|illicit|so-called|types of|hard|smuggled|different|kinds of)"
_OF_DRUG = re.compile(
    rf"\s*(?:of\s+)?(?:(?:which\s+|them\s+)?(?:was|were|are|is)\s+)?(?:the\s+)?(?:{_ADJECTIVES}\s+)*(?:drugs?\s+)?"
)
_THEN_AMOUNT = re.compile(
    r"\s*(?:[-–—:(]|in the amount of|in quantity of|in the quantity of|amounting to|weighing|totall?ing|(?:with|of|in) (?:a |the )?(?:total |gross |net |overall |general )*(?:weight|amount|volume|quantity|mass) of|for)\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Seized:
    """A claim of seizure or of a reported figure, resting on the code points `start` to `end`.

    `total` is the place, among the claims of the bulletin's sentence, of the total that this is a part of; -1 where there is none.
    """

    subject: Thing
    predicate: Predicate
    object: Thing
    modality: Modality
    quantity: Quantity | None
    rule: str
    start: int
    end: int
    negated: bool = False
    total: int = -1


def amount_of(text: Text, amounts: Sequence[Amount], begin: int, end: int) -> Amount | None:
    """Return the amount before a substance ("45 kg of hashish"), else the one behind it ("hashish – 45 kg", "hashish (45 kg)")."""
    before = (a for a in amounts if a.end <= begin and _OF_DRUG.fullmatch(text.text[a.end : begin]))
    behind = (a for a in amounts if a.start >= end and _THEN_AMOUNT.fullmatch(text.text[end : a.start]))
    return next(before, None) or next(behind, None) or quantities.around(text.text, begin, end)
