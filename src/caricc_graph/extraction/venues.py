"""Which of the places that phrases name are where an event is held."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caricc_graph.extraction.nouns import Link
from caricc_graph.extraction.words import PREPOSITIONS
from caricc_graph.model import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caricc_graph.extraction.chunks import Chunk
    from caricc_graph.extraction.nouns import Noun
    from caricc_graph.extraction.spans import Span

AT = ("in", "at", "on", "along", "near", "inside", "within")
PREMISES, PLACES, STATES = frozenset({Kind.AGENCY}), frozenset({Kind.PLACE}), frozenset({Kind.COUNTRY})
VAGUE = frozenset({"central-asia"})
_EXACT = frozenset({"in", "at"})


def joined(chunks: Sequence[Chunk], links: Sequence[Link]) -> list[Link]:
    """Return the phrases of place, those that a comma or "and" joins to the one before as one ("in Osh, in Bishkek and in Naryn")."""
    lists: list[list[Link]] = []
    for link in (link for link in links if link.prep in AT):
        gaps = [_between(chunks, one[-1], link) if link.prep in _EXACT else set() for one in lists]
        known = next(
            (one for one, gap in zip(lists, gaps, strict=True) if gap and gap <= {",", "and", "the", link.prep}), None
        )
        if known is None:
            lists.append([link])
        else:
            known.append(link)
    for one in lists:
        if len(one) > 1 and "and" in _between(chunks, one[-2], one[-1]) and _closes(chunks, one[-1].nouns[-1].last):
            one[:] = [Link(one[0].prep, [noun for link in one for noun in link.nouns], one[0].at)]
    return [link for one in lists for link in one]


def _between(chunks: Sequence[Chunk], link: Link, other: Link) -> set[str]:
    """Return the words between two phrases and before the noun of the second; of phrases that do not follow each other, all of the sentence."""
    last, first = link.nouns[-1].last, other.nouns[0].first
    return {chunk.norm for chunk in (chunks[last:first] if last < first else chunks)}


def _closes(chunks: Sequence[Chunk], k: int) -> bool:
    """Tell whether a list may end before `k`, where nobody begins to act ("in A and in B the parties signed")."""
    if k >= len(chunks):
        return True
    return chunks[k].span is None and (not chunks[k].norm.isalpha() or chunks[k].norm in PREPOSITIONS | {"and"})


def seats(venue: Noun) -> list[Span]:
    """Return the places in the name of premises ("the Headquarters of A in Osh")."""
    inner = venue.span.inner if venue.span is not None else ()
    return [part for part in inner if part.thing.kind is Kind.PLACE and part.thing.key not in VAGUE]


def is_place(noun: Noun) -> bool:
    """Tell whether a noun names a place or a state."""
    return noun.span is not None and noun.span.thing.kind in PLACES | STATES


def venues(choices: Sequence[Sequence[Noun]], kinds: frozenset[Kind]) -> list[Noun]:
    """Return the venue of these kinds that the first phrase with one names, and the places that "and" joins with it ("in Latvia and Lithuania")."""
    found = ([noun for noun in nouns if noun.span is not None and noun.span.thing.kind in kinds] for nouns in choices)
    named = next(filter(None, found), [])
    joined = (
        len(named) > 1
        and kinds != PREMISES
        and not named[-1].comma
        and all(one.above is named[0].above for one in named)
    )
    return named if joined else named[:1]
