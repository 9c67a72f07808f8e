"""Why a graph holds what it holds: what makes two names one entity or keeps them two, and what a statement rests on."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict, deque
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from caricc_graph import curation, dossier, resolution
from caricc_graph.citations import Citation, citations, publishers
from caricc_graph.members import Member, Part, is_authority, mentioned, part
from caricc_graph.model import Kind, Merge, Referent
from caricc_graph.resources import folder
from caricc_graph.verdicts import said, statement_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from caricc_graph.search import Names
    from caricc_graph.store import Store

__all__ = ["Grounds", "Identity", "Rule", "Step", "grounds", "identity", "rule", "text"]

_MERGES = """
SELECT ?left ?right ?rule ?reason
WHERE { ?entity cg:merge ?merge . ?merge cg:left ?left ; cg:right ?right ; cg:mergeRule ?rule ; cg:reason ?reason }
ORDER BY ?left ?right ?rule
"""
_DECISIONS = "SELECT ?decision WHERE { graph:build cg:decision ?decision } ORDER BY ?decision"
_MEMBER_IDS = "SELECT ?id WHERE { ?entity cg:memberId ?id }"
_STATES = """
SELECT DISTINCT ?name
WHERE {
  ?statement rdf:subject ?entity ; cg:body ?body FILTER NOT EXISTS { ?statement cg:rejected ?why }
  ?body cg:unitOf* ?state . ?state a cg:Country ; skos:prefLabel ?name
}
"""
_SETTING = """
SELECT ?what ?told
WHERE {
  { ?entity cg:eventKind ?told BIND ("kind" AS ?what) }
  UNION { ?entity cg:heldOn/cg:edtf ?told BIND ("day" AS ?what) }
  UNION { ?entity cg:heldAt/skos:prefLabel ?told BIND ("place" AS ?what) }
}
"""
_STATEMENT = """
SELECT ?subject ?object ?modality ?confidence ?corroboration ?inferred ?rejected ?accepted
WHERE {
  ?statement rdf:subject ?subject ; rdf:object ?stated ; cg:modality ?modality ; cg:confidence ?confidence ; cg:corroboration ?corroboration
  OPTIONAL { ?statement cg:body ?body }
  OPTIONAL { ?statement cg:inferred ?inferred }
  OPTIONAL { ?statement cg:rejected ?rejected }
  OPTIONAL { ?statement cg:accepted ?accepted }
  BIND (COALESCE(?body, ?stated) AS ?object)
}
"""
_RULES = "SELECT ?rule WHERE { ?statement cg:rule ?rule } ORDER BY ?rule"
_CLAIMS = "SELECT ?claim WHERE { ?statement cg:claimId ?claim }"
_NAMED_RULE = re.compile(r'\brule\s*=\s*"([^"]+)"')
_TOLD = 3


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: what it reads or joins, and the lines of the lexicon that name it; none for one that is built in."""

    name: str
    description: str
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One merge on the way from a name to another, with the sentences that mention both sides."""

    rule: Rule
    reason: str
    left: tuple[Citation, ...]
    right: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Identity:
    """Why two names are one entity, by `steps` (none where one bulletin uses both), or why not, by what stands `against` it."""

    one: Part
    other: Part
    joined: bool
    steps: tuple[Step, ...]
    against: tuple[str, ...]
    sentences: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a statement rests on; `decisions` are a reader's that touch it or its ends, as their lines."""

    id: str
    says: str
    modality: str
    confidence: float
    corroboration: int
    inferred: bool
    rejected: str
    accepted: str
    rules: tuple[Rule, ...]
    decisions: tuple[str, ...]
    citations: tuple[Citation, ...]


@cache
def _descriptions() -> dict[str, str]:
    spec = tomllib.loads((folder("data") / "lexicon" / "rules.toml").read_text(encoding="utf-8"))
    return dict(spec.get("description", {}))


@cache
def _places() -> dict[str, tuple[str, ...]]:
    """Return where the lexicon names each rule, as file and line."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted((folder("data") / "lexicon").glob("*.toml")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            for name in _NAMED_RULE.findall(line):
                found[name].append(f"data/lexicon/{path.name}:{number}")
    return {name: tuple(places) for name, places in found.items()}


def rule(name: str) -> Rule:
    """Return what is known of a rule by its name."""
    return Rule(name, _descriptions().get(name, ""), _places().get(name, ()))


def grounds(store: Store, asked: str) -> Grounds:
    """Return what the statement with this id or IRI rests on; raises UnknownStatement where the graph has none."""
    key = statement_id(store, asked)
    iri = f"{store.prefixes['statement']}{key}"
    bound = {"statement": f"<{iri}>"}
    rows = store.query(_STATEMENT, bindings=bound)
    told = dict(zip(rows.variables, (cell or "" for cell in rows.rows[0]), strict=True))
    ids = {key, *(str(claim) for (claim,) in store.query(_CLAIMS, bindings=bound).rows)}
    joined = _member_ids(store, told["subject"]) | _member_ids(store, told["object"])
    touching = [
        str(decision)
        for decision in _decisions(store)
        if ids & {*decision.one.ids} or joined & {*decision.one.ids, *(decision.other.ids if decision.other else ())}
    ]
    return Grounds(
        key, said(store, key), told["modality"].removeprefix(store.prefixes["cg"]), float(told["confidence"]), int(told["corroboration"]),
        told["inferred"] == "true", told["rejected"], told["accepted"],
        tuple(rule(str(name)) for (name,) in store.query(_RULES, bindings=bound).rows), tuple(touching), citations(store, [iri]).get(iri, ()),
    )  # fmt: skip


def _decisions(store: Store) -> list[curation.Decision]:
    return [curation.decision(str(line)) for (line,) in store.query(_DECISIONS).rows]


def _member_ids(store: Store, iri: str) -> set[str]:
    return {str(key) for (key,) in store.query(_MEMBER_IDS, bindings={"entity": f"<{iri}>"}).rows}


def identity(store: Store, names: Names, one: str, other: str) -> Identity:
    """Return why two names or ids are one entity, or why not.

    Raises UnknownName with names that come near, and AmbiguousName with the candidates.
    """
    first, second = part(store, names, one), part(store, names, other)
    if first.entity.id != second.entity.id:
        return Identity(
            first, second, joined=False, steps=(), against=tuple(_against(store, first, second)), sentences=()
        )
    path = _path(store, first, second)
    cited = mentioned(store, [end for merge in path for end in (merge.left, merge.right)])
    steps = tuple(
        Step(rule(merge.rule), merge.reason, cited.get(merge.left, ()), cited.get(merge.right, ())) for merge in path
    )
    both = min({m.id for m in first.chosen} & {m.id for m in second.chosen}, default="")
    sentences = () if path or not both else mentioned(store, [both]).get(both, ())
    return Identity(first, second, joined=True, steps=steps, against=(), sentences=sentences)


def _path(store: Store, first: Part, second: Part) -> list[Merge]:
    """Return the shortest chain of merges from a member of one part to one of the other; the same graph gives the same."""
    neighbours: dict[str, list[tuple[str, Merge]]] = defaultdict(list)
    for row in store.query(_MERGES, bindings={"entity": f"<{store.prefixes['entity']}{first.entity.id}>"}).rows:
        merge = Merge(*map(str, row))
        neighbours[merge.left].append((merge.right, merge))
        neighbours[merge.right].append((merge.left, merge))
    goal = {member.id for member in second.chosen}
    todo: deque[tuple[str, list[Merge]]] = deque((member.id, []) for member in first.chosen)
    seen = {member.id for member in first.chosen}
    while todo:
        key, path = todo.popleft()
        if key in goal:
            return path
        for near, merge in neighbours[key]:
            if near not in seen:
                seen.add(near)
                todo.append((near, [*path, merge]))
    return []


def _against(store: Store, first: Part, second: Part) -> Iterator[str]:
    """Yield what keeps two entities two, the reader's word first; that nothing speaks for it where nothing else does."""
    ends = [_member_ids(store, f"{store.prefixes['entity']}{one.entity.id}") for one in (first, second)]
    told = [f"a reader's decision: {decision}" for decision in _decisions(store) if _keeps_apart(decision, *ends)]
    pairs = ((one, other) for one in _referents(first) for other in _referents(second))
    told += list(dict.fromkeys(filter(None, (resolution.objection(one, other) for one, other in pairs))))[:_TOLD]
    if first.entity.kind == second.entity.kind == Kind.OFFICIAL:
        told += filter(
            None, [resolution.in_other_states(_column(store, _STATES, first), _column(store, _STATES, second))]
        )
    if first.entity.kind == second.entity.kind == Kind.EVENT:
        told += _settings(store, first, second)
    yield from told
    if not told:
        yield f"nothing speaks for it: {_in_common(first, second)}, and no reader has said that they are one"


def _keeps_apart(decision: curation.Decision, mine: set[str], theirs: set[str]) -> bool:
    if decision.verb is not curation.Verb.DIFFERENT or decision.other is None:
        return False
    one, other = {*decision.one.ids}, {*decision.other.ids}
    return bool((one & mine and other & theirs) or (other & mine and one & theirs))


def _referents(found: Part) -> list[Referent]:
    """Return what resolution compared: for each name in use, a member that bears it, those that were asked for first."""
    authority = found.entity.id if is_authority(found.entity.id) else None
    members: Sequence[Member] = (*found.chosen, *found.others)
    longest = {max(member.names, key=lambda name: (len(name), name)): member for member in reversed(members)}
    kind = Kind(found.entity.kind)
    made = [Referent(m.id, m.bulletin, kind, name, m.names, authority) for name, m in reversed(longest.items())]
    return made or [Referent(found.entity.id, "", kind, found.entity.name, (found.entity.name,), authority)]


def _column(store: Store, sparql: str, found: Part) -> set[str]:
    rows = store.query(sparql, bindings={"entity": f"<{store.prefixes['entity']}{found.entity.id}>"}).rows
    return {str(row[-1]) for row in rows}


def _settings(store: Store, first: Part, second: Part) -> list[str]:
    """Return in which of kind, day and place two events differ altogether."""
    told: list[dict[str, set[str]]] = []
    for found in (first, second):
        settings: dict[str, set[str]] = defaultdict(set)
        bindings = {"entity": f"<{store.prefixes['entity']}{found.entity.id}>"}
        for what, value in store.query(_SETTING, bindings=bindings).rows:
            settings[str(what)].add(str(value))
        told.append(settings)
    mine, theirs = told
    return [
        f"the {what} differs: {', '.join(sorted(mine[what]))} and {', '.join(sorted(theirs[what]))}"
        for what in ("kind", "day", "place")
        if mine[what] and theirs[what] and not mine[what] & theirs[what]
    ]


def _in_common(first: Part, second: Part) -> str:
    """Return what the names of two entities have in common."""
    mine, theirs = ([name for m in (*p.chosen, *p.others) for name in m.names] for p in (first, second))
    if first.entity.kind == Kind.OFFICIAL:
        pairs = sorted({(one, other) for one in mine for other in theirs})
        agreed = next(((one, other, why) for one, other in pairs if (why := resolution.agreement(one, other))), None)
        if agreed:
            return f"{agreed[0]!r} and {agreed[1]!r} agree ({agreed[2]}), but that may fit others too"
        return "their names share no word"
    shared = sorted({resolution.fold(name) for name in mine} & {resolution.fold(name) for name in theirs})
    return f"the name {shared[0]!r} alone, which decides nothing," if shared else "no name is common to both"


def text(found: Identity | Grounds) -> Iterator[str]:
    """Yield the lines of an explanation for a terminal, quotes marked as «…»."""
    yield from _told_identity(found) if isinstance(found, Identity) else _told_grounds(found)


def _told_identity(found: Identity) -> Iterator[str]:
    one, other = found.one.entity, found.other.entity
    if not found.joined:
        yield f"Two entities: {one.name}  [{one.kind}]  id {one.id}"
        yield f"         and: {other.name}  [{other.kind}]  id {other.id}"
        yield ""
        yield "Two, because"
        yield from (f"  {reason}" for reason in found.against)
        return
    yield f"One entity: {one.name}  [{one.kind}]  id {one.id}"
    yield ""
    if not found.steps:
        yield (
            "One, because one bulletin uses both for it"
            if found.sentences
            else "One, because no bulletin's name tells them apart"
        )
        yield from (line for citation in found.sentences[:_TOLD] for line in dossier.cited(citation))
    else:
        yield "One, because"
    for number, step in enumerate(found.steps, 1):
        yield f"  {number}. {step.reason}"
        yield f"     rule {_told_rule(step.rule)}"
        for cited in (step.left, step.right):
            yield from (line for citation in cited[:1] for line in dossier.cited(citation, indent="       "))


def _told_rule(told: Rule) -> str:
    place = ", ".join(told.places) or "built-in rule"
    return f"{told.name} ({place}){f': {told.description}' if told.description else ''}"


def _told_grounds(found: Grounds) -> Iterator[str]:
    yield f"{found.says}  id {found.id}"
    marks = [found.modality, f"confidence {found.confidence:.2f}", f"told by {publishers(found.corroboration)}"]
    yield f"  {', '.join([*marks, *(['inferred'] if found.inferred else [])])}"
    if found.rejected:
        yield f"  rejected by a reader: {found.rejected}"
    if found.accepted:
        yield f"  accepted by a reader: {found.accepted}"
    yield ""
    yield "Sentences"
    yield from (line for citation in found.citations for line in dossier.cited(citation))
    yield ""
    yield "Rules"
    yield from (f"  {_told_rule(one)}" for one in found.rules)
    if found.decisions:
        yield ""
        yield "Decisions of a reader about it or its ends"
        yield from (f"  {line}" for line in found.decisions)
