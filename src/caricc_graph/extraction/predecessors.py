"""Posts that who follows and who went before share: "On this post he replaced N.", "Her predecessor, N., left"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from caricc_graph.extraction.posts import FORMER
from caricc_graph.extraction.verb import stronger
from caricc_graph.model import Kind, Modality, Predicate

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from caricc_graph.extraction.collector import Collector
    from caricc_graph.extraction.frames import Draft
    from caricc_graph.extraction.scene import Scene
    from caricc_graph.extraction.spans import Thing
    from caricc_graph.model import Claim

_RULE, _GIVEN = "post-of-successor", "post-by-verb"


def of_predecessors(drafts: Sequence[Draft], scene: Scene) -> Iterator[Draft]:
    """Yield the post of whom somebody follows, and remember the posts that a sentence gives."""
    told = [draft for draft in drafts if draft.predicate is Predicate.HOLDS_POST and not draft.negated]
    scene.offices |= {draft.subject.key: draft for draft in told}
    for draft in drafts:
        before = draft.object
        if draft.predicate is not Predicate.SUCCEEDS or draft.negated or isinstance(before, str):
            continue
        post = scene.offices.get(draft.subject.key)
        if post is None or not (draft.modality is Modality.ASSERTED or _is_to_be_handed_over(draft, post)):
            continue
        if before.key not in scene.offices and _may_be_inherited(post):
            yield _inherited(draft, before, post)


def _is_to_be_handed_over(draft: Draft, post: Draft) -> bool:
    """Tell whether somebody is to follow another on the post that he was given, not on the one that he holds till then."""
    return draft.modality is Modality.PLANNED and post.rule == _GIVEN


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


def not_yet_taken(claims: Sequence[Claim], collector: Collector) -> list[Claim]:
    """Return the claims, the post that somebody "will" take over from its holder told as planned, be it said before ("was appointed Head. He will succeed N., the Head, in May")."""
    held = [claim for claim in claims if claim.predicate is Predicate.HOLDS_POST]
    following = {
        (claim.object, claim.subject)
        for claim in claims
        if claim.predicate is Predicate.SUCCEEDS and claim.modality is Modality.PLANNED and not claim.negated
    }
    coming = {
        (successor, *_office(claim), claim.rule == _RULE)
        for claim in held
        for before, successor in following
        if claim.subject == before
    }
    return [
        collector.again(claim, modality=stronger(claim.modality, Modality.PLANNED))
        if claim in held and FORMER not in claim.qualifiers and _is_among(claim, coming)
        else claim
        for claim in claims
    ]


def _is_among(claim: Claim, coming: Container[tuple[str, str, str, bool]]) -> bool:
    """Tell whether a post is one that its holder is yet to take over; where its holder before is only known to have had it through this one, it must have been given."""
    taken = (claim.subject, *_office(claim))
    return (*taken, False) in coming or (claim.rule == _GIVEN and (*taken, True) in coming)


def _office(claim: Claim) -> tuple[str, str]:
    """Return the body and title of a post."""
    return claim.object, dict(claim.qualifiers).get("post", "").casefold()
