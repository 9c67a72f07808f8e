"""Events of a sentence: new ones with their names, and those that "the event" takes up again."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from caricc_graph.extraction.spans import Span, Thing
from caricc_graph.model import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from caricc_graph.extraction.lexicon import Lexicon
    from caricc_graph.extraction.mentions import Sentence
    from caricc_graph.extraction.phrases import Phrases
    from caricc_graph.extraction.spans import Discourse
    from caricc_graph.extraction.text import Text

_GENERIC = frozenset({"event", "meeting", "action"})
_DATE_WORD = re.compile(
    r"\d{1,2}|(?:19|20)\d\d|January|February|March|April|May|June|July|August|September|October|November|December"
)
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)?|[IVXL]+")
_NAME_END = frozenset(
    {
        ",",
        ";",
        "(",
        ".",
        ":",
        "“",
        '"',
        "«",
        "was",
        "were",
        "is",
        "will",
        "has",
        "have",
        "took",
        "in",
        "at",
        "with",
        "within",
        "under",
        "by",
        "between",
        "from",
        "which",
        "that",
        "to",
        "as",
        "held",
        "and",
        "during",
        "organized",
        "organised",
        "hosted",
        "began",
        "started",
    }
)
_ABOUT = frozenset({"of", "on", "for"})
_MEANS = frozenset({"by", "via", "through", "using"})
_LONGEST_NAME = 24
_TITLE_REACH = 8


@dataclass(slots=True)
class Scene:
    """What a bulletin speaks of: its events, the main one and the latest, and who spoke last."""

    main: Thing | None = None
    latest: Thing | None = None
    operation: Thing | None = None
    teller: Thing | None = None
    substance: Thing | None = None
    organizers: list[Thing] = field(default_factory=list)
    events: list[Thing] = field(default_factory=list)

    def add(self, thing: Thing, *, operation: bool) -> None:
        """Make a new event the one that is spoken of."""
        self.events.append(thing)
        if operation:
            self.operation = thing
        else:
            self.latest = thing
            self.main = self.main or thing


class Events:
    """Finds the events of one sentence after the other."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._heads: Phrases[str] = lexicon.phrases((*lexicon.words("events", "heads"), "event", "events"))
        self._weak = frozenset(lexicon.words("events", "weak"))
        self._operations = frozenset(lexicon.words("events", "operations"))
        self._modifiers = frozenset(lexicon.words("events", "modifiers"))
        self._determiners = frozenset(lexicon.words("events", "determiners"))
        self._definite = frozenset(lexicon.words("events", "definite"))
        self._acts = frozenset(lexicon.words("events", "acts"))
        self._ordinals = frozenset(lexicon.words("events", "ordinals"))
        self._arranging = frozenset(lexicon.words("events", "arranging"))
        self._holding = frozenset(lexicon.words("events", "holding"))

    def read(self, text: Text, sentence: Sentence, discourse: Discourse, scene: Scene) -> list[Span]:
        """Return the spans of the sentence's events, new or taken up again."""
        taken = {span.first: span for span in sentence.spans}
        ends = {span.last: span for span in sentence.spans}
        held = any(text.norms[k] in self._holding for k in range(sentence.first, sentence.last))
        found: list[Span] = []
        i = sentence.first
        while i < sentence.last:
            if i in taken or i in sentence.masked:
                i = taken[i].last if i in taken else i + 1
                continue
            matches = self._heads.match(text.norms, i, sentence.last) if self._heads.begins(text.norms[i]) else []
            if not matches:
                i += 1
                continue
            end, (head, *_) = matches[0]
            span = self._event(text, sentence, i, end, head, ends=ends, held=held, discourse=discourse, scene=scene)
            if span:
                found.append(span)
            i = end
        return found

    def _event(  # noqa: PLR0913 - an event is read from its noun, its sentence and its bulletin
        self,
        text: Text,
        sentence: Sentence,
        i: int,
        end: int,
        head: str,
        *,
        ends: Mapping[int, Span],
        held: bool,
        discourse: Discourse,
        scene: Scene,
    ) -> Span | None:
        first, counted, named = self._modified_from(text, i, sentence, ends)
        determiner = text.words[first - 1].lower() if first > sentence.first else ""
        definite = determiner in self._definite
        title = (
            self._title(text, end, sentence, named=named)
            or self._title_before(text, first, sentence)
            or self._name_behind(text, i, end, head, sentence)
        )
        numbered = any(_ORDINAL.fullmatch(text.words[k]) or text.norms[k] in self._ordinals for k in range(first, i))
        edition = numbered and not counted
        if (first > sentence.first and determiner in _MEANS) or self._spelled_out(text, i, sentence):
            return None
        if head in self._acts and not self._arranged(text, first, end, sentence):
            return None
        known = self._renamed(text, first, end, head, scene) if named else None
        other = self._of_other_body(text, end, sentence, scene)
        if known is None and not (other or title or named or edition or self._dated_anew(text, first, end, ends)):
            known = self._known(text, head, first, i, end, definite=definite, scene=scene)
        if known:
            return self._again(text, first, i, end, known)
        plural = head.endswith("s") and not head.endswith("ss") and head != "talks"
        indefinite = determiner in {"a", "an", "another", "the next", "regular"}
        specific = named or bool(title) or counted or (held and (indefinite or definite or not plural))
        if head in self._weak and not (named or title or counted or (held and (indefinite or definite or first < i))):
            specific = False
        if plural and not (counted or named or title or definite):
            specific = False
        if not specific or head in {"event", "events"}:
            return Span(first, end, scene.main, bare=True) if scene.main and head == "event" else None
        operation = head in self._operations
        thing = discourse.thing(Kind.EVENT, f"event {len(scene.events) + 1}")
        thing.event_kind = "operation" if operation else _singular(head)
        thing.descriptive = not (title or named or edition)
        thing.plural = plural
        scene.add(thing, operation=operation)
        self._names(text, sentence, first, i, end, thing, title, determiner=determiner)
        return Span(first, end, thing)

    def _of_other_body(self, text: Text, end: int, sentence: Sentence, scene: Scene) -> bool:
        """Tell whether the head goes on with "of" and a body that the event spoken of does not have in its name."""
        if end + 1 >= sentence.last or text.norms[end] != "of" or scene.main is None:
            return False
        starts = {span.first: span for span in sentence.spans if span.thing.kind is Kind.AGENCY and not span.bare}
        body = starts.get(end + 1) or (starts.get(end + 2) if text.words[end + 1].lower() == "the" else None)
        if body is None or not any(" of " in name for name in scene.main.names):
            return False
        return not any(name in told for thing in scene.events for told in thing.names for name in body.thing.names)

    def _spelled_out(self, text: Text, i: int, sentence: Sentence) -> bool:
        """Tell whether the head stands in brackets right behind a quoted title, whose letters it spells out."""
        opening = next((k for k in range(i, sentence.first, -1) if text.words[k] in {"(", ")"}), sentence.first)
        return text.words[opening] == "(" and text.words[opening - 1] in {"”", '"', "»"}

    def _modified_from(
        self, text: Text, i: int, sentence: Sentence, ends: Mapping[int, Span]
    ) -> tuple[int, bool, bool]:
        """Return where the words before the head begin, whether they count several, and whether they make a name."""
        capital, counted, named, k = text.words[i][0].isupper(), False, False, i
        while k > sentence.first and k - 1 not in sentence.masked:
            before, norm = text.words[k - 1], text.norms[k - 1] or text.words[k - 1].lower()
            span = ends.get(k)
            if span:
                if span.thing.kind in {Kind.AGENCY, Kind.PROGRAMME, Kind.COUNTRY}:
                    k, named = span.first, named or capital
                break
            if norm in self._determiners:
                break
            numbered = bool(_ORDINAL.fullmatch(before))
            if norm in self._modifiers or numbered or (capital and before[0].isupper() and k - 1 > sentence.first):
                counted = counted or (before.isdigit() and int(before) > 1)
                named = named or (capital and before[0].isupper() and norm not in self._modifiers)
                k -= 1
            else:
                break
        while k < i and text.words[k].lower() in {"and", "-", "–", "/", "the"}:
            k += 1
        return k, counted, named

    def _title(self, text: Text, end: int, sentence: Sentence, *, named: bool) -> tuple[int, int] | None:
        """Return the tokens of the quoted title that follows the head or ends its clause."""
        for k in range(end, min(end + _TITLE_REACH + (0 if named else 6), sentence.last)):
            if text.words[k] in {"“", '"', "«"} and k not in sentence.masked:
                close = next((j for j in range(k + 1, sentence.last) if text.words[j] in {"”", '"', "»"}), None)
                if (
                    close is None
                    or close - k == 1
                    or (close + 1 < sentence.last and text.norms[close + 1] in {"method", "methods"})
                ):
                    return None
                return (
                    (k + 1, close)
                    if k == end
                    or text.words[k - 1] in {",", ":", "topic", "theme", "titled", "entitled", "subject", "called"}
                    else None
                )
            if text.words[k] in {";", "("}:
                return None
        return None

    def _name_behind(self, text: Text, i: int, end: int, head: str, sentence: Sentence) -> tuple[int, int] | None:
        """Return the tokens of the name that follows an operation's capitalised head ("Operation REFLEX 2019")."""
        taken = {span.first for span in sentence.spans}
        if head not in self._operations or not text.words[i][0].isupper():
            return None
        k = end
        while (
            k < sentence.last
            and k not in taken
            and (text.words[k][0].isupper() or (k > end and text.words[k].isdigit()))
        ):
            k += 1
        return (end, k) if k > end else None

    def _title_before(self, text: Text, first: int, sentence: Sentence) -> tuple[int, int] | None:
        """Return the tokens of the quoted name that the head explains (“Kanal”, a joint operation)."""
        close = first - 3
        if (
            close <= sentence.first
            or text.words[first - 1].lower() not in {"a", "an", "the"}
            or text.words[first - 2] != ","
        ):
            return None
        if text.words[close] not in {"”", '"', "»"}:
            return None
        opening = next((k for k in range(close - 1, sentence.first - 1, -1) if text.words[k] in {"“", '"', "«"}), None)
        return (opening + 1, close) if opening is not None and close - opening > 1 else None

    def _known(  # noqa: PLR0913 - see _event
        self, text: Text, head: str, first: int, i: int, end: int, *, definite: bool, scene: Scene
    ) -> Thing | None:
        """Return the event that this nominal takes up again."""
        if head in self._operations:
            plural = head.endswith("s")
            return scene.operation if definite and scene.operation and (not plural or scene.operation.plural) else None
        single = _singular(head)
        complement = end < len(text.words) and text.norms[end] == "of" and end + 1 < len(text.words) and not definite
        behind = text.norms[end] if end < len(text.words) else ""
        of_main = first == i and (single in _GENERIC or behind in {"participants", "participant"})
        if complement or not (definite or of_main):
            return None
        same = [thing for thing in scene.events if thing.event_kind == single]
        if same:
            return same[-1]
        if single in _GENERIC or of_main:
            return scene.main
        return scene.main if scene.main and single in scene.main.event_kind else None

    def _dated_anew(self, text: Text, first: int, end: int, ends: Mapping[int, Span]) -> bool:
        """Tell whether a body's meeting has a date of its own beside it ("the CNC meeting on 23 November 2021")."""
        of_body = any(span.first == first for span in ends.values())
        return (
            of_body
            and end + 1 < len(text.words)
            and text.norms[end] in {"on", "of", "in"}
            and _DATE_WORD.fullmatch(text.words[end + 1]) is not None
        )

    def _arranged(self, text: Text, first: int, end: int, sentence: Sentence) -> bool:
        """Tell whether an act such as a presentation is arranged as an event of its own."""
        before = text.norms[max(sentence.first, first - 3) : first]
        behind = text.norms[end : min(end + 4, sentence.last)]
        return any(word in self._arranging for word in (*before, *behind))

    def _renamed(self, text: Text, first: int, end: int, head: str, scene: Scene) -> Thing | None:
        """Return the event of the same kind whose name holds all words of this one."""
        words = {word for word in text.norms[first:end] if word}
        for thing in reversed(scene.events):
            if thing.event_kind == _singular(head) and any(words <= set(name.lower().split()) for name in thing.names):
                return thing
        return None

    def _again(self, text: Text, first: int, i: int, end: int, thing: Thing) -> Span:
        if text.norms[i] != "event":
            thing.name(text.slice(i, end))
            thing.name(text.slice(first, end))
            thing.mentions.add((text.starts[first], text.ends[end - 1]))
        return Span(first, end, thing, bare=True)

    def _names(  # noqa: PLR0913 - see _event
        self,
        text: Text,
        sentence: Sentence,
        first: int,
        i: int,
        end: int,
        thing: Thing,
        title: tuple[int, int] | None,
        *,
        determiner: str,
    ) -> None:
        reach = end
        while (
            reach < sentence.last
            and reach - end < _LONGEST_NAME
            and text.words[reach].lower() not in _NAME_END - ({"and"} if reach > end else set())
        ):
            if reach == end and text.words[reach].lower() not in _ABOUT:
                break
            reach += 1
        if title:
            thing.title = text.slice(*title)
            thing.name(thing.title)
            thing.mentions.add((text.starts[title[0]], text.ends[title[1] - 1]))
        thing.name(text.slice(first, reach))
        thing.name(text.slice(first, end))
        if determiner in {"a", "an"}:
            thing.name(text.slice(first - 1, end))
        thing.name(text.slice(i, end))
        thing.mentions.add((text.starts[first], text.ends[end - 1]))


def _singular(head: str) -> str:
    return (
        head[:-1] if head.endswith("s") and head not in {"talks", "negotiations", "consultations", "hearings"} else head
    )
