from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from caricc_graph import __version__
from conftest import SAMPLE

if TYPE_CHECKING:
    from pathlib import Path


def run(*words: str | Path, stdin: str = "", folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    program = "from caricc_graph.cli import main; main()"
    command = [sys.executable, "-c", program, *map(str, words)]
    return subprocess.run(command, input=stdin, capture_output=True, text=True, check=False, cwd=folder)


COMMANDS = (
    "build",
    "query",
    "ask",
    "search",
    "show",
    "why",
    "curate",
    "network",
    "export",
    "evaluate",
    "path",
    "between",
    "timeline",
    "compare",
    "measure",
    "coverage",
    "serve",
)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command: str) -> None:
    told = run(command, "--help")
    assert told.returncode == 0
    assert f"Example: caricc-graph {command}" in " ".join(told.stdout.split())


def test_version() -> None:
    assert run("--version").stdout.strip() == f"caricc-graph, version {__version__}"


def test_build_reports_and_is_silent_without_a_terminal(tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    told = run("build", SAMPLE / "caricc-listing-2025.txt", "--out", tmp_path / "g", "--report", report)
    assert told.returncode == 0
    assert told.stderr == ""
    assert told.stdout.startswith("Read 2 bulletins from 1 sources")
    assert json.loads(report.read_text(encoding="utf-8"))["bulletins"] == 2


def test_ask_lists_the_questions() -> None:
    told = run("ask")
    assert told.returncode == 0
    assert "posts-held\n  Which posts did a person hold" in told.stdout


def test_ask_answers_with_the_sentence(sample_folder: Path) -> None:
    told = run("ask", "posts-held", "--official", "Yazlyyev", "--graph", sample_folder)
    assert told.returncode == 0
    assert "official: Atageldi Ovezovich Yazlyyev" in told.stdout
    assert "«" in told.stdout
    assert run("ask", "posts-held", "--official=Yazlyyev", "--graph", sample_folder).stdout == told.stdout


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("ask", "post-held"), 2, "Near: posts-held"),
        (
            ("ask", "posts-held"),
            2,
            'needs --official (the person, by any name), as in `caricc-graph ask posts-held --official "',
        ),
        (("ask", "posts-held", "--person", "x"), 2, "takes no --person; it takes --official"),
        (("ask", "posts-held", "--official", "Nobody Atall"), 2, "no entity is called 'Nobody Atall'"),
        (("ask", "posts-held", "Miralizoda"), 2, "stands alone; write --NAME VALUE"),
        (("ask", "events-between", "--party", "CARICC", "--from", "soon"), 2, "--from 'soon' is no date"),
        (("ask", "events-between", "--party", "CARICC", "--from", "2021-02-30"), 2, "no day of the calendar"),
        (("ask", "events-between", "--party", "CARICC", "--from", "1990", "--to", "1991"), 1, ""),
        (("show", "Nobody Atall"), 1, "no entity is called"),
        (("search", "zzzzqqqq"), 1, ""),
        (("query", "SELECT ?x {"), 2, "line 1"),
        (("query", "SELECT ?x { ?x a cg:Nothing }"), 1, ""),
        (("query", "SELECT ?x { ?x a cg:Agency }", "--format", "turtle"), 2, "choose another format"),
        (("network", "--focus", "Nobody Atall", "-o", "x.html"), 2, "no entity is called"),
        (("network", "-o", "/none/at/all/x.html"), 2, "make it first"),
        (("network", "--from", "soon", "-o", "x.html"), 2, "is no date"),
        (("export", "--format", "gexf", "-o", "/none/at/all/x"), 2, "make it first"),
        (("export", "--format", "xlsx", "-o", "x"), 2, "is not one of"),
        (("path", "CARICC", "Nobody Atall"), 1, "no entity is called"),
        (("path", "CARICC", "caricc"), 2, "both names are one entity"),
        (("path", "CARICC", "SELEC", "--predicates", "knows"), 2, "no predicate is called 'knows'"),
        (("path", "CARICC", "SELEC", "--from", "soon"), 2, "is no date"),
        (("between", "CARICC", "Nobody Atall"), 1, "no entity is called"),
        (("timeline", "Nobody Atall"), 1, "no entity is called"),
        (("compare", "2023", "someday"), 2, "TO 'someday' is no period; write 2023"),
        (("measure", "--kind", "Event"), 2, "is not one of"),
    ],
)
def test_wrong_use_is_told_with_the_next_step(
    sample_folder: Path, tmp_path: Path, words: tuple[str, ...], code: int, message: str
) -> None:
    told = run(*words, "--graph", sample_folder, folder=tmp_path)
    assert told.returncode == code, told
    assert message in " ".join(told.stderr.split())
    assert "Traceback" not in told.stderr


def test_a_graph_that_is_not_there(tmp_path: Path) -> None:
    told = run("show", "CARICC", "--graph", tmp_path / "none")
    assert told.returncode == 2
    assert "caricc-graph build SOURCE --out" in told.stderr


def test_query_reads_argument_file_and_standard_input(sample_folder: Path, tmp_path: Path) -> None:
    sparql = "SELECT ?name WHERE { entity:caricc skos:prefLabel ?name }"
    (tmp_path / "q.rq").write_text(sparql, encoding="utf-8")
    answers = [
        run("query", sparql, "--graph", sample_folder),
        run("query", "--file", tmp_path / "q.rq", "--graph", sample_folder),
        run("query", "--graph", sample_folder, stdin=sparql),
    ]
    assert {told.stdout for told in answers} == {answers[0].stdout}
    assert "Central Asian Regional Information and Coordination Centre" in answers[0].stdout
    assert run("query", sparql, "--graph", sample_folder, "--format", "csv").stdout.splitlines()[0] == "name"


def test_show_search_network_and_export(sample_folder: Path, tmp_path: Path) -> None:
    assert "Names" in run("show", "CARICC", "--graph", sample_folder).stdout
    assert "caricc" in run("search", "CARICC", "--graph", sample_folder).stdout
    page = tmp_path / "page.html"
    assert "entities" in run("network", "--focus", "CARICC", "-o", page, "--graph", sample_folder).stdout
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert run("export", "--format", "csv", "-o", tmp_path / "csv", "--graph", sample_folder).returncode == 0
    told = run("export", "--format", "ftm", "-o", tmp_path / "graph.ftm.json", "--graph", sample_folder).stdout
    assert re.search(r"^Left out: .*\d+ statement only planned", told, re.MULTILINE)
    assert sorted(path.name for path in (tmp_path / "csv").iterdir()) == ["edges.csv", "nodes.csv"]


def test_curate_link_writes_its_line(sample_folder: Path, tmp_path: Path) -> None:
    rows = run(
        "query",
        "SELECT ?b { ?b a cg:Bulletin ; cg:text ?t FILTER (CONTAINS(?t, 'RATS')) } LIMIT 1",
        "--format",
        "csv",
        "--graph",
        sample_folder,
    )
    key = rows.stdout.split()[1]
    link = ("curate", "link", "CARICC", "cooperatesWith", "unodc", "--bulletin", key, "--graph", sample_folder)
    told = run(*link, "--quote", "RATS", "--because", "read twice", folder=tmp_path)
    assert told.returncode == 0, told.stderr
    (_, line) = (tmp_path / "curation.txt").read_text(encoding="utf-8").splitlines()
    assert line.startswith('link caricc "Central')
    assert line.endswith('"RATS" -- read twice')
    wrong = run(*link, "--quote", "words that nobody says", folder=tmp_path)
    assert (wrong.returncode, "does not say" in wrong.stderr) == (2, True)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shell_completion_is_given(shell: str) -> None:
    program = "from caricc_graph.cli import commands; commands(prog_name='caricc-graph')"
    told = subprocess.run(
        [sys.executable, "-c", program],
        env={"_CARICC_GRAPH_COMPLETE": f"{shell}_source", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "_CARICC_GRAPH_COMPLETE" in told.stdout or "caricc-graph" in told.stdout


def test_path_ends_with_1_where_the_two_are_not_linked(sample_folder: Path) -> None:
    linked = run("path", "FIIAPP", "GCC-CIC", "--k", "1", "--shortest", "--graph", sample_folder)
    assert linked.returncode == 0
    assert "CADAP 7" in linked.stdout
    assert "Strongest" not in linked.stdout
    apart = run("path", "FIIAPP", "GCC-CIC", "--hops", "2", "--graph", sample_folder)
    assert apart.returncode == 1
    assert "Not linked within 2 steps." in apart.stdout


def test_between_and_timeline_show_sentences(sample_folder: Path) -> None:
    between = run("between", "UNODC", "RATS", "--graph", sample_folder)
    assert between.returncode == 0
    assert "\n2023\n" in between.stdout
    timeline = run("timeline", "Yazlyyev", "--from", "2023", "--to", "2023", "--graph", sample_folder)
    assert timeline.returncode == 0
    assert "2023-07-05/2025-02-05 (attested)  post" in timeline.stdout
    assert "«" in between.stdout
    assert "«" in timeline.stdout


def test_compare_takes_two_folders_or_two_periods(sample_folder: Path) -> None:
    builds = run("compare", sample_folder, sample_folder)
    assert (builds.returncode, builds.stdout.splitlines()[-1]) == (0, "Nothing changed.")
    periods = run("compare", "2019/2020-01", "2021", "--graph", sample_folder)
    assert periods.returncode == 0
    assert "2019-01-01/2020-01-31 → 2021-01-01/2021-12-31" in periods.stdout


@pytest.mark.parametrize(
    ("words", "columns"),
    [
        (("measure",), "id,kind,name,partners,strength,events,brokerage,community"),
        (("measure", "--show", "together"), "one,one_name,other,other_name,events,years,weight"),
        (("coverage",), "publisher,month,bulletins,entities,links"),
    ],
)
def test_figures_come_as_csv_that_runs_nothing(sample_folder: Path, words: tuple[str, ...], columns: str) -> None:
    told = run(*words, "--format", "csv", "--graph", sample_folder)
    assert told.returncode == 0
    assert told.stdout.splitlines()[0].removeprefix("\ufeff") == columns
    assert len(told.stdout.splitlines()) > 50


def test_measure_states_what_it_measures(sample_folder: Path) -> None:
    told = run("measure", "--by", "brokerage", "--limit", "3", "--graph", sample_folder)
    assert told.returncode == 0
    assert told.stdout.splitlines()[2].startswith("caricc ")
    assert "The weight of two parties' tie is" in told.stdout
