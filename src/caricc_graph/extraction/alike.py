"""Alike: whether a nominal that looks new means an event spoken of, and one that looks known means another."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from caricc_graph.extraction.encounters import DATE_WORD
from caricc_graph.extraction.numbering import Numbering
from caricc_graph.model import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caricc_graph.extraction.lexicon import Lexicon
    from caricc_graph.extraction.mentions import Sentence
    from caricc_graph.extraction.nominals import Nominal, Nominals
    from caricc_graph.extraction.recall import EventReading
    from caricc_graph.extraction.scene import Scene
    from caricc_graph.extraction.spans import Thing
    from caricc_graph.extraction.text import Text

_DURATIONS = frozenset({"hour", "day", "week", "month", "year"})
_DAYS = re.compile(r"(\d{4}-\d\d-\d\d)/(\d{4}-\d\d-\d\d)")
_NUMBERS = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
# Digits of a day or a number.
_DIGITS = 2
_DAY, _FOR, _TO, _VISIT = "day", "for", "to", "visit"
_NEAR, _TAKING_PART = 4, (["part", "in"], ["participated", "in"])
_GOING = frozenset({"visit", "mission"})
_GOALS = frozenset({Kind.PLACE, Kind.COUNTRY, Kind.AGENCY})


class Alike:
    """Tells events that are called in another way from events that are others."""

    def __init__(self, lexicon: Lexicon, nominals: Nominals) -> None:
        words = lexicon.files["events"]["words"]
        self._families = nominals.families
        self._indefinite = frozenset(words["indefinite"])
        self._personal = frozenset(words["personal"])
        self._in_turn = frozenset(words["in_turn"])
        self._retold = frozenset(words["retold"])
        self._generic = frozenset(words["generic"])
        self._numbering = Numbering(lexicon)

    def again(self, reading: EventReading, nominal: Nominal) -> Thing | None:
        """Return the event spoken of that a nominal means, though it has an indefinite article, none, a possessive, or the body before it."""
        if nominal.plural or nominal.other:
            return None
        if nominal.numbered:
            return self._numbered(reading, nominal)
        if nominal.counted or _is_dated(reading.text, reading.sentence):
            return None
        return self._lasting(reading, nominal) or self._retelling(reading, nominal) or self._his(reading, nominal)

    def _numbered(self, reading: EventReading, nominal: Nominal) -> Thing | None:
        """Return the event of a body that is told of by its number alone, where the body stands before the noun now ("the 30th session", "the 30th EAG session")."""
        text, body = reading.text, nominal.body
        named = [
            k
            for span in reading.sentence.spans
            if span.thing is body and nominal.first <= span.first and span.last <= nominal.head
            for k in range(span.first, span.last)
        ]
        if not named:
            return None
        words = self._numbering.words(
            " ".join(text.norms[k] for k in range(nominal.first, nominal.last) if k not in named and text.norms[k])
        )
        known = reading.scene.days if _is_dated(text, reading.sentence) else {}
        events = (thing for thing in reading.scene.events if thing.key not in known)
        return next((thing for thing in events if self._is_of(reading.scene, thing, body, words)), None)

    def _is_of(self, scene: Scene, thing: Thing, body: Thing | None, words: Sequence[str]) -> bool:
        """Tell whether an event of a body is told of by these words and what it is of or on, or one that is of and on nothing by these alone."""
        held = thing.body or scene.sessions.get(thing.key)
        told = self._numbering.words if held is None else self._numbering.head
        names = thing.names if held is not None else [max(thing.names, key=len, default="")]
        return held in (None, body) and any(sorted(words) == sorted(told(name)) for name in names)

    def _lasting(self, reading: EventReading, nominal: Nominal) -> Thing | None:
        """Return the main event where somebody takes part in one of its kind that lasts as many days ("took part in a three-day gathering")."""
        text, main = reading.text, reading.scene.main
        first = behind_duration(text, nominal)
        if main is None or nominal.determiner not in self._indefinite or first == nominal.first:
            return None
        alike = nominal.noun in self._generic or self._are_akin(nominal.noun, main)
        days = _days(reading.scene.days.get(main.key, ""))
        lasting = text.norms[first - 1] == _DAY and _number(text.norms[first - 3]) == days
        return main if alike and lasting and _is_joined(text, reading.sentence, nominal) else None

    def _retelling(self, reading: EventReading, nominal: Nominal) -> Thing | None:
        """Return the only event of its noun that a bare one takes up at the head of its sentence ("Seminar was attended by …")."""
        text, sentence = reading.text, reading.sentence
        bare = nominal.first == nominal.head == sentence.first and nominal.last < sentence.last
        if not bare or text.norms[nominal.last] not in self._retold or _is_placed(reading):
            return None
        same = [t for t in reading.scene.events if t.event_kind == nominal.noun and not t.plural]
        return same[0] if len(same) == 1 else None

    def _his(self, reading: EventReading, nominal: Nominal) -> Thing | None:
        """Return the visit spoken of last where it is told of as that of who made it, with no other goal ("during his visit")."""
        if nominal.determiner not in self._personal or not self._is_visit(nominal.noun):
            return None
        if reading.text.norms[nominal.last : nominal.last + 1] == [_TO]:
            return None
        visits = [t for t in reading.scene.events if self._is_visit(t.event_kind) and not t.plural]
        return visits[-1] if visits else None

    def of_now(self, scene: Scene, nominal: Nominal, events: Sequence[Thing]) -> list[Thing]:
        """Return those of the events that lie neither ahead nor behind; all where there are no others, but for "the meeting" the main event."""
        now = [thing for thing in events if thing.key not in scene.ahead and not self._is_in_turn(thing)]
        main = scene.main if events and scene.main is scene.encounter and nominal.noun in self._generic else None
        return now or ([main] if main is not None else [*events])

    def _is_in_turn(self, thing: Thing) -> bool:
        """Tell whether an event is told of as the next or the last one of its kind."""
        return any(self._in_turn & {*name.lower().split()[:2]} for name in thing.names)

    def not_others(self, reading: EventReading, nominal: Nominal, events: Sequence[Thing]) -> list[Thing]:
        """Return those of the events that may be for whom a nominal is told to be, rather those that were said to be so.

        With a day of its own it means no dated event that is for others ("the course for A was held on 5 May").
        """
        text, sentence = reading.text, reading.sentence
        ours = self._numbering.behind(text, sentence, nominal.last) if text.norms[nominal.last] == _FOR else set()
        theirs = [(thing, self._numbering.told_behind(thing, _FOR)) for thing in events] if ours else []
        exact = [thing for thing, told in theirs if ours <= told]
        if exact or not ours or not _is_dated(text, sentence):
            return exact or [*events]
        return [thing for thing, told in theirs if thing.key not in reading.scene.days or not told or told <= ours]

    def is_for_others(self, reading: EventReading, nominal: Nominal, thing: Thing) -> bool:
        """Tell whether a nominal is told to be for quite others than an event spoken of ("the A meeting for Africa", "for Europe")."""
        if reading.text.norms[nominal.last] != _FOR:
            return False
        ours = self._numbering.behind(reading.text, reading.sentence, nominal.last)
        theirs = self._numbering.told_behind(thing, _FOR)
        return bool(ours and theirs) and not ours & theirs

    def goal(self, reading: EventReading, nominal: Nominal, k: int) -> int:
        """Return where the name of a visit or mission ends that goes on at `k` with its goal ("visit of A to B"); `k` where it does not."""
        text = reading.text
        going = _GOING & self._families.get(nominal.noun, frozenset()) and text.norms[k : k + 1] == [_TO]
        at = k + 1 + (text.norms[k + 1 : k + 2] == ["the"])
        span = reading.starts.get(at) if going else None
        return span.last if span is not None and span.thing.kind in _GOALS else k

    def _is_visit(self, noun: str) -> bool:
        return _VISIT in self._families.get(noun, ())

    def _are_akin(self, noun: str, thing: Thing) -> bool:
        none: frozenset[str] = frozenset()
        return bool(self._families.get(noun, none) & self._families.get(thing.event_kind, none))


def behind_duration(text: Text, nominal: Nominal) -> int:
    """Return where a nominal goes on behind how long the event lasts ("a ten-day dog handling course"); where it begins if nothing tells."""
    behind = nominal.first + 3
    lasting = behind <= nominal.head and text.words[behind - 2] == "-" and text.norms[behind - 1] in _DURATIONS
    return behind if lasting else nominal.first


def _is_joined(text: Text, sentence: Sentence, nominal: Nominal) -> bool:
    """Tell whether somebody takes part in what a nominal behind its article names."""
    before = text.norms[max(sentence.first, nominal.first - _NEAR) : nominal.first - 1]
    return before[-2:] in _TAKING_PART or before[-1:] == ["attended"]


def _is_dated(text: Text, sentence: Sentence) -> bool:
    """Tell whether a sentence names a month or a year."""
    words = text.words[sentence.first : sentence.last]
    return any(len(word) > _DIGITS and DATE_WORD.fullmatch(word) for word in words)


def _is_placed(reading: EventReading) -> bool:
    """Tell whether a sentence names the place where something is ("in Osh")."""
    where = (span for span in reading.sentence.spans if span.thing.kind in {Kind.PLACE, Kind.COUNTRY})
    return any(reading.text.norms[span.first - 1] in {"in", "at"} for span in where if span.first)


def _days(edtf: str) -> int:
    """Return how many days an interval has; -1 where it is none of days."""
    found = _DAYS.fullmatch(edtf)
    return (date.fromisoformat(found[2]) - date.fromisoformat(found[1])).days + 1 if found else -1


def _number(word: str) -> int:
    if word.isdigit():
        return int(word)
    return _NUMBERS.index(word) if word in _NUMBERS else 0
