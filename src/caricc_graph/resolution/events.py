"""Events of several bulletins that are one: kind, time, place and parties agree."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from caricc_graph.model import Kind, Modality, Predicate
from caricc_graph.resolution import names

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from caricc_graph.model import Claim, Referent
    from caricc_graph.resolution.clusters import Clusters

_PARTIES = frozenset(
    {
        Predicate.ORGANIZES,
        Predicate.HOSTS,
        Predicate.COORDINATES,
        Predicate.ATTENDS,
        Predicate.SUPPORTS,
        Predicate.SPEAKS_AT,
    }
)
_LEADING = frozenset({Predicate.ORGANIZES, Predicate.HOSTS, Predicate.COORDINATES})
_MEETINGS = frozenset(
    {
        "meeting",
        "session",
        "forum",
        "conference",
        "seminar",
        "workshop",
        "event",
        "briefing",
        "de-briefing",
        "round table",
    }
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_OFF_BY = timedelta(days=1)
_TOLD_WITHIN = timedelta(days=7)
_SHARED_PARTIES = 3
_TELLING = 4
_TELLING_THERE = 2
Days = tuple[date, date]
"""The first and the last day of a date."""


@dataclass(slots=True)
class Accounts:
    """What the claims of all bulletins say of each event: days, places, parties, seizures."""

    referents: Mapping[str, Referent]
    claims: Sequence[Claim]
    clusters: Clusters
    _index: dict[str, list[Claim]] = field(default_factory=lambda: defaultdict(list))
    _shortest: dict[tuple[str, int], str] = field(default_factory=dict)

    def of(self, event: str) -> dict[str, list[Claim]]:
        """Return the claims about an event by predicate, over all its members."""
        if not self._index:
            for claim in self.claims:
                for end in dict.fromkeys((claim.subject, claim.object)):
                    if end in self.referents and self.referents[end].kind is Kind.EVENT and not claim.negated:
                        self._index[end].append(claim)
        found: dict[str, list[Claim]] = defaultdict(list)
        for member in self.clusters.members(event):
            for claim in self._index.get(member, ()):
                found[claim.predicate].append(claim)
        return found

    def shortest(self, key: str) -> str:
        """Return the shortest name of what is one with `key`, which is looked for once as long as nothing joins it."""
        members = self.clusters.members(key)
        state = (members[0], len(members))
        if state not in self._shortest:
            known = (name for member in members for name in self.referents[member].names)
            self._shortest[state] = min(known, key=len, default="")
        return self._shortest[state]


@dataclass(frozen=True, slots=True)
class Account:
    """One event in one bulletin, in what it is compared by.

    `told` is the day of a bulletin that gives none of the event's own.
    """

    key: str
    bulletin: str
    kind: str
    name: str
    phrase: str
    days: tuple[Days, ...]
    told: date | None
    places: frozenset[str]
    leading: frozenset[str]
    parties: frozenset[str]
    figures: frozenset[str]


def join_events(clusters: Clusters, accounts: Accounts, days: Mapping[str, str]) -> None:
    """Join the accounts of one event; equal dates alone are not enough.

    `days` gives the ISO day on which a bulletin attests what it says.
    """
    events = [key for key, referent in sorted(accounts.referents.items()) if referent.kind is Kind.EVENT]
    blocks: dict[tuple[str, str], list[Account]] = defaultdict(list)
    for key in events:
        account = _account(key, accounts, days)
        for block in _blocks(account):
            blocks[block].append(account)
    pairs = {
        (a.key, b.key): (a, b)
        for group in blocks.values()
        for a, b in itertools.combinations(sorted(group, key=lambda a: a.key), 2)
    }
    for _, (one, other) in sorted(pairs.items()):
        reason = _one_event(one, other)
        if reason:
            clusters.join(one.key, other.key, rule="same-event", reason=reason)


def _blocks(account: Account) -> set[tuple[str, str]]:
    """Return what an account must share with another to be compared with it: a name, a figure, or a month that its days touch."""
    edges = [day for first, last in account.days for day in (first - _OFF_BY, first, last, last + _OFF_BY)]
    named = {("name", account.name)} if account.name else set()
    figures = {("figure", figure) for figure in account.figures}
    return named | figures | {("month", day.isoformat()[:7]) for day in edges}


def _account(key: str, accounts: Accounts, days: Mapping[str, str]) -> Account:
    referent, claims = accounts.referents[key], accounts.of(key)
    root = accounts.clusters.root

    def ends(predicates: frozenset[Predicate]) -> frozenset[str]:
        return frozenset(root(c.subject) for p in predicates for c in claims.get(p, ()) if c.object == key)

    figures = {
        f"{c.quantity.value} {c.quantity.unit} {root(c.object)}"
        for c in claims.get(Predicate.SEIZES, ())
        if c.quantity and c.subject == key
    }
    held = tuple(sorted({spell for c in claims.get(Predicate.HELD_ON, ()) if (spell := _days(c.object))}))
    told = None if held else _days(days.get(referent.bulletin, ""))
    return Account(
        key,
        referent.bulletin,
        referent.event_kind,
        "" if referent.descriptive else names.fold(referent.name),
        names.fold(max((name for name in referent.names if " of " in name), key=len, default=referent.name)),
        held,
        told[0] if told else None,
        frozenset(root(c.object) for c in claims.get(Predicate.HELD_AT, ()) if c.subject == key),
        ends(_LEADING),
        ends(_PARTIES),
        frozenset(figures),
    )


def _one_event(one: Account, other: Account) -> str:  # noqa: PLR0911 - a return for each reason
    """Return why two accounts are of one event, else an empty text."""
    if one.bulletin == other.bulletin or not _kinds_agree(one.kind, other.kind):
        return ""
    if one.places and other.places and not one.places & other.places:
        return ""
    sure = _one_operation(one, other) if one.kind == "operation" else ""
    if sure:
        return sure
    near = _near(one.days, other.days)
    near = near or _told_after(one, other) or _told_after(other, one)
    if not near or (one.name and other.name and not _names_agree(one.name, other.name)):
        return ""
    if one.name and one.name == other.name:
        return f"the same name and {near}"
    agreed = _stems(one.phrase) & _stems(other.phrase) if _names_agree(one.phrase, other.phrase) else set()
    if len(agreed) >= (_TELLING_THERE if one.places & other.places else _TELLING):
        return f"names that agree ({', '.join(sorted(agreed))}) and {near}"
    if not one.days or not other.days:
        return ""
    shared = len(one.parties & other.parties)
    if one.places & other.places and (
        one.kind == other.kind != "meeting" or one.leading & other.leading or shared >= _SHARED_PARTIES
    ):
        return f"the same kind ({one.kind}), {near} and place{', and shared parties' if shared else ''}"
    if one.leading & other.leading and one.kind == other.kind:
        return f"the same kind ({one.kind}), {near} and the same organiser"
    return ""


def _one_operation(one: Account, other: Account) -> str:
    """Return why two accounts are of one operation whatever their days, else an empty text."""
    if one.figures & other.figures and one.leading & other.leading:
        return f"operations led by the same body, with the same seizure ({min(one.figures & other.figures)})"
    if one.name == other.name and _YEAR.search(one.name) and not (one.days and other.days):
        return "the same name, which tells the year of the operation"
    return ""


def _names_agree(one: str, other: str) -> bool:
    """Tell whether all words of one name stand in the other, but for what kind of meeting it is."""
    mine, theirs = _stems(one), _stems(other)
    return bool(mine) and (mine <= theirs or theirs <= mine)


def _stems(name: str) -> set[str]:
    return {word.removesuffix("s") for word in name.split() if word not in _MEETINGS}


def _kinds_agree(one: str, other: str) -> bool:
    return one == other or ({one, other} <= _MEETINGS and "meeting" in {one, other})


def _near(mine: Sequence[Days], theirs: Sequence[Days]) -> str:
    """Return how the days of two accounts agree: the same, overlapping or one day apart; else an empty text."""
    if set(mine) & set(theirs):
        return "the same day"
    for (first, last), (begin, end) in itertools.product(mine, theirs):
        if first <= end and begin <= last:
            return "days that overlap"
        if min(abs(begin - last), abs(first - end)) <= _OFF_BY:
            return "one day apart"
    return ""


def _told_after(one: Account, other: Account) -> str:
    """Return that `one`, without a day of its own, is told within a week of the other's end; else an empty text."""
    told = one.told
    if told and any(timedelta(0) <= told - last <= _TOLD_WITHIN for _, last in other.days):
        return f"told within {_TOLD_WITHIN.days} days of its end"
    return ""


def _days(edtf: str) -> Days | None:
    """Return the first and last day of an EDTF day or interval of days; None for what is less exact."""
    first, _, last = edtf.partition("/")
    try:
        return date.fromisoformat(first), date.fromisoformat(last or first)
    except ValueError:
        return None


def describe(event: str, accounts: Accounts) -> str:
    """Return a telling name for an event without one: kind, parties, place and day."""
    claims = accounts.of(event)
    members = set(accounts.clusters.members(event))
    kind = next(
        (accounts.referents[m].event_kind for m in sorted(members) if accounts.referents[m].event_kind), "event"
    )

    def named(ids: set[str]) -> list[str]:
        return sorted({accounts.shortest(one) for one in ids} - {""})

    def acting(predicate: str) -> set[str]:
        told = (c for c in claims.get(predicate, ()) if c.object in members and c.modality is not Modality.QUOTED)
        return {claim.subject for claim in told}

    leading = named({subject for predicate in sorted(_LEADING) for subject in acting(predicate)})
    parties = leading or named(acting(Predicate.ATTENDS))[:2]
    places = named({c.object for c in claims.get(Predicate.HELD_AT, ()) if c.subject in members})
    days = sorted({(c.modality is not Modality.ASSERTED, c.object) for c in claims.get(Predicate.HELD_ON, ())})
    who = f" of {' and '.join(parties[:2])}" if parties else ""
    return ", ".join([kind + who, *places[:1], *(day for _, day in days[:1])])
