"""Names of bodies, programmes, documents, places and events, by a grammar of head nouns and their complements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from caricc_graph.extraction.described import CODE
from caricc_graph.model import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from caricc_graph.extraction.gazetteer import Hit
    from caricc_graph.extraction.lexicon import Lexicon
    from caricc_graph.extraction.phrases import Phrases
    from caricc_graph.extraction.text import Text

_FIELD = frozenset({"of", "for", "on", "against"})
_LOOK = 6


@dataclass(frozen=True, slots=True)
class Run:
    """A capitalised name from `first` up to, not including, `last`, with its head noun at `head`; `hits` stand inside."""

    first: int
    last: int
    head: int
    kind: Kind
    hits: tuple[Hit, ...]


class Grammar:
    """Finds names that no authority file holds."""

    def __init__(self, lexicon: Lexicon) -> None:
        kinds = [
            (Kind.EVENT, lexicon.words("events", "named_heads")),
            (Kind.PLACE, lexicon.words("names", "places", "heads")),
            (Kind.DOCUMENT, lexicon.words("names", "documents", "heads")),
            (Kind.PROGRAMME, lexicon.words("names", "programmes", "heads")),
            (Kind.AGENCY, lexicon.words("names", "bodies", "heads")),
        ]
        self._heads: Mapping[str, Kind] = {
            norm[-1]: kind for kind, words in kinds for norm in map(lexicon.norms, words) if norm
        }
        self._titles: Phrases[str] = lexicon.phrases(
            (*lexicon.words("names", "people", "titles"), *lexicon.words("names", "people", "ranks"))
        )
        self._honorifics = frozenset(lexicon.words("names", "people", "honorifics"))
        self._not_heads_before = frozenset(lexicon.words("names", "documents", "not_heads_before"))
        self._located = frozenset(lexicon.words("names", "bodies", "located"))
        self._units = frozenset(lexicon.norms(word)[0] for word in lexicon.words("names", "bodies", "units"))
        self._unit_modifiers = frozenset(lexicon.words("names", "bodies", "unit_modifiers"))
        self._phases = frozenset(lexicon.words("names", "programmes", "phases"))
        self._described = frozenset(lexicon.words("names", "groups", "described"))

    def run(self, text: Text, i: int, last: int, hits: Mapping[int, Hit]) -> Run | None:
        """Return the name that begins with token `i`, or None."""
        inside: list[Hit] = []
        end, head = self._premodified(text, i, last, hits, inside)
        if head is None:
            return None
        kind = self._heads[text.norms[head]]
        if kind is Kind.PROGRAMME and end < last and text.norms[end] in self._phases:
            end += 1
        if kind is Kind.PROGRAMME and self._designated(text, end, last, hits):
            head = end
            end += 1
        end = self._complements(text, head, end, last, hits, inside)
        if end == i + 1 or (end == head + 1 and all(text.norms[k] in self._heads for k in range(i, end))):
            return None
        return Run(i, end, head, kind, tuple(inside))

    def _designated(self, text: Text, end: int, last: int, hits: Mapping[int, Hit]) -> bool:
        """Tell whether a programme's noun goes on with its number, code or acronym ("Component 2", "Project XACK22")."""
        if end >= last or end in hits or text.norms[end] in self._heads:
            return False
        word = text.words[end]
        return bool(CODE.fullmatch(word)) or (word.isalpha() and word.isupper() and len(word) > 2)  # noqa: PLR2004 - an acronym has three letters

    def _compound(self, text: Text, k: int, last: int) -> bool:
        """Tell whether the noun at `k` only begins a compound ("law enforcement")."""
        return k + 1 < last and text.norms[k + 1] in self._not_heads_before

    def is_head(self, norm: str) -> bool:
        """Tell whether a word is the head noun of names."""
        return norm in self._heads

    def is_title(self, text: Text, k: int, last: int) -> bool:
        """Tell whether a title or rank of a person begins at token `k`."""
        return bool(text.norms[k]) and bool(self._titles.match(text.norms, k, last))

    def _premodified(
        self, text: Text, i: int, last: int, hits: Mapping[int, Hit], inside: list[Hit]
    ) -> tuple[int, int | None]:
        """Return where the capitalised words from `i` end, and the last head noun among them."""
        head, end, k = None, i, i
        while k < last:
            hit = hits.get(k)
            if hit:
                if k > i and head is not None and not self._heads_after(text, hit.last, last):
                    break
                inside.append(hit)
                k = end = hit.last
                if text.norms[end - 1] in self._heads and hit.name.entry.kind is not Kind.COUNTRY:
                    head = end - 1
            elif self._is_name_word(text, k) or (head is None and inside and self._lower_unit(text, k, last)):
                if text.norms[k] not in self._heads and self._titles.match(text.norms, k, last):
                    break
                if text.norms[k] in self._heads and not self._compound(text, k, last):
                    head = k
                k = end = k + 1
            elif (
                text.words[k] in {"-", "–", "/", "&", "and", "'s", "’s"}
                and k > i
                and self._joins(text, k, last, hits, head)
            ):
                k += 1
            else:
                break
        if head is not None:
            end = head + 1
            inside[:] = [hit for hit in inside if hit.last <= end]
        return end, head

    def _joins(self, text: Text, k: int, last: int, hits: Mapping[int, Hit], head: int | None) -> bool:
        """Tell whether the connector `k` stands inside a name: a head noun still comes, and none has come."""
        if k + 1 >= last or head == k - 1:
            return False
        if text.words[k] == "and" and (k + 1 in hits or not self._is_name_word(text, k + 1)):
            return False
        return self._heads_after(text, k + 1, last)

    def _heads_after(self, text: Text, k: int, last: int) -> bool:
        """Tell whether a head noun ends the words of a name that go on at `k`."""
        for j in range(k, min(k + _LOOK, last)):
            if text.norms[j] in self._heads and (text.words[j][0].isupper() or self._lower_unit(text, j, last)):
                return True
            if not (
                self._is_name_word(text, j)
                or text.words[j] in {"-", "–", "/", "&", "and"}
                or text.norms[j] in self._unit_modifiers
            ):
                return False
        return False

    def _lower_unit(self, text: Text, k: int, last: int) -> bool:
        """Tell whether small letters at `k` go on to a unit's noun, as in "UNODC regional office"."""
        for j in range(k, min(k + _LOOK, last)):
            if text.norms[j] in self._units:
                return True
            if text.norms[j] not in self._unit_modifiers:
                return False
        return False

    def _complements(  # noqa: PLR0913 - a name is read from its words, its sentence and the names inside it
        self, text: Text, head: int, end: int, last: int, hits: Mapping[int, Hit], inside: list[Hit]
    ) -> int:
        """Return where the name ends after its "of …", "for …", "in …" complements."""
        while end < last:
            word = text.norms[end] or text.words[end].lower()
            located = word in {"in", "to"} and text.norms[head] in self._located
            if word not in _FIELD and not located:
                return end
            k = end + 1
            while k < last and text.words[k].lower() in {"the", "its"}:
                k += 1
            reach = self._complement(text, k, last, hits, inside, located=located)
            if reach == k:
                return end
            end = reach
        return end

    def _complement(  # noqa: PLR0913 - a name is read from its words, its sentence and the names inside it
        self, text: Text, k: int, last: int, hits: Mapping[int, Hit], inside: list[Hit], *, located: bool
    ) -> int:
        """Return where the complement that begins at `k` ends; `k` itself where there is none."""
        hit = hits.get(k)
        if hit and self._paying(text, hit.last, last):
            return k
        if hit and (hit.last >= last or text.norms[hit.last] not in self._described):
            inside.append(hit)
            return hit.last if not self._heads_after(text, hit.last, last) else self._words(text, hit.last, last, hits)
        if hit or located:
            return k
        return self._words(text, k, last, hits)

    def _paying(self, text: Text, k: int, last: int) -> bool:
        """Tell whether a name that ends at `k` goes on as "-funded", behind its acronym or not."""
        k += 3 if text.words[k : k + 1] == ["("] and text.words[k + 2 : k + 3] == [")"] else 0
        return k + 1 < last and text.words[k] == "-" and text.norms[k + 1] in {"funded", "financed"}

    def _words(self, text: Text, k: int, last: int, hits: Mapping[int, Hit]) -> int:
        """Return where the capitalised words from `k` end; "and" joins where no new name begins behind it."""
        end = k
        while k < last and (k not in hits or hits[k].name.entry.kind is Kind.SUBSTANCE):
            if k in hits:
                k = end = hits[k].last
            elif self._is_name_word(text, k) and not self._begins_noun(text, k, last):
                k = end = k + 1
            elif (
                end
                and text.words[k] in {"and", "&", "-", "–", "/", ","}
                and k == end
                and self._goes_on(text, k, last, hits)
            ):
                k += 1
            else:
                break
        return end

    def _begins_noun(self, text: Text, k: int, last: int) -> bool:
        """Tell whether a hyphen joins the word at `k` to a head noun in lower case ("Sub-programme")."""
        return (
            k + 2 < last
            and text.words[k + 1] == "-"
            and text.words[k + 2].islower()
            and text.norms[k + 2] in self._heads
        )

    def _goes_on(self, text: Text, k: int, last: int, hits: Mapping[int, Hit]) -> bool:
        after = k + 1
        if after >= last or after in hits or not self._is_name_word(text, after):
            return False
        if text.words[k] == ",":
            return False
        return text.words[k] != "and" or not self._heads_after(text, after, last)

    def _is_name_word(self, text: Text, k: int) -> bool:
        word = text.words[k]
        return word[0].isupper() and word.lower() not in self._honorifics and (len(word) > 1 or not word.isalpha())
