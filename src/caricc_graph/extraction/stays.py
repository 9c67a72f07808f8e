"""Where and when events were that somebody came for ("came to Osh to attend A", "visited Osh, where A was held", "within the visit to Osh, A took place")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caricc_graph.extraction.nouns import Link
from caricc_graph.extraction.verb import Form, stronger
from caricc_graph.extraction.words import FRAMES
from caricc_graph.model import Kind, Modality

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from caricc_graph.extraction.clause import Clause
    from caricc_graph.extraction.fillers import Reading
    from caricc_graph.extraction.modality import Moods
    from caricc_graph.extraction.nouns import Noun

_WHERE, _PART, _RANGE = "where", "part", "/"
_THERE = frozenset({Kind.PLACE, Kind.COUNTRY})
_INTO = ("in", "to", "at")
_AMID = frozenset({"during", "within"})
_PASSIVE_PAST = frozenset({"was", "were"})


class Stays:
    """Lends the place and the day of a stay to the events that the clause at hand tells of."""

    def __init__(self, words: Mapping[str, Sequence[str]], moods: Moods) -> None:
        self._moods = moods
        self._coming = frozenset(words["coming"])
        self._staying = frozenset(words["staying"])
        self._other_times = frozenset(words["other_times"])
        self._remote = frozenset(words["remote"])
        self._cancelling = frozenset(words["cancelling"])
        self._attending = frozenset(words["attending"])
        self._partaking = frozenset(words["partaking"])
        self._trips = frozenset(words["travelling"])
        self._taking_place = frozenset(words["taking_place"])

    def aims(self, clause: Clause) -> list[Noun]:
        """Return the events that somebody comes for ("arrived in Osh for participation in the seminar")."""
        if clause.verb.lemma not in self._coming:
            return []
        aims = [noun for noun in clause.link("for") if noun.word in self._partaking]
        return [event for noun in aims for event in noun.link("in", "at") if event.sort == "event"]

    def lent(self, reading: Reading, clause: Clause, own: Sequence[Link]) -> Iterator[Link]:
        """Yield what tells where and when the events of a clause were, of what its own phrases leave open."""
        known = [noun for link in own for noun in link.nouns]
        if not any(noun.sort == "date" for noun in known):
            yield from self._days(reading, clause)
        if not any(_is_there(noun) for link in own if link.prep in _INTO for noun in link.nouns):
            yield from self._places(reading, clause, own)

    def _days(self, reading: Reading, clause: Clause) -> Iterator[Link]:
        """Yield the single day of a visit to the place that "where" tells what was done at."""
        main = _main_before(reading, clause) if clause.mark == _WHERE else None
        if main is None or not self._stays_at(main, _spoken_of(clause)) or not self._is_of_then(reading, clause):
            return
        for link in (*main.links, *main.opening):
            days = [noun for noun in link.nouns if noun.sort == "date"]
            if days and all(_RANGE not in reading.chunks[noun.first].edtf for noun in days):
                yield Link(link.prep, days, link.at)

    def _stays_at(self, main: Clause, places: Sequence[Noun]) -> bool:
        """Tell whether a clause says as a fact that somebody was at one of these places."""
        fact = main.verb.modality is Modality.ASSERTED and not main.verb.negated
        reached = [noun for top in (*main.objects, *main.link(*_INTO)) for noun in top.whole()]
        return fact and main.verb.lemma in self._staying and any(place in reached for place in places)

    def _is_of_then(self, reading: Reading, clause: Clause) -> bool:
        """Tell whether a clause is in the simple past, and tells of no other time ("once", "earlier", "twice a year")."""
        verb = reading.chunks[clause.verb.first : clause.verb.last]
        simple = len(verb) == 1 and not clause.verb.lemma.startswith(verb[0].norm.removesuffix("s"))
        told = (chunk.norm for chunk in reading.chunks[min(noun.first for noun in _spoken_of(clause)) :])
        return (simple or verb[0].norm in _PASSIVE_PAST) and not any(norm in self._other_times for norm in told)

    def _places(self, reading: Reading, clause: Clause, own: Sequence[Link]) -> Iterator[Link]:
        """Yield the place of a stay; an event that is held online is at none."""
        if clause.mark == _WHERE:
            meant = _spoken_of(clause)
        elif self._is_remote(reading):
            return
        elif self.aims(clause):
            meant = [*clause.objects, *clause.link(*_INTO)]
        elif self.attends(clause):
            meant = self._attended_at(reading, clause)
        elif clause.verb.lemma in self._taking_place and clause.verb.form is Form.FINITE and not _has_premises(own):
            meant = [*self._trips_amid(clause)]
        else:
            return
        for noun in meant:
            places = _goals(noun)
            if places:
                yield Link("in", places, clause.verb.first)
                return

    def _is_remote(self, reading: Reading) -> bool:
        """Tell whether a sentence or the name of an event in it speaks of what was held online."""
        named = (span.thing.names for chunk in reading.chunks if (span := chunk.span) and span.thing.kind is Kind.EVENT)
        words = {word for names in named for name in names for word in name.lower().split()}
        return not self._remote.isdisjoint(words.union(chunk.norm for chunk in reading.chunks))

    def _trips_amid(self, clause: Clause) -> Iterator[Noun]:
        """Yield the trips in whose course a clause says that something was done ("during the visit to A", "as part of the trip to A")."""
        for link in clause.opening:
            for top in link.nouns:
                framed = top.word in FRAMES or (link.prep == "as" and top.word == _PART)
                trips = top.link("of") if framed else [top] if link.prep in _AMID else []
                yield from (noun for noun in trips if self._is_trip(noun) and not noun.link("from"))

    def _is_trip(self, noun: Noun) -> bool:
        names = noun.span.thing.names if noun.span is not None else []
        return noun.word in self._trips or any(name.lower() in self._trips for name in names)

    def attends(self, clause: Clause) -> bool:
        """Tell whether somebody comes to attend something or to take part in it."""
        part = clause.verb.lemma != "take" or any(noun.word == _PART for noun in clause.objects)
        return clause.verb.form is Form.INFINITIVE and clause.verb.lemma in self._attending and part

    def _attended_at(self, reading: Reading, clause: Clause) -> list[Noun]:
        """Return where they went, or their trip, whom an infinitive tells the aim of; nowhere where a trip was cancelled."""
        if any(one.verb.lemma in self._cancelling for one in reading.parse.clauses):
            return []
        return [*self._gone_to(reading, clause), *self._trip_to(reading, clause)]

    def _gone_to(self, reading: Reading, clause: Clause) -> list[Noun]:
        """Return where they went whom an infinitive tells the aim of."""
        governor = reading.parse.clauses[clause.verb.governor] if clause.verb.governor >= 0 else None
        if governor is None or governor.verb.lemma not in self._coming:
            return []
        modality, denied = self._moods.of_clause(reading, governor)
        own, _ = self._moods.of_clause(reading, clause)
        return [] if denied or stronger(own, modality) is not own else [*governor.link(*_INTO), *governor.objects]

    def _trip_to(self, reading: Reading, clause: Clause) -> list[Noun]:
        """Return the trip right before an infinitive that tells its aim ("a visit to Osh to attend A")."""
        before = (place.noun for place in reading.places if place.noun.word in self._trips)
        return [noun for noun in before if 0 <= clause.verb.first - max(one.last for one in noun.whole()) <= 1]


def _main_before(reading: Reading, clause: Clause) -> Clause | None:
    """Return the nearest clause before one that hangs on no other."""
    before = [one for one in reading.parse.clauses if one.verb.first < clause.verb.first and not one.dependent]
    return before[-1] if before else None


def _spoken_of(clause: Clause) -> list[Noun]:
    """Return the places that "where" speaks of."""
    return [noun for link in clause.opening if link.prep == "in" for noun in link.nouns]


def _has_premises(own: Sequence[Link]) -> bool:
    """Tell whether phrases of an event name something else than a place or a day that it was at ("at the Ministry")."""
    at = (noun for link in own if link.prep == "at" for noun in link.nouns)
    return any(noun.sort not in {"event", "date"} and not _is_there(noun) for noun in at)


def _goals(noun: Noun) -> list[Noun]:
    """Return the place that a noun is, or that its trip goes to, be it behind who travels ("the visit of A to Osh")."""
    if noun.span is not None and noun.sort != "event":
        return [noun] if _is_there(noun) else []
    links = [link for one in noun.whole() for link in one.links if link.prep in _INTO]
    return next(
        ([one for one in link.nouns if _is_there(one)] for link in links if any(map(_is_there, link.nouns))), []
    )


def _is_there(noun: Noun) -> bool:
    return noun.span is not None and noun.span.thing.kind in _THERE
