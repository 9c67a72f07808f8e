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
    named = i + 1 < last and chunks[i + 1].span is not None
    if norms[:1] == ["but"] and named and chunks[i - 1].norm != ",":
        return int(any(chunk.norm in EVERYONE for chunk in chunks[max(i - _REACH, 0) : i]))
    return _denying(chunks, i, last) if norms[:1] == ["not"] and norms[1:2] != _ONLY else 0


def _denying(chunks: Sequence[Chunk], i: int, last: int) -> int:
    """Return how many words at the "not" of a contrast leave out what stands behind them ("not by A but by B", ", not A, ")."""
    norms = [chunk.norm for chunk in chunks[i + 1 : min(i + 3, last)]]
    if norms and norms[0] in PREPOSITIONS:
        return 2
    aside = i > 0 and chunks[i - 1].norm == "," and norms[1:] == [","] and chunks[i + 1].span is not None
    return int(aside or any(chunk.norm == "but" for chunk in chunks[i:last]))
