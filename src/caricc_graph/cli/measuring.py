"""Commands that count: measure, coverage."""

from __future__ import annotations

from dataclasses import astuple, fields
from typing import TYPE_CHECKING, Any

import click

from caricc_graph import Graph
from caricc_graph.cli.common import KINDS, commands, day, graph_option, table
from caricc_graph.cli.tracing import period_options

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from caricc_graph.network.measures import Measures

_FORMS = ("table", "csv")
_ORDERS = ("strength", "partners", "events", "brokerage")


@commands.command()
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice([kind for kind in KINDS if kind != "Event"], case_sensitive=False),
    help="Measure this kind; may be given again. Else agencies, officials and programmes.",
)
@period_options
@click.option(
    "--show",
    type=click.Choice(("parties", "together", "communities")),
    default="parties",
    show_default=True,
    help="Each party's figures, who takes part in the same events, or who belongs together.",
)
@click.option(
    "--by", type=click.Choice(_ORDERS), default="strength", show_default=True, help="What parties are ordered by."
)
@click.option("--limit", type=click.IntRange(1), default=30, show_default=True, help="At most so many rows of a table.")
@click.option("--format", "form", type=click.Choice(_FORMS), default="table", show_default=True)
@graph_option
def measure(  # noqa: PLR0913 - one parameter for each option of the command
    kinds: tuple[str, ...],
    first: str | None,
    last: str | None,
    show: str,
    by: str,
    limit: int,
    form: str,
    graph: Path,
) -> None:
    """Show who is central, who stands between others, who meets whom how often, and who belongs together.

    What has no day counts only where neither --from nor --to is given.

    Example: caricc-graph measure --kind Agency --from 2021 --to 2023 --by brokerage
    """
    with Graph(graph) as opened:
        found = opened.measure(kinds=kinds, first=day(first, "from"), last=day(last, "to"))
    rows = _chosen(found, show, by)
    if form == "csv":
        _csv(rows)
        return
    _table(rows[:limit])
    click.echo("")
    if len(rows) > limit:
        click.echo(f"{len(rows) - limit} more; --limit shows them.")
    click.echo(found.weight)
    if found.estimated:
        click.echo("Brokerage is estimated from a part of the parties.")


def _chosen(found: Measures, show: str, by: str) -> Sequence[Any]:
    if show == "parties":
        return sorted(found.parties, key=lambda row: (-getattr(row, by), row.id))
    return found.together if show == "together" else found.communities


@commands.command()
@click.option("--format", "form", type=click.Choice(_FORMS), default="table", show_default=True)
@graph_option
def coverage(form: str, graph: Path) -> None:
    """Show how many bulletins each publishing body gives in each month; csv tells entities and links too.

    Example: caricc-graph coverage --format csv > coverage.csv
    """
    from caricc_graph.tracing.coverage import text

    with Graph(graph) as opened:
        found = opened.coverage()
    if form == "csv":
        _csv(found.months)
        return
    for line in text(found):
        click.echo(line)


def _plain(rows: Sequence[Any]) -> tuple[list[str], list[list[Any]]]:
    """Return the columns and cells of rows, a list in one cell with semicolons."""
    if not rows:
        return [], []
    cells = [["; ".join(cell) if isinstance(cell, tuple) else cell for cell in astuple(row)] for row in rows]
    return [field.name for field in fields(rows[0])], cells


def _csv(rows: Sequence[Any]) -> None:
    """Print rows as CSV that a spreadsheet opens without damage."""
    from caricc_graph.spreadsheet import csv_text

    click.echo(csv_text(*_plain(rows)), nl=False)


def _table(rows: Sequence[Any]) -> None:
    from caricc_graph.store import Rows

    columns, cells = _plain(rows)
    shown = tuple(tuple(str(cell) for cell in row) for row in cells)
    for line in table(Rows(tuple(columns), shown)):
        click.echo(line)
