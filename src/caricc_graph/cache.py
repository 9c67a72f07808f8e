"""Extractions kept from build to build, so that an unchanged bulletin is read once."""

from __future__ import annotations

import json
from dataclasses import fields
from operator import attrgetter
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
    """Return an extraction as JSON: lists of values, in the order of the types' fields."""
    mentions = [*map(_MENTION, extraction.mentions)]
    referents = [*map(_REFERENT, extraction.referents)]
    claims = [
        (*_CLAIM(one), _EVIDENCE(one.evidence), _QUANTITY(one.quantity) if one.quantity else None)
        for one in extraction.claims
    ]
    told = (extraction.bulletin, mentions, referents, claims, extraction.day, extraction.day_basis, extraction.unlinked)
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def decode(text: str) -> Extraction:
    """Return the extraction that `encode` wrote; raises ValueError, KeyError or TypeError for other text."""
    bulletin, mentions, referents, claims, day, day_basis, unlinked = json.loads(text)
    return Extraction(
        bulletin=bulletin,
        mentions=tuple([Mention(*one) for one in mentions]),
        referents=tuple([_referent(*one) for one in referents]),
        claims=tuple([_claim(*one) for one in claims]),
        day=day,
        day_basis=day_basis,
        unlinked=tuple([(reason, count) for reason, count in unlinked]),
    )


def _fields(kind: type, *apart: str) -> Callable[[object], tuple[Any, ...]]:
    """Return what reads the fields of a type as a tuple, but those that are told apart."""
    return attrgetter(*(field.name for field in fields(kind) if field.name not in apart))


_MENTION, _REFERENT, _EVIDENCE, _QUANTITY = map(_fields, (Mention, Referent, Evidence, Quantity))
_CLAIM = _fields(Claim, "evidence", "quantity")
_KINDS = {kind.value: kind for kind in Kind}
_PREDICATES = {predicate.value: predicate for predicate in Predicate}
_MODALITIES = {modality.value: modality for modality in Modality}


def _referent(key: str, bulletin: str, kind: str, name: str, *rest: Any) -> Referent:
    return Referent(key, bulletin, _KINDS[kind], name, *map(_tuple, rest))


def _claim(key: str, subject: str, predicate: str, obj: str, modality: str, *rest: Any) -> Claim:
    confidence, rule, qualifiers, negated, evidence, quantity = rest
    return Claim(
        key,
        subject,
        _PREDICATES[predicate],
        obj,
        _MODALITIES[modality],
        confidence,
        rule,
        Evidence(*evidence),
        Quantity(*quantity) if quantity else None,
        tuple(map(tuple, qualifiers)),
        negated,
    )


def _tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
