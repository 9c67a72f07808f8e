"""Entities and statements from the referents and claims of all bulletins, every join with its reason."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from caricc_graph.model import Entity, Kind, Resolution
from caricc_graph.resolution import names
from caricc_graph.resolution.clusters import Clusters
from caricc_graph.resolution.events import Accounts, describe, join_events
from caricc_graph.resolution.people import People, posts_of
from caricc_graph.resolution.statements import announced, statements

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from caricc_graph.authority import Authority
    from caricc_graph.model import Extraction, Referent

__all__ = ["resolve"]

_NUMBERS = re.compile(r"\d+")


def resolve(extractions: Sequence[Extraction], authority: Authority) -> Resolution:
    """Return the entities and statements of all bulletins; the order of the input makes no difference."""
    found = sorted(extractions, key=lambda extraction: extraction.bulletin)
    referents = {r.id: r for extraction in found for r in extraction.referents}
    claims = [claim for extraction in found for claim in extraction.claims]
    posts = posts_of(claims, referents)
    clusters = Clusters(lambda a, b: _contradict(referents[a], referents[b]) or posts.other_states(a, b))
    for key in sorted(referents):
        clusters.add(key)
    _join_known(clusters, referents, authority)
    _join_named(clusters, referents)
    days = {e.bulletin: e.day for e in found if e.day}
    people = People(clusters, referents, posts)
    people.join()
    people.join_holders(days)
    accounts = Accounts(referents, claims, clusters)
    join_events(clusters, accounts, days)
    entities = [_entity(key, clusters, referents, authority, accounts) for key in clusters.roots()]
    ids = {member: entity.id for entity in entities for member in entity.members}
    made, rejected = statements(claims, ids)
    made = announced(made, {entity.id: entity for entity in entities})
    return Resolution(
        tuple(sorted(_merged_ids(entities), key=lambda entity: entity.id)),
        tuple(made),
        tuple(sorted(ids.items())),
        tuple(sorted(rejected.items())),
    )


def _contradict(one: Referent, other: Referent) -> bool:
    """Tell whether two referents can't be one: another kind, another authority id, other numbers, or a name that does not fit."""
    if one.kind is not other.kind or (one.authority and other.authority and one.authority != other.authority):
        return True
    if one.kind is Kind.OFFICIAL:
        mine, theirs = names.person(one.name), names.person(other.name)
        return bool(mine.words & theirs.words) and not names.agree(mine, theirs)
    if one.kind is Kind.PROGRAMME:
        return _numbers(one) != _numbers(other) and (one.authority is None or one.authority != other.authority)
    return False


def _numbers(programme: Referent) -> frozenset[str]:
    """Return the numbers of a programme's phases, by any of its names."""
    return frozenset(number for name in (programme.name, *programme.names) for number in _NUMBERS.findall(name))


def _join_known(clusters: Clusters, referents: Mapping[str, Referent], authority: Authority) -> None:
    """Join the referents that a name of an authority file decides."""
    known: dict[str, str] = {}
    for key in sorted(referents):
        entry = authority.entries.get(referents[key].authority or "")
        if entry:
            first = known.setdefault(entry.id, key)
            where = f"{entry.file}:{entry.line}" if entry.line else entry.file
            clusters.join(first, key, rule="authority", reason=f"names of {entry.id!r} in {where}")


def _join_named(clusters: Clusters, referents: Mapping[str, Referent]) -> None:
    """Join bodies, programmes, places, documents and substances that share a name or a defined acronym."""
    by_name: dict[tuple[Kind, str], list[str]] = defaultdict(list)
    meanings: dict[tuple[Kind, str], set[str]] = defaultdict(set)
    for key, referent in sorted(referents.items()):
        if referent.kind in {Kind.OFFICIAL, Kind.EVENT} or referent.descriptive:
            continue
        for acronym in referent.acronyms:
            meanings[referent.kind, names.fold(acronym)].add(referent.authority or names.fold(referent.name))
        for name in dict.fromkeys(map(names.fold, referent.names)):
            if not (referent.kind is Kind.DOCUMENT and names.is_generic(name)):
                by_name[referent.kind, name].append(key)
    for (kind, name), keys in sorted(by_name.items()):
        if name and len(meanings.get((kind, name), ())) < 2:  # noqa: PLR2004 - an acronym of two bodies decides nothing
            for one, other in itertools.pairwise(keys):
                clusters.join(one, other, rule="same-name", reason=f"both are called {name!r}")


def _entity(
    key: str, clusters: Clusters, referents: Mapping[str, Referent], authority: Authority, accounts: Accounts
) -> Entity:
    members = [referents[member] for member in clusters.members(key)]
    entry = next(
        (authority.entries[r.authority] for r in members if r.authority and r.authority in authority.entries), None
    )
    surface = Counter(name for r in members for name in r.names)
    first = members[0]
    name = entry.name if entry else _best_name(members, surface)
    if first.kind is Kind.EVENT and all(r.descriptive for r in members):
        name = describe(key, accounts)
    aliases = {*surface, *(n.text for n in entry.names if entry)} if entry else set(surface)
    kinds = Counter(r.event_kind for r in members if r.event_kind)
    return Entity(
        entry.id if entry else key, first.kind, name, tuple(sorted(aliases - {name})), tuple(r.id for r in members),
        entry.identifiers if entry else (), min(kinds, key=lambda kind: (-kinds[kind], kind), default=""), tuple(sorted(clusters.merges.get(key, ()))),
    )  # fmt: skip


def _best_name(members: Sequence[Referent], surface: Counter[str]) -> str:
    """Return the most complete name: of people the one with most whole words, of others the longest that is used."""
    if members[0].kind is Kind.OFFICIAL:
        return min(
            surface,
            key=lambda name: (-len(names.person(name).words), len(names.person(name).initials), -surface[name], name),
        )
    if members[0].kind is Kind.EVENT:
        given = [member.name for member in members if not member.descriptive]
        return min(given or [members[0].name], key=lambda name: (-len(name), name))
    return min(surface or [members[0].name], key=lambda name: (-len(name), name))


def _merged_ids(entities: Sequence[Entity]) -> list[Entity]:
    """Return the entities, of which no two may have one id."""
    seen = Counter(entity.id for entity in entities)
    twice = [key for key, count in seen.items() if count > 1]
    if twice:
        raise AssertionError(f"an id of two entities: {twice[0]}")
    return list(entities)
