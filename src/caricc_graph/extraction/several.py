"""Bodies that a list names in the plural, with one noun for all ("Ministries of Internal Affairs of Georgia and Armenia")."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from caricc_graph.model import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from caricc_graph.extraction.gazetteer import Hit
    from caricc_graph.extraction.lexicon import Lexicon
    from caricc_graph.extraction.names import Grammar
    from caricc_graph.extraction.phrases import Phrases
    from caricc_graph.extraction.runs import Run
    from caricc_graph.extraction.text import Text

_BETWEEN = frozenset({",", "and"})
_OWNING = frozenset({Kind.AGENCY, Kind.COUNTRY})
_LOCATING = frozenset({"in", "to"})
# Those of states, not bodies of their own ("Iranian and Afghan drug control forces").
_PEOPLE = frozenset({"forces", "authorities", "troops", "units"})
_FILLERS = frozenset({"of", "the", "and", ","})


@dataclass(frozen=True, slots=True)
class Part:
    """One of several bodies: the tokens that stand for it in the list, where its name ends, the words of that name, and its state.

    `owner` is the body whose they all are, where each only sits in its state ("the Offices of A in B and C"), `alone` the name that each has by itself.
    """

    first: int
    last: int
    end: int
    norms: tuple[str, ...]
    state: Hit
    owner: Hit | None = None
    alone: str = ""


class Several:
    """Finds lists of bodies that share a noun, a field or a state."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar) -> None:
        self._grammar = grammar
        self._fields: Phrases[str] = lexicon.phrases(
            (*lexicon.words("names", "people", "fields"), *lexicon.words("names", "bodies", "services"))
        )

    def of_states(self, text: Text, run: Run, last: int, hits: Mapping[int, Hit]) -> list[Part]:
        """Return the bodies of a name in the plural that ends in a state or a list of states; none where it names no state."""
        states = self._states(text, run, last, hits)
        if not states:
            return []
        fields = self._parts_of_field(text, run.head + 1, states[0].first)
        before = tuple(text.norms[k] for k in range(run.first, run.head))
        noun = self._grammar.words.singular[text.norms[run.head]]
        names = [((*before, noun, *words), state) for state in states for _, words in fields]
        starts = [run.first, *(at for at, _ in fields[1:]), *(state.first for state in states[1:])]
        parts = _parts(
            text, starts, _behind_seat(text, states[-1].last, last, hits), names, [state.last for _, state in names]
        )
        owner = _owner(text, run, states[0])
        single = len(fields) == 1 and text.words[run.head][0].isupper()
        shared = text.slice(run.head + 1, states[0].first) if run.head + 1 < states[0].first else ""
        lead = text.slice(run.first, run.head) if run.first < run.head else ""
        told = [" ".join(filter(None, (lead, noun.capitalize(), shared, text.slice(s.first, s.last)))) for s in states]
        alone = told if single else [""] * len(parts)
        return [replace(part, owner=owner, alone=name) for part, name in zip(parts, alone, strict=True)]

    def of_peoples(self, text: Text, i: int, last: int, hits: Mapping[int, Hit]) -> list[Part]:
        """Return the bodies that names of peoples tell apart ("Kyrgyz and Uzbek border services")."""
        peoples: list[Hit] = []
        k = i
        while k < last and (hit := hits.get(k)) is not None and hit.name.demonym:
            peoples.append(hit)
            k = hit.last
            while k < last and text.words[k] in _BETWEEN:
                k += 1
        found = self._fields.match(text.norms, k, last) if len(peoples) > 1 and k < last and text.norms[k] else []
        end = found[0][0] if found else k
        if end == k or end >= last or text.norms[end] not in self._grammar.words.singular or text.norms[end] in _PEOPLE:
            return []
        words = (*text.norms[k:end], self._grammar.words.singular[text.norms[end]])
        starts, ends = [hit.first for hit in peoples], [end + 1] * len(peoples)
        return _parts(text, starts, end + 1, [(words, hit) for hit in peoples], ends)

    def _states(self, text: Text, run: Run, last: int, hits: Mapping[int, Hit]) -> list[Hit]:
        closing = run.hits[-1] if run.hits else None
        if closing is None or closing.last != run.last or closing.name.entry.kind is not Kind.COUNTRY:
            return []
        states, k = [closing], run.last
        while k < last and text.words[k] in _BETWEEN | {"the"}:
            k += 1
            hit = hits.get(k)
            if hit and hit.name.entry.kind is Kind.COUNTRY and not hit.name.demonym:
                states.append(hit)
                k = hit.last
        return states

    def _parts_of_field(self, text: Text, first: int, last: int) -> list[tuple[int, tuple[str, ...]]]:
        """Return the fields between a noun and its states, each with its first token; known fields alone are told apart."""
        groups: list[list[int]] = [[]]
        for k in range(first, last):
            if text.words[k] in _BETWEEN:
                groups.append([])
            elif text.words[k].lower() not in _FILLERS:
                groups[-1].append(k)
        groups = [group for group in groups if group]
        if len(groups) < 2:  # noqa: PLR2004 - a list has two items or more
            return [(first, tuple(text.norms[k] for group in groups for k in group))]
        shared = [text.norms[groups[-1][-1]]]
        named = [[text.norms[k] for k in group] for group in groups]
        told = [words if self._is_field(words) else words + shared for words in named]
        if not all(self._is_field(words) for words in told):
            return [(first, tuple(word for words in named for word in words))]
        return [(group[0], tuple(words)) for group, words in zip(groups, told, strict=True)]

    def _is_field(self, words: list[str]) -> bool:
        found = self._fields.match(words, 0, len(words))
        return bool(found) and found[0][0] == len(words)


def _behind_seat(text: Text, k: int, last: int, hits: Mapping[int, Hit]) -> int:
    """Return the token behind "in" and a state at `k`, where several bodies sit ("the Embassies of A and B in C"); else `k`."""
    seat = hits.get(k + 1) if k < last and text.norms[k] == "in" else None
    return seat.last if seat is not None and seat.name.entry.kind is Kind.COUNTRY else k


def _owner(text: Text, run: Run, state: Hit) -> Hit | None:
    """Return the body whose offices, or the state whose missions, sit in a state, where a name says so."""
    located = text.norms[state.first - 1] in _LOCATING or text.norms[state.first - 2] in _LOCATING
    bodies = [hit for hit in run.hits if hit.name.entry.kind in _OWNING and hit.last < state.first]
    return bodies[0] if located and bodies else None


def _parts(
    text: Text, starts: list[int], end: int, names: list[tuple[tuple[str, ...], Hit]], name_ends: list[int]
) -> list[Part]:
    """Return the bodies with the stretches of the list that stand for them; those beyond the last stretch share it."""
    ends = [*starts[1:], end]
    while len(starts) < len(names):
        starts, ends = [*starts, starts[-1]], [*ends, end]
    return [
        Part(first, _without_fillers(text, first, last), name_end, norms, state)
        for first, last, (norms, state), name_end in zip(starts, ends, names, name_ends, strict=False)
    ]


def _without_fillers(text: Text, first: int, last: int) -> int:
    while last - 1 > first and text.words[last - 1].lower() in _FILLERS:
        last -= 1
    return last
