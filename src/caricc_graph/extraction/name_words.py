"""The words of names: head nouns, titles, and what a capitalised word at a place begins, ends or only stands before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caricc_graph.extraction.given_names import GivenNames
from caricc_graph.model import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from caricc_graph.extraction.gazetteer import Hit
    from caricc_graph.extraction.lexicon import Lexicon
    from caricc_graph.extraction.phrases import Phrases
    from caricc_graph.extraction.text import Text

_FAMILY = 6
_LOOK = 6
_CODE = 4
CO = "co"
_TOWARDS = frozenset({"for", "on", "against"})


class NameWords:
    """Tells of single words, and of the few behind them, what they are in a name."""

    def __init__(self, lexicon: Lexicon) -> None:
        kinds = [
            (Kind.EVENT, lexicon.words("events", "named_heads")),
            (Kind.PLACE, lexicon.words("names", "places", "heads")),
            (Kind.DOCUMENT, lexicon.words("names", "documents", "heads")),
            (Kind.PROGRAMME, lexicon.words("names", "programmes", "heads")),
            (Kind.AGENCY, lexicon.words("names", "bodies", "heads")),
        ]
        self.heads: dict[str, Kind] = {
            norm[-1]: kind for kind, words in kinds for norm in map(lexicon.norms, words) if norm
        }
        bodies = lexicon.files["names"]["bodies"]
        self.singular: dict[str, str] = {
            plural(norm): norm for norm, kind in self.heads.items() if kind is Kind.AGENCY and not norm.endswith("s")
        }
        self.heads |= {word: Kind.AGENCY for word in self.singular if word not in self.heads}
        self.heads |= dict.fromkeys(bodies["short_heads"], Kind.AGENCY)
        self.located = frozenset(bodies["located"])
        self._broad_units = frozenset(bodies["broad_units"])
        self.field_ends = frozenset(bodies["field_ends"])
        self.given_names = frozenset(lexicon.words("names", "people", "given_names"))
        self._given = GivenNames(lexicon)
        self._family_endings = lexicon.words("names", "people", "surname_endings")
        self._titles: Phrases[str] = lexicon.phrases(
            (*lexicon.words("names", "people", "titles"), *lexicon.words("names", "people", "ranks"))
        )
        self._ranks = lexicon.phrases(lexicon.words("names", "people", "ranks"))
        self._services = frozenset(lexicon.words("names", "people", "services"))
        self._honorifics = frozenset(lexicon.words("names", "people", "honorifics"))
        self._attributes = frozenset(bodies["attributes"])
        self._goods = frozenset(bodies["goods"])
        self._units = frozenset(lexicon.norms(word)[0] for word in bodies["units"])
        self._unit_modifiers = frozenset(bodies["unit_modifiers"])
        self._not_heads_before = frozenset(lexicon.words("names", "documents", "not_heads_before"))

    def is_head(self, norm: str) -> bool:
        """Tell whether a word is the head noun of names."""
        return norm in self.heads

    def is_title(self, text: Text, k: int, last: int) -> bool:
        """Tell whether a title or rank of a person begins at token `k`."""
        titled = bool(text.norms[k]) and bool(self._titles.match(text.norms, k, last))
        return titled and not self._given.stands_at(text, k, last)

    def begins_title(self, text: Text, k: int, last: int) -> bool:
        """Tell whether a title of several words begins at token `k` ("Team Leader")."""
        return bool(text.norms[k]) and any(end > k + 1 for end, _ in self._titles.match(text.norms, k, last))

    def title_with_head(self, text: Text, k: int, last: int) -> int:
        """Return the token behind a title that holds the head noun of names ("Chief of Mission"); else `k`."""
        found = self._titles.match(text.norms, k, last) if text.norms[k] else []
        ends = (end for end, _ in found if "of" in text.norms[k:end] and self._ends_in_head(text, k, end))
        return next((end for end in ends if not self._has_field(text, end, last)), k)

    def _has_field(self, text: Text, end: int, last: int) -> bool:
        """Tell whether the unit that ends at `end` goes on with its field ("Head of Department for European Cooperation")."""
        unit = text.norms[end - 1] in self._units and text.words[end - 1][0].isupper()
        return unit and end + 1 < last and text.norms[end] in _TOWARDS and text.words[end + 1][0].isupper()

    def _ends_in_head(self, text: Text, k: int, end: int) -> bool:
        return text.norms[end - 1] in self.heads and all(text.norms[k:end])

    def is_name_word(self, text: Text, k: int) -> bool:
        """Tell whether the word at `k` is written as one of a name: with a capital, no honorific and no mere initial."""
        word = text.words[k]
        return word[0].isupper() and word.lower() not in self._honorifics and (len(word) > 1 or not word.isalpha())

    def unit_at(self, text: Text, k: int) -> bool:
        """Tell whether the noun of a body stands at `k` with a capital ("3rd Directorate")."""
        noun = text.norms[k] if k < len(text.words) else ""
        return self.heads.get(noun) is Kind.AGENCY and text.words[k][0].isupper()

    def is_compound(self, text: Text, k: int, last: int) -> bool:
        """Tell whether the noun at `k` only begins a compound ("law enforcement")."""
        return k + 1 < last and text.norms[k + 1] in self._not_heads_before

    def begins_noun(self, text: Text, k: int, last: int) -> bool:
        """Tell whether a hyphen joins the word at `k` to a head noun in lower case ("Sub-programme")."""
        return (
            k + 2 < last
            and text.words[k].lower() != CO
            and text.words[k + 1] == "-"
            and text.words[k + 2].islower()
            and text.norms[k + 2] in self.heads
        )

    def heads_after(self, text: Text, k: int, last: int, kind: Kind | None = None) -> bool:
        """Tell whether a head noun, of this kind where one is asked for, ends the words of a name that go on at `k`."""
        for j in range(k, min(k + _LOOK, last)):
            if (
                text.norms[j] in self.heads
                and kind in {None, self.heads[text.norms[j]]}
                and (text.words[j][0].isupper() or self.lower_unit(text, j, last) is not None)
            ):
                return True
            if not (
                self.is_name_word(text, j)
                or text.words[j] in {"-", "–", "/", "&", "and"}
                or text.norms[j] in self._unit_modifiers
                or text.norms[j] == "'s"
            ):
                return False
        return False

    def seated_after(self, text: Text, k: int, last: int) -> bool:
        """Tell whether an office or another part of a body that may sit anywhere ends the words of a name that go on at `k`."""
        part = any(text.norms[j] in self.located for j in range(k, min(k + _LOOK, last)))
        return part and self.heads_after(text, k, last)

    def lower_unit(self, text: Text, k: int, last: int) -> int | None:
        """Return where small letters at `k` come to a unit's noun, as in "UNODC regional office"."""
        for j in range(k, min(k + _LOOK, last)):
            if text.norms[j] in self._units:
                return j if self._goods.isdisjoint(text.norms[j + 1 : j + 2]) else None
            if (text.norms[j] or text.words[j]) not in self._unit_modifiers:
                return None
        return None

    def broad_unit(self, text: Text, k: int, last: int) -> bool:
        """Tell whether the capitalised words at `k` end in the first noun of a body, and that is one of a unit ("Main Directorate")."""
        j = k
        while j < last and self.is_name_word(text, j) and self.heads.get(text.norms[j]) is not Kind.AGENCY:
            j += 1
        return j < last and text.words[j][0].isupper() and text.norms[j] in self._broad_units

    def modifies_unit(self, text: Text, k: int, last: int) -> bool:
        """Tell whether a small word at `k` only stands before the noun of a unit ("the training centre")."""
        return text.words[k].islower() and self.lower_unit(text, k, last) not in {None, k}

    def enumerates(self, text: Text, k: int, last: int, hits: Mapping[int, Hit]) -> bool:
        """Tell whether the comma at `k` parts words of one field ("Drugs, Tobacco and Alcohol", "Labour, Migration, and Employment")."""
        k += 1
        while k + 2 < last and self._is_field_word(text, k, hits, last):
            if text.norms[k + 1] in self.field_ends and text.words[k + 1][0].isupper():
                k += 1
            if text.words[k + 1] in {"and", "&"}:
                return self._is_field_word(text, k + 2, hits, last) or self.is_last_field(text, k + 2, last)
            if text.words[k + 1] != ",":
                return False
            k += 2
            if text.words[k] == "and":
                return k + 1 < last and self._is_field_word(text, k + 1, hits, last)
        return False

    def is_last_field(self, text: Text, k: int, last: int) -> bool:
        """Tell whether a plural of programmes at `k` ends a list of fields ("Department of Organizations, Donors and Programmes")."""
        alone = k + 1 >= last or not (text.words[k + 1][0].isupper() or text.words[k + 1].isdigit())
        plural = self.heads.get(text.norms[k]) is Kind.PROGRAMME and text.norms[k].endswith("s")
        return plural and text.words[k][0].isupper() and alone

    def _is_field_word(self, text: Text, k: int, hits: Mapping[int, Hit], last: int) -> bool:
        named = k in hits and hits[k].name.entry.kind is not Kind.SUBSTANCE
        return (
            not named
            and self.is_name_word(text, k)
            and not self.is_title(text, k, last)
            and (text.norms[k] not in self.heads or self.is_compound(text, k, last))
        )

    def person_begins_at(self, text: Text, k: int, first: int, last: int) -> bool:
        """Tell whether a person's title, or a rank with its service ("Police Colonel"), begins at `k` behind a name."""
        if text.norms[k] not in self.heads:
            return self._person_ahead(text, k, last)
        return k > first and text.norms[k] in self._services and bool(self._ranks.match(text.norms, k + 1, last))

    def _person_ahead(self, text: Text, k: int, last: int) -> bool:
        """Tell whether a title or rank at `k` is one of a person, not a word of a body's name ("General Secretariat")."""
        if not self.is_title(text, k, last):
            return False
        noun = k + 1 < last and text.words[k + 1][0].isupper() and self.heads.get(text.norms[k + 1]) is Kind.AGENCY
        return not (noun or (text.norms[k] in self._attributes and self.heads_after(text, k + 1, last)))

    def holder_ahead(self, text: Text, k: int, last: int) -> bool:
        """Tell whether the title of a person whose name follows it stands at `k` ("Bank of England Governor Mark …")."""
        found = self._titles.match(text.norms, k, last) if text.norms[k] else []
        return (
            bool(found)
            and all(
                found[0][0] + n < last
                and text.words[found[0][0] + n][:1].isupper()
                and text.words[found[0][0] + n][1:].islower()
                for n in (0, 1)
            )
            and self._person_ahead(text, k, last)
        )

    def person_begins(self, text: Text, k: int, last: int) -> bool:
        """Tell whether a given and a family name stand at `k`, and no more capitalised words ("… for Drug Control Anna Berg took")."""
        if k + 1 >= last or text.norms[k] in self.heads or text.norms[k + 1] in self.heads:
            return False
        named = all(text.words[j].istitle() and text.words[j].isalpha() for j in (k, k + 1))
        closed = k + 2 >= last or not text.words[k + 2][0].isupper()
        given, family = text.words[k].lower() in self.given_names, text.words[k + 1].lower()
        return named and closed and (given or (len(family) >= _FAMILY and family.endswith(self._family_endings)))


def is_code(word: str) -> bool:
    """Tell whether a word is a programme's code or acronym ("XAC22", "LEICA")."""
    return len(word) >= _CODE and word.isupper() and word.isalnum() and word[0].isalpha()


def plural(noun: str) -> str:
    """Return the plural of an English noun that is regular."""
    if noun.endswith("man"):
        return f"{noun[:-2]}en"
    if noun.endswith("y") and noun[-2:-1] not in set("aeiou"):
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith(("s", "x", "ch", "sh")) else f"{noun}s"
