"""Claims between entities, grouped: one statement however many bulletins say it."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from caricc_graph.model import SYMMETRIC, Kind, Modality, Predicate, Statement, content_id

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from caricc_graph.model import Claim, Entity, Evidence, Quantity

_SURE = 0.99
_INFERRED = 0.6
_SETTING = (Predicate.HELD_ON, Predicate.HELD_AT)
_TAKING_PART = frozenset(
    {Predicate.ATTENDS, Predicate.ORGANIZES, Predicate.SPEAKS_AT, Predicate.HOSTS, Predicate.CHAIRS}
)
Group = tuple[str, Predicate, str, "Quantity | None", tuple[tuple[str, str], ...], Modality]


def statements(claims: Sequence[Claim], ids: Mapping[str, str]) -> tuple[list[Statement], Counter[str]]:
    """Return the statements of all claims, sorted by id, and how many claims were left out for which reason."""
    rejected: Counter[str] = Counter()
    groups: dict[Group, list[Claim]] = defaultdict(list)
    group_of: dict[str, Group] = {}
    for claim in claims:
        subject, obj = ids[claim.subject], ids.get(claim.object, claim.object)
        if claim.negated:
            rejected["negated"] += 1
        elif subject == obj:
            rejected["between one entity and itself"] += 1
        else:
            if claim.predicate in SYMMETRIC:
                subject, obj = sorted((subject, obj))
            qualifiers = tuple(
                (key, ids.get(value, value) if key == "event" else value)
                for key, value in claim.qualifiers
                if key != "total"
            )
            folded = tuple((key, _folded(value) if key == "post" else value) for key, value in qualifiers)
            group = (subject, claim.predicate, obj, claim.quantity, folded, claim.modality)
            groups[group].append(claim)
            group_of[claim.id] = group
    made = {group: _statement(group, found) for group, found in groups.items()}
    whole = {claim_id: made[group].id for claim_id, group in group_of.items()}
    return sorted((_part(made[group], groups[group], whole) for group in made), key=lambda s: s.id), rejected


def _part(statement: Statement, claims: Sequence[Claim], whole: Mapping[str, str]) -> Statement:
    """Return the statement with the total that it is a part of, where its claims name one."""
    totals = {whole.get(value, "") for claim in claims for key, value in claim.qualifiers if key == "total"}
    totals -= {"", statement.id}
    if not totals:
        return statement
    return replace(statement, qualifiers=tuple(sorted((*statement.qualifiers, ("total", min(totals))))))


def _folded(title: str) -> str:
    return " ".join(title.casefold().split())


def _statement(group: Group, claims: Sequence[Claim]) -> Statement:
    subject, predicate, obj, quantity, folded, modality = group
    titles = Counter(value for claim in claims for key, value in claim.qualifiers if key == "post")
    title = min(titles, key=lambda t: (-titles[t], t), default="")
    qualifiers = tuple((key, title if key == "post" else value) for key, value in folded)
    best: dict[str, float] = {}
    for claim in claims:
        best[claim.evidence.bulletin] = max(best.get(claim.evidence.bulletin, 0.0), claim.confidence)
    doubt = 1.0
    for bulletin in sorted(best):
        doubt *= 1 - best[bulletin]
    return Statement(
        content_id(subject, predicate, obj, quantity, folded, modality), subject, predicate, obj, modality, round(min(1 - doubt, _SURE), 4),
        tuple(sorted({claim.rule for claim in claims})), tuple(sorted({claim.evidence for claim in claims})), quantity, qualifiers,
        claims=tuple(sorted({_claim_key(claim) for claim in claims})),
    )  # fmt: skip


def _claim_key(claim: Claim) -> str:
    """Return the id of what a claim says in its bulletin, whichever words there say it."""
    ends = (claim.subject, claim.object)
    subject, obj = sorted(ends) if claim.predicate in SYMMETRIC else ends
    told = ((key, _folded(value) if key == "post" else value) for key, value in claim.qualifiers if key != "total")
    return content_id(claim.evidence.bulletin, subject, claim.predicate, obj, claim.modality, claim.quantity, *told)


def announced(made: Sequence[Statement], entities: Mapping[str, Entity]) -> list[Statement]:
    """Return the statements that an announcement lends to the report of the same event, sorted by id."""
    by_event: dict[str, list[Statement]] = defaultdict(list)
    for statement in made:
        for end in (statement.subject, statement.object):
            if end in entities and entities[end].kind is Kind.EVENT:
                by_event[end].append(statement)
    added = [inferred for event in sorted(by_event) for inferred in _held_as_announced(event, by_event[event])]
    return sorted(added, key=lambda statement: statement.id)


def _held_as_announced(event: str, found: Sequence[Statement]) -> list[Statement]:
    """Return the announced day and place of an event that another bulletin reports as held without its own."""
    told = [s for s in found if s.modality is Modality.ASSERTED and s.predicate in _TAKING_PART and s.object == event]
    if not told:
        return []
    out = []
    for predicate in _SETTING:
        planned = [
            s for s in found if s.predicate is predicate and s.modality is Modality.PLANNED and s.subject == event
        ]
        stated = [
            s for s in found if s.predicate is predicate and s.modality is Modality.ASSERTED and s.subject == event
        ]
        reporting = {e.bulletin for s in told for e in s.evidences} - {e.bulletin for s in planned for e in s.evidences}
        if planned and not stated and reporting:
            report = min(e for s in told for e in s.evidences if e.bulletin in reporting)
            out += [_as_held(s, report_key=report.bulletin, evidences=(*s.evidences, report)) for s in planned]
    return out


def _as_held(statement: Statement, *, report_key: str, evidences: tuple[Evidence, ...]) -> Statement:
    key = content_id(statement.id, "held-as-announced", report_key)
    claims = tuple(content_id(claim, "held-as-announced") for claim in statement.claims)
    return replace(
        statement, id=key, modality=Modality.ASSERTED, confidence=_INFERRED, rules=("held-as-announced",), evidences=tuple(sorted(evidences)), inferred=True,
        accepted="", claims=claims,
    )  # fmt: skip
