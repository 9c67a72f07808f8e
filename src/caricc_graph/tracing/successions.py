"""Who is attested in a post after whom, where no sentence says so."""

from __future__ import annotations

import itertools
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caricc_graph.network import Links


@dataclass(frozen=True, slots=True)
class Succession:
    """Two holders of one post, of whom the second is attested only after the last day of the first.

    `last` is the last day on which the first holds it, `first` the first day on which the second does; `numbers` are their links, the
    first holder's before the second's.
    """

    last: str
    first: str
    numbers: tuple[int, ...]


def successions(links: Links, end: int) -> list[Succession]:
    """Return the successions in the posts of a body or of an official that their attested days allow and no sentence states."""
    if links.nodes[end].kind != "Official":
        return list(_in(links, end))
    bodies = {
        links.number[links.links[number].object]
        for number in links.touching(end)
        if links.links[number].predicate == "holdsPost" and links.number[links.links[number].subject] == end
    }
    name = links.nodes[end].id
    return [
        one
        for body in sorted(bodies)
        for one in _in(links, body)
        if name in {links.links[number].subject for number in one.numbers}
    ]


def _in(links: Links, body: int) -> Iterator[Succession]:
    """Yield the successions in all posts of a body; posts that several hold at a time have none."""
    posts: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number in links.touching(body):
        link = links.links[number]
        if link.predicate == "holdsPost" and links.number[link.object] == body and links.attested(number):
            posts[link.post.casefold()][link.subject].append(number)
    for _, holders in sorted(posts.items()):
        ordered = sorted((*_span(links, numbers), tuple(numbers)) for numbers in holders.values())
        if any(one[1] >= two[0] for one, two in itertools.pairwise(ordered)):
            continue
        for (_, last, before), (first, _, after) in itertools.pairwise(ordered):
            if not _is_stated(links, before[0], after[0]):
                yield Succession(last, first, (*before, *after))


def _span(links: Links, numbers: list[int]) -> tuple[str, str]:
    days = sorted(day for number in numbers for day in links.attested(number))
    return days[0], days[-1]


def _is_stated(links: Links, before: int, after: int) -> bool:
    one, other = links.links[before].subject, links.links[after].subject
    return any(
        links.links[number].predicate == "succeeds"
        and {links.links[number].subject, links.links[number].object} == {one, other}
        for number in links.touching(links.number[one])
    )
