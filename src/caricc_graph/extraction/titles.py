"""Names of events in quotation marks, or behind their head noun."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caricc_graph.model import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from caricc_graph.extraction.lexicon import Lexicon
    from caricc_graph.extraction.mentions import Sentence
    from caricc_graph.extraction.nominals import Nominal
    from caricc_graph.extraction.spans import Span
    from caricc_graph.extraction.text import Text

_OPENING = frozenset({"“", '"', "«"})
_CLOSING = frozenset({"”", '"', "»"})
_SENTENCE_ENDS = frozenset({".", ",", "!", "?"})
_INTRODUCING = frozenset({",", ":", "topic", "theme", "titled", "entitled", "subject", "called", "named", "codenamed"})
_ON = "on"
_NAMING = frozenset(
    {"called", "named", "codenamed", "dubbed", "known", "name", "codename", "baptised", "christened", "title"}
)
_TITLED = frozenset({Kind.PROGRAMME, Kind.DOCUMENT})
_METHODS = frozenset({"method", "methods", "principle"})
_SMALL = frozenset(
    {"for", "with", "in", "at", "on", "by", "to", "from", "was", "were", "is", "are", "held", "which", "that"}
)
_REACH = 14
_NAMED_REACH = 8
_LONGEST_QUOTED = 8
_LONGEST_BRACKET = 5


class Titles:
    """Finds the title that belongs to a nominal."""

    def __init__(self, lexicon: Lexicon) -> None:
        families = lexicon.files["events"]["families"]
        self._nouns = frozenset(lexicon.norms(noun)[-1] for nouns in families.values() for noun in nouns)
        self._plain = frozenset(noun for nouns in families.values() for noun in nouns if noun.isalpha())
        self._named_behind = frozenset((*families["operation"], *families["exercise"]))

    def of(
        self, text: Text, nominal: Nominal, sentence: Sentence, starts: Mapping[int, Span], ends: Mapping[int, Span]
    ) -> tuple[int, int] | None:
        """Return the tokens of a nominal's title, without quotation marks; `starts` and `ends` are the sentence's spans."""
        return (
            self._attributive(text, nominal.first, sentence, ends)
            or self._behind(text, nominal, sentence, ends)
            or self._before(text, nominal.first, sentence, ends)
            or self._unquoted(text, nominal, sentence, starts)
            or self._codenamed(text, nominal, sentence, starts)
            or self._apposed(text, nominal, sentence, ends)
        )

    def quoted(self, text: Text, i: int, sentence: Sentence) -> tuple[int, int] | None:
        """Return the tokens of the short quotation that opens at `i`."""
        if text.words[i] not in _OPENING or i in sentence.masked:
            return None
        close = self._close(text, i, sentence)
        return (i + 1, close) if close is not None and 1 < close - i <= _LONGEST_QUOTED else None

    def listed(self, text: Text, i: int, sentence: Sentence) -> bool:
        """Tell whether the quotation that opens at `i` goes on a list of quotations."""
        before = [text.words[k].lower() for k in range(max(sentence.first, i - 3), i)]
        while before and before[-1] in {"and", ",", "of"}:
            before.pop()
        return i - 3 >= sentence.first and len(before) < 3 and before[-1:] != [] and before[-1] in _CLOSING  # noqa: PLR2004 - at least one connector stands between

    def spelled_out(self, text: Text, i: int, sentence: Sentence) -> bool:
        """Tell whether `i` stands in brackets right behind a quoted title or an event's noun, which it spells out."""
        opening = next((k for k in range(i, sentence.first, -1) if text.words[k] in {"(", ")"}), sentence.first)
        before = text.words[opening - 1] if opening > sentence.first and text.words[opening] == "(" else ""
        return before in _CLOSING or before.lower() in self._nouns

    def _close(self, text: Text, opening: int, sentence: Sentence) -> int | None:
        return next((j for j in range(opening + 1, sentence.last) if text.words[j] in _CLOSING), None)

    def _behind(
        self, text: Text, nominal: Nominal, sentence: Sentence, ends: Mapping[int, Span]
    ) -> tuple[int, int] | None:
        """Return the quoted title that follows the head or ends its clause."""
        end = self._past_acronym(text, nominal.last, sentence)
        reach = _NAMED_REACH if nominal.named else _REACH
        for k in range(end, min(end + reach, sentence.last)):
            if text.words[k] in {";", "("} or (k > end and text.norms[k] in self._nouns):
                return None
            if text.words[k] in _OPENING and k not in sentence.masked:
                close = self._close(text, k, sentence)
                if close is None or close - k == 1 or text.words[close - 1] in _SENTENCE_ENDS:
                    return None
                if close + 1 < sentence.last and text.norms[close + 1] in _METHODS:
                    return None
                return (k + 1, close) if k == end or self._introduced(text, end, k, ends) else None
        return None

    def _introduced(self, text: Text, end: int, k: int, ends: Mapping[int, Span]) -> bool:
        """Tell whether the quotation at `k` names the event whose nominal ends at `end`, not the programme before it."""
        of = text.words[k - 1].lower() in {"of", "–", "-"}
        if k == end + 1 and text.words[end].lower() == _ON:
            return True
        if text.words[k - 1].lower() in _INTRODUCING or (of and text.words[k - 2].lower() in _INTRODUCING):
            return k - 1 not in ends or ends[k - 1].thing.kind not in _TITLED
        body = ends.get(k)
        words = [text.words[j] for j in range(end, body.first)] if body else []
        plain = all(word.isalpha() and word.islower() and word not in _SMALL for word in words)
        return words[:1] == ["of"] and words[-1] in {"of", "the"} and plain

    def _past_acronym(self, text: Text, k: int, sentence: Sentence) -> int:
        """Return where a nominal goes on behind an acronym or a word or two in brackets."""
        if k >= sentence.last or text.words[k] != "(":
            return k
        behind = range(k + 1, min(k + _LONGEST_BRACKET, sentence.last))
        return next((j + 1 for j in behind if text.words[j] == ")"), k)

    def _attributive(
        self, text: Text, first: int, sentence: Sentence, ends: Mapping[int, Span]
    ) -> tuple[int, int] | None:
        """Return the quoted name right before the head and its modifiers ("the “Kanal” operation")."""
        close = first - 1
        if close <= sentence.first or text.words[close] not in _CLOSING or close in sentence.masked:
            return None
        reach = range(close - 1, max(close - _LONGEST_QUOTED, sentence.first) - 1, -1)
        opening = next((k for k in reach if text.words[k] in _OPENING), None)
        if (
            opening is None
            or not (text.words[opening + 1][0].isupper() or text.words[opening + 1][0].isdigit())
            or any(ends[k].thing.kind in _TITLED for k in (close, first) if k in ends)
        ):
            return None
        return (opening + 1, close)

    def _before(self, text: Text, first: int, sentence: Sentence, ends: Mapping[int, Span]) -> tuple[int, int] | None:
        """Return the quoted name that the head explains (“Kanal”, a joint operation)."""
        close = first - 3
        if close <= sentence.first or text.words[first - 1].lower() not in {"a", "an", "the"}:
            return None
        named = (ends[end].thing.kind for end in (close, close + 1) if end in ends)
        if text.words[first - 2] != "," or text.words[close] not in _CLOSING or any(k in _TITLED for k in named):
            return None
        opening = next((k for k in range(close - 1, sentence.first - 1, -1) if text.words[k] in _OPENING), None)
        if opening is None or (opening > sentence.first and text.norms[opening - 1] in self._plain):
            return None
        return (opening + 1, close) if close - opening > 1 else None

    def _unquoted(
        self, text: Text, nominal: Nominal, sentence: Sentence, starts: Mapping[int, Span]
    ) -> tuple[int, int] | None:
        """Return the name that follows an operation's or exercise's head ("operation REFLEX 2019", "exercise North-South 2017")."""
        if nominal.noun not in self._named_behind or nominal.plural:
            return None
        k = nominal.last
        while k < sentence.last and (
            k not in starts or self._joined(text, starts[k].last, sentence) or _called_for(text, nominal, k, starts)
        ):
            if self._hyphen(text, k) and k > nominal.last:
                k += 2
            elif text.words[k][0].isupper() or (k > nominal.last and text.words[k].isdigit()):
                k += 1
            else:
                break
        return (nominal.last, k) if k > nominal.last else None

    def _codenamed(
        self, text: Text, nominal: Nominal, sentence: Sentence, starts: Mapping[int, Span]
    ) -> tuple[int, int] | None:
        """Return the name without quotation marks that an operation is said to bear ("operation under the code name SNOW FOX")."""
        near = range(nominal.last, min(nominal.last + _NAMED_REACH, sentence.last))
        at = next((k + 1 for k in near if text.norms[k] in _NAMING), None)
        if at is None or nominal.noun not in self._named_behind or nominal.plural:
            return None
        first = at + (text.words[at : at + 1] == ["as"])
        end = first
        while end < sentence.last and end not in starts and (text.words[end][0].isupper() or text.words[end].isdigit()):
            end += 1
        return (first, end) if end > first and end not in starts and text.words[first][0].isupper() else None

    def _apposed(
        self, text: Text, nominal: Nominal, sentence: Sentence, ends: Mapping[int, Span]
    ) -> tuple[int, int] | None:
        """Return the name without quotation marks that an operation's head explains ("SNOW FOX, the joint operation")."""
        comma = first = nominal.first - 2
        if nominal.noun not in self._named_behind or nominal.plural or comma <= sentence.first:
            return None
        if text.words[comma] != "," or text.words[comma + 1].lower() not in {"a", "an", "the"}:
            return None
        while first > sentence.first and first not in ends and self._is_name(text, first - 1):
            first -= 1
        named = first > sentence.first and text.norms[first - 1] in _NAMING
        plain = first in ends or first == comma or not (text.words[first].isupper() or comma - first > 1 or named)
        return None if plain else (first, comma)

    def _is_name(self, text: Text, k: int) -> bool:
        return text.words[k][0].isupper() and text.norms[k] not in _NAMING and bool(text.norms[k])

    def _joined(self, text: Text, k: int, sentence: Sentence) -> bool:
        return k < sentence.last and self._hyphen(text, k)

    def _hyphen(self, text: Text, k: int) -> bool:
        """Tell whether the word at `k` is a hyphen without blanks around it."""
        if k + 1 >= len(text.words) or text.words[k] not in {"-", "–"}:
            return False
        return text.ends[k - 1] == text.starts[k] and text.ends[k] == text.starts[k + 1]


def _called_for(text: Text, nominal: Nominal, k: int, starts: Mapping[int, Span]) -> bool:
    """Tell whether a place right behind a noun in capitals is the name of an operation ("Operation Ararat")."""
    return k == nominal.last and starts[k].thing.kind is Kind.PLACE and text.words[nominal.head].istitle()
