"""Referents gathered into entities, each join with its reason, none against an objection but a reader's."""

from __future__ import annotations

from bisect import insort
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from caricc_graph.model import Merge

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence


@dataclass(slots=True)
class Clusters:
    """Sets of ids that are one.

    `objection` tells why a rule may not make two ids one, `never` why nobody may make two sets of ids one; empty texts, where
    nothing stands against it. `profile` is all that an objection, or what `agree` is asked with, looks at in an id: of a cluster's
    ids with one profile one is looked at, so that a body named in each bulletin costs no more than one named twice.
    """

    objection: Callable[[str, str], str]
    never: Callable[[Sequence[str], Sequence[str]], str]
    profile: Callable[[str], Hashable]
    merges: dict[str, list[Merge]] = field(default_factory=dict)
    _members: dict[str, list[str]] = field(default_factory=dict)
    _profiles: dict[str, dict[Hashable, str]] = field(default_factory=dict)
    _cluster: dict[str, str] = field(default_factory=dict)
    _decided: set[str] = field(default_factory=set)

    def add(self, key: str) -> None:
        """Make an id a cluster of its own."""
        if key not in self._cluster:
            self._cluster[key] = key
            self._members[key] = [key]
            self._profiles[key] = {self.profile(key): key}

    def root(self, key: str) -> str:
        """Return the smallest id of the cluster."""
        return self._members[self._cluster[key]][0]

    def members(self, key: str) -> list[str]:
        """Return the ids that are one with `key`, sorted."""
        return self._members[self._cluster[key]]

    def join(self, one: str, other: str, *, rule: str, reason: str, decided: bool = False) -> bool:
        """Make two ids one, unless anything stands against it, and tell whether they are one now; a reader's word outdoes rules."""
        a, b = sorted((self.root(one), self.root(other)))
        if a == b:
            return True
        if self.never(self.members(a), self.members(b)):
            return False
        if not decided and not self.agree(a, b, lambda x, y: not self.objection(x, y)):
            return False
        if decided or b in self._decided:
            self._decided.add(a)
        self._unite(self._cluster[a], self._cluster[b])
        self.merges.setdefault(a, []).extend(self.merges.pop(b, []))
        self.merges[a].append(Merge(min(one, other), max(one, other), rule, reason))
        return True

    def agree(self, one: str, other: str, fits: Callable[[str, str], object]) -> bool:
        """Tell whether each member of one cluster fits all of the other: any of it, where a reader's word holds it together."""
        mine, theirs = self._profiles[self._cluster[one]].values(), self._profiles[self._cluster[other]].values()
        a, b = self.root(one) in self._decided, self.root(other) in self._decided
        if a and b:
            return any(fits(x, y) for x in mine for y in theirs)
        if a:
            return all(any(fits(x, y) for x in mine) for y in theirs)
        if b:
            return all(any(fits(x, y) for y in theirs) for x in mine)
        return all(fits(x, y) for x in mine for y in theirs)

    def roots(self) -> list[str]:
        """Return the smallest id of each cluster, sorted."""
        return sorted(members[0] for members in self._members.values())

    def _unite(self, one: str, other: str) -> None:
        """Put the smaller of two clusters into the larger."""
        small, large = sorted((one, other), key=lambda cluster: len(self._members[cluster]))
        for key in self._members.pop(small):
            insort(self._members[large], key)
            self._cluster[key] = large
        for profile, key in self._profiles.pop(small).items():
            self._profiles[large].setdefault(profile, key)
