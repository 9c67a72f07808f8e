"""Frames: a trigger phrase opens one, and its roles take the mentions around it."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from caricc_graph.extraction.clauses import AGENTS, Chunk, Clauses, conjugated
from caricc_graph.extraction.modality import Cues
from caricc_graph.extraction.phrases import Phrases
from caricc_graph.model import Kind, Modality, Predicate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from caricc_graph.extraction.events import Scene
    from caricc_graph.extraction.lexicon import Lexicon
    from caricc_graph.extraction.spans import Thing

_VERB = re.compile(r"\{([\w-]+)(\.pp)?\}")
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being"})
_KINDS: dict[str, frozenset[Kind]] = {
    "agents": AGENTS,
    "pair": AGENTS | {Kind.PROGRAMME},
    "with": AGENTS | {Kind.PROGRAMME},
    "states": frozenset({Kind.COUNTRY}),
    "officials": frozenset({Kind.OFFICIAL}),
    "agencies": frozenset({Kind.AGENCY}),
    "programmes": frozenset({Kind.PROGRAMME}),
    "patrons": AGENTS | {Kind.PROGRAMME},
    "parties": frozenset({Kind.AGENCY, Kind.COUNTRY}),
    "trainees": AGENTS,
    "host": AGENTS,
    "visitor": AGENTS,
    "delegation": frozenset({Kind.AGENCY, Kind.COUNTRY}),
    "destination": frozenset({Kind.AGENCY, Kind.COUNTRY, Kind.PLACE}),
    "document": frozenset({Kind.DOCUMENT}),
    "supported": frozenset({Kind.PROGRAMME, Kind.EVENT, Kind.AGENCY}),
    "whole": frozenset({Kind.PROGRAMME, Kind.EVENT}),
    "event": frozenset({Kind.EVENT}),
    "operation": frozenset({Kind.EVENT}),
}
_PASSED_OVER = frozenset({"the", "and", "-", "a", "an", "active", "direct", "close", "strong", "full", "not"})
_ONE = frozenset({"event", "operation", "document", "whole", "supported", "destination"})
_NEAR = 14
_DOER = 5
_LESSONS = frozenset(
    {"training", "training course", "course", "training seminar", "workshop", "seminar", "study visit", "lecture"}
)
_EVENT_ROLES = frozenset({"event", "session", "operation", "happening", "supported", "organized", "document"})


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame of the lexicon; `finite` tells that its trigger is a verb that stands for itself."""

    rule: str
    claims: tuple[tuple[Predicate, str, str], ...]
    active: bool
    needs: str = ""
    modality: Modality = Modality.ASSERTED
    post: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim in the making, resting on the tokens `first` up to `last`."""

    subject: Thing
    predicate: Predicate
    object: Thing | str
    rule: str
    first: int
    last: int
    modality: Modality = Modality.ASSERTED
    negated: bool = False
    qualifiers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Trigger:
    """A frame opened by the chunks `first` up to `last`."""

    first: int
    last: int
    frame: Frame


class Frames:
    """Reads the claims of one sentence."""

    def __init__(self, lexicon: Lexicon, clauses: Clauses) -> None:
        self._clauses = clauses
        self._cues = Cues(lexicon)
        self._phrases: Phrases[Frame] = Phrases()
        for spec in lexicon.files["frames"]["frame"]:
            claims = tuple((Predicate(p), s, o) for p, s, o in map(str.split, spec["claims"]))
            frame = Frame(
                spec["rule"],
                claims,
                spec.get("voice") == "active",
                spec.get("needs", ""),
                Modality(spec.get("modality", "asserted")),
                spec.get("post", ""),
            )
            for phrase in spec["trigger"]:
                for words in _expanded(lexicon, phrase):
                    self._phrases.add(words, frame)

    def read(self, chunks: Sequence[Chunk], scene: Scene) -> list[Draft]:
        """Return the claims that the frames of a sentence state."""
        triggers = self._triggers(chunks)
        stops = frozenset(trigger.first for trigger in triggers)
        cues = self._cues.find(chunks)
        drafts: list[Draft] = []
        subject: dict[str, list[Chunk]] = {}
        for trigger in triggers:
            finite = self._finite(chunks, trigger)
            modality, negated = self._cues.of(chunks, cues, trigger.first, finite=finite)
            modality = trigger.frame.modality if modality is Modality.ASSERTED else modality
            negated = negated or any(chunk.norm == "not" for chunk in chunks[trigger.first : trigger.last])
            for predicate, left, right in trigger.frame.claims:
                pairs = self._pairs(chunks, trigger, (left, right), stops=stops, scene=scene, subject=subject)
                for one, other in pairs:
                    drafts.extend(_draft(predicate, one, other, trigger, chunks, modality=modality, negated=negated))
            scene.organizers = _organizers(drafts) or scene.organizers
        return drafts

    def is_verb(self, norm: str) -> bool:
        """Tell whether a word is a verb's finite form."""
        return norm in self._clauses.finite

    def modality(self, chunks: Sequence[Chunk], i: int, *, finite: bool) -> tuple[Modality, bool]:
        """Return the modality at position `i`, and whether it is negated."""
        return self._cues.of(chunks, self._cues.find(chunks), i, finite=finite)

    def _triggers(self, chunks: Sequence[Chunk]) -> list[Trigger]:
        norms = ["" if chunk.norm in _PASSED_OVER else chunk.norm for chunk in chunks]
        found: list[Trigger] = []
        i = 0
        while i < len(norms):
            last = i + 1
            for end, frames in self._phrases.match(norms, i, len(norms)) if norms[i] else []:
                fitting = [frame for frame in frames if self._fits(frame, chunks, i, end)]
                if fitting:
                    found.extend(Trigger(i, end, frame) for frame in fitting)
                    last = end - 1 if chunks[end - 1].span is not None else end
                    break
            i = max(last, i + 1)
        return found

    def _fits(self, frame: Frame, chunks: Sequence[Chunk], i: int, end: int) -> bool:
        if frame.needs and not any(chunk.norm == f"<{frame.needs}>" for chunk in chunks[:end]):
            return False
        if chunks[end - 1].norm == "by" and not self._by_agent(chunks, end - 1):
            return False
        return not frame.active or self._is_active(chunks, i, end)

    def _is_active(self, chunks: Sequence[Chunk], i: int, end: int) -> bool:
        k = i - 1
        while (
            k >= 0 and chunks[k].span is None and (chunks[k].norm.endswith("ly") or chunks[k].norm in {"also", "not"})
        ):
            k -= 1
        passive = k >= 0 and chunks[k].norm in _BE and chunks[i].norm not in _BE
        ing = chunks[i].norm.endswith("ing")
        return (not passive or ing) and not self._by_agent(chunks, end)

    def _by_agent(self, chunks: Sequence[Chunk], end: int) -> bool:
        """Tell whether "by" and a party stand at `end`; "by videoconference" is none."""
        if end >= len(chunks) or chunks[end].norm != "by":
            return False
        behind = chunks[end + 1 : end + _DOER]
        event = next((k for k, chunk in enumerate(behind) if chunk.norm == "<event>"), len(behind))
        return event == len(behind) or any(chunk.span is not None for chunk in behind[:event])

    def _finite(self, chunks: Sequence[Chunk], trigger: Trigger) -> bool:
        first = chunks[trigger.first].norm
        before = chunks[trigger.first - 1].norm if trigger.first else ""
        return first in self._clauses.finite or before in {"was", "were", "is", "are", "been"}

    def _pairs(  # noqa: PLR0913 - roles are filled from a trigger's sentence and its bulletin
        self,
        chunks: Sequence[Chunk],
        trigger: Trigger,
        roles: tuple[str, str],
        *,
        stops: frozenset[int],
        scene: Scene,
        subject: dict[str, list[Chunk]],
    ) -> Iterator[tuple[Chunk | Thing, Chunk | Thing]]:
        left, right = roles
        if right in {"right.pair", "right.with"}:
            yield from self._between(chunks, trigger, right, stops)
            return
        ones = self._fill(chunks, trigger, left, stops=stops, scene=scene, subject=subject)
        others = self._fill(chunks, trigger, right, stops=stops, scene=scene, subject=subject)
        yield from itertools.product(ones, others)

    def _between(
        self, chunks: Sequence[Chunk], trigger: Trigger, role: str, stops: frozenset[int]
    ) -> Iterator[tuple[Chunk, Chunk]]:
        found = self._clauses.right(chunks, trigger.last, stops - {trigger.first}, _KINDS["pair"])
        if role == "right.with":
            positions = [k for k in range(trigger.last, len(chunks)) if chunks[k].norm == "with"]
            if not positions:
                return
            behind = self._clauses.right(chunks, positions[0] + 1, stops, _KINDS["pair"])
            yield from itertools.product([c for c in found if c.first < chunks[positions[0]].first], behind)
            return
        if len(found) > 1:
            yield from ((found[0], other) for other in found[1:])

    def _fill(  # noqa: PLR0913 - one return for each role
        self,
        chunks: Sequence[Chunk],
        trigger: Trigger,
        role: str,
        *,
        stops: frozenset[int],
        scene: Scene,
        subject: dict[str, list[Chunk]],
    ) -> list[Chunk | Thing]:
        if role.startswith("inside."):
            inside = [chunk for chunk in chunks[trigger.first : trigger.last] if chunk.span is not None]
            return [chunk for chunk in inside if chunk.span and chunk.span.thing.kind in _KINDS[role[7:]]]
        if role in {"organizers", "trainers"}:
            taught = role == "organizers" or any(
                chunk.span and chunk.span.thing.event_kind in _LESSONS for chunk in chunks
            )
            return list(scene.organizers) if taught else []
        if role in _EVENT_ROLES:
            thing = self._event(chunks, trigger, role, scene)
            return [thing] if thing is not None else []
        if role == "left.beside":
            beside = chunks[trigger.first - 1] if trigger.first else None
            return [beside] if beside and beside.span and beside.span.thing.kind is Kind.AGENCY else []
        side, _, name = role.partition(".")
        kinds = _KINDS[name]
        if side == "left":
            found = self._clauses.left(chunks, trigger.first, kinds)
            if not found and trigger.frame.active and self._coordinated(chunks, trigger.first):
                found = [chunk for chunk in subject.get("last", []) if chunk.span and chunk.span.thing.kind in kinds]
            if found and trigger.frame.active:
                subject["last"] = found
            return list(found)
        nearby = stops - {trigger.first}
        found = (
            self._clauses.right(chunks, trigger.last, nearby, kinds)
            if name not in _ONE
            else self._nearest(chunks, trigger, nearby, kinds)
        )
        return list(found)

    def _nearest(
        self, chunks: Sequence[Chunk], trigger: Trigger, stops: frozenset[int], kinds: frozenset[Kind]
    ) -> list[Chunk]:
        for k in range(trigger.last - 1, min(trigger.last + _NEAR, len(chunks))):
            span = chunks[k].span
            if span is not None and span.thing.kind in kinds and (k >= trigger.last or chunks[k].norm == "<event>"):
                return [chunks[k]]
            if k >= trigger.last and (k in stops or chunks[k].norm in {";", "that", "which"}):
                return []
        return []

    def _elsewhere(self, chunks: Sequence[Chunk], trigger: Trigger) -> bool:
        """Tell whether a trigger such as "participated in" goes on with something that is no event ("in the initiatives")."""
        if chunks[trigger.last - 1].norm not in {"in", "at"} or trigger.last >= len(chunks):
            return False
        behind = [chunk.norm for chunk in chunks[trigger.last :] if chunk.norm not in {"the", "a", "an", "this"}][:1]
        return (
            bool(behind)
            and behind[0] not in {"it", "them", "work", "event", "which", ".", ","}
            and not behind[0].startswith("<")
        )

    def _coordinated(self, chunks: Sequence[Chunk], i: int) -> bool:
        k = i - 1
        while k >= 0 and (chunks[k].norm.endswith("ly") or chunks[k].norm in {"also", "then"}):
            k -= 1
        return k >= 0 and chunks[k].norm in {"and", ","}

    def _event(self, chunks: Sequence[Chunk], trigger: Trigger, role: str, scene: Scene) -> Chunk | Thing | None:
        if role == "session":
            thing = self._event(chunks, trigger, "event", scene)
            found = thing.span.thing if isinstance(thing, Chunk) and thing.span is not None else thing
            if isinstance(found, Chunk) or found is None or found.event_kind != "operation":
                return thing
            return scene.latest or scene.main
        kinds = {"supported": _KINDS["supported"] - {Kind.AGENCY}, "document": _KINDS["document"]}.get(
            role, _KINDS["event"]
        )
        behind = [
            c for c in chunks[trigger.last : trigger.last + _NEAR] if c.span is not None and c.span.thing.kind in kinds
        ]
        before = [c for c in chunks[: trigger.last] if c.span is not None and c.span.thing.kind in kinds]
        if role == "operation":
            behind, before = [_operations(found) for found in (behind, before)]
        else:
            behind, before = [[chunk for chunk in found if not chunk.nested] for found in (behind, before)]
        if role == "event" and not behind and self._elsewhere(chunks, trigger):
            return None
        sides = (behind, before[::-1]) if trigger.frame.active else (before[::-1], behind)
        for side in sides:
            if side:
                return side[0]
        if role in {"supported", "organized", "document"}:
            return None
        return scene.operation if role == "operation" else scene.latest or scene.main


def _organizers(drafts: Sequence[Draft]) -> list[Thing]:
    """Return who is said to have organised the event of a sentence."""
    return [
        draft.subject
        for draft in drafts
        if draft.predicate is Predicate.ORGANIZES and draft.modality is Modality.ASSERTED and not draft.negated
    ]


def _operations(found: list[Chunk]) -> list[Chunk]:
    return [chunk for chunk in found if chunk.span is not None and chunk.span.thing.event_kind == "operation"]


def _draft(  # noqa: PLR0913 - a claim has as many parts
    predicate: Predicate,
    one: Chunk | Thing,
    other: Chunk | Thing,
    trigger: Trigger,
    chunks: Sequence[Chunk],
    *,
    modality: Modality,
    negated: bool,
) -> Iterator[Draft]:
    ends = [(chunks[trigger.first].first, chunks[trigger.last - 1].last)]
    things: list[Thing] = []
    for part in (one, other):
        if isinstance(part, Chunk):
            if part.span is None:
                return
            ends.append((part.first, part.last))
            things.append(part.span.thing)
        else:
            things.append(part)
    if things[0] is not things[1]:
        first, last = min(a for a, _ in ends), max(b for _, b in ends)
        post = (("post", trigger.frame.post),) if trigger.frame.post else ()
        yield Draft(things[0], predicate, things[1], trigger.frame.rule, first, last, modality, negated, post)


def _expanded(lexicon: Lexicon, phrase: str) -> Iterator[list[str]]:
    """Yield the normalised words of a trigger for each form of its verb."""
    match = _VERB.search(phrase)
    if not match:
        yield _norms(lexicon, phrase)
        return
    verb, participle = match.groups()
    base = (*conjugated(lexicon, verb), "are", "were", "am") if verb == "be" else conjugated(lexicon, verb)
    for form in dict.fromkeys((base[3],) if participle else base):
        for words in _expanded(lexicon, phrase[: match.start()] + form + phrase[match.end() :]):
            yield words
            british = [re.sub(r"iz(e|ed|es|ing)$", r"is\1", word) for word in words]
            if british != words:
                yield british


def _norms(lexicon: Lexicon, phrase: str) -> list[str]:
    phrase = re.sub(r"([,:(])", r" \1", phrase)
    return [
        norm
        for word in phrase.split()
        for norm in ([word] if word.startswith("<") else lexicon.norms(word))
        if norm not in _PASSED_OVER
    ]
