"""Referents gathered into entities, each join with its reason, none against an objection but a reader's."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from caricc_graph.model import Merge

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


@dataclass(slots=True)
class Clusters:
    """Sets of ids that are one.

    `objection` tells why a rule may not make two ids one, `never` why nobody may make two sets of ids one; empty texts, where
    nothing stands against it.
    """

    objection: Callable[[str, str], str]
    never: Callable[[Sequence[str], Sequence[str]], str]
    merges: dict[str, list[Merge]] = field(default_factory=dict)
    _members: dict[str, list[str]] = field(default_factory=dict)
    _root: dict[str, str] = field(default_factory=dict)
    _decided: set[str] = field(default_factory=set)

    def add(self, key: str) -> None:
        """Make an id a cluster of its own."""
        self._root.setdefault(key, key)
        self._members.setdefault(key, [key])

    def root(self, key: str) -> str:
        """Return the smallest id of the cluster."""
        return self._root[key]

    def members(self, key: str) -> list[str]:
        """Return the ids that are one with `key`, sorted."""
        return self._members[self._root[key]]

    def join(self, one: str, other: str, *, rule: str, reason: str, decided: bool = False) -> bool:
        """Make two ids one, unless anything stands against it, and tell whether they are one now; a reader's word outdoes rules."""
        a, b = sorted((self._root[one], self._root[other]))
        if a == b:
            return True
        if self.never(self._members[a], self._members[b]):
            return False
        if not decided and not self.agree(a, b, lambda x, y: not self.objection(x, y)):
            return False
        if decided or b in self._decided:
            self._decided.add(a)
        self._members[a] = sorted(self._members[a] + self._members.pop(b))
        for key in self._members[a]:
            self._root[key] = a
        self.merges.setdefault(a, []).extend(self.merges.pop(b, []))
        self.merges[a].append(Merge(min(one, other), max(one, other), rule, reason))
        return True

    def agree(self, one: str, other: str, fits: Callable[[str, str], object]) -> bool:
        """Tell whether each member of one cluster fits all of the other: any of it, where a reader's word holds it together."""
        a, b = self._root[one], self._root[other]
        mine, theirs = self._members[a], self._members[b]
        if a in self._decided and b in self._decided:
            return any(fits(x, y) for x in mine for y in theirs)
        if a in self._decided:
            return all(any(fits(x, y) for x in mine) for y in theirs)
        if b in self._decided:
            return all(any(fits(x, y) for y in theirs) for x in mine)
        return all(fits(x, y) for x in mine for y in theirs)

    def roots(self) -> Iterable[str]:
        """Return the smallest id of each cluster, sorted."""
        return sorted(self._members)
