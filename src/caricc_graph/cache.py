"""Extractions kept from build to build, so that an unchanged bulletin is read once."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from caricc_graph.model import (
    Claim,
    Evidence,
    Extraction,
    Kind,
    Mention,
    Modality,
    Predicate,
    Quantity,
    Referent,
    content_id,
)

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from caricc_graph.model import Bulletin

__all__ = ["Cache", "decode", "encode", "key"]

_TABLE = "CREATE TABLE IF NOT EXISTS extraction (key TEXT PRIMARY KEY, made TEXT NOT NULL) WITHOUT ROWID"


def key(bulletin: Bulletin, versions: Mapping[str, str]) -> str:
    """Return what an extraction depends on, as one hash: the bulletin, the rules and the authority files."""
    told = (bulletin.id, bulletin.text, bulletin.title or "", bulletin.published or "")
    return content_id(*told, *(f"{name} {versions[name]}" for name in sorted(versions)))


class Cache:
    """Extractions by key in one file; a file that can't be read is begun anew, since all in it can be made again."""

    def __init__(self, path: Path) -> None:
        import sqlite3

        self._path = path
        try:
            self._base = self._opened()
        except sqlite3.DatabaseError:
            path.unlink(missing_ok=True)
            self._base = self._opened()

    def _opened(self) -> sqlite3.Connection:
        import sqlite3

        base = sqlite3.connect(self._path)
        base.execute(_TABLE)
        base.execute("SELECT key, made FROM extraction LIMIT 1").fetchone()
        return base

    def get(self, wanted: str) -> Extraction | None:
        """Return the extraction kept under a key; None where there is none that can be read."""
        import sqlite3

        try:
            row = self._base.execute("SELECT made FROM extraction WHERE key = ?", (wanted,)).fetchone()
            return decode(row[0]) if row else None
        except (sqlite3.DatabaseError, ValueError, KeyError, TypeError):
            return None

    def put(self, made: Iterable[tuple[str, Extraction]]) -> None:
        """Keep extractions."""
        with self._base:
            self._base.executemany(
                "INSERT OR REPLACE INTO extraction VALUES (?, ?)", ((wanted, encode(one)) for wanted, one in made)
            )

    def keep(self, wanted: Iterable[str]) -> None:
        """Drop all but these keys."""
        kept = set(wanted)
        with self._base:
            old = [row for row in self._base.execute("SELECT key FROM extraction") if row[0] not in kept]
            self._base.executemany("DELETE FROM extraction WHERE key = ?", old)

    def close(self) -> None:
        """Let the file go."""
        self._base.close()


def encode(extraction: Extraction) -> str:
    """Return an extraction as JSON."""
    return json.dumps(asdict(extraction), ensure_ascii=False, separators=(",", ":"))


def decode(text: str) -> Extraction:
    """Return the extraction that `encode` wrote; raises ValueError, KeyError or TypeError for other text."""
    told = json.loads(text)
    return Extraction(
        bulletin=told["bulletin"],
        mentions=tuple(Mention(**one) for one in told["mentions"]),
        referents=tuple(_referent(one) for one in told["referents"]),
        claims=tuple(_claim(one) for one in told["claims"]),
        day=told["day"],
        day_basis=told["day_basis"],
        unlinked=tuple((reason, count) for reason, count in told["unlinked"]),
    )


def _referent(told: dict[str, Any]) -> Referent:
    return Referent(**_tuples(told) | {"kind": Kind(told["kind"])})


def _claim(told: dict[str, Any]) -> Claim:
    made: dict[str, Callable[[Any], Any]] = {
        "predicate": Predicate,
        "modality": Modality,
        "evidence": lambda one: Evidence(**one),
        "quantity": lambda one: Quantity(**one) if one else None,
        "qualifiers": lambda pairs: tuple((name, value) for name, value in pairs),
    }
    return Claim(**told | {name: make(told[name]) for name, make in made.items()})


def _tuples(told: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in told.items()}
