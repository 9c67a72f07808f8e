"""Entities and statements from the referents and claims of all bulletins, every join with its reason."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from caricc_graph.curation import NO_DECISIONS
from caricc_graph.model import Entity, Kind, Resolution
from caricc_graph.resolution import names
from caricc_graph.resolution.clusters import Clusters
from caricc_graph.resolution.decisions import Decisions
from caricc_graph.resolution.events import Accounts, describe, join_events
from caricc_graph.resolution.names import fold
from caricc_graph.resolution.people import People, in_other_states, posts_of
from caricc_graph.resolution.statements import announced, statements

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from caricc_graph.authority import Authority, Entry
    from caricc_graph.curation import Curation
    from caricc_graph.model import Extraction, Referent
    from caricc_graph.resolution.people import Posts

__all__ = ["agreement", "fold", "in_other_states", "objection", "resolve"]

_NUMBERS = re.compile(r"\d+")


def resolve(
    extractions: Sequence[Extraction],
    authority: Authority,
    curation: Curation = NO_DECISIONS,
    *,
    texts: Mapping[str, str] | None = None,
) -> Resolution:
    """Return the entities and statements of all bulletins, a reader's decisions obeyed; the order of the input makes no difference.

    `texts` are those of the bulletins, by id; a link that the reader adds is looked for in them.
    """
    found = sorted(extractions, key=lambda extraction: extraction.bulletin)
    decisions = Decisions(curation, {r.id: r for extraction in found for r in extraction.referents})
    referents = decisions.referents
    claims = [claim for extraction in found for claim in extraction.claims]
    posts = posts_of(claims, referents)
    clusters = Clusters(
        lambda a, b: objection(referents[a], referents[b]) or posts.other_states(a, b),
        decisions.never,
        lambda key: (_profile(referents[key], posts), key if decisions.sets_apart(key) else ""),
    )
    for key in sorted(referents):
        clusters.add(key)
    decisions.join(
        clusters, lambda a, b: not (_other_authority(referents[a], referents[b]) or posts.other_states(a, b))
    )
    _join_known(clusters, referents, authority)
    _join_named(clusters, referents)
    days = {e.bulletin: e.day for e in found if e.day}
    people = People(clusters, referents, posts)
    people.join()
    people.join_holders(days)
    accounts = Accounts(referents, claims, clusters)
    join_events(clusters, accounts, days)
    entities = _entities(clusters, referents, authority, accounts, decisions.aliases(clusters))
    ids = {member: entity.id for entity in entities for member in entity.members}
    made, rejected = statements([*claims, *decisions.links(texts or {})], ids)
    judged = decisions.judged(made)
    added = announced([s for s in judged if not s.rejected], {entity.id: entity for entity in entities})
    judged += decisions.judged(added)
    decisions.tell_unused()
    rejected["rejected by a reader"] = sum(len(s.claims) for s in judged if s.rejected)
    return Resolution(
        tuple(sorted(entities, key=lambda entity: entity.id)),
        tuple(sorted(judged, key=lambda statement: statement.id)),
        tuple(sorted(ids.items())),
        tuple(sorted((reason, count) for reason, count in rejected.items() if count)),
        decisions.obeyed,
        decisions.warnings,
    )


def objection(one: Referent, other: Referent) -> str:
    """Return why no rule may make two referents one, else an empty text: kind, authority id, numbers of phases, or a name that does not fit."""
    if one.kind is not other.kind:
        return f"one is of kind {one.kind}, the other {other.kind}"
    if _other_authority(one, other):
        return f"authority files know them as two: {one.authority} and {other.authority}"
    if one.kind is Kind.OFFICIAL:
        mine, theirs = names.person(one.name), names.person(other.name)
        apart = mine.words & theirs.words and not names.agree(mine, theirs)
        return f"the names do not agree: {one.name!r} and {other.name!r}" if apart else ""
    if one.kind is Kind.PROGRAMME and _numbers(one) != _numbers(other):
        known = one.authority is not None and one.authority == other.authority
        return "" if known else f"the numbers of their phases differ: {one.name!r} and {other.name!r}"
    return ""


def agreement(one: str, other: str) -> str:
    """Return why two names may be one person's, or an empty text where they may not."""
    return names.agree(names.person(one), names.person(other))


def _profile(referent: Referent, posts: Posts) -> Hashable:
    """Return all that the rules look at when they ask whether two referents may be one."""
    key = referent.id
    known = (referent.kind, referent.authority)
    if referent.kind is Kind.OFFICIAL:
        return (*known, referent.name, posts.states.get(key), key in posts.held)
    return (*known, _numbers(referent)) if referent.kind is Kind.PROGRAMME else known


def _other_authority(one: Referent, other: Referent) -> bool:
    return bool(one.authority and other.authority and one.authority != other.authority)


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


def _entities(
    clusters: Clusters,
    referents: Mapping[str, Referent],
    authority: Authority,
    accounts: Accounts,
    aliases: Mapping[str, set[str]],
) -> list[Entity]:
    """Return an entity for each cluster; an entry of the authority files is the largest of those that a reader has made of it."""
    taken: set[str | None] = set()
    made = []
    for key in sorted(clusters.roots(), key=lambda root: (-len(clusters.members(root)), root)):
        members = [referents[member] for member in clusters.members(key)]
        known = {r.authority for r in members if r.authority in authority.entries} - taken
        taken |= known
        entries = [authority.entries[one] for one in sorted(filter(None, known))]
        made.append(_entity(key, members, entries, accounts, aliases.get(key, set())))
    return made


def _entity(
    key: str, members: Sequence[Referent], entries: Sequence[Entry], accounts: Accounts, aliases: set[str]
) -> Entity:
    """Return the entity of a cluster; of several entries, which a reader has made one, the first gives id and name."""
    surface = Counter(name for r in members for name in r.names)
    first, entry = members[0], next(iter(entries), None)
    name = entry.name if entry else _best_name(members, surface)
    if first.kind is Kind.EVENT and all(r.descriptive for r in members):
        name = describe(key, accounts)
    known = {n.text for one in entries for n in one.names} | {one.name for one in entries}
    known |= {short for told in surface for short in names.short_forms(told, first.kind) if not entry}
    kinds = Counter(r.event_kind for r in members if r.event_kind)
    return Entity(
        entry.id if entry else key, first.kind, name, tuple(sorted({*surface, *known, *aliases} - {name})),
        (*(r.id for r in members), *(one.id for one in entries[1:])), entry.identifiers if entry else (),
        min(kinds, key=lambda kind: (-kinds[kind], kind), default=""), tuple(sorted(accounts.clusters.merges.get(key, ()))),
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
