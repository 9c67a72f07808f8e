"""Lists of states: which noun speaks of the states behind it, and which state only says where a seat lies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caricc_graph.extraction.words import NUMBERS
from caricc_graph.model import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caricc_graph.extraction.chunks import Chunk
    from caricc_graph.extraction.nouns import Noun, Nouns

_OWN = frozenset({"its", "whose"})
_BETWEEN = frozenset({",", "and", "the"})


def is_state(noun: Noun) -> bool:
    """Tell whether a noun is the name of a state."""
    return noun.span is not None and noun.span.thing.kind is Kind.COUNTRY


def are_members(noun: Noun, nouns: Nouns) -> bool:
    """Tell whether a plain noun may speak of states that a list names ("member states", "countries")."""
    return noun.span is None and noun.word in nouns.states


def named_by(before: Noun, noun: Noun, nouns: Nouns) -> bool:
    """Tell whether a state is the first of those that the noun right before it speaks of ("member states A, B and C")."""
    named = before.span is None and before.word in nouns.states | nouns.collectives
    return is_state(noun) and named and before.last == noun.first


def behind_comma(noun: Noun, chain: Sequence[Noun], chunks: Sequence[Chunk], nouns: Nouns) -> Noun | None:
    """Return the noun whose states begin behind a comma ("the seven members of A, B, C and D", "the members of A, B and C, met").

    `chain` are the nouns still open, `chunks` the stretch that ends before the next verb.
    """
    if not is_state(noun) or chunks[noun.first - 1].norm not in {",", "the"}:
        return None
    states = [one for one in chain if are_members(one, nouns) and not one.listed]
    counted = (one for one in states if any(word in NUMBERS | _OWN or word.isdigit() for word in one.words))
    members = (one for one in states if one.words & nouns.statuses and _of_body(one))
    members = (one for one in members if _closes_before_verb(chunks[noun.first :]))
    return next(counted, next(members, None))


def _closes_before_verb(chunks: Sequence[Chunk]) -> bool:
    """Tell whether states alone stand here, with a comma behind the last."""
    between = [chunk for chunk in chunks if chunk.span is None or chunk.span.thing.kind is not Kind.COUNTRY]
    norms = [chunk.norm for chunk in between]
    return norms[-1:] == [","] == [chunks[-1].norm] and "and" in norms and all(norm in _BETWEEN for norm in norms)


def _of_body(noun: Noun) -> bool:
    """Tell whether a body is named right before a noun or behind its "of" ("the A members", "the members of A")."""
    return bool(noun.mods) or any(below.span is not None for below in noun.link("of"))


def lies_in(before: Noun, noun: Noun, behind: str) -> bool:
    """Tell whether a state behind a comma only says where the seat of a body lies ("the A Office in Osh, Kyrgyzstan, held"); `behind` is what follows."""
    return is_state(noun) and before.last == noun.first - 1 and behind not in {"and", ","} and _has_seat(before)


def _has_seat(noun: Noun) -> bool:
    """Tell whether a body is named or told of with the place where it sits, at the end of its name or right behind it."""
    span = noun.span if noun.sort == "agent" else None
    seated = span is not None and any(p.thing.kind is Kind.PLACE and p.last == span.last for p in span.inner)
    return seated or (noun.sort == "place" and noun.above is not None and noun.above.sort == "agent")
