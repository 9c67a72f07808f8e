"""What a title is of, for or in: the body of a post, places, a field of work."""

from __future__ import annotations

import calendar
from typing import TYPE_CHECKING

from caricc_graph.extraction.name_words import plural
from caricc_graph.extraction.text import behind_acronym
from caricc_graph.model import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from caricc_graph.extraction.lexicon import Lexicon
    from caricc_graph.extraction.people import People
    from caricc_graph.extraction.phrases import Phrases
    from caricc_graph.extraction.post_titles import PostTitles
    from caricc_graph.extraction.spans import Span
    from caricc_graph.extraction.text import Text

BODIES = frozenset({Kind.AGENCY, Kind.PROGRAMME, Kind.COUNTRY})
PREPOSITIONS = frozenset({"of", "for", "at", "in", "to", "on", "from", "with", "within"})
ARTICLES = frozenset({"the"})
_MONTHS = frozenset(month.lower() for month in calendar.month_name[1:])
_TERMS = frozenset({"years", "months", "term"})
_TOWARDS = frozenset({"to", "with", "from"})
_FIELD_LENGTH = 8
_HIS = (["his"], ["her"])
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
# With whose these something was held that no title tells of.
_TAKING_PART = frozenset({"participation", "attendance", "presence", "involvement", "support", "assistance", "help"})
_SENT = frozenset({"coordinator", "commissioner", "envoy", "ambassador"})


class PostFields:
    """Reads what stands behind a title by a preposition."""

    def __init__(self, lexicon: Lexicon, named: People, titles: PostTitles) -> None:
        people = lexicon.files["names"]["people"]
        self._named, self._titles = named, titles
        self._fields: Phrases[str] = lexicon.phrases(people["fields"])
        heads = lexicon.words("names", "bodies", "heads")
        self._offices = frozenset(word for head in heads for word in (head, plural(head)))
        self._modifiers = frozenset(people["title_modifiers"])
        self._serving = frozenset(people["serving"])
        self._stops = frozenset(people["field_stops"])
        self._verbs = frozenset(lexicon.words("verbs", "be", "forms")) | frozenset(
            lexicon.words("verbs", "auxiliary", "forms")
        )

    def complement(
        self, text: Text, k: int, last: int, spans: Mapping[int, Span], *, has_body: bool
    ) -> tuple[int, Span | None]:
        """Return where the complement at `k` ends and the body that it names; `k` itself where there is none."""
        word = text.norms[k] or text.words[k].lower()
        if (
            word not in PREPOSITIONS
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
            if span.thing.kind in BODIES and not has_body and owning:
                return self._titled_behind(text, span, last, spans), span
            placed = span.thing.kind in {Kind.PLACE, Kind.COUNTRY} and word in {"for", "in", "to"}
            placed = placed or (span.thing.kind is Kind.PLACE and word == "of")
            return (self._behind_places(text, span, last, spans), None) if placed else (k, None)
        officer = self._titles.end(text, at, last, spans) if word in {"to", "of"} else at
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
        matches = (
            self._titles.singular.match(text.norms, span.last, last)
            if span.last < last and text.norms[span.last]
            else []
        )
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
                word in PREPOSITIONS
                or word in self._verbs
                or not (text.words[i][0].isalpha() or text.words[i] in {"-", "–"})
            ):
                break
            if word in self._stops and not (
                word == "and"
                and i + 1 < last
                and text.words[i + 1][0].isupper()
                and i + 1 not in spans
                and self._titles.one(text, i + 1, last, spans) == i + 1
            ):
                break
            i += 1
            end = end if word in ARTICLES else i
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
        return joined and not self._titles.singular.match(text.norms, word + 2, last)


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


def _tells_term(text: Text, k: int, last: int) -> bool:
    """Tell whether a preposition begins since when, or how long, a post is held ("from January 1", "for two more years")."""
    if text.norms[k] == "for":
        return not _TERMS.isdisjoint(text.norms[k + 1 : min(k + 5, last)])
    return text.norms[k] == "from" and k + 1 < last and text.norms[k + 1] in _MONTHS
