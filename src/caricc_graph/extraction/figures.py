"""Figures: amounts and changes over a period that a body or person tells without having seized anything."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from caricc_graph.extraction import quantities
from caricc_graph.extraction.hauls import Seized, amounts_of
from caricc_graph.model import Kind, Modality, Predicate, Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from caricc_graph.extraction.chunks import Chunk
    from caricc_graph.extraction.fillers import Reading
    from caricc_graph.extraction.lexicon import Lexicon
    from caricc_graph.extraction.quantities import Amount
    from caricc_graph.extraction.scene import Scene
    from caricc_graph.extraction.spans import Thing
    from caricc_graph.extraction.text import Text

_UP = re.compile(
    r"\b(?:increas|rose\b|rise|rising|grew|grow|risen|climb|jump|surg(?:e|ing)|soar|up by|plus\b|higher|more than in|more compared|above (?:the )?(?:last|previous)\b)|(?:%|per\s?cents?) more",
    re.IGNORECASE,
)
_DOWN = re.compile(
    r"\b(?:decreas|fell\b|fallen|declin|drop|reduc|shrank|plung|slump|down by|minus\b|lower|less than in)|(?:%|per\s?cents?) less",
    re.IGNORECASE,
)
_COMPARED = re.compile(r"compared|comparison|against|relative to|same period|than in", re.IGNORECASE)
_TOLD = re.compile(
    r"\b(?:according to|as (?:was )?(?:reported|informed|told|stated|noted) by|by the (?:reckoning|count|estimates?|data) of|(?:reported|informed|noted)(?: that\b|:|,|\s*\.)|said|stated|informs|reports(?: that\b|:)|says|states|calculates|estimates|estimated)(?!\w)",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\b(?:seizures?|produc(?:es|ed|tion)|output|harvest|manufactured?)\b", re.IGNORECASE)
_UNREAL = re.compile(
    r"\b(?:will|would|could|may|might|expects?|expected|forecasts?|quotas?|capable|capacity|needs?|requirements?|licen[cs]ed?)\b",
    re.IGNORECASE,
)
_SOURCE_BEHIND = ("according to", "by the ", "as ")
_SIDES = frozenset({"side", "part", "party"})
_ASIDE = re.compile(r"[\s,]*(?:(?:has|had|also|further|in (?:his |her |its )?turn|for (?:his|her|its) part)[\s,]*)*")
_TELLERS = frozenset({Kind.AGENCY, Kind.OFFICIAL})
_NEAR = 90
_WITHIN = 8
_BEHIND = 6


class Figures:
    """Reads the changes of figures that a sentence tells of."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._others = frozenset(lexicon.words("verbs", "seizing", "counted_otherwise"))

    def changes(
        self,
        text: Text,
        chunks: Sequence[Chunk],
        drugs: Sequence[Chunk],
        scene: Scene,
        dates: Sequence[tuple[int, str]],
    ) -> Iterator[Seized]:
        """Yield by how many percent a substance's figure rose or fell, told by whom; `dates` are (code point, EDTF) pairs."""
        start, end = text.starts[chunks[0].first], text.ends[chunks[-1].last - 1]
        shares = quantities.shares(text.text, start, end)
        sentence = text.text[start:end]
        if not shares or not drugs or not (_DOWN.search(sentence) or _UP.search(sentence)):
            return
        teller = _teller(text, chunks, scene)
        if teller is None:
            return
        period, baseline = periods(text.text, dates)
        for share in shares:
            before = [
                drug
                for drug in drugs
                if text.ends[drug.last - 1] <= share.start and share.start - text.ends[drug.last - 1] < _NEAR
            ]
            if not before or before[-1].span is None or self._counts_others(chunks, before[-1]):
                continue
            span = before[-1].span
            near = text.text[text.ends[before[-1].last - 1] : share.end + _BEHIND]
            down = _falls(near if _falls(near) is not None else sentence)
            if share.unit == "times" and (down or not _UP.search(near)):
                continue
            value = f"-{share.value}" if down else share.value
            quantity = Quantity(value, share.unit, "change%", baseline, period)
            yield Seized(
                teller, Predicate.REPORTS, span.thing, Modality.ASSERTED, quantity, "changed-by", text.starts[span.first], share.end
            )  # fmt: skip

    def amounts(
        self, text: Text, reading: Reading, amounts: Sequence[Amount], dates: Sequence[tuple[int, str]]
    ) -> Iterator[Seized]:
        """Yield the amounts that somebody tells were produced or seized ("A estimates that 6,300 tons of opium were produced")."""
        chunks = reading.chunks
        sentence = text.text[text.starts[chunks[0].first] : text.ends[chunks[-1].last - 1]]
        counted = bool(amounts) and _COUNTED.search(sentence) and not _UNREAL.search(sentence)
        teller = source(text, chunks, reading.scene) if counted else None
        named = [(one, one.span) for one in chunks if one.span is not None and one.span.thing.kind is Kind.SUBSTANCE]
        own = amounts_of(text, [span for _, span in named], amounts) if teller is not None else []
        for (chunk, span), (amount, _) in zip(named, own, strict=False):
            if amount is None or teller is None or self._counts_others(chunks, chunk):
                continue
            quantity = Quantity(amount.value, amount.unit, amount.comparator, period=periods(text.text, dates)[0])
            begin, finish = text.starts[span.first], text.ends[span.last - 1]
            yield Seized(
                teller, Predicate.REPORTS, span.thing, Modality.ASSERTED, quantity, "reported", min(begin, amount.start), max(finish, amount.end)
            )  # fmt: skip

    def _counts_others(self, chunks: Sequence[Chunk], drug: Chunk) -> bool:
        """Tell whether a figure counts something else than the substance ("the number of laboratories for production of drugs", "heroin prices")."""
        at = chunks.index(drug)
        return any(chunk.norm in self._others for chunk in chunks[max(0, at - _WITHIN) : at + 2])


def _falls(told: str) -> bool | None:
    """Tell whether a text speaks of a fall rather than a rise; None where it speaks of neither."""
    up, down = _UP.search(told), _DOWN.search(told)
    return bool(down) and not up if up or down else None


def source(text: Text, chunks: Sequence[Chunk], scene: Scene) -> Thing | None:
    """Return who the sentence says tells its figure; the last who spoke where it says no more than "he said"."""
    start, end = text.starts[chunks[0].first], text.ends[chunks[-1].last - 1]
    told = _TOLD.search(text.text, start, end)
    parties = [c for c in chunks if c.span is not None and (c.span.thing.kind in _TELLERS or c.ending in _SIDES)]
    if told and told.group().lower().startswith(_SOURCE_BEHIND):
        named = [c for c in parties if text.starts[c.first] >= told.end()][:1]
    else:
        named = [c for c in parties if told and _ASIDE.fullmatch(text.text, text.ends[c.last - 1], told.start())][-1:]
    if named and named[0].span is not None:
        return named[0].span.thing
    return scene.teller if told else None


def periods(text: str, dates: Sequence[tuple[int, str]]) -> tuple[str, str]:
    """Return the period told of and the one it is compared with, as EDTF; empty where none is."""
    compared = [edtf for at, edtf in dates if _COMPARED.search(text[max(0, at - 40) : at])]
    others = [edtf for at, edtf in dates if edtf not in compared]
    return (others[0] if others else ""), (compared[0] if compared else "")


def _teller(text: Text, chunks: Sequence[Chunk], scene: Scene) -> Thing | None:
    """Return who tells a figure: the agent that the sentence, or the one before, names as its source, else the last who spoke, else the first named."""
    named = [chunk.span.thing for chunk in chunks if chunk.span is not None and chunk.span.thing.kind in _TELLERS]
    return source(text, chunks, scene) or scene.source or scene.teller or next(iter(named), None)
