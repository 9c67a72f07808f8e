"""Posts: the title, the body, and the person beside it, in front or behind."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import TYPE_CHECKING

from caricc_graph.extraction.given_names import GivenNames
from caricc_graph.extraction.name_words import plural
from caricc_graph.extraction.text import behind_acronym
from caricc_graph.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from caricc_graph.extraction.lexicon import Lexicon
    from caricc_graph.extraction.people import People
    from caricc_graph.extraction.phrases import Phrases
    from caricc_graph.extraction.spans import Span
    from caricc_graph.extraction.text import Text

FORMER = ("role", "former")
_BODIES = frozenset({Kind.AGENCY, Kind.PROGRAMME, Kind.COUNTRY})
_MONTHS = frozenset(month.lower() for month in calendar.month_name[1:])
_TERMS = frozenset({"years", "months", "term"})
_LEFT_OVER = re.compile(r" of (?:this|said|same|the same)$")
_PREPOSITIONS = frozenset({"of", "for", "at", "in", "to", "on", "from", "with", "within"})
_TOWARDS = frozenset({"to", "with", "from"})
_FIELD_LENGTH = 8
_LEAVING = 5
# Tokens that "decree of the" takes.
_DECREE = 3
_ARTICLES = frozenset({"the"})
_HIS = (["his"], ["her"])
_GENERAL = "general"
_MEMBER, _STATES = "member", frozenset({"state", "country", "jurisdiction"})
_CLOSING_MARKS = frozenset({",", ".", ";", ")"})
_LISTING = frozenset({",", "and", "the"})
_HELD = frozenset({"meeting", "meetings", "session", "sessions"})
_ADVERBIAL = (
    ["in", "place"],
    ["in", "connection"],
    ["in", "accordance"],
    ["in", "view"],
    ["in", "succession"],
    ["in", "replacement"],
)
_OWNING = frozenset({"'s", "’s"})
_BEFORE_FIELD = _OWNING | {","}
_OF = "of"
_IN_FIELDS = frozenset({"and", _OF})
# With whose these something was held that no title tells of.
_TAKING_PART = frozenset({"participation", "attendance", "presence", "involvement", "support", "assistance", "help"})
_SENT = frozenset({"coordinator", "commissioner", "envoy", "ambassador"})


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
        self._given = GivenNames(lexicon)
        people = lexicon.files["names"]["people"]
        self._titles: Phrases[str] = lexicon.phrases(people["titles"])
        self._ranks: Phrases[str] = lexicon.phrases(people["ranks"])
        heads = lexicon.words("names", "bodies", "heads")
        self._offices = frozenset(word for head in heads for word in (head, plural(head)))
        self._fields: Phrases[str] = lexicon.phrases(people["fields"])
        self._heading: Phrases[str] = lexicon.phrases((*people["heading"], *_plurals(people["heading"])))
        self._of_state: Phrases[str] = lexicon.phrases(people["of_state"])
        self._states = frozenset(people["states"])
        self._doing: dict[str, str] = dict(people["doing"])
        self._stand_ins = frozenset(people["stand_ins"])
        self._units = frozenset(lexicon.words("names", "bodies", "broad_units"))
        self._modifiers = frozenset(people["title_modifiers"])
        self._dropped = frozenset(people["dropped_modifiers"])
        self._verbs = frozenset(lexicon.words("verbs", "be", "forms")) | frozenset(
            lexicon.words("verbs", "auxiliary", "forms")
        )
        self._past = frozenset(people["past_modifiers"])
        self._single = frozenset(lexicon.norms(title)[-1] for title in people["titles"] if title != "heads")
        self._serving = frozenset(people["serving"])
        self._leaving = frozenset(people["leaving"])
        self._stops = frozenset(people["field_stops"])
        self._decrees = frozenset(people["decrees"])
        self._plurals: Phrases[str] = lexicon.phrases(
            _plurals(title for title in people["titles"] if title not in people["singular_titles"])
        )

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
            end = i if _is_verb(text, i, last) else self._title_end(text, i, last, spans)
            if end == i:
                i += 1
                continue
            post = self._post(text, i, end, first=first, last=last, spans=spans, ends=ends)
            post = replace(post, title=post.title.rstrip(" ,"), last=self._behind_interim(text, post.last, last))
            found.append(post)
            i = post.last
        return found

    def _title_end(self, text: Text, i: int, last: int, spans: Mapping[int, Span]) -> int:
        """Return the token behind the title that begins at `i` ("Deputy Foreign Minister", "Adviser/Head"); else `i`."""
        end = self._one(text, i, last, spans)
        while i < end < last:
            k = end + (text.words[end] == "/")
            again = self._one(text, k, last, spans)
            while again == k and k < last and text.norms[k] in self._modifiers and text.words[k][0].isupper():
                k += 1
                again = self._one(text, k, last, spans)
            if again == k:
                break
            end = again
        return self._behind_interim(text, end, last) if end > i else end

    def _behind_interim(self, text: Text, end: int, last: int) -> int:
        """Return the token behind "a.i." or "ad interim" at `end`, and behind its comma where the body follows ("Head a.i., of the Office"); else `end`."""
        k = end
        if text.norms[k : k + 2] == ["ad", "interim"]:
            k += 2
        elif text.norms[k : k + 1] == ["a.i"]:
            k += 1 + (text.words[k + 1 : k + 2] == ["."])
        return k + (k > end and text.words[k : k + 2] == [",", "of"]) if k < last else end

    def _one(self, text: Text, k: int, last: int, spans: Mapping[int, Span]) -> int:
        """Return the token behind the one title, in the singular or plural, at `k`; else `k`, as where it only begins a rank ("Chief Superintendent")."""
        if k >= last or k in spans or not text.norms[k] or self._given.stands_at(text, k, last):
            return k
        if text.norms[k] == _MEMBER and text.norms[k + 1] in _STATES:
            return k
        found = self._titles.match(text.norms, k, last) or self._plurals.match(text.norms, k, last)
        written = [end for end, _ in found if "the" not in map(str.lower, text.words[k:end])]
        rank = max((end for end, _ in self._ranks.match(text.norms, k, last)), default=k)
        return next((end for end in written if end - 1 not in spans and end >= rank), k)

    def _done(self, text: Text, i: int, last: int, spans: Mapping[int, Span]) -> list[Post]:
        """Return the post that a verb at `i` states of its body ("who directs the Agency")."""
        title = self._doing.get(text.norms[i])
        at = i + 1
        while at < last and text.words[at].lower() == "the":
            at += 1
        body = spans.get(at)
        return [Post(i, body.last, title, body)] if title and body and body.thing.kind in _BODIES else []

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
        while first < front < begin and text.words[front - 1].lower() in self._dropped - _ARTICLES:
            front -= 1
        words = list(range(begin, end))
        k = end
        inside = spans.get(end)
        if (
            body is None
            and inside
            and inside.thing.kind in _BODIES
            and self._one(text, inside.last, last, spans) > inside.last
        ):
            body, k = inside, self._title_end(text, inside.last, last, spans)
            words += range(inside.last, k)
        while k < last:
            own = body is not None and not _only_owns(text, body)
            reach, named = self._complement(text, k, last, spans, has_body=own)
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
        noun = end - 1 - (text.norms[end - 1] == _GENERAL and end - 1 > i)
        many = text.norms[noun] not in self._single and bool(self._plurals.match(text.norms, noun, noun + 1))
        if many:
            title = title.replace(text.words[noun], self._singular(text.words[noun]), 1)
        former = any(text.words[w].lower() in self._past for w in range(max(first, min(front, begin - 1)), end)) or any(
            text.words[w].lower() in self._leaving for w in range(max(first, begin - _LEAVING), begin)
        )
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
        titled = any(self._titles.match(text.norms, j, i) for j in range(k, i - 1))
        joined = text.words[i - 1] == "and" and not titled
        state = ends.get(k)
        if state is not None and state.thing.kind in {Kind.AGENCY, Kind.PROGRAMME} and titled:
            return i
        told = text.words[k - 1] in _BEFORE_FIELD if state is None else state.thing.kind in _BODIES
        told = told and not any(self._named.is_personal(word) for word in text.words[k:i])
        small = [text.words[j] for j in range(k, i) if text.words[j] in _IN_FIELDS]
        told = told and (_OF not in small or (state is not None and state.thing.kind is not Kind.COUNTRY))
        return k if first < k < i and told and text.words[k] not in _IN_FIELDS and not joined else i

    def _body_before(self, text: Text, begin: int, first: int, ends: Mapping[int, Span]) -> tuple[Span | None, int]:
        at = begin
        if at - 1 > first and text.norms[at - 1] == "whose":
            at -= 1 + (text.words[at - 2] == ",")
            owner = ends.get(at)
            return (owner if owner is not None and owner.thing.kind in _BODIES else None), begin
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
        if span and span.thing.kind in _BODIES and not origin:
            return span, span.first
        return None, begin

    def _complement(
        self, text: Text, k: int, last: int, spans: Mapping[int, Span], *, has_body: bool
    ) -> tuple[int, Span | None]:
        """Return where the complement at `k` ends and the body that it names; `k` itself where there is none."""
        word = text.norms[k] or text.words[k].lower()
        if (
            word not in _PREPOSITIONS
            or text.norms[k : k + 2] in _ADVERBIAL
            or text.words[k + 1 : k + 2] in _HIS
            or _tells_term(text, k, last)
        ):
            return k, None
        at = k + 1
        while at < last and text.words[at].lower() in {"the", "same", "this", "said"}:
            at += 1
        named = word in _TOWARDS and at < last and self._named.is_given_name(text.words[at])
        if named or (word == "with" and text.norms[at] in _TAKING_PART):
            return k, None
        span = _innermost(text, spans, at)
        if span:
            state = span.thing.kind is Kind.COUNTRY
            served = not state and text.norms[k - 1] in self._serving
            sent = state and word == "from" and text.norms[k - 1] in _SENT
            owning = served or sent or (word not in _TOWARDS and (word == "of" or not state))
            owning = owning and text.norms[span.last] not in _HELD
            if span.thing.kind in _BODIES and not has_body and owning:
                return self._titled_behind(text, span, last, spans), span
            placed = span.thing.kind in {Kind.PLACE, Kind.COUNTRY} and word in {"for", "in", "to"}
            placed = placed or (span.thing.kind is Kind.PLACE and word == "of")
            return (self._behind_places(text, span, last, spans), None) if placed else (k, None)
        officer = self._title_end(text, at, last, spans) if word in {"to", "of"} else at
        if officer == at and (word == "to" or (word == "in" and text.norms[at : at + 1] and text.norms[at] in _MONTHS)):
            return k, None
        return (officer if officer > at else self._field(text, k, at, last, spans)), None

    def _behind_places(self, text: Text, span: Span, last: int, spans: Mapping[int, Span]) -> int:
        """Return the token behind a list of places that a title is for, where who holds it is named there ("Director for A, B and C N."); else behind the first."""
        end = span.last
        while end < last:
            k = end
            while k < last and text.words[k].lower() in _LISTING:
                k += 1
            place = spans.get(k)
            if k == end or place is None or place.thing.kind not in {Kind.PLACE, Kind.COUNTRY} or place.demonym:
                break
            end = place.last
        named = end + 1 < last and all(text.words[k][0].isupper() and k not in spans for k in (end, end + 1))
        return end if named else span.last

    def _titled_behind(self, text: Text, span: Span, last: int, spans: Mapping[int, Span]) -> int:
        """Return the token behind a title that follows the body ("of the UN Secretary-General"), or behind the list that it begins."""
        matches = self._titles.match(text.norms, span.last, last) if span.last < last and text.norms[span.last] else []
        return matches[0][0] if matches else behind_acronym(text, _behind_list(text, span, spans), last)

    def _field(self, text: Text, k: int, at: int, last: int, spans: Mapping[int, Span]) -> int:
        """Return where a field of work ends ("of Internal Affairs", "for combating drug trafficking"); else `k`."""
        known = self._fields.match(text.norms, at, last) if at < last and text.norms[at] else []
        behind = known[0][0] if known else last
        named = behind < last and text.words[behind][0].isupper() and behind not in spans
        if named and text.words[behind].lower() not in self._offices:
            return behind
        end, i = k, at
        while i < last and i - at < _FIELD_LENGTH:
            inside = spans.get(i)
            if inside is not None and inside.thing.kind is not Kind.SUBSTANCE:
                break
            if inside is not None:
                end = i = inside.last
                continue
            word = text.norms[i] or text.words[i].lower()
            if i > at and (self._name_begins(text, at, i, last) or self._named.rank(text, i, last) > i):
                break
            if text.words[i] == "," and self._enumerates(text, i, last, spans):
                i += 1
                continue
            if (
                word in _PREPOSITIONS
                or word in self._verbs
                or not (text.words[i][0].isalpha() or text.words[i] in {"-", "–"})
            ):
                break
            if word in self._stops and not (
                word == "and"
                and i + 1 < last
                and text.words[i + 1][0].isupper()
                and i + 1 not in spans
                and self._one(text, i + 1, last, spans) == i + 1
            ):
                break
            i += 1
            end = end if word in _ARTICLES else i
        return end

    def _name_begins(self, text: Text, at: int, i: int, last: int) -> bool:
        """Tell whether a person's name begins at `i`, behind a field of work that begins at `at`."""
        if not text.words[i][0].isupper():
            return False
        words = [word for word in text.words[i : min(i + 3, last)] if word[0].isupper()]
        named = len(words) > 1 and text.words[i + 1] == words[1] and self._named.is_personal(words[1])
        field = words[0].lower() in self._modifiers or (named and self._named.is_given_name(words[1]))
        after = len(words) > 2 and field  # noqa: PLR2004 - a field, a given name and a surname
        return (
            (named and not after)
            or self._named.is_personal(text.words[i])
            or (text.words[at][0].islower() and self._named.rank(text, i, last) > i)
        )

    def _enumerates(self, text: Text, k: int, last: int, spans: Mapping[int, Span]) -> bool:
        """Tell whether the comma at `k` parts capitalised words of one field ("of Labour, Migration and Employment")."""
        word = k + 1
        if (
            word + 2 >= last
            or word in spans
            or not text.words[word][0].isupper()
            or text.norms[word + 1] not in {"", "and", ","}
        ):
            return False
        if text.words[word + 1] == ",":
            return self._enumerates(text, word + 1, last, spans)
        joined = text.words[word + 1] == "and" and text.words[word + 2][0].isupper() and word + 2 not in spans
        return joined and not self._titles.match(text.norms, word + 2, last)

    def _title(self, text: Text, words: list[int]) -> str:
        kept = list(words)
        while kept and (text.words[kept[-1]].lower() in _PREPOSITIONS | {"the", "'s", "’s", "and"}):
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
        if text.words[kept[i]].lower() not in _PREPOSITIONS | {"the"}:
            return False
        after = next((text.words[k].lower() for k in kept[i + 1 :] if text.words[k].lower() != "the"), "")
        return after in _PREPOSITIONS


def _only_owns(text: Text, body: Span) -> bool:
    """Tell whether a state before a title only says of which state the body behind it is ("Latvia's Head of the Border Service")."""
    return body.thing.kind is Kind.COUNTRY and text.words[body.last] in _OWNING


def _innermost(text: Text, spans: Mapping[int, Span], at: int) -> Span | None:
    """Return the mention at `at`; where it is the owner of a body named next, that body ("the Agency's Legal Unit")."""
    span = spans.get(at)
    while span and text.norms[span.last : span.last + 1] == ["'s"] and (unit := spans.get(span.last + 1)):
        if unit.thing.kind is not Kind.AGENCY:
            break
        span = unit
    return span


def _behind_list(text: Text, span: Span, spans: Mapping[int, Span]) -> int:
    """Return the token behind a list of bodies with one noun for all that begins with a span ("the Offices of A in B and C")."""
    k = span.last
    while span.since is not None and text.words[k : k + 1] in ([","], ["and"]):
        other = spans.get(k + 1 + (text.words[k + 1 : k + 2] == ["and"]))
        if other is None or other.since != span.since:
            break
        k = other.last
    return k


def _plurals(titles: Iterable[str]) -> Iterator[str]:
    for title in titles:
        start, _, last = title.rpartition(" ")
        yield f"{plural(start)} {last}" if start and last == _GENERAL else f"{start} {plural(last)}"


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


def _is_verb(text: Text, k: int, last: int) -> bool:
    """Tell whether a title's word is a verb at `k` ("was appointed to head the Agency")."""
    governed = k > 0 and text.words[k - 1].lower() == "to" and k + 1 < last
    return governed and text.words[k] == "head" and text.words[k + 1].lower() in _ARTICLES | {"it", "this"}


def _tells_term(text: Text, k: int, last: int) -> bool:
    """Tell whether a preposition begins since when, or how long, a post is held ("from January 1", "for two more years")."""
    if text.norms[k] == "for":
        return not _TERMS.isdisjoint(text.norms[k + 1 : min(k + 5, last)])
    return text.norms[k] == "from" and k + 1 < last and text.norms[k + 1] in _MONTHS
