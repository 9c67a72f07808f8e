"""What in a graph is most worth a reader's look: statements and merges that are both central and uncertain."""

from __future__ import annotations

import heapq
import json
import math
import re
from collections import Counter
from dataclasses import astuple, dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING

from caricc_graph.citations import Citation, citations
from caricc_graph.curation import NO_DECISIONS, Curation, Verb
from caricc_graph.members import mentioned
from caricc_graph.search import fold
from caricc_graph.verdicts import said, statement_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from caricc_graph.model import Resolution
    from caricc_graph.store import Store

__all__ = ["Candidate", "Doubt", "about", "doubts", "rank", "read", "write"]

_STATEMENT = """
SELECT ?subject ?end ?confidence
WHERE {
  ?statement rdf:subject ?subject ; rdf:object ?object ; cg:confidence ?confidence
  OPTIONAL { ?statement cg:body ?body }
  BIND (COALESCE(?body, ?object) AS ?end)
}
"""
_ABOUT = """
SELECT (COUNT(DISTINCT ?statement) AS ?links)
WHERE { { ?statement rdf:subject ?end } UNION { ?statement rdf:object ?end } UNION { ?statement cg:body ?end } }
"""
_NAME = "SELECT ?name WHERE { ?entity skos:prefLabel ?name }"
_OPEN = {"person-name": 0.4, "same-event": 0.4, "same-name": 0.2}
_OPEN_AMONG_EQUALS = 0.1
_TWO_NAMES = re.compile(r"'(.+)' and '(.+)': ")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A statement (`one` is its id), or a merge of two members of an entity (`one` and `other` are their ids), and how much it is worth a look.

    `entity` is the id of the subject, or of what the two are; `doubt` is 1 less the confidence, or for a merge what its rule leaves open;
    `links` are the statements about what stands at its ends.
    """

    one: str
    other: str
    entity: str
    doubt: float
    links: int
    reason: str

    @property
    def weight(self) -> float:
        """Return the doubt, times the binary logarithm of the links."""
        return self.doubt * math.log2(1 + self.links)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A candidate as it is shown: what it says, in a few words, and the sentences behind it, those of both sides for a merge."""

    candidate: Candidate
    says: str
    citations: tuple[Citation, ...]

    @property
    def is_merge(self) -> bool:
        """Tell whether two names are in question, not a statement."""
        return bool(self.candidate.other)


def rank(resolved: Resolution, *, most: int = 2000) -> tuple[Candidate, ...]:
    """Return the statements and merges that a rule has left some doubt about and no reader has decided, at most so many, those most worth a look first."""
    links = Counter(end for made in resolved.statements for end in {made.subject, made.object})
    stated = (
        Candidate(
            made.id, "", made.subject, round(1 - made.confidence, 4), links[made.subject] + links[made.object], ""
        )
        for made in resolved.statements
        if not made.rejected and not made.accepted
    )
    merged = (
        Candidate(
            merge.left, merge.right, entity.id, _left_open(merge.rule, merge.reason), links[entity.id], merge.reason
        )
        for entity in resolved.entities
        for merge in entity.merges
        if merge.rule in _OPEN
    )
    return tuple(heapq.nsmallest(most, chain(stated, merged), key=lambda one: (-one.weight, one.one, one.other)))


def write(path: Path, ranked: Sequence[Candidate]) -> None:
    """Write candidates to a file."""
    path.write_text(json.dumps([astuple(one) for one in ranked], ensure_ascii=False), encoding="utf-8")


def read(path: Path) -> tuple[Candidate, ...]:
    """Return the candidates of a file."""
    return tuple(Candidate(*told) for told in json.loads(path.read_text(encoding="utf-8")))


def about(store: Store, asked: str) -> Doubt:
    """Return what a reader needs to decide about the statement with an id, whether decided already or not; raises UnknownStatement."""
    iri = f"{store.prefixes['statement']}{statement_id(store, asked)}"
    ((subject, end, confidence), *_) = store.query(_STATEMENT, bindings={"statement": f"<{iri}>"}).rows
    counted = [store.query(_ABOUT, bindings={"end": f"<{one}>"}).rows[0][0] for one in (subject, end)]
    links, entity = sum(int(count or 0) for count in counted), str(subject).removeprefix(store.prefixes["entity"])
    key = iri.removeprefix(store.prefixes["statement"])
    return _shown(store, Candidate(key, "", entity, round(1 - float(confidence or 0), 4), links, ""))


def _left_open(rule: str, reason: str) -> float:
    """Return what a rule leaves open when it joins two names; little where they are spelt alike."""
    names = _TWO_NAMES.match(reason)
    alike = names is not None and fold(names[1]) == fold(names[2])
    return _OPEN_AMONG_EQUALS if alike else _OPEN[rule]


def doubts(
    store: Store, ranked: Sequence[Candidate], *, decided: Curation = NO_DECISIONS, limit: int = 20
) -> tuple[Doubt, ...]:
    """Return the first of the candidates that no decision is about yet, with what a reader needs to decide them."""
    return tuple(_shown(store, one) for one in islice(_undecided(ranked, decided), limit))


def _undecided(ranked: Sequence[Candidate], decided: Curation) -> Iterator[Candidate]:
    statements = {key for one in decided.decisions if one.verb in {Verb.REJECT, Verb.ACCEPT} for key in one.one.ids}
    pairs = {
        frozenset((mine, theirs))
        for one in decided.decisions
        if one.other and one.verb in {Verb.SAME, Verb.DIFFERENT}
        for mine in one.one.ids
        for theirs in one.other.ids
    }
    for one in ranked:
        if one.other and frozenset((one.one, one.other)) not in pairs:
            yield one
        if not one.other and one.one not in statements:
            yield one


def _shown(store: Store, one: Candidate) -> Doubt:
    if not one.other:
        iri = f"{store.prefixes['statement']}{one.one}"
        return Doubt(one, said(store, one.one), citations(store, [iri]).get(iri, ()))
    ((name,), *_) = store.query(_NAME, bindings={"entity": f"<{store.prefixes['entity']}{one.entity}>"}).rows
    cited = mentioned(store, [one.one, one.other])
    return Doubt(one, f"{name}: {one.reason}", (*cited.get(one.one, ())[:1], *cited.get(one.other, ())[:1]))
