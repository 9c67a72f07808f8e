"""Seizures: who seized which amount of what, stretch by stretch of a sentence."""

from __future__ import annotations

import functools
import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from caricc_graph.extraction import quantities, shares, tables
from caricc_graph.extraction.chunks import BULLET
from caricc_graph.extraction.figures import Figures, periods, source
from caricc_graph.extraction.hauls import GENERIC, Seized, amounts_of, beside
from caricc_graph.extraction.seized_items import by_items, gapped, itemized
from caricc_graph.extraction.shares import is_drug
from caricc_graph.extraction.verb import Form, stronger
from caricc_graph.model import Kind, Modality, Predicate, Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from caricc_graph.extraction.chunks import Chunk
    from caricc_graph.extraction.clause import Clause
    from caricc_graph.extraction.fillers import Reading
    from caricc_graph.extraction.frames import Frames
    from caricc_graph.extraction.lexicon import Lexicon
    from caricc_graph.extraction.quantities import Amount
    from caricc_graph.extraction.spans import Thing
    from caricc_graph.extraction.text import Text

_PARTS = re.compile(r"\bincluding\b|\bof which\b|\bof them\b|\bamong them\b|:|\(", re.IGNORECASE)
_BESIDES = re.compile(r"\bas well as\b|\bbesides\b|\bin addition\b|\balso\b|;", re.IGNORECASE)
_GOES_ON = re.compile(
    r"\W*(?:(?:within|in|inside) (?:that|this|the) (?:haul|total|amount|quantity|catch)\b|(?:this|these|that|it|they|the total|the haul|the amount)\W+(?:\w+\W+){0,2}?(?:includ|compris|consist|is made|was made|were)\w*"
    r"|(?:among|of|from|including|by)\W+(?:them|these|this|those|which|kind|type|substance|the total|that)\b|among the\b|including\b)",
    re.IGNORECASE,
)
_HEADED = re.compile(
    r"\W*(?:(?:in|by|of|the|total|as|a|among|from|overall)\s+)*"
    r"(?:kinds?|types?|substances?|net|haul|catch|bag|results?|tally|balance|yield|seized|confiscated|withdrawn)\b[^:]{0,30}:",
    re.IGNORECASE,
)
_CLOSED = re.compile(r"\s*(?:[,(:;.]|including\b|of which\b|in\b|during\b|$)", re.IGNORECASE)
_NONE = re.compile(r"\b(?:no|not any|neither|nor|without)\s+(?:[^\W\d]+\s+){0,4}$", re.IGNORECASE)
_NONE_LENGTH = 48
_NOT_ONE = ("not", "not even")
_SEIZERS = frozenset({Kind.OFFICIAL, Kind.AGENCY, Kind.COUNTRY})
_BODIES = frozenset({Kind.AGENCY, Kind.COUNTRY})
_EVENTS = frozenset({Kind.EVENT})
_AGENCIES = frozenset({Kind.AGENCY})
_CONTRASTING = frozenset({"while", "whereas", "compared", "against"})
_BREAKS = frozenset({";", BULLET, "while", "whereas"})
_TAKEN_UP = frozenset({"they", "it", "these", "all", "both"})
_PARTING = frozenset({"which", "that", "detained", "identified"})
_FEWEST = 2
_MOST = 4
_WITHIN = 8
_BESIDE = 3
_CARRYING_OUT = frozenset({"carry", "make", "conduct", "perform", "effect", "execute"})
_UPON = (["across"], ["upon"], ["hold"])


class Seizures:
    """Reads seizures and figures sentence by sentence."""

    def __init__(self, lexicon: Lexicon, frames: Frames) -> None:
        self._seizing = frozenset(lexicon.words("verbs", "seizing", "forms"))
        self._measures = frozenset(lexicon.words("verbs", "seizing", "measures"))
        self._nominal = frozenset(lexicon.words("verbs", "seizing", "nouns"))
        self._taking = frozenset(lexicon.words("verbs", "seizing", "taking"))
        self._telling = frozenset(lexicon.words("verbs", "seizing", "telling"))
        self._dealings = frozenset(lexicon.words("verbs", "seizing", "dealings"))
        self._acting = frozenset(lexicon.words("verbs", "seizing", "acting"))
        self._finding = frozenset(lexicon.words("verbs", "seizing", "finding"))
        self._making = frozenset(lexicon.words("verbs", "seizing", "making"))
        self._foiling = frozenset(lexicon.words("verbs", "seizing", "foiling"))
        self._attempts = frozenset(lexicon.words("verbs", "seizing", "attempts"))
        self._compiling = frozenset(lexicon.words("verbs", "seizing", "compiling"))
        self._compiled = frozenset(lexicon.words("verbs", "seizing", "compiled"))
        self._about = frozenset(lexicon.words("verbs", "seizing", "about"))
        self._rehearsing = frozenset(lexicon.words("verbs", "seizing", "rehearsing"))
        self._figures = Figures(lexicon)
        self._frames = frames

    def read(self, text: Text, reading: Reading, dates: Sequence[tuple[int, str]]) -> list[Seized]:
        """Return the seizures and figures of a sentence; `dates` are (code point, EDTF) pairs."""
        chunks, scene = reading.chunks, reading.scene
        if not chunks:
            return []
        start, end = text.starts[chunks[0].first], text.ends[chunks[-1].last - 1]
        drugs = [chunk for chunk in chunks if is_drug(chunk)]
        amounts = quantities.find(text.text, start, end)
        found: list[Seized] = []
        found += self._tabled(text, reading, amounts)
        tabled = bool(found)
        for first, last in self._stretches(text, reading, amounts) if (drugs or amounts) and not tabled else []:
            found += self._of_stretch(text, reading, (first, last), amounts, dates, len(found))
        if not found and scene.seizure is not None and not _bodies(chunks) and _goes_on(text, reading, start, end):
            found += itemized(text, scene.seizure, drugs, amounts)
        elif not found and scene.operation is not None and _HEADED.match(text.text, start, end) and not _bodies(chunks):
            found += itemized(text, (scene.operation, Modality.ASSERTED), drugs, amounts)
        elif (
            not found
            and scene.source is not None
            and not _bodies(chunks)
            and shares.OF_TOTAL.match(text.text, start, end)
        ):
            found += itemized(text, (scene.source, Modality.ASSERTED), drugs, amounts, Predicate.REPORTS)
        if not found and scene.seizure is not None and not drugs:
            found += by_items(text, reading, amounts)
        if not found:
            found += self._figures.amounts(text, reading, amounts, dates)
        seized = [one for one in found if one.predicate is Predicate.SEIZES]
        scene.seizure = (seized[-1].subject, seized[-1].modality) if seized and not seized[-1].negated else None
        found += self._figures.changes(text, chunks, drugs, scene, dates)
        told = (one.subject for one in found if one.predicate is Predicate.REPORTS)
        reported = next(iter((*told, *(self._compilers(reading) if not found else ()))), None)
        scene.source = reported or (scene.source if any(one.rule == shares.SHARE for one in found) else None)
        spoken = [chunk.span.thing for chunk in drugs if chunk.span is not None]
        scene.substance = spoken[0] if spoken else scene.substance
        scene.acting = next(iter(self._enforcing(reading, 0, len(chunks))), None)
        return found

    def _tabled(self, text: Text, reading: Reading, amounts: Sequence[Amount]) -> list[Seized]:
        """Return what a table tells, whose heading tells of seizures or which follows on one or on an operation."""
        chunks, scene = reading.chunks, reading.scene
        told = tables.entries(chunks)
        if not told or not amounts or any(chunk.norm in self._dealings for chunk in chunks[: told[0][1]]):
            return []
        heading = [k for k in range(told[0][1]) if chunks[k].norm in self._seizing | self._nominal]
        if not heading and (len(told) < _FEWEST or (scene.seizure is None and scene.operation is None)):
            return []
        moods = [self._frames.moods.at(reading, k) for k in (*heading, told[0][1])]
        modality = functools.reduce(stronger, (held for held, _ in moods))
        negated = any(denied for _, denied in moods)
        found = tables.seized(text, chunks, amounts)
        return [replace(one, modality=modality, negated=negated) for one in found]

    def _trigger(self, chunks: Sequence[Chunk], first: int, last: int) -> int | None:
        """Return the word that tells of a seizure in a stretch: one of seizing, else of foiling an attempt, else one that implies it.

        Of several it is the last before the first substance, else the first behind it.
        """
        norms = [chunk.norm for chunk in chunks[first:last]]
        foiled = self._foiling if self._attempts & {*norms} else frozenset[str]()
        drug = next((k for k in range(first, last) if is_drug(chunks[k])), last)
        for words in (self._seizing | self._nominal, foiled, self._taking | self._telling):
            found = [first + k for k, norm in enumerate(norms) if norm in words]
            if found:
                return next((k for k in reversed(found) if k < drug), found[0])
        return None

    def _stretches(self, text: Text, reading: Reading, amounts: Sequence[Amount]) -> list[tuple[int, int]]:
        """Return the ranges of chunks that tell of seizures of their own: items with an amount each, or what ", and" joins; else the whole sentence."""
        chunks = reading.chunks
        breaks = {k for k, chunk in enumerate(chunks) if chunk.norm in _BREAKS}
        breaks |= {*self._anew(reading)}
        anew = [k for k, chunk in enumerate(chunks) if chunk.norm == "and" and k and chunks[k - 1].norm == ","]
        for k in anew:
            end = min((other for other in breaks if other > k), default=len(chunks))
            start = max((other for other in breaks if other < k), default=0)
            if all(
                self._trigger(chunks, *part) is not None and _tells(text, chunks, part, amounts)
                for part in ((start, k), (k, end))
            ):
                breaks.add(k)
        filled = [part for part in pairwise(sorted({0, *breaks, len(chunks)})) if _tells(text, chunks, part, amounts)]
        return filled if len(filled) > 1 else [(0, len(chunks))]

    def _anew(self, reading: Reading) -> Iterator[int]:
        """Yield the commas behind which another subject seizes ("A seized 5 kg, officers of B intercepted 3 kg")."""
        for clause in reading.parse.clauses[1:]:
            first = clause.subjects[0][0].first if clause.subjects and clause.subjects[0] else 0
            seizing = reading.chunks[clause.verb.last - 1].norm in self._seizing and not clause.verb.passive
            if seizing and 0 < first < clause.verb.first and reading.chunks[first - 1].norm == ",":
                yield first - 1

    def _of_stretch(  # noqa: PLR0913 - a seizure is read from its stretch, its sentence and its bulletin
        self,
        text: Text,
        reading: Reading,
        stretch: tuple[int, int],
        amounts: Sequence[Amount],
        dates: Sequence[tuple[int, str]],
        before: int,
    ) -> Iterator[Seized]:
        chunks = reading.chunks
        trigger = self._trigger(chunks, *stretch)
        if trigger is None or any(chunk.norm in self._rehearsing for chunk in chunks[stretch[0] : trigger]):
            return
        told = (text, reading, self._frames.moods)
        shared = shares.shared_out(*told, trigger, amounts) or shares.each_by(*told, trigger, amounts)
        if not shared and not any(chunk.norm in self._dealings for chunk in chunks[slice(*stretch)]):
            shared = shares.accounted(*told, amounts)
        if shared:
            yield from shared
            return
        implied = chunks[trigger].norm in self._telling | self._taking
        if implied and any(chunk.norm in self._dealings for chunk in chunks[slice(*stretch)]):
            return
        clause = reading.clause_at(trigger)
        if clause is not None and clause.verb.purpose:
            return
        dated = bool(dates)
        subjects, predicate = self._subjects(text, reading, trigger, stretch, dated=dated)
        if not subjects or (implied and predicate is Predicate.REPORTS):
            return
        made = self._hauls(text, reading, trigger, stretch, subjects[0], predicate, amounts, dates)
        if predicate is Predicate.SEIZES and len(subjects) == 1:
            made = gapped(text, chunks[trigger + 1 : stretch[1]], made, amounts)
            yield from (replace(one, total=one.total + before if one.total >= 0 else -1) for one in made)
            return
        for number, subject in enumerate(subjects):
            shift = before + number * len(made)
            for one in made:
                yield replace(one, subject=subject, total=one.total + shift if one.total >= 0 else -1)

    def _hauls(  # noqa: PLR0913 - see _of_stretch
        self,
        text: Text,
        reading: Reading,
        trigger: int,
        stretch: tuple[int, int],
        subject: Thing,
        predicate: Predicate,
        amounts: Sequence[Amount],
        dates: Sequence[tuple[int, str]],
    ) -> list[Seized]:
        """Return what one subject seized or reported in a stretch; a part of a total told before it points to it."""
        chunks = reading.chunks
        own = any(chunk.span is not None and chunk.span.thing is subject for chunk in chunks)
        word = chunks[trigger].norm
        counted = word in self._nominal and trigger > 0 and chunks[trigger - 1].norm.isdigit()
        told = counted or own or predicate is Predicate.REPORTS or word in self._seizing
        vague = predicate is Predicate.REPORTS or not told or word in self._telling | self._taking | self._foiling
        modality, negated = self._frames.moods.at(reading, trigger)
        at = trigger_start = text.starts[chunks[trigger].first]
        total = -1
        made: list[Seized] = []
        bare = self._bare(text, reading, trigger, amounts) if predicate is Predicate.SEIZES else None
        if bare is not None:
            substance, one = bare
            reach = (min(trigger_start, one.start), max(text.ends[chunks[trigger].last - 1], one.end))
            told_amount = Quantity(one.value, one.unit, one.comparator)
            made.append(Seized(subject, predicate, substance, modality, told_amount, "seized", *reach, negated))
            total, at = 0, one.end
        drugs = [(drug, drug.span) for drug in chunks[slice(*stretch)] if drug.span is not None and is_drug(drug)]
        own_amounts = amounts_of(text, [span for _, span in drugs], amounts)
        for (drug, span), (amount, weighed) in zip(drugs, own_amounts, strict=True):
            if not _linked(chunks, trigger, drug):
                continue
            begin, end = text.starts[span.first], text.ends[span.last - 1]
            untold = not weighed and (
                vague or not self._is_taken(reading, trigger, drug) or self._meant_by_others(chunks, trigger, drug)
            )
            if untold or self._made_into(chunks, drug):
                continue
            part = total >= 0 and amount is not None and _part(text.text, at, amount.start)
            quantity = Quantity(amount.value, amount.unit, amount.comparator) if amount else None
            if quantity and predicate is Predicate.REPORTS:
                quantity = replace(quantity, period=periods(text.text, dates)[0])
            denied = negated or (amount is None and bool(_NONE.search(text.text, max(0, begin - _NONE_LENGTH), begin)))
            denied = denied or (amount is not None and text.text[: amount.start].rstrip().lower().endswith(_NOT_ONE))
            made.append(
                Seized(
                    subject, predicate, span.thing, modality, quantity, "seized" if predicate is Predicate.SEIZES else "reported",
                    min(trigger_start, amount.start if amount else begin), max(text.ends[chunks[trigger].last - 1], end),
                    denied, total if part else -1,
                )
            )  # fmt: skip
            made += [
                replace(made[-1], quantity=Quantity(other.value, other.unit, other.comparator), start=min(made[-1].start, other.start))
                for other in beside(text, amounts, amount)
            ]  # fmt: skip
            if amount and total < 0:
                total, at = len(made) - 1, max(at, amount.end) if amount.start > at else amount.end
        return made

    def _bare(
        self, text: Text, reading: Reading, trigger: int, amounts: Sequence[Amount]
    ) -> tuple[Thing, Amount] | None:
        """Return the amount right behind a verb of seizing, where no substance follows it and the drugs spoken of are meant."""
        spoken, chunk = reading.scene.substance, reading.chunks[trigger]
        meant = spoken is not None and spoken.authority == GENERIC and chunk.norm in self._seizing
        amount = _bare_amount(text, chunk, amounts) if meant else None
        return (spoken, amount) if spoken is not None and amount is not None else None

    def _subjects(
        self, text: Text, reading: Reading, trigger: int, stretch: tuple[int, int], *, dated: bool
    ) -> tuple[list[Thing], Predicate]:
        """Return who or what seized; a dated or only implied seizure is of no operation spoken of before; else who tells the figure."""
        chunks, scene = reading.chunks, reading.scene
        taken = [chunk.norm for chunk in chunks[trigger + 1 : trigger + 3]]
        off = taken[:1] == ["from"] and not {"them", "him", "her"}.isdisjoint(taken)
        alone = dated or (chunks[trigger].norm in self._telling | self._taking and not off)
        end = next((k for k in range(trigger, stretch[1]) if chunks[k].norm in _CONTRASTING), stretch[1])
        things = [chunk.span.thing for chunk in chunks[stretch[0] : end] if chunk.span is not None]
        paired = [chunk.norm for chunk in chunks[trigger + 1 : trigger + 3]]
        telling = (trigger, trigger + 2) if paired[:1] == ["and"] and self._seizing & {*paired[1:]} else (trigger,)
        own = () if chunks[trigger].norm in self._telling else telling
        agents = next((found for k in own if (found := self._frames.agents(reading, k, _SEIZERS))), [])
        agents = agents or self._doer(reading, trigger, end)
        operations = [thing for thing in things if thing.event_kind == "operation"]
        listed = _head_of_item(chunks, stretch)
        acting = self._enforcing(reading, stretch[0], trigger) or self._enforcing(reading, 0, trigger)
        acting = [] if _is_handled(reading, trigger) else acting
        nominal = chunks[trigger].norm in self._nominal
        measures = [] if nominal else self._taking_measures(reading, trigger)
        for found in (agents[:_MOST], operations[:1], listed, acting, measures, self._operation(reading, trigger)):
            if found:
                return found, Predicate.SEIZES
        if scene.operation is not None and not alone:
            return [scene.operation], Predicate.SEIZES
        told = source(text, chunks, scene)
        before = [scene.acting] if scene.acting is not None and told is None and not dated else []
        later = self._enforcing(reading, trigger, end) or before
        if later:
            return later, Predicate.SEIZES
        teller = told or scene.source
        return [teller] if teller is not None else [], Predicate.REPORTS

    def _compilers(self, reading: Reading) -> Iterator[Thing]:
        """Yield the body that a sentence says put figures together, which the next one tells of."""
        for clause in reading.parse.clauses:
            if clause.verb.lemma in self._compiling and any(
                noun.word in self._compiled for choice in clause.acted_on() for noun in choice
            ):
                yield from (one.thing for one in self._frames.fillers.filled(reading, clause.agents(), _AGENCIES))

    def _operation(self, reading: Reading, trigger: int) -> list[Thing]:
        """Return the operation that "it" takes up before what tells of a seizure ("it led to the seizure of 5 kg")."""
        before = [clause for clause in reading.parse.clauses if clause.verb.last <= trigger][-1:]
        choices = [
            choice for clause in before for choice in clause.agents() if [noun.word for noun in choice] == ["it"]
        ]
        found = self._frames.fillers.filled(reading, choices, _EVENTS)
        return [one.thing for one in found if one.thing.event_kind == "operation"][:1]

    def _doer(self, reading: Reading, trigger: int, end: int) -> list[Thing]:
        """Return the body behind "by" that a seizure told by a noun or a participle is laid to ("the seizure of 5 kg by A")."""
        done = (one.verb for one in reading.parse.clauses if not (one.verb.passive and one.verb.lemma in _CARRYING_OUT))
        chunks, verbs = reading.chunks, [verb.first for verb in done]
        reach = end if chunks[trigger].norm in self._nominal else min(trigger + 2, end)
        by = next((k for k in range(trigger + 1, reach) if chunks[k].norm == "by" or k in verbs), None)
        named = shares.behind(chunks, by) if by is not None and chunks[by].norm == "by" else None
        return [named.thing] if named is not None else []

    def _taking_measures(self, reading: Reading, trigger: int) -> list[Thing]:
        """Return whose measures led to a seizure ("as a result of joint actions of A", "the search carried out by A")."""
        for place in reading.places:
            noun = place.noun
            if noun.word not in self._measures or noun.last > trigger:
                continue
            told = (one for one in reading.parse.clauses if one.verb.passive and [noun] in one.subjects)
            choices = [noun.link("of", "by"), *(one.link("by") for one in told)]
            choices += [place.clause.link("by")] if place.clause is not None and place.as_subject else []
            if found := self._frames.fillers.filled(reading, choices, _BODIES):
                return [one.thing for one in found]
        return []

    def _enforcing(self, reading: Reading, first: int, last: int) -> list[Thing]:
        """Return the body whose officers stop, search or raid somebody between two chunks; the last one named."""
        found: list[Thing] = []
        for clause in reading.parse.clauses:
            if first <= clause.verb.first < last and self._acts(reading.chunks, clause):
                fillers = self._frames.fillers.filled(reading, clause.agents(), _BODIES)
                same = [reading.scene.acting] if reading.scene.acting is not None and _is_same(clause) else []
                found = [filler.thing for filler in fillers] or same or found
        return found[-1:]

    def _acts(self, chunks: Sequence[Chunk], clause: Clause) -> bool:
        """Tell whether a verb tells what officers do; such as "come" only with what makes them find something ("came across")."""
        lemma, behind = clause.verb.lemma, [chunk.norm for chunk in chunks[clause.verb.last : clause.verb.last + 1]]
        return lemma in self._acting or (lemma in self._finding and behind[:1] in _UPON)

    def _made_into(self, chunks: Sequence[Chunk], drug: Chunk) -> bool:
        """Tell whether a substance is only what something else is for ("precursors for production of amphetamine")."""
        at = chunks.index(drug)
        if at > 1 and chunks[at - 1].norm in {"and", "or", ","} and is_drug(chunks[at - 2]):
            return self._made_into(chunks, chunks[at - 2])
        return any(chunk.norm in self._making for chunk in chunks[max(0, at - _BESIDE) : at])

    def _is_taken(self, reading: Reading, trigger: int, drug: Chunk) -> bool:
        """Tell whether a substance without an amount stands where that which is seized does: behind an active verb or a noun, before a passive verb."""
        at = reading.chunks.index(drug)
        if reading.chunks[trigger].norm in self._nominal:
            return at > trigger or at == trigger - 1
        clause = reading.clause_at(trigger)
        return clause is None or clause.verb.passive or at > trigger

    def _meant_by_others(self, chunks: Sequence[Chunk], trigger: int, drug: Chunk) -> bool:
        """Tell whether a substance before the seizure only says what is fought ("to combat trafficking of drugs")."""
        at = chunks.index(drug)
        return at < trigger and any(chunk.norm in self._about for chunk in chunks[max(0, at - _WITHIN) : at])


def _is_handled(reading: Reading, trigger: int) -> bool:
    """Tell whether what was seized is only what somebody deals with ("experts examined the heroin seized earlier")."""
    clause = reading.clause_at(trigger)
    if clause is None or clause.verb.form is not Form.PARTICIPLE or clause.link("by"):
        return False
    taken = {id(noun) for choice in clause.subjects[:1] for noun in choice}
    others = (one for one in reading.parse.clauses if one is not clause and not one.verb.passive)
    return any(id(noun) in taken for one in others for top in one.objects for noun in top.whole())


def _tells(text: Text, chunks: Sequence[Chunk], part: tuple[int, int], amounts: Sequence[Amount]) -> bool:
    """Tell whether an amount and a body stand in a range of chunks."""
    first, last = text.starts[chunks[part[0]].first], text.ends[chunks[part[1] - 1].last - 1]
    weighed = any(first <= amount.start < last for amount in amounts)
    return weighed and any(c.span is not None and c.span.thing.kind in _BODIES for c in chunks[slice(*part)])


def _head_of_item(chunks: Sequence[Chunk], stretch: tuple[int, int]) -> list[Thing]:
    """Return the state or body that heads an item of a list ("– Pakistan: 20 kg of heroin")."""
    first, last = stretch
    head = chunks[first + 1 : first + 3] if chunks[first].norm in {";", BULLET} else chunks[first : first + 2]
    if last - first < _BESIDE or len(head) < 2 or head[0].span is None or head[1].norm not in {":", "–", "—", "-"}:  # noqa: PLR2004 - a name and its mark
        return []
    return [head[0].span.thing] if head[0].span.thing.kind in _BODIES else []


def _bodies(chunks: Sequence[Chunk]) -> bool:
    """Tell whether a sentence names a body, which may have seized what it tells of."""
    return any(chunk.span is not None and chunk.span.thing.kind is Kind.AGENCY for chunk in chunks)


def _bare_amount(text: Text, trigger: Chunk, amounts: Sequence[Amount]) -> Amount | None:
    """Return the amount right behind a verb of seizing that no substance follows ("seized 200 kg, including …")."""
    end = text.ends[trigger.last - 1]
    amount = next((one for one in amounts if one.start >= end and not text.text[end : one.start].strip()), None)
    return amount if amount is not None and _CLOSED.match(text.text, amount.end) else None


def _is_same(clause: Clause) -> bool:
    """Tell whether those act who acted in the sentence before ("they", "the officers then opened")."""
    subjects = clause.subjects[-1] if clause.subjects else []
    return not clause.verb.passive and any(
        noun.word == "they" or (noun.sort == "group" and not noun.links) for noun in subjects
    )


def _goes_on(text: Text, reading: Reading, start: int, end: int) -> bool:
    """Tell whether a sentence only goes on listing what the one before told of."""
    return not reading.parse.clauses or _GOES_ON.match(text.text, start, end) is not None


def _linked(chunks: Sequence[Chunk], position: int, drug: Chunk) -> bool:
    """Tell whether a substance stands in the clause of the seizure."""
    k = chunks.index(drug)
    a, b = min(position, k), max(position, k)
    return not any(
        (chunks[j].norm in _PARTING and chunks[j - 1].norm != "of")
        or (chunks[j].norm == ";" and not _is_item(chunks, j + 1))
        for j in range(a + 1, b)
    )


def _is_item(chunks: Sequence[Chunk], k: int) -> bool:
    """Tell whether an amount or a substance begins behind a semicolon at `k`, its bullet passed over, so that a list goes on."""
    k += k + 1 < len(chunks) and chunks[k].norm in {BULLET, "–", "—", "-"}
    return chunks[k].norm[:1].isdigit() or chunks[k].norm in _TAKEN_UP or is_drug(chunks[k])


def _part(text: str, total: int, start: int) -> bool:
    """Tell whether the amount at `start` is named as a part of the total that ends at `total`."""
    return bool(_PARTS.search(text, total, start)) and not _BESIDES.search(text, total, start)
