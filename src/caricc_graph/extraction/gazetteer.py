"""Names of the authority files, found in a token list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from caricc_graph.extraction.phrases import Phrases
from caricc_graph.model import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caricc_graph.authority import Authority, Entry
    from caricc_graph.extraction.lexicon import Lexicon
    from caricc_graph.extraction.text import Text

_OPENING_NAMES = frozenset({"state", "national", "federal", "central"})
_RANK = {kind: i for i, kind in enumerate((Kind.COUNTRY, Kind.AGENCY, Kind.PROGRAMME, Kind.PLACE))}
_SHORT = 6


@dataclass(frozen=True, slots=True)
class Name:
    """One name of an authority file's entry, and how it must be written to count."""

    entry: Entry
    exact: str = ""
    capital: bool = False
    demonym: bool = False
    descriptive: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry named by the tokens from `first` up to, not including, `last`."""

    first: int
    last: int
    name: Name


class Gazetteer:
    """All names of an authority; acronyms count as they are written, other names in any case but their first letter's."""

    def __init__(self, authority: Authority, lexicon: Lexicon) -> None:
        self._phrases: Phrases[Name] = Phrases()
        self._describing = lexicon.words("names", "places", "describing")
        self._earlier = lexicon.words("names", "places", "earlier")
        for entry in authority.entries.values():
            for name in entry.names:
                norms = lexicon.norms(name.text)
                self._phrases.add(norms, _name(entry, name.text, descriptive=norms[-1] in self._describing))
            for demonym in entry.demonyms:
                self._phrases.add(lexicon.norms(demonym), Name(entry, capital=True, demonym=True))

    def find(self, text: Text, first: int, last: int) -> list[Hit]:
        """Return the longest names from left to right, none overlapping another."""
        hits = []
        i = first
        while i < last:
            hit = self.at(text, i, last) if self._phrases.begins(text.norms[i]) else None
            if hit:
                hits.append(hit)
            i = hit.last if hit else i + 1
        hits = [hit for hit in hits if not self._is_another(text, hit, hits) and not _runs_into(text, hit)]
        ends = {k for hit in hits if hit.name.entry.kind is not Kind.EVENT for k in (hit.first, hit.last)}
        return [hit for hit in hits if not _is_place(hit) or not _joined(text, hit, ends)]

    def _is_another(self, text: Text, hit: Hit, hits: Sequence[Hit]) -> bool:
        """Tell whether a name that describes its place is said of another one ("the former Kazakh capital, Almaty")."""
        behind = hit.last + (hit.last < len(text.words) and text.words[hit.last] == ",")
        named = any(one.first == behind and one.name.entry is not hit.name.entry for one in hits if _is_place(one))
        return hit.name.descriptive and (named or (hit.first > 0 and text.norms[hit.first - 1] in self._earlier))

    def at(self, text: Text, i: int, last: int, *, but: Entry | None = None) -> Hit | None:
        """Return the longest name that begins with token `i`, leaving out those of the entry `but`."""
        for end, names in self._phrases.match(text.norms, i, last):
            fitting = [name for name in names if name.entry is not but and _written(name, text, i, end)]
            if fitting:
                return Hit(i, end, min(fitting, key=_order))
        return None


def _runs_into(text: Text, hit: Hit) -> bool:
    """Tell whether the last word of a name begins another one behind "the" ("Department of the State Border Service")."""
    last = hit.last - 1
    opens = last > hit.first and text.words[last - 1].lower() == "the" and text.norms[last] in _OPENING_NAMES
    return opens and hit.last < len(text.words) and text.words[hit.last][0].isupper()


def _is_place(hit: Hit) -> bool:
    return hit.name.entry.kind is Kind.PLACE


def _joined(text: Text, hit: Hit, ends: set[int]) -> bool:
    """Tell whether a hyphen without blanks joins a place to a word that is no other name ("Kulma-Antiterror-2030")."""
    before, behind = hit.first - 2, hit.last + 1
    return (before >= 0 and hit.first - 1 not in ends and _hyphen(text, hit.first - 1) and _proper(text, before)) or (
        behind < len(text.words) and behind not in ends and _hyphen(text, hit.last) and _proper(text, behind)
    )


def _hyphen(text: Text, k: int) -> bool:
    return text.words[k] in {"-", "–"} and text.starts[k] == text.ends[k - 1] and text.ends[k] == text.starts[k + 1]


def _proper(text: Text, k: int) -> bool:
    return text.words[k][0].isupper() or text.words[k].isdigit()


def _name(entry: Entry, text: str, *, descriptive: bool) -> Name:
    acronym = len(text) <= _SHORT and text.upper() == text and text.isalpha()
    return Name(entry, exact=text if acronym else "", capital=text[0].isupper(), descriptive=descriptive)


def _written(name: Name, text: Text, first: int, last: int) -> bool:
    if name.exact:
        return text.slice(first, last).replace(".", "") == name.exact
    return not name.capital or text.words[first][0].isupper() or last - first > 2  # noqa: PLR2004 - long names are also written small


def _order(name: Name) -> tuple[bool, int, int, str]:
    return name.demonym, _RANK.get(name.entry.kind, len(_RANK)), -name.entry.population, name.entry.id
