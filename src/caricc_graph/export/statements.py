"""Entities, statements, tenures and bulletins of a graph, read whole."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caricc_graph.store import Store

__all__ = [
    "Bulletin",
    "Entity",
    "Held",
    "Statement",
    "Tenure",
    "bulletins",
    "entities",
    "held",
    "statements",
    "tenures",
]

_ENTITIES = """
SELECT ?entity ?kind ?name ?eventkind ?iso
WHERE {
  VALUES ?kind { cg:Official cg:Agency cg:Programme cg:Country cg:Place cg:Event cg:Document cg:Substance }
  ?entity a ?kind ; skos:prefLabel ?name
  OPTIONAL { ?entity cg:eventKind ?eventkind }
  OPTIONAL { ?entity cg:iso3166 ?iso }
}
ORDER BY ?entity
"""
_ALIASES = "SELECT ?entity ?alias WHERE { ?entity skos:altLabel ?alias } ORDER BY ?entity ?alias"
_BULLETINS_OF = """
SELECT DISTINCT ?entity ?bulletin
WHERE { ?mention cg:refersTo ?entity ; cg:inBulletin ?bulletin }
ORDER BY ?entity ?bulletin
"""
_STATES = """
SELECT ?agency (MIN(?code) AS ?iso)
WHERE { ?agency a cg:Agency ; cg:unitOf+ ?state . ?state a cg:Country ; cg:iso3166 ?code }
GROUP BY ?agency
"""
_HELD = """
SELECT ?event ?edtf ?fills
WHERE { ?event cg:heldOn ?date . ?date cg:edtf ?edtf ; cg:fills ?fills }
ORDER BY ?event ?edtf
"""
_STATEMENTS = """
SELECT ?statement ?subject ?predicate ?object ?modality ?confidence ?inferred ?rejected ?since ?until ?comparator ?value ?unit
WHERE {
  ?statement a cg:Statement ; rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?stated ; cg:modality ?modality ;
    cg:confidence ?confidence
  OPTIONAL { ?statement cg:body ?body }
  OPTIONAL { ?statement cg:inferred ?inferred }
  OPTIONAL { ?statement cg:rejected ?rejected }
  OPTIONAL { ?statement cg:since/cg:edtf ?since }
  OPTIONAL { ?statement cg:until/cg:edtf ?until }
  OPTIONAL { ?statement cg:value ?value ; cg:unit ?unit ; cg:comparator ?comparator }
  BIND (COALESCE(?body, ?stated) AS ?object)
  FILTER (?predicate != cg:heldOn)
}
ORDER BY ?statement
"""
_TENURES = """
SELECT ?tenure ?member ?body ?post ?title ?begun ?ended
WHERE {
  ?tenure org:member ?member ; org:organization ?body ; cg:post ?post . ?post skos:prefLabel ?title
  OPTIONAL { ?tenure cg:statedBeginning/cg:edtf ?begun }
  OPTIONAL { ?tenure cg:statedEnd/cg:edtf ?ended }
}
ORDER BY ?tenure
"""
_ATTESTED = "SELECT ?tenure ?day WHERE { ?tenure cg:attestedOn ?day } ORDER BY ?tenure ?day"
_RESTS = "SELECT ?tenure ?statement WHERE { ?tenure cg:statement ?statement } ORDER BY ?tenure ?statement"
_BULLETINS = """
SELECT ?bulletin ?title ?issued ?day ?text ?file ?ordinal ?address ?page ?publisher
WHERE {
  ?bulletin a cg:Bulletin ; cg:text ?text ; cg:appearance ?place .
  ?place cg:ordinal ?ordinal ; dcterms:source ?source . ?source cg:file ?file
  OPTIONAL { ?bulletin dcterms:title ?title }
  OPTIONAL { ?bulletin dcterms:issued ?issued }
  OPTIONAL { ?bulletin cg:attestedDay ?day }
  OPTIONAL { ?place schema:url ?address }
  OPTIONAL { ?source schema:url ?page }
  OPTIONAL { ?source dcterms:publisher ?publisher }
}
ORDER BY ?bulletin ?file ?ordinal
"""


@dataclass(frozen=True, slots=True)
class Entity:
    """An entity; `state` tells of an agency that it is a unit of a state, however many bodies stand between."""

    id: str
    kind: str
    name: str
    event_kind: str
    country: str
    state: bool
    aliases: tuple[str, ...]
    bulletins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """When an event was: an EDTF date, which it fills or within which it lies."""

    edtf: str
    fills: bool


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement between two entities; of a post, between the official and the body."""

    iri: str
    id: str
    subject: str
    predicate: str
    object: str
    modality: str
    confidence: float
    inferred: bool
    rejected: str
    since: str
    until: str
    amount: str


@dataclass(frozen=True, slots=True)
class Tenure:
    """That an official held a post, with the IRIs of the statements that it rests on."""

    id: str
    member: str
    body: str
    post: str
    title: str
    begun: str
    ended: str
    attested: tuple[str, ...]
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bulletin:
    """A bulletin with its text and all places where it appeared."""

    id: str
    title: str
    issued: str
    day: str
    text: str
    places: tuple[str, ...]
    addresses: tuple[str, ...]
    publishers: tuple[str, ...]


def entities(store: Store) -> dict[str, Entity]:
    """Return all entities by id."""
    aliases, found_in = _several(store, _ALIASES), _several(store, _BULLETINS_OF)
    states = {str(agency): str(iso).lower() for agency, iso in store.query(_STATES).rows if agency}
    return {
        _local(iri): Entity(
            _local(iri), _local(kind), str(name), event_kind or "", (iso or states.get(str(iri), "")).lower(),
            str(iri) in states, tuple(aliases.get(str(iri), ())), tuple(_local(one) for one in found_in.get(str(iri), ())),
        )
        for iri, kind, name, event_kind, iso in store.query(_ENTITIES).rows
    }  # fmt: skip


def held(store: Store) -> dict[str, list[Held]]:
    """Return for each event that is dated as a fact when it was."""
    found: dict[str, list[Held]] = defaultdict(list)
    for event, edtf, fills in store.query(_HELD).rows:
        found[_local(event)].append(Held(str(edtf), fills == "true"))
    return found


def statements(store: Store) -> Iterator[Statement]:
    """Yield all statements between entities, of whatever modality, in the order of their ids."""
    rows = store.query(_STATEMENTS)
    for row in rows.rows:
        told = {name: cell or "" for name, cell in zip(rows.variables, row, strict=True)}
        yield Statement(
            told["statement"], _local(told["statement"]), _local(told["subject"]), _local(told["predicate"]), _local(told["object"]),
            _local(told["modality"]), float(told["confidence"]), told["inferred"] == "true", told["rejected"], told["since"], told["until"],
            " ".join(filter(None, (told["comparator"], told["value"], told["unit"]))),
        )  # fmt: skip


def tenures(store: Store) -> Iterator[Tenure]:
    """Yield all tenures in the order of their ids."""
    attested, rests = _several(store, _ATTESTED), _several(store, _RESTS)
    for tenure, member, body, post, title, begun, ended in store.query(_TENURES).rows:
        iri = str(tenure)
        yield Tenure(
            _local(iri), _local(member), _local(body), _local(post), str(title), begun or "", ended or "",
            tuple(attested.get(iri, ())), tuple(rests.get(iri, ())),
        )  # fmt: skip


def bulletins(store: Store) -> Iterator[Bulletin]:
    """Yield all bulletins in the order of their ids, each once."""
    found: dict[str, list[dict[str, str]]] = defaultdict(list)
    rows = store.query(_BULLETINS)
    for row in rows.rows:
        told = {name: cell or "" for name, cell in zip(rows.variables, row, strict=True)}
        found[told["bulletin"]].append(told)
    for iri, places in found.items():
        first = places[0]
        yield Bulletin(
            _local(iri), first["title"], first["issued"], first["day"], first["text"],
            tuple(f"{told['file']}, no. {told['ordinal']}" for told in places),
            tuple(told["address"] or told["page"] for told in places),
            tuple(told["publisher"] for told in places),
        )  # fmt: skip


def _several(store: Store, query: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for one, other in store.query(query).rows:
        found[str(one)].append(str(other))
    return found


def _local(iri: str | None) -> str:
    return str(iri).rsplit("/", 1)[-1].rsplit("#", 1)[-1]
