"""Cues: words, lists and quotations that take what stands behind them out of plain fact."""

from __future__ import annotations

from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING

from caricc_graph.extraction.chunks import BULLET, GLUE
from caricc_graph.extraction.verb import stronger
from caricc_graph.extraction.words import DETERMINERS
from caricc_graph.model import Kind, Modality

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
QUOTATION = "quotation"
_SUPPOSING = {"proviso": Modality.RECOMMENDED, "scheme": Modality.PLANNED}
_SCHEME = "scheme"
_FINITE = frozenset({"is", "are", "was", "were", "has", "have", "had"})
_TALKED_OVER = frozenset({"discussed", "considered"})
_JOINS = frozenset({"and", ","})
_IN, _ON, _OF = "in", "on", "of"
_OPENING = 4
_ALL = frozenset({"both", "two", "all", "that", "and", "which"})
_SETTING = frozenset({"on", "in", "at", "the", "from", "to"})
_SITES = frozenset({Kind.PLACE, Kind.COUNTRY})
_PURPOSES = frozenset({"in", "with", "for", "aimed", "aiming"})
_ACTING = frozenset({Kind.OFFICIAL, Kind.AGENCY})


class Cues:
    """Finds the cue that governs a trigger."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._phrases: Phrases[str] = lexicon.phrases(())
        for cue in lexicon.files["modality"]["cue"]:
            for words in cue["words"]:
                self._phrases.add(lexicon.norms(words), cue["modality"])
        for words in lexicon.files["modality"]["plain"]["words"]:
            self._phrases.add(lexicon.norms(words), Modality.ASSERTED)
        self._speech = frozenset(lexicon.files["modality"]["speech"]["verbs"])
        self._parties = frozenset(lexicon.files["modality"]["speech"]["parties"])
        self._addresses = frozenset(lexicon.files["modality"]["speech"]["addresses"])
        heading = lexicon.files["modality"]["heading"]
        self._heading = frozenset(heading["words"])
        self._schemes = frozenset(heading["schemes"])
        self._containing = frozenset(heading["containing"])

    def find(self, chunks: Sequence[Chunk], *, quoting: bool) -> list[tuple[int, int, str]]:
        """Return the cues of a sentence as (first, last, modality), from left to right, and its quotations, of which one may be open where it begins."""
        norms = ["" if chunk.norm in {"the", "and", "-", GLUE} else chunk.norm for chunk in chunks]
        found: list[tuple[int, int, str]] = []
        i = 0
        while i < len(norms):
            matches = self._phrases.match(norms, i, len(norms)) if norms[i] else []
            if matches and matches[0][1][0] != Modality.ASSERTED and not _on_day(chunks, matches[0][0]):
                found += [(i, matches[0][0], kind) for kind in matches[0][1]]
            i = matches[0][0] if matches else i + 1
        return [*found, *_quotations(chunks, quoting=quoting)]

    def of(
        self, chunks: Sequence[Chunk], cues: Sequence[tuple[int, int, str]], i: int, *, finite: bool
    ) -> tuple[Modality, bool]:
        """Return the modality of the trigger at `i`, and whether it is negated; `finite` tells a past or present verb."""
        chosen, negated = Modality.ASSERTED, False
        for first, last, modality in cues:
            if (
                modality == QUOTATION
                or modality in _SUPPOSING
                or not self._bears_on(chunks, (first, last, modality), i)
            ):
                continue
            if modality == NEGATED:
                negated = True
            elif modality == Modality.QUOTED:
                chosen = Modality.QUOTED
            elif not finite or self._auxiliary(chunks, first, last, i):
                chosen = stronger(chosen, self._told(chunks, first, Modality(modality)))
        if not finite and self.in_list_of_plans(chunks, i):
            chosen = stronger(chosen, Modality.PLANNED)
        if any(kind == QUOTATION and first < i < last for first, last, kind in cues):
            chosen = Modality.QUOTED
        return chosen, negated

    def supposed(self, chunks: Sequence[Chunk], cues: Sequence[tuple[int, int, str]], i: int) -> Modality:
        """Return what the provisos of a sentence, and the plans that it is told by, make of a verb at `i` that tells of now."""
        held = Modality.ASSERTED
        for first, last, kind in cues:
            apart = kind not in _SUPPOSING or (kind == _SCHEME and first > i)
            if not apart and all(chunk.norm != ";" for chunk in chunks[min(last, i) : max(first, i)]):
                held = stronger(held, _SUPPOSING[kind])
        return held

    def _bears_on(self, chunks: Sequence[Chunk], cue: tuple[int, int, str], i: int) -> bool:
        """Tell whether a cue reaches the trigger at `i`: near before it, and not in a stretch of its own."""
        first, last, modality = cue
        if first >= i or i - last > _REACH[modality] or self._closed(chunks, last, i):
            return False
        if _aside(chunks, first, i) or _in_purpose(chunks, first, last, i):
            return False
        return modality != Modality.QUOTED or not self._speaks_on(chunks, last, i)

    def in_list_of_plans(self, chunks: Sequence[Chunk], i: int) -> bool:
        """Tell whether the word at `i` stands in a list whose heading tells of plans."""
        colon = next((k for k in range(min(i, len(chunks))) if chunks[k].norm == ":"), 0)
        listed = any(chunk.norm in {";", BULLET} for chunk in chunks[colon:])
        heading = [chunk.norm for chunk in chunks[:colon]]
        plan = next((k for k, norm in enumerate(heading) if norm in self._schemes), colon)
        return listed and any(n in self._heading or (k > plan and n in self._containing) for k, n in enumerate(heading))

    def _told(self, chunks: Sequence[Chunk], first: int, modality: Modality) -> Modality:
        """A proposal told in a speech is quoted, what all parties propose, or is discussed by a verb of its own behind it is not."""
        speech = [k for k in range(first) if chunks[k].norm in self._speech and not self._of_all(chunks, k)]
        anew = (k for k in range(max(speech, default=first) + 1, first + 1) if chunks[k].norm in _TALKED_OVER)
        told = modality is Modality.RECOMMENDED and bool(speech) and all(chunks[k - 1].norm not in _JOINS for k in anew)
        return Modality.QUOTED if told else modality

    def in_address(self, chunks: Sequence[Chunk], k: int, modality: Modality) -> Modality:
        """Tell how a clause is held: what is proposed behind "in his speech" is quoted, but not what all parties agree on."""
        words = [chunk.norm for chunk in chunks[:k]]
        spoken = any(word in self._addresses and _IN in words[max(i - _OPENING, 0) : i] for i, word in enumerate(words))
        agreed = any(self._of_all(chunks, i) for i in range(k + 1))
        return Modality.QUOTED if modality is Modality.RECOMMENDED and spoken and not agreed else modality

    def _of_all(self, chunks: Sequence[Chunk], k: int) -> bool:
        """Tell whether the verb at `k` is that of all parties, who stand bare before it ("both sides noted", not "the delegates of A noted")."""
        *_, above, before, subject = ["", "", "", *(chunk.norm for chunk in chunks[max(k - 3, 0) : k])]
        bare = before in DETERMINERS | _ALL or not before.isalpha()
        return subject in self._parties and bare and above != _OF

    def _speaks_on(self, chunks: Sequence[Chunk], last: int, i: int) -> bool:
        """Tell whether who gave thanks goes on to say what stands at `i` ("thanked A and noted that B gave money")."""
        words = [chunk.norm for chunk in chunks[last : i + 1]]
        return any(one == "and" and then in self._speech for one, then in pairwise(words))

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


def _on_day(chunks: Sequence[Chunk], last: int) -> bool:
    """Tell whether what ends before the chunk `last` goes on with a day ("agreement was reached on 5 May")."""
    return chunks[last - 1].norm == _ON and last < len(chunks) and bool(chunks[last].edtf)


def _quotations(chunks: Sequence[Chunk], *, quoting: bool) -> list[tuple[int, int, str]]:
    """Return the quotations of a sentence that are too long for a title; the last may not be closed, and `quoting` tells that the first is open already."""
    marks = [*([-1] if quoting else []), *(k for k, chunk in enumerate(chunks) if chunk.norm in _QUOTES)]
    pairs = zip_longest(marks[::2], marks[1::2], fillvalue=len(chunks) + 1)
    return [(a, b, QUOTATION) for a, b in pairs if b - a > _LONG_QUOTE or a < 0]


def _in_purpose(chunks: Sequence[Chunk], first: int, last: int, i: int) -> bool:
    """Tell whether a cue stands in the purpose that a sentence opens with, be it behind a day or place, before the comma that ends it."""
    start = _behind_setting(chunks)
    commas = [k for k in range(start, i) if chunks[k].norm == ","]
    within = not commas or commas[0] >= first
    then = chunks[start + 1] if start + 1 < len(chunks) else chunks[start]
    infinitive = chunks[start].norm == "to" and then.span is None and not then.edtf and then.norm != "the"
    purpose = infinitive or chunks[start].norm in _PURPOSES or _ends_before_agent(chunks, last, i)
    return first >= start and purpose and within and any(k >= last for k in commas)


def _ends_before_agent(chunks: Sequence[Chunk], last: int, i: int) -> bool:
    """Tell whether a sentence opens with what somebody does besides, and who acts follows its comma behind a cue ("Noting the need for A, B held C")."""
    opening = chunks[0].span is None and chunks[0].norm.endswith("ing")
    return opening and any(
        one.norm == "," and then.span is not None and then.span.thing.kind in _ACTING
        for one, then in pairwise(chunks[last:i])
    )


def _behind_setting(chunks: Sequence[Chunk]) -> int:
    """Return where a sentence goes on behind the day and place that it opens with ("On 5 May, in Osh, …")."""
    start = 0
    for k, chunk in enumerate(chunks[:-1]):
        if chunk.norm == ",":
            start = k + 1
        elif not (chunk.edtf or chunk.norm in _SETTING or (chunk.span is not None and chunk.span.thing.kind in _SITES)):
            return start
    return start


def _aside(chunks: Sequence[Chunk], first: int, i: int) -> bool:
    """Tell whether a cue at `first` stands in what a participle tells between commas, before the verb of its noun ("A, aimed at B, was held")."""
    opening = next((k for k in range(first - 1, -1, -1) if chunks[k].norm == ","), -1)
    if opening < 0 or chunks[opening + 1].span is not None:
        return False
    if chunks[opening + 1].norm == "having":
        return chunks[i - 1].norm == "," or any(
            one.norm == "," and then.norm in _FINITE for one, then in pairwise(chunks[first:i])
        )
    told = chunks[opening + 1].norm.endswith("ed")
    told = told and not any(chunk.norm in _FINITE for chunk in chunks[opening:first])
    return told and any(one.norm == "," and then.norm in _FINITE for one, then in pairwise(chunks[first:i]))
