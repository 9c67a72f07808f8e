"""Commands that make a graph or score one: build, evaluate."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from caricc_graph.cli.common import commands

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from caricc_graph.model import Extraction
    from caricc_graph.project import Report


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
    "--curation", "-c", type=click.Path(path_type=Path), help="A file of your decisions, as `curate` writes it."
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
    "--model",
    "-m",
    metavar="NAME",
    help="An installed spaCy pipeline, or the folder of one, that adds names and claims where no rule speaks.",
)
@click.option(
    "--report", "report_file", type=click.Path(path_type=Path), help="Write the build's report there as JSON."
)
def build(  # noqa: PLR0913 - one parameter for each option of the command
    sources: tuple[Path, ...],
    out: Path,
    authority: tuple[Path, ...],
    curation: Path | None,
    processes: int,
    base_iri: str | None,
    model: str | None,
    report_file: Path | None,
) -> None:
    """Build a graph of saved pages: .txt, .html, .jsonl and folders of them.

    Example: caricc-graph build data/bulletins --out graph --processes 2
    """
    from caricc_graph import project

    report = project.build(
        sources,
        out=out,
        authority=authority,
        curation=curation,
        processes=processes,
        base_iri=base_iri,
        model=model,
        progress=_progress,
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
    kept = f", {report.remembered} as before" if report.remembered else ""
    yield f"Read {report.bulletins} bulletins{kept} from {report.sources} sources in {report.seconds} s."
    yield from (f"  skipped {file}: {reason}" for file, reason in report.skipped)
    for title, counts in (
        ("Entities", report.entities),
        ("Statements", report.statements),
        ("Modality", report.modalities),
    ):
        yield f"{title}: {sum(counts.values())} ({', '.join(f'{name} {count}' for name, count in counts.items())})"
    yield f"Merged names: {report.merged}."
    for title, counts in (
        ("Decisions obeyed", report.decisions),
        ("Claims left out", report.rejected),
        ("Named, but in no claim", report.unlinked),
    ):
        if counts:
            yield f"{title}: {sum(counts.values())} ({', '.join(f'{reason} {count}' for reason, count in counts.items())})"
    yield from (f"  {warning}" for warning in report.warnings)
    yield f"Graph: {report.quads} quads, {report.size / 1_000_000:.1f} MB."


@commands.command()
@click.argument("gold", type=click.Path(path_type=Path))
@click.option(
    "--sources", type=click.Path(path_type=Path), help="The folder of the annotated pages; else the one of the gold."
)
@click.option("--misses", is_flag=True, help="List what was missed and what is spurious, with sentences and rules.")
@click.option("--json", "as_json", is_flag=True, help="Print all figures as JSON.")
@click.option(
    "--floors", type=click.Path(path_type=Path), help="End with exit code 1 where a figure is below one of this file."
)
@click.option("--raise", "raised", is_flag=True, help="Raise the floors to the figures reached, never lower them.")
@click.option(
    "--authority", "-a", multiple=True, type=click.Path(path_type=Path), help="An authority file of your own."
)
def evaluate(  # noqa: PLR0913 - one parameter for each option of the command
    gold: Path,
    sources: Path | None,
    *,
    misses: bool,
    as_json: bool,
    floors: Path | None,
    raised: bool,
    authority: tuple[Path, ...],
) -> None:
    """Score extraction and resolution against annotated pages, as the annotation guide says.

    Example: caricc-graph evaluate tests/gold/sample --sources data/bulletins --misses
    """
    from caricc_graph import project
    from caricc_graph.scores import below, lines, raise_floors

    scores = project.evaluate(gold, sources=sources, authority=authority)
    if as_json:
        click.echo(json.dumps(scores.plain(), indent=2))
    else:
        for line in lines(scores, misses=misses):
            click.echo(line)
    if floors is None:
        return
    fallen = below(scores, floors)
    for line in fallen:
        click.echo(f"below the floor: {line}", err=True)
    if fallen:
        sys.exit(1)
    if raised:
        raise_floors(scores, floors)
