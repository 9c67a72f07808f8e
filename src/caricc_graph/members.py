"""What stands behind an entity: what single bulletins call by its names, each with an id that no merge changes."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from caricc_graph import sentences
from caricc_graph.citations import ORIGIN, ORIGIN_NAMES, Citation, cited
from caricc_graph.search import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caricc_graph.search import Found, Names
    from caricc_graph.store import Store

__all__ = ["Member", "Part", "is_authority", "mentioned", "part"]

_MEMBERS = """
SELECT ?referent ?words ?bulletin ?title ?issued ?day
WHERE {
  ?mention cg:refersTo ?entity ; cg:referent ?referent ; cg:text ?words ; cg:inBulletin ?bulletin
  OPTIONAL { ?bulletin dcterms:title ?title }
  OPTIONAL { ?bulletin dcterms:issued ?issued }
  OPTIONAL { ?bulletin cg:attestedDay ?day }
}
"""
_MENTIONS = f"""
SELECT ?referent ?words ?start ?text {ORIGIN_NAMES}
WHERE {{
  VALUES ?referent {{ %s }}
  ?mention cg:referent ?referent ; cg:text ?words ; cg:start ?start ; cg:inBulletin ?bulletin .
  ?bulletin cg:text ?text .
  {ORIGIN}
}}
ORDER BY ?referent ?start ?file ?ordinal
"""
_HASH = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True, slots=True, order=True)
class Member:
    """What one bulletin calls by its own names: an id, the names that it uses, the most used first, and the bulletin."""

    id: str
    names: tuple[str, ...]
    bulletin: str
    title: str
    date: str

    def __str__(self) -> str:
        where = ", ".join(filter(None, (self.title, self.date)))
        return f"{self.id} ({' / '.join(self.names)}{f'; {where}' if where else ''})"


@dataclass(frozen=True, slots=True)
class Part:
    """An entity and those of its members that a text means: one by its id, those that bear a name, or all."""

    text: str
    entity: Found
    chosen: tuple[Member, ...]
    others: tuple[Member, ...]
    whole: bool


def is_authority(entity_id: str) -> bool:
    """Tell whether an id is of an authority file, not of a member."""
    return _HASH.fullmatch(entity_id) is None


def part(store: Store, names: Names, text: str) -> Part:
    """Return what a name or an id means: an entity, and the members that bear the name; all of them for the entity's own name or id.

    Raises UnknownName with names that come near, and AmbiguousName with the candidates.
    """
    found = names.resolve(text)
    members = _members(store, found.id)
    single = [member for member in members if member.id == text.strip()]
    if single and len(members) > 1:
        chosen = single
    else:
        folded, words = fold(text), set(fold(text).split())
        exact = [member for member in members if folded in map(fold, member.names)]
        worded = [member for member in members if any(words <= set(fold(name).split()) for name in member.names)]
        chosen = exact or worded or members
    whole = text.strip() == found.id or fold(text) == fold(found.name)
    return Part(text, found, tuple(chosen), tuple(m for m in members if m not in chosen), whole)


def _members(store: Store, entity_id: str) -> list[Member]:
    used: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    where: dict[str, tuple[str, str, str]] = {}
    rows = store.query(_MEMBERS, bindings={"entity": f"<{store.prefixes['entity']}{entity_id}>"}).rows
    for referent, words, bulletin, title, issued, day in rows:
        used[str(referent)][" ".join(str(words).split())] += 1
        where[str(referent)] = (str(bulletin), title or "", issued or day or "")
    return [
        Member(referent, tuple(sorted(counts, key=lambda name: (-counts[name], name))), *where[referent])
        for referent, counts in sorted(used.items())
    ]


def mentioned(store: Store, referents: Sequence[str]) -> dict[str, tuple[Citation, ...]]:
    """Return for each member, given by its id, the sentences of its mentions: the first for each of its names."""
    found: dict[str, dict[str, Citation]] = defaultdict(dict)
    if not referents:
        return {}
    rows = store.query(_MENTIONS % " ".join(f'"{one}"' for one in sorted({*referents})))
    for row in rows.rows:
        told = dict(zip(rows.variables, (cell or "" for cell in row), strict=True))
        found[told["referent"]].setdefault(told["words"], _citation(told))
    return {referent: tuple(cited.values()) for referent, cited in found.items()}


def _citation(told: dict[str, str]) -> Citation:
    start = int(told["start"])
    begun, ended = sentences.around(told["text"], start, start + len(told["words"]))
    sentence = told["text"][begun:ended]
    return cited(told, "", told["words"], sentence, start - begun)
