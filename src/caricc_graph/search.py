"""Entities for what a person types: a full-text index of all names in a graph."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from caricc_graph.model import CariccGraphError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from caricc_graph.store import Store

__all__ = ["AmbiguousName", "Found", "Names", "UnknownName", "fold", "write_index"]

_NAMES = """
SELECT ?entity ?kind ?name ?shown
WHERE {
  ?entity a ?kind ; skos:prefLabel ?shown
  VALUES ?kind { cg:Official cg:Agency cg:Programme cg:Country cg:Place cg:Event cg:Document cg:Substance }
  { ?entity skos:prefLabel ?name } UNION { ?entity skos:altLabel ?name }
}
"""
_IDS = "SELECT ?entity ?id WHERE { ?entity cg:memberId ?id }"
_MENTIONS = "SELECT ?entity (COUNT(?mention) AS ?count) WHERE { ?mention cg:refersTo ?entity } GROUP BY ?entity"
_TABLES = """
CREATE TABLE entity (id TEXT PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, mentions INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE member (id TEXT PRIMARY KEY, entity TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE name (entity TEXT NOT NULL, text TEXT NOT NULL, folded TEXT NOT NULL);
CREATE VIRTUAL TABLE words USING fts5(folded, content='name', tokenize='unicode61');
CREATE VIRTUAL TABLE word USING fts5vocab(words, 'row');
"""
_NEAR = 78
_NEAR_WORD = 70
_NEAR_WORDS = 12
_COMPARED = 500
_CANDIDATES = 8


class UnknownName(CariccGraphError):  # noqa: N818 - it is caught by what it tells, not as an error
    """A name that no entity has; `near` are names that come near."""

    def __init__(self, text: str, near: tuple[Found, ...]) -> None:
        self.near = near
        hint = f" Near: {', '.join(f'{f.name} ({f.kind})' for f in near)}." if near else ""
        super().__init__(f"no entity is called {text!r}.{hint} Look with `caricc-graph search`.")


class AmbiguousName(CariccGraphError):  # noqa: N818 - as UnknownName
    """A name that several entities have; `candidates` are they."""

    def __init__(self, text: str, candidates: tuple[Found, ...]) -> None:
        self.candidates = candidates
        told = "; ".join(f"{f.name} ({f.kind}, id {f.id}, {f.mentions} mentions)" for f in candidates[:_CANDIDATES])
        super().__init__(f"several entities are called {text!r}: {told}. Give a longer name or an id.")


@dataclass(frozen=True, slots=True)
class Found:
    """An entity, with the name of it that was found (`alias`) and how often it is mentioned."""

    id: str
    kind: str
    name: str
    alias: str
    mentions: int


def fold(text: str) -> str:
    """Return a name for comparison: Latin letters without marks, small, one space between words."""
    from anyascii import anyascii

    return " ".join(re.findall(r"\w+", anyascii(text).casefold().replace("'", "")))


def write_index(store: Store, path: Path) -> None:
    """Write the index of all names of a graph to a new file."""
    import sqlite3
    from contextlib import closing

    def local(iri: str | None) -> str:
        return str(iri).removeprefix(store.prefixes["entity"]).removeprefix(store.prefixes["cg"])

    counts = {local(entity): int(count or 0) for entity, count in store.query(_MENTIONS).rows}
    rows = sorted({(local(e), local(kind), str(name), str(shown)) for e, kind, name, shown in store.query(_NAMES).rows})
    shown = sorted({(entity, kind, name, counts.get(entity, 0)) for entity, kind, _, name in rows})
    with closing(sqlite3.connect(path)) as base, base:
        base.executescript(_TABLES)
        base.executemany("INSERT INTO entity VALUES (?, ?, ?, ?)", shown)
        base.executemany(
            "INSERT OR IGNORE INTO member VALUES (?, ?)",
            sorted((str(member), local(entity)) for entity, member in store.query(_IDS).rows),
        )
        base.executemany(
            "INSERT INTO name VALUES (?, ?, ?)", [(entity, name, fold(name)) for entity, _, name, _ in rows]
        )
        base.execute("CREATE INDEX folded ON name (folded)")
        base.execute("INSERT INTO words (words) VALUES ('rebuild')")


class Names:
    """The index of a graph's names, only read."""

    def __init__(self, path: Path) -> None:
        import sqlite3

        self._base = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, check_same_thread=False)
        self._known: list[str] = []

    def close(self) -> None:
        """Let the file go."""
        self._base.close()

    def find(self, text: str, *, kinds: Sequence[str] = (), limit: int = 20) -> tuple[Found, ...]:
        """Return the entities with a name like `text`: the whole name, its beginning, its words, then names that come near."""
        best: dict[str, tuple[tuple[float, int, str], Found]] = {}
        for rank, found in self._candidates(text, kinds, limit):
            key = (rank, -found.mentions, found.id)
            if found.id not in best or key < best[found.id][0]:
                best[found.id] = (key, found)
        return tuple(found for _, found in sorted(best.values(), key=lambda pair: pair[0])[:limit])

    def resolve(self, text: str, *, kinds: Sequence[str] = ()) -> Found:
        """Return the one entity that a name or an id names: by id, by a whole name, else by all of its words, those of events last.

        Raises UnknownName with names that come near, and AmbiguousName with the candidates.
        """
        folded = fold(text)
        worded = self._worded(folded, kinds, prefix=False)
        steps = (
            self._by_id(text.strip(), kinds),
            self._named("n.folded = ?", (folded,), kinds),
            [one for one in worded if one.kind != "Event"],
            worded,
        )
        for step in steps:
            found = {one.id: one for one in step}
            if len(found) == 1:
                return next(iter(found.values()))
            if found:
                raise AmbiguousName(text, tuple(sorted(found.values(), key=lambda one: (-one.mentions, one.id))))
        raise UnknownName(text, self.find(text, kinds=kinds, limit=_CANDIDATES))

    def entities(self) -> tuple[tuple[str, str, str, int], ...]:
        """Return id, kind, name and number of mentions of every entity, sorted by id."""
        return tuple(self._base.execute("SELECT id, kind, name, mentions FROM entity ORDER BY id"))

    def members(self) -> dict[str, str]:
        """Return for each id that an entity answers to the id that it bears."""
        return dict(self._base.execute("SELECT id, entity FROM member"))

    def _candidates(self, text: str, kinds: Sequence[str], limit: int) -> Iterator[tuple[float, Found]]:
        folded = fold(text)
        if not folded:
            return
        yield from ((0, one) for one in self._by_id(text.strip(), kinds))
        yield from ((0, one) for one in self._named("n.folded = ?", (folded,), kinds))
        begun = self._named("n.folded >= ? AND n.folded < ?", (folded, folded + "\U0010ffff"), kinds, limit=limit)
        yield from ((1, one) for one in begun)
        if len(begun) >= limit:
            return
        worded = self._worded(folded, kinds, prefix=True, limit=limit)
        yield from ((2, one) for one in worded)
        if len(begun) + len(worded) < limit:
            yield from self._near(folded, kinds, limit)

    def _by_id(self, text: str, kinds: Sequence[str]) -> list[Found]:
        rows = self._base.execute(
            "SELECT e.id, e.kind, e.name, e.name, e.mentions FROM member m JOIN entity e ON e.id = m.entity WHERE m.id = ?",
            (text,),
        )
        return [Found(*row) for row in rows if not kinds or row[1] in kinds]

    def _named(self, condition: str, values: Sequence[object], kinds: Sequence[str], *, limit: int = -1) -> list[Found]:
        """Return the entities with a name that fits the condition, each under the first of them, the most often mentioned first."""
        kept = f" AND e.kind IN ({', '.join('?' * len(kinds))})" if kinds else ""
        rows = self._base.execute(
            f"SELECT e.id, e.kind, e.name, n.text, e.mentions, min(n.rowid) FROM name n JOIN entity e ON e.id = n.entity WHERE {condition}{kept}"
            " GROUP BY e.id ORDER BY e.mentions DESC, e.id LIMIT ?",
            (*values, *kinds, limit),
        )
        return [Found(*row[:5]) for row in rows]

    def _worded(self, folded: str, kinds: Sequence[str], *, prefix: bool, limit: int = -1) -> list[Found]:
        """Return the entities with a name that holds all words, in any order; the words are quoted, so no syntax of FTS5 works in them."""
        words = [f'"{word}"{"*" if prefix else ""}' for word in folded.split()]
        condition = "n.rowid IN (SELECT rowid FROM words WHERE words MATCH ?)"
        return self._named(condition, (" ".join(words),), kinds, limit=limit) if words else []

    def _near(self, folded: str, kinds: Sequence[str], limit: int) -> Iterator[tuple[float, Found]]:
        """Yield the entities with a name that comes near, among those that share most words, or words spelt alike."""
        from rapidfuzz import fuzz, process

        alike = {
            word
            for wanted in folded.split()
            for word, *_ in process.extract(
                wanted, self._words(), scorer=fuzz.ratio, score_cutoff=_NEAR_WORD, limit=_NEAR_WORDS
            )
        }
        match = " OR ".join(f'"{word}"' for word in sorted(alike))
        rows: list[Any] = self._base.execute(
            "SELECT rowid, folded FROM words WHERE words MATCH ? ORDER BY rank, rowid LIMIT ?",
            (match or '""', _COMPARED),
        ).fetchall()
        near = process.extract(folded, dict(rows), scorer=fuzz.WRatio, score_cutoff=_NEAR, limit=limit)
        for _, score, row in near:
            yield from ((3 + (100 - score) / 100, one) for one in self._named("n.rowid = ?", (row,), kinds))

    def _words(self) -> list[str]:
        """Return all words of names, read once."""
        if not self._known:
            self._known = [word for (word,) in self._base.execute("SELECT term FROM word ORDER BY term")]
        return self._known
