"""Phases: the parts of a programme that an ordinal counts ("the ninth phase of A", "its first component")."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from caricc_graph.extraction.spans import named_span
from caricc_graph.model import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping, Sequence

    from caricc_graph.extraction.lexicon import Lexicon
    from caricc_graph.extraction.spans import Discourse, Span, Thing
    from caricc_graph.extraction.text import Text

_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th)")
_PHASE, _OPERATION = "phase", "operation"
_OWN = frozenset({"its", "whose", "their"})
_POINTING = frozenset({"the", "this"})
_REACH = 4


class Phases:
    """Finds the phases and components of programmes; `known` are ids of the authority files."""

    def __init__(self, lexicon: Lexicon, known: Container[str]) -> None:
        self._known = known
        programmes = lexicon.files["names"]["programmes"]
        self._ordinals: Sequence[str] = programmes["ordinals"]
        self._parts = frozenset(programmes["parts"])
        self._wholes = frozenset(programmes["wholes"])

    def read(  # noqa: PLR0913 - a noun in its sentence, and what was found there and before
        self,
        text: Text,
        i: int,
        end: int,
        last: int,
        discourse: Discourse,
        spans: Mapping[int, Span],
        programme_at: Callable[[int], Span | None],
    ) -> Span | None:
        """Return the part of a programme whose noun stands from `i` to `end` behind an ordinal; None where it counts no programme's.

        `programme_at` reads the programme that begins at a token, which the sentence may name only behind its part.
        """
        number = self._number(text.words[i - 1].lower()) if i else ""
        noun = text.norms[i]
        if not number or noun not in self._parts:
            return None
        of = end < last and text.norms[end] == "of"
        behind = next(filter(None, (_programme(spans, programme_at, k) for k in _starts(text, end + 1, last))), None)
        if of and behind is None and not self._taken_up(text, end + 1, last):
            return None
        whole = behind.thing if of and behind is not None else self._spoken_of(text, i - 1, discourse)
        if whole is None:
            return None
        counted = number if noun == _PHASE else f"{noun}-{number}"
        key = f"{whole.authority or whole.key}-{counted}"
        part = discourse.thing(Kind.PROGRAMME, key, authority=key if key in self._known else None)
        part.whole = whole
        if of and behind is not None:
            named_span(text, i - 1, behind.last, part)
        return named_span(text, i - 1, end, part)

    def before(self, name: str, discourse: Discourse) -> Thing | None:
        """Return the phase spoken of that bears this name, or another that ends in its number ("Phase 7", "CADAP 7")."""
        number = f" {name.rsplit(maxsplit=1)[-1]}"
        phases = [t for t in discourse.things.values() if t.kind is Kind.PROGRAMME]
        named = [t for t in phases if name in t.names] or [
            t for t in phases if any(n.endswith(number) for n in t.names)
        ]
        return named[-1] if named else None

    def _taken_up(self, text: Text, k: int, last: int) -> bool:
        """Tell whether "the project" or its like stands at `k`, which names none anew."""
        return k + 1 < last and text.words[k].lower() in _POINTING and text.norms[k + 1] in self._wholes

    def _number(self, word: str) -> str:
        digits = _ORDINAL.fullmatch(word)
        return digits[1] if digits else str(self._ordinals.index(word) + 1) if word in self._ordinals else ""

    def _spoken_of(self, text: Text, at: int, discourse: Discourse) -> Thing | None:
        """Return the programme named last before a part at `at`, unless an operation is told of, which has phases too."""
        before = text.words[at - 1].lower() if at else ""
        if at and before not in _OWN | _POINTING:
            return None
        operations = any(t.kind is Kind.EVENT and t.event_kind == _OPERATION for t in discourse.things.values())
        named = discourse.last_named({Kind.PROGRAMME}, text.starts[at])
        latest = discourse.last_named({Kind.PROGRAMME, Kind.EVENT}, text.starts[at])
        whole = named.whole or named if named is not None else None
        return whole if before in _OWN or (latest is named and not operations) else None


def _starts(text: Text, k: int, last: int) -> range:
    """Return the tokens at which a programme may begin behind "of"."""
    stop = next((j for j in range(k, min(k + _REACH, last)) if text.words[j] in {",", ";", "."}), min(k + _REACH, last))
    return range(k, stop)


def _programme(spans: Mapping[int, Span], programme_at: Callable[[int], Span | None], k: int) -> Span | None:
    span = spans.get(k) or programme_at(k)
    return span if span is not None and span.thing.kind is Kind.PROGRAMME else None
