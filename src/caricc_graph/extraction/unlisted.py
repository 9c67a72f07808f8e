"""Unlisted names: places and bodies that no list knows, told by what stands beside them ("in Arbanasi, Bulgaria", "the NGO Attika", "organised by SEESAC")."""

from __future__ import annotations

import calendar
from typing import TYPE_CHECKING

from caricc_graph.extraction.name_words import is_code
from caricc_graph.extraction.quotations import OPENING
from caricc_graph.extraction.spans import named_span
from caricc_graph.model import Kind

if TYPE_CHECKING:
    from caricc_graph.extraction.lexicon import Lexicon
    from caricc_graph.extraction.name_words import NameWords
    from caricc_graph.extraction.spans import Discourse, Span
    from caricc_graph.extraction.text import Text

_IN = frozenset({"in", "at", "near"})
_CALENDAR = frozenset((*calendar.month_name[1:], *calendar.day_name))
_LONGEST, _LONGEST_QUOTED = 3, 6
_LISTING = frozenset({",", "and"})
_SENDING = frozenset({"of", "from"})
_ROMAN = frozenset("IVX")


class Unlisted:
    """Finds the places and bodies of a sentence that only their surroundings tell."""

    def __init__(self, lexicon: Lexicon, words: NameWords) -> None:
        self._words = words
        self._sites = lexicon.phrases(lexicon.words("names", "places", "before_name"))
        self._small_sites = lexicon.phrases(lexicon.words("names", "places", "small_heads"))
        self._towns = frozenset(lexicon.words("names", "places", "towns"))
        self._bodies = frozenset(lexicon.words("names", "bodies", "before_name"))
        self._people = frozenset(lexicon.words("names", "groups", "of_body"))
        self._joining = frozenset(lexicon.words("names", "bodies", "before_acronym"))
        self._doing = frozenset(lexicon.words("names", "bodies", "behind_acronym"))
        self._no_bodies = frozenset(lexicon.words("names", "bodies", "no_acronyms"))

    def find(self, text: Text, spans: dict[int, Span], masked: set[int], discourse: Discourse, within: range) -> None:
        """Add to `spans` the names among the tokens of `within`."""
        taken = {k for span in spans.values() for k in range(span.first, span.last)} | masked
        self._find_sites(text, spans, taken, discourse, within)
        self._widen_sites(text, spans, taken, discourse, within)
        self._find_names(text, spans, taken, discourse, within)
        self._find_acronyms(text, spans, taken, discourse, within)

    def _find_sites(
        self, text: Text, spans: dict[int, Span], taken: set[int], discourse: Discourse, within: range
    ) -> None:
        for i in within:
            found = self._site(text, i, within.stop, spans, taken) if i not in taken else None
            if found is None:
                continue
            first, last, end = found
            known = spans.pop(first, None)
            key = " ".join(filter(None, text.norms[first:last]))
            site = known.thing if known is not None else discourse.thing(Kind.PLACE, key)
            named_span(text, first, last, site)
            spans[i] = named_span(text, i, end, site)
            taken.update(range(i, end))

    def _widen_sites(
        self, text: Text, spans: dict[int, Span], taken: set[int], discourse: Discourse, within: range
    ) -> None:
        """Let a place in quotation marks be the site whose noun stands behind them ("the “Dostuk” border crossing point")."""
        for known in [span for span in spans.values() if span.thing.kind is Kind.PLACE and span.first - 1 in within]:
            i, close = known.first - 1, known.last
            quoted = close in within and OPENING.get(text.words[i]) == text.words[close]
            found = self._small_sites.match(text.norms, close + 1, within.stop) if quoted else []
            if found:
                end = found[0][0]
                site = known.thing
                if site.authority:
                    site.mentions.discard((text.starts[known.first], text.ends[close - 1]))
                    site = discourse.thing(Kind.PLACE, " ".join(filter(None, text.norms[i:end])))
                del spans[known.first]
                named_span(text, known.first, close, site)
                spans[i] = named_span(text, i, end, site)
                taken.update(range(i, end))

    def _find_names(
        self, text: Text, spans: dict[int, Span], taken: set[int], discourse: Discourse, within: range
    ) -> None:
        for i in within[1:]:
            end = _run(text, i, within.stop, taken)
            kind = self._kind(text, i, end, spans) if end > i else None
            if kind is not None:
                key = " ".join(filter(None, text.norms[i:end]))
                spans[i] = named_span(text, i, end, discourse.thing(kind, key))
                taken.update(range(i, end))

    def _find_acronyms(
        self, text: Text, spans: dict[int, Span], taken: set[int], discourse: Discourse, within: range
    ) -> None:
        for i in within:
            if i not in taken and self._is_acronym(text, i, within) and self._acts(text, i, within, spans):
                word = text.words[i]
                spelled_out = discourse.initials.get(word) or discourse.thing(Kind.AGENCY, word.lower())
                spans[i] = named_span(text, i, i + 1, discourse.acronyms.setdefault(word, spelled_out))

    def _site(
        self, text: Text, i: int, last: int, spans: dict[int, Span], taken: set[int]
    ) -> tuple[int, int, int] | None:
        """Return where the name begins and ends that stands behind a noun for a site at `i`, and where the whole ends ("border post “Dostuk”")."""
        for begin, _ in self._sites.match(text.norms, i, last):
            closing = OPENING.get(text.words[begin]) if begin < last else None
            first = begin + (closing is not None)
            known = spans.get(first)
            if known is not None and known.thing.kind is Kind.PLACE:
                end = known.last
            elif closing is None:
                end = _run(text, first, last, taken)
            else:
                close = (k for k in range(first, min(first + _LONGEST_QUOTED, last)) if text.words[k] == closing)
                end = next(close, first)
                end = end if text.words[first][0].isupper() and not taken & {*range(first, end)} else first
            whole = end + (closing is not None and text.words[end : end + 1] == [closing])
            return (first, end, whole) if end > first else None
        return None

    def _is_acronym(self, text: Text, i: int, within: range) -> bool:
        """Tell whether an acronym stands at `i`, in a line that is not all capitals."""
        word = text.words[i]
        beside = [text.words[k] for k in (i - 1, i + 1) if k in within]
        shouted = any(len(one) > 1 and one.isalpha() and one.isupper() for one in beside)
        return is_code(word) and not (shouted or set(word) <= _ROMAN or word.lower() in self._no_bodies)

    def _acts(self, text: Text, i: int, within: range, spans: dict[int, Span]) -> bool:
        """Tell whether an acronym is of a body: it acts, sends people, or stands beside bodies in a list."""
        at = i - 1 - (i - 1 in within and text.words[i - 1].lower() == "the")
        before = text.words[at].lower() if at in within else ""
        above = text.norms[at - 1] if at - 1 in within else ""
        if before == "by" or (before in _SENDING and above in self._people) or (above, before) == ("jointly", "with"):
            return True
        if before == "with" and above in self._joining:
            return True
        after = text.words[i + 1].lower() if i + 1 in within else ""
        if not before and after in self._doing:
            return True
        listed = next((span for span in spans.values() if span.last == at), None) if before in _LISTING else None
        coming = spans.get(i + 2 + (text.words[i + 2 : i + 3] == ["the"])) if after in _LISTING else None
        return any(span is not None and span.thing.kind is Kind.AGENCY for span in (listed, coming))

    def _kind(self, text: Text, i: int, end: int, spans: dict[int, Span]) -> Kind | None:
        """Return what the words around a name tell that it is; None where they tell nothing."""
        before = text.norms[i - 1]
        if before in self._bodies:
            person = self._words.is_title(text, i, end) or not self._words.is_name_word(text, i)
            return None if person else Kind.AGENCY
        of_noun = before == "of" and text.norms[i - 2] in self._towns
        if of_noun or (before in _IN and _in_state(text, end, spans)):
            return Kind.PLACE
        return None


def _run(text: Text, i: int, last: int, taken: set[int]) -> int:
    """Return the token behind the capitalised words at `i`."""
    end = i
    while end < min(last, i + _LONGEST) and end not in taken and _is_name(text.words[end]):
        end += 1
    return end


def _in_state(text: Text, end: int, spans: dict[int, Span]) -> bool:
    """Tell whether a comma and a state stand behind a name."""
    at = end + 1 + (text.words[end + 1 : end + 2] == ["the"])
    state = spans.get(at) if text.words[end : end + 1] == [","] else None
    return state is not None and state.thing.kind is Kind.COUNTRY and not state.demonym


def _is_name(word: str) -> bool:
    return word[:1].isupper() and word.isalpha() and word not in _CALENDAR
