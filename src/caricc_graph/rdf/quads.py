"""Entities, statements and bulletins as canonical N-Quads in the ontology's terms."""

from __future__ import annotations

import heapq
import itertools
import re
from collections import defaultdict
from contextlib import ExitStack
from decimal import Decimal
from typing import TYPE_CHECKING
from urllib.parse import quote

from caricc_graph.model import SYMMETRIC, Kind, Modality, Predicate, content_id
from caricc_graph.rdf.terms import DEFAULT_BASE_IRI, FORMAT_VERSION, NODES, interval, literal, prefixes
from caricc_graph.resolution.corroboration import corroboration
from caricc_graph.resources import folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from rdflib.term import Node

    from caricc_graph.model import Bulletin, Entity, Evidence, Extraction, Resolution, Source, Statement

_LINK_CONFIDENCE = 0.5
_HELD = 500_000
_KILOGRAMS = {"g": Decimal("0.001"), "mg": Decimal("0.000001"), "t": Decimal(1000)}
_LITERALS = ("topic", "route", "edition", "role", "amount", "format")
_DATES = ("on", "since", "until")
_ATTENDANCE = frozenset({Predicate.SPEAKS_AT, Predicate.CHAIRS})
_IDENTIFIERS = {"iso3166-1": "iso3166", "geonames": "geonamesId"}


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
    lines = itertools.chain(
        writer.ontology(),
        writer.build(sources, versions, resolution.decisions),
        (line for entity in resolution.entities for line in writer.entity(entity)),
        writer.all_bulletins(bulletins, extractions, dict(resolution.mentions)),
        writer.all_statements(bulletins, extractions, resolution),
    )
    count = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for line in _sorted(lines):
            file.write(line)
            count += 1
    return count


def _sorted(lines: Iterable[str]) -> Iterator[str]:
    """Yield each line once, sorted and with its end; no more than a part of them is held at a time."""
    from tempfile import TemporaryFile

    rest = iter(lines)
    with ExitStack() as opened:
        runs = []
        while part := set(itertools.islice(rest, _HELD)):
            run = opened.enter_context(TemporaryFile("w+", encoding="utf-8", newline="\n"))
            run.writelines(f"{line}\n" for line in sorted(part))
            run.seek(0)
            runs.append(run)
        for line, _ in itertools.groupby(heapq.merge(*runs)):
            yield line


class _Writer:
    """Makes lines of N-Quads; a method for each kind of node."""

    def __init__(self, base_iri: str) -> None:
        self._known = prefixes(base_iri)

    def iri(self, name: str) -> str:
        """Return `<…>` for a prefixed name."""
        prefix, _, local = name.partition(":")
        return f"<{self._known[prefix]}{quote(local, safe='/') if prefix in NODES else local}>"

    def line(self, subject: str, predicate: str, obj: str, graph: str) -> str:
        """Return a quad of prefixed names; an object may be a literal."""
        end = obj if obj.startswith(('"', "<")) else self.iri(obj)
        return f"{self.iri(subject)} {self.iri(predicate)} {end} {self.iri(graph)} ."

    def ontology(self) -> Iterator[str]:
        """Yield the ontology's own triples."""
        import rdflib

        graph = self.iri("graph:ontology")
        for triple in rdflib.Graph().parse(folder("ontology") / "caricc-graph.ttl"):
            yield f"{' '.join(_term(term) for term in triple)} {graph} ."

    def build(self, sources: Sequence[Source], versions: Mapping[str, str], decisions: Sequence[str]) -> Iterator[str]:
        """Yield the build activity, a reader's decisions that it obeyed, and the sources."""
        graph = "graph:build"
        yield self.line(graph, "rdf:type", "prov:Activity", graph)
        yield self.line(graph, "cg:formatVersion", literal(FORMAT_VERSION), graph)
        for name, version in versions.items():
            yield self.line(graph, f"cg:{name}Version", literal(version), graph)
        yield from (self.line(graph, "cg:decision", literal(decision), graph) for decision in decisions)
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
                yield self.line(node, "cg:referent", literal(mention.referent), graph)
                yield self.line(node, "cg:start", literal(str(mention.start), "integer"), graph)
                yield self.line(node, "cg:end", literal(str(mention.end), "integer"), graph)
                yield self.line(node, "cg:text", literal(mention.text), graph)
                if mention.rule:
                    yield self.line(node, "cg:rule", literal(mention.rule), graph)

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
        yield from self._posts(resolution.statements)
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
        yield self.line(node, "cg:corroboration", literal(str(corroboration(statement, texts)), "integer"), graph)
        if statement.predicate is Predicate.HOLDS_POST:
            yield self.line(node, "cg:body", f"entity:{statement.object}", graph)
        if statement.predicate is Predicate.HELD_ON:
            yield from self._date(statement.object)
        if statement.inferred:
            yield self.line(node, "cg:inferred", literal("true", "boolean"), graph)
        for key, reason in (("rejected", statement.rejected), ("accepted", statement.accepted)):
            if reason:
                yield self.line(node, f"cg:{key}", literal(reason), graph)
        yield from (self.line(node, "cg:claimId", literal(claim), graph) for claim in statement.claims)
        yield from (self.line(node, f"cg:{key}", literal(told[key]), graph) for key in _LITERALS if key in told)
        for key in _DATES:
            if key in told:
                yield self.line(node, f"cg:{key}", f"date:{told[key]}", graph)
                yield from self._date(told[key])
        if "total" in told:
            yield self.line(node, "cg:partOfTotal", f"statement:{told['total']}", graph)
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

    def _posts(self, statements: Sequence[Statement]) -> Iterator[str]:
        """Yield each post once, under the first of its titles."""
        titles: dict[str, set[str]] = defaultdict(set)
        bodies: dict[str, str] = {}
        for statement in statements:
            if statement.predicate is Predicate.HOLDS_POST:
                titles[_post(statement)].add(_title(statement))
                bodies[_post(statement)] = statement.object
        graph = "graph:entities"
        for node in sorted(titles):
            yield from (self.line(node, "rdf:type", kind, graph) for kind in ("org:Post", "cg:Post"))
            yield self.line(node, "skos:prefLabel", literal(min(titles[node])), graph)
            yield self.line(node, "org:postIn", f"entity:{bodies[node]}", graph)

    def _tenure(self, statement: Statement, days: Mapping[str, str | None]) -> Iterator[str]:
        node, graph = f"tenure:{content_id(statement.subject, _post(statement))}", "graph:statements"
        yield from (self.line(node, "rdf:type", kind, graph) for kind in ("org:Membership", "cg:Tenure"))
        yield self.line(node, "org:member", f"entity:{statement.subject}", graph)
        yield self.line(node, "org:organization", f"entity:{statement.object}", graph)
        yield self.line(node, "cg:post", _post(statement), graph)
        yield self.line(node, "cg:statement", f"statement:{statement.id}", graph)
        former = dict(statement.qualifiers).get("role") == "former"
        attested = set() if former else {days.get(evidence.bulletin) for evidence in statement.evidences} - {None}
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


def _term(term: Node) -> str:
    """Return a term of rdflib's as canonical N-Quads; a language tag stays."""
    import rdflib

    if isinstance(term, rdflib.Literal):
        return f"{literal(str(term))}@{term.language}" if term.language else literal(str(term))
    return f"<{term}>"


def _source(source: Source) -> str:
    return f"source:{content_id(source.sha256, source.file)}"


def _evidence(evidence: Evidence) -> str:
    return f"evidence:{content_id(evidence.bulletin, evidence.start, evidence.end)}"


def _title(statement: Statement) -> str:
    return dict(statement.qualifiers).get("post", "")


def _post(statement: Statement) -> str:
    return f"post:{content_id(statement.object, _title(statement).casefold())}"
