"""Names of people: honorific, rank, initials, given names and surname in any order."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from caricc_graph.extraction.given_names import GivenNames

if TYPE_CHECKING:
    from collections.abc import Callable

    from caricc_graph.extraction.lexicon import Lexicon
    from caricc_graph.extraction.phrases import Phrases
    from caricc_graph.extraction.text import Text

_INITIAL = r"(?:[A-Z]|Kh|Sh|Ch|Zh|Yu|Ya|Ye|Dz|Ts|Gh|Dj|Th|Ju|Fe)\."
_BIG, _SMALL = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪİĶĹĻĽŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŹŻŽ", "a-zß-öø-ÿāăąćčďđēęěğģīıķĺļľłńņňōőœŕřśşšţťūůűźżžʼ’'`"
_PARTICLE = r"(?:(?:al|el|van|von|de|der|den|di|da|bin|ibn)[ -])*"
_SURNAME = rf"{_PARTICLE}(?:[{_BIG}][{_SMALL}]{{2,}}(?:-[{_BIG}][{_SMALL}]+)?|[{_BIG}]{{3,}}(?:-[{_BIG}]{{3,}})?)"
_INITIALS_FIRST = re.compile(rf"\b({_INITIAL}[ \-]?(?:{_INITIAL}[ ]?){{0,2}})({_SURNAME})\b")
_INITIALS_LAST = re.compile(rf"\b({_SURNAME}) ((?:{_INITIAL} ?){{1,3}})(?! ?[A-Z][a-z]{{2,}} (?:{_INITIAL}))")
_INITIAL_SIGN = re.compile(r"[A-Z][a-z]?\.")
_LONGEST = 5
_LONGEST_LEAD = 9
_LONG_SURNAME = 6


class People:
    """Finds names of people by their form or by the honorific, rank or post beside them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._honorifics: Phrases[str] = lexicon.phrases(lexicon.words("names", "people", "honorifics"))
        self._ranks: Phrases[str] = lexicon.phrases(lexicon.words("names", "people", "ranks"))
        self._titles: Phrases[str] = lexicon.phrases(lexicon.words("names", "people", "titles"))
        self._services: Phrases[str] = lexicon.phrases(lexicon.words("names", "people", "services"))
        self._given = GivenNames(lexicon)
        self._given_names = frozenset(lexicon.words("names", "people", "given_names"))
        self._no_surnames = frozenset(lexicon.words("names", "people", "no_surnames"))
        self._endings = lexicon.words("names", "people", "surname_endings")
        self._closing = frozenset(lexicon.words("names", "people", "closing"))
        self._weak = frozenset(lexicon.words("names", "people", "weak_ranks"))
        self._particles = frozenset(lexicon.words("names", "people", "particles"))

    def rank(self, text: Text, i: int, last: int) -> int:
        """Return the token behind the ranks and honorifics that begin at `i` ("Major General of Militia"); else `i`."""
        while i < last:
            end = self._one(text, i, last)
            if end == i:
                return i
            i = end
            if i < last and text.words[i] == ",":
                after = self._one(text, i + 1, last) if i + 1 < last else i + 1
                if after > i + 1:
                    i = after
        return i

    def lead(self, text: Text, k: int, first: int) -> int:
        """Return where the ranks and honorifics right before the name at `k` begin, not before `first`; else `k`."""
        return next((j for j in range(max(first, k - _LONGEST_LEAD), k) if self.rank(text, j, k) == k), k)

    def _one(self, text: Text, i: int, last: int) -> int:
        if not text.norms[i]:
            return i
        if not text.words[i][0].isupper():
            return self._ranked(text, i, last) or i
        honorific = self._honorifics.match(text.norms, i, last)
        if honorific:
            end = honorific[0][0]
            return end + 1 if end < last and text.words[end] == "." else end
        end = max(self._ranked(text, i, last), self._ranked(text, self._behind_service(text, i, last), last))
        if not end:
            return i
        if end < last and text.words[end] == ".":
            return end + 1
        return self._of_service(text, end, last)

    def _of_service(self, text: Text, end: int, last: int) -> int:
        """Return the token behind the service told after a rank that ends at `end` ("Colonel of Police"), else `end`."""
        if end + 1 >= last or text.norms[end] != "of":
            return end
        service = self._services.match(text.norms, end + 1 + (not text.norms[end + 1]), last)
        return service[0][0] if service else end

    def _ranked(self, text: Text, i: int, last: int) -> int:
        """Return the token behind the rank at `i`; 0 where none stands there."""
        found = self._ranks.match(text.norms, i, last) if i < last else []
        end = found[0][0] if found else 0
        told = end and (text.words[i][0].isupper() or (end < last and self._is_led(text, i, end)))
        return end if told else 0

    def _is_led(self, text: Text, i: int, end: int) -> bool:
        """Tell whether a rank without a capital stands before a name ("colonel B. Karimov")."""
        return text.words[end][0].isupper() and not self.is_weak(text, i, end)

    def _behind_service(self, text: Text, i: int, last: int) -> int:
        """Return the token behind the service that a rank belongs to ("Police Colonel"), `last` where none is named at `i`."""
        found = self._services.match(text.norms, i, last)
        return found[0][0] if found else last

    def _leads_to_name(self, text: Text, k: int, last: int) -> bool:
        """Tell whether particles at `k` stand before one more word of a name ("de la Tour")."""
        start = k
        while k < last and (text.words[k].lower() in self._particles or (text.words[k] == "-" and k > start)):
            k += 1
        return start < k < last and text.words[k][0].isupper()

    def is_weak(self, text: Text, i: int, ranked: int) -> bool:
        """Tell whether the rank from `i` to `ranked` is one common word ("Justice")."""
        return ranked == i + 1 and text.norms[i] in self._weak

    def is_known_form(self, text: Text, first: int, last: int) -> bool:
        """Tell whether one of these words is a given name or ends as family names do, and the last may be a family name."""
        named = any(self.is_personal(text.words[k]) for k in range(first, last))
        return named and text.norms[last - 1] not in self._no_surnames

    def is_given_name(self, word: str) -> bool:
        """Tell whether a word is a given name."""
        lower = word.lower()
        return lower in self._given_names or (not word.isascii() and unaccented(lower) in self._given_names)

    def is_family_name(self, word: str) -> bool:
        """Tell whether a capitalised word ends as family names do."""
        return word[:1].isupper() and len(word) >= _LONG_SURNAME and word.lower().endswith(self._endings)

    def is_personal(self, word: str) -> bool:
        """Tell whether a word is a given name or ends as family names do."""
        return self.is_given_name(word) or self.is_family_name(word)

    def by_initials(self, text: Text, first: int, last: int) -> list[tuple[int, int]]:
        """Return the names that initials mark, as token ranges."""
        start, end = text.starts[first], text.ends[last - 1]
        if not _INITIAL_SIGN.search(text.text, start, end):
            return []
        found: list[tuple[int, int]] = []
        for pattern in (_INITIALS_FIRST, _INITIALS_LAST):
            for match in pattern.finditer(text.text, start, end):
                tokens = _tokens(text, first, last, match.start(), match.start() + len(match.group().rstrip()))
                if tokens and pattern is _INITIALS_FIRST and self._goes_on(text, *tokens, last):
                    tokens = (tokens[0], tokens[1] + 1)
                if (
                    tokens
                    and not self._excellency(text, *tokens)
                    and not self._middle(text, *tokens, last)
                    and not any(tokens[0] < b and a < tokens[1] for a, b in found)
                ):
                    found.append(tokens)
        return sorted(found)

    def _goes_on(self, text: Text, first: int, end: int, last: int) -> bool:
        """Tell whether a given name, not the surname, stands behind the one initial of a name ("T. Raja Kumar")."""
        if end - first != 2 or end >= last or not self.is_surname(text, end, last):  # noqa: PLR2004 - an initial and a name
            return False
        after = text.words[end + 1] if end + 1 < last else ""
        return self.is_personal(text.words[end]) or not after[:1].isupper()

    def is_surname(self, text: Text, k: int, last: int) -> bool:
        """Tell whether the capitalised word at `k` may be a family name: neither title, rank nor honorific, nor all capitals."""
        word = text.words[k]
        plain = len(word) > 2 and word.isalpha() and word[0].isupper() and word[1:].islower()  # noqa: PLR2004 - the shortest family name
        return plain and not self._titles.match(text.norms, k, last) and self.rank(text, k, last) == k

    def _middle(self, text: Text, first: int, end: int, last: int) -> bool:
        """Tell whether the one initial behind a name stands in the middle of a longer one ("Falah M. Al-Hajraf")."""
        if end - first != 2 or not text.words[end - 1].endswith(".") or end >= last:  # noqa: PLR2004 - a name and an initial
            return False
        after = text.words[end]
        return (
            after[0].isupper()
            and after[1:].islower()
            and not self._titles.match(text.norms, end, last)
            and self.rank(text, end, last) == end
        )

    def _excellency(self, text: Text, first: int, last: int) -> bool:
        """Tell whether what looks like initials is "H.E."."""
        return any(text.words[k].upper().rstrip(".") == "H.E" for k in range(first, last))

    def name(self, text: Text, i: int, last: int, taken: Callable[[int], bool]) -> int:
        """Return the token behind the capitalised name of two to five words that begins at `i`; else `i`."""
        k, words = i, 0
        while k < last and not taken(k) and words < _LONGEST:
            word = text.words[k]
            if word[0].isupper() and word.replace("’", "").replace("'", "").replace("ʼ", "").isalpha():
                titled = words and self.rank(text, k, last) > k and not self._given.stands_at(text, k, last)
                if titled and not self._closes_name(text, k, last, words):
                    break
                words += 1
                k += 1
            elif words and self._leads_to_name(text, k, last):
                k += 1
            elif (
                word == "-"
                and words
                and k + 1 < last
                and text.words[k + 1][0].isalpha()
                and text.starts[k] == text.ends[k - 1]
            ):
                k += 2
            elif len(word) > 1 and word[0].isupper() and word.endswith(".") and words and self.rank(text, k, last) == k:
                k += 1
            else:
                break
        return k

    def _closes_name(self, text: Text, k: int, last: int, words: int) -> bool:
        """Tell whether an address at `k` is the last of two or more words of a name ("Tariq Mahmood Sheikh, the")."""
        alone = k + 1 >= last or not text.words[k + 1][0].isupper()
        return words > 1 and alone and text.norms[k] in self._closing


def unaccented(word: str) -> str:
    """Return a word without the accents of its letters ("étienne" as "etienne")."""
    return "".join(letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter))


def _tokens(text: Text, first: int, last: int, start: int, end: int) -> tuple[int, int] | None:
    covered = [k for k in range(first, last) if text.starts[k] < end and text.ends[k] > start]
    return (covered[0], covered[-1] + 1) if covered else None
