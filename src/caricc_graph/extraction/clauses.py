"""Clauses: each verb with its subject, its objects and the phrases around it."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from caricc_graph.extraction.chunks import BULLET
from caricc_graph.extraction.clause import Clause, Parse, Segment
from caricc_graph.extraction.fronted import part_off, take_fronted, take_relative
from caricc_graph.extraction.nouns import ARTICLES, CONJUNCTIONS, Link, Nouns, name_words
from caricc_graph.extraction.stretches import AS_DID, phrases
from caricc_graph.extraction.subjects import (
    ACTED_ON,
    JOINS,
    RELATIVE,
    SPEAKING,
    SUBORDINATE,
    as_link,
    find_subject,
    named_person,
)
from caricc_graph.extraction.verb import Form
from caricc_graph.extraction.verbs import Verbs
from caricc_graph.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from caricc_graph.extraction.chunks import Chunk
    from caricc_graph.extraction.lexicon import Lexicon
    from caricc_graph.extraction.nouns import Noun, Phrase
    from caricc_graph.extraction.verb import Verb

_BREAKS = RELATIVE | SUBORDINATE | {";"}
_LISTS = frozenset({",", ";", "and", BULLET, "-", "–", "—", '"', "“", "«", "„"})
_HANDING, _OVER = frozenset({"hand", "turn"}), "over"
_STOPS = frozenset({".", '"', "”", "»"})
# Of these words are the offices of the press and whom nobody names.
_SOURCES = frozenset({"press", "spokesman", "spokeswoman", "spokesperson", "source", "sources", "media"})
_COPULAR = frozenset({"be", "have", "do"})
_PART = "part"
_COMPOSING = frozenset({"make", "compose", "consist", "comprise", "unite"})
_THOSE, _NEITHER = "those", "neither"
_SENT = frozenset({"delegations", "representatives", "delegates", "experts"})
_STATES = frozenset({"states", "countries", "members"})
_WHERE = frozenset({"in", "at"})
_HELD = frozenset({"event", "place"})
_IT, _SINCE = "it", "from"
_OTHERS = frozenset({"other", "others", "observer", "observers", "partner", "partners", "guests"})
_QUOTATION_BEGINS = frozenset({"“", "«", '"'})
_QUOTATION_ENDS = frozenset({",", '"', "”", "“", "»", "'", "’", "?", "!", "–", "—"})


class Clauses:
    """Reads the clauses of one sentence after the other."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._verbs = Verbs(lexicon)
        self._inverted = frozenset(lexicon.files["verbs"]["inverted"]["verbs"])
        self._words = {name: frozenset(words) for name, words in lexicon.files["frames"]["clauses"].items()}
        self._leading = frozenset(lexicon.files["frames"]["grammar"]["leading"])
        self._delegations = frozenset(lexicon.files["frames"]["grammar"]["delegations"])
        self.nouns = Nouns(lexicon)

    def read(self, chunks: Sequence[Chunk]) -> Parse:
        """Return the clauses of a sentence."""
        verbs = self._verbs.find(chunks)
        ends = [0, *(verb.last for verb in verbs)]
        starts = [*(verb.first for verb in verbs), len(chunks)]
        source = self._source(chunks, verbs)
        gaps = [
            self._segments(chunks, first, last, closing=last == len(chunks), passive=passive, source=source)
            for first, last, passive in zip(ends, starts, [False, *(verb.passive for verb in verbs)], strict=True)
        ]
        clauses: list[Clause] = []
        for i, verb in enumerate(verbs):
            clause = Clause(verb)
            find_subject(chunks, clause, clauses, gaps[: i + 1])
            _deny_neither(chunks, clause)
            clauses.append(clause)
            if clause.dependent and not clause.subjects:
                part_off(chunks, gaps[i + 1][0])
            _read_behind(clause, gaps[i + 1][0], self._words)
            _leave_joined(chunks, clause)
            _list_behind(chunks, clause)
            _list_following(clause, clauses)
            _go_on_with_list(clause)
            _compose(clause)
            _resume_list(chunks, clause, gaps[i + 1][0])
            take_fronted(clause, gaps[i][-1])
            take_relative(clause, gaps[i])
            self._join_leader(clause)
            self._invert(chunks, clause)
        for clause, after in pairwise(clauses):
            _give_up(clause, after)
            _share_gap(chunks, clause, after)
            _turn_round(clause, after)
            self._share_giver(clause, after)
            _go_on_before(chunks, clause, after)
        for number, clause in enumerate(clauses):
            self._take_circumstances(clause, clauses[:number][::-1])
            self._give_back(clause, clauses[:number][::-1])
            self._open_with(clause, clauses[:number])
        clauses += [other for clause in clauses for other in (*_as_did(clause), *_gapped(clause))]
        clauses += [other for clause, after in pairwise(clauses) for other in _as_were(chunks, clause, after)]
        if len(clauses) > 1 and clauses[0].verb.form is Form.GERUND and not clauses[0].subjects:
            clauses[0].subjects = clauses[1].agents() if not clauses[1].verb.passive else clauses[1].subjects
        _share_subject(chunks, clauses)
        return Parse(clauses, gaps)

    def _invert(self, chunks: Sequence[Chunk], clause: Clause) -> None:
        """Make who stands right behind a verb of saying its subject where a quotation ends before it."""
        verb = clause.verb
        before = chunks[verb.first - 1].norm if verb.first else ""
        told = verb.last < len(chunks) and chunks[verb.last].norm == ":"
        said = verb.lemma in self._inverted and verb.form is Form.FINITE and not (verb.passive or told)
        if said and before in _QUOTATION_ENDS and clause.objects and clause.objects[0].sort in SPEAKING:
            clause.subjects, clause.objects, clause.dependent = [clause.objects], [], False

    def _share_giver(self, clause: Clause, after: Clause) -> None:
        """Let who provided something be who handed it over where nobody else is said to have ("equipment bought by A was handed over to B", "was bought by A and handed over to B")."""
        given = after.verb.passive and after.verb.lemma in self._words["handed"]
        given = given and not after.link("by") and bool(after.link("to"))
        provided = clause.verb.passive and clause.verb.lemma in self._words["provided"]
        provided = provided and (clause.verb.form is Form.PARTICIPLE or clause.verb.governor < 0)
        same = bool(clause.subjects) and clause.subjects[0] in after.subjects
        if given and provided and same:
            after.links += [link for link in clause.links if link.prep == "by"]

    def _take_circumstances(self, clause: Clause, before: Sequence[Clause]) -> None:
        """Give what tells when, where or with whose help behind a purpose to the clause of the event before it ("held a seminar to discuss B in May")."""
        aims = [*takewhile(lambda one: one.verb.form is Form.GERUND, [clause, *before])]
        aim = next(iter([clause, *before][len(aims) :]), None)
        aims_at = aim is not None and (aim.verb.purpose or aim.verb.lemma in self._words["aiming"])
        if clause.verb.form is Form.FINITE or aim is None or not aims_at:
            return
        main = next((one for one in before if one.verb.form is Form.FINITE), None)
        if main is None or main.dependent or not _has_event(main) or any(_has_event(one) for one in [*aims, aim]):
            return
        taken = [link for link in clause.links if self._is_circumstance(link)]
        clause.links = [link for link in clause.links if link not in taken]
        main.links += taken

    def _give_back(self, clause: Clause, before: Sequence[Clause]) -> None:
        """Give when and where behind who leads a delegation to the clause before ("A met with a delegation of B led by N. in Osh on 5 May")."""
        leading = clause.verb.form is Form.PARTICIPLE and clause.verb.passive and clause.verb.lemma in self._leading
        main = next((one for one in before if one.verb.form is Form.FINITE), None) if leading else None
        at = next((k + 1 for k, link in enumerate(clause.links) if link.prep == "by"), 0)
        if main is None or not at:
            return
        main.links += [link for link in clause.links[at:] if self._is_circumstance(link) or _is_site(link)]
        clause.links = [link for link in clause.links if link not in main.links]

    def _open_with(self, clause: Clause, before: Sequence[Clause]) -> None:
        """Let when, and where besides, behind an aim that opens a sentence be told of its main clause ("As part of the component to train teams, from 6 to 10 March in Osh, A held")."""
        aim = before[-1] if before else None
        opens = aim is not None and aim.verb.form is Form.INFINITIVE and aim.verb.governor < 0
        if aim is None or not opens or clause.verb.form is not Form.FINITE or not _has_event(clause):
            return
        taken = [link for link in aim.links if self._is_circumstance(link) or _is_site(link)]
        if any(link.nouns[0].sort == "date" and link.prep == _SINCE for link in taken):
            clause.opening = [*clause.opening, *taken]
            aim.links = [link for link in aim.links if link not in taken]

    def _is_circumstance(self, link: Link) -> bool:
        """Tell whether a phrase tells when, in which town, under which scheme, or with whose help something takes place."""
        top = link.nouns[0]
        town = top.sort == "place" and not self._words["regions"] & name_words(top)
        return top.sort == "date" or (link.prep in _WHERE and town) or top.word in self._words["circumstantial"]

    def _join_leader(self, clause: Clause) -> None:
        """Let who leads a delegation be one of it ("the delegation of A, headed by N., visited B")."""
        if clause.verb.lemma not in self._leading:
            return
        led = [noun for choice in clause.acted_on() for noun in choice if {noun.word, *noun.words} & self._delegations]
        for noun in led[:1]:
            leaders = [leader for choice in clause.agents()[:1] for leader in choice if leader.span is not None]
            noun.listed += [leader for leader in leaders if leader not in noun.listed]

    def _source(self, chunks: Sequence[Chunk], verbs: Sequence[Verb]) -> int:
        """Return the comma before who is told to have said all that stands before ("..., the press service of A reported"); -1 where nobody is."""
        verb = verbs[-1] if verbs else None
        ended = verb is not None and all(chunk.norm in _STOPS for chunk in chunks[verb.last :])
        if verb is None or not ended or verb.lemma not in self._inverted or len(verbs) == 1 or verb.passive:
            return -1
        comma = next((k for k in range(verb.first - 1, verbs[-2].last, -1) if chunks[k].norm == ","), -1)
        inside = chunks[comma + 1 : verb.first]
        plain = not any(chunk.norm in CONJUNCTIONS | RELATIVE | {"(", ")"} for chunk in inside)
        named = [chunk.norm for chunk in inside if chunk.span is None] in ([], ["the"]) and len(inside) > 0
        alone = named and verbs[-2].form is Form.FINITE and sum(chunk.span is not None for chunk in inside) == 1
        return comma if plain and (alone or any(chunk.norm in _SOURCES for chunk in inside)) else -1

    def _segments(  # noqa: PLR0913 - a gap and what stands around it
        self, chunks: Sequence[Chunk], first: int, last: int, *, closing: bool, passive: bool, source: int
    ) -> list[Segment]:
        """Return the segments of a gap; a semicolon breaks only before the subject of another verb, elsewhere it goes on with a list."""
        semicolons = [k for k in range(first, last) if chunks[k].norm == ";"]
        listing = set(semicolons if closing else semicolons[:-1])
        anew = set() if closing or not first else {_anew(chunks, first, last), _aside(chunks, first, last)}
        breaks = [
            k
            for k in range(first, last)
            if k in anew or k == source or (chunks[k].span is None and chunks[k].norm in _BREAKS and k not in listing)
        ]
        marks = ["", *(chunks[k].norm for k in breaks)]
        begins = [first, *(k + 1 for k in breaks)]
        return [
            Segment(mark, begin, end, phrases(self.nouns, chunks, begin, end, passive=passive and begin == first))
            for mark, begin, end in zip(marks, begins, [*breaks, last], strict=True)
        ]


def _anew(chunks: Sequence[Chunk], first: int, last: int) -> int | None:
    """Return the colon behind which another subject stands alone before its verb ("in two stages: the first stage took place"), not a list, or a quotation begins."""
    k = next((k for k in range(last - 1, first - 1, -1) if chunks[k].norm == ":"), None)
    if k is None:
        return None
    quoted = k + 1 < last and chunks[k + 1].norm in _QUOTATION_BEGINS
    return None if not quoted and any(chunk.norm in _LISTS for chunk in chunks[k + 1 : last]) else k


def _aside(chunks: Sequence[Chunk], first: int, last: int) -> int | None:
    """Return the bracket that opens a clause with a subject of its own ("A was elected Chairman (B (C) was elected Deputy Chairman)")."""
    opened: list[int] = []
    for k in range(first, last):
        if chunks[k].norm == "(":
            opened.append(k)
        elif chunks[k].norm == ")" and opened:
            opened.pop()
    named = bool(opened) and any(chunk.span is not None for chunk in chunks[opened[0] + 1 : last])
    return opened[0] if named else None


def _deny_neither(chunks: Sequence[Chunk], clause: Clause) -> None:
    """Deny a verb with "neither" before its subject ("neither A nor the B came")."""
    subject = clause.subjects[0][0] if clause.subjects and clause.subjects[0] else None
    if subject is not None and any(
        chunk.norm == _NEITHER for chunk in chunks[max(subject.first - 1, 0) : subject.last]
    ):
        clause.verb = replace(clause.verb, negated=True)


def _read_behind(clause: Clause, segment: Segment, words: Mapping[str, frozenset[str]]) -> None:
    """Give a clause the objects and phrases behind its verb."""
    for n, phrase in enumerate(segment.phrases):
        if n == 0 and phrase.prep == _OVER and clause.verb.lemma in _HANDING and not clause.verb.passive:
            clause.objects = phrase.nouns
        elif phrase.prep or phrase.nouns[0].sort == "date":
            clause.links.append(as_link(phrase))
        elif _takes_place(clause, words["begun"]) and phrase.nouns[0].sort == "event" and not phrase.comma:
            clause.subjects = [phrase.nouns]
        elif not clause.objects and (not phrase.comma or (n and phrase.nouns[0].sort in ACTED_ON)):
            clause.objects = phrase.nouns
        elif clause.objects and clause.objects[0].word == _PART and not _acting(clause):
            clause.subjects = [phrase.nouns]
        elif n and _is_given(clause, phrase, words["given_first"]) and segment.phrases[n - 1].nouns is clause.objects:
            clause.links.append(Link("to", clause.objects, clause.verb.last))
            clause.objects = phrase.nouns


def _leave_joined(chunks: Sequence[Chunk], clause: Clause) -> None:
    """Take from a participle what "and" joins, behind its "by", to that which it tells of ("a seminar funded by A and a visit")."""
    told = clause.verb.form is Form.PARTICIPLE and clause.verb.passive and any(clause.subjects) and clause.link("by")
    before = [chunk.norm for chunk in chunks[: clause.objects[0].first]] if told and clause.objects else []
    while before[-1:] and before[-1] in ARTICLES:
        before.pop()
    if before[-1:] == ["and"]:
        clause.objects = []


def _is_given(clause: Clause, phrase: Phrase, giving: frozenset[str]) -> bool:
    """Tell whether a phrase is what a verb gives to those whom it names first ("gave A two vehicles")."""
    taking = [*clause.objects, *phrase.nouns][0].sort in SPEAKING and clause.verb.lemma in giving
    return taking and not clause.verb.passive and not phrase.comma and phrase.nouns[0].sort == "noun"


def _acting(clause: Clause) -> bool:
    """Tell whether a subject stands before a verb, other than "there"."""
    return any(noun.word != "there" for choice in clause.subjects for noun in choice)


def _takes_place(clause: Clause, begun: frozenset[str]) -> bool:
    """Tell whether something is said to take place before it is named ("there took place a meeting")."""
    told = [noun.word for noun in clause.objects]
    taking = (clause.verb.lemma == "take" and told == ["place"]) or (clause.verb.lemma in begun and told == ["work"])
    return taking and not _acting(clause)


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
    describing = clause.mark in RELATIVE or clause.verb.form is Form.GERUND
    relative = describing and len(clause.objects) > 1 and bool(before)
    if relative and named_person(before[-1]) and named_person(clause.objects[-1]) and clause.objects[-1].comma:
        clause.subjects = [[*before], *clause.subjects[1:]]
        before.append(clause.objects[-1])
        clause.outer = before


def _compose(clause: Clause) -> None:
    """Let those of whom a group is made up hang on it ("a consortium made up of A and B")."""
    dependent = clause.dependent and clause.verb.lemma in _COMPOSING and bool(clause.subjects)
    group = clause.subjects[0][-1] if dependent and clause.subjects[0] else None
    if group is not None and group.sort == "group" and not group.links:
        parts = [link for link in clause.links if link.prep == "of"]
        group.links += parts or ([Link("of", clause.objects, clause.verb.last)] if clause.objects else [])


def _resume_list(chunks: Sequence[Chunk], clause: Clause, segment: Segment) -> None:
    """Let a list of bodies or states behind a relative clause go on with the one before it ("A, which gave money, B and C")."""
    before = clause.subjects[0] if clause.subjects and clause.mark in RELATIVE else []
    last = segment.phrases[-1] if len(segment.phrases) > 1 else None
    if last is None or last.prep or len(last.nouns) == 1 or not before or last.last < segment.last - 1:
        return
    apart = last.comma and chunks[last.first - 1].norm == ","
    alike = all(
        noun.span is not None and noun.sort == "agent" and not named_person(noun) for noun in (*before, *last.nouns)
    )
    if apart and alike and clause.objects and clause.objects[0].sort != "agent":
        clause.subjects = [[*before], *clause.subjects[1:]]
        before += last.nouns
        clause.outer = before
        segment.phrases.pop()


def _list_following(clause: Clause, known: Sequence[Clause]) -> None:
    """Let the list at the end of a clause be of its subject "the following", or of people it names none of ("experts of five states met in Osh: A and B")."""
    subject = clause.subjects[0] if clause.subjects else []
    last = [noun for link in clause.links[-1:] for top in link.nouns for noun in top.whole()] or clause.objects
    holder = next((noun for noun in last if noun.listed), None)
    if holder is None:
        return
    subject = _acting_before(clause, known) if clause.verb.form is Form.PARTICIPLE and holder.sort in _HELD else subject
    follow = next((noun for noun in subject if "following" in _said(noun)), None)
    if follow is None and clause.verb.form is Form.PARTICIPLE and clause.verb.passive:
        bodies = (
            noun for noun in subject if noun.sort == "group" and not any(one.span is not None for one in noun.whole())
        )
        follow = next(bodies, None)
    bracketed = holder.listed[0].above is not holder
    held = holder.sort in _HELD or holder.word == _IT
    if follow is None and held and holder.listed[0].sort == "agent" and not bracketed:
        follow = _unnamed_group(subject) or _members_meant(subject, holder.listed)
    if follow is None and holder.word in _SENT and holder.listed[0].sort == "agent":
        states = [noun for noun in subject if noun.span is None and "member" in _said(noun) and not noun.listed]
        for noun in states[:1]:
            noun.listed = holder.listed
    if follow is not None and not follow.listed:
        plain = (one for one in follow.whole() if one.span is None and _STATES & _said(one) and not one.listed)
        next(plain, follow).listed, holder.listed = holder.listed, []
        follow.sort = "group"


def _acting_before(clause: Clause, known: Sequence[Clause]) -> list[Noun]:
    """Return who acts in the main clause before a participle that describes where ("... took part in the forum held in Osh: A and B"), else its own subject."""
    main = next((one for one in reversed(known) if one.verb.form is Form.FINITE), None)
    subjects = main.subjects if main is not None else clause.subjects
    return next(iter(subjects), [])


def _is_site(link: Link) -> bool:
    """Tell whether a phrase tells at whose place something is ("at the office of A")."""
    return link.prep == "at" and link.nouns[0].sort in {"agent", "place"}


def _unnamed_group(subject: Sequence[Noun]) -> Noun | None:
    """Return the people of a subject that names nobody."""
    unnamed = not any(noun.span is not None for top in subject for noun in top.whole())
    return next((noun for noun in subject if unnamed and noun.sort == "group"), None)


def _members_meant(subject: Sequence[Noun], listed: Sequence[Noun]) -> Noun | None:
    """Return the plain states of a subject that may be those of a list ("all members of A took part in the forum: B and C")."""
    kinds = {noun.span.thing.kind if noun.span is not None else None for noun in listed}
    if any(_OTHERS & _said(noun) for top in subject for noun in top.whole()):
        return None
    states = (noun for top in subject for noun in top.whole() if noun.span is None and _STATES & _said(noun))
    return next((noun for noun in states if kinds == {Kind.COUNTRY}), None)


def _has_event(clause: Clause) -> bool:
    """Tell whether an event takes place, or is acted on, in a clause."""
    choices = (*clause.acted_on(), *clause.subjects[: clause.verb.form is Form.FINITE])
    return any(one.sort == "event" for choice in choices for noun in choice for one in noun.whole())


def _said(noun: Noun) -> frozenset[str]:
    return noun.words | {noun.word}


def _share_gap(chunks: Sequence[Chunk], clause: Clause, after: Clause) -> None:
    """Let two verbs with a subject each tell of what one relative clause speaks of ("the project that A funds and B implements")."""
    joined = bool(clause.spoken_of and clause.objects) and chunks[clause.verb.last].norm == "and"
    active = after.verb.form is Form.FINITE and not after.verb.passive
    if joined and active and "," not in {chunk.norm for chunk in chunks[clause.verb.last : after.verb.first]}:
        after.subjects, clause.objects = [clause.objects], []
        after.spoken_of, after.dependent = clause.spoken_of, True


def _turn_round(clause: Clause, after: Clause) -> None:
    """Let a participle that opens a sentence before "was" be its verb ("elected as members were A and B")."""
    fronted = clause.verb.form is Form.PARTICIPLE and not clause.subjects and not clause.objects
    if fronted and after.verb.lemma in _COPULAR and not after.subjects and after.objects:
        clause.verb = replace(clause.verb, form=Form.FINITE, modality=after.verb.modality, negated=after.verb.negated)
        clause.subjects, clause.dependent = [after.objects], False


def _as_did(clause: Clause) -> Iterator[Clause]:
    """Yield the clause that "as did N." repeats with another subject."""
    for link in clause.links:
        if link.prep == AS_DID:
            yield Clause(clause.verb, [link.nouns], clause.objects, clause.links, clause.opening)


def _as_were(chunks: Sequence[Chunk], clause: Clause, after: Clause) -> Iterator[Clause]:
    """Yield the clause that "as were A and B" repeats with another subject."""
    k = after.verb.first
    if after.verb.lemma in _COPULAR and k and chunks[k - 1].norm == "as" and after.objects:
        for noun in after.objects:
            noun.sort = "group" if noun.word == _THOSE and noun.link("of", "from") else noun.sort
        yield Clause(clause.verb, [after.objects], clause.objects, clause.links, clause.opening)


def _gapped(clause: Clause) -> Iterator[Clause]:
    """Yield the clauses that leave the verb out ("A was represented by N., B by M.", "N. acted for A and M. for B")."""
    prep = "by" if clause.verb.passive else "for"
    for link, after in pairwise([link for link in clause.links if link.prep == prep]):
        ends = len(link.nouns) > 1 and link.nouns[-1].last == after.at
        if ends and (clause.verb.passive or named_person(link.nouns[-1])):
            yield Clause(
                clause.verb, [[link.nouns.pop()]], [], [after, *(one for one in clause.links if one.prep != prep)]
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


def _share_subject(chunks: Sequence[Chunk], clauses: Sequence[Clause]) -> None:
    """Give a participle that opens a sentence the subject behind its comma ("held in Osh, it brought together officers", "equipped by A, B can ...")."""
    first = clauses[0] if clauses else None
    main = next((one for one in clauses if one.verb.form is Form.FINITE and not one.dependent), None)
    if first is None or main is None or first.verb.form is not Form.PARTICIPLE or first.subjects or first.objects:
        return
    subject = main.subjects[0] if main.subjects else []
    if subject and chunks[subject[0].first - 1].norm == ",":
        first.subjects = [subject]


def _go_on_before(chunks: Sequence[Chunk], clause: Clause, after: Clause) -> None:
    """Let a participle before its noun share it with the next one ("organised by A and hosted by B, the forum ...")."""
    both = clause.verb.passive and after.verb.passive and after.verb.form is clause.verb.form is Form.PARTICIPLE
    joined = after.verb.first > 0 and chunks[after.verb.first - 1].norm in JOINS
    if both and joined and not clause.subjects and not clause.objects and after.objects:
        clause.objects = after.objects
