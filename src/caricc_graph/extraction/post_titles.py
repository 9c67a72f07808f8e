"""Titles of posts: where one ends that begins at a word, in the singular or plural."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caricc_graph.extraction.given_names import GivenNames
from caricc_graph.extraction.name_words import plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from caricc_graph.extraction.lexicon import Lexicon
    from caricc_graph.extraction.phrases import Phrases
    from caricc_graph.extraction.spans import Span
    from caricc_graph.extraction.text import Text

GENERAL = "general"
_MEMBER, _STATES = "member", frozenset({"state", "country", "jurisdiction"})


class PostTitles:
    """Finds the titles of the lexicon, `singular` and `plural` ones."""

    def __init__(self, lexicon: Lexicon) -> None:
        people = lexicon.files["names"]["people"]
        self._given = GivenNames(lexicon)
        self._ranks: Phrases[str] = lexicon.phrases(people["ranks"])
        self._modifiers = frozenset(people["title_modifiers"])
        self.singular: Phrases[str] = lexicon.phrases(people["titles"])
        self.plural: Phrases[str] = lexicon.phrases(
            plurals(title for title in people["titles"] if title not in people["singular_titles"])
        )

    def end(self, text: Text, i: int, last: int, spans: Mapping[int, Span]) -> int:
        """Return the token behind the title that begins at `i` ("Deputy Foreign Minister", "Adviser/Head"); else `i`."""
        end = self.one(text, i, last, spans)
        while i < end < last:
            k = end + (text.words[end] == "/")
            again = self.one(text, k, last, spans)
            while again == k and k < last and text.norms[k] in self._modifiers and text.words[k][0].isupper():
                k += 1
                again = self.one(text, k, last, spans)
            if again == k:
                break
            end = again
        return self.behind_interim(text, end, last) if end > i else end

    def behind_interim(self, text: Text, end: int, last: int) -> int:
        """Return the token behind "a.i." or "ad interim" at `end`, and behind its comma where the body follows ("Head a.i., of the Office"); else `end`."""
        k = end
        if text.norms[k : k + 2] == ["ad", "interim"]:
            k += 2
        elif text.norms[k : k + 1] == ["a.i"]:
            k += 1 + (text.words[k + 1 : k + 2] == ["."])
        return k + (k > end and text.words[k : k + 2] == [",", "of"]) if k < last else end

    def one(self, text: Text, k: int, last: int, spans: Mapping[int, Span]) -> int:
        """Return the token behind the one title, in the singular or plural, at `k`; else `k`, as where it only begins a rank ("Chief Superintendent")."""
        if k >= last or k in spans or not text.norms[k] or self._given.stands_at(text, k, last):
            return k
        if text.norms[k] == _MEMBER and text.norms[k + 1] in _STATES:
            return k
        found = self.singular.match(text.norms, k, last) or self.plural.match(text.norms, k, last)
        written = [end for end, _ in found if "the" not in map(str.lower, text.words[k:end])]
        rank = max((end for end, _ in self._ranks.match(text.norms, k, last)), default=k)
        return next((end for end in written if end - 1 not in spans and end >= rank), k)


def plurals(titles: Iterable[str]) -> Iterator[str]:
    """Yield the plural of each title ("Directors General")."""
    for title in titles:
        start, _, last = title.rpartition(" ")
        yield f"{plural(start)} {last}" if start and last == GENERAL else f"{start} {plural(last)}"
