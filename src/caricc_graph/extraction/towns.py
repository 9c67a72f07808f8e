"""Towns: places that no list knows, told by the state behind their comma ("in Arbanasi, Bulgaria") or by their noun ("the town of Mary")."""

from __future__ import annotations

import calendar
from typing import TYPE_CHECKING

from caricc_graph.extraction.spans import named_span
from caricc_graph.model import Kind

if TYPE_CHECKING:
    from caricc_graph.extraction.lexicon import Lexicon
    from caricc_graph.extraction.spans import Discourse, Span
    from caricc_graph.extraction.text import Text

_IN = frozenset({"in", "at", "near"})
_MONTHS = frozenset(calendar.month_name[1:])
_LONGEST = 3


class Towns:
    """Finds the places of a sentence that only their surroundings tell."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._nouns = frozenset(lexicon.words("names", "places", "towns"))

    def find(
        self, text: Text, first: int, last: int, spans: dict[int, Span], masked: set[int], discourse: Discourse
    ) -> None:
        """Add to `spans` the places between `first` and `last`."""
        taken = {k for span in spans.values() for k in range(span.first, span.last)} | masked
        for i in range(first + 1, last):
            before = text.norms[i - 1]
            of_noun = before == "of" and i - 2 >= first and text.norms[i - 2] in self._nouns
            if not (of_noun or before in _IN):
                continue
            end = _run(text, i, last, taken)
            if end > i and (of_noun or _in_state(text, end, spans)):
                key = " ".join(filter(None, text.norms[i:end]))
                spans[i] = named_span(text, i, end, discourse.thing(Kind.PLACE, key))
                taken.update(range(i, end))


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
    return word.istitle() and word.isalpha() and word not in _MONTHS
