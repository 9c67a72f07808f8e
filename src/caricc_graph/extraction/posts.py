"""Posts: the title, the body, and the person beside it, in front or behind."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import TYPE_CHECKING

from caricc_graph.extraction.post_fields import ARTICLES, BODIES, PREPOSITIONS, PostFields
from caricc_graph.extraction.post_titles import GENERAL, PostTitles, plurals
from caricc_graph.extraction.text import behind_acronym
from caricc_graph.model import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from caricc_graph.extraction.lexicon import Lexicon
    from caricc_graph.extraction.people import People
    from caricc_graph.extraction.phrases import Phrases
    from caricc_graph.extraction.spans import Span
    from caricc_graph.extraction.text import Text

FORMER = ("role", "former")
_LEFT_OVER = re.compile(r" of (?:this|said|same|the same)$")
_LEAVING = 5
_HAD_REACH = 4  # "had earlier been the"
# Tokens that "decree of the" takes.
_DECREE = 3
_CLOSING_MARKS = frozenset({",", ".", ";", ")"})
_OWNING = frozenset({"'s", "’s"})
_BEFORE_FIELD = _OWNING | {","}
_OF = "of"
_IN_FIELDS = frozenset({"and", _OF})


@dataclass(frozen=True, slots=True)
class Post:
    """A post named by tokens `first` up to `last`: its title without the body's name, and the body where one is named.

    `decreed` marks one of whom another is given a post by ("by decree of the President"), `plural` one that several people hold; `calls_for` is the kind of body that a post without one is at the head or in the service of, `above` the body that its comma parts from the unit which the post is of.
    """

    first: int
    last: int
    title: str
    body: Span | None
    stand_in: bool = False
    former: bool = False
    decreed: bool = False
    plural: bool = False
    calls_for: Kind | None = None
    above: Span | None = None


class Posts:
    """Finds posts around the words of the title lexicon."""

    def __init__(self, lexicon: Lexicon, named: People) -> None:
        self._named = named
        self._titles = PostTitles(lexicon)
        self._fields = PostFields(lexicon, named, self._titles)
        people = lexicon.files["names"]["people"]
        self._heading: Phrases[str] = lexicon.phrases((*people["heading"], *plurals(people["heading"])))
        self._of_state: Phrases[str] = lexicon.phrases(people["of_state"])
        self._states = frozenset(people["states"])
        self._doing: dict[str, str] = dict(people["doing"])
        self._stand_ins = frozenset(people["stand_ins"])
        self._units = frozenset(lexicon.words("names", "bodies", "broad_units"))
        self._modifiers = frozenset(people["title_modifiers"])
        self._dropped = frozenset(people["dropped_modifiers"])
        self._past = frozenset(people["past_modifiers"])
        self._single = frozenset(lexicon.norms(title)[-1] for title in people["titles"] if title != "heads")
        self._leaving = frozenset(people["leaving"])
        self._decrees = frozenset(people["decrees"])

    def find(self, text: Text, first: int, last: int, spans: Mapping[int, Span]) -> list[Post]:
        """Return the posts named between `first` and `last`, from left to right."""
        found: list[Post] = []
        ends = {span.last: span for span in spans.values() if span.thing.kind is not Kind.SUBSTANCE}
        i = first
        while i < last:
            if i in spans:
                i = spans[i].last
                continue
            if i > first and text.words[i - 1].lower() == "who" and not text.words[i - 1].isupper():
                done = self._done(text, i, last, spans)
                found += done
                i = done[0].last if done else i + 1
                continue
            end = i if _is_verb(text, i, last) else self._titles.end(text, i, last, spans)
            if end == i:
                i += 1
                continue
            post = self._post(text, i, end, first=first, last=last, spans=spans, ends=ends)
            post = replace(post, title=post.title.rstrip(" ,"), last=self._titles.behind_interim(text, post.last, last))
            found.append(post)
            i = post.last
        return found

    def _done(self, text: Text, i: int, last: int, spans: Mapping[int, Span]) -> list[Post]:
        """Return the post that a verb at `i` states of its body ("who directs the Agency")."""
        title = self._doing.get(text.norms[i])
        at = i + 1
        while at < last and text.words[at].lower() == "the":
            at += 1
        body = spans.get(at)
        return [Post(i, body.last, title, body)] if title and body and body.thing.kind in BODIES else []

    def _post(  # noqa: PLR0913 - a post is read from both sides of its title, within a sentence and among its spans
        self,
        text: Text,
        i: int,
        end: int,
        *,
        first: int,
        last: int,
        spans: Mapping[int, Span],
        ends: Mapping[int, Span],
    ) -> Post:
        begin = self._modified_from(text, i, first, ends)
        body, front = self._body_before(text, begin, first, ends)
        while first < front < begin and text.words[front - 1].lower() in self._dropped - ARTICLES:
            front -= 1
        words = list(range(begin, end))
        k = end
        inside = spans.get(end)
        if (
            body is None
            and inside
            and inside.thing.kind in BODIES
            and self._titles.one(text, inside.last, last, spans) > inside.last
        ):
            body, k = inside, self._titles.end(text, inside.last, last, spans)
            words += range(inside.last, k)
        while k < last:
            own = body is not None and not _only_owns(text, body)
            reach, named = self._fields.complement(text, k, last, spans, has_body=own)
            if reach == k and k == end and body is None and self._acronym(text, k, last, spans):
                reach, named = spans[k].last, spans[k]
            if reach == k:
                break
            if named:
                aside = named.since is not None or text.words[named.last : named.last + 1] == ["("]
                titled = () if aside else range(named.last, reach)
                body, words = named, [*words, *takewhile(lambda w: w not in spans, range(k, reach)), *titled]
            else:
                words += range(k, reach)
            k = reach
        k = _behind_owner(text, _behind_name(text, k, last, spans), last, spans) if body is not None else k
        k = _behind_state(text, k, last, spans) if body is not None and body.last <= begin else k
        above = self._above(text, body, last, spans) if body is not None and body.last == k else None
        k = above.last if above is not None else k
        title = self._title(text, words)
        capital = text.words[end - 1][0].isupper() and body is not None and body.thing.kind is Kind.AGENCY
        noun = end - 1 - (text.norms[end - 1] == GENERAL and end - 1 > i)
        many = text.norms[noun] not in self._single and bool(self._titles.plural.match(text.norms, noun, noun + 1))
        if many:
            title = title.replace(text.words[noun], self._singular(text.words[noun]), 1)
        former = any(text.words[w].lower() in self._past for w in range(max(first, min(front, begin - 1)), end)) or any(
            text.words[w].lower() in self._leaving for w in range(max(first, begin - _LEAVING), begin)
        )
        former = former or _had_been(text, front, first)
        return Post(
            front,
            k,
            title,
            body,
            stand_in=text.norms[end - 1] in self._stand_ins and begin == i == end - 1 and not capital,
            former=former,
            decreed=self._is_decreed(text, front, first),
            plural=many,
            calls_for=self._calls_for(text, front, end, first),
            above=above,
        )

    def _above(self, text: Text, unit: Span, last: int, spans: Mapping[int, Span]) -> Span | None:
        """Return the body that a comma parts from the unit before it ("Head of Unit A, Ministry B, spoke"); None where a list of bodies goes on."""
        part = not unit.inner and any(text.norms[at] in self._units for at in (unit.first, unit.last - 1))
        above = spans.get(unit.last + 1) if part and unit.last + 1 < last and text.words[unit.last] == "," else None
        if above is None or above.thing.kind is not Kind.AGENCY or not (above.inner or above.thing.authority):
            return None
        goes_on = spans.get(above.last + 1)
        listed = goes_on is not None and goes_on.thing.kind is Kind.AGENCY
        return above if text.words[above.last] in _CLOSING_MARKS and not listed else None

    def _is_decreed(self, text: Text, k: int, first: int) -> bool:
        """Tell whether what stands at `k` is of whom another is given a post by ("by decree of the President")."""
        before = [norm for norm in text.norms[max(first, k - _DECREE) : k] if norm]
        return before[-1:] == ["of"] and bool(self._decrees & {*before})

    def _acronym(self, text: Text, k: int, last: int, spans: Mapping[int, Span]) -> bool:
        """Tell whether the acronym of a body stands right behind a title ("Director General ANF, Mr. A")."""
        body = spans.get(k)
        if body is None or body.thing.kind is not Kind.AGENCY or not text.words[k].isupper() or body.last != k + 1:
            return False
        return body.last >= last or text.words[body.last] in {",", ".", ";", ")"}

    def _singular(self, word: str) -> str:
        if word.endswith("men"):
            return f"{word[:-2]}an"
        return f"{word[:-3]}y" if word.endswith("ies") else word[:-1]

    def _calls_for(self, text: Text, front: int, end: int, first: int) -> Kind | None:
        """Return the kind of body that a post is of, though none is named beside it."""
        state = front - 1 > first and text.norms[front - 1] == "'s" and text.norms[front - 2] in self._states
        if state or any(self._of_state.match(text.norms, k, end) for k in range(front, end) if text.norms[k]):
            return Kind.COUNTRY
        heads = any(self._heading.match(text.norms, k, end) for k in range(front, end) if text.norms[k])
        return Kind.AGENCY if heads else None

    def _modified_from(self, text: Text, i: int, first: int, ends: Mapping[int, Span]) -> int:
        while i > first and i not in ends:
            before = text.norms[i - 1] or text.words[i - 1].lower()
            joined = text.words[i - 1] in {"-", "–"} and i - 1 > first and text.starts[i - 1] == text.ends[i - 2]
            if before in self._modifiers or joined:
                i -= 2 if joined else 1
            else:
                break
        return self._described_from(text, i, first, ends)

    def _described_from(self, text: Text, i: int, first: int, ends: Mapping[int, Span]) -> int:
        """Return where the capitalised field before a title begins behind a comma, a state or a body (", Police Affairs Officer"); else `i`."""
        k = i
        while k > first and k not in ends and (text.words[k - 1][0].isupper() or text.words[k - 1] in _IN_FIELDS):
            k -= 1
        titled = any(self._titles.singular.match(text.norms, j, i) for j in range(k, i - 1))
        joined = text.words[i - 1] == "and" and not titled
        state = ends.get(k)
        if state is not None and state.thing.kind in {Kind.AGENCY, Kind.PROGRAMME} and titled:
            return i
        told = text.words[k - 1] in _BEFORE_FIELD if state is None else state.thing.kind in BODIES
        told = told and not any(self._named.is_personal(word) for word in text.words[k:i])
        small = [text.words[j] for j in range(k, i) if text.words[j] in _IN_FIELDS]
        told = told and (_OF not in small or (state is not None and state.thing.kind is not Kind.COUNTRY))
        return k if first < k < i and told and text.words[k] not in _IN_FIELDS and not joined else i

    def _body_before(self, text: Text, begin: int, first: int, ends: Mapping[int, Span]) -> tuple[Span | None, int]:
        at = begin
        if at - 1 > first and text.norms[at - 1] == "whose":
            at -= 1 + (text.words[at - 2] == ",")
            owner = ends.get(at)
            return (owner if owner is not None and owner.thing.kind in BODIES else None), begin
        region = ends.get(at)
        if region is not None and region.thing.kind is Kind.PLACE and text.words[region.first - 1] in _OWNING:
            at = region.first
        if at - 1 > first and text.words[at - 1] in _OWNING:
            at -= 1
        if at - 3 > first and text.words[at - 1] == ")" and text.words[at - 3] == "(" and text.words[at - 2].isupper():
            at -= 3
        span = ends.get(at)
        origin = (
            span is not None
            and span.thing.kind is Kind.COUNTRY
            and span.first > first
            and text.norms[span.first - 1] == "of"
        )
        if span and span.thing.kind in BODIES and not origin:
            return span, span.first
        return None, begin

    def _title(self, text: Text, words: list[int]) -> str:
        kept = list(words)
        while kept and (text.words[kept[-1]].lower() in PREPOSITIONS | {"the", "'s", "’s", "and"}):
            kept.pop()
        while kept and (text.words[kept[0]].lower() in self._dropped or text.words[kept[0]] in {"-", "–"}):
            kept.pop(0)
        kept = [k for i, k in enumerate(kept) if not self._is_left_over(text, kept, i)]
        pieces: list[str] = []
        for previous, k in zip([None, *kept], kept, strict=False):
            glued = previous is not None and text.starts[k] == text.ends[previous]
            pieces.append(text.words[k] if glued or not pieces else f" {text.words[k]}")
        return _LEFT_OVER.sub("", "".join(pieces))

    def _is_left_over(self, text: Text, kept: list[int], i: int) -> bool:
        """Tell whether a preposition or article at `i` lost its noun, so that another preposition follows."""
        if text.words[kept[i]].lower() not in PREPOSITIONS | {"the"}:
            return False
        after = next((text.words[k].lower() for k in kept[i + 1 :] if text.words[k].lower() != "the"), "")
        return after in PREPOSITIONS


def _only_owns(text: Text, body: Span) -> bool:
    """Tell whether a state before a title only says of which state the body behind it is ("Latvia's Head of the Border Service")."""
    return body.thing.kind is Kind.COUNTRY and text.words[body.last] in _OWNING


def _behind_name(text: Text, k: int, last: int, spans: Mapping[int, Span]) -> int:
    """Return the token behind the brackets at `k` that hold a body's other name alone ("the Agency for A (Europol)"); else `k`."""
    other = spans.get(k + 1) if k < last and text.words[k] == "(" else None
    alone = other is not None and other.thing.kind is Kind.AGENCY and text.words[other.last : other.last + 1] == [")"]
    return other.last + 1 if other is not None and alone else behind_acronym(text, k, last)


def _behind_owner(text: Text, k: int, last: int, spans: Mapping[int, Span]) -> int:
    """Return the token behind "of the Committee" or "of the Ministry of A" at `k`, which only says whose unit a body is; else `k`."""
    if k + 2 >= last or text.norms[k] not in {"of", "under"}:
        return k
    definite = text.words[k + 1].lower() == "the"
    owner = spans.get(k + 1 + definite)
    named = owner is not None and owner.thing.kind is Kind.AGENCY and (definite or not owner.bare)
    return behind_acronym(text, owner.last, last) if owner is not None and named else k


def _behind_state(text: Text, k: int, last: int, spans: Mapping[int, Span]) -> int:
    """Return the token behind "of" and a state at `k` ("the Security Council Secretary of A"); else `k`."""
    at = k + 1 + (text.words[k + 1 : k + 2] == ["the"])
    state = spans.get(at) if k < last and text.norms[k] == "of" and at < last else None
    return state.last if state is not None and state.thing.kind is Kind.COUNTRY else k


def _had_been(text: Text, k: int, first: int) -> bool:
    """Tell whether what stands at `k` is what somebody "had (earlier) been"."""
    before = [word.lower() for word in text.words[max(first, k - _HAD_REACH) : k] if word.lower() not in ARTICLES]
    return before[-1:] == ["been"] and "had" in before


def _is_verb(text: Text, k: int, last: int) -> bool:
    """Tell whether a title's word is a verb at `k` ("was appointed to head the Agency")."""
    governed = k > 0 and text.words[k - 1].lower() == "to" and k + 1 < last
    return governed and text.words[k] == "head" and text.words[k + 1].lower() in ARTICLES | {"it", "this"}
