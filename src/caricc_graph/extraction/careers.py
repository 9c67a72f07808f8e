"""Posts that a verb gives to somebody: "N. was appointed Director of A", "N. has been its Head", "he worked there as Head of B"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from caricc_graph.extraction.frames import Draft
from caricc_graph.extraction.posts import FORMER
from caricc_graph.extraction.verb import stronger
from caricc_graph.model import Kind, Modality, Predicate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from caricc_graph.extraction.chunks import Chunk
    from caricc_graph.extraction.clause import Choices, Clause
    from caricc_graph.extraction.fillers import Reading
    from caricc_graph.extraction.frames import Frames
    from caricc_graph.extraction.lexicon import Lexicon
    from caricc_graph.extraction.posts import Post
    from caricc_graph.extraction.spans import Span

_PEOPLE = frozenset({Kind.OFFICIAL})
_HAD, _AS, _DUTIES, _HAVE, _EXPERIENCE = "had", "as", "duties", "have", "experience"
_BEFORE_POSTS = frozenset({"the", "a", "new", "its", "their", "next"})
_BEGINNING = frozenset({"begin", "start"})
_TO_COME = frozenset({"next", "future", "incoming"})
_FROM = frozenset({"from", "since", "as", "of", "starting", "beginning", "effective", "with", "effect"})


class Careers:
    """Ties the posts of a sentence that stand beside nobody's name to whom its verbs give them."""

    def __init__(self, lexicon: Lexicon, frames: Frames) -> None:
        spec = lexicon.files["frames"]["careers"]
        self._frames = frames
        self._holding = frozenset(spec["holding"])
        self._giving = frozenset(spec["giving"])
        self._leaving = frozenset(spec["leaving"])
        self._proposing = frozenset(spec["proposing"])
        self._candidates = frozenset(spec["candidates"])

    def read(self, reading: Reading, posts: Sequence[tuple[Post, Span | None]]) -> Iterator[Draft]:
        """Yield who holds, is given, or leaves a post by the verb before it."""
        for post, person in posts:
            if person is None and post.body is not None and post.title and not (post.stand_in or post.decreed):
                yield from self._of_post(reading, post)

    def _of_post(self, reading: Reading, post: Post) -> Iterator[Draft]:
        yield from self._of_named(reading, post)
        clause = self._governing(reading, post)
        if clause is None or post.body is None:
            return
        holder = next(iter(self._frames.fillers.filled(reading, self._holders(clause), _PEOPLE)), None)
        if holder is None or clause.verb.purpose:
            return
        modality, negated = self._frames.moods.of_clause(reading, clause)
        if clause.verb.lemma in self._proposing or any(noun.word in self._candidates for noun in clause.objects):
            modality = stronger(modality, Modality.RECOMMENDED)
        before = reading.chunks[clause.verb.last :]
        if any(chunk.norm in _TO_COME and chunk.last <= post.last for chunk in before):
            modality = stronger(modality, Modality.PLANNED)
        earlier = reading.chunks[clause.verb.first].norm == _HAD
        former = post.former or earlier or clause.verb.lemma in self._leaving or clause.verb.lemma == _HAVE
        qualifiers = (("post", post.title), *((FORMER,) if former else ()))
        first = min(
            reading.chunks[clause.verb.first].first, *((holder.first,) if holder.first >= 0 else ()), post.first
        )
        last = max(post.last, holder.last)
        yield Draft(
            holder.thing,
            Predicate.HOLDS_POST,
            post.body.thing,
            "post-by-verb",
            first,
            last,
            modality,
            negated,
            qualifiers,
        )

    def _of_named(self, reading: Reading, post: Post) -> Iterator[Draft]:
        """Yield who stands right before "as" and the post ("the inauguration of N. as new Director of A")."""
        chunks = reading.chunks
        at = max((k for k, chunk in enumerate(chunks) if chunk.last <= post.first), default=0)
        while at and chunks[at].norm in _BEFORE_POSTS:
            at -= 1
        person = chunks[at - 1].span if at and chunks[at].norm == _AS else None
        if (
            person is None
            or person.thing.kind is not Kind.OFFICIAL
            or post.body is None
            or self._governing(reading, post)
        ):
            return
        modality, negated = self._frames.moods.at(reading, at)
        qualifiers = (("post", post.title),)
        holds = Predicate.HOLDS_POST
        yield Draft(
            person.thing, holds, post.body.thing, "post-as", person.first, post.last, modality, negated, qualifiers
        )

    def _governing(self, reading: Reading, post: Post) -> Clause | None:
        """Return the clause whose verb stands nearest before a post, if it is one that gives posts."""
        chunks = reading.chunks
        before = [c for c in reading.parse.clauses if chunks[c.verb.first].first < post.first]
        clause = max(before, key=lambda one: one.verb.last, default=None)
        known = self._holding | self._giving | self._leaving | self._proposing
        if clause is None:
            return None
        between = [c.norm for c in chunks if chunks[clause.verb.last - 1].last <= c.first < post.first]
        told = clause.verb.lemma in _BEGINNING and _DUTIES in between
        told = told or (clause.verb.lemma == _HAVE and _EXPERIENCE in between and _AS in between)
        if clause.verb.lemma not in known and not told:
            return None
        agent = "by" in between and _AS not in between[between.index("by") :]
        return None if {"that", "which", "who", ";"} & {*between} or agent else clause

    def _holders(self, clause: Clause) -> Choices:
        if clause.verb.lemma in self._holding | _BEGINNING | {_HAVE} and not clause.verb.passive:
            return clause.subjects
        return clause.acted_on()


def _since(chunks: Sequence[Chunk], day: int) -> list[int]:
    """Return the chunks right before a day that tell that something is so from it on ("from", "as of", "starting from")."""
    begin = day
    while begin and chunks[begin - 1].norm in _FROM:
        begin -= 1
    words = [chunk.norm for chunk in chunks[begin:day]]
    return [*range(begin, day)] if words and words != ["of"] else []


def to_come(drafts: Iterable[Draft], reading: Reading) -> list[Draft]:
    """Return the drafts with posts from a day behind that of the bulletin told as planned ("appointed Director from 1 January")."""
    chunks = reading.chunks
    days = [k for k, chunk in enumerate(chunks) if chunk.edtf.split("/")[0] > reading.scene.today > ""]
    later = {chunks[k].first for day in days for k in _since(chunks, day)}
    return [
        replace(draft, modality=stronger(draft.modality, Modality.PLANNED))
        if draft.predicate is Predicate.HOLDS_POST and draft.last in later and FORMER not in draft.qualifiers
        else draft
        for draft in drafts
    ]
