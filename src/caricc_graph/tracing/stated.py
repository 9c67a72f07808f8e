"""Asserted links with the sentences that state them, and their lines for a terminal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from caricc_graph.citations import Citation, citations, publishers
from caricc_graph.dossier import cited
from caricc_graph.model import CariccGraphError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from caricc_graph.network.links import Links
    from caricc_graph.store import Store

_SENTENCES = 2


class TracingError(CariccGraphError):
    """Something that can't be traced, as from an entity to itself."""


@dataclass(frozen=True, slots=True)
class Party:
    """An entity at the end of a link."""

    id: str
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Stated:
    """An asserted link with its sentences.

    `first` and `last` are ISO days: of the event at its end where it is `held`, else of the bulletins that attest it; empty where none is
    known. `post` is the title of a post, which a `former` holder no longer has. `corroboration` counts independent publishers, a reprint with its original.
    """

    statement: str
    subject: Party
    predicate: str
    object: Party
    post: str
    former: bool
    first: str
    last: str
    held: bool
    confidence: float
    inferred: bool
    corroboration: int
    citations: tuple[Citation, ...]


def party(links: Links, node: int) -> Party:
    """Return an entity by its number."""
    told = links.nodes[node]
    return Party(told.id, told.kind, told.name)


def stated(links: Links, store: Store, numbers: Iterable[int]) -> dict[int, Stated]:
    """Return links by their numbers, with all their sentences."""
    chosen = sorted({*numbers})
    iris = {number: f"{links.base}{links.links[number].statement}" for number in chosen}
    found = citations(store, list(iris.values()))
    return {number: _stated(links, number, found.get(iris[number], ())) for number in chosen}


def _stated(links: Links, number: int, sentences: tuple[Citation, ...]) -> Stated:
    link = links.links[number]
    return Stated(
        link.statement, party(links, links.number[link.subject]), link.predicate, party(links, links.number[link.object]), link.post, link.former,
        link.first, link.last, link.held, link.confidence, link.inferred, link.corroboration, sentences,
    )  # fmt: skip


def days(first: str, last: str) -> str:
    """Return a day, or the first and the last as EDTF writes them; "undated" where none is known."""
    return (first if first == last else f"{first}/{last}") or "undated"


def words(link: Stated) -> str:
    """Return the predicate of a link, with the title of a post."""
    former = "former " if link.former else ""
    return f"{link.predicate} ({former}{link.post})" if link.post else link.predicate


def marks(link: Stated) -> str:
    """Return what a reader should know of a link: day, confidence, publishers, and whether it is inferred."""
    when = days(link.first, link.last)
    told = "" if link.held or when == "undated" else "reported "
    inferred = ["inferred"] if link.inferred else []
    return ", ".join([f"{told}{when}", f"{link.confidence:.2f}", publishers(link.corroboration), *inferred])


def sentences(links: Sequence[Stated], *, indent: str, most: int = _SENTENCES) -> Iterator[str]:
    """Yield the lines of the first sentences of each link, a sentence once, and how many more there are."""
    shown: set[tuple[str, str]] = set()
    for link in links:
        fresh = [one for one in link.citations if (one.bulletin, one.sentence) not in shown]
        shown.update((one.bulletin, one.sentence) for one in fresh)
        for one in fresh[:most]:
            yield from cited(one, indent=indent)
        if len(fresh) > most:
            yield f"{indent}and {len(fresh) - most} more sentences"
