"""A verb of a sentence: its form, what governs it, and how it is held."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from caricc_graph.model import Modality


class Form(Enum):
    """How a verb stands in its sentence."""

    FINITE = "finite"
    PARTICIPLE = "participle"
    INFINITIVE = "infinitive"
    GERUND = "gerund"


_RANK = {
    kind: rank for rank, kind in enumerate((Modality.ASSERTED, Modality.PLANNED, Modality.RECOMMENDED, Modality.QUOTED))
}


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb group of the chunks `first` up to `last`, its main verb last.

    `governor` is the place, in the sentence's verbs, of the verb that it depends on ("plans to hold"); -1 where there is none.
    `of_object` tells that the governor's object is its subject, `of_noun` that the noun before it is ("a forum, to be held in Osh"), `purpose` that nothing but an aim is told ("visited X to learn").
    """

    first: int
    last: int
    lemma: str
    form: Form
    passive: bool = False
    modality: Modality = Modality.ASSERTED
    negated: bool = False
    governor: int = -1
    of_object: bool = False
    of_noun: bool = False
    purpose: bool = False


def stronger(one: Modality, other: Modality) -> Modality:
    """Return the modality that is further from plain fact."""
    return one if one is other or _RANK[one] >= _RANK[other] else other
