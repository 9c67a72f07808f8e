"""Spans of tokens that name something, and the referents that gather them within a bulletin."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from caricc_graph.model import Kind


@dataclass(slots=True)
class Thing:
    """A referent in the making: what the spans of one bulletin with the same kind and key refer to."""

    kind: Kind
    key: str
    authority: str | None = None
    names: list[str] = field(default_factory=list)
    mentions: set[tuple[int, int]] = field(default_factory=set)
    event_kind: str = ""
    title: str = ""
    descriptive: bool = False
    plural: bool = False
    acronyms: list[str] = field(default_factory=list)

    def name(self, text: str) -> None:
        """Add a name, once."""
        if text and text not in self.names:
            self.names.append(text)


@dataclass(slots=True)
class Span:
    """Tokens `first` up to, not including, `last` that name `thing`; `inner` are names within the name.

    `bare` marks a nominal such as "the Center", which is no mention but carries claims.
    """

    first: int
    last: int
    thing: Thing
    inner: tuple[Span, ...] = ()
    bare: bool = False
    demonym: bool = False
