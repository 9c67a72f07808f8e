"""Whether a sentence holds a claim as fact, plan, recommendation or quotation, or denies it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caricc_graph.extraction.cues import NEGATED, QUOTATION, Cues
from caricc_graph.extraction.verb import Form, stronger
from caricc_graph.model import Kind, Modality

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caricc_graph.extraction.chunks import Chunk
    from caricc_graph.extraction.clause import Clause, Parse
    from caricc_graph.extraction.fillers import Reading
    from caricc_graph.extraction.lexicon import Lexicon
    from caricc_graph.extraction.nouns import Noun
    from caricc_graph.extraction.places import Place
    from caricc_graph.extraction.verb import Verb

_ABLE, _BE = "can", "be"
_NEXT = 2
_IN_ORDER = ["in", "order"]
_PROGRESSIVE = frozenset({"is", "are"})
_IF = "if"
_NEW = frozenset({"a", "an", "another", "new"})
_STARTING = ("from", "starting", "beginning")
_CONDITIONS = frozenset({"if", "whether", "unless"})
_AWAITING = frozenset({"once", "when", "until", "till", "after", "unless", "if"})
_PUTTING = frozenset({"call", "put"})
_TOPICS = ("of", "on", "about", "for", "regarding", "concerning")
_RELATIVE = frozenset({"which", "who", "whose", "where", "when"})
_POSSIBLE = frozenset({"possible", "potential", "prospective", "proposed", "future"})
_ANEW = frozenset({"and", "but", "while"})
_ASKING = frozenset({"what", "how", "why"})
_THAT, _WOULD = "that", "would"
_EXCHANGE = "exchange"
_VIEWS = frozenset({"views", "opinions", "ideas", "thoughts", "view"})
_ABOUT = frozenset({"on", "about", "regarding", "concerning"})
_NONE = frozenset({"no", "neither", "nor", "none", "nobody"})
_AGREEMENT = ("agreement on", "agreement to")
_AT_IT = frozenset({"at", "during"})
_THERE = frozenset({"at", "in", "during", "within"})


class Moods:
    """Tells how the clauses and nouns of a sentence are held, and whether they are denied."""

    def __init__(self, lexicon: Lexicon) -> None:
        spec = lexicon.files["frames"]
        self._cues = Cues(lexicon)
        self._due = frozenset(spec["settings"]["due"])
        self._outcomes = frozenset(spec["outcomes"]["nouns"])
        self._governing = {
            lemma: Modality(kind) for kind in ("planned", "recommended") for lemma in spec["governing"][kind]
        }
        self._themes = frozenset(spec["governing"]["themes"])
        self._schemes, self._holding = frozenset(spec["governing"]["schemes"]), frozenset(spec["governing"]["holding"])
        self._expecting = frozenset(spec["governing"]["expecting"])
        self._doubting = frozenset(spec["governing"]["doubting"])
        self._proposals = frozenset(spec["governing"]["proposals"])
        self._ideas = frozenset(spec["governing"]["ideas"])
        self._untrue, self._true = (frozenset(spec["governing"][key]) for key in ("untrue", "true"))
        self._open = frozenset(spec["governing"]["open"])
        self._wanting, self._absent = (frozenset(spec["governing"][key]) for key in ("wanting", "absent"))
        self._concluding = frozenset(spec["governing"]["concluding"])
        self._foretelling = frozenset(spec["governing"]["foretelling"])
        self._preparing = frozenset(spec["governing"]["preparing"])
        self._beginning = frozenset(spec["governing"]["beginning"])
        self._speaking = frozenset(spec["governing"]["speaking"])
        self._drafts = frozenset(spec["governing"]["drafts"])
        self._proposing = frozenset(lexicon.files["verbs"]["control"]["recommended"])
        self._denying = frozenset(lexicon.files["verbs"]["control"]["denying"])
        self._cancelling = frozenset(spec["settings"]["cancelling"])
        self._plans = frozenset(lexicon.files["verbs"]["governing_nouns"]["plans"])

    def find(self, chunks: Sequence[Chunk], *, quoting: bool) -> list[tuple[int, int, str]]:
        """Return the cues of a sentence; `quoting` tells that it begins inside a quotation."""
        return self._cues.find(chunks, quoting=quoting)

    def of_clause(self, reading: Reading, clause: Clause) -> tuple[Modality, bool]:
        """Return how a clause is held, and whether it is denied."""
        verb = clause.verb
        modality = verb.modality
        unreal = clause.mark in _CONDITIONS and not _compares(reading, clause)
        unreal = unreal or _unreal(reading, clause) or self._is_open(clause) or self._is_idea(reading, clause)
        unreal = unreal or any(chunk.norm in self._doubting for chunk in reading.chunks[: verb.first])
        if unreal or self._told_behind(reading.parse, clause, self._proposing):
            modality = stronger(modality, Modality.RECOMMENDED)
        if self._told_behind(reading.parse, clause, self._expecting):
            modality = stronger(modality, Modality.PLANNED)
        if verb.lemma in self._preparing and not verb.passive and reading.chunks[verb.first].norm in _PROGRESSIVE:
            modality = stronger(modality, Modality.PLANNED)
        if modality is Modality.ASSERTED and _tells_of_now(reading, verb):
            modality = self._cues.supposed(reading.chunks, reading.cues, verb.first)
            drafted = self._is_drafted(reading, clause)
            modality = stronger(modality, Modality.RECOMMENDED if drafted else Modality.ASSERTED)
        if _begins_later(reading, clause):
            modality = stronger(modality, Modality.PLANNED)
        standing = self._of_outcome(reading, clause) or self._of_programme(reading, clause)
        if verb.form is Form.PARTICIPLE and not standing:
            modality = stronger(modality, _main(reading, verb.first))
            modality = stronger(modality, self._of_object(reading.parse, clause))
            modality = stronger(modality, self._of_subject(reading.parse, clause))
            listed = self._cues.in_list_of_plans(reading.chunks, verb.first)
            modality = stronger(modality, Modality.PLANNED if listed else Modality.ASSERTED)
        if modality is Modality.RECOMMENDED and self._foretold(reading, clause):
            modality = Modality.PLANNED
        finite = verb.form in {Form.FINITE, Form.PARTICIPLE}
        apart = verb.form is Form.GERUND and verb.first > 0 and reading.chunks[verb.first - 1].norm == ","
        main = _main_before(reading, verb.first) if apart else None
        cues = reading.cues if main is None else _beyond_purpose(reading, main, verb.first, reading.cues)
        told, negated = self._cues.of(reading.chunks, cues, verb.first, finite=finite)
        denied = verb.negated or _denies(clause) or (negated and verb.form is not Form.FINITE)
        denied = denied or self._told_behind(reading.parse, clause, self._denying) or self._is_untrue(reading, clause)
        return self._cues.in_address(reading.chunks, verb.first, stronger(modality, told)), denied

    def of_noun(self, reading: Reading, place: Place) -> tuple[Modality, bool]:
        """Return how what a noun says is held, and whether it is denied."""
        clause = _clause_about(reading, place)
        begin = clause.verb.first if clause is not None and clause.verb.form is Form.PARTICIPLE else -1
        begin = max(begin, _begins_anew(reading, clause)) if clause is not None else begin
        cues = _beyond_outcome(place.noun, self._outcomes, [cue for cue in reading.cues if cue[1] > begin])
        if clause is not None and clause.verb.form is Form.FINITE:
            cues = [*_beyond_purpose(reading, clause, place.phrase.first, cues)]
        if clause is not None and place.phrase.prep in _AT_IT:
            cues = [cue for cue in cues if not clause.verb.first <= cue[0] < clause.verb.last]
        told, negated = self._cues.of(reading.chunks, cues, place.noun.first, finite=False)
        told = stronger(told, Modality.RECOMMENDED if place.noun.words & _POSSIBLE else Modality.ASSERTED)
        if clause is None:
            return told, negated
        modality, denied = self.of_clause(reading, clause)
        modality = stronger(modality, self.planned(reading, place.noun))
        modality = stronger(modality, self._behind_subject(clause, place.noun.first))
        if self._is_theme(clause) and (place.holder or place.noun).word not in self._themes:
            modality = stronger(modality, Modality.RECOMMENDED)
        if clause.verb.purpose and told is Modality.ASSERTED and place.noun.first >= clause.verb.first:
            modality = stronger(modality, Modality.RECOMMENDED)
        if place.as_subject and clause.verb.lemma == _BE:
            said = {chunk.norm for chunk in reading.chunks[clause.verb.last : clause.verb.last + _NEXT]}
            modality = stronger(modality, Modality.RECOMMENDED if said & self._wanting else Modality.ASSERTED)
            denied = denied or bool(said & self._absent)
        governed, prep = self.governed(clause), place.phrase.prep
        modality = stronger(modality, self.viewed(reading, clause, place.noun.first))
        before = (one.verb.lemma for one in reading.parse.clauses if one.verb.first < place.noun.first)
        if prep == "about" and any(lemma in self._speaking for lemma in before):
            modality = stronger(modality, Modality.RECOMMENDED)
        there = prep in _THERE or (prep == "on" and governed is Modality.RECOMMENDED)
        opens = not place.as_subject and any(link.at == place.phrase.first for link in clause.opening)
        done = any(above.word in self._outcomes for above in place.noun.all_above())
        if place.as_subject is clause.verb.passive and not (there or opens or done):
            modality = stronger(modality, governed)
            denied = denied or self.cancels(reading, clause)
        return stronger(told, modality), negated or denied

    def _behind_subject(self, clause: Clause, k: int) -> Modality:
        """Return how what stands between a verb such as "plan" and its subject is held ("a seminar with the participation of A is planned")."""
        subject = clause.subjects[0][:1] if clause.subjects else []
        between = clause.verb.passive and k < clause.verb.first and any(noun.first < k for noun in subject)
        return self.governed(clause) if between else Modality.ASSERTED

    def viewed(self, reading: Reading, clause: Clause, k: int) -> Modality:
        """Return how what stands at the chunk `k` is held where views on it are only exchanged."""
        exchanging = clause.verb.lemma == _EXCHANGE and any(one.word in _VIEWS for one in clause.objects)
        told = exchanging and any(chunk.norm in _ABOUT for chunk in reading.chunks[clause.verb.last : k])
        return Modality.RECOMMENDED if told else Modality.ASSERTED

    def _is_theme(self, clause: Clause) -> bool:
        """Tell whether a clause says what was, or is yet, only talked of ("the subject of the talks was the cooperation of A with B")."""
        return self._is_open(clause) or any(
            noun.word in self._themes for choice in (*clause.subjects[:1], clause.objects) for noun in choice
        )

    def cancels(self, reading: Reading, clause: Clause) -> bool:
        """Tell whether a clause says that an event does not take place as told ("was cancelled", "was put off")."""
        behind = [chunk.norm for chunk in reading.chunks[clause.verb.last : clause.verb.last + 1]]
        return clause.verb.lemma in self._cancelling or (clause.verb.lemma in _PUTTING and behind == ["off"])

    def _is_idea(self, reading: Reading, clause: Clause) -> bool:
        """Tell whether a clause is no more than an idea or proposal that a noun tells of ("the idea that A and B hold a seminar")."""
        mark = _that(reading, clause)
        return mark > 0 and reading.chunks[mark - 1].norm in self._ideas | self._proposals

    def _is_untrue(self, reading: Reading, clause: Clause) -> bool:
        """Tell whether a clause is said not to be so ("it is untrue that A came", "it is not true that A came")."""
        mark = _that(reading, clause)
        before = [chunk.norm for chunk in reading.chunks[max(mark - 3, 0) : mark]]
        return before[-1:] != [] and (
            before[-1] in self._untrue or (before[-1] in self._true and before[-2:-1] == ["not"])
        )

    def _is_drafted(self, reading: Reading, clause: Clause) -> bool:
        """Tell whether a clause is what a draft says ("the draft agreement provides that A trains B")."""
        before = _before(reading.parse, clause)
        subject = before.subjects[0] if before is not None and before.subjects and clause.mark == _THAT else []
        return any({noun.word, *noun.words} & self._drafts for noun in subject)

    def _is_open(self, clause: Clause) -> bool:
        """Tell whether a clause says that its subject is yet under discussion."""
        return any(noun.word in self._open for noun in clause.link("under"))

    def at(self, reading: Reading, k: int) -> tuple[Modality, bool]:
        """Return how what the word at the chunk `k` says is held, and whether it is denied."""
        clause = reading.clause_at(k)
        if clause is not None:
            return self.of_clause(reading, clause)
        return self._cues.of(reading.chunks, reading.cues, k, finite=False)

    def planned(self, reading: Reading, noun: Noun) -> Modality:
        """Return what a noun such as "plans" or "idea", or the heading of a list, makes of what hangs on it."""
        listed = self._cues.in_list_of_plans(reading.chunks, noun.first)
        planned = listed or any(above.word in self._plans or _agrees(above) for above in noun.all_above())
        if any(above.word in self._ideas and noun in above.link(*_TOPICS) for above in noun.all_above()):
            return Modality.RECOMMENDED
        return Modality.PLANNED if planned else Modality.ASSERTED

    def governed(self, clause: Clause) -> Modality:
        """Return what a verb such as "plan" or "propose" makes of what it acts on."""
        due = any(noun.word in self._due or noun.words & self._due for noun in clause.objects)
        subjects = {noun.word for noun in (clause.subjects[0] if clause.subjects else [])}
        held = clause.verb.lemma in self._holding and bool(subjects & self._schemes)
        if (clause.verb.lemma == _BE and due) or held:
            return Modality.PLANNED
        return self._governing.get(clause.verb.lemma, Modality.ASSERTED)

    def _told_behind(self, parse: Parse, clause: Clause, verbs: frozenset[str]) -> bool:
        """Tell whether a clause is what one of these verbs before it tells ("A proposed that B host the meeting")."""
        before = _before(parse, clause)
        told = before is not None and before.verb.lemma in verbs
        return told and clause.dependent and clause.mark not in _RELATIVE and clause.verb.form is Form.FINITE

    def _foretold(self, reading: Reading, clause: Clause) -> bool:
        """Tell whether somebody says, in the past, what "would" be done ("announced that A would sign")."""
        before = _before(reading.parse, clause)
        would = any(chunk.norm == _WOULD for chunk in reading.chunks[clause.verb.first : clause.verb.last])
        told = before is not None and before.verb.lemma in self._foretelling and clause.mark == _THAT
        return would and told and clause.dependent

    def _of_object(self, parse: Parse, clause: Clause) -> Modality:
        """Return how that is held which a participle tells of what somebody plans ("plans to hold a course run by A")."""
        before = _before(parse, clause)
        spoken_of = {id(noun) for choice in clause.subjects for noun in choice}
        if before is None or not any(id(noun) in spoken_of for noun in before.objects):
            return Modality.ASSERTED
        planned = self.governed(before) is Modality.PLANNED
        return stronger(before.verb.modality, Modality.PLANNED if planned else Modality.ASSERTED)

    def _of_subject(self, parse: Parse, clause: Clause) -> Modality:
        """Return how that is held which a participle tells of what is planned or proposed behind it ("a course run by A is planned")."""
        behind = (one for one in parse.clauses if one.verb.first > clause.verb.first and one.verb.form is Form.FINITE)
        main = next(behind, None)
        planned = main is not None and main.verb.passive and not main.dependent and main.subjects
        held = self.governed(main) if main is not None and planned else Modality.ASSERTED
        if main is None or held is Modality.ASSERTED:
            return Modality.ASSERTED
        told = {id(noun) for noun in main.subjects[0]}
        spoken_of = next(iter(clause.subjects), [])
        new = [noun for noun in spoken_of if noun.words & _NEW or (noun.sort == "event" and held is Modality.PLANNED)]
        joined = any(id(noun) in told for noun in new) or main.subjects[0][0].first >= clause.verb.last
        return held if new and joined else Modality.ASSERTED

    def _of_programme(self, reading: Reading, clause: Clause) -> bool:
        """Tell whether a clause tells of a named programme that there is already ("BOMCA, funded by A, will hold B", not "will begin")."""
        subject = clause.subjects[0] if clause.subjects else []
        named = bool(subject) and all(noun.sort == "programme" and _is_named(noun) for noun in subject)
        main = [one.verb for one in reading.parse.clauses if one.verb.form is Form.FINITE and not one.dependent]
        return named and not any(verb.passive or verb.lemma in self._beginning for verb in main)

    def _of_outcome(self, reading: Reading, clause: Clause) -> bool:
        """Tell whether a participle tells of what has an outcome already ("the results of the operations carried out", "the protocol, ratified by A, is ...")."""
        finite = (one.verb.first for one in reading.parse.clauses if one.verb.form is Form.FINITE)
        first = clause.verb.first
        opens = all(k >= first for k in finite) and reading.chunks[max(first - 1, 0)].norm not in _AWAITING
        if opens and clause.verb.lemma in self._concluding:
            return True
        events = [noun for choice in clause.subjects for noun in choice if noun.sort == "event"]
        return any(above.word in self._outcomes for noun in events for above in noun.all_above())


def _agrees(noun: Noun) -> bool:
    """Tell whether a noun is an agreement on doing something."""
    names = noun.span.thing.names if noun.span is not None and noun.span.thing.kind is Kind.DOCUMENT else []
    return any(name.lower().startswith(_AGREEMENT) for name in names)


def _clause_about(reading: Reading, place: Place) -> Clause | None:
    """Return the clause that a noun stands in; of one before a purpose, that which goes on behind it ("a visit to share experience was proposed")."""
    clause = place.clause
    if clause is None or not clause.verb.purpose or place.noun.first >= clause.verb.first:
        return clause
    behind = (one for one in reading.parse.clauses if one.verb.first > clause.verb.first)
    return next((one for one in behind if one.verb.form is Form.FINITE and not one.dependent), clause)


def _that(reading: Reading, clause: Clause) -> int:
    """Return where the "that" stands that begins a clause; 0 where none does."""
    if clause.mark != _THAT:
        return 0
    return next((k for k in range(clause.verb.first - 1, 0, -1) if reading.chunks[k].norm == _THAT), 0)


def _is_named(noun: Noun) -> bool:
    return noun.span is not None and not noun.span.bare and any(name[:1].isupper() for name in noun.span.thing.names)


def _tells_of_now(reading: Reading, verb: Verb) -> bool:
    """Tell whether a finite verb tells of now ("holds", "is held"), not of the past."""
    now = {verb.lemma, f"{verb.lemma}s", f"{verb.lemma}es", f"{verb.lemma[:-1]}ies"}
    return verb.form is Form.FINITE and reading.chunks[verb.first].norm in _PROGRESSIVE | now


def _begins_later(reading: Reading, clause: Clause) -> bool:
    """Tell whether what a clause tells begins behind the day of the bulletin ("supported by A from 2030")."""
    written = reading.scene.written
    days = [reading.chunks[noun.first].edtf or "" for noun in clause.link(*_STARTING) if noun.sort == "date"]
    return bool(written) and any(day[: len(written)] > written[: len(day)] for day in days)


def _compares(reading: Reading, clause: Clause) -> bool:
    """Tell whether "if" only sets one thing that happened beside another ("if in 2020 A seized 5 kg, in 2021 it seized 8 kg")."""
    finite = [one.verb for one in reading.parse.clauses if one.verb.form is Form.FINITE]
    past = all(verb.modality is Modality.ASSERTED and not _tells_of_now(reading, verb) for verb in finite)
    return clause.mark == _IF and past and len(finite) > 1


def _denies(clause: Clause) -> bool:
    """Tell whether a clause says that nobody did what it tells, or that it was done to nothing."""
    subjects = (clause.subjects or [clause.objects])[0]
    return any(noun.words & _NONE for noun in (*subjects, *clause.objects))


def _unreal(reading: Reading, clause: Clause) -> bool:
    """Tell whether "had" stands before the subject, so that the clause tells what did not happen ("had A trained them, …")."""
    first = clause.subjects[0][0].first if clause.subjects and clause.subjects[0] else 0
    plain = clause.verb.form is Form.FINITE and not clause.verb.passive and first < clause.verb.first
    return plain and first > 0 and reading.chunks[first - 1].norm == "had"


def _begins_anew(reading: Reading, clause: Clause) -> int:
    """Return where a clause begins that "and" or "but" joins to a whole one before it, with a subject of its own; else -1."""
    subject = clause.subjects[0] if clause.subjects else []
    first = subject[0].first if subject else clause.verb.first
    before = [one for one in reading.parse.clauses if one.verb.last <= first]
    whole = clause.verb.form is Form.FINITE and not (clause.dependent or clause.mark) and first < clause.verb.first
    joined = first > 0 and reading.chunks[first - 1].norm in _ANEW and reading.chunks[first].norm not in _ASKING
    apart = whole and joined and bool(before) and not any(chunk.norm == _THAT for chunk in reading.chunks[:first])
    return first if apart else -1


def _before(parse: Parse, clause: Clause) -> Clause | None:
    at = next(i for i, one in enumerate(parse.clauses) if one is clause)
    return parse.clauses[at - 1] if at else None


def _main_before(reading: Reading, first: int) -> Clause | None:
    """Return the last main clause before a chunk."""
    finite = (one for one in reversed(reading.parse.clauses) if one.verb.form is Form.FINITE and not one.dependent)
    return next((one for one in finite if one.verb.first < first), None)


def _beyond_purpose(
    reading: Reading, main: Clause, first: int, cues: Sequence[tuple[int, int, str]]
) -> Sequence[tuple[int, int, str]]:
    """Return the cues without those of a purpose that stands before what a main clause says at `first` ("held B to discuss C with the help of D", "B, aimed at C, was held with D")."""
    apart: set[int] = set()
    opens = main.subjects[0][0].first if main.subjects and main.subjects[0] else main.verb.first
    for clause in reading.parse.clauses:
        begin = clause.verb.first
        end = opens if begin < opens else main.verb.first if begin < main.verb.first else first
        told = clause.verb.purpose or (clause.verb.form is not Form.FINITE and end < first)
        begin -= len(_IN_ORDER) if [chunk.norm for chunk in reading.chunks[begin - 2 : begin]] == _IN_ORDER else 0
        apart |= {*range(begin, end)} if told and clause is not main and begin < end <= first else set()
    return [cue for cue in cues if cue[0] not in apart]


def _beyond_outcome(
    noun: Noun, outcomes: frozenset[str], cues: Sequence[tuple[int, int, str]]
) -> Sequence[tuple[int, int, str]]:
    """Return the cues without those that bear on the outcome of what a noun names ("discussed the results of the operation")."""
    outcome = next((above.first for above in noun.all_above() if above.word in outcomes), -1)
    return [cue for cue in cues if cue[0] >= outcome or cue[2] in {Modality.QUOTED, QUOTATION, NEGATED}]


def _main(reading: Reading, first: int) -> Modality:
    """Return the modality of the main clause nearest to a participle; what somebody "can" do leaves it a fact ("equipped by A, B can …")."""
    main = [c.verb for c in reading.parse.clauses if c.verb.form is Form.FINITE and not c.dependent]
    nearest = min(main, key=lambda verb: abs(verb.first - first), default=None)
    able = nearest is not None and reading.chunks[nearest.first].norm == _ABLE
    return nearest.modality if nearest is not None and not able else Modality.ASSERTED
