"""Roles of nouns: what each name of a role in a noun's frame takes from around the noun, or from what the bulletin speaks of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from caricc_graph.extraction.fillers import EVENT, Filler, present_at_lesson, spoken_of
from caricc_graph.extraction.nouns import noun_mods
from caricc_graph.extraction.sides import behind
from caricc_graph.extraction.subjects import EQUALS
from caricc_graph.model import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from caricc_graph.extraction.chunks import Chunk
    from caricc_graph.extraction.clause import Choices, Clause
    from caricc_graph.extraction.fillers import Fillers, Reading
    from caricc_graph.extraction.lexicon import Lexicon
    from caricc_graph.extraction.nouns import Noun
    from caricc_graph.extraction.places import Place
    from caricc_graph.extraction.scene import Scene
    from caricc_graph.extraction.spans import Thing

_HIS = {"his": "he", "her": "she"}
_STATUS = "status"
_HAVING = frozenset({"have", "include", "unite", "number"})
_PEOPLE = frozenset({Kind.OFFICIAL})
_PROGRAMMES = frozenset({Kind.PROGRAMME})
_WORK = frozenset({"work", "activities", "activity"})
_BODY_WORDS = frozenset({"organization", "organisation", "centre", "center", "group", "body"})
_OPENING = 3
_PART, _JOINT = "part", "joint"
_ONE = frozenset({"member", "observer", "state", "country"})
_STATUSES = frozenset({"members", "observers"})
_MEMBERS = frozenset({"member", "members"})
_TAKING_PLACE = frozenset({"take", "be", "occur", "continue", "begin", "end"})
_BODIES = frozenset({Kind.AGENCY})
_ORGANS = frozenset({"council", "committee", "commission", "secretariat", "board", "cnc"})

_SITTINGS = frozenset({"plenary", "session", "meeting", "sitting"})
_FELLOWS = frozenset({"organizations", "organisations", "states", "countries", "bodies", "agencies", "institutions"})
_BESIDES = frozenset({"together", "besides", "with", "without", "except"})


@dataclass(frozen=True, slots=True)
class NounSlot:
    """A role of a noun's frame that waits to be filled by things of some kinds."""

    role: str
    kinds: frozenset[Kind]
    place: Place
    reading: Reading


class NounRoles:
    """Fills the roles of a noun's frame."""

    def __init__(self, lexicon: Lexicon, fillers: Fillers) -> None:
        verbs, grammar = lexicon.files["frames"]["verb"], lexicon.files["frames"]["grammar"]
        self._copulas = frozenset(grammar["copulas"])
        self._coming = frozenset(grammar["coming"])
        self._giving = frozenset(grammar["giving"])
        self._founding = frozenset(grammar["founding"])
        self._organizing = frozenset(next(frame["lemmas"] for frame in verbs if frame["rule"] == "organized"))
        self._fillers = fillers
        self._filled = fillers.filled
        self._by_name: Mapping[str, Callable[[NounSlot], list[Filler]]] = {
            "this": self._of_this,
            "target": self._of_target,
            "own_target": self._of_own_target,
            "programme": self._of_programme,
            "patient_programme": lambda slot: self._of_parts(replace(slot, role="patient", kinds=_PROGRAMMES)),
            "organized": self._of_organized,
            "happening": self._of_happening,
            "operation": self._of_operation,
            "equals": lambda slot: self._filled(slot.reading, self._equals(slot.place), slot.kinds),
            "beside": lambda slot: self._filled(slot.reading, _beside(slot), slot.kinds),
            "holder": lambda slot: self._filled(slot.reading, self._holders(slot.place), slot.kinds),
            "organizer": self._of_organizer,
            "person_of": lambda slot: self._filled(slot.reading, [slot.place.noun.link("of")], _PEOPLE),
            "present": self._of_present,
            "convener": _convener,
            "granter": self._of_granter,
            "thanked": self._of_thanked,
            "spoken_body": _spoken_body,
            "club": _club,
            "visitors": lambda slot: [Filler(one) for one in slot.reading.scene.visitors if one.kind in slot.kinds],
            "side": lambda slot: [Filler(thing) for thing in behind(slot.reading.scene.sides, slot.reading.scene)],
            "people_listed": lambda slot: self._filled(slot.reading, [slot.place.noun.listed], _PEOPLE),
            "worked_in": self._of_work,
        }

    def fill(self, slot: NounSlot) -> list[Filler]:
        """Return what fills a role: by its name, else what the parts around the noun that it lists name."""
        slot = replace(slot, role=slot.role.rstrip("+"))
        return self._by_name.get(slot.role, self._of_parts)(slot)

    def _of_parts(self, slot: NounSlot) -> list[Filler]:
        parts = slot.role.split("|")
        choices = [choice for part in parts for choice in noun_choices(slot.place, part)]
        found = self._filled(slot.reading, choices, slot.kinds)
        found = found or (_before(slot) if "mods" in parts else [])
        return found or (self._of_fellows(slot) if "fellow" in parts else [])

    def _of_fellows(self, slot: NounSlot) -> list[Filler]:
        """Return the body whose members the sentence names before it comes to its observers; "members of A and observers" may tell of observers of what they do."""
        first = slot.place.noun.first
        before = [place for place in slot.reading.places if place.noun.first < first and place.noun.last < first - 1]
        members = [
            place for place in before if place.noun.span is None and _MEMBERS & {place.noun.word, *place.noun.words}
        ]
        choices = [choice for place in members for choice in noun_choices(place, "of")]
        having = [one.clause for one in members if one.clause is not None and one.clause.verb.lemma in _HAVING]
        choices += [clause.subjects[0] for clause in having if clause.subjects]
        owners = [owner for place in members for owner in _before(replace(slot, place=place))]
        return self._filled(slot.reading, choices, slot.kinds) or owners[:1]

    def _of_work(self, slot: NounSlot) -> list[Filler]:
        """Return whose work a clause tells of taking part in ("took part in the work of the Group as an observer", "in its work")."""
        found = self._filled(slot.reading, _worked_in(slot.place), slot.kinds)
        clause = slot.place.clause
        own = [noun for noun in (clause.link("in") if clause is not None else []) if noun.word in _WORK]
        return found or [one for noun in own for one in _owner(replace(slot, place=replace(slot.place, noun=noun)))]

    def _of_this(self, slot: NounSlot) -> list[Filler]:
        noun = slot.place.noun
        if noun.span is not None:
            return [slot.reading.filler(noun.head)] if noun.span.thing.kind in slot.kinds else []
        return spoken_of(slot.reading.scene) if Kind.EVENT in slot.kinds else []

    def _of_target(self, slot: NounSlot) -> list[Filler]:
        """Return what a noun belongs to, else the event spoken of, unless a dependent clause tells of something else ("a unit set up with the help of A")."""
        clause = slot.place.clause
        apart = clause is not None and clause.dependent and clause.verb.passive
        return self._target(slot) or (spoken_of(slot.reading.scene) if Kind.EVENT in slot.kinds and not apart else [])

    def _of_own_target(self, slot: NounSlot) -> list[Filler]:
        """Return the event that a noun itself speaks of ("the participation of A in the forum"), else what it belongs to.

        None where it speaks of something else ("the involvement of A in the processes of B").
        """
        own = slot.place.noun.link("in", "at", "during")
        elsewhere = any(one.sort == "agent" or one.mods for one in own)
        return self._filled(slot.reading, [own], EVENT)[:1] or ([] if elsewhere else self._of_target(slot))

    def _of_programme(self, slot: NounSlot) -> list[Filler]:
        known = slot.reading.scene.programme
        return self._target(slot) or ([Filler(known)] if known is not None else [])

    def _of_organized(self, slot: NounSlot) -> list[Filler]:
        return self._target(replace(slot, kinds=EVENT))

    def _of_happening(self, slot: NounSlot) -> list[Filler]:
        clause = slot.place.clause
        told = clause is not None and clause.verb.lemma in self._organizing | _TAKING_PLACE
        return self._target(slot, own=False) or (spoken_of(slot.reading.scene) if told else [])

    def _of_operation(self, slot: NounSlot) -> list[Filler]:
        clause = slot.place.clause
        return self._fillers.operation(slot.reading, [*clause.acted_on(), *clause.agents()] if clause else [])

    def _of_organizer(self, slot: NounSlot) -> list[Filler]:
        """Return who organised the event: behind "by", else who acts, else who is said to have done so before."""
        clause = slot.place.clause
        choices = [slot.place.noun.link("by")]
        if clause is not None and clause.verb.lemma in self._organizing:
            choices += clause.agents()
        found = self._filled(slot.reading, choices, slot.kinds)
        return found or [Filler(thing) for thing in slot.reading.scene.organizers]

    def _of_granter(self, slot: NounSlot) -> list[Filler]:
        """Return the body that gives a status: who acts, or the body whose session does; that whose organ it is, where the sentence or one before says so."""
        clause, scene = slot.place.clause, slot.reading.scene
        agents = clause.agents() if clause is not None and not slot.place.as_subject else []
        events = [one.thing for one in self._filled(slot.reading, agents, EVENT)]
        bodies = [event.body or scene.sessions.get(event.key) for event in events]
        named = [_whole(one, slot.reading) for one in self._filled(slot.reading, agents, slot.kinds)]
        owners = [one for choice in agents for noun in choice if noun.sort == "event" for one in noun.link("of")]
        known = [Filler(body) for body in bodies if body is not None]
        return named or known or self._filled(slot.reading, [owners], slot.kinds)

    def _of_thanked(self, slot: NounSlot) -> list[Filler]:
        """Return who is thanked for what a noun tells."""
        clause = slot.place.clause
        return self._fillers.thanked(slot.reading, clause, slot.kinds) if clause is not None else []

    def _of_present(self, slot: NounSlot) -> list[Filler]:
        """Return the bodies that take part in the lesson spoken of."""
        return present_at_lesson(slot.reading.scene, self._fillers.lessons, slot.kinds & _BODIES)

    def _target(self, slot: NounSlot, *, own: bool = True) -> list[Filler]:
        """Return the event, programme or body that a noun belongs to: what it hangs on, else what its clause acts on or is about.

        What hangs on the noun itself is passed over; with `own` false, it is not even looked at.
        """
        noun, clause, reading = slot.place.noun, slot.place.clause, slot.reading
        wanted = slot.kinds - {Kind.AGENCY}
        above = next((one for one in noun.all_above() if one.span is not None and one.span.thing.kind in wanted), None)
        if above is not None:
            return [reading.filler(above.head)]
        if clause is None:
            return []
        founded = clause.acted_on()[:1] if clause.verb.passive and clause.verb.lemma in self._founding else []
        if founded and (bodies := self._filled(reading, founded, slot.kinds & _BODIES)):
            return bodies[:1]
        inside = {id(below) for below in noun.whole()} if not own else set()
        around = [*clause.acted_on(), *clause.agents(), clause.link("in", "at", "for", "during", "to", "of")]
        choices = [[one for one in choice if id(one) not in inside] for choice in around]
        there = [one for one in clause.link("at", "during") if id(one) not in inside]
        events = [[one for one in choice if one.sort == "event"] for choice in (there, *choices)]
        found = self._filled(reading, events, wanted) or self._filled(reading, choices, wanted)
        return [one for one in found if one.first < 0 or not _within(one, noun, reading.chunks)][:1]

    def _equals(self, place: Place) -> Choices:
        """Return what a noun is said to be the same as: as the status of somebody, across "is", or right before it."""
        clause, noun = place.clause, place.noun
        if noun.above is not None and noun.above.word == _STATUS:
            return self._holders(place)
        if any({word, f"{word}s"} & _STATUSES for word in (noun.word, *noun.words)) and (told := _explained(place)):
            return [told]
        on_top = (place.holder or noun) is noun
        if clause is not None and place.phrase.prep == "as" and on_top:
            return self._as(place, clause)
        if clause is not None and clause.verb.lemma in self._copulas and place.phrase.prep not in _BESIDES:
            return clause.subjects if is_apposed(place) else _across(place, clause)
        if clause is not None and on_top and self._partitive(place, clause):
            coming = clause.verb.lemma in self._coming
            return [*clause.subjects[:1], clause.objects] if coming else clause.subjects[:1]
        before = [one for one in place.phrase.nouns if one.last <= noun.first][-1:]
        explained = [before] if before and on_top and before[-1].last + 1 >= noun.first else []
        return clause.subjects if clause is not None and is_apposed(place) else explained

    def _as(self, place: Place, clause: Clause) -> Choices:
        """Return of whom "as" tells: who stands right before it, else who acts in its clause, or comes."""
        beside = _beside_as(place)
        coming = [clause.objects] if clause.verb.lemma in self._coming else []
        return [beside] if beside else [*clause.subjects[:1], *coming]

    def _partitive(self, place: Place, clause: Clause) -> bool:
        """Tell whether a phrase before its clause tells of whom some came ("of the observers of A, B and C arrived")."""
        opens = any(link.at == place.phrase.first for link in clause.opening)
        some = place.phrase.prep == "of" and place.noun.word in _STATUSES
        some = some and all(noun.sort != "agent" for noun in clause.objects)
        coming = clause.verb.lemma in self._coming or any(noun.word == _PART for noun in clause.objects)
        return opens and (some or (place.phrase.prep in {"of", "from", "among"} and coming))

    def _holders(self, place: Place) -> Choices:
        """Return who has a status: to whom it is granted, who applies for it, else the subject."""
        clause = place.clause
        if clause is None:
            return []
        if clause.verb.lemma in self._giving and (given := clause.link("to") or place.noun.link("to")):
            return [given]
        if place.as_subject and clause.verb.lemma in _HAVING:
            return [clause.objects]
        return clause.agents() if clause.verb.passive and clause.link("by") else clause.subjects


def noun_choices(place: Place, part: str) -> Choices:
    """Return the nouns of a part around a noun: of its clause, of the list that explains it, or behind a preposition."""
    noun, clause = place.noun, place.clause
    if part in {"agent", "patient"}:
        return _of_clause(place, part)
    if part == "fellow":
        return []
    if part == "listed":
        return [noun.listed or _listed_beside(place)]
    if "." in part:
        above, *preps = part.split(".")
        found = noun.link(above)
        for prep in preps:
            found = [below for one in found for below in (one.listed if prep == "listed" else one.link(prep))]
        return [found]
    if part.endswith("="):
        return [[one for one in noun.link(part[:-1]) if one.span is not None]]
    own = noun.link(part) or place.shared(part) or _whose(place, part) or _by_together(place, part)
    fronted = clause is not None and noun.sort == "event" and any(noun in link.nouns for link in clause.opening)
    beside = clause is not None and place.holder is noun and part in {"with", "between"} and not fronted
    return [clause.link(part) if clause is not None and beside and not own else own]


def _by_together(place: Place, part: str) -> list[Noun]:
    """Return by whom joint work behind a passive verb is done, be "by" told of the verb ("was founded through joint efforts by A and B")."""
    clause, noun = place.clause, place.noun
    if part != "by" or clause is None or _JOINT not in noun.words:
        return []
    return next((link.nouns for link in clause.links if link.prep == part and link.at == noun.last), [])


def is_apposed(place: Place) -> bool:
    """Tell whether a noun stands between commas and says what its clause's subject is."""
    opening = place.clause.opening if place.clause is not None else []
    return any(link.prep == EQUALS and place.noun in link.nouns for link in opening)


def _beside_as(place: Place) -> list[Noun]:
    """Return who stands right before "as", of whom alone it tells ("with A as an observer", "B as members, and A as an observer")."""
    clause = place.clause
    for link in clause.links if clause is not None else ():
        beside = link.nouns and max(one.last for one in link.nouns[-1].whole()) == place.phrase.first
        if beside and link.prep == "with":
            return link.nouns
        if beside and link.prep == "as":
            return [one for one in link.nouns if one.sort == "agent"]
    return []


def _explained(place: Place) -> list[Noun]:
    """Return the list of names that a noun in brackets behind it tells of ("A, B and C (members of D)"); of one state its last."""
    above = place.holder.whole() if place.holder is not None else ()
    last = next((one for one in above if place.noun in one.listed and one.sort == "agent"), None)
    if last is None or place.noun.word in _ONE:
        return [last] if last is not None else []
    lists = [link.nouns for link in last.above.links] if last.above else [place.phrase.nouns]
    before = next((nouns[: nouns.index(last)] for nouns in lists if last in nouns), [])
    since = max((k + 1 for k, one in enumerate(before) if one.listed), default=0)
    return [*before[since:], last]


def _listed_beside(place: Place) -> list[Noun]:
    """Return the list that explains the next noun of a pair, which this one shares ("observer states and organizations (A, B)")."""
    noun = place.noun
    lists = [link.nouns for link in noun.above.links if noun in link.nouns] if noun.above else [place.phrase.nouns]
    after = next((one for nouns in lists for one in nouns if one.first == noun.last + 1), None)
    if after is None or after.word not in _FELLOWS:
        return []
    shared = noun.span is None and after.span is None and after.words <= {after.word}
    return after.listed if shared else []


def _whose(place: Place, part: str) -> list[Noun]:
    """Return what a relative clause with "of which" tells a noun of."""
    clause, noun = place.clause, place.noun
    if part != "of" or clause is None or not clause.dependent or noun not in clause.objects:
        return []
    return next((link.nouns for link in clause.opening if link.prep == part), [])


def _worked_in(place: Place) -> Choices:
    """Return whose work a clause tells of taking part in ("took part in the work of the Group as an observer")."""
    clause = place.clause
    done = clause.link("in") if clause is not None else []
    worked = [*done, *(clause.objects if clause is not None else [])]
    return [
        *(noun.link("of") for noun in worked if noun.word in _WORK),
        [noun for noun in done if noun.sort == "agent"],
    ]


def _of_clause(place: Place, part: str) -> Choices:
    clause = place.clause
    if clause is None or (place.as_subject and not clause.verb.passive):
        return []
    return clause.agents() if part == "agent" else clause.acted_on()


def _before(slot: NounSlot) -> list[Filler]:
    """Return what stands before a noun: mentions, the body in an event's name, or what "its" or "his" stands for."""
    own = [slot.reading.filler(k) for k in noun_mods(slot.place.noun, slot.kinds)]
    return own or _body_in_name(slot) or _owner(slot)


def _body_in_name(slot: NounSlot) -> list[Filler]:
    """Return the bodies before an event's noun ("the CNC meeting", "the joint A/B seminar")."""
    noun = slot.place.noun
    event = noun.span.thing if noun.span is not None and not noun.span.bare else None
    bodies = [*event.partners, event.body] if event is not None else []
    chunk = slot.reading.chunks[noun.head]
    return [Filler(body, chunk.first, chunk.last) for body in bodies if body is not None and body.kind in slot.kinds]


def _owner(slot: NounSlot) -> list[Filler]:
    """Return whom or what "its", "his" or "her" before a noun stands for."""
    scene, noun = slot.reading.scene, slot.place.noun
    before = [chunk.span.thing for chunk in slot.reading.chunks[: noun.first] if chunk.span is not None]
    acting = _acting_body(slot.place)
    body = acting or next((thing for thing in before if thing.kind is Kind.AGENCY), _fresh(scene.body, scene))
    programme = next((thing for thing in before if thing.kind is Kind.PROGRAMME), scene.programme)
    meant = [programme, body] if "its" in noun.words else []
    whose = slot.reading.chunks[max(noun.first - 1, 0)].norm == "whose"
    meant = [before[-1]] if whose and before else meant
    meant += [body] if whose or _BODY_WORDS & noun.words else []
    meant += [scene.whom(_HIS[word]) for word in sorted(noun.words & set(_HIS))]
    return [Filler(thing) for thing in meant if thing is not None and thing.kind in slot.kinds][:1]


def _acting_body(place: Place) -> Thing | None:
    """Return the only body that acts in the clause of a noun ("… when A met for its session")."""
    acting = place.clause.subjects[:1] if place.clause is not None and not place.as_subject else []
    spans = [noun.span for choice in acting for noun in choice if noun.span is not None]
    return spans[0].thing if len(spans) == 1 and spans[0].thing.kind is Kind.AGENCY else None


def _fresh(thing: Thing | None, scene: Scene) -> Thing | None:
    """Return a thing that the sentence before named; None where it was named earlier."""
    return thing if thing is not None and thing.key in scene.fresh else None


def _spoken_body(slot: NounSlot) -> list[Filler]:
    """Return the body spoken of: whose session it is, whose organ acts, else whose members open a sentence ("Member states: A")."""
    noun, scene = slot.place.noun, slot.reading.scene
    opens = (noun.first == 0 and noun.head <= _OPENING) or slot.reading.chunks[0].norm == "there"
    acting = _acting_body(slot.place)
    organ = [_whole(Filler(acting), slot.reading)] if acting is not None and is_organ(acting) else []
    known = _convener(slot) or organ or ([Filler(body) for body in _joined(scene.body, slot.reading)] if opens else [])
    return [one for one in known if one.thing.kind in slot.kinds and not noun.mods]


def _club(slot: NounSlot) -> list[Filler]:
    """Return the body whose members or observers were told of last, in the sentence or before; else the one spoken of.

    Where the sentence before tells of an event, that has members and observers of its own, unless it is a body's session.
    """
    noun, scene = slot.place.noun, slot.reading.scene
    body = _owner(slot) if {"its", "their"} & noun.words else []
    known = body or ([Filler(scene.club)] if scene.club is not None else [])
    event = any(thing.kind is Kind.EVENT for thing in scene.recent)
    spoken = [] if event else [Filler(one) for one in _joined(_fresh(scene.body, scene), slot.reading)]
    return known or [one for one in _convener(slot) or spoken if one.thing.kind in slot.kinds and not noun.mods]


def _convener(slot: NounSlot) -> list[Filler]:
    """Return the body whose session is spoken of."""
    scene = slot.reading.scene
    bodies = [*_sitting(slot), *(scene.sessions.get(one.thing.key) for one in spoken_of(scene))][:1]
    return [Filler(joined) for body in bodies for joined in _joined(body, slot.reading)]


def _sitting(slot: NounSlot) -> list[Thing]:
    """Return the body whose session the sentence itself names before a noun ("the 4th Plenary of A was attended by its member states")."""
    before = [one.noun for one in slot.reading.places if one.noun.last <= slot.place.noun.first]
    sessions = [noun for noun in before if noun.sort == "event" and noun.word.split()[-1] in _SITTINGS]
    spans = [one.span for noun in sessions for one in noun.link("of") if one.span is not None]
    return [span.thing for span in spans if span.thing.kind is Kind.AGENCY]


def _joined(body: Thing | None, reading: Reading) -> list[Thing]:
    """Return the body that states are members of where one is spoken of: itself, or that whose organ it is."""
    if body is None or not is_organ(body):
        return [body] if body is not None else []
    return [whole] if (whole := _whole(Filler(body), reading).thing) is not body else []


def _whole(filler: Filler, reading: Reading) -> Filler:
    """Return the body whose organ a body is, where its name or the bulletin tells ("the Council of A" grants a status in A)."""
    spans = [chunk.span for chunk in reading.chunks if chunk.span is not None and chunk.span.thing is filler.thing]
    inner = [part.thing for span in spans for part in span.inner if part.thing.kind is Kind.AGENCY]
    parent = reading.scene.parents.get(filler.thing.key) or next(iter(inner), None)
    return replace(filler, thing=parent) if parent is not None and is_organ(filler.thing) else filler


def is_organ(body: Thing) -> bool:
    """Tell whether a body is one in which the members of another sit ("the Council of CARICC")."""
    return any(_ORGANS & {*name.lower().split()} for name in body.names)


def _beside(slot: NounSlot) -> Choices:
    """Return the name that explains a noun behind its comma ("her successor, Mr. A", "one observer, the A")."""
    place = slot.place
    below = [one for link in place.noun.links for one in link.nouns if one.comma]
    phrases = [phrase for gap in slot.reading.parse.gaps for segment in gap for phrase in segment.phrases]
    apart = [
        phrase.nouns[0]
        for phrase in phrases
        if phrase.comma and not phrase.prep and phrase.first == place.noun.last + 1
    ]
    behind = below or [one for one in place.phrase.nouns if one.first >= place.noun.last] or apart
    return [behind[:1]] if place.noun.span is None else []


def _across(place: Place, clause: Clause) -> Choices:
    """Return what stands on the other side of "is" ("A is a member", "among the members are A and B")."""
    if place.phrase.prep == "among":
        return [*clause.subjects, clause.objects]
    inside = any(one is place.noun for noun in clause.objects for one in noun.whole())
    if not clause.subjects:
        return [] if inside else [clause.objects]
    return [clause.objects] if place.as_subject else clause.agents()


def _within(filler: Filler, noun: Noun, chunks: Sequence[Chunk]) -> bool:
    """Tell whether a filler stands in what hangs on a noun."""
    below = [one for one in noun.whole() if one is not noun]
    return any(chunks[one.first].first <= filler.first < chunks[one.last - 1].last for one in below)
