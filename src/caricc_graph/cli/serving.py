"""The command that serves a graph: serve."""

from __future__ import annotations

from pathlib import Path

import click

from caricc_graph.cli.common import commands, graph_option


@commands.command()
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="The address to serve on; the default is heard on this machine alone.",
)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="The port; 0 takes a free one."
)
@click.option("--open", "opens", is_flag=True, help="Open the browser on it.")
@click.option(
    "--seconds",
    type=click.FloatRange(0.1),
    default=20.0,
    show_default=True,
    help="How long a SPARQL query or a question may take.",
)
@click.option(
    "--curation",
    "-c",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Let pages write a reader's decisions to this file; without it they only read.",
)
@graph_option
def serve(  # noqa: PLR0913 - one parameter for each option of the command
    host: str,
    port: int,
    opens: bool,  # noqa: FBT001 - a flag of the command
    seconds: float,
    curation: Path | None,
    graph: Path,
) -> None:
    """Serve pages and a SPARQL endpoint over a graph, until Ctrl-C; a new build in the folder is switched to.

    Example: caricc-graph serve --graph graph --open
    """
    from caricc_graph import server

    def started(address: str) -> None:
        click.echo(f"{graph} is served on {address}  (SPARQL: {address}sparql); Ctrl-C ends it.")
        if opens:
            click.launch(address)

    server.serve(graph, host=host, port=port, seconds=seconds, curation=curation, started=started)
