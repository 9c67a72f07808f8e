"""Events that a verb alone tells of, without a noun: people meet, receive or visit somebody, a body sits."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from caricc_graph.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caricc_graph.extraction.lexicon import Lexicon
    from caricc_graph.extraction.mentions import Sentence
    from caricc_graph.extraction.phrases import Phrases
    from caricc_graph.extraction.scene import Scene
    from caricc_graph.extraction.spans import Discourse, Span
    from caricc_graph.extraction.text import Text

DATE_WORD = re.compile(
    r"\d{1,2}|(?:19|20)\d\d|January|February|March|April|May|June|July|August|September|October|November|December"
)
PARTIES = frozenset({Kind.OFFICIAL, Kind.AGENCY, Kind.COUNTRY})
NEAR = 3
_WHERE = frozenset({"in", "at", "on", "for", "by", "under", "with"})


class Encounters:
    """Finds the event that a sentence tells of by its verb."""

    def __init__(self, lexicon: Lexicon) -> None:
        verbs = lexicon.files["events"]["verbs"]
        self._verbs: dict[str, Phrases[str]] = {
            kind: lexicon.phrases(verbs[kind]) for kind in ("meeting", "reception", "visit")
        }
        self._guests = frozenset(verbs["guests"])

    def read(self, text: Text, sentence: Sentence, discourse: Discourse, scene: Scene) -> None:
        """Let the scene hold the event that a verb alone tells of ("the Council met in Almaty"), where it holds none, a body sits or two people meet."""
        if scene.main is not None and not self._sits(text, sentence):
            return
        for kind, first, last in self._verbs_of(text, sentence):
            if not self._encounters(text, sentence, kind, first, last):
                continue
            thing = discourse.thing(Kind.EVENT, f"event {len(scene.events) + 1}")
            thing.event_kind = "visit" if kind == "visit" else "meeting"
            thing.descriptive = True
            scene.add(thing, operation=False)
            scene.verbal = scene.encounter = thing
            for end in (last, first + 1):
                thing.name(text.slice(first, end))
            thing.mentions.add((text.starts[first], text.ends[last - 1]))
            return

    def _verbs_of(self, text: Text, sentence: Sentence) -> Iterator[tuple[str, int, int]]:
        named = {span.first for span in sentence.spans}
        for i in range(sentence.first + 1, sentence.last):
            if i in sentence.masked or i in named or not text.norms[i]:
                continue
            for kind, phrases in self._verbs.items():
                for last, _ in phrases.match(text.norms, i, sentence.last)[:1]:
                    yield kind, i, last

    def _sits(self, text: Text, sentence: Sentence) -> bool:
        """Tell whether the sentence has a date of its own and a body as its subject, whose sitting is an event."""
        dated = any(DATE_WORD.fullmatch(text.words[k]) for k in range(sentence.first, sentence.last))
        bodies = [s for s in sentence.spans if s.thing.kind is Kind.AGENCY]
        verbs = [(i, last) for kind, i, last in self._verbs_of(text, sentence) if kind == "meeting"]
        sits = any(0 < i - s.last <= NEAR and not s.inner for i, _ in verbs[:1] for s in bodies)
        return dated and (sits or any(self._meets(text, sentence, *verb) for verb in verbs[:1]))

    def _meets(self, text: Text, sentence: Sentence, first: int, last: int) -> bool:
        """Tell whether a person met another at a place and day of its own ("A met with B in Osh on 5 May")."""
        people = [span for span in sentence.spans if span.thing.kind is Kind.OFFICIAL]
        near = any(0 < first - span.last <= NEAR for span in people) and any(span.first > last for span in people)
        placed = any(span.thing.kind is Kind.PLACE and text.norms[span.first - 1] == "in" for span in sentence.spans)
        return near and placed

    def _encounters(self, text: Text, sentence: Sentence, kind: str, first: int, last: int) -> bool:
        """Tell whether the verb has a party before it and, to be received or visited, a guest or a body behind or before it."""
        before = [s for s in sentence.spans if s.last <= first and s.thing.kind in PARTIES]
        behind = [s for s in sentence.spans if last <= s.first <= last + 2 * NEAR]
        if kind == "meeting":
            return bool(before) and (self._meets_somewhere(text, last) or self._meets_somebody(text, last, behind))
        if kind == "visit":
            return bool(before) and any(s.thing.kind in {Kind.AGENCY, Kind.COUNTRY, Kind.PLACE} for s in behind)
        passive = last - first > 1
        near = range(sentence.first, first) if passive else range(last, min(last + 2 * NEAR, sentence.last))
        guests = any(text.words[k].lower() in self._guests for k in near)
        officials = [s for s in (before if passive else behind) if s.thing.kind is Kind.OFFICIAL]
        return guests or bool(officials)

    def _meets_somewhere(self, text: Text, last: int) -> bool:
        """Tell whether "met" stands before a party, a place or a day that a preposition joins, or at the end."""
        together = text.words[last - 1].lower() in {"with", "again"}
        return together or text.words[last : last + 1] == [] or text.words[last].lower() in _WHERE

    def _meets_somebody(self, text: Text, last: int, behind: list[Span]) -> bool:
        """Tell whether a party is whom "met" speaks of ("met the Director of A Mr. N", not "met the needs of A")."""
        party = next((span for span in behind if span.thing.kind in PARTIES), None)
        if party is None:
            return False
        between = {word.lower() for word in text.words[last : party.first]}
        return "of" not in between or bool(between & self._guests)
