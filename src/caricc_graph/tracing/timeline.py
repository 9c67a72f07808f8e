"""What happened to an entity, in order of date: events, posts, successions, seizures and agreements, each with its sentences."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from caricc_graph.citations import publishers
from caricc_graph.rdf import interval
from caricc_graph.tracing.between import around
from caricc_graph.tracing.stated import Party, Stated, days, party, quoted, sentences, stated, told
from caricc_graph.tracing.successions import Succession, successions

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from caricc_graph.network import Links
    from caricc_graph.store import Store

Sort = Literal["event", "post", "beginning", "end", "appointment", "succession", "seizure", "agreement", "link"]
Basis = Literal["held", "stated", "attested", "reported", ""]
_UNDATED = "9999"
_SORTS: dict[str, Sort] = {
    "holdsPost": "post",
    "appoints": "appointment",
    "succeeds": "succession",
    "seizes": "seizure",
    "signs": "agreement",
}
_LASTING = frozenset({"heldAt", "memberOf", "observerOf", "partOf", "represents", "unitOf"})
_COMPARED = {"=": "", ">": "more than ", "<": "less than ", "~": "about ", "change%": "a change of "}
_LEADING = frozenset({"coordinates", "organizes"})


@dataclass(frozen=True, slots=True)
class Moment:
    """One entry of a timeline: what happened, between which days (ISO), and the links that say so.

    `basis` tells what the days are: "held" of the event, "stated" by a sentence for the thing itself, "attested" and "reported" days of the
    bulletins, the first for a post; it is empty where none is known. A post is known to be held on its `attested` days; they are no term.
    An `inferred` moment no sentence states.
    """

    sort: Sort
    first: str
    last: str
    basis: Basis
    says: str
    other: Party | None
    links: tuple[Stated, ...]
    attested: tuple[str, ...] = ()
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Timeline:
    """An entity and its moments in order of date, the undated last; how many older ones are `left_out`."""

    party: Party
    moments: tuple[Moment, ...]
    left_out: int


def timeline(  # noqa: PLR0913 - one parameter for each way to narrow the answer
    links: Links,
    store: Store,
    *,
    one: str,
    first: str | None = None,
    last: str | None = None,
    limit: int | None = None,
) -> Timeline:
    """Return the timeline of an entity, given by its id; `first` and `last` (ISO) keep what lies within the days, and the undated.

    A body's events are those of its officials too, where a bulletin that tells of the event also gives the post, and its seizures those of
    the operations that it coordinates or organises. Above `limit` the oldest moments are left out.
    """
    end = links.number[one]
    moments = [moment for group in _grouped(links, end) for moment in _moments(links, end, group)]
    moments += [_succession(links, found) for found in successions(links, end)]
    within = [m for m in moments if not m.first or ((last or _UNDATED) >= m.first and m.last >= (first or ""))]
    kept = sorted(within, key=_order)[-limit if limit else 0 :]
    cited = sentences(links, store, {link.statement for moment in kept for link in moment.links})
    return Timeline(
        party(links, end),
        tuple(replace(moment, links=told(moment.links, cited)) for moment in kept),
        len(within) - len(kept),
    )


def _order(moment: Moment) -> tuple[str, str, str, str, str]:
    return moment.first or _UNDATED, moment.last, moment.sort, moment.says, moment.links[0].statement


@dataclass(frozen=True, slots=True)
class _Group:
    """Links that are one moment, and the entity that it is about."""

    sort: Sort
    other: int
    numbers: tuple[int, ...]


def _grouped(links: Links, end: int) -> list[_Group]:
    """Return the links of a party by moment: one for each event, post held by one person, seizure, and other link; each link once."""
    found: dict[tuple[Sort, int, str], set[int]] = defaultdict(set)
    seen: set[int] = set()
    for other, numbers in sorted(around(links, end).items()):
        for number in sorted({*numbers} - seen):
            link = links.links[number]
            sort = _sort(links, end, other, number)
            if sort == "post" and links.nodes[end].id not in {link.subject, link.object}:
                continue
            seen.add(number)
            about = end if sort == "event" and links.nodes[end].kind == "Event" else other
            found[sort, about, link.post.casefold()].add(number)
            if sort == "event" and link.predicate in _LEADING:
                seized = {n for n in links.touching(other) if links.links[n].predicate == "seizes"} - seen
                found["seizure", other, ""] |= seized
                seen |= seized
    return [
        _Group(sort, about, tuple(sorted(numbers))) for (sort, about, _), numbers in sorted(found.items()) if numbers
    ]


def _sort(links: Links, end: int, other: int, number: int) -> Sort:
    predicate = links.links[number].predicate
    if predicate in _SORTS:
        return _SORTS[predicate]
    return "event" if "Event" in {links.nodes[end].kind, links.nodes[other].kind} else "link"


def _moments(links: Links, end: int, group: _Group) -> Iterator[Moment]:
    """Yield the moments of a group of links: a post has a beginning and an end of its own where they are stated."""
    if group.sort == "event":
        yield _event(party(links, end), party(links, group.other), [stated(links, n) for n in group.numbers])
    elif group.sort == "post":
        yield from _post(links, group)
    else:
        for number in group.numbers:
            yield from _single(links, group, number)


def _event(one: Party, event: Party, found: Sequence[Stated]) -> Moment:
    """Return what a party did at an event; of an event itself, who did what there."""
    dated = [link for link in found if link.first]
    roles = {f"{link.subject.name} {link.predicate}" if link.subject != one else link.predicate for link in found}
    first, last = min((link.first for link in dated), default=""), max((link.last for link in dated), default="")
    basis: Basis = "held" if any(link.held for link in dated) else "reported" if dated else ""
    return Moment("event", first, last, basis, ", ".join(sorted(roles)), event, tuple(found))


def _post(links: Links, group: _Group) -> Iterator[Moment]:
    """Yield a post as far as it is attested, then its stated beginnings and ends; those of a former holder attest nothing."""
    found = [stated(links, number) for number in group.numbers]
    attested = sorted({day for number in group.numbers for day in links.attested(number)})
    says = f"{found[0].subject.name}: {found[0].post}, {found[0].object.name}"
    other = party(links, group.other)
    holding = tuple(link for link in found if not link.former)
    if holding:
        first, last = (attested[0], attested[-1]) if attested else ("", "")
        inferred = all(link.inferred for link in holding)
        basis: Basis = "attested" if attested else ""
        yield Moment("post", first, last, basis, says, other, holding, tuple(attested), inferred)
    for number, link in zip(group.numbers, found, strict=True):
        more = links.links[number].qualifiers
        if "since" in more:
            yield Moment("beginning", *_edges(more["since"]), "stated", says, other, (link,))
        if "until" in more:
            yield Moment("end", *_edges(more["until"]), "stated", says, other, (link,))
        elif link.former:
            yield Moment("end", link.first, link.last, "reported", f"{says}: former by then", other, (link,))


def _single(links: Links, group: _Group, number: int) -> Iterator[Moment]:
    """Yield a link as a moment of its own; one that lasts is none unless a day is stated for it."""
    link, more = stated(links, number), links.links[number].qualifiers
    day = more.get("on") or more.get("since") or more.get("period")
    if link.predicate in _LASTING and not day:
        return
    says = " ".join(filter(None, (link.subject.name, link.predicate, _amount(more), link.object.name)))
    basis: Basis = "stated" if day else "held" if link.held else "reported" if link.first else ""
    first, last = _edges(day) if day else (link.first, link.last)
    yield Moment(group.sort, first, last, basis, says, party(links, group.other), (link,), (), link.inferred)


def _succession(links: Links, found: Succession) -> Moment:
    posts = tuple(stated(links, number) for number in found.numbers)
    body, post = posts[-1].object, posts[-1].post
    says = f"{posts[-1].subject.name} after {posts[0].subject.name} as {post}, {body.name}"
    return Moment("succession", found.last, found.first, "attested", says, body, posts, (), inferred=True)


def _amount(more: Mapping[str, str]) -> str:
    """Return a quantity in words, as "more than 8.8 t"; empty where none is told."""
    if "value" not in more:
        return ""
    period = f" in {more['period']}" if "period" in more else ""
    baseline = f" against {more['baseline']}" if "baseline" in more else ""
    return f"{_COMPARED[more['comparator']]}{more['value']} {more['unit']}{period}{baseline}"


def _edges(edtf: str) -> tuple[str, str]:
    """Return the first and the last day of an EDTF date; that of an open edge is the other."""
    found = interval(edtf)
    return found.earliest or found.latest or "", found.latest or found.earliest or ""


def text(found: Timeline) -> Iterator[str]:
    """Yield the lines of a timeline for a terminal, quotes marked as «…»."""
    yield f"{found.party.name}  [{found.party.kind}]  id {found.party.id}"
    if not found.moments:
        yield ""
        yield "Nothing dated or datable is known of it."
    if found.left_out:
        yield ""
        yield f"{found.left_out} older moments are left out."
    for moment in found.moments:
        yield ""
        reported = "" if moment.basis in {"held", ""} else f" ({moment.basis})"
        yield f"{days(moment.first, moment.last)}{reported}  {moment.sort}{', inferred' if moment.inferred else ''}"
        name = f": {moment.other.name}" if moment.sort == "event" and moment.other not in {None, found.party} else ""
        yield f"  {moment.says}{name}"
        if moment.attested:
            yield f"  attested on {', '.join(moment.attested)}"
        best = max(moment.links, key=lambda link: link.corroboration)
        yield f"  {publishers(best.corroboration)}, confidence {max(link.confidence for link in moment.links):.2f}"
        yield from quoted(moment.links, indent="      ")
