"""Stretches between the verbs of a sentence, read as phrases: lists of nouns, what prepositions hang on them, and what stands in brackets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caricc_graph.extraction import state_lists
from caricc_graph.extraction.auxiliaries import BE
from caricc_graph.extraction.chunks import BULLET
from caricc_graph.extraction.contrasts import EVERYONE, EXCEPT, excepting
from caricc_graph.extraction.nouns import (
    ARTICLES,
    CONJUNCTIONS,
    LISTING,
    PARTICLES,
    SIDE_BY_SIDE,
    Link,
    Phrase,
    weekday,
)
from caricc_graph.extraction.words import ADVERBIAL, COMPOUND, FRAMES, NUMBERS, PREPOSITIONS, SKIPPED
from caricc_graph.model import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caricc_graph.extraction.chunks import Chunk
    from caricc_graph.extraction.nouns import Noun, Nouns

_COUNTED = frozenset({"over", "about", "around", "than", "up", "to"})
_PARTAKING = frozenset({"part", "participation"})
_MORE = frozenset({"more", "less", "fewer"})
_DASHES = frozenset({"-", "–", "—"})
_QUOTES = frozenset({'"', "“", "«", "„"})
AS_DID = "as did"
PRO_VERBS = frozenset({"did", "do", "does", "were", "was", "have", "had", "has"})
_FOR = (["in", "favour", "of"], ["in", "favor", "of"], ["in", "support", "of"])
_ASIDE = 10
_THERE = frozenset({"in", "at"})
_AIDING = frozenset(
    {"support", "assistance", "funding", "expense", "aid", "help", "sponsorship", "framework", "auspices"}
)
_SITES = frozenset(
    {"city", "town", "village", "capital", "region", "premises", "hotel", "building", "hall", "outskirts"}
)
_THAT_IS = frozenset({"i.e.", "i.e"})
_EACH, _FOLLOWING = "each", "following"
_WHOLE, _THEM = frozenset({"all", "both", "each"}), "them"
_SUBJECTS = frozenset({"it", "they", "he", "she"})
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


def phrases(nouns: Nouns, chunks: Sequence[Chunk], first: int, last: int, *, passive: bool = False) -> list[Phrase]:
    """Return the phrases of a stretch without verbs, from left to right; behind a `passive` verb "by" is the verb's."""
    return _Stretch(nouns, chunks, first, last, passive=passive).read()


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
        self._such = False
        self._latest: Noun | None = None

    def read(self) -> list[Phrase]:
        while self._i < self._last:
            self._step()
        return self._found

    def _step(self) -> None:
        norm = self._chunks[self._i].norm
        if self._passes_over(norm):
            return
        if (norm, self._norm(self._i + 1)) in COMPOUND:
            self._prep, self._at, self._i = norm, self._i, self._i + 2
            return
        noun = None if self._skips(norm) else self._nouns.noun(self._chunks, self._i, self._last)
        if noun is not None and self._only_governs(noun):
            self._i = noun.last
        elif noun is not None:
            self._place(noun)
            self._i = max(noun.last, self._i + 1)
            self._prep, self._joined, self._comma = "", False, False
        elif norm == "(":
            self._bracket()
        elif not (self._aside() or self._conjoins() or self._among_them()):
            self._mark(norm)
            self._i += 1

    def _passes_over(self, norm: str) -> bool:
        """Pass over what names nothing: adverbs, "last Tuesday", "all of them", "each" before "from", "but" behind an exception."""
        behind = self._norm(self._i + 1)
        latest = self._found[-1] if self._found else None
        if weekday(self._chunks, self._i):
            self._i += 2
        elif (norm, behind) in ADVERBIAL:
            self._i += 2
            if not self._found and self._norm(self._i) == ",":
                self._i, self._joined, self._comma = self._i + 1, False, False
        elif norm == _FOLLOWING and self._prep and self._at == self._i - 1:
            self._i += 1
        elif norm in _WHOLE and [behind, self._norm(self._i + 2)] == ["of", _THEM]:
            self._i += 3
        elif norm == _EACH and latest is not None and latest.last == self._i and behind == "from":
            latest.last = self._i = self._i + 1
        elif (norm == "but" or (norm == "," and behind in EVERYONE)) and latest is not None and latest.prep == EXCEPT:
            self._latest, self._prep, self._joined, self._i = None, "", False, self._i + 1
        else:
            return False
        return True

    def _only_governs(self, noun: Noun) -> bool:
        """Tell whether a word in "-ing" behind a preposition only says what is done with the noun behind it ("on countering the spread")."""
        governs = bool(self._prep) and noun.span is None and noun.last == noun.first + 1 and noun.word.endswith("ing")
        return governs and self._norm(noun.last) in ARTICLES

    def _mark(self, norm: str) -> None:
        """Read a preposition, conjunction or mark, which tells how the next noun goes on with what stands before it."""
        if norm == "such" and self._norm(self._i + 1) != "as":
            self._such = True
        elif norm in LISTING or self._such_as(norm) or (self._dashes() and not self._itemises(norm)):
            self._begin_list()
        elif norm in _COUNTED and self._counts():
            return
        elif norm in PREPOSITIONS:
            self._prep, self._at = norm, self._i
        elif norm == "then":
            self._prep = ""
        elif norm in CONJUNCTIONS:
            self._joined = True
            self._comma = self._comma or norm == ","
        elif norm == BULLET and self._i and self._chunks[self._i - 1].norm == ":":
            self._comma = False
        elif norm in {";", BULLET} or self._itemises(norm):
            self._joined, self._comma = True, True
        elif norm in {"–", "—"} and not self._joined:
            self._joined, self._comma, self._prep = False, True, ""
            self._listing = None

    def _such_as(self, norm: str) -> bool:
        """Tell whether "as" begins the names of "such organizations as A and B"."""
        latest = self._latest
        return norm == "as" and self._such and latest is not None and latest.last == self._i

    def _norm(self, k: int) -> str:
        return self._chunks[k].norm if k < self._last else ""

    def _itemises(self, norm: str) -> bool:
        """Tell whether a dash begins an item of a list that a colon and a dash opened."""
        self._items = self._items or (norm in _DASHES and self._i > 0 and self._chunks[self._i - 1].norm == ":")
        return self._items and norm in _DASHES

    def _skips(self, norm: str) -> bool:
        if norm in _MORE:
            return self._norm(self._i + 1) == "than"
        if norm == "next":
            return self._i + 1 == self._last
        if norm == "others":
            return self._joined
        if norm in PARTICLES and self._i == self._first:
            return not self._counts()
        return norm in SKIPPED and self._chunks[self._i].span is None

    def _counts(self) -> bool:
        """Tell whether a word such as "over" only counts ("over 40 officers", "more than 40", "up to 40")."""
        after = next((c.norm for c in self._chunks[self._i + 1 : self._last] if c.norm not in _COUNTED), "")
        return after[:1].isdigit() or after in NUMBERS

    def _dashes(self) -> bool:
        """Tell whether a dash opens a list of names behind a plain noun ("the Council members – Kazakhstan, ...")."""
        k = self._i + 1 + (self._norm(self._i + 1) == "the")
        named = k < self._last and self._chunks[k].span is not None
        chain = self._chain()
        people = any(one.word in self._nouns.statuses or one.sort == "group" for one in chain)
        named = named or (people and self._lists_people())
        plain = bool(chain) and (
            chain[0].span is None or any(state_lists.are_members(one, self._nouns) for one in chain)
        )
        return self._chunks[self._i].norm in _DASHES and named and plain

    def _aside(self) -> bool:
        """Pass over what stands between commas behind "and" without naming anything ("A, B and, for the first time, C")."""
        norms = [chunk.norm for chunk in self._chunks[self._i : self._last]]
        if norms[:1] != ["and"] or norms[1:2] != [","] or not self._latest:
            return False
        close = next((k for k in range(3, min(len(norms), _ASIDE)) if norms[k] == ","), 0)
        inside = self._chunks[self._i + 2 : self._i + close]
        if not close or any(chunk.span is not None or chunk.edtf or chunk.norm == "and" for chunk in inside):
            return False
        self._joined, self._comma, self._i = True, True, self._i + close + 1
        return True

    def _conjoins(self) -> bool:
        """Read "as well as", "along with" and "together with" between nouns as "and"."""
        norms = [chunk.norm for chunk in self._chunks[self._i : min(self._i + 3, self._last)]]
        prep, width = self._as_preposition(norms)
        if width:
            self._prep, self._at, self._i = prep, self._i, self._i + width
            self._joined = self._joined and prep != EXCEPT
            return True
        if norms == ["as", "well", "as"]:
            chain = self._chain()
            self._joined = not (len(chain) == 1 and chain[0].word in _PARTAKING and not chain[0].links)
            self._prep, self._at = ("" if self._joined else "together"), self._i
            self._i += 3
            return True
        if norms[:2] in (
            ["along", "with"],
            ["together", "with"],
            ["jointly", "with"],
            ["in", "conjunction"],
            ["in", "tandem"],
            ["in", "pair"],
            ["in", "addition"],
            ["apart", "from"],
        ) or norms[:1] == ["alongside"]:
            width = {"in": 3, "alongside": 1}.get(norms[0], 2)
            acting = any(noun.sort in {"agent", "group", "programme"} for noun in self._chain())
            if self._found and self._found[-1].last == self._i and acting:
                self._joined = True
            else:
                self._prep, self._at = "together", self._i
            self._i += width
            return True
        return False

    def _as_preposition(self, norms: Sequence[str]) -> tuple[str, int]:
        """Return the preposition that several words here stand for, and how many they are; 0 where they stand for none."""
        if norms[:1] == ["as"] and norms[1:2] and norms[1] in PRO_VERBS:
            return AS_DID, 2
        if norms in _FOR:
            return "for", 3
        if norms in SIDE_BY_SIDE and self._i + 3 < self._last and self._chunks[self._i + 3].norm == "with":
            return "together", 4
        return EXCEPT, excepting(self._chunks, self._i, self._last)

    def _among_them(self) -> bool:
        """Read "among them" and "of them" before names as the beginning of a list."""
        norms = [chunk.norm for chunk in self._chunks[self._i : min(self._i + 2, self._last)]]
        after = self._chunks[self._i + 2] if self._i + 2 < self._last else None
        named = after is not None and (
            after.span is not None or after.norm in ARTICLES | NUMBERS or after.norm.isdigit()
        )
        if norms != ["among", "them"] or not named:
            return False
        self._begin_list()
        self._i += 2
        return True

    def _begin_list(self) -> None:
        norm = self._chunks[self._i].norm
        after = self._chunks[self._i + 1].norm if self._i + 1 < self._last else ""
        if norm == ":" and (self._prep or after in _QUOTES):
            return
        among = bool(self._found) and self._found[-1].prep == "among" and self._found[-1].nouns[-1].sort == "group"
        if norm == ":" and self._first == 0 and all(phrase.prep for phrase in self._found) and not among:
            self._joined, self._comma, self._prep = False, True, ""
            return
        chain = self._chain()
        plain = [noun for noun in chain if noun.span is None]
        people = [noun for noun in plain if noun.sort == "group"] if self._lists_people() else []
        self._listing = next(iter((*people, *plain, *chain)), None)
        inside = any(one in people[0].listed for one in chain) if people else False
        if people and plain[0].word in self._nouns.collectives and not (inside or plain[0].listed):
            plain[0].listed = people[0].listed
        self._prep, self._joined = "", False
        if norm == "such":
            self._i += 1
        self._such = False

    def _lists_people(self) -> bool:
        """Tell whether the list that begins here opens with people of bodies, not with a name."""
        first = self._nouns.noun(self._chunks, self._i + 1, self._last) if self._i + 1 < self._last else None
        return first is not None and first.sort == "group"

    def _bracket(self) -> None:
        close = self._closing_bracket()
        inner = phrases(self._nouns, self._chunks, self._i + 1, close)
        owner = self._owner(inner)
        if owner is not None:
            told = (phrase for phrase in inner if not phrase.prep or phrase.nouns[0].sort == "date")
            owner.listed += [noun for phrase in told for noun in phrase.nouns]
        self._i = close + 1
        if self._found:
            self._found[-1].last = self._i

    def _closing_bracket(self) -> int:
        """Return where the bracket that opens here is closed, those inside it passed over."""
        depth = 0
        for k in range(self._i, self._last):
            depth += (self._chunks[k].norm == "(") - (self._chunks[k].norm == ")")
            if not depth:
                return k
        return self._last

    def _owner(self, inner: Sequence[Phrase]) -> Noun | None:
        """Return the noun that brackets explain: the nearest, but "states of A (B, C)" the states."""
        chain = self._chain()
        named = any(noun.span is not None for phrase in inner for noun in phrase.nouns)
        collective = next((noun for noun in chain if noun.span is None and noun.word in self._nouns.collectives), None)
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
        if self._listing is not None and self._lists_anew(noun):
            self._latest, self._listing = self._listing, None
        chain = self._chain()
        apart = bool(chain) and self._comma and not self._prep
        apart = apart and (not self._found[-1].prep or self._norm(noun.last) == ".")
        if apart and state_lists.lies_in(chain[0], noun, self._norm(noun.last)):
            self._found[-1].last = noun.last
            return
        if chain and not self._prep and self._names_again(chain[0], noun):
            self._name_again(chain[0], noun)
            return
        if not self._prep and any(_is_named(one, noun) for one in chain[1:]):
            self._found[-1].last = noun.last
            return
        if chain and not self._prep:
            self._take_names(chain[0], noun)
        if self._listing is not None and not self._prep:
            self._listing.listed.append(noun)
            self._hang(noun, self._listing)
        elif (sister := self._list_of(noun, chain)) is not None:
            self._listing = None if sister is self._listing else self._listing
            self._add(noun, sister)
        elif (host := self._host(noun, chain)) is not None:
            host.links.append(Link(self._prep, [noun], self._at))
            self._hang(noun, host)
        else:
            self._begin_phrase(noun)

    def _lists_anew(self, noun: Noun) -> bool:
        """Tell whether a noun of a list has a list of its own ("members of A: B and C, as well as observers: D", ", and envoys of the observers D")."""
        if noun.span is not None or not self._joined:
            return False
        if noun.sort == "group" and self._norm(noun.last) == "of":
            sent = self._nouns.noun(self._chunks, noun.last + 1, self._last)
            return sent is not None and sent.span is None and bool(sent.words & self._nouns.statuses)
        listing = noun.word in self._nouns.collectives | self._nouns.statuses
        return listing and (self._norm(noun.last) in {":", "("} or bool(noun.words & self._nouns.statuses))

    def _begin_phrase(self, noun: Noun) -> None:
        self._listing = None
        self._found.append(Phrase(self._prep, [noun], self._at if self._prep else noun.first, noun.last, self._comma))
        self._latest = noun

    def _hang(self, noun: Noun, above: Noun) -> None:
        noun.above = above
        self._open(noun)

    def _take_names(self, before: Noun, noun: Noun) -> None:
        """Let "member states" before names, and "both members of C" behind them, list those names."""
        told = self._chunks[: self._last]
        states = state_lists.behind_comma(noun, self._chain(), told, self._nouns) if self._comma else None
        if states is not None or (not self._joined and state_lists.named_by(before, noun, self._nouns)):
            self._listing, self._joined, self._comma = states or before, False, False
        if self._listing is None and self._explains(noun):
            noun.listed, noun.sort, self._joined = self._names_before(), "noun", False

    def _list_of(self, noun: Noun, chain: list[Noun]) -> Noun | None:
        """Return the noun whose list a noun goes on with."""
        if self._prep or noun.word in _SUBJECTS:
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
        if self._prep == "with" and self._comma:
            return None
        host = next((one for one in chain if self._nouns.takes(one, self._prep, noun)), None)
        host = host or self._event_before(noun)
        near = bool(self._found) and self._found[-1].last >= self._at - (1 if self._joined else 0)
        return host if near and host is not None and not self._is_elsewhere(host, noun) else None

    def _is_elsewhere(self, host: Noun, noun: Noun) -> bool:
        """Tell whether a phrase is the clause's though a noun could take it: the place of an event behind its help or learners, what a comma parts from a framework."""
        above = host.above
        if self._prep in _THERE and (noun.sort == "place" or noun.word in _SITES):
            lesson = host.sort == "group" and above is not None and above.sort == "event"
            return lesson or any(one.word in _AIDING for one in (host, *host.all_above()))
        return above is not None and above.word in FRAMES and self._comma

    def _explains(self, noun: Noun) -> bool:
        """Tell whether a noun behind a comma or dash says what the names before it are ("A and B, both members of C", "A and B – the member states of C –")."""
        before = self._chunks[noun.first - 1].norm
        before = self._chunks[noun.first - 2].norm if before in {"both", "all"} and noun.first > 1 else before
        before = "," if before in _THAT_IS else before
        names = self._names_before()
        named = bool(names) and all(one.span is not None for one in names)
        status = noun.word in self._nouns.statuses or (
            noun.word in self._nouns.states and bool(noun.words & self._nouns.statuses)
        )
        status = status or (before == _THEM and noun.sort == "group")
        acts = any(chunk.norm in BE or chunk.norm == "from" for chunk in self._chunks[noun.last : noun.last + 1])
        status = status and not acts
        return named and before in {",", _THEM, *_DASHES} and noun.span is None and status

    def _names_before(self) -> list[Noun]:
        """Return the list that the latest noun ends, be it of the clause or below another noun ("delegations of A, B and C")."""
        latest = self._latest
        above = latest.above if latest is not None else None
        lists = [link.nouns for link in above.links if latest in link.nouns] if above is not None else []
        return next(iter(lists), self._found[-1].nouns if self._found else [])

    def _name_again(self, before: Noun, noun: Noun) -> None:
        """Let a noun have its quoted name, and be the document where the name is one ("the report “Ways”")."""
        self._found[-1].last = noun.last
        if before.span is None and noun.sort == "document":
            before.span, before.sort, before.head = noun.span, noun.sort, noun.head

    def _names_again(self, before: Noun, noun: Noun) -> bool:
        """Tell whether a noun is the quoted name of what stands before it ("the operation “Reflex”", "on the topic: “Ways”")."""
        if noun.span is None or self._joined:
            return False
        same = before.span is not None and before.span.thing is noun.span.thing
        opening = noun.first - 1 - (noun.first > 1 and self._chunks[noun.first - 2].norm == ":")
        return same or (self._chunks[noun.first - 1].norm in _QUOTES and before.last == opening)

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
            fits = noun.sort in _COMPATIBLE[one.sort] or (noun.sort == "agent" and one.word in self._nouns.states)
            if prep == self._prep and fits and (one.above.span is None or one.above.sort == "event"):
                return one
        return None

    def _apposed(self, before: Noun, noun: Noun) -> bool:
        """Tell whether two names stand side by side ("the Director of CARICC Mr. N.")."""
        behind_state = _kind(before) is Kind.COUNTRY and _kind(noun) is Kind.AGENCY
        anew = (noun.sort == "event" or behind_state) and self._chunks[noun.first].norm in ARTICLES
        return before.span is not None and noun.span is not None and before.sort == noun.sort and not anew

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
        if chain and self._is_pair(chain[0], noun):
            return chain[0]
        sorts = _COMPATIBLE["group" if noun.word in self._nouns.collectives else noun.sort]
        for sort in sorts:
            for one in chain:
                if one.sort == sort and self._fits(one, noun):
                    return one
        listed = [one for one in chain if one.listed and one.word in self._nouns.states]
        return listed[-1] if listed and noun.sort == "agent" else None

    def _is_pair(self, one: Noun, noun: Noun) -> bool:
        """Tell whether two such as "states and organizations" stand side by side."""
        plain = one.span is None and noun.span is None
        return plain and {one.word, noun.word} <= self._nouns.collectives and one.last == noun.first - 1

    def _fits(self, one: Noun, noun: Noun) -> bool:
        """Tell whether two nouns may stand in one list: people go with bodies on the level of the clause alone, and whose a body is takes only states."""
        if noun.sort == "group" and one.above is not None and _is_person(one.above):
            return False
        if one.sort != "agent" or noun.sort != "agent" or one.span is None or noun.span is None:
            return True
        kind, other = one.span.thing.kind, noun.span.thing.kind
        if one.above is not None and one.above.word in self._nouns.collectives:
            return kind is other
        if one.above is not None and one.above.span is not None and one.above.sort == "agent":
            return kind is other is Kind.COUNTRY
        return (kind is Kind.OFFICIAL) == (other is Kind.OFFICIAL) or one.above is None


def _kind(noun: Noun) -> Kind | None:
    return noun.span.thing.kind if noun.span is not None else None


def _is_person(noun: Noun) -> bool:
    return noun.span is not None and noun.span.thing.kind is Kind.OFFICIAL


def _is_named(one: Noun, noun: Noun) -> bool:
    """Tell whether a noun is the title of an event that stands before what it is of."""
    return one.sort == "event" and one.span is not None and noun.span is not None and one.span.thing is noun.span.thing
