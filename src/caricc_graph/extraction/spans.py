"""Spans of tokens that name something, and the referents that gather them within a bulletin."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from caricc_graph.extraction.text import Text
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
    body: Thing | None = None
    whole: Thing | None = None
    partners: tuple[Thing, ...] = ()
    pronoun: str = ""

    def name(self, text: str) -> None:
        """Add a name, once."""
        if text and text not in self.names:
            self.names.append(text)


@dataclass(slots=True)
class Span:
    """Tokens `first` up to, not including, `last` that name `thing`; `inner` are names within the name.

    `bare` marks a nominal such as "the Center", which is no mention but carries claims. `state` is the one that a list of bodies
    names behind its last alone, `since` the token at which such a list begins.
    """

    first: int
    last: int
    thing: Thing
    inner: tuple[Span, ...] = ()
    bare: bool = False
    demonym: bool = False
    state: Span | None = None
    since: int | None = None


@dataclass(slots=True)
class Discourse:
    """What a bulletin has spoken of so far: its things by kind and key, its acronyms, its people, and names without their state.

    `initials` are those of its bodies' names, None where several have them; `served` is the body of each person's last post, by the person's key; `latest` the body and the state that a post was last told of,
    `headed` the body that a title was last told of, `titled` the title of each person's last post.
    """

    things: dict[tuple[Kind, str], Thing] = field(default_factory=dict)
    acronyms: dict[str, Thing] = field(default_factory=dict)
    initials: dict[str, Thing | None] = field(default_factory=dict)
    people: list[Thing] = field(default_factory=list)
    short: dict[tuple[Kind, str], Thing] = field(default_factory=dict)
    served: dict[str, Thing] = field(default_factory=dict)
    latest: dict[Kind, Thing] = field(default_factory=dict)
    headed: dict[tuple[Kind | None, str], Thing] = field(default_factory=dict)
    titled: dict[str, str] = field(default_factory=dict)

    def thing(self, kind: Kind, key: str, *, authority: str | None = None) -> Thing:
        """Return the thing of this kind and key, made if it is new."""
        found = self.things.get((kind, key))
        if found is None:
            found = self.things[(kind, key)] = Thing(kind, key, authority)
        return found

    def last_named(self, kinds: Container[Kind], before: int) -> Thing | None:
        """Return the thing of these kinds that was named last before an offset of the text."""
        named = {
            max((end, -start) for start, end in thing.mentions if start < before): thing
            for thing in self.things.values()
            if thing.kind in kinds and any(start < before for start, _ in thing.mentions)
        }
        return named[max(named)] if named else None

    def shorten(self, kind: Kind, keys: Iterable[str], thing: Thing) -> None:
        """Let a name without its owner, by its key, stand for `thing`, unless it stands for another already."""
        for key in keys:
            self.short.setdefault((kind, key), thing)


def named_span(text: Text, first: int, last: int, thing: Thing, inner: tuple[Span, ...] = ()) -> Span:
    """Return the span of these tokens, which becomes a mention and a name of the thing."""
    thing.name(text.slice(first, last))
    thing.mentions.add((text.starts[first], text.ends[last - 1]))
    return Span(first, last, thing, inner)
