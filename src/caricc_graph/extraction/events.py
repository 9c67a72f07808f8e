"""Events of a sentence: new ones with their names, and those that "the event" takes up again."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from caricc_graph.extraction.alike import Alike, behind_duration
from caricc_graph.extraction.complements import Complements
from caricc_graph.extraction.encounters import NEAR, Encounters
from caricc_graph.extraction.foretelling import Foretelling
from caricc_graph.extraction.nominals import ACTIVITY, Nominal, Nominals
from caricc_graph.extraction.numbering import ABOUT, SETTING
from caricc_graph.extraction.occurrence import Occurrence, dated_in_brackets
from caricc_graph.extraction.recall import OPERATION, EventReading, Recall
from caricc_graph.extraction.spans import Span, Thing, named_span
from caricc_graph.extraction.stages import Stages
from caricc_graph.extraction.titles import Titles
from caricc_graph.extraction.words import PREPOSITIONS
from caricc_graph.model import Kind

if TYPE_CHECKING:
    from caricc_graph.extraction.lexicon import Lexicon
    from caricc_graph.extraction.mentions import Sentence
    from caricc_graph.extraction.scene import Scene
    from caricc_graph.extraction.spans import Discourse
    from caricc_graph.extraction.text import Text

_YEAR = re.compile(r"(?:19|20)\d\d")
_EDITION = re.compile(r"(?:19|20)\d\d|\d{1,2}|[IVXL]+")
_MEANS = frozenset({"by", "via", "through", "using"})
_REACH = 16
_WHOLE = 8
_EVENT = "event"
_ANEW = frozenset({"next", "second", "third", "other", "another", "similar", "subsequent"})
_VISITED = frozenset({Kind.PLACE, Kind.COUNTRY, Kind.AGENCY, Kind.OFFICIAL})
_GENERIC = frozenset({_EVENT, ACTIVITY})


class Events:
    """Finds the events of one sentence after the other."""

    def __init__(self, lexicon: Lexicon) -> None:
        words = lexicon.files["events"]["words"]
        self._nominals = Nominals(lexicon)
        self._titles = Titles(lexicon)
        self._alike = Alike(lexicon, self._nominals)
        self._recall = Recall(lexicon, self._nominals, self._alike)
        self._acts = frozenset(words["acts"])
        self._joined = frozenset(words["joined"])
        self._paid = frozenset(words["paid"])
        self._segments = frozenset(words["segments"])
        self._parts = frozenset(words["parts"])
        self._inner = frozenset(words["inner"])
        self._ellipses = frozenset(words["ellipses"])
        self._placing = frozenset(words["placing"])
        self._definite = frozenset(words["definite"])
        self._indefinite = frozenset(words["indefinite"])
        self._of_several = frozenset(words["of_several"])
        self._void = frozenset(words["void"])
        self._stages = Stages(lexicon, self._nominals)
        self._holding = frozenset(lexicon.words("events", "holding"))
        self._complements = Complements(lexicon)
        self._occurrence = Occurrence(lexicon, self._nominals, self._recall, self._complements)
        self._encounters = Encounters(lexicon)
        self._foretelling = Foretelling(lexicon, self._nominals)

    def read(self, text: Text, sentence: Sentence, discourse: Discourse, scene: Scene) -> list[Span]:
        """Return the spans of the sentence's events, new or taken up again."""
        reading = EventReading(
            text,
            sentence,
            discourse,
            scene,
            held=any(text.norms[k] in self._holding for k in range(sentence.first, sentence.last))
            or dated_in_brackets(text, sentence),
            starts={span.first: span for span in sentence.spans},
            ends={span.last: span for span in sentence.spans},
        )
        scene.verbal, scene.foretold = None, False
        for known in sentence.spans:
            if (
                known.thing.kind is Kind.EVENT
                and known.thing.event_kind == OPERATION
                and known.thing not in scene.events
            ):
                spoken_of = scene.operation
                scene.add(known.thing, operation=True)
                if spoken_of is not None and self._is_whole(text, sentence, known):
                    scene.operation = spoken_of
        self._foretelling.of_noun(text, sentence, discourse, scene)
        found: list[Span] = []
        i = sentence.first
        while i < sentence.last:
            if i in sentence.masked or i in reading.starts or i in reading.titled:
                i = reading.starts[i].last if i in reading.starts else i + 1
                continue
            span = (
                self._part(reading, i)
                or self._nominal(reading, i)
                or self._quoted(reading, i)
                or self._renumbered(reading, i)
                or self._elliptic(reading, i)
                or self._by_title(reading, i)
            )
            if span is not None:
                found.append(span)
                found += self._title_apart(reading, span)
            i = max(span.last, i + 1) if span is not None else i + 1
        if not found:
            self._encounters.read(text, sentence, discourse, scene)
            self._foretelling.read(text, sentence, discourse, scene)
        return [span for span in found if span.thing.key]

    def _is_whole(self, text: Text, sentence: Sentence, span: Span) -> bool:
        """Tell whether a known operation is only that of which another is a stage ("a stage of the operation A")."""
        before = text.norms[max(sentence.first, span.first - _WHOLE) : span.first]
        return any(word in self._parts and "of" in before[k:] for k, word in enumerate(before))

    def _title_apart(self, reading: EventReading, span: Span) -> list[Span]:
        """Return the span of the quoted title that names an event behind what it is of ("the exercise of A “X”")."""
        text, last = reading.text, reading.sentence.last
        quoted = [k for k in sorted(reading.titled) if k > span.last and k < last]
        if not quoted or not span.thing.title:
            return []
        first, end = quoted[0] + 1, quoted[-1]
        named = first < end and text.slice(first, end) == span.thing.title
        return [Span(first, end, span.thing, bare=True)] if named else []

    def _nominal(self, reading: EventReading, i: int) -> Span | None:
        nominal = self._nominals.at(reading.text, i, reading.sentence, reading.ends)
        if nominal is None or self._titles.spelled_out(reading.text, i, reading.sentence):
            return None
        nominal, title = self._with_title(reading, nominal)
        return self._event(reading, nominal, title)

    def _with_title(self, reading: EventReading, nominal: Nominal) -> tuple[Nominal, tuple[int, int] | None]:
        """Return a nominal, begun by the quotation that stands right before it, and the tokens of its title."""
        title = self._titles.of(reading.text, nominal, reading.sentence, reading.starts, reading.ends)
        if title is None or title[1] != nominal.first - 1 or reading.text.norms[title[1]]:
            return nominal, title
        whole = self._nominals.around(reading.text, title[0] - 1, nominal.last, reading.sentence, nominal.noun)
        return replace(whole, head=nominal.head, plural=nominal.plural), title

    def _event(self, reading: EventReading, nominal: Nominal, title: tuple[int, int] | None) -> Span | None:
        """Return the span of the event that a nominal names or takes up; none where it is no event."""
        if self._is_void(reading, nominal):
            return None
        if title:
            reading.titled.update(range(title[0] - 1, title[1] + 1))
        anew = nominal.determiner in self._indefinite or reading.text.norms[nominal.first] in _ANEW
        special = anew and nominal.first < nominal.head and reading.held
        same = self._spoken_of(reading, nominal, special=special)
        if same is not None:
            if behind_duration(reading.text, nominal) > nominal.first:
                same.name(reading.text.slice(nominal.first, nominal.last))
            return Span(nominal.first, nominal.last, same, bare=True)
        if (nominal.noun in _GENERIC and not special) or self._is_act(reading, nominal):
            return None
        scene = reading.scene
        told = self._recall.titled(scene, reading.text, title) if title else self._recall.known(reading, nominal)
        known = told or (self._recall.christened(scene, nominal) if title else None)
        if known is not None:
            return self._again(reading, nominal, known, title)
        return self._new(reading, nominal, title) if title or self._occurrence.happens(reading, nominal) else None

    def _is_void(self, reading: EventReading, nominal: Nominal) -> bool:
        """Tell whether a nominal stands for no event: "any meeting", "by training", "the activity of the Center"."""
        text = reading.text
        words = (text.words[k].lower() for k in range(nominal.first, nominal.head))
        void = nominal.determiner in self._void or any(word in self._void for word in words)
        means = text.words[nominal.first - 1].lower() in _MEANS and nominal.first > reading.sentence.first
        idle = nominal.noun == ACTIVITY and not self._of_this_one(reading, nominal)
        part = self._recall.is_progress(reading, nominal) or self._opens(reading, nominal)
        return void or means or idle or part or self._is_verb(reading, nominal)

    def _is_verb(self, reading: EventReading, nominal: Nominal) -> bool:
        """Tell whether "visits" and the like are what somebody does, with no more than an article before where he goes ("N. visits the Centre")."""
        text, end = reading.text, nominal.last
        bare = nominal.plural and nominal.first == nominal.head and not nominal.determiner
        at = end + (text.norms[end : end + 1] == ["the"])
        goal = reading.starts.get(at)
        names = goal is not None and goal.thing.kind in _VISITED
        before = text.norms[nominal.first - 1] if nominal.first > reading.sentence.first else ""
        return bare and names and nominal.noun in self._paid and before not in PREPOSITIONS

    def _opens(self, reading: EventReading, nominal: Nominal) -> bool:
        """Tell whether an opening is only that of an event spoken of ("the opening of the seminar", not "of the Centre")."""
        whole, _ = (nominal.noun in self._segments and self._stages.whole(reading, nominal.last, self._with_title)) or (
            None,
            None,
        )
        return whole is not None and self._recall.spoken_of(reading, whole) is not None

    def _is_act(self, reading: EventReading, nominal: Nominal) -> bool:
        """Tell whether a nominal names what is done at an event ("a presentation", the lessons of a course)."""
        act = nominal.noun in self._acts and not self._occurrence.arranged(reading, nominal)
        inner = nominal.plural and nominal.noun in self._inner
        act = act or (nominal.noun in self._joined and self._recall.is_joined(reading, nominal))
        return act or (inner and self._recall.of_course(reading.scene))

    def _spoken_of(self, reading: EventReading, nominal: Nominal, *, special: bool) -> Thing | None:
        """Return the event that "the event" or "the activity" takes up, which the bulletin speaks of or which is named right before it."""
        apposed = self._apposed_to(reading, nominal) if nominal.noun == _EVENT else None
        again = not special and not nominal.plural and nominal.determiner not in self._indefinite
        again = again and not self._recall.is_within_visit(reading, nominal)
        return apposed or (reading.scene.main if again and nominal.noun in _GENERIC else None)

    def _apposed_to(self, reading: EventReading, nominal: Nominal) -> Thing | None:
        """Return the event right before the comma of "an event" that says what it was ("the 2nd Forum, a two-day event")."""
        text, comma = reading.text, nominal.first - 2
        if nominal.determiner not in self._indefinite or comma <= reading.sentence.first or text.words[comma] != ",":
            return None
        ends = text.ends[comma - 1]
        return next((t for t in reading.scene.events if any(end == ends for _, end in t.mentions)), None)

    def _of_this_one(self, reading: EventReading, nominal: Nominal) -> bool:
        """Tell whether "the activity" is the event spoken of, not what somebody does ("the activity of the Center", "the drug activity")."""
        behind = reading.text.norms[nominal.last : nominal.last + 1]
        return nominal.determiner in self._definite and nominal.first == nominal.head and behind != ["of"]

    def _again(self, reading: EventReading, nominal: Nominal, thing: Thing, title: tuple[int, int] | None) -> Span:
        text = reading.text
        if title:
            _entitle(text, thing, title)
        for first in {nominal.head, nominal.first, behind_duration(text, nominal)}:
            thing.name(text.slice(first, nominal.last))
            thing.name(text.slice(first, self._end(text, nominal.last, title)))
        thing.mentions.add((text.starts[nominal.first], text.ends[nominal.last - 1]))
        return Span(nominal.first, self._end(text, nominal.last, title), thing, bare=not title)

    def _new(self, reading: EventReading, nominal: Nominal, title: tuple[int, int] | None) -> Span:
        scene, text = reading.scene, reading.text
        operation = OPERATION in self._nominals.families.get(nominal.noun, ())
        thing = reading.discourse.thing(Kind.EVENT, f"event {len(scene.events) + 1}")
        thing.event_kind = OPERATION if operation else nominal.noun
        thing.descriptive = not (title or nominal.named or nominal.numbered)
        thing.plural = nominal.plural
        thing.partners = nominal.partners
        thing.body = nominal.body or self._recall.convened(reading, nominal)
        whole = self._recall.concluded(reading, nominal)
        if whole is not None:
            scene.wholes[thing.key] = whole
        scene.add(thing, operation=operation)
        self._names(reading, nominal, thing, title)
        if nominal.counted and self._divided(reading, nominal):
            self._other(reading, thing)
        pair = self._occurrence.paired(reading, nominal)
        if pair:
            thing.name(text.slice(nominal.first, pair))
            thing.mentions = {(text.starts[nominal.first], text.ends[pair - 1])}
        return Span(nominal.first, pair or self._end(text, nominal.last, title), thing)

    def _divided(self, reading: EventReading, nominal: Nominal) -> bool:
        """Tell whether several events are then told apart ("two round tables, one on … and the other on …")."""
        behind = reading.text.norms[nominal.last : reading.sentence.last]
        return behind[:2] == [",", "one"] and bool({"other", "another"} & set(behind))

    def _other(self, reading: EventReading, thing: Thing) -> None:
        """Add the other one of two events that have their words in common."""
        other = reading.discourse.thing(Kind.EVENT, f"event {len(reading.scene.events) + 1}")
        other.event_kind, other.names, other.mentions = thing.event_kind, [*thing.names], {*thing.mentions}
        other.descriptive = thing.descriptive
        thing.plural = False
        reading.scene.events.append(other)

    def _behind(self, last: int, title: tuple[int, int] | None) -> int:
        """Return where a nominal ends: behind the name that stands right behind its head without quotes."""
        return title[1] if title and title[0] == last else last

    def _end(self, text: Text, last: int, title: tuple[int, int] | None) -> int:
        """Return where the span of a nominal ends, with the name right behind its head, in quotes or not."""
        if title and title[0] - 1 == last and text.norms[last] == "":
            return self._past_quote(text, title)
        return self._behind(last, title)

    def _names(self, reading: EventReading, nominal: Nominal, thing: Thing, title: tuple[int, int] | None) -> None:
        text, first, last = reading.text, nominal.first, nominal.last
        reach = self._complements.end(text, last, reading.sentence.last, ABOUT, ends=SETTING)
        beyond = self._complements.past_acronym(text, reach, reading.sentence.last, ABOUT)
        if title:
            _entitle(text, thing, title)
        inner = [k for k in range(last + 1, reach) if text.words[k].lower() in ABOUT]
        for end in (reach, last, beyond, self._behind(last, title), self._end(text, last, title), *inner):
            thing.name(text.slice(first, end))
            thing.mentions.add((text.starts[first], text.ends[end - 1]))
        thing.mentions.add((text.starts[first], text.ends[self._alike.goal(reading, nominal, reach) - 1]))
        head = text.slice(nominal.head, last)
        if not (nominal.counted or nominal.other) or not any(head in other.names for other in reading.scene.events):
            thing.name(head)
        if nominal.determiner in self._indefinite:
            thing.name(text.slice(first - 1, last))
        if text.norms[first - 1] == "of" and text.norms[first - 2] in self._of_several:
            thing.name(text.slice(first - 2, last))
            thing.mentions.add((text.starts[first - 2], text.ends[last - 1]))

    def _part(self, reading: EventReading, i: int) -> Span | None:
        """Return the span of a phase, stage or round that is an event of its own ("the second phase of the operation")."""
        text, sentence, scene = reading.text, reading.sentence, reading.scene
        if text.norms[i] not in self._parts:
            return None
        nominal = self._nominals.around(text, i, i + 1, sentence, text.norms[i])
        whole, title = self._stages.whole(reading, i + 1, self._with_title) or (None, None)
        again = self._stages.again(reading, nominal) if whole is None else None
        if again is not None:
            return Span(nominal.first, i + 1, again, bare=True)
        own = self._stages.operation(reading, nominal) if whole is None else None
        several = (whole is not None or own is not None) and nominal.determiner in self._indefinite
        if not (nominal.numbered or nominal.other or several) or nominal.determiner in self._void:
            return None
        told = any(text.norms[i] in thing.names for thing in scene.events)
        in_turn = nominal.numbered or self._recall.is_in_turn(reading, nominal)
        of_operation = scene.operation if in_turn and reading.text.norms[i + 1] != "of" else own
        if whole is None and not told and of_operation is None:
            return None
        known = self._recall.renamed(reading, nominal)
        if known is not None:
            return self._again(reading, nominal, known, None)
        kinds = (
            [of_operation.event_kind]
            if of_operation
            else [t.event_kind for t in scene.events if text.norms[i] in t.names]
        )
        kind = whole.noun if whole else kinds[0]
        around = self._around(reading, whole) if whole is not None and title is None else None
        thing = self._new(reading, nominal, None).thing
        thing.event_kind = OPERATION if OPERATION in self._nominals.families.get(kind, ()) else kind
        if of_operation is not None:
            scene.operation = of_operation
            scene.wholes[thing.key] = scene.wholes.get(of_operation.key, of_operation)
        last = nominal.last
        if whole is not None:
            if title is not None:
                thing.descriptive = False
                named = self._event(reading, whole, title)
                around = named.thing if named is not None else None
            if around is not None:
                scene.wholes[thing.key] = around
            last = max(self._past_quote(text, title) if title else 0, whole.last)
            thing.name(text.slice(nominal.first, last))
            thing.mentions.add((text.starts[nominal.first], text.ends[last - 1]))
        return Span(nominal.first, last, thing)

    def _around(self, reading: EventReading, whole: Nominal) -> Thing | None:
        """Return the event without a quoted title that a stage is of: one spoken of, or a new one that bears a name."""
        staged = self._stages.has_stages(whole.noun)
        if not whole.named:
            return self._recall.spoken_of(reading, whole) if staged else None
        known = self._recall.renamed(reading, whole)
        return known or (self._new(reading, whole, None).thing if staged else None)

    def _past_quote(self, text: Text, title: tuple[int, int]) -> int:
        """Return where a title ends with the quotation mark behind it."""
        return title[1] + (text.words[title[1] : title[1] + 1] in (["”"], ['"'], ["»"]))

    def _quoted(self, reading: EventReading, i: int) -> Span | None:
        """Return the span of a quoted name that goes on a list of named operations, or names an edition of one."""
        title = self._titles.quoted(reading.text, i, reading.sentence)
        if title is None:
            return None
        text, scene = reading.text, reading.scene
        known = self._recall.titled(scene, text, title)
        akin = [thing for thing in scene.events if thing.title and _stem(thing.title) == _stem(text.slice(*title))]
        listed = self._titles.listed(text, i, reading.sentence)
        like = (
            known
            or next(iter(akin), None)
            or (scene.events[-1] if listed and scene.events and scene.events[-1].title else None)
        )
        if like is None:
            return None
        thing = known or self._edition(reading, title, like)
        thing.mentions.add((text.starts[title[0]], text.ends[title[1] - 1]))
        return Span(title[0], title[1], thing, bare=known is not None)

    def _renumbered(self, reading: EventReading, i: int) -> Span | None:
        """Return the span of another edition of a named event, told from it by its number or year alone ("SNOW FOX 2031")."""
        text, last, k = reading.text, reading.sentence.last, i
        while (
            k < last
            and k not in reading.starts
            and text.words[k][0].isupper()
            and not _EDITION.fullmatch(text.words[k])
        ):
            k += 1
        if k in {i, last} or not _EDITION.fullmatch(text.words[k]):
            return None
        title, stem = (i, k + 1), _stem(text.slice(i, k + 1))
        like = next((t for t in reading.scene.events if t.title and _stem(t.title) == stem), None)
        if like is None or len(stem) < NEAR or text.norms[i] in self._nominals.families:
            return None
        known = self._recall.titled(reading.scene, text, title)
        thing = known or self._edition(reading, title, like)
        thing.mentions.add((text.starts[i], text.ends[k]))
        return Span(i, k + 1, thing, bare=known is not None)

    def _elliptic(self, reading: EventReading, i: int) -> Span | None:
        """Return the span of "the next one" or "the 2030 edition", another event of the kind last spoken of."""
        text, scene, sentence = reading.text, reading.scene, reading.sentence
        whole = self._recall.of_its_kind(scene, text.norms[i])
        if text.norms[i] not in self._ellipses or whole is None or text.norms[i + 1 : i + 2] == ["of"]:
            return None
        nominal = self._nominals.around(text, i, i + 1, sentence, text.norms[i])
        dated = i > sentence.first and text.norms[i] == "edition" and _YEAR.fullmatch(text.words[i - 1])
        near = range(max(sentence.first, i - NEAR - 1), min(i + _REACH, sentence.last))
        placed = any(text.norms[k] in self._placing for k in near)
        if not (placed and (nominal.other or nominal.numbered or dated)) or nominal.determiner in self._void:
            return None
        first = i - 1 if dated else nominal.first
        thing = reading.discourse.thing(Kind.EVENT, f"event {len(scene.events) + 1}")
        thing.event_kind, thing.descriptive = whole.event_kind, True
        named_span(text, first, i + 1, thing)
        scene.add(thing, operation=whole.event_kind == OPERATION)
        return Span(first, i + 1, thing)

    def _by_title(self, reading: EventReading, i: int) -> Span | None:
        """Return the span of the title of an event told of before, without quotes or head noun ("SNOW FOX was carried out by A")."""
        text, last = reading.text, reading.sentence.last
        for thing in reading.scene.events if text.words[i][0].isupper() else ():
            end = i + len(thing.title.split())
            if end > i + 1 and end <= last and text.words[i:end] == thing.title.split():
                thing.mentions.add((text.starts[i], text.ends[end - 1]))
                return Span(i, end, thing, bare=True)
        return None

    def _edition(self, reading: EventReading, title: tuple[int, int], like: Thing) -> Thing:
        """Return a new event that is named by its title alone and is of the kind of another."""
        scene = reading.scene
        thing = reading.discourse.thing(Kind.EVENT, f"event {len(scene.events) + 1}")
        thing.event_kind, thing.title = like.event_kind, reading.text.slice(*title)
        thing.name(thing.title)
        scene.add(thing, operation=like.event_kind == OPERATION)
        return thing


def _stem(title: str) -> str:
    return re.split(r"[\s\-–.,:]", title.lower(), maxsplit=1)[0]


def _entitle(text: Text, thing: Thing, title: tuple[int, int]) -> None:
    """Give an event the name that stands in the tokens of its title."""
    thing.title = thing.title or text.slice(*title)
    thing.name(text.slice(*title))
    thing.mentions.add((text.starts[title[0]], text.ends[title[1] - 1]))
