"""The commands: each parses, calls one function and prints."""

from __future__ import annotations

import json
import sys
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from caricc_graph import __version__
from caricc_graph.model import CariccGraphError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from caricc_graph.model import Extraction
    from caricc_graph.project import Report
    from caricc_graph.store import Rows

_ROWS = ("table", "csv", "tsv", "json", "xml")
_TRIPLES = ("turtle", "ntriples", "jsonld")
_WIDEST = 60


def main() -> None:
    """Run the command line; an error that the project explains ends with exit code 2."""
    try:
        commands(standalone_mode=True)
    except CariccGraphError as error:
        click.echo(f"caricc-graph: {error}", err=True)
        sys.exit(2)


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


@commands.command()
@click.argument("sources", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="SOURCE...")
@click.option(
    "--out",
    "-o",
    type=click.Path(path_type=Path),
    default=Path("graph"),
    show_default=True,
    help="The folder to build in.",
)
@click.option(
    "--authority",
    "-a",
    multiple=True,
    type=click.Path(path_type=Path),
    help="An authority file of your own; may be given again.",
)
@click.option(
    "--processes",
    "-p",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help="How many processes read bulletins.",
)
@click.option("--base-iri", help="What the graph's own addresses begin with.")
@click.option(
    "--report", "report_file", type=click.Path(path_type=Path), help="Write the build's report there as JSON."
)
def build(  # noqa: PLR0913 - one parameter for each option of the command
    sources: tuple[Path, ...],
    out: Path,
    authority: tuple[Path, ...],
    processes: int,
    base_iri: str | None,
    report_file: Path | None,
) -> None:
    """Build a graph of saved pages: .txt, .html, .jsonl and folders of them.

    Example: caricc-graph build data/bulletins --out graph --processes 2
    """
    from caricc_graph import project

    report = project.build(
        sources, out=out, authority=authority, processes=processes, base_iri=base_iri, progress=_progress
    )
    if report_file:
        report_file.write_text(json.dumps(project.plain(report), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    for line in _told(report):
        click.echo(line)


def _progress(found: Iterable[Extraction], length: int) -> Iterator[Extraction]:
    """Yield what is found under a progress bar, which is silent where there is no terminal."""
    if not sys.stderr.isatty():
        yield from found
        return
    with click.progressbar(found, length=length, label="Reading bulletins", file=sys.stderr) as bar:
        yield from bar


def _told(report: Report) -> Iterator[str]:
    yield f"Read {report.bulletins} bulletins from {report.sources} sources in {report.seconds} s."
    yield from (f"  skipped {file}: {reason}" for file, reason in report.skipped)
    for title, counts in (
        ("Entities", report.entities),
        ("Statements", report.statements),
        ("Modality", report.modalities),
    ):
        yield f"{title}: {sum(counts.values())} ({', '.join(f'{name} {count}' for name, count in counts.items())})"
    yield f"Merged names: {report.merged}. Rejected claims: {sum(report.rejected.values())}."
    yield f"Graph: {report.quads} quads."


@commands.command()
@click.argument("sparql", required=False)
@click.option(
    "--file", "-f", "file", type=click.File(encoding="utf-8"), help="Read the query from a file; - for standard input."
)
@click.option("--format", "form", type=click.Choice(_ROWS + _TRIPLES), default="table", show_default=True)
@graph_option
def query(sparql: str | None, file: Any, form: str, graph: Path) -> None:
    """Run a SPARQL 1.1 query; cg:, entity:, rdf:, skos: and the other prefixes are known.

    Example: caricc-graph query 'SELECT ?name { ?agency a cg:Agency ; skos:prefLabel ?name }'
    """
    text = sparql or (file.read() if file else None) or (None if sys.stdin.isatty() else sys.stdin.read())
    if not text or not text.strip():
        raise click.UsageError("give a query as an argument, with --file, or on standard input.")
    with _opened(graph) as store:
        if form != "table":
            click.echo(store.serialize(text, form).decode(), nl=False)
            return
        rows = store.query(text)
    for line in table(rows):
        click.echo(line)
    if not rows.rows:
        sys.exit(1)


def _opened(graph: Path) -> Any:
    from caricc_graph import project, rdf
    from caricc_graph.store import Store

    place, base = project.located(graph)
    return Store(place / "store", prefixes=rdf.prefixes(base))


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
