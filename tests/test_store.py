from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from caricc_graph.store import QueryError, bound
from caricc_graph.store.syntax import datasets, without_service

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


CALL = "SERVICE <http://127.0.0.1:1/> { ?s ?p ?o }"
PIECES = (
    CALL, CALL.replace("SERVICE ", "service"), "SERVICE :a {}", "SERVICE:a {}", "SERVICEe:a{}", "SERVICE ?u {}", "VALUES ?u { <http://127.0.0.1:1/> }",
    '"\\u0022 # "', "'\\u0027#'", '"""a"', '"""', "'''b'", "# \r", "#\n", "# \\u000a", "\n", "?a ?b ?c", "?a ?b ?c .", "?a e:p?true", "?a ?b true", "?a ?b 1e5",
    "?a e:p ?service", "?a e:service ?b .", "?a <a:\\u0041#> ?b .", "?a ?b e:\\# .", "?a ?b e:\\' .", "FILTER (?a<?b#>", "FILTER (", ")", "{", "}", "VALUES ?x {", " ", " . ",
)  # fmt: skip


@settings(max_examples=300)
@given(st.lists(st.sampled_from(PIECES), max_size=9).map("".join))
@example("?a e:p?true" + CALL)
@example("FILTER (?a<?b#>" + '"""' + "\n) " + CALL + "#" + '"""\n')
@example("VALUES ?x {" + '"\\u0022 # "' + "}" + CALL)
def test_a_query_that_is_understood_without_service_asks_none(group: str) -> None:
    import pyoxigraph

    sparql = f"PREFIX : <http://127.0.0.1:1/> PREFIX e: <a:> SELECT * {{ {group} }}"
    node = pyoxigraph.NamedNode("a:p")
    store = pyoxigraph.Store()
    store.add(pyoxigraph.Quad(node, node, node))
    try:
        store.query(without_service(sparql))
    except SyntaxError:
        return
    answer: Any = store.query(sparql)
    list(answer)  # a query that asks port 1 raises OSError here


def test_without_service_names_stay_different_names() -> None:
    renamed = without_service("SELECT ?service ?servaaa ?SERVICE ?Service { ?my_service ?b ?c }")
    names = renamed.replace("{", " ").split()
    assert "service" not in renamed.lower()
    assert len({name for name in names if name.startswith("?")}) == 7


@pytest.mark.parametrize(
    ("sparql", "graphs"),
    [
        ("SELECT * { ?from ex:from 'FROM' }", []),
        ("SELECT * FROM <a:b> FROM NAMED <a:c> { ?s ?p ?o }", ["a:b", "a:c"]),
        ("SELECT * from#c\n named<a:c>{}", ["a:c"]),
        ("SELECT * FROM graph:links {}", [""]),
    ],
)
def test_the_graphs_that_a_query_reads_from(sparql: str, graphs: list[str]) -> None:
    assert list(datasets(sparql)) == graphs


def test_graphs_of_this_store_may_be_read_from(sample_graph: Graph) -> None:
    links = f"{sample_graph.store.prefixes['graph']}links"
    inside = sample_graph.query(f"SELECT (COUNT(*) AS ?n) FROM <{links}> {{ ?s ?p ?o }}").rows
    assert inside == sample_graph.query("SELECT (COUNT(*) AS ?n) { GRAPH graph:links { ?s ?p ?o } }").rows
