"""What stands before its verb but is no subject of it: fronted objects, and what a participle ahead of it tells of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caricc_graph.extraction.nouns import Phrase
from caricc_graph.extraction.subjects import ACTED_ON
from caricc_graph.model import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caricc_graph.extraction.chunks import Chunk
    from caricc_graph.extraction.clause import Clause, Segment
    from caricc_graph.extraction.nouns import Noun

_PAIR = 2


def part_off(chunks: Sequence[Chunk], segment: Segment) -> None:
    """Part what an opening participle tells of from the list behind it ("funded by A, the project ...", "composed of A and B, the EAG ...")."""
    nouns = segment.phrases[-1].nouns if segment.phrases else []
    while nouns:
        last = nouns[-1]
        alone = last.comma and chunks[last.first - 1].norm == ","
        acted_on = last.sort in ACTED_ON and (len(nouns) == _PAIR or nouns[0].sort != last.sort)
        if alone and (acted_on or _behind_states(chunks, nouns)):
            nouns.pop()
            last.above = None
            segment.phrases.append(Phrase("", [last], last.first, segment.phrases[-1].last, comma=True))
            return
        nouns = last.links[-1].nouns if last.links else []


def _behind_states(chunks: Sequence[Chunk], nouns: Sequence[Noun]) -> bool:
    """Tell whether the last of a list is a body, behind states that "and" joined already."""
    *states, last = [noun.span.thing.kind if noun.span is not None else None for noun in nouns]
    joined = any(chunks[k].norm == "and" for k in range(nouns[0].first, nouns[-1].first))
    return joined and last is Kind.AGENCY and all(state is Kind.COUNTRY for state in states)


def take_fronted(clause: Clause, segment: Segment) -> None:
    """Give a verb without object the event or document that stands bare right before its subject ("a course the Center held")."""
    bare = segment.bare()
    if (
        clause.objects
        or clause.verb.passive
        or clause.dependent
        or len(bare) < _PAIR
        or clause.subjects[:1] != [bare[-1].nouns]
    ):
        return
    before = bare[-2]
    if before.nouns[0].sort in ACTED_ON and not bare[-1].comma and segment.phrases[-1] is bare[-1]:
        clause.objects = before.nouns


def take_relative(clause: Clause, gap: Sequence[Segment]) -> None:
    """Give a verb without object the event, document or programme right before "that" and its subject ("the seminar that UNODC held")."""
    if len(gap) < _PAIR or clause.mark != "that" or clause.objects or clause.verb.passive or not gap[-1].bare():
        return
    before = gap[-2].phrases[-1] if gap[-2].phrases else None
    if before is not None and before.last == gap[-2].last and before.nouns[-1].sort in ACTED_ON:
        clause.objects = before.nouns[-1:]
