"""Decisions about what a graph shows, in ids that later bulletins and merges leave as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caricc_graph.curation import Decision, Named, Verb, ordered
from caricc_graph.members import Part, is_authority, part
from caricc_graph.model import CariccGraphError, Kind, misfit

if TYPE_CHECKING:
    from caricc_graph.search import Names
    from caricc_graph.store import Store

__all__ = ["UndecidableError", "UnknownStatement", "decide", "link", "said", "statement_id"]

_SAID = """
SELECT ?from ?predicate ?to
WHERE {
  ?statement rdf:subject/skos:prefLabel ?from ; rdf:predicate ?predicate ; rdf:object ?object
  OPTIONAL { ?object skos:prefLabel ?label }
  OPTIONAL { ?object cg:edtf ?date }
  OPTIONAL { ?statement cg:body/skos:prefLabel ?body }
  BIND (IF(BOUND(?body), CONCAT(?label, ", ", ?body), COALESCE(?label, ?date)) AS ?to)
}
"""
_CLAIMS = "SELECT ?claim WHERE { ?statement cg:claimId ?claim } ORDER BY ?claim"
_TEXT = "SELECT ?text WHERE { ?bulletin cg:text ?text }"
_SPARE_IDS = 3
_MOST_CLAIMS = 8


class UnknownStatement(CariccGraphError):  # noqa: N818 - as UnknownName
    """A statement's id that the graph does not have."""


class UndecidableError(CariccGraphError):
    """A decision that the names given do not settle; the message lists the candidates."""


def decide(  # noqa: PLR0913 - a decision, and the graph that it is about
    store: Store, names: Names, verb: Verb, one: str, *, other: str = "", reason: str = ""
) -> Decision:
    """Return the decision that a reader makes about names, ids or a statement's id, as a file of decisions holds it.

    Raises UnknownName, AmbiguousName or UnknownStatement for what the graph does not have, and UndecidableError with candidates
    where two names are one entity's and do not tell its members apart.
    """
    plain = " ".join(reason.split())
    if verb is Verb.LINK:
        raise UndecidableError("a link needs a predicate and the words of a bulletin; add it with `link`.")
    if verb in {Verb.REJECT, Verb.ACCEPT}:
        return Decision(verb, _statement(store, one), None, plain)
    first = part(store, names, one)
    if verb is Verb.ALIAS:
        if not other.strip():
            raise UndecidableError("an alias has at least one letter; give a name.")
        return Decision(verb, _named(first), Named((), " ".join(other.split())), plain)
    second = part(store, names, other)
    if first.entity.id == second.entity.id:
        return ordered(Decision(verb, *_within(first, second), plain))
    if verb is Verb.SAME and first.entity.kind != second.entity.kind:
        kinds = f"{first.entity.name} is of kind {first.entity.kind}, {second.entity.name} of kind {second.entity.kind}"
        raise UndecidableError(f"{kinds}: they can't be one. Look with `caricc-graph search`.")
    return ordered(Decision(verb, _named(first), _named(second), plain))


def link(  # noqa: PLR0913 - a link, its source, and the graph that it is about
    store: Store, names: Names, one: str, predicate: str, other: str, *, bulletin: str, quote: str, reason: str = ""
) -> Decision:
    """Return the decision that adds a link between two names or ids, which a bulletin says in words that are quoted.

    Raises UnknownName, AmbiguousName, and UndecidableError for a predicate or kinds that can't be linked so, or words that are not there.
    """
    first, second = part(store, names, one), part(store, names, other)
    one_entity = f"{one!r} and {other!r} are one entity here" if first.entity.id == second.entity.id else ""
    unfit = misfit(predicate, Kind(first.entity.kind), Kind(second.entity.kind))
    if against := one_entity or unfit or _unsaid(store, bulletin, quote):
        raise UndecidableError(f"{against}.")
    source = Named((_key(store, bulletin),), " ".join(quote.split()))
    return Decision(
        Verb.LINK, _named(first), _named(second), " ".join(reason.split()), predicate=predicate, source=source
    )


def _unsaid(store: Store, bulletin: str, quote: str) -> str:
    """Return that a bulletin does not say what is quoted, whatever the spaces between the words; an empty text where it does."""
    key = _key(store, bulletin)
    iri = f"<{store.prefixes['bulletin']}{key}>"
    rows = store.query(_TEXT, bindings={"bulletin": iri}).rows if key.isascii() and key.isalnum() else ()
    if not rows:
        return f"no bulletin has the id {bulletin!r}"
    plain = " ".join(quote.split())
    return "" if plain and plain in " ".join(str(rows[0][0]).split()) else f"bulletin {key} does not say {plain!r}"


def _key(store: Store, bulletin: str) -> str:
    return bulletin.strip().removeprefix(store.prefixes["bulletin"]).removeprefix("bulletin:")


def statement_id(store: Store, text: str) -> str:
    """Return the id of a statement that an id or an IRI names; raises UnknownStatement where there is none."""
    key = text.strip().removeprefix(store.prefixes["statement"]).removeprefix("statement:")
    safe = key.isascii() and key.isalnum()
    if not safe or store.query(f"ASK {{ <{store.prefixes['statement']}{key}> a cg:Statement }}").rows != (("true",),):
        raise UnknownStatement(
            f"no statement has the id {text!r}; `caricc-graph ask … --ids` and `show … --ids` tell ids of statements."
        )
    return key


def said(store: Store, key: str) -> str:
    """Return what a statement says in a few words: subject, predicate and object."""
    ((subject, predicate, obj), *_) = store.query(_SAID, bindings=_bound(store, key)).rows
    return f"{subject} {str(predicate).removeprefix(store.prefixes['cg'])} {obj}"


def _bound(store: Store, key: str) -> dict[str, str]:
    return {"statement": f"<{store.prefixes['statement']}{key}>"}


def _statement(store: Store, text: str) -> Named:
    key = statement_id(store, text)
    claims = [str(claim) for (claim,) in store.query(_CLAIMS, bindings=_bound(store, key)).rows]
    return Named((key, *claims[:_MOST_CLAIMS]), said(store, key))


def _named(found: Part) -> Named:
    """Return an authority's id, else ids of a few members in several bulletins, those that bear the name before the others."""
    if is_authority(found.entity.id) and not _is_single(found):
        return Named((found.entity.id,), found.entity.name)
    members = found.chosen if _is_single(found) else (*found.chosen, *found.others)
    if not members:
        return Named((found.entity.id,), "")
    spread = {member.bulletin: member for member in reversed(members)}
    kept = [member for member in members if spread[member.bulletin] is member][:_SPARE_IDS]
    return Named(tuple(member.id for member in kept), kept[0].names[0])


def _is_single(found: Part) -> bool:
    """Tell whether the text is the id of one member."""
    return found.chosen[:1] != () and found.text.strip() == found.chosen[0].id


def _within(first: Part, second: Part) -> tuple[Named, Named]:
    """Return the two sides of a decision within one entity: all members that bear each name, or the authority's entry itself."""
    by_entry = is_authority(first.entity.id)
    sides = [
        {first.entity.id} if by_entry and found.whole else {member.id for member in found.chosen}
        for found in (first, second)
    ]
    if not all(sides) or sides[0] & sides[1]:
        members = sorted({*first.chosen, *second.chosen})
        raise UndecidableError(
            f"{first.text!r} and {second.text!r} are one entity here ({first.entity.name}), and these names do not tell its members apart. "
            f"Give two of these ids: {'; '.join(map(str, members))}."
        )
    return (
        _side(first, sides[0]),
        _side(second, sides[1]),
    )


def _side(found: Part, ids: set[str]) -> Named:
    if found.entity.id in ids and is_authority(found.entity.id):
        return Named((found.entity.id,), found.entity.name)
    return Named(tuple(sorted(ids)), min(found.chosen).names[0])
