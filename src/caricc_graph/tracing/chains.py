"""The chains of links between two entities, each step with its sentences, or how far each of the two reaches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from caricc_graph.model import Predicate
from caricc_graph.network.paths import BRIDGES, Ways
from caricc_graph.tracing.stated import (
    Party,
    Stated,
    TracingError,
    marks,
    party,
    quoted,
    sentences,
    stated,
    told,
    words,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from caricc_graph.citations import Citation
    from caricc_graph.network import paths
    from caricc_graph.network.links import Links
    from caricc_graph.store import Store

_SHOWN = 3
_NEAREST = 5


@dataclass(frozen=True, slots=True)
class Step:
    """From one entity to the next by the surest of their links, at most three; `more` are left out.

    A link is walked forward where its subject is `source`.
    """

    source: Party
    target: Party
    links: tuple[Stated, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Chain:
    """Steps from end to end, and how strong they are together: from 0 to 1."""

    steps: tuple[Step, ...]
    strength: float


@dataclass(frozen=True, slots=True)
class Reach:
    """How many entities an end reaches, and the nearest of them with their steps."""

    party: Party
    count: int
    nearest: tuple[tuple[Party, int], ...]


@dataclass(frozen=True, slots=True)
class Chains:
    """The shortest and the strongest chains between two entities; both empty where they are not linked within `hops` steps.

    `reach` tells then how far each comes, and `otherwise` which kinds of entity would link them, if they were let through.
    """

    one: Party
    other: Party
    hops: int
    shortest: tuple[Chain, ...]
    strongest: tuple[Chain, ...]
    reach: tuple[Reach, ...]
    otherwise: tuple[str, ...]


def chains(  # noqa: PLR0913 - one parameter for each way to narrow the search
    links: Links,
    store: Store,
    *,
    one: str,
    other: str,
    via: Collection[str] = (),
    predicates: Collection[str] = (),
    first: str | None = None,
    last: str | None = None,
    most: int = 3,
    hops: int = 6,
) -> Chains:
    """Return at most `most` shortest and strongest chains between two entities, given by their ids, of at most `hops` steps.

    Only what is asserted counts. `via` are the kinds that a chain may go through, else agencies, events, officials and programmes; links have
    one of the `predicates`, if any is named, and are dated within the days `first` and `last` (ISO; undated ones are). The shortest have
    the fewest steps, of equal ones the strongest. A chain's strength is the product of the confidences of its steps' surest links, divided
    for each entity between the ends by the binary logarithm of its number of partners. Raises TracingError for an entity and itself, and
    for a predicate that is none.
    """
    if one == other:
        raise TracingError("both names are one entity; give two. `caricc-graph why` tells why they are one.")
    unknown = sorted({*predicates} - {*Predicate})
    if unknown:
        known = ", ".join(one.value for one in Predicate if one is not Predicate.HELD_ON)
        raise TracingError(f"no predicate is called {unknown[0]!r}; choose from {known}.")
    ends = (links.number[one], links.number[other])
    usable = links.within(first, last, predicates=predicates)
    ways = Ways(links, ends, usable=usable, bridges=links.of_kinds(via or BRIDGES))
    shortest, strongest = ways.shortest(most, hops), ways.strongest(most, hops)
    shown = {n for chain in (*shortest, *strongest) for step in chain.steps for n in step[:_SHOWN]}
    cited = sentences(links, store, {links.links[number].statement for number in shown})
    reach = () if shortest else tuple(_reach(links, ways, end, hops) for end in ends)
    anyhow = [] if shortest else Ways(links, ends, usable=usable, bridges=links.of_kinds(())).shortest(1, hops)
    return Chains(
        party(links, ends[0]), party(links, ends[1]), hops,
        tuple(_chain(links, chain, cited) for chain in shortest), tuple(_chain(links, chain, cited) for chain in strongest), reach,
        tuple(sorted({links.nodes[node].kind for chain in anyhow for node in chain.nodes[1:-1]} - {*(via or BRIDGES)})),
    )  # fmt: skip


def _chain(links: Links, found: paths.Chain, cited: Mapping[str, tuple[Citation, ...]]) -> Chain:
    ends = [party(links, node) for node in found.nodes]
    steps = [
        Step(source, target, told([stated(links, n) for n in numbers[:_SHOWN]], cited), len(numbers[_SHOWN:]))
        for source, target, numbers in zip(ends, ends[1:], found.steps, strict=False)
    ]
    return Chain(tuple(steps), found.strength)


def _reach(links: Links, ways: Ways, end: int, hops: int) -> Reach:
    found = ways.reached(end, hops)
    return Reach(party(links, end), len(found), tuple((party(links, node), steps) for node, steps in found[:_NEAREST]))


def text(found: Chains, *, only: str | None = None) -> Iterator[str]:
    """Yield the lines of all chains for a terminal, or of the "shortest" or "strongest" only; a chain that is both is told once."""
    yield f"From  {found.one.name}  [{found.one.kind}]  id {found.one.id}"
    yield f"to    {found.other.name}  [{found.other.kind}]  id {found.other.id}"
    if not found.shortest:
        yield from _unlinked(found)
        return
    if only != "strongest":
        yield from _section("Shortest", found.shortest, found.strongest)
    if only != "shortest":
        told = () if only else found.shortest
        yield from _section("Strongest", [chain for chain in found.strongest if chain not in told], ())


def _section(title: str, chosen: Sequence[Chain], strong: Sequence[Chain]) -> Iterator[str]:
    for number, chain in enumerate(chosen, 1):
        count = f"{len(chain.steps)} step{'s' if len(chain.steps) > 1 else ''}"
        also = ", also among the strongest" if chain in strong else ""
        yield ""
        yield f"{title} {number}: {count}, strength {chain.strength:.3f}{also}"
        yield f"  {chain.steps[0].source.name}"
        for step in chain.steps:
            yield from _told(step)


def _told(step: Step) -> Iterator[str]:
    for link in step.links:
        arrow = f"─ {words(link)} →" if link.subject == step.source else f"← {words(link)} ─"
        yield f"    {arrow}  [{marks(link)}]"
    if step.more:
        yield f"    and {step.more} more links"
    yield from quoted(step.links, indent="        ")
    yield f"  {step.target.name}"


def _unlinked(found: Chains) -> Iterator[str]:
    yield ""
    yield f"Not linked within {found.hops} steps. That a link is missing here is no evidence that there is none."
    if found.otherwise:
        kinds = " and ".join(found.otherwise)
        options = " ".join(f"--via {kind}" for kind in sorted({*found.otherwise, *BRIDGES}))
        yield f"They would be through entities of the kind {kinds}: {options}"
    for reach in found.reach:
        yield ""
        yield f"{reach.party.name} reaches {reach.count} entities{', the nearest:' if reach.nearest else '.'}"
        yield from (
            f"  {steps} step{'s' if steps > 1 else ''}: {near.name}  [{near.kind}]" for near, steps in reach.nearest
        )
