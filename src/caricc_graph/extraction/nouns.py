"""Nouns: noun phrases with their heads, which prepositions hang on them, and the parties that they name."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, field
from itertools import chain, zip_longest
from typing import TYPE_CHECKING

from caricc_graph.extraction.auxiliaries import at_present
from caricc_graph.extraction.chunks import BULLET, GLUE
from caricc_graph.extraction.words import COMPOUND, DISTRIBUTING, LATELY, NUMBERS, PREPOSITIONS
from caricc_graph.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from caricc_graph.extraction.chunks import Chunk
    from caricc_graph.extraction.lexicon import Lexicon
    from caricc_graph.extraction.spans import Span

_CLASSES = {
    Kind.AGENCY: "agent",
    Kind.COUNTRY: "agent",
    Kind.OFFICIAL: "agent",
    Kind.PROGRAMME: "programme",
    Kind.PLACE: "place",
    Kind.EVENT: "event",
    Kind.DOCUMENT: "document",
    Kind.SUBSTANCE: "substance",
}
CONJUNCTIONS = frozenset({"and", "or", "nor", "&", ",", "/", "plus", "but"})
_MARKS = frozenset({BULLET, ".", ";", "–", "—", '"', "“", "”", "«", "»", "!", "?", "'", "’", "‘"})
LISTING = frozenset(
    {"including", "namely", "i.e.", "i.e", "e.g.", "e.g", "such", ":", "particular", "especially", "notably"}
)
_MONTHS = frozenset(name.lower() for name in calendar.month_name if name) - {"may", "march"}
_WEEKDAYS = frozenset(name.lower() for name in calendar.day_name)
_LATEST = frozenset({"last", "this", "past", "next"})
ARTICLES = frozenset({"the", "a", "an"})
_PRONOUNS = frozenset({"he", "she", "it", "they", "we", "them", "him"})
_ALONE = frozenset({"part", "place", *_PRONOUNS})
_BEFORE_EVENTS = frozenset({Kind.AGENCY, Kind.COUNTRY, Kind.PLACE, Kind.PROGRAMME})
_MEMBERS = frozenset({"member", "members", "participating"})
_STATES = frozenset({"states", "countries", "state", "country"})
_SENDING = frozenset({Kind.AGENCY})
_OFFICIAL = frozenset({Kind.OFFICIAL})
_OTHERS = frozenset({"partners", "guests", "friends", "beneficiaries"})
_COUNTRY = frozenset({Kind.COUNTRY})
_WHOLES = frozenset({"all", "both"})
_SITES = frozenset({Kind.COUNTRY, Kind.PLACE})
_THERE = frozenset({"in", "at", "near"})
_ACTING = frozenset({Kind.AGENCY, Kind.OFFICIAL, Kind.COUNTRY})
_TIMES = frozenset({"years", "months", "weeks", "days", "hours", "time", "year", "month", "week", "decade", "decades"})
_SINGLE = frozenset({"member", "observer"})
_PEERS = frozenset({"counterpart", "counterparts", "colleague", "colleagues"})
_ONE_PERSON = frozenset(
    {"counterpart", "colleague", "ambassador", "coordinator", "minister", "director", "chairman", "secretary", "chief"}
)
_ENVOYS = frozenset({"ambassador", "ambassadors"})
_OWN = frozenset({"its", "their", "his", "her", "this", "these", "that"})
_CARRYING_OUT = frozenset({"implementation", "fulfilment", "fulfillment"})
COUNT = "count"
_YEAR_DIGITS = 4
PARTICLES = frozenset({"out", "up", "off"})
_SIDES = frozenset({"side", "part"})
_HAND_IN_HAND = ["hand", "in", "hand"]
SIDE_BY_SIDE = (["side", "by", "side"], _HAND_IN_HAND, ["shoulder", "to", "shoulder"])


@dataclass(slots=True)
class Link:
    """A preposition that hangs on a noun or a verb, with the list of nouns behind it."""

    prep: str
    nouns: list[Noun]
    at: int


@dataclass(slots=True, eq=False)
class Noun:
    """A noun phrase of the chunks `first` up to `last` with its head; `mods` are mentions before the head, `listed` those in brackets."""

    first: int
    last: int
    head: int
    word: str
    sort: str
    span: Span | None = None
    mods: list[tuple[int, Kind]] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    listed: list[Noun] = field(default_factory=list)
    words: frozenset[str] = frozenset()
    above: Noun | None = None
    comma: bool = False

    def link(self, *preps: str) -> list[Noun]:
        """Return the nouns that hang on this one by any of the prepositions."""
        return [noun for link in self.links if link.prep in preps for noun in link.nouns]

    def whole(self) -> Iterator[Noun]:
        """Yield this noun and all that hang on it."""
        yield self
        for below in (*self.listed, *(noun for link in self.links for noun in link.nouns)):
            yield from below.whole()

    def all_above(self) -> Iterator[Noun]:
        """Yield the nouns that this one hangs on, the nearest first."""
        above = self.above
        while above is not None:
            yield above
            above = above.above


@dataclass(slots=True)
class Phrase:
    """A list of nouns on the level of the clause, behind a preposition or bare; `comma` tells that a comma stands before it."""

    prep: str
    nouns: list[Noun]
    first: int
    last: int
    comma: bool = False


class Nouns:
    """Reads single noun phrases, and the parties that they name."""

    def __init__(self, lexicon: Lexicon) -> None:
        grammar = lexicon.files["frames"]["grammar"]
        self.states = frozenset(grammar["states"])
        self.collectives = frozenset(grammar["collectives"])
        self.statuses = frozenset(grammar["statuses"])
        self._fields = frozenset(grammar["fields"])
        self._leaders = frozenset(grammar["leaders"])
        self._delegations = frozenset(grammar["delegations"])
        self._endings = tuple(grammar["endings"])
        self._circumstances = frozenset(grammar["circumstances"])
        self._units = tuple(f"{word} " for word in lexicon.words("names", "bodies", "broad_units"))
        groups = lexicon.files["names"]["groups"]
        self._groups = frozenset(groups["of_body"])
        self._counting = NUMBERS.union(lexicon.words("events", "words", "several"))
        self._manned = frozenset(grammar["manned"])
        self._apart = frozenset(groups["apart"])
        self._amounts = frozenset(lexicon.files["frames"]["amounts"]["nouns"])
        takes = lexicon.files["frames"]["takes"]
        self._takes: dict[str, frozenset[str]] = {}
        for spec in takes:
            for noun in spec["nouns"]:
                self._takes[noun] = frozenset(spec["prepositions"])
        self._clausal = frozenset(lexicon.files["frames"]["clausal"]["nouns"])

    def noun(self, chunks: Sequence[Chunk], i: int, last: int) -> Noun | None:
        """Return the noun phrase without complements that begins at `i`, or None where none does."""
        if i < last and (chunks[i].edtf or _is_month(chunks[i])):
            return Noun(i, i + 1, i, "<date>" if chunks[i].edtf else chunks[i].norm, "date")
        end = self._end(chunks, i, last)
        if end == i:
            return None
        head = end - 1
        if head > i and chunks[head].norm in DISTRIBUTING and chunks[head - 1].span is not None:
            head -= 1
        span = chunks[head].span
        named = [(k, before) for k in range(i, head) if (before := chunks[k].span) is not None]
        mods = [(k, before.thing.kind) for k, before in named if not self._of_others(chunks, k, head)]
        words = [chunk.norm for chunk in chunks[i:end] if chunk.span is None]
        side = [chunks[head].ending] if span is not None and span.thing.kind is Kind.COUNTRY else []
        word = _head_word(span, chunks[head].norm, words)
        return Noun(i, end, head, word, self._sort(span, word), span, mods, words=frozenset((*words, *side)))

    def _of_others(self, chunks: Sequence[Chunk], k: int, head: int) -> bool:
        """Tell whether a head is not of the body before it: of its members ("the A member states' agencies"), or of whom it trained ("A-trained officers")."""
        behind = [chunk.norm for chunk in chunks[k + 1 : k + 3]]
        members = head > k + 2 and behind[0] in _MEMBERS and behind[1] in _STATES
        return members or (
            behind[0] == GLUE and head > k + 2 and behind[1].endswith("ed") and chunks[head].norm in self._groups
        )

    def _end(self, chunks: Sequence[Chunk], first: int, last: int) -> int:
        """Return where the noun phrase that begins at `first` ends; at `first` where none begins there."""
        k = first
        while k < last and self._goes_on(chunks, first, k, last):
            k += 1
            alone = chunks[k - 1].norm in _ALONE or _present(chunks, k, last) or _times(chunks, k - 1)
            if chunks[k - 1].span is None and alone:
                break
        return k

    def _goes_on(self, chunks: Sequence[Chunk], first: int, k: int, last: int) -> bool:
        """Tell whether the noun phrase that begins at `first` has the chunk `k` too."""
        chunk = chunks[k]
        if k > first and not chunk.edtf and self._shares(chunks, k, last):
            return True
        if chunk.edtf or (
            k > first and (self._parted(chunks[k - 1], chunk) or self._stands_in(chunks, first, k, last))
        ):
            return False
        if chunk.span is not None:
            return k == first or not self._begins_another(chunks, first, k - 1, chunk.span)
        if chunk.norm == "following" and k > first:
            return chunks[k - 1].norm == "the"
        whole = k == first + 1 and chunks[first].norm in _WHOLES and chunk.norm == "the"
        anew = k > first and (chunk.norm in ARTICLES | _OWN | _PRONOUNS or chunks[k - 1].norm in _PRONOUNS)
        anew = anew and not whole
        glued = k + 1 < last and chunks[k + 1].norm == GLUE and k > first
        compound = k + 1 < last and (chunk.norm, chunks[k + 1].norm) in COMPOUND
        lately = chunk.norm in LATELY and k + 1 < last and chunks[k + 1].norm.endswith(("ed", "ilt"))
        ends = compound or (_ends_noun(chunk.norm) and not glued and not lately)
        if weekday(chunks, k):
            return False
        each = k > first and chunk.norm == "each" and chunks[k - 1].norm in self._groups
        each = each or (k > first and chunk.norm == "both")
        return not (anew or each or _side_by_side(chunks, k) or ends or chunk.norm in _MONTHS)

    def _parted(self, before: Chunk, chunk: Chunk) -> bool:
        """Tell whether a noun phrase ends between two chunks: behind "the Kazakh side", before a number, or between premises and people."""
        side = before.span is not None and before.ending in _SIDES
        return (
            side
            or self._counts_anew(before, chunk)
            or (before.norm in self._manned and chunk.span is None and chunk.norm in self._groups)
        )

    def _counts_anew(self, before: Chunk, chunk: Chunk) -> bool:
        """Tell whether a number begins another noun than the body, person or event right before it ("handed the Agency two scanners")."""
        acting = before.span is not None and before.span.thing.kind in _ACTING | {Kind.EVENT}
        return acting and chunk.span is None and self._is_counting(chunk.norm)

    def _is_counting(self, word: str) -> bool:
        return word in self._counting or word.isdigit()

    def _stands_in(self, chunks: Sequence[Chunk], first: int, k: int, last: int) -> bool:
        """Tell whether people of a body at `k` act in the state, or by the paper, before them ("in Tajikistan employees of A seized")."""
        before = chunks[k - 1].span
        placed = before is not None and before.thing.kind in _SITES and first > 0 and chunks[first - 1].norm in _THERE
        paper = before is not None and (before.thing.kind is Kind.DOCUMENT or chunks[k - 1].ending[-4:].isdigit())
        return (placed or paper) and chunks[k].norm in self._groups and k + 1 < last and chunks[k + 1].norm == "of"

    def _shares(self, chunks: Sequence[Chunk], k: int, last: int) -> bool:
        """Tell whether a slash at `k`, or right before it, joins two names before a noun of both ("a joint A/B initiative")."""
        at = k if chunks[k].norm == "/" else k - 1
        beside = [chunks[j].span is not None for j in (at - 1, at + 1) if 0 <= j < last]
        behind = chunks[at + 2] if at + 2 < last else None
        noun = behind is not None and behind.span is None and behind.norm.isalpha() and not _ends_noun(behind.norm)
        return chunks[at].norm == "/" and beside == [True, True] and noun

    def _begins_another(self, chunks: Sequence[Chunk], first: int, head: int, span: Span) -> bool:
        """Tell whether a mention begins a noun phrase of its own: not where a body or place only stands before an event's noun."""
        before = chunks[head].span
        if before is None and chunks[head].norm in _PRONOUNS:
            return True
        if before is None:
            return self._is_noun(chunks, first, head, span)
        if span.thing.kind is not Kind.EVENT or before.thing.kind not in _BEFORE_EVENTS:
            return True
        opens = head == first == 1 and chunks[0].norm in _THERE and before.thing.kind in _SITES
        return opens or self._is_counting(span.thing.names[0].split()[0].lower())

    def _is_noun(self, chunks: Sequence[Chunk], first: int, head: int, span: Span) -> bool:
        """Tell whether the words before a mention already make a noun phrase ("in its presentation CARICC ...")."""
        this = head == first and chunks[first].norm == "this" and span.thing.kind is not Kind.EVENT
        if this or (head == first > 0 and at_present(chunks, first - 1)):
            return True
        if chunks[head].norm in self.states | self.collectives and span.thing.kind is Kind.COUNTRY:
            return True
        if span.thing.kind not in _ACTING:
            return False
        if chunks[head].norm in self._circumstances or (chunks[head].norm in _TIMES and head > first):
            return True
        if chunks[first].norm not in _OWN:
            return False
        this = chunks[first].norm in {"this", "these"} and head > first
        return this or chunks[head].norm in self._clausal or chunks[head].norm.endswith(self._endings)

    def _sort(self, span: Span | None, word: str) -> str:
        if span is not None:
            return _CLASSES[span.thing.kind]
        return "group" if word in self._groups or word in self._amounts or word == COUNT else "noun"

    def takes(self, noun: Noun, prep: str, below: Noun) -> bool:
        """Tell whether a preposition and the noun behind it hang on `noun`, not on the clause."""
        if prep == "of":
            sited = noun.span is not None and noun.span.thing.kind in _SITES and below.sort == "group"
            return noun.sort != "date" and not sited
        if below.word in self._clausal and prep != "on":
            return False
        if noun.word == COUNT:
            return prep == "from"
        if below.sort == "date" and (noun.sort == "group" or (noun.sort == "noun" and prep == "from")):
            return False
        known = self._takes.get(noun.word) or self._takes.get(f"<{noun.sort}>", frozenset())
        return prep in known and not (prep == "in" and below.sort == "date")

    def parties(self, nouns: Sequence[Noun], kinds: frozenset[Kind]) -> list[int]:
        """Return the chunks that name the parties of a list: names, and the bodies whose people a group noun means."""
        pairs = zip_longest(nouns, nouns[1:])
        named = [one for one, after in pairs if not (_is_title(one, after) or self._is_owner(one, after))]
        return list(dict.fromkeys(k for noun in named for k in self._parties(noun, kinds)))

    def _parties(self, noun: Noun, kinds: frozenset[Kind]) -> list[int]:
        if noun.span is not None:
            own = [noun.head] if noun.span.thing.kind in kinds else []
            people = self.parties(noun.listed, kinds & _OFFICIAL if noun.sort == "agent" else frozenset())
            state = noun.span.thing.kind is Kind.COUNTRY and not noun.words & self._delegations
            return people if people and state else own + people
        if noun.word in self.states and (listed := self.parties(noun.listed, kinds)):
            return listed
        if noun.word in _SINGLE:
            return []
        if noun.word in self.statuses and (sent := self.parties(noun.link("from"), kinds)):
            return sent
        if noun.sort == "group":
            whither = () if noun.mods or noun.link("of", "from") else ("to",)
            preps = ("of", "from", "for", "in", "at", "under", "representing", *whither)
            placed = noun.word not in _ENVOYS and not noun.listed and not _of_body(noun)
            below = [] if noun.word in _OTHERS else noun.link(*(preps if placed else ("of", "from")))
            below = [one for near in below for one in (near.link("of") if near.word in self._fields else (near,))]
            linked = self.parties(self._named_leaders(noun, below), kinds) or self._sent(below, kinds)
            own_kinds = kinds & _COUNTRY if noun.word in self._apart else kinds
            of_kind = [] if self.parties(noun.link("from"), kinds & _SENDING) else noun_mods(noun, own_kinds)
            return [*of_kind, *linked, *self.parties(noun.listed, kinds)]
        return self.parties(noun.listed, kinds)

    def _sent(self, below: Sequence[Noun], kinds: frozenset[Kind]) -> list[int]:
        """Return who sends people: those named, and the states in brackets behind their region ("delegates from Africa (Kenya)")."""
        regions = [noun.listed if noun.sort == "place" else [] for noun in below]
        named = [self.parties([noun], kinds) for noun in below] if any(regions) else [self.parties(below, kinds)]
        states = [self.parties(listed, kinds & _COUNTRY) for listed in regions] or [[]]
        return [k for pair in zip_longest(named, states) for k in chain(*filter(None, pair))]

    def _is_owner(self, noun: Noun, after: Noun | None) -> bool:
        """Tell whether a body only says whose unit the one right behind it is ("the Department of State Bureau of A")."""
        spans = [one.span for one in (noun, after) if one is not None and one.span is not None]
        bodies = len(spans) > 1 and all(span.thing.kind is Kind.AGENCY for span in spans)
        if not bodies or after is None or noun.last != after.first:
            return False
        return any(name.lower().startswith(self._units) for name in spans[1].thing.names)

    def _named_leaders(self, noun: Noun, below: Sequence[Noun]) -> list[Noun]:
        """Return the people named behind the comma after "the heads of A and B"; none where nobody is."""
        people = [one for one in below if one.span is not None and one.span.thing.kind is Kind.OFFICIAL]
        return people if noun.word in self._leaders and any(one.comma for one in people) else []

    def named(self, nouns: Sequence[Noun], kinds: frozenset[Kind]) -> list[int]:
        """Return the chunks of these kinds that a list names, at any depth behind "of"."""
        found: list[int] = []
        for noun in nouns:
            if noun.span is not None and noun.span.thing.kind in kinds:
                found.append(noun.head)
            elif noun.word not in _CARRYING_OUT and (noun.span is None or noun.span.thing.kind is Kind.DOCUMENT):
                below = [*noun.link("of", "on", "for"), *noun.listed]
                found += self.named(below, kinds) or noun_mods(noun, kinds)
        return list(dict.fromkeys(found))


def _of_body(noun: Noun) -> bool:
    """Tell whether people are those of a body, so that a state behind "in" only tells where it works ("experts of the Customs Service in A")."""
    return any(one.span is not None and one.span.thing.kind is Kind.AGENCY for one in noun.link("of", "from"))


def _is_title(noun: Noun, after: Noun | None) -> bool:
    """Tell whether a noun only says who the person behind it is ("his Belarusian counterpart N.", "the ambassador of A, N.")."""
    if after is None or after.span is None or after.span.thing.kind is not Kind.OFFICIAL:
        return False
    apposed = after.comma and noun.span is None and noun.word in _ONE_PERSON
    return apposed or (noun.last == after.first and bool(noun.words & _PEERS))


def _head_word(span: Span | None, norm: str, words: Sequence[str]) -> str:
    """Return the word that a noun phrase goes by: the kind of its event, COUNT for a mere number, else its head."""
    if span is not None:
        return span.thing.event_kind or norm
    return COUNT if all(_is_count(word) for word in words) else norm


def _is_count(word: str) -> bool:
    """Tell whether a word is a number of people where no noun stands behind it ("six each from A")."""
    return word in NUMBERS or word == "each" or (word.isdigit() and len(word) < _YEAR_DIGITS)


def noun_mods(noun: Noun, kinds: frozenset[Kind]) -> list[int]:
    """Return the mentions of these kinds before a noun's head ("CARICC analysts")."""
    return [k for k, kind in noun.mods if kind in kinds]


def _is_month(chunk: Chunk) -> bool:
    return chunk.span is None and chunk.norm in _MONTHS and not _ends_noun(chunk.norm)


def _present(chunks: Sequence[Chunk], k: int, last: int) -> bool:
    """Tell whether the word "present" stands at `k`, which speaks of the noun before it ("those present")."""
    return k < last and chunks[k].norm == "present"


def name_words(noun: Noun) -> set[str]:
    """Return the words of the names of what a noun names; none of a noun that names nothing."""
    names = noun.span.thing.names if noun.span is not None else []
    return {word for name in names for word in name.lower().split()}


def weekday(chunks: Sequence[Chunk], k: int) -> bool:
    """Tell whether "last Tuesday" or its like stands at the chunk `k`."""
    after = chunks[k + 1].norm if k + 1 < len(chunks) else ""
    return chunks[k].norm in _LATEST and after in _WEEKDAYS


def _times(chunks: Sequence[Chunk], k: int) -> bool:
    """Tell whether the chunk at `k` ends "the first time"."""
    return k > 1 and chunks[k].norm == "time" and chunks[k - 1].norm in {"first", "second", "third", "last"}


def _side_by_side(chunks: Sequence[Chunk], k: int) -> bool:
    return [chunk.norm for chunk in chunks[k : k + 3]] in SIDE_BY_SIDE


def _ends_noun(norm: str) -> bool:
    return (
        norm in PREPOSITIONS
        or norm in PARTICLES
        or norm in CONJUNCTIONS
        or norm in _MARKS
        or norm in LISTING
        or norm
        in {
            "(",
            ")",
            "[",
            "]",
            "also",
            "jointly",
            "then",
            "now",
            "still",
            "already",
            "not",
            "never",
            "together",
            "alone",
            "itself",
            "themselves",
            "himself",
            "herself",
            "likewise",
            "too",
            "there",
            "which",
            "who",
            "that",
            "whose",
            "where",
            "when",
            "while",
        }
        or (norm.endswith("ly") and norm not in {"assembly", "family"})
    )
