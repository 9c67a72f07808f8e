from __future__ import annotations

import re
import socket
import time
from contextlib import contextmanager
from threading import Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

import httpx
import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, GET, JSON, POST, POSTDIRECTLY, TSV, TURTLE, URLENCODED, XML, SPARQLWrapper

from caricc_graph.server import Current, application
from caricc_graph.store import Limits
from conftest import running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from caricc_graph import Graph

BASE = "https://caricc-graph.example/"
LINKS, ENTITIES = f"{BASE}graph/links", f"{BASE}graph/entities"
NAMES = "SELECT ?name WHERE { ?agency a cg:Agency ; skos:prefLabel ?name } ORDER BY ?name LIMIT 20"
FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
RESULTS = {"application/sparql-results+xml", "application/sparql-results+json", "text/csv", "text/tab-separated-values"}
TRIPLES = {"application/rdf+xml", "text/turtle", "application/n-triples", "application/ld+json"}
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.fixture(scope="session")
def endpoint(served: str) -> str:
    return f"{served}sparql"


@pytest.fixture(scope="session")
def narrow(sample_folder: Path) -> Iterator[str]:
    """The address of a server that ends its queries early."""
    limits = Limits(seconds=1.0, bytes=1_000_000, memory=1_000_000_000)
    with running(application(Current(sample_folder), limits=limits)) as address:
        yield address


def media(answer: httpx.Response) -> str:
    return str(answer.headers["content-type"]).partition(";")[0]


def truth(answer: httpx.Response) -> bool:
    assert answer.status_code == 200, answer.text
    return bool(answer.json()["boolean"])


def post(endpoint: str, content: bytes | str, kind: str | None, **headers: str) -> httpx.Response:
    return httpx.post(endpoint, content=content, headers={"content-type": kind, **headers} if kind else headers)


# The query operation, section 2.1 of the SPARQL 1.1 Protocol.


def test_a_query_by_get(endpoint: str) -> None:
    answer = httpx.get(f"{endpoint}?query=ASK%20%7B%7D")
    assert truth(answer)
    assert media(answer) == "application/sparql-results+json"


def test_a_query_by_posted_form(endpoint: str) -> None:
    assert truth(post(endpoint, "query=ASK%20%7B%7D", FORM))
    assert truth(post(endpoint, "query=ASK+%7B%7D", f"{FORM}; charset=UTF-8"))


def test_a_query_posted_directly(endpoint: str) -> None:
    assert truth(post(endpoint, "ASK {}", DIRECT))
    assert truth(post(endpoint, "ASK { FILTER ('я' = 'я') }".encode(), f"{DIRECT}; charset=utf-8"))


def test_head_tells_what_get_would(endpoint: str) -> None:
    answer = httpx.head(f"{endpoint}?query=ASK%20%7B%7D")
    assert answer.status_code == 200
    assert answer.content == b""
    assert media(answer) == "application/sparql-results+json"


# The dataset, section 2.1.4.

IN_LINKS = "ASK { entity:caricc cg:memberOf|^cg:memberOf ?other }"
IN_ENTITIES = "ASK { entity:caricc skos:prefLabel ?name }"


def asked(endpoint: str, how: str, query: str, **dataset: str | list[str]) -> httpx.Response:
    fields = urlencode({name.replace("_", "-"): value for name, value in dataset.items()}, doseq=True)
    if how == "get":
        return httpx.get(f"{endpoint}?query={quote(query)}&{fields}")
    if how == "form":
        return post(endpoint, f"query={quote(query)}&{fields}", FORM)
    return post(f"{endpoint}?{fields}", query, DIRECT)


@pytest.mark.parametrize("how", ["get", "form", "direct"])
def test_the_default_graph_is_what_the_protocol_says(endpoint: str, how: str) -> None:
    assert truth(asked(endpoint, how, IN_ENTITIES))
    assert truth(asked(endpoint, how, IN_ENTITIES, default_graph_uri=ENTITIES))
    assert not truth(asked(endpoint, how, IN_ENTITIES, default_graph_uri=LINKS))
    both = asked(endpoint, how, f"{IN_ENTITIES[:-1]} . ?a cg:attends ?b }}", default_graph_uri=[LINKS, ENTITIES])
    assert truth(both)


@pytest.mark.parametrize("how", ["get", "form", "direct"])
def test_the_named_graphs_are_what_the_protocol_says(endpoint: str, how: str) -> None:
    named = "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }"
    told = asked(endpoint, how, named, named_graph_uri=[LINKS, ENTITIES]).json()["results"]["bindings"]
    assert {row["g"]["value"] for row in told} == {LINKS, ENTITIES}
    assert not truth(asked(endpoint, how, "ASK { ?s ?p ?o }", named_graph_uri=LINKS))
    assert asked(endpoint, how, named, default_graph_uri=LINKS).json()["results"]["bindings"] == []


@pytest.mark.parametrize("how", ["get", "form", "direct"])
def test_a_full_dataset(endpoint: str, how: str) -> None:
    query = f"ASK {{ ?a cg:attends ?b . GRAPH <{ENTITIES}> {{ ?a skos:prefLabel ?name }} }}"
    assert truth(asked(endpoint, how, query, default_graph_uri=LINKS, named_graph_uri=ENTITIES))
    assert not truth(asked(endpoint, how, query, default_graph_uri=ENTITIES, named_graph_uri=LINKS))


def test_the_protocol_outdoes_the_query(endpoint: str) -> None:
    query = IN_ENTITIES.replace("ASK", f"ASK FROM <{LINKS}>")
    assert not truth(asked(endpoint, "get", query))
    assert truth(asked(endpoint, "get", query, default_graph_uri=ENTITIES))


def test_graphs_that_the_query_reads_from(endpoint: str) -> None:
    assert truth(asked(endpoint, "get", IN_ENTITIES.replace("ASK", f"ASK FROM <{ENTITIES}>")))
    named = f"SELECT DISTINCT ?g FROM NAMED <{LINKS}> {{ GRAPH ?g {{ ?s ?p ?o }} }}"
    told = asked(endpoint, "get", named).json()["results"]["bindings"]
    assert [row["g"]["value"] for row in told] == [LINKS]


@pytest.mark.parametrize("field", ["default-graph-uri", "named-graph-uri"])
@pytest.mark.parametrize("graph", ["http://127.0.0.1:9/", "file:///etc/passwd", "no IRI", ""])
def test_a_graph_that_is_not_here_is_refused(endpoint: str, field: str, graph: str) -> None:
    answer = httpx.get(endpoint, params={"query": "ASK {}", field: graph})
    assert answer.status_code == 403
    assert f"{field} is refused" in answer.text


# What is no request of the protocol.


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "QUERY"])
def test_another_method(endpoint: str, method: str) -> None:
    answer = httpx.request(method, f"{endpoint}?query=ASK%20%7B%7D")
    assert answer.status_code == 405
    assert "GET" in answer.headers["allow"]


def test_two_queries(endpoint: str) -> None:
    two = "query=ASK%20%7B%7D&query=SELECT%20%2A%20%7B%7D"
    assert httpx.get(f"{endpoint}?{two}").status_code == 400
    assert post(endpoint, two, FORM).status_code == 400
    assert post(f"{endpoint}?query=ASK%20%7B%7D", "ASK {}", DIRECT).status_code == 400
    assert post(f"{endpoint}?query=ASK%20%7B%7D", "query=ASK%20%7B%7D", FORM).status_code == 400


def test_no_query(endpoint: str) -> None:
    assert post(endpoint, "", FORM).status_code == 400
    assert post(endpoint, f"default-graph-uri={quote(LINKS)}", FORM).status_code == 400
    assert post(endpoint, "", DIRECT).status_code == 400


@pytest.mark.parametrize("kind", ["text/plain", "application/json", "multipart/form-data", "x", None])
def test_another_media_type(endpoint: str, kind: str | None) -> None:
    for content in ("ASK {}", "query=ASK%20%7B%7D"):
        assert post(endpoint, content, kind).status_code == 415


def test_a_form_that_is_sent_as_a_query_and_the_other_way(endpoint: str) -> None:
    assert post(endpoint, "query=ASK%20%7B%7D", DIRECT).status_code == 400
    assert post(endpoint, "ASK {}", FORM).status_code == 400


def test_what_is_not_utf_8(endpoint: str) -> None:
    query = "ASK { FILTER ('é' = 'é') }"
    assert post(endpoint, query.encode("utf-16"), f"{DIRECT}; charset=UTF-16").status_code == 415
    assert post(endpoint, query.encode("utf-16"), DIRECT).status_code == 400
    assert post(endpoint, query.encode("latin-1"), DIRECT).status_code == 400
    assert post(endpoint, f"query={quote(query, encoding='latin-1')}", FORM).status_code == 400
    assert httpx.get(f"{endpoint}?query={quote(query, encoding='latin-1')}").status_code == 400


@pytest.mark.parametrize("query", ["ASK {", "", "SELECT", "ASK {} ASK {}", "SELECT ?a { ?a nope:b ?c }", "{" * 50_000])
def test_what_is_no_query(endpoint: str, query: str) -> None:
    answer = post(endpoint, query, DIRECT)
    assert answer.status_code == 400
    assert answer.text.strip()


def test_a_syntax_error_tells_its_line(endpoint: str) -> None:
    assert "line 2" in post(endpoint, "SELECT ?a\nWHERE { ?a ?b }", DIRECT).text


def test_too_much_is_not_read(endpoint: str) -> None:
    assert post(endpoint, f"ASK {{}} # {'x' * 1_000_000}", DIRECT).status_code == 413
    assert post(endpoint, "a&" * 5_000, FORM).status_code == 400
    assert post(endpoint, b"\x1f\x8b", DIRECT, **{"content-encoding": "gzip"}).status_code == 415


@pytest.mark.parametrize("update", ["INSERT DATA { <a:b> <a:c> <a:d> }", "DELETE WHERE { ?s ?p ?o }", "CLEAR ALL"])
def test_updates_are_refused(endpoint: str, update: str) -> None:
    for answer in (
        post(endpoint, f"update={quote(update)}", FORM),
        post(endpoint, update, "application/sparql-update"),
        post(endpoint, update, DIRECT),
        httpx.get(endpoint, params={"update": update}),
    ):
        assert answer.status_code == 403
        assert "only read" in answer.text
    assert truth(httpx.get(endpoint, params={"query": "ASK { ?s ?p ?o FILTER NOT EXISTS { <a:b> ?any ?thing } }"}))


# Content negotiation.


@pytest.mark.parametrize(
    ("query", "accept", "told"),
    [
        ("SELECT (1 AS ?a) {}", "", RESULTS),
        ("SELECT (1 AS ?a) {}", "*/*", RESULTS),
        ("SELECT (1 AS ?a) {}", "application/*", RESULTS),
        ("SELECT (1 AS ?a) {}", "application/sparql-results+xml", {"application/sparql-results+xml"}),
        ("SELECT (1 AS ?a) {}", "application/xml", {"application/xml"}),
        ("SELECT (1 AS ?a) {}", "text/csv;q=0.5, text/tab-separated-values", {"text/tab-separated-values"}),
        ("SELECT (1 AS ?a) {}", "text/csv;q=0.5, */*;q=0.1", {"text/csv"}),
        ("SELECT (1 AS ?a) {}", "text/turtle, application/sparql-results+json;q=0.2", {"application/sparql-results+json"}),
        ("SELECT (1 AS ?a) {}", "*/*, application/sparql-results+json;q=0", {"application/sparql-results+xml"}),
        ("ASK {}", "application/sparql-results+xml", {"application/sparql-results+xml"}),
        ("ASK {}", "application/json", {"application/json"}),
        ("DESCRIBE entity:caricc", "", TRIPLES),
        ("CONSTRUCT { entity:caricc a cg:Body } WHERE {}", "application/n-triples", {"application/n-triples"}),
        ("CONSTRUCT { entity:caricc a cg:Body } WHERE {}", "application/ld+json", {"application/ld+json"}),
        ("CONSTRUCT { entity:caricc a cg:Body } WHERE {}", "application/rdf+xml", {"application/rdf+xml"}),
        ("CONSTRUCT { entity:caricc a cg:Body } WHERE {}", "text/csv, text/*;q=0.1", {"text/turtle"}),
    ],
)  # fmt: skip
def test_the_form_is_negotiated(endpoint: str, query: str, accept: str, told: set[str]) -> None:
    answer = httpx.get(endpoint, params={"query": query}, headers={"accept": accept})
    assert answer.status_code == 200, answer.text
    assert media(answer) in told
    assert "1" in answer.text or "true" in answer.text or "caricc" in answer.text


@pytest.mark.parametrize(("query", "accept"), [("ASK {}", "image/png"), ("ASK {}", "text/turtle"), ("ASK {}", "*/*;q=0"), ("DESCRIBE <a:b>", "text/csv")])  # fmt: skip
def test_what_is_not_offered(endpoint: str, query: str, accept: str) -> None:
    answer = httpx.get(endpoint, params={"query": query}, headers={"accept": accept})
    assert answer.status_code == 406


@pytest.mark.filterwarnings(
    "ignore:ConjunctiveGraph is deprecated:DeprecationWarning"
)  # rdflib's own, in its reader of JSON-LD
@pytest.mark.parametrize("accept", ["", "text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml"])  # fmt: skip
def test_without_a_query_the_service_describes_itself(endpoint: str, accept: str) -> None:
    answer = httpx.get(endpoint, headers={"accept": accept})
    described = rdflib.Graph().parse(data=answer.text, format=media(answer))
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    service = described.value(predicate=rdflib.RDF.type, object=sd.Service)
    assert described.value(service, sd.endpoint) == rdflib.URIRef(endpoint)
    assert (service, sd.feature, sd.UnionDefaultGraph) in described
    assert {str(name) for name in described.objects(predicate=sd.name)} >= {LINKS, ENTITIES}


def test_a_browser_is_led_to_the_editor(endpoint: str) -> None:
    answer = httpx.get(endpoint, headers={"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"})
    assert (answer.status_code, answer.headers["location"]) == (303, "sparql-editor")
    assert httpx.get(endpoint, headers={"accept": "image/png"}).status_code == 406


def test_pages_from_elsewhere_may_read(endpoint: str) -> None:
    asked = {"origin": "https://yasgui.example", "access-control-request-method": "POST"}
    preflight = httpx.options(endpoint, headers=asked)
    assert preflight.status_code == 204
    assert "POST" in preflight.headers["access-control-allow-methods"]
    for answer in (preflight, httpx.get(f"{endpoint}?query=ASK%20%7B%7D"), httpx.get(f"{endpoint}?query=ASK")):
        assert answer.headers["access-control-allow-origin"] == "*"
        assert "access-control-allow-credentials" not in answer.headers
        assert "sandbox" in answer.headers["content-security-policy"]


# Clients as they are.


@pytest.mark.parametrize("method", [GET, POST])
@pytest.mark.parametrize("how", [URLENCODED, POSTDIRECTLY])
@pytest.mark.parametrize("form", [JSON, XML, CSV, TSV])
def test_sparqlwrapper_gets_what_the_library_gives(
    endpoint: str, sample_graph: Graph, method: str, how: str, form: str
) -> None:
    client = SPARQLWrapper(endpoint)
    client.setQuery(NAMES)
    client.setMethod(method)
    if method == POST:
        client.setRequestMethod(how)
    client.setReturnFormat(form)
    answer = client.query()
    body: Any = answer.response.read()
    assert body == sample_graph.serialize(NAMES, form)


def test_sparqlwrapper_converts_what_it_gets(endpoint: str, sample_graph: Graph) -> None:
    client = SPARQLWrapper(endpoint, returnFormat=JSON)
    client.setQuery(NAMES)
    told: Any = client.queryAndConvert()
    assert tuple((row["name"]["value"],) for row in told["results"]["bindings"]) == sample_graph.query(NAMES).rows
    client = SPARQLWrapper(endpoint, returnFormat=TURTLE)
    client.setQuery("DESCRIBE entity:caricc")
    turtle: Any = client.queryAndConvert()
    made = rdflib.Graph().parse(data=turtle, format="turtle")
    assert len(made) == len(sample_graph.query("DESCRIBE entity:caricc").rows)


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
@pytest.mark.parametrize("form", ["xml", "json", "csv", "tsv"])
def test_rdflib_gets_what_the_library_gives(endpoint: str, sample_graph: Graph, method: Any, form: str) -> None:
    remote = rdflib.Graph(SPARQLStore(endpoint, method=method, returnFormat=form))
    rows: Any = remote.query(NAMES)
    told = [tuple(str(cell) for cell in row) for row in rows]
    assert tuple(told) == sample_graph.query(NAMES).rows


def test_rdflib_reads_triples_and_truth(endpoint: str, sample_graph: Graph) -> None:
    remote = rdflib.Graph(SPARQLStore(endpoint))
    assert remote.query("ASK { ?a a cg:Agency }").askAnswer
    caricc = rdflib.URIRef(f"{BASE}entity/caricc")
    local = sample_graph.query("SELECT ?p ?o { entity:caricc ?p ?o }")
    assert {(str(p), str(o)) for p, o in remote.predicate_objects(caricc)} == {*local.rows}
    made = remote.query("CONSTRUCT WHERE { entity:caricc skos:altLabel ?name }").graph
    assert made is not None
    assert len(made) == len(sample_graph.query("SELECT ?name { entity:caricc skos:altLabel ?name }").rows)


# Limits.


def test_an_endless_query_is_ended_on_time_while_pages_answer(narrow: str) -> None:
    httpx.get(f"{narrow}sparql?query=ASK%20%7B%7D")
    ended: list[tuple[httpx.Response, float]] = []

    def ask() -> None:
        begun = time.monotonic()
        answer = httpx.get(f"{narrow}sparql", params={"query": ENDLESS}, timeout=30)
        ended.append((answer, time.monotonic() - begun))

    asking = [Thread(target=ask) for _ in range(6)]
    for thread in asking:
        thread.start()
    waits: list[float] = []
    while any(thread.is_alive() for thread in asking):
        begun = time.monotonic()
        assert httpx.get(narrow).status_code == 200
        waits.append(time.monotonic() - begun)
    assert len(ended) == 6
    assert all(answer.status_code in {500, 503} and seconds < 15 for answer, seconds in ended)
    assert any("longer than 1 s" in answer.text for answer, _ in ended)
    assert len(waits) > 10
    assert sorted(waits)[len(waits) // 2] < 1
    assert truth(httpx.get(f"{narrow}sparql?query=ASK%20%7B%7D"))


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("SELECT * { ?a ?b ?c . ?d ?e ?f }", "more than 1,000,000 bytes"),
        ("SELECT (GROUP_CONCAT(?c) AS ?all) { ?a ?b ?c . ?d ?e ?f }", "longer than|memory"),
        ("SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?f ?a ?c", "longer than|memory"),
        (f"ASK {{ {'{' * 30_000} {'}' * 30_000} }}", "memory"),
    ],
)
def test_a_query_that_takes_too_much_is_ended(narrow: str, query: str, reason: str) -> None:
    answer = post(f"{narrow}sparql", query, DIRECT)
    assert answer.status_code == 500
    assert re.search(reason, answer.text)
    assert truth(httpx.get(f"{narrow}sparql?query=ASK%20%7B%7D"))


def test_a_query_whose_client_goes_away_is_ended(endpoint: str) -> None:
    for _ in range(3):
        with pytest.raises(httpx.ReadTimeout):
            httpx.get(endpoint, params={"query": ENDLESS}, timeout=0.3)
    begun = time.monotonic()
    assert truth(httpx.get(f"{endpoint}?query=ASK%20%7B%7D", timeout=30))
    assert time.monotonic() - begun < 10


# Queries of strangers.


@contextmanager
def listener() -> Iterator[tuple[int, list[object]]]:
    """A socket that listens on the loopback, and those who came to it."""
    came: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def hear() -> None:
            while True:
                try:
                    came.append(listening.accept()[1])
                except OSError:
                    return

        Thread(target=hear, daemon=True).start()
        yield listening.getsockname()[1], came
        listening.shutdown(socket.SHUT_RDWR)


OUT = "<http://127.0.0.1:PORT/>"
GROUP = f"SERVICE {OUT} {{ ?s ?p ?o }}"
HOSTILE = [
    f"SELECT * {{ {GROUP} }}",
    f"SELECT * {{ sErViCe sIlEnT {OUT} {{ ?s ?p ?o }} }}",
    f"SELECT * {{ SERVICE{OUT}{{}} }}",
    f"SELECT * {{ SERVICE#c\n{OUT}{{}} }}",
    f"PREFIX : {OUT} SELECT * {{ SERVICE:a {{}} }}",
    f"PREFIX : {OUT} SELECT * {{ SERVICESILENT: {{}} }}",
    f"PREFIX SERVICE: {OUT} SELECT * {{ SERVICE SERVICE:SERVICE {{}} }}",
    f"BASE {OUT} SELECT * {{ SERVICE <x> {{}} }}",
    f"SELECT * {{ VALUES ?u {{ {OUT} }} SERVICE ?u {{ ?s ?p ?o }} }}",
    "SELECT * { BIND (IRI('http://127.0.0.1:PORT/') AS ?u) SERVICE ?u { ?s ?p ?o } }",
    f"SELECT * {{ OPTIONAL {{ {{ {GROUP} }} UNION {{}} }} }}",
    f"SELECT * {{ ?a ?b ?c FILTER EXISTS {{ {GROUP} }} }}",
    f"SELECT * {{ ?a ?b ?c MINUS {{ {GROUP} }} }}",
    f"SELECT * {{ {{ SELECT * {{ GRAPH ?g {{ {GROUP} }} }} }} }}",
    f"SELECT (EXISTS {{ {GROUP} }} AS ?x) {{}}",
    f"ASK {{ {GROUP} }}",
    f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {GROUP} }}",
    f"DESCRIBE ?s {{ {GROUP} }}",
    f"SELECT * {{ ?s ?p true{GROUP} }}",
    f"SELECT * {{ ?s ?p 1e5{GROUP} }}",
    f'SELECT * {{ VALUES ?x {{ "\\u0022 # " }} {GROUP} }}',
    f"SELECT * {{ VALUES ?x {{ '\\u0027 # ' }} {GROUP} }}",
    f"SELECT * {{ # \r {GROUP}\n }}",
    f"SELECT * {{ # \\u000a {GROUP}\n }}",
    f"SELECT * {{ \\u0053ERVICE {OUT} {{}} }}",
    f'SELECT * {{ FILTER (?a<?b#>"""\n) {GROUP} #"""\n }}',
    f"SELECT * {{ ?s <a:b>?true{GROUP} }}",
    f"SELECT * {{ ?a <a:\\u0041#> ?b . {GROUP} }}",
    f"PREFIX e: <a:> SELECT * {{ ?a ?b e:\\# . {GROUP} }}",
    f"PREFIX e: <a:> SELECT * {{ ?a ?b e:\\' . {GROUP} # '\n }}",
    f'SELECT * {{ VALUES ?x {{ """a" }} {GROUP} # """\n }}',
    f"SELECT * FROM {OUT} {{ ?s ?p ?o }}",
    f"SELECT * FROM NAMED {OUT} {{ GRAPH ?g {{ ?s ?p ?o }} }}",
    f"PREFIX e: {OUT} SELECT * FROM e: {{ ?s ?p ?o }}",
    f"SELECT * {{ GRAPH {OUT} {{ ?s ?p ?o }} }}",
    f"DESCRIBE {OUT}",
    f"LOAD {OUT}",
    f"LOAD SILENT {OUT} INTO GRAPH <a:b>",
    f"INSERT {{ ?s ?p ?o }} WHERE {{ {GROUP} }}",
    "INSERT DATA { <a:written> <a:b> <a:c> }",
    "SELECT * {} ; INSERT DATA { <a:written> <a:b> <a:c> }",
    "WITH <a:g> DELETE { ?s ?p ?o } INSERT { <a:written> ?p ?o } WHERE { ?s ?p ?o }",
    "CREATE GRAPH <a:written>",
    "SELECT * { ?s (!<a:b>|^!<a:c>)* ?o . ?o (!<a:d>)+ ?q } ORDER BY ?q",
    f"SELECT * {{ VALUES ?x {{ {'1 ' * 100_000} }} VALUES ?y {{ {'2 ' * 100_000} }} }}",
    f"ASK {{ FILTER regex('{'a' * 50_000}', '^(a+)+(a+)+$x') }}",
    "ASK { FILTER regex('a', '((a{1,1000}){1,1000}){1,1000}') }",
    f"ASK {{ FILTER ({'(' * 20_000}1{')' * 20_000}) }}",
    f"SELECT (CONCAT({', '.join(['?a'] * 2_000)}) AS ?b) {{ BIND (REPLACE('{'a' * 50_000}', 'a', '{'b' * 10_000}') AS ?a) }}",
]  # fmt: skip


@pytest.fixture(scope="session")
def hostile(sample_folder: Path) -> Iterator[tuple[str, list[tuple[str, httpx.Response]], list[object]]]:
    """A server that was asked the hostile queries, its answers, and who came to the listening socket."""
    limits = Limits(seconds=3.0, bytes=10_000_000, memory=1_500_000_000)
    with listener() as (port, came), running(application(Current(sample_folder), limits=limits)) as address:
        queries = [query.replace("PORT", str(port)) for query in HOSTILE]
        yield address, [(q, post(f"{address}sparql", q, DIRECT)) for q in queries], came


def test_no_hostile_query_reaches_out(hostile: tuple[str, list[tuple[str, httpx.Response]], list[object]]) -> None:
    _, answers, came = hostile
    assert len(answers) > 30
    assert came == []
    for query, answer in answers:
        if "SERVICE" in query.upper() and "\\u000a" not in query:
            assert answer.status_code in {400, 403}, query
            assert "is refused" in answer.text, query


def test_no_hostile_query_writes_or_ends_the_server(hostile: tuple[str, list[tuple[str, httpx.Response]], list[object]]) -> None:  # fmt: skip
    address, answers, _ = hostile
    assert {answer.status_code for _, answer in answers} <= {200, 400, 403, 500}
    written = "ASK { { <a:written> ?p ?o } UNION { GRAPH <a:written> { ?s ?p ?o } } }"
    assert not truth(post(f"{address}sparql", written, DIRECT))
    assert httpx.get(address).status_code == 200
