"""The verb groups of a sentence: lemma, voice, and what auxiliaries and governing verbs make of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from caricc_graph.extraction.auxiliaries import (
    AUXILIARIES,
    BE,
    DO,
    HAVE,
    MODALS,
    adverb,
    at_present,
    auxiliaries_before,
    modal,
)
from caricc_graph.extraction.chunks import GLUE
from caricc_graph.extraction.inflection import spellings
from caricc_graph.extraction.surroundings import (
    ACTING,
    ENDS,
    adjacent,
    attributive,
    bare_party,
    behind_apposition,
    behind_named,
    counts,
    denied,
    each_of,
    fronted,
    in_topic,
    in_which,
    is_plain,
    itemised,
    many,
    modifies,
    noun_before,
    object_only,
    plans,
    relative_subject,
    some,
    subject_like,
    superlative,
)
from caricc_graph.extraction.verb import Form, Verb, stronger
from caricc_graph.extraction.words import DETERMINERS, LATELY, NUMBERS, PREPOSITIONS
from caricc_graph.model import Modality

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caricc_graph.extraction.chunks import Chunk
    from caricc_graph.extraction.lexicon import Lexicon

_RELATIVE = frozenset({"which", "who", "that", "whose"})
_OBJECTS = frozenset({"it", "him", "them"})
_PRONOUNS = frozenset({"it", "he", "she", "they", "we", "there"})
_NEVER, _INCLUDE, _FOLLOW = "never", "include", "follow"
_CALL = "call"
_ORDINAL = frozenset({"first", "last", "next", "second", "third"})
_SPEAKING = frozenset({"speak", "address", "report", "open"})
_COMING = frozenset({"arrive", "come", "travel", "gather", "assemble", "fly", "meet", "pay", "visit"})
_ATTENDING = frozenset({"attend", "take", "participate", "join"})
_NAMING, _FOLLOWING = frozenset({"appoint", "elect", "name", "designate"}), frozenset({"succeed", "replace"})
_ENDING = frozenset({"consist", "preside", "attend", "participate"})
_WHERE = frozenset({"at", "in", "along", "on"})
_PREPOSITIONAL = frozenset({"represent", "use", "exceed", "total"})
_ACTING_TOGETHER, _TOGETHER = frozenset({"work"}), frozenset({"together", "jointly", "closely", "hand", "side"})
_PARTICLES = frozenset({"out", "up", "forward", "over"})
_THAT = 5
_FORM_PART = ("form", "part")
_TELLING = frozenset({"which", "who", "whose", "having"})
_CLAUSE_ENDS = frozenset({";", "which", "who", "that", "where", "while"})
_SENSING = frozenset({"see", "hear", "find", "observe", "notice", "watch", "meet"})
_PREFIXES = frozenset({"co", "re", "inter", "pre"})
_SHORTEST = 4
_AND = "and"
_ENTERING, _INTO = frozenset({"enter", "belong"}), frozenset({"into", "in", "to"})
_WATCHING = frozenset({"observers"})
_BEEN = "been"


class Verbs:
    """Finds the verb groups of one sentence after the other."""

    def __init__(self, lexicon: Lexicon) -> None:
        spec = lexicon.files["verbs"]
        self._forms: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for verb in (*spec["regular"], *spec["irregular"]):
            lemma = f"{verb[:-3]}ize" if verb.endswith("ise") and f"{verb[:-3]}ize" in spec["regular"] else verb
            for forms in spellings(lexicon, verb):
                for name, form in zip(("base", "s", "past", "pp", "ing"), forms, strict=True):
                    if (lemma, name) not in self._forms[form]:
                        self._forms[form].append((lemma, name))
        self._intransitive = frozenset(spec["intransitive"])
        self._speech = frozenset(spec["speech"])
        self._nounlike = frozenset(spec["nounlike"])
        self._means = frozenset(spec["means"])
        self._acted_on = frozenset(spec["acted_on"])
        self._groups = frozenset(lexicon.files["names"]["groups"]["of_body"])
        control = spec["control"]
        self._control = {
            lemma: kind for kind in ("asserted", "recommended", "planned", "negated") for lemma in control[kind]
        }
        self._of_object = frozenset(control["object"])
        self._inviting, self._coming = frozenset(control["inviting"]), frozenset(control["coming"])
        self._nouns = {
            noun: Modality(kind) for kind in ("planned", "recommended") for noun in spec["governing_nouns"][kind]
        }

    def find(self, chunks: Sequence[Chunk]) -> list[Verb]:
        """Return the verb groups of a sentence from left to right."""
        found: list[Verb] = []
        k = 0
        while k < len(chunks):
            verb = self._at(chunks, k, found) if self._may_be(chunks[k]) else None
            if verb:
                found.append(verb)
            k = verb.last if verb else k + 1
        return found

    def _may_be(self, chunk: Chunk) -> bool:
        """Tell whether a chunk is a word of a known verb, or one that an auxiliary may make a verb."""
        norm = chunk.norm
        known = norm in self._forms or norm.endswith("ed") or norm in BE or norm in HAVE
        return known and chunk.span is None and not chunk.edtf

    def _at(self, chunks: Sequence[Chunk], k: int, found: Sequence[Verb]) -> Verb | None:
        norm = chunks[k].norm
        first, auxiliaries, negated = auxiliaries_before(chunks, k, found[-1].last if found else 0)
        known = self._known(norm) if auxiliaries else self._forms.get(norm, [])
        forms = dict(reversed([(name, lemma) for lemma, name in known]))
        if attributive(chunks, k):
            return None
        perfect = norm in HAVE and k + 1 < len(chunks) and chunks[k + 1].norm == _BEEN
        if norm in BE | HAVE and not self._goes_on(chunks, k) and not perfect:
            return self._copula(chunks, k, first, auxiliaries, negated)
        if not forms or norm in AUXILIARIES:
            return None
        if auxiliaries:
            return self._grouped(chunks, k, first, auxiliaries, forms, found, negated=negated)
        return self._alone(chunks, k, forms, found[-1] if found else None)

    def _alone(self, chunks: Sequence[Chunk], k: int, forms: dict[str, str], previous: Verb | None) -> Verb | None:
        """Return the verb at `k` that no auxiliary stands before: an infinitive too behind another one and "and" ("to find and seize")."""
        infinitive = previous is not None and previous.form is Form.INFINITIVE and not previous.passive
        if previous is not None and infinitive and previous.last == k and "pp" in forms:
            return None
        if (
            previous is not None
            and infinitive
            and previous.last == k - 1
            and chunks[k - 1].norm == _AND
            and "base" in forms
        ):
            return replace(previous, first=k, last=k + 1, lemma=forms["base"])
        if "pp" in forms and fronted(chunks, k):
            return Verb(k, k + 2, forms["pp"], Form.FINITE, passive=True)
        bare = self._bare(chunks, k, forms)
        if bare is None:
            return None
        lemma, form, passive = bare
        begin = k - 2 if k and chunks[k - 1].norm == GLUE else k
        return Verb(begin, k + 1, lemma, form, passive=passive, negated=bool(k) and chunks[k - 1].norm == _NEVER)

    def _known(self, norm: str) -> list[tuple[str, str]]:
        """Return the lemma and form of a word behind an auxiliary; "-ed" makes a participle of an unknown one."""
        unknown = norm.endswith("ed") and len(norm) > _SHORTEST
        return self._forms.get(norm) or ([(norm.removesuffix("ed"), "pp")] if unknown else [])

    def _goes_on(self, chunks: Sequence[Chunk], k: int) -> bool:
        """Tell whether the form of "be" or "have" at `k` is an auxiliary of a verb that follows."""
        j = k + 1
        while j < len(chunks) and (adverb(chunks, j) or at_present(chunks, j) or chunks[j].norm in AUXILIARIES):
            j += 2 if at_present(chunks, j) else 1
        names = {name for _, name in self._known(chunks[j].norm)} if j < len(chunks) else set()
        if "ing" in names and (chunks[k].norm in BE or chunks[j - 1].norm in BE):
            return not attributive(chunks, j)
        return "pp" in names or (j < len(chunks) and chunks[j].norm in {"to", "yet"})

    def _copula(
        self,
        chunks: Sequence[Chunk],
        k: int,
        first: int,
        auxiliaries: Sequence[str],
        negated: bool,  # noqa: FBT001 - as _grouped
    ) -> Verb:
        if "to" in auxiliaries:
            return Verb(first, k + 1, "be", Form.INFINITIVE, purpose=True)
        lemma = "be" if chunks[k].norm in BE else "have"
        form = Form.GERUND if chunks[k].norm in {"being", "having"} else Form.FINITE
        return Verb(first, k + 1, lemma, form, modality=modal(auxiliaries), negated=negated or denied(chunks, k))

    def _grouped(  # noqa: PLR0913 - a verb group is read from its words and what came before
        self,
        chunks: Sequence[Chunk],
        k: int,
        first: int,
        auxiliaries: Sequence[str],
        forms: dict[str, str],
        found: Sequence[Verb],
        *,
        negated: bool,
    ) -> Verb | None:
        nearest = auxiliaries[-1]
        if nearest in BE and "pp" in forms:
            lemma, passive = forms["pp"], True
        elif nearest in BE and "ing" in forms:
            lemma, passive = forms["ing"], False
        elif nearest in HAVE and "pp" in forms:
            lemma, passive = forms["pp"], False
        elif (nearest in DO or nearest in MODALS or nearest == "to") and "base" in forms:
            lemma, passive = forms["base"], False
        else:
            return None
        if auxiliaries[0] == "to":
            return self._infinitive(chunks, first, k + 1, lemma, found, passive=passive, negated=negated)
        modality = Modality.ASSERTED if "could" in auxiliaries and lemma in _SENSING else modal(auxiliaries)
        if "to" in auxiliaries and modality is Modality.ASSERTED:
            modality = Modality.PLANNED
        form = Form.GERUND if auxiliaries[0] in {"being", "having"} else Form.FINITE
        if auxiliaries[0] == "been":
            return None
        if auxiliaries[0] == "be":
            held = found[-1].modality if found else Modality.ASSERTED
            modality = held if held is not Modality.ASSERTED else Modality.RECOMMENDED
        return Verb(first, k + 1, lemma, form, passive=passive, modality=modality, negated=negated)

    def _infinitive(  # noqa: PLR0913 - see _grouped
        self,
        chunks: Sequence[Chunk],
        first: int,
        last: int,
        lemma: str,
        found: Sequence[Verb],
        *,
        passive: bool,
        negated: bool,
    ) -> Verb:
        governor = len(found) - 1
        before = found[governor] if found else None
        word = noun_before(chunks, first)
        if before is not None and adjacent(chunks, before.last, first):
            kind = self._control.get(before.lemma)
            if kind:
                return self._governed(first, last, lemma, before, governor, kind, passive=passive, negated=negated)
        elif (word in _ORDINAL and lemma in _SPEAKING) or word in self._nouns:
            modality = self._nouns.get(word, Modality.ASSERTED)
            return Verb(first, last, lemma, Form.INFINITIVE, passive, modality, negated, governor)
        elif before is not None and self._asks(chunks, before) and object_only(chunks, before.last, first):
            kind = self._control.get(before.lemma, "asserted")
            made = self._governed(first, last, lemma, before, governor, kind, passive=passive, negated=negated)
            return Verb(
                made.first, made.last, lemma, Form.INFINITIVE, passive, made.modality, made.negated, governor,
                of_object=not before.passive,
            )  # fmt: skip
        if before is not None and _as_happened(chunks, before, first, lemma, passive=passive):
            return self._governed(first, last, lemma, before, governor, "asserted", passive=passive, negated=negated)
        return (
            Verb(first, last, lemma, Form.INFINITIVE, passive, Modality.PLANNED, negated, of_noun=True)
            if passive and behind_named(chunks, first)
            else Verb(first, last, lemma, Form.INFINITIVE, passive, governor=governor, negated=negated, purpose=True)
        )

    def _asks(self, chunks: Sequence[Chunk], verb: Verb) -> bool:
        """Tell whether a verb asks its object to do something ("invited A to join", "called on A to join")."""
        return verb.lemma in self._of_object and (verb.lemma != _CALL or chunks[verb.last].norm in {"on", "upon"})

    def _governed(  # noqa: PLR0913 - see _grouped
        self,
        first: int,
        last: int,
        lemma: str,
        before: Verb,
        governor: int,
        kind: str,
        *,
        passive: bool,
        negated: bool,
    ) -> Verb:
        if kind == "negated":
            return Verb(first, last, lemma, Form.INFINITIVE, passive, before.modality, not negated, governor)
        if before.lemma in self._inviting and lemma in self._coming:
            kind = "asserted" if before.passive else "planned"
        modality = stronger(before.modality, Modality(kind))
        return Verb(
            first, last, lemma, Form.INFINITIVE, passive, modality, negated or before.negated, governor,
            purpose=before.purpose,
        )  # fmt: skip

    def _bare(self, chunks: Sequence[Chunk], k: int, forms: dict[str, str]) -> tuple[str, Form, bool] | None:
        """Return lemma, form and voice of a verb without auxiliary; None where the word is no verb."""
        before = chunks[k - 1] if k else None
        after = chunks[k + 1] if k + 1 < len(chunks) else None
        if before is not None and before.norm == GLUE:
            if k < 2 or chunks[k - 2].norm not in _PREFIXES:  # noqa: PLR2004 - prefix and hyphen stand before the verb
                return None
            before = chunks[k - 3] if k > 2 else None  # noqa: PLR2004 - prefix and hyphen stand before the verb
        if "past" in forms or "pp" in forms:
            return self._past(chunks, k, forms, before, after)
        begin = next(j for j in range(k, -1, -1) if j == 0 or not adverb(chunks, j - 1))
        if in_which(chunks, begin):
            return None
        if "s" in forms:
            return self._present(forms["s"], chunks, begin, k)
        if "base" in forms:
            plain = many(chunks, begin) or self._subjunctive(chunks, k) or forms["base"] == _INCLUDE
            plain = plain or (forms["base"] in _ENTERING and chunks[0].norm in _INTO and after is not None)
            return self._present(forms["base"], chunks, begin, k) if plain else None
        topic = "ing" in forms and in_topic(chunks, k)
        return self._gerund(forms["ing"], before, after) if "ing" in forms and not topic else None

    def _subjunctive(self, chunks: Sequence[Chunk], k: int) -> bool:
        """Tell whether a verb without ending stands in what somebody proposes ("proposed that A host the meeting")."""
        that = next((j for j in range(k - 1, max(k - _THAT, 0), -1) if chunks[j].norm == "that"), 0)
        lemmas = [lemma for j in range(max(that - 2, 0), that) for lemma, _ in self._forms.get(chunks[j].norm, ())]
        return any(self._control.get(lemma) == "recommended" for lemma in lemmas)

    def _past(
        self, chunks: Sequence[Chunk], k: int, forms: dict[str, str], before: Chunk | None, after: Chunk | None
    ) -> tuple[str, Form, bool] | None:
        before = chunks[k - 2] if each_of(chunks, k - 1) else before
        lemma = forms.get("past") or forms["pp"]
        end = k + (2 if after is not None and after.norm in _PARTICLES else 1)
        after = chunks[end] if end < len(chunks) else None
        told = chunks[k - 2] if k > 1 and before is not None and before.norm in LATELY else before
        counted = told is not before and told is not None and told.norm in NUMBERS
        if "pp" in forms and told is not None and (modifies(told, after) or counted or self._pairs_people(chunks, k)):
            return None
        if after is not None and after.norm == "by" and not self._by_means(chunks, end + 1):
            return (forms.get("pp", lemma), Form.PARTICIPLE, True) if "pp" in forms else (lemma, Form.FINITE, False)
        if "pp" not in forms:
            return lemma, Form.FINITE, False
        if "past" not in forms:
            present = lemma in self._intransitive and "base" in forms and (many(chunks, k) or counts(before))
            return (lemma, Form.FINITE, False) if present else (forms["pp"], Form.PARTICIPLE, True)
        behind_pronoun = before is not None and before.norm in _RELATIVE | _PRONOUNS
        finite = behind_pronoun or relative_subject(chunks, k) or self._is_finite(chunks, k, lemma, end)
        return (lemma, Form.FINITE, False) if finite or itemised(chunks, k) else (lemma, Form.PARTICIPLE, True)

    def _pairs_people(self, chunks: Sequence[Chunk], k: int) -> bool:
        """Tell whether a participle only tells which people come behind "and" and others ("the observers and invited delegations")."""
        people = self._groups | _WATCHING
        ends = k + 1 < len(chunks) and chunks[k + 1].norm in people
        paired = ends and k > 1 and chunks[k - 1].norm == _AND and chunks[k - 2].norm in people
        return paired and (k < 3 or chunks[k - 3].norm != "of")  # noqa: PLR2004 - two words stand between

    def _is_finite(self, chunks: Sequence[Chunk], k: int, lemma: str, end: int) -> bool:
        """Tell whether a form that may be past or participle, with its particle up to `end`, is the verb of its clause."""
        if lemma in self._intransitive or lemma in self._speech:
            return True
        j = end
        while j < len(chunks) and adverb(chunks, j):
            j += 1
        ended = j >= len(chunks) or chunks[j].norm in ENDS or chunks[j].norm in PREPOSITIONS or bool(chunks[j].edtf)
        return not ended or some(chunks, j) or self._main(chunks, k) or self._resumes(chunks, k)

    def _by_means(self, chunks: Sequence[Chunk], k: int) -> bool:
        """Tell whether what stands behind "by" is a means, not who did it ("by videoconference")."""
        return k < len(chunks) and chunks[k].norm in self._means

    def _main(self, chunks: Sequence[Chunk], k: int) -> bool:
        """Tell whether a past form before a preposition is its clause's verb: it has a subject beside it, and no other verb is there."""
        begin = next((j + 1 for j in range(k - 1, -1, -1) if chunks[j].norm in _CLAUSE_ENDS), 0)
        end = next((j for j in range(k + 1, len(chunks)) if chunks[j].norm in _CLAUSE_ENDS), len(chunks))
        if k == begin or chunks[k - 1].norm in DETERMINERS | PREPOSITIONS:
            return False
        if any(self._surely_finite(chunks, j) for j in range(begin, end) if j != k):
            return False
        return any(bare_party(chunks, j, begin) or self._bare_group(chunks, j, begin) for j in range(begin, k))

    def _resumes(self, chunks: Sequence[Chunk], k: int) -> bool:
        """Tell whether a past form behind a relative clause or "having" and a comma is the verb of the party that this speaks of ("A, which lies in B, held")."""
        mark = next((j for j in range(k - 1, 0, -1) if chunks[j].norm in _TELLING), 0)
        comma = next((j for j in range(mark - 1, max(mark - _THAT, 0), -1) if chunks[j].norm == ","), 0)
        if not comma or chunks[k - 1].norm != ",":
            return False
        begin = next((j + 1 for j in range(comma - 1, -1, -1) if chunks[j].norm in _CLAUSE_ENDS), 0)
        end = next((j for j in range(k + 1, len(chunks)) if chunks[j].norm in _CLAUSE_ENDS), len(chunks))
        told = any(self._surely_finite(chunks, j) for j in range(mark, k))
        others = any(self._surely_finite(chunks, j) for j in (*range(begin, comma), *range(k + 1, end)))
        return told and not others and any(bare_party(chunks, j, begin) for j in range(begin, comma))

    def _bare_group(self, chunks: Sequence[Chunk], j: int, begin: int) -> bool:
        """Tell whether people are named by a noun that a clause begins with ("officers of A")."""
        before = chunks[j - 1] if j > begin else None
        opens = before is None or before.norm in DETERMINERS | NUMBERS or before.norm.isdigit()
        opens = opens or (before is not None and before.norm == "," and chunks[begin].norm in PREPOSITIONS)
        return chunks[j].span is None and chunks[j].norm in self._groups and opens

    def _surely_finite(self, chunks: Sequence[Chunk], j: int) -> bool:
        if chunks[j].span is not None:
            return False
        forms = self._forms.get(chunks[j].norm, ())
        names = {name for _, name in forms}
        before = chunks[j - 1].norm if j else ""
        if "past" in names and any(lemma in self._speech | self._intransitive for lemma, _ in forms):
            return bool(before) and before not in DETERMINERS | PREPOSITIONS | BE
        after = chunks[j + 1] if j + 1 < len(chunks) else None
        counted = after is not None and (after.norm.isdigit() or after.norm in NUMBERS)
        transitive = after is not None and (after.span is not None or after.norm in DETERMINERS or counted)
        transitive = transitive or self._acts_on_plain(chunks, j)
        return chunks[j].norm in AUXILIARIES or ("past" in names and ("pp" not in names or transitive))

    def _acts_on_plain(self, chunks: Sequence[Chunk], j: int) -> bool:
        """Tell whether a past form stands right between who acts and a plain noun ("the sides paid attention to …")."""
        if not 0 < j < len(chunks) - 1:
            return False
        before, after = chunks[j - 1], chunks[j + 1]
        acting = before.norm in self._groups or (before.span is not None and before.span.thing.kind in ACTING)
        plain = after.span is None and not after.edtf and after.norm.isalpha() and not adverb(chunks, j + 1)
        return acting and plain and after.norm not in PREPOSITIONS | ENDS | {"and", "who", "which", "that"}

    def _present(self, lemma: str, chunks: Sequence[Chunk], begin: int, k: int) -> tuple[str, Form, bool] | None:
        """Read a present form at `k`, the adverbs before which begin at `begin`."""
        before = chunks[begin - 1] if begin else None
        if before is not None and before.edtf and begin > 1 and bare_party(chunks, begin - 2, 0):
            before = chunks[begin - 2]
        if before is None or before.norm in DETERMINERS | PREPOSITIONS or (before.edtf and lemma != _INCLUDE):
            return None
        relative = lemma in self._nounlike and relative_subject(chunks, begin)
        if relative or before.norm in _RELATIVE | _PRONOUNS:
            return lemma, Form.FINITE, False
        named = before.span is not None or (before.norm == ")" and begin > 1)
        after = next((chunks[j] for j in range(k + 1, len(chunks)) if not adverb(chunks, j)), None)
        starts = after is not None and (
            after.span is not None
            or after.norm in DETERMINERS | self._acted_on | _OBJECTS
            or after.norm in PREPOSITIONS - {"of"}
        )
        acting = named or many(chunks, begin)
        if acting and lemma in _ACTING_TOGETHER and after is not None and after.norm in _TOGETHER:
            return lemma, Form.FINITE, False
        if self._control.get(lemma) == "planned" and after is not None and plans(chunks, begin, after):
            return lemma, Form.FINITE, False
        if lemma in self._nounlike and not (after is not None and (lemma, after.norm) == _FORM_PART):
            bare = before.span is not None and not (
                begin > 1 and chunks[begin - 2].norm in PREPOSITIONS | {"the"} and after is None
            )
            acts = named and bare and starts and subject_like(chunks, begin)
            acts = acts or (after is not None and behind_apposition(chunks, begin, after))
            return (lemma, Form.FINITE, False) if acts or self._joins_on(chunks, begin, after) else None
        return lemma, Form.FINITE, False

    def _joins_on(self, chunks: Sequence[Chunk], begin: int, after: Chunk | None) -> bool:
        """Tell whether a word that may be a noun is the second verb of a subject ("A funds B and supports the C")."""
        if chunks[begin - 1].norm != "and" or after is None or not (after.span is not None or after.norm == "the"):
            return False
        return any(name == "s" for chunk in chunks[: begin - 1] for _, name in self._forms.get(chunk.norm, ()))

    def _gerund(self, lemma: str, before: Chunk | None, after: Chunk | None) -> tuple[str, Form, bool] | None:
        named = before is not None and before.span is not None and before.span.thing.kind in ACTING
        if named and after is not None and after.norm in _WHERE:
            return lemma, Form.GERUND, False
        if after is None or lemma in self._nounlike or lemma in {"meet", "train", "brief", "traffic"}:
            opens = after is not None and (after.norm in DETERMINERS or after.span is not None)
            told = (
                opens
                and after is not None
                and after.norm in DETERMINERS
                and before is not None
                and before.norm.endswith("s")
            )
            if not (told or (opens and (before is None or before.norm in PREPOSITIONS | {","}))):
                return None
        adjective = lemma == _FOLLOW and before is not None and before.norm in PREPOSITIONS
        if adjective or (before is not None and before.norm in DETERMINERS) or lemma == "include":
            return None
        if lemma in _PREPOSITIONAL and before is not None and is_plain(before):
            return None
        if after is not None and after.norm in {"of", ",", "."} and lemma not in _ENDING:
            return None
        return lemma, Form.GERUND, False


def _as_happened(chunks: Sequence[Chunk], before: Verb, first: int, lemma: str, *, passive: bool) -> bool:
    """Tell whether an infinitive behind a verb tells what happened ("was the first to sign", "appointed N. to succeed M.", "came to attend")."""
    if before.lemma in _NAMING and lemma in _FOLLOWING:
        return True
    if before.lemma == "be" and not adjacent(chunks, before.last, first):
        return superlative(chunks, first)
    came = before.lemma in _COMING and lemma in _ATTENDING and not passive
    return came and object_only(chunks, before.last, first)
