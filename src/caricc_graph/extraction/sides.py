"""Sides: the bodies or states whose people met, between whom "the cooperation" is talked of later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caricc_graph.extraction.posts import FORMER
from caricc_graph.model import Kind, Modality, Predicate

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from caricc_graph.extraction.frames import Draft
    from caricc_graph.extraction.scene import Scene
    from caricc_graph.extraction.spans import Thing

_EMPLOYING = frozenset({Predicate.HOLDS_POST, Predicate.REPRESENTS})
_MEETING = frozenset({Predicate.MEETS, Predicate.VISITS})
_SIDES = frozenset({Kind.AGENCY, Kind.COUNTRY})


def note_employers(drafts: Iterable[Draft], scene: Scene) -> None:
    """Keep for which body each person is said to act, or for which state where no body is told."""
    for draft in drafts:
        held = not draft.negated and FORMER not in draft.qualifiers
        if draft.predicate in _EMPLOYING and not isinstance(draft.object, str) and held:
            known = scene.employers.get(draft.subject.key)
            if known is None or (known.kind is Kind.COUNTRY and draft.object.kind is Kind.AGENCY):
                scene.employers[draft.subject.key] = draft.object


def note_sides(drafts: Iterable[Draft], scene: Scene) -> None:
    """Keep the two sides of the first encounter that a sentence states."""
    for draft in drafts:
        held = draft.modality is Modality.ASSERTED and not draft.negated
        if draft.predicate in _MEETING and held and not isinstance(draft.object, str):
            met = [draft.subject, draft.object]
            if _are_sides(behind(met, scene)):
                scene.sides = met
                return


def behind(met: Sequence[Thing], scene: Scene) -> list[Thing]:
    """Return the bodies or states for which those who met act."""
    return [scene.employers.get(thing.key, thing) for thing in met]


def _are_sides(sides: Sequence[Thing]) -> bool:
    one, other = sides
    return one is not other and one.kind in _SIDES and other.kind in _SIDES
