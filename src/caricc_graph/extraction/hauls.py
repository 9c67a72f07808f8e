"""Hauls: the substances of a sentence with the amounts that stand beside them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from caricc_graph.extraction import quantities

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caricc_graph.extraction.quantities import Amount
    from caricc_graph.extraction.spans import Span, Thing
    from caricc_graph.extraction.text import Text
    from caricc_graph.model import Modality, Predicate, Quantity

_ADJECTIVES = r"(?:pure|various|dried|high-quality|illicit|so-called|types of|hard|smuggled|different|kinds of)"
_OF_DRUG = re.compile(
    rf"\s*(?:(?:(?:falls?|fell|goes|went|belongs?|belonged)\s+)?(?:to|on)\s+)?(?:of\s+)?(?:(?:which\s+|them\s+)?(?:was|were|are|is)\s+)?(?:the\s+)?(?:{_ADJECTIVES}\s+)*(?:drugs?\s+)?"
)
_THEN_AMOUNT = re.compile(
    r"\s*(?:[-–—:(]|(?:made|makes) up|amount(?:s|ed) to|total(?:s|led|ed)|reached|stood at|in the amount of|in quantity of|in the quantity of|amounting to|weighing|totall?ing|(?:with|of|in) (?:a |the )?(?:total |gross |net |overall |general )*(?:weight|amount|volume|quantity|mass) of|for)(?: a further)?\s*",
    re.IGNORECASE,
)

_LISTED = re.compile(r"\s*,?\s*(?:and|&)?\s*")
_WEIGHTS = frozenset({"kg", "g", "mg", "t", "l", "ml"})
_TOLD_BEFORE = re.compile(r"(?:[-–—:(]|(?:amount|quantity|weight|volume|total) of|weighing|totall?ing)\s*$")
_AND = frozenset({"and", "as well as", "plus"})
GENERIC = "drugs"
_LIST = 3


_AMOUNT_TOLD = re.compile(
    r"(?:\s+(?:seized|confiscated|withdrawn|intercepted|removed|seizures?|production|output|in|throughout|across)\b[^;.]{0,80}?)\s(?:amounted to|made up|totall?ed|reached|stood at|came to)\s*|(?:\s+in \w+ form)?\s+(?:was|were|has been|have been) \w+(?: from (?:illegal|illicit) \w+)?\s+in (?:the |a )?(?:amount|quantity|total|volume) of\s*",
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
    behind = (a for a in amounts if a.start >= end and _stands_behind(text.text, end, a))
    beside = next(before, None) or next(behind, None)
    return beside or quantities.around(text.text, begin, end) or quantities.counted(text.text, begin, end)


def beside(text: Text, amounts: Sequence[Amount], amount: Amount | None) -> list[Amount]:
    """Return the amount in another unit that "and" joins to the one of a substance ("38,400 tablets and 22 kg of captagon")."""
    if amount is None:
        return []
    before = (one for one in amounts if one.end <= amount.start and (one.unit in _WEIGHTS) != (amount.unit in _WEIGHTS))
    joined = (one for one in before if text.text[one.end : amount.start].strip() in _AND)
    return [one for one in joined if not _TOLD_BEFORE.search(text.text[: one.start])]


def _stands_behind(text: str, end: int, amount: Amount) -> bool:
    """Tell whether the words between the end of a substance and an amount behind it make that the substance's, or commas around the amount."""
    between = text[end : amount.start]
    compared = amount.comparator != "=" and not between.strip()
    apposed = between == ", " and text.startswith(",", amount.end)
    return compared or apposed or any(words.fullmatch(between) for words in (_THEN_AMOUNT, _AMOUNT_TOLD))


def amounts_of(text: Text, drugs: Sequence[Span], amounts: Sequence[Amount]) -> list[tuple[Amount | None, bool]]:
    """Return the amount of each substance, and whether any is told of it.

    What a whole list weighs is none of its members', but that of drugs at its head.
    """
    ends = [(text.starts[span.first], text.ends[span.last - 1]) for span in drugs]
    found = [amount_of(text, amounts, *edge) for edge in ends]
    own = [(amount, amount is not None) for amount in found]
    for k in range(len(drugs)):
        reach = k + 1
        while reach < len(drugs) and found[reach] is None and _in_list(text, ends, reach):
            reach += 1
        one, generic = found[k], drugs[k].thing.authority == GENERIC
        if one is not None and one.end <= ends[k][0] and reach - k >= _LIST and not generic:
            own[k:reach] = [(None, True)] * (reach - k)
        last = found[reach] if one is None and generic and reach < len(drugs) and _in_list(text, ends, reach) else None
        if last is not None and last.start >= ends[reach][1]:
            own[k], own[reach] = (last, True), (None, True)
    return own


def _in_list(text: Text, ends: Sequence[tuple[int, int]], k: int) -> bool:
    """Tell whether nothing but a comma or "and" stands between a substance and the one before it."""
    return bool(_LISTED.fullmatch(text.text, ends[k - 1][1], ends[k][0]))
