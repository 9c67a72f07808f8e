"""Nominals of events: a head noun with what stands before it ("the third regional training course")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from caricc_graph.extraction.phrases import Phrases
from caricc_graph.extraction.words import PREPOSITIONS
from caricc_graph.model import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from caricc_graph.extraction.lexicon import Lexicon
    from caricc_graph.extraction.mentions import Sentence
    from caricc_graph.extraction.spans import Span, Thing
    from caricc_graph.extraction.text import Text

_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)?|[IVXL]+")
_MONTH = re.compile(
    r"January|February|March|April|May|June|July|August|September|October|November|December|(?:19|20)\d\d"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_ARTICLES = frozenset({"a", "an", "the"})
_SMALL = frozenset(
    {"of", "in", "on", "at", "for", "with", "by", "to", "from", "and", "or", "as", "up", "off", "one", "more"}
)
_DONE = ("ed", "led", "run")
_OF_PERIOD = re.compile(r"(\w+) (?:year|month|week|autumn|spring|summer|winter) ['’]s")
_JOINT = "joint"
_HYPHENS = frozenset({"-", "–", "/"})
_LEADING = frozenset({"and", "-", "–", "/", ","})
_NAMING = frozenset({Kind.AGENCY, Kind.PROGRAMME, Kind.COUNTRY})
ACTIVITY = "activity"


@dataclass(frozen=True, slots=True)
class Nominal:
    """A head noun at `head` up to `last` with the words before it from `first`; `noun` is its singular.

    `numbered` tells of an edition, `other` of words such as "next", `body` is the party that stands before the head, `partners`
    are the others joined to it ("the joint A/B seminar").
    """

    first: int
    head: int
    last: int
    noun: str
    determiner: str
    plural: bool = False
    counted: bool = False
    numbered: bool = False
    named: bool = False
    other: bool = False
    body: Thing | None = None
    partners: tuple[Thing, ...] = ()


class Nominals:
    """Finds the nominals of events in a sentence."""

    def __init__(self, lexicon: Lexicon) -> None:
        families = lexicon.files["events"]["families"]
        self.families = {
            noun: frozenset(name for name, nouns in families.items() if noun in nouns)
            for nouns in families.values()
            for noun in nouns
        }
        self._heads: Phrases[tuple[str, bool]] = Phrases()
        for noun in (*self.families, "event", ACTIVITY):
            self._heads.add(lexicon.norms(noun), (noun, noun.endswith("s") and noun[-2:] != "ss"))
            if not noun.endswith("s"):
                self._heads.add(lexicon.norms(_plural(noun)), (noun, True))
        words = lexicon.files["events"]["words"]
        self._modifiers = frozenset(words["modifiers"])
        self._endings = tuple(words["endings"])
        self._determiners = frozenset(words["determiners"])
        self._ordinals = frozenset(words["ordinals"])
        self._counting = frozenset(words["several"])
        self._several = self._counting | frozenset(words["series"])
        self._others = frozenset(words["others"])
        self._compounds = frozenset(words["compounds"])

    def at(self, text: Text, i: int, sentence: Sentence, ends: Mapping[int, Span]) -> Nominal | None:
        """Return the nominal whose head begins at token `i`; `ends` are the sentence's spans by their end."""
        matches = self._heads.match(text.norms, i, sentence.last) if self._heads.begins(text.norms[i]) else []
        if not matches:
            return None
        last, ((noun, plural), *_) = matches[0]
        if self._ends_longer(text, i, last, sentence) or (last < sentence.last and text.norms[last] in self._compounds):
            return None
        return self._modified(text, sentence, ends, Nominal(i, i, last, noun, "", plural=plural))

    def _ends_longer(self, text: Text, i: int, last: int, sentence: Sentence) -> bool:
        """Tell whether the head is only the end of a longer one ("course" of "training course")."""
        before = (j for j in range(max(sentence.first, i - 2), i) if text.norms[j])
        return any(end >= last for j in before for end, _ in self._heads.match(text.norms, j, sentence.last)[:1])

    def around(self, text: Text, i: int, last: int, sentence: Sentence, noun: str) -> Nominal:
        """Return the nominal of a head that is none of the lexicon's families."""
        return self._modified(text, sentence, {}, Nominal(i, i, last, noun, ""))

    def _modified(self, text: Text, sentence: Sentence, ends: Mapping[int, Span], bare: Nominal) -> Nominal:
        """Return the nominal with the words before its head."""
        first, body, named = self._first(text, bare.head, sentence, ends)
        own = ends.get(self._before_acronym(text, bare.head)) if body else None
        named_by = range(own.first, bare.head) if own else range(0)
        words = [text.words[k] for k in range(first, bare.head) if k not in named_by]
        low = [word.lower() for word in words]
        before = [text.words[k].lower() for k in range(max(sentence.first, first - 3), first)]
        determiner = before[-1] if before else ""
        period = _OF_PERIOD.fullmatch(" ".join(before))
        if period is not None and period[1] in self._others:
            first, low, determiner = first - len(before), [*before, *low], ""
        of_several = determiner == "of" and before[-2:-1] != [] and before[-2] in self._several
        counted = of_several or any(
            (word.isdigit() and 1 < int(word) < 1900 and then not in _HYPHENS) or (word in self._several and bare.plural) for word, then in pairwise((determiner, *low, ""))  # noqa: PLR2004 - a year is no count
        )  # fmt: skip
        return Nominal(
            first,
            bare.head,
            bare.last,
            bare.noun,
            determiner if determiner in self._determiners else "",
            plural=bare.plural,
            counted=counted,
            numbered=not counted
            and any(
                (_ORDINAL.fullmatch(word) and not (word.isdigit() and then in _HYPHENS))
                or word.lower() in self._ordinals
                for word, then in pairwise((*words, ""))
            ),
            named=named,
            other=any(word in self._others for word in (*low, determiner)),
            body=body,
            partners=_partners(ends, range(first, own.first)) if own else (),
        )

    def _first(
        self, text: Text, head: int, sentence: Sentence, ends: Mapping[int, Span]
    ) -> tuple[int, Thing | None, bool]:
        """Return where the words before the head begin, the party among them, and whether they make a name."""
        capital, named, k = text.words[head][0].isupper(), False, head
        while k > sentence.first and k - 1 not in sentence.masked and not self._counts(text, k, head, ends):
            span = ends.get(self._before_acronym(text, k))
            if span is not None:
                where = _is_where(text, span)
                if span.thing.kind in _NAMING and not where:
                    return self._before_body(text, span.first, sentence, ends), span.thing, True
                if where or not (capital and _names_seat(text, span)):
                    break
                k, named = span.first, True
                continue
            shared = text.words[k - 1] == "/" and k - 1 > sentence.first and text.words[k - 2].isupper()
            if shared or self._listed(text, k, sentence) or self._hyphenated(text, k - 1, sentence):
                k -= 1
                continue
            if self._hyphenated(text, k, sentence):
                led = ends.get(k - 1)
                if led is not None and led.thing.kind in _NAMING and text.words[k].endswith(_DONE):
                    return led.first, led.thing, True
                k -= 2
                named = named or text.words[k][0].isupper()
                continue
            if not self._describes(text, k - 1, sentence):
                break
            word = text.words[k - 1]
            proper = capital or word.lower() not in self._modifiers
            named = named or (word[0].isupper() and proper and k - 1 > sentence.first)
            k -= 1
        while k < head and text.words[k].lower() in _LEADING:
            k += 1
        return k, None, named

    def _describes(self, text: Text, k: int, sentence: Sentence) -> bool:
        """Tell whether a word describes the noun behind it: an edition's year, an attribute or a modifier, no day of a month."""
        word = text.words[k]
        if word.isdigit() and k > sentence.first and _MONTH.fullmatch(text.words[k - 1]):
            return False
        if _YEAR.fullmatch(word) and self._is_edition(text, k + 1, sentence):
            return True
        return self._attributes(text, k, sentence) or self._modifies(word, opening=k == sentence.first)

    def _counts(self, text: Text, k: int, head: int, ends: Mapping[int, Span]) -> bool:
        """Tell whether a number stands right behind a name, which is no part of what it counts ("in Georgia two operations")."""
        word = text.words[k].lower()
        counting = word.isdigit() or word in self._counting
        return counting and k in ends and k < head and text.words[k + 1] not in _HYPHENS

    def _is_edition(self, text: Text, k: int, sentence: Sentence) -> bool:
        """Tell whether the year before `k` stands inside a name ("Anti-Terror 2015 Exercise", "the 2020 Drug Forum")."""
        inside = k - 2 > sentence.first and self._names(text.words[k - 2])
        return inside or (text.words[k][0].isupper() and text.norms[k - 2] == "")

    def _before_body(self, text: Text, k: int, sentence: Sentence, ends: Mapping[int, Span]) -> int:
        """Return where the words before a party's name begin that go with the event ("the 3rd Steering Group meeting", "the joint A / B meeting")."""
        while k - 1 in ends and self._joins(text, ends[k - 1], k - 1):
            k = ends[k - 1].first
        while k > sentence.first and k not in ends and self._modifies(text.words[k - 1].lower(), opening=False):
            k -= 1
        return k + 1 if text.words[k].lower() in _LEADING else k

    def _joins(self, text: Text, span: Span, k: int) -> bool:
        """Tell whether a party's name goes on at `k` with another one before the head; "and" needs "joint" before both."""
        joint = span.first > 0 and text.words[span.first - 1].lower() == _JOINT
        return span.thing.kind in _NAMING and (
            text.words[k] in _HYPHENS or (joint and text.words[k].lower() in _LEADING)
        )

    def _attributes(self, text: Text, k: int, sentence: Sentence) -> bool:
        """Tell whether a noun stands as an attribute between an article or adjective and the head ("a peer review meeting")."""
        word = text.words[k]
        if (
            k - 1 < sentence.first
            or text.words[k + 1].isdigit()
            or not (word.isalpha() and word.islower())
            or word in _SMALL
            or word.endswith("ed")
        ):
            return False
        before = text.words[k - 1]
        adjective = before.islower() and self._modifies(before, opening=False) and before not in _SMALL
        return word not in self._determiners and (before.lower() in _ARTICLES or adjective)

    def _before_acronym(self, text: Text, k: int) -> int:
        """Return where the name ends whose acronym in brackets ends at `k`; else `k`."""
        return k - 3 if k > 3 and text.words[k - 1] == ")" and text.words[k - 3] == "(" else k  # noqa: PLR2004 - bracket, acronym, bracket

    def _listed(self, text: Text, k: int, sentence: Sentence) -> bool:
        """Tell whether a comma divides two of the words before the head ("the second, final stage")."""
        if text.words[k - 1] != "," or k - 2 < sentence.first:
            return False
        return text.norms[k - 2] in self._ordinals

    def _hyphenated(self, text: Text, k: int, sentence: Sentence) -> bool:
        """Tell whether a hyphen without blanks joins the word at `k` to the one before ("train-the-trainers course")."""
        if k - 2 < sentence.first or text.words[k - 1] not in _HYPHENS or not text.words[k - 2][-1].isalnum():
            return False
        return text.ends[k - 1] == text.starts[k] and text.ends[k - 2] == text.starts[k - 1]

    def _names(self, word: str) -> bool:
        return word[0].isupper() and not _MONTH.fullmatch(word)

    def _modifies(self, word: str, *, opening: bool) -> bool:
        low = word.lower()
        if low in self._determiners or _MONTH.fullmatch(word):
            return False
        if low in self._modifiers or _ORDINAL.fullmatch(word):
            return True
        if word[0].isupper():
            return not opening or low.endswith(self._endings)
        return low.endswith(self._endings) or low in self._several


def _is_where(text: Text, span: Span) -> bool:
    """Tell whether a state before an event's noun only tells where it is ("in Georgia Operation “A” was held")."""
    return span.thing.kind is Kind.COUNTRY and not span.demonym and text.norms[span.first - 1] == "in"


def _names_seat(text: Text, span: Span) -> bool:
    """Tell whether a place before an event's noun is part of the event's name ("the Central Asia Drug Forum"), not where something happens."""
    return span.thing.kind is Kind.PLACE and text.norms[span.first - 1] not in PREPOSITIONS


def _partners(ends: Mapping[int, Span], tokens: range) -> tuple[Thing, ...]:
    """Return the parties named within the tokens, from left to right."""
    named = (ends[k + 1] for k in tokens if k + 1 in ends)
    return tuple(span.thing for span in named if span.first in tokens and span.thing.kind in _NAMING)


def _plural(noun: str) -> str:
    return f"{noun[:-1]}ies" if noun.endswith("y") and noun[-2] not in "aeiou" else f"{noun}s"
