"""What changed between two builds, or between two periods of one: entities, links, and who holds which post."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from caricc_graph.tracing.stated import Party, Stated, marks, party, quoted, sentences, stated, told, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from caricc_graph.network.links import Links
    from caricc_graph.store import Store

_UNDATED = "9999"


@dataclass(frozen=True, slots=True)
class Post:
    """A post whose holders differ, with the links of those before and after that say so."""

    body: Party
    title: str
    before: tuple[Stated, ...]
    after: tuple[Stated, ...]


@dataclass(frozen=True, slots=True)
class Regrouped:
    """Entities of one build that are one or several others in the next: `before` joined, or parted, into `after`."""

    before: tuple[Party, ...]
    after: tuple[Party, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """New and gone entities and links, posts of which both sides name other holders, and of builds what was joined or parted.

    Of `periods`, what is gone is only told no more: that is no end. The counts are of all, where a limit cuts the lists.
    """

    before: str
    after: str
    new: tuple[Party, ...]
    gone: tuple[Party, ...]
    regrouped: tuple[Regrouped, ...]
    new_links: tuple[Stated, ...]
    gone_links: tuple[Stated, ...]
    posts: tuple[Post, ...]
    new_count: int
    gone_count: int
    regrouped_count: int
    new_links_count: int
    gone_links_count: int
    posts_count: int
    periods: bool


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two that are compared: its name, its links and store, the ids that its entities answer to, and what of it counts."""

    name: str
    links: Links
    store: Store
    members: Mapping[str, str]
    entities: frozenset[int]
    numbers: Sequence[int]
    is_period: bool


def whole(name: str, links: Links, store: Store, *, members: Mapping[str, str]) -> Side:
    """Return a whole build as a side."""
    return Side(
        name, links, store, members, frozenset(range(len(links.nodes))), range(len(links.links)), is_period=False
    )


def period(  # noqa: PLR0913 - a period of a build is told by as much
    links: Links, store: Store, *, members: Mapping[str, str], path: Path, first: str, last: str
) -> Side:
    """Return a period of a build as a side: what bulletins of these days name, and the links of events and bulletins of these days."""
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as base:
        named = base.execute(
            "SELECT DISTINCT n.entity FROM named n JOIN bulletin b ON b.number = n.bulletin WHERE b.day BETWEEN ? AND ?",
            (first, last),
        ).fetchall()
    numbers = [int(number) for number in links.within(first, last, undated=False).nonzero()[0]]
    ends = {links.number[end] for n in numbers for end in (links.links[n].subject, links.links[n].object)}
    entities = frozenset({links.number[entity] for (entity,) in named} | ends)
    return Side(f"{first}/{last}", links, store, members, entities, numbers, is_period=True)


def compare(before: Side, after: Side, *, limit: int | None = None) -> Comparison:
    """Return what changed from one side to the other; ids that last tell which entities are the same, however names and merges changed.

    Each list holds at most `limit`, entities by their number of mentions and links by their days.
    """
    classes = _classes(before, after)
    old, new = _grouped(before, classes), _grouped(after, classes)
    was, now = _keyed(before, classes), _keyed(after, classes)
    added = _by_day(after, (n for key in now.keys() - was.keys() for n in now[key]))
    lost = _by_day(before, (n for key in was.keys() - now.keys() for n in was[key]))
    regrouped = [
        Regrouped(tuple(party(before.links, n) for n in old[one]), tuple(party(after.links, n) for n in new[one]))
        for one in sorted(old.keys() & new.keys())
        if len(old[one]) != len(new[one])
    ]
    held = _holders(before, classes), _holders(after, classes)
    changed = sorted(key for key in held[0].keys() & held[1].keys() if held[0][key].keys() != held[1][key].keys())
    fresh = [n for one in new.keys() - old.keys() for n in new[one]]
    gone = [n for one in old.keys() - new.keys() for n in old[one]]
    return Comparison(
        before.name, after.name, _mentioned(after, fresh, limit), _mentioned(before, gone, limit), tuple(regrouped[:limit]),
        _cited(after, added[:limit]), _cited(before, lost[:limit]),
        tuple(_post(before, after, held[0][key], held[1][key]) for key in changed[:limit]),
        len(fresh), len(gone), len(regrouped), len(added), len(lost), len(changed), after.is_period,
    )  # fmt: skip


def _classes(before: Side, after: Side) -> dict[str, str]:
    """Return for each id of an entity the smallest id of all that either side holds for one with it."""
    root: dict[str, str] = {}

    def find(one: str) -> str:
        while root.setdefault(one, one) != one:
            root[one] = root[root[one]]
            one = root[one]
        return one

    for side in (before, after):
        for member, entity in sorted(side.members.items()):
            low, high = sorted((find(member), find(entity)))
            root[high] = low
    return {one: find(one) for one in sorted(root)}


def _grouped(side: Side, classes: Mapping[str, str]) -> dict[str, list[int]]:
    """Return the entities of a side by what either side holds for one."""
    found: dict[str, list[int]] = defaultdict(list)
    for node in sorted(side.entities):
        found[classes[side.links.nodes[node].id]].append(node)
    return found


def _keyed(side: Side, classes: Mapping[str, str]) -> dict[tuple[str, ...], list[int]]:
    """Return the links of a side by what they say, whichever statement says it."""
    found: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number in side.numbers:
        link = side.links.links[number]
        found[classes[link.subject], link.predicate, classes[link.object], link.post.casefold()].append(number)
    return found


def _holders(side: Side, classes: Mapping[str, str]) -> dict[tuple[str, str], dict[str, list[int]]]:
    """Return by body and title who holds a post, with the links that say so."""
    found: dict[tuple[str, str], dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number in side.numbers:
        link = side.links.links[number]
        if link.predicate == "holdsPost" and not link.former:
            found[classes[link.object], link.post.casefold()][classes[link.subject]].append(number)
    return found


def _post(before: Side, after: Side, was: Mapping[str, list[int]], now: Mapping[str, list[int]]) -> Post:
    """Return a post with those of its holders that are on one side alone."""
    lost = _by_day(before, (n for one in was.keys() - now.keys() for n in was[one]))
    added = _by_day(after, (n for one in now.keys() - was.keys() for n in now[one]))
    told = (*_cited(before, lost), *_cited(after, added))
    return Post(told[-1].object, told[-1].post, told[: len(lost)], told[len(lost) :])


def _by_day(side: Side, numbers: Iterable[int]) -> list[int]:
    return sorted(numbers, key=lambda number: (side.links.links[number].first or _UNDATED, number))


def _mentioned(side: Side, nodes: Iterable[int], limit: int | None) -> tuple[Party, ...]:
    ordered = sorted(nodes, key=lambda node: (-side.links.nodes[node].mentions, side.links.nodes[node].id))
    return tuple(party(side.links, node) for node in ordered[:limit])


def _cited(side: Side, numbers: Sequence[int]) -> tuple[Stated, ...]:
    found = [stated(side.links, number) for number in numbers]
    return told(found, sentences(side.links, side.store, (link.statement for link in found)))


def text(found: Comparison) -> Iterator[str]:
    """Yield the lines of a comparison for a terminal, quotes marked as «…»."""
    yield f"{found.before} → {found.after}"
    if found.periods:
        yield "What bulletins tell in one period alone need neither have begun nor ended in it."
    if not (found.new or found.gone or found.regrouped or found.posts or found.new_links or found.gone_links):
        yield ""
        yield "Nothing changed."
    yield from _parties(_title(found, "entities", new=True), found.new, found.new_count)
    yield from _parties(_title(found, "entities", new=False), found.gone, found.gone_count)
    if found.regrouped:
        yield ""
        yield f"Joined or parted: {found.regrouped_count}"
    for one in found.regrouped:
        yield f"  {_named(one.before)} → {_named(one.after)}"
    if found.posts:
        yield ""
        yield f"Changed posts: {found.posts_count}"
    for post in found.posts:
        yield f"  {post.title}, {post.body.name}"
        for sign, links in (("-", post.before), ("+", post.after)):
            for link in links:
                yield f"    {sign} {link.subject.name}  [{marks(link)}]"
                yield from quoted([link], indent="        ")
    yield from _links(_title(found, "links", new=True), found.new_links, found.new_links_count)
    yield from _links(_title(found, "links", new=False), found.gone_links, found.gone_links_count)


def _title(found: Comparison, what: str, *, new: bool) -> str:
    if found.periods:
        return f"{what.capitalize()} only in {found.after if new else found.before}"
    return f"{'New' if new else 'Gone'} {what}"


def _named(parties: Iterable[Party]) -> str:
    return ", ".join(f"{one.name} ({one.id})" for one in parties)


def _parties(title: str, parties: Sequence[Party], count: int) -> Iterator[str]:
    if parties:
        yield ""
        yield f"{title}: {count}"
    yield from (f"  {one.name}  [{one.kind}]" for one in parties)
    yield from _more(count - len(parties))


def _links(title: str, links: Sequence[Stated], count: int) -> Iterator[str]:
    if links:
        yield ""
        yield f"{title}: {count}"
    for link in links:
        yield f"  {link.subject.name} {words(link)} {link.object.name}  [{marks(link)}]"
        yield from quoted([link], indent="      ")
    yield from _more(count - len(links))


def _more(count: int) -> Iterator[str]:
    if count:
        yield f"  and {count} more"
