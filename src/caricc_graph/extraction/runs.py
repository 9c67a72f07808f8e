"""Names as runs of words, and the names inside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from caricc_graph.extraction.gazetteer import Hit
from caricc_graph.extraction.name_words import CO
from caricc_graph.model import Kind

if TYPE_CHECKING:
    from caricc_graph.extraction.text import Text

_PREFIXES = frozenset({CO, "sub", "inter", "anti", "counter", "non", "cross", "multi", "trans", "post", "pre"})


@dataclass(frozen=True, slots=True)
class Run:
    """A capitalised name from `first` up to, not including, `last`, with its head noun at `head`; `inner` are the names inside."""

    first: int
    last: int
    head: int
    kind: Kind
    inner: tuple[Hit | Run, ...]

    @property
    def hits(self) -> tuple[Hit, ...]:
        """The known names inside, those inside other names included."""
        return tuple(hit for part in self.inner for hit in (part.hits if isinstance(part, Run) else (part,)))


def is_prefixed(text: Text, k: int, last: int) -> bool:
    """Tell whether the word at `k` only begins one that a hyphen goes on ("Co-operation", "Sub-regional")."""
    return text.words[k].lower() in _PREFIXES and k + 2 < last and text.words[k + 1] == "-"


def kind_of(part: Hit | Run) -> Kind:
    """Return the kind of what a name inside another names."""
    return part.name.entry.kind if isinstance(part, Hit) else part.kind


def is_place(part: Hit | Run) -> bool:
    """Tell whether a name inside another is of a place or state, not of a people."""
    return kind_of(part) in {Kind.PLACE, Kind.COUNTRY} and not (isinstance(part, Hit) and part.name.demonym)
