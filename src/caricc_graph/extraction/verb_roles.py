"""Roles of verbs: what each name of a role in a verb's frame takes from the clause, or from what the bulletin speaks of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from caricc_graph.extraction.fillers import EVENT, OPERATIONS, Filler, present_at_lesson, spoken_of
from caricc_graph.extraction.nouns import noun_mods
from caricc_graph.model import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from caricc_graph.extraction.clause import Choices, Clause
    from caricc_graph.extraction.fillers import Fillers, Reading
    from caricc_graph.extraction.lexicon import Lexicon
    from caricc_graph.extraction.nouns import Noun
    from caricc_graph.extraction.spans import Thing

_CEREMONY = "ceremony"
_AT, _MODS = "event:", ".mods"
_ASIDE = frozenset({"agent", "place"})
_ACTORS = frozenset({Kind.OFFICIAL, Kind.AGENCY, Kind.COUNTRY})
_SCHEMES = frozenset({"project", "program", "initiative"})
_PROGRAMME, _AGENCY = frozenset({Kind.PROGRAMME}), frozenset({Kind.AGENCY})
_AIDED = {"funded": ("to", "for", "into", "of"), "supported": ("to", "for"), "run": ("of", "for")}
_UNNAMED = frozenset({"project", "projects", "program", "programs", "initiative", "initiatives"})
_BETWEEN, _OFFICERS = "between", "officers"
_GIVING = frozenset({"donate", "invest", "give", "spend", "inject"})
_MEETINGS = frozenset(
    {"meeting", "talks", "negotiations", "conversation", "reception", "audience", "session", "sitting"}
)
_HEADS = "heads"
_NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


@dataclass(frozen=True, slots=True)
class VerbSlot:
    """A role of a verb's frame that waits to be filled by things of some kinds."""

    role: str
    kinds: frozenset[Kind]
    clause: Clause
    reading: Reading


class VerbRoles:
    """Fills the roles of a verb's frame."""

    def __init__(self, lexicon: Lexicon, fillers: Fillers) -> None:
        stand_ins = lexicon.files["frames"]["stand_ins"]
        self._stand_ins = frozenset(stand_ins["nouns"])
        self._signers = frozenset(stand_ins["signers"])
        self._purposes = frozenset(stand_ins["purposes"])
        self._trainers = frozenset(stand_ins["trainers"])
        self._courses = frozenset(lexicon.files["frames"]["learning"]["courses"])
        self._heading = lexicon.words("names", "people", "heading")
        self._trainees = frozenset(stand_ins["trainees"])
        self._fillers = fillers
        self._filled = fillers.filled
        self._by_name: Mapping[str, Callable[[VerbSlot], list[Filler]]] = {
            "verbal": self._of_verbal,
            "event": self._of_event,
            "meeting": self._of_encounter,
            "event_near": self._of_event_near,
            "session": self._of_session,
            "audience": self._of_audience,
            "lesson": self._of_lesson,
            "operation": self._of_operation,
            "own_operation": self._of_own_operation,
            "operation:patient": self._of_operation,
            "operation|event": self._of_operation_or_event,
            "trainees": self._of_trainees,
            "trainer": self._of_trainer,
            "from|trainer": self._of_giver,
            "trainer_there": _organizers,
            "for|present": self._of_learners,
            "signer": self._of_signer,
            "pair": self._of_pair,
            "appointer": self._of_appointer,
            "thanked": self._of_thanked,
            "document": lambda slot: [Filler(told) for told in [slot.reading.scene.document] if told is not None],
            **dict.fromkeys(_AIDED, self._of_aided),
        }

    def fill(self, slot: VerbSlot) -> list[Filler]:
        """Return what fills a role: by its name, else what the parts of the clause that it lists name."""
        slot = replace(slot, role=slot.role.rstrip("+"))
        if slot.role.startswith(_AT):
            return self._event_at(slot)
        return self._by_name.get(slot.role, self._of_parts)(slot)

    def _of_parts(self, slot: VerbSlot) -> list[Filler]:
        if slot.role.endswith(_MODS):
            nouns = [noun for choice in _choices(slot.clause, slot.role.removesuffix(_MODS)) for noun in choice]
            return [one for noun in nouns if noun.span is None for one in _owners(noun, slot)]
        if slot.role == _BETWEEN and (pair := self._between(slot)):
            return pair
        choices = [choice for part in slot.role.split("|") for choice in _choices(slot.clause, part)]
        if Kind.PROGRAMME in slot.kinds:
            choices = [choice for choice in choices if len(choice) == 1 or not choice or choice[0].word not in _UNNAMED]
        found = self._filled(slot.reading, choices, slot.kinds)
        return found or (self._they(slot, slot.clause.agents()) if slot.role == "agent" else [])

    def _they(self, slot: VerbSlot, choices: Choices) -> list[Filler]:
        """Return whom "they" takes up that acted before in its sentence ("officers of A and B came home from Riga, where they took part ...")."""
        nouns = [noun for noun in next(iter(choices), []) if noun.word == "they"]
        told = [one for noun in nouns for one in self._fillers.acting_together(slot.reading, noun.first)]
        return [Filler(one) for one in told if one.kind in slot.kinds]

    def _between(self, slot: VerbSlot) -> list[Filler]:
        """Return the two whom "between the two centres" takes up, which hangs on the verb or on what it acts on."""
        acted_on = [noun for choice in slot.clause.acted_on() for noun in choice]
        nouns = [*slot.clause.link(_BETWEEN), *(one for noun in acted_on for one in noun.link(_BETWEEN))]
        told = [thing for noun in nouns for thing in self._fillers.together(noun, slot.reading)]
        return [Filler(thing) for thing in told if thing.kind in slot.kinds]

    def _event_at(self, slot: VerbSlot) -> list[Filler]:
        """Return the event where a role asks for it; the one spoken of where nothing stands there and the role admits it."""
        clause, parts = slot.clause, slot.role.removeprefix(_AT)
        choices = [choice for part in parts.removesuffix("!").split("|") for choice in _choices(clause, part)]
        preps = parts.removesuffix("!").split("|")
        below = [noun.link(*preps) for noun in clause.objects if noun.sort == "group"]
        found = self._filled(slot.reading, [*choices, *below], EVENT)
        found = found if _joined(choices, slot.reading) else found[:1]
        if found or parts.endswith("!"):
            return found
        told = self._filled(slot.reading, _governing(slot), EVENT)[:1] if clause.dependent else []
        if told and told[0].thing.event_kind.endswith(_CEREMONY):
            return told
        opening = {id(noun) for link in clause.opening for noun in link.nouns if noun.sort in _ASIDE}
        words = {noun.word for choice in choices for noun in choice if id(noun) not in opening and noun.sort != "date"}
        return self._fillers.gathering(slot.reading.scene) if not words or words & self._stand_ins else []

    # --- events

    def _of_verbal(self, slot: VerbSlot) -> list[Filler]:
        verbal = slot.reading.scene.verbal
        return [Filler(verbal)] if verbal is not None else []

    def _of_event(self, slot: VerbSlot) -> list[Filler]:
        clause = slot.clause
        around = clause.link("in", "at", "during", "to", "for", "of", "within", "on")
        choices = [*clause.acted_on(), around, *clause.agents()]
        return self._filled(slot.reading, choices, EVENT)[:1] or spoken_of(slot.reading.scene)

    def _of_event_near(self, slot: VerbSlot) -> list[Filler]:
        """Return the event that the sentence names last before the verb, else the one spoken of; none where another is named behind "to"."""
        before = slot.reading.chunks[: slot.clause.verb.first]
        named = [c.span.thing for c in before if c.span is not None and c.span.thing.kind is Kind.EVENT]
        told = [Filler(thing) for thing in named[-1:]] or self._fillers.gathering(slot.reading.scene)
        return [] if slot.clause.link("to") else told

    def _of_encounter(self, slot: VerbSlot) -> list[Filler]:
        """Return the event at which people meet: one that the clause names or its verb tells of, else a meeting spoken of."""
        named = self._filled(slot.reading, [slot.clause.link("in", "at", "during", "within")], EVENT)[:1]
        told = spoken_of(slot.reading.scene)
        return named or [one for one in told if one.thing is slot.reading.scene.verbal or _is_meeting(one.thing)]

    def _of_session(self, slot: VerbSlot) -> list[Filler]:
        clause = slot.clause
        acted_on = [[noun for noun in choice if noun.sort == "event"] for choice in clause.acted_on()]
        there = clause.link("at", "in", "during", "within", "to", "before")
        named = self._filled(slot.reading, [*acted_on, there], EVENT)
        found = [one for one in named if one.thing.event_kind not in OPERATIONS][:1]
        return found or self._fillers.gathering(slot.reading.scene)

    def _of_audience(self, slot: VerbSlot) -> list[Filler]:
        """Return the event that a verb acts on, or whose participants it does."""
        acted_on = [noun for choice in slot.clause.acted_on() for noun in choice]
        below = [one for noun in acted_on if noun.sort == "group" for one in noun.link("of", "at", "in")]
        events = [noun for noun in (*acted_on, *below) if noun.sort == "event"]
        return self._filled(slot.reading, [events], EVENT)[:1]

    def _of_lesson(self, slot: VerbSlot) -> list[Filler]:
        return [one for one in self._of_event(slot) if one.thing.event_kind in self._fillers.lessons]

    def _of_operation(self, slot: VerbSlot) -> list[Filler]:
        choices = [*slot.clause.acted_on(), slot.clause.link("of", "for")]
        return self._fillers.operation(slot.reading, choices)

    def _of_own_operation(self, slot: VerbSlot) -> list[Filler]:
        """Return the operation within which a clause says that something was done."""
        there = slot.clause.link("in", "within", "during", "of", "under", "throughout")
        there += [below for noun in slot.clause.link("as") for below in noun.link("of")]
        return [one for one in self._filled(slot.reading, [there], EVENT) if one.thing.event_kind in OPERATIONS][:1]

    def _of_operation_or_event(self, slot: VerbSlot) -> list[Filler]:
        choices = [slot.clause.link("for", "in", "to")]
        return self._fillers.operation(slot.reading, choices) or self._of_event(slot)

    # --- those whom a clause names, else those of the event spoken of

    def _of_aided(self, slot: VerbSlot) -> list[Filler]:
        """Return what is given money or means: what a clause names as such; where it names none, the event spoken of."""
        reading, clause = slot.reading, slot.clause
        aided = [noun for choice in clause.acted_on() for noun in choice if noun.span is None]
        preps = _AIDED[slot.role]
        opening = [link for link in clause.opening if link.prep in preps and link.prep != "of"]
        linked = [link for link in clause.links if link.prep in preps]
        named = [noun for link in (*linked, *opening) for noun in link.nouns]
        named = [*named, *(one for noun in aided for one in noun.link("to", "for"))]
        named = [one for noun in named for one in self._served(noun)]
        known = reading.scene.programme
        if known is not None and known.kind in slot.kinds and [noun.word for noun in named] == ["it"]:
            return [Filler(known)]
        others = [named, *clause.acted_on(), clause.link("in", "at", "during")]
        found = self._filled(reading, [named], slot.kinds) or self._filled(reading, others, slot.kinds - _ACTORS)
        unknown = {noun.word for noun in named} - self._stand_ins
        kinds = slot.kinds - EVENT if clause.verb.lemma in _GIVING else slot.kinds
        return found or ([] if unknown else spoken_of(reading.scene, kinds))

    def _served(self, noun: Noun) -> list[Noun]:
        """Return whose needs or work a noun tells of ("for the needs of A", "to the budget of B"), else the noun itself."""
        owners = noun.link("of") if noun.span is None and noun.word in self._purposes else []
        return owners or [noun]

    def _of_trainees(self, slot: VerbSlot) -> list[Filler]:
        named = self._filled(slot.reading, slot.clause.acted_on(), slot.kinds)
        return named or self._they(slot, slot.clause.acted_on()) or self._trainees_present(slot)

    def _trainees_present(self, slot: VerbSlot) -> list[Filler]:
        """Return who takes part in what is spoken of, where a clause acts on no more than "them" or "the participants"."""
        reading, clause, kinds = slot.reading, slot.clause, slot.kinds - {Kind.OFFICIAL}
        words = {noun.word for choice in clause.acted_on()[:1] for noun in choice}
        acting = [one.thing.key for one in self._filled(reading, clause.agents(), _ACTORS)]
        present = {one.key: one for one in reading.scene.present if one.kind in kinds and one.key not in acting}
        lesson = any(one.thing.event_kind in self._fillers.lessons for one in spoken_of(reading.scene))
        told = words & self._trainees or (lesson and _OFFICERS in words)
        return [Filler(thing) for thing in present.values()] if told else []

    def _of_learners(self, slot: VerbSlot) -> list[Filler]:
        """Return for whom a lesson is given, else the bodies that are said to take part in it; in a seminar none learn of mere experts."""
        named = self._filled(slot.reading, [slot.clause.link("for")], slot.kinds)
        teaching = any(noun.word in self._trainers for choice in slot.clause.agents() for noun in choice)
        lessons = self._fillers.lessons if teaching else self._courses
        return named or present_at_lesson(slot.reading.scene, lessons, slot.kinds & _AGENCY)

    def _of_trainer(self, slot: VerbSlot) -> list[Filler]:
        """Return who trains: who is named or meant by "they", else who arranges the course; nobody where "by" tells of others without a name."""
        named = self._filled(slot.reading, slot.clause.agents(), slot.kinds)
        meant = [one for one in self._together(slot) if one.thing.kind in slot.kinds]
        others = slot.clause.verb.passive and bool(slot.clause.link("by"))
        under = [
            noun for noun in slot.clause.link("within", "under") if noun.word in _SCHEMES or noun.sort == "programme"
        ]
        if under and not named:
            return self._filled(slot.reading, [under], slot.kinds & _PROGRAMME)
        return named or meant or ([] if others else _organizers(slot))

    def _of_giver(self, slot: VerbSlot) -> list[Filler]:
        """Return from whom a training is received, none of those who come to it from there."""
        choices = [slot.clause.link("from", "at", "by"), slot.clause.link("in")]
        found = self._filled(slot.reading, choices, slot.kinds - {Kind.COUNTRY})
        learning = self._filled(slot.reading, slot.clause.agents(), _ACTORS)
        return [one for one in found if one not in learning]

    def _of_signer(self, slot: VerbSlot) -> list[Filler]:
        named = self._filled(slot.reading, slot.clause.agents(), slot.kinds)
        return named or self._together(slot) or self._signers_present(slot) or self._conveners(slot)

    def _of_appointer(self, slot: VerbSlot) -> list[Filler]:
        return self._filled(slot.reading, slot.clause.agents(), slot.kinds) or self._conveners(slot)

    def _of_thanked(self, slot: VerbSlot) -> list[Filler]:
        """Return who is thanked for what a participle tells of ("expressed gratitude to A for the aid rendered to B")."""
        clauses = slot.reading.parse.clauses
        at = next(k for k, one in enumerate(clauses) if one is slot.clause)
        clause = clauses[at - 1] if at else None
        given = {id(noun) for choice in slot.clause.subjects for noun in choice}
        if clause is None or not any(id(noun) in given for noun in clause.link("for")):
            return []
        return self._fillers.thanked(slot.reading, clause, slot.kinds)

    def _conveners(self, slot: VerbSlot) -> list[Filler]:
        """Return the body whose session acts ("the Plenary adopted B")."""
        events = [one.thing for one in self._filled(slot.reading, slot.clause.agents(), EVENT)]
        bodies = [event.body or slot.reading.scene.sessions.get(event.key) for event in events]
        return [Filler(body) for body in bodies if body is not None]

    def _of_pair(self, slot: VerbSlot) -> list[Filler]:
        """Return who acts, or the two whom "the two agencies" take up; "the parties" of a talk do no more than talk."""
        nouns = [noun for choice in slot.clause.agents()[:1] for noun in choice if noun.word in self._fillers.paired]
        told = [thing for noun in nouns for thing in self._fillers.together(noun, slot.reading)]
        return self._of_parts(replace(slot, role="agent")) or [Filler(one) for one in told if one.kind in slot.kinds]

    def _together(self, slot: VerbSlot) -> list[Filler]:
        """Return those whom "they" or "the parties" before a verb take up."""
        nouns = next(iter(slot.clause.agents()), [])
        return [Filler(thing) for noun in nouns for thing in self._fillers.together(noun, slot.reading)]

    def _signers_present(self, slot: VerbSlot) -> list[Filler]:
        """Return the officials present where "the heads" sign, those at the head of something where there are two; only those whom a number before the word fits, be they of that title or of a roll."""
        nouns = next(iter(slot.clause.agents()), [])
        group = next((noun for noun in nouns if noun.word in self._signers), None)
        if group is None:
            return []
        scene = slot.reading.scene
        told = {_NUMBERS.index(word) for word in group.words if word in _NUMBERS}
        officials = [one for one in scene.present if one.kind is Kind.OFFICIAL]
        heads = (
            {one.key for word in self._heading for one in scene.holders.get(word, [])} if group.word == _HEADS else {}
        )
        leading = [one for one in officials if one.key in heads]
        officials = leading if len(leading) > 1 else officials
        choices = [officials, scene.holders.get(group.word.removesuffix("s"), []), scene.rolled]
        by_key = [{one.key: one for one in things} for things in (choices if told else choices[:1])]
        found = next((things for things in by_key if len(things) > 1 and not told - {len(things)}), {})
        return [Filler(thing) for thing in found.values()]


def _governing(slot: VerbSlot) -> Choices:
    """Return where the clause right before a dependent one takes place."""
    before = [one for one in slot.reading.parse.clauses if one.verb.last <= slot.clause.verb.first]
    return [before[-1].link("at", "during")] if before else []


def _is_meeting(thing: Thing) -> bool:
    return bool(_MEETINGS & {*thing.event_kind.split()})


def _organizers(slot: VerbSlot) -> list[Filler]:
    return [Filler(thing) for thing in slot.reading.scene.organizers]


def _owners(noun: Noun, slot: VerbSlot) -> list[Filler]:
    """Return the mentions before a noun, or what "whose" before it speaks of: what is named last; of "its" the body of the sentence before."""
    whose = noun.first > 0 and slot.reading.chunks[noun.first - 1].norm == "whose"
    named = [k for k in range(noun.first) if slot.reading.chunks[k].span is not None][-1:] if whose else []
    fillers = [slot.reading.filler(k) for k in noun_mods(noun, slot.kinds) or named]
    body = slot.reading.scene.body if "its" in noun.words else None
    if not fillers and body is not None and body.key in slot.reading.scene.fresh:
        fillers = [Filler(body)]
    return [one for one in fillers if one.thing.kind in slot.kinds]


def _joined(choices: Choices, reading: Reading) -> bool:
    """Tell whether the first choice is of nothing but events that "and" joins ("held a seminar and a workshop")."""
    nouns = next(iter(choices), [])
    last = nouns[-1].first if len(nouns) > 1 and all(noun.sort == "event" for noun in nouns) else 0
    return reading.chunks[last - 1].norm == "and" if last > 0 else False


def _choices(clause: Clause, part: str) -> Choices:
    """Return the nouns of a part of a clause: who acts, what is acted on, or what stands behind a preposition."""
    listed = [[below for noun in clause.objects for below in noun.listed]]
    if "." in part:
        above, prep = part.rsplit(".", 1)
        return [[below for noun in nouns for below in noun.link(prep)] for nouns in _choices(clause, above)]
    if part == "listed":
        return [[below for noun in choice for below in noun.listed] for choice in clause.acted_on()]
    if part == "agent":
        return clause.agents() if clause.verb.passive else [*clause.agents(), *listed]
    if part == "patient":
        return [*clause.acted_on(), *listed] if clause.verb.passive else clause.acted_on()
    return [clause.link(part)]
