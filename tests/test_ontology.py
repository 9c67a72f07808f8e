from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
import rdflib
from rdflib import OWL, RDF, RDFS

from caricc_graph.model import TAKES, Kind, Modality, Predicate
from caricc_graph.project import located
from caricc_graph.resources import folder
from conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

CG = "https://caricc-graph.example/ontology#"


@pytest.fixture(scope="module")
def ontology() -> rdflib.Graph:
    return rdflib.Graph().parse(folder("ontology") / "caricc-graph.ttl")


def declared(ontology: rdflib.Graph) -> set[str]:
    return {str(term).removeprefix(CG) for term in ontology.subjects(RDF.type) if str(term).startswith(CG)}


def test_every_kind_predicate_and_modality_of_the_model_is_declared(ontology: rdflib.Graph) -> None:
    assert {member.value for enum in (Kind, Predicate, Modality) for member in enum} <= declared(ontology)


def test_every_term_has_one_label_and_one_comment(ontology: rdflib.Graph) -> None:
    for name in declared(ontology):
        term = rdflib.URIRef(CG + name)
        assert len(list(ontology.objects(term, RDFS.label))) == 1, name
        assert len(list(ontology.objects(term, RDFS.comment))) == 1, name


def test_every_predicate_says_what_stands_at_its_ends(ontology: rdflib.Graph) -> None:
    schema = rdflib.Namespace("https://schema.org/")
    for predicate in Predicate:
        term = rdflib.URIRef(CG + predicate.value)
        assert [*ontology.objects(term, RDFS.domain), *ontology.objects(term, schema.domainIncludes)], predicate
        assert [*ontology.objects(term, RDFS.range), *ontology.objects(term, schema.rangeIncludes)], predicate


def test_the_kinds_that_a_reader_may_link_are_those_that_the_ontology_takes(ontology: rdflib.Graph) -> None:
    schema = rdflib.Namespace("https://schema.org/")
    for predicate, ends in TAKES.items():
        term = rdflib.URIRef(CG + predicate.value)
        for kinds, one, several in zip(
            ends, (RDFS.domain, RDFS.range), (schema.domainIncludes, schema.rangeIncludes), strict=True
        ):
            declared = {*ontology.objects(term, one), *ontology.objects(term, several)}
            assert {str(kind).removeprefix(CG) for kind in declared} == {str(kind) for kind in kinds}, predicate


def test_the_graph_writes_declared_terms_alone(ontology: rdflib.Graph, sample_folder: Path) -> None:
    text = (located(sample_folder)[0] / "graph.nq").read_text(encoding="utf-8")
    written = set(re.findall(rf"<{re.escape(CG)}(\w+)>", re.sub(r'"(?:[^"\\]|\\.)*"', "", text)))
    assert written <= declared(ontology)


def test_the_data_model_names_declared_terms_alone(ontology: rdflib.Graph) -> None:
    page = (ROOT / "docs" / "data-model.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`[^`]*?\bcg:(\w+)", page)) - {"P"}
    assert named <= declared(ontology), named - declared(ontology)


def test_no_blank_node_and_no_import(ontology: rdflib.Graph) -> None:
    assert not [term for triple in ontology for term in triple if isinstance(term, rdflib.BNode)]
    assert not list(ontology.objects(None, OWL.imports))


def test_shapes_check_and_ontology_name_the_same_predicates_and_kinds(ontology: rdflib.Graph) -> None:
    shapes = rdflib.Graph().parse(folder("ontology") / "shapes.ttl")
    sh, schema = rdflib.Namespace("http://www.w3.org/ns/shacl#"), rdflib.Namespace("https://schema.org/")
    for predicate in Predicate:
        term = rdflib.URIRef(CG + predicate.value)
        for word, target in (("domain", sh.targetSubjectsOf), ("range", sh.targetObjectsOf)):
            told = {*ontology.objects(term, RDFS[word]), *ontology.objects(term, schema[f"{word}Includes"])}
            (shape,) = [one for one in shapes.subjects(target, term) if str(one).endswith(f"-{word}")]
            one_of = [
                shapes.value(item, sh["class"])
                for head in shapes.objects(shape, sh["or"])
                for item in shapes.items(head)
            ]
            assert {*one_of, *shapes.objects(shape, sh["class"])} == told, (predicate, word)
    check = (folder("ontology") / "checks" / "statement-predicate.rq").read_text(encoding="utf-8")
    assert set(re.findall(r"cg:([a-z]\w+)", check)) == {predicate.value for predicate in Predicate}
