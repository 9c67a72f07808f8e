"""Fillers: what the nouns of a sentence, or the bulletin before it, give the roles of its frames."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from caricc_graph.extraction.scene import holder_of
from caricc_graph.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from caricc_graph.extraction.chunks import Chunk
    from caricc_graph.extraction.clause import Choices, Clause, Parse
    from caricc_graph.extraction.lexicon import Lexicon
    from caricc_graph.extraction.nouns import Noun, Nouns
    from caricc_graph.extraction.places import Place
    from caricc_graph.extraction.scene import Scene
    from caricc_graph.extraction.spans import Thing

EVENT = frozenset({Kind.EVENT})
_BE, _TOGETHER = "be", "together"
OPERATIONS = frozenset({"operation", "exercise"})
_TEACHING = frozenset({"deliver", "teach", "facilitate"})
_OWNERS = frozenset({Kind.AGENCY, Kind.COUNTRY})
_ARRANGED = frozenset({Kind.EVENT, Kind.PROGRAMME})
_ACTING = frozenset({Kind.OFFICIAL, Kind.AGENCY, Kind.COUNTRY, Kind.PROGRAMME})
_SEGMENTS = frozenset({"opening", "closing", "beginning", "end", "start", "outset"})
_PROGRAMME = frozenset({Kind.PROGRAMME})
_ACTORS = frozenset({Kind.OFFICIAL, Kind.AGENCY, Kind.COUNTRY})
_PARTIES, _TWO = frozenset({"parties", "sides"}), 2
_BOTH = frozenset({"both", "two"})
_THEY = frozenset({"they", "them"})
_PRONOUNS = frozenset({"he", "she", "it"})
_DOCUMENT = "document"
_HE = frozenset({"he", "she"})
_VISIT, _PARTICIPANTS = "visit", frozenset({"participants", "attendees"})
_VISITORS = frozenset({"guests", "visitors", "delegation"})


@dataclass(frozen=True, slots=True)
class Filler:
    """What fills a role: a thing, and the tokens that name it; none where the bulletin speaks of it without a word here."""

    thing: Thing
    first: int = -1
    last: int = -1


@dataclass(slots=True)
class Reading:
    """A sentence as it is read: its chunks, clauses and cues, what the bulletin speaks of, and where its nouns stand."""

    chunks: Sequence[Chunk]
    parse: Parse
    scene: Scene
    cues: Sequence[tuple[int, int, str]]
    places: list[Place] = field(default_factory=list)

    def filler(self, k: int) -> Filler:
        """Return the mention at the chunk `k` as a filler."""
        chunk = self.chunks[k]
        if chunk.span is None:
            raise AssertionError(chunk)
        return Filler(chunk.span.thing, chunk.first, chunk.last)

    def clause_at(self, k: int) -> Clause | None:
        """Return the clause whose verb stands at the chunk `k`."""
        return next((one for one in self.parse.clauses if one.verb.first <= k < one.verb.last), None)


class Fillers:
    """Finds what fills a role: what lists of nouns name, else what the bulletin speaks of."""

    def __init__(self, lexicon: Lexicon, nouns: Nouns) -> None:
        spec = lexicon.files["frames"]
        self.nouns = nouns
        self._gatherings = frozenset(spec["gatherings"]["kinds"])
        self._around = frozenset(spec["gatherings"]["around"])
        self._teachers = frozenset(spec["stand_ins"]["teachers"])
        self.paired = frozenset(spec["stand_ins"]["pairs"])
        self._thanking = frozenset(spec["stand_ins"]["thanking"])
        self._thanks = frozenset(spec["stand_ins"]["thanks"])
        self._speeches = frozenset(next(f["object"] for f in spec["verb"] if f["rule"] == "made-speech"))
        self.lessons = frozenset(spec["gatherings"]["lessons"])
        self.apart = frozenset(spec["settings"]["apart"])

    def filled(self, reading: Reading, choices: Choices, kinds: frozenset[Kind]) -> list[Filler]:
        """Return what the first choice that names anything of these kinds names."""
        pronoun = bool(choices) and _are_it(choices[0])
        if Kind.AGENCY in kinds and Kind.EVENT in kinds and not pronoun:
            return self.filled(reading, choices, kinds & _ARRANGED) or self.filled(reading, choices, kinds - _ARRANGED)
        for nouns in choices:
            held = [_holder(noun, reading) if Kind.OFFICIAL in kinds else None for noun in nouns]
            named = self._named([noun for noun, one in zip(nouns, held, strict=True) if one is None], kinds)
            if any(held):
                return [*(Filler(one) for one in held if one is not None), *map(reading.filler, named)]
            if named:
                stood_for = [_meant(noun, reading) for noun in nouns if noun.word in _PRONOUNS]
                also = [thing for things in stood_for for thing in things if thing.kind in kinds][:1]
                return [*map(Filler, also), *(reading.filler(k) for k in named)]
            meant = [thing for noun in nouns for thing in _meant(noun, reading) if thing.kind in kinds]
            if meant:
                return [Filler(thing) for thing in (meant if meant == reading.scene.visitors else meant[:1])]
        return []

    def together(self, noun: Noun, reading: Reading) -> list[Thing]:
        """Return those whom "they" or "the parties" take up: who acts together before it in the sentence, or is told of as a pair, else in one before."""
        counted = noun.words | {chunk.norm for chunk in reading.chunks[max(noun.first - 1, 0) : noun.first]}
        both = noun.word in self.paired and bool(counted & _BOTH)
        parties = (noun.word in _PARTIES or both) and noun.words <= {"the", noun.word} | _BOTH
        if noun.word not in _THEY and not parties:
            return []
        paired = [] if noun.word == "they" else self._told_as_pair(reading, noun.first)
        acting = paired or self.acting_together(reading, noun.first) or reading.scene.pair
        return acting if noun.word == "they" or len(acting) == _TWO else []

    def _told_as_pair(self, reading: Reading, end: int) -> list[Thing]:
        """Return the two between whom something is said to be before a chunk ("the cooperation between A and B")."""
        before = [place.noun for place in reading.places if place.noun.last <= end]
        lists = (self.filled(reading, [noun.link("between")], _ACTORS) for noun in reversed(before))
        return next(([one.thing for one in found] for found in lists if len(found) == _TWO), [])

    def acting_together(self, reading: Reading, end: int) -> list[Thing]:
        """Return the latest who act together in a clause whose verb stands before a chunk."""
        before = [one for one in reading.parse.clauses if one.verb.last <= end and not one.verb.negated]
        lists = (self.filled(reading, _acting(clause), _ACTORS) for clause in reversed(before))
        return next(([one.thing for one in found] for found in lists if len(found) > 1), [])

    def thanked(self, reading: Reading, clause: Clause, kinds: frozenset[Kind]) -> list[Filler]:
        """Return whom a clause thanks ("thanked A for", "expressed gratitude to A for")."""
        return self.filled(reading, [clause.thanked(self._thanking, self._thanks)], kinds)

    def it_is_body(self, reading: Reading, clause: Clause) -> bool:
        """Tell whether the subject of a clause is "it", and means a body before any event or programme."""
        nouns = clause.subjects[0] if clause.subjects else []
        meant = [thing for thing in _it(nouns[0], reading) if thing is not None] if _are_it(nouns) else []
        return bool(meant) and meant[0].kind is Kind.AGENCY

    def _named(self, nouns: Sequence[Noun], kinds: frozenset[Kind]) -> list[int]:
        acting, others = kinds & _ACTING, kinds - _ACTING
        found = self.nouns.parties(nouns, acting) if acting else []
        found += self.nouns.named(nouns, others) if others else []
        return found or (self.nouns.named(nouns, _PROGRAMME) if Kind.PROGRAMME in kinds else [])

    def operation(self, reading: Reading, choices: Choices) -> list[Filler]:
        """Return the operation that the first choice with one names, else the one that the bulletin speaks of."""
        for choice in choices:
            found = [f for f in self.filled(reading, [choice], EVENT) if f.thing.event_kind in OPERATIONS]
            if found:
                return found[:1]
        return [Filler(reading.scene.operation)] if reading.scene.operation is not None else []

    def gathering(self, scene: Scene) -> list[Filler]:
        """Return the event spoken of; the latest at which people speak where it is a visit or an operation."""
        found = spoken_of(scene)
        closing = [thing for thing in scene.events if any(scene.wholes.get(thing.key) is one.thing for one in found)]
        if closing and found[0].thing.event_kind in self.lessons and "ceremony" in closing[-1].event_kind:
            return [Filler(closing[-1])]
        if any(filler.thing.event_kind not in self._around for filler in found):
            return found
        held = [thing for thing in scene.events if thing.event_kind in self._gatherings and not thing.plural]
        held = [thing for thing in held if thing is not _planned(scene)]
        return [Filler(held[-1])] if held else found

    def at_gathering(self, scene: Scene, other_than: frozenset[str] = frozenset()) -> bool:
        """Tell whether people speak at the event spoken of, and it is of no kind left out."""
        kinds = self._gatherings - other_than
        return any(filler.thing.event_kind in kinds for filler in self.gathering(scene))

    def is_taught(self, reading: Reading, clause: Clause) -> bool:
        """Tell whether a lesson is given by teachers, who are called so ("delivered by experts of A")."""
        acted_on = clause.acted_on() if clause.verb.passive or clause.verb.lemma in _TEACHING else []
        lessons = [one for one in self.filled(reading, acted_on, EVENT) if one.thing.event_kind in self.lessons]
        called = ({noun.word, *noun.words} for choice in clause.agents() for noun in choice)
        return bool(lessons) and any(words & self._teachers for words in called)

    def is_present(self, reading: Reading, clause: Clause) -> bool:
        """Tell whether who acts is known to take part in what the bulletin speaks of, or the sentence tells of a speech."""
        speech = any(chunk.norm in self._speeches for chunk in reading.chunks)
        agents = self.filled(reading, clause.agents(), frozenset({Kind.OFFICIAL}))
        present = any(agent.thing is one for agent in agents for one in reading.scene.present)
        opening = any(noun.word in _SEGMENTS for noun in clause.link("at", "during", "in"))
        return speech or present or opening or self.at_gathering(reading.scene, self.lessons)


def spoken_of(scene: Scene, kinds: frozenset[Kind] = EVENT) -> list[Filler]:
    """Return the event that a bulletin speaks of, rather one that is not said to lie ahead, or the programme where no event is meant."""
    things = (
        [scene.verbal, scene.opening, scene.turned, scene.main, scene.latest, scene.operation]
        if Kind.EVENT in kinds
        else []
    )
    told = (thing for thing in things if thing is not None and thing is not _planned(scene))
    events = sorted(told, key=lambda thing: thing.key in scene.ahead)
    programmes = [scene.programme] if Kind.PROGRAMME in kinds and scene.programme is not None else []
    return [Filler(thing) for thing in (*events, *programmes)][:1]


def present_at_lesson(scene: Scene, lessons: frozenset[str], kinds: frozenset[Kind]) -> list[Filler]:
    """Return the bodies and states said to take part, where the event spoken of is a lesson."""
    lesson = any(filler.thing.event_kind in lessons for filler in spoken_of(scene))
    present = {one.key: one for one in scene.present if one.kind in kinds - {Kind.OFFICIAL}} if lesson else {}
    return [Filler(thing) for thing in present.values()]


def _acting(clause: Clause) -> list[list[Noun]]:
    """Return who acts in a clause; those that "the trainers were A and B" names, where it is one of being."""
    named = any(noun.span for nouns in clause.subjects[:1] for noun in nouns)
    if clause.verb.lemma == _BE and not named:
        return [[*clause.objects, *clause.link(_TOGETHER)]]
    return clause.agents()[:1]


def _planned(scene: Scene) -> Thing | None:
    """Return the event that a verb of the sentence at hand only plans."""
    return scene.verbal if scene.verbal is not None and scene.verbal.key in scene.ahead else None


def _meant(noun: Noun, reading: Reading) -> list[Thing]:
    """Return what a pronoun, or a bare noun behind "the", may stand for."""
    scene = reading.scene
    if noun.span is not None:
        return []
    things: list[Thing | None] = []
    if noun.word in {"he", "she"}:
        things = [_person_before(noun, reading) or scene.whom(noun.word)]
    elif noun.word == "they":
        things = [scene.main] if scene.main is not None and scene.main.plural else []
    elif noun.word == "latter" and noun.words <= {"the", "latter"}:
        things = [*scene.people[-1:], *[thing for thing in scene.recent if thing.kind is Kind.EVENT][-1:]]
    elif noun.word == "it":
        things = _it(noun, reading)
    elif noun.sort == "group" and "its" in noun.words and not noun.links:
        things = [_owner(noun, reading)]
    elif noun.words == {"the", _DOCUMENT} and not noun.links:
        things = [scene.document]
    elif noun.words <= {"the", noun.word} and not noun.links and _are_visitors(noun, scene):
        things = [*scene.visitors]
    elif "the" in noun.words and not noun.links and not noun.mods:
        words = [chunk.norm for chunk in reading.chunks[noun.first : noun.last] if chunk.norm != "the"]
        things = [scene.posts.get(" ".join(words))]
    return [thing for thing in things if thing is not None]


def _holder(noun: Noun, reading: Reading) -> Thing | None:
    """Return the person told of before whose post a noun without a name tells ("the CARICC Director", "Deputy Director of CARICC")."""
    spans = [reading.chunks[k].span for k, _ in noun.mods]
    if not spans and [link.prep for link in noun.links] == ["of"]:
        spans = [one.span for one in noun.link("of") if not one.links]
    bodies = [span.thing for span in spans if span is not None]
    if noun.span is not None or len(bodies) != 1 or len(spans) > 1 or (noun.mods and noun.links):
        return None
    told = [chunk.norm for chunk in reading.chunks[noun.first : noun.head + 1] if chunk.span is None]
    words = " ".join(word for word in told if word != "the")
    return reading.scene.posts.get(holder_of(bodies[0].key, words))


def _are_visitors(noun: Noun, scene: Scene) -> bool:
    """Tell whether "the guests", or of a visit "participants", means those who are said to have come."""
    visit = scene.main is not None and _VISIT in scene.main.event_kind
    return (noun.word in _VISITORS and "the" in noun.words) or (noun.word in _PARTICIPANTS and visit)


def _person_before(noun: Noun, reading: Reading) -> Thing | None:
    """Return the first person named before "he" or "she" in its sentence who may be called so."""
    told = reading.chunks[: noun.first]
    before = (chunk.span.thing for chunk in told if chunk.span is not None and not any(c.norm in _HE for c in told))
    people = (thing for thing in before if thing.kind is Kind.OFFICIAL)
    return next((person for person in people if person.pronoun in {"", noun.word}), None)


def _owner(noun: Noun, reading: Reading) -> Thing | None:
    """Return whose people "its officers" are: the body or state named last before them."""
    before = (chunk.span.thing for chunk in reading.chunks[: noun.first] if chunk.span is not None)
    named = [thing for thing in before if thing.kind in _OWNERS]
    return named[-1] if named else reading.scene.body


def _subjects(reading: Reading) -> Iterator[Noun]:
    """Yield the subjects of a sentence's clauses, the likeliest of each."""
    yield from (noun for clause in reading.parse.clauses for choice in clause.subjects[:1] for noun in choice)


def _are_it(nouns: Sequence[Noun]) -> bool:
    return [noun.word for noun in nouns] == ["it"]


def _it(it: Noun, reading: Reading) -> list[Thing | None]:
    """Return what "it" may stand for, first what the sentence acts by or the one before it named; of these the event first."""
    scene = reading.scene
    before = [chunk.span.thing for chunk in reading.chunks[: it.first] if chunk.span is not None]
    named = [thing for thing in before if thing.kind is Kind.EVENT]
    event = named[-1] if named else scene.verbal or scene.topic or scene.main or scene.latest
    acting = [noun.span.thing for noun in _subjects(reading) if noun.span is not None and noun.last <= it.first]
    body = next((thing for thing in acting if thing.kind is Kind.AGENCY), scene.body)
    programme = next((thing for thing in acting if thing.kind is Kind.PROGRAMME), scene.programme)
    kinds = {thing.kind for thing in scene.recent}
    told = named or scene.verbal is not None or Kind.PROGRAMME not in kinds or Kind.EVENT in kinds
    meant = [event if told else None, programme, body, scene.document]
    return sorted(meant, key=lambda thing: thing is None or not (thing.key in scene.fresh or thing in acting))
