"""Bodies that no list and no head noun tells: capitalised words that a post beside a person makes one ("Gazprom chairman Igor …")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caricc_graph.extraction.spans import Span, named_span
from caricc_graph.model import Kind

if TYPE_CHECKING:
    from caricc_graph.extraction.lexicon import Lexicon
    from caricc_graph.extraction.names import Grammar
    from caricc_graph.extraction.people import People
    from caricc_graph.extraction.phrases import Phrases
    from caricc_graph.extraction.spans import Discourse
    from caricc_graph.extraction.text import Text

_LONGEST = 5
_COMMAS = frozenset({",", "–", "—", "("})
_OWNING = frozenset({"'s", "’s"})


class Employers:
    """Finds bodies that only a post in small letters ties to a person."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar, people: People) -> None:
        told = lexicon.files["names"]["people"]
        self._grammar = grammar
        self._people = people
        self._titles: Phrases[str] = lexicon.phrases(told["titles"])
        self._capital_titles: Phrases[str] = lexicon.phrases(told["employers"]["capital"])
        self._fields: Phrases[str] = lexicon.phrases(told["fields"])
        self._openers = frozenset(lexicon.words("names", "text", "sentence_openers"))
        self._modifiers = frozenset(told["title_modifiers"])
        self._linking = frozenset(told["linking"])
        self._groups = frozenset(told["employers"]["groups"])
        self._endings = tuple(told["employers"]["not_ending"])
        self._joining = frozenset(told["employers"]["joining"])
        self._prepositions = frozenset(told["employers"]["prepositions"])

    def find(self, text: Text, first: int, last: int, spans: dict[int, Span], discourse: Discourse) -> None:
        """Add to `spans` the bodies before and behind the posts between `first` and `last`."""
        taken = {k for span in spans.values() for k in range(span.first, span.last)}
        for i in range(first + 1, last):
            small = text.words[i][0].islower() or text.words[i].isupper()
            if i in taken or not text.norms[i] or not (small or self._capital_titles.match(text.norms, i, last)):
                continue
            for end, _ in self._titles.match(text.norms, i, last)[:1]:
                begin = self._begin(text, i, first, spans)
                found = self._before(text, begin, end, first, last, taken) or self._behind(
                    text, begin, end, first, last, taken
                )
                if found:
                    spans[found[0]] = self._body(text, *found, discourse)
                    taken.update(range(*found))

    def _begin(self, text: Text, i: int, first: int, spans: dict[int, Span]) -> int:
        """Return where the words that belong to the title at `i` begin ("deputy foreign minister", "'s Central Asia director")."""
        while i > first and text.words[i - 1].islower() and text.norms[i - 1] in self._modifiers:
            i -= 1
        region = next((s.first for s in spans.values() if s.last == i and s.thing.kind is Kind.PLACE), first)
        return region if region > first and text.words[region - 1] in _OWNING else i

    def _before(  # noqa: PLR0913 - a post within its sentence
        self, text: Text, begin: int, end: int, first: int, last: int, taken: set[int]
    ) -> tuple[int, int] | None:
        """Return the capitalised words right before a title that a person's name follows."""
        owned = text.words[begin - 1] in _OWNING
        its = [word.lower() for word in text.words[max(0, begin - 2) : begin]] == ["and", "its"]
        start = stop = begin - (2 if its else owned)
        while start > first and stop - start < _LONGEST and self._capital(text, start - 1, taken):
            start -= 1
        if start == first and text.norms[start] in self._openers | self._modifiers:
            start += 1
        unheaded = (owned or its) and text.words[start - 1].lower() != "the"
        alone = stop - start == 1 and (unheaded or not self._single(text, start, opens=start == first))
        named_on = (
            start > first and start == stop - 1 and bool(text.norms[start - 1]) and text.words[start - 1][0].isupper()
        )
        corporate = bool(self._capital_titles.match(text.norms, begin, last)) or its
        if start >= stop or named_on or (alone and not (text.words[start].isupper() or corporate)):
            return None
        follows = self._named(text, end + (text.words[end : end + 1] == [","]), last)
        return (start, stop) if follows or self._behind_person(text, start, first) else None

    def _behind(  # noqa: PLR0913 - see _before
        self, text: Text, begin: int, end: int, first: int, last: int, taken: set[int]
    ) -> tuple[int, int] | None:
        """Return the capitalised words that "of" or "at" ties to a title in apposition to a person."""
        if end >= last or text.words[end] not in self._prepositions:
            return None
        start = end + 1
        while start < last and text.words[start].lower() == "the":
            start += 1
        if start < last and self._fields.match(text.norms, start, last):
            return None
        stop = self._run(text, start, last, taken)
        if stop == start:
            return None
        definite = start > end + 1 or text.words[end] == "at"
        if not definite and not self._single(text, start, opens=False):
            return None
        closed = stop >= last or text.words[stop] in {*_OWNING, ",", ".", ";", ")", "and", "("}
        return (start, stop) if closed and self._apposed(text, begin, stop, first, last) else None

    def _run(self, text: Text, start: int, last: int, taken: set[int]) -> int:
        """Return the token behind the capitalised words at `start`, joined by "of", "for" and "and"; else `start`."""
        stop = start
        while stop < last and stop - start < _LONGEST:
            if self._capital(text, stop, taken):
                stop += 1
            elif stop > start and text.words[stop] in self._joining and self._capital(text, stop + 1, taken):
                stop += 2
            else:
                break
        return stop

    def _apposed(self, text: Text, begin: int, stop: int, first: int, last: int) -> bool:
        """Tell whether a person's name stands before the title behind a comma, or behind the body's."""
        behind = text.words[stop : stop + 1] == [","] and self._named(text, stop + 1, last)
        return behind or self._behind_person(text, begin, first)

    def _behind_person(self, text: Text, k: int, first: int) -> bool:
        """Tell whether a capitalised word and a comma stand before an apposition that begins at `k`."""
        while k > first and text.words[k - 1].lower() in self._linking and text.words[k - 1] not in _COMMAS:
            k -= 1
        return k - 1 > first and text.words[k - 1] in _COMMAS and text.words[k - 2][0].isupper()

    def _capital(self, text: Text, k: int, taken: set[int]) -> bool:
        if k >= len(text.words) or k in taken or not text.words[k][0].isupper() or not text.norms[k]:
            return False
        plain = text.words[k].replace(".", "").replace("&", "").isalpha()
        return plain and self._people.rank(text, k, k + 1) == k and not self._people.is_given_name(text.words[k])

    def _single(self, text: Text, k: int, *, opens: bool) -> bool:
        """Tell whether one capitalised word may name a body: no group, field or quality of people."""
        word = text.words[k].lower()
        if text.words[k].isupper():
            return True
        common = word in self._groups | self._openers | self._modifiers or self._grammar.words.is_head(text.norms[k])
        return not common and not word.endswith(self._endings) and not (opens and self._people.is_personal(word))

    def _named(self, text: Text, k: int, last: int) -> bool:
        """Tell whether a person's name of two words or more begins at `k`, behind ranks."""
        k = self._people.rank(text, k, last) if k < last else k
        return k + 1 < last and all(text.words[i][0].isupper() and text.words[i][1:].islower() for i in (k, k + 1))

    def _body(self, text: Text, start: int, stop: int, discourse: Discourse) -> Span:
        key = " ".join(sorted({norm for norm in text.norms[start:stop] if norm}))
        return named_span(text, start, stop, discourse.thing(Kind.AGENCY, key))
