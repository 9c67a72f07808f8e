"""A bulletin's text as tokens and sentences, with offsets into the text."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_PARAGRAPH = re.compile(r"\n\s*\n")
_CLOSING = frozenset("\"'”’»)]")
_NAME = 5
_LONGEST_NAME = 14
_STOP = "."
_EXCELLENCY = ("H.", "E.")
_SLASH = "/"
_STOPPED_DASH = r"\.[-–—]"
_LOOSE_HYPHEN = r"(?<=[a-zA-Z])-"
_GLUED = r"(?<=[0-9])\.(?=[A-Z][a-z])"  # a sentence that begins right behind a number's full stop
_BRACKETED = 6
_BULLET = "•"
_DASH = "–"
_ARTICLES = frozenset({"the", "a", "an"})
_JOINING = frozenset({"and", "or"})
_NUMBERING = frozenset({")", "."})
_ITEM_ENDS = frozenset({";", ","})
_WIDEST = 2
_SHORTEST_SENTENCE = 7  # fewer words in a paragraph of their own are an item
BULLETS = frozenset({"-", "–", "—", "•", "*", "·"})
_SINGLE_OPENING = frozenset({"'", "‘"})
_SINGLE_CLOSING = frozenset({"'", "’"})
_FINAL = frozenset({".", "!", "?", "…", "..."})


@dataclass(slots=True)
class Text:
    """Tokens of a bulletin as parallel lists; `norms` are lower-case in one spelling, `sentences` token ranges.

    Tokens that a name may be written with or without (hyphen, slash, quote, article) have an empty norm. The last token is an empty
    full stop that no sentence holds, so that there is always a token behind a word ("… opened the seminar" may end a text). An item of a list
    without mark is given one, in the room of the line's break.
    """

    text: str
    words: list[str]
    norms: list[str]
    starts: list[int]
    ends: list[int]
    sentences: list[tuple[int, int]]

    def slice(self, first: int, last: int) -> str:
        """Return the text of the tokens from `first` up to, not including, `last`."""
        return self.text[self.starts[first] : self.ends[last - 1]]


class Tokens:
    """spaCy's English tokenizer, without any model, which parts a slash from a word on either side too, and sentences without a space between; words that came before are not made again."""

    def __init__(self) -> None:
        import spacy
        from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

        self._pipeline = spacy.blank("en")
        tokenizer: Any = self._pipeline.tokenizer  # compiled, without types
        defaults = self._pipeline.Defaults
        tokenizer.prefix_search = compile_prefix_regex([*(defaults.prefixes or ()), _SLASH]).search
        tokenizer.suffix_search = compile_suffix_regex(
            [*(defaults.suffixes or ()), _SLASH, _STOPPED_DASH, _LOOSE_HYPHEN]
        ).search
        tokenizer.infix_finditer = compile_infix_regex([*(defaults.infixes or ()), _GLUED]).finditer
        self._words: dict[int, str] = {}

    def of(self, text: str) -> tuple[list[str], list[int]]:
        """Return the tokens, but white space, and their offsets."""
        known = self._words
        words, starts = [], []
        at = 0
        for orth, space in self._pipeline.tokenizer(text).to_array(["ORTH", "SPACY"]).tolist():
            word = known.get(orth)
            if word is None:
                word = known[orth] = self._pipeline.vocab.strings[orth]
            if not word.isspace():
                words.append(word)
                starts.append(at)
            at += len(word) + space
        return words, starts


def read(text: str, tokens: Tokens, *, spelling: Mapping[str, str], abbreviations: frozenset[str]) -> Text:
    """Return the tokens and sentences of `text`.

    `spelling` maps lower-case words to the one spelling that names are compared in; a word of
    `abbreviations` before a full stop does not end its sentence.
    """
    words, starts = tokens.of(text)
    ends = [start + len(word) for start, word in zip(starts, words, strict=True)]
    for i in reversed([i for i, pair in enumerate(pairwise(words)) if pair == _EXCELLENCY]):
        words[i : i + 2], starts[i : i + 2], ends[i : i + 2] = ["".join(_EXCELLENCY)], [starts[i]], [ends[i + 1]]
    lowered = [word.lower().lstrip("-") or word for word in words]
    norms = [spelling.get(low, low) for low in lowered]
    for i in range(1, len(words)):
        if words[i] in BULLETS and "\n" in text[ends[i - 1] : starts[i]]:
            words[i] = norms[i] = _BULLET
    for i in range(1, len(words) - 1):
        parted = words[i] == "-" and ends[i] < starts[i + 1] and lowered[i + 1] not in _JOINING
        if parted and (ends[i - 1] < starts[i] or words[i - 1][0].isupper() or lowered[i + 1] in _ARTICLES):
            words[i] = _DASH
    breaks = [match.start() for match in _PARAGRAPH.finditer(text)]
    for i in reversed(_unmarked_items(words, _closing(starts, ends, breaks))):
        words.insert(i, _BULLET)
        norms.insert(i, _BULLET)
        ends.insert(i, starts[i])
        starts.insert(i, starts[i] - 1)
    for first, last in _single_quoted(words, starts, ends):
        words[first], words[last], norms[first], norms[last] = "“", "”", "", ""
    numbering = {
        i + 1
        for i in range(1, len(words))
        if words[i].isdigit() and "\n" in text[ends[i - 1] : starts[i]] and begins_item(words, i)
    }
    sentences = _sentences(_directed(words, starts, ends), _closing(starts, ends, breaks), abbreviations, numbering)
    close = len(text)
    return Text(text, [*words, _STOP], [*norms, _STOP], [*starts, close], [*ends, close], sentences)


def _single_quoted(words: list[str], starts: list[int], ends: list[int]) -> list[tuple[int, int]]:
    """Return the marks around each name in single quotation marks; an apostrophe is none (‘Kanal’, 'Kanal')."""
    found: list[tuple[int, int]] = []
    for i in range(len(words) - 2):
        glued = words[i] in _SINGLE_OPENING and starts[i + 1] == ends[i] and (not i or starts[i] > ends[i - 1])
        if not glued or not (words[i + 1][0].isupper() or words[i + 1][0].isdigit()):
            continue
        near = range(i + 2, min(i + _LONGEST_NAME, len(words)))
        close = next((k for k in near if words[k] in _SINGLE_CLOSING and starts[k] == ends[k - 1]), None)
        if close is not None:
            found.append((i, close))
    return found


def _sentences(
    words: list[str], closing: Mapping[int, int], abbreviations: frozenset[str], numbering: set[int]
) -> list[tuple[int, int]]:
    sentences, first = [], 0
    listing = False
    for i in range(len(words)):
        ended = i + 1 == len(words) or (
            i not in numbering and _ends_sentence(words, i, abbreviations) and not (listing and _numbers(words, i))
        )
        if i in closing:
            item = begins_item(words, i + 1) or words[closing[i]] in _ITEM_ENDS or (listing and words[i] in _ITEM_ENDS)
            listing = item and (words[i] == ":" or (listing and not ended))
            ended = not listing
        if ended:
            sentences.append((first, i + 1))
            first = i + 1
    return sentences


def _closing(starts: list[int], ends: list[int], breaks: list[int]) -> dict[int, int]:
    """Return the last token of each paragraph that another follows, with the last token of that one."""
    last = [i for i in range(len(starts) - 1) if bisect_left(breaks, ends[i]) < bisect_left(breaks, starts[i + 1])]
    return dict(pairwise([*last, len(starts) - 1])) if last else {}


def _unmarked_items(words: Sequence[str], closing: Mapping[int, int]) -> list[int]:
    """Return where the items of lists begin that have no marks: two and more paragraphs too short for sentences, behind a colon."""
    lists = (_short_behind(words, closing, i) for i in closing if words[i] == ":")
    return [first for items in lists if len(items) > 1 for first in items]


def _short_behind(words: Sequence[str], closing: Mapping[int, int], i: int) -> list[int]:
    """Return where the paragraphs too short for sentences begin that follow one another behind token `i`."""
    found: list[int] = []
    last = closing.get(i)
    while last is not None and _is_short(words, i + 1, last):
        found.append(i + 1)
        i, last = last, closing.get(last)
    return found


def _is_short(words: Sequence[str], first: int, last: int) -> bool:
    """Tell whether a paragraph is too short for a sentence: it tells no number, does not end like a sentence, and has no mark of an item."""
    if last - first >= _SHORTEST_SENTENCE or not words[first][0].isupper() or begins_item(words, first):
        return False
    ended = words[last] in _FINAL | _CLOSING | _ITEM_ENDS | {":"}
    return not ended and not any(word[0].isdigit() for word in words[first : last + 1])


def begins_item(words: Sequence[str], i: int) -> bool:
    """Tell whether an item of a list begins at token `i`, which begins a line: by a bullet, a number or a letter."""
    numbered = i + 1 < len(words) and len(words[i]) <= _WIDEST and words[i].isalnum() and words[i + 1] in _NUMBERING
    return words[i] in BULLETS or (numbered and (words[i].isdigit() or len(words[i]) == 1))


def _numbers(words: list[str], i: int) -> bool:
    """Tell whether a full stop only follows the number of an item."""
    return words[i] == "." and i > 0 and words[i - 1].isdigit() and len(words[i - 1]) <= _WIDEST


def _directed(words: list[str], starts: list[int], ends: list[int]) -> list[str]:
    """Return the words with straight quotation marks made opening or closing ones, by the blanks around them."""
    last = len(words) - 1
    opening = [
        word == '"' and k < last and starts[k + 1] == ends[k] and (k == 0 or starts[k] > ends[k - 1])
        for k, word in enumerate(words)
    ]
    return ["“" if opens else "”" if word == '"' else word for word, opens in zip(words, opening, strict=True)]


def _ends_sentence(words: list[str], i: int, abbreviations: frozenset[str]) -> bool:
    """Tell whether a sentence ends with token `i`, which is not the last."""
    word, after = words[i], words[i + 1]
    if word in _CLOSING and i and words[i - 1] in _FINAL:
        initials = i > 1 and words[i - 2].split(".")[-1].lower() in abbreviations
        return not initials and (after[0].isupper() or after in {"“", '"', "«"})
    if not (word.endswith(".") or word in _FINAL) or _inside_name(words, i):
        return False
    if word not in _FINAL:
        stopped = word.endswith(".") and len(word) > 2 and word[:-1].lower() not in abbreviations  # noqa: PLR2004 - an initial is one letter and a stop
        return stopped and "." not in word[:-1] and after[0].isupper()
    if after in _CLOSING or not (after[0].isupper() or after[0].isdigit() or after[0] in '“"«(-—•'):
        return False
    return word != "." or i == 0 or words[i - 1].split(".")[-1].lower() not in abbreviations


def _inside_name(words: list[str], i: int) -> bool:
    """Tell whether token `i` stands in a short quotation that begins and ends near it ("Substitution. Phase 2")."""
    before, behind = words[max(0, i - _NAME) : i], words[i + 1 : i + _NAME]
    return any(o in before and c not in before and o not in behind and c in behind for o, c in (("“", "”"), ("«", "»")))


def behind_acronym(text: Text, k: int, last: int) -> int:
    """Return the token behind the brackets that begin at `k` and hold an acronym; else `k`."""
    if k + 2 >= last or text.words[k] != "(":
        return k
    close = next((j for j in range(k + 1, min(k + _BRACKETED, last)) if text.words[j] == ")"), None)
    return close + 1 if close is not None and text.words[k + 1].isupper() else k
