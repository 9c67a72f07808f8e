"""A set of phrases, found in a token list as the longest match at each place."""

from __future__ import annotations

from typing import Generic, TypeVar

_V = TypeVar("_V")
_END = ""


class Phrases(Generic[_V]):
    """Phrases of normalised words, each with its values; tokens with an empty norm are passed over inside one."""

    def __init__(self) -> None:
        self._root: dict[str, object] = {}

    def add(self, norms: list[str], value: _V) -> None:
        """Add a phrase; a phrase may have several values, kept in the order in which they came."""
        node = self._root
        for norm in norms:
            if norm:
                node = node.setdefault(norm, {})  # type: ignore[assignment] # a trie's nodes are dictionaries of nodes
        if node is not self._root:
            node.setdefault(_END, []).append(value)  # type: ignore[attr-defined] # the end mark holds the values

    def begins(self, norm: str) -> bool:
        """Tell whether a phrase begins with this word."""
        return norm in self._root

    def match(self, norms: list[str], first: int, last: int) -> list[tuple[int, list[_V]]]:
        """Return the phrases that begin at `first` and end before `last`, longest first, as (end, values)."""
        node = self._root.get(norms[first])
        if node is None:
            return []
        found: list[tuple[int, list[_V]]] = []
        i = first + 1
        while True:
            values = node.get(_END)  # type: ignore[attr-defined] # see add
            if values is not None:
                found.append((i, values))
            while i < last and not norms[i]:
                i += 1
            if i >= last:
                break
            node = node.get(norms[i])  # type: ignore[attr-defined] # see add
            if node is None:
                break
            i += 1
        found.reverse()
        return found
