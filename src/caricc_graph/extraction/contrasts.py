"""Contrasts: what a sentence names only to leave it out ("not by A but by B", "A, but not B", "all members but A")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caricc_graph.extraction.words import PREPOSITIONS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caricc_graph.extraction.chunks import Chunk

EXCEPT = "except"
EVERYONE = frozenset({"all", "each", "everybody", "everyone", "nobody", "none"})
_BUT_NOT = (["but", "not"], ["and", "not"], ["although", "not"])
_ONLY = ["only"]
_EXCEPTION = ["with", "the", "exception", "of"]
_REACH = 6  # as many words before "but" are searched for "all"


def excepting(chunks: Sequence[Chunk], i: int, last: int) -> int:
    """Return how many words at `i` leave out what stands behind them, within a stretch that ends at `last`; 0 where none do."""
    norms = [chunk.norm for chunk in chunks[i : min(i + 4, last)]]
    if norms == _EXCEPTION:
        return 4
    if norms[:2] in _BUT_NOT:
        return 3 if norms[2:] and norms[2] in PREPOSITIONS else 2
    if norms[:1] == ["but"] and i + 1 < last and chunks[i + 1].span is not None:
        return int(any(chunk.norm in EVERYONE for chunk in chunks[max(i - _REACH, 0) : i]))
    if norms[:1] != ["not"] or norms[1:2] == _ONLY:
        return 0
    if norms[1:2] and norms[1] in PREPOSITIONS:
        return 2
    return int(any(chunk.norm == "but" for chunk in chunks[i:last]))
