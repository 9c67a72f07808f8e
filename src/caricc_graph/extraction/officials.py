"""The people of a sentence, by what stands beside their names, and the posts that are tied to them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from caricc_graph.extraction.spans import Span, named_span
from caricc_graph.model import Kind

if TYPE_CHECKING:
    from caricc_graph.extraction.lexicon import Lexicon
    from caricc_graph.extraction.names import Grammar
    from caricc_graph.extraction.people import People
    from caricc_graph.extraction.posts import Post
    from caricc_graph.extraction.spans import Discourse, Thing
    from caricc_graph.extraction.text import Text

_SURNAME_LENGTH = 4


class Officials:
    """Finds people beside ranks, honorifics, posts and bodies, and ties posts to them."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar, people: People) -> None:
        self._grammar = grammar
        self._people = people
        self._functions = frozenset(lexicon.words("names", "text", "sentence_openers"))
        self._linking = frozenset(lexicon.words("names", "people", "linking"))

    def person(self, text: Text, first: int, last: int, discourse: Discourse) -> Thing:
        """Return the person of this name, joined to one already named by the same surname and fitting initials."""
        words = _name_words(text.slice(first, last))
        thing = next((known for known in discourse.people if _same_person(words, known)), None)
        if thing is None:
            thing = discourse.thing(Kind.OFFICIAL, " ".join(words).lower())
            discourse.people.append(thing)
        named_span(text, first, last, thing)
        return thing

    def beside(  # noqa: PLR0913 - see _names
        self, text: Text, first: int, last: int, discourse: Discourse, spans: dict[int, Span], posts: list[Post]
    ) -> None:
        """Find the people that stand beside a rank, an honorific or a post."""
        taken = {k for span in spans.values() for k in range(span.first, span.last)}
        behind = {post.last for post in posts}
        ahead = {post.first for post in posts}
        for i in range(first, last):
            if not text.words[i][0].isupper() or i in taken or (i > first and i not in behind and not text.norms[i]):
                continue
            ranked = self._people.rank(text, i, last)
            start = i if ranked == i else ranked
            if start >= last or start in taken or text.norms[start] in self._functions:
                continue
            if self._grammar.is_title(text, start, last):
                continue
            end = self._people.name(text, start, last, taken.__contains__)
            marked = ranked > i or i in behind
            tail = (
                end < last
                and text.words[end] in {",", "(", "–", "-", "—"}
                and self._post_at(text, end + 1, ahead, last)
            )
            tail = tail or self._from_body(text, end, last, spans)
            if end - start >= (1 if ranked > i else 2) and (marked or tail):
                spans[start] = Span(start, end, self.person(text, start, end, discourse))
                taken.update(range(i, end))

    def _from_body(self, text: Text, i: int, last: int, spans: dict[int, Span]) -> bool:
        """Tell whether "from" and a body stand at `i` ("Satya Pradhan from the Bureau")."""
        if i + 1 >= last or text.norms[i] != "from":
            return False
        body = spans.get(i + 1) or (spans.get(i + 2) if text.words[i + 1].lower() == "the" else None)
        return body is not None and body.thing.kind is Kind.AGENCY

    def _post_at(self, text: Text, i: int, ahead: set[int], last: int) -> bool:
        while i < last and i not in ahead and (not text.norms[i] or text.words[i].lower() in self._linking):
            i += 1
        return i in ahead

    def by_surname(  # noqa: PLR0913 - see _names
        self, text: Text, first: int, last: int, discourse: Discourse, spans: dict[int, Span], masked: set[int]
    ) -> None:
        """Find people named before by their surname alone."""
        surnames = {word: thing for thing in discourse.people for word in _surnames(thing)}
        found = [i for i in range(first, last) if text.words[i] in surnames] if surnames else []
        taken = {k for span in spans.values() for k in range(span.first, span.last)} | masked if found else masked
        for i in found:
            if i not in taken:
                spans[i] = named_span(text, i, i + 1, surnames[text.words[i]])

    def tied(self, text: Text, posts: list[Post], spans: dict[int, Span]) -> list[tuple[Post, Span | None]]:
        """Tie each post to the person beside it: directly behind it, else before it, else behind its comma."""
        people = {span.first: span for span in spans.values() if span.thing.kind is Kind.OFFICIAL}
        ends = {span.last: span for span in people.values()}
        tied: list[tuple[Post, Span | None]] = []
        used: set[int] = set()
        for post in posts:
            behind = self._person_behind(text, post.last, people)
            before = self._person_before(text, post.first, ends)
            direct = behind is not None and text.words[post.last] not in {",", "–", "-", "—"}
            chosen = behind if direct or before is None or before.first in used else before
            if chosen is behind and behind is not None:
                used.add(behind.first)
            tied.append((post, chosen))
        return self._chained(text, tied)

    def _chained(self, text: Text, tied: list[tuple[Post, Span | None]]) -> list[tuple[Post, Span | None]]:
        """Give a post without a person that of the post right behind or before it ("Special Representative of A, Head of B N.")."""
        out = list(tied)
        for i in range(len(out) - 2, -1, -1):
            post, person = out[i]
            after, other = out[i + 1]
            if person is None and other is not None and _only_joins(text, post.last, after.first):
                out[i] = (post, other)
        for i in range(1, len(out)):
            before, other = out[i - 1]
            post, person = out[i]
            if (
                person is None
                and other is not None
                and other.last <= before.first
                and _only_joins(text, before.last, post.first)
            ):
                out[i] = (post, other)
        return out

    def _person_behind(self, text: Text, i: int, people: dict[int, Span]) -> Span | None:
        k = i
        if k < len(text.words) and text.words[k] in {",", "–", "-", "—"}:
            k += 1
        while k < len(text.words) and k not in people:
            ranked = self._people.rank(text, k, len(text.words))
            if ranked == k:
                return None
            k = ranked
        return people.get(k)

    def _person_before(self, text: Text, i: int, ends: dict[int, Span]) -> Span | None:
        k = i
        while k > 0 and k not in ends and text.words[k - 1].lower() in self._linking:
            k -= 1
        return ends.get(k) if k < i else None


def _only_joins(text: Text, first: int, last: int) -> bool:
    return all(text.words[k].lower() in {",", "and", "the", "-", "–", "—"} for k in range(first, last))


def _name_words(name: str) -> list[str]:
    return [word for word in re.split(r"[\s.]+", name) if word]


def _surnames(thing: Thing) -> list[str]:
    found = []
    for name in thing.names:
        words = [word for word in name.split() if "." not in word]
        if "." in name and len(words) == 1:
            found.append(words[0])
        elif len(words) > 1:
            found.append(words[-1])
    return [word for word in found if len(word) >= _SURNAME_LENGTH]


def _same_person(words: list[str], known: Thing) -> bool:
    """Tell whether `words` and a known person share the surname, and each other word fits one of the known."""
    long = {word.lower() for word in words if len(word) > 2}  # noqa: PLR2004 - shorter ones are initials
    for name in known.names:
        theirs = [word.lower() for word in _name_words(name)]
        shared = long & set(theirs)
        rest = [word.lower() for word in words if word.lower() not in shared]
        others = [word for word in theirs if word not in shared]
        if (
            shared
            and (not rest or not others or all(any(o[0] == r[0] for o in others) for r in rest))
            and (len(shared) > 1 or _abbreviated(rest, others))
        ):
            return True
    return False


def _abbreviated(rest: list[str], others: list[str]) -> bool:
    return all(len(word) <= 2 for word in rest) or all(len(word) <= 2 for word in others)  # noqa: PLR2004 - see _same_person
