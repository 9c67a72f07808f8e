"""Recall: which event of the bulletin so far a nominal takes up again."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from caricc_graph.extraction.encounters import DATE_WORD
from caricc_graph.extraction.numbering import ABOUT, Numbering
from caricc_graph.model import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from caricc_graph.extraction.alike import Alike
    from caricc_graph.extraction.lexicon import Lexicon
    from caricc_graph.extraction.mentions import Sentence
    from caricc_graph.extraction.nominals import Nominal, Nominals
    from caricc_graph.extraction.scene import Scene
    from caricc_graph.extraction.spans import Discourse, Span, Thing
    from caricc_graph.extraction.text import Text

OPERATION = "operation"
_COURSE, _NEAR = "course", 6
_BRIEFING, _FEW = "briefing", 3
_GIVING = frozenset({"gave", "given", "give", "delivered", "provided", "received"})
_WORKS = frozenset({"exercise", "meeting", "negotiations", "talks", "session", "discussion", "works"})
_SESSIONS = frozenset({"meeting", "session", "sitting", "plenary", "plenary session", "plenary meeting"})
_OTHER_PARTIES = frozenset({"of", "with", "between"})
_AHEAD = frozenset({"will", "planned", "scheduled", "expected", "shall", "would", "next"})
_CEREMONY, _WHICH, _HAD = "ceremony", "which", "had"
_CLOSING = frozenset({"closing", "graduation", "certificates", "diplomas", "concluding", "final"})
_UNDERGOING = frozenset({"underwent", "undergone", "passed", "completed"})
_TAKING_PART, _FAR = frozenset({"part", "participated", "participation"}), 8
_TALKS = frozenset({"talks", "negotiations", "conversation", "conversations", "meeting", "discussion", "discussions"})
_NEXT, _EDITION, _ONE, _ON, _OCCASION = "next", "edition", "one", "on", "occasion"
_SPEAKING_OF = frozenset({"participants", "participant", "attendees"})


@dataclass(frozen=True, slots=True)
class EventReading:
    """What the events of one sentence are read from."""

    text: Text
    sentence: Sentence
    discourse: Discourse
    scene: Scene
    held: bool
    starts: Mapping[int, Span]
    ends: Mapping[int, Span]
    titled: set[int] = field(default_factory=set)


class Recall:
    """Finds the event that a nominal takes up again, if any."""

    def __init__(self, lexicon: Lexicon, nominals: Nominals, alike: Alike) -> None:
        words = lexicon.files["events"]["words"]
        self._nominals = nominals
        self._alike = alike
        self._generic = frozenset(words["generic"])
        self._single = frozenset(words["single"])
        self._definite = frozenset(words["definite"])
        self._indefinite = frozenset(words["indefinite"])
        self._in_turn = frozenset(words["in_turn"])
        self._numbering = Numbering(lexicon)

    def titled(self, scene: Scene, text: Text, title: tuple[int, int]) -> Thing | None:
        """Return the event spoken of that bears the name in the tokens of a title."""
        name = _letters(text.slice(*title))
        return next((thing for thing in scene.events if any(name == _letters(told) for told in thing.names)), None)

    def christened(self, scene: Scene, nominal: Nominal) -> Thing | None:
        """Return the only operation spoken of, which had no name so far and gets it here ("… an operation …. Operation Steppe …")."""
        operations = [thing for thing in scene.events if thing.event_kind == OPERATION]
        named = nominal.determiner not in self._indefinite and not (nominal.numbered or nominal.other or nominal.plural)
        if not named or OPERATION not in self._nominals.families.get(nominal.noun, ()) or len(operations) != 1:
            return None
        only = operations[0]
        return only if only.descriptive and not only.plural and not only.title else None

    def known(self, reading: EventReading, nominal: Nominal) -> Thing | None:
        """Return the event that a nominal without a title takes up again."""
        encounter = reading.scene.encounter
        if encounter is not None and self._of_encounter(reading, nominal):
            encounter.event_kind = nominal.noun
            return encounter
        return self._alike.again(reading, nominal) or self._told_before(reading, nominal)

    def _told_before(self, reading: EventReading, nominal: Nominal) -> Thing | None:
        """Return the event that a nominal takes up by its article, its number, its name or what it is of."""
        if nominal.determiner in self._indefinite or self._dated_anew(reading, nominal) or nominal.counted:
            return None
        if nominal.numbered or nominal.named:
            return self.renamed(reading, nominal)
        if nominal.other:
            return self._next_again(reading, nominal)
        if self.of_other_body(reading, nominal):
            return None
        return self.spoken_of(reading, nominal)

    def _of_encounter(self, reading: EventReading, nominal: Nominal) -> bool:
        """Tell whether "talks" and their like, with no day of their own, are the only event told of so far, by its verb ("received a delegation")."""
        scene, sentence = reading.scene, reading.sentence
        apart = nominal.numbered or nominal.named or nominal.other or nominal.counted or nominal.body is not None
        dated = any(DATE_WORD.fullmatch(reading.text.words[k]) for k in range(sentence.first, sentence.last))
        apart = apart or reading.text.norms[nominal.last] in ABOUT
        only = scene.encounter is not None and scene.events == [scene.encounter]
        return only and nominal.noun in _TALKS and not (apart or dated)

    def _next_again(self, reading: EventReading, nominal: Nominal) -> Thing | None:
        """Return the event that was told of before as the next one of its kind, where "the next meeting" comes up again."""
        told = {*reading.text.norms[nominal.first : nominal.head]} == {_NEXT} and nominal.determiner in self._definite
        events = [one for one in reading.scene.events if one.event_kind == nominal.noun] if told else []
        return next((one for one in events if any(name.lower().startswith(_NEXT) for name in one.names)), None)

    def spoken_of(self, reading: EventReading, nominal: Nominal) -> Thing | None:
        """Return the event that a nominal takes up by nothing but its noun and "the"."""
        scene = reading.scene
        behind = reading.text.norms[nominal.last] if nominal.last < reading.sentence.last else ""
        complement, bare = behind in ABOUT, nominal.first == nominal.head
        if nominal.plural and bare and not nominal.determiner:
            return None if complement else self._several_again(reading, nominal)
        if nominal.determiner not in self._definite and not (bare and behind in _SPEAKING_OF):
            return None
        if OPERATION in self._nominals.families.get(nominal.noun, ()):
            several = [t for t in scene.events if t.plural and t.event_kind == OPERATION]
            return scene.operation if not nominal.plural else several[-1] if several else None
        return self._of_kind(reading, nominal, complement=complement)

    def _several_again(self, reading: EventReading, nominal: Nominal) -> Thing | None:
        """Return the events told of together before that a bare plural takes up at the head of its sentence."""
        opening = nominal.first == reading.sentence.first
        return next((t for t in reading.scene.events if opening and t.plural and self._is_kind(nominal, t)), None)

    def _is_kind(self, nominal: Nominal, thing: Thing) -> bool:
        operation = OPERATION in self._nominals.families.get(nominal.noun, ())
        return thing.event_kind == (OPERATION if operation else nominal.noun)

    def _of_kind(self, reading: EventReading, nominal: Nominal, *, complement: bool) -> Thing | None:
        """Return the latest event of the nominal's noun, else of its family; for "the meeting" the main one.

        A nominal with a `complement` takes up none of another noun.
        """
        scene = reading.scene
        events = [thing for thing in scene.events if thing.event_kind != OPERATION]
        events = self._alike.not_others(reading, nominal, events)
        same = [thing for thing in events if nominal.noun == thing.event_kind]
        if complement and not same and self._is_longer_named(reading, nominal):
            same = [thing for thing in events if thing.event_kind.endswith(f" {nominal.noun}")]
        if not _AHEAD & {*reading.text.norms[reading.sentence.first : reading.sentence.last]}:
            same = self._alike.of_now(scene, nominal, same)
        if same or complement:
            return _latest(same, nominal)
        named = [thing for thing in events if any(nominal.noun in name.lower().split() for name in thing.names)]
        if named:
            return _latest(named, nominal)
        if nominal.noun in self._generic:
            return None if self.is_within_visit(reading, nominal) else scene.main
        if self._set_anew(reading, nominal):
            return None
        if self._is_solemn(reading, nominal):
            return scene.main
        family = self._nominals.families[nominal.noun]
        akin = [t for t in events if family & self._nominals.families.get(t.event_kind, frozenset())]
        if nominal.noun in self._single:
            akin = [t for t in akin if "visit" not in t.event_kind]
        return _latest(akin, nominal)

    def _is_longer_named(self, reading: EventReading, nominal: Nominal) -> bool:
        """Tell whether "the ceremony on …" may be a hand-over ceremony spoken of."""
        behind = reading.text.norms[nominal.last : nominal.last + 3]
        on = behind[:1] == [_ON] and _OCCASION not in behind
        return on and not (nominal.plural or self._is_apart(reading, nominal))

    def _is_solemn(self, reading: EventReading, nominal: Nominal) -> bool:
        """Tell whether "the ceremony" takes up the event spoken of, which is of another kind, but no lesson, no visit that a noun names, nor several."""
        scene, main = reading.scene, reading.scene.main
        plain = nominal.noun == _CEREMONY and nominal.first == nominal.head
        told = plain and _WHICH not in reading.text.norms[nominal.last : nominal.last + 2]
        if not told or self._is_apart(reading, nominal) or main is None or main.plural or self._is_lesson(main):
            return False
        return main is scene.encounter or "visit" not in self._nominals.families.get(main.event_kind, ())

    def _is_apart(self, reading: EventReading, nominal: Nominal) -> bool:
        """Tell whether the sentence has a day or year of its own or tells of what had been, or the nominal has a place ("In 2019 N. was praised at the ceremony in Vienna")."""
        text, end = reading.text, nominal.last
        sentence = reading.sentence
        dated = any(DATE_WORD.fullmatch(text.words[k]) for k in range(sentence.first, sentence.last))
        place = reading.starts.get(end + 1) if text.norms[end : end + 1] in (["in"], ["at"]) else None
        return dated or place is not None or _HAD in text.norms[sentence.first : sentence.last]

    def of_its_kind(self, scene: Scene, word: str) -> Thing | None:
        """Return the event that "the next one" or "the next edition" is another of: the latest, or rather an operation for an edition."""
        kinds = (scene.latest, scene.operation) if word == _ONE else (scene.operation, scene.latest)
        return next((thing for thing in kinds if thing is not None), None)

    def is_in_turn(self, reading: EventReading, nominal: Nominal) -> bool:
        """Tell whether a nominal is told of as the next or the previous one; an edition has a name of its own."""
        return nominal.noun != _EDITION and bool(
            self._in_turn & {*reading.text.norms[max(nominal.first - 1, reading.sentence.first) : nominal.head]}
        )

    def convened(self, reading: EventReading, nominal: Nominal) -> Thing | None:
        """Return the body whose sessions the bulletin tells of, where "the next session" is another of them."""
        scene = reading.scene
        behind = reading.text.norms[nominal.last] if nominal.last < reading.sentence.last else ""
        if (
            not self.is_in_turn(reading, nominal)
            or nominal.plural
            or behind in _OTHER_PARTIES
            or nominal.noun not in _SESSIONS
        ):
            return None
        held = [one for one in scene.events if one.key in scene.sessions and one.event_kind in _SESSIONS]
        return scene.sessions[held[-1].key] if held else None

    def concluded(self, reading: EventReading, nominal: Nominal) -> Thing | None:
        """Return the lesson spoken of last that a ceremony closes ("the closing ceremony", "a ceremony of the presentation of certificates")."""
        text, last = reading.text, nominal.last
        if not nominal.noun.endswith(_CEREMONY) or nominal.plural:
            return None
        behind = text.norms[last + 1 : min(last + _NEAR, reading.sentence.last)] if text.norms[last] == "of" else []
        words = {*text.norms[nominal.first : last], *behind}
        held = [one for one in reading.scene.events if not one.plural and self._is_lesson(one)]
        return held[-1] if held and words & _CLOSING else None

    def of_course(self, scene: Scene) -> bool:
        """Tell whether the event spoken of is a course or its like."""
        return scene.latest is not None and self._is_lesson(scene.latest)

    def _is_lesson(self, thing: Thing) -> bool:
        return "lesson" in self._nominals.families.get(thing.event_kind, ())

    def is_attended(self, reading: EventReading, nominal: Nominal) -> bool:
        """Tell whether somebody takes part in what a nominal without an article names ("took part in Osh in workshop on A")."""
        at = nominal.first - 1
        before = reading.text.norms[max(reading.sentence.first, at - _FAR) : at]
        inside = at > reading.sentence.first and reading.text.norms[at] == "in"
        opening = reading.text.norms[at] == "of" and before[-1:] == ["opening"]
        return opening or (inside and bool(_TAKING_PART & {*before}))

    def is_undergone(self, reading: EventReading, nominal: Nominal) -> bool:
        """Tell whether somebody goes through a lesson that no word stands before ("underwent training in Osh")."""
        lesson = "lesson" in self._nominals.families.get(nominal.noun, ())
        return (
            lesson and nominal.first > reading.sentence.first and reading.text.norms[nominal.first - 1] in _UNDERGOING
        )

    def is_joined(self, reading: EventReading, nominal: Nominal) -> bool:
        """Tell whether a discussion is that of the event spoken of, in which somebody takes part ("took part in the discussions")."""
        before = reading.text.norms[max(reading.sentence.first, nominal.first - _NEAR) : nominal.first]
        return reading.scene.main is not None and "in" in before and bool(_TAKING_PART & {*before})

    def is_within_visit(self, reading: EventReading, nominal: Nominal) -> bool:
        """Tell whether a meeting is one with somebody in the course of the visit spoken of ("during the meeting with N.")."""
        main, behind = reading.scene.main, reading.text.norms[nominal.last : nominal.last + 1]
        visiting = main is not None and "visit" in self._nominals.families.get(main.event_kind, ())
        starts = range(nominal.last + 1, min(nominal.last + _NEAR, reading.sentence.last))
        return visiting and behind == ["with"] and any(k in reading.starts for k in starts)

    def is_progress(self, reading: EventReading, nominal: Nominal) -> bool:
        """Tell whether "the course" is only that of an event ("followed the course of the operation"), a briefing a speech."""
        at = nominal.last + 1
        if nominal.noun == _BRIEFING and nominal.first == nominal.head and not reading.titled:
            before = reading.text.norms[max(reading.sentence.first, nominal.first - _FEW) : nominal.first]
            return nominal.determiner in self._indefinite and bool(_GIVING & {*before})
        if nominal.noun != _COURSE or nominal.first < nominal.head or reading.text.norms[at - 1 : at] != ["of"]:
            return False
        words = reading.text.norms[at : min(at + _NEAR, reading.sentence.last)]
        return nominal.determiner in self._definite and any(OPERATION in word or word in _WORKS for word in words)

    def renamed(self, reading: EventReading, nominal: Nominal) -> Thing | None:
        """Return the event of the same kind whose names hold all words of this one, or whose body this one has before it."""
        words = self._numbering.words(" ".join(filter(None, reading.text.norms[nominal.first : nominal.last])))
        for thing in reversed(reading.scene.events):
            names = [name.lower() for name in thing.names]
            if self._alike.is_for_others(reading, nominal, thing):
                continue
            if self._bears(reading, nominal, thing, words):
                return thing
            body = nominal.body.names if nominal.body and not nominal.numbered and not nominal.other else []
            held_by = reading.scene.sessions.get(thing.key)
            if body and held_by is nominal.body and self._akin(thing, nominal) and not thing.plural:
                return thing
            if thing.event_kind == nominal.noun and any(own.lower() in name for own in body for name in names):
                return thing
        return None

    def _bears(self, reading: EventReading, nominal: Nominal, thing: Thing, words: Sequence[str]) -> bool:
        """Tell whether an event has a name with all words of a nominal; of a numbered one it must be of and on the same, too."""
        told = [name for name in thing.names if {*words} <= {*self._numbering.words(name)}]
        if not (told and nominal.numbered):
            return bool(told)
        text, head = reading.text, reading.text.norms[nominal.head : nominal.last]
        numbered = any(self._numbering.numbers_head(name, words, head) for name in told)
        return numbered and not self._numbering.contradict(text, reading.sentence, nominal, thing, reading.scene)

    def _akin(self, thing: Thing, nominal: Nominal) -> bool:
        families = self._nominals.families
        return bool(families.get(nominal.noun, frozenset()) & families.get(thing.event_kind, frozenset()))

    def of_other_body(self, reading: EventReading, nominal: Nominal) -> bool:
        """Tell whether the head goes on with "of" and a body that no event spoken of has in its name."""
        text, end, scene = reading.text, nominal.last, reading.scene
        if end + 1 >= reading.sentence.last or text.norms[end] != "of" or scene.main is None:
            return False
        at = end + 2 if text.words[end + 1].lower() in {"the", "its"} else end + 1
        body = reading.starts.get(at)
        if body is None or body.bare or body.thing.kind is not Kind.AGENCY:
            return False
        return not any(name in told for thing in scene.events for told in thing.names for name in body.thing.names)

    def _set_anew(self, reading: EventReading, nominal: Nominal) -> bool:
        """Tell whether what stands right behind a nominal sets it apart from what is spoken of ("at the summit in Osh on 5 May", "the talks which A had")."""
        text, end = reading.text, nominal.last
        if text.norms[end : end + 1] == [_WHICH]:
            return True
        place = reading.starts.get(end + 1) if text.norms[end : end + 1] == ["in"] else None
        placed = place is not None and place.thing.kind in {Kind.PLACE, Kind.COUNTRY}
        on = place.last if placed and place is not None else len(text.words)
        dated = text.norms[on : on + 1] == ["on"] and on + 1 < len(text.words)
        return dated and DATE_WORD.fullmatch(text.words[on + 1]) is not None

    def _dated_anew(self, reading: EventReading, nominal: Nominal) -> bool:
        """Tell whether a body's meeting has a date of its own beside it ("the CNC meeting on 23 November 2021")."""
        text, end = reading.text, nominal.last
        return (
            nominal.body is not None
            and end + 1 < len(text.words)
            and text.norms[end] in {"on", "of", "in"}
            and DATE_WORD.fullmatch(text.words[end + 1]) is not None
        )


def _latest(events: Sequence[Thing], nominal: Nominal) -> Thing | None:
    """Return the latest of some events; of several and single ones that which is told of as the nominal is."""
    alike = [thing for thing in events if thing.plural == nominal.plural]
    return next(reversed(alike or events), None)


def _letters(name: str) -> str:
    """Return a name without what it is written with or without ("Barrier-Steppe", "Barrier - Steppe")."""
    return "".join(filter(str.isalnum, name.casefold()))
