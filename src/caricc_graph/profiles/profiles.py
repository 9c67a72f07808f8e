"""What the pages of a build show, read a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from caricc_graph.model import CariccGraphError
from caricc_graph.profiles.bulletin import BulletinProfile, bulletin
from caricc_graph.profiles.disagreements import Disagreement, disagreements
from caricc_graph.profiles.entity import FIRST_LINES, EntityProfile, entity
from caricc_graph.profiles.lines import SENTENCES, Line, Party, counts, lines, listed
from caricc_graph.profiles.references import headline

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_KINDS = "SELECT kind, COUNT(*) FROM entity GROUP BY kind ORDER BY kind"
_HEAD = "SELECT id, kind, name, mentions, statements FROM entity WHERE id = ?"
_OF_KIND = (
    "SELECT id, kind, name, mentions, statements FROM entity WHERE kind = ? ORDER BY mentions DESC, id LIMIT ? OFFSET ?"
)
_BULLETINS = """
SELECT b.id, b.title, SUBSTR(b.text, 1, 200), COALESCE(NULLIF(b.published, ''), b.day), a.publisher, b.statements
FROM bulletin b LEFT JOIN appearance a ON a.bulletin = b.id AND a.number = 1 ORDER BY b.day DESC, b.id LIMIT ? OFFSET ?
"""
_MODALITIES = "SELECT modality, COUNT(*) FROM statement GROUP BY modality ORDER BY modality"


class UnknownPage(CariccGraphError):  # noqa: N818 - it is caught by what it tells, not as an error
    """An id that nothing in the graph has."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a graph holds: entities by kind, statements by modality, bulletins and the days from which they are."""

    kinds: tuple[tuple[str, int], ...]
    modalities: tuple[tuple[str, int], ...]
    bulletins: int
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Listed:
    """An entity in a list."""

    id: str
    kind: str
    name: str
    mentions: int
    statements: int


@dataclass(frozen=True, slots=True)
class ListedBulletin:
    """A bulletin in a list."""

    id: str
    title: str
    day: str
    publisher: str
    statements: int


class Profiles:
    """What the pages of a build show, only read."""

    def __init__(self, path: Path) -> None:
        import sqlite3

        self._base = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, check_same_thread=False)

    def close(self) -> None:
        """Let the file go."""
        self._base.close()

    def contents(self) -> Contents:
        """Return what the graph holds."""
        bulletins, first, last = self._base.execute(
            "SELECT COUNT(*), COALESCE(MIN(NULLIF(day, '')), ''), MAX(day) FROM bulletin"
        ).fetchone()
        return Contents(
            tuple(self._base.execute(_KINDS)), tuple(self._base.execute(_MODALITIES)), bulletins, first, last or ""
        )

    def known(self, entity_id: str) -> str:
        """Return the id that an entity bears now, of one that it answers to; raises UnknownPage."""
        row = self._base.execute("SELECT entity FROM member WHERE id = ?", (entity_id,)).fetchone()
        if row is None:
            raise UnknownPage(f"no entity has the id {entity_id!r}; search for its name.")
        return str(row[0])

    def entity(self, entity_id: str) -> EntityProfile:
        """Return the profile of an entity; raises UnknownPage."""
        found = entity(self._base, self.known(entity_id))
        if found is None:
            raise UnknownPage(f"no entity has the id {entity_id!r}; search for its name.")
        return found

    def disagreements(self, event: str) -> tuple[Disagreement, ...]:
        """Return the points on which the bulletins of an event disagree."""
        return disagreements(self._base, event)

    def head(self, entity_id: str) -> Listed:
        """Return an entity as lists show it; raises UnknownPage."""
        row = self._base.execute(_HEAD, (self.known(entity_id),)).fetchone()
        return Listed(*row)

    def count(self, entity_id: str, *, predicate: str, outgoing: bool) -> int:
        """Return how many asserted statements of one predicate and direction an entity has."""
        return sum(count for _, count in counts(self._base, entity_id).get((predicate, outgoing), ()))

    def beyond(self, entity_id: str) -> tuple[tuple[str, bool, int], ...]:
        """Return predicate, direction and count of the statements of which an entity's page shows the first alone."""
        found = counts(self._base, entity_id)
        told = [(*key, sum(count for _, count in years)) for key, years in found.items()]
        return tuple(one for one in told if one[2] > FIRST_LINES)

    def bulletin(self, bulletin_id: str) -> BulletinProfile:
        """Return the profile of a bulletin; raises UnknownPage."""
        found = bulletin(self._base, bulletin_id)
        if found is None:
            raise UnknownPage(f"no bulletin has the id {bulletin_id!r}; the list of bulletins has all.")
        return found

    def links(self, entity_id: str, *, predicate: str, outgoing: bool, limit: int, offset: int) -> tuple[Line, ...]:
        """Return a part of an entity's asserted statements of one predicate and direction, by day."""
        ids = listed(self._base, entity_id, predicate=predicate, outgoing=outgoing, limit=limit, offset=offset)
        told = lines(self._base, ids)
        return tuple(told[one] for one in ids)

    def lines(self, statements: Sequence[str], *, most: int = SENTENCES) -> dict[str, Line]:
        """Return the lines of statements by their ids, each with at most `most` sentences."""
        return lines(self._base, statements, most=most)

    def of_kind(self, kind: str, *, limit: int, offset: int = 0) -> tuple[Listed, ...]:
        """Return a part of the entities of a kind, the most mentioned first."""
        return tuple(Listed(*row) for row in self._base.execute(_OF_KIND, (kind, limit, offset)))

    def bulletins(self, *, limit: int, offset: int = 0) -> tuple[ListedBulletin, ...]:
        """Return a part of the bulletins, the latest first."""
        rows = self._base.execute(_BULLETINS, (limit, offset))
        return tuple(
            ListedBulletin(one, headline(title, text), day, publisher or "", statements)
            for one, title, text, day, publisher, statements in rows
        )

    def entities(self) -> tuple[str, ...]:
        """Return the ids of all entities."""
        return tuple(one for (one,) in self._base.execute("SELECT id FROM entity ORDER BY id"))

    def all_bulletins(self) -> tuple[str, ...]:
        """Return the ids of all bulletins."""
        return tuple(one for (one,) in self._base.execute("SELECT id FROM bulletin ORDER BY id"))

    def names(self) -> tuple[tuple[str, Party, int], ...]:
        """Return every name with its entity and how often that is mentioned."""
        rows = self._base.execute(
            "SELECT n.text, e.id, e.kind, e.name, e.mentions FROM name n JOIN entity e ON e.id = n.entity ORDER BY e.id, n.text"
        )
        return tuple((text, Party(one, kind, name), mentions) for text, one, kind, name, mentions in rows)
