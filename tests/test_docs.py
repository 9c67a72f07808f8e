from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

import click
import pytest
from click.testing import CliRunner

from caricc_graph import __version__
from caricc_graph.cli import commands
from conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


def helped() -> Iterator[str]:
    """Yield the lines of `docs/commands.md`."""
    yield "# Commands"
    yield ""
    yield "Exit codes: 0; 1 where nothing was found; 2 for wrong use or bad input. This page is made from `--help` (`pytest --record`)."
    yield ""
    yield 'Shell completion: `eval "$(_CARICC_GRAPH_COMPLETE=bash_source caricc-graph)"` in `.bashrc`; `zsh_source` and `fish_source` for these shells.'
    yield from helped_of(commands, "caricc-graph")


def helped_of(group: click.Group, path: str) -> Iterator[str]:
    """Yield a section for each command of a group, those of a group in it behind it."""
    for name, command in sorted(group.commands.items()):
        context = click.Context(command, info_name=f"{path} {name}", max_content_width=100, terminal_width=100)
        yield ""
        yield f"## {f'{path} {name}'.removeprefix('caricc-graph ')}"
        yield ""
        yield "```"
        yield from command.get_help(context).splitlines()
        yield "```"
        if isinstance(command, click.Group):
            yield from helped_of(command, f"{path} {name}")


def test_the_page_of_commands_is_true(recorded: Callable[[Path, str], None]) -> None:
    recorded(ROOT / "docs" / "commands.md", "\n".join(helped()) + "\n")


def commands_of(page: str) -> Iterator[list[str]]:
    """Yield the words of each command of caricc-graph that stands in an indented block; one may go on over lines within quotes."""
    text = (ROOT / page).read_text(encoding="utf-8")
    for match in re.finditer(r"^    (?:\$ )?caricc-graph ((?:[^'\"\n]|'[^']*'|\"[^\"]*\")+)$", text, re.MULTILINE):
        yield shlex.split(match[1])


@pytest.mark.parametrize("page", ["README.md", "docs/tutorial.md", "docs/tracing.md"])
def test_every_command_on_the_page_works(
    page: str, sample_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = list(commands_of(page))
    assert len(found) >= 6
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data").symlink_to(ROOT / "data")
    (tmp_path / "docs").symlink_to(ROOT / "docs")
    if ["build", "data/bulletins", "--out", "graph"] not in found:
        (tmp_path / "graph").symlink_to(sample_folder)
    for words in (one for one in found if one[0] != "serve"):  # it answers until it is ended: test_server runs it
        told = CliRunner().invoke(commands, words, catch_exceptions=False)
        assert told.exit_code == 0 or "Not linked within" in told.output, (words, told.output)


def test_pages_lead_to_files_that_are_there() -> None:
    for page in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")):
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), (page.name, target)


def test_the_version_is_one_everywhere() -> None:
    assert f"version: {__version__}" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")


def test_the_answer_in_the_readme_is_the_one_that_is_given(sample_folder: Path) -> None:
    shown = re.search(
        r"    \$ caricc-graph (ask [^\n]+)\n((?:    [^\n]*\n|\n)+)", (ROOT / "README.md").read_text(encoding="utf-8")
    )
    assert shown is not None
    told = CliRunner().invoke(commands, [*shlex.split(shown[1]), "--graph", str(sample_folder)]).output
    lines = [line.removeprefix("    ").rstrip() for line in shown[2].rstrip().splitlines()]
    assert lines == told.rstrip().splitlines()


def test_the_readme_tells_what_the_sample_build_tells(tmp_path: Path) -> None:
    built = ["build", str(ROOT / "data" / "bulletins"), "--out", str(tmp_path / "graph")]
    told = CliRunner().invoke(commands, built, catch_exceptions=False).output.splitlines()
    figures = [line.split(",")[0] if line.startswith("Graph: ") else line for line in told]
    figures = [line for line in figures if line.startswith(("Entities: ", "Graph: "))]
    assert len(figures) == 2
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [line for line in figures if f"    {line}" not in page] == []


def test_the_answers_on_the_page_of_tracing_are_the_ones_that_are_given(
    sample_folder: Path, recorded: Callable[[Path, str], None]
) -> None:
    def answered(block: re.Match[str]) -> str:
        told = CliRunner().invoke(commands, [*shlex.split(block[1]), "--graph", str(sample_folder)]).output
        lines = [f"    {line}".rstrip() for line in told.rstrip().splitlines()]
        shown = block[2].rstrip().splitlines()
        if shown[-1] == "    …":
            lines = [*lines[: len(shown) - 1], "    …"]
        return "\n".join([f"    $ caricc-graph {block[1]}", *lines, "", ""])

    page = ROOT / "docs" / "tracing.md"
    block = r"    \$ caricc-graph ([^\n]+)\n((?:    [^\n]*\n|\n(?=    [^c$]))+)\n"
    told, count = re.subn(block, answered, page.read_text(encoding="utf-8"))
    assert count == 6
    recorded(page, told)
