"""Clauses: each verb with its subject, its objects and the phrases around it."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from caricc_graph.extraction.nouns import Link, Nouns, Phrase
from caricc_graph.extraction.stretches import phrases
from caricc_graph.extraction.verbs import Form, Verbs
from caricc_graph.extraction.words import PREPOSITIONS
from caricc_graph.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from caricc_graph.extraction.chunks import Chunk
    from caricc_graph.extraction.lexicon import Lexicon
    from caricc_graph.extraction.nouns import Noun
    from caricc_graph.extraction.verbs import Verb

    Choices = list[list[Noun]]

_RELATIVE = frozenset({"which", "who", "whose", "whom"})
_SUBORDINATE = frozenset(
    {"that", "where", "when", "while", "because", "although", "if", "whether", "unless", "whereas"}
)
_BREAKS = _RELATIVE | _SUBORDINATE | {";"}
_JOINS = frozenset({"and", ",", "then", "also", "but", "subsequently", "later"})
_ACTED_ON = frozenset({"event", "document", "programme"})
_PRO_VERBS = frozenset({"did", "do", "does", "were", "was", "have", "had", "has"})
_DURING = frozenset({"at", "during", "in", "within"})
_HANDING, _OVER = frozenset({"hand", "turn"}), "over"
_COPULAR = frozenset({"be", "have", "do"})
_OF_ONE = frozenset({"represent", "head", "lead", "chair", "succeed", "replace"})
_PAIR = 2
_PART = "part"
_SUMMING_UP = frozenset({"all", "both"})
_QUOTATION_ENDS = frozenset({",", '"', "”", "“", "»", "'", "’", "?", "!", "–", "—"})
_OPENING_ANEW = frozenset({"event", "group"})
_SPEAKING = frozenset({"agent", "group"})
_THANKING = frozenset({"thank", "congratulate", "commend", "praise", "award"})


@dataclass(slots=True)
class Clause:
    """A verb with its subject and objects as they stand (passive: the subject is what is acted on).

    `subjects` are alternatives, the likeliest first: one list, or what a relative clause or a participle may speak of.
    `links` are the phrases behind the verb, `opening` those before its subject. `spoken_of` is what a relative clause
    with a subject of its own may speak of, `outer` the list that goes on behind what it tells of one member.
    """

    verb: Verb
    subjects: Choices = field(default_factory=list)
    objects: list[Noun] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    opening: list[Link] = field(default_factory=list)
    spoken_of: Choices = field(default_factory=list)
    outer: list[Noun] = field(default_factory=list)
    dependent: bool = False
    mark: str = ""

    def link(self, *preps: str) -> list[Noun]:
        """Return the nouns behind any of the prepositions, in the order of the text."""
        return [noun for link in (*self.links, *self.opening) if link.prep in preps for noun in link.nouns]

    def agents(self) -> Choices:
        """Return who may act: behind "by" where the verb is passive, else the subject, which may stand behind it."""
        together = self.link("together", "besides")
        if self.verb.passive:
            return [[*self.link("by"), *together]]
        acting = self.subjects or [self.objects]
        return [[*choice, *together] for choice in acting]

    def acted_on(self) -> Choices:
        """Return what may be acted on: the subject where the verb is passive, else the objects."""
        return [*self.subjects, self.objects] if self.verb.passive else [self.objects, *self.spoken_of]


@dataclass(slots=True)
class Segment:
    """The phrases between two breaks or verbs of a sentence; `mark` is the break before it, empty behind a verb."""

    mark: str
    first: int
    last: int
    phrases: list[Phrase]

    def bare(self) -> list[Phrase]:
        """Return the phrases without a preposition."""
        return [phrase for phrase in self.phrases if not phrase.prep and phrase.nouns[0].sort != "date"]


@dataclass(slots=True)
class Parse:
    """A sentence as clauses, and the segments of phrases between their verbs, one segment or more a gap."""

    clauses: list[Clause]
    gaps: list[list[Segment]]

    def nouns(self) -> Iterator[tuple[Noun, Phrase, int]]:
        """Yield each noun with its phrase and the number of its gap."""
        for number, gap in enumerate(self.gaps):
            for phrase in (phrase for segment in gap for phrase in segment.phrases):
                for noun in (one for top in phrase.nouns for one in top.whole()):
                    yield noun, phrase, number


class Clauses:
    """Reads the clauses of one sentence after the other."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._verbs = Verbs(lexicon)
        self._inverted = frozenset(lexicon.files["verbs"]["inverted"]["verbs"])
        self._leading = frozenset(lexicon.files["frames"]["grammar"]["leading"])
        self._delegations = frozenset(lexicon.files["frames"]["grammar"]["delegations"])
        self.nouns = Nouns(lexicon)

    def read(self, chunks: Sequence[Chunk]) -> Parse:
        """Return the clauses of a sentence."""
        verbs = self._verbs.find(chunks)
        ends = [0, *(verb.last for verb in verbs)]
        starts = [*(verb.first for verb in verbs), len(chunks)]
        gaps = [
            self._segments(chunks, first, last, closing=last == len(chunks), passive=passive)
            for first, last, passive in zip(ends, starts, [False, *(verb.passive for verb in verbs)], strict=True)
        ]
        clauses: list[Clause] = []
        for i, verb in enumerate(verbs):
            clause = Clause(verb)
            _find_subject(chunks, clause, clauses, gaps[: i + 1])
            clauses.append(clause)
            _read_behind(clause, gaps[i + 1][0])
            _list_behind(chunks, clause)
            _list_following(clause)
            _go_on_with_list(clause)
            _take_fronted(clause, gaps[i][-1])
            self._join_leader(clause)
            self._invert(chunks, clause)
        for clause, after in pairwise(clauses):
            _give_up(clause, after)
            _go_on_before(chunks, clause, after)
        clauses += [other for clause in clauses for other in (*_as_did(clause), *_gapped(clause))]
        clauses += [other for clause, after in pairwise(clauses) for other in _as_were(chunks, clause, after)]
        if len(clauses) > 1 and clauses[0].verb.form is Form.GERUND and not clauses[0].subjects:
            clauses[0].subjects = clauses[1].agents() if not clauses[1].verb.passive else clauses[1].subjects
        return Parse(clauses, gaps)

    def _invert(self, chunks: Sequence[Chunk], clause: Clause) -> None:
        """Make who stands right behind a verb of saying its subject where a quotation ends before it."""
        verb = clause.verb
        before = chunks[verb.first - 1].norm if verb.first else ""
        said = verb.lemma in self._inverted and verb.form is Form.FINITE and not verb.passive
        if said and before in _QUOTATION_ENDS and clause.objects and clause.objects[0].sort in _SPEAKING:
            clause.subjects, clause.objects, clause.dependent = [clause.objects], [], False

    def _join_leader(self, clause: Clause) -> None:
        """Let who leads a delegation be one of it ("the delegation of A, headed by N., visited B")."""
        if clause.verb.lemma not in self._leading:
            return
        led = [noun for choice in clause.acted_on() for noun in choice if noun.word in self._delegations]
        for noun in led[:1]:
            leaders = [leader for choice in clause.agents()[:1] for leader in choice if leader.span is not None]
            noun.listed += [leader for leader in leaders if leader not in noun.listed]

    def _segments(
        self, chunks: Sequence[Chunk], first: int, last: int, *, closing: bool, passive: bool
    ) -> list[Segment]:
        """Return the segments of a gap; a semicolon breaks only before the subject of another verb, elsewhere it goes on with a list."""
        semicolons = [k for k in range(first, last) if chunks[k].norm == ";"]
        listing = set(semicolons if closing else semicolons[:-1])
        breaks = [
            k for k in range(first, last) if chunks[k].span is None and chunks[k].norm in _BREAKS and k not in listing
        ]
        marks = ["", *(chunks[k].norm for k in breaks)]
        begins = [first, *(k + 1 for k in breaks)]
        return [
            Segment(mark, begin, end, phrases(self.nouns, chunks, begin, end, passive=passive and begin == first))
            for mark, begin, end in zip(marks, begins, [*breaks, last], strict=True)
        ]


def _find_subject(
    chunks: Sequence[Chunk], clause: Clause, before: Sequence[Clause], gaps: Sequence[list[Segment]]
) -> None:
    verb, segment = clause.verb, gaps[-1][-1]
    clause.mark = segment.mark
    previous = before[-1] if before else None
    if verb.form is Form.INFINITIVE:
        _of_governor(clause, before, segment)
    elif segment.mark in _RELATIVE or (segment.mark == "that" and not segment.phrases):
        clause.dependent = True
        spoken_of = _antecedents(gaps[-1][:-1]) or (_antecedents(gaps[-2]) if len(gaps) > 1 else [])
        spoken_of += previous.subjects if previous is not None else []
        spoken_of.sort(key=lambda nouns: segment.mark == "who" and not _people(nouns))
        if segment.mark == "who" and verb.lemma in _OF_ONE:
            spoken_of = [
                nouns[-1:] if len(nouns) > 1 and _is_person(nouns[-1]) else nouns for nouns in spoken_of if nouns
            ]
        clause.subjects = [segment.bare()[-1].nouns] if segment.bare() else spoken_of
        if segment.mark == "whose" and any(noun.sort == "group" for noun in clause.subjects[0]):
            clause.subjects += spoken_of
        prep = chunks[segment.first - 2].norm if segment.first > 1 else ""
        if prep in PREPOSITIONS:
            events = [nouns for nouns in spoken_of if nouns[0].sort == "event"] if prep in _DURING else []
            clause.opening = [Link(prep, nouns, segment.first) for nouns in events or spoken_of]
        elif segment.bare():
            clause.spoken_of = spoken_of
    elif verb.form is Form.GERUND:
        clause.dependent = True
        clause.subjects = _of_gerund(chunks, clause, previous, segment)
    elif verb.form is Form.PARTICIPLE:
        clause.dependent = True
        clause.subjects = [*_antecedents(gaps[-1]), *(previous.subjects if previous is not None else [])]
    else:
        opens = gaps[0][-1] if len(before) == 1 else None
        _of_finite(chunks, clause, previous, segment, opens)
        _of_outer_list(clause, before)
        if segment.mark == "where":
            places = _antecedents(gaps[-1][:-1]) or (_antecedents(gaps[-2]) if len(gaps) > 1 else [])
            clause.opening = [*clause.opening, *(Link("in", nouns, segment.first) for nouns in places[:1])]


def _people(nouns: Sequence[Noun]) -> bool:
    """Tell whether "who" may speak of a list: of people, not of bodies or places."""
    return any(noun.sort == "group" or _named_person(noun) for noun in nouns)


def _is_person(noun: Noun) -> bool:
    return noun.span is not None and noun.span.thing.kind is Kind.OFFICIAL


def _of_outer_list(clause: Clause, before: Sequence[Clause]) -> None:
    """Make a whole list the subject behind what is told of each of its members ("A, representing B, and C, representing D, came")."""
    named = clause.subjects[0] if clause.subjects else []
    lists = (one.outer for one in reversed(before) if any(noun in one.outer for noun in named))
    clause.subjects = [outer for outer in lists if len(outer) > len(named)][:1] or clause.subjects


def _of_governor(clause: Clause, before: Sequence[Clause], segment: Segment) -> None:
    """Give an infinitive the subject, or the object, of the verb that governs it."""
    if not 0 <= clause.verb.governor < len(before):
        clause.subjects = [segment.bare()[-1].nouns] if segment.bare() else []
        return
    governor = before[clause.verb.governor]
    acted_on = governor.objects or governor.link("on", "upon")
    clause.subjects = [acted_on] if clause.verb.of_object else governor.subjects
    clause.opening, clause.spoken_of = governor.opening, governor.spoken_of
    clause.dependent = governor.dependent


def _of_finite(
    chunks: Sequence[Chunk], clause: Clause, previous: Clause | None, segment: Segment, before: Segment | None
) -> None:
    bare = segment.bare()
    joined = _joined(chunks, clause.verb.first)
    clause.dependent = segment.mark in _SUBORDINATE
    if previous is None or segment.mark:
        clause.subjects = [bare[-1].nouns] if bare else _behind_comma(segment) or _behind_as(clause, segment)
        clause.opening = _opening(segment)
        return
    free = [phrase for phrase in bare if not _is_object(phrase, previous, segment)]
    if free and not joined:
        clause.subjects = [free[-1].nouns]
        clause.opening = [
            _as_link(p)
            for p in segment.phrases
            if (p.prep or p.nouns[0].sort == "date") and p.comma and p.first < free[-1].first
        ]
    elif not joined and not bare and (agents := _behind_agent(chunks, previous)):
        clause.subjects = [agents]
    elif joined or previous.dependent or not bare:
        goes_on = joined and chunks[clause.verb.first - 1].norm != ","
        clause.dependent = previous.dependent and goes_on
        clause.subjects = previous.subjects if goes_on or not previous.dependent else _of_dependent(previous)
        past = before is not None and previous.verb.form is Form.PARTICIPLE and not previous.opening
        clause.opening = _opening(before) if before is not None and past else previous.opening
    else:
        clause.subjects = [bare[-1].nouns[-1:]]


def _opening(segment: Segment) -> list[Link]:
    """Return the phrases of a segment that have a preposition or tell a day."""
    return [_as_link(phrase) for phrase in segment.phrases if phrase.prep or phrase.nouns[0].sort == "date"]


def _of_dependent(clause: Clause) -> Choices:
    """Return what may be the subject of the verb behind a relative clause or a participle: what that clause speaks of."""
    if clause.mark in _RELATIVE and clause.opening:
        return [link.nouns for link in clause.opening][::-1]
    return (clause.spoken_of or clause.subjects)[::-1]


def _of_gerund(chunks: Sequence[Chunk], clause: Clause, previous: Clause | None, segment: Segment) -> Choices:
    """Return the subject of a verb in -ing: what "with" gives it, else what it says of the clause before it."""
    own = _with_subject(segment, clause.verb.first)
    if own is not None:
        if previous is not None:
            previous.links = [link for link in previous.links if link.nouns is not own.nouns]
        return [own.nouns]
    if previous is None:
        return [segment.bare()[-1].nouns] if segment.bare() else []
    last = segment.phrases[-1] if segment.phrases else None
    if last is not None and len(last.nouns) > 1 and _named_person(last.nouns[-1]) and last.last < clause.verb.first:
        return [last.nouns[-1:]]
    if (
        last is not None
        and not last.prep
        and last.comma
        and last.nouns[0].sort == "agent"
        and last.last == clause.verb.first
    ):
        return [last.nouns]
    summed_up = chunks[clause.verb.first - 1].norm in _SUMMING_UP and previous.objects
    if summed_up or previous.verb.lemma in _THANKING:
        return [previous.objects]
    joined = previous.verb.form is Form.PARTICIPLE and chunks[clause.verb.first - 1].norm == "and"
    return previous.agents() if any(previous.agents()) and not joined else previous.subjects


def _with_subject(segment: Segment, first: int) -> Phrase | None:
    """Return the phrase that is the subject of a verb in -ing right behind it ("with A chairing the session")."""
    last = segment.phrases[-1] if segment.phrases else None
    return last if last is not None and last.prep == "with" and last.last == first else None


def _take_fronted(clause: Clause, segment: Segment) -> None:
    """Give a verb without object the event or document that stands bare right before its subject ("a course the Center held")."""
    bare = segment.bare()
    if (
        clause.objects
        or clause.verb.passive
        or clause.dependent
        or len(bare) < _PAIR
        or clause.subjects[:1] != [bare[-1].nouns]
    ):
        return
    before = bare[-2]
    if before.nouns[0].sort in _ACTED_ON and not bare[-1].comma and segment.phrases[-1] is bare[-1]:
        clause.objects = before.nouns


def _behind_comma(segment: Segment) -> Choices:
    """Return the subject that stands behind an opening phrase and its comma as if it were of its list ("besides A, B and C took part")."""
    opening = segment.phrases[-1].nouns if segment.phrases else []
    nouns = opening
    while nouns:
        at = next((i for i, noun in enumerate(nouns) if noun.comma), 0)
        if at and (nouns is opening or nouns[at].sort in _OPENING_ANEW):
            subject = nouns[at:]
            del nouns[at:]
            for noun in subject:
                noun.above = None
            return [subject]
        if nouns is not opening and _set_off(nouns, segment.phrases[-1].last):
            subject = [nouns.pop()]
            subject[0].above = None
            return [subject]
        nouns = nouns[-1].links[-1].nouns if nouns[-1].links else []
    return []


def _behind_agent(chunks: Sequence[Chunk], clause: Clause) -> list[Noun]:
    """Return the subject that stands behind ", and" and who did what a passive verb tells ("was held by A, and B came")."""
    by = clause.link("by") if clause.verb.passive else []
    second = by[1] if len(by) > 1 else None
    if second is None or [chunk.norm for chunk in chunks[second.first - 2 : second.first]] != [",", "and"]:
        return []
    link = next(link for link in clause.links if link.nouns and link.nouns[0] is by[0])
    link.nouns, subject = link.nouns[:1], link.nouns[1:]
    return subject


def _set_off(nouns: Sequence[Noun], last: int) -> bool:
    """Tell whether the last of a list stands at the end of its phrase, behind a comma or nothing ("with the support of A, B held")."""
    if len(nouns) < _PAIR or nouns[-1].last != last or nouns[-1].sort not in _SPEAKING:
        return False
    return nouns[-1].comma or nouns[-1].first == nouns[-2].last


def _behind_as(clause: Clause, segment: Segment) -> Choices:
    """Return who stands between "as" and a verb ("as Mr. A noted at the opening, ...")."""
    last = segment.phrases[-1] if segment.phrases else None
    told = last is not None and last.prep == "as" and last.last == clause.verb.first
    return [last.nouns] if last is not None and told and last.nouns[0].sort in _SPEAKING else []


def _joined(chunks: Sequence[Chunk], first: int) -> bool:
    """Tell whether "and" or a comma stands right before a verb, which so goes on with the subject of the one before."""
    k = first - 1
    while k >= 0 and chunks[k].span is None and chunks[k].norm in {"also", "then", "later", "subsequently", "jointly"}:
        k -= 1
    return k >= 0 and chunks[k].span is None and chunks[k].norm in _JOINS


def _is_object(phrase: Phrase, clause: Clause, segment: Segment) -> bool:
    return phrase is segment.phrases[0] and not phrase.comma and not clause.verb.passive


def _as_link(phrase: Phrase) -> Link:
    return Link(phrase.prep or "on", phrase.nouns, phrase.first)


def _read_behind(clause: Clause, segment: Segment) -> None:
    """Give a clause the objects and phrases behind its verb."""
    for n, phrase in enumerate(segment.phrases):
        if n == 0 and phrase.prep == _OVER and clause.verb.lemma in _HANDING and not clause.verb.passive:
            clause.objects = phrase.nouns
        elif phrase.prep or phrase.nouns[0].sort == "date":
            clause.links.append(_as_link(phrase))
        elif _takes_place(clause) and phrase.nouns[0].sort == "event" and not phrase.comma:
            clause.subjects = [phrase.nouns]
        elif not clause.objects and (not phrase.comma or (n and phrase.nouns[0].sort in _ACTED_ON)):
            clause.objects = phrase.nouns
        elif clause.objects and clause.objects[0].word == _PART and not _acting(clause):
            clause.subjects = [phrase.nouns]


def _acting(clause: Clause) -> bool:
    """Tell whether a subject stands before a verb, other than "there"."""
    return any(noun.word != "there" for choice in clause.subjects for noun in choice)


def _takes_place(clause: Clause) -> bool:
    """Tell whether something is said to take place before it is named ("there took place a meeting")."""
    return clause.verb.lemma == "take" and not clause.subjects and [noun.word for noun in clause.objects] == ["place"]


def _list_behind(chunks: Sequence[Chunk], clause: Clause) -> None:
    """Let a list behind a verb and a colon be of its subject ("the members were present: A, B and C")."""
    last = clause.verb.last
    listed = last < len(chunks) and chunks[last].norm == ":" and clause.objects and not clause.objects[0].links
    for noun in [one for choice in clause.subjects[:1] for top in choice for one in top.whole()][-1:] if listed else []:
        plain = noun.above if noun.span is not None and noun.above is not None else noun
        if plain.span is None:
            plain.listed += [one for one in clause.objects if one.span is not None]


def _go_on_with_list(clause: Clause) -> None:
    """Let a person behind what a relative clause acts on be of the list before it ("A, who heads B, and C, who heads D")."""
    before = clause.subjects[0] if clause.subjects else []
    describing = clause.mark in _RELATIVE or clause.verb.form is Form.GERUND
    relative = describing and len(clause.objects) > 1 and bool(before)
    if relative and _named_person(before[-1]) and _named_person(clause.objects[-1]) and clause.objects[-1].comma:
        clause.subjects = [[*before], *clause.subjects[1:]]
        before.append(clause.objects[-1])
        clause.outer = before


def _named_person(noun: Noun) -> bool:
    return noun.span is not None and noun.span.thing.kind is Kind.OFFICIAL


def _list_following(clause: Clause) -> None:
    """Let the list at the end of a clause be of its subject "the following" ("the following took part in it: A, B and C")."""
    follow = next((noun for choice in clause.subjects[:1] for noun in choice if "following" in _said(noun)), None)
    last = [noun for link in clause.links for top in link.nouns for noun in top.whole()] or clause.objects
    holder = next(
        (noun.above if noun.above is not None and noun in noun.above.listed else noun for noun in last[-1:]), None
    )
    if follow is not None and holder is not None and holder.listed and not follow.listed:
        follow.listed, holder.listed = holder.listed, []
        follow.sort = "group"


def _said(noun: Noun) -> frozenset[str]:
    return noun.words | {noun.word}


def _as_did(clause: Clause) -> Iterator[Clause]:
    """Yield the clause that "as did N." repeats with another subject."""
    for link in clause.links:
        if link.prep == "as" and link.nouns[0].words & _PRO_VERBS:
            yield Clause(clause.verb, [link.nouns], clause.objects, clause.links, clause.opening)


def _as_were(chunks: Sequence[Chunk], clause: Clause, after: Clause) -> Iterator[Clause]:
    """Yield the clause that "as were A and B" repeats with another subject."""
    k = after.verb.first
    if after.verb.lemma in _COPULAR and k and chunks[k - 1].norm == "as" and after.objects:
        yield Clause(clause.verb, [after.objects], clause.objects, clause.links, clause.opening)


def _gapped(clause: Clause) -> Iterator[Clause]:
    """Yield the clauses that leave a passive verb out ("A was represented by N., B by M.")."""
    by = [link for link in clause.links if link.prep == "by"] if clause.verb.passive else []
    for link, after in pairwise(by):
        if len(link.nouns) > 1 and link.nouns[-1].last == after.at:
            yield Clause(
                clause.verb, [[link.nouns.pop()]], [], [after, *(one for one in clause.links if one.prep != "by")]
            )
            clause.links.remove(after)


def _give_up(clause: Clause, after: Clause) -> None:
    """Take from a clause what stands before the subject of the next verb, or is that subject."""
    if after.verb.form is not Form.FINITE or after.dependent or not after.subjects:
        return
    opening = {link.at for link in after.opening} if after.opening is not clause.opening else set()
    clause.links = [link for link in clause.links if link.at not in opening]
    subject = after.subjects[0]
    if len(clause.objects) > 1 and subject and subject[0] is clause.objects[-1]:
        clause.objects = clause.objects[:-1]


def _is_part(noun: Noun) -> bool:
    """Tell whether a programme hangs on another, of which it is a phase or component."""
    return noun.sort == "programme" and all(below.sort == "programme" for below in noun.links[-1].nouns)


def _go_on_before(chunks: Sequence[Chunk], clause: Clause, after: Clause) -> None:
    """Let a participle before its noun share it with the next one ("organised by A and hosted by B, the forum ...")."""
    both = clause.verb.passive and after.verb.passive and after.verb.form is clause.verb.form is Form.PARTICIPLE
    joined = after.verb.first > 0 and chunks[after.verb.first - 1].norm in _JOINS
    if both and joined and not clause.subjects and not clause.objects and after.objects:
        clause.objects = after.objects


def _antecedents(segments: Sequence[Segment]) -> Choices:
    """Return the lists of nouns that a relative clause or a participle may speak of, the nearest and deepest first."""
    found: Choices = []
    for phrase in (phrase for segment in reversed(segments) for phrase in reversed(segment.phrases)):
        chain = [phrase.nouns]
        while chain[-1][-1].links and not _is_part(chain[-1][-1]):
            chain.append(chain[-1][-1].links[-1].nouns)
        found += [nouns for nouns in reversed(chain) if nouns[0].sort != "date"]
    return found
