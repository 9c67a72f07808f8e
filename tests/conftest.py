from __future__ import annotations

import os
import shutil
import socket
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

import caricc_graph

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser
    from starlette.applications import Starlette

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "data" / "bulletins"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
SEED = ROOT.parent / "shared" / "seeds" / "caricc-news-page-13.txt"

# No test is timed: a busy machine is no fault of the code. Speed is shown by benchmarks.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--record", action="store_true", help="write the recorded answers and generated pages anew")


@pytest.fixture
def recorded(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compare a text with the recorded one; `pytest --record` writes it anew first."""

    def compared(path: Path, told: str) -> None:
        if request.config.getoption("--record"):
            path.write_text(told, encoding="utf-8")
        assert told == path.read_text(encoding="utf-8")

    return compared


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a graph of all sample bulletins."""
    out = tmp_path_factory.mktemp("sample") / "graph"
    caricc_graph.build(SAMPLE, out=out)
    return out


@pytest.fixture(scope="session")
def sample_graph(sample_folder: Path) -> caricc_graph.Graph:
    return caricc_graph.open(sample_folder)


@pytest.fixture(scope="session")
def seed_graph(tmp_path_factory: pytest.TempPathFactory) -> caricc_graph.Graph:
    if not SEED.exists():
        pytest.skip("the first page of real input is not part of the project")
    out = tmp_path_factory.mktemp("seed") / "graph"
    caricc_graph.build(SEED, out=out)
    return caricc_graph.open(out)


@contextmanager
def running(app: Starlette) -> Iterator[str]:
    """Serve an application on a free port of the loopback, and give its address."""
    import uvicorn

    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
        thread = Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
        finally:
            server.should_exit = True
            thread.join()


@pytest.fixture(scope="session")
def served(sample_folder: Path) -> Iterator[str]:
    """The address of a server of the sample graph."""
    from caricc_graph.server import Current, application

    with running(application(Current(sample_folder))) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None and not os.environ.get("CI"):
        pytest.skip("no Chromium is installed; CI installs it and skips none")
    assert CHROMIUM is not None, "CI must have Chromium"
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()
