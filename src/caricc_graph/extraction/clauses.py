"""A sentence as a row of chunks: a mention, a person with his post, or a word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from caricc_graph.model import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caricc_graph.extraction.dates import Dated
    from caricc_graph.extraction.lexicon import Lexicon
    from caricc_graph.extraction.mentions import Sentence
    from caricc_graph.extraction.spans import Span
    from caricc_graph.extraction.text import Text

AGENTS = frozenset({Kind.OFFICIAL, Kind.AGENCY, Kind.COUNTRY})
_COMITATIVE = frozenset({"together", "along", "jointly", "as", "well", "also", "including", "both"})
_INNER = frozenset({"of", "under"})
_OUTER = frozenset(
    {
        "in",
        "on",
        "at",
        "to",
        "for",
        "with",
        "within",
        "under",
        "during",
        "against",
        "through",
        "towards",
        "into",
        "about",
        "between",
        "by",
        "along",
        "according",
        "regarding",
        "concerning",
        "via",
        "after",
        "before",
        "beyond",
        "near",
        "outside",
        "inside",
        "across",
        "over",
        "throughout",
        "toward",
    }
)
_BEING = frozenset({"is", "are", "was", "were", "be", "been", "being", "also", "then", "jointly"})
_GOVERNING = frozenset({"of", "with", "between", "from", "for", "to", "the", "by", "in"})
_COMPLEMENT = 5
_BREAKS = frozenset({";", ":", "which", "that", "who", "where", "whose", "while", "when", "because", "although"})


@dataclass(slots=True)
class Chunk:
    """Tokens `first` up to `last`: the mention `span`, or one word; `norm` is the word, or `<event>` and the like.

    `nested` marks an event that only tells what another is about ("a meeting on the operation").
    """

    first: int
    last: int
    norm: str
    span: Span | None = None
    nested: bool = False


class Clauses:
    """Cuts sentences into chunks and finds the arguments around a trigger."""

    def __init__(self, lexicon: Lexicon) -> None:
        groups = lexicon.files["names"]["groups"]
        self._group_nouns = frozenset(groups["of_body"])
        self._described = frozenset(groups["described"])
        self._excluding = frozenset(groups["excluding"])
        self.finite = finite_forms(lexicon)

    def chunks(self, text: Text, sentence: Sentence, events: Sequence[Span], dates: Sequence[Dated]) -> list[Chunk]:
        """Return the chunks of a sentence, from left to right."""
        starts = {span.first: span for span in (*sentence.spans, *events)}
        whole = _people_with_posts(sentence)
        dated = {date.start: date for date in dates}
        chunks: list[Chunk] = []
        i = _behind_dateline(text, sentence, dates)
        while i < sentence.last:
            span, last = whole.get(i) or (starts.get(i), 0)
            date = dated.get(text.starts[i])
            if span is not None:
                last = last or span.last
                chunks.append(Chunk(i, last, f"<{span.thing.kind.value.lower()}>", span))
            elif date is not None:
                last = next((k for k in range(i, sentence.last) if text.starts[k] >= date.end), sentence.last)
                chunks.append(Chunk(i, last, "<date>"))
            else:
                last = i + 1
                chunks.append(Chunk(i, last, text.norms[i] or text.words[i].lower()))
            i = last
        return _nested(chunks)

    def right(
        self, chunks: Sequence[Chunk], i: int, stops: frozenset[int], kinds: frozenset[Kind] = AGENTS
    ) -> list[Chunk]:
        """Return the mentions behind position `i` that a list there names, up to the end of its clause."""
        found: list[Chunk] = []
        depth = 0
        for k in range(i, len(chunks)):
            chunk = chunks[k]
            depth += (chunk.norm == "(") - (chunk.norm == ")")
            if chunk.span is None:
                if depth <= 0 and (chunk.norm in _BREAKS or k in stops or self._verb(chunks, k)):
                    break
            elif chunk.span.thing.kind in kinds and self.acts(chunks, k, i):
                found.append(chunk)
        return found

    def left(self, chunks: Sequence[Chunk], i: int, kinds: frozenset[Kind] = AGENTS) -> list[Chunk]:
        """Return the mentions that are the subject of the verb at position `i`."""
        start = i = _before_relative(chunks, i)
        while start > 0 and not self._ends_subject(chunks, start - 1, i):
            start -= 1
        found = [k for k in range(start, i) if chunks[k].span is not None and chunks[k].span.thing.kind in kinds]  # type: ignore[union-attr] # checked beside it
        acting = [k for k in found if self.acts(chunks, k, start)]
        if len(acting) < len(found) and acting:
            last_out = max(k for k in found if k not in acting)
            chained = [k for k in acting if k < last_out]
            acting = [k for k in acting if k > last_out] or chained
            acting = self._after_comma(chunks, acting, last_out)
        return [chunks[k] for k in acting]

    def _after_comma(self, chunks: Sequence[Chunk], acting: list[int], out: int) -> list[int]:
        """Drop the items that only go on with a list whose first item stands in an adjunct."""
        if not acting or acting[0] < out:
            return acting
        joined = acting[:1] and all(chunks[k].norm in {",", "and", "the"} for k in range(out + 1, acting[0]))
        if not joined or len(acting) == 1:
            return acting
        commas = [k for k in range(out + 1, acting[-1]) if chunks[k].norm == ","]
        return [k for k in acting if not commas or k > commas[-1]]

    def _ends_subject(self, chunks: Sequence[Chunk], k: int, i: int) -> bool:
        norm = chunks[k].norm
        if norm in {";", ":", "that", "where", "while", "when"}:
            return True
        return self._verb(chunks, k) and any(
            chunks[j].span is not None or chunks[j].norm == "," for j in range(k + 1, i)
        )

    def _verb(self, chunks: Sequence[Chunk], k: int) -> bool:
        if chunks[k].span is not None or chunks[k].norm not in self.finite:
            return False
        reduced = k + 1 < len(chunks) and chunks[k + 1].norm == "by" and chunks[k].norm not in _BEING
        return not reduced or (k > 0 and chunks[k - 1].norm in _BEING)

    def acts(self, chunks: Sequence[Chunk], k: int, start: int) -> bool:
        """Tell whether the mention at `k` stands as a party: not in an adjunct, not describing another noun."""
        if k + 1 < len(chunks) and chunks[k + 1].norm in self._described:
            return False
        if self._above_unit(chunks, k):
            return False
        j = k - 1
        while j >= start and chunks[j].span is None:
            word = chunks[j].norm
            if word in {",", "(", ";", "and", "or", "<date>"} or word.isdigit() or self._verb(chunks, j):
                break
            if word in self._excluding and chunks[j + 1].norm in _GOVERNING:
                return False
            if word in _OUTER and not (j > 0 and chunks[j - 1].norm in _COMITATIVE):
                return False
            j -= 1
        return True

    def _above_unit(self, chunks: Sequence[Chunk], k: int) -> bool:
        """Tell whether the body at `k` only says whose the unit or person before it is ("the Unit of the Department", "N. from the Agency")."""
        j = k - 1
        while j >= 0 and chunks[j].norm == "the":
            j -= 1
        if j > 1 and chunks[j].norm == "(" and k + 1 < len(chunks) and chunks[k + 1].norm == ")":
            return chunks[j - 1].norm == "<official>"
        if j > 0 and chunks[j].norm in {"from", "of"} and chunks[j - 1].norm == "<official>":
            return True
        if j <= 0 or chunks[j].norm not in _INNER:
            return False
        j -= 1
        while j > 0 and chunks[j].norm == ")":
            j -= 1
        unit = chunks[j].span
        return unit is not None and unit.thing.kind is Kind.AGENCY


def finite_forms(lexicon: Lexicon) -> frozenset[str]:
    """Return the past and present forms of the lexicon's verbs, and of "be" and the auxiliaries."""
    verbs = lexicon.files["verbs"]
    forms = {*verbs["be"]["forms"], *verbs["auxiliary"]["forms"]}
    for verb in (*verbs["regular"], *verbs["irregular"]):
        forms.add(conjugated(lexicon, verb)[2])
    return frozenset(forms - {"being", "having"})


def conjugated(lexicon: Lexicon, verb: str) -> tuple[str, str, str, str, str]:
    """Return a verb's base, third person, past, participle and -ing form."""
    if verb == "be":
        return "be", "is", "was", "been", "being"
    irregular = lexicon.files["verbs"]["irregular"].get(verb)
    stem = verb.removesuffix("e")
    consonant_y = verb.endswith("y") and verb[-2] not in "aeiou"
    third = f"{verb[:-1]}ies" if consonant_y else f"{verb}es" if verb.endswith(("s", "sh", "ch", "x")) else f"{verb}s"
    past = f"{verb[:-1]}ied" if consonant_y else f"{stem}ed"
    past, participle = irregular.split() if irregular else (past, past)
    doubled = verb in {"run", "set", "put", "plan", "stop", "get", "win", "refer"}
    return verb, third, past, participle, f"{verb}{verb[-1]}ing" if doubled else f"{stem}ing"


def _people_with_posts(sentence: Sentence) -> dict[int, tuple[Span, int]]:
    """Return, by its first token, each person together with the posts around the name."""
    reach: dict[int, list[int]] = {}
    spans: dict[int, Span] = {}
    for post, person in sentence.posts:
        if person is not None:
            ends = reach.setdefault(person.first, [person.first, person.last])
            ends[0], ends[1] = min(ends[0], post.first), max(ends[1], post.last)
            spans[person.first] = person
    return {ends[0]: (spans[first], ends[1]) for first, ends in reach.items()}


def _before_relative(chunks: Sequence[Chunk], i: int) -> int:
    """Return where the relative clause that a comma closes before position `i` begins ("officers, who serve there, were"); else `i`."""
    if i == 0 or chunks[i - 1].norm != ",":
        return i
    pronouns = [k for k in range(1, i) if chunks[k].norm in {"who", "which"} and chunks[k - 1].norm == ","]
    return pronouns[-1] - 1 if pronouns else i


def _behind_dateline(text: Text, sentence: Sentence, dates: Sequence[Dated]) -> int:
    """Return where a sentence goes on behind a dateline ("ALMATY, Kazakhstan, 21 February 2020 –"); else where it begins."""
    placed = {
        k
        for span in sentence.spans
        if span.thing.kind in {Kind.PLACE, Kind.COUNTRY}
        for k in range(span.first, span.last)
    }
    dated = {(date.start, date.end) for date in dates}
    if sentence.first not in placed:
        return sentence.first
    for k in range(sentence.first, sentence.last):
        if text.words[k] in {"–", "—", "-"} and k - 1 > sentence.first and text.starts[k] > text.ends[k - 1]:
            return k + 1
        inside = any(start <= text.starts[k] < end for start, end in dated)
        if k not in placed and not inside and text.words[k] not in {",", "(", ")", "/"}:
            return sentence.first
    return sentence.first


def _nested(chunks: list[Chunk]) -> list[Chunk]:
    """Mark the events that stand in the complement of another, and return the chunks."""
    outer: Chunk | None = None
    open_since = 0
    for k, chunk in enumerate(chunks):
        if chunk.norm == "<event>":
            between = [other.norm for other in chunks[open_since:k]]
            chunk.nested = outer is not None and between[:1] in (["on"], ["about"]) and outer.span is not chunk.span
            outer, open_since = (outer, open_since) if chunk.nested else (chunk, k + 1)
        elif (k == open_since and chunk.norm not in {"on", "about"}) or (
            outer is not None and k - open_since > _COMPLEMENT
        ):
            outer = None
    return chunks
