"""Claims: what drafts and seizures become once their evidence is cut from the bulletin's text."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from caricc_graph.model import Claim, Evidence, Modality, Predicate, content_id

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from caricc_graph.extraction import text
    from caricc_graph.extraction.frames import Draft
    from caricc_graph.extraction.hauls import Seized
    from caricc_graph.extraction.spans import Thing
    from caricc_graph.model import Bulletin, Quantity


class Collector:
    """Makes claims of drafts, with evidence in the bulletin's text."""

    def __init__(self, bulletin: Bulletin, parsed: text.Text, rate: Callable[[str], float]) -> None:
        self._bulletin = bulletin
        self._text = parsed
        self._rate = rate

    def referent(self, thing: Thing) -> str:
        """Return the id of what a thing of the bulletin is told under."""
        return content_id(self._bulletin.id, thing.kind, thing.key)

    def claim(self, draft: Draft) -> Claim:
        """Return the claim of a draft, resting on the words that it was read from."""
        start, end = self._text.starts[draft.first], self._text.ends[draft.last - 1]
        first, last = next(span for span in self._text.sentences if span[0] <= draft.first < span[1])
        obj = draft.object if isinstance(draft.object, str) else self.referent(draft.object)
        return self._made(
            draft.subject,
            draft.predicate,
            obj,
            draft.modality,
            draft.rule,
            (start, end),
            (first, last),
            draft.qualifiers,
            None,
            negated=draft.negated,
        )

    def seized(self, found: Sequence[Seized], first: int, last: int) -> list[Claim]:
        """Return the claims of the seizures of a sentence; a part of a total points to the claim of that."""
        claims: list[Claim] = []
        for one in found:
            qualifiers = (("total", claims[one.total].id),) if one.total >= 0 else ()
            claims.append(
                self._made(
                    one.subject, one.predicate, self.referent(one.object), one.modality, one.rule, (one.start, one.end), (first, last),
                    qualifiers, one.quantity, negated=one.negated,
                )
            )  # fmt: skip
        return claims

    def again(self, claim: Claim, *, obj: str = "", modality: Modality | None = None) -> Claim:
        """Return a claim without amount, with another object (a referent, or a day) or held otherwise."""
        evidence, obj, modality = claim.evidence, obj or claim.object, modality or claim.modality
        key = content_id(
            self._bulletin.id, claim.subject, claim.predicate, obj, modality, evidence.start, evidence.end, claim.qualifiers, None, claim.negated
        )  # fmt: skip
        return replace(claim, id=key, object=obj, modality=modality)

    def _made(  # noqa: PLR0913 - a claim has as many parts
        self,
        subject: Thing,
        predicate: Predicate,
        obj: str,
        modality: Modality,
        rule: str,
        span: tuple[int, int],
        sentence: tuple[int, int],
        qualifiers: tuple[tuple[str, str], ...],
        quantity: Quantity | None,
        *,
        negated: bool,
    ) -> Claim:
        start, end = span
        evidence = Evidence(
            self._bulletin.id,
            start,
            end,
            self._text.text[start:end],
            self._text.starts[sentence[0]],
            self._text.ends[sentence[1] - 1],
        )
        one = self.referent(subject)
        key = content_id(self._bulletin.id, one, predicate, obj, modality, start, end, qualifiers, quantity, negated)
        rate = self._rate(rule)
        return Claim(key, one, predicate, obj, modality, rate, rule, evidence, quantity, qualifiers, negated)
