"""Whose unit a body is by the words around it: in brackets behind those of its kind, in a delegation, behind its "parent body"."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from caricc_graph.extraction.frames import Draft
from caricc_graph.model import Kind, Predicate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from caricc_graph.extraction.lexicon import Lexicon
    from caricc_graph.extraction.mentions import Sentence
    from caricc_graph.extraction.spans import Span
    from caricc_graph.extraction.text import Text

_PARENT = "parent"
_OWNED = frozenset({"'s", "its", "their", "whose"})
_OWNERS = frozenset({Kind.AGENCY, Kind.COUNTRY})
# Words that may stand between a body and the noun for those of its kind ("of the A statutory bodies and bodies of branch cooperation (").
_KINDRED = 8
_ENDS = frozenset({".", ";", ":", ")"})
# Words between a delegation and what it is made up of, and between it and its first body.
_COMPOSED, _FIRST = 4, 8
_APPOSED = 5


class Belonging:
    """Reads whose units the bodies of a sentence are."""

    def __init__(self, words: Lexicon) -> None:
        bodies = words.files["names"]["bodies"]
        self._kindred = frozenset(bodies["kindred"])
        self._parts = frozenset(bodies["parts"])
        self._of_state = frozenset(bodies["of_state"])
        self._composing = frozenset(bodies["composing"])
        self._described = frozenset(words.words("names", "groups", "described"))

    def read(self, text: Text, sentence: Sentence) -> Iterator[Draft]:
        """Yield whose units the bodies of a sentence are."""
        spans = sentence.spans
        for one, other in pairwise(spans):
            yield from self._parent(text, one, other)
            yield from self._apposed(text, one, other)
            yield from self._of_state_before(text, one, other)
        for k, span in enumerate(spans):
            if span.thing.kind in _OWNERS and not span.demonym:
                yield from self._bracketed(text, span, spans[k + 1 :])
                yield from self._sent(text, span, spans[k + 1 :])

    def _parent(self, text: Text, one: Span, other: Span) -> Iterator[Draft]:
        """Yield the body that another is told to have above it ("A's parent body, B", "A, whose parent organization is B")."""
        between = text.norms[one.last : other.first]
        both = one.thing.kind is other.thing.kind is Kind.AGENCY and one.thing is not other.thing
        if both and len(between) <= _KINDRED and _PARENT in between and _OWNED & {*between[: between.index(_PARENT)]}:
            yield Draft(one.thing, Predicate.UNIT_OF, other.thing, "parent-body", one.first, other.last)

    def _apposed(self, text: Text, one: Span, other: Span) -> Iterator[Draft]:
        """Yield whose part a body is told to be in apposition ("A, the B's law enforcement agency,")."""
        between = [text.words[k].lower() for k in range(one.last, other.first)]
        behind = text.norms[other.last : other.last + _APPOSED]
        close = next((k for k, norm in enumerate(behind) if norm in self._parts), 0)
        plain = close and behind[0] == "'s" and all(text.words[other.last + k].islower() for k in range(1, close + 1))
        ends = text.words[other.last + close + 1 : other.last + close + 2]
        both = one.thing.kind is Kind.AGENCY and other.thing.kind in _OWNERS and one.thing is not other.thing
        if both and plain and between in ([","], [",", "the"]) and ends in ([","], ["."], [")"], [";"]):
            yield Draft(one.thing, Predicate.UNIT_OF, other.thing, "unit-of-body", one.first, other.last)

    def _of_state_before(self, text: Text, one: Span, other: Span) -> Iterator[Draft]:
        """Yield a body told by its acronym right behind its state ("the UK NCA"), or named in brackets behind it ("Latvia (State Police)")."""
        state = one.thing.kind is Kind.COUNTRY and not one.demonym and other.thing.kind is Kind.AGENCY
        if not state or other.inner or other.bare:
            return
        beside = other.first == one.last and other.last == other.first + 1 and text.words[other.first].isupper()
        named = any(text.norms[k] in self._of_state for k in range(other.first, other.last))
        inside = text.words[one.last : other.first] in (["("], ["(", "the"]) and named
        if beside or inside:
            yield Draft(other.thing, Predicate.UNIT_OF, one.thing, "body-behind-state", one.first, other.last)

    def _bracketed(self, text: Text, owner: Span, behind: Sequence[Span]) -> Iterator[Draft]:
        """Yield the bodies in brackets behind those of their kind ("the bodies of A (B, C and D)", "A's agencies (B and C)")."""
        opening = next(
            (k for k in range(owner.last, min(owner.last + _KINDRED, len(text.words))) if text.words[k] == "("), None
        )
        if opening is None or text.norms[owner.last : owner.last + 1] == ["member"]:
            return
        before = max(owner.first - 4, 0)
        told = {*text.norms[owner.last : opening]} if opening > owner.last else {*text.norms[before : owner.first]}
        of_kind = opening > owner.last or text.norms[owner.first - 1] in {"of", ""}
        free = not any(span.first < opening for span in behind)
        if not of_kind or not free or self._kindred.isdisjoint(told) or not told.isdisjoint(self._described):
            return
        close = _closing(text, opening)
        for body in behind:
            if body.first < close and body.thing.kind is Kind.AGENCY and body.thing is not owner.thing:
                unit = innermost(body).thing
                yield Draft(unit, Predicate.UNIT_OF, owner.thing, "body-in-brackets", owner.first, body.last)

    def _sent(self, text: Text, state: Span, behind: Sequence[Span]) -> Iterator[Draft]:
        """Yield the bodies that the delegation of a state is made up of ("the delegation of A included officers of B, C and D")."""
        sent = range(max(state.first - 3, 0), min(state.last + 1, len(text.words)))
        delegation = state.thing.kind is Kind.COUNTRY and any(text.norms[k] == "delegation" for k in sent)
        reach = range(state.last, min(state.last + _COMPOSED, len(text.words)))
        at = next((k for k in reach if text.norms[k] in self._composing), None) if delegation else None
        if at is None:
            return
        last = at
        for body in behind:
            if body.first - last > _FIRST or any(text.words[k] in _ENDS for k in range(last, body.first)):
                return
            last = body.last
            own = body.inner or body.state is not None or body.thing.kind is not Kind.AGENCY or body.bare
            if not own:
                yield Draft(body.thing, Predicate.UNIT_OF, state.thing, "body-of-delegation", state.first, body.last)


def innermost(span: Span) -> Span:
    """Return the body that ends a name: the innermost one, for "A of B" is told of what B belongs to."""
    inner = span.inner[-1] if span.inner else None
    nested = inner is not None and inner.thing.kind is Kind.AGENCY and inner.last == span.last
    return innermost(inner) if nested and inner is not None else span


def _closing(text: Text, opening: int) -> int:
    """Return the token that closes the brackets opened at `opening`, those inside passed over; the end where none does."""
    depth = 0
    for k in range(opening, len(text.words)):
        depth += (text.words[k] == "(") - (text.words[k] == ")")
        if depth == 0:
            return k
    return len(text.words)
