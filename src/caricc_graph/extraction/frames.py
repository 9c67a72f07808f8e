"""Frames: what a verb, or a noun with its prepositions, claims of the mentions around it."""

from __future__ import annotations

import itertools
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from caricc_graph.extraction.conditions import NOUN_CONDITIONS, VERB_CONDITIONS, NounCase, VerbCase
from caricc_graph.extraction.fillers import Fillers, Reading, spoken_of
from caricc_graph.extraction.frame import indexed
from caricc_graph.extraction.modality import Moods
from caricc_graph.extraction.noun_roles import NounRoles, NounSlot
from caricc_graph.extraction.places import places
from caricc_graph.extraction.sides import note_employers, note_sides
from caricc_graph.extraction.surroundings import ACTING
from caricc_graph.extraction.verb import Form, stronger
from caricc_graph.extraction.verb_roles import VerbRoles, VerbSlot
from caricc_graph.extraction.words import DETERMINERS
from caricc_graph.model import Kind, Modality, Predicate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from caricc_graph.extraction.chunks import Chunk
    from caricc_graph.extraction.clause import Clause
    from caricc_graph.extraction.clauses import Clauses
    from caricc_graph.extraction.fillers import Filler
    from caricc_graph.extraction.frame import Frame
    from caricc_graph.extraction.lexicon import Lexicon
    from caricc_graph.extraction.nouns import Noun
    from caricc_graph.extraction.places import Place
    from caricc_graph.extraction.scene import Scene
    from caricc_graph.extraction.spans import Thing

_LONGEST = 75
_DECISION, _DECIDE = "decision", "decide"
_SUPPOSING = frozenset({"if", "unless", "provided"})
_TAKING = frozenset({"take", "make", "adopt", "reach"})
_FEW = 2
_CEREMONY = "ceremony"
_MANY = 6
_BEING = frozenset({"be", "become", "remain"})
_SESSION_OF = "session-of"
_WISHED = frozenset({Modality.RECOMMENDED, Modality.QUOTED})
_SESSIONS_OF = frozenset({_SESSION_OF, "held-its-session", "held-its-plenary", "held-its-event"})
_JOINING = frozenset({Predicate.MEMBER_OF, Predicate.OBSERVER_OF})
_HAVING_MEMBERS = frozenset({"has-as-members", "unites", "it-unites"})
_REMEMBERED = (
    (Kind.AGENCY, "body"),
    (Kind.PROGRAMME, "programme"),
    (Kind.EVENT, "topic"),
    (Kind.DOCUMENT, "document"),
)


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
class _Claim:
    """What one claim of a frame rests on, apart from its two ends: the tokens `first` up to `last`, and how it is held."""

    frame: Frame
    predicate: Predicate
    first: int
    last: int
    modality: Modality
    negated: bool


class Frames:
    """Reads the claims of one sentence after the other."""

    def __init__(self, lexicon: Lexicon, clauses: Clauses) -> None:
        spec = lexicon.files["frames"]
        self._clauses = clauses
        self.fillers = Fillers(lexicon, clauses.nouns)
        self.moods = Moods(lexicon)
        self._verb_roles = VerbRoles(lexicon, self.fillers)
        self._noun_roles = NounRoles(lexicon, self.fillers)
        self._signature = {
            Predicate(name): tuple(
                frozenset(Kind(kind.capitalize()) for kind in side.split()) for side in told.split("|")
            )
            for name, told in spec["signature"].items()
        }
        self._meeting = frozenset(spec["settings"]["meeting"])
        self._taking_up = frozenset(spec["opening"]["prepositions"])
        self._taken_up = frozenset(spec["opening"]["nouns"])
        self._each_other = frozenset(spec["grammar"]["each_other"])
        self._by_lemma = indexed(spec["verb"], "lemmas", spec["lists"])
        self._by_noun = indexed(spec["noun"], "nouns", spec["lists"])

    def reading(self, chunks: Sequence[Chunk], scene: Scene) -> Reading:
        """Return a sentence, parsed, as its frames and settings are read."""
        parse = self._clauses.read(chunks)
        reading = Reading(chunks, parse, scene, self.moods.find(chunks, quoting=scene.quoting), places(parse))
        meetings = [clause for clause in parse.clauses if clause.verb.lemma in self._meeting]
        if (
            scene.verbal is not None
            and meetings
            and self.moods.of_clause(reading, meetings[0])[0] is not Modality.ASSERTED
        ):
            scene.ahead.add(scene.verbal.key)
        scene.opening = self._opening(reading)
        return reading

    def _opening(self, reading: Reading) -> Thing | None:
        """Return an event told of before that a sentence takes up before who acts in it ("Speaking at the seminar, …", "Following the forum, …")."""
        finite = [clause.verb.first for clause in reading.parse.clauses if clause.verb.form is Form.FINITE]
        known = {id(event) for event in reading.scene.events[: reading.scene.known]}
        before: list[str] = []
        for chunk in reading.chunks[: min(finite, default=0)]:
            thing = chunk.span.thing if chunk.span is not None else None
            if thing is not None and thing.kind in ACTING:
                return None
            if thing is not None and id(thing) in known:
                return thing if self._takes_up(before) else None
            before += [chunk.norm] if chunk.norm not in DETERMINERS else []
        return None

    def _takes_up(self, before: Sequence[str]) -> bool:
        """Tell whether words before an event say that what follows happened there or behind it ("at", "following", "at the end of")."""
        *others, last = ["", "", *before]
        return last in self._taking_up or (last == "of" and others[-1] in self._taken_up)

    def agents(self, reading: Reading, k: int, kinds: frozenset[Kind]) -> list[Thing]:
        """Return who acts in the clause whose verb stands at the chunk `k`; none where no verb does."""
        clause = reading.clause_at(k)
        found = self.fillers.filled(reading, clause.agents(), kinds) if clause is not None else []
        return [filler.thing for filler in found]

    def read(self, reading: Reading) -> list[Draft]:
        """Return the claims that the frames of a sentence state."""
        scene = reading.scene
        drafts = self._of_verbs(reading)
        note_employers(drafts, scene)
        note_sides(drafts, scene)
        scene.club = next((_body(draft) for draft in drafts if draft.predicate in _JOINING), None) or scene.club
        for place in reading.places:
            told = [*self._of_noun(reading, place)]
            scene.club = next((_body(draft) for draft in told if draft.predicate in _JOINING), None) or scene.club
            scene.visitors = _visitors(told) or scene.visitors
            drafts += told
        drafts += [draft for place in reading.places for draft in self._of_stage(reading, place)]
        drafts = _arranged_apart(_members_apart(drafts))
        scene.visitors = _visitors(drafts) or scene.visitors
        scene.organizers = _organizers(drafts) or scene.organizers
        note_sides(drafts, scene)
        scene.sessions |= _sessions(drafts)
        drafts = _sessions_told(drafts)
        scene.pair = _parties(drafts) or self.fillers.acting_together(reading, len(reading.chunks)) or scene.pair
        scene.present += [draft.subject for draft in drafts if draft.predicate is Predicate.ATTENDS]
        _remember(reading, {d.object.key for d in drafts if _tells_whole(d) and not isinstance(d.object, str)})
        return drafts

    def _of_stage(self, reading: Reading, place: Place) -> Iterator[Draft]:
        """Yield the event that a stage or phase is part of; a bare "closing ceremony" says of none."""
        noun = place.noun
        whole = reading.scene.wholes.get(noun.span.thing.key) if noun.span is not None else None
        if noun.span is None or whole is None or whole is noun.span.thing or _is_bare_ceremony(noun.span.thing):
            return
        chunk = reading.chunks[noun.head]
        modality, negated = self.moods.of_noun(reading, place)
        yield Draft(noun.span.thing, Predicate.PART_OF, whole, "stage-of", chunk.first, chunk.last, modality, negated)

    # --- verbs

    def _of_verbs(self, reading: Reading) -> list[Draft]:
        """Return what the verbs of a sentence state; who arranges an event is known before it is told who learnt there."""
        told: dict[int, list[Draft]] = {}
        clauses = reading.parse.clauses
        for clause in sorted(clauses, key=lambda one: not one.dependent):
            told[id(clause)] = [*self._of_verb(reading, clause)]
            reading.scene.organizers = _organizers(told[id(clause)]) or reading.scene.organizers
        return [draft for clause in clauses for draft in told[id(clause)]]

    def _of_verb(self, reading: Reading, clause: Clause) -> Iterator[Draft]:
        frames = self._by_lemma.get(clause.verb.lemma, ()) if not clause.verb.purpose else ()
        first, last = reading.chunks[clause.verb.first].first, reading.chunks[clause.verb.last - 1].last
        held: tuple[Modality, bool] | None = None
        for frame in frames:
            if not self._opens(reading, frame, clause):
                continue
            modality, negated = held = held or self.moods.of_clause(reading, clause)
            if frame.by_decision and modality is Modality.PLANNED and _decided(reading, clause):
                modality = Modality.ASSERTED
            if frame.presupposed and clause.verb.form is Form.PARTICIPLE:
                modality, negated = clause.verb.modality, clause.verb.negated
            for predicate, left, right in frame.claims:
                claim = _Claim(frame, predicate, first, last, modality, negated)
                if not (left.endswith("+") and self._beside(clause)):
                    yield from _drafts(claim, self._ends_of_verb(reading, clause, claim, left, right))

    def _beside(self, clause: Clause) -> bool:
        """Tell whether "with" tells beside whom a list acts, so that its members do not act on each other."""
        beside = [
            *clause.link("with"),
            *(one for choice in clause.acted_on() for noun in choice for one in noun.link("with")),
        ]
        return any(noun.word not in self._each_other for noun in beside)

    def _opens(self, reading: Reading, frame: Frame, clause: Clause) -> bool:
        return all(
            VERB_CONDITIONS[name](VerbCase(words, clause, reading, self.fillers))
            for name, words in frame.conditions.items()
        )

    def _ends_of_verb(
        self, reading: Reading, clause: Clause, claim: _Claim, left: str, right: str
    ) -> Iterator[tuple[Filler, Filler]]:
        """Yield the two ends of each draft of a claim."""
        kinds, frame = self._signature[claim.predicate], claim.frame
        kind = kinds[0] if frame.one is None else frozenset({frame.one})
        ones = self._verb_roles.fill(VerbSlot(left, kind, clause, reading))
        others = self._verb_roles.fill(VerbSlot(right, kinds[1], clause, reading))
        if claim.predicate is Predicate.HOSTS and left != "agent":
            ones = _of_kind(ones, Kind.AGENCY)
        others = _of_kind(others, frame.other) if frame.other is not None else others
        if frame.post:
            others = [other for other in others if other.thing.kind is not Kind.COUNTRY]
        unposted = frame.unposted and claim.predicate is not Predicate.ATTENDS
        pairs = _paired(ones, others, left, right)
        yield from (pair for pair in pairs if not (unposted and _has_post(pair[0], reading.chunks)))

    # --- nouns

    def _of_noun(self, reading: Reading, place: Place) -> Iterator[Draft]:
        first, last = reading.chunks[place.noun.first].first, reading.chunks[place.noun.last - 1].last
        held: tuple[Modality, bool] | None = None
        for frame in self._by_noun.get(_word(place.noun), ()):
            if not _noun_opens(frame, place):
                continue
            modality, negated = held = held or self.moods.of_noun(reading, place)
            if modality in frame.left_out:
                continue
            if frame.presupposed and not _is_said_to_be(place):
                modality, negated = Modality.ASSERTED, False
            for predicate, left, right in frame.claims:
                claim = _Claim(frame, predicate, first, last, modality, negated)
                yield from _drafts(claim, self._ends_of_noun(reading, place, claim, left, right))

    def _ends_of_noun(
        self, reading: Reading, place: Place, claim: _Claim, left: str, right: str
    ) -> Iterator[tuple[Filler, Filler]]:
        """Yield the two ends of each draft of a claim."""
        kinds = self._signature[claim.predicate]
        ones = self._noun_roles.fill(NounSlot(left, kinds[0], place, reading))
        others = self._noun_roles.fill(NounSlot(right, kinds[1], place, reading))
        if claim.predicate is Predicate.HOSTS and left != "equals":
            ones = _of_kind(ones, Kind.AGENCY)
        if claim.frame.unposted:
            ones = [one for one in ones if not _has_post(one, reading.chunks)]
        yield from _paired(ones, others, left, right)


def named_event(reading: Reading) -> Thing | None:
    """Return the event that a sentence names first, else the one that the bulletin speaks of."""
    named = _first_of(reading.chunks, Kind.EVENT)
    return named or next((filler.thing for filler in spoken_of(reading.scene)), None)


def _is_said_to_be(place: Place) -> bool:
    """Tell whether a clause says that somebody is or becomes what a noun names, so that nothing is taken for granted ("may become members")."""
    clause = place.clause
    told = clause is not None and clause.verb.lemma in _BEING and not place.as_subject
    return told and clause is not None and any(noun is (place.holder or place.noun) for noun in clause.objects)


def _noun_opens(frame: Frame, place: Place) -> bool:
    return all(NOUN_CONDITIONS[name](NounCase(words, place)) for name, words in frame.conditions.items())


def _word(noun: Noun) -> str:
    """Return the word that the frames of a noun stand under."""
    if noun.span is None:
        return noun.word
    return f"<{noun.word}>" if noun.sort == "event" else f"<{noun.span.thing.kind.lower()}>"


def _decided(reading: Reading, clause: Clause) -> bool:
    """Tell whether a clause is what somebody decided ("took the decision to appoint", "decided to elect")."""
    if any(chunk.norm in _SUPPOSING for chunk in reading.chunks):
        return False
    at, governor = clause.verb.first, clause.verb.governor
    before = [one.verb for one in reading.parse.clauses if one.verb.last <= at][-1:]
    noun = at > 0 and reading.chunks[at - 1].norm == _DECISION
    deciding = [verb for verb in before if noun and verb.lemma in _TAKING]
    deciding += [one.verb for one in reading.parse.clauses[governor : governor + 1] if one.verb.lemma == _DECIDE]
    return any(verb.modality is Modality.ASSERTED for verb in deciding)


def _sessions(drafts: Sequence[Draft]) -> dict[str, Thing]:
    """Return the body whose session an event is said to be, by the event's key; none where it is of several."""
    told: dict[str, dict[str, Thing]] = defaultdict(dict)
    for draft in drafts:
        if draft.rule in _SESSIONS_OF and not isinstance(draft.object, str) and draft.subject.kind is Kind.AGENCY:
            told[draft.object.key][draft.subject.key] = draft.subject
    return {event: body for event, bodies in told.items() if len(bodies) == 1 for body in bodies.values()}


def _sessions_told(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts without presence at one's own session where that is only proposed or spoken of ("proposed to hold a session of A")."""
    return [one for one in drafts if one.rule != _SESSION_OF or one.modality not in _WISHED]


def _arranged_apart(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts without a body's presence at its own session, which it is said to have arranged ("A held its 5th session")."""
    arranged = {(id(one.subject), id(one.object)) for one in drafts if one.predicate is Predicate.ORGANIZES}
    return [one for one in drafts if one.rule != _SESSION_OF or (id(one.subject), id(one.object)) not in arranged]


def _members_apart(drafts: Sequence[Draft]) -> list[Draft]:
    """Return claims without those that make members of the observers that a body is said to have ("has two members, A and B, and an observer, C")."""
    watching = {d.subject.key for d in drafts if d.predicate is Predicate.OBSERVER_OF}
    return [d for d in drafts if d.rule not in _HAVING_MEMBERS or d.subject.key not in watching]


def _body(draft: Draft) -> Thing | None:
    return None if isinstance(draft.object, str) else draft.object


def _is_bare_ceremony(thing: Thing) -> bool:
    return thing.event_kind.endswith(_CEREMONY) and all(" of " not in name for name in thing.names)


def _tells_whole(draft: Draft) -> bool:
    return draft.predicate is Predicate.PART_OF


def _of_kind(fillers: Sequence[Filler], kind: Kind) -> list[Filler]:
    return [filler for filler in fillers if filler.thing.kind is kind]


def _has_post(filler: Filler, chunks: Sequence[Chunk]) -> bool:
    """Tell whether a post stands beside the name of a person, so that he is no mere representative."""
    return any(chunk.posted for chunk in chunks if chunk.first == filler.first)


def _first_of(chunks: Sequence[Chunk], kind: Kind) -> Thing | None:
    """Return what of a kind a sentence names first."""
    return next((c.span.thing for c in chunks if c.span is not None and c.span.thing.kind is kind), None)


def _remember(reading: Reading, wholes: set[str]) -> None:
    """Keep whom and what a sentence names first, for the pronouns of the next one."""
    chunks, scene = reading.chunks, reading.scene
    named = [chunk.span.thing for chunk in chunks if chunk.span is not None]
    for kind, name in _REMEMBERED:
        setattr(scene, name, _first_of(chunks, kind) or getattr(scene, name))
    scene.recent = named
    events = [thing for thing in named if thing.kind is Kind.EVENT]
    scene.topic = next((thing for thing in events if thing.key not in wholes), scene.topic)
    again = scene.fresh if any(chunk.norm == "it" for chunk in chunks) else set()
    scene.fresh = {thing.key for thing in named} | again
    if scene.body is None:
        served = [scene.employers[thing.key] for thing in named if thing.key in scene.employers]
        scene.body = next(iter(served), None)
        scene.fresh |= {thing.key for thing in served}
    people = [thing for thing in named if thing.kind is Kind.OFFICIAL]
    main = [one.subjects[0] for one in reading.parse.clauses if one.subjects and not one.dependent]
    acting = {noun.span.thing.key for nouns in main for noun in nouns if noun.span is not None}
    first = [noun.span.thing for noun in main[0] if noun.span is not None] if main else []
    scene.subject = first[0] if len(first) == 1 and len(main[0]) == 1 else None
    scene.people = sorted(people, key=lambda thing: thing.key not in acting) or scene.people


def _paired(ones: Sequence[Filler], others: Sequence[Filler], left: str, right: str) -> Iterator[tuple[Filler, Filler]]:
    """Yield the pairs of two roles; of one list with itself ("A and B met"), where it is short, each two of it."""
    if left.endswith("+") and left == right:
        if 1 < len(ones) <= (_MANY if left.endswith("++") else _FEW):
            yield from itertools.combinations(ones, 2)
        return
    if len(ones) > 1 and others and all(other in ones for other in others):
        return
    yield from itertools.product(ones, others)


def _visitors(drafts: Sequence[Draft]) -> list[Thing]:
    """Return who is said to have come somewhere, whom "the guests" and "the delegation" take up."""
    coming = {draft.subject.key: draft.subject for draft in drafts if draft.predicate is Predicate.VISITS}
    return list(coming.values())


def _parties(drafts: Sequence[Draft]) -> list[Thing]:
    """Return the two who are said to have met each other; none where more are."""
    met = [draft for draft in drafts if draft.predicate is Predicate.MEETS and not draft.negated]
    ends = {thing.key: thing for draft in met for thing in (draft.subject, draft.object) if not isinstance(thing, str)}
    return list(ends.values()) if len(ends) <= _FEW else []


def _organizers(drafts: Sequence[Draft]) -> list[Thing]:
    """Return who is said to have organised the event of a sentence."""
    return [
        draft.subject
        for draft in drafts
        if draft.predicate is Predicate.ORGANIZES and draft.modality is Modality.ASSERTED and not draft.negated
    ]


def _drafts(claim: _Claim, ends: Iterator[tuple[Filler, Filler]]) -> Iterator[Draft]:
    """Yield the draft of a claim for each two ends that differ."""
    frame = claim.frame
    modality = stronger(claim.modality, frame.modality)
    qualifiers = (("post", frame.post),) if frame.post else ()
    for one, other in ends:
        if one.thing is not other.thing:
            first, last = _extent(claim, [filler for filler in (one, other) if filler.first >= 0])
            yield Draft(
                one.thing, claim.predicate, other.thing, frame.rule, first, last, modality, claim.negated, qualifiers
            )


def _extent(claim: _Claim, named: Sequence[Filler]) -> tuple[int, int]:
    """Return the tokens that a claim and its ends stand in; of a very long stretch, those without its event, or of the end furthest off."""
    first = min([claim.first, *(filler.first for filler in named)])
    last = max([claim.last, *(filler.last for filler in named)])
    if last - first <= _LONGEST or not named:
        return first, last
    others = [filler for filler in named if filler.thing.kind is not Kind.EVENT]
    if others and len(others) < len(named):
        return _extent(claim, others)
    far = max(named, key=lambda filler: max(claim.first - filler.first, filler.last - claim.last))
    return far.first, far.last
