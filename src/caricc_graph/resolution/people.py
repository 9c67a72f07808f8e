"""People of several bulletins who are one: names agree, and nothing else that the name could mean stands against it."""

from __future__ import annotations

import itertools
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from caricc_graph.model import Kind, Predicate
from caricc_graph.resolution import names

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence

    from caricc_graph.model import Claim, Referent
    from caricc_graph.resolution.clusters import Clusters
    from caricc_graph.resolution.names import PersonName

_SINGLE = frozenset(
    {"director", "secretary general", "secretary-general", "director general", "executive secretary", "chairman"}
)
Held = tuple[str, str]
"""A post: its title in small letters, and the referent of its body."""


@dataclass(frozen=True, slots=True)
class Posts:
    """The posts that the claims of all bulletins give to each official, and the states that they are posts of."""

    held: Mapping[str, frozenset[Held]]
    states: Mapping[str, frozenset[str]]

    def other_states(self, one: str, other: str) -> str:
        """Return that two officials hold posts, all of one in other states than all of the other's; else an empty text."""
        return in_other_states(self.states.get(one, frozenset()), self.states.get(other, frozenset()))

    def roots(self, key: str, clusters: Clusters) -> frozenset[Held]:
        """Return the posts of an official, their bodies by the roots of their clusters."""
        return frozenset((title, clusters.root(body)) for title, body in self.held.get(key, ()))

    def shared(self, one: str, other: str, clusters: Clusters) -> str:
        """Return the title of a post that both hold at one body, else an empty text."""
        return min((title for title, _ in self.roots(one, clusters) & self.roots(other, clusters)), default="")


def _tied(mine: Sequence[str], theirs: Sequence[str]) -> set[tuple[str, str]]:
    """Return the pairs that join two groups as all pairs would: the first of each with all of the other."""
    pairs = {*itertools.product(mine[:1], theirs), *itertools.product(theirs[:1], mine)}
    return {(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]}


def in_other_states(mine: Collection[str], theirs: Collection[str]) -> str:
    """Return that posts are in other states, given by their ids, else an empty text."""
    apart = mine and theirs and not {*mine} & {*theirs}
    return (
        f"their posts are in other states: {', '.join(sorted(mine))} and {', '.join(sorted(theirs))}" if apart else ""
    )


def posts_of(claims: Sequence[Claim], referents: Mapping[str, Referent]) -> Posts:
    """Return the posts that claims give to officials; a post in a body of a state is one of that state."""
    held: dict[str, set[Held]] = defaultdict(set)
    parents: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        if claim.predicate is Predicate.HOLDS_POST and not claim.negated:
            held[claim.subject].add((dict(claim.qualifiers).get("post", "").casefold(), claim.object))
        elif claim.predicate is Predicate.UNIT_OF and not claim.negated:
            parents[claim.subject].add(claim.object)
    states = {key: frozenset(_states([body for _, body in found], parents, referents)) for key, found in held.items()}
    return Posts({key: frozenset(found) for key, found in held.items()}, states)


def _states(bodies: Iterable[str], parents: Mapping[str, set[str]], referents: Mapping[str, Referent]) -> Iterable[str]:
    """Yield the authority ids of the states that these bodies are, or are units of."""
    seen: set[str] = set()
    todo = list(bodies)
    while todo:
        key = todo.pop()
        if key in seen:
            continue
        seen.add(key)
        referent = referents[key]
        if referent.kind is Kind.COUNTRY:
            yield referent.authority or names.fold(referent.name)
        todo.extend(parents.get(key, ()))


@dataclass(slots=True)
class People:
    """The officials of all bulletins, joined by what their names and posts say."""

    clusters: Clusters
    referents: Mapping[str, Referent]
    posts: Posts
    _names: Mapping[str, PersonName] = field(init=False)
    _blocks: Mapping[str, list[str]] = field(init=False)
    _fitting: dict[tuple[str, int, str, int], bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Gather the names by the words that they hold."""
        people = [key for key, referent in sorted(self.referents.items()) if referent.kind is Kind.OFFICIAL]
        self._names = {key: names.person(self.referents[key].name) for key in people}
        blocks: dict[str, list[str]] = defaultdict(list)
        for key in people:
            for word in self._names[key].words:
                blocks[word].append(key)
        self._blocks = blocks

    def join(self) -> None:
        """Join those whose names agree in two words or in a post; then what is left of a name to its only bearer."""
        self._join_sure()
        for block in sorted(self._blocks):
            self._join_only_bearers(self._blocks[block])
            self._fitting.clear()

    def _join_sure(self) -> None:
        found = []
        for mine, theirs in self._sure_groups():
            name, named = self._names[mine[0]], self._names[theirs[0]]
            why = names.agree(name, named)
            shared = self.posts.shared(mine[0], theirs[0], self.clusters) if why else ""
            if shared or (why and len(name.words & named.words) > 1):
                found += [(not shared, why != names.SAME_WORDS, *pair, why, shared) for pair in _tied(mine, theirs)]
        for *_, first, second, why, shared in sorted(found):
            self._one(first, second, f"{why}{f', both {shared}' if shared else ''}")

    def _sure_groups(self) -> Iterable[tuple[list[str], list[str]]]:
        """Return the pairs of groups, each of one name and the same posts, that share two words, or a word and a post."""
        groups: dict[tuple[Hashable, frozenset[Held]], list[str]] = defaultdict(list)
        for key in sorted(self._names):
            groups[self.clusters.profile(key), self.posts.roots(key, self.clusters)].append(key)
        blocks: dict[Hashable, list[str]] = defaultdict(list)
        for (_, held), keys in groups.items():
            words = sorted(self._names[keys[0]].words)
            for block in (*itertools.combinations(words, 2), *itertools.product(words, held)):
                blocks[block].append(keys[0])
        by_first = {keys[0]: keys for keys in groups.values()}
        pairs = {pair for firsts in blocks.values() for pair in itertools.combinations_with_replacement(firsts, 2)}
        return [(by_first[one], by_first[other]) for one, other in pairs]

    def _join_only_bearers(self, block: Sequence[str]) -> None:
        """Join a surname, alone or with initials, to the one bearer of it that it may mean; to none of two."""
        settled: set[str] = set()
        firsts = self._firsts(block)
        for key in block:
            if self.clusters.root(key) in settled:
                continue
            for other in self._bearers(key, firsts):
                if self._is_only(key, firsts) and self._is_only(other, firsts):
                    self._one(key, other, f"{names.agree(self._names[key], self._names[other])}, no other bearer")
                    firsts = self._firsts(block)
                    settled.clear()
            settled.add(self.clusters.root(key))

    def _firsts(self, block: Sequence[str]) -> list[str]:
        """Return the first member in the block of each cluster."""
        found: dict[str, str] = {}
        for key in block:
            found.setdefault(self.clusters.root(key), key)
        return [found[root] for root in sorted(found)]

    def _is_only(self, key: str, firsts: Sequence[str]) -> bool:
        """Tell whether all that `key` may be one with may be one with each other."""
        return all(self._may_be_one(a, b) for a, b in itertools.combinations(self._bearers(key, firsts), 2))

    def _bearers(self, key: str, firsts: Sequence[str]) -> list[str]:
        """Return those of other clusters that `key` may be one with by its name and posts."""
        mine = self.clusters.root(key)
        return [other for other in firsts if self.clusters.root(other) != mine and self._may_be_one(key, other)]

    def _may_be_one(self, one: str, other: str) -> bool:
        """Tell whether all names of two clusters agree, and not both hold posts: looked at once as long as neither grows."""
        mine, theirs = self.clusters.members(one), self.clusters.members(other)
        state = (mine[0], len(mine), theirs[0], len(theirs))
        if state not in self._fitting:
            self._fitting[state] = self._fits(one, other)
        return self._fitting[state]

    def _fits(self, one: str, other: str) -> bool:
        held = self.posts.held

        def fits(a: str, b: str) -> bool:
            return not (a in held and b in held) and bool(names.agree(self._names[a], self._names[b]))

        return self.clusters.agree(one, other, fits)

    def _one(self, one: str, other: str, why: str) -> None:
        reason = f"{self.referents[one].name!r} and {self.referents[other].name!r}: {why}"
        self.clusters.join(one, other, rule="person-name", reason=reason)

    def _other_names(self, one: str, other: str) -> bool:
        """Tell whether a name of one cluster and a name of the other, each of two whole words, are two people's."""
        mine, theirs = (
            [name for key in self.clusters.members(root) if len((name := self._names[key]).words) > 1]
            for root in (one, other)
        )
        return any(not names.agree(a, b) for a in mine for b in theirs)

    def join_holders(self, days: Mapping[str, str]) -> None:
        """Join two names of a post's holder where one is attested between days of the other, and an initial fits: a post has one holder at a time.

        `days` gives the ISO day on which a bulletin attests what it says.
        """
        holders: dict[Held, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for key, held in sorted(self.posts.held.items()):
            for title, body in held:
                if title in _SINGLE and self.referents[key].bulletin in days:
                    holders[title, self.clusters.root(body)][self.clusters.root(key)].add(
                        days[self.referents[key].bulletin]
                    )
        for (title, _), found in sorted(holders.items()):
            for one, other in itertools.permutations(sorted(found), 2):
                between = min(found[one]) < min(found[other]) <= max(found[other]) < max(found[one])
                mine, theirs = self.referents[one].name, self.referents[other].name
                if between and names.initials_fit(mine, theirs) and not self._other_names(one, other):
                    reason = f"{theirs!r} is {title} between days on which {mine!r} is, and an initial fits"
                    self.clusters.join(one, other, rule="one-holder", reason=reason)
