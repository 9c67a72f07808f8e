"""What in a graph is most worth a reader's look: statements and merges that are both central and uncertain."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from caricc_graph.citations import Citation, citations
from caricc_graph.curation import NO_DECISIONS, Curation, Verb
from caricc_graph.members import mentioned
from caricc_graph.search import fold
from caricc_graph.verdicts import said, statement_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from caricc_graph.store import Store

__all__ = ["Candidate", "Doubt", "about", "candidates", "doubts"]

_STATEMENTS = """
SELECT ?id ?subject ?end ?confidence ?decided
WHERE {
  ?statement a cg:Statement ; rdf:subject ?subject ; rdf:object ?object ; cg:confidence ?confidence
  OPTIONAL { ?statement cg:body ?body }
  OPTIONAL { ?statement cg:rejected|cg:accepted ?decided }
  BIND (COALESCE(?body, ?object) AS ?end)
  BIND (?statement AS ?id)
}
"""
_ABOUT = """
SELECT (COUNT(DISTINCT ?statement) AS ?links)
WHERE { { ?statement rdf:subject ?end } UNION { ?statement rdf:object ?end } UNION { ?statement cg:body ?end } ?statement a cg:Statement }
"""
_MERGES = """
SELECT ?entity ?left ?right ?rule ?reason
WHERE {
  VALUES ?rule { "person-name" "same-event" "same-name" }
  ?merge cg:mergeRule ?rule ; cg:left ?left ; cg:right ?right ; cg:reason ?reason .
  ?entity cg:merge ?merge
}
"""
_NAME = "SELECT ?name WHERE { ?entity skos:prefLabel ?name }"
_OPEN = {"person-name": 0.4, "same-event": 0.4, "same-name": 0.2}
_OPEN_AMONG_EQUALS = 0.1
_TWO_NAMES = re.compile(r"'(.+)' and '(.+)': ")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A statement (`one` is its id), or a merge of two members of an entity (`one` and `other` are their ids), and how much it is worth a look.

    `entity` is the id of the subject, or of what the two are; `doubt` is 1 less the confidence, or for a merge what its rule leaves open; `links` are the statements about the entities at its ends.
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


def candidates(store: Store) -> tuple[Candidate, ...]:
    """Return all statements and merges that a rule has left some doubt about and no reader has decided, those most worth a look first."""
    rows = store.query(_STATEMENTS).rows
    links = Counter(str(end) for _, subject, end, *_ in rows for end in {subject, end})
    found = [
        _stated(store, row, links[str(subject)] + links[str(end)])
        for row in rows
        for _, subject, end, _, decided in [row]
        if decided is None
    ]
    entity = store.prefixes["entity"]
    found += [
        Candidate(
            str(left),
            str(right),
            str(owner).removeprefix(entity),
            _left_open(str(rule), str(reason)),
            links[str(owner)],
            str(reason),
        )
        for owner, left, right, rule, reason in store.query(_MERGES).rows
    ]
    return tuple(sorted(found, key=lambda one: (-one.weight, one.one, one.other)))


def about(store: Store, asked: str) -> Doubt:
    """Return what a reader needs to decide about the statement with an id, whether decided already or not; raises UnknownStatement."""
    iri = f"{store.prefixes['statement']}{statement_id(store, asked)}"
    row, *_ = store.query(_STATEMENTS, bindings={"statement": f"<{iri}>"}).rows
    counted = [store.query(_ABOUT, bindings={"end": f"<{end}>"}).rows[0][0] for end in {row[1], row[2]}]
    return _shown(store, _stated(store, row, sum(int(count or 0) for count in counted)))


def _stated(store: Store, row: tuple[str | None, ...], links: int) -> Candidate:
    """Return the candidate of a row of _STATEMENTS."""
    statement, subject, _, confidence, _ = (cell or "" for cell in row)
    key, entity = statement.removeprefix(store.prefixes["statement"]), subject.removeprefix(store.prefixes["entity"])
    return Candidate(key, "", entity, round(1 - float(confidence), 4), links, "")


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
