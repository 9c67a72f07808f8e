"""Conditions: what a frame of the lexicon asks of the clause or noun that opens it, one predicate for each name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from caricc_graph.extraction.fillers import EVENT
from caricc_graph.extraction.noun_roles import is_apposed, is_organ, noun_choices
from caricc_graph.extraction.nouns import name_words
from caricc_graph.extraction.verb import Form
from caricc_graph.extraction.words import DETERMINERS
from caricc_graph.model import Kind, Modality

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from caricc_graph.extraction.clause import Choices, Clause
    from caricc_graph.extraction.fillers import Fillers, Reading
    from caricc_graph.extraction.nouns import Noun
    from caricc_graph.extraction.places import Place
    from caricc_graph.extraction.scene import Scene

_FEW, _MANY = 3, 6
_SHARE, _EXPERIENCE = "share", frozenset({"experience", "experiences", "views", "opinions"})
_SERIES = frozenset({"series", "cycle", "chain", "number", "set", "couple", "round", "range"})
_SENT = "representatives"
_CONDUCT = "conduct"
_HOLDING = frozenset({"hold", "conduct", "have"})
_WHO, _ITS = "who", "its"
_JOINT, _RELATIVE = "joint", frozenset({"which", "whose"})
_PARTIES = frozenset({Kind.OFFICIAL, Kind.AGENCY, Kind.COUNTRY})
_QUOTES = frozenset({'"', "”", "»"})
_AT_IT = frozenset({"at", "during"})
_ROLES = frozenset({"role", "duties", "functions", "function", "duty"})
_WRITTEN = frozenset(
    {"statement", "interview", "release", "article", "letter", "message", "report", "tweet", "post", "comment"}
)
_ACTORS = frozenset({"agent", "group"})
_ADDRESSED = _ACTORS | {"event"}
_OFFICIAL = frozenset({Kind.OFFICIAL})
_WHERE = frozenset({"in", "at", "from"})
_BY_NOW = frozenset({"is", "are", "has", "have"})
_SENDING = frozenset({Kind.AGENCY, Kind.COUNTRY})


@dataclass(frozen=True, slots=True)
class VerbCase:
    """One condition on a clause: the words that it asks for, none for a mere "true"."""

    words: frozenset[str]
    clause: Clause
    reading: Reading
    fillers: Fillers

    def acted_on(self) -> list[Noun]:
        """Return the nouns that may be acted on."""
        return [noun for choice in self.clause.acted_on() for noun in choice]

    def has_head(self, choices: Choices) -> bool:
        """Tell whether a noun of these choices is, or has, one of the words."""
        return any(_is_or_has(noun, self.words) for choice in choices for noun in choice)

    def filled(self, kinds: frozenset[Kind]) -> bool:
        """Tell whether who acts is known, and of these kinds."""
        return bool(self.fillers.filled(self.reading, self.clause.agents(), kinds))


@dataclass(frozen=True, slots=True)
class NounCase:
    """One condition on a noun where it stands: the words that it asks for, none for a mere "true"."""

    words: frozenset[str]
    place: Place


def _is_or_has(noun: Noun, words: frozenset[str]) -> bool:
    below = noun.link("of") if noun.word in _SERIES else []
    return any(_is_or_has(one, words) for one in below) or bool(
        {noun.word, f"<{noun.word}>", noun.word.split()[-1]} & words or noun.words & words
    )


def _first(choices: Choices) -> list[Noun]:
    return choices[0] if choices else []


def _names_agent(noun: Noun) -> bool:
    """Tell whether a noun is the name of somebody who acts, or has a list of such names ("nine countries: A, B and C")."""
    return noun.sort == "agent" or any(one.sort == "agent" for one in noun.listed)


def _bare(case: VerbCase) -> bool:
    """Tell whether a verb has neither object nor a phrase with "to" or "as"."""
    clause = case.clause
    return not (clause.objects or clause.verb.passive or clause.link("to", "as"))


def _inverted(case: VerbCase) -> bool:
    """Tell whether no subject but "there" stands before an active verb."""
    return not case.clause.verb.passive and all(noun.word == "there" for noun in _first(case.clause.subjects))


def _quotes(case: VerbCase) -> bool:
    """Tell whether a quotation ends right before the verb, as in a statement for the press ("…," said N.), and nothing tells where it was said."""
    if any(one.sort == "event" for noun in case.clause.link("at", "in", "during") for one in noun.whole()):
        return False
    before = [chunk.norm for chunk in case.reading.chunks[max(0, case.clause.verb.first - 2) : case.clause.verb.first]]
    return bool(_QUOTES & set(before))


def _subjects(clause: Clause) -> Choices:
    """Return who may act in a clause: of a dependent one the likeliest alone ("participants spoke of drugs, which come from A")."""
    dependent = clause.mark in _RELATIVE or clause.verb.form is Form.PARTICIPLE
    return (clause.subjects[:1] if dependent else clause.subjects) or [clause.objects]


def _no_to(case: VerbCase) -> bool:
    """Tell whether "to" hangs neither on a verb nor on what it acts on."""
    return not case.clause.link("to") and not any(noun.link("to") for noun in _first(case.clause.acted_on()))


def _governs(case: VerbCase) -> bool:
    """Tell whether another verb depends on a verb ("were invited to join")."""
    clauses = case.reading.parse.clauses
    return any(one.verb.governor >= 0 and clauses[one.verb.governor] is case.clause for one in clauses)


def _each_other(case: VerbCase) -> bool:
    """Tell whether several parties hold a meeting or talks, which none of them arranges for others ("A jointly with B conducted a meeting on C" does)."""
    met = case.clause.verb.lemma in _HOLDING and case.has_head(case.clause.acted_on())
    arranged = case.clause.verb.lemma == _CONDUCT and any(noun.link("on", "of") for noun in case.acted_on())
    met = met and not arranged
    acting = case.fillers.filled(case.reading, case.clause.agents(), _PARTIES) if met else []
    return len(acting) > 1


def _with_others(case: VerbCase) -> bool:
    """Tell whether somebody holds a meeting or talks with others."""
    told = bool(case.clause.link("with")) or any(noun.link("with", "between") for noun in case.acted_on())
    return told and case.has_head(case.clause.acted_on())


def _of_programme(case: VerbCase) -> bool:
    """Tell whether the nearest names that may be acted on are of a programme, and of no event."""
    choices = [[one for noun in choice for one in noun.whole()] for choice in case.clause.acted_on()]
    sorts = next((found for nouns in choices if (found := {one.sort for one in nouns if one.span is not None})), set())
    return "programme" in sorts and "event" not in sorts


def _is_only_body(scene: Scene) -> bool:
    """Tell whether one body alone acted in the sentence before, which named no other."""
    bodies = {thing.key for thing in scene.recent if thing.kind is Kind.AGENCY}
    return scene.subject is not None and bodies == {scene.subject.key}


def _beside_with(clause: Clause) -> Choices:
    """Return the nouns behind "with", be it the verb's or that of what it enters into."""
    return [clause.link("with"), *(noun.link("with") for noun in clause.link("into"))]


def _near(case: VerbCase) -> bool:
    return case.has_head([link.nouns for link in (*case.clause.links, *case.clause.opening)])


def _beside(case: VerbCase) -> bool:
    """Tell whether one of the words stands inside a verb group, or right beside it ("was financially backed")."""
    verb = case.clause.verb
    return any(chunk.norm in case.words for chunk in case.reading.chunks[max(verb.first - 1, 0) : verb.last + 1])


def _not_heading(case: VerbCase) -> bool:
    """Tell whether what a verb acts on, or is given, is none of the words, whatever describes it, and no sum ("drug analyzers", no "drugs")."""
    nouns = [*case.acted_on(), *case.clause.link("to")]
    heads = {one.word for noun in nouns for one in (noun, *noun.link("of"))}
    return case.words.isdisjoint(heads) and not any(word[0].isdigit() for word in heads)


def _shared_by_many(case: VerbCase) -> bool:
    """Tell whether more than a few share what they know, other than their experience, of whom none need speak ("forty experts of A, B, … and H shared best practices")."""
    told = (noun for choice in case.clause.acted_on() for noun in choice)
    shared = case.clause.verb.lemma == _SHARE and not any(_is_or_has(noun, _EXPERIENCE) for noun in told)
    return shared and len(case.fillers.filled(case.reading, case.clause.agents(), _PARTIES)) > _MANY


def _acted_on(clause: Clause) -> Choices:
    """Return what a clause acts on: of a passive relative one the likeliest alone ("results of a seminar, which was held by A")."""
    return clause.acted_on()[:1] if clause.dependent and clause.verb.passive else clause.acted_on()


def _followed_by(case: VerbCase) -> bool:
    """Tell whether the verb in -ing that hangs on a verb's object by "in" is one of the words ("took part in organizing")."""
    behind = (one for one in case.reading.parse.clauses if one.verb.first >= case.clause.verb.last)
    after = next(behind, None)
    hangs = (
        after is not None and after.verb.form is Form.GERUND and case.reading.chunks[after.verb.first - 1].norm == "in"
    )
    return after is not None and hangs and after.verb.lemma in case.words


def _with(case: VerbCase) -> bool:
    """Tell whether one of the words is a preposition of the clause, stands right behind the verb, or is its object's head."""
    chunks, last = case.reading.chunks, case.clause.verb.last
    after = chunks[last].norm if last < len(chunks) else ""
    behind = after in case.words or any(link.prep in case.words for link in case.clause.links)
    return behind or case.has_head([case.clause.objects])


def _is_plain_fact(clause: Clause) -> bool:
    return clause.verb.modality is Modality.ASSERTED and not clause.verb.negated


def _in_talks(case: VerbCase) -> bool:
    """Tell whether people sit together: a clause of the sentence says that they do what one of the words tells, or a gathering is spoken of."""
    told = any(one.verb.lemma in case.words and _is_plain_fact(one) for one in case.reading.parse.clauses)
    return told or case.fillers.at_gathering(case.reading.scene)


def _told_there(case: VerbCase) -> bool:
    """Tell whether what a past verb tells may have happened at the gathering spoken of: nothing says when, where or how often else."""
    clause, chunks = case.clause, case.reading.chunks
    if not case.fillers.at_gathering(case.reading.scene) or _is_present_tense(case):
        return False
    if any(chunk.span is not None and chunk.span.thing.kind is Kind.EVENT for chunk in chunks):
        return True
    apart = any(chunk.edtf or chunk.norm in case.fillers.apart for chunk in chunks)
    links = (*clause.links, *clause.opening)
    placed = any(link.prep in _WHERE and noun.sort == "place" for link in links for noun in link.nouns)
    return not (apart or placed or any(link.prep == "as" for link in links))


def _is_present_tense(case: VerbCase) -> bool:
    """Tell whether a finite verb tells of now, or of what was done by now, not of the past ("provides", "has provided")."""
    verb = case.clause.verb
    words = {chunk.norm for chunk in case.reading.chunks[verb.first : verb.last]}
    return verb.form is Form.FINITE and bool(words & {*_BY_NOW, verb.lemma, f"{verb.lemma}s"})


def _to_people(case: VerbCase) -> bool:
    """Tell whether a verb acts on people, on an event or on nothing ("addressed the seminar", not "addressed issues")."""
    acted_on = _first(case.clause.acted_on())
    return not acted_on or any(noun.sort in _ADDRESSED or _is_or_has(noun, case.words) for noun in acted_on)


def _sits(case: VerbCase) -> bool:
    """Tell whether who acts is a body in which the members of another sit ("the Council of CARICC")."""
    acting = case.fillers.filled(case.reading, case.clause.agents(), _SENDING)
    return any(is_organ(one.thing) for one in acting)


def _those_who(case: VerbCase) -> bool:
    """Tell whether the subject is those who do what one of the words tells ("among those who spoke were A and B")."""
    told = [
        one
        for one in case.reading.parse.clauses
        if one.mark == _WHO and one.verb.lemma in case.words and _is_plain_fact(one)
    ]
    subjects = {noun.word for choice in case.clause.subjects for noun in choice}
    return bool(told) and subjects == {"those"}


VERB_CONDITIONS: Mapping[str, Callable[[VerbCase], bool]] = {
    # what the verb acts on
    "object": lambda case: case.has_head(_acted_on(case.clause)),
    "not_object": lambda case: not case.has_head([*case.clause.acted_on(), case.clause.link("to")]),
    "not_heading": _not_heading,
    "mutual": lambda case: any(noun.words & case.words for noun in case.acted_on()),
    "own": lambda case: any(_ITS in noun.words for noun in case.acted_on()),
    "not_own": lambda case: not any(_ITS in noun.words for noun in case.acted_on()),
    "plain_object": lambda case: any(noun.span is None and noun.word in case.words for noun in case.acted_on()),
    "named_object": lambda case: all(noun.span is not None for noun in _first(case.clause.acted_on())),
    "parties": lambda case: bool(case.fillers.filled(case.reading, case.clause.acted_on(), _PARTIES)),
    "no_people": lambda case: not case.fillers.filled(case.reading, [case.clause.link("of")], _OFFICIAL),
    "to_people": _to_people,
    "no_parties": lambda case: not case.fillers.filled(case.reading, case.clause.acted_on(), _PARTIES),
    "direct": lambda case: any(_names_agent(noun) for noun in _first(case.clause.acted_on())),
    "with_others": lambda case: _each_other(case) or _with_others(case),
    "not_each_other": lambda case: not _each_other(case),
    "not_programme": lambda case: not _of_programme(case),
    "alone": lambda case: not any(noun.sort == "event" and noun.link("with") for noun in case.acted_on()),
    # who acts
    "subject": lambda case: case.has_head([*_subjects(case.clause), case.clause.link("among")]),
    "not_subject": lambda case: not case.has_head(_subjects(case.clause)),
    "taught": lambda case: case.fillers.is_taught(case.reading, case.clause),
    "not_taught": lambda case: not case.fillers.is_taught(case.reading, case.clause),
    "transitive": lambda case: bool(case.clause.objects) or case.clause.verb.passive,
    "intransitive": lambda case: not case.clause.objects and not case.clause.verb.passive,
    "for_people": lambda case: any(noun.sort == "group" for noun in case.clause.link("for", "at", "to")),
    "people": lambda case: any(
        noun.sort == "group" and noun.link("of", "from") for noun in _first(case.clause.agents())
    ),
    "role_of": lambda case: case.has_head([noun.link("of") for noun in case.acted_on() if noun.word in _ROLES]),
    "those_who": _those_who,
    "unnamed_subject": lambda case: not any(noun.sort == "agent" for noun in _first(case.clause.subjects)),
    "direct_agent": lambda case: any(noun.sort == "agent" for choice in case.clause.agents() for noun in choice),
    "named_agent": lambda case: any(
        noun.sort == "agent" or noun.listed for choice in case.clause.agents() for noun in choice
    ),
    "person": lambda case: case.filled(_OFFICIAL),
    "not_shared_by_many": lambda case: not _shared_by_many(case),
    "it_is_body": lambda case: case.fillers.it_is_body(case.reading, case.clause),
    "organ": _sits,
    "not_organ": lambda case: not _sits(case),
    "event": lambda case: case.filled(EVENT),
    "present": lambda case: case.fillers.is_present(case.reading, case.clause),
    # what stands beside them
    "complement": lambda case: any(noun.word in case.words or noun.words & case.words for noun in case.clause.objects),
    "one_of": lambda case: any(below.word in case.words for noun in case.clause.objects for below in noun.link("of")),
    "as": lambda case: case.has_head([case.clause.link("as"), *case.clause.acted_on()]),
    "not_as": lambda case: not case.has_head([case.clause.link("as")]),
    "linked": lambda case: case.has_head([case.clause.link("with")]),
    "of_named": lambda case: any(one.span is not None for noun in case.acted_on() for one in noun.link("of")),
    "of_states": lambda case: all(one.span is not None or one.word == _SENT for one in case.clause.link("of")),
    "it_is_subject": lambda case: _is_only_body(case.reading.scene),
    "not_in_it": lambda case: all(noun.word != "it" for noun in case.clause.link("in")),
    "not_with": lambda case: not case.has_head(_beside_with(case.clause)),
    "near": _near,
    "not_near": lambda case: not _near(case),
    "not_followed_by": lambda case: not _followed_by(case),
    "beside": _beside,
    "not_beside": lambda case: not _beside(case),
    "with": _with,
    "lasting": lambda case: (
        not any(noun.sort == "event" for link in case.clause.links if link.prep in _AT_IT for noun in link.nouns)
    ),
    "no_by": lambda case: not case.clause.link("by"),
    "no_to": _no_to,
    "no_infinitive": lambda case: not _governs(case),
    # the shape of the clause, and what the bulletin speaks of
    "bare": _bare,
    "inverted": _inverted,
    "not_quoting": lambda case: not _quotes(case),
    "without_link": lambda case: not case.clause.link(*case.words),
    "factual": lambda case: case.clause.verb.modality is Modality.ASSERTED,
    "tensed": lambda case: case.clause.verb.form is Form.FINITE,
    "finite": lambda case: case.clause.verb.form is not Form.GERUND,
    "in_speech": lambda case: (
        not any(noun.word in _WRITTEN and {"a", "an"} & noun.words for noun in case.clause.link("in", "for"))
    ),
    "passive": lambda case: case.clause.verb.passive,
    "told_there": _told_there,
    "not_to_party": lambda case: (
        not any(
            noun.sort == "agent" and noun.span is not None and noun.span.thing.kind in _SENDING
            for choice in (*case.clause.acted_on(), case.clause.link("to"))
            for noun in choice
        )
    ),
    "gathering": lambda case: case.fillers.at_gathering(case.reading.scene),
    "in_talks": _in_talks,
    "at_signing": lambda case: any(
        "sign" in told.thing.event_kind for told in case.fillers.gathering(case.reading.scene)
    ),
    "foretold": lambda case: case.reading.scene.foretold,
}


def _needs(case: NounCase) -> bool:
    """Tell whether a noun hangs on one of the words, or its clause has one of them as its verb."""
    noun, clause = case.place.noun, case.place.clause
    above = noun.above.word if noun.above is not None else ""
    return above in case.words or (clause is not None and clause.verb.lemma in case.words)


def _said(noun: Noun) -> frozenset[str]:
    """Return the words of a noun; of an event those that its name joins to a party ("the UNODC-led training"), or "joint" to several."""
    event = noun.span.thing if noun.sort == "event" and noun.span is not None and not noun.span.bare else None
    if event is None or event.body is None:
        return noun.words
    joint = {_JOINT for name in event.names if event.partners and name.lower().startswith(_JOINT)}
    return noun.words | joint | {word for name in event.names for word in re.findall(r"(?<=-)[a-z]+", name)}


def _of_parties(noun: Noun) -> bool:
    """Tell whether a noun means people of states or bodies ("officers of A", "heads of the services of A and B")."""
    below = noun.link("of", "from") if noun.sort == "group" else []
    named = bool(below) and all(one.span is not None and one.span.thing.kind in _SENDING for one in below)
    return named or any(_of_parties(one) for one in below)


def _is_country(noun: Noun) -> bool:
    return noun.span is not None and noun.span.thing.kind is Kind.COUNTRY


def _only_one(case: NounCase) -> bool:
    """Tell whether a noun does not stand twice among the phrases of its clause."""
    clause, word = case.place.clause, case.place.noun.word
    links = (*clause.links, *clause.opening) if clause is not None else ()
    return sum(noun.word == word for link in links for noun in link.nouns) <= 1


def _beside_others(place: Place) -> bool:
    """Tell whether the clause of a noun says with or among whom."""
    others = place.clause.link("with", "between", "among") if place.clause is not None else []
    return any(noun.sort in _ACTORS or noun.word == "them" for noun in others)


def _has(case: NounCase) -> bool:
    """Tell whether anything stands in one of the parts around a noun."""
    return any(choice for part in case.words for choice in noun_choices(case.place, part))


def _is_of_event(place: Place) -> bool:
    """Tell whether the clause of a noun says that an event takes place, or something of it."""
    clause = place.clause
    choices = [*clause.acted_on(), *clause.agents()] if clause is not None else []
    return any(noun.sort == "event" and noun.span is not None for choice in choices for noun in choice)


def _held_as_its_own(case: NounCase) -> bool:
    """Tell whether a clause with one of the words as its verb says that a body holds "its" session."""
    clause = case.place.clause
    holds = clause is not None and not clause.verb.passive and clause.verb.lemma in case.words
    return holds and _ITS in case.place.noun.words


def _between(case: NounCase) -> bool:
    """Tell whether nobody but those whom the words mean stands behind "between", bare ("the two centres", not "the services of A")."""
    below = case.place.noun.link("between")
    return all({noun.word, *noun.words} <= case.words | DETERMINERS and not noun.links for noun in below)


def _not_subject(case: NounCase) -> bool:
    """Tell whether none of the words is the subject of a noun's clause."""
    subjects = case.place.clause.subjects[:1] if case.place.clause is not None else []
    return not any(noun.word in case.words for choice in subjects for noun in choice)


def _named(case: NounCase) -> bool:
    """Tell whether a name has one of the words in it."""
    return bool(case.words & name_words(case.place.noun))


NOUN_CONDITIONS: Mapping[str, Callable[[NounCase], bool]] = {
    "single": lambda case: len(case.place.noun.link("of")) <= 1,
    "prep": lambda case: case.place.prep() in case.words,
    "without_prep": lambda case: case.place.prep() not in case.words,
    "of_two": lambda case: not _beside_others(case.place),
    "sought": lambda case: any({one.word, *one.words} & case.words for one in case.place.noun.link("for")),
    "sought_without_link": lambda case: not any(one.link(*case.words) for one in case.place.noun.link("for")),
    "behind_verb": lambda case: not case.place.as_subject,
    "as_subject": lambda case: case.place.as_subject,
    "apposed": lambda case: is_apposed(case.place),
    "several": lambda case: len(case.place.noun.listed) >= _FEW,
    "has": _has,
    "untitled": lambda case: all(above.sort != "document" for above in case.place.noun.all_above()),
    "without_above": lambda case: all(above.word not in case.words for above in case.place.noun.all_above()),
    "without_link": lambda case: not case.place.noun.link(*case.words),
    "modifier": lambda case: bool(case.words & (_said(case.place.noun) | {case.place.noun.word})),
    "without": lambda case: not case.words & _said(case.place.noun),
    "only_modifier": lambda case: bool(case.place.noun.words) and case.place.noun.words <= case.words,
    "complement": lambda case: any(below.word in case.words for below in case.place.noun.link("of", "as")),
    "not_in": lambda case: not any(case.words & name_words(below) for below in case.place.noun.link("in", "at", "of")),
    "needs": _needs,
    "not_its_own": lambda case: not _held_as_its_own(case),
    "named": _named,
    "of_countries": lambda case: sum(_is_country(noun) for noun in case.place.noun.link("of")) > 1,
    "of_parties": lambda case: any(_of_parties(noun) for noun in case.place.noun.link("of", "between", "for")),
    "needs_verb": lambda case: case.place.clause is not None and case.place.clause.verb.lemma in case.words,
    "under": lambda case: any(above.word in case.words for above in case.place.noun.all_above()),
    "between": _between,
    "only_in": lambda case: all(
        noun.span is None and noun.word in case.words for noun in case.place.noun.link("in", "at")
    ),
    "above_without": lambda case: not any(above.words & case.words for above in case.place.noun.all_above()),
    "not_subject": _not_subject,
    "without_partners": lambda case: (
        not any(noun.word in case.words for noun in case.place.noun.link("with", "by", "of", "between"))
    ),
    "without_event": lambda case: not _is_of_event(case.place),
    "without_verb": lambda case: case.place.clause is None or case.place.clause.verb.lemma not in case.words,
    "only_one": _only_one,
}
