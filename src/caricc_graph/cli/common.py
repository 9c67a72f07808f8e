"""The command group, and what several commands share: options, tables, how errors end."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from caricc_graph import Graph, __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from caricc_graph.store import Rows

__all__ = ["KINDS", "asked", "commands", "day", "graph_option", "kind_option", "table", "write"]

KINDS = ("Official", "Agency", "Programme", "Country", "Place", "Event", "Document", "Substance")
_WIDEST = 60


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="caricc-graph")
def commands() -> None:
    """Trace organisational links in public bulletins, each back to the sentence that states it.

    Example: caricc-graph build data/bulletins --out graph
    """


def graph_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the option that names the graph to read."""
    option = click.option(
        "--graph",
        "graph",
        type=click.Path(path_type=Path),
        default=Path("graph"),
        show_default=True,
        help="The folder of the graph.",
    )

    @wraps(command)
    def wrapped(*args: Any, **options: Any) -> Any:
        return command(*args, **options)

    return option(wrapped)


kind_option = click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice(KINDS, case_sensitive=False),
    help="Only this kind; may be given again.",
)


@contextmanager
def asked(graph: Path) -> Iterator[Graph]:
    """Open a graph for a question; what it does not have ends with exit code 1."""
    from caricc_graph.search import UnknownName
    from caricc_graph.verdicts import UnknownStatement

    with Graph(graph) as opened:
        try:
            yield opened
        except (UnknownName, UnknownStatement) as error:
            click.echo(f"caricc-graph: {error}", err=True)
            sys.exit(1)


def day(text: str | None, option: str) -> str | None:
    """Return the first (`--from`) or last (`--to`) day of a date as a person writes it."""
    if text is None:
        return None
    from caricc_graph.queries import edge

    return edge(text, "first" if option == "from" else "last", option)


def write(out: Path, page: str) -> None:
    """Write a page to a file, in a folder that is there."""
    if not out.absolute().parent.is_dir():
        raise click.UsageError(f"{out}: the folder {out.absolute().parent} is not there; make it first.")
    out.write_text(page, encoding="utf-8")


def table(rows: Rows) -> Iterator[str]:
    """Yield a table's lines: columns aligned, long cells cut with an ellipsis."""
    cells = [rows.variables, *(tuple(_cut(cell or "") for cell in row) for row in rows.rows)]
    widths = [max(len(row[i]) for row in cells) for i in range(len(rows.variables))]
    for number, row in enumerate(cells):
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        if number == 0:
            yield "  ".join("─" * width for width in widths)


def _cut(cell: str) -> str:
    plain = " ".join(cell.split())
    return plain if len(plain) <= _WIDEST else plain[: _WIDEST - 1] + "…"
