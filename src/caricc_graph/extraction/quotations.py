"""Quotations: the titles of documents and programmes in quotation marks, and what else they keep from being read as names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from caricc_graph.extraction.spans import Span, named_span
from caricc_graph.model import Kind

if TYPE_CHECKING:
    from caricc_graph.extraction.gazetteer import Gazetteer
    from caricc_graph.extraction.lexicon import Lexicon
    from caricc_graph.extraction.spans import Discourse
    from caricc_graph.extraction.text import Text

OPENING = {"“": "”", '"': '"', "«": "»", "„": "“"}
_METHODS = frozenset({"method", "methods", "principle"})
_PAST_AUTHOR = 24
_LONGEST_BODY = 7
_TITLE = 4
_MARKS = re.compile('[“”«»"]')


class Quotations:
    """Reads the quotations of one sentence after the other."""

    def __init__(self, lexicon: Lexicon, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._before_title = frozenset(lexicon.words("names", "documents", "before_title"))
        self._topics = frozenset(lexicon.words("names", "documents", "topics"))
        self._event_nouns = frozenset(lexicon.words("events", "named_heads"))
        self._wholes = frozenset(lexicon.words("names", "programmes", "wholes"))
        self._bodies = frozenset(lexicon.words("names", "bodies", "before_quotation"))

    def read(self, text: Text, first: int, last: int, discourse: Discourse, spans: dict[int, Span]) -> set[int]:
        """Make documents and programmes of quoted titles, into `spans` by their first token; return the tokens that stand inside them."""
        masked: set[int] = set()
        i = first
        while i < last:
            closing = OPENING.get(text.words[i])
            end = next((k for k in range(i + 1, last) if text.words[k] == closing), None) if closing else None
            if end is not None and self._names_body(text, i, end, first):
                body = discourse.thing(Kind.AGENCY, " ".join(filter(None, text.norms[i + 1 : end])))
                named_span(text, i + 1, end, body)
                spans[i - 1] = named_span(text, i - 1, end + 1, body)
                masked.update(range(i - 1, end + 1))
                i = end + 1
                continue
            if end is None or end - i < 3:  # noqa: PLR2004 - a title has two words or more
                i += 1
                continue
            inner_last = end - 1 if text.words[end - 1] in {".", ","} else end
            if self._is_title(text, i, first):
                thing = discourse.thing(
                    Kind.DOCUMENT, " ".join(sorted(set(filter(None, text.norms[i + 1 : inner_last]))))
                )
                spans[i + 1] = named_span(text, i + 1, inner_last, thing)
                masked.update(range(i, end + 1))
            elif (programme := self._titled_programme(text, i, end, last, discourse)) is not None:
                spans[i] = programme
                masked.update(range(i, end + 2))
            elif (
                (end + 1 < last and text.norms[end + 1] in _METHODS)
                or self._named_event(text, end, last)
                or (i > first and text.norms[i - 1] in self._wholes)
            ):
                masked.update(range(i, end + 1))
            i = end + 1
        return masked

    def _names_body(self, text: Text, opening: int, end: int, first: int) -> bool:
        """Tell whether a quotation is the name of the body that the noun before it tells of (the foundation “Mahalla”)."""
        told = opening > first and text.norms[opening - 1] in self._bodies and text.words[opening + 1][0].isupper()
        return (
            told and end - opening - 1 in range(1, _LONGEST_BODY) and self._gazetteer.at(text, opening + 1, end) is None
        )

    def _titled_programme(self, text: Text, opening: int, end: int, last: int, discourse: Discourse) -> Span | None:
        """Return the span of the quoted name of a programme before "project" (“Safe Roads in Osh” project)."""
        if end + 1 >= last or text.norms[end + 1] not in self._wholes or not text.words[opening + 1][0].isupper():
            return None
        whole = self._gazetteer.at(text, opening + 1, end)
        if whole is not None and whole.last == end and whole.name.entry.kind is Kind.PROGRAMME:
            thing = discourse.thing(Kind.PROGRAMME, whole.name.entry.id, authority=whole.name.entry.id)
        elif whole is None or whole.last < end:
            thing = discourse.thing(Kind.PROGRAMME, " ".join(filter(None, text.norms[opening + 1 : end])))
        else:
            return None
        named_span(text, opening + 1, end, thing)
        return named_span(text, opening, end + 2, thing)

    def _named_event(self, text: Text, end: int, last: int) -> bool:
        """Tell whether a quotation that ends at `end` is then said to be an event (“Kanal”, a joint operation)."""
        behind = [text.norms[k] or text.words[k].lower() for k in range(end + 1, min(end + 7, last))]
        return (
            behind[:1] == [","]
            and behind[1:2] in (["a"], ["an"], ["the"])
            and any(w in self._event_nouns for w in behind)
        )

    def _is_title(self, text: Text, i: int, first: int) -> bool:
        """Tell whether what stands before the quotation that opens at `i` makes it a document's title ("the book")."""
        before = [
            text.norms[k]
            for k in range(
                max(first, i - (_PAST_AUTHOR if text.words[i - 1][0].isupper() or text.words[i - 1] == "." else 8)), i
            )
        ]
        cues = [word for word in before if word in self._before_title]
        named = bool(cues) and not (cues[-1] in self._topics and any(word in self._event_nouns for word in before))
        return text.words[i + 1][0].isupper() and named and not any(word in self._event_nouns for word in before[-3:])


def is_quoted(text: str, start: int) -> bool:
    """Tell whether a quotation of a paragraph, longer than a title, is not closed before `start`."""
    marks = _MARKS.split(text[text.rfind("\n\n", 0, start) + 1 : start])
    return len(marks) % 2 == 0 and len(marks[-1].split()) > _TITLE
