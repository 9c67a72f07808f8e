"""Stand-ins: "the Center" and "the programme", which name nothing and stand for what the bulletin speaks of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from caricc_graph.extraction.spans import Span
from caricc_graph.model import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from caricc_graph.extraction.gazetteer import Gazetteer
    from caricc_graph.extraction.lexicon import Lexicon
    from caricc_graph.extraction.name_words import NameWords
    from caricc_graph.extraction.people import People
    from caricc_graph.extraction.spans import Discourse, Thing
    from caricc_graph.extraction.text import Text

_COMPLEMENT = re.compile(r" (?:of|for|under|on|in|at|to) ")
_COMPLEMENTS = frozenset({"of", "for", "on"})
_SAME = "same"
_NUMBER = "-0123456789 "
_DEFINITE = frozenset({"the", "this", _SAME, "said", "aforementioned", "abovementioned"})
_HIS = frozenset({"his", "her"})
_OWNED = frozenset({"their", "its"})
_GROUPS = {Kind.AGENCY: "agencies", Kind.PROGRAMME: "programmes", Kind.DOCUMENT: "documents"}


class StandIns:
    """Finds the bare nouns of a sentence that stand for a body, programme or document."""

    def __init__(
        self,
        lexicon: Lexicon,
        gazetteer: Gazetteer,
        words: NameWords,
        people: People,
        known_words: Mapping[str, frozenset[str]],
    ) -> None:
        self._spelling = lexicon.spelling
        self._gazetteer, self._words, self._people = gazetteer, words, people
        self._known_words = known_words
        self._nominals = {
            norm: kind
            for kind, group in _GROUPS.items()
            for word in lexicon.words("names", "coreference", group)
            for norm in lexicon.norms(word)
        }
        self._any_body = frozenset(lexicon.words("names", "coreference", "any_body"))

    def read(self, text: Text, spans: dict[int, Span], masked: set[int], discourse: Discourse, within: range) -> None:
        """Let "the Center" or "the programme" stand for the body or programme that the bulletin speaks of, no mention of it."""
        first, last = within.start, within.stop
        taken = {k for span in spans.values() for k in range(span.first, span.last)} | masked
        for i in within:
            kind = self._nominals.get(text.norms[i])
            if kind is None or i in taken:
                continue
            thing = _served(text, i, discourse) if kind is Kind.AGENCY else None
            author = _author(text, i, spans) if kind is Kind.PROGRAMME else None
            if author is not None and not self._goes_on(text, i, last, taken):
                reach = (text.starts[first], text.starts[i])
                meant = self._spoken_of(text.norms[i], kind, discourse, reach, author.thing)
                if meant is not None:
                    spans[author.first] = Span(author.first, i + 1, meant, (author,), bare=True)
                    continue
            if thing is None and self._stands(text, i, last, spans, taken):
                again = text.words[i - 1].lower() == _SAME
                owner = self._owner(text, i, spans) if again else None
                thing = self._spoken_of(text.norms[i], kind, discourse, (text.starts[first], text.starts[i]), owner)
                if thing is None and kind is Kind.AGENCY and text.words[i][0].isupper() and not again:
                    thing = self._named_later(text, text.norms[i], last, discourse)
            if thing is not None:
                spans[i] = Span(i, i + 1, thing, bare=True)

    def _stands(self, text: Text, i: int, last: int, spans: dict[int, Span], taken: set[int]) -> bool:
        """Tell whether the noun at `i` is pointed at, and is no beginning of a longer name."""
        before = text.words[i - 1].lower()
        named = text.words[i][0].isupper() and i + 1 < last and self._words.is_title(text, i + 1, last)
        beside = text.norms[i + 1 : i + 2] in (["member"], ["members"])
        owned = beside and (before in _OWNED or text.words[i][0].isupper())
        whole = before == _SAME or self._person_follows(text, i, last, spans) or not self._goes_on(text, i, last, taken)
        return (before in _DEFINITE or named or owned) and whole

    def _goes_on(self, text: Text, i: int, last: int, taken: set[int]) -> bool:
        """Tell whether a nominal at `i` is only the beginning of a longer name or description."""
        after = text.words[i + 1] if i + 1 < last else "."
        return i + 1 in taken or after.lower() in _COMPLEMENTS or (after[0].isupper() and text.words[i][0].isupper())

    def _person_follows(self, text: Text, i: int, last: int, spans: dict[int, Span]) -> bool:
        """Tell whether a person's name stands right behind the nominal at `i` ("the Director of the Centre A. Berg")."""
        after = spans.get(i + 1)
        if after is not None:
            return after.thing.kind is Kind.OFFICIAL
        return i + 1 < last and (
            self._people.rank(text, i + 1, last) > i + 1 or self._people.is_personal(text.words[i + 1])
        )

    def _owner(self, text: Text, i: int, spans: dict[int, Span]) -> Thing | None:
        """Return the body named behind "of" and the nominal at `i`, whose unit it must be ("the same division of A")."""
        named = next((spans[k] for k in (i + 2, i + 3) if k in spans), None)
        told = text.norms[i + 1 : i + 2] == ["of"] and named is not None and named.thing.kind is Kind.AGENCY
        return named.thing if told and named is not None else None

    def _spoken_of(
        self, noun: str, kind: Kind, discourse: Discourse, reach: tuple[int, int], owner: Thing | None = None
    ) -> Thing | None:
        """Return the thing of this kind that has the noun in one of its names, or for programmes any; the most mentioned, then the latest.

        What may stand for any body does so where a single one has been named.

        `reach` are the offsets of the noun's sentence and of the noun: what its sentence names before it comes first. Of things
        named before and behind the noun, only those before it are meant, and of those behind it none by an acronym alone.
        An `owner` must stand in one of its names too.
        """
        since, at = reach
        things = [thing for thing in discourse.things.values() if thing.kind is kind and thing.names]
        if owner is not None:
            things = [one for one in things if any(name in told for told in one.names for name in owner.names)]
        named = [thing for thing in things if noun in self._words_of(thing)]
        before = [thing for thing in named if min(thing.mentions, default=(0, 0))[0] < at]
        named = before or [thing for thing in named if noun in self._told(thing)]
        heading = [thing for thing in before if kind is Kind.AGENCY and noun in self._heads_of(thing)]
        before = heading or before
        here = [thing for thing in before if any(since <= start < at for start, _ in thing.mentions)]
        named = [max(here, key=lambda thing: max(thing.mentions))] if here else named
        only = things if kind is Kind.AGENCY and noun in self._any_body and len(things) == 1 else []
        fitting = named or (things if kind is Kind.PROGRAMME else only)
        told = max(fitting, key=lambda one: (len(one.mentions), max(one.mentions, default=(0, 0))), default=None)
        return _latest_phase(told, things, at) if told is not None and kind is Kind.PROGRAMME else told

    def _named_later(self, text: Text, noun: str, last: int, discourse: Discourse) -> Thing | None:
        """Return the known body with the noun in its names that the bulletin names first behind a sentence that ends at `last`."""
        hits = self._gazetteer.find(text, last, len(text.words))
        bodies = (hit.name.entry.id for hit in hits if hit.name.entry.kind is Kind.AGENCY)
        known = next((body for body in bodies if noun in self._known_words.get(body, frozenset())), None)
        return discourse.thing(Kind.AGENCY, known, authority=known) if known is not None else None

    def _words_of(self, thing: Thing) -> set[str]:
        return self._told(thing) | self._known_words.get(thing.authority or "", frozenset())

    def _heads_of(self, thing: Thing) -> set[str]:
        """Return the words of a thing's names that stand before who or what they are of ("Head Office" of "Head Office of the Committee")."""
        return {self._spelled(word) for name in thing.names for word in _COMPLEMENT.split(name.lower(), 1)[0].split()}

    def _told(self, thing: Thing) -> set[str]:
        return {self._spelled(word) for name in thing.names for word in name.lower().split()}

    def _spelled(self, word: str) -> str:
        return self._spelling.get(word, word)


def _latest_phase(programme: Thing, things: Sequence[Thing], at: int) -> Thing:
    """Return the numbered phase of a programme where that is the programme named last before an offset ("CADAP 7 … The programme is funded by A")."""
    before = [one for one in things if min(one.mentions, default=(at, at))[0] < at]
    latest = max(before, key=lambda one: max(start for start, _ in one.mentions if start < at), default=programme)
    stems = {stem for name in latest.names if (stem := name.rstrip(_NUMBER)) != name}
    return latest if latest.whole is programme or stems & {*programme.names} else programme


def _author(text: Text, i: int, spans: Mapping[int, Span]) -> Span | None:
    """Return the body between "the" and the noun at `i`, whose programme is meant ("the main donors of the UNODC project")."""
    body = next((span for span in spans.values() if span.last == i), None)
    pointed = body is not None and body.first > 0 and text.words[body.first - 1].lower() in _DEFINITE
    return body if body is not None and pointed and body.thing.kind is Kind.AGENCY else None


def _served(text: Text, i: int, discourse: Discourse) -> Thing | None:
    """Return the body whose post the person named last has, for "his Service" at `i`."""
    if i == 0 or text.words[i - 1].lower() not in _HIS or not text.words[i][0].isupper():
        return None
    person = discourse.last_named({Kind.OFFICIAL}, text.starts[i])
    return discourse.served.get(person.key) if person is not None else None
