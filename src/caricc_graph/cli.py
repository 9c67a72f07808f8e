"""The commands: each parses, calls one function and prints."""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from caricc_graph import Graph, __version__
from caricc_graph.model import CariccGraphError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from caricc_graph.model import Extraction
    from caricc_graph.project import Report
    from caricc_graph.queries import Answer
    from caricc_graph.store import Rows

_ROWS = ("table", "csv", "tsv", "json", "xml")
_TRIPLES = ("turtle", "ntriples", "jsonld")
_KINDS = ("Official", "Agency", "Programme", "Country", "Place", "Event", "Document", "Substance")
_EXPORTS = ("gexf", "graphml", "csv", "turtle", "trig", "jsonld", "annotations")
_WIDEST = 60
_SENTENCES = 3


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
@click.argument("sparql", required=False)
@click.option(
    "--file", "-f", "file", type=click.File(encoding="utf-8"), help="Read the query from a file; - for standard input."
)
@click.option("--format", "form", type=click.Choice(_ROWS + _TRIPLES), default="table", show_default=True)
@click.option("--seconds", type=click.FloatRange(min=0.1), help="End the query after so many seconds.")
@graph_option
def query(sparql: str | None, file: Any, form: str, seconds: float | None, graph: Path) -> None:
    """Run a SPARQL 1.1 query; cg:, entity:, rdf:, skos: and the other prefixes are known.

    Example: caricc-graph query 'SELECT ?name { ?agency a cg:Agency ; skos:prefLabel ?name }'
    """
    text = sparql or (file.read() if file else None) or (None if sys.stdin.isatty() else sys.stdin.read())
    if not text or not text.strip():
        raise click.UsageError("give a query as an argument, with --file, or on standard input.")
    with Graph(graph) as opened:
        if form != "table":
            click.echo(opened.serialize(text, form, seconds=seconds).decode(), nl=False)
            return
        rows = opened.query(text, seconds=seconds)
    for line in table(rows):
        click.echo(line)
    if not rows.rows:
        sys.exit(1)


@commands.command(context_settings={"ignore_unknown_options": True, "allow_extra_args": True})
@click.argument("question", required=False)
@click.option("--ids", is_flag=True, help="Show the ids of the statements that each answer rests on.")
@graph_option
@click.pass_context
def ask(context: click.Context, question: str | None, *, ids: bool, graph: Path) -> None:
    """Ask a ready-made question; without QUESTION, list them. Its own options stand behind it: --NAME VALUE.

    Example: caricc-graph ask posts-held --official Miralizoda
    """
    from caricc_graph.queries import catalogue

    if question is None:
        for known in catalogue():
            click.echo(f"{known.id}\n  {known.text}")
            for parameter in known.parameters:
                need = "optional" if parameter.optional else "needed"
                click.echo(f"    --{parameter.name}  {parameter.text} ({parameter.type}, {need})")
        return
    with Graph(graph) as opened:
        answer = opened.ask(question, _named(context.args))
    for name, taken in answer.resolved:
        click.echo(f"{name}: {taken}")
    for line in _answered(answer, ids=ids):
        click.echo(line)
    if not answer.rows:
        sys.exit(1)


def _named(words: list[str]) -> dict[str, str]:
    """Return `--name value` and `--name=value` pairs."""
    values: dict[str, str] = {}
    rest = iter(words)
    for word in rest:
        name, equals, value = word.partition("=")
        if not name.startswith("--"):
            raise click.UsageError(
                f"{word!r} stands alone; write --NAME VALUE, with quotes around a value of several words."
            )
        told = value if equals else next(rest, None)
        if told is None:
            raise click.UsageError(f"{name} has no value.")
        values[name[2:].replace("-", "_")] = told
    return values


def _answered(answer: Answer, *, ids: bool) -> Iterator[str]:
    from caricc_graph.dossier import cited
    from caricc_graph.store import Rows

    if not answer.rows:
        yield "No answer in this graph. That a link is missing is no evidence that there is none."
        return
    numbered = [(str(number), *row.values) for number, row in enumerate(answer.rows, 1)]
    yield ""
    yield from table(Rows(("", *answer.columns), tuple(numbered)))
    yield ""
    for number, row in enumerate(answer.rows, 1):
        yield f"[{number}]{f' {chr(32).join(row.statements)}' if ids else ''}"
        for citation in row.citations[:_SENTENCES]:
            yield from cited(citation, indent="    ")
        if len(row.citations) > _SENTENCES:
            yield f"    and {len(row.citations) - _SENTENCES} more sentences"


@commands.command()
@click.argument("text")
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice(_KINDS, case_sensitive=False),
    help="Only this kind; may be given again.",
)
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True)
@graph_option
def search(text: str, kinds: tuple[str, ...], limit: int, graph: Path) -> None:
    """Find entities by any of their names.

    Example: caricc-graph search "Drug Control Agency" --kind Agency
    """
    from caricc_graph.store import Rows

    with Graph(graph) as opened:
        found = opened.search(text, kinds=kinds, limit=limit)
    if not found:
        click.echo(f"No entity has a name like {text!r}.")
        sys.exit(1)
    rows = tuple(
        (one.name, one.kind, one.alias if one.alias != one.name else "", str(one.mentions), one.id) for one in found
    )
    for line in table(Rows(("name", "kind", "found as", "mentions", "id"), rows)):
        click.echo(line)


@commands.command()
@click.argument("name")
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice(_KINDS, case_sensitive=False),
    help="Only this kind; may be given again.",
)
@click.option("--ids", is_flag=True, help="Show the ids of names within bulletins and of statements.")
@graph_option
def show(name: str, kinds: tuple[str, ...], *, ids: bool, graph: Path) -> None:
    """Show all that the graph holds of an entity: names, posts and links, with their sentences.

    Example: caricc-graph show CARICC
    """
    from caricc_graph.dossier import text

    with _asked(graph) as opened:
        found = opened.entity(name, kinds=kinds)
    for line in text(found, ids=ids):
        click.echo(line)


@commands.command()
@click.argument("one")
@click.argument("other", required=False)
@graph_option
def why(one: str, other: str | None, graph: Path) -> None:
    """Say why two names are one entity, or why not; with one argument, a statement's id, what the statement rests on.

    Ids of statements are shown by `ask` and `show` with --ids, and stand in exports.

    Example: caricc-graph why "R. Miralizoda" "Rustam Aziz Miralizoda"
    """
    from caricc_graph.why import text

    with _asked(graph) as opened:
        found = opened.why(one) if other is None else opened.why(one, other)
    for line in text(found):
        click.echo(line)


@contextmanager
def _asked(graph: Path) -> Iterator[Graph]:
    """Open a graph for a question; what it does not have ends with exit code 1."""
    from caricc_graph.search import UnknownName
    from caricc_graph.verdicts import UnknownStatement

    with Graph(graph) as opened:
        try:
            yield opened
        except (UnknownName, UnknownStatement) as error:
            click.echo(f"caricc-graph: {error}", err=True)
            sys.exit(1)


@commands.group()
def curate() -> None:
    """Write a decision to a file that `build --curation` replays: two are one or are not, a statement is wrong or right, a name.

    Example: caricc-graph curate same Yazlyyev "A. Yazlyev" --because "one Director"
    """


def decision_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of a decision: its reason, the file that it is written to, and the graph that names are looked up in."""
    because = click.option("--because", default="", help="Why; it stands in the line and in the graph.")
    file = click.option(
        "--curation",
        "-c",
        type=click.Path(path_type=Path, dir_okay=False),
        default=Path("curation.txt"),
        show_default=True,
        help="The file to write to.",
    )
    return because(file(graph_option(command)))


def _decided(  # noqa: PLR0913 - a decision, its reason, and where it is looked up and written
    verb: str, one: str, other: str, *, because: str, curation: Path, graph: Path
) -> None:
    """Write a decision and tell of it."""
    from caricc_graph.curation import Verb, append

    with _asked(graph) as opened:
        decision = opened.decide(Verb(verb), one, other, reason=because)
    written = append(curation, decision)
    click.echo(f"{curation}: {'written' if written else 'stands there already'}: {decision}")
    if written:
        click.echo(f"It counts from the next `caricc-graph build SOURCE --curation {curation}`.")


@curate.command()
@click.argument("one")
@click.argument("other")
@decision_options
def same(one: str, other: str, because: str, curation: Path, graph: Path) -> None:
    """Say that two names or ids are one entity.

    Example: caricc-graph curate same Yazlyyev "A. Yazlyev" --because "one Director"
    """
    _decided("same", one, other, because=because, curation=curation, graph=graph)


@curate.command()
@click.argument("one")
@click.argument("other")
@decision_options
def different(one: str, other: str, because: str, curation: Path, graph: Path) -> None:
    """Say that two names or ids are two entities; of names of one entity, that those who bear them are two.

    Example: caricc-graph curate different CARICC SELEC --because "two centres"
    """
    _decided("different", one, other, because=because, curation=curation, graph=graph)


@curate.command()
@click.argument("entity")
@click.argument("name")
@decision_options
def alias(entity: str, name: str, because: str, curation: Path, graph: Path) -> None:
    """Give an entity a further name; what bulletins call by it joins the entity.

    Example: caricc-graph curate alias CARICC "Almaty Centre"
    """
    _decided("alias", entity, name, because=because, curation=curation, graph=graph)


@curate.command()
@click.argument("statement")
@decision_options
def reject(statement: str, because: str, curation: Path, graph: Path) -> None:
    """Say that a statement, given by its id, is wrong: it stays, marked, and gives no link.

    Example: caricc-graph curate reject 0123456789abcdef --because "misread"
    """
    _decided("reject", statement, "", because=because, curation=curation, graph=graph)


@curate.command()
@click.argument("statement")
@decision_options
def accept(statement: str, because: str, curation: Path, graph: Path) -> None:
    """Say that a statement, given by its id, is right: its confidence becomes 1.

    Example: caricc-graph curate accept 0123456789abcdef --because "read in the protocol"
    """
    _decided("accept", statement, "", because=because, curation=curation, graph=graph)


@commands.command()
@click.option("--focus", multiple=True, help="Begin at this entity; may be given again.")
@click.option(
    "--hops", type=click.IntRange(0, 6), default=1, show_default=True, help="How many links away from the focus."
)
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice(_KINDS, case_sensitive=False),
    help="Only this kind; may be given again.",
)
@click.option("--from", "first", help="Only links dated on or after this day (undated ones stay).")
@click.option("--to", "last", help="Only links dated on or before this day (undated ones stay).")
@click.option("--limit", type=click.IntRange(1, 2000), default=150, show_default=True, help="At most so many entities.")
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
    out: Path,
    graph: Path,
) -> None:
    """Write a page that shows a network and, on a click, the sentences behind each link; it needs no connection.

    Example: caricc-graph network --focus CARICC --hops 2 --kind Agency --kind Official -o caricc.html
    """
    with Graph(graph) as opened:
        part = opened.network(
            focus=focus, hops=hops, kinds=kinds, first=_day(first, "from"), last=_day(last, "to"), limit=limit
        )
        page = opened.page(part, title=f"{', '.join(focus)} and neighbours" if focus else "Organisational links")
    _write(out, page)
    left = f"; {part.graph['left_out']} left out" if part.graph["left_out"] else ""
    click.echo(f"{out}: {part.number_of_nodes()} entities, {part.number_of_edges()} links{left}.")


def _day(text: str | None, option: str) -> str | None:
    """Return the first (`--from`) or last (`--to`) day of a date as a person writes it."""
    if text is None:
        return None
    from caricc_graph.queries import edge

    return edge(text, "first" if option == "from" else "last", option)


def _write(out: Path, page: str) -> None:
    if not out.absolute().parent.is_dir():
        raise click.UsageError(f"{out}: the folder {out.absolute().parent} is not there; make it first.")
    out.write_text(page, encoding="utf-8")


@commands.command()
@click.option("--format", "form", required=True, type=click.Choice(_EXPORTS), help="The form to write.")
@click.option(
    "--out", "-o", required=True, type=click.Path(path_type=Path), help="A file; a folder for csv and annotations."
)
@graph_option
def export(form: str, out: Path, graph: Path) -> None:
    """Write the graph for other tools.

    csv is a folder with nodes.csv and edges.csv; annotations is a folder with a JSON file for each source page.

    Example: caricc-graph export --format gexf --out caricc.gexf
    """
    with Graph(graph) as opened:
        opened.export(form, out)
    click.echo(f"{out}: written as {form}.")


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
    from caricc_graph import evaluation, project

    scores = project.evaluate(gold, sources=sources, authority=authority)
    if as_json:
        click.echo(json.dumps(scores.plain(), indent=2))
    else:
        for line in evaluation.lines(scores, misses=misses):
            click.echo(line)
    if floors is None:
        return
    fallen = evaluation.below(scores, floors)
    for line in fallen:
        click.echo(f"below the floor: {line}", err=True)
    if fallen:
        sys.exit(1)
    if raised:
        evaluation.raise_floors(scores, floors)


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
