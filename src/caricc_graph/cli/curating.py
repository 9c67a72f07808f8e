"""Commands that write a reader's decision: curate same, different, alias, reject, accept, link."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from caricc_graph.cli.common import asked, commands, graph_option

if TYPE_CHECKING:
    from collections.abc import Callable

    from caricc_graph.curation import Decision


@commands.group()
def curate() -> None:
    """Write a decision to a file that `build --curation` replays: two are one or are not, a statement is wrong or right, a name, a link.

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
    """Make a decision, write it and tell of it."""
    from caricc_graph.curation import Verb

    with asked(graph) as opened:
        decision = opened.decide(Verb(verb), one, other, reason=because)
    _write(decision, curation)


def _write(decision: Decision, curation: Path) -> None:
    """Write a decision to a file and tell of it."""
    from caricc_graph.curation import append

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


@curate.command()
@click.argument("subject")
@click.argument("predicate")
@click.argument("other", metavar="OBJECT")
@click.option("--bulletin", required=True, help="The id of the bulletin that says so.")
@click.option("--quote", required=True, help="The words there that say so.")
@decision_options
def link(  # noqa: PLR0913 - one parameter for each argument and option of the command
    subject: str, predicate: str, other: str, bulletin: str, quote: str, because: str, curation: Path, graph: Path
) -> None:
    """Add a link that a bulletin states and no rule has read: it stands with those words as its evidence.

    Example: caricc-graph curate link UNODC funds BOMCA --bulletin 0123456789abcdef --quote "paid for by UNODC"
    """
    with asked(graph) as opened:
        decision = opened.link(subject, predicate, other, bulletin=bulletin, quote=quote, reason=because)
    _write(decision, curation)
