"""Numbering: whether two nominals that bear a number ("the 3rd session of A", "the third session") may mean one event."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from caricc_graph.extraction.complements import Complements
from caricc_graph.extraction.words import DETERMINERS, PREPOSITIONS
from caricc_graph.model import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caricc_graph.extraction.lexicon import Lexicon
    from caricc_graph.extraction.mentions import Sentence
    from caricc_graph.extraction.nominals import Nominal
    from caricc_graph.extraction.scene import Scene
    from caricc_graph.extraction.spans import Span, Thing
    from caricc_graph.extraction.text import Text

ABOUT = frozenset({"of", "on", "for", "about"})
SETTING = frozenset({"in", "with", "between"})
_TH = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")
_ORDINAL = re.compile(r"\d+th")
_BREAK = re.compile(r"[\s/()–-]+")
_BEHIND_HEAD = re.compile(rf" (?:{'|'.join(sorted(ABOUT))}) ")
_UNITS = 9


class Numbering:
    """Compares nominals that bear numbers, be these written in words or in figures."""

    def __init__(self, lexicon: Lexicon) -> None:
        words = lexicon.files["events"]["words"]
        ordinals = words["ordinals"]
        self._ordinals = dict(zip(ordinals, (*range(1, 20), *range(20, 101, 10)), strict=True))
        self._compound = re.compile(rf"({'|'.join(words['tens'])})[\s–-]+({'|'.join(ordinals[:_UNITS])})\b")
        self._tens = {word: number for number, word in zip(range(20, 100, 10), words["tens"], strict=True)}
        self._ranked = frozenset(words["ranked"])
        self._complements = Complements(lexicon)

    def words(self, name: str) -> list[str]:
        """Return the words of a name in small letters, its ordinals in figures ("20th" for "twentieth" and "20")."""
        whole = self._compound.sub(lambda m: str(self._tens[m[1]] + self._ordinals[m[2]]), name.lower())
        return [self._in_figures(word) for word in _BREAK.split(whole) if word]

    def _in_figures(self, word: str) -> str:
        number = self._ordinals.get(word) or (word if word.isdigit() else "")
        return f"{number}th" if number else _TH.sub("th", word)

    def numbers_head(self, name: str, words: Sequence[str], head: Sequence[str]) -> bool:
        """Tell whether the number among the words of a nominal numbers the same `head` in a name, not what stands before or behind it."""
        own = self.words(_BEHIND_HEAD.split(name.lower(), maxsplit=1)[0])
        numbers = {word for word in words if _ORDINAL.fullmatch(word)}
        if not {*numbers, *head} <= {*own}:
            return False
        behind = [after for word, after in itertools.pairwise(own) if word in numbers]
        return all(word not in self._ranked or word in words for word in behind)

    def head(self, name: str) -> list[str]:
        """Return the words of a name up to what it is of or on."""
        return self.words(_BEHIND_HEAD.split(name, maxsplit=1)[0])

    def behind(self, text: Text, sentence: Sentence, k: int) -> set[str]:
        """Return the words that tell what a nominal that ends at `k` is of, on or for."""
        reach = self._complements.end(text, k, sentence.last, ABOUT, ends=SETTING)
        return _content(self.words(text.slice(k, reach))) if reach > k else set()

    def told_behind(self, thing: Thing, preposition: str) -> set[str]:
        """Return the words that tell what an event is of, on or for, by this preposition, in its names."""
        found = (name.lower().partition(f" {preposition} ")[2] for name in thing.names)
        return {word for behind in found for word in _content(self.words(behind))}

    def contradict(self, text: Text, sentence: Sentence, nominal: Nominal, thing: Thing, scene: Scene) -> bool:
        """Tell whether a nominal is told to be of or on something else than an event spoken of."""
        reach = self._complements.end(text, nominal.last, sentence.last, ABOUT, ends=SETTING)
        held, body = thing.body or scene.sessions.get(thing.key), nominal.body or _body(sentence.spans, nominal, reach)
        if held is not None and body is not None:
            return not _are_one(held, body)
        ours = self.behind(text, sentence, nominal.last)
        theirs = {word for name in thing.names for word in self._behind(name)}
        return bool(ours and theirs) and not (ours <= theirs or theirs <= ours)

    def _behind(self, name: str) -> set[str]:
        """Return what stands behind the head of a name."""
        return _content([word for part in _BEHIND_HEAD.split(name, maxsplit=1)[1:] for word in self.words(part)])


def _content(words: Sequence[str]) -> set[str]:
    return {word.removesuffix("s") for word in words if word not in PREPOSITIONS | DETERMINERS | {"and"}}


def _body(spans: Sequence[Span], nominal: Nominal, reach: int) -> Thing | None:
    """Return the body that a nominal is of, by what stands up to `reach`."""
    named = (span for span in spans if nominal.last < span.first <= nominal.last + 2 and span.last <= reach)
    return next((span.thing for span in named if span.thing.kind is Kind.AGENCY and not span.bare), None)


def _are_one(one: Thing, other: Thing) -> bool:
    """Tell whether two bodies are the same, or the name of one stands in that of the other ("the Council", "the Council of A")."""
    return one is other or any(a in b or b in a for a in one.names for b in other.names)
