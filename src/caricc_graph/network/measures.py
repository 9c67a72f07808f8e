"""Who is central, who stands between others, who belongs together, and who meets whom how often."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from caricc_graph.model import CariccGraphError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from caricc_graph.network.links import Links

PARTIES = ("Agency", "Official", "Programme")
"""The kinds that are measured, where none is named."""
WEIGHT = (
    "The weight of two parties' tie is the highest confidence of a direct link between them (0 without one), plus 1 / (n - 1) for each event "
    "that both took part in, n being the number of its parties: a meeting of two says more than a congress. Strength is the sum of a party's "
    "weights. Brokerage is betweenness: the share of all pairs of others whose shortest way leads through the party, a tie being as long as 1 / "
    "weight. Communities are those of Leiden's method by modularity."
)
_EXACT = 2000
_SOURCES = 200
_HEADS = 5


class MeasureError(CariccGraphError):
    """Kinds that can't be measured."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One party: with how many others it is tied, the sum of the weights, its events, brokerage from 0 to 1, and its community."""

    id: str
    kind: str
    name: str
    partners: int
    strength: float
    events: int
    brokerage: float
    community: int


@dataclass(frozen=True, slots=True)
class Together:
    """Two parties that took part in the same events: in how many, in which years, and the weight of their tie."""

    one: str
    one_name: str
    other: str
    other_name: str
    events: int
    years: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Community:
    """Parties that are tied more to each other than to others: how many, and the names of the strongest."""

    number: int
    size: int
    heads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Measures:
    """The measures of all parties that have a tie, the strongest first, of their meetings, the most frequent first, and of communities.

    `estimated` tells that brokerage was counted from some of the parties alone. `weight` is the definition in words.
    """

    kinds: tuple[str, ...]
    first: str
    last: str
    parties: tuple[Measured, ...]
    together: tuple[Together, ...]
    communities: tuple[Community, ...]
    estimated: bool
    weight: str = WEIGHT


@dataclass(slots=True)
class _Tie:
    """What ties two parties."""

    direct: float
    shared: float
    events: list[int]

    @property
    def weight(self) -> float:
        return self.direct + self.shared


def measure(
    links: Links, *, kinds: Collection[str] = PARTIES, first: str | None = None, last: str | None = None
) -> Measures:
    """Return the measures of the parties of some kinds over the links that are dated within the days (ISO); the same graph gives the same.

    Where a day is named, what has no day does not count. Above 2,000 parties brokerage is estimated from 200 of them. Raises
    MeasureError for kinds with events, which are the occasions and no parties.
    """
    if "Event" in kinds:
        raise MeasureError("events can't be measured as parties: they are what parties share; choose other kinds.")
    usable = links.within(first, last, undated=first is None and last is None)
    parties = links.of_kinds(kinds)
    events = links.of_kinds(("Event",))
    present: dict[int, set[int]] = defaultdict(set)
    direct: dict[tuple[int, int], float] = {}
    for number in usable.nonzero()[0]:
        low, high = sorted((int(links.subject[number]), int(links.object[number])))
        for event, party in ((low, high), (high, low)):
            if events[event] and parties[party]:
                present[event].add(party)
        if parties[low] and parties[high]:
            direct[low, high] = max(direct.get((low, high), 0.0), links.links[number].confidence)
    ties = _ties(direct, present)
    return _measures(links, kinds, (first or "", last or ""), ties=ties, present=present)


def _ties(direct: Mapping[tuple[int, int], float], present: Mapping[int, set[int]]) -> dict[tuple[int, int], _Tie]:
    found = {pair: _Tie(confidence, 0.0, []) for pair, confidence in direct.items()}
    for event, there in sorted(present.items()):
        for pair in itertools.combinations(sorted(there), 2):
            tie = found.setdefault(pair, _Tie(0.0, 0.0, []))
            tie.shared += 1 / (len(there) - 1)
            tie.events.append(event)
    return dict(sorted(found.items()))


def _measures(
    links: Links,
    kinds: Iterable[str],
    period: tuple[str, str],
    *,
    ties: Mapping[tuple[int, int], _Tie],
    present: Mapping[int, set[int]],
) -> Measures:
    nodes = sorted({node for pair in ties for node in pair})
    place = {node: i for i, node in enumerate(nodes)}
    graph = _graph(len(nodes), [(place[a], place[b]) for a, b in ties], [tie.weight for tie in ties.values()])
    strength, partners, events = graph.strength(weights="weight"), graph.degree(), _events(present)
    brokerage, estimated = _brokerage(graph)
    number = _communities(graph, strength)
    rows = [
        Measured(
            links.nodes[node].id, links.nodes[node].kind, links.nodes[node].name, partners[i], round(strength[i], 4), events[node],
            round(brokerage[i], 6), number[i],
        )
        for i, node in enumerate(nodes)
    ]  # fmt: skip
    rows.sort(key=lambda row: (-row.strength, row.id))
    return Measures(
        tuple(sorted(kinds)), *period, tuple(rows), tuple(_together(links, ties)), tuple(_told(rows)), estimated
    )


def _graph(size: int, pairs: list[tuple[int, int]], weights: list[float]) -> Any:
    import igraph

    return igraph.Graph(n=size, edges=pairs, edge_attrs={"weight": weights})


def _events(present: Mapping[int, set[int]]) -> Counter[int]:
    return Counter(party for there in present.values() for party in there)


def _brokerage(graph: Any) -> tuple[list[float], bool]:
    """Return the betweenness of each node as a share of all pairs of others, and whether it is estimated."""
    size = graph.vcount()
    pairs = max(1, (size - 1) * (size - 2) / 2)
    lengths = [1 / weight for weight in graph.es["weight"]]
    if size <= _EXACT:
        return [found / pairs for found in graph.betweenness(directed=False, weights=lengths)], False
    chosen = [i * size // _SOURCES for i in range(_SOURCES)]
    counted = graph.betweenness(directed=False, weights=lengths, sources=chosen)
    return [min(1.0, found / pairs * size / _SOURCES) for found in counted], True


def _communities(graph: Any, strength: list[float]) -> list[int]:
    """Return for each node the number of its community, from 1, the largest first."""
    import random

    import igraph

    igraph.set_random_number_generator(random.Random(1))  # noqa: S311 - a fixed seed, so that each run finds the same
    found = [
        list(one) for one in graph.community_leiden(objective_function="modularity", weights="weight", n_iterations=10)
    ]
    found.sort(key=lambda one: (-len(one), -sum(strength[i] for i in one), one[0]))
    number = [0] * graph.vcount()
    for place, members in enumerate(found, 1):
        for member in members:
            number[member] = place
    return number


def _together(links: Links, ties: Mapping[tuple[int, int], _Tie]) -> list[Together]:
    """Return the pairs that share events, the most frequent first."""
    years = {event: _year(links, event) for tie in ties.values() for event in tie.events}
    rows = [
        Together(
            links.nodes[a].id, links.nodes[a].name, links.nodes[b].id, links.nodes[b].name, len(tie.events),
            tuple(sorted({years[event] for event in tie.events} - {""})), round(tie.weight, 4),
        )
        for (a, b), tie in ties.items()
        if tie.events
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (-row.events, -row.weight, row.one, row.other))


def _year(links: Links, event: int) -> str:
    held = [links.links[number] for number in links.touching(event)]
    return min((link.first for link in held if link.first), default="")[:4]


def _told(rows: Iterable[Measured]) -> list[Community]:
    """Return the communities in their order, each with the names of its strongest."""
    members: dict[int, list[str]] = defaultdict(list)
    for row in rows:
        members[row.community].append(row.name)
    return [Community(number, len(names), tuple(names[:_HEADS])) for number, names in sorted(members.items())]
