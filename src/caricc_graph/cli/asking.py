"""Commands that ask a graph: query, ask, search, show, why."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from caricc_graph import Graph
from caricc_graph.cli.common import asked, commands, graph_option, kind_option, table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from caricc_graph.queries import Answer

_ROWS = ("table", "csv", "tsv", "json", "xml")
_TRIPLES = ("turtle", "ntriples", "jsonld")
_SENTENCES = 3


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
@kind_option
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
@kind_option
@click.option("--ids", is_flag=True, help="Show the ids of names within bulletins and of statements.")
@graph_option
def show(name: str, kinds: tuple[str, ...], *, ids: bool, graph: Path) -> None:
    """Show all that the graph holds of an entity: names, posts and links, with their sentences.

    Example: caricc-graph show CARICC
    """
    from caricc_graph.dossier import text

    with asked(graph) as opened:
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

    with asked(graph) as opened:
        found = opened.why(one) if other is None else opened.why(one, other)
    for line in text(found):
        click.echo(line)
