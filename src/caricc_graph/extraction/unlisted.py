"""Unlisted names: places and bodies that no list knows, told by what stands beside them ("in Arbanasi, Bulgaria", "the NGO Attika")."""

from __future__ import annotations

import calendar
from typing import TYPE_CHECKING

from caricc_graph.extraction.spans import named_span
from caricc_graph.model import Kind

if TYPE_CHECKING:
    from caricc_graph.extraction.lexicon import Lexicon
    from caricc_graph.extraction.name_words import NameWords
    from caricc_graph.extraction.spans import Discourse, Span
    from caricc_graph.extraction.text import Text

_IN = frozenset({"in", "at", "near"})
_CALENDAR = frozenset((*calendar.month_name[1:], *calendar.day_name))
_LONGEST = 3


class Unlisted:
    """Finds the places and bodies of a sentence that only their surroundings tell."""

    def __init__(self, lexicon: Lexicon, words: NameWords) -> None:
        self._words = words
        self._towns = frozenset(lexicon.words("names", "places", "towns"))
        self._bodies = frozenset(lexicon.words("names", "bodies", "before_name"))

    def find(self, text: Text, spans: dict[int, Span], masked: set[int], discourse: Discourse, within: range) -> None:
        """Add to `spans` the names among the tokens of `within`."""
        taken = {k for span in spans.values() for k in range(span.first, span.last)} | masked
        for i in within[1:]:
            end = _run(text, i, within.stop, taken)
            kind = self._kind(text, i, end, spans) if end > i else None
            if kind is not None:
                key = " ".join(filter(None, text.norms[i:end]))
                spans[i] = named_span(text, i, end, discourse.thing(kind, key))
                taken.update(range(i, end))

    def _kind(self, text: Text, i: int, end: int, spans: dict[int, Span]) -> Kind | None:
        """Return what the words around a name tell that it is; None where they tell nothing."""
        before = text.norms[i - 1]
        if before in self._bodies:
            person = self._words.is_title(text, i, end) or not self._words.is_name_word(text, i)
            return None if person else Kind.AGENCY
        of_noun = before == "of" and text.norms[i - 2] in self._towns
        if of_noun or (before in _IN and _in_state(text, end, spans)):
            return Kind.PLACE
        return None


def _run(text: Text, i: int, last: int, taken: set[int]) -> int:
    """Return the token behind the capitalised words at `i`."""
    end = i
    while end < min(last, i + _LONGEST) and end not in taken and _is_name(text.words[end]):
        end += 1
    return end


def _in_state(text: Text, end: int, spans: dict[int, Span]) -> bool:
    """Tell whether a comma and a state stand behind a name."""
    at = end + 1 + (text.words[end + 1 : end + 2] == ["the"])
    state = spans.get(at) if text.words[end : end + 1] == [","] else None
    return state is not None and state.thing.kind is Kind.COUNTRY and not state.demonym


def _is_name(word: str) -> bool:
    return word[:1].isupper() and word.isalpha() and word not in _CALENDAR
