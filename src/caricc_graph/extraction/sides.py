"""Sides: the bodies or states whose people met, between whom "the cooperation" is talked of later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caricc_graph.model import Kind, Modality, Predicate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from caricc_graph.extraction.frames import Draft
    from caricc_graph.extraction.scene import Scene
    from caricc_graph.extraction.spans import Thing

_EMPLOYING = frozenset({Predicate.HOLDS_POST, Predicate.REPRESENTS})
_MEETING = frozenset({Predicate.MEETS, Predicate.VISITS})
_SIDES = frozenset({Kind.AGENCY, Kind.COUNTRY})


def note_employers(drafts: Iterable[Draft], scene: Scene) -> None:
    """Keep for which body or state each person is said to act."""
    for draft in drafts:
        if draft.predicate in _EMPLOYING and not isinstance(draft.object, str) and not draft.negated:
            scene.employers.setdefault(draft.subject.key, draft.object)


def note_sides(drafts: Iterable[Draft], scene: Scene) -> None:
    """Keep the two sides of the first encounter that a sentence states."""
    for draft in drafts:
        held = draft.modality is Modality.ASSERTED and not draft.negated
        if draft.predicate in _MEETING and held and not isinstance(draft.object, str):
            one, other = (_behind(thing, scene) for thing in (draft.subject, draft.object))
            if one is not other and one.kind in _SIDES and other.kind in _SIDES:
                scene.sides = [one, other]
                return


def _behind(thing: Thing, scene: Scene) -> Thing:
    return scene.employers.get(thing.key, thing)
