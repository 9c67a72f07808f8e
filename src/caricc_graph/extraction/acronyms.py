"""Acronyms: the short names that a bulletin gives in brackets or as codes, and learns to use."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from caricc_graph.extraction.name_words import is_code
from caricc_graph.extraction.spans import named_span
from caricc_graph.model import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from caricc_graph.extraction.gazetteer import Gazetteer, Hit
    from caricc_graph.extraction.naming import Naming
    from caricc_graph.extraction.spans import Discourse, Span, Thing
    from caricc_graph.extraction.text import Text

_ACRONYM = re.compile(r"[A-Z][A-Za-z]{0,3}[A-Z0-9][A-Za-z0-9]*(?:[ -](?:[A-Z]{2,}|\d+))?")
_ACRONYM_REACH = 8
_INITIALS = 3
_POWERS = frozenset({"of", "under"})


class Acronyms:
    """Learns the acronyms of one sentence after the other."""

    def __init__(self, gazetteer: Gazetteer, naming: Naming) -> None:
        self._gazetteer, self._naming = gazetteer, naming

    def read(self, text: Text, span: Span, last: int, discourse: Discourse) -> int:
        """Learn the acronym in brackets behind a name; return the token behind it."""
        if span.last + 2 >= last or text.words[span.last] != "(":
            return span.last
        close = next(
            (k for k in range(span.last + 1, min(span.last + _ACRONYM_REACH, last)) if text.words[k] == ")"), None
        )
        if close is None:
            return span.last
        first = span.last + 1
        while first < close and not text.words[first][0].isalpha():
            first += 1
        end = close
        while end > first and not text.words[end - 1][-1].isalnum():
            end -= 1
        if first == end or not _ACRONYM.fullmatch(text.slice(first, end)):
            return span.last
        span = _bearer(text, span, text.slice(first, end))
        hit = self._gazetteer.at(text, first, end)
        phase = hit and hit.last == end and span.thing.authority and hit.name.entry.parent == span.thing.authority
        if hit and phase and not self._of_phase(text, span):
            self._becomes(
                text, span, discourse.thing(hit.name.entry.kind, hit.name.entry.id, authority=hit.name.entry.id)
            )
        elif hit and hit.last == end and hit.name.entry.id != span.thing.authority:
            other = next((inner for inner in span.inner if inner.thing.authority == hit.name.entry.id), None)
            if other or span.thing.authority:
                self._naming.inner(text, hit, discourse)
                return close + 1
        if hit and hit.last == end and span.thing.authority is None and self._is_short_for(text, span, hit):
            span.thing.authority = hit.name.entry.id
        acronym = text.slice(first, end)
        span.thing.acronyms.append(acronym)
        discourse.acronyms[acronym] = span.thing
        named_span(text, first, end, span.thing)
        return close + 1

    def _of_phase(self, text: Text, span: Span) -> bool:
        """Tell whether a programme is named as the whole of a phase ("the sixth phase of the Programme (P 6)")."""
        before = [text.norms[k] for k in range(max(0, span.first - 3), span.first) if text.norms[k]]
        return before[-2:] == ["phase", "of"]

    def _becomes(self, text: Text, span: Span, thing: Thing) -> None:
        """Let a span name another thing: the phase of a programme whose number stands in brackets behind its name."""
        mention = (text.starts[span.first], text.ends[span.last - 1])
        span.thing.mentions.discard(mention)
        if not span.thing.mentions:
            span.thing.names.clear()
        span.thing = thing
        named_span(text, span.first, span.last, thing)

    def _is_short_for(self, text: Text, span: Span, hit: Hit) -> bool:
        """Tell whether the words of a name are all in the names of the body that its acronym is known for."""
        words = {text.norms[k] for k in range(span.first, span.last) if text.norms[k]}
        return span.thing.kind is hit.name.entry.kind and words <= self._naming.known_words.get(
            hit.name.entry.id, frozenset()
        )

    def learn_initials(self, text: Text, span: Span, discourse: Discourse) -> None:
        """Learn the initials of a body's name, by which it may be spoken of though no brackets say so; None for those of several bodies."""
        if span.thing.kind is not Kind.AGENCY or span.bare or span.since is not None:
            return
        ends = [k for k in range(span.first + 1, span.last) if text.norms[k] in _POWERS]
        for end in (*ends, span.last):
            letters = "".join(word[0] for word in text.words[span.first : end] if word[0].isupper())
            if len(letters) >= _INITIALS:
                other = discourse.initials.setdefault(letters, span.thing)
                discourse.initials[letters] = span.thing if other is span.thing else None

    def learn_code(self, text: Text, span: Span, discourse: Discourse) -> None:
        """Learn the code at the beginning or end of a programme's name, by which it is spoken of later."""
        if span.thing.kind is Kind.PROGRAMME and span.last - span.first > 1:
            for k in (span.first, span.last - 1):
                if is_code(text.words[k]) and not self._gazetteer.at(text, k, k + 1):
                    discourse.acronyms.setdefault(text.words[k], span.thing)
                    named_span(text, k, k + 1, span.thing)


def owned(text: Text, found: list[Span], spans: Mapping[int, Span], last: int) -> list[Span]:
    """Return the mentions found, a body's name gone on to the one behind "of" where the acronym in brackets is that of both ("the Centre of the Council (CC)")."""
    owner = found[-1] if len(found) == 1 else None
    if owner is None or owner.last + 2 >= last or text.words[owner.last] != "(":
        return found
    close = next((k for k in range(owner.last + 1, min(owner.last + _ACRONYM_REACH, last)) if text.words[k] == ")"), 0)
    before = owner.first - 2 if text.norms[owner.first - 1] in {"", "the"} else owner.first - 1
    unit = next((span for span in spans.values() if span.last == before and text.norms[before] == "of"), None)
    if unit is None or {unit.thing.kind, owner.thing.kind} != {Kind.AGENCY} or unit.thing is owner.thing:
        return found
    letters = "".join(filter(str.isupper, "".join(text.words[owner.last + 1 : close])))
    own, of_unit = _initials(text, owner), _initials(text, unit)
    if not letters or _within(letters, own) or not (_within(letters, own + of_unit) or _within(letters, of_unit + own)):
        return found
    return [named_span(text, unit.first, owner.last, unit.thing, (*unit.inner, owner))]


def _bearer(text: Text, span: Span, acronym: str) -> Span:
    """Return the name whose acronym stands behind it: that of the body which ends it, where the letters are its initials ("the Troops of the A B (AB)")."""
    inner = span.inner[-1] if span.inner else None
    if inner is None or inner.thing.kind is not Kind.AGENCY or inner.last != span.last:
        return span
    letters = "".join(filter(str.isupper, acronym))
    return _bearer(text, inner, acronym) if _initials(text, inner) == letters != _initials(text, span) else span


def _initials(text: Text, span: Span) -> str:
    return "".join(text.words[k][0] for k in range(span.first, span.last) if text.words[k][0].isupper())


def _within(letters: str, initials: str) -> bool:
    """Tell whether letters stand among others in their order."""
    rest = iter(initials)
    return all(letter in rest for letter in letters)
