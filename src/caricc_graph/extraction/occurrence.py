"""What takes place: whether a nominal that takes up nothing stands for an event of its own ("the training was held in Osh")."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from caricc_graph.extraction.encounters import NEAR, PARTIES
from caricc_graph.extraction.numbering import ABOUT
from caricc_graph.model import Kind

if TYPE_CHECKING:
    from caricc_graph.extraction.complements import Complements
    from caricc_graph.extraction.lexicon import Lexicon
    from caricc_graph.extraction.mentions import Sentence
    from caricc_graph.extraction.nominals import Nominal, Nominals
    from caricc_graph.extraction.recall import EventReading, Recall
    from caricc_graph.extraction.text import Text

_SETTING = frozenset({"in", "with", "between"})
_BEING = frozenset({"is", "are", "was", "were", "will", "be", "been", "have", "had"})
_OF = frozenset({"of"})
_HAD = frozenset({"talk", "lunch", "dinner", "encounter"})
_HAPPENED = frozenset({"was", "were", "took"})
_TAKING_PLACE = frozenset((verb, "place") for verb in ("take", "takes", "taken", "took"))
_MONTHS = re.compile(r"January|February|March|April|May|June|July|August|September|October|November|December")
_VERB_REACH = 10
_NEAREST = 3
_OPENING, _PLACE = "opening", "place"


class Occurrence:
    """Tells which nominals of a sentence stand for what took or takes place."""

    def __init__(self, lexicon: Lexicon, nominals: Nominals, recall: Recall, complements: Complements) -> None:
        words = lexicon.files["events"]["words"]
        self._nominals, self._recall, self._complements = nominals, recall, complements
        self._arranging = frozenset(words["arranging"])
        self._attended = frozenset(words["attended"])
        self._into = frozenset(words["into"])
        self._work_of = frozenset(words["work_of"])
        self._occurring = frozenset(words["occurring"])
        self._going = frozenset(words["going"])
        self._done = frozenset(words["done"])
        self._aided = frozenset(words["aided"])
        self._closing = frozenset(words["closing"])
        self._gatherings = frozenset(words["gatherings"])
        self._attending = frozenset(words["attending"])
        self._definite = frozenset(words["definite"])
        self._indefinite = frozenset(words["indefinite"])
        self._joining = frozenset(words["joining"])
        self._possessive = frozenset(words["possessive"])
        self._single = frozenset(words["single"])
        self._telling = frozenset(words["telling"])
        self._told = frozenset(words["told"])
        self._weak = frozenset(words["weak"])

    def happens(self, reading: EventReading, nominal: Nominal) -> bool:
        """Tell whether a nominal that takes up nothing stands for an event of its own."""
        weak = nominal.noun in self._weak
        definite = nominal.determiner in self._definite
        if self._is_opening(reading, nominal):
            return False
        if nominal.plural:
            told = self._told_of(reading, nominal) or self._between_parties(reading, nominal)
            return nominal.counted or ((nominal.named or definite) and not weak) or told
        if nominal.numbered or nominal.named or nominal.counted:
            return True
        if nominal.determiner in self._indefinite or nominal.other:
            return not weak or reading.held or nominal.first < nominal.head
        if definite or nominal.determiner in self._possessive:
            stands = self._stands(reading, nominal) and (reading.held or self._opens(reading, nominal))
            return not weak or stands or self._joined_in(reading, nominal) or self._was_held(reading, nominal)
        of_body = not weak and self._recall.of_other_body(reading, nominal)
        finite = self._is_told_of(reading, nominal)
        opening = nominal.first == reading.sentence.first and (
            finite or dated_in_brackets(reading.text, reading.sentence)
        )
        told = not weak and nominal.first > reading.sentence.first
        told = told and reading.text.norms[nominal.first - 1] in self._telling | self._occurring
        attended = not weak and self._recall.is_attended(reading, nominal)
        attended = (
            attended
            or self._recall.is_undergone(reading, nominal)
            or (self._is_gathering(nominal) and self._is_held_behind(reading, nominal))
            or self._gone_to(reading, nominal)
        )
        return attended or (reading.held and (nominal.first < nominal.head or opening or of_body or told))

    def _is_opening(self, reading: EventReading, nominal: Nominal) -> bool:
        """Tell whether "the opening" is only that of the event spoken of."""
        behind = reading.text.norms[nominal.last] if nominal.last < reading.sentence.last else ""
        bare = nominal.noun == _OPENING and nominal.first == nominal.head and not nominal.plural
        told = nominal.determiner in self._definite or nominal.determiner in self._possessive
        return bare and told and behind != "of" and bool(reading.scene.events)

    def _between_parties(self, reading: EventReading, nominal: Nominal) -> bool:
        """Tell whether a plural that names one event is told of with its parties ("for talks with the Minister")."""
        text, end = reading.text, nominal.last
        if nominal.noun not in self._single or end >= reading.sentence.last:
            return False
        before = text.norms[max(reading.sentence.first, nominal.first - NEAR) : nominal.first]
        parties = [
            reading.starts[k] for k in range(end + 1, min(end + 2 + NEAR, reading.sentence.last)) if k in reading.starts
        ]
        met = text.norms[end] in {"with", "between"} and any(span.thing.kind in PARTIES for span in parties)
        had = text.norms[end] == "with" and before[-1:] == ["had"]
        return met or had or before[-1:] == [_PLACE] or any(word in self._telling for word in before)

    def _stands(self, reading: EventReading, nominal: Nominal) -> bool:
        """Tell whether a noun such as "the training" is told of as an event: with words before it, or as a verb's subject."""
        text, end = reading.text, nominal.last
        behind = text.words[end].lower() if end < reading.sentence.last else ""
        before = text.norms[max(reading.sentence.first, nominal.first - _NEAREST) : nominal.first]
        told = nominal.noun in self._attended and any(word in self._attending for word in before)
        told = told and nominal.determiner in self._definite
        told = told or (nominal.noun in self._attended and any(word in self._telling for word in before))
        relative = text.norms[end + 1] if behind == "," and end + 1 < reading.sentence.last else behind
        apart = behind == "," and relative in self._told and nominal.determiner in self._definite
        told = told or relative == "which" or apart
        return told or (nominal.first < nominal.head and behind != "of") or self._complements.is_finite(behind)

    def _joined_in(self, reading: EventReading, nominal: Nominal) -> bool:
        """Tell whether somebody opens, joins or attends "the training" and its like, or a place or day stands right behind it."""
        text, sentence, end = reading.text, reading.sentence, nominal.last
        before = text.norms[max(sentence.first, nominal.first - _NEAREST) : nominal.first]
        lesson = nominal.noun in self._attended and nominal.determiner in self._definite
        placed = reading.starts.get(end + 1) if text.norms[end : end + 1] == ["in"] else None
        there = placed is not None and placed.thing.kind in {Kind.PLACE, Kind.COUNTRY}
        return lesson and (there or any(word in self._joining for word in before))

    def _was_held(self, reading: EventReading, nominal: Nominal) -> bool:
        """Tell whether "the opening of A" and its like is then said to have been held or to have taken place."""
        return nominal.noun in self._attended and self._is_held_behind(reading, nominal)

    def _is_held_behind(self, reading: EventReading, nominal: Nominal) -> bool:
        """Tell whether a nominal is, behind what it is about, said to have been held or to have taken place."""
        text, sentence = reading.text, reading.sentence
        reach = self._complements.end(text, nominal.last, sentence.last, ABOUT, ends=_SETTING)
        pairs = itertools.pairwise(text.norms[reach : min(reach + _VERB_REACH, sentence.last)])
        return any(
            pair in _TAKING_PLACE or (pair[0] in _BEING and pair[1] in self._told | self._done) for pair in pairs
        )

    def _is_gathering(self, nominal: Nominal) -> bool:
        """Tell whether a nominal without an article is of a gathering."""
        return nominal.noun in self._gatherings and not nominal.determiner

    def _gone_to(self, reading: EventReading, nominal: Nominal) -> bool:
        """Tell whether a gathering without an article is gone to, or spoken at ("attended seminar", "in seminar took part A")."""
        text, sentence = reading.text, reading.sentence
        if not self._is_gathering(nominal) or nominal.first == sentence.first:
            return False
        before = text.words[nominal.first - 1].lower()
        behind = text.words[nominal.last].lower() if nominal.last < sentence.last else ""
        closed = (
            behind in self._closing
            or not behind.isalpha()
            or self._complements.is_finite(behind)
            or behind in self._told
        )
        inside = before in self._into or (
            before == "of" and bool(self._work_of & {*text.norms[nominal.first - 2 : nominal.first - 1]})
        )
        going = reading.held or bool(self._going & {*text.norms[sentence.first : nominal.first]})
        return closed and (before in self._attending | self._aided or (going and inside))

    def _is_told_of(self, reading: EventReading, nominal: Nominal) -> bool:
        """Tell whether a verb stands right behind a nominal, behind its place, or with its comma ("Seminar, attended by A, was …")."""
        text, sentence, end = reading.text, reading.sentence, nominal.last
        placed = reading.starts.get(end + 1) if text.words[end : end + 1] in (["in"], ["at"]) else None
        end = placed.last if placed is not None and placed.thing.kind is Kind.PLACE else end
        if text.words[end : end + 1] == [","] and end + 1 < sentence.last:
            return text.norms[end + 1] in self._told | self._done
        return end < sentence.last and self._complements.is_finite(text.norms[end])

    def _opens(self, reading: EventReading, nominal: Nominal) -> bool:
        """Tell whether a lesson is the subject of a bulletin's first sentence about an event ("The training was attended by …")."""
        opening = nominal.first - 1 == reading.sentence.first and not reading.scene.events
        return opening and nominal.noun in self._attended

    def _told_of(self, reading: EventReading, nominal: Nominal) -> bool:
        """Tell whether a plural is said to take or have taken place."""
        text, sentence = reading.text, reading.sentence
        last = self.paired(reading, nominal) or nominal.last
        reach = self._complements.end(text, last, sentence.last, ABOUT, ends=_SETTING)
        behind = text.norms[last : min(reach + _VERB_REACH, sentence.last)]
        verb = next((k for k, word in enumerate(behind) if word in _BEING), len(behind))
        passive = any(word in self._told for word in behind[verb + 1 : verb + 1 + NEAR])
        passive = passive or self._takes_place(reading, nominal)
        possessed = nominal.determiner in self._possessive
        before = text.norms[max(sentence.first, nominal.first - 1 - possessed) : nominal.first - possessed]
        listed = nominal.first - 2 >= sentence.first and text.words[nominal.first - 1].lower() == "and"
        joined = listed and any(
            end == text.ends[nominal.first - 2] for t in reading.scene.events[-1:] for _, end in t.mentions
        )
        told = any(word in self._told for word in text.norms[reach : min(reach + 1, sentence.last)]) or any(
            word in self._telling for word in before
        )
        return passive or told or joined

    def _takes_place(self, reading: EventReading, nominal: Nominal) -> bool:
        """Tell whether a sentence opens with talks, be it behind their day and place, and says that they were held or took place."""
        words = reading.text.norms[nominal.last : reading.sentence.last]
        before = reading.text.words[reading.sentence.first : nominal.first]
        opens = before[-1:] in ([], [","]) and not any(self._complements.is_finite(word) for word in before)
        held = any(one in _BEING and then in self._told for one, then in itertools.pairwise(words))
        return opens and (held or not _TAKING_PLACE.isdisjoint(itertools.pairwise(words)))

    def arranged(self, reading: EventReading, nominal: Nominal) -> bool:
        """Tell whether an act such as a presentation is arranged as an event of its own."""
        norms, sentence = reading.text.norms, reading.sentence
        before = norms[max(sentence.first, nominal.first - NEAR) : nominal.first]
        if nominal.noun in _HAD and "had" in before:
            return True
        reach = self._complements.end(reading.text, nominal.last, sentence.last, _OF, ends=_SETTING)
        beyond = norms[reach : min(reach + NEAR, sentence.last)] if norms[reach] in _HAPPENED else []
        behind = norms[nominal.last : min(nominal.last + NEAR + 1, sentence.last)]
        return any(word in self._arranging for word in (*before, *behind, *beyond))

    def paired(self, reading: EventReading, nominal: Nominal) -> int | None:
        """Return where a pair of plurals ends that are told of as one ("seminars and trainings")."""
        at, last = nominal.last, reading.sentence.last
        if not nominal.plural or nominal.determiner or at + 1 >= last or reading.text.norms[at : at + 1] != [""]:
            return None
        other = self._nominals.at(reading.text, at + 1, reading.sentence, reading.ends)
        return other.last if other and other.plural and reading.text.words[at].lower() == "and" else None


def dated_in_brackets(text: Text, sentence: Sentence) -> bool:
    """Tell whether a day stands in brackets, as a heading tells when an event was ("Seminar on precursors (Osh, 5 May 2030)")."""
    brackets = [k for k in range(sentence.first, sentence.last) if text.words[k] in {"(", ")"}]
    pairs = zip(brackets[::2], brackets[1::2], strict=False)
    return any(_MONTHS.fullmatch(text.words[k]) for one, then in pairs for k in range(one, then))
