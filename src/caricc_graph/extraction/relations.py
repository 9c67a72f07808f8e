"""What the verbs of a sentence state between its names, as a statistical pipeline parses or tags it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise, product
from typing import TYPE_CHECKING

from caricc_graph.extraction.inflection import conjugated
from caricc_graph.model import Kind, Predicate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from spacy.tokens import Doc, Token

    from caricc_graph.extraction.lexicon import Lexicon

_OBJECT = "object"
_CONJUNCT = "conj"


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a sentence: code points `start` to `end` of the sentence, its referent and kind; `own` where the pipeline found it."""

    start: int
    end: int
    referent: str
    kind: Kind
    own: bool = False


@dataclass(frozen=True, slots=True)
class Relation:
    """What the verb at code point `at` states between two names, resting on code points `start` to `end` of the sentence."""

    subject: Name
    predicate: Predicate
    object: Name
    start: int
    end: int
    at: int


@dataclass(frozen=True, slots=True)
class _Verb:
    """What a verb claims, by what stands with it: an object, or a preposition."""

    active: Mapping[str, Predicate]
    passive: Mapping[str, Predicate]


class Relations:
    """Reads subject, verb and object; only what is stated of the past or present, and not denied."""

    def __init__(self, lexicon: Lexicon) -> None:
        told = lexicon.files["model"]
        self._labels = {name: frozenset(labels) for name, labels in told["labels"].items()}
        self._tags = {name: frozenset(tags) for name, tags in told["tags"].items()}
        self._words = {name: frozenset(words) for name, words in told["words"].items()}
        self._ends = {
            Predicate(name): tuple(frozenset(map(Kind, kinds)) for kinds in ends) for name, ends in told["ends"].items()
        }
        self._verbs: dict[str, _Verb] = {}
        for spec in told["verb"]:
            verb = _Verb(_predicates(spec["active"]), _predicates(spec.get("passive", {})))
            self._verbs.update((form, verb) for word in spec["words"] for form in conjugated(lexicon, word))
        control = lexicon.files["verbs"]["control"]
        self._hedging = frozenset(
            form
            for modality in ("planned", "recommended", "negated")
            for word in control[modality]
            for form in conjugated(lexicon, word)
        ) | frozenset(lexicon.words("verbs", "be", "forms"))

    def parsed(self, doc: Doc, names: Sequence[Name]) -> Iterator[Relation]:
        """Yield what the verbs of a parsed sentence state between its names."""
        for verb in doc:
            known = self._verbs.get(verb.lower_)
            if known and self._stated(verb):
                for predicate, one, other in self._arguments(known, verb):
                    yield from self._between(predicate, self._named(one, names), self._named(other, names), verb)

    def tagged(self, doc: Doc, names: Sequence[Name]) -> Iterator[Relation]:
        """Yield what stands in a row in a tagged sentence: a name, a verb, and a name."""
        for one, other in pairwise(_outermost(names)):
            row = [token for token in doc if one.end <= token.idx < other.start]
            verbs = [token for token in row if token.tag_ in self._tags["verb"] and token.lower_ in self._verbs]
            if len(verbs) == 1:
                yield from self._row(one, row, verbs[0], other)

    def _row(self, one: Name, row: Sequence[Token], verb: Token, other: Name) -> Iterator[Relation]:
        at = row.index(verb)
        before = [token.lower_ for token in row[:at] if token.tag_ not in self._tags["adverb"]]
        behind = [token.lower_ for token in row[at + 1 :] if token.tag_ not in self._tags["inside"]]
        denied = any(token.lower_ in self._words["denying"] for token in row)
        if denied or len(behind) > 1 or not self._plain(verb, set(before)):
            return
        role = behind[0] if behind else _OBJECT
        known = self._verbs[verb.lower_]
        if not set(before) & self._words["be"]:
            found = [(known.active.get(role), one, other)]
        elif role in self._words["by"]:
            found = [(known.active.get(_OBJECT), other, one)]
        else:
            found = [(known.passive.get(role), one, other)]
        for predicate, subject, obj in found:
            if predicate:
                yield from self._between(predicate, [subject], [obj], verb)

    def _stated(self, verb: Token) -> bool:
        """Tell whether a verb, and what it is a part of, is stated of the past or present and not denied."""
        chain = [verb]
        while chain[-1].dep_ in self._labels["carrying"] and chain[-1].head not in chain:
            chain.append(chain[-1].head)
        hedged = any(above.lower_ in self._hedging and link.dep_ != _CONJUNCT for link, above in pairwise(chain))
        return not hedged and all(map(self._finite, chain))

    def _finite(self, verb: Token) -> bool:
        helpers = {child.lower_ for child in verb.children if child.dep_ in self._labels["helping"]}
        denied = any(child.lower_ in self._words["denying"] for child in verb.children)
        return not denied and verb.dep_ not in self._labels["reduced"] and self._plain(verb, helpers)

    def _plain(self, verb: Token, helpers: set[str]) -> bool:
        """Tell whether a verb with these words before it is past or present: no future, modal or infinitive."""
        progressive = verb.lower_.endswith("ing")
        return helpers <= self._words["plain"] and (not progressive or bool(helpers & self._words["past_be"]))

    def _arguments(self, known: _Verb, verb: Token) -> Iterator[tuple[Predicate, Token, Token]]:
        """Yield the two tokens of each claim that a verb makes."""
        passive = any(child.dep_ in self._labels["passive"] for child in verb.children)
        subjects = self._subjects(verb)
        others = [*self._prepositional(verb)]
        if passive:
            doers = [token for word, token in others if word in self._words["by"]]
            if _OBJECT in known.active:
                yield from ((known.active[_OBJECT], *pair) for pair in product(doers, subjects))
        else:
            others += [(_OBJECT, child) for child in verb.children if child.dep_ in self._labels["object"]]
        claimed = known.passive if passive else known.active
        for role, token in others:
            if role in claimed:
                yield from ((claimed[role], subject, token) for subject in subjects)

    def _subjects(self, verb: Token) -> list[Token]:
        """Return a verb's subject: its own, that of the verb that it goes on with, or what a relative pronoun stands for."""
        labels = self._labels["subject"] | self._labels["passive_subject"]
        own = [child for child in verb.children if child.dep_ in labels]
        if not own and verb.dep_ == _CONJUNCT:
            return self._subjects(verb.head)
        relative = verb.dep_ in self._labels["relative"]
        return [verb.head if relative and child.lower_ in self._words["relative"] else child for child in own]

    def _prepositional(self, verb: Token) -> Iterator[tuple[str, Token]]:
        """Yield what stands behind a verb's prepositions, with the preposition."""
        for child in verb.children:
            if child.dep_ in self._labels["preposition"]:
                yield from (
                    (child.lower_, token) for token in child.children if token.dep_ in self._labels["prepositional"]
                )
            elif child.dep_ in self._labels["oblique"]:
                words = [token.lower_ for token in child.children if token.dep_ in self._labels["case"]]
                yield from ((word, child) for word in words[:1])

    def _named(self, token: Token, names: Sequence[Name]) -> list[Name]:
        """Return the names at a token and at those that a list goes on with."""
        found: list[Name] = []
        for item in (token, *token.conjuncts):
            beside = (child for child in item.children if child.dep_ in self._labels["apposition"])
            at = (_covering(one, names) for one in (item, *beside))
            found += [name for name in at if name is not None][:1]
        return found

    def _between(
        self, predicate: Predicate, ones: Sequence[Name], others: Sequence[Name], verb: Token
    ) -> Iterator[Relation]:
        subjects, objects = self._ends[predicate]
        for one, other in product(ones, others):
            if one.kind in subjects and other.kind in objects and one.referent != other.referent:
                start, end = min(one.start, other.start, verb.idx), max(one.end, other.end, verb.idx + len(verb))
                yield Relation(one, predicate, other, start, end, verb.idx)


def _predicates(told: Mapping[str, str]) -> dict[str, Predicate]:
    return {role: Predicate(name) for role, name in told.items()}


def _covering(token: Token, names: Sequence[Name]) -> Name | None:
    """Return the longest name that a token stands in."""
    found = [name for name in names if name.start <= token.idx < name.end]
    return max(found, key=lambda name: (name.end - name.start, name.referent), default=None)


def _outermost(names: Sequence[Name]) -> list[Name]:
    """Return the names that stand inside no other, from left to right."""
    found: list[Name] = []
    for name in sorted(names, key=lambda name: (name.start, -name.end, name.referent)):
        if not found or found[-1].end <= name.start:
            found.append(name)
    return found
