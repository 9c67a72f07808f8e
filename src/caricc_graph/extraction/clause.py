"""A clause as it is read: a verb, who acts, what is acted on, and the phrases around it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from caricc_graph.extraction.nouns import Link, Noun, Phrase
    from caricc_graph.extraction.verb import Verb

    Choices = list[list[Noun]]


@dataclass(slots=True)
class Clause:
    """A verb with its subject and objects as they stand (passive: the subject is what is acted on).

    `subjects` are alternatives, the likeliest first: one list, or what a relative clause or a participle may speak of.
    `links` are the phrases behind the verb, `opening` those before its subject. `spoken_of` is what a relative clause
    with a subject of its own may speak of, `outer` the list that goes on behind what it tells of one member.
    """

    verb: Verb
    subjects: Choices = field(default_factory=list)
    objects: list[Noun] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    opening: list[Link] = field(default_factory=list)
    spoken_of: Choices = field(default_factory=list)
    outer: list[Noun] = field(default_factory=list)
    dependent: bool = False
    mark: str = ""

    def link(self, *preps: str) -> list[Noun]:
        """Return the nouns behind any of the prepositions, in the order of the text."""
        return [noun for link in (*self.links, *self.opening) if link.prep in preps for noun in link.nouns]

    def thanked(self, verbs: Container[str], nouns: Container[str]) -> list[Noun]:
        """Return whom the clause thanks by one of the verbs, or by one of the nouns ("expressed gratitude to A for supporting B")."""
        if self.verb.lemma in verbs:
            return self.objects
        thanks = [noun for noun in self.objects if noun.word in nouns]
        return [one for noun in thanks for one in noun.link("to")] or (self.link("to") if thanks else [])

    def agents(self) -> Choices:
        """Return who may act: behind "by" where the verb is passive, else the subject, which may stand behind it."""
        together = self.link("together", "besides")
        if self.verb.passive:
            return [[*self.link("by"), *together]]
        acting = self.subjects or [self.objects]
        return [[*choice, *together] for choice in acting]

    def acted_on(self) -> Choices:
        """Return what may be acted on: the subject where the verb is passive, else the objects."""
        return [*self.subjects, self.objects] if self.verb.passive else [self.objects, *self.spoken_of]


@dataclass(slots=True)
class Segment:
    """The phrases between two breaks or verbs of a sentence; `mark` is the break before it, empty behind a verb."""

    mark: str
    first: int
    last: int
    phrases: list[Phrase]

    def bare(self) -> list[Phrase]:
        """Return the phrases without a preposition."""
        return [phrase for phrase in self.phrases if not phrase.prep and phrase.nouns[0].sort != "date"]


@dataclass(slots=True)
class Parse:
    """A sentence as clauses, and the segments of phrases between their verbs, one segment or more a gap."""

    clauses: list[Clause]
    gaps: list[list[Segment]]

    def nouns(self) -> Iterator[tuple[Noun, Phrase, int]]:
        """Yield each noun with its phrase and the number of its gap."""
        for number, gap in enumerate(self.gaps):
            for phrase in (phrase for segment in gap for phrase in segment.phrases):
                for noun in (one for top in phrase.nouns for one in top.whole()):
                    yield noun, phrase, number
