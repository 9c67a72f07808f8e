from __future__ import annotations

import re
import signal
import sqlite3
import subprocess
import sys
import time
from threading import Event, Thread
from typing import TYPE_CHECKING

import httpx
import pytest

import caricc_graph
from caricc_graph.server import Current, ServerError, application, serve
from conftest import SAMPLE, running

if TYPE_CHECKING:
    from pathlib import Path


def test_every_answer_keeps_to_itself(served: str) -> None:
    for page in ("", "none"):
        headers = httpx.get(f"{served}{page}").headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "http" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize(
    ("host", "code"),
    [
        ("localhost", 200),
        ("127.0.0.1:8000", 200),
        ("[::1]:8000", 200),
        ("LOCALHOST:1", 200),
        ("evil.example", 421),
        ("localhost.evil.example:8000", 421),
        ("192.168.0.7", 421),
        ("[::1", 421),
        ("", 421),
    ],
)
def test_a_name_that_is_made_to_lead_here_is_not_answered(served: str, host: str, code: int) -> None:
    assert httpx.get(served, headers={"host": host}).status_code == code


def test_a_server_for_every_address_answers_to_addresses_alone(sample_folder: Path) -> None:
    with running(application(Current(sample_folder), host="0.0.0.0")) as address:  # noqa: S104 - the case to be tested
        assert httpx.get(address, headers={"host": "192.168.0.7:80"}).status_code == 200
        assert httpx.get(address, headers={"host": "evil.example"}).status_code == 421


def test_requests_go_on_with_their_build_and_later_ones_get_the_new(tmp_path: Path) -> None:
    caricc_graph.build(SAMPLE / "caricc-listing-2025.txt", out=tmp_path)
    current = Current(tmp_path)
    count = "SELECT (COUNT(?b) AS ?n) { ?b a cg:Bulletin }"
    with current.graph() as before:
        caricc_graph.build(SAMPLE / "caricc-listing-2025.txt", SAMPLE / "caricc-2026-precursors.html", out=tmp_path)
        with current.graph() as after:
            assert after is not before
            assert before.query(count).rows == (("2",),)
            assert after.query(count).rows != (("2",),)
        assert before.query(count).rows == (("2",),)
        assert before.profiles.contents().bulletins == 2
    with pytest.raises(AttributeError):
        before.query(count)
    with pytest.raises(sqlite3.ProgrammingError):
        before.profiles.contents()
    with current.graph() as again:
        assert again is after


def test_a_build_that_cannot_be_read_leaves_the_one_before(tmp_path: Path) -> None:
    caricc_graph.build(SAMPLE / "caricc-listing-2025.txt", out=tmp_path)
    current = Current(tmp_path)
    for named in ("0123456789abcdef-1", "../..", ""):
        (tmp_path / "current").write_text(named, encoding="utf-8")
        with current.graph() as graph:
            assert graph.query("ASK { ?b a cg:Bulletin }").rows == (("true",),)
    (tmp_path / "current").unlink()
    with current.graph() as graph:
        assert graph.query("ASK { ?b a cg:Bulletin }").rows == (("true",),)


def counted(address: str) -> httpx.Response:
    """Return how many bulletins the endpoint knows of, as CSV."""
    count = {"query": "SELECT (COUNT(?b) AS ?n) { ?b a cg:Bulletin }"}
    return httpx.get(f"{address}sparql", params=count, headers={"accept": "text/csv"})


def test_reading_goes_on_while_new_builds_are_made(tmp_path: Path) -> None:
    sources = [
        SAMPLE / name
        for name in ("caricc-listing-2025.txt", "caricc-2026-precursors.html", "caricc-item-rats-2019.html")
    ]
    caricc_graph.build(sources[0], out=tmp_path)
    told: list[tuple[int, str]] = []
    built = Event()

    def ask(address: str) -> None:
        while not built.wait(0.02):
            told.extend((one.status_code, one.text) for one in (httpx.get(address), counted(address)))

    with running(application(Current(tmp_path))) as address:
        asking = [Thread(target=ask, args=(address,), daemon=True) for _ in range(2)]
        for thread in asking:
            thread.start()
        for number in (2, 3):
            caricc_graph.build(*sources[:number], out=tmp_path)
            expected, given_up = f"n\r\n{number + 1}\r\n", time.monotonic() + 30
            while counted(address).text != expected and time.monotonic() < given_up:
                time.sleep(0.1)
            assert counted(address).text == expected
        built.set()
        for thread in asking:
            thread.join()
    assert {code for code, _ in told} == {200}
    assert {"n\r\n2\r\n", "n\r\n3\r\n", "n\r\n4\r\n"} <= {text for _, text in told}


def test_a_port_in_use_is_told_with_the_next_step(sample_folder: Path, served: str) -> None:
    port = httpx.URL(served).port or 0
    with pytest.raises(ServerError, match="choose another --host or --port"):
        serve(sample_folder, port=port)


def test_serve_takes_a_free_port_tells_it_and_ends_quietly(sample_folder: Path, tmp_path: Path) -> None:
    program = "from caricc_graph.cli import main; main()"
    words = ["serve", "--port", "0", "--graph", str(sample_folder), "--curation", str(tmp_path / "decisions.txt")]
    command = [sys.executable, "-c", program, *words]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        address = re.findall(r"served on (\S+)", process.stdout.readline())[0]
        assert httpx.get(address).status_code == 200
        assert httpx.get(f"{address}curation").status_code == 200
        process.send_signal(signal.SIGINT)
        assert process.communicate(timeout=30) == ("", "")
    assert process.returncode == 0


def test_a_missing_extra_is_told() -> None:
    program = "import sys; sys.modules['uvicorn'] = None; from caricc_graph.cli import main; main()"
    told = subprocess.run([sys.executable, "-c", program, "serve"], capture_output=True, text=True, check=False)
    assert told.returncode == 2
    assert "pip install 'caricc-graph[server]'" in told.stderr
    assert "Traceback" not in told.stderr


def test_a_slow_page_stops_no_other(sample_folder: Path) -> None:
    from starlette.requests import Request  # noqa: TC002 - starlette reads the annotation
    from starlette.responses import PlainTextResponse
    from starlette.routing import Route

    entered, freed = Event(), Event()

    def slow(_: Request) -> PlainTextResponse:
        entered.set()
        freed.wait(10)
        return PlainTextResponse("done")

    app = application(Current(sample_folder))
    app.routes.append(Route("/slow", slow))
    with running(app) as address:
        waiting = Thread(target=httpx.get, args=(f"{address}slow",))
        waiting.start()
        assert entered.wait(10)
        assert httpx.get(address).status_code == 200
        freed.set()
        waiting.join()
