"""A reader's decisions in terms of referents and claims: what they join, keep apart, name, reject and accept."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from caricc_graph.curation import Verb
from caricc_graph.model import Claim, Evidence, Modality, Predicate, content_id, misfit
from caricc_graph.resolution import names
from caricc_graph.sentences import around

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from caricc_graph.curation import Curation, Decision, Named
    from caricc_graph.model import Kind, Referent, Statement
    from caricc_graph.resolution.clusters import Clusters

__all__ = ["Decisions"]

_RULE = "curation"


@dataclass(slots=True)
class Decisions:
    """The decisions of a file over the referents of all bulletins; the order of its lines makes no difference.

    `referents` are those given, without the authority id that a reader says is not theirs.
    """

    curation: Curation
    referents: dict[str, Referent]
    _known: Mapping[str, list[str]] = field(init=False)
    _sides: dict[str, list[tuple[Decision, bool]]] = field(init=False)
    _obeyed: set[str] = field(init=False, default_factory=set)
    _told: list[tuple[int, str]] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        """Gather the referents by authority id, and set apart what the reader sets apart."""
        known: dict[str, list[str]] = defaultdict(list)
        for key, referent in sorted(self.referents.items()):
            if referent.authority:
                known[referent.authority].append(key)
        self._known = dict(known)
        self._sides = defaultdict(list)
        apart = [d for d in self._of(Verb.DIFFERENT) if self._is_there(d, d.one) and self._is_there(d, d.other)]
        for decision in apart:
            for named, other in ((decision.one, decision.other), (decision.other, decision.one)):
                self._part_from_authority(named, other)
        for decision in apart:
            self._set_apart(decision)

    @property
    def obeyed(self) -> tuple[str, ...]:
        """Return the decisions that were obeyed, as they are written, sorted."""
        return tuple(sorted(self._obeyed))

    @property
    def warnings(self) -> tuple[str, ...]:
        """Return what is to be told of those that were not, in the order of their lines."""
        return tuple(f"{self.curation.file}:{line}: {text}" for line, text in sorted(self._told))

    def never(self, mine: Sequence[str], theirs: Sequence[str]) -> str:
        """Return why two clusters can't be one whoever says so, else an empty text: their kinds, or a reader's decision."""
        one, other = self.referents[mine[0]], self.referents[theirs[0]]
        if one.kind is not other.kind:
            return f"one is of kind {one.kind}, the other {other.kind}"
        if not self._sides:
            return ""
        apart = {id(decision): side for key in mine for decision, side in self._sides.get(key, ())}
        found = [
            decision
            for key in theirs
            for decision, side in self._sides.get(key, ())
            if apart.get(id(decision), side) is not side
        ]
        return f"line {found[0].line} keeps them apart" if found else ""

    def sets_apart(self, key: str) -> bool:
        """Tell whether the reader keeps a referent apart from another."""
        return key in self._sides

    def join(self, clusters: Clusters, may_be_one: Callable[[str, str], bool]) -> None:
        """Join what the reader says is one, and what has a name that the reader gives to another; before any rule does.

        `may_be_one` tells whether nothing but their names keeps two referents apart.
        """
        for decision in self._of(Verb.SAME):
            one, other = self._first(decision, decision.one), self._first(decision, decision.other)
            if one and other and self._joined(clusters, decision, one, other):
                self._obeyed.add(str(decision))
        given = list(self._aliases())
        bearers: dict[tuple[Kind, str], list[str]] = defaultdict(list)
        for key, referent in sorted(self.referents.items()) if given else ():
            for name in () if referent.descriptive else dict.fromkeys(map(names.fold, referent.names)):
                bearers[referent.kind, name].append(key)
        for decision, key, alias in given:
            if not self._is_given_to_another(clusters, decision, key, alias):
                for bearer in bearers[self.referents[key].kind, names.fold(alias)]:
                    if may_be_one(key, bearer):
                        clusters.join(key, bearer, rule=_RULE, reason=str(decision), decided=True)

    def aliases(self, clusters: Clusters) -> dict[str, set[str]]:
        """Return the names that the reader gives, by the root of the cluster that gets them."""
        found: dict[str, set[str]] = defaultdict(set)
        for _, key, alias in self._aliases():
            found[clusters.root(key)].add(alias)
        return found

    def links(self, texts: Mapping[str, str]) -> Iterator[Claim]:
        """Yield what the reader adds, as claims of bulletins that say so in these words; `texts` are those of the bulletins, by id."""
        for decision in self._of(Verb.LINK):
            subject, obj = self._first(decision, decision.one), self._first(decision, decision.other)
            evidence = self._evidence(decision, texts)
            if subject and obj and evidence and self._fits(decision, subject, obj):
                self._obeyed.add(str(decision))
                predicate = Predicate(decision.predicate)
                key = content_id(subject, predicate, obj, evidence)
                yield Claim(key, subject, predicate, obj, Modality.ASSERTED, 1.0, _RULE, evidence)

    def _evidence(self, decision: Decision, texts: Mapping[str, str]) -> Evidence | None:
        """Return where the words of a link stand in its bulletin, whatever stands between them, and warn where they do not."""
        bulletin, quote = (decision.source.ids[0], decision.source.name) if decision.source else ("", "")
        words = r"\W+".join(re.findall(r"\w+", quote))
        text = texts.get(bulletin, "")
        match = re.search(rf"\b{words}\b", text, re.IGNORECASE) if words else None
        if match is None:
            self._tell(decision, f"no longer applies: no bulletin {bulletin} says {quote!r}")
            return None
        return Evidence(bulletin, *match.span(), match[0], *around(text, *match.span()))

    def _fits(self, decision: Decision, subject: str, obj: str) -> bool:
        """Tell whether a predicate takes the kinds of these ends, and warn where not."""
        reason = misfit(decision.predicate, self.referents[subject].kind, self.referents[obj].kind)
        if reason:
            self._tell(decision, f"left out: {reason}")
        return not reason

    def judged(self, made: Sequence[Statement]) -> list[Statement]:
        """Return the statements, those marked that the reader rejects or accepts."""
        by_claim = {claim: statement.id for statement in made for claim in statement.claims}
        known = {statement.id for statement in made}
        verdicts: dict[str, dict[Verb, Decision]] = defaultdict(dict)
        for verb in (Verb.REJECT, Verb.ACCEPT):
            for decision in self._of(verb):
                first, *claims = decision.one.ids
                touched = {by_claim[claim] for claim in claims if claim in by_claim} or ({first} & known)
                for key in touched:
                    verdicts[key].setdefault(verb, decision)
        return [self._judge(statement, verdicts.get(statement.id, {})) for statement in made]

    def tell_unused(self) -> None:
        """Warn of each decision about a statement that no statement was marked by."""
        told = {line for line, _ in self._told}
        for decision in (*self._of(Verb.REJECT), *self._of(Verb.ACCEPT)):
            if str(decision) not in self._obeyed and decision.line not in told:
                self._tell(decision, f"no longer applies: no statement has the id {decision.one.ids[0]}")

    def _judge(self, statement: Statement, verdicts: Mapping[Verb, Decision]) -> Statement:
        reject, accept = verdicts.get(Verb.REJECT), verdicts.get(Verb.ACCEPT)
        if reject and accept:
            self._tell(accept, f"left out: line {reject.line} rejects the same statement")
        if reject:
            self._obeyed.add(str(reject))
            return replace(statement, rejected=reject.reason or "rejected by a reader")
        if accept:
            self._obeyed.add(str(accept))
            return replace(statement, accepted=accept.reason or "accepted by a reader", confidence=1.0)
        return statement

    def _of(self, verb: Verb) -> Iterator[Decision]:
        return (decision for decision in self.curation.decisions if decision.verb is verb)

    def _tell(self, decision: Decision, text: str) -> None:
        if (decision.line, text) not in self._told:
            self._told.append((decision.line, text))

    def _is_there(self, decision: Decision, named: Named | None) -> bool:
        """Tell whether the ids of a decision lead to what they led to when it was written, and warn where not."""
        ids, told = (named.ids, named.name) if named else ((), "")
        if not any(one in self.referents or one in self._known for one in ids):
            self._tell(
                decision, f"no longer applies: nothing in these bulletins has the id {ids[0]} ({told or 'no name'})"
            )
            return False
        first = self.referents.get(ids[0])
        if told and first and names.fold(told) not in map(names.fold, (first.name, *first.names)):
            self._tell(decision, f"no longer applies: {ids[0]} is now {first.name!r}, not {told!r}; decide anew")
            return False
        return True

    def _all(self, named: Named | None) -> list[str]:
        """Return the referents that the ids of a decision lead to, in their order; an authority's id leads to all that have it."""
        found: list[str] = []
        for one in named.ids if named else ():
            known = [key for key in self._known.get(one, ()) if self.referents[key].authority == one]
            found += [one] if one in self.referents else known
        return found

    def _first(self, decision: Decision, named: Named | None) -> str:
        """Return the first referent that the ids of a decision lead to, else an empty text."""
        return next(iter(self._all(named)), "") if self._is_there(decision, named) else ""

    def _part_from_authority(self, named: Named | None, other: Named | None) -> None:
        """Take the authority's id from the referents of one side that the reader keeps apart from what has it."""
        for key in named.ids if named else ():
            if other and key in self.referents and self.referents[key].authority in other.ids:
                self.referents[key] = replace(self.referents[key], authority=None)

    def _set_apart(self, decision: Decision) -> None:
        one, other = set(self._all(decision.one)), set(self._all(decision.other))
        if one & other:
            self._tell(decision, f"contradicts itself: {min(one & other)} stands on both sides")
            return
        for keys, side in ((one, True), (other, False)):
            for key in keys:
                self._sides[key].append((decision, side))
        self._obeyed.add(str(decision))

    def _joined(self, clusters: Clusters, decision: Decision, one: str, other: str) -> bool:
        """Join two referents by a decision, and warn where they can't be one."""
        against = (
            ""
            if clusters.root(one) == clusters.root(other)
            else self.never(clusters.members(one), clusters.members(other))
        )
        if against:
            self._tell(decision, f"left out: {against}")
        return clusters.join(one, other, rule=_RULE, reason=str(decision), decided=True)

    def _aliases(self) -> Iterator[tuple[Decision, str, str]]:
        """Yield the names that the reader gives, each with the referent that it is given to."""
        for decision in self._of(Verb.ALIAS):
            key = self._first(decision, decision.one)
            if key and decision.other:
                self._obeyed.add(str(decision))
                yield decision, key, decision.other.name

    def _is_given_to_another(self, clusters: Clusters, decision: Decision, key: str, alias: str) -> bool:
        """Tell whether the reader gives a name to another entity of the same kind too, and warn: then it joins nobody."""
        for other, owner, name in self._aliases():
            same = names.fold(name) == names.fold(alias) and self.referents[owner].kind is self.referents[key].kind
            if same and clusters.root(owner) != clusters.root(key):
                self._tell(decision, f"joins nobody: line {other.line} gives {alias!r} to another")
                return True
        return False
