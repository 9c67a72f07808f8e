"""Entities, statements and bulletins as canonical N-Quads in the ontology's terms."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from caricc_graph.model import SYMMETRIC, Kind, Modality, Predicate, content_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from caricc_graph.model import Bulletin, Entity, Evidence, Extraction, Resolution, Source, Statement

FORMAT_VERSION = "1"
DEFAULT_BASE_IRI = "https://caricc-graph.example/"
ONTOLOGY = "https://caricc-graph.example/ontology#"
_OUTSIDE = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "org": "http://www.w3.org/ns/org#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "schema": "https://schema.org/",
    "time": "http://www.w3.org/2006/time#",
    "oa": "http://www.w3.org/ns/oa#",
}
_NODES = (
    "entity",
    "bulletin",
    "source",
    "statement",
    "evidence",
    "mention",
    "post",
    "tenure",
    "date",
    "merge",
    "graph",
)
_LINK_CONFIDENCE = 0.5
_KILOGRAMS = {"g": Decimal("0.001"), "mg": Decimal("0.000001"), "t": Decimal(1000)}
_LITERALS = ("topic", "route", "edition", "role", "amount", "format")
_DATES = ("on", "since", "until")
_ESCAPES = {
    ord("\\"): "\\\\",
    ord('"'): '\\"',
    ord("\n"): "\\n",
    ord("\r"): "\\r",
    ord("\t"): "\\t",
    8: "\\b",
    12: "\\f",
}
_ESCAPES |= {code: f"\\u{code:04X}" for code in (*range(8), 11, *range(14, 32), 127)}
_ATTENDANCE = frozenset({Predicate.SPEAKS_AT, Predicate.CHAIRS})
_IDENTIFIERS = {"iso3166-1": "iso3166", "geonames": "geonamesId"}


def prefixes(base_iri: str = DEFAULT_BASE_IRI) -> dict[str, str]:
    """Return the prefixes that every query knows."""
    return {"cg": ONTOLOGY, **_OUTSIDE, **{name: f"{base_iri}{name}/" for name in _NODES}}


@dataclass(frozen=True, slots=True)
class Interval:
    """The days of an EDTF date; `latest` is None where it is open; `fills` tells that the thing lasts from first to last."""

    earliest: str | None
    latest: str | None
    fills: bool


def interval(edtf: str) -> Interval:
    """Return the days that an EDTF day, month, year or interval of them covers."""
    first, slash, last = edtf.partition("/")
    if not slash:
        return Interval(_edge(first, end=False), _edge(first, end=True), len(first) == len("2022-07-19"))
    days = len(first) == len("2022-07-19") and len(last) == len(first)
    return Interval(_edge(first, end=False), _edge(last, end=True), days)


def _edge(edtf: str, *, end: bool) -> str | None:
    if edtf in {"..", ""}:
        return None
    parts = [int(part) for part in edtf.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else (12 if end else 1)
    day = parts[2] if len(parts) > 2 else (calendar.monthrange(year, month)[1] if end else 1)  # noqa: PLR2004 - year, month, day
    return f"{year:04d}-{month:02d}-{day:02d}"


def literal(text: str, datatype: str = "") -> str:
    """Return a literal in canonical N-Quads."""
    plain = f'"{text.translate(_ESCAPES)}"'
    return f"{plain}^^<{_OUTSIDE['xsd']}{datatype}>" if datatype else plain


def write(  # noqa: PLR0913 - a graph is written from all that a build has made
    path: Path,
    *,
    bulletins: Sequence[Bulletin],
    extractions: Sequence[Extraction],
    resolution: Resolution,
    sources: Sequence[Source],
    versions: Mapping[str, str],
    base_iri: str = DEFAULT_BASE_IRI,
) -> int:
    """Write the graph as sorted N-Quads, and return their number; the same input gives the same bytes."""
    writer = _Writer(base_iri)
    lines = {
        *writer.build(sources, versions),
        *(line for entity in resolution.entities for line in writer.entity(entity)),
        *writer.all_bulletins(bulletins, extractions, dict(resolution.mentions)),
        *writer.all_statements(bulletins, extractions, resolution),
    }
    path.write_text("".join(f"{line}\n" for line in sorted(lines)), encoding="utf-8", newline="\n")
    return len(lines)


class _Writer:
    """Makes lines of N-Quads; a method for each kind of node."""

    def __init__(self, base_iri: str) -> None:
        self._base = base_iri
        self._known = prefixes(base_iri)

    def iri(self, name: str) -> str:
        """Return `<…>` for a prefixed name."""
        prefix, _, local = name.partition(":")
        return f"<{self._known[prefix]}{quote(local, safe='/') if prefix in _NODES else local}>"

    def line(self, subject: str, predicate: str, obj: str, graph: str) -> str:
        """Return a quad of prefixed names; an object may be a literal."""
        end = obj if obj.startswith(('"', "<")) else self.iri(obj)
        return f"{self.iri(subject)} {self.iri(predicate)} {end} {self.iri(graph)} ."

    def build(self, sources: Sequence[Source], versions: Mapping[str, str]) -> Iterator[str]:
        """Yield the build activity and the sources."""
        graph = "graph:build"
        yield self.line(graph, "rdf:type", "prov:Activity", graph)
        yield self.line(graph, "cg:formatVersion", literal(FORMAT_VERSION), graph)
        for name, version in versions.items():
            yield self.line(graph, f"cg:{name}Version", literal(version), graph)
        for source in sources:
            node = _source(source)
            yield self.line(graph, "prov:used", node, graph)
            yield from (self.line(node, "rdf:type", kind, graph) for kind in ("cg:Source", "prov:Entity"))
            yield self.line(node, "cg:file", literal(source.file), graph)
            yield self.line(node, "cg:sha256", literal(source.sha256), graph)
            told = {
                "dcterms:publisher": source.publisher,
                "schema:url": source.address,
                "dcterms:license": source.licence,
                "rdfs:comment": source.note,
            }
            yield from (self.line(node, key, literal(text), graph) for key, text in told.items() if text)
            if source.accessed:
                day = "date" if re.fullmatch(r"\d{4}-\d\d-\d\d", source.accessed) else ""
                yield self.line(node, "cg:accessed", literal(source.accessed, day), graph)

    def entity(self, entity: Entity) -> Iterator[str]:
        """Yield an entity with its names, ids and merges."""
        node, graph = f"entity:{entity.id}", "graph:entities"
        yield self.line(node, "rdf:type", f"cg:{entity.kind.value}", graph)
        if entity.event_kind == "operation":
            yield self.line(node, "rdf:type", "cg:Operation", graph)
        yield self.line(node, "skos:prefLabel", literal(entity.name), graph)
        yield from (self.line(node, "skos:altLabel", literal(alias), graph) for alias in entity.aliases)
        yield from (self.line(node, "cg:memberId", literal(member), graph) for member in (entity.id, *entity.members))
        if entity.event_kind:
            yield self.line(node, "cg:eventKind", literal(entity.event_kind), graph)
        yield from (
            self.line(node, f"cg:{_IDENTIFIERS[scheme]}", literal(value), graph) for scheme, value in entity.identifiers
        )
        for merge in entity.merges:
            at = f"merge:{content_id(merge.left, merge.right, merge.rule)}"
            yield self.line(node, "cg:merge", at, graph)
            yield self.line(at, "rdf:type", "cg:Merge", graph)
            told = {
                "cg:left": merge.left,
                "cg:right": merge.right,
                "cg:mergeRule": merge.rule,
                "cg:reason": merge.reason,
            }
            yield from (self.line(at, key, literal(text), graph) for key, text in told.items())

    def all_bulletins(
        self, bulletins: Sequence[Bulletin], extractions: Sequence[Extraction], ids: Mapping[str, str]
    ) -> Iterator[str]:
        """Yield each bulletin with its appearances and mentions."""
        found = {extraction.bulletin: extraction for extraction in extractions}
        for bulletin in bulletins:
            yield from self._bulletin(bulletin, found[bulletin.id])
            for mention in found[bulletin.id].mentions:
                graph = f"bulletin:{bulletin.id}"
                node = f"mention:{content_id(bulletin.id, mention.referent, mention.start, mention.end)}"
                yield self.line(node, "rdf:type", "cg:Mention", graph)
                yield self.line(node, "cg:inBulletin", graph, graph)
                yield self.line(node, "cg:refersTo", f"entity:{ids[mention.referent]}", graph)
                yield self.line(node, "cg:start", literal(str(mention.start), "integer"), graph)
                yield self.line(node, "cg:end", literal(str(mention.end), "integer"), graph)
                yield self.line(node, "cg:text", literal(mention.text), graph)

    def _bulletin(self, bulletin: Bulletin, extraction: Extraction) -> Iterator[str]:
        node = f"bulletin:{bulletin.id}"
        yield self.line(node, "rdf:type", "cg:Bulletin", node)
        yield self.line(node, "cg:text", literal(bulletin.text), node)
        if bulletin.title:
            yield self.line(node, "dcterms:title", literal(bulletin.title), node)
        if bulletin.published:
            yield self.line(node, "dcterms:issued", literal(bulletin.published, "date"), node)
        if extraction.day:
            yield self.line(node, "cg:attestedDay", literal(extraction.day, "date"), node)
            yield self.line(node, "cg:dayBasis", literal(extraction.day_basis), node)
        for number, place in enumerate(bulletin.appearances, 1):
            at = f"{node}/appearance/{number}"
            yield self.line(node, "cg:appearance", at, node)
            yield self.line(at, "dcterms:source", _source(place.source), node)
            yield self.line(at, "cg:ordinal", literal(str(place.ordinal), "integer"), node)
            if place.address:
                yield self.line(at, "schema:url", literal(place.address), node)

    def all_statements(
        self, bulletins: Sequence[Bulletin], extractions: Sequence[Extraction], resolution: Resolution
    ) -> Iterator[str]:
        """Yield statements, evidences, posts, tenures, dates and direct links."""
        texts = {bulletin.id: bulletin for bulletin in bulletins}
        days = {extraction.bulletin: extraction.day for extraction in extractions}
        kinds = {entity.id: entity.kind for entity in resolution.entities}
        for statement in resolution.statements:
            yield from self._statement(statement, texts)
            yield from (
                line
                for evidence in statement.evidences
                for line in self._evidence(evidence, texts[evidence.bulletin].text)
            )
            linked = statement.modality is Modality.ASSERTED and not statement.rejected
            if linked and statement.confidence >= _LINK_CONFIDENCE:
                yield from self._links(statement, kinds)
            if linked and statement.predicate is Predicate.HOLDS_POST:
                yield from self._tenure(statement, days)

    def _statement(self, statement: Statement, texts: Mapping[str, Bulletin]) -> Iterator[str]:
        node, graph = f"statement:{statement.id}", "graph:statements"
        told = dict(statement.qualifiers)
        yield self.line(node, "rdf:type", "cg:Statement", graph)
        yield self.line(node, "rdf:subject", f"entity:{statement.subject}", graph)
        yield self.line(node, "rdf:predicate", f"cg:{statement.predicate.value}", graph)
        yield self.line(node, "rdf:object", self._object(statement), graph)
        yield self.line(node, "cg:modality", f"cg:{statement.modality.value}", graph)
        yield self.line(
            node, "cg:confidence", literal(f"{statement.confidence:.4f}".rstrip("0").rstrip("."), "decimal"), graph
        )
        yield from (self.line(node, "cg:rule", literal(rule), graph) for rule in statement.rules)
        yield from (self.line(node, "cg:evidence", _evidence(evidence), graph) for evidence in statement.evidences)
        yield self.line(node, "cg:corroboration", literal(str(_publishers(statement, texts)), "integer"), graph)
        if statement.predicate is Predicate.HOLDS_POST:
            yield self.line(node, "cg:body", f"entity:{statement.object}", graph)
            yield from self._post(statement)
        if statement.predicate is Predicate.HELD_ON:
            yield from self._date(statement.object)
        if statement.inferred:
            yield self.line(node, "cg:inferred", literal("true", "boolean"), graph)
        if statement.rejected:
            yield self.line(node, "cg:rejected", literal(statement.rejected), graph)
        yield from (self.line(node, f"cg:{key}", literal(told[key]), graph) for key in _LITERALS if key in told)
        for key in _DATES:
            if key in told:
                yield self.line(node, f"cg:{key}", f"date:{told[key]}", graph)
                yield from self._date(told[key])
        if "event" in told:
            yield self.line(node, "cg:atEvent", f"entity:{told['event']}", graph)
        yield from self._quantity(statement, node)

    def _quantity(self, statement: Statement, node: str) -> Iterator[str]:
        quantity, graph = statement.quantity, "graph:statements"
        if quantity is None:
            return
        yield self.line(node, "cg:value", literal(quantity.value, "decimal"), graph)
        told = {
            "unit": quantity.unit,
            "comparator": quantity.comparator,
            "baseline": quantity.baseline,
            "period": quantity.period,
        }
        yield from (self.line(node, f"cg:{key}", literal(text), graph) for key, text in told.items() if text)
        if quantity.unit in _KILOGRAMS:
            value = format((Decimal(quantity.value) * _KILOGRAMS[quantity.unit]).normalize(), "f")
            yield self.line(node, "cg:convertedValue", literal(value, "decimal"), graph)
            yield self.line(node, "cg:convertedUnit", literal("kg"), graph)

    def _object(self, statement: Statement) -> str:
        if statement.predicate is Predicate.HELD_ON:
            return f"date:{statement.object}"
        return _post(statement) if statement.predicate is Predicate.HOLDS_POST else f"entity:{statement.object}"

    def _evidence(self, evidence: Evidence, text: str) -> Iterator[str]:
        node, graph = _evidence(evidence), f"bulletin:{evidence.bulletin}"
        yield self.line(node, "rdf:type", "cg:Evidence", graph)
        yield self.line(node, "cg:inBulletin", graph, graph)
        yield self.line(node, "cg:start", literal(str(evidence.start), "integer"), graph)
        yield self.line(node, "cg:end", literal(str(evidence.end), "integer"), graph)
        yield self.line(node, "cg:quote", literal(evidence.quote), graph)
        yield self.line(node, "cg:sentence", literal(text[evidence.sentence_start : evidence.sentence_end]), graph)
        yield self.line(node, "cg:sentenceStart", literal(str(evidence.sentence_start), "integer"), graph)

    def _post(self, statement: Statement) -> Iterator[str]:
        node, graph = _post(statement), "graph:entities"
        yield from (self.line(node, "rdf:type", kind, graph) for kind in ("org:Post", "cg:Post"))
        yield self.line(node, "skos:prefLabel", literal(_title(statement)), graph)
        yield self.line(node, "org:postIn", f"entity:{statement.object}", graph)

    def _tenure(self, statement: Statement, days: Mapping[str, str | None]) -> Iterator[str]:
        node, graph = f"tenure:{content_id(statement.subject, _post(statement))}", "graph:statements"
        yield from (self.line(node, "rdf:type", kind, graph) for kind in ("org:Membership", "cg:Tenure"))
        yield self.line(node, "org:member", f"entity:{statement.subject}", graph)
        yield self.line(node, "org:organization", f"entity:{statement.object}", graph)
        yield self.line(node, "cg:post", _post(statement), graph)
        yield self.line(node, "cg:statement", f"statement:{statement.id}", graph)
        attested = {days.get(evidence.bulletin) for evidence in statement.evidences} - {None}
        yield from (self.line(node, "cg:attestedOn", literal(str(day), "date"), graph) for day in attested)

    def _links(self, statement: Statement, kinds: Mapping[str, Kind]) -> Iterator[str]:
        subject, obj, graph = f"entity:{statement.subject}", self._object(statement), "graph:links"
        yield self.line(subject, f"cg:{statement.predicate.value}", obj, graph)
        if statement.predicate is Predicate.HOLDS_POST:
            yield self.line(subject, "cg:servesIn", f"entity:{statement.object}", graph)
        if statement.predicate in SYMMETRIC:
            yield self.line(obj, f"cg:{statement.predicate.value}", subject, graph)
        if statement.predicate in _ATTENDANCE and kinds.get(statement.object) is Kind.EVENT:
            yield self.line(subject, "cg:attends", obj, graph)

    def _date(self, edtf: str) -> Iterator[str]:
        node, graph, days = f"date:{edtf}", "graph:entities", interval(edtf)
        yield self.line(node, "rdf:type", "cg:Date", graph)
        yield self.line(node, "cg:edtf", literal(edtf), graph)
        if days.earliest:
            yield self.line(node, "cg:earliest", literal(days.earliest, "date"), graph)
        if days.latest:
            yield self.line(node, "cg:latest", literal(days.latest, "date"), graph)
        yield self.line(node, "cg:fills", literal(str(days.fills).lower(), "boolean"), graph)


def _source(source: Source) -> str:
    return f"source:{content_id(source.sha256, source.file)}"


def _evidence(evidence: Evidence) -> str:
    return f"evidence:{content_id(evidence.bulletin, evidence.start, evidence.end)}"


def _title(statement: Statement) -> str:
    return dict(statement.qualifiers).get("post", "")


def _post(statement: Statement) -> str:
    return f"post:{content_id(statement.object, _title(statement).casefold())}"


def _publishers(statement: Statement, texts: Mapping[str, Bulletin]) -> int:
    """Return by how many independent publishers a statement is told; a reprint counts with its original."""
    first = {evidence.bulletin: texts[evidence.bulletin].appearances for evidence in statement.evidences}
    return len({min(_publisher(place.source) for place in places) if places else "" for places in first.values()})


def _publisher(source: Source) -> str:
    return source.publisher or urlsplit(source.address).hostname or source.file
