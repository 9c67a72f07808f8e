"""Whether a sentence holds a claim as fact, plan, recommendation or quotation, or denies it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caricc_graph.extraction.chunks import GLUE
from caricc_graph.model import Modality

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caricc_graph.extraction.chunks import Chunk
    from caricc_graph.extraction.lexicon import Lexicon
    from caricc_graph.extraction.phrases import Phrases

NEGATED = "negated"
_REACH = {"planned": 9, "recommended": 30, "quoted": 40, NEGATED: 4}
_AUXILIARY = frozenset({"will", "shall", "should", "would", "could", "might", "may"})
_DONE = frozenset({"was", "were", "been"})
_QUOTES = frozenset({"“", "”", '"', "«", "»"})
_LONG_QUOTE = 6


class Cues:
    """Finds the cue that governs a trigger."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._phrases: Phrases[str] = lexicon.phrases(())
        for cue in lexicon.files["modality"]["cue"]:
            for words in cue["words"]:
                self._phrases.add(lexicon.norms(words), cue["modality"])
        self._speech = frozenset(lexicon.files["modality"]["speech"]["verbs"])

    def find(self, chunks: Sequence[Chunk]) -> list[tuple[int, int, str]]:
        """Return the cues of a sentence as (first, last, modality), from left to right."""
        norms = ["" if chunk.norm in {"the", "and", "-", GLUE} else chunk.norm for chunk in chunks]
        found: list[tuple[int, int, str]] = []
        i = 0
        while i < len(norms):
            matches = self._phrases.match(norms, i, len(norms)) if norms[i] else []
            if matches:
                found.append((i, matches[0][0], matches[0][1][0]))
            i = matches[0][0] if matches else i + 1
        return found

    def of(
        self, chunks: Sequence[Chunk], cues: Sequence[tuple[int, int, str]], i: int, *, finite: bool
    ) -> tuple[Modality, bool]:
        """Return the modality of the trigger at `i`, and whether it is negated; `finite` tells a past or present verb."""
        chosen, negated = Modality.ASSERTED, False
        for first, last, modality in cues:
            if first >= i or i - last > _REACH[modality] or self._closed(chunks, last, i):
                continue
            if modality == NEGATED:
                negated = True
            elif modality == Modality.QUOTED:
                chosen = Modality.QUOTED
            elif not finite or self._auxiliary(chunks, first, last, i):
                chosen = _stronger(chosen, self._told(chunks, first, Modality(modality)))
        if self._inside_quotation(chunks, i):
            chosen = Modality.QUOTED
        return chosen, negated

    def _told(self, chunks: Sequence[Chunk], first: int, modality: Modality) -> Modality:
        """A proposal told in a speech is quoted."""
        told = modality is Modality.RECOMMENDED and any(chunk.norm in self._speech for chunk in chunks[:first])
        return Modality.QUOTED if told else modality

    def _auxiliary(self, chunks: Sequence[Chunk], first: int, last: int, i: int) -> bool:
        """Tell whether the cue is a part of the verb group of the trigger at `i`."""
        words = [chunk.norm for chunk in chunks[last:i]]
        if any(chunk.span is not None for chunk in chunks[last:i]) or any(word in _DONE for word in words):
            return False
        return chunks[first].norm in _AUXILIARY or all(
            word in {"to", "be", "also", "jointly", "been"} or word.endswith("ly") for word in words
        )

    def _closed(self, chunks: Sequence[Chunk], last: int, i: int) -> bool:
        inside = sum(chunk.norm in _QUOTES for chunk in chunks[:last]) % 2 == 1
        left = inside and any(chunk.norm in _QUOTES for chunk in chunks[last:i])
        return left or any(chunk.norm in {";", "which", "where"} for chunk in chunks[last:i])

    def _inside_quotation(self, chunks: Sequence[Chunk], i: int) -> bool:
        marks = [k for k, chunk in enumerate(chunks) if chunk.norm in _QUOTES]
        return any(a < i < b and b - a > _LONG_QUOTE for a, b in zip(marks[::2], marks[1::2], strict=False))


def _stronger(one: Modality, other: Modality) -> Modality:
    order = (Modality.ASSERTED, Modality.PLANNED, Modality.RECOMMENDED, Modality.QUOTED)
    return max(one, other, key=order.index)
