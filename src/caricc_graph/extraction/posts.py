"""Posts: the title, the body, and the person beside it, in front or behind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from caricc_graph.model import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from caricc_graph.extraction.lexicon import Lexicon
    from caricc_graph.extraction.phrases import Phrases
    from caricc_graph.extraction.spans import Span
    from caricc_graph.extraction.text import Text

_BODIES = frozenset({Kind.AGENCY, Kind.PROGRAMME, Kind.COUNTRY})
_PREPOSITIONS = frozenset({"of", "for", "at", "in", "to", "on", "from", "with"})
_FIELD_LENGTH = 8
_BRACKETED = 6


@dataclass(frozen=True, slots=True)
class Post:
    """A post named by tokens `first` up to `last`: its title without the body's name, and the body where one is named."""

    first: int
    last: int
    title: str
    body: Span | None
    stand_in: bool = False
    former: bool = False


class Posts:
    """Finds posts around the words of the title lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        people = lexicon.files["names"]["people"]
        self._titles: Phrases[str] = lexicon.phrases(people["titles"])
        self._fields: Phrases[str] = lexicon.phrases(people["fields"])
        self._stand_ins = frozenset(people["stand_ins"])
        self._modifiers = frozenset(people["title_modifiers"])
        self._dropped = frozenset(people["dropped_modifiers"])
        self._verbs = frozenset(lexicon.words("verbs", "be", "forms")) | frozenset(
            lexicon.words("verbs", "auxiliary", "forms")
        )
        self._past = frozenset(people["past_modifiers"])
        self._stops = frozenset(
            {
                "who",
                "which",
                "that",
                "and",
                "as",
                "by",
                "during",
                "under",
                "within",
                "made",
                "took",
                "informed",
                "noted",
            }
        )

    def find(self, text: Text, first: int, last: int, spans: Mapping[int, Span]) -> list[Post]:
        """Return the posts named between `first` and `last`, from left to right."""
        found: list[Post] = []
        ends = {span.last: span for span in spans.values()}
        i = first
        while i < last:
            if i in spans:
                i = spans[i].last
                continue
            matches = self._titles.match(text.norms, i, last) if self._titles.begins(text.norms[i]) else []
            if not matches or (i > first and text.norms[i - 1] == "who"):
                i += 1
                continue
            end = matches[0][0]
            while (
                end < last
                and text.norms[end]
                and end not in spans
                and (again := self._titles.match(text.norms, end, last))
            ):
                end = again[0][0]
            post = self._post(text, i, end, first=first, last=last, spans=spans, ends=ends)
            found.append(post)
            i = post.last
        return found

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
        words = list(range(begin, end))
        k = end
        while k < last:
            reach, named = self._complement(text, k, last, spans, has_body=body is not None)
            if reach == k:
                break
            if named:
                body, words = named, words + list(range(k, named.first)) + list(range(named.last, reach))
            else:
                words += range(k, reach)
            k = reach
        title = self._title(text, words)
        former = any(text.words[w].lower() in self._past for w in range(max(first, begin - 1), end))
        return Post(
            front,
            k,
            title,
            body,
            stand_in=text.norms[end - 1] in self._stand_ins and begin == i == end - 1,
            former=former,
        )

    def _modified_from(self, text: Text, i: int, first: int, ends: Mapping[int, Span]) -> int:
        while i > first and i not in ends:
            before = text.norms[i - 1] or text.words[i - 1].lower()
            if before in self._modifiers or (text.words[i - 1] in {"-", "–"} and i - 1 > first):
                i -= 1
            else:
                break
        return self._described_from(text, i, first, ends)

    def _described_from(self, text: Text, i: int, first: int, ends: Mapping[int, Span]) -> int:
        """Return where the capitalised field before a title begins behind a comma (", Police Affairs Officer"); else `i`."""
        k = i
        while k > first and k not in ends and (text.words[k - 1][0].isupper() or text.words[k - 1] == "and"):
            k -= 1
        return k if k < i and k > first and text.words[k - 1] == "," and text.words[k] != "and" else i

    def _body_before(self, text: Text, begin: int, first: int, ends: Mapping[int, Span]) -> tuple[Span | None, int]:
        at = begin
        if at - 1 > first and text.words[at - 1] in {"'s", "’s"}:
            at -= 1
        span = ends.get(at)
        if span and span.thing.kind in _BODIES:
            return span, span.first
        return None, begin

    def _complement(
        self, text: Text, k: int, last: int, spans: Mapping[int, Span], *, has_body: bool
    ) -> tuple[int, Span | None]:
        """Return where the complement at `k` ends and the body that it names; `k` itself where there is none."""
        word = text.norms[k] or text.words[k].lower()
        if word not in _PREPOSITIONS:
            return k, None
        at = k + 1
        while at < last and not text.norms[at] and text.words[at].lower() == "the":
            at += 1
        span = spans.get(at)
        if span:
            if span.thing.kind in _BODIES and not has_body and word not in {"to", "with", "from"}:
                return self._titled_behind(text, span, last), span
            placed = span.thing.kind in {Kind.PLACE, Kind.COUNTRY} and word in {"for", "in", "to"}
            return (span.last, None) if placed else (k, None)
        return self._field(text, k, at, last, spans), None

    def _titled_behind(self, text: Text, span: Span, last: int) -> int:
        """Return the token behind a title that follows the body ("of the UN Secretary-General")."""
        matches = self._titles.match(text.norms, span.last, last) if span.last < last and text.norms[span.last] else []
        return matches[0][0] if matches else _behind_acronym(text, span.last, last)

    def _field(self, text: Text, k: int, at: int, last: int, spans: Mapping[int, Span]) -> int:
        """Return where a field of work ends ("of Internal Affairs", "for combating drug trafficking"); else `k`."""
        known = self._fields.match(text.norms, at, last) if at < last and text.norms[at] else []
        if known and known[0][0] < last and text.words[known[0][0]][0].isupper() and known[0][0] not in spans:
            return known[0][0]
        end, i = k, at
        while i < last and i - at < _FIELD_LENGTH:
            inside = spans.get(i)
            if inside is not None and inside.thing.kind is not Kind.SUBSTANCE:
                break
            if inside is not None:
                end = i = inside.last
                continue
            word = text.norms[i] or text.words[i].lower()
            if (
                word in _PREPOSITIONS
                or word in self._verbs
                or not (text.words[i][0].isalpha() or text.words[i] in {"-", "–"})
            ):
                break
            if word in self._stops and not (
                word == "and" and i + 1 < last and text.words[i + 1][0].isupper() and i + 1 not in spans
            ):
                break
            i += 1
            end = i
        return end

    def _title(self, text: Text, words: list[int]) -> str:
        kept = list(words)
        while kept and (text.words[kept[-1]].lower() in _PREPOSITIONS | {"the", "'s", "’s", "and"}):
            kept.pop()
        while kept and (text.words[kept[0]].lower() in self._dropped or text.words[kept[0]] in {"-", "–"}):
            kept.pop(0)
        kept = [
            k
            for k, after in zip(kept, [*kept[1:], None], strict=True)
            if after is None or not {text.words[k].lower(), text.words[after].lower()} <= _PREPOSITIONS | {"the"}
        ]
        pieces: list[str] = []
        for previous, k in zip([None, *kept], kept, strict=False):
            glued = previous is not None and text.starts[k] == text.ends[previous]
            pieces.append(text.words[k] if glued or not pieces else f" {text.words[k]}")
        return "".join(pieces)


def _behind_acronym(text: Text, k: int, last: int) -> int:
    """Return the token behind the brackets that begin at `k` and hold an acronym; else `k`."""
    if k + 2 >= last or text.words[k] != "(":
        return k
    close = next((j for j in range(k + 1, min(k + _BRACKETED, last)) if text.words[j] == ")"), None)
    return close + 1 if close is not None and text.words[k + 1].isupper() else k
