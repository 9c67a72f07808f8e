"""What a name states by itself: the body above a unit, the Union behind its programme, the programme of a phase; and posts."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from caricc_graph.extraction.frames import Draft
from caricc_graph.model import Kind, Predicate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caricc_graph.extraction.mentions import Sentence
    from caricc_graph.extraction.spans import Discourse, Span
    from caricc_graph.extraction.text import Text

_UNION = "eu"
_NUMBERED = frozenset("0123456789")


def of_names(text: Text, sentence: Sentence, discourse: Discourse) -> Iterator[Draft]:
    """Yield the claims that the names of a sentence state."""
    for span in sentence.spans:
        if span.thing.kind is Kind.AGENCY:
            yield from _unit(text, span)
        elif span.thing.kind is Kind.PROGRAMME:
            yield from _programme(text, span, discourse)
    for unit, body in pairwise(sentence.spans):
        if (
            unit.thing.kind is Kind.AGENCY
            and body.thing.kind in {Kind.AGENCY, Kind.COUNTRY}
            and _owned(text, unit, body)
        ):
            yield Draft(unit.thing, Predicate.UNIT_OF, body.thing, "unit-of-body", unit.first, body.last)
        elif unit.thing.kind is Kind.OFFICIAL and body.thing.kind is Kind.AGENCY and _from(text, unit, body):
            yield Draft(unit.thing, Predicate.REPRESENTS, body.thing, "from-body", unit.first, body.last)


def of_posts(sentence: Sentence) -> Iterator[Draft]:
    """Yield who holds which post, or speaks for which body, by the posts of a sentence."""
    for post, person in sentence.posts:
        if person is None or post.body is None or not (post.title or post.stand_in):
            continue
        first, last = min(post.first, person.first), max(post.last, person.last)
        if post.stand_in:
            yield Draft(
                person.thing,
                Predicate.REPRESENTS,
                post.body.thing,
                "representative-of",
                first,
                last,
            )
        else:
            yield Draft(
                person.thing,
                Predicate.HOLDS_POST,
                post.body.thing,
                "post-beside-name",
                first,
                last,
                qualifiers=(("post", post.title), *((("role", "former"),) if post.former else ())),
            )


def _owned(text: Text, unit: Span, body: Span) -> bool:
    """Tell whether only "of the" or "under the" stands between a unit and a body, past the unit's acronym."""
    between = [text.words[k].lower() for k in range(unit.last, body.first)]
    between = [word for word in between if word not in {")", "the"}]
    return len(between) == 1 and between[0] in {"of", "under"} and unit.thing is not body.thing


def _from(text: Text, person: Span, body: Span) -> bool:
    """Tell whether only "from the" or "of the" stands between a person and a body."""
    between = [text.words[k].lower() for k in range(person.last, body.first)]
    return [word for word in between if word != "the"] in (["from"], ["of"])


def _unit(text: Text, span: Span) -> Iterator[Draft]:
    """A body is a unit of the one named first inside its name, unless only as where it sits."""
    for inner in span.inner:
        if inner.thing.kind not in {Kind.AGENCY, Kind.COUNTRY} or inner.thing is span.thing:
            continue
        before = text.words[inner.first - 1].lower() if inner.first > span.first else ""
        before = text.words[inner.first - 2].lower() if before == "the" and inner.first - 2 >= span.first else before
        if before in {"", "of", "under", "at"} or inner.first == span.first:
            yield Draft(
                span.thing,
                Predicate.UNIT_OF,
                inner.thing,
                "parent-in-name",
                span.first,
                span.last,
            )
            return


def _programme(text: Text, span: Span, discourse: Discourse) -> Iterator[Draft]:
    for inner in span.inner:
        if inner.thing.authority == _UNION:
            yield Draft(
                inner.thing,
                Predicate.FUNDS,
                span.thing,
                "union-in-name",
                span.first,
                span.last,
            )
    name = text.slice(span.first, span.last)
    if not _NUMBERED & set(name):
        return
    stem = name.split()[0].rstrip("-0123456789")
    whole = next(
        (
            thing
            for thing in discourse.things.values()
            if thing.kind is Kind.PROGRAMME and thing is not span.thing and stem in thing.names
        ),
        None,
    )
    if whole is not None:
        yield Draft(span.thing, Predicate.PART_OF, whole, "phase-in-name", span.first, span.last)
