"""Who does what a verb tells: the noun phrases before it, what a relative clause speaks of, or what governs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caricc_graph.extraction.auxiliaries import NEGATING, adverb
from caricc_graph.extraction.nouns import ARTICLES, PARTICLES, Link, Noun, Phrase
from caricc_graph.extraction.surroundings import itemised
from caricc_graph.extraction.verb import Form
from caricc_graph.extraction.words import PREPOSITIONS
from caricc_graph.model import Kind, Modality

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caricc_graph.extraction.chunks import Chunk
    from caricc_graph.extraction.clause import Choices, Clause, Segment
    from caricc_graph.extraction.verb import Verb

RELATIVE = frozenset({"which", "who", "whose", "whom"})
SUBORDINATE = frozenset({"that", "where", "when", "while", "because", "although", "if", "whether", "unless", "whereas"})
JOINS = frozenset({"and", ",", "then", "also", "but", "subsequently", "later"})
ACTED_ON = frozenset({"event", "document", "programme"})
_WHERE = frozenset({"event", "place"})
_DURING = frozenset({"at", "during", "in", "within"})
_OF_ONE = frozenset({"represent", "head", "lead", "chair", "succeed", "replace"})
_PAIR = 2
_FOR = "for"
_APART = frozenset({",", "-", "–", "—"})
_SUMMING_UP = frozenset({"all", "both"})
_ACCORDING = "according"
_OPENING_ANEW = frozenset({"event", "group"})
SPEAKING = frozenset({"agent", "group"})
EQUALS = "="
_SETTLING = frozenset({"decide", "propose", "agree", "recommend", "suggest", "plan"})
_THANKING = frozenset({"thank", "congratulate", "commend", "praise", "award"})
_THANKS = frozenset({"gratitude", "appreciation", "thanks", "gratefulness"})


def find_subject(
    chunks: Sequence[Chunk], clause: Clause, before: Sequence[Clause], gaps: Sequence[list[Segment]]
) -> None:
    """Give a clause its subject: what stands before its verb, what a relative clause speaks of, or who is governed by the verb before."""
    verb, segment = clause.verb, gaps[-1][-1]
    clause.mark = segment.mark
    previous = before[-1] if before else None
    if verb.of_noun:
        clause.dependent, clause.subjects = True, _arranged(_antecedents(gaps[-1]))
    elif verb.form is Form.INFINITIVE:
        _of_governor(chunks, clause, before, segment)
    elif segment.mark in RELATIVE or (segment.mark == "that" and not segment.phrases):
        _of_relative(chunks, clause, before, gaps)
    elif verb.form is Form.GERUND:
        clause.dependent = True
        clause.subjects = [*_of_gerund(chunks, clause, previous, segment), *_main_events(before)]
    elif verb.form is Form.PARTICIPLE and previous is not None and _goes_on_with(chunks, verb, previous):
        clause.dependent, clause.subjects = previous.dependent, previous.subjects
    elif verb.form is Form.PARTICIPLE:
        clause.dependent = True
        clause.subjects = [*_antecedents(gaps[-1]), *(previous.subjects if previous is not None else [])]
    elif itemised(chunks, verb.first) and segment.mark == ";" and not segment.bare():
        clause.subjects = next((one.subjects for one in before if itemised(chunks, one.verb.first)), [])
    else:
        opens = gaps[0][-1] if before and all(one.verb.form is not Form.FINITE for one in before) else None
        _of_finite(chunks, clause, previous, segment, opens)
        _of_main(chunks, clause, before)
        _of_outer_list(clause, before)
        if segment.mark == "where":
            places = _antecedents(gaps[-1][:-1]) or (_antecedents(gaps[-2]) if len(gaps) > 1 else [])
            places.sort(key=lambda nouns: nouns[0].sort not in _WHERE)
            clause.opening = [*clause.opening, *(Link("in", nouns, segment.first) for nouns in places[:1])]


def _arranged(choices: Choices) -> Choices:
    """Return the nearest event, document or programme alone, of which an infinitive tells what is to be done with it."""
    return next(([[noun]] for nouns in choices for noun in nouns[-1:] if noun.sort in ACTED_ON), [])


def _of_relative(
    chunks: Sequence[Chunk], clause: Clause, before: Sequence[Clause], gaps: Sequence[list[Segment]]
) -> None:
    """Give a relative clause what it may speak of as its subject, or its own subject."""
    verb, segment = clause.verb, gaps[-1][-1]
    previous = before[-1] if before else None
    clause.dependent = True
    nearest = gaps[-1][-2:-1]
    own = nearest if nearest and nearest[0].mark in SUBORDINATE and nearest[0].bare() else gaps[-1][:-1]
    spoken_of = _antecedents(own) or (_antecedents(gaps[-2]) if len(gaps) > 1 else [])
    spoken_of += previous.subjects if previous is not None and own is not nearest else []
    spoken_of = [_behind_lists(nouns) for nouns in spoken_of]
    spoken_of += _main_events(before)
    spoken_of.sort(key=lambda nouns: segment.mark == "who" and not _people(nouns))
    if segment.mark == "who" and verb.lemma in _OF_ONE:
        spoken_of = [
            nouns[-1:] if len(nouns) > 1 and named_person(nouns[-1]) else nouns for nouns in spoken_of if nouns
        ]
    clause.subjects = [segment.bare()[-1].nouns] if segment.bare() else spoken_of
    if segment.mark == "whose" and any(noun.sort == "group" for nouns in clause.subjects[:1] for noun in nouns):
        clause.subjects += spoken_of
    prep = chunks[segment.first - 2].norm if segment.first > 1 else ""
    if prep in PREPOSITIONS - {"of"} and not segment.bare():
        clause.subjects = []
    if prep in PREPOSITIONS:
        events = [nouns for nouns in spoken_of if nouns[0].sort == "event"] if prep in _DURING else []
        clause.opening = [Link(prep, nouns, segment.first) for nouns in events or spoken_of]
    elif segment.bare():
        clause.spoken_of = spoken_of


def _main_events(before: Sequence[Clause]) -> Choices:
    """Return the events of the main clause, where other verbs stand behind it ("A held a seminar to discuss B, which C attended")."""
    if not before or before[-1].verb.form is Form.FINITE:
        return []
    main = next((one for one in reversed(before) if one.verb.form is Form.FINITE and not one.dependent), None)
    choices = main.acted_on() if main is not None else []
    choices += main.subjects if main is not None else []
    return [[noun] for choice in choices[:2] for noun in choice if noun.sort == "event"]


def _goes_on_with(chunks: Sequence[Chunk], verb: Verb, previous: Clause) -> bool:
    """Tell whether a participle behind "and" says one more thing of what a passive verb tells of ("implemented by A and funded by B")."""
    after = [chunk.norm for chunk in chunks[verb.last : verb.last + 2] if chunk.norm not in PARTICLES]
    behind = chunks[verb.first - 1].norm == "and" and (after[:1] == ["by"] or after == ["for", "by"])
    apart = previous.verb.first > 0 and chunks[previous.verb.first - 1].norm == ","
    opens = previous.verb.form is Form.PARTICIPLE and (not previous.subjects or apart)
    return behind and previous.verb.passive and (opens or bool(previous.link("by")))


def _behind_lists(nouns: list[Noun]) -> list[Noun]:
    """Return the names of a list that stand behind such as have lists of their own ("the members A and B, and C, which ...")."""
    last = max((at for at, noun in enumerate(nouns[:-1]) if noun.listed and noun.span is None), default=-1)
    return nouns[last + 1 :] if last >= 0 else nouns


def _people(nouns: Sequence[Noun]) -> bool:
    """Tell whether "who" may speak of a list: of people, not of bodies or places."""
    return any(noun.sort == "group" or named_person(noun) for noun in nouns)


def _of_outer_list(clause: Clause, before: Sequence[Clause]) -> None:
    """Make a whole list the subject behind what is told of each of its members ("A, representing B, and C, representing D, came")."""
    named = clause.subjects[0] if clause.subjects else []
    lists = (one.outer for one in reversed(before) if any(noun in one.outer for noun in named))
    clause.subjects = [outer for outer in lists if len(outer) > len(named)][:1] or clause.subjects


def _of_governor(chunks: Sequence[Chunk], clause: Clause, before: Sequence[Clause], segment: Segment) -> None:
    """Give an infinitive the subject, or the object, of the verb that governs it."""
    if not 0 <= clause.verb.governor < len(before):
        clause.subjects = [segment.bare()[-1].nouns] if segment.bare() else []
        return
    governor = before[clause.verb.governor]
    acted_on = governor.objects or governor.link("on", "upon")
    clause.subjects = [acted_on] if clause.verb.of_object else governor.subjects
    if governor.verb.passive and _is_it(governor.subjects) and not clause.verb.passive:
        asked = governor.link("to")
        told = governor.verb.lemma in _SETTLING
        clause.subjects = [asked] if asked else [] if told else clause.subjects
    owners = _whose(chunks, clause, segment) if clause.verb.modality is not Modality.ASSERTED else []
    clause.subjects = [owners] if owners else clause.subjects
    clause.opening, clause.spoken_of = governor.opening, governor.spoken_of
    clause.dependent = governor.dependent


def _whose(chunks: Sequence[Chunk], clause: Clause, segment: Segment) -> list[Noun]:
    """Return whose wish, offer or decision is told right before an infinitive ("welcomed the decision of A to hold", "took note of A's offer to hold")."""
    last = segment.phrases[-1].nouns[-1] if segment.phrases else None
    tops = [one for one in last.whole() if one.span is None] if last is not None else []
    for noun in reversed(tops):
        below = noun.link("of")
        if below and below[-1].last == clause.verb.first:
            return below if all(one.sort == "agent" for one in below) else []
        if noun.last == clause.verb.first and noun.mods:
            return [Noun(k, k + 1, k, f"<{kind.lower()}>", "agent", chunks[k].span) for k, kind in noun.mods[-1:]]
    return []


def _is_it(choices: Choices) -> bool:
    return [[noun.word for noun in nouns] for nouns in choices] == [["it"]]


def _of_finite(
    chunks: Sequence[Chunk], clause: Clause, previous: Clause | None, segment: Segment, before: Segment | None
) -> None:
    clause.dependent = segment.mark in SUBORDINATE
    if previous is None or segment.mark:
        _of_first(chunks, clause, segment)
    elif _behind_aside(chunks, clause, previous):
        clause.subjects, clause.opening = previous.subjects, previous.opening
    else:
        _of_later(chunks, clause, previous, segment, before)


def _of_first(chunks: Sequence[Chunk], clause: Clause, segment: Segment) -> None:
    """Give the first verb of a sentence, or of a clause that a mark opens, the subject before it."""
    bare = segment.bare()
    named = [_behind_site(segment, bare[-1])] if bare else []
    clause.subjects = named or _behind_comma(segment) or _behind_as(clause, segment)
    clause.opening = _opening(segment)
    if _explains_name(chunks, bare, clause.verb.first):
        clause.subjects, explained = [bare[-2].nouns], bare[-1]
        clause.opening.append(Link(EQUALS, explained.nouns, explained.first))
    elif _explained_by_name(chunks, bare):
        clause.opening.append(Link(EQUALS, bare[-2].nouns, bare[-2].first))
    elif _closes_list(chunks, bare):
        clause.subjects = [[*bare[-2].nouns, *bare[-1].nouns]]
    elif _seated(chunks, bare, segment):
        clause.subjects = [bare[-2].nouns]


def _of_later(
    chunks: Sequence[Chunk], clause: Clause, previous: Clause, segment: Segment, before: Segment | None
) -> None:
    """Give a verb behind another one its subject: its own, or that of the verb before; `before` is what opens the sentence where no other verb has it."""
    bare = segment.bare()
    joined, end = _joined(chunks, clause.verb.first), _before_adverbs(chunks, clause.verb.first)
    free = [phrase for phrase in bare if not _is_object(phrase, previous, segment)]
    apposed = joined and chunks[clause.verb.first - 1].norm == "," and _named_last(chunks, clause.verb.first - 1)
    if free and (not joined or (apposed and free[-1].comma)):
        clause.subjects = [free[-1].nouns]
        clause.opening = _opening(before) if before is not None else []
        clause.opening += [
            as_link(p)
            for p in segment.phrases
            if (p.prep or p.nouns[0].sort == "date") and p.comma and p.first < free[-1].first
        ]
    elif (not joined or apposed) and (agents := _behind_list(chunks, previous, end - apposed)):
        clause.subjects = [_as_phrase(segment, agents)]
        clause.opening = _opening(before) if before is not None else []
    elif joined or previous.dependent or not bare:
        goes_on = joined and chunks[clause.verb.first - 1].norm != ","
        clause.dependent = previous.dependent and goes_on
        clause.subjects = previous.subjects if goes_on or not previous.dependent else _of_dependent(previous)
        clause.opening = _opening(before) if before is not None and not previous.opening else previous.opening
    elif _tells_purpose(previous):
        clause.subjects = previous.subjects
        clause.opening = _opening(before) if before is not None else []
    else:
        clause.subjects = [bare[-1].nouns[-1:]]
        clause.opening = _opening(before) if before is not None else []
        if len(bare[-1].nouns) > 1 and bare[-1].nouns is previous.objects:
            previous.objects = previous.objects[:-1]


def _tells_purpose(clause: Clause) -> bool:
    """Tell whether an infinitive hangs on the noun before it, not on a verb ("the memorandum to set up A was signed")."""
    return clause.verb.form is Form.INFINITIVE and clause.verb.governor < 0 and bool(clause.subjects)


def _behind_aside(chunks: Sequence[Chunk], clause: Clause, previous: Clause) -> bool:
    """Tell whether a verb goes on behind what a verb in -ing tells between commas ("A, having thanked B, opened the forum")."""
    commas = [chunks[one.verb.first - 1].norm for one in (previous, clause)]
    return previous.verb.form is Form.GERUND and commas == [",", ","]


def _explains_name(chunks: Sequence[Chunk], bare: Sequence[Phrase], first: int) -> bool:
    """Tell whether a plain noun between commas or dashes says what the name before it is ("A, the third phase of B, is run by C")."""
    if len(bare) < _PAIR or chunks[first - 1].norm not in _APART or not bare[-1].comma:
        return False
    named, plain = bare[-2].nouns, bare[-1].nouns
    single = len(plain) == 1 and chunks[bare[-1].first].norm in ARTICLES
    return plain[0].span is None and named[0].span is not None and (single or plain[0].sort != "group")


def _of_main(chunks: Sequence[Chunk], clause: Clause, before: Sequence[Clause]) -> None:
    """Let a verb behind ", and" go on with the main clause where a participle ends before it ("A thanked B for the course held in Osh, and noted")."""
    aside = bool(before) and before[-1].verb.form is Form.PARTICIPLE and before[-1].dependent
    joined = [chunk.norm for chunk in chunks[max(0, clause.verb.first - 2) : clause.verb.first]] == [",", "and"]
    main = next((one for one in reversed(before) if not one.dependent and one.verb.form is Form.FINITE), None)
    if aside and joined and main is not None and clause.subjects == before[-1].subjects:
        clause.subjects, clause.dependent = main.subjects, False


def _closes_list(chunks: Sequence[Chunk], bare: Sequence[Phrase]) -> bool:
    """Tell whether a plain noun behind "and" is the last of a list of names ("A, B and the host country")."""
    if len(bare) < _PAIR or bare[-1].nouns[0].span is not None or bare[-2].nouns[0].span is None:
        return False
    return bare[-2].last == bare[-1].first - 1 and chunks[bare[-2].last].norm == "and"


def _seated(chunks: Sequence[Chunk], bare: Sequence[Phrase], segment: Segment) -> bool:
    """Tell whether a state only says where the place before its comma lies ("Osh, Kyrgyzstan, hosted the forum", "A in Osh, Kyrgyzstan, did")."""
    if len(bare) < _PAIR or len(bare[-1].nouns) > 1:
        return False
    before = [phrase for phrase in segment.phrases if phrase.last <= bare[-1].first][-1]
    state = bare[-1].nouns[0].span
    named = state is not None and state.thing.kind is Kind.COUNTRY and before.nouns[-1].sort == "place"
    return named and before.last == bare[-1].first - 1 and chunks[before.last].norm == ","


def _explained_by_name(chunks: Sequence[Chunk], bare: Sequence[Phrase]) -> bool:
    """Tell whether a plain noun stands before the comma of the one name that it speaks of ("the author of B, N., spoke")."""
    if len(bare) < _PAIR:
        return False
    plain, named = bare[-2].nouns, bare[-1]
    apart = named.comma and chunks[named.first - 1].norm == "," and len(named.nouns) == len(plain) == 1
    return apart and plain[0].span is None and named.nouns[0].span is not None


def _opening(segment: Segment) -> list[Link]:
    """Return the phrases of a segment that have a preposition or tell a day."""
    return [as_link(phrase) for phrase in segment.phrases if phrase.prep or phrase.nouns[0].sort == "date"]


def _of_dependent(clause: Clause) -> Choices:
    """Return what may be the subject of the verb behind a relative clause or a participle: what that clause speaks of."""
    if clause.mark in RELATIVE and clause.opening:
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
    right_before = _agent_before(segment, clause.verb.first)
    if right_before:
        return [right_before]
    before = chunks[clause.verb.first - 1].norm
    if before == _FOR and (next_one := _next_for(chunks, clause, previous, segment)):
        return [next_one]
    spoken_of = (
        previous.objects if before in _SUMMING_UP else previous.thanked(_THANKING, _THANKS) if before != "," else []
    )
    if spoken_of:
        return [spoken_of]
    joined = previous.verb.form is Form.PARTICIPLE and chunks[clause.verb.first - 1].norm == "and"
    events = [
        one
        for one in previous.objects[-1:]
        if one.sort == "event" and max(below.last for below in one.whole()) == clause.verb.first
    ]
    acting = previous.agents() if any(previous.agents()) and not joined else previous.subjects
    return [*acting, events] if events else acting


def _agent_before(segment: Segment, first: int) -> list[Noun]:
    """Return the person who ends a list, else the bare bodies set apart, right before a verb in -ing ("..., N. adding that")."""
    last = segment.phrases[-1] if segment.phrases else None
    if last is None or last.last < first - 1:
        return []
    if len(last.nouns) > 1 and named_person(last.nouns[-1]) and last.last < first:
        return last.nouns[-1:]
    bare = not last.prep and last.nouns[0].sort == "agent"
    return last.nouns if bare and (segment.mark or (last.comma and last.last == first)) else []


def _next_for(chunks: Sequence[Chunk], clause: Clause, previous: Clause, segment: Segment) -> list[Noun]:
    """Return who stands before the "for" of a second verb in -ing ("thanked A for chairing B and C for hosting D")."""
    again = previous.verb.form is Form.GERUND and chunks[previous.verb.first - 1].norm == _FOR
    last = segment.phrases[-1] if segment.phrases and again else None
    ends = last is not None and not last.prep and last.nouns[-1].last == clause.verb.first - 1
    return [noun for noun in last.nouns if noun.sort == "agent"] if last is not None and ends else []


def _with_subject(segment: Segment, first: int) -> Phrase | None:
    """Return the phrase that is the subject of a verb in -ing right behind it ("with A chairing the session")."""
    last = segment.phrases[-1] if segment.phrases else None
    return last if last is not None and last.prep == "with" and last.last == first else None


def _behind_comma(segment: Segment) -> Choices:
    """Return the subject that stands behind an opening phrase and its comma as if it were of its list ("besides A, B and C took part")."""
    opening = segment.phrases[-1].nouns if segment.phrases else []
    nouns = opening
    while nouns:
        at = next((i for i, noun in enumerate(nouns) if noun.comma), 0)
        told = segment.phrases[-1].prep == _ACCORDING
        if at and (nouns is opening or told or nouns[at].sort in _OPENING_ANEW):
            subject = nouns[at:]
            del nouns[at:]
            return [_as_phrase(segment, subject)]
        if nouns is not opening and _set_off(nouns, segment.phrases[-1].last):
            return [_as_phrase(segment, [nouns.pop()])]
        nouns = nouns[-1].links[-1].nouns if nouns[-1].links else []
    return []


def _as_phrase(segment: Segment, subject: list[Noun]) -> list[Noun]:
    """Return a subject that was read as the end of a list, which becomes a phrase of its segment."""
    for noun in subject:
        noun.above = None
    last = max(one.last for noun in subject for one in noun.whole())
    segment.phrases.append(Phrase("", subject, subject[0].first, last, comma=True))
    return subject


def _behind_site(segment: Segment, phrase: Phrase) -> list[Noun]:
    """Return the nouns of a phrase behind a state that only says where the place before its comma lies ("in Osh, Kyrgyzstan, A held")."""
    at = next(i for i, one in enumerate(segment.phrases) if one is phrase)
    before = segment.phrases[at - 1].nouns[-1:] if at else []
    state = phrase.nouns[0].span
    sited = any(one.sort == "place" and one.last == phrase.first - 1 for one in before)
    named = state is not None and state.thing.kind is Kind.COUNTRY and not phrase.nouns[0].links
    return phrase.nouns[1:] if sited and named and len(phrase.nouns) > 1 and phrase.nouns[1].comma else phrase.nouns


def _named_last(chunks: Sequence[Chunk], end: int) -> bool:
    """Tell whether the name of a person ends at a chunk."""
    span = chunks[end - 1].span if end else None
    return span is not None and span.thing.kind is Kind.OFFICIAL


def _behind_list(chunks: Sequence[Chunk], clause: Clause, end: int) -> list[Noun]:
    """Return the subject that stands at `end` as if it were of a list of the clause before ("was held by A, and B came").

    It stands behind ", and", or behind a comma where that clause is an aside (", which was funded by A, B trained ...").
    """
    lists = sorted(filter(None, (clause.objects, *(link.nouns for link in clause.links))), key=lambda one: one[0].first)
    for nouns in reversed(lists):
        inner = nouns
        while inner:
            at = _set_off_at(chunks, inner, aside=clause.dependent)
            behind = _behind_it(clause, inner[-1], end) if at else None
            if at and behind is not None:
                clause.links = [link for link in clause.links if link not in behind]
                inner[-1].links += behind
                subject = inner[at:]
                del inner[at:]
                return subject
            inner = inner[-1].links[-1].nouns if inner[-1].links else []
    return []


def _set_off_at(chunks: Sequence[Chunk], nouns: Sequence[Noun], *, aside: bool) -> int:
    """Return the place in a list of the noun behind ", and", or of the last behind a comma alone where an aside ends there; else 0."""
    before = [[chunk.norm for chunk in chunks[max(0, noun.first - 2) : noun.first]] for noun in nouns]
    joined = next((at for at, norms in enumerate(before) if at and norms == [",", "and"]), 0)
    alone = aside and len(nouns) > 1 and before[-1][-1:] == [","] and nouns[-1].sort in SPEAKING
    return joined or (len(nouns) - 1 if alone else 0)


def _behind_it(clause: Clause, noun: Noun, end: int) -> list[Link] | None:
    """Return the clause's phrases between a noun and the chunk `end`; None where they do not reach it."""
    reach = max(one.last for one in noun.whole())
    found: list[Link] = []
    for link in sorted(clause.links, key=lambda one: one.at):
        if link.at == reach and link.nouns:
            found.append(link)
            reach = max(one.last for nested in link.nouns for one in nested.whole())
    return found if reach == end else None


def _set_off(nouns: Sequence[Noun], last: int) -> bool:
    """Tell whether the last of a list stands at the end of its phrase, behind a comma or nothing ("with the support of A, B held")."""
    if len(nouns) < _PAIR or nouns[-1].last != last or nouns[-1].sort not in SPEAKING:
        return False
    return nouns[-1].comma or nouns[-1].first == nouns[-2].last


def _behind_as(clause: Clause, segment: Segment) -> Choices:
    """Return who stands between "as" and a verb ("as Mr. A noted at the opening, ..."), or whom a side has sent ("from the Tajik side Mr. A spoke")."""
    last = segment.phrases[-1] if segment.phrases else None
    if last is None or last.last != clause.verb.first:
        return []
    sent = last.prep == "from" and named_person(last.nouns[-1])
    return [last.nouns] if sent or (last.prep == "as" and last.nouns[0].sort in SPEAKING) else []


def _joined(chunks: Sequence[Chunk], first: int) -> bool:
    """Tell whether "and" or a comma stands right before a verb, which so goes on with the subject of the one before."""
    k = _before_adverbs(chunks, first) - 1
    return k >= 0 and chunks[k].span is None and chunks[k].norm in JOINS


def _before_adverbs(chunks: Sequence[Chunk], first: int) -> int:
    """Return where the adverbs begin that stand right before a chunk ("and officers then opened")."""
    while first > 0 and adverb(chunks, first - 1) and chunks[first - 1].norm not in NEGATING:
        first -= 1
    return first


def _is_object(phrase: Phrase, clause: Clause, segment: Segment) -> bool:
    return phrase is segment.phrases[0] and not phrase.comma and not clause.verb.passive


def as_link(phrase: Phrase) -> Link:
    """Return a phrase as what hangs on a verb; a day without a preposition hangs on it by "on"."""
    return Link(phrase.prep or "on", phrase.nouns, phrase.first)


def named_person(noun: Noun) -> bool:
    """Tell whether a noun is the name of a person."""
    return noun.span is not None and noun.span.thing.kind is Kind.OFFICIAL


def _is_part(noun: Noun) -> bool:
    """Tell whether a programme hangs on another, of which it is a phase or component."""
    return noun.sort == "programme" and all(below.sort == "programme" for below in noun.links[-1].nouns)


def _behind_opening(segment: Segment) -> list[Phrase]:
    """Return the phrases of a segment from the last bare one on, where phrases with a preposition alone stand before it."""
    phrases = segment.phrases
    at = next((k for k, phrase in enumerate(phrases) if not phrase.prep), 0)
    return phrases[at:]


def _antecedents(segments: Sequence[Segment]) -> Choices:
    """Return the lists of nouns that a relative clause or a participle may speak of, the nearest and deepest first.

    None stands in a phrase that only opens a clause ("at the invitation of A a delegation of B, which ...").
    """
    found: Choices = []
    for phrase in (phrase for segment in reversed(segments) for phrase in reversed(_behind_opening(segment))):
        chain = [phrase.nouns]
        while chain[-1][-1].links and not _is_part(chain[-1][-1]):
            chain.append(chain[-1][-1].links[-1].nouns)
        found += [nouns for nouns in reversed(chain) if nouns[0].sort != "date"]
    return found
