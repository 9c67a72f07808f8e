"""What a page shows of an entity: names, posts, counts, and the first lines of each kind of link."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from caricc_graph.profiles.lines import Group, Line, Party, counts, lines, listed
from caricc_graph.profiles.sentences import references

if TYPE_CHECKING:
    from collections.abc import Sequence
    from sqlite3 import Connection

    from caricc_graph.profiles.references import Reference

_HEAD = "SELECT id, kind, name, event_kind, mentions, statements FROM entity WHERE id = ?"
_NAMES = "SELECT text, mentions, bulletin FROM name WHERE entity = ? ORDER BY mentions DESC, text LIMIT ?"
_MERGES = "SELECT reason, times FROM merge WHERE entity = ? ORDER BY times DESC, reason LIMIT ?"
_UNSETTLED = "SELECT DISTINCT statement FROM said WHERE entity = ? AND settled = 0 ORDER BY first, statement LIMIT ?"
_POSTS = """
SELECT h.person, p.name, h.body, b.kind, b.name, h.title, h.day, h.sort, h.statement
FROM held h JOIN entity p ON p.id = h.person JOIN entity b ON b.id = h.body
WHERE h.entity = ? AND (h.person, h.body, h.title) IN (
  SELECT person, body, title FROM held WHERE entity = ? GROUP BY person, body, title ORDER BY MAX(CASE sort WHEN 'attested' THEN day ELSE '' END) DESC, person LIMIT ?
)
"""
_COUNT_POSTS = "SELECT COUNT(*) FROM (SELECT DISTINCT person, body, title FROM held WHERE entity = ?)"
_COUNT_UNSETTLED = "SELECT COUNT(DISTINCT statement) FROM said WHERE entity = ? AND settled = 0"
_MOST_NAMES, _MOST_MERGES, _MOST_POSTS, _MOST_UNSETTLED, _MOST_SENTENCES = 40, 20, 25, 20, 2
FIRST_LINES = 6
"""How many lines of a predicate an entity's page shows; its further pages show all."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """A name of an entity, how often it stands in bulletins, and the first that has it; None for one from an authority file or a reader."""

    text: str
    mentions: int
    first: Reference | None


@dataclass(frozen=True, slots=True)
class Post:
    """A post that a person holds: the days on which it is attested, which are no term, stated beginnings and ends, and days when he is "former"."""

    person: Party
    body: Party
    title: str
    attested: tuple[str, ...]
    since: tuple[str, ...]
    until: tuple[str, ...]
    former: tuple[str, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class EntityProfile:
    """An entity as its page shows it; each `more_…` counts what the page leaves out."""

    id: str
    kind: str
    name: str
    event_kind: str
    mentions: int
    statements: int
    identifiers: tuple[tuple[str, str], ...]
    names: tuple[Spelling, ...]
    more_names: int
    merges: tuple[tuple[str, int], ...]
    more_merges: int
    posts: tuple[Post, ...]
    more_posts: int
    groups: tuple[Group, ...]
    unsettled: tuple[Line, ...]
    more_unsettled: int


def entity(base: Connection, entity_id: str) -> EntityProfile | None:
    """Return the profile of the entity with this id, None where the graph has none."""
    head = base.execute(_HEAD, (entity_id,)).fetchone()
    if head is None:
        return None
    names = base.execute(_NAMES, (entity_id, _MOST_NAMES)).fetchall()
    first = references(base, {bulletin for _, _, bulletin in names if bulletin})
    merges = base.execute(_MERGES, (entity_id, _MOST_MERGES)).fetchall()
    held = _posts(base, entity_id)
    unsettled = [one for (one,) in base.execute(_UNSETTLED, (entity_id, _MOST_UNSETTLED))]
    told = lines(base, unsettled, most=_MOST_SENTENCES)
    one, kind, name, event_kind, mentions, statements = head
    return EntityProfile(
        id=one,
        kind=kind,
        name=name,
        event_kind=event_kind,
        mentions=mentions,
        statements=statements,
        identifiers=tuple(
            base.execute("SELECT scheme, value FROM identifier WHERE entity = ? ORDER BY 1, 2", (entity_id,))
        ),
        names=tuple(Spelling(text, count, first.get(bulletin)) for text, count, bulletin in names),
        more_names=_count(base, "SELECT COUNT(*) FROM name WHERE entity = ?", entity_id) - len(names),
        merges=tuple(merges),
        more_merges=_count(base, "SELECT COUNT(*) FROM merge WHERE entity = ?", entity_id) - len(merges),
        posts=held,
        more_posts=_count(base, _COUNT_POSTS, entity_id) - len(held),
        groups=_groups(base, entity_id),
        unsettled=tuple(told[one] for one in unsettled),
        more_unsettled=_count(base, _COUNT_UNSETTLED, entity_id) - len(unsettled),
    )


def _groups(base: Connection, entity_id: str) -> tuple[Group, ...]:
    chosen = {
        key: listed(base, entity_id, predicate=key[0], outgoing=key[1], limit=FIRST_LINES)
        for key in counts(base, entity_id)
    }
    told = lines(base, [one for ids in chosen.values() for one in ids], most=_MOST_SENTENCES)
    return tuple(
        Group(*key, years, tuple(told[one] for one in chosen[key])) for key, years in counts(base, entity_id).items()
    )


def _posts(base: Connection, entity_id: str) -> tuple[Post, ...]:
    """Return the posts of a person, or those in a body, by the first day on which they are attested."""
    days: dict[tuple[Party, Party, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    rows = base.execute(_POSTS, (entity_id, entity_id, _MOST_POSTS))
    for person, name, body, kind, body_name, title, day, sort, statement in rows:
        key = (Party(person, "Official", name), Party(body, kind, body_name), title)
        days[key][sort].add(day)
        days[key]["statements"].add(statement)
    told = lines(base, sorted({one for sorts in days.values() for one in sorts["statements"]}), most=_MOST_SENTENCES)
    found = [_post(key, sorts, [told[one] for one in sorted(sorts["statements"])]) for key, sorts in days.items()]
    return tuple(sorted(found, key=lambda post: (post.attested[:1] or ("~",), post.title, post.person.name)))


def _post(key: tuple[Party, Party, str], sorts: dict[str, set[str]], told: Sequence[Line]) -> Post:
    attested, since, until, former = (
        tuple(sorted(sorts[sort] - {""})) for sort in ("attested", "since", "until", "former")
    )
    return Post(*key, attested, since, until, former, tuple(told))


def _count(base: Connection, query: str, entity_id: str) -> int:
    (count,) = base.execute(query, (entity_id,)).fetchone()
    return int(count)
