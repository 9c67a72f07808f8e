"""Frames: what a verb, or a noun with its prepositions, claims of the mentions around it."""

from __future__ import annotations

import itertools
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from caricc_graph.extraction.modality import Cues
from caricc_graph.extraction.nouns import noun_mods
from caricc_graph.extraction.verbs import Form, stronger
from caricc_graph.model import Kind, Modality, Predicate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from caricc_graph.extraction.chunks import Chunk
    from caricc_graph.extraction.clauses import Choices, Clause, Clauses, Parse
    from caricc_graph.extraction.events import Scene
    from caricc_graph.extraction.lexicon import Lexicon
    from caricc_graph.extraction.nouns import Noun, Phrase
    from caricc_graph.extraction.spans import Thing

_EVENT = frozenset({Kind.EVENT})
_ARRANGED = frozenset({Kind.EVENT, Kind.PROGRAMME})
_LONGEST = 75
_FEW = 3
_COPULAS = frozenset({"form", "constitute", "be", "become", "remain", "serve", "act", "include", "comprise"})
_COMING = frozenset({"arrive", "come", "attend", "participate", "join", "sit", "gather"})
_CONDITIONS = frozenset({"if", "whether", "unless"})
_THERE = frozenset({"at", "in", "during", "within"})
_RELATIVE = frozenset({"which", "who", "whose", "where", "when"})
_ASIDE = frozenset({"agent", "place"})
_VISITORS = frozenset({"guests", "visitors", "delegation"})
_NONE = frozenset({"no", "neither", "nor", "none", "nobody"})
_STATUS = "status"
_ACTORS = frozenset({Kind.OFFICIAL, Kind.AGENCY, Kind.COUNTRY})
_FALLING_BACK = frozenset({"trainees", "trainer", "from|trainer", "signer"})
_AIDED = {"funded": ("to", "for", "into", "of"), "supported": ("to", "for"), "run": ("of", "for")}
_NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_HIS = frozenset({"his", "her"})
_GIVING = frozenset({"grant", "give", "award", "receive", "obtain"})


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame of the lexicon; empty conditions ask for nothing."""

    rule: str
    claims: tuple[tuple[Predicate, str, str], ...]
    conditions: Mapping[str, frozenset[str]]
    modality: Modality = Modality.ASSERTED
    post: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim in the making, resting on the tokens `first` up to `last`."""

    subject: Thing
    predicate: Predicate
    object: Thing | str
    rule: str
    first: int
    last: int
    modality: Modality = Modality.ASSERTED
    negated: bool = False
    qualifiers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Filler:
    """What fills a role: a thing, and the tokens that name it; none where the bulletin speaks of it without a word here."""

    thing: Thing
    first: int = -1
    last: int = -1


@dataclass(slots=True)
class Place:
    """Where a noun stands: its phrase, the clause that it belongs to, and whether as the clause's subject."""

    noun: Noun
    phrase: Phrase
    clause: Clause | None = None
    as_subject: bool = False
    holder: Noun | None = None


@dataclass(slots=True)
class Reading:
    """A sentence as it is read: its chunks, clauses and cues, what the bulletin speaks of, and the noun that a frame looks at."""

    chunks: Sequence[Chunk]
    parse: Parse
    scene: Scene
    cues: Sequence[tuple[int, int, str]]
    places: list[Place] = field(default_factory=list)


class Frames:
    """Reads the claims of one sentence after the other."""

    def __init__(self, lexicon: Lexicon, clauses: Clauses) -> None:
        spec = lexicon.files["frames"]
        self._clauses = clauses
        self._nouns = clauses.nouns
        self._cues = Cues(lexicon)
        self._signature = {
            Predicate(name): tuple(
                frozenset(Kind(kind.capitalize()) for kind in side.split()) for side in told.split("|")
            )
            for name, told in spec["signature"].items()
        }
        self._speeches = frozenset(next(f["object"] for f in spec["verb"] if f["rule"] == "made-speech"))
        self._gatherings = frozenset(spec["gatherings"]["kinds"])
        self._due = frozenset(spec["settings"]["due"])
        self._outcomes = frozenset(spec["outcomes"]["nouns"])
        self._around = frozenset(spec["gatherings"]["around"])
        self._lessons = frozenset(spec["gatherings"]["lessons"])
        self._stand_ins = frozenset(spec["stand_ins"]["nouns"])
        self._signers = frozenset(spec["stand_ins"]["signers"])
        self._trainees = frozenset(spec["stand_ins"]["trainees"])
        self._controlled = {
            lemma: Modality(kind) for kind in ("planned", "recommended") for lemma in spec["governing"][kind]
        }
        self._proposing = frozenset(lexicon.files["verbs"]["control"]["recommended"])
        self._organizing = frozenset(next(f["lemmas"] for f in spec["verb"] if f["rule"] == "organized"))
        self._by_lemma: dict[str, list[Frame]] = defaultdict(list)
        self._by_noun: dict[str, list[Frame]] = defaultdict(list)
        for told, index, key in ((spec["verb"], self._by_lemma, "lemmas"), (spec["noun"], self._by_noun, "nouns")):
            for one in told:
                for word in one[key]:
                    index[word].append(_frame(one, key))

    def reading(self, chunks: Sequence[Chunk], scene: Scene) -> Reading:
        """Return a sentence, parsed, as its frames and settings are read."""
        parse = self._clauses.read(chunks)
        return Reading(chunks, parse, scene, self._cues.find(chunks), _places(parse))

    def agents(self, reading: Reading, k: int, kinds: frozenset[Kind]) -> list[Thing]:
        """Return who acts in the clause whose verb stands at the chunk `k`; none where no verb does."""
        for clause in reading.parse.clauses:
            if clause.verb.first <= k < clause.verb.last:
                return [filler.thing for filler in self.filled(reading, clause.agents(), kinds)]
        return []

    def read(self, reading: Reading) -> list[Draft]:
        """Return the claims that the frames of a sentence state."""
        parse, scene = reading.parse, reading.scene
        drafts = [draft for clause in parse.clauses for draft in self._of_verb(reading, clause)]
        drafts += [draft for place in reading.places for draft in self._of_noun(reading, place)]
        drafts += [draft for place in reading.places for draft in self._of_stage(reading, place)]
        scene.visitors = _visitors(drafts) or scene.visitors
        scene.organizers = _organizers(drafts) or scene.organizers
        scene.present += [draft.subject for draft in drafts if draft.predicate is Predicate.ATTENDS]
        _remember(reading.chunks, scene)
        return drafts

    def _of_stage(self, reading: Reading, place: Place) -> Iterator[Draft]:
        """Yield the event that a stage or phase is part of."""
        noun = place.noun
        whole = reading.scene.wholes.get(noun.span.thing.key) if noun.span is not None else None
        if noun.span is None or whole is None or whole is noun.span.thing:
            return
        chunk = reading.chunks[noun.head]
        modality, negated = self.noun_modality(reading, place)
        yield Draft(noun.span.thing, Predicate.PART_OF, whole, "stage-of", chunk.first, chunk.last, modality, negated)

    def spoken_of(self, reading: Reading) -> Thing | None:
        """Return the event that a sentence names first, else the one that the bulletin speaks of."""
        named = next(
            (c.span.thing for c in reading.chunks if c.span is not None and c.span.thing.kind is Kind.EVENT), None
        )
        return named or next((filler.thing for filler in _spoken_of(reading.scene)), None)

    # --- verbs

    def _of_verb(self, reading: Reading, clause: Clause) -> Iterator[Draft]:
        if clause.verb.purpose:
            return
        for frame in self._by_lemma.get(clause.verb.lemma, ()):
            if not self._opens(reading, frame, clause):
                continue
            modality, negated = self.clause_modality(reading, clause)
            for predicate, left, right in frame.claims:
                kinds = self._signature[predicate]
                ones = self._verb_role(reading, clause, left, kinds[0])
                others = self._verb_role(reading, clause, right, kinds[1])
                if predicate is Predicate.HOSTS and left != "agent":
                    ones = [one for one in ones if one.thing.kind is Kind.AGENCY]
                at = (reading.chunks[clause.verb.first].first, reading.chunks[clause.verb.last - 1].last)
                if "place" in frame.conditions:
                    others = [other for other in others if other.thing.kind is Kind.PLACE]
                unposted = "unposted" in frame.conditions and predicate is not Predicate.ATTENDS
                beside = clause.link("with") or any(
                    noun.link("with") for choice in clause.acted_on() for noun in choice
                )
                if left.endswith("+") and beside:
                    continue
                for one, other in _paired(ones, others, left, right):
                    if not (unposted and _has_post(one, reading.chunks)):
                        yield from _draft(frame, predicate, one, other, at, modality, negated=negated)

    def _opens(self, reading: Reading, frame: Frame, clause: Clause) -> bool:
        asked = frame.conditions
        if asked.get("object") and not _heads(clause.acted_on(), asked["object"]):
            return False
        if not _shaped(asked, clause):
            return False
        subjects = clause.subjects or [clause.objects]
        if asked.get("subject") and not _heads([*subjects, clause.link("among")], asked["subject"]):
            return False
        if asked.get("complement") and not self._complement(reading, clause, asked["complement"]):
            return False
        if asked.get("as") and not _heads([clause.link("as"), *clause.acted_on()], asked["as"]):
            return False
        if asked.get("linked") and not _heads([clause.link("with")], asked["linked"]):
            return False
        if asked.get("own") and not any("its" in noun.words for choice in clause.acted_on() for noun in choice):
            return False
        if asked.get("not_own") and any("its" in noun.words for choice in clause.acted_on() for noun in choice):
            return False
        if asked.get("gathering") and not self._at_gathering(reading):
            return False
        if asked.get("present") and not self._is_present(reading, clause):
            return False
        if asked.get("direct") and not any(n.sort == "agent" for choice in clause.acted_on()[:1] for n in choice):
            return False
        if asked.get("direct_agent") and not any(n.sort == "agent" for choice in clause.agents() for n in choice):
            return False
        if asked.get("alone") and any(
            noun.sort == "event" and noun.link("with") for c in clause.acted_on() for noun in c
        ):
            return False
        if asked.get("person") and not self.filled(reading, clause.agents(), frozenset({Kind.OFFICIAL})):
            return False
        if asked.get("event") and not self.filled(reading, clause.agents(), _EVENT):
            return False
        if asked.get("with"):
            return any(link.prep in asked["with"] for link in clause.links) or self._said(
                reading, clause, asked["with"]
            )
        return True

    def _at_gathering(self, reading: Reading, other_than: frozenset[str] = frozenset()) -> bool:
        """Tell whether people speak at the event spoken of, and it is of no kind left out."""
        kinds = self._gatherings - other_than
        return any(filler.thing.event_kind in kinds for filler in self._gathering(reading))

    def _gathering(self, reading: Reading) -> list[Filler]:
        """Return the event spoken of; the latest at which people speak where it is a visit or an operation."""
        spoken_of = _spoken_of(reading.scene)
        if any(filler.thing.event_kind not in self._around for filler in spoken_of):
            return spoken_of
        held = [thing for thing in reading.scene.events if thing.event_kind in self._gatherings and not thing.plural]
        return [Filler(held[-1])] if held else spoken_of

    def _is_present(self, reading: Reading, clause: Clause) -> bool:
        """Tell whether who acts is known to take part in what the bulletin speaks of, or the sentence tells of a speech."""
        told = any(chunk.norm in self._speeches for chunk in reading.chunks) or self._at_gathering(
            reading, self._lessons
        )
        agents = self.filled(reading, clause.agents(), frozenset({Kind.OFFICIAL}))
        return told or any(agent.thing is one for agent in agents for one in reading.scene.present)

    def _said(self, reading: Reading, clause: Clause, words: frozenset[str]) -> bool:
        """Tell whether the word right behind the verb, or its object's head, is one of these."""
        after = reading.chunks[clause.verb.last].norm if clause.verb.last < len(reading.chunks) else ""
        return after in words or bool(_heads([clause.objects], words))

    def _complement(self, reading: Reading, clause: Clause, words: frozenset[str]) -> bool:
        return any(noun.word in words or noun.words & words for noun in clause.objects)

    def _verb_role(self, reading: Reading, clause: Clause, role: str, kinds: frozenset[Kind]) -> list[Filler]:
        role = role.removesuffix("+")
        if role == "verbal":
            return [Filler(reading.scene.verbal)] if reading.scene.verbal is not None else []
        if role in {"lesson", "operation|event"}:
            events = self._verb_role(reading, clause, "event", kinds)
            lessons = [one for one in events if one.thing.event_kind in self._lessons]
            return lessons if role == "lesson" else self._operation(reading, [clause.link("for", "in", "to")]) or events
        if role in {"operation", "operation:patient"}:
            return self._operation(reading, [*clause.acted_on(), clause.link("of", "for")])
        if role == "session":
            acted_on = [[noun for noun in choice if noun.sort == "event"] for choice in clause.acted_on()]
            there = clause.link("at", "in", "during", "within", "to", "before")
            return self.filled(reading, [*acted_on, there], _EVENT)[:1] or self._gathering(reading)
        if role in {"event", "meeting"}:
            choices = [
                *clause.acted_on(),
                clause.link("in", "at", "during", "to", "for", "of", "within", "on"),
                *clause.agents(),
            ]
            return self.filled(reading, choices, _EVENT)[:1] or _spoken_of(reading.scene)
        if role in _AIDED:
            return self._aided(reading, clause, _AIDED[role], kinds)
        if role in _FALLING_BACK:
            return self._with_fallback(reading, clause, role, kinds)
        if role.startswith("event:"):
            return self._event_at(reading, clause, role)
        choices = [choice for part in role.split("|") for choice in self._choices(clause, part)]
        return self.filled(reading, choices, kinds)

    def _aided(self, reading: Reading, clause: Clause, preps: tuple[str, ...], kinds: frozenset[Kind]) -> list[Filler]:
        """Return what is given money or means: what a clause names as such; where it names none, the event spoken of."""
        named = clause.link(*preps)
        known = reading.scene.programme
        if known is not None and known.kind in kinds and [noun.word for noun in named] == ["it"]:
            return [Filler(known)]
        found = self.filled(reading, [named, *clause.acted_on(), clause.link("in", "at", "during")], kinds - _ACTORS)
        found = self.filled(reading, [named], kinds) or found
        return found or ([] if {noun.word for noun in named} - self._stand_ins else _spoken_of(reading.scene, kinds))

    def _with_fallback(self, reading: Reading, clause: Clause, role: str, kinds: frozenset[Kind]) -> list[Filler]:
        """Return who trains, is trained or signs: whom a clause names, else who arranged or takes part in what is spoken of."""
        if role == "trainees":
            named = self.filled(reading, clause.acted_on(), kinds)
            return named or self._trainees_present(reading, clause, kinds - {Kind.OFFICIAL})
        if role == "signer":
            return self.filled(reading, clause.agents(), kinds) or self._signers_present(reading, clause)
        given = (
            self.filled(reading, clause.agents(), kinds)
            if role == "trainer"
            else self.filled(reading, [clause.link("from", "at", "by")], kinds - {Kind.COUNTRY})
        )
        return given or [Filler(thing) for thing in reading.scene.organizers]

    def _signers_present(self, reading: Reading, clause: Clause) -> list[Filler]:
        """Return the officials present where "the heads" sign; only where a number before the word is theirs."""
        group = (
            next((noun for noun in clause.agents()[0] if noun.word in self._signers), None) if clause.agents() else None
        )
        present = {one.key: one for one in reading.scene.present if one.kind is Kind.OFFICIAL}
        told = {_NUMBERS.index(word) for word in group.words if word in _NUMBERS} if group is not None else set()
        if group is None or len(present) <= 1 or told - {len(present)}:
            return []
        return [Filler(thing) for thing in present.values()]

    def _trainees_present(self, reading: Reading, clause: Clause, kinds: frozenset[Kind]) -> list[Filler]:
        """Return who takes part in what is spoken of, where a clause acts on no more than "them" or "the participants"."""
        words = {noun.word for choice in clause.acted_on()[:1] for noun in choice}
        acting = [one.thing.key for one in self.filled(reading, clause.agents(), _ACTORS)]
        present = {one.key: one for one in reading.scene.present if one.kind in kinds and one.key not in acting}
        return [Filler(thing) for thing in present.values()] if words & self._trainees else []

    def _choices(self, clause: Clause, part: str) -> Choices:
        listed = [[below for noun in clause.objects for below in noun.listed]]
        if part == "agent":
            return [*clause.agents(), *listed] if not clause.verb.passive else clause.agents()
        if part == "patient":
            return [*clause.acted_on(), *listed] if clause.verb.passive else clause.acted_on()
        if part == "together":
            return [clause.link("together")]
        return [clause.link(part)]

    def _event_at(self, reading: Reading, clause: Clause, role: str) -> list[Filler]:
        """Return the event where a role asks for it; the one spoken of where nothing stands there and the role admits it."""
        explicit = role.endswith("!")
        choices = [c for part in role[6:].removesuffix("!").split("|") for c in self._choices(clause, part)]
        found = self.filled(reading, choices, _EVENT)[:1]
        if found or explicit:
            return found
        opening = {id(noun) for link in clause.opening for noun in link.nouns if noun.sort in _ASIDE}
        words = {noun.word for choice in choices for noun in choice if id(noun) not in opening and noun.sort != "date"}
        return self._gathering(reading) if not words or words & self._stand_ins else []

    # --- nouns

    def _of_noun(self, reading: Reading, place: Place) -> Iterator[Draft]:
        for frame in self._by_noun.get(self._word(place.noun), ()):
            if not self._noun_opens(reading, frame, place):
                continue
            modality, negated = self.noun_modality(reading, place)
            for predicate, left, right in frame.claims:
                kinds = self._signature[predicate]
                ones = self._noun_role(reading, place, left, kinds[0])
                others = self._noun_role(reading, place, right, kinds[1])
                if predicate is Predicate.HOSTS:
                    ones = [one for one in ones if one.thing.kind is Kind.AGENCY]
                at = (reading.chunks[place.noun.first].first, reading.chunks[place.noun.last - 1].last)
                if "unposted" in frame.conditions:
                    ones = [one for one in ones if not _has_post(one, reading.chunks)]
                for one, other in _paired(ones, others, left, right):
                    yield from _draft(frame, predicate, one, other, at, modality, negated=negated)

    def _word(self, noun: Noun) -> str:
        if noun.span is None:
            return noun.word
        return f"<{noun.word}>" if noun.sort == "event" else f"<{noun.span.thing.kind.lower()}>"

    def _noun_opens(self, reading: Reading, frame: Frame, place: Place) -> bool:
        asked, noun = frame.conditions, place.noun
        prep = _governing(place)
        if asked.get("prep") and prep not in asked["prep"]:
            return False
        if asked.get("without_prep") and prep in asked["without_prep"]:
            return False
        if asked.get("several") and len(noun.listed) < _FEW:
            return False
        if asked.get("has") and not any(choice for part in asked["has"] for choice in self._noun_choices(place, part)):
            return False
        if asked.get("without_link") and noun.link(*asked["without_link"]):
            return False
        if asked.get("modifier") and not asked["modifier"] & (noun.words | {noun.word}):
            return False
        if asked.get("without") and asked["without"] & noun.words:
            return False
        if asked.get("complement") and not any(below.word in asked["complement"] for below in noun.link("of", "as")):
            return False
        if not asked.get("needs"):
            return True
        above = noun.above.word if noun.above is not None else ""
        return above in asked["needs"] or (place.clause is not None and place.clause.verb.lemma in asked["needs"])

    def _noun_role(self, reading: Reading, place: Place, role: str, kinds: frozenset[Kind]) -> list[Filler]:
        role = role.removesuffix("+")
        noun, clause = place.noun, place.clause
        if role == "this":
            return self._this(reading, noun, kinds)
        if role == "target":
            return self._target(reading, place, kinds) or (_spoken_of(reading.scene) if Kind.EVENT in kinds else [])
        if role == "programme":
            known = reading.scene.programme
            return self._target(reading, place, kinds) or ([Filler(known)] if known is not None else [])
        if role == "organized":
            return self._target(reading, place, _EVENT)
        if role == "happening":
            return self._target(reading, place, kinds, own=False) or _spoken_of(reading.scene)
        if role == "operation":
            return self._operation(reading, [*clause.acted_on(), *clause.agents()] if clause else [])
        if role == "equals":
            return self.filled(reading, self._equals(place), kinds)
        if role == "beside":
            return self.filled(reading, self._beside(place), kinds)
        if role == "holder":
            return self.filled(reading, self._holders(place), kinds)
        if role == "organizer":
            return self._organizer(reading, place, kinds)
        choices = [choice for part in role.split("|") for choice in self._noun_choices(place, part)]
        if "mods" in role.split("|") and not self.filled(reading, choices, kinds):
            own = [self._filler(reading, k) for k in noun_mods(noun, kinds)]
            return own or _body_in_name(reading, noun, kinds) or self._owner(reading, noun, kinds)
        return self.filled(reading, choices, kinds)

    def _owner(self, reading: Reading, noun: Noun, kinds: frozenset[Kind]) -> list[Filler]:
        """Return whom or what "its", "his" or "her" before a noun stands for."""
        scene = reading.scene
        before = (chunk.span.thing for chunk in reading.chunks[: noun.first] if chunk.span is not None)
        body = next((thing for thing in before if thing.kind is Kind.AGENCY), scene.body)
        meant = [scene.programme, body] if "its" in noun.words else []
        meant += [scene.person] if noun.words & _HIS else []
        return [Filler(thing) for thing in meant if thing is not None and thing.kind in kinds][:1]

    def _beside(self, place: Place) -> Choices:
        """Return the name that explains a noun behind its comma ("her successor, Mr. A")."""
        below = [one for link in place.noun.links for one in link.nouns if one.comma]
        behind = below or [one for one in place.phrase.nouns if one.first >= place.noun.last]
        return [behind[:1]] if place.noun.span is None else []

    def _noun_choices(self, place: Place, part: str) -> Choices:
        clause = place.clause
        if part in {"agent", "patient"}:
            if clause is None or (place.as_subject and not clause.verb.passive):
                return []
            return clause.agents() if part == "agent" else clause.acted_on()
        if part == "listed":
            return [place.noun.listed]
        if part == "mods":
            return []
        if part.endswith("="):
            return [[noun for noun in place.noun.link(part[:-1]) if noun.span is not None]]
        own = place.noun.link(part) or _shared(place, part)
        beside = (
            clause.link(part)
            if clause is not None and not own and place.holder is place.noun and part in {"with", "between"}
            else []
        )
        return [own or beside]

    def _this(self, reading: Reading, noun: Noun, kinds: frozenset[Kind]) -> list[Filler]:
        if noun.span is not None:
            return [self._filler(reading, noun.head)] if noun.span.thing.kind in kinds else []
        return _spoken_of(reading.scene) if Kind.EVENT in kinds else []

    def _target(self, reading: Reading, place: Place, kinds: frozenset[Kind], *, own: bool = True) -> list[Filler]:
        """Return the event, programme or body that a phrase belongs to: what it hangs on, else what its clause acts on or is about."""
        above = place.noun.above
        while above is not None:
            if above.span is not None and above.span.thing.kind in kinds and above.span.thing.kind is not Kind.AGENCY:
                return [self._filler(reading, above.head)]
            above = above.above
        if place.clause is None:
            return []
        wanted = kinds - {Kind.AGENCY}
        inside = {id(below) for below in place.noun.whole()} if not own else set()
        clause = place.clause
        choices = [*clause.acted_on(), *clause.agents(), clause.link("in", "at", "for", "during", "to", "of")]
        choices = [[noun for noun in choice if id(noun) not in inside] for choice in choices]
        found = self.filled(reading, choices, wanted)
        return [one for one in found if one.first < 0 or not _within(one, place.noun, reading.chunks)][:1]

    def _operation(self, reading: Reading, choices: Choices) -> list[Filler]:
        for choice in choices:
            found = [f for f in self.filled(reading, [choice], _EVENT) if f.thing.event_kind == "operation"]
            if found:
                return found[:1]
        return [Filler(reading.scene.operation)] if reading.scene.operation is not None else []

    def _equals(self, place: Place) -> Choices:
        """Return what a noun is said to be the same as: across "is", as the status of somebody, or right before it."""
        clause, noun = place.clause, place.holder or place.noun
        if place.noun.above is not None and place.noun.above.word == _STATUS:
            return self._holders(place)
        if clause is not None and place.phrase.prep == "as" and noun is place.noun:
            return [*clause.subjects[:1], *([clause.objects] if clause.verb.lemma in _COMING else [])]
        if clause is not None and clause.verb.lemma in _COPULAS:
            if place.phrase.prep == "among":
                return [*clause.subjects, clause.objects]
            return [clause.objects] if place.as_subject or not clause.subjects else clause.subjects
        if clause is not None and noun is place.noun and _partitive(place, clause):
            return [*clause.subjects[:1], clause.objects]
        before = [one for one in place.phrase.nouns if one.last <= noun.first]
        return [before[-1:]] if before and noun is place.noun and before[-1].last + 1 >= noun.first else []

    def _holders(self, place: Place) -> Choices:
        """Return who has a status: to whom it is granted, who applies for it, else the subject."""
        clause = place.clause
        if clause is None:
            return []
        if clause.verb.lemma in _GIVING and (given := clause.link("to") or place.noun.link("to")):
            return [given]
        return clause.agents() if clause.verb.passive and clause.link("by") else clause.subjects

    def _organizer(self, reading: Reading, place: Place, kinds: frozenset[Kind]) -> list[Filler]:
        clause = place.clause
        found = self.filled(reading, [place.noun.link("by")], kinds)
        if not found and clause is not None and clause.verb.lemma in self._organizing:
            found = self.filled(reading, clause.agents(), kinds)
        return found or [Filler(thing) for thing in reading.scene.organizers]

    # --- fillers

    def filled(self, reading: Reading, choices: Choices, kinds: frozenset[Kind]) -> list[Filler]:
        """Return what the first choice that names anything of these kinds names."""
        acting = kinds & {Kind.OFFICIAL, Kind.AGENCY, Kind.COUNTRY, Kind.PROGRAMME}
        if Kind.AGENCY in kinds and Kind.EVENT in kinds:
            return self.filled(reading, choices, kinds & _ARRANGED) or self.filled(reading, choices, kinds - _ARRANGED)
        for nouns in choices:
            found = self._nouns.parties(nouns, acting) if acting else []
            found += self._nouns.named(nouns, kinds - acting) if kinds - acting else []
            if Kind.PROGRAMME in kinds and not found:
                found = self._nouns.named(nouns, frozenset({Kind.PROGRAMME}))
            if found:
                return [self._filler(reading, k) for k in found]
            meant = [thing for noun in nouns for thing in _meant(noun, reading) if thing.kind in kinds]
            if meant:
                return [Filler(thing) for thing in (meant if meant == reading.scene.visitors else meant[:1])]
        return []

    def _filler(self, reading: Reading, k: int) -> Filler:
        chunk = reading.chunks[k]
        if chunk.span is None:
            raise AssertionError(chunk)
        return Filler(chunk.span.thing, chunk.first, chunk.last)

    # --- modality

    def clause_modality(self, reading: Reading, clause: Clause) -> tuple[Modality, bool]:
        """Return how a clause is held, and whether it is denied."""
        verb = clause.verb
        modality = verb.modality
        subjects = [noun for choice in (clause.subjects or [clause.objects])[:1] for noun in choice]
        denied = verb.negated or any(noun.words & _NONE for noun in subjects)
        before = _before(reading.parse, clause)
        if clause.mark in _CONDITIONS:
            modality = stronger(modality, Modality.RECOMMENDED)
        if verb.form is Form.PARTICIPLE and not self._of_outcome(clause):
            modality = stronger(modality, _main(reading.parse, verb.first))
        if (
            clause.dependent
            and clause.mark not in _RELATIVE
            and before is not None
            and before.verb.lemma in self._proposing
            and verb.form is Form.FINITE
        ):
            modality = stronger(modality, Modality.RECOMMENDED)
        told, negated = self._cues.of(
            reading.chunks, reading.cues, verb.first, finite=verb.form in {Form.FINITE, Form.PARTICIPLE}
        )
        return stronger(modality, told), denied or (negated and verb.form is not Form.FINITE)

    def _of_outcome(self, clause: Clause) -> bool:
        """Tell whether a participle tells of what has an outcome already ("to sum up the results of the operations carried out")."""
        for noun in (one for choice in clause.subjects for one in choice if one.sort == "event"):
            above = noun.above
            while above is not None:
                if above.word in self._outcomes:
                    return True
                above = above.above
        return False

    def governed(self, clause: Clause) -> Modality:
        """Return what a verb such as "plan" or "propose" makes of what it acts on."""
        if clause.verb.lemma == "be" and any(
            noun.word in self._due or noun.words & self._due for noun in clause.objects
        ):
            return Modality.PLANNED
        return self._controlled.get(clause.verb.lemma, Modality.ASSERTED)

    def modality_at(self, reading: Reading, k: int) -> tuple[Modality, bool]:
        """Return how what the word at the chunk `k` says is held, and whether it is denied."""
        for clause in reading.parse.clauses:
            if clause.verb.first <= k < clause.verb.last:
                return self.clause_modality(reading, clause)
        return self._cues.of(reading.chunks, reading.cues, k, finite=False)

    def noun_modality(self, reading: Reading, place: Place) -> tuple[Modality, bool]:
        """Return how what a noun says is held, and whether it is denied."""
        participle = place.clause is not None and place.clause.verb.form is Form.PARTICIPLE
        cues = [cue for cue in reading.cues if not participle or cue[1] > place.clause.verb.first]
        told, negated = self._cues.of(reading.chunks, cues, place.noun.first, finite=False)
        if place.clause is None:
            return told, negated
        modality, denied = self.clause_modality(reading, place.clause)
        if place.clause.verb.purpose and told is Modality.ASSERTED:
            modality = stronger(modality, Modality.RECOMMENDED)
        governed, prep = self.governed(place.clause), place.phrase.prep
        there = prep in _THERE or (prep == "on" and governed is Modality.RECOMMENDED)
        if place.as_subject is place.clause.verb.passive and not there:
            modality = stronger(modality, governed)
        return stronger(told, modality), negated or denied


def _frame(told: Mapping[str, Any], key: str) -> Frame:
    names = (
        "object", "subject", "with", "complement", "prep", "without_prep", "without_link", "modifier", "without", "needs", "has", "as", "linked", "near", "not_object",
    )  # fmt: skip
    conditions = {name: frozenset(told[name]) for name in names if name in told}
    conditions |= {
        name: frozenset({name})
        for name in (
            "passive",
            "no_by",
            "no_to",
            "bare",
            "inverted",
            "event",
            "own",
            "not_own",
            "alone",
            "person",
            "gathering",
            "present",
            "direct",
            "direct_agent",
            "unposted",
            "place",
            "several",
        )
        if told.get(name)
    }
    claims = tuple((Predicate(p), s, o) for p, s, o in map(str.split, told["claims"]))
    return Frame(told["rule"], claims, conditions, Modality(told.get("modality", "asserted")), told.get("post", ""))


def _places(parse: Parse) -> list[Place]:
    """Return where each noun of a sentence stands."""
    clauses: dict[int, tuple[Clause, bool]] = {}
    for clause in parse.clauses:
        subjects = clause.subjects[:1] if clause.dependent else clause.subjects
        for nouns, as_subject in (*((choice, True) for choice in subjects), (clause.objects, False)):
            for noun in nouns:
                clauses.setdefault(id(noun), (clause, as_subject))
        for link in (*clause.links, *clause.opening):
            for noun in link.nouns:
                clauses.setdefault(id(noun), (clause, False))
    found = []
    for _, phrase, top in ((one, phrase, top) for one, phrase, _, top in _tops(parse)):
        clause, as_subject = clauses.get(id(top), (None, False))
        found += [Place(noun, phrase, clause, as_subject, top) for noun in top.whole()]
    return found


def _tops(parse: Parse) -> Iterator[tuple[Noun, Phrase, int, Noun]]:
    for number, gap in enumerate(parse.gaps):
        for phrase in (phrase for segment in gap for phrase in segment.phrases):
            for top in phrase.nouns:
                yield top, phrase, number, top


def _body_in_name(reading: Reading, noun: Noun, kinds: frozenset[Kind]) -> list[Filler]:
    """Return the body before an event's noun ("the CNC meeting")."""
    body = noun.span.thing.body if noun.span is not None and not noun.span.bare else None
    chunk = reading.chunks[noun.head]
    return [Filler(body, chunk.first, chunk.last)] if body is not None and body.kind in kinds else []


def _shared(place: Place, part: str) -> list[Noun]:
    """Return what hangs by a preposition on the next noun of a pair, which this one shares ("support and coordination of A")."""
    noun = place.noun
    lists = [link.nouns for link in noun.above.links if noun in link.nouns] if noun.above else [place.phrase.nouns]
    after = next((one for nouns in lists for one in nouns if one.first == noun.last + 1), None)
    shares = after is not None and after.sort == noun.sort == "noun" and not noun.links
    return after.link(part) if after is not None and shares else []


def _partitive(place: Place, clause: Clause) -> bool:
    """Tell whether a phrase before its clause tells of whom some came ("of the observers of A, B and C arrived")."""
    opens = any(link.at == place.phrase.first for link in clause.opening)
    return opens and place.phrase.prep in {"of", "from", "among"} and clause.verb.lemma in _COMING


def _governing(place: Place) -> str:
    """Return the preposition before a noun, or before the one that it stands in a list with."""
    if place.noun.above is None:
        return place.phrase.prep
    return next((link.prep for link in place.noun.above.links if place.noun in link.nouns), "")


def _heads(choices: Choices, words: frozenset[str]) -> list[Noun]:
    return [
        noun
        for choice in choices
        for noun in choice
        if {noun.word, f"<{noun.word}>", noun.word.split()[-1]} & words or noun.words & words
    ]


def _spoken_of(scene: Scene, kinds: frozenset[Kind] = _EVENT) -> list[Filler]:
    """Return the event that a bulletin speaks of, rather one that is not said to lie ahead, or the programme where no event is meant."""
    things = [scene.verbal, scene.main, scene.latest, scene.operation] if Kind.EVENT in kinds else []
    events = sorted((thing for thing in things if thing is not None), key=lambda thing: thing.key in scene.ahead)
    programmes = [scene.programme] if Kind.PROGRAMME in kinds and scene.programme is not None else []
    return [Filler(thing) for thing in (*events, *programmes)][:1]


def _shaped(asked: Mapping[str, frozenset[str]], clause: Clause) -> bool:
    """Tell whether a clause has the shape that a frame asks for: what stands behind its verb, or near it, and what does not."""
    around = [link.nouns for link in (*clause.links, *clause.opening)]
    ahead = any(noun.word != "there" for noun in _first(clause.subjects))
    refused = (
        ("bare", bool(clause.objects or clause.verb.passive or clause.link("to", "as"))),
        ("no_by", bool(clause.link("by"))),
        ("passive", not clause.verb.passive),
        ("inverted", clause.verb.passive or ahead),
        ("no_to", bool(clause.link("to")) or any(noun.link("to") for noun in _first(clause.acted_on()))),
        ("not_object", bool(_heads([*clause.acted_on(), clause.link("to")], asked.get("not_object", frozenset())))),
        ("near", not _heads(around, asked.get("near", frozenset()))),
    )
    return not any(name in asked and refuses for name, refuses in refused)


def _first(choices: Choices) -> list[Noun]:
    return choices[0] if choices else []


def _has_post(filler: Filler, chunks: Sequence[Chunk]) -> bool:
    """Tell whether a post stands beside the name of a person, so that he is no mere representative."""
    return any(chunk.posted for chunk in chunks if chunk.first == filler.first)


def _remember(chunks: Sequence[Chunk], scene: Scene) -> None:
    """Keep whom and what a sentence names first, for the pronouns of the next one."""
    kinds = (
        (Kind.OFFICIAL, "person"),
        (Kind.AGENCY, "body"),
        (Kind.PROGRAMME, "programme"),
        (Kind.EVENT, "topic"),
        (Kind.DOCUMENT, "document"),
    )
    for kind, name in kinds:
        first = next((c.span.thing for c in chunks if c.span is not None and c.span.thing.kind is kind), None)
        setattr(scene, name, first or getattr(scene, name))


def _meant(noun: Noun, reading: Reading) -> list[Thing]:
    """Return what a pronoun may stand for; "it" an event named before it in the sentence, else the one spoken of."""
    scene = reading.scene
    if noun.span is not None:
        return []
    if noun.word in {"he", "she"}:
        things = [scene.person]
    elif noun.word == "it":
        before = (chunk.span.thing for chunk in reading.chunks[: noun.first] if chunk.span is not None)
        named = [thing for thing in before if thing.kind is Kind.EVENT]
        spoken_of = scene.verbal or scene.topic or scene.main or scene.latest
        others = [scene.programme, scene.body, scene.document]
        things = [named[-1] if named else spoken_of, *others]
    elif noun.word in _VISITORS and noun.words == {"the", noun.word} and not noun.links:
        return scene.visitors
    elif noun.words == {"the", noun.word} and not noun.links:
        things = [scene.posts.get(noun.word)]
    else:
        things = []
    return [thing for thing in things if thing is not None]


def _within(filler: Filler, noun: Noun, chunks: Sequence[Chunk]) -> bool:
    below = [one for one in noun.whole() if one is not noun]
    return any(chunks[one.first].first <= filler.first < chunks[one.last - 1].last for one in below)


def _before(parse: Parse, clause: Clause) -> Clause | None:
    at = next(i for i, one in enumerate(parse.clauses) if one is clause)
    return parse.clauses[at - 1] if at else None


def _main(parse: Parse, first: int) -> Modality:
    """Return the modality of the main clause nearest to a participle."""
    main = [c.verb for c in parse.clauses if c.verb.form is Form.FINITE and not c.dependent]
    nearest = min(main, key=lambda verb: abs(verb.first - first), default=None)
    return nearest.modality if nearest is not None else Modality.ASSERTED


def _paired(ones: Sequence[Filler], others: Sequence[Filler], left: str, right: str) -> Iterator[tuple[Filler, Filler]]:
    """Yield the pairs of two roles; of one list with itself ("A and B met"), where it is short, each two of it."""
    if left.endswith("+") and left == right:
        if 1 < len(ones) <= _FEW:
            yield from itertools.combinations(ones, 2)
        return
    if len(ones) > 1 and ones == others:
        return
    yield from itertools.product(ones, others)


def _visitors(drafts: Sequence[Draft]) -> list[Thing]:
    """Return who is said to have come somewhere, whom "the guests" and "the delegation" take up."""
    coming = {draft.subject.key: draft.subject for draft in drafts if draft.predicate is Predicate.VISITS}
    return list(coming.values())


def _organizers(drafts: Sequence[Draft]) -> list[Thing]:
    """Return who is said to have organised the event of a sentence."""
    return [
        draft.subject
        for draft in drafts
        if draft.predicate is Predicate.ORGANIZES and draft.modality is Modality.ASSERTED and not draft.negated
    ]


def _draft(  # noqa: PLR0913 - a claim has as many parts
    frame: Frame,
    predicate: Predicate,
    one: Filler,
    other: Filler,
    at: tuple[int, int],
    modality: Modality,
    *,
    negated: bool,
) -> Iterator[Draft]:
    if one.thing is other.thing:
        return
    named = [filler for filler in (one, other) if filler.first >= 0]
    first, last = min([at[0], *(f.first for f in named)]), max([at[1], *(f.last for f in named)])
    if last - first > _LONGEST and named:
        far = max(named, key=lambda filler: max(at[0] - filler.first, filler.last - at[1]))
        first, last = far.first, far.last
    post = (("post", frame.post),) if frame.post else ()
    yield Draft(
        one.thing, predicate, other.thing, frame.rule, first, last, stronger(modality, frame.modality), negated, post
    )
