"""Given names that are titles elsewhere ("Mr. Sultan Raev", "Davron Hakim Sharifzoda")."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from caricc_graph.extraction.lexicon import Lexicon
    from caricc_graph.extraction.text import Text


class GivenNames:
    """Tells titles from the given names that are written as they are."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._names = frozenset(lexicon.words("names", "people", "given_names"))
        self._titles = frozenset(lexicon.words("names", "people", "titles_as_names"))
        told = lexicon.files["names"]["pronouns"].values()
        self._addresses = frozenset(address for pronoun in told for address in pronoun["addresses"])

    def stands_at(self, text: Text, k: int, last: int) -> bool:
        """Tell whether a title at `k` is a given name: behind an address or another given name, and before one more word of the name."""
        if text.norms[k] not in self._titles or k == 0 or k + 1 >= last:
            return False
        before = text.words[k - 1 - (text.words[k - 1] == "." and k > 1)]
        named = before.lower().rstrip(".") in self._addresses or (before[0].isupper() and before.lower() in self._names)
        return named and text.words[k][0].isupper() and text.words[k + 1][0].isupper()
