"""All asserted links of a graph in memory, in columns, and the entities at their ends."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from caricc_graph.search import Names

_LINKS = """
SELECT statement, subject, predicate, object, post, former, first, last, held, confidence, inferred, corroboration, qualifiers FROM link ORDER BY number
"""


@dataclass(frozen=True, slots=True)
class Node:
    """An entity, and how often bulletins mention it."""

    id: str
    kind: str
    name: str
    mentions: int


@dataclass(frozen=True, slots=True)
class Link:
    """An asserted statement between two entities, given by their ids.

    `first` and `last` are ISO days, of the event at its end where it is `held`, else of the bulletins that attest it; empty where none
    is known. `qualifiers` are what else it says, its quantity with it, by the ontology's words. `post` is the title of a post, which a `former` holder no longer has. `corroboration` counts independent publishers.
    """

    statement: str
    subject: str
    predicate: str
    object: str
    post: str
    former: bool
    first: str
    last: str
    held: bool
    confidence: float
    inferred: bool
    corroboration: int
    qualifiers: Mapping[str, str] = field(default_factory=dict)


class Links:
    """The links of one build, loaded once: nodes and links are numbers, and columns tell the rest.

    Nodes are sorted by id, links by subject, object, predicate and statement, so that the same graph gives the same numbers.
    `told` are for each link the numbers of the bulletins that tell it; `base` begins the IRIs of statements,
    and `days` are those on which the bulletins attest what they say (ISO or empty).
    """

    def __init__(
        self,
        nodes: Sequence[Node],
        links: Sequence[Link],
        *,
        told: Mapping[int, tuple[int, ...]] | None = None,
        base: str = "",
        days: Sequence[str] = (),
    ) -> None:
        import numpy as np

        self.nodes = tuple(nodes)
        self.links = tuple(links)
        self.told = told or {}
        self.base = base
        self.days = tuple(days)
        self.number = {node.id: i for i, node in enumerate(self.nodes)}
        self.subject = np.array([self.number[link.subject] for link in self.links], dtype=np.int64)
        self.object = np.array([self.number[link.object] for link in self.links], dtype=np.int64)
        self.confidence = np.array([link.confidence for link in self.links], dtype=np.float64)
        self.predicates, self.predicate = np.unique(
            np.array([link.predicate for link in self.links], dtype=str), return_inverse=True
        )
        self._kinds, self._kind = np.unique(
            np.array([node.kind for node in self.nodes], dtype=str), return_inverse=True
        )
        self._undated = np.array([not link.first for link in self.links], dtype=bool)
        self._dated = self._days()

    def of_kinds(self, kinds: Collection[str], *, also: Collection[int] = ()) -> NDArray[np.bool_]:
        """Tell for each node whether it is of one of the kinds, or one of the nodes `also`; all are where no kind is named."""
        import numpy as np

        if not kinds:
            return np.ones(len(self.nodes), dtype=bool)
        kept = np.isin(self._kinds, sorted(kinds))[self._kind]
        kept[sorted(also)] = True
        return kept

    def within(
        self,
        first: str | None = None,
        last: str | None = None,
        *,
        predicates: Collection[str] = (),
        undated: bool = True,
    ) -> NDArray[np.bool_]:
        """Tell for each link whether it is dated within the days (ISO), as the `undated` are too, and has one of the predicates, if any is named.

        An event lasts from its first to its last day; what bulletins report is dated on their days alone, not between them.
        """
        import numpy as np

        links, begins, ends = self._dated
        kept = np.zeros(len(self.links), dtype=bool)
        kept[links[(ends >= (first or "")) & (begins <= (last or "9999-12-31"))]] = True
        if undated:
            kept |= self._undated
        if predicates:
            kept &= np.isin(self.predicates, sorted(predicates))[self.predicate]
        return kept

    @cached_property
    def partners(self) -> NDArray[np.int64]:
        """With how many others each node is linked, over all kinds and days."""
        import numpy as np

        return self.partners_over(np.arange(len(self.links)))

    def partners_over(self, usable: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return with how many others each node is linked by some of the links."""
        import numpy as np

        low = np.minimum(self.subject, self.object)[usable]
        high = np.maximum(self.subject, self.object)[usable]
        size = max(1, len(self.nodes))
        pairs = np.unique(low * size + high)
        return np.bincount(np.concatenate([pairs // size, pairs % size]), minlength=len(self.nodes))

    def touching(self, node: int) -> list[int]:
        """Return the links that a node is an end of, in their order."""
        order, starts = self._by_end
        found = order[starts[node] : starts[node + 1]] % max(1, len(self.links))
        return sorted({int(link) for link in found})

    def attested(self, link: int) -> list[str]:
        """Return the days on which bulletins attest a link, in order, each once; none for the post of a former holder."""
        if self.links[link].former:
            return []
        return sorted({self.days[bulletin] for bulletin in self.told[link]} - {""})

    def _days(self) -> tuple[NDArray[np.int64], NDArray[np.str_], NDArray[np.str_]]:
        """Return links with the first and the last day of an event, or with each day of a bulletin that reports them."""
        import numpy as np

        found: list[tuple[int, str, str]] = []
        for number, link in enumerate(self.links):
            reported = {self.days[bulletin] for bulletin in self.told.get(number, ())} - {""}
            if link.held or not reported:
                found += [(number, link.first, link.last)] if link.first else []
            else:
                found += [(number, day, day) for day in sorted(reported)]
        columns = list(zip(*found, strict=True)) or [(), (), ()]
        return (
            np.array(columns[0], dtype=np.int64),
            np.array(columns[1], dtype="U10"),
            np.array(columns[2], dtype="U10"),
        )

    @cached_property
    def _by_end(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the ends of links in the order of their nodes, and where those of each node begin."""
        import numpy as np

        ends = np.concatenate([self.subject, self.object])
        order = np.argsort(ends, kind="stable")
        starts = np.concatenate([[0], np.cumsum(np.bincount(ends, minlength=len(self.nodes)))])
        return order, starts


def load(path: Path, names: Names, *, base: str) -> Links:
    """Return the links that a build has written to a file, between the entities of its index of names; statements' IRIs begin with `base`."""
    import sqlite3
    from contextlib import closing

    nodes = [Node(*row) for row in names.entities()]
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as file:
        links = [_link(row) for row in file.execute(_LINKS)]
        told: dict[int, tuple[int, ...]] = {}
        for link, bulletin in file.execute("SELECT link, bulletin FROM told ORDER BY link, bulletin"):
            told[link] = (*told.get(link, ()), bulletin)
        days = [day for (day,) in file.execute("SELECT day FROM bulletin ORDER BY number")]
    return Links(nodes, links, told=told, base=base, days=days)


def _link(row: tuple[Any, ...]) -> Link:
    """Return a link of a row of the file, its numbers as truth values where they are such."""
    statement, subject, predicate, obj, post, former, first, last, held, confidence, inferred, corroboration, more = row
    return Link(
        statement, subject, predicate, obj, post, bool(former), first, last, bool(held), confidence, bool(inferred), corroboration,
        json.loads(more) if more else {},
    )  # fmt: skip
