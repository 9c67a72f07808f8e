"""What is wrong with a graph: SHACL shapes for what is new, SPARQL checks of the same rules for the whole store."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from caricc_graph.model import CariccGraphError
from caricc_graph.resources import folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import rdflib

    from caricc_graph.store import Store

_TOLD = 5
_SHAPED = """
CONSTRUCT { ?node ?property ?value }
WHERE {
  { SELECT DISTINCT ?node WHERE { ?node cg:memberId ?id } } UNION {
    VALUES ?class {
      cg:Official cg:Agency cg:Programme cg:Country cg:Place cg:Event cg:Document cg:Substance cg:Post cg:Tenure cg:Merge
    }
    ?node a ?class
  }
  ?node ?property ?value
  FILTER (?property IN (
    rdf:type, skos:prefLabel, cg:memberId, org:postIn, org:member, cg:post, cg:statement, cg:attestedOn,
    cg:left, cg:right, cg:mergeRule, cg:reason
  ))
}
"""
_DATES = "CONSTRUCT { ?date a cg:Date } WHERE { ?date a cg:Date }"
_STATEMENTS = """
CONSTRUCT { ?node ?property ?value }
WHERE { ?node a cg:Statement ; ?property ?value }
"""
_EVIDENCES = "CONSTRUCT { ?evidence a cg:Evidence } WHERE { ?evidence a cg:Evidence }"


class ValidationError(CariccGraphError):
    """A graph that breaks the ontology's rules; the message names the statements or other nodes."""


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """A node that breaks a rule: its IRI, and what is wrong."""

    node: str
    message: str


def validate(store: Store, *, known: Iterable[str] = ()) -> tuple[Violation, ...]:
    """Return all that breaks the rules, sorted: by SPARQL over the whole store, by SHACL for entities, posts and new statements.

    `known` are the IRIs of statements that an earlier build has shown to SHACL; they are left out there.
    """
    return tuple(sorted({*by_checks(store), *by_shapes(store, known=known)}))


def refuse(violations: Iterable[Violation]) -> None:
    """Raise ValidationError where anything is wrong; its message names the first nodes and what is wrong with each."""
    found = sorted(violations)
    if found:
        told = "; ".join(f"{violation.node}: {violation.message}" for violation in found[:_TOLD])
        more = f"; and {len(found) - _TOLD} more" if len(found) > _TOLD else ""
        raise ValidationError(f"the graph breaks the rules of its ontology and is not switched in. {told}{more}.")


def by_checks(store: Store) -> Iterator[Violation]:
    """Yield what the SPARQL checks under `ontology/checks` find in the whole store."""
    for path in sorted((folder("ontology") / "checks").glob("*.rq")):
        for node, message in store.query(path.read_text(encoding="utf-8")).rows:
            yield Violation(node or path.stem, message or path.stem)


def by_shapes(store: Store, *, known: Iterable[str] = ()) -> Iterator[Violation]:
    """Yield what the SHACL shapes find in entities, posts, tenures and statements, those in `known` left out."""
    import pyshacl
    import rdflib

    data, stated = _shaped(store, frozenset(known))
    shapes = rdflib.Graph().parse(folder("ontology") / "shapes.ttl")
    conforms, report, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none", do_owl_imports=False)
    if conforms:
        return
    shacl = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    for result in report.subjects(rdflib.RDF.type, shacl.ValidationResult):
        node, message = report.value(result, shacl.focusNode), report.value(result, shacl.resultMessage)
        shape = str(report.value(result, shacl.sourceShape))
        for owner in stated.get((str(node), shape), {str(node)}):
            yield Violation(owner, str(message))


def _shaped(store: Store, known: frozenset[str]) -> tuple[rdflib.Graph, dict[tuple[str, str], set[str]]]:
    """Return what SHACL looks at, and by the end of a link and its shape the statements that state the link.

    Each statement also stands there as the triple that it states, and each with an amount is of class `cg:Total`.
    """
    import rdflib

    graph = rdflib.Graph()
    for query in (_SHAPED, _DATES, _EVIDENCES):
        graph.parse(data=store.serialize(query, "ntriples"), format="nt")
    statements = rdflib.Graph().parse(data=store.serialize(_STATEMENTS, "ntriples"), format="nt")
    terms = rdflib.Namespace(store.prefixes["cg"])
    stated: dict[tuple[str, str], set[str]] = {}
    for node in set(statements.subjects(rdflib.RDF.type, terms.Statement)):
        if (node, terms.value, None) in statements:
            graph.add((node, rdflib.RDF.type, terms.Total))
        if str(node) in known:
            continue
        for triple in statements.triples((node, None, None)):
            graph.add(triple)
        ends = [statements.value(node, name) for name in (rdflib.RDF.subject, rdflib.RDF.predicate, rdflib.RDF.object)]
        if None not in ends:
            subject, predicate, obj = ends
            graph.add((subject, predicate, obj))  # type: ignore[arg-type] # none is None
            stated.setdefault((str(subject), f"{predicate}-domain"), set()).add(str(node))
            stated.setdefault((str(obj), f"{predicate}-range"), set()).add(str(node))
    return graph, stated
