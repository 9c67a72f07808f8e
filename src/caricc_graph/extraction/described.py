"""Documents and programmes that common nouns name ("the cooperation agreement between …", "the UNODC project K-50")."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from caricc_graph.extraction.complements import Complements
from caricc_graph.extraction.phases import Phases
from caricc_graph.extraction.spans import Span, named_span
from caricc_graph.model import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping

    from caricc_graph.extraction.lexicon import Lexicon
    from caricc_graph.extraction.phrases import Phrases
    from caricc_graph.extraction.spans import Discourse, Thing
    from caricc_graph.extraction.text import Text

CODE = re.compile(r"(?=[A-Z0-9/-]*\d)(?=[A-Z0-9/-]*[A-Z])[A-Z0-9]+(?:[/-][A-Z0-9]+)*|[IVX]+|\d{1,2}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_CAPITALS = re.compile(r"[A-Z][A-Z0-9-]{2,}|[A-Z]{1,3}\d[A-Za-z]+")
_ACRONYM = re.compile(r"[a-z]?[A-Z]{3,}(?:-\d+)?")
_FOUNDING = frozenset({"establishing", "founding", "creating"})
_OPENING = {"“": "”", '"': '"', "«": "»"}
_TASKS = frozenset({"on", "for"})
_JOINING = frozenset({"and", "&", "-"})
_AUTHORS = frozenset({Kind.AGENCY, Kind.COUNTRY, Kind.PROGRAMME})
_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_SIGNING_REACH = 4
_TOLD_REACH = 16
_TELLING = frozenset({"to", "on", "for", "between", "concerning"})
_IN_TITLES = frozenset({"of", "the", "in", "and", "for", "to", "on", "against", "through", "with"})
_TITLE = 3
_LONGEST_TITLE = 45


@dataclass(frozen=True, slots=True)
class _Place:
    """A noun from `i` to `end` with the words before it from `first`, in the sentence from `begin` to `last`."""

    text: Text
    begin: int
    first: int
    i: int
    end: int
    last: int

    def lower(self, k: int) -> str:
        return self.text.words[k].lower() if 0 <= k < self.last else ""


class Described:
    """Reads the documents and programmes of a sentence that are named by common nouns."""

    def __init__(self, lexicon: Lexicon, known: Container[str]) -> None:
        documents, programmes = lexicon.files["names"]["documents"], lexicon.files["names"]["programmes"]
        self._groups: Phrases[str] = lexicon.phrases(lexicon.files["names"]["bodies"]["groups"])
        self._documents: Phrases[str] = lexicon.phrases(documents["common"])
        self._programmes: Phrases[str] = lexicon.phrases(programmes["common"])
        self._grouped = frozenset(lexicon.files["names"]["bodies"]["group_modifiers"])
        self._bound = frozenset(documents["bound"])
        self._issuing = frozenset(documents["issuing"])
        self._signing = frozenset(documents["signing"])
        self._openers = frozenset(documents["openers"])
        self._not_before = frozenset(documents["not_before"])
        self._not_behind = frozenset(documents["not_behind"])
        self._abstract = frozenset(documents["abstract"])
        self._not_of = frozenset(documents["not_of"])
        self._modifiers = frozenset(documents["modifiers"])
        self._stripped = frozenset(documents["stripped"])
        titles = lexicon.words("names", "people", "titles")
        self._titles = frozenset(title.split()[-1] for title in titles)
        self._aims = frozenset(programmes["openers"])
        self._parts = frozenset(programmes["parts"])
        self._plans = frozenset(programmes["plans"])
        self._phases = Phases(lexicon, known)
        self._complements = Complements(lexicon)

    def read(  # noqa: PLR0913 - a sentence is given by its text, its two ends and what was found in it
        self, text: Text, first: int, last: int, discourse: Discourse, spans: dict[int, Span], masked: set[int]
    ) -> None:
        """Add to `spans` what common nouns name between `first` and `last`."""
        taken = {k for span in spans.values() for k in range(span.first, span.last)} | masked
        i = first
        while i < last:
            span = None if i in taken or not text.norms[i] else self._at(text, i, (first, last), discourse, spans)
            if span is not None:
                for k in range(span.first, span.last):
                    spans.pop(k, None)
                spans[span.first] = span
            i = max(i + 1, span.last) if span is not None else i + 1

    def _at(
        self, text: Text, i: int, reach: tuple[int, int], discourse: Discourse, spans: dict[int, Span]
    ) -> Span | None:
        for end, (noun, *_) in self._programmes.match(text.norms, i, reach[1])[:1]:
            return self._programme(self._place(text, i, end, reach, spans), noun, discourse, spans)
        for end, _ in self._groups.match(text.norms, i, reach[1])[:1]:
            return self._group(self._place(text, i, end, reach, spans), discourse) if text.words[i].islower() else None
        for end, (noun, *_) in self._documents.match(text.norms, i, reach[1])[:1]:
            return self._document(self._place(text, i, end, reach, spans), noun, discourse)
        return None

    def _place(self, text: Text, i: int, end: int, reach: tuple[int, int], spans: Mapping[int, Span]) -> _Place:
        ends = {span.last: span for span in spans.values()}
        return _Place(text, reach[0], self._first(text, i, reach[0], ends), i, end, reach[1])

    def _first(self, text: Text, i: int, first: int, ends: Mapping[int, Span]) -> int:
        """Return where the words before the noun begin, without an article and "draft"."""
        k = i
        while k > first and k not in ends and self._modifies(text, k - 1):
            k -= 1
        while k < i and (text.words[k].lower() in self._stripped or not text.words[k][0].isalnum()):
            k += 1
        return k

    def _modifies(self, text: Text, k: int) -> bool:
        return text.norms[k] in self._modifiers or text.words[k] == "-" or bool(_YEAR.fullmatch(text.words[k]))

    def _document(self, place: _Place, noun: str, discourse: Discourse) -> Span | None:
        """Return the document that a noun with a modifier, a complement or a signature names."""
        text, i, end = place.text, place.i, place.end
        before, behind = place.lower(place.first - 1), [place.lower(k) for k in range(end, end + _SIGNING_REACH)]
        abstract = noun in self._abstract and text.words[i].islower() and place.first == i
        if abstract and (before in self._not_before or behind[0] in self._not_behind or "reached" in behind):
            return None
        if behind[0] == "of" and noun in self._not_of:
            return None
        reach = self._complements.end(text, end, place.last, self._openers)
        told = range(end, end + (_TOLD_REACH if behind[0] in _TELLING else _SIGNING_REACH))
        around = (*(place.lower(k) for k in range(place.first - _SIGNING_REACH, place.first)), *map(place.lower, told))
        issued = any(word in self._issuing for word in around)
        capital = text.words[i][0].isupper() and i > 0 and place.first == i and before == "the"
        if noun in self._bound:
            named = issued or (place.first < i and reach > end)
        else:
            named = place.first < i or reach > end or issued or capital or behind[0] in _FOUNDING
        if not named:
            return None
        known = self._known(text, place, reach, discourse)
        thing = known or discourse.thing(Kind.DOCUMENT, _key(text, place.first, max(reach, end)))
        return self._span(text, (place.first, end, reach), thing)

    def _group(self, place: _Place, discourse: Discourse) -> Span | None:
        """Return the working group that is named by its task, or taken up without it."""
        text, end, first = place.text, place.end, place.i
        reach = self._complements.end(text, end, place.last, _TASKS)
        name = text.slice(place.i, end)
        while first - 1 > place.begin and (place.lower(first - 1) in self._grouped or text.words[first - 1].istitle()):
            first -= 1
        if reach > end and not text.words[end + 1].isdigit() and place.lower(first - 1) not in {"a", "an"}:
            return self._span(text, (first, end, reach), discourse.thing(Kind.AGENCY, _key(text, first, reach)))
        known = [t for t in discourse.things.values() if t.kind is Kind.AGENCY and name in t.names]
        return named_span(text, place.i, end, known[-1]) if known and place.lower(place.i - 1) == "the" else None

    def _known(self, text: Text, place: _Place, reach: int, discourse: Discourse) -> Thing | None:
        """Return the document spoken of that "the Agreement" without more stands for."""
        if reach > place.end or place.first < place.i:
            return None
        noun = text.words[place.i].lower()
        found = [
            t for t in discourse.things.values() if t.kind is Kind.DOCUMENT and any(noun in n.lower() for n in t.names)
        ]
        return found[-1] if found else None

    def _programme(self, place: _Place, noun: str, discourse: Discourse, spans: Mapping[int, Span]) -> Span | None:
        """Return the programme that a noun with a code, a title, a name, a body or an aim names."""
        text, end = place.text, place.end
        ends = {span.last: span for span in spans.values()}
        before = _before_acronym(place, ends)
        if before is not None and before.thing.kind is Kind.PROGRAMME:
            return named_span(text, before.first, end, before.thing, before.inner)
        body = ends.get(place.first) or (
            ends.get(place.first - 1) if place.lower(place.first - 1) in _POSSESSIVE else before
        )
        body = body if body is not None and body.thing.kind in _AUTHORS else None
        first = body.first if body else place.first
        code = self._code(place, spans, ends)
        if code is not None:
            name = text.slice(*code)
            thing = discourse.acronyms.setdefault(
                name, discourse.acronyms.get(name) or discourse.thing(Kind.PROGRAMME, name.lower())
            )
            named_span(text, *code, thing)
            inner = (body,) if body else ()
            quoted = text.words[code[0] - 1] in _OPENING
            return named_span(text, min(first, code[0] - quoted), max(code[1] + quoted, end), thing, inner)
        if (noun.endswith("s") and noun not in self._plans) or self._explains(place, ends):
            return None
        whole = spans.get(end + 2 if place.lower(end + 1) == "the" else end + 1)
        phase = self._phases.read(
            text, place.i, end, place.last, discourse, spans, self._reader(place, discourse, spans)
        )
        if phase is not None:
            return phase
        numbered = noun in self._parts and end < place.last and bool(CODE.fullmatch(text.words[end]))
        end += numbered
        place = replace(place, end=end)
        reach = self._complements.end(text, end, place.last, self._aims)
        whole = spans.get(end + 2 if place.lower(end + 1) == "the" else end + 1)
        if not numbered and (reach == end or not self._of_programme(place, noun, whole)):
            return None
        known = self._phases.before(text.slice(first, end), discourse) if numbered else None
        kind = Kind.DOCUMENT if noun in self._plans and self._is_signed(place, reach) else Kind.PROGRAMME
        thing = known or discourse.thing(kind, _key(text, place.first, reach))
        return self._span(text, (first, end, reach), thing)

    def _is_signed(self, place: _Place, reach: int) -> bool:
        """Tell whether a plan that ends at `reach` is a paper that parties agree on, by the words around it."""
        around = (*range(place.first - _SIGNING_REACH, place.first), *range(reach, reach + _SIGNING_REACH))
        return any(place.lower(k) in self._signing for k in around)

    def _explains(self, place: _Place, ends: Mapping[int, Span]) -> bool:
        """Tell whether the noun only says what a programme named before its comma is ("A, a programme of B")."""
        before = ends.get(place.first - 2)
        aside = place.lower(place.first - 1) in {"a", "an"} and place.lower(place.first - 2) == ","
        return aside and before is not None and before.thing.kind is Kind.PROGRAMME

    def _reader(self, place: _Place, discourse: Discourse, spans: Mapping[int, Span]) -> Callable[[int], Span | None]:
        """Return what reads a programme at a token behind a noun."""

        def read(k: int) -> Span | None:
            found = self._programmes.match(place.text.norms, k, place.last)[:1] if k < place.last else []
            behind = (self._place(place.text, k, end, (place.begin, place.last), spans) for end, _ in found)
            nouns = (noun for _, (noun, *_) in found)
            return next(
                (self._programme(at, noun, discourse, spans) for at, noun in zip(behind, nouns, strict=True)), None
            )

        return read

    def _of_programme(self, place: _Place, noun: str, whole: Span | None) -> bool:
        """Tell whether the noun's complement is fit for a programme: a body whose it is, a programme that it is a part of, an aim."""
        behind, before = place.lower(place.end), place.lower(place.first - 1)
        kind = whole.thing.kind if whole is not None else None
        if noun in self._parts:
            if before in {"a", "an"} and place.first == place.i:
                return False
            return behind == "of" and kind is Kind.PROGRAMME and (noun != "phase" or place.first < place.i)
        if behind == "of":
            return kind in {Kind.AGENCY, Kind.COUNTRY} and noun != "initiative"
        return noun in self._plans or (before not in {"a", "an"} and behind != "to")

    def _code(self, place: _Place, starts: Mapping[int, Span], ends: Mapping[int, Span]) -> tuple[int, int] | None:
        """Return the tokens of a project's code, acronym or quoted title, behind its noun or before it."""
        text, i, end = place.text, place.i, place.end
        if i > place.begin and text.words[i - 1] in _OPENING.values() and i - 1 not in ends:
            opening = next((k for k in range(i - 2, place.begin, -1) if text.words[k] in _OPENING), None)
            if opening is not None and opening < i - 2:
                return (opening + 1, i - 1)
        if i and i not in ends and _CAPITALS.fullmatch(text.words[i - 1]):
            return (i - 3 if text.words[i - 2] == "/" and i > place.begin + 2 else i - 1, i)
        joined = self._past_number(text, end + 1, place.last) if end < place.last else end
        if end < place.last and CODE.fullmatch(text.slice(end, joined)) and any(c.isupper() for c in text.words[end]):
            return (end, joined)
        if end < place.last and end not in starts and _ACRONYM.fullmatch(text.words[end]):
            return (end, self._past_number(text, end + 1, place.last))
        return (
            _spelled_out(place)
            or self._capitalised(place, ends)
            or self._quoted_behind(text, end, place.last)
            or self._titled(place, starts)
        )

    def _titled(self, place: _Place, starts: Mapping[int, Span]) -> tuple[int, int] | None:
        """Return the title in capitals without quotation marks behind a noun ("the project Strengthening of the Forensic Capacity in Latvia")."""
        words, end = place.text.words, place.end
        k = end
        while k < place.last and (words[k][0].isupper() or (k > end and words[k] in _IN_TITLES)):
            k += 1
        while k > end and words[k - 1] in _IN_TITLES:
            k -= 1
        big = sum(word[0].isupper() for word in words[end:k])
        person = any(word.endswith(".") or word.lower() in self._titles for word in words[end:k])
        named = big >= _TITLE and end not in starts and not person and place.lower(k) != "("
        return (end, k) if named and words[place.i].islower() else None

    def _quoted_behind(self, text: Text, end: int, last: int) -> tuple[int, int] | None:
        close = _OPENING.get(text.words[end]) if end < last else None
        found = next((k for k in range(end + 1, min(end + _LONGEST_TITLE, last)) if text.words[k] == close), None)
        return (end + 1, found) if found is not None and found > end + 1 else None

    def _past_number(self, text: Text, k: int, last: int) -> int:
        """Return the token behind a number that a hyphen or stroke joins to the acronym before `k`."""
        joined = k + 1 < last and text.words[k] in {"-", "–", "/"} and text.starts[k] == text.ends[k - 1]
        return k + 2 if joined and text.words[k + 1].isalnum() and text.starts[k + 1] == text.ends[k] else k

    def _capitalised(self, place: _Place, ends: Mapping[int, Span]) -> tuple[int, int] | None:
        """Return the capitalised words right before a noun in lower case ("the Patrol and Leadership project")."""
        text, k = place.text, place.i
        if not text.words[k].islower():
            return None
        while k - 1 > place.begin and k not in ends:
            joined = text.words[k - 1] in _JOINING and k - 2 > place.begin and text.words[k - 2][0].isupper()
            if not (text.words[k - 1][0].isupper() or (joined and k < place.i)):
                break
            k -= 2 if joined else 1
        return (k, place.i) if k < place.i and k not in ends else None

    def _span(self, text: Text, marks: tuple[int, int, int], thing: Thing) -> Span:
        """Return the span of the noun with what stands before it; with its complement it is a mention too."""
        first, end, reach = marks
        if reach > end:
            named_span(text, first, reach, thing)
        return named_span(text, first, end, thing)


def _spelled_out(place: _Place) -> tuple[int, int] | None:
    """Return the capitalised words whose initials stand in brackets right before a noun ("the Clean Border (CB) project")."""
    if (place.lower(place.i - 3), place.lower(place.i - 1)) != ("(", ")"):
        return None
    words, letters = place.text.words, place.text.words[place.i - 2]
    first = place.i - 3 - len(letters)
    named = first > place.begin and all(words[k][0].isupper() for k in range(first, place.i - 3))
    initials = "".join(words[k][0] for k in range(first, place.i - 3)) if named else ""
    return (first, place.i - 3) if named and initials == letters else None


def _before_acronym(place: _Place, ends: Mapping[int, Span]) -> Span | None:
    """Return the body whose acronym in brackets stands right before a noun ("the Office on Drugs (OD) project “A”")."""
    marks = place.lower(place.first - 3), place.lower(place.first - 1)
    return ends.get(place.first - 3) if marks == ("(", ")") else None


def _key(text: Text, first: int, last: int) -> str:
    return " ".join(norm for norm in text.norms[first:last] if norm)
