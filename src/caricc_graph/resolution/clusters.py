"""Referents gathered into entities, each join with its reason, none against a contradiction."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from caricc_graph.model import Merge

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


@dataclass(slots=True)
class Clusters:
    """Sets of ids that are one; `conflict` tells whether two ids can't be."""

    conflict: Callable[[str, str], bool]
    merges: dict[str, list[Merge]] = field(default_factory=dict)
    _members: dict[str, list[str]] = field(default_factory=dict)
    _root: dict[str, str] = field(default_factory=dict)

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

    def join(self, one: str, other: str, *, rule: str, reason: str) -> bool:
        """Make two ids one, unless any pair of their clusters contradicts; tell whether they are one now."""
        a, b = sorted((self._root[one], self._root[other]))
        if a == b:
            return True
        if any(self.conflict(x, y) for x in self._members[a] for y in self._members[b]):
            return False
        self._members[a] = sorted(self._members[a] + self._members.pop(b))
        for key in self._members[a]:
            self._root[key] = a
        self.merges.setdefault(a, []).extend(self.merges.pop(b, []))
        self.merges[a].append(Merge(min(one, other), max(one, other), rule, reason))
        return True

    def roots(self) -> Iterable[str]:
        """Return the smallest id of each cluster, sorted."""
        return sorted(self._members)
