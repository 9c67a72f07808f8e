"""The types that cross a stage: frozen, slotted, standard library alone."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The eight kinds of entity."""

    OFFICIAL = "Official"
    AGENCY = "Agency"
    PROGRAMME = "Programme"
    COUNTRY = "Country"
    PLACE = "Place"
    EVENT = "Event"
    DOCUMENT = "Document"
    SUBSTANCE = "Substance"


class Modality(StrEnum):
    """How a sentence holds a claim; only what is asserted may become a link."""

    ASSERTED = "asserted"
    PLANNED = "planned"
    RECOMMENDED = "recommended"
    QUOTED = "quoted"


class Predicate(StrEnum):
    """What a claim says of its subject; the ontology defines each."""

    HOLDS_POST = "holdsPost"
    REPRESENTS = "represents"
    MEMBER_OF = "memberOf"
    OBSERVER_OF = "observerOf"
    UNIT_OF = "unitOf"
    PART_OF = "partOf"
    IMPLEMENTS = "implements"
    FUNDS = "funds"
    SUPPORTS = "supports"
    ORGANIZES = "organizes"
    HOSTS = "hosts"
    ATTENDS = "attends"
    SPEAKS_AT = "speaksAt"
    CHAIRS = "chairs"
    COORDINATES = "coordinates"
    MEETS = "meets"
    VISITS = "visits"
    TRAINS = "trains"
    COOPERATES_WITH = "cooperatesWith"
    SIGNS = "signs"
    AUTHOR_OF = "authorOf"
    SUCCEEDS = "succeeds"
    APPOINTS = "appoints"
    HELD_AT = "heldAt"
    HELD_ON = "heldOn"
    SEIZES = "seizes"
    REPORTS = "reports"


SYMMETRIC = frozenset({Predicate.MEETS, Predicate.COOPERATES_WITH})
_PARTY = frozenset({Kind.AGENCY, Kind.COUNTRY, Kind.OFFICIAL})
_ACTOR = _PARTY | {Kind.PROGRAMME}
_ENDS = frozenset({Kind.AGENCY, Kind.EVENT, Kind.PROGRAMME})
_AGENCY, _EVENT, _OFFICIAL = frozenset({Kind.AGENCY}), frozenset({Kind.EVENT}), frozenset({Kind.OFFICIAL})
_PROGRAMME, _DOCUMENT = frozenset({Kind.PROGRAMME}), frozenset({Kind.DOCUMENT})
TAKES: dict[Predicate, tuple[frozenset[Kind], frozenset[Kind]]] = {
    Predicate.REPRESENTS: (_OFFICIAL, frozenset({Kind.AGENCY, Kind.COUNTRY})),
    Predicate.MEMBER_OF: (_PARTY, _AGENCY),
    Predicate.OBSERVER_OF: (_PARTY, _AGENCY),
    Predicate.UNIT_OF: (_AGENCY, frozenset({Kind.AGENCY, Kind.COUNTRY})),
    Predicate.PART_OF: (_EVENT | _PROGRAMME, _EVENT | _PROGRAMME),
    Predicate.IMPLEMENTS: (_AGENCY, _PROGRAMME),
    Predicate.FUNDS: (_PARTY, _ENDS),
    Predicate.SUPPORTS: (_PARTY, _ENDS),
    Predicate.ORGANIZES: (_ACTOR, _EVENT),
    Predicate.HOSTS: (_PARTY, _EVENT),
    Predicate.ATTENDS: (_PARTY, _EVENT),
    Predicate.SPEAKS_AT: (_PARTY, _EVENT),
    Predicate.CHAIRS: (_PARTY, _EVENT),
    Predicate.COORDINATES: (_AGENCY, _EVENT),
    Predicate.MEETS: (_PARTY, _PARTY),
    Predicate.VISITS: (_PARTY, frozenset({Kind.AGENCY, Kind.COUNTRY, Kind.PLACE})),
    Predicate.TRAINS: (_ACTOR, _PARTY),
    Predicate.COOPERATES_WITH: (_ACTOR, _ACTOR),
    Predicate.SIGNS: (_PARTY, _DOCUMENT),
    Predicate.AUTHOR_OF: (_OFFICIAL, _DOCUMENT),
    Predicate.SUCCEEDS: (_OFFICIAL, _OFFICIAL),
    Predicate.APPOINTS: (_PARTY, _OFFICIAL),
    Predicate.HELD_AT: (_EVENT, frozenset({Kind.COUNTRY, Kind.PLACE})),
}
"""The kinds that a predicate takes as subject and as object, of those that need nothing but two entities."""


def misfit(predicate: str, subject: Kind, obj: Kind) -> str:
    """Return why a predicate can't link two entities of these kinds by itself, else an empty text."""
    if predicate not in set(TAKES):
        return f"{predicate!r} is no predicate that links two entities by itself; those are {', '.join(sorted(TAKES))}"
    takes, gives = TAKES[Predicate(predicate)]
    for kinds, kind, end in ((takes, subject, "from"), (gives, obj, "to")):
        if kind not in kinds:
            return f"{predicate} leads {end} {' or '.join(sorted(kinds))}, not {kind}"
    return ""


def content_id(*parts: object) -> str:
    """Return the sixteen hex digits that name this content on every machine and in every run."""
    digest = hashlib.sha256("\x1f".join(str(part) for part in parts).encode())
    return digest.hexdigest()[:16]


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """A file as it was read, with what `sources.csv` says of it; empty where nothing is known."""

    file: str
    sha256: str
    publisher: str = ""
    address: str = ""
    accessed: str = ""
    licence: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Appearance:
    """Where a bulletin stands: its source and its 1-based position there, with the page's own address of it."""

    source: Source
    ordinal: int
    address: str = ""


@dataclass(frozen=True, slots=True)
class Bulletin:
    """One news item; `id` is the hash of its folded text, `published` an ISO day or None."""

    id: str
    text: str
    title: str | None
    published: str | None
    appearances: tuple[Appearance, ...]


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """A span of a bulletin that supports a claim: `text[start:end] == quote`, within its sentence.

    Offsets count Unicode code points of the bulletin's text.
    """

    bulletin: str
    start: int
    end: int
    quote: str
    sentence_start: int
    sentence_end: int


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """A span of a bulletin that names something; `referent` says what, `rule` which model found it where rules did not."""

    referent: str
    start: int
    end: int
    text: str
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Referent:
    """What one or more mentions of one bulletin refer to: an entity before resolution.

    `authority` is the id of an authority file's entry where a name alone decides it.
    `event_kind` is the plain word for an event ("seminar", "operation"), empty for other kinds.
    `descriptive` marks a name that only describes ("a meeting"), so that it is no evidence of identity.
    `acronyms` are those that the bulletin defines for this name.
    """

    id: str
    bulletin: str
    kind: Kind
    name: str
    names: tuple[str, ...]
    authority: str | None = None
    event_kind: str = ""
    descriptive: bool = False
    acronyms: tuple[str, ...] = ()
    honorifics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Quantity:
    """A measured amount as stated: comparator is one of `=`, `>`, `<`, `~`, `change%`.

    `value` is decimal text without separators; `baseline` and `period` are EDTF where stated.
    """

    value: str
    unit: str
    comparator: str = "="
    baseline: str = ""
    period: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a sentence asserts between referents, or between an event and an EDTF date (`heldOn`).

    `qualifiers` are sorted pairs. Keys: `post` (title of `holdsPost`), `on`, `since`, `until` (EDTF),
    `event` (referent at which it happened), `total` (claim id of the total that this is a part of),
    `amount`, `topic`, `route`, `edition`, `role`, `format` (plain text).
    """

    id: str
    subject: str
    predicate: Predicate
    object: str
    modality: Modality
    confidence: float
    rule: str
    evidence: Evidence
    quantity: Quantity | None = None
    qualifiers: tuple[tuple[str, str], ...] = ()
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one bulletin yields.

    `day` is the EDTF day on which the bulletin attests what it says: its publication, else its first
    dated event (`day_basis` is "published", "event" or empty). `unlinked` counts what is named, but
    stands in no claim, by kind.
    """

    bulletin: str
    mentions: tuple[Mention, ...]
    referents: tuple[Referent, ...]
    claims: tuple[Claim, ...]
    day: str | None = None
    day_basis: str = ""
    unlinked: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Merge:
    """Why two referents, or a referent and an authority file's entry, are one entity."""

    left: str
    right: str
    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Entity:
    """What referents refer to, after resolution; answers to `id` and to each id in `members`.

    `id` is an authority file's id or the smallest of its members. `identifiers` are (scheme, value)
    pairs such as ("iso3166-1", "KZ"), taken from the authority files or the library that ships them.
    """

    id: str
    kind: Kind
    name: str
    aliases: tuple[str, ...]
    members: tuple[str, ...]
    identifiers: tuple[tuple[str, str], ...] = ()
    event_kind: str = ""
    merges: tuple[Merge, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim between entities: one for each subject, predicate, object, quantity, qualifiers and modality.

    `object` is an entity id, or an EDTF date for `heldOn`. `qualifiers` are as in `Claim`, with `event`
    an entity id and `total` a statement id. `rejected` and `accepted` hold a reader's reason, else they are empty.
    `claims` are ids of what single bulletins say of it, which no merge changes.
    """

    id: str
    subject: str
    predicate: Predicate
    object: str
    modality: Modality
    confidence: float
    rules: tuple[str, ...]
    evidences: tuple[Evidence, ...]
    quantity: Quantity | None = None
    qualifiers: tuple[tuple[str, str], ...] = ()
    inferred: bool = False
    rejected: str = ""
    accepted: str = ""
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolution:
    """All entities and statements of a build, sorted by id, and what became of the rest.

    `mentions` maps a referent's id to its entity's id; `rejected` counts claims left out, by reason. `decisions` are a reader's
    that were obeyed, as they are written; `warnings` tell of those that were not, by file and line.
    """

    entities: tuple[Entity, ...]
    statements: tuple[Statement, ...]
    mentions: tuple[tuple[str, str], ...]
    rejected: tuple[tuple[str, int], ...] = ()
    decisions: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


class CariccGraphError(Exception):
    """An error that its message explains to the user: what is wrong, where, and the next step."""
