"""A frame of the lexicon: which words open it, under which conditions, and what it claims."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from caricc_graph.model import Kind, Modality, Predicate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_NOT_CONDITIONS = frozenset(
    {
        "rule",
        "lemmas",
        "nouns",
        "claims",
        "modality",
        "post",
        "unposted",
        "one",
        "other",
        "by_decision",
        "presupposed",
        "left_out",
    }
)


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame of the lexicon; `conditions` have the words that each asks for, none for a mere "true".

    `unposted` leaves out people named with a post, `one` and `other` all but things of a kind at the two ends; `by_decision` tells that who
    decides to do it has done it, `unquoted` that it is left out where a speaker alone says so.
    """

    rule: str
    claims: tuple[tuple[Predicate, str, str], ...]
    conditions: Mapping[str, frozenset[str]]
    modality: Modality = Modality.ASSERTED
    post: str = ""
    unposted: bool = False
    one: Kind | None = None
    other: Kind | None = None
    by_decision: bool = False
    presupposed: bool = False
    left_out: frozenset[Modality] = frozenset()


def indexed(
    told: Sequence[Mapping[str, Any]], key: str, lists: Mapping[str, Sequence[str]]
) -> Mapping[str, list[Frame]]:
    """Return the frames of each word that stands under a key; "@name" in a condition stands for the words of that list."""
    index: dict[str, list[Frame]] = defaultdict(list)
    for one in told:
        frame = _frame(one, lists)
        for word in one[key]:
            index[word].append(frame)
    return index


def _frame(told: Mapping[str, Any], lists: Mapping[str, Sequence[str]]) -> Frame:
    conditions = {
        name: _words(value, lists) if isinstance(value, list) else frozenset[str]()
        for name, value in told.items()
        if name not in _NOT_CONDITIONS
    }
    return Frame(
        told["rule"],
        tuple((Predicate(predicate), left, right) for predicate, left, right in map(str.split, told["claims"])),
        conditions,
        Modality(told.get("modality", "asserted")),
        told.get("post", ""),
        unposted=told.get("unposted", False),
        one=_kind(told.get("one")),
        other=_kind(told.get("other")),
        by_decision=told.get("by_decision", False),
        presupposed=told.get("presupposed", False),
        left_out=frozenset(map(Modality, told.get("left_out", ()))),
    )


def _words(told: Sequence[str], lists: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """Return the words that a condition asks for, those of the lists that it names among them."""
    return frozenset(word for one in told for word in (lists[one[1:]] if one.startswith("@") else (one,)))


def _kind(name: str | None) -> Kind | None:
    return Kind(name.capitalize()) if name else None
