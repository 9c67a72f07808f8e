"""What a page shows of a bulletin: its text in pieces, what is named in it, and what its sentences state."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from caricc_graph.profiles.lines import Line, Party, lines
from caricc_graph.profiles.sentences import references

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from sqlite3 import Connection

    from caricc_graph.profiles.references import Reference

_HEAD = "SELECT id, title, published, day, basis, text FROM bulletin WHERE id = ?"
_MENTIONS = "SELECT m.start, m.end, e.id, e.kind, e.name FROM mention m JOIN entity e ON e.id = m.entity WHERE m.bulletin = ? ORDER BY m.start, m.end DESC, e.id"
_EVIDENCES = "SELECT statement, start, end, sentence_start, sentence_end FROM evidence WHERE bulletin = ? ORDER BY sentence_start, start, end, statement"
_PLACES = (
    "SELECT publisher, address, file, ordinal, accessed, licence FROM appearance WHERE bulletin = ? ORDER BY number"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text that names an entity, or none."""

    text: str
    entity: Party | None


@dataclass(frozen=True, slots=True)
class Stated:
    """A statement and where its quote stands within its sentence, in code points."""

    line: Line
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a text that is a sentence with statements, or what stands between two such; `start` is where it begins."""

    start: int
    pieces: tuple[Piece, ...]
    stated: tuple[Stated, ...]

    @property
    def text(self) -> str:
        """The text of the passage."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class BulletinProfile:
    """A bulletin as its page shows it: `passages` together are its text; `places` are its appearances."""

    id: str
    title: str
    published: str
    day: str
    basis: str
    reference: Reference
    places: tuple[tuple[str, str, str, int, str, str], ...]
    passages: tuple[Passage, ...]
    entities: tuple[tuple[Party, int], ...]


def bulletin(base: Connection, bulletin_id: str) -> BulletinProfile | None:
    """Return the profile of the bulletin with this id, None where the graph has none."""
    head = base.execute(_HEAD, (bulletin_id,)).fetchone()
    if head is None:
        return None
    one, title, published, day, basis, text = head
    named = [(start, end, Party(*party)) for start, end, *party in base.execute(_MENTIONS, (bulletin_id,))]
    evidences = base.execute(_EVIDENCES, (bulletin_id,)).fetchall()
    known = lines(base, sorted({row[0] for row in evidences}), most=0)
    stated: dict[tuple[int, int], list[Stated]] = defaultdict(list)
    for statement, start, end, begin, finish in evidences:
        stated[begin, finish].append(Stated(known[statement], start - begin, end - begin))
    counts: dict[Party, int] = defaultdict(int)
    for _, _, party in named:
        counts[party] += 1
    return BulletinProfile(
        id=one,
        title=title,
        published=published,
        day=day,
        basis=basis,
        reference=references(base, [bulletin_id])[bulletin_id],
        places=tuple(base.execute(_PLACES, (bulletin_id,))),
        passages=tuple(_passages(text, named, stated)),
        entities=tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0].name, pair[0].id))),
    )


def _passages(
    text: str, named: Sequence[tuple[int, int, Party]], stated: dict[tuple[int, int], list[Stated]]
) -> Iterator[Passage]:
    """Yield the text passage by passage; a sentence that begins within another one is told with it."""
    sentences: list[tuple[int, int, list[Stated]]] = []
    for (begin, finish), found in sorted(stated.items()):
        if sentences and begin < sentences[-1][1]:
            first, last, before = sentences[-1]
            moved = [Stated(one.line, one.start + begin - first, one.end + begin - first) for one in found]
            sentences[-1] = (first, max(last, finish), before + moved)
        else:
            sentences.append((begin, finish, found))
    at = 0
    for begin, finish, found in [*sentences, (len(text), len(text), [])]:
        if at < begin:
            yield Passage(at, tuple(_pieces(text, at, begin, named)), ())
        if begin < finish:
            yield Passage(begin, tuple(_pieces(text, begin, finish, named)), tuple(found))
        at = finish


def _pieces(text: str, begin: int, finish: int, named: Sequence[tuple[int, int, Party]]) -> Iterator[Piece]:
    """Yield a stretch of the text in pieces; of mentions that overlap the first and longest is shown."""
    at = begin
    for start, end, party in named:
        if start < at or end > finish:
            continue
        if at < start:
            yield Piece(text[at:start], None)
        yield Piece(text[start:end], party)
        at = end
    if at < finish:
        yield Piece(text[at:finish], None)
