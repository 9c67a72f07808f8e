"""How far a name goes on behind its head noun ("… of the Council on precursors")."""

from __future__ import annotations

import calendar
import re
from typing import TYPE_CHECKING

from caricc_graph.extraction.inflection import finite_forms

if TYPE_CHECKING:
    from caricc_graph.extraction.lexicon import Lexicon
    from caricc_graph.extraction.text import Text

_LONGEST = 24
# Tokens that "of 5-6 May" takes.
_DAY = 5
# Tokens that "(A)" takes.
_ACRONYM = 3
_END = frozenset(
    {
        ",", ";", "(", ")", ".", ":", "“", "”", '"', "«", "»", "?", "!", "was", "were", "is", "are", "will", "has", "have", "took", "at", "within", "under", "by",
        "kicked", "wrapped", "ends", "begins", "opens", "closes", "concludes", "starts", "kicks", "wraps", "takes", "brings", "gathers", "discusses",
        "from", "which", "that", "who", "where", "to", "as", "held", "during", "began", "whereupon",
        "through", "until", "since", "would", "should", "can", "could", "may", "not", "because", "while", "when", "although", "after", "before", "he", "she", "it", "they", "we",
    }
)  # fmt: skip
# Before a noun these are verbs, never what is said of it.
_DECIDING = frozenset(
    {"granted", "elected", "awarded", "appointed", "decided", "agreed", "admitted", "thanked", "welcomed"}
)
_ANEW = frozenset({"of", "on", "for", "a", "an", "the", "to", "with"})
_TODAY = frozenset({"today", "yesterday", "here", "this", "last", "early", "late", "earlier"})
_DASHES, _ARTICLES = frozenset({"–", "—"}), frozenset({"the", "a", "an"})
_PRONOUNS = frozenset({"it", "him", "her", "them", "this", "these"})
_LINKING = frozenset(
    {"of", "on", "for", "in", "at", "with", "between", "against", "the", "a", "an", "and", "-", "–", "its", "their"}
)


_MONTH = "|".join(calendar.month_name[1:])
_DATE = re.compile(rf"\d{{1,2}}|{_MONTH}|\w+day")
_DAY_OF = re.compile(rf"of (\d{{1,2}}( ?[-–] ?\d{{1,2}})? )?({_MONTH})\b")


class Complements:
    """Finds the ends of names that small words continue."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._finite = finite_forms(lexicon)

    def end(self, text: Text, k: int, last: int, openers: frozenset[str], *, ends: frozenset[str] = frozenset()) -> int:
        """Return where the complement behind `k` ends, which begins with one of `openers`; `k` itself where there is none.

        Words of `ends` end it as verbs and punctuation do.
        """
        if k >= last or text.words[k].lower() not in openers or _dated(text, k, last):
            return k
        reach, pair = k + 1, text.words[k].lower() == "between"
        while reach < last and reach - k < _LONGEST and not self._ends(text, reach, last, ends, pair=pair):
            pair = text.words[reach].lower() == "between" or (pair and text.words[reach].lower() != "and")
            reach += 1
        while reach > k and text.words[reach - 1].lower() in _LINKING:
            reach -= 1
        return reach

    def past_acronym(self, text: Text, k: int, last: int, openers: frozenset[str]) -> int:
        """Return where a name that ends at `k` goes on to behind its acronym in brackets ("Heads of Agencies (HOA) for Africa"); `k` where it does not."""
        bracket = k + _ACRONYM
        if bracket >= last or text.words[k] != "(" or text.words[bracket - 1] != ")" or not text.words[k + 1].isupper():
            return k
        end = self.end(text, bracket, last, openers)
        return end if end > bracket else k

    def _ends(self, text: Text, k: int, last: int, ends: frozenset[str], *, pair: bool) -> bool:
        """Tell whether the name is over at token `k`; `pair` tells that the second of two parties is still to come."""
        low = text.words[k].lower()
        after = text.words[k + 1].lower() if k + 1 < last else "."
        if _dated(text, k, last):
            return True
        if low == "and":
            return after in _ANEW and not pair
        if low in _END or low in _DECIDING or (low in _DASHES and after in _ARTICLES):
            return True
        small = after in _LINKING or after in _END or after in _PRONOUNS | _TODAY
        if low.endswith("ed"):
            return text.words[k].islower() and small
        return self.is_finite(low) or low in ends

    def is_finite(self, word: str) -> bool:
        """Tell whether a word is a verb's past or an auxiliary's form."""
        return word in self._finite


def _dated(text: Text, k: int, last: int) -> bool:
    """Tell whether a day or month follows the word at `k` ("on 3 May", "on Monday", "of 3 May")."""
    if text.words[k] == "of":
        return _DAY_OF.match(text.slice(k, min(k + _DAY, last))) is not None
    on = text.words[k].lower() in {"on", "in"} and k + 1 < last
    return on and _DATE.fullmatch(text.words[k + 1]) is not None
