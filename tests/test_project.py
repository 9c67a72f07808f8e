from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

import caricc_graph
from caricc_graph.model import CariccGraphError
from caricc_graph.project import ProjectError, located
from conftest import SAMPLE, SEED

if TYPE_CHECKING:
    from pathlib import Path

PAGE = SAMPLE / "caricc-2026-precursors.html"
LISTING = SAMPLE / "caricc-listing-2025.txt"


def quads(folder: Path) -> bytes:
    return (located(folder)[0] / "graph.nq").read_bytes()


def test_one_process_or_two_any_order_cold_or_warm_give_the_same_bytes(tmp_path: Path, sample_folder: Path) -> None:
    files = sorted(path for path in SAMPLE.iterdir() if path.name != "sources.csv")
    caricc_graph.build(*files[::-1], out=tmp_path / "two", processes=2)
    assert quads(tmp_path / "two") == quads(sample_folder)
    caricc_graph.build(files[0], out=tmp_path / "warm")
    report = caricc_graph.build(SAMPLE, out=tmp_path / "warm")
    assert report.remembered > 0
    assert quads(tmp_path / "warm") == quads(sample_folder)


def test_another_run_of_python_by_two_processes_gives_the_same_bytes(tmp_path: Path, sample_folder: Path) -> None:
    environment = {**os.environ, "PYTHONHASHSEED": "7"}
    subprocess.run(
        [
            sys.executable,
            "-c",
            "from caricc_graph.cli import main; main()",
            "build",
            str(SAMPLE),
            "--out",
            str(tmp_path / "graph"),
            "--processes",
            "2",
        ],
        check=True,
        env=environment,
        capture_output=True,
    )
    assert quads(tmp_path / "graph") == quads(sample_folder)


@pytest.mark.skipif(not SEED.exists(), reason="the first page of real input is not part of the project")
def test_the_first_page_gives_the_same_bytes_by_one_process_or_two(tmp_path: Path) -> None:
    assert caricc_graph.build(SEED, out=tmp_path / "one").bulletins == 8
    caricc_graph.build(SEED, out=tmp_path / "two", processes=2)
    assert quads(tmp_path / "one") == quads(tmp_path / "two")


def test_unchanged_bulletins_are_not_read_again(tmp_path: Path) -> None:
    first = caricc_graph.build(PAGE, out=tmp_path / "graph")
    second = caricc_graph.build(PAGE, LISTING, out=tmp_path / "graph")
    assert (first.bulletins, first.remembered) == (1, 0)
    assert (second.bulletins, second.remembered) == (3, 1)
    extra = tmp_path / "own.csv"
    extra.write_text("id,kind,name,aliases\nown-body,Agency,Own Body,\n", encoding="utf-8")
    assert caricc_graph.build(PAGE, out=tmp_path / "graph", authority=[extra]).remembered == 0


def test_a_report_tells_of_all_that_was_read_and_left_out(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    shutil.copy(LISTING, folder)
    (folder / "empty.txt").write_bytes(b"")
    report = caricc_graph.build(folder, out=tmp_path / "graph")
    assert (report.bulletins, report.sources, report.skipped) == (2, 1, (("empty.txt", "empty file"),))
    assert sum(report.statements.values()) == sum(report.modalities.values())
    assert report.quads == quads(tmp_path / "graph").count(b"\n")
    assert report.unlinked
    told = json.loads((located(tmp_path / "graph")[0] / "report.json").read_text(encoding="utf-8"))
    assert told["bulletins"] == 2


def test_nothing_is_written_for_a_source_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(CariccGraphError, match="no such file"):
        caricc_graph.build(tmp_path / "none.txt", out=tmp_path / "graph")
    assert not (tmp_path / "graph").exists()


def test_a_folder_that_is_no_graph_is_not_built_in(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(ProjectError, match=r"mine\.txt stands there, which is no part of a graph"):
        caricc_graph.build(PAGE, out=tmp_path / "notes")
    assert [path.name for path in (tmp_path / "notes").iterdir()] == ["mine.txt"]
    (tmp_path / "other" / "builds" / "v1").mkdir(parents=True)
    (tmp_path / "other" / "builds" / "v1" / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(ProjectError, match="v1 stands there"):
        caricc_graph.build(PAGE, out=tmp_path / "other")
    assert (tmp_path / "other" / "builds" / "v1" / "mine.txt").exists()
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(ProjectError, match="a file stands there"):
        caricc_graph.build(PAGE, out=tmp_path / "file")


def test_a_graph_that_is_not_there_or_of_another_format_is_refused_with_the_next_step(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="caricc-graph build SOURCE --out"):
        caricc_graph.open(tmp_path)
    caricc_graph.build(PAGE, out=tmp_path / "graph")
    told = located(tmp_path / "graph")[0] / "graph.json"
    told.write_text(json.dumps({"format": "0", "base_iri": "https://x.example/"}), encoding="utf-8")
    with pytest.raises(ProjectError, match="of format 0"):
        caricc_graph.open(tmp_path / "graph")
    for damaged in ("", "[]", "{}"):
        told.write_text(damaged, encoding="utf-8")
        with pytest.raises(ProjectError, match="make it again with `caricc-graph build"):
            caricc_graph.open(tmp_path / "graph")
    assert caricc_graph.build(PAGE, out=tmp_path / "graph").bulletins == 1
    caricc_graph.open(tmp_path / "graph").close()


def test_a_base_iri_of_ones_own(tmp_path: Path) -> None:
    caricc_graph.build(PAGE, out=tmp_path / "graph", base_iri="https://own.example/")
    with caricc_graph.open(tmp_path / "graph") as graph:
        assert graph.query("SELECT ?x { ?x a cg:Agency ; cg:memberId 'caricc' }").rows == (
            ("https://own.example/entity/caricc",),
        )


def test_two_builds_in_one_folder_at_once_do_not_meet(tmp_path: Path) -> None:
    from filelock import FileLock

    caricc_graph.build(PAGE, out=tmp_path / "graph")
    with FileLock(tmp_path / "graph" / ".lock"), pytest.raises(ProjectError, match="another build is running"):
        caricc_graph.build(PAGE, out=tmp_path / "graph")


def test_a_graph_that_breaks_the_rules_is_not_switched_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from caricc_graph.rdf import quads as writer

    caricc_graph.build(PAGE, out=tmp_path / "graph")
    before = quads(tmp_path / "graph")
    monkeypatch.setattr(writer._Writer, "_evidence", lambda *_: iter(()))
    with pytest.raises(CariccGraphError, match=r"statement/[0-9a-f]+: a statement without evidence"):
        caricc_graph.build(LISTING, out=tmp_path / "graph")
    assert quads(tmp_path / "graph") == before


def test_a_killed_build_leaves_the_last_graph_answering(tmp_path: Path) -> None:
    out = tmp_path / "graph"
    caricc_graph.build(PAGE, out=out)
    moments = random.Random(4)  # noqa: S311 - moments are no secret
    program = "from caricc_graph.cli import main; main()"
    pages = [str(SAMPLE / "csto-2019-2025.jsonl"), str(PAGE)]
    command = [sys.executable, "-c", program, "build", *pages, "--out", str(out)]
    begun = time.monotonic()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    whole = time.monotonic() - begun
    killed = 0
    for _ in range(10):
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        time.sleep(moments.uniform(0.05, 0.8) * whole)
        child.send_signal(signal.SIGKILL)
        killed += child.wait() == -signal.SIGKILL
        with caricc_graph.open(out) as graph:
            assert graph.query("ASK { ?x a cg:Statement }").rows == (("true",),)
            assert graph.search("CARICC")
    assert killed >= 5, "too few builds were killed before their end"
    assert caricc_graph.build(PAGE, out=out).bulletins == 1
    assert len(list((out / "builds").iterdir())) <= 2
