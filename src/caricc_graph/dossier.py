"""All that a graph holds of one entity: names, posts and links, with the sentences behind them."""

from __future__ import annotations

import textwrap
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from caricc_graph.citations import Citation, batched, citations, publishers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from caricc_graph.store import Store

__all__ = ["Dossier", "Link", "Name", "Tenure", "dossier", "posts", "text"]

_HEAD = """
SELECT ?kind ?name ?eventkind ?iso ?geonames
WHERE {
  VALUES ?kind { cg:Official cg:Agency cg:Programme cg:Country cg:Place cg:Event cg:Document cg:Substance }
  ?entity a ?kind ; skos:prefLabel ?name
  OPTIONAL { ?entity cg:eventKind ?eventkind }
  OPTIONAL { ?entity cg:iso3166 ?iso }
  OPTIONAL { ?entity cg:geonamesId ?geonames }
}
"""
_NAMES = "SELECT ?name WHERE { ?entity skos:prefLabel|skos:altLabel ?name }"
_MENTIONS = """
SELECT ?text ?start ?bulletin ?title ?issued ?file ?referent
WHERE {
  ?mention cg:refersTo ?entity ; cg:referent ?referent ; cg:text ?text ; cg:start ?start ; cg:inBulletin ?bulletin .
  ?bulletin cg:appearance/dcterms:source/cg:file ?file
  OPTIONAL { ?bulletin dcterms:title ?title }
  OPTIONAL { ?bulletin dcterms:issued ?issued }
}
ORDER BY ?text ?issued ?bulletin ?start ?file
"""
_MERGES = "SELECT DISTINCT ?reason WHERE { ?entity cg:merge ?merge . ?merge cg:reason ?reason } ORDER BY ?reason"
_POSTS = """
SELECT ?member ?tenure ?title ?body ?day ?begun ?ended
WHERE {
  VALUES ?member { %s }
  ?tenure org:member ?member ; cg:post ?post .
  ?post skos:prefLabel ?title ; org:postIn ?where .
  ?where skos:prefLabel ?body
  OPTIONAL { ?tenure cg:attestedOn ?day }
  OPTIONAL { ?tenure cg:statedBeginning/cg:edtf ?begun }
  OPTIONAL { ?tenure cg:statedEnd/cg:edtf ?ended }
}
"""
_STATEMENTS = "SELECT ?statement WHERE { ?statement ?end ?entity FILTER (?end IN (rdf:subject, rdf:object, cg:body)) }"
_RULES = "SELECT ?statement ?rule WHERE { VALUES ?statement { %s } ?statement cg:rule ?rule }"
_LINKS = """
SELECT ?statement ?subject ?predicate ?object ?to ?from_name ?to_name ?modality ?confidence ?corroboration ?inferred ?day ?amount
WHERE {
  VALUES ?statement { %s }
  ?statement rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object ; cg:modality ?modality ; cg:confidence ?confidence ; cg:corroboration ?corroboration .
  ?subject skos:prefLabel ?from_name
  OPTIONAL { ?object skos:prefLabel ?label }
  OPTIONAL { ?object cg:edtf ?date }
  OPTIONAL { ?statement cg:body ?body . ?body skos:prefLabel ?body_name }
  OPTIONAL { ?statement cg:inferred ?inferred }
  OPTIONAL { ?statement cg:value ?value ; cg:unit ?unit ; cg:comparator ?comparator BIND (CONCAT(?comparator, " ", STR(?value), " ", ?unit) AS ?amount) }
  OPTIONAL { ?subject cg:heldOn ?first_held . ?first_held cg:edtf ?first_day }
  OPTIONAL { ?object cg:heldOn ?other_held . ?other_held cg:edtf ?other_day }
  BIND (COALESCE(?first_day, ?other_day) AS ?day)
  BIND (COALESCE(?body, ?object) AS ?to)
  BIND (IF(BOUND(?body_name), CONCAT(?label, ", ", ?body_name), COALESCE(?label, ?date)) AS ?to_name)
  FILTER NOT EXISTS { ?statement cg:rejected ?why }
}
"""
_WIDTH = 100
_PAGES = 3


@dataclass(frozen=True, slots=True)
class Name:
    """A name of an entity: how often it stands in bulletins, the first that has it, and the ids of those that bear it there.

    An alias of an authority file or of a reader may stand in none.
    """

    text: str
    mentions: int
    bulletin: str
    title: str
    date: str
    file: str
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tenure:
    """A post that a person held: the days on which it is attested, and a beginning and an end where they are stated."""

    title: str
    body: str
    attested: tuple[str, ...]
    begun: str
    ended: str


@dataclass(frozen=True, slots=True)
class Link:
    """What is said between the entity and another; `outgoing` tells that the entity is the subject.

    `corroboration` counts independent publishers, a reprint with its original.
    """

    statement: str
    predicate: str
    outgoing: bool
    other: str
    other_name: str
    modality: str
    confidence: float
    corroboration: int
    rules: str
    inferred: bool
    day: str
    amount: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Dossier:
    """An entity with its names, posts and links; what is not asserted stands apart in `unsettled`."""

    id: str
    kind: str
    name: str
    event_kind: str
    identifiers: tuple[tuple[str, str], ...]
    names: tuple[Name, ...]
    merges: tuple[str, ...]
    posts: tuple[Tenure, ...]
    links: tuple[Link, ...]
    unsettled: tuple[Link, ...]


def dossier(store: Store, entity_id: str) -> Dossier:
    """Return the dossier of the entity with this id; raises LookupError where the graph has none."""
    iri = f"<{store.prefixes['entity']}{entity_id}>"
    bound = {"entity": iri}
    heads = store.query(_HEAD, bindings=bound).rows
    if not heads:
        raise LookupError(entity_id)
    kind, name, event_kind, iso, geonames = heads[0]
    links = _links(store, iri)
    return Dossier(
        entity_id,
        _local(kind),
        str(name),
        event_kind or "",
        tuple((scheme, value) for scheme, value in (("ISO 3166-1", iso), ("GeoNames", geonames)) if value),
        _names(store, bound),
        tuple(str(reason) for (reason,) in store.query(_MERGES, bindings=bound).rows),
        posts(store, [iri[1:-1]]).get(iri[1:-1], ()),
        tuple(link for link in links if link.modality == "asserted"),
        tuple(link for link in links if link.modality != "asserted"),
    )


def _local(iri: str | None) -> str:
    return str(iri).rsplit("/", 1)[-1].rsplit("#", 1)[-1]


def _names(store: Store, bound: Mapping[str, str]) -> tuple[Name, ...]:
    first: dict[str, tuple[str, str, str, str]] = {}
    places: dict[str, set[tuple[str, str]]] = defaultdict(set)
    bearers: dict[str, set[str]] = defaultdict(set)
    for text, start, bulletin, title, issued, file, referent in store.query(_MENTIONS, bindings=bound).rows:
        places[str(text)].add((str(bulletin), str(start)))
        bearers[str(text)].add(str(referent))
        first.setdefault(str(text), (str(bulletin), title or "", issued or "", str(file)))
    known = {str(name) for (name,) in store.query(_NAMES, bindings=bound).rows}
    ordered = sorted(known | set(places), key=lambda name: (-len(places.get(name, ())), name))
    return tuple(
        Name(name, len(places.get(name, ())), *first.get(name, ("", "", "", "")), tuple(sorted(bearers.get(name, ()))))
        for name in ordered
    )


def posts(store: Store, officials: Sequence[str]) -> dict[str, tuple[Tenure, ...]]:
    """Return the tenures of people, given by their IRIs, in the order of their first attested day."""
    if not officials:
        return {}
    days: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for row in batched(store, _POSTS, officials):
        tenure = tuple(row[name] for name in ("member", "tenure", "title", "body", "begun", "ended"))
        days[tenure] |= {row["day"]} - {""}
    found: dict[str, list[Tenure]] = defaultdict(list)
    for (member, _, title, body, begun, ended), attested in days.items():
        found[member].append(Tenure(title, body, tuple(sorted(attested)), begun, ended))
    return {
        member: tuple(sorted(held, key=lambda t: (t.attested[:1] or ("~",), t.title, t.body)))
        for member, held in found.items()
    }


def _links(store: Store, iri: str) -> list[Link]:
    found = [str(statement) for (statement,) in store.query(_STATEMENTS, bindings={"entity": iri}).rows]
    rules: dict[str, set[str]] = defaultdict(set)
    for row in batched(store, _RULES, found):
        rules[row["statement"]].add(row["rule"])
    told = list(batched(store, _LINKS, found))
    cited = citations(store, [one["statement"] for one in told])
    links: dict[str, Link] = {}
    for one in told:
        outgoing = f"<{one['subject']}>" == iri
        statement = one["statement"]
        links.setdefault(
            statement,
            Link(
                statement, _local(one["predicate"]), outgoing,
                _local(one["to"] if outgoing else one["subject"]), one["to_name"] if outgoing else one["from_name"],
                _local(one["modality"]), float(one["confidence"] or 0), int(one["corroboration"] or 0), ", ".join(sorted(rules[statement])), one["inferred"] == "true",
                one["day"], one["amount"], cited.get(statement, ()),
            ),
        )  # fmt: skip
    return sorted(
        links.values(), key=lambda link: (link.predicate, not link.outgoing, link.day, link.other_name, link.statement)
    )


def text(found: Dossier, *, ids: bool = False) -> Iterator[str]:
    """Yield the dossier's lines for a terminal, quotes marked as «…»; with `ids` those of names and statements too."""
    kind = f"{found.kind}, {found.event_kind}" if found.event_kind else found.kind
    yield f"{found.name}  [{kind}]  id {found.id}"
    yield from (f"  {scheme}: {value}" for scheme, value in found.identifiers)
    yield ""
    yield "Names"
    for name in found.names:
        where = f"{name.mentions}×, first in {name.title or name.file}{f' ({name.date})' if name.date else ''}"
        yield f"  {name.text}  – {where if name.mentions else 'from an authority file or a reader'}"
        if ids and name.ids:
            yield f"      {' '.join(name.ids)}"
    if found.merges:
        yield ""
        yield "One entity, because"
        yield from (f"  {reason}" for reason in found.merges)
    if found.posts:
        yield ""
        yield "Posts"
    for tenure in found.posts:
        stated = "".join(f", {word} {day}" for word, day in (("from", tenure.begun), ("until", tenure.ended)) if day)
        days = ", ".join(tenure.attested) or "no day known"
        yield f"  {tenure.title}, {tenure.body}{stated}  – attested on {days}"
    yield from _section("Links", found.links, ids=ids)
    yield from _section("Planned, recommended or quoted only", found.unsettled, ids=ids)


def _section(title: str, links: Sequence[Link], *, ids: bool) -> Iterator[str]:
    if not links:
        return
    yield ""
    yield title
    for link in links:
        arrow = f"{link.predicate} → {link.other_name}" if link.outgoing else f"← {link.predicate} {link.other_name}"
        marks = [
            link.amount,
            link.day,
            "" if link.modality == "asserted" else link.modality,
            "inferred" if link.inferred else "",
        ]
        shown = f"  {_local(link.statement)}" if ids else ""
        yield f"  {arrow}  [{', '.join([*filter(None, marks), f'{link.confidence:.2f}', publishers(link.corroboration), link.rules])}]{shown}"
        for citation in link.citations[:_PAGES]:
            yield from cited(citation)
        if len(link.citations) > _PAGES:
            yield f"      and {len(link.citations) - _PAGES} more sentences"


def cited(citation: Citation, *, indent: str = "      ") -> Iterator[str]:
    """Yield the lines of a sentence with its quote marked, and of where it stands."""
    begin, end = citation.offset, citation.offset + len(citation.quote)
    marked = f"{citation.sentence[:begin]}«{citation.sentence[begin:end]}»{citation.sentence[end:]}"
    yield from textwrap.wrap(" ".join(marked.split()), _WIDTH, initial_indent=indent, subsequent_indent=indent)
    where = ", ".join(
        filter(None, (citation.title, citation.publisher, citation.date, citation.address or citation.page))
    )
    yield from textwrap.wrap(
        f"– {where}",
        _WIDTH,
        initial_indent=indent,
        subsequent_indent=f"{indent}  ",
        break_long_words=False,
        break_on_hyphens=False,
    )
