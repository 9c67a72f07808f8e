from __future__ import annotations

import json
import socket
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING

import pytest

from caricc_graph.store import (
    EndedError,
    FormError,
    Limits,
    QueryError,
    RefusedError,
    StoreError,
    Task,
    Worker,
    Workers,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caricc_graph import Graph

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    made = Workers(Limits(seconds=1.0, rows=100, bytes=10_000, memory=1_000_000_000))
    yield made
    made.close()


def task(graph: Graph, sparql: str, *forms: str) -> Task:
    return Task(graph.store.folder, graph.store.prefixes, sparql, forms)


def ask(workers: Workers, asked: Task) -> tuple[str, bytes]:
    with workers.one() as worker:
        return worker.ask(asked)


def test_one_process_answers_one_query_after_another(workers: Workers, sample_graph: Graph) -> None:
    for _ in range(3):
        assert ask(workers, task(sample_graph, "ASK {}", "turtle", "json")) == ("json", b'{"head":{},"boolean":true}')
    assert len(workers._idle) == 1


def test_the_threads_of_the_store_take_no_memory_from_the_query(sample_graph: Graph) -> None:
    workers = Workers(Limits(memory=300_000_000))
    assert ask(workers, task(sample_graph, "ASK {}", "json"))[0] == "json"
    workers.close()


def test_an_answer_as_plain_values(workers: Workers, sample_graph: Graph) -> None:
    form, body = ask(workers, task(sample_graph, "SELECT (1 AS ?a) ?b {}"))
    assert (form, json.loads(body)) == ("", {"variables": ["a", "b"], "rows": [["1", None]], "kind": "rows"})


@pytest.mark.parametrize(
    ("sparql", "forms", "error"),
    [
        ("SELECT", (), QueryError),
        ("SELECT * { SERVICE <a:b> {} }", (), RefusedError),
        ("ASK {}", ("turtle",), FormError),
        ("SELECT * { ?a ?b ?c }", (), EndedError),
        ("SELECT * { ?a ?b ?c }", ("json",), EndedError),
        (ENDLESS, ("json",), EndedError),
        ("{" * 100_000, ("json",), QueryError),
    ],
)
def test_what_is_wrong_comes_back_as_the_same_error(
    workers: Workers, sample_graph: Graph, sparql: str, forms: tuple[str, ...], error: type[QueryError]
) -> None:
    with pytest.raises(QueryError) as raised:
        ask(workers, task(sample_graph, sparql, *forms))
    assert type(raised.value) is error
    assert ask(workers, task(sample_graph, "ASK {}", "json"))[0] == "json"


def test_a_folder_without_a_graph(workers: Workers, tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        ask(workers, Task(tmp_path, {}, "ASK {}", ("json",)))


def test_a_killed_process_is_told_and_replaced(sample_graph: Graph) -> None:
    workers = Workers(Limits(seconds=60))
    workers.warm(1)
    (worker,) = workers._idle
    Timer(0.5, worker.stop).start()
    with pytest.raises(EndedError, match="ended without an answer"):
        ask(workers, task(sample_graph, ENDLESS, "json"))
    assert worker.ended
    assert ask(workers, task(sample_graph, "ASK {}", "json"))[0] == "json"
    workers.close()


def test_a_process_that_ended_behind_its_last_answer_is_started_anew(sample_graph: Graph) -> None:
    workers = Workers(Limits(seconds=20))
    for _ in range(2):
        assert ask(workers, task(sample_graph, "ASK {}", "json"))[0] == "json"
        (worker,) = workers._idle
        worker._process.kill()
        worker._process.wait()
    assert ask(workers, task(sample_graph, "ASK {}", "json"))[0] == "json"
    workers.close()


def test_a_process_whose_query_was_ended_answers_no_other(workers: Workers, sample_graph: Graph) -> None:
    with workers.one() as worker, pytest.raises(EndedError):
        worker.ask(task(sample_graph, "SELECT * { ?a ?b ?c }", "json"))
    assert worker.ended
    assert worker not in workers._idle


def test_a_process_keeps_the_store_of_the_last_query(workers: Workers, sample_graph: Graph, seed_graph: Graph) -> None:
    count = "SELECT (COUNT(*) AS ?n) { ?s a cg:Bulletin }"
    told = {
        str(graph.store.folder): ask(workers, task(graph, count, "csv"))
        for graph in (sample_graph, seed_graph, sample_graph)
    }
    assert len({body for _, body in told.values()}) == 2


@pytest.mark.skipif(not hasattr(socket, "AF_NETLINK"), reason="the network can be taken from a process on Linux alone")
def test_a_worker_has_no_network_where_the_system_lets_it() -> None:
    worker = Worker()
    try:
        worker._reply(30)
        spaces = [Path(f"/proc/{pid}/ns/net").readlink() for pid in ("self", worker._process.pid)]
    finally:
        worker.end()
    assert worker.ended
    if spaces[0] == spaces[1]:
        pytest.skip("this system lets no process leave its network")
