"""What a name states by itself: the body above a unit, the Union behind its programme, the programme of a phase; and posts."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from caricc_graph.extraction import lexicon
from caricc_graph.extraction.belonging import Belonging, innermost
from caricc_graph.extraction.frames import Draft
from caricc_graph.extraction.quotations import is_quoted
from caricc_graph.model import Kind, Modality, Predicate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from caricc_graph.authority import Entry
    from caricc_graph.extraction.mentions import Sentence
    from caricc_graph.extraction.posts import Post
    from caricc_graph.extraction.scene import Scene
    from caricc_graph.extraction.spans import Discourse, Span
    from caricc_graph.extraction.text import Text

_NUMBERED = frozenset("0123456789")
_UNION = "eu"
_TO_COME = frozenset({"designated", "designate", "incoming"})
_MEMBERS = frozenset({"member", "members"})
_PLANS = frozenset({"plan", "roadmap", "strategy", "agenda"})
_PHASES = frozenset({"phase", "component", "subprogram", "sub-program", "pillar", "stage", "sub"})
_JOINING = frozenset({",", "and", "the", "as", "well"})
_OWNING = frozenset({"", "of", "under", "at", "'s"})
_UNDER = frozenset({"of", "under", "within"})
_ASIDES = frozenset({"itself", "now", "today"})
_ARTICLES = (["a"], ["an"], ["the"])
_APPOSED = 4
_FOUNDED, _OPENING = 8, 3
_FORMER, _GENITIVE = "former", frozenset({"'s", "’s"})
_OWNED, _SENT = ("'s",), frozenset({("from",), ("of",)})
_OWNERS = frozenset({Kind.AGENCY, Kind.COUNTRY})


def of_names(text: Text, sentence: Sentence, discourse: Discourse, known: Mapping[str, Entry]) -> Iterator[Draft]:
    """Yield the claims that the names of a sentence state, by the shipped lexicon."""
    return _rules().of_names(text, sentence, discourse, known)


@cache
def _rules() -> _Rules:
    return _Rules(lexicon.load())


class _Rules:
    def __init__(self, words: lexicon.Lexicon) -> None:
        bodies = words.files["names"]["bodies"]
        self._described = frozenset(words.words("names", "groups", "described"))
        self._members = [[word] for word in bodies["members"]]
        self._belonging = {tuple(words.norms(phrase)) for phrase in bodies["belonging"]}
        self._of_state = frozenset(bodies["of_state"])
        self._attached = frozenset(bodies["attached"])
        self._units = frozenset(bodies["broad_units"])
        self._future = frozenset(bodies["future"])
        self._gone = frozenset(bodies["gone"])
        self._parts = frozenset(bodies["parts"])
        self._around = Belonging(words)
        self._staff = frozenset(words.words("names", "groups", "staff")) | {",", "the", "of"}
        self._offices = frozenset(bodies["located"])
        self._founding = frozenset(bodies["founding"])
        self._proposing = frozenset(bodies["proposing"])
        self._planning = frozenset(bodies["planning"])
        self.chairing = frozenset(words.words("events", "words", "chairing"))

    def of_names(
        self, text: Text, sentence: Sentence, discourse: Discourse, known: Mapping[str, Entry]
    ) -> Iterator[Draft]:
        """Yield the claims that the names of a sentence state."""
        held = [post for post, person in sentence.posts if person is not None]
        parents = {post.body.first: post.above for post in held if post.body is not None}
        for span in sentence.spans:
            if (parent := parents.get(span.first)) is not None:
                yield Draft(span.thing, Predicate.UNIT_OF, parent.thing, "unit-of-body", span.first, parent.last)
            elif span.thing.kind is Kind.AGENCY:
                yield from self._unit(text, span)
            elif span.thing.kind is Kind.PROGRAMME:
                yield from _programme(text, span, discourse)
                for author in (inner for inner in span.inner if inner.thing.kind is Kind.AGENCY):
                    yield from self._unit(text, author)
        for one, other in pairwise(sentence.spans):
            yield from self._beside(text, one, other)
        for person, body, unit in zip(sentence.spans, sentence.spans[1:], sentence.spans[2:], strict=False):
            yield from _from_unit(text, person, body, unit)
        yield from self._around.read(text, sentence, known)
        yield from _of_leading_state(text, sentence)
        yield from self._possessed(text, sentence)

    def _unit(self, text: Text, span: Span) -> Iterator[Draft]:
        """A body is a unit of the one named first inside its name, unless only as where it sits; else of its list's state."""
        for inner in span.inner:
            if inner.thing.kind is Kind.AGENCY:
                yield from self._unit(text, inner)
        seated = span.since is not None and span.state is None
        owners = [inner for inner in span.inner if seated or self._owns(text, span, inner)]
        owner = None if span.state else self._of_office(text, span) or _nearest(text, span, owners)
        first = span.first if span.since is None else span.since
        if self._is_gone(text, span) or (owner is not None and owner.thing is span.thing):
            return
        if owner is not None and (seated or _is_fullest(text, span)):
            held = self._to_come(text, span)
            yield Draft(span.thing, Predicate.UNIT_OF, owner.thing, "parent-in-name", first, span.last, held)
        elif span.state is not None:
            last = max(span.last, span.state.last)
            yield Draft(span.thing, Predicate.UNIT_OF, span.state.thing, "state-of-list", first, last)

    def _is_gone(self, text: Text, span: Span) -> bool:
        """Tell whether a body is told to be no more ("the former investigative department of A")."""
        return span.first > 0 and text.norms[span.first - 1] in self._gone

    def _of_office(self, text: Text, span: Span) -> Span | None:
        """Return the body whose office in a state a name tells ("the Tajikistan Office of A")."""
        first = next(iter(span.inner), None)
        if first is None or first.first != span.first or first.thing.kind is not Kind.COUNTRY or first.demonym:
            return None
        behind = text.norms[first.last : first.last + 2]
        owner = next((one for one in span.inner[1:] if one.thing.kind is Kind.AGENCY), None)
        return owner if behind[:1] and behind[0] in self._offices and behind[1:] == ["of"] else None

    def _to_come(self, text: Text, span: Span) -> Modality:
        """Return how a body is held that may be yet to come ("the future A Centre", "proposed to establish in Osh the A Centre")."""
        if span.first and text.norms[span.first - 1] in self._future:
            return Modality.PLANNED
        reach = range(span.first - 1, max(span.first - _FOUNDED, 1), -1)
        at = next((k for k in reach if text.norms[k] in self._founding and text.words[k - 1].lower() == "to"), 0)
        governing = text.norms[at - 2] if at > 1 else ""
        planned = Modality.PLANNED if governing in self._planning else Modality.ASSERTED
        return Modality.RECOMMENDED if governing in self._proposing else planned

    def _owns(self, text: Text, span: Span, inner: Span) -> bool:
        before = inner.first - 1
        while before > span.first and text.words[before].lower() in {"the", "president", "government"}:
            before -= 1
            before -= text.norms[before] == "of" and text.norms[before - 1] in {"president", "government"}
        members = text.norms[inner.last : inner.last + 1] in self._members
        described = members or (inner.last == span.last and self._is_described(text, inner))
        shorter = inner.first == span.first and inner.thing.kind is span.thing.kind and text.norms[inner.last] == "of"
        itself = inner.last == span.last and text.norms[before] == "'s" and inner.thing.kind is Kind.AGENCY
        itself = itself or (inner.first == span.first and inner.last == span.last)
        if inner.thing.kind not in _OWNERS or inner.thing is span.thing or described or shorter or itself:
            return False
        if inner.demonym:
            return text.words[inner.last] not in {"-", "–"}
        acronyms = span.last - span.first == 2 and text.slice(span.first, span.last).isupper()  # noqa: PLR2004 - the body's and the unit's
        return inner.first == span.first or text.norms[before] in _OWNING or (acronyms and inner.last == span.last)

    def _is_described(self, text: Text, span: Span) -> bool:
        """Tell whether a name only describes what comes behind it ("CARICC member states", "EU-funded")."""
        after = [text.norms[k] or text.words[k] for k in range(span.last, min(span.last + 2, len(text.words)))]
        return bool(after) and (after[0] in self._described or (after[0] == "-" and span.thing.kind in _OWNERS))

    def _beside(self, text: Text, one: Span, other: Span) -> Iterator[Draft]:
        """Yield what is said by a body or person right before another."""
        between = _between(text, one, other)
        if one.thing is other.thing or other.thing.kind not in _OWNERS:
            return
        if one.thing.kind is Kind.COUNTRY and other.thing.kind is Kind.AGENCY and self._acts_in(text, one, other):
            yield Draft(other.thing, Predicate.UNIT_OF, one.thing, "body-in-its-state", one.first, other.last)
        elif one.thing.kind is Kind.OFFICIAL:
            after = text.words[other.last] if other.last < len(text.words) else ""
            listed = between == (",",) and other.thing.kind is Kind.AGENCY and after == ";"
            if (
                listed
                or (between == ("(",) and after == ")")
                or (other.thing.kind is Kind.AGENCY and between in _SENT and after not in _GENITIVE)
            ):
                yield Draft(one.thing, Predicate.REPRESENTS, other.thing, "from-body", one.first, other.last)
        elif between == _OWNED or (one.thing.kind is Kind.AGENCY and self._is_unit_behind(text, one, other)):
            if other.thing.kind is Kind.AGENCY:
                yield Draft(other.thing, Predicate.UNIT_OF, one.thing, "unit-of-body", one.first, other.last)
        elif one.thing.kind is Kind.AGENCY and not one.bare and self._belongs(text, one, other, between):
            unit = innermost(one)
            yield Draft(unit.thing, Predicate.UNIT_OF, other.thing, "unit-of-body", unit.first, other.last)

    def _acts_in(self, text: Text, state: Span, body: Span) -> bool:
        """Tell whether a body of every state's acts right behind the state that it acts in ("in Uzbekistan the State Security Service seized")."""
        begin = max(state.first - 2, 0)
        before = [norm for norm in text.norms[begin : state.first] if norm][-1:]
        between = {text.words[k].lower() for k in range(state.last, body.first)}
        opens = state.first < _OPENING or text.words[state.first - _OPENING] in {",", ";", "and", "while", "–"}
        alone = not body.inner and not body.bare and body.thing.authority is None and self._is_of_state(text, body)
        return before == ["in"] and alone and opens and between <= self._staff

    def _is_unit_behind(self, text: Text, body: Span, unit: Span) -> bool:
        """Tell whether a unit's name begins on the same line right behind that of a body ("Department of State Bureau of A")."""
        beside = body.last == unit.first and "\n" not in text.text[text.ends[body.last - 1] : text.starts[unit.first]]
        return beside and text.norms[unit.first] in self._units

    def _belongs(self, text: Text, unit: Span, body: Span, between: tuple[str, ...]) -> bool:
        """Tell whether the words between two bodies, or a body and a state, put one under the other."""
        if self._is_described(text, body):
            return False
        if between == ("(",):
            return body.thing.kind is Kind.COUNTRY and self._is_of_state(text, unit)
        if between[:1] == (",",) and between[-1:] and between[-1] in _UNDER and self._are_part(between[1:-1]):
            return True
        return between in self._belonging or (between == ("at",) and text.norms[unit.last - 1] in self._attached)

    def _are_part(self, words: Sequence[str]) -> bool:
        """Tell whether words are the noun for a part of a body, alone or behind an article and adjectives ("a structural unit")."""
        *before, noun = [word for word in words if word not in _ASIDES] or [""]
        described = (before[:1] in _ARTICLES or len(before) == 1) and len(before) < _APPOSED and _FORMER not in before
        return noun in self._parts and (not before or described)

    def _is_of_state(self, text: Text, span: Span) -> bool:
        return any(text.norms[k] in self._of_state for k in range(span.first, span.last))

    def _possessed(self, text: Text, sentence: Sentence) -> Iterator[Draft]:
        """Yield the body that "its" before a unit without an owner in its name stands for: the one named last."""
        bodies = [span for span in sentence.spans if span.thing.kind is Kind.AGENCY]
        for body, unit in pairwise(bodies):
            if (
                text.words[unit.first - 1].lower() in {"its", "their"}
                and not unit.inner
                and unit.thing is not body.thing
            ):
                yield Draft(unit.thing, Predicate.UNIT_OF, body.thing, "unit-of-body", body.first, unit.last)


def of_posts(text: Text, sentence: Sentence) -> Iterator[Draft]:
    """Yield who holds which post, or speaks for which body, by the posts of a sentence."""
    for post, person in sentence.posts:
        if person is None or post.body is None or not (post.title or post.stand_in):
            continue
        first, last = min(post.first, person.first), max(post.last, person.last)
        if post.stand_in and text.norms[post.first] in _MEMBERS and post.body.thing.kind is Kind.AGENCY:
            yield Draft(person.thing, Predicate.MEMBER_OF, post.body.thing, "member-beside-name", first, last)
        elif post.stand_in:
            yield Draft(person.thing, Predicate.REPRESENTS, post.body.thing, "representative-of", first, last)
        else:
            former = (("role", "former"),) if post.former else ()
            yield Draft(
                person.thing,
                Predicate.HOLDS_POST,
                post.body.thing,
                "post-beside-name",
                first,
                last,
                Modality.PLANNED if _is_to_come(text, post) else Modality.ASSERTED,
                qualifiers=(("post", post.title), *former),
            )


def _is_to_come(text: Text, post: Post) -> bool:
    """Tell whether a post is one that its holder has yet to take ("the designated Director")."""
    return any(text.norms[k] in _TO_COME for k in range(max(post.first - 1, 0), post.last))


def of_chairs(text: Text, sentence: Sentence, events: Sequence[Span], scene: Scene) -> Iterator[Draft]:
    """Yield who chairs the event that his title names ("the chairperson of the session, Ms. N."), a moderator the one spoken of."""
    for post, person in sentence.posts:
        if person is None or post.body is not None or not _rules().chairing & set(text.norms[post.first : post.last]):
            continue
        named = next((span.thing for span in events if post.first < span.first < person.first), None)
        moderates = text.norms[post.first : post.last] == ["moderator"] and not events
        event = named or (scene.latest if moderates and scene.latest is not None and not scene.latest.plural else None)
        if event is not None:
            for predicate in (Predicate.CHAIRS, Predicate.ATTENDS):
                yield Draft(person.thing, predicate, event, "chair-by-title", post.first, person.last)


def _from_unit(text: Text, person: Span, body: Span, unit: Span) -> Iterator[Draft]:
    """Yield that somebody represents a body's unit ("N. from the Ministry's Forensic Center")."""
    kinds = (person.thing.kind, body.thing.kind, unit.thing.kind)
    sent = _between(text, person, body) in _SENT and _between(text, body, unit) == _OWNED
    if sent and kinds == (Kind.OFFICIAL, Kind.AGENCY, Kind.AGENCY):
        yield Draft(person.thing, Predicate.REPRESENTS, unit.thing, "from-body", person.first, unit.last)


def _between(text: Text, one: Span, other: Span) -> tuple[str, ...]:
    """Return the words between two mentions, without articles and a name or acronym in brackets."""
    words = [
        text.norms[k] or text.words[k].lower() for k in range(one.last, other.first) if text.words[k].lower() != "the"
    ]
    if "(" in words and ")" in words:
        words = words[: words.index("(")] + words[words.index(")") + 1 :]
    return tuple(words[1:] if words[:1] == [")"] else words)


def _nearest(text: Text, span: Span, owners: Sequence[Span]) -> Span | None:
    """Return the first of a unit's owners, but a body behind "of" before the one that its name begins with ("the INL Section of the Embassy of A")."""
    behind = (
        one
        for one in owners
        if one.thing.kind is Kind.AGENCY and one.first > span.first and text.norms[one.first - 1] in {"", *_UNDER}
    )
    return next(behind, owners[0] if owners else None)


def _is_fullest(text: Text, span: Span) -> bool:
    """Tell whether no longer name of the same body has been read, so that an acronym adds nothing to a full name."""
    return len(text.slice(span.first, span.last)) >= max(map(len, span.thing.names), default=0)


def _programme(text: Text, span: Span, discourse: Discourse) -> Iterator[Draft]:
    for inner in span.inner:
        if inner.thing.authority == _UNION and _PLANS.isdisjoint(text.norms[span.first : span.last]):
            yield Draft(inner.thing, Predicate.FUNDS, span.thing, "union-in-name", span.first, span.last)
        if inner.thing.kind is Kind.PROGRAMME and inner.thing is not span.thing and text.norms[span.first] in _PHASES:
            yield Draft(span.thing, Predicate.PART_OF, inner.thing, "phase-in-name", span.first, span.last)
    if span.thing.whole is not None:
        held = Modality.QUOTED if is_quoted(text.text, text.starts[span.first]) else Modality.ASSERTED
        yield Draft(span.thing, Predicate.PART_OF, span.thing.whole, "phase-in-name", span.first, span.last, held)
        return
    yield from _numbered(text, span, discourse)


def _numbered(text: Text, span: Span, discourse: Discourse) -> Iterator[Draft]:
    """Yield the programme, spelled out in the bulletin, whose phase an acronym with a number is ("CADAP 7")."""
    name = text.slice(span.first, span.last)
    stem = name.split()[0].rstrip("-0123456789")
    if not _NUMBERED & set(name):
        return
    programmes = (one for one in discourse.things.values() if one.kind is Kind.PROGRAMME and one is not span.thing)
    whole = next((one for one in programmes if stem in one.names and any(" " in told for told in one.names)), None)
    if whole is not None:
        yield Draft(span.thing, Predicate.PART_OF, whole, "phase-in-name", span.first, span.last)


def _of_leading_state(text: Text, sentence: Sentence) -> Iterator[Draft]:
    """Yield the state whose body a list of bodies begins with as that of the others, which say none ("the Latvian Interior Ministry, State Police and Customs Service")."""
    bodies = sorted((span for span in sentence.spans if span.thing.kind is Kind.AGENCY), key=lambda span: span.first)
    lead: tuple[Span, Span] | None = None
    for one, other in pairwise(bodies):
        lead = _leading_state(one) or lead
        joined = all(text.words[k].lower() in _JOINING for k in range(one.last, other.first))
        own = other.inner or other.state is not None or other.thing.authority is not None or other.bare
        lead = lead if joined and not own and one.last < other.first else None
        if lead is not None:
            yield Draft(other.thing, Predicate.UNIT_OF, lead[1].thing, "state-of-first", lead[0].first, other.last)


def _leading_state(span: Span) -> tuple[Span, Span] | None:
    """Return a body with the state whose name or people's name it begins with; None where it begins with none."""
    state = next((inner for inner in span.inner if inner.first == span.first), None)
    return (span, state) if state is not None and state.thing.kind is Kind.COUNTRY and span.state is None else None
