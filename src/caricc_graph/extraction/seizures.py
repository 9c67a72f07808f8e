"""What was seized, and what is reported as amount or change over a period."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from caricc_graph.extraction import quantities
from caricc_graph.model import Kind, Modality, Predicate, Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from caricc_graph.extraction.chunks import Chunk
    from caricc_graph.extraction.fillers import Reading
    from caricc_graph.extraction.frames import Frames
    from caricc_graph.extraction.lexicon import Lexicon
    from caricc_graph.extraction.quantities import Amount
    from caricc_graph.extraction.scene import Scene
    from caricc_graph.extraction.spans import Thing
    from caricc_graph.extraction.text import Text

_UP = re.compile(
    r"increas|rose|grew|grown|risen|growth|up by|higher|more than in|more compared|% more|percent more", re.IGNORECASE
)
_DOWN = re.compile(
    r"decreas|fell|fallen|declin|drop|reduc|down by|lower|less than in|% less|percent less", re.IGNORECASE
)
_COMPARED = re.compile(r"compared|comparison|against|relative to|same period|than in", re.IGNORECASE)
_PARTS = re.compile(r"\bincluding\b|\bof which\b|\bof them\b|\bamong them\b|:|\(", re.IGNORECASE)
_BESIDES = re.compile(r"\bas well as\b|\bbesides\b|\bin addition\b|\balso\b|;", re.IGNORECASE)
_OF_TOTAL = re.compile(
    r"\bof (?:this|that|the total|these) (?:amount|quantity|volume|weight)\b|\bof (?:these|them)\b", re.IGNORECASE
)
_GOES_ON = re.compile(
    r"\W*(?:(?:this|these|that|it|they|the total|the haul|the amount)\W+(?:\w+\W+){0,2}?(?:includ|compris|consist|is made|was made|were)\w*"
    r"|(?:among|of|from|including|by)\W+(?:them|these|this|those|which|kind|type|substance|the total|that)\b|among the\b|including\b)",
    re.IGNORECASE,
)
_TOLD = re.compile(r"\baccording to\b|\breported that\b|\binformed that\b|\bsaid\b|\bstated\b", re.IGNORECASE)
_ADJECTIVES = r"(?:pure|various|dried|high-quality|illicit|so-called|types of|hard|smuggled|different|kinds of)"
_OF_DRUG = re.compile(
    rf"\s*(?:of\s+)?(?:(?:which\s+|them\s+)?(?:was|were|are|is)\s+)?(?:the\s+)?(?:{_ADJECTIVES}\s+)*(?:drugs?\s+)?"
)
_SEIZERS = frozenset({Kind.OFFICIAL, Kind.AGENCY, Kind.COUNTRY})
_THEN_AMOUNT = re.compile(
    r"\s*(?:[-–—:(]|in the amount of|in quantity of|in the quantity of|amounting to|weighing|totall?ing|(?:with|of|in) (?:a |the )?(?:total |gross |net |overall |general )*(?:weight|amount|volume|quantity|mass) of|for)\s*",
    re.IGNORECASE,
)
_TELLERS = frozenset({Kind.AGENCY, Kind.OFFICIAL})
_CONTRASTING = frozenset({"while", "whereas", "compared", "against"})
_PARTING = frozenset({";", "which", "that", "detained", "identified"})
_NEAR = 90
_WITHIN = 8
_BESIDE = 3


@dataclass(frozen=True, slots=True)
class Seized:
    """A claim of seizure or of a reported figure, resting on the code points `start` to `end`.

    `total` is the place, among the claims of the bulletin's sentence, of the total that this is a part of; -1 where there is none.
    """

    subject: Thing
    predicate: Predicate
    object: Thing
    modality: Modality
    quantity: Quantity | None
    rule: str
    start: int
    end: int
    negated: bool = False
    total: int = -1


class Seizures:
    """Reads seizures and figures sentence by sentence."""

    def __init__(self, lexicon: Lexicon, frames: Frames) -> None:
        self._seizing = frozenset(lexicon.words("verbs", "seizing", "forms"))
        self._nominal = frozenset(lexicon.words("verbs", "seizing", "nouns"))
        self._others = frozenset(lexicon.words("verbs", "seizing", "counted_otherwise"))
        self._making = frozenset(lexicon.words("verbs", "seizing", "making"))
        self._foiling = frozenset(lexicon.words("verbs", "seizing", "foiling"))
        self._attempts = frozenset(lexicon.words("verbs", "seizing", "attempts"))
        self._about = frozenset(lexicon.words("verbs", "seizing", "about"))
        self._frames = frames

    def read(self, text: Text, reading: Reading, dates: Sequence[tuple[int, str]]) -> list[Seized]:
        """Return the seizures and figures of a sentence; `dates` are (code point, EDTF) pairs."""
        chunks, scene = reading.chunks, reading.scene
        if not chunks:
            return []
        start, end = text.starts[chunks[0].first], text.ends[chunks[-1].last - 1]
        drugs = [chunk for chunk in chunks if chunk.span is not None and chunk.span.thing.kind is Kind.SUBSTANCE]
        amounts = quantities.find(text.text, start, end)
        found: list[Seized] = []
        trigger = next((k for k, chunk in enumerate(chunks) if chunk.norm in self._seizing | self._nominal), None)
        if trigger is None and any(chunk.norm in self._attempts for chunk in chunks):
            trigger = next((k for k, chunk in enumerate(chunks) if chunk.norm in self._foiling), None)
        if trigger is not None and (drugs or amounts):
            found += self._seizures(text, reading, trigger, drugs, amounts, dates)
        elif scene.seizure is not None and not _bodies(chunks) and _GOES_ON.match(text.text, start, end):
            found += _itemized(text, scene.seizure, drugs, amounts)
        seized = [one for one in found if one.predicate is Predicate.SEIZES]
        scene.seizure = (seized[-1].subject, seized[-1].modality) if seized and not seized[-1].negated else None
        found += self._changes(text, chunks, drugs, scene, dates)
        scene.source = next((one.subject for one in found if one.predicate is Predicate.REPORTS), None)
        spoken = [chunk.span.thing for chunk in drugs if chunk.span is not None]
        scene.substance = spoken[0] if spoken else scene.substance
        return found

    def _seizures(  # noqa: PLR0913 - a seizure is read from its sentence and its bulletin
        self,
        text: Text,
        reading: Reading,
        trigger: int,
        drugs: Sequence[Chunk],
        amounts: Sequence[Amount],
        dates: Sequence[tuple[int, str]],
    ) -> Iterator[Seized]:
        chunks = reading.chunks
        shared = self._shared_out(text, reading, trigger, amounts) if not drugs else []
        if shared:
            yield from shared
            return
        subject, predicate = self._subject(text, reading, trigger, dated=bool(dates))
        if subject is None:
            return
        own = any(chunk.span is not None and chunk.span.thing is subject for chunk in chunks)
        told = own or predicate is Predicate.REPORTS or chunks[trigger].norm in self._seizing
        modality, negated = self._frames.moods.at(reading, trigger)
        at = trigger_start = text.starts[chunks[trigger].first]
        total, made = -1, 0
        for drug in drugs:
            span = drug.span
            if span is None or not _linked(chunks, trigger, drug):
                continue
            begin, end = text.starts[span.first], text.ends[span.last - 1]
            amount = _amount_of(text, amounts, begin, end)
            vague = predicate is Predicate.REPORTS or not told or chunks[trigger].norm in self._foiling
            untold = amount is None and (vague or self._meant_by_others(chunks, trigger, drug))
            if untold or self._made_into(chunks, drug):
                continue
            part = total >= 0 and amount is not None and _part(text.text, at, amount.start)
            quantity = Quantity(amount.value, amount.unit, amount.comparator) if amount else None
            if quantity and predicate is Predicate.REPORTS:
                quantity = replace(quantity, period=_periods(text.text, dates)[0])
            yield Seized(
                subject, predicate, span.thing, modality, quantity, "seized" if predicate is Predicate.SEIZES else "reported",
                min(trigger_start, amount.start if amount else begin), max(text.ends[chunks[trigger].last - 1], end),
                negated, total if part else -1,
            )  # fmt: skip
            if amount and total < 0:
                total, at = made, max(at, amount.end) if amount.start > at else amount.end
            made += 1

    def _shared_out(self, text: Text, reading: Reading, trigger: int, amounts: Sequence[Amount]) -> list[Seized]:
        """Return who seized which part of the amount told of before ("of this amount 3 kg were seized by A and 2 kg by B")."""
        chunks, scene = reading.chunks, reading.scene
        start, end = text.starts[chunks[0].first], text.ends[chunks[-1].last - 1]
        if scene.substance is None or not _OF_TOTAL.search(text.text, start, end):
            return []
        found: list[Seized] = []
        modality, negated = self._frames.moods.at(reading, trigger)
        for amount, limit in zip(amounts, [*(a.start for a in amounts[1:]), end], strict=True):
            by = next(
                (k for k, c in enumerate(chunks) if c.norm == "by" and amount.end <= text.starts[c.first] < limit), None
            )
            agent = chunks[by + 1 :] if by is not None else []
            named = next((c.span for c in agent[:3] if c.span is not None), None)
            if named is not None and named.thing.kind in {Kind.AGENCY, Kind.COUNTRY}:
                quantity = Quantity(amount.value, amount.unit, amount.comparator)
                reach = text.ends[named.last - 1]
                found.append(
                    Seized(named.thing, Predicate.SEIZES, scene.substance, modality, quantity, "seized-by", amount.start, reach, negated)
                )  # fmt: skip
        return found

    def _subject(self, text: Text, reading: Reading, trigger: int, *, dated: bool) -> tuple[Thing | None, Predicate]:
        """Return who or what seized; else who tells the figure."""
        chunks, scene = reading.chunks, reading.scene
        end = next((k for k in range(trigger, len(chunks)) if chunks[k].norm in _CONTRASTING), len(chunks))
        things = [chunk.span.thing for chunk in chunks[:end] if chunk.span is not None]
        operations = [thing for thing in things if thing.event_kind == "operation"]
        if operations:
            return operations[0], Predicate.SEIZES
        paired = [chunk.norm for chunk in chunks[trigger + 1 : trigger + 3]]
        telling = (trigger, trigger + 2) if paired[:1] == ["and"] and self._seizing & {*paired[1:]} else (trigger,)
        agents = next((found for k in telling if (found := self._frames.agents(reading, k, _SEIZERS))), [])
        if agents:
            return agents[-1], Predicate.SEIZES
        if scene.operation is not None and not dated:
            return scene.operation, Predicate.SEIZES
        return self._source(text, chunks, scene) or scene.source, Predicate.REPORTS

    def _source(self, text: Text, chunks: Sequence[Chunk], scene: Scene) -> Thing | None:
        """Return who the sentence says tells its figure; the last who spoke where it says no more than "he said"."""
        start, end = text.starts[chunks[0].first], text.ends[chunks[-1].last - 1]
        told = _TOLD.search(text.text, start, end)
        parties = [c for c in chunks if c.span is not None and c.span.thing.kind in _TELLERS]
        if told and told.group().lower() == "according to":
            named = [c for c in parties if text.starts[c.first] >= told.end()][:1]
        else:
            named = [c for c in parties if told and 0 <= told.start() - text.ends[c.last - 1] <= _BESIDE][-1:]
        if named and named[0].span is not None:
            return named[0].span.thing
        return scene.teller if told else None

    def _teller(self, text: Text, chunks: Sequence[Chunk], scene: Scene) -> Thing | None:
        """Return who tells a figure: the agent that the sentence names as its source, else the last who spoke, else the first named."""
        named = [chunk.span.thing for chunk in chunks if chunk.span is not None and chunk.span.thing.kind in _TELLERS]
        return self._source(text, chunks, scene) or scene.teller or next(iter(named), None)

    def _changes(
        self,
        text: Text,
        chunks: Sequence[Chunk],
        drugs: Sequence[Chunk],
        scene: Scene,
        dates: Sequence[tuple[int, str]],
    ) -> Iterator[Seized]:
        start, end = text.starts[chunks[0].first], text.ends[chunks[-1].last - 1]
        shares = quantities.shares(text.text, start, end)
        sentence = text.text[start:end]
        down = bool(_DOWN.search(sentence)) and not _UP.search(sentence)
        if not shares or not drugs or (not down and not _UP.search(sentence)):
            return
        teller = self._teller(text, chunks, scene)
        if teller is None:
            return
        period, baseline = _periods(text.text, dates)
        for share in shares:
            before = [
                drug
                for drug in drugs
                if text.ends[drug.last - 1] <= share.start and share.start - text.ends[drug.last - 1] < _NEAR
            ]
            if not before or before[-1].span is None or self._counts_others(chunks, before[-1]):
                continue
            span = before[-1].span
            value = f"-{share.value}" if down else share.value
            quantity = Quantity(value, "%", "change%", baseline, period)
            yield Seized(
                teller, Predicate.REPORTS, span.thing, Modality.ASSERTED, quantity, "changed-by", text.starts[span.first], share.end
            )  # fmt: skip

    def _made_into(self, chunks: Sequence[Chunk], drug: Chunk) -> bool:
        """Tell whether a substance is only what something else is for ("precursors for production of amphetamine")."""
        before = chunks[max(0, chunks.index(drug) - _BESIDE) : chunks.index(drug)]
        return any(chunk.norm in self._making for chunk in before)

    def _meant_by_others(self, chunks: Sequence[Chunk], trigger: int, drug: Chunk) -> bool:
        """Tell whether a substance before the seizure only says what is fought ("to combat trafficking of drugs")."""
        at = chunks.index(drug)
        return at < trigger and any(chunk.norm in self._about for chunk in chunks[max(0, at - _WITHIN) : at])

    def _counts_others(self, chunks: Sequence[Chunk], drug: Chunk) -> bool:
        """Tell whether a figure counts something else than the substance ("the number of laboratories for production of drugs")."""
        before = chunks[max(0, chunks.index(drug) - _WITHIN) : chunks.index(drug)]
        return any(chunk.norm in self._others for chunk in before)


def _bodies(chunks: Sequence[Chunk]) -> bool:
    """Tell whether a sentence names a body, which may have seized what it tells of."""
    return any(chunk.span is not None and chunk.span.thing.kind is Kind.AGENCY for chunk in chunks)


def _itemized(
    text: Text, seizure: tuple[Thing, Modality], drugs: Sequence[Chunk], amounts: Sequence[Amount]
) -> Iterator[Seized]:
    """Yield the parts of the seizure that the sentence before told of ("This includes 3 kg of hashish")."""
    subject, modality = seizure
    for drug in drugs:
        begin, end = text.starts[drug.first], text.ends[drug.last - 1]
        amount = _amount_of(text, amounts, begin, end)
        if drug.span is not None and amount is not None:
            quantity = Quantity(amount.value, amount.unit, amount.comparator)
            first, last = min(begin, amount.start), max(end, amount.end)
            yield Seized(subject, Predicate.SEIZES, drug.span.thing, modality, quantity, "seized", first, last)


def _amount_of(text: Text, amounts: Sequence[Amount], begin: int, end: int) -> Amount | None:
    """Return the amount before a substance ("45 kg of hashish"), else the one behind it ("hashish – 45 kg", "hashish (45 kg)")."""
    before = (a for a in amounts if a.end <= begin and _OF_DRUG.fullmatch(text.text[a.end : begin]))
    behind = (a for a in amounts if a.start >= end and _THEN_AMOUNT.fullmatch(text.text[end : a.start]))
    return next(before, None) or next(behind, None) or quantities.around(text.text, begin, end)


def _linked(chunks: Sequence[Chunk], position: int, drug: Chunk) -> bool:
    """Tell whether a substance stands in the clause of the seizure."""
    k = chunks.index(drug)
    a, b = min(position, k), max(position, k)
    return not any(chunks[j].norm in _PARTING and chunks[j - 1].norm != "of" for j in range(a + 1, b))


def _part(text: str, total: int, start: int) -> bool:
    """Tell whether the amount at `start` is named as a part of the total that ends at `total`."""
    return bool(_PARTS.search(text, total, start)) and not _BESIDES.search(text, total, start)


def _periods(text: str, dates: Sequence[tuple[int, str]]) -> tuple[str, str]:
    """Return the period told of and the one it is compared with."""
    compared = [edtf for at, edtf in dates if _COMPARED.search(text[max(0, at - 40) : at])]
    others = [edtf for at, edtf in dates if edtf not in compared]
    return (others[0] if others else ""), (compared[0] if compared else "")
