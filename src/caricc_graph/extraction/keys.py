"""Keys: what names are compared by, whole, cut short, and with the names inside them as ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caricc_graph.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from caricc_graph.authority import Authority, Entry
    from caricc_graph.extraction.gazetteer import Hit
    from caricc_graph.extraction.lexicon import Lexicon
    from caricc_graph.extraction.names import Grammar
    from caricc_graph.extraction.runs import Run
    from caricc_graph.extraction.text import Text

_KEYLESS = frozenset({"of", "for", "on", "in", "to", "s", "'s"})
_PLACED = frozenset({"to", "in", "at"})
_CUTS = frozenset({"for", "of", "in", "to", "on", "against", "at", "under"})
_STATE, _PAIR = "state", 2


class Keys:
    """Makes the keys of names; `entries` are the authority's by kind and key."""

    def __init__(self, authority: Authority, lexicon: Lexicon, grammar: Grammar) -> None:
        self._words = grammar.words
        self._written_out = {
            short: lexicon.norms(words) for short, words in lexicon.files["names"]["bodies"]["short_heads"].items()
        }
        self.entries = self._of_authority(authority, lexicon)

    def of(self, norms: Iterable[str]) -> str:
        """Return the words of a name in one order, acronyms of common nouns written out."""
        words = (word for norm in norms for word in self._written_out.get(norm, [norm]))
        return " ".join(sorted({word for word in words if word and word not in _KEYLESS}))

    def of_run(self, text: Text, run: Run, state: Hit | None) -> tuple[str, str]:
        """Return the key of a name with all names inside as their ids, and with states alone so."""
        owner = [f"<{state.name.entry.id}>"] if state else []
        states = [hit for hit in run.hits if hit.name.entry.kind is Kind.COUNTRY]
        return self.of(_with_ids(text, run, run.hits) + owner), self.of(_with_ids(text, run, states) + owner)

    def cut(self, text: Text, name: Run | Hit, kind: Kind, ids: Mapping[tuple[int, int], str]) -> list[str]:
        """Return the keys of a body's name cut before its field or place, with and without who owns it ("the EU Delegation" to A)."""
        words = range(name.first, name.last)
        cut = next((k for k in words if k > name.first and text.norms[k] in _CUTS), name.first)
        if kind is not Kind.AGENCY or cut == name.first or not self._words.is_head(text.norms[cut - 1]):
            return []
        behind = [span for span in ids if span[0] > name.first + 1 and span[1] < name.last]
        owned_keys = [key for span in behind if (key := self._owned_key(text, name, span, ids))]
        inside = {span: found for span, found in ids.items() if name.first <= span[0] and span[1] < cut}
        owned = {k for first, last in inside for k in range(first, last)}
        begun = {first: f"<{found}>" for (first, _), found in inside.items()}
        named = [begun.get(k, "" if k in owned else text.norms[k]) for k in range(name.first, cut)]
        bare = [text.norms[k] for k in range(name.first, cut) if k not in owned]
        return [*owned_keys, *(self.of(norms) for norms in (named, bare) if sum(map(bool, norms)) >= _PAIR)]

    def _owned_key(self, text: Text, name: Run | Hit, span: tuple[int, int], ids: Mapping[tuple[int, int], str]) -> str:
        """Return the key of a name cut behind its owner ("the Delegation of the EU" to A); empty where it is not cut there."""
        of = [text.norms[k] for k in range(name.first, span[0]) if text.norms[k]][-1:] == ["of"]
        cut = of and text.norms[span[1]] in _PLACED
        return self.of([*(text.norms[k] for k in range(name.first, span[0])), f"<{ids[span]}>"]) if cut else ""

    def short(self, words: Sequence[str]) -> list[str]:
        """Return the keys of a name without its owner, and of one without "State" before it ("the Customs Committee")."""
        stately = [words[1:]] if words[:1] == [_STATE] and len(words) > _PAIR else []
        return [self.of(named) for named in (words, *stately)]

    def _of_authority(self, authority: Authority, lexicon: Lexicon) -> dict[tuple[Kind, str], Entry]:
        countries = {
            tuple(lexicon.norms(text)): entry.id
            for entry in authority.entries.values()
            if entry.kind is Kind.COUNTRY
            for text in (*(name.text for name in entry.names), *entry.demonyms)
        }
        longest = max((len(norms) for norms in countries), default=0)
        keys: dict[tuple[Kind, str], Entry] = {}
        for entry in authority.entries.values():
            if entry.kind in {Kind.AGENCY, Kind.PROGRAMME, Kind.DOCUMENT}:
                for name in entry.names:
                    keys.setdefault(
                        (entry.kind, self.of(_replaced(lexicon.norms(name.text), countries, longest))), entry
                    )
        return keys


def remaining(text: Text, name: Run | Hit, gone: set[int]) -> list[str]:
    """Return the words of a name that are not among the tokens `gone`, up to a power that it is under."""
    words = range(name.first, name.last)
    end = next((k for k in words if text.norms[k] == "under"), name.last)
    return [text.norms[k] for k in range(name.first, end) if k not in gone]


def _with_ids(text: Text, run: Run, hits: Iterable[Hit]) -> list[str]:
    """Return the words of a name, with the names inside it as ids."""
    norms = [*text.norms[run.first : run.last]]
    for hit in hits:
        norms[hit.first - run.first : hit.last - run.first] = [f"<{hit.name.entry.id}>"] + [""] * (
            hit.last - hit.first - 1
        )
    return norms


def _replaced(norms: list[str], countries: dict[tuple[str, ...], str], longest: int) -> list[str]:
    out, i = [], 0
    while i < len(norms):
        size = next((n for n in range(longest, 0, -1) if tuple(norms[i : i + n]) in countries), 0)
        out.append(f"<{countries[tuple(norms[i : i + size])]}>" if size else norms[i])
        i += size or 1
    return out
