"""Peoples: states that the names of their peoples stand for ("Kyrgyz and Tajik partners", "Turkish Ambassador", "Uzbek officers")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caricc_graph.extraction.spans import Span, named_span
from caricc_graph.model import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from caricc_graph.extraction.gazetteer import Hit
    from caricc_graph.extraction.lexicon import Lexicon
    from caricc_graph.extraction.spans import Discourse
    from caricc_graph.extraction.text import Text

_LISTING = frozenset({",", "and"})
_LOOK = 6


class Peoples:
    """Tells what the name of a state or of its people stands for by the words behind it."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._sides = frozenset(lexicon.words("names", "groups", "sides"))
        self._currencies = frozenset(lexicon.words("names", "groups", "currencies"))
        self._staff = frozenset(lexicon.words("names", "groups", "staff"))
        self._staff_modifiers = frozenset(lexicon.words("names", "groups", "staff_modifiers"))
        self._modifiers = frozenset(lexicon.words("names", "people", "title_modifiers"))
        self._of_state = frozenset(lexicon.files["frames"]["chairing"]["nouns"]) | frozenset(
            lexicon.norms(title)[-1]
            for group in ("of_state", "envoys")
            for title in lexicon.words("names", "people", group)
        )

    def is_money(self, text: Text, hit: Hit, last: int) -> bool:
        """Tell whether a state's name only tells of its money ("US dollars")."""
        return hit.name.entry.kind is Kind.COUNTRY and hit.last < last and text.norms[hit.last] in self._currencies

    def side(self, text: Text, hit: Hit, last: int) -> int:
        """Return the token behind a word for the side of a state, or for people of a people's name; the name's end without one."""
        end = hit.last
        if hit.name.entry.kind is not Kind.COUNTRY or end >= last:
            return end
        if text.norms[end] in self._sides:
            return end + 1
        while hit.name.demonym and end < last and self._describes_staff(text, end, last):
            end += 1
        people = hit.name.demonym and end < last and text.norms[end] in self._staff
        return end + 1 if people else hit.last

    def _describes_staff(self, text: Text, k: int, last: int) -> bool:
        """Tell whether a word says what the staff behind it does, or joins two such words ("border and customs authorities")."""
        pair = text.norms[k - 1 : min(k + 2, last) : 2]
        joins = text.words[k] == "and" and len(pair) > 1 and set(pair) <= self._staff_modifiers
        return joins or text.norms[k] in self._staff_modifiers

    def in_list(self, text: Text, hit: Hit, last: int, discourse: Discourse, hits: Mapping[int, Hit]) -> Span | None:
        """Return the state that a people's name stands for in a list whose last has a word for their sides ("Kyrgyz and Tajik partners")."""
        people: Hit | None = hit
        latest = hit
        while people is not None and people.name.demonym:
            latest = people
            k = next((k for k in range(people.last, last) if text.words[k] not in _LISTING), last)
            people = hits.get(k) if k > people.last else None
        if latest is hit or not hit.name.demonym or self.side(text, latest, last) == latest.last:
            return None
        entry = hit.name.entry
        return named_span(text, hit.first, hit.last, discourse.thing(entry.kind, entry.id, authority=entry.id))

    def before_title(self, text: Text, hit: Hit, last: int, discourse: Discourse) -> Span | None:
        """Return the state whose people's name stands before a title ("Turkish Ambassador"), which is no mention of it."""
        words = range(hit.last, min(last, hit.last + _LOOK))
        k = next((k for k in words if text.norms[k] in self._of_state or not self._is_part(text, k)), hit.last)
        if k >= last or text.norms[k] not in self._of_state:
            return None
        entry = hit.name.entry
        return Span(
            hit.first, hit.last, discourse.thing(entry.kind, entry.id, authority=entry.id), bare=True, demonym=True
        )

    def _is_part(self, text: Text, k: int) -> bool:
        """Tell whether the word at `k` may stand between a people's name and a title ("French deputy foreign minister")."""
        return text.words[k][0].isupper() or text.words[k] in {"-", "–"} or text.norms[k] in self._modifiers
