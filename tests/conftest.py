from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import caricc_graph

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "data" / "bulletins"
SEED = ROOT.parent / "shared" / "seeds" / "caricc-news-page-13.txt"


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
