"""Where and when events were that somebody came for ("came to Osh to attend A", "visited Osh, where A was held", "within the visit to Osh, A took place")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caricc_graph.extraction.nouns import Link
from caricc_graph.extraction.verb import Form
from caricc_graph.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from caricc_graph.extraction.clause import Clause
    from caricc_graph.extraction.fillers import Reading
    from caricc_graph.extraction.nouns import Noun

_WHERE, _PART, _RANGE = "where", "part", "/"
_THERE = frozenset({Kind.PLACE, Kind.COUNTRY})
_INTO = ("in", "to", "at")
_NEAR = 4


class Stays:
    """Lends the place and the day of a stay to the events that the clause at hand tells of."""

    def __init__(self, words: Mapping[str, Sequence[str]]) -> None:
        self._coming = frozenset(words["coming"])
        self._arriving = frozenset(words["arriving"])
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
            yield from self._places(reading, clause)

    def _days(self, reading: Reading, clause: Clause) -> Iterator[Link]:
        """Yield the single day of what was done at the place that "where" speaks of."""
        main = _main_before(reading, clause) if clause.mark == _WHERE else None
        if main is None or main.verb.lemma in self._arriving:
            return
        for link in (*main.links, *main.opening):
            days = [noun for noun in link.nouns if noun.sort == "date"]
            if days and all(_RANGE not in reading.chunks[noun.first].edtf for noun in days):
                yield Link(link.prep, days, link.at)

    def _places(self, reading: Reading, clause: Clause) -> Iterator[Link]:
        if clause.mark == _WHERE:
            meant = [noun for link in clause.opening if link.prep == "in" for noun in link.nouns]
        elif self.aims(clause):
            meant = [*clause.objects, *clause.link(*_INTO)]
        elif self.attends(clause):
            meant = [*self._gone_to(reading, clause), *self._trip_to(reading, clause)]
        elif clause.verb.lemma in self._taking_place and clause.verb.form is Form.FINITE:
            tops = [noun for link in clause.opening for top in link.nouns for noun in top.whole()]
            meant = [noun for noun in tops if noun.word in self._trips and not noun.link("from")]
        else:
            return
        for noun in meant:
            places = _goals(noun)
            if places:
                yield Link("in", places, clause.verb.first)
                return

    def attends(self, clause: Clause) -> bool:
        """Tell whether somebody comes to attend something or to take part in it."""
        part = clause.verb.lemma != "take" or any(noun.word == _PART for noun in clause.objects)
        return clause.verb.form is Form.INFINITIVE and clause.verb.lemma in self._attending and part

    def _gone_to(self, reading: Reading, clause: Clause) -> list[Noun]:
        """Return where they went whom an infinitive tells the aim of."""
        governor = reading.parse.clauses[clause.verb.governor] if clause.verb.governor >= 0 else None
        if governor is None or governor.verb.lemma not in self._coming or governor.verb.negated:
            return []
        return [*governor.link(*_INTO), *governor.objects]

    def _trip_to(self, reading: Reading, clause: Clause) -> list[Noun]:
        """Return the trip right before an infinitive that tells its aim ("a visit to Osh to attend A")."""
        before = (place.noun for place in reading.places if place.noun.word in self._trips)
        return [noun for noun in before if 0 <= clause.verb.first - max(one.last for one in noun.whole()) <= 1]


def _main_before(reading: Reading, clause: Clause) -> Clause | None:
    """Return the nearest clause before one that hangs on no other."""
    before = [one for one in reading.parse.clauses if one.verb.first < clause.verb.first and not one.dependent]
    return before[-1] if before else None


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
