"""Events told before they are named ("Officers of A and B were trained in Osh. The course was run by C")."""

from __future__ import annotations

import calendar
import itertools
from typing import TYPE_CHECKING

from caricc_graph.extraction.encounters import DATE_WORD, PARTIES
from caricc_graph.extraction.inflection import spellings
from caricc_graph.extraction.mentions import Sentence
from caricc_graph.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caricc_graph.extraction.lexicon import Lexicon
    from caricc_graph.extraction.nominals import Nominal, Nominals
    from caricc_graph.extraction.phrases import Phrases
    from caricc_graph.extraction.scene import Scene
    from caricc_graph.extraction.spans import Discourse, Thing
    from caricc_graph.extraction.text import Text

_TAKING_UP = frozenset({"the", "this"})
_TELLING_APART = frozenset({"of", "on", "for", "will", "shall", "is"})
_REACH = 2
_TODAY = "today"
MONTHS = frozenset(month.lower() for month in calendar.month_name[1:])
_EVENT = "event"
_MEETING = "meeting"


class Foretelling:
    """Finds the event that a bulletin's first sentence tells of by its verb, where one of the next two takes it up by a noun."""

    def __init__(self, lexicon: Lexicon, nominals: Nominals) -> None:
        frames = lexicon.files["frames"]["gatherings"]
        self._nominals = nominals
        self._kinds = frozenset({*frames["kinds"], *frames["lessons"], _EVENT})
        verbs = lexicon.files["events"]["verbs"]
        self._gathering = frozenset(verbs["gathering"])
        words = lexicon.files["verbs"]
        self._past = frozenset(
            form
            for verb in (*words["regular"], *words["irregular"])
            for forms in spellings(lexicon, verb)
            for form in forms[2:4]
        )
        self._verbs: Phrases[str] = lexicon.phrases([*verbs["foretelling"], *verbs["gathering"]])

    def read(self, text: Text, sentence: Sentence, discourse: Discourse, scene: Scene) -> None:
        """Let the scene hold the event that a sentence foretells, where the bulletin spoke of none so far."""
        if scene.events or scene.verbal is not None or not sentence.spans:
            return
        parties = any(span.thing.kind in PARTIES for span in sentence.spans)
        gathering = (one for one in self._told(text, sentence) if parties and self._gathers(text, sentence, one))
        told = next(gathering, None)
        dated = told is None and self._is_dated(text, sentence)
        nominal = next(self._taking_up(text, sentence), None) if told or dated else None
        if nominal is None:
            return
        thing = _made(nominal, discourse, scene)
        scene.verbal, scene.foretold = thing, True
        first, last = told or (nominal.head, nominal.last)
        thing.name(text.slice(first, last))
        thing.mentions.add((text.starts[first], text.ends[last - 1]))

    def of_noun(self, text: Text, sentence: Sentence, discourse: Discourse, scene: Scene) -> None:
        """Let the scene hold what "the event" at the head of a bulletin speaks of, where a later noun says what it is."""
        if not scene.events and text.norms[sentence.first + 1 : sentence.first + 2] == [_EVENT]:
            named = (nominal for nominal in self._taking_up(text, sentence) if nominal.noun != _EVENT)
            for nominal in itertools.islice(named, 1):
                _made(nominal, discourse, scene)

    def _told(self, text: Text, sentence: Sentence) -> Iterator[tuple[int, int]]:
        named = {span.first for span in sentence.spans}
        for i in range(sentence.first + 1, sentence.last):
            if i not in sentence.masked and i not in named and text.norms[i]:
                yield from ((i, last) for last, _ in self._verbs.match(text.norms, i, sentence.last)[:1])

    def _is_dated(self, text: Text, sentence: Sentence) -> bool:
        """Tell whether a sentence tells by its verb what took place on a day of its own ("Ribbons were cut on 5 May in Osh")."""
        named = {k for span in sentence.spans for k in range(span.first, span.last)} | sentence.masked
        norms = {text.norms[k] for k in range(sentence.first + 1, sentence.last) if k not in named}
        return bool(norms & MONTHS or _TODAY in norms) and bool(norms & self._past)

    def _gathers(self, text: Text, sentence: Sentence, told: tuple[int, int]) -> bool:
        """Tell whether a verb gathers people by itself ("gathered"), or says where or when they did ("discussed routes in Osh")."""
        set_in = any(span.thing.kind is Kind.PLACE for span in sentence.spans)
        dated = any(DATE_WORD.fullmatch(text.words[k]) for k in range(sentence.first, sentence.last))
        return set_in or dated or " ".join(text.norms[slice(*told)]) in self._gathering

    def _taking_up(self, text: Text, sentence: Sentence) -> Iterator[Nominal]:
        """Yield the nominals behind "the" or "this" in the next sentences that may stand for the event."""
        following = [span for span in text.sentences if span[0] >= sentence.last][:_REACH]
        for first, last in following:
            near = Sentence(first, last, [], [], frozenset())
            for k in range(first + 1, last):
                nominal = self._nominals.at(text, k, near, {})
                if nominal is not None and nominal.noun in self._kinds and _is_bare(text, nominal):
                    yield nominal


def _made(nominal: Nominal, discourse: Discourse, scene: Scene) -> Thing:
    """Return the new event that a nominal of a later sentence takes up."""
    thing = discourse.thing(Kind.EVENT, "event 1")
    thing.event_kind = _MEETING if nominal.noun == _EVENT else nominal.noun
    thing.descriptive = True
    scene.add(thing, operation=False)
    return thing


def _is_bare(text: Text, nominal: Nominal) -> bool:
    """Tell whether a nominal stands behind "the" or "this" with nothing to tell it from what is spoken of."""
    apart = nominal.plural or nominal.numbered or nominal.named or nominal.other or nominal.counted
    behind = text.norms[nominal.last : nominal.last + 1]
    return not apart and nominal.determiner in _TAKING_UP and not _TELLING_APART.intersection(behind)
