"""One bulletin's mentions, referents and claims."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from caricc_graph.extraction import dates as dating
from caricc_graph.extraction import inherent, lexicon, text
from caricc_graph.extraction.careers import Careers, to_come
from caricc_graph.extraction.chunks import row
from caricc_graph.extraction.clauses import Clauses
from caricc_graph.extraction.collector import Collector
from caricc_graph.extraction.durations import EDGES, lasting
from caricc_graph.extraction.events import Events
from caricc_graph.extraction.frames import Draft, Frames
from caricc_graph.extraction.lessons import Lessons
from caricc_graph.extraction.mentions import Mentions
from caricc_graph.extraction.ministries import ministry_of
from caricc_graph.extraction.posts import FORMER
from caricc_graph.extraction.predecessors import not_yet_taken, of_predecessors
from caricc_graph.extraction.quotations import is_quoted
from caricc_graph.extraction.repeats import of_repeats
from caricc_graph.extraction.respective import in_pairs
from caricc_graph.extraction.rolls import ROLL, of_roll
from caricc_graph.extraction.scene import Scene, holder_of
from caricc_graph.extraction.seizures import Seizures
from caricc_graph.extraction.settings import Settings
from caricc_graph.extraction.sides import note_employers
from caricc_graph.extraction.spans import Discourse
from caricc_graph.extraction.verb import stronger
from caricc_graph.model import (
    Claim,
    Evidence,
    Extraction,
    Kind,
    Mention,
    Modality,
    Predicate,
    Referent,
)
from caricc_graph.resources import folder

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from caricc_graph.authority import Authority
    from caricc_graph.extraction.chunks import Chunk
    from caricc_graph.extraction.fillers import Reading
    from caricc_graph.extraction.mentions import Sentence
    from caricc_graph.extraction.spans import Thing
    from caricc_graph.model import Bulletin

_ACTS = frozenset({Predicate.CHAIRS, Predicate.SPEAKS_AT})
_SETTINGS = frozenset({Predicate.HELD_ON, Predicate.HELD_AT})
_AWAITED = frozenset({"was-invited", "were-invited", "invited", "organizers"})
_INVITING = frozenset({"invite", "invites", "invited"})
_STAGES = frozenset({"stage-of"})
_JOINING = frozenset({Predicate.MEMBER_OF, Predicate.OBSERVER_OF})
_REMARKS, _CEREMONY = frozenset({"said", "noted"}), ("ceremony", "signing")
_STEP = 0.25
_YEAR = 4
_DAY = 10
_OPENING = 2


def version() -> str:
    """Return the hash of the rules and the lexicon, which changes with every change of either."""
    here = Path(__file__).parent
    lexicons = sorted((folder("data") / "lexicon").glob("*.toml"))
    files = (*sorted(here.glob("*.py")), here.parent / "authority.py", here.parent / "model.py", *lexicons)
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()[:16]


class Extractor:
    """Reads bulletins one by one; the same bulletin always yields the same extraction."""

    def __init__(self, authority: Authority) -> None:
        words = lexicon.load()
        self._tokens = text.Tokens()
        self._spelling = words.spelling
        self._abbreviations = frozenset(words.words("names", "text", "abbreviations"))
        self._known = authority.entries
        self._mentions = Mentions(authority, words)
        self._events = Events(words)
        self._frames = Frames(words, Clauses(words))
        self._careers = Careers(words, self._frames)
        self._settings = Settings(words, self._frames)
        self._seizures = Seizures(words, self._frames)
        self._lessons = Lessons(words)
        self._confidence: dict[str, float] = dict(words.files["rules"]["confidence"])
        self._default = float(words.files["rules"]["default"])

    def extract(self, bulletin: Bulletin) -> Extraction:
        """Return all that the bulletin's text yields."""
        parsed = text.read(bulletin.text, self._tokens, spelling=self._spelling, abbreviations=self._abbreviations)
        written = dating.of_dateline(bulletin.text) or bulletin.published
        discourse, scene = Discourse(), Scene(today=written or "", written=written or "")
        year = int(written[:_YEAR]) if written else None
        claims: list[Claim] = []
        collector = Collector(bulletin, parsed, self._rate)
        opening: str | None = None
        same: str | None = None
        for number, (first, last) in enumerate(parsed.sentences):
            _begin(parsed, first, scene)
            found = dating.find(
                parsed.text,
                parsed.starts[first],
                parsed.ends[last - 1],
                year=year,
                published=written,
                same=same,
            )
            same = next((d.edtf for d in reversed(found) if len(d.edtf) == _DAY), same)
            year = _year_told(found, year)
            if number < _OPENING and opening is None:
                opening = next((d.edtf.split("/")[-1] for d in found if len(d.edtf.split("/")[-1]) == _DAY), None)
                scene.today = scene.today or opening or ""
            claims += self._sentence(parsed, first, last, found, discourse, scene, collector)
        claims += [collector.claim(draft) for draft in self._lessons.read(scene)]
        claims = [*lasting(_of_ministries(claims, discourse, collector), discourse, collector)]
        nameless = {collector.referent(thing) for thing in discourse.things.values() if not thing.names}
        claims = [one for one in claims if one.predicate is not Predicate.UNIT_OF or one.object not in nameless]
        ceremonies = {
            collector.referent(thing) for thing in discourse.things.values() if thing.event_kind.endswith(_CEREMONY)
        }
        claims = not_yet_taken(_without_remarks(claims, ceremonies), collector)
        return _assembled(bulletin, discourse, claims, collector, opening)

    def _rate(self, rule: str) -> float:
        return self._confidence.get(rule, self._default)

    def _sentence(  # noqa: PLR0913 - a sentence, what is dated in it, and the bulletin so far
        self,
        parsed: text.Text,
        first: int,
        last: int,
        found: Sequence[dating.Dated],
        discourse: Discourse,
        scene: Scene,
        collector: Collector,
    ) -> list[Claim]:
        sentence = self._mentions.read(parsed, first, last, discourse)
        events = self._events.read(parsed, sentence, discourse, scene)
        chunks = row(parsed, sentence, events, found, self._mentions.lead)
        scene.dateline = next(_before(chunks, sentence), None) or scene.dateline
        scene.lasting = _lasting_days(parsed, sentence, chunks, found) or scene.lasting
        reading = self._frames.reading(chunks, scene)
        drafts: list[Draft] = [
            *inherent.of_names(parsed, sentence, discourse, self._known),
            *inherent.of_posts(parsed, sentence),
            *inherent.of_chairs(parsed, sentence, events, scene),
            *self._settings.read(reading),
            *self._careers.read(reading, sentence.posts),
        ]
        note_employers(drafts, scene)
        drafts += [*self._frames.read(reading), *of_roll(reading, self._frames)]
        drafts += of_repeats(reading, self._frames, drafts)
        scene.told = drafts
        drafts += of_predecessors(drafts, scene)
        drafts = in_pairs(_without_own_units(drafts, scene), chunks)
        drafts = _without_posted(_awaited(_dated_ahead(to_come(drafts, reading), scene), reading))
        self._lessons.note(drafts, reading)
        _tell(drafts, scene)
        _turn(drafts, scene)
        periods = [(date.start, date.edtf) for date in found]
        seized = in_pairs(self._seizures.read(parsed, reading, periods), chunks)
        return [
            *(collector.claim(draft) for draft in drafts),
            *collector.seized(seized, first, last),
        ]


def _of_ministries(claims: Sequence[Claim], discourse: Discourse, collector: Collector) -> list[Claim]:
    """Return the claims, those of a state's ministers as of their ministries where the bulletin names these, be it later on."""
    states = {collector.referent(thing): thing for (kind, _), thing in discourse.things.items() if kind is Kind.COUNTRY}
    told = []
    for claim in claims:
        state = states.get(claim.object) if claim.predicate is Predicate.HOLDS_POST else None
        title = dict(claim.qualifiers).get("post", "")
        known = ministry_of(title, state, discourse) if state is not None else None
        told.append(collector.again(claim, obj=collector.referent(known)) if known is not None else claim)
    return told


def _without_remarks(claims: Sequence[Claim], ceremonies: Container[str]) -> list[Claim]:
    """Return the claims without those that make a speech of what one of two parties remarked when they met, but for a ceremony."""
    present: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        if claim.predicate is Predicate.ATTENDS:
            present[claim.object].add(claim.subject)
    pairs = [{claim.subject, claim.object} for claim in claims if claim.predicate is Predicate.MEETS]
    met = {
        (event, party) for event, there in present.items() if event not in ceremonies
        for pair in pairs if pair <= there for party in pair
    }  # fmt: skip
    return [
        claim
        for claim in claims
        if not (claim.rule in _REMARKS and claim.predicate is Predicate.SPEAKS_AT)
        or (claim.object, claim.subject) not in met
    ]


def _year_told(found: Sequence[dating.Dated], year: int | None) -> int | None:
    """Return the year that a bulletin speaks of behind some dates: that of a day, or of months where none is known so far ("than in the first half of 2023" changes none)."""
    told = (date.edtf for date in found if len(date.edtf) >= _DAY)
    return next((int(edtf[:_YEAR]) for edtf in told if year is None or len(edtf.split("/")[0]) == _DAY), year)


def _before(chunks: Sequence[Chunk], sentence: Sentence) -> Iterator[Thing]:
    """Yield the places that stand before what a sentence says, in its dateline."""
    for span in sentence.spans if chunks else ():
        if span.last <= chunks[0].first and span.thing.kind is Kind.PLACE:
            yield span.thing


def _lasting_days(
    parsed: text.Text, sentence: Sentence, chunks: Sequence[Chunk], found: Sequence[dating.Dated]
) -> tuple[str, int, int] | None:
    """Return the several days that a dateline tells of, with its tokens; None where it tells of none."""
    begin = chunks[0].first if chunks else sentence.first
    days = (date.edtf for date in found if date.start < parsed.starts[begin] and "/" in date.edtf)
    return next(((edtf, sentence.first, begin) for edtf in days), None)


def _without_own_units(drafts: Sequence[Draft], scene: Scene) -> list[Draft]:
    """Return the drafts without those that make a body's own unit its member or observer."""
    units = {(one.subject.key, _key_of(one)) for one in drafts if one.predicate is Predicate.UNIT_OF}
    units |= {(unit, body.key) for unit, body in scene.parents.items()}
    return [one for one in drafts if one.predicate not in _JOINING or (one.subject.key, _key_of(one)) not in units]


def _key_of(draft: Draft) -> str:
    return draft.object if isinstance(draft.object, str) else draft.object.key


def _without_posted(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts without those who only represent, or meet, what they are said to hold a post in."""
    held = [{id(one.subject), id(one.object)} for one in drafts if one.predicate is Predicate.HOLDS_POST]
    apart = {Predicate.REPRESENTS, Predicate.MEETS}
    return [one for one in drafts if one.predicate not in apart or {id(one.subject), id(one.object)} not in held]


def _dated_ahead(drafts: Sequence[Draft], scene: Scene) -> list[Draft]:
    """Return the drafts with all that is told of an event whose day lies behind that of the bulletin as a plan ("a debriefing takes place on ...")."""
    scene.later |= {
        one.subject.key
        for one in drafts
        if one.predicate is Predicate.HELD_ON and isinstance(one.object, str) and _is_later(one.object, scene.written)
    }
    return [
        replace(one, modality=stronger(one.modality, Modality.PLANNED)) if scene.later & _ends(one) else one
        for one in drafts
    ]


def _is_later(edtf: str, day: str) -> bool:
    first = edtf.partition("/")[0]
    return bool(day) and first > day[: len(first)]


def _ends(draft: Draft) -> set[str]:
    return {draft.subject.key} | (set() if isinstance(draft.object, str) else {draft.object.key})


def _awaited(drafts: Sequence[Draft], reading: Reading) -> list[Draft]:
    """Return the drafts with who is invited to an event that lies ahead, or arranges it, and what it is a stage of, told as a plan; so are those who come to one that the sentence tells of as ahead."""
    unsure = [one for one in drafts if one.predicate in _SETTINGS and one.modality is not Modality.ASSERTED]
    ahead = {one.subject.key for one in unsure} | reading.scene.ahead
    invited = any(chunk.norm in _INVITING for chunk in reading.chunks)
    coming = {one.subject.key for one in unsure if invited or one.modality is Modality.PLANNED}
    return [
        replace(one, modality=stronger(one.modality, Modality.PLANNED))
        if _event_told(one) in ahead or (one.predicate is Predicate.ATTENDS and _key_of(one) in coming)
        else one
        for one in drafts
    ]


def _event_told(draft: Draft) -> str | None:
    """Return the key of the event whose arrangements a draft tells."""
    if draft.rule in _STAGES:
        return draft.subject.key
    return draft.object.key if draft.rule in _AWAITED and not isinstance(draft.object, str) else None


def _is_current(draft: Draft) -> bool:
    """Tell whether a post is told as held now, neither before nor perhaps."""
    return draft.modality is Modality.ASSERTED and not draft.negated and FORMER not in draft.qualifiers


def _tell(drafts: Iterable[Draft], scene: Scene) -> None:
    for draft in drafts:
        if draft.predicate in {Predicate.SPEAKS_AT, Predicate.HOLDS_POST} and draft.subject.kind is Kind.OFFICIAL:
            scene.teller = draft.subject
        if draft.predicate is Predicate.HOLDS_POST:
            body = draft.object.key if not isinstance(draft.object, str) else ""
            for word in _called(dict(draft.qualifiers).get("post", "")):
                scene.holders.setdefault(word, []).append(draft.subject)
                scene.posts |= {word: draft.subject}
                if _is_current(draft):
                    scene.posts |= {holder_of(body, word): draft.subject}
        if draft.predicate is Predicate.UNIT_OF and not isinstance(draft.object, str):
            scene.parents.setdefault(draft.subject.key, draft.object)
        if draft.rule == ROLL and draft.predicate is Predicate.ATTENDS:
            scene.rolled.append(draft.subject)
        if draft.predicate in _SETTINGS and draft.modality is not Modality.ASSERTED:
            scene.ahead.add(draft.subject.key)


def _begin(parsed: text.Text, first: int, scene: Scene) -> None:
    """Let a scene know whether a sentence begins inside a quotation, or a paragraph, at whose end no earlier event than the main one is spoken of any more."""
    start = parsed.starts[first]
    scene.known = len(scene.events)
    scene.quoting = is_quoted(parsed.text, start)
    scene.paragraph = first > 0 and "\n\n" in parsed.text[parsed.ends[first - 1] : parsed.starts[first]]
    if scene.paragraph and scene.aside:
        scene.turned, scene.aside = None, False


def _turn(drafts: Sequence[Draft], scene: Scene) -> None:
    """Keep the event that a bulletin turns to, told of with a day of its own: a later one than the main one, or that which a paragraph begins with."""
    if scene.main is not None and scene.main in scene.recent:
        scene.turned = None
    for draft in drafts:
        if draft.predicate is not Predicate.HELD_ON or draft.modality is not Modality.ASSERTED or draft.negated:
            continue
        event, day = draft.subject, str(draft.object)
        scene.days.setdefault(event.key, day)
        main = scene.days.get(scene.main.key, "") if scene.main is not None else ""
        apart = event is not scene.main and event.key not in scene.wholes and scene.main not in scene.recent
        if not apart or event is not scene.latest or len(day) < _DAY or not main:
            continue
        later = day > main.split("/")[-1]
        if later or scene.paragraph:
            scene.turned, scene.aside = event, not later


def _called(post: str) -> list[str]:
    """Return the words by which "the Director", "the Secretary General" and the like take up who holds a post."""
    title = post.lower().split(" of ")[0].split()
    whole = [" ".join(title)] if len(title) > 1 else []
    if "deputy" in title:
        return ["deputy", *whole]
    return [*(word for word in (title[:1] + title[-1:]) if word.isalpha()), *whole]


def _assembled(
    bulletin: Bulletin, discourse: Discourse, claims: Sequence[Claim], collector: Collector, opening: str | None
) -> Extraction:
    referents, mentions = [], []
    unlinked: Counter[str] = Counter()
    used = {end for claim in claims for end in (claim.subject, claim.object)}
    for thing in discourse.things.values():
        key = collector.referent(thing)
        if not thing.names and key not in used:
            continue
        if key not in used:
            unlinked[thing.kind.value] += 1
        name = thing.title or _longest(thing)
        referents.append(
            Referent(
                key,
                bulletin.id,
                thing.kind,
                name,
                tuple(thing.names),
                thing.authority,
                thing.event_kind,
                thing.descriptive,
                tuple(thing.acronyms),
            )
        )
        mentions += [Mention(key, start, end, bulletin.text[start:end]) for start, end in sorted(thing.mentions)]
    unique = _unique(claims)
    day, basis = _day(bulletin, unique, opening)
    ordered = tuple(sorted(referents, key=lambda referent: referent.id))
    return Extraction(
        bulletin.id, tuple(sorted(mentions)), ordered, unique, day, basis, tuple(sorted(unlinked.items()))
    )


def _longest(thing: Thing) -> str:
    """Return the longest name of a thing, an article before it left out where it is used without one too."""
    bare = [name for name in thing.names if name.split(" ", 1)[0].lower() not in {"a", "an"}]
    return max(bare or thing.names, key=len, default=thing.key)


def _unique(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Return each claim once: of those that say the same, the first in the text, unless another is a step of confidence surer.

    That an event began and that it ended stand apart, since neither sentence tells both days. Who is said to take part is better told so than by what he did there ("chaired").
    What somebody did at an event is left out as a quotation where it is told as a fact too ("expressed gratitude …, and thanked …").
    """
    acts = {(one.subject, one.object, one.rule, one.evidence) for one in claims if one.predicate in _ACTS}
    best: dict[tuple[object, ...], tuple[tuple[bool, int, Evidence], Claim]] = {}
    for claim in claims:
        key = (
            claim.subject,
            claim.predicate,
            claim.object,
            claim.modality,
            claim.qualifiers,
            claim.quantity,
            claim.negated,
            claim.rule if claim.rule in EDGES else "",
        )
        act = claim.predicate is Predicate.ATTENDS and (claim.subject, claim.object, claim.rule, claim.evidence) in acts
        rank = (act, -int(claim.confidence / _STEP), claim.evidence)
        if key not in best or rank < best[key][0]:
            best[key] = (rank, claim)
    told = [claim for _, claim in best.values()]
    facts = {(c.subject, c.predicate, c.object) for c in told if c.modality is Modality.ASSERTED and not c.negated}
    done = {Predicate.ATTENDS, *_ACTS}
    told = [
        c
        for c in told
        if c.modality is not Modality.QUOTED
        or c.predicate not in done
        or (c.subject, c.predicate, c.object) not in facts
    ]
    return tuple(sorted(told, key=lambda claim: (claim.evidence, claim.id)))


def _day(bulletin: Bulletin, claims: Sequence[Claim], opening: str | None) -> tuple[str | None, str]:
    """Return the day on which a bulletin attests what it says, and whether it is of publication, of an event, or of its opening."""
    if bulletin.published:
        return bulletin.published, "published"
    days = (
        c.object.split("/")[-1] for c in claims if c.predicate is Predicate.HELD_ON and c.modality is Modality.ASSERTED
    )
    day = next((day for day in days if len(day) == _DAY), None)
    if day:
        return day, "event"
    return (opening, "opening") if opening else (None, "")
