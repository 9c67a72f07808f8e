"""Whose unit a body is by the words around it: in brackets behind those of its kind, in a delegation, behind its "parent body"."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from caricc_graph.extraction.frames import Draft
from caricc_graph.model import Kind, Predicate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from caricc_graph.authority import Entry
    from caricc_graph.extraction.lexicon import Lexicon
    from caricc_graph.extraction.mentions import Sentence
    from caricc_graph.extraction.spans import Span, Thing
    from caricc_graph.extraction.text import Text

_OWNERS = frozenset({Kind.AGENCY, Kind.COUNTRY})
_ARTICLES = frozenset({"the", "a", "an"})
_LISTING = frozenset({",", ";", "and", "the", "(", ")"})
_LEADING = frozenset({"of", "by", "and", ",", ""})
_OPENING = frozenset({",", ";", "while"})
_ENDS = frozenset({",", ".", ")", ";"})
_APPOSED = 5  # words from a body in apposition to the noun for its part


class Belonging:
    """Reads whose units the bodies of a sentence are, by a list of the known bodies."""

    def __init__(self, words: Lexicon) -> None:
        bodies = words.files["names"]["bodies"]
        self._kindred = frozenset(bodies["kindred"])
        self._parts = frozenset(bodies["parts"])
        self._no_parts = frozenset(bodies["no_parts"])
        self._of_state = frozenset(bodies["of_state"])
        self._parent_of = {tuple(phrase.split()) for phrase in bodies["parent_of"]}
        self._composing = sorted((words.norms(phrase) for phrase in bodies["composing"]), key=len, reverse=True)
        self._modifiers = frozenset(words.words("names", "groups", "staff_modifiers"))
        self._staff = frozenset(words.words("names", "groups", "staff")) | self._modifiers

    def read(self, text: Text, sentence: Sentence, known: Mapping[str, Entry]) -> Iterator[Draft]:
        """Yield whose units the bodies of a sentence are."""
        spans = sentence.spans
        for one, other in pairwise(spans):
            yield from self._parent(text, one, other)
            yield from self._apposed(text, one, other)
            yield from self._of_state_before(text, sentence, one, other, known)
        for k, span in enumerate(spans):
            behind = spans[k + 1 :]
            if span.thing.kind in _OWNERS and not span.demonym and self._has_kindred(text, sentence, span):
                yield from _bracketed(text, span, behind, known)
            if span.thing.kind is Kind.COUNTRY and not span.demonym:
                yield from self._sent(text, sentence, span, behind, known)

    def _parent(self, text: Text, one: Span, other: Span) -> Iterator[Draft]:
        """Yield the body that another is told to have above it ("A's parent body, B,", "A, whose parent organization is B")."""
        between = _between(text, one.last, other.first)
        both = one.thing.kind is other.thing.kind is Kind.AGENCY and one.thing is not other.thing
        told = both and tuple(between[:-2]) in self._parent_of
        if told and (between[-1] == "is" or (between[-1] == "," and text.words[other.last] in _ENDS)):
            yield Draft(one.thing, Predicate.UNIT_OF, other.thing, "parent-body", one.first, other.last)

    def _apposed(self, text: Text, one: Span, other: Span) -> Iterator[Draft]:
        """Yield whose part a body is told to be in apposition ("A, the B's law enforcement agency,")."""
        between = _between(text, one.last, other.first)
        behind = text.norms[other.last : other.last + _APPOSED]
        close = next((k for k, norm in enumerate(behind) if norm in self._parts), 0)
        plain = close and behind[0] == "'s" and all(text.words[other.last + k].islower() for k in range(1, close + 1))
        own = self._no_parts.isdisjoint(behind[:close])
        ends = text.words[other.last + close + 1 : other.last + close + 2]
        both = one.thing.kind is Kind.AGENCY and other.thing.kind in _OWNERS and one.thing is not other.thing
        if both and plain and own and between == [","] and not _ENDS.isdisjoint(ends):
            yield Draft(one.thing, Predicate.UNIT_OF, other.thing, "unit-of-body", one.first, other.last)

    def _of_state_before(
        self, text: Text, sentence: Sentence, one: Span, other: Span, known: Mapping[str, Entry]
    ) -> Iterator[Draft]:
        """Yield a body told by its acronym right behind its state ("the UK NCA"), or named in brackets behind it ("Latvia (State Police)")."""
        state = one.thing.kind is Kind.COUNTRY and not one.demonym and other.thing.kind is Kind.AGENCY
        if not state or other.inner or other.bare or not _may_be_of(other.thing, one.thing, known):
            return
        acronym = other.first == one.last and other.last == other.first + 1 and text.words[other.first].isupper()
        beside = acronym and _is_led_by_article(text, sentence, one)
        named = any(text.norms[k] in self._of_state for k in range(other.first, other.last))
        listed = one.first > 1 and text.words[one.first - 1] in {"and", "or"} and text.words[one.first - 2] != ")"
        inside = named and not listed and _between(text, one.last, other.first) == ["("]
        if beside or inside:
            yield Draft(other.thing, Predicate.UNIT_OF, one.thing, "body-behind-state", one.first, other.last)

    def _has_kindred(self, text: Text, sentence: Sentence, owner: Span) -> bool:
        """Tell whether brackets stand right behind the noun for the bodies of an owner ("the bodies of A (", "A's agencies (")."""
        noun = owner.last + (text.norms[owner.last] == "'s")
        while noun < sentence.last and text.norms[noun] in self._modifiers:
            noun += 1
        if text.norms[noun] in self._kindred:
            return text.words[noun + 1 : noun + 2] == ["("]
        of = owner.first - 1
        of -= of > sentence.first and text.words[of].lower() == "the"
        governed = of > sentence.first + 1 and text.norms[of] == "of" and text.norms[of - 1] in self._kindred
        return governed and text.norms[of - 2] not in self._no_parts and text.words[owner.last] == "("

    def _sent(
        self, text: Text, sentence: Sentence, state: Span, behind: Sequence[Span], known: Mapping[str, Entry]
    ) -> Iterator[Draft]:
        """Yield the bodies that the delegation of a state is made up of ("the delegation of A included officers of B, C and D")."""
        at = _behind_delegation(text, sentence, state)
        at += at > 0 and text.words[at] == ","
        composing = next((phrase for phrase in self._composing if text.norms[at : at + len(phrase)] == phrase), None)
        if not at or composing is None:
            return
        last = at + len(composing)
        for body in behind:
            if body.thing.kind is not Kind.AGENCY or not self._are_staff(_between(text, last, body.first)):
                return
            last = body.last
            own = body.inner or body.state is not None or body.bare
            if not own and _may_be_of(body.thing, state.thing, known):
                yield Draft(body.thing, Predicate.UNIT_OF, state.thing, "body-of-delegation", state.first, body.last)

    def _are_staff(self, words: Sequence[str]) -> bool:
        """Tell whether words between the bodies of a delegation only tell of their people ("officers of", ", experts from")."""
        return all(word in self._staff or word in {"of", "from", ",", "and", "(", ")"} for word in words)


def _bracketed(text: Text, owner: Span, behind: Sequence[Span], known: Mapping[str, Entry]) -> Iterator[Draft]:
    """Yield the bodies that brackets behind those of their kind list, nothing else ("the bodies of A (B, C and D)")."""
    opening = text.words.index("(", owner.last)
    close = _closing(text, opening)
    bodies = [span for span in behind if opening < span.first < close]
    inside = {k for body in bodies for k in range(body.first, body.last)}
    rest = (text.words[k] for k in range(opening + 1, close) if k not in inside)
    if not all(word in _LISTING or word.isupper() for word in rest):
        return
    for body in bodies:
        unit = innermost(body).thing
        if body.thing.kind is Kind.AGENCY and unit is not owner.thing and _may_be_of(unit, owner.thing, known):
            yield Draft(unit, Predicate.UNIT_OF, owner.thing, "body-in-brackets", owner.first, body.last)


def _may_be_of(body: Thing, owner: Thing, known: Mapping[str, Entry]) -> bool:
    """Tell whether a body may be its owner's: of a known one it is known whose it is, if anybody's."""
    entry = known.get(body.authority or "")
    return entry is None or (owner.authority or owner.key) in {entry.state, entry.parent}


def _is_led_by_article(text: Text, sentence: Sentence, state: Span) -> bool:
    """Tell whether an article makes one name of a state and the acronym behind it ("officers of the UK NCA", no "in the UK UNODC")."""
    article = state.first - 1
    if article < sentence.first or text.words[article].lower() != "the":
        return False
    return article == sentence.first or (text.norms[article - 1] or text.words[article - 1]) in _LEADING


def _behind_delegation(text: Text, sentence: Sentence, state: Span) -> int:
    """Return the token behind "the delegation of A", "A's delegation" or "the A delegation" that heads its clause; 0 where none stands."""
    of = state.first - 1
    of -= of > sentence.first and text.words[of].lower() == "the"
    first, last = state.first, state.last
    if of > sentence.first and text.norms[of - 1 : of + 1] == ["delegation", "of"]:
        first = of - 1
    elif text.norms[last : last + 2] == ["'s", "delegation"]:
        last += 2
    elif text.norms[last] == "delegation":
        last += 1
    elif text.norms[last - 1] != "delegation":
        return 0
    first -= first > sentence.first and text.words[first - 1].lower() in _ARTICLES
    return last if first == sentence.first or text.words[first - 1] in _OPENING else 0


def _between(text: Text, first: int, last: int) -> list[str]:
    """Return the words of these tokens, in one spelling, without articles."""
    words = (text.norms[k] or text.words[k].lower() for k in range(first, last))
    return [word for word in words if word not in _ARTICLES]


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
