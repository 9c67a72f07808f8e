"""Posts that who follows and who went before share: "On this post he replaced N.", "Her predecessor, N., left"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from caricc_graph.extraction.posts import FORMER
from caricc_graph.model import Kind, Modality, Predicate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from caricc_graph.extraction.frames import Draft
    from caricc_graph.extraction.scene import Scene
    from caricc_graph.extraction.spans import Thing

_RULE = "post-of-successor"


def of_predecessors(drafts: Sequence[Draft], scene: Scene) -> Iterator[Draft]:
    """Yield the post of whom somebody follows, and remember the posts that a sentence gives."""
    told = [draft for draft in drafts if draft.predicate is Predicate.HOLDS_POST and not draft.negated]
    scene.offices |= {draft.subject.key: draft for draft in told}
    for draft in drafts:
        before = draft.object
        if draft.predicate is not Predicate.SUCCEEDS or draft.negated or isinstance(before, str):
            continue
        post = scene.offices.get(draft.subject.key)
        settled = draft.modality in {Modality.ASSERTED, Modality.PLANNED}
        if post is not None and settled and before.key not in scene.offices and _may_be_inherited(post):
            yield _inherited(draft, before, post)


def _may_be_inherited(post: Draft) -> bool:
    """Tell whether a post is one that passes from one to the next, not what somebody merely was before."""
    return not isinstance(post.object, str) and post.object.kind is not Kind.OFFICIAL and FORMER not in post.qualifiers


def _inherited(draft: Draft, before: Thing, post: Draft) -> Draft:
    qualifiers = (*(one for one in post.qualifiers if one != FORMER), FORMER)
    return replace(
        draft,
        subject=before,
        predicate=Predicate.HOLDS_POST,
        object=post.object,
        rule=_RULE,
        modality=Modality.ASSERTED,
        qualifiers=qualifiers,
    )
