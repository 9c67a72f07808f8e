"""A sentence as a row of chunks: a mention, a person with his posts, a date, or a word."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from caricc_graph.extraction.text import BULLETS, begins_item
from caricc_graph.extraction.words import DETERMINERS, PREPOSITIONS
from caricc_graph.model import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from caricc_graph.extraction.dates import Dated
    from caricc_graph.extraction.mentions import Sentence
    from caricc_graph.extraction.posts import Post
    from caricc_graph.extraction.spans import Span
    from caricc_graph.extraction.text import Text


GLUE = "~"
_CLOSING = {"“": "”", '"': '"', "«": "»", "„": "“", "‘": "’"}
_DASHES = frozenset({"–", "—", "-", ".-", ".–", ".—"})
BULLET = "•"
_YEAR_LENGTH, _LONGEST = 4, 20
# With one of these a quotation is somebody's words, no name.
_SAYING = frozenset(
    {"is", "are", "was", "were", "will", "would", "has", "have", "had", "must", "should", "can", "may", "shall", "we", "i", "they", "to", "not"}
)  # fmt: skip
_MAY = "May"
_CO = "co"
_ACTING_JOINTLY = ("operat", "ordinat")
_ADDRESSES = frozenset({"mr", "mrs", "ms", "dr", ""})
_PASSIVE = frozenset({"was", "were", "been", "is", "being", "be"})
_BECOMING = frozenset({"became", "become", "becomes"})
_GIVING = frozenset({"appointed", "elected", "named", "nominated", "designated", "reappointed", "re-elected"})


@dataclass(frozen=True, slots=True)
class Chunk:
    """Tokens `first` up to `last`: the mention `span`, the date `edtf`, or one word; `norm` is the word in small letters, GLUE for what joins words; `posted` tells a person beside a post, `ending` is the last word of a mention."""

    first: int
    last: int
    norm: str
    span: Span | None = None
    edtf: str = ""
    posted: bool = False
    ending: str = ""


def row(
    text: Text,
    sentence: Sentence,
    events: Sequence[Span],
    dates: Sequence[Dated],
    lead: Callable[[Text, int, int], int],
) -> list[Chunk]:
    """Return the chunks of a sentence from left to right, without its dateline; `lead` tells where the rank before a name begins."""
    starts = {span.first: span for span in (*sentence.spans, *events)}
    whole = {lead(text, first, sentence.first): named for first, named in _people_with_posts(text, sentence).items()}
    posted = {person.first for _, person in sentence.posts if person is not None}
    dated = {date.start: date for date in dates}
    chunks: list[Chunk] = []
    i = _behind_dateline(text, sentence, dates)
    closing = -1
    while i < sentence.last:
        named = whole.get(i) or (starts.get(i), 0)
        if i + 1 in starts and (end := _quoted_name(text, i, sentence)) > 0:
            named, closing = (starts[i + 1], 0), end
        chunk = _chunk(text, i, sentence.last, named, dated.get(text.starts[i]))
        beside = chunk.span is not None and chunk.span.first in posted
        if i == closing:
            chunks[-1] = replace(chunks[-1], last=i + 1)
        else:
            chunks.append(replace(chunk, posted=True) if beside else chunk)
        i = chunk.last
    return chunks


def _quoted_name(text: Text, i: int, sentence: Sentence) -> int:
    """Return where the quotation closes that opens at `i` with a name, no noun before it telling what it names ("at the “Open Roads Forum”"); else -1."""
    closing = _CLOSING.get(text.words[i])
    if closing is None or i == sentence.first or text.words[i - 1].lower() not in DETERMINERS | PREPOSITIONS:
        return -1
    end = next((k for k in range(i + 2, min(i + _LONGEST, sentence.last)) if text.words[k] == closing), -1)
    return -1 if _SAYING.intersection(text.norms[i + 1 : max(end, i)]) else end


def _chunk(text: Text, i: int, last: int, named: tuple[Span | None, int], date: Dated | None) -> Chunk:
    span, reach = named
    if span is not None:
        end = reach or span.last
        return Chunk(i, end, f"<{span.thing.kind.value.lower()}>", span, ending=text.norms[end - 1])
    if _opens_line(text, i) and text.words[i] not in BULLETS and begins_item(text.words, i):
        return Chunk(i, i + 2, BULLET)
    end = next((k for k in range(i, last) if text.starts[k] >= date.end), last) if date is not None else last
    if date is not None and not (len(date.edtf) == _YEAR_LENGTH and text.norms[end : end + 1] == ["'s"]):
        return Chunk(i, end, "<date>", edtf=date.edtf)
    if joined := _joined(text, i, last):
        return Chunk(i, i + 3, joined)
    if text.words[i] == _MAY:
        return Chunk(i, i + 1, _MAY)
    return Chunk(i, i + 1, _mark(text, i) if text.words[i] in BULLETS or not text.norms[i] else text.norms[i])


def _joined(text: Text, i: int, last: int) -> str:
    """Return the one word that three tokens make with a hyphen between them ("co-operated", "hand-over"); nothing where they make none."""
    if i + 2 >= last or not text.words[i].isalpha() or not _glues(text, i + 1):
        return ""
    word, behind = text.norms[i], text.norms[i + 2]
    if word == _CO and behind.startswith(_ACTING_JOINTLY):
        return word + behind
    return f"{word}-{behind}" if behind in PREPOSITIONS else ""


def _mark(text: Text, i: int) -> str:
    """Return how a token without a norm stands in a row: GLUE (with a blank behind it or not), BULLET, a dash for a hyphen between blanks, else itself."""
    if _glues(text, i):
        return GLUE
    if text.words[i] in BULLETS and _opens_line(text, i):
        return BULLET
    spaced = text.words[i] == "-" and (i + 1 == len(text.words) or text.starts[i + 1] > text.ends[i])
    if spaced and i and text.starts[i] == text.ends[i - 1]:
        return GLUE
    return "–" if spaced else text.words[i].lower()


def _opens_line(text: Text, i: int) -> bool:
    """Tell whether a line of the text but the first begins with token `i`."""
    return i > 0 and "\n" in text.text[text.ends[i - 1] : text.starts[i]]


def _glues(text: Text, i: int) -> bool:
    """Tell whether a hyphen joins two words, or an apostrophe ends a possessive."""
    if text.words[i] in {"'", "’"}:
        return i > 0 and text.words[i - 1].endswith("s") and text.starts[i] == text.ends[i - 1]
    inside = 0 < i < len(text.words) - 1
    return (
        text.words[i] in {"-", "–"}
        and inside
        and text.starts[i] == text.ends[i - 1]
        and text.starts[i + 1] == text.ends[i]
    )


def _people_with_posts(text: Text, sentence: Sentence) -> dict[int, tuple[Span | None, int]]:
    """Return, by its first token, each person together with the posts around the name."""
    people = [span for span in sentence.spans if span.thing.kind is Kind.OFFICIAL]
    reach: dict[int, list[int]] = {span.first: [span.first, span.last] for span in people}
    spans: dict[int, Span] = {span.first: span for span in people}
    for post, person in sentence.posts:
        if person is not None and not _others_between(post, person, people) and not _given(text, post, person):
            ends = reach.setdefault(person.first, [person.first, person.last])
            ends[0], ends[1] = min(ends[0], post.first), max(ends[1], post.last)
            spans[person.first] = person
    return {ends[0]: (spans[first], ends[1]) for first, ends in reach.items()}


def _given(text: Text, post: Post, person: Span) -> bool:
    """Tell whether a verb that gives posts stands between a person and his post, or "from" before who had it ("took over as Director from N.")."""
    k = person.first - 1
    while k > post.first and text.norms[k].rstrip(".") in _ADDRESSES:
        k -= 1
    if text.norms[k] == "from" and post.first < k:
        return True
    if any(text.norms[k] in _BECOMING for k in range(person.last, post.first)):
        return True
    return any(text.norms[k] in _GIVING and text.norms[k - 1] in _PASSIVE for k in range(person.last + 1, post.last))


def _others_between(post: Post, person: Span, people: Sequence[Span]) -> bool:
    """Tell whether other people stand between a post and who holds it."""
    low, high = min(post.last, person.last), max(post.first, person.first)
    return any(low <= other.first and other.last <= high for other in people if other is not person)


def _behind_dateline(text: Text, sentence: Sentence, dates: Sequence[Dated]) -> int:
    """Return where a sentence goes on behind a dateline ("ALMATY, Kazakhstan, 21 February 2020 –"); else where it begins."""
    placed = {
        k
        for span in sentence.spans
        if span.thing.kind in {Kind.PLACE, Kind.COUNTRY}
        for k in range(span.first, span.last)
    }
    dated = {
        k
        for k in range(sentence.first, sentence.last)
        if any(date.start <= text.starts[k] < date.end for date in dates)
    }
    for k in range(sentence.first, sentence.last):
        closed = text.words[k] in _DASHES and k - 1 > sentence.first and k not in dated
        if closed and (text.starts[k] > text.ends[k - 1] or text.words[k][0] == "."):
            return k + 1 if placed & {*range(sentence.first, k)} else sentence.first
        several = text.words[k] == ":" and any("/" in one.edtf for one in dates if one.start < text.starts[k])
        if several and placed & {*range(sentence.first, k)}:
            return k + 1
        if k not in placed | dated and text.words[k] not in {",", "(", ")", "/"}:
            return sentence.first
    return sentence.first
