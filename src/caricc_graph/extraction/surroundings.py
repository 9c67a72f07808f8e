"""What stands around a form of a verb: the noun it describes, a number, a list, a subject, a topic."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from caricc_graph.extraction.auxiliaries import NEGATING, adverb
from caricc_graph.extraction.chunks import BULLET
from caricc_graph.extraction.words import DETERMINERS, DISTRIBUTING, NUMBERS, PREPOSITIONS
from caricc_graph.model import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caricc_graph.extraction.chunks import Chunk

_OBJECT_RELATIVE = frozenset({"which", "whom"})
_WERE, _BREAKS = frozenset({"was", "were"}), frozenset({";", ":"})
_TOPIC = 9
_PAIRING = frozenset({"both", "each", "all"})
_ARRANGED = frozenset({Kind.EVENT, Kind.DOCUMENT})
_STATUSES = frozenset({"member", "members", "state", "states", "country", "countries", "organizations", "agencies"})
_RUNNING = frozenset({"agency", "agencies", "body", "bodies", "partner", "partners", "organization", "organizations"})
_TEACHERS = frozenset({"staff", "personnel", "aids", "materials", "methods"})
_ATTRIBUTES = {
    "founding": _STATUSES,
    "participating": _STATUSES,
    "executing": _RUNNING,
    "implementing": _RUNNING,
    "teaching": _TEACHERS,
}
ENDS = frozenset({",", ".", ";", ":", "(", ")", "and", "or", "–", "—", "-", '"', "”", "“", "»", "«"})
_ROUGHLY = frozenset({"about", "over", "around", "under", "near", "above"})
ACTING = frozenset({Kind.OFFICIAL, Kind.AGENCY, Kind.COUNTRY, Kind.PROGRAMME})


def some(chunks: Sequence[Chunk], k: int) -> bool:
    """Tell whether a number is told of roughly ("about 3,000 tablets")."""
    if k + 1 >= len(chunks) or chunks[k].norm not in _ROUGHLY:
        return False
    return chunks[k + 1].norm in NUMBERS or chunks[k + 1].norm[:1].isdigit()


def attributive(chunks: Sequence[Chunk], k: int) -> bool:
    """Tell whether a form in -ing only describes the noun behind it ("founding members")."""
    return k + 1 < len(chunks) and chunks[k + 1].norm in _ATTRIBUTES.get(chunks[k].norm, frozenset())


def in_topic(chunks: Sequence[Chunk], k: int) -> bool:
    """Tell whether a form in -ing says what an event is on ("a workshop for officers on searching vehicles")."""
    if k < 2 or chunks[k - 1].norm != "on":  # noqa: PLR2004 - an event and "on" stand before it
        return False
    before = itertools.takewhile(
        lambda chunk: chunk.norm not in ENDS - {"and"}, reversed(chunks[max(0, k - _TOPIC) : k - 1])
    )
    return any(_is_event(chunk) for chunk in before)


def fronted(chunks: Sequence[Chunk], k: int) -> bool:
    """Tell whether a participle opens its sentence or clause before "was" or "were" ("Also represented were A and B")."""
    begin = k
    while begin and adverb(chunks, begin - 1):
        begin -= 1
    opens = begin == 0 or chunks[begin - 1].norm in _BREAKS
    return opens and k + 2 < len(chunks) and chunks[k + 1].norm in _WERE


def in_which(chunks: Sequence[Chunk], k: int) -> bool:
    """Tell whether a preposition and "which" stand before `k`, where a subject begins ("in which heads of A took part")."""
    return k > 1 and chunks[k - 1].norm == "which" and chunks[k - 2].norm in PREPOSITIONS - {"of"}


def behind_named(chunks: Sequence[Chunk], first: int) -> bool:
    """Tell whether a comma, or a name of an event or document, stands before an infinitive."""
    before = chunks[first - 1] if first else None
    named = before is not None and before.span is not None and before.span.thing.kind in _ARRANGED
    return before is not None and (named or before.norm == ",")


def behind_apposition(chunks: Sequence[Chunk], k: int, after: Chunk) -> bool:
    """Tell whether a name follows a word, before which a comma ends what is said of a person ("N., Head of A, visits B")."""
    apposed = k > 1 and chunks[k - 1].norm == "," and after.span is not None
    return apposed and any(one.span is not None and one.span.thing.kind is Kind.OFFICIAL for one in chunks[:k])


def _is_event(chunk: Chunk) -> bool:
    return chunk.span is not None and chunk.span.thing.kind is Kind.EVENT and not chunk.span.bare


def plans(chunks: Sequence[Chunk], k: int, after: Chunk) -> bool:
    """Tell whether a word such as "plans" is a verb: before an event, or before "to" behind a person and the comma that ends his post."""
    behind_post = k > 1 and chunks[k - 1].norm == "," and chunks[k - 2].posted
    return (is_plain(chunks[k - 1]) and _is_event(after)) or (behind_post and after.norm == "to")


def is_plain(chunk: Chunk) -> bool:
    """Tell whether a chunk may end a noun phrase that names nobody."""
    if chunk.span is not None:
        return chunk.span.thing.kind is Kind.EVENT
    return chunk.norm.isalpha() and chunk.norm not in PREPOSITIONS


def denied(chunks: Sequence[Chunk], k: int) -> bool:
    """Tell whether "not" or "no" follows the word at `k`."""
    return k + 1 < len(chunks) and chunks[k + 1].norm in NEGATING | {"no"}


def noun_before(chunks: Sequence[Chunk], k: int) -> str:
    """Return the word before the chunk `k`; behind "of" and a name the noun that they hang on ("the wish of A to join")."""
    before = k - 1
    if before > 1 and chunks[before].span is not None:
        before -= 1 + (chunks[before - 1].norm == "the")
        before = before - 1 if chunks[before].norm == "of" else k - 1
    return chunks[before].norm if before >= 0 else ""


def adjacent(chunks: Sequence[Chunk], last: int, first: int) -> bool:
    """Tell whether nothing but adverbs stands between the ends of one verb and the next."""
    return all(adverb(chunks, j) for j in range(last, first))


def object_only(chunks: Sequence[Chunk], last: int, first: int) -> bool:
    """Tell whether nothing but an object stands between a verb and the infinitive."""
    return first > last and all(chunks[j].norm not in {";", ":", "that", "which", "who"} for j in range(last, first))


def modifies(before: Chunk, after: Chunk | None) -> bool:
    """Tell whether a participle stands before its noun ("the seized drugs", "in organized crime")."""
    if after is None or after.norm in ENDS or after.norm in PREPOSITIONS:
        return before.norm in {"the", "a", "an"}
    if before.norm in _PAIRING and after.norm in DETERMINERS:
        return False
    return before.norm in DETERMINERS or before.norm in PREPOSITIONS - {"following"} or before.norm.isdigit()


def each_of(chunks: Sequence[Chunk], k: int) -> bool:
    """Tell whether a word behind a list speaks of each of it ("A and B each sent an expert")."""
    return k > 0 and chunks[k].norm in DISTRIBUTING and chunks[k - 1].span is not None


def counts(chunk: Chunk | None) -> bool:
    """Tell whether a number stands there, which may be the subject of a plural verb ("six come from Osh")."""
    return chunk is not None and (chunk.norm in NUMBERS or chunk.norm.isdigit())


def many(chunks: Sequence[Chunk], k: int) -> bool:
    """Tell whether what stands before `k` is a plural or a list, which a present form without -s goes with."""
    before = chunks[k - 1] if k else None
    if before is None:
        return False
    if before.span is not None:
        joined = any(chunks[j].norm == "and" for j in range(max(0, k - 6), k))
        return joined or _plural_of(chunks, k - 1) or _ends_list(chunks, k - 1)
    of_many = k > 1 and chunks[k - 2].norm == "of" and _plural_of(chunks, k - 1)
    plural = before.norm.endswith("s") or of_many
    return before.norm in {"which", "who", "that", "they", "we"} or (plural and before.norm.isalpha())


def _ends_list(chunks: Sequence[Chunk], k: int) -> bool:
    """Tell whether the mention at `k` is the last of a list without "and" ("A, the B", "A, B, C")."""
    sort = _of_sort(chunks, k)
    k -= chunks[k - 1].norm == "the"
    return k > 1 and chunks[k - 1].norm == "," and sort is not None and _of_sort(chunks, k - 2) is sort


def _plural_of(chunks: Sequence[Chunk], k: int) -> bool:
    """Tell whether the name or noun at `k` only says whose a plural before it is ("the observers of the SCO include", "ties of friendship bind")."""
    while k and chunks[k - 1].norm == "the":
        k -= 1
    plural = chunks[k - 2].norm if k > 1 and chunks[k - 1].norm in {"of", "in", "from"} else ""
    return plural.endswith("s") and plural.isalpha()


_SINGLED_OUT = frozenset({"first", "second", "third", "last", "latest", "only", "newest", "youngest", "next-to-last"})


def bare_party(chunks: Sequence[Chunk], j: int, begin: int) -> bool:
    """Tell whether a person, body, state or programme stands at `j` without a preposition before it."""
    span = chunks[j].span
    if span is None or span.thing.kind not in ACTING:
        return False
    while j > begin and (chunks[j - 1].norm in DETERMINERS or chunks[j - 1].norm.endswith(".")):
        j -= 1
    return j == begin or chunks[j - 1].norm in {",", ")", "and", "<date>"} or _behind_setting(chunks, j, begin)


def _behind_setting(chunks: Sequence[Chunk], j: int, begin: int) -> bool:
    """Tell whether nothing but a place or event with its preposition stands before `j` in a clause ("At the ceremony A handed over")."""
    before = chunks[j - 1].span
    words = [chunk.norm for chunk in chunks[begin : j - 1] if chunk.norm not in DETERMINERS]
    placed = before is not None and before.thing.kind in {Kind.PLACE, Kind.COUNTRY, Kind.EVENT}
    return placed and len(words) == 1 and words[0] in PREPOSITIONS


def relative_subject(chunks: Sequence[Chunk], k: int) -> bool:
    """Tell whether nothing but names stands between "which" and a word, which so is its verb ("which A and B signed")."""
    j = k - 1
    while j > 0 and (chunks[j].norm in {"the", ",", "and"} or _acts(chunks[j])):
        j -= 1
    last = k - 1 - (chunks[k - 1].norm == ",")
    if not 0 <= j < last or not _acts(chunks[last]):
        return False
    told = chunks[j - 1] if j else None
    that = chunks[j].norm == "that" and told is not None and told.span is not None and not _acts(told)
    return chunks[j].norm in _OBJECT_RELATIVE or that


def _acts(chunk: Chunk) -> bool:
    return chunk.span is not None and chunk.span.thing.kind in ACTING - {Kind.PROGRAMME}


def _of_sort(chunks: Sequence[Chunk], k: int) -> Kind | None:
    """Return the kind of the mention at `k`, or behind the article there."""
    at = k + (chunks[k].norm == "the" and k + 1 < len(chunks))
    span = chunks[at].span
    return span.thing.kind if span is not None else None


def subject_like(chunks: Sequence[Chunk], k: int) -> bool:
    """Tell whether the mention before `k` may be a subject: no preposition but one behind a noun of people governs it."""
    j = k - 1
    while j > 0 and (chunks[j - 1].norm in {"the", ",", "and", "(", ")"} or chunks[j - 1].span is not None):
        if chunks[j - 1].norm == "," and _of_sort(chunks, j) is Kind.PROGRAMME is not _of_sort(chunks, j - 2):
            return True
        j -= 1
    return j == 0 or chunks[j - 1].norm not in PREPOSITIONS - {"of", "from"}


def superlative(chunks: Sequence[Chunk], k: int) -> bool:
    """Tell whether "to" at `k` stands behind a noun that is singled out ("was the first state to ratify", "the latest country to join")."""
    return k > 1 and chunks[k - 1].span is None and chunks[k - 2].norm in _SINGLED_OUT


def itemised(chunks: Sequence[Chunk], k: int) -> bool:
    """Tell whether an item of a list behind a colon begins at `k` ("The Council: – adopted …; – approved …")."""
    marked = k > 1 and chunks[k - 1].norm in {BULLET, "–", "—", "-"} and chunks[k - 2].norm in {":", ";"}
    return marked and any(chunk.norm == ":" for chunk in chunks[: k - 1])
