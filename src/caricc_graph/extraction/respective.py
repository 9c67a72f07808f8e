"""Respective pairs: "A and B seized 5 kg of heroin and 3 kg of opium, respectively" ties the first to the first, and the second to the second."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from caricc_graph.extraction.frames import Draft
from caricc_graph.extraction.hauls import Seized

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from caricc_graph.extraction.chunks import Chunk

_RESPECTIVELY = "respectively"
Told = TypeVar("Told", Draft, Seized)


def in_pairs(told: Sequence[Told], chunks: Sequence[Chunk]) -> list[Told]:
    """Return what a sentence tells; with "respectively" in it, of as many as many the first of the first and so on, not each of each."""
    if all(chunk.norm != _RESPECTIVELY for chunk in chunks) or any(
        isinstance(one, Seized) and one.total >= 0 for one in told
    ):
        return list(told)
    groups: dict[tuple[str, str], list[Told]] = {}
    for one in told:
        groups.setdefault((one.predicate, one.rule), []).append(one)
    crossed = {id(one) for group in groups.values() for one in _crossed(group, chunks)}
    return [one for one in told if id(one) not in crossed]


def _crossed(group: Sequence[Told], chunks: Sequence[Chunk]) -> list[Told]:
    """Return what ties the first of the subjects to another than the first of the objects, and so on; nothing unless each is tied to each."""
    places = {id(chunk.span.thing): k for k, chunk in enumerate(chunks) if chunk.span is not None}
    subjects = sorted({id(one.subject) for one in group}, key=lambda thing: places.get(thing, 0))
    objects = list(dict.fromkeys(_object(one) for one in group))
    if isinstance(group[0], Draft):
        objects.sort(key=lambda thing: places.get(thing[0], 0))
    if len(subjects) != len(objects) or len(group) != len(subjects) ** 2:
        return []
    return [one for one in group if subjects.index(id(one.subject)) != objects.index(_object(one))]


def _object(one: Told) -> tuple[int, Hashable]:
    return id(one.object), one.quantity if isinstance(one, Seized) else None
