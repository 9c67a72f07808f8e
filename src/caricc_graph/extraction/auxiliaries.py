"""Auxiliaries before a verb, and the words that may stand between."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caricc_graph.model import Modality

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from caricc_graph.extraction.chunks import Chunk

BE = frozenset({"be", "is", "are", "was", "were", "been", "being", "am"})
HAVE = frozenset({"have", "has", "had", "having"})
DO = frozenset({"do", "does", "did"})
MODALS = {
    "will": Modality.PLANNED,
    "shall": Modality.PLANNED,
    "should": Modality.RECOMMENDED,
    "would": Modality.RECOMMENDED,
    "could": Modality.RECOMMENDED,
    "might": Modality.RECOMMENDED,
    "may": Modality.RECOMMENDED,
    "must": Modality.RECOMMENDED,
    "can": Modality.RECOMMENDED,
}
AUXILIARIES = BE | HAVE | DO | frozenset(MODALS)
_ADVERBS = frozenset(
    {
        "also",
        "not",
        "jointly",
        "then",
        "already",
        "again",
        "further",
        "still",
        "never",
        "always",
        "often",
        "now",
        "thus",
        "therefore",
        "however",
        "n't",
        "first",
        "once",
        "earlier",
        "later",
        "just",
        "soon",
        "ever",
        "long",
        "since",
        "so",
        "far",
    }
)
_SPANS = frozenset({"day", "days", "week", "weeks", "month", "months", "year", "years"})
_COUNTS = frozenset({"a", "one", "two", "three", "few"})
NEGATING = frozenset({"not", "never", "n't", "cannot", "nor", "neither"})
_YET = ("have", "has", "had")


def auxiliaries_before(chunks: Sequence[Chunk], k: int, start: int) -> tuple[int, list[str], bool]:
    """Return where the auxiliaries before `k` begin, the auxiliaries, and whether a word among them denies."""
    found: list[str] = []
    first, negated, j = k, False, k - 1
    while j >= start:
        norm = chunks[j].norm
        if chunks[j].span is not None or chunks[j].edtf:
            break
        if norm in AUXILIARIES or norm == "to":
            if norm == "to" and found and found[0] not in {"be", "have"}:
                break
            found.insert(0, norm)
            first = j
        elif norm in NEGATING:
            negated = True
        elif norm == "yet":
            found.insert(0, norm)
        elif not (width := _passed(chunks, j, start)):
            break
        else:
            j -= width - 1
        j -= 1
    if "yet" in found:
        found.remove("yet")
        if found and found[0] in _YET:
            found.insert(0, "will")
    return first, found, negated and first < k


def _passed(chunks: Sequence[Chunk], j: int, start: int) -> int:
    """Return how many words that end at `j` may stand between an auxiliary and its verb; 0 where none do."""
    return 2 if j > start and at_present(chunks, j - 1) else int(adverb(chunks, j))


def modal(auxiliaries: Iterable[str]) -> Modality:
    """Return what the first modal verb among auxiliaries makes of a verb."""
    for word in auxiliaries:
        if word in MODALS:
            return MODALS[word]
    return Modality.ASSERTED


def at_present(chunks: Sequence[Chunk], j: int) -> bool:
    """Tell whether "at present" begins at `j`."""
    return [chunk.norm for chunk in chunks[j : j + 2]] == ["at", "present"]


def adverb(chunks: Sequence[Chunk], j: int) -> bool:
    """Tell whether the word at `j` may stand between an auxiliary and its verb."""
    norm, behind = chunks[j].norm, [chunk.norm for chunk in chunks[j + 1 : j + 3]]
    return chunks[j].span is None and (
        norm in _ADVERBS
        or (norm in _SPANS and behind[:1] == ["earlier"])
        or (norm in _COUNTS and behind[1:] == ["earlier"] and behind[0] in _SPANS)
        or (norm.endswith("ly") and norm not in {"assembly", "family", "italy", "july"})
    )
