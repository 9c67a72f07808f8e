from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import pytest

from conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PAGE = ROOT / "docs" / "tutorial.ipynb"
MOST = 300_000
LONGEST = 60_000
LEFT_OUT = "<p>The network stands here when you run this cell.</p>"


def executed(folder: Path) -> Any:
    """Return the notebook with the outputs of its cells, run in a folder beside the sample data."""
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.read(PAGE, as_version=4)  # type: ignore[no-untyped-call] # the library types it not
    (folder / "docs").mkdir()
    (folder / "data").symlink_to(ROOT / "data")
    client = NotebookClient(
        notebook,
        timeout=300,
        kernel_name="python3",
        record_timing=False,
        resources={"metadata": {"path": folder / "docs"}},
    )
    client.execute()
    return notebook


def plain(notebook: Any) -> str:
    """Return a notebook as it is stored: without a network's page, text beside HTML, and versions of a language."""
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    for cell in notebook.cells:
        cell.metadata = {}
        for output in cell.get("outputs", ()):
            data = output.get("data", {})
            if "text/html" in data:
                data.pop("text/plain", None)
                data["text/html"] = data["text/html"] if len(data["text/html"]) <= LONGEST else LEFT_OUT
    return json.dumps(notebook, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


@pytest.mark.filterwarnings(
    "ignore::DeprecationWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)  # of Jupyter's making
def test_the_notebook_shows_what_it_says(
    recorded: Callable[[Path, str], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.setenv("JUPYTER_PLATFORM_DIRS", "1")
    monkeypatch.setenv("PYTHONPATH", ":".join(filter(None, sys.path)))
    told = plain(executed(tmp_path))
    recorded(PAGE, told)
    assert len(told.encode()) < MOST
    assert told.count(LEFT_OUT) == 1
    assert str(tmp_path) not in told
