"""Noun phrases between the verbs of a sentence: heads, what prepositions hang on them, lists, and what stands in brackets."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from caricc_graph.extraction.chunks import BULLET
from caricc_graph.extraction.verbs import NUMBERS, PREPOSITIONS
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
_CONJUNCTIONS = frozenset({"and", "or", "&", ",", "/", "plus", "but"})
_MARKS = frozenset({BULLET, ".", ";", "–", "—", '"', "“", "”", "«", "»", "!", "?", "'", "’", "‘"})
_LISTING = frozenset(
    {"including", "namely", "i.e.", "i.e", "e.g.", "e.g", "such", ":", "particular", "especially", "notably"}
)
_MONTHS = frozenset(name.lower() for name in calendar.month_name if name) - {"may", "march"}
_ARTICLES = frozenset({"the", "a", "an"})
_ALONE = frozenset({"part", "place"})
_BEFORE_EVENTS = frozenset({Kind.AGENCY, Kind.COUNTRY, Kind.PLACE, Kind.PROGRAMME})
_COUNTED = frozenset({"over", "about", "around", "than", "up", "to"})
_ADVERBIAL = frozenset({("in", "person"), ("in", "total"), ("in", "absentia"), ("at", "large"), ("on", "site")})
_MORE = frozenset({"more", "less", "fewer"})
_COLLECTIVES = frozenset(
    {
        "states",
        "countries",
        "members",
        "observers",
        "organizations",
        "agencies",
        "partners",
        "bodies",
        "structures",
        "services",
    }
)
_STATES = frozenset({"states", "countries", "members", "republics"})
_STATUSES = frozenset({"member", "members", "observer", "observers"})
_LEADERS = frozenset({"heads", "ministers", "chiefs", "directors", "leaders", "presidents", "chairmen"})
_OWN = frozenset({"its", "their", "his", "her", "this", "these", "that"})
_NOUN_ENDINGS = (
    "tion",
    "ment",
    "ness",
    "ance",
    "ence",
    "speech",
    "report",
    "turn",
    "part",
    "address",
    "words",
    "remarks",
    "statement",
    "greeting",
    "side",
    "letter",
)
_DASHES = frozenset({"-", "–", "—"})
COUNT = "count"
_YEAR_DIGITS = 4
_QUOTES = frozenset({'"', "“", "«", "„"})
_PARTICLES = frozenset({"out", "up"})
_HAND_IN_HAND = ["hand", "in", "hand"]
_SIDE_BY_SIDE = (["side", "by", "side"], _HAND_IN_HAND, ["shoulder", "to", "shoulder"])
_SKIPPED = frozenset(
    {
        "out",
        "up",
        "there",
        "likewise",
        "too",
        "also",
        "jointly",
        "then",
        "not",
        "both",
        "either",
        "even",
        "only",
        "as",
        "namely",
        "well",
    }
)
_COMPATIBLE = {
    "agent": ("agent", "group", "programme"),
    "group": ("group", "agent", "noun"),
    "programme": ("programme", "agent"),
    "place": ("place", "agent"),
    "event": ("event",),
    "document": ("document", "noun"),
    "substance": ("substance", "noun"),
    "date": ("date",),
    "noun": ("noun", "group"),
}


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
    """Reads the noun phrases of a stretch of chunks, and the parties that they name."""

    def __init__(self, lexicon: Lexicon) -> None:
        groups = lexicon.files["names"]["groups"]
        self._groups = frozenset(groups["of_body"])
        self._amounts = frozenset(lexicon.files["frames"]["amounts"]["nouns"])
        takes = lexicon.files["frames"]["takes"]
        self._takes: dict[str, frozenset[str]] = {}
        for spec in takes:
            for noun in spec["nouns"]:
                self._takes[noun] = frozenset(spec["prepositions"])
        self._clausal = frozenset(lexicon.files["frames"]["clausal"]["nouns"])

    def phrases(self, chunks: Sequence[Chunk], first: int, last: int, *, passive: bool = False) -> list[Phrase]:
        """Return the phrases of a stretch without verbs, from left to right; behind a `passive` verb "by" is the verb's."""
        return _Stretch(self, chunks, first, last, passive=passive).read()

    def noun(self, chunks: Sequence[Chunk], i: int, last: int) -> Noun | None:
        """Return the noun phrase without complements that begins at `i`, or None where none does."""
        if i < last and (chunks[i].edtf or _is_month(chunks[i])):
            return Noun(i, i + 1, i, "<date>" if chunks[i].edtf else chunks[i].norm, "date")
        end = self._end(chunks, i, last)
        if end == i:
            return None
        head = end - 1
        span = chunks[head].span
        mods = [(k, before.thing.kind) for k in range(i, head) if (before := chunks[k].span) is not None]
        words = [chunk.norm for chunk in chunks[i:end] if chunk.span is None]
        word = _head_word(span, chunks[head].norm, words)
        return Noun(i, end, head, word, self._sort(span, word), span, mods, words=frozenset(words))

    def _end(self, chunks: Sequence[Chunk], first: int, last: int) -> int:
        """Return where the noun phrase that begins at `first` ends; at `first` where none begins there."""
        k = first
        while k < last and self._goes_on(chunks, first, k):
            k += 1
            if chunks[k - 1].span is None and (chunks[k - 1].norm in _ALONE or _present(chunks, k, last)):
                break
        return k

    def _goes_on(self, chunks: Sequence[Chunk], first: int, k: int) -> bool:
        """Tell whether the noun phrase that begins at `first` has the chunk `k` too."""
        chunk = chunks[k]
        if chunk.edtf:
            return False
        if chunk.span is not None:
            return k == first or not self._begins_another(chunks, first, k - 1, chunk.span)
        anew = k > first and chunk.norm in _ARTICLES | _OWN
        return not (anew or _side_by_side(chunks, k) or _ends_noun(chunk.norm) or chunk.norm in _MONTHS)

    def _begins_another(self, chunks: Sequence[Chunk], first: int, head: int, span: Span) -> bool:
        """Tell whether a mention begins a noun phrase of its own: not where a body or place only stands before an event's noun."""
        before = chunks[head].span
        if before is None:
            return self._is_noun(chunks, first, head, span)
        return span.thing.kind is not Kind.EVENT or before.thing.kind not in _BEFORE_EVENTS

    def _is_noun(self, chunks: Sequence[Chunk], first: int, head: int, span: Span) -> bool:
        """Tell whether the words before a mention already make a noun phrase ("in its presentation CARICC ...")."""
        if head == first and chunks[first].norm == "this" and span.thing.kind is not Kind.EVENT:
            return True
        if chunks[head].norm in _STATES and span.thing.kind is Kind.COUNTRY:
            return True
        if span.thing.kind not in {Kind.AGENCY, Kind.OFFICIAL, Kind.COUNTRY} or chunks[first].norm not in _OWN:
            return False
        if chunks[first].norm in {"this", "these"} and head > first:
            return True
        return chunks[head].norm in self._clausal or chunks[head].norm.endswith(_NOUN_ENDINGS)

    def _sort(self, span: Span | None, word: str) -> str:
        if span is not None:
            return _CLASSES[span.thing.kind]
        return "group" if word in self._groups or word in self._amounts or word == COUNT else "noun"

    def takes(self, noun: Noun, prep: str, below: Noun) -> bool:
        """Tell whether a preposition and the noun behind it hang on `noun`, not on the clause."""
        if prep == "of":
            return noun.sort != "date"
        if below.word in self._clausal and prep != "on":
            return False
        if noun.word == COUNT:
            return prep == "from"
        known = self._takes.get(noun.word) or self._takes.get(f"<{noun.sort}>", frozenset())
        return prep in known and not (prep == "in" and below.sort == "date")

    def parties(self, nouns: Sequence[Noun], kinds: frozenset[Kind]) -> list[int]:
        """Return the chunks that name the parties of a list: names, and the bodies whose people a group noun means."""
        return list(dict.fromkeys(k for noun in nouns for k in self._parties(noun, kinds)))

    def _parties(self, noun: Noun, kinds: frozenset[Kind]) -> list[int]:
        if noun.span is not None:
            return [noun.head] if noun.span.thing.kind in kinds else []
        if noun.word in _STATES and (listed := self.parties(noun.listed, kinds)):
            return listed
        if noun.sort == "group":
            below = noun.link("of", "from", "for", "in", "at", "under", "to", "representing")
            linked = self.parties(_named_leaders(noun, below), kinds) or self.parties(below, kinds)
            return [*noun_mods(noun, kinds), *linked, *self.parties(noun.listed, kinds)]
        if noun.listed:
            return self.parties(noun.listed, kinds)
        return []

    def named(self, nouns: Sequence[Noun], kinds: frozenset[Kind]) -> list[int]:
        """Return the chunks of these kinds that a list names, at any depth behind "of"."""
        found: list[int] = []
        for noun in nouns:
            if noun.span is not None and noun.span.thing.kind in kinds:
                found.append(noun.head)
            elif noun.span is None or noun.span.thing.kind is Kind.DOCUMENT:
                below = [*noun.link("of", "on", "for"), *noun.listed]
                found += self.named(below, kinds) or noun_mods(noun, kinds)
        return list(dict.fromkeys(found))


def _named_leaders(noun: Noun, below: Sequence[Noun]) -> list[Noun]:
    """Return the people named behind the comma after "the heads of A and B"; none where nobody is."""
    people = [one for one in below if one.span is not None and one.span.thing.kind is Kind.OFFICIAL]
    return people if noun.word in _LEADERS and any(one.comma for one in people) else []


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


def _side_by_side(chunks: Sequence[Chunk], k: int) -> bool:
    return [chunk.norm for chunk in chunks[k : k + 3]] in _SIDE_BY_SIDE


def _ends_noun(norm: str) -> bool:
    return (
        norm in PREPOSITIONS
        or norm in _PARTICLES
        or norm in _CONJUNCTIONS
        or norm in _MARKS
        or norm in _LISTING
        or norm
        in {
            "(",
            ")",
            "[",
            "]",
            "also",
            "jointly",
            "then",
            "not",
            "together",
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


class _Stretch:
    """The phrases of one stretch in the making."""

    def __init__(self, nouns: Nouns, chunks: Sequence[Chunk], first: int, last: int, *, passive: bool) -> None:
        self._nouns = nouns
        self._chunks = chunks
        self._i, self._last = first, last
        self._first = first
        self._passive = passive
        self._found: list[Phrase] = []
        self._prep, self._at = "", -1
        self._joined = self._comma = False
        self._items = False
        self._listing: Noun | None = None
        self._latest: Noun | None = None

    def read(self) -> list[Phrase]:
        while self._i < self._last:
            self._step()
        return self._found

    def _step(self) -> None:
        norm = self._chunks[self._i].norm
        if (norm, self._norm(self._i + 1)) in _ADVERBIAL:
            self._i += 2
            return
        noun = None if self._skips(norm) else self._nouns.noun(self._chunks, self._i, self._last)
        if noun is not None:
            self._place(noun)
            self._i = max(noun.last, self._i + 1)
            self._prep, self._joined, self._comma = "", False, False
        elif norm == "(":
            self._bracket()
        elif not (self._conjoins() or self._among_them()):
            self._mark(norm)
            self._i += 1

    def _mark(self, norm: str) -> None:
        """Read a preposition, conjunction or mark, which tells how the next noun goes on with what stands before it."""
        if norm in _LISTING or (self._dashes() and not self._itemises(norm)):
            self._begin_list()
        elif norm in _COUNTED and self._counts():
            return
        elif norm in PREPOSITIONS:
            self._prep, self._at = norm, self._i
        elif norm == "then":
            self._prep = ""
        elif norm in _CONJUNCTIONS:
            self._joined = True
            self._comma = self._comma or norm == ","
        elif norm in {";", BULLET} or self._itemises(norm):
            self._joined, self._comma = True, True
        elif norm in {"–", "—"} and not self._joined:
            self._joined, self._comma, self._prep = False, True, ""
            self._listing = None

    def _norm(self, k: int) -> str:
        return self._chunks[k].norm if k < self._last else ""

    def _itemises(self, norm: str) -> bool:
        """Tell whether a dash begins an item of a list that a colon and a dash opened."""
        self._items = self._items or (norm in _DASHES and self._i > 0 and self._chunks[self._i - 1].norm == ":")
        return self._items and norm in _DASHES

    def _skips(self, norm: str) -> bool:
        if norm in _MORE:
            return self._norm(self._i + 1) == "than"
        if norm in _PARTICLES and self._i == self._first:
            return not self._counts()
        return norm in _SKIPPED and self._chunks[self._i].span is None

    def _counts(self) -> bool:
        """Tell whether a word such as "over" only counts ("over 40 officers", "more than 40", "up to 40")."""
        after = next((c.norm for c in self._chunks[self._i + 1 : self._last] if c.norm not in _COUNTED), "")
        return after[:1].isdigit() or after in NUMBERS

    def _dashes(self) -> bool:
        """Tell whether a dash opens a list of names behind a plain noun ("the Council members – Kazakhstan, ...")."""
        named = self._i + 1 < self._last and self._chunks[self._i + 1].span is not None
        chain = self._chain()
        return self._chunks[self._i].norm in _DASHES and named and bool(chain) and chain[0].span is None

    def _conjoins(self) -> bool:
        """Read "as well as", "along with" and "together with" between nouns as "and"."""
        norms = [chunk.norm for chunk in self._chunks[self._i : min(self._i + 3, self._last)]]
        if norms in _SIDE_BY_SIDE and self._i + 3 < self._last and self._chunks[self._i + 3].norm == "with":
            self._prep, self._at, self._i = "together", self._i, self._i + 4
            return True
        if norms == ["as", "well", "as"]:
            self._joined, self._i = True, self._i + 3
            return True
        if norms[:2] in (
            ["along", "with"],
            ["together", "with"],
            ["jointly", "with"],
            ["in", "conjunction"],
            ["in", "tandem"],
            ["in", "pair"],
        ):
            width = 3 if norms[0] == "in" else 2
            acting = any(noun.sort in {"agent", "group", "programme"} for noun in self._chain())
            if self._found and self._found[-1].last == self._i and acting:
                self._joined = True
            else:
                self._prep, self._at = "together", self._i
            self._i += width
            return True
        return False

    def _among_them(self) -> bool:
        """Read "among them" and "of them" before names as the beginning of a list."""
        norms = [chunk.norm for chunk in self._chunks[self._i : min(self._i + 2, self._last)]]
        after = self._chunks[self._i + 2] if self._i + 2 < self._last else None
        if norms != ["among", "them"] or after is None or not (after.span or after.norm in _ARTICLES):
            return False
        self._begin_list()
        self._i += 2
        return True

    def _begin_list(self) -> None:
        norm = self._chunks[self._i].norm
        after = self._chunks[self._i + 1].norm if self._i + 1 < self._last else ""
        if norm == ":" and (self._prep or after in _QUOTES):
            return
        if norm == ":" and self._first == 0 and all(phrase.prep for phrase in self._found):
            self._joined, self._comma, self._prep = False, True, ""
            return
        chain = self._chain()
        plain = [noun for noun in chain if noun.span is None]
        people = [noun for noun in plain if noun.sort == "group"] if self._lists_people() else []
        self._listing = next(iter((*people, *plain, *chain)), None)
        if people and plain[0].word in _COLLECTIVES:
            plain[0].listed = people[0].listed
        self._prep, self._joined = "", False
        if norm == "such":
            self._i += 1

    def _lists_people(self) -> bool:
        """Tell whether the list that begins here opens with people of bodies, not with a name."""
        first = self._nouns.noun(self._chunks, self._i + 1, self._last) if self._i + 1 < self._last else None
        return first is not None and first.sort == "group"

    def _bracket(self) -> None:
        close = next((k for k in range(self._i + 1, self._last) if self._chunks[k].norm == ")"), self._last)
        inner = self._nouns.phrases(self._chunks, self._i + 1, close)
        owner = self._owner(inner)
        if owner is not None:
            owner.listed += [noun for phrase in inner if not phrase.prep for noun in phrase.nouns]
        self._i = close + 1
        if self._found:
            self._found[-1].last = self._i

    def _owner(self, inner: Sequence[Phrase]) -> Noun | None:
        """Return the noun that brackets explain: the nearest, but "states of A (B, C)" the states."""
        chain = self._chain()
        named = any(noun.span is not None for phrase in inner for noun in phrase.nouns)
        collective = next((noun for noun in chain if noun.span is None and noun.word in _COLLECTIVES), None)
        return collective if named and collective is not None else next(iter(chain), None)

    def _chain(self) -> list[Noun]:
        """Return the nouns that are still open, the deepest and latest first."""
        chain: list[Noun] = []
        noun = self._latest
        while noun is not None:
            chain.append(noun)
            noun = noun.above
        return chain

    def _place(self, noun: Noun) -> None:
        """Give a noun its place: as a name, in a list, behind the preposition of another noun, or as a new phrase."""
        chain = self._chain()
        if chain and not self._prep and self._names_again(chain[0], noun):
            self._name_again(chain[0], noun)
            return
        if chain and not self._prep:
            self._take_names(chain[0], noun)
        if self._listing is not None and not self._prep:
            self._listing.listed.append(noun)
            self._hang(noun, self._listing)
        elif (sister := self._list_of(noun, chain)) is not None:
            self._add(noun, sister)
        elif (host := self._host(noun, chain)) is not None:
            host.links.append(Link(self._prep, [noun], self._at))
            self._hang(noun, host)
        else:
            self._begin_phrase(noun)

    def _begin_phrase(self, noun: Noun) -> None:
        self._listing = None
        self._found.append(Phrase(self._prep, [noun], self._at if self._prep else noun.first, noun.last, self._comma))
        self._latest = noun

    def _hang(self, noun: Noun, above: Noun) -> None:
        noun.above = above
        self._open(noun)

    def _take_names(self, before: Noun, noun: Noun) -> None:
        """Let "member states" before names, and "both members of C" behind them, list those names."""
        if not self._joined and self._names_states(before, noun):
            self._listing = before
        if self._explains(noun):
            noun.listed, noun.sort, self._joined = self._found[-1].nouns, "noun", False

    def _list_of(self, noun: Noun, chain: list[Noun]) -> Noun | None:
        """Return the noun whose list a noun goes on with."""
        if self._prep:
            return self._parallel(noun, chain) if self._joined and self._prep != "together" else None
        if self._joined:
            return self._sister(noun, chain)
        apposed = chain and chain[0].last == noun.first and self._apposed(chain[0], noun)
        return chain[0] if apposed else None

    def _host(self, noun: Noun, chain: list[Noun]) -> Noun | None:
        """Return the noun that a preposition and the noun behind it hang on; none where they are the clause's."""
        if not self._prep or self._prep == "together":
            return None
        if self._prep == "by" and self._passive:
            self._passive = False
            return None
        host = next((one for one in chain if self._nouns.takes(one, self._prep, noun)), None)
        host = host or self._event_before(noun)
        near = bool(self._found) and self._found[-1].last >= self._at - (1 if self._joined else 0)
        return host if near else None

    def _names_states(self, before: Noun, noun: Noun) -> bool:
        """Tell whether a state is the first of those that the noun right before it speaks of ("member states A, B and C")."""
        state = noun.span is not None and noun.span.thing.kind is Kind.COUNTRY
        return state and before.span is None and before.word in _STATES and before.last == noun.first

    def _explains(self, noun: Noun) -> bool:
        """Tell whether a noun behind a comma says what the names before it are ("A and B, both members of C")."""
        before = self._chunks[noun.first - 1].norm
        before = self._chunks[noun.first - 2].norm if before in {"both", "all"} and noun.first > 1 else before
        named = self._found and all(one.span is not None for one in self._found[-1].nouns)
        return bool(named) and before == "," and noun.span is None and noun.word in _STATUSES

    def _name_again(self, before: Noun, noun: Noun) -> None:
        """Let a noun have its quoted name, and be the document where the name is one ("the report “Ways”")."""
        self._found[-1].last = noun.last
        if before.span is None and noun.sort == "document":
            before.span, before.sort, before.head = noun.span, noun.sort, noun.head

    def _names_again(self, before: Noun, noun: Noun) -> bool:
        """Tell whether a noun is the quoted name of what stands before it ("the operation “Reflex”")."""
        if noun.span is None or self._joined:
            return False
        same = before.span is not None and before.span.thing is noun.span.thing
        return same or (self._chunks[noun.first - 1].norm in _QUOTES and before.last == noun.first - 1)

    def _event_before(self, noun: Noun) -> Noun | None:
        """Return the event of an earlier phrase that takes the preposition ("a training in analysis for staff")."""
        events = [one for phrase in reversed(self._found) for one in phrase.nouns if one.sort == "event"]
        return next((one for one in events if self._prep != "of" and self._nouns.takes(one, self._prep, noun)), None)

    def _parallel(self, noun: Noun, chain: list[Noun]) -> Noun | None:
        """Return the noun behind the same preposition that "and of ..." goes on with, the outermost that fits."""
        for one in reversed(chain):
            if one.above is None:
                continue
            prep = next((link.prep for link in one.above.links if one in link.nouns), "")
            if (
                prep == self._prep
                and noun.sort in _COMPATIBLE[one.sort]
                and (one.above.span is None or one.above.sort == "event")
            ):
                return one
        return None

    def _apposed(self, before: Noun, noun: Noun) -> bool:
        """Tell whether two names stand side by side ("the Director of CARICC Mr. N.")."""
        return before.span is not None and noun.span is not None and before.sort == noun.sort

    def _open(self, noun: Noun) -> None:
        self._latest = noun
        self._found[-1].last = noun.last

    def _add(self, noun: Noun, sister: Noun) -> None:
        """Put a noun into the list of another."""
        noun.above = sister.above
        noun.comma = self._comma
        if sister.above is None:
            self._found[-1].nouns.append(noun)
        else:
            lists = (*(link.nouns for link in sister.above.links), sister.above.listed)
            next(nouns for nouns in lists if sister in nouns).append(noun)
        self._open(noun)

    def _sister(self, noun: Noun, chain: list[Noun]) -> Noun | None:
        """Return the noun whose list goes on with `noun` behind "and" or a comma: the deepest of its sort, else of a sort that fits."""
        sorts = _COMPATIBLE["group" if noun.word in _COLLECTIVES else noun.sort]
        for sort in sorts:
            for one in chain:
                if one.sort == sort and _fits(one, noun):
                    return one
        return None


def _fits(one: Noun, noun: Noun) -> bool:
    """Tell whether two nouns may stand in one list: people go with bodies on the level of the clause alone, and whose a body is takes only states."""
    if one.sort != "agent" or noun.sort != "agent" or one.span is None or noun.span is None:
        return True
    kind, other = one.span.thing.kind, noun.span.thing.kind
    if one.above is not None and one.above.word in _COLLECTIVES:
        return kind is other
    if one.above is not None and one.above.span is not None and one.above.sort == "agent":
        return kind is other is Kind.COUNTRY
    return (kind is Kind.OFFICIAL) == (other is Kind.OFFICIAL) or one.above is None
