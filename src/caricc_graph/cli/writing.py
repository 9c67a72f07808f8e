"""Commands that write files from a graph: network, site, export."""

from __future__ import annotations

from pathlib import Path

import click

from caricc_graph import Graph
from caricc_graph.cli.common import commands, day, graph_option, kind_option, write

_EXPORTS = ("gexf", "graphml", "csv", "ftm", "turtle", "trig", "jsonld", "annotations")


@commands.command()
@click.option("--focus", multiple=True, help="Begin at this entity; may be given again.")
@click.option(
    "--hops", type=click.IntRange(0, 6), default=1, show_default=True, help="How many links away from the focus."
)
@kind_option
@click.option("--from", "first", help="Only links dated on or after this day (undated ones stay).")
@click.option("--to", "last", help="Only links dated on or before this day (undated ones stay).")
@click.option("--limit", type=click.IntRange(1), default=150, show_default=True, help="At most so many entities.")
@click.option("--all", "whole", is_flag=True, help="All entities; more than 150 open folded into communities.")
@click.option(
    "--pyvis", is_flag=True, help="As pyvis draws it: to drag and zoom, with a sentence at each link, no more."
)
@click.option(
    "--out", "-o", type=click.Path(path_type=Path, dir_okay=False), default=Path("network.html"), show_default=True
)
@graph_option
def network(  # noqa: PLR0913 - one parameter for each option of the command
    focus: tuple[str, ...],
    hops: int,
    kinds: tuple[str, ...],
    first: str | None,
    last: str | None,
    limit: int,
    whole: bool,  # noqa: FBT001 - a flag of the command
    pyvis: bool,  # noqa: FBT001 - a flag of the command
    out: Path,
    graph: Path,
) -> None:
    """Write a page that shows a network and, on a click, the sentences behind each link; it needs no connection.

    Example: caricc-graph network --focus CARICC --hops 2 --kind Agency --kind Official -o caricc.html
    """
    with Graph(graph) as opened:
        days = {"first": day(first, "from"), "last": day(last, "to")}
        part = opened.network(focus=focus, hops=hops, kinds=kinds, limit=None if whole else limit, **days)
        title = f"{', '.join(focus)} and neighbours" if focus else "Organisational links"
        page = opened.drawn_page(part, title=title) if pyvis else opened.page(part, title=title)
    write(out, page)
    left = f"; {part.graph['left_out']} left out" if part.graph["left_out"] else ""
    click.echo(f"{out}: {part.number_of_nodes()} entities, {part.number_of_edges()} links{left}.")


@commands.command()
@click.option(
    "--out",
    "-o",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("site"),
    show_default=True,
    help="The folder to write.",
)
@graph_option
def site(out: Path, graph: Path) -> None:
    """Write the graph's pages as files, search included, for any web server or none; a site that is there is replaced.

    Example: caricc-graph site --graph graph --out site
    """
    with Graph(graph) as opened:
        pages = opened.site(out)
    click.echo(f"{out}: {pages} pages; open {out / 'index.html'}.")


@commands.command()
@click.option("--format", "form", required=True, type=click.Choice(_EXPORTS), help="The form to write.")
@click.option(
    "--out", "-o", required=True, type=click.Path(path_type=Path), help="A file; a folder for csv and annotations."
)
@graph_option
def export(form: str, out: Path, graph: Path) -> None:
    """Write the graph for other tools.

    csv is a folder with nodes.csv and edges.csv; annotations is a folder with a JSON file for each source page; ftm is
    FollowTheMoney, a JSON object a line.

    Example: caricc-graph export --format gexf --out caricc.gexf
    """
    with Graph(graph) as opened:
        left_out = opened.export(form, out)
    click.echo(f"{out}: written as {form}.")
    if left_out:
        click.echo(f"Left out: {', '.join(f'{count} {reason}' for reason, count in left_out.items())}.")
