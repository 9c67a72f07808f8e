"""Asserted links with the sentences that state them, and their lines for a terminal."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from caricc_graph.citations import Citation, citations, publishers
from caricc_graph.dossier import cited
from caricc_graph.model import CariccGraphError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from caricc_graph.network.links import Links
    from caricc_graph.store import Store


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
    known. `post` is the title of a post, which a `former` holder no longer has. `corroboration` counts independent publishers, a reprint
    with its original.
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
    citations: tuple[Citation, ...] = ()


def party(links: Links, node: int) -> Party:
    """Return an entity by its number."""
    told = links.nodes[node]
    return Party(told.id, told.kind, told.name)


def stated(links: Links, number: int) -> Stated:
    """Return a link by its number, its sentences still left out."""
    link = links.links[number]
    return Stated(
        link.statement, party(links, links.number[link.subject]), link.predicate, party(links, links.number[link.object]), link.post, link.former,
        link.first, link.last, link.held, link.confidence, link.inferred, link.corroboration,
    )  # fmt: skip


def sentences(links: Links, store: Store, statements: Iterable[str]) -> dict[str, tuple[Citation, ...]]:
    """Return for each statement, given by its id, the sentences that state it."""
    found = citations(store, [f"{links.base}{one}" for one in statements])
    return {iri.removeprefix(links.base): told for iri, told in found.items()}


def told(found: Sequence[Stated], by: Mapping[str, tuple[Citation, ...]]) -> tuple[Stated, ...]:
    """Return links with their sentences."""
    return tuple(replace(link, citations=by.get(link.statement, ())) for link in found)


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
    reported = "" if link.held or when == "undated" else "reported "
    inferred = ["inferred"] if link.inferred else []
    return ", ".join([f"{reported}{when}", f"{link.confidence:.2f}", publishers(link.corroboration), *inferred])


def quoted(links: Sequence[Stated], *, indent: str) -> Iterator[str]:
    """Yield the lines of the first sentence of each link, a sentence once, and how many more there are."""
    shown: set[tuple[str, str]] = set()
    left = 0
    for link in links:
        fresh = [one for one in link.citations if (one.bulletin, one.sentence) not in shown]
        shown.update((one.bulletin, one.sentence) for one in fresh)
        for one in fresh[:1]:
            yield from cited(one, indent=indent)
        left += len(fresh[1:])
    if left:
        yield f"{indent}and {left} more sentence{'s' if left > 1 else ''}"
