"""Commands that trace: path, between, timeline, compare."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from caricc_graph import Graph
from caricc_graph.cli.common import KINDS, asked, commands, day, graph_option

if TYPE_CHECKING:
    from collections.abc import Callable


def period_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of a period."""
    first = click.option("--from", "first", help="Only what is dated on or after this day (what has no day stays).")
    last = click.option("--to", "last", help="Only what is dated on or before this day (what has no day stays).")
    return first(last(command))


@commands.command()
@click.argument("one")
@click.argument("other")
@click.option(
    "--via",
    multiple=True,
    type=click.Choice(KINDS, case_sensitive=False),
    help="Only through this kind; may be given again. Else through agencies, events, officials and programmes.",
)
@click.option("--predicates", help="Only links of these predicates, with commas between them, as in attends,signs.")
@period_options
@click.option(
    "--k", "most", type=click.IntRange(1, 20), default=3, show_default=True, help="At most so many chains of each sort."
)
@click.option("--hops", type=click.IntRange(1, 8), default=6, show_default=True, help="At most so many steps.")
@click.option("--shortest", "wanted", flag_value="shortest", help="Only the shortest chains.")
@click.option("--strongest", "wanted", flag_value="strongest", help="Only the strongest chains.")
@graph_option
def path(  # noqa: PLR0913 - one parameter for each option of the command
    one: str,
    other: str,
    via: tuple[str, ...],
    predicates: str | None,
    first: str | None,
    last: str | None,
    most: int,
    hops: int,
    wanted: str | None,
    graph: Path,
) -> None:
    """Show how two entities are linked: the shortest and the strongest chains, with the sentence behind each step.

    Example: caricc-graph path FIIAPP GCC-CIC
    """
    from caricc_graph.tracing.chains import text

    with asked(graph) as opened:
        found = opened.path(
            one,
            other,
            via=via,
            predicates=[name.strip() for name in (predicates or "").split(",") if name.strip()],
            first=day(first, "from"),
            last=day(last, "to"),
            most=most,
            hops=hops,
        )
    for line in text(found, only=wanted):
        click.echo(line)
    if not found.shortest:
        sys.exit(1)


limit_option = click.option(
    "--limit", type=click.IntRange(1), default=200, show_default=True, help="At most so many; the oldest are left out."
)


@commands.command()
@click.argument("one")
@click.argument("other")
@period_options
@limit_option
@graph_option
def between(  # noqa: PLR0913 - one parameter for each option of the command
    one: str, other: str, first: str | None, last: str | None, limit: int, graph: Path
) -> None:
    """Show all that links two parties, directly or through what both took part in or signed, by year.

    Example: caricc-graph between UNODC SELEC --from 2019
    """
    from caricc_graph.tracing.between import text

    with asked(graph) as opened:
        found = opened.between(one, other, first=day(first, "from"), last=day(last, "to"), limit=limit)
    for line in text(found):
        click.echo(line)
    if not found.ties:
        sys.exit(1)


@commands.command()
@click.argument("name")
@period_options
@limit_option
@graph_option
def timeline(name: str, first: str | None, last: str | None, limit: int, graph: Path) -> None:
    """Show what happened to an entity in order of date: events, posts, successions, seizures, agreements.

    Example: caricc-graph timeline "SELEC" --from 2019
    """
    from caricc_graph.tracing.timeline import text

    with asked(graph) as opened:
        found = opened.timeline(name, first=day(first, "from"), last=day(last, "to"), limit=limit)
    for line in text(found):
        click.echo(line)
    if not found.moments:
        sys.exit(1)


@commands.command()
@click.argument("before", metavar="FROM")
@click.argument("after", metavar="TO")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="At most so many of each sort.")
@click.option(
    "--graph",
    "graph",
    type=click.Path(path_type=Path),
    help="Compare two periods of this graph, FROM and TO being dates.",
)
def compare(before: str, after: str, limit: int, graph: Path | None) -> None:
    """Show what changed between two builds, given by their folders, or with --graph between two periods of one.

    Ids that last tell which entities are the same. A period is a year, a month or a day, or two of these with a slash between.

    Example: caricc-graph compare --graph graph 2023 2024
    """
    from caricc_graph.tracing.comparison import text

    if graph is None:
        with Graph(before) as one, Graph(after) as other:
            found = one.compare(other, limit=limit)
    else:
        with Graph(graph) as opened:
            found = opened.compare_periods(_period(before, "FROM"), _period(after, "TO"), limit=limit)
    for line in text(found):
        click.echo(line)


def _period(text: str, option: str) -> tuple[str, str]:
    """Return the first and the last day of a date, or of two with a slash between."""
    from caricc_graph.queries import QuestionError, edge

    first, _, last = text.partition("/")
    try:
        return edge(first, "first", option), edge(last or first, "last", option)
    except QuestionError:
        raise click.UsageError(f"{option} {text!r} is no period; write 2023, 2023-05 or 2021/2023.") from None
