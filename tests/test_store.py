from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caricc_graph.store import QueryError, bound

if TYPE_CHECKING:
    from caricc_graph import Graph

NAMES = "SELECT ?name WHERE { ?agency a cg:Agency ; skos:prefLabel ?name } ORDER BY ?name"


def test_a_query_knows_the_prefixes(sample_graph: Graph) -> None:
    rows = sample_graph.query(NAMES)
    assert rows.variables == ("name",)
    assert ("Central Asian Regional Information and Coordination Centre",) in rows.rows


def test_bindings_take_the_place_of_variables(sample_graph: Graph) -> None:
    iri = f"<{sample_graph.store.prefixes['entity']}caricc>"
    rows = sample_graph.query("SELECT ?kind WHERE { ?x a ?kind FILTER (BOUND(?x)) }", bindings={"x": iri})
    assert rows.rows == (("https://caricc-graph.example/ontology#Agency",),)


@given(st.text(max_size=30))
def test_a_bound_text_stays_one_string(text: str) -> None:
    import pyoxigraph

    answer = pyoxigraph.Store().query(bound("SELECT (?x AS ?y) WHERE {}", {"x": f" {text}"}))
    assert isinstance(answer, pyoxigraph.QuerySolutions)
    values = [row["y"].value for row in answer]
    assert values == [f" {text}"]


def test_what_is_in_strings_is_not_bound() -> None:
    assert bound('SELECT ?x { FILTER ("?x" = ?x) # ?x\n }', {"x": "a"}) == 'SELECT "a" { FILTER ("?x" = "a") # ?x\n }'


def test_an_iri_that_is_none_is_refused() -> None:
    with pytest.raises(QueryError, match="no IRI"):
        bound("SELECT ?x {}", {"x": "<http://a b> } DROP ALL"})


@pytest.mark.parametrize(
    ("sparql", "word"),
    [
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "SERVICE"),
        ("SELECT * { service silent <http://127.0.0.1:9/> { ?s ?p ?o } }", "SERVICE"),
        ("SELECT * { \\u0053ERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "SERVICE"),
        ("LOAD <http://127.0.0.1:9/>", "LOAD"),
        ("SELECT * FROM <http://127.0.0.1:9/> { ?s ?p ?o }", "FROM"),
        ("SELECT * FROM NAMED <file:///etc/passwd> { ?s ?p ?o }", "FROM"),
        ("INSERT DATA { <a:b> <a:c> <a:d> }", "INSERT"),
        ("DELETE WHERE { ?s ?p ?o }", "DELETE"),
        ("#\nCLEAR ALL", "CLEAR"),
        ('SELECT ?a { ?a ?b "x" } ; DROP ALL', "DROP"),
    ],
)
def test_what_would_write_or_reach_outside_is_refused_with_the_reason(
    sample_graph: Graph, sparql: str, word: str
) -> None:
    with pytest.raises(QueryError, match=f"{word} is refused"):
        sample_graph.query(sparql)
    with pytest.raises(QueryError, match=f"{word} is refused"):
        sample_graph.serialize(sparql, "json")


def test_words_in_strings_names_and_comments_are_no_commands(sample_graph: Graph) -> None:
    sparql = """PREFIX service: <http://x/SERVICE/FROM> # SERVICE <http://127.0.0.1:9/> FROM <http://127.0.0.1:9/>
        SELECT ?service ?from { ?service service:load "INSERT DATA \\" SERVICE", ?from ; <http://x/service> '''DROP service''' }"""
    assert sample_graph.query(sparql).rows == ()


def test_a_syntax_error_tells_its_line(sample_graph: Graph) -> None:
    with pytest.raises(QueryError, match="line 2"):
        sample_graph.query("SELECT ?a\nWHERE { ?a ?b }")


def test_an_endless_query_is_ended_on_time(sample_graph: Graph) -> None:
    begun = time.monotonic()
    with pytest.raises(QueryError, match=r"longer than 0\.5 s"):
        sample_graph.query("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", seconds=0.5)
    assert time.monotonic() - begun < 10


def test_a_query_with_a_limit_of_time_answers_as_one_without(sample_graph: Graph) -> None:
    assert sample_graph.query(NAMES, seconds=30) == sample_graph.query(NAMES)
    with pytest.raises(QueryError, match="more than 100,000 rows"):
        sample_graph.query("SELECT * { ?a ?b ?c . ?d ?e ?f }", seconds=30)
    assert sample_graph.serialize(NAMES, "json", seconds=30) == sample_graph.serialize(NAMES, "json")
    with pytest.raises(QueryError, match=r"longer than 0\.5 s"):
        sample_graph.serialize("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", "json", seconds=0.5)


def test_truth_values_and_triples(sample_graph: Graph) -> None:
    assert sample_graph.query("ASK { ?a a cg:Agency }").rows == (("true",),)
    made = sample_graph.query("CONSTRUCT { ?a a cg:Body } WHERE { ?a a cg:Agency }")
    assert made.kind == "triples"
    assert len(made.rows) > 100


@pytest.mark.parametrize(("form", "begins"), [("csv", b"name"), ("tsv", b"?name"), ("json", b"{"), ("xml", b"<?xml")])
def test_rows_are_written_in_the_standard_forms(sample_graph: Graph, form: str, begins: bytes) -> None:
    assert sample_graph.serialize(NAMES, form).startswith(begins)
    with pytest.raises(QueryError, match="choose another format"):
        sample_graph.serialize("CONSTRUCT WHERE { ?a a cg:Agency }", form)


@pytest.mark.parametrize("form", ["turtle", "ntriples", "jsonld"])
def test_triples_are_written_in_the_standard_forms(sample_graph: Graph, form: str) -> None:
    assert b"caricc" in sample_graph.serialize("DESCRIBE entity:caricc", form)
    with pytest.raises(QueryError, match="choose another format"):
        sample_graph.serialize(NAMES, form)


def test_rows_become_a_pandas_frame(sample_graph: Graph) -> None:
    frame = sample_graph.query(NAMES).frame()
    assert list(frame.columns) == ["name"]
    assert len(frame) == len(sample_graph.query(NAMES).rows)
