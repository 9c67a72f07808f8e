"""What a bulletin speaks of so far, for what its next sentences take up again."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from caricc_graph.extraction.frames import Draft
    from caricc_graph.extraction.spans import Thing
    from caricc_graph.model import Modality


@dataclass(slots=True)
class Lesson:
    """A course of the bulletin so far: who arranges it, who is said to learn, or be, there by which tokens, who else is, whether others teach and who."""

    trainers: list[Thing] = field(default_factory=list)
    learners: list[tuple[Thing, int, int]] = field(default_factory=list)
    attending: list[tuple[Thing, int, int]] = field(default_factory=list)
    others: list[Thing] = field(default_factory=list)
    taught: bool = False
    teachers: list[Thing] = field(default_factory=list)


@dataclass(slots=True)
class Scene:
    """What a bulletin speaks of: its events, the main one and the latest, and who spoke last.

    `verbal` is the event that a verb of the sentence at hand tells of, which no span stands for, `encounter` the last that one told of, `foretold` that a later noun names it;
    `quoting` that a sentence begins inside a quotation, `dateline` the place of the dateline, `lasting` its days, where it has several, with its tokens, `source` who told the figures of the
    sentence before, `recent` all that it named, `seizure` who seized what it told of, and how that is held, `acting` whose officers stopped or searched somebody in it,
    `opening` is the event that the sentence at hand takes up before who acts in it, one of the first `known` events, of which earlier sentences told,
    `turned` the event that the bulletin turned to, `aside` that it is only this paragraph's, `paragraph` that the sentence at hand begins one;
    `offices` the post last told of each person, `parents` the body that each one is a unit of, by its key, `told` what the sentence before states, `subject` who alone acted in the sentence before, `club` the body whose members or observers were told of last, `later` the events dated behind the bulletin, `written` the ISO day when it was written, `today` the same, else the first it tells of.
    """

    today: str = ""
    written: str = ""
    later: set[str] = field(default_factory=set)
    main: Thing | None = None
    latest: Thing | None = None
    operation: Thing | None = None
    verbal: Thing | None = None
    encounter: Thing | None = None
    quoting: bool = False
    dateline: Thing | None = None
    lasting: tuple[str, int, int] | None = None
    foretold: bool = False
    teller: Thing | None = None
    source: Thing | None = None
    topic: Thing | None = None
    body: Thing | None = None
    subject: Thing | None = None
    programme: Thing | None = None
    document: Thing | None = None
    substance: Thing | None = None
    seizure: tuple[Thing, Modality] | None = None
    acting: Thing | None = None
    organizers: list[Thing] = field(default_factory=list)
    visitors: list[Thing] = field(default_factory=list)
    present: list[Thing] = field(default_factory=list)
    pair: list[Thing] = field(default_factory=list)
    sides: list[Thing] = field(default_factory=list)
    rolled: list[Thing] = field(default_factory=list)
    holders: dict[str, list[Thing]] = field(default_factory=dict)
    sessions: dict[str, Thing] = field(default_factory=dict)
    turned: Thing | None = None
    opening: Thing | None = None
    known: int = 0
    aside: bool = False
    paragraph: bool = False
    days: dict[str, str] = field(default_factory=dict)
    employers: dict[str, Thing] = field(default_factory=dict)
    people: list[Thing] = field(default_factory=list)
    recent: list[Thing] = field(default_factory=list)
    events: list[Thing] = field(default_factory=list)
    wholes: dict[str, Thing] = field(default_factory=dict)
    lessons: dict[str, Lesson] = field(default_factory=dict)
    trained: set[tuple[str, str]] = field(default_factory=set)
    posts: dict[str, Thing] = field(default_factory=dict)
    offices: dict[str, Draft] = field(default_factory=dict)
    parents: dict[str, Thing] = field(default_factory=dict)
    club: Thing | None = None
    told: list[Draft] = field(default_factory=list)
    ahead: set[str] = field(default_factory=set)
    fresh: set[str] = field(default_factory=set)

    def whom(self, pronoun: str) -> Thing | None:
        """Return whom "he" or "she" stands for: the first of the people named last who may be called so."""
        return next((person for person in self.people if person.pronoun in {"", pronoun}), None)

    def add(self, thing: Thing, *, operation: bool) -> None:
        """Make a new event the one that is spoken of; several at once take no other's place."""
        self.events.append(thing)
        if operation:
            self.operation = thing
        else:
            self.latest = self.latest if thing.plural and self.latest else thing
            self.main = self.main or thing


def holder_of(body: str, title: str) -> str:
    """Return the key of who holds a post of a body, among the posts of a scene."""
    return f"{body} {title}"
