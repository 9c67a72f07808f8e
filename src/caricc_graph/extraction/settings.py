"""When and where the events of a sentence took place."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING

from caricc_graph.extraction.datelines import of_dateline
from caricc_graph.extraction.durations import BEGAN_ON, ENDED_ON, SINCE_ON, days_long, from_day
from caricc_graph.extraction.frames import Draft, Frames
from caricc_graph.extraction.nouns import Link, Noun, Phrase, name_words, noun_mods
from caricc_graph.extraction.stays import Stays
from caricc_graph.extraction.subjects import RELATIVE
from caricc_graph.extraction.venues import AT, PLACES, PREMISES, STATES, VAGUE, is_place, joined, seats, venues
from caricc_graph.extraction.verb import Form, stronger
from caricc_graph.extraction.words import FRAMES
from caricc_graph.model import Kind, Modality, Predicate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from caricc_graph.extraction.chunks import Chunk
    from caricc_graph.extraction.clause import Choices, Clause, Segment
    from caricc_graph.extraction.fillers import Reading
    from caricc_graph.extraction.lexicon import Lexicon
    from caricc_graph.extraction.places import Place
    from caricc_graph.extraction.spans import Thing

_AROUND = frozenset({"on", "within"})
_WHEN = ("on", "in", "from", "since", "during", "at", "", "of", "for", "between", "within")
_ATTENDED = ("in", "at", "during", "to", "of", "on", "for")
_EVENTS = frozenset({Kind.EVENT})
_PRONOUNS = frozenset({"it", "latter"})
_BEFORE_OR_AFTER = frozenset({"precede", "follow"})
_VISIT, _PEOPLE = "visit", "who"
_DENYING = frozenset({"deny", "denies", "denied"})
_YEAR = 4
_ACCORDING, _SOURCE = "according", 8
_YEARS = re.compile(r"\d{4}/(?:\d{4}|\.\.)")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_PAIR = 2
_BRACKETED = frozenset({"date", "place"})
_HELD_ON = "held-on"
_SINCE = frozenset({"from", "since"})


class Settings:
    """Reads dates, places and premises of events."""

    def __init__(self, lexicon: Lexicon, frames: Frames) -> None:
        spec = lexicon.files["frames"]["settings"]
        self._frames, self._stays = frames, Stays(spec, frames.moods)
        self._telling = frozenset(spec["telling"])
        self._premises = frozenset(spec["premises"])
        self._belonging = frozenset(spec["belonging"])
        self._meeting = frozenset(spec["meeting"])
        self._foretelling = frozenset(spec["foretelling"])
        self._scheduling = frozenset(spec["scheduling"])
        self._ending = frozenset(spec["ending"])
        self._beginning = frozenset(spec["beginning"])
        self._aims, self._topics = frozenset(spec["aims"]), frozenset(spec["topics"])
        self._outcomes = frozenset(lexicon.files["frames"]["outcomes"]["nouns"])
        self._travelling = frozenset(spec["travelling"])
        self._periods = frozenset(spec["periods"])
        self._taking_place = frozenset(spec["taking_place"])
        self._regions = frozenset(lexicon.files["frames"]["clauses"]["regions"])

    def read(self, reading: Reading) -> list[Draft]:
        """Return where and when each event of a sentence is said to take place."""
        found = [draft for clause in reading.parse.clauses for draft in self._of_clause(reading, clause)]
        found += [draft for draft in self._of_nouns(reading) if not _told(found, draft)]
        found += [draft for draft in of_dateline(reading, found) if not _told(found, draft)]
        if not reading.parse.clauses:
            found += [
                draft
                for gap in reading.parse.gaps
                for draft in self._of_heading(reading, gap)
                if not _told(found, draft)
            ]
        return found

    def _of_clause(self, reading: Reading, clause: Clause) -> Iterator[Draft]:
        aim = clause.verb.purpose and not self._stays.attends(clause)
        if aim or clause.verb.lemma in self._telling:
            return
        modality, negated = self._frames.moods.of_clause(reading, clause)
        links = [*clause.links[clause.verb.lemma in self._belonging :], *clause.opening]
        if clause.verb.lemma in self._scheduling:
            links = [Link("in", link.nouns, link.at) if link.prep == "for" else link for link in links]
        at = (clause.verb.first, clause.verb.last)
        verbal = reading.scene.verbal
        told = self._meeting | self._foretelling if reading.scene.foretold else self._meeting
        if verbal is not None and (clause.verb.lemma in told or (reading.scene.foretold and _is_main(reading, clause))):
            negated = negated or _is_denied(reading, clause)
            links += _visited(clause) if verbal.event_kind == _VISIT else _before_day(clause)
            yield from self._drafts(reading, verbal, links, at, modality, negated=negated)
            return
        events = self._events(clause) or self._stays.aims(clause)
        if not events:
            yield from self._of_pronoun(reading, clause, links, at, modality, negated=negated)
        for event in events:
            if event.span is not None:
                around = (min(at[0], event.first), max(at[1], event.last))
                spoken_of = (
                    clause.mark in RELATIVE
                    and event.first < clause.verb.first
                    and event not in clause.link("in", "at", "on")
                )
                around_it = self._around(clause, event, links)
                own = around_it if spoken_of else [*self._own(event), *around_it]
                own = [*own, *self._stays.lent(reading, clause, own)]
                held = stronger(
                    stronger(modality, self._held(clause, event)), self._frames.moods.planned(reading, event)
                )
                held = stronger(held, self._frames.moods.viewed(reading, clause, event.first))
                if event in clause.link("for"):
                    held = stronger(held, self._frames.moods.at(reading, event.first)[0])
                denied = negated or self._frames.moods.cancels(reading, clause)
                yield from self._drafts(reading, event.span.thing, own, around, held, negated=denied)

    def _of_pronoun(  # noqa: PLR0913 - see _drafts
        self,
        reading: Reading,
        clause: Clause,
        links: Sequence[Link],
        at: tuple[int, int],
        modality: Modality,
        *,
        negated: bool,
    ) -> Iterator[Draft]:
        """Yield where and when the event that "it" takes up is said to have been ("It took place in Osh")."""
        choices = [*clause.acted_on(), *clause.subjects[:1]]
        told = any(noun.word in _PRONOUNS and noun.span is None for choice in choices for noun in choice)
        if not told or clause.verb.lemma not in self._taking_place or clause.verb.form is Form.INFINITIVE:
            return
        for filler in self._frames.fillers.filled(reading, choices, _EVENTS)[:1]:
            denied = negated or self._frames.moods.cancels(reading, clause)
            yield from self._drafts(reading, filler.thing, links, at, modality, negated=denied)

    def _held(self, clause: Clause, event: Noun) -> Modality:
        """Return how a clause holds an event that it acts on, or sets a time or place for ("is assigned for 7 May", "is due in Osh")."""
        about = (*clause.acted_on(), *(clause.subjects[:1] if clause.verb.lemma == "be" else []))
        above = event.above if event.above is not None and event.above.word not in self._outcomes else event
        if not any(one is event or one is above for choice in about for one in choice):
            return Modality.ASSERTED
        scheduled = clause.verb.passive and clause.verb.lemma in self._scheduling
        return Modality.PLANNED if scheduled else self._frames.moods.governed(clause)

    def _own(self, event: Noun) -> list[Link]:
        """Return the phrases that hang on an event, day and place in brackets among them; of a visit, "to" tells where."""
        below = [[*one.listed] for one in event.whole() if any(noun.sort == "date" for noun in one.listed)]
        told = [one for listed in [[*event.listed], *below] for noun in listed for one in noun.whole()]
        bracketed = [noun for noun in told if noun.sort in _BRACKETED]
        links = [*event.links, Link("in", bracketed, event.first)] if bracketed else event.links
        if event.word not in self._travelling:
            return links
        return [Link("in" if link.prep == "to" else link.prep, link.nouns, link.at) for link in links]

    def _events(self, clause: Clause) -> list[Noun]:
        """Return the events that a clause is about: those acted on, else its subject, else those that somebody took part in, or visits paid."""
        subjects = clause.subjects if clause.mark in {"which", "that"} else clause.subjects[:1]
        subjects = [] if clause.mark == _PEOPLE else subjects
        paid = [noun for noun in clause.link("with") if noun.word in self._travelling]
        choices: Choices = [*clause.acted_on(), *subjects, *(clause.link(prep) for prep in _ATTENDED), paid]
        if clause.verb.passive and clause.verb.lemma in _BEFORE_OR_AFTER:
            choices = [clause.link("by"), *choices]
        if self._is_framed(clause):
            choices = [[noun for noun in clause.link("at", "during") if noun.sort == "event"], *choices]
        for choice in choices:
            told = [noun for noun in choice if noun.word not in self._aims or self._is_topic(clause, noun)]
            found = [event for noun in told for event in _event(noun)]
            if found:
                return found
        return []

    def _is_topic(self, clause: Clause, noun: Noun) -> bool:
        """Tell whether a clause says what an event was about, so that its opening tells when and where ("on 5 May the topic of the seminar was A")."""
        return noun.word in self._topics and clause.verb.lemma == "be" and noun in chain(*clause.subjects[:1])

    def _is_framed(self, clause: Clause) -> bool:
        """Tell whether a clause tells of what was done at an event, not that it took place."""
        return clause.verb.lemma not in self._taking_place

    def _around(self, clause: Clause, event: Noun, links: Sequence[Link]) -> list[Link]:
        """Return the phrases of a clause that tell of an event; of one that frames what was done only what opens the sentence, tells day and place before it or goes on behind it."""
        if event.above is not None and self._is_topic(clause, event.above):
            return [*clause.opening]
        if not self._is_framed(clause) or event not in clause.link("at", "during"):
            return [*links]
        told, end = [], max(noun.last for noun in event.whole())
        for link in sorted(links, key=lambda one: one.at):
            before = link.at < event.first and all(noun.sort in _BRACKETED for noun in link.nouns)
            if before or link in clause.opening or link.at == end or event in link.nouns:
                told.append(link)
                end = max(end, *(noun.last for top in link.nouns for noun in top.whole())) if link.at == end else end
        return told

    def _of_nouns(self, reading: Reading) -> Iterator[Draft]:
        """Yield what an event's own phrases say ("a meeting in Madrid on 26 February")."""
        for place in reading.places:
            noun = place.noun
            links = [*self._own(noun), *_following(reading, place), *_beneath(noun), *_beside(noun)]
            if noun.sort != "event" or noun.span is None or noun.span.bare or not links:
                continue
            modality, negated = self._frames.moods.of_noun(reading, place)
            negated = negated or (place.clause is not None and self._frames.moods.cancels(reading, place.clause))
            at = (noun.first, noun.last)
            yield from self._drafts(reading, noun.span.thing, links, at, modality, negated=negated)

    def _of_heading(self, reading: Reading, gap: Sequence[Segment]) -> Iterator[Draft]:
        """Yield what a heading without a verb says of its only event."""
        phrases = [phrase for segment in gap for phrase in segment.phrases]
        events = [noun for phrase in phrases for top in phrase.nouns for noun in top.whole() if noun.sort == "event"]
        if len(events) != 1:
            return
        links = [Link(phrase.prep, phrase.nouns, phrase.first) for phrase in phrases]
        event = events[0]
        if event.span is not None:
            at = (event.first, event.last)
            yield from self._drafts(reading, event.span.thing, links, at, Modality.ASSERTED, negated=False)

    def _drafts(  # noqa: PLR0913 - a setting is read from an event, its phrases and its clause
        self,
        reading: Reading,
        event: Thing,
        links: Sequence[Link],
        at: tuple[int, int],
        modality: Modality,
        *,
        negated: bool,
    ) -> Iterator[Draft]:
        days = [noun for link in links for noun in self._days(link) if _dates(reading, noun, link.prep)]
        dated = max(days, key=lambda noun: len(reading.chunks[noun.first].edtf.split("/")[0]), default=None)
        if dated is not None:
            edtf = _joined_days(reading, dated, links)
            whole = self._lasting(reading, event, edtf, at)
            rule = self._edge(reading, at, links) if whole == edtf and _DAY.fullmatch(edtf) else _HELD_ON
            told = self._draft(reading, event, Predicate.HELD_ON, whole, dated, at, modality, negated=negated)
            yield replace(told, rule=rule)
        for day in _running_since(reading, links) if dated is None else ():
            edtf = reading.chunks[day.first].edtf
            told = self._draft(reading, event, Predicate.HELD_ON, edtf, day, at, modality, negated=negated)
            yield replace(told, rule=SINCE_ON)
        for day in _beside_places(links) if dated is None else ():
            edtf = reading.chunks[day.first].edtf
            yield self._draft(reading, event, Predicate.HELD_ON, edtf, day, at, modality, negated=negated)
        phrases = joined(reading.chunks, links)
        nouns = [[*self._placed(reading, link)] for link in sorted(phrases, key=self._roughness)]
        sited = any(seats(venue) for venue in venues(nouns, PREMISES))
        places = PLACES if sited or venues(nouns, PLACES) else STATES
        for kinds, predicate in ((PREMISES, Predicate.HOSTS), (places, Predicate.HELD_AT)):
            for venue in venues(nouns, kinds):
                if venue.span is None:
                    continue
                where = venue.span.thing
                yield self._draft(reading, event, predicate, where, venue, at, modality, negated=negated)
                for seat in seats(venue)[:1] if predicate is Predicate.HOSTS else ():
                    yield self._draft(
                        reading, event, Predicate.HELD_AT, seat.thing, venue, at, modality, negated=negated
                    )

    def _days(self, link: Link) -> list[Noun]:
        """Return what a phrase of time names, its days themselves or those of a week or a morning."""
        nouns = link.nouns if link.prep in _WHEN else []
        return [day for noun in nouns for day in (noun, *(noun.link("of") if noun.word in self._periods else []))]

    def _edge(self, reading: Reading, at: tuple[int, int], links: Sequence[Link]) -> str:
        """Return the rule of a day told of an event: its first or last where the verb or "from" says so."""
        verbs = {one.verb.lemma for one in reading.parse.clauses if at[0] <= one.verb.first < at[1]}
        if verbs & self._ending:
            return ENDED_ON
        since = any(link.prep in _SINCE and link.nouns[0].sort == "date" for link in links)
        return BEGAN_ON if since or verbs & self._beginning else _HELD_ON

    def _lasting(self, reading: Reading, event: Thing, edtf: str, at: tuple[int, int]) -> str:
        """Return the days of an event that lasted some, where the day told is its first or last ("the three-day course ended on 5 May")."""
        verbs = {one.verb.lemma for one in reading.parse.clauses if at[0] <= one.verb.first < at[1]}
        if not verbs & (self._ending | self._beginning):
            return edtf
        return from_day(edtf, days_long(event), last=bool(verbs & self._ending))

    def _placed(self, reading: Reading, link: Link) -> Iterator[Noun]:
        for noun in link.nouns:
            if noun.span is not None:
                if noun.span.thing.key not in VAGUE and not (link.prep in _AROUND and noun.sort == "agent"):
                    yield noun
                    yield from (
                        below for below in noun.link("in", "of") if noun.sort == "place" and below.sort == "place"
                    )
                    yield from (listed for listed in noun.listed if is_place(noun) and listed.sort == "place")
            elif noun.word in self._premises and (named := noun_mods(noun, PLACES)):
                yield from (_as_noun(reading.chunks, k) for k in named)
            elif noun.word in self._premises:
                below = noun.link("of", "in")
                yield from (one for one in below if one.span is not None)
                yield from (_as_noun(reading.chunks, k) for k in noun_mods(noun, PREMISES))
                yield from (one for states in below if states.span is None for one in states.listed)

    def _roughness(self, link: Link) -> int:
        """Return how roughly a phrase tells a place: "at the hotel" is more exact than "in the city", and that than "in the Caspian region"."""
        wide = any(self._regions & name_words(noun) for noun in link.nouns)
        return 2 if wide else int(link.prep != "at")

    def _draft(  # noqa: PLR0913 - a claim has as many parts
        self,
        reading: Reading,
        event: Thing,
        predicate: Predicate,
        value: Thing | str,
        noun: Noun,
        at: tuple[int, int],
        modality: Modality,
        *,
        negated: bool,
    ) -> Draft:
        first = reading.chunks[min(at[0], noun.first)].first
        last = reading.chunks[max(at[1], noun.last) - 1].last
        if predicate is Predicate.HOSTS and not isinstance(value, str):
            return Draft(value, predicate, event, "held-in-premises", first, last, modality, negated)
        rule = "held-on" if predicate is Predicate.HELD_ON else "held-at"
        return Draft(event, predicate, value, rule, first, last, modality, negated)


def _as_noun(chunks: Sequence[Chunk], k: int) -> Noun:
    """Return the name that stands before the head of another noun ("at CARICC headquarters") as a noun of its own."""
    return Noun(k, k + 1, k, "", "agent", chunks[k].span)


def _is_main(reading: Reading, clause: Clause) -> bool:
    """Tell whether a clause is the first of its sentence that hangs on no other."""
    main = (one for one in reading.parse.clauses if one.verb.form is Form.FINITE and not one.dependent)
    return next(main, None) is clause


def _is_denied(reading: Reading, clause: Clause) -> bool:
    """Tell whether a clause is what somebody denies ("denied that she had visited Tashkent")."""
    before = reading.chunks[: clause.verb.first]
    return any(one.norm in _DENYING and then.norm == "that" for one, then in itertools.pairwise(before))


def _visited(clause: Clause) -> list[Link]:
    """Return where a visit told by its verb went."""
    places = [noun for choice in clause.acted_on() for top in choice for noun in top.whole() if is_place(noun)]
    return [Link("in", places, clause.verb.first)] if places else []


def _before_day(clause: Clause) -> list[Link]:
    """Return where people met who are named right before place and day ("met the head of A in Osh on 5 May")."""
    days = {link.at for link in clause.links if any(noun.sort == "date" for noun in link.nouns)}
    tops = [*clause.objects, *clause.link("with")]
    links = [link for top in tops for noun in top.whole() for link in noun.links if link.prep == "in"]
    return [link for link in links if link.nouns[-1].last in days and is_place(link.nouns[-1])]


def _dates(reading: Reading, noun: Noun, prep: str) -> bool:
    """Tell whether a noun is a date that an event may have: "for 2024-2028" and "for the year 2024" tell of a plan or term."""
    edtf = reading.chunks[noun.first].edtf
    open_end = prep == "since" and "/" not in edtf
    if bool(edtf) and _reported(reading, noun.first):
        return False
    return bool(edtf) and not open_end and not (prep == "for" and (_YEARS.fullmatch(edtf) or len(edtf) == _YEAR))


def _reported(reading: Reading, k: int) -> bool:
    """Tell whether a day is that of a report ("was held in Osh, according to the Secretariat on Monday")."""
    before = (chunk.norm for chunk in reversed(reading.chunks[max(0, k - _SOURCE) : k]))
    return next((norm for norm in before if norm in {",", _ACCORDING}), "") == _ACCORDING


def _running_since(reading: Reading, links: Sequence[Link]) -> list[Noun]:
    """Return the day since when an event has been running."""
    days = [noun for link in links if link.prep == "since" for noun in link.nouns[:1]]
    return [noun for noun in days if _DAY.fullmatch(reading.chunks[noun.first].edtf)][:1]


def _beside_places(links: Sequence[Link]) -> list[Noun]:
    """Return the days that stand in brackets behind the places of an event ("in Astana (2-4 May) and Osh (7-9 May)")."""
    places = [noun for link in links if link.prep in AT for noun in link.nouns if is_place(noun)]
    return [below for noun in places for below in noun.listed if below.sort == "date"]


def _joined_days(reading: Reading, dated: Noun, links: Sequence[Link]) -> str:
    """Return a day with the one that follows it behind "and", or that "between" reaches to."""
    told = reading.chunks[dated.first].edtf
    link = next((link for link in links if link.nouns[:1] == [dated]), None)
    other = reading.chunks[link.nouns[1].first].edtf if link is not None and len(link.nouns) == _PAIR else ""
    if link is None or not (_DAY.fullmatch(told) and _DAY.fullmatch(other)):
        return told
    apart = (date.fromisoformat(other) - date.fromisoformat(told)).days
    return f"{told}/{other}" if apart == 1 or (apart > 1 and link.prep == "between") else told


def _event(noun: Noun) -> list[Noun]:
    """Return the event that a noun is, or that stands behind it ("the work of the forum")."""
    if noun.sort == "event":
        return [noun]
    if noun.span is not None or noun.sort == "group":
        return []
    return [below for below in noun.link("of") if below.sort == "event"]


def _beneath(event: Noun) -> list[Link]:
    """Return the places that stand behind those for whom an event is held, or of whom it is ("a training for officers of A in Osh")."""
    groups = [noun for noun in event.link("for", "of") if noun.sort == "group"]
    groups += [below for noun in groups for below in noun.link("of") if below.sort == "group"]
    links = [link for noun in groups for link in noun.links if link.prep == "in"]
    return [link for link in links if all(noun.sort == "place" for noun in link.nouns)]


def _beside(event: Noun) -> list[Link]:
    """Return the place or day that hangs beside an event on the same noun ("the participation of A in a course in Osh")."""
    links = event.above.links if event.above is not None else []
    reach = max(one.last for one in event.whole())
    return [link for link in links if link.at == reach and all(noun.sort in _BRACKETED for noun in link.nouns)]


def _following(reading: Reading, place: Place) -> list[Link]:
    """Return the phrases of place and time right behind the phrase that an event stands in."""
    for segment in (segment for gap in reading.parse.gaps for segment in gap):
        at = next((i for i, phrase in enumerate(segment.phrases) if phrase is place.phrase), None)
        if at is not None:
            behind = itertools.takewhile(lambda p: _sets(p, place), segment.phrases[at + 1 :])
            return [Link(phrase.prep, phrase.nouns, phrase.first) for phrase in behind]
    return []


def _sets(phrase: Phrase, place: Place) -> bool:
    """Tell whether a phrase behind an event tells its place or day; behind a comma that of what happens within it ("within the visit, on 5 May, A met B")."""
    framing = place.noun.above is not None and place.noun.above.word in FRAMES
    return (phrase.prep in AT or phrase.nouns[0].sort == "date") and not (framing and phrase.comma)


def _told(found: Sequence[Draft], draft: Draft) -> bool:
    """Tell whether the setting of a draft's event is already told."""
    if draft.predicate is Predicate.HOSTS:
        return any(one.object is draft.object for one in found)
    return any(one.subject is draft.subject and one.predicate is draft.predicate for one in found)
