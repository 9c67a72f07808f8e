"""All that links two parties, directly or through what both took part in or signed, by year."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from caricc_graph.tracing.stated import (
    Party,
    Stated,
    TracingError,
    days,
    marks,
    party,
    quoted,
    sentences,
    stated,
    told,
    words,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

    from caricc_graph.network.links import Links
    from caricc_graph.store import Store

_SHARED = frozenset({"Document", "Event"})
_UNDATED = "9999"


@dataclass(frozen=True, slots=True)
class Tie:
    """What links two parties at one time: a direct link, or what both took part in or signed (`through`, else None).

    `links` are the links of both sides; an official stands for a body where a bulletin that tells of the link also gives the post.
    """

    year: str
    first: str
    last: str
    through: Party | None
    links: tuple[Stated, ...]


@dataclass(frozen=True, slots=True)
class Between:
    """Two parties and the ties between them, by day, the undated last; how many older ones are `left_out`."""

    one: Party
    other: Party
    ties: tuple[Tie, ...]
    left_out: int


def between(  # noqa: PLR0913 - one parameter for each way to narrow the search
    links: Links,
    store: Store,
    *,
    one: str,
    other: str,
    first: str | None = None,
    last: str | None = None,
    limit: int | None = None,
) -> Between:
    """Return all that links two parties, given by their ids, directly or through a shared event or document, dated within the days.

    Undated ties stay; above `limit` the oldest are left out. Raises TracingError for an entity and itself.
    """
    if one == other:
        raise TracingError("both names are one entity; give two. `caricc-graph why` tells why they are one.")
    ends = (links.number[one], links.number[other])
    within = links.within(first, last)
    left, right = ({at: [n for n in near if within[n]] for at, near in around(links, end).items()} for end in ends)
    direct = _direct(links, ends, within)
    shared = [
        (at, sorted({*left[at], *right[at]}))
        for at in sorted(left.keys() & right.keys())
        if links.nodes[at].kind in _SHARED and at not in ends and left[at] and right[at]
    ]
    ties = [_tie(None, [stated(links, n)]) for n in direct]
    ties += [_tie(party(links, at), [stated(links, n) for n in both]) for at, both in shared]
    kept = sorted(ties, key=_order)[-limit if limit else 0 :]
    cited = sentences(links, store, {link.statement for tie in kept for link in tie.links})
    return Between(
        party(links, ends[0]),
        party(links, ends[1]),
        tuple(replace(tie, links=told(tie.links, cited)) for tie in kept),
        len(ties) - len(kept),
    )


def around(links: Links, end: int) -> dict[int, list[int]]:
    """Return by the entity at their other end the links of a party, and those of its officials that a bulletin tells with their post."""
    found: dict[int, list[int]] = defaultdict(list)
    for number in links.touching(end):
        found[opposite(links, number, end)].append(number)
    for person, bulletins in officials(links, end).items():
        for number in links.touching(person):
            if bulletins & {*links.told[number]} and opposite(links, number, person) != end:
                found[opposite(links, number, person)].append(number)
    return dict(found)


def officials(links: Links, body: int) -> dict[int, set[int]]:
    """Return those who hold a post in a body, with the bulletins that say so; who held one before is none of them."""
    found: dict[int, set[int]] = defaultdict(set)
    for number in links.touching(body):
        link = links.links[number]
        if link.predicate == "holdsPost" and links.number[link.object] == body and not link.former:
            found[links.number[link.subject]].update(links.told[number])
    return dict(found)


def opposite(links: Links, number: int, node: int) -> int:
    """Return the other end of a link."""
    link = links.links[number]
    return links.number[link.object if link.subject == links.nodes[node].id else link.subject]


def _direct(links: Links, ends: tuple[int, int], within: NDArray[np.bool_]) -> list[int]:
    """Return the links between two parties or their officials."""
    sides = [{end: None, **officials(links, end)} for end in ends]
    found = set()
    for near, posts in sides[0].items():
        for number in links.touching(near):
            far = opposite(links, number, near)
            if far in sides[1] and all(held is None or held & {*links.told[number]} for held in (posts, sides[1][far])):
                found.add(number)
    return sorted(number for number in found if within[number])


def _tie(through: Party | None, found: list[Stated]) -> Tie:
    held = [link for link in found if link.held] or found
    first = min((link.first for link in held if link.first), default="")
    last = max(link.last for link in held)
    return Tie(first[:4], first, last, through, tuple(found))


def _order(tie: Tie) -> tuple[str, str, str, str]:
    name = tie.through.name if tie.through else ""
    return tie.first or _UNDATED, tie.last, name, tie.links[0].statement


def text(found: Between) -> Iterator[str]:
    """Yield the lines of all ties under their years for a terminal, quotes marked as «…»."""
    yield f"Between {found.one.name}  [{found.one.kind}]  id {found.one.id}"
    yield f"and     {found.other.name}  [{found.other.kind}]  id {found.other.id}"
    if not found.ties:
        yield ""
        yield "Nothing links them directly or through a shared event. `caricc-graph path` looks further."
    if found.left_out:
        yield ""
        yield f"{found.left_out} older ties are left out."
    year = None
    for tie in found.ties:
        if tie.year != year:
            year = tie.year
            yield ""
            yield year or "undated"
        yield from _told(tie)


def _told(tie: Tie) -> Iterator[str]:
    indent = "  "
    if tie.through:
        yield f"  {days(tie.first, tie.last)}  {tie.through.name}  [{tie.through.kind}]"
        indent = "    "
    for link in tie.links:
        target = "" if link.object == tie.through else f" {link.object.name}"
        yield f"{indent}{link.subject.name} {words(link)}{target}  [{marks(link)}]"
    yield from quoted(tie.links, indent="      ")
