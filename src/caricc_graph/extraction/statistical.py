"""A statistical pipeline as a second source: it adds names and claims where no rule speaks, and never overrules one."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, replace
from importlib import metadata
from typing import TYPE_CHECKING

from caricc_graph.extraction import lexicon, text
from caricc_graph.extraction.name_words import plural
from caricc_graph.extraction.relations import Name, Relations
from caricc_graph.model import (
    CariccGraphError,
    Claim,
    Evidence,
    Extraction,
    Kind,
    Mention,
    Modality,
    Referent,
    content_id,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from spacy.language import Language
    from spacy.tokens import Doc, Span

    from caricc_graph.extraction.relations import Relation
    from caricc_graph.model import Bulletin

_NAMES, _PARSE, _TAGS = "doc.ents", "token.dep", "token.tag"
_LANGUAGES = frozenset({"en", "xx"})


class ModelError(CariccGraphError):
    """A pipeline that is not there, can't be loaded, or adds nothing."""


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence as the pipeline reads it: its code points in the bulletin, and its names."""

    start: int
    end: int
    doc: Doc
    names: list[Name]


class Model:
    """A loaded spaCy pipeline; `version` is its name, version and the hash of its files."""

    def __init__(self, name: str) -> None:
        self._pipeline = _loaded(name)
        self._makes = {
            attribute
            for component in self._pipeline.pipe_names
            for attribute in self._pipeline.get_pipe_meta(component).assigns
        }
        _refuse_unsuitable(name, self._pipeline, self._makes)
        meta = self._pipeline.meta
        self.version = f"{meta['lang']}_{meta['name']} {meta['version']} {_hash(self._pipeline.path)}"
        words = lexicon.load()
        self._spelling = words.spelling
        self._abbreviations = frozenset(words.words("names", "text", "abbreviations"))
        self._tokens = text.Tokens()
        self._relations = Relations(words)
        told = words.files["model"]
        self._kinds = {label: Kind(kind) for label, kind in told["names"].items()}
        self._before, self._after = frozenset(told["trimmed"]["before"]), frozenset(told["trimmed"]["after"])
        self._confidence: dict[str, float] = told["confidence"]
        self._marks = {name: tuple(told["words"][name]) for name in ("opening", "closing", "either")}
        self._events = frozenset(noun for family in words.files["events"]["families"].values() for noun in family)
        self._common = frozenset(
            word
            for phrase in (
                *self._events,
                *(phrase for path in told["no_names"]["lists"] for phrase in words.words(*path)),
            )
            for noun in phrase.lower().split()
            for word in (noun, plural(noun))
        )

    def enlarge(self, bulletin: Bulletin, found: Extraction) -> Extraction:
        """Return an extraction with what the pipeline adds: names that overlap none, and claims between referents that no rule ties."""
        referents = {referent.id: referent for referent in found.referents}
        mentions = list(found.mentions)
        claims = list(found.claims)
        for sentence in self._sentences(bulletin):
            self._take_names(bulletin, sentence, found.mentions, referents, mentions)
            claims += self._claims(bulletin, sentence, found.claims)
        unique = {claim.id: claim for claim in claims}
        ordered = sorted(unique.values(), key=lambda claim: (claim.evidence, claim.id))
        return replace(
            found,
            mentions=tuple(sorted(mentions)),
            referents=tuple(sorted(referents.values(), key=lambda referent: referent.id)),
            claims=tuple(ordered),
            unlinked=_unlinked(referents.values(), ordered),
        )

    def _sentences(self, bulletin: Bulletin) -> Iterator[_Sentence]:
        """Yield the sentences, cut as the rules cut them."""
        read = text.read(bulletin.text, self._tokens, spelling=self._spelling, abbreviations=self._abbreviations)
        spans = [(read.starts[first], read.ends[last - 1]) for first, last in read.sentences]
        docs = self._pipeline.pipe(bulletin.text[start:end] for start, end in spans)
        for (start, end), doc in zip(spans, docs, strict=True):
            yield _Sentence(start, end, doc, [])

    def _take_names(
        self,
        bulletin: Bulletin,
        sentence: _Sentence,
        ruled: Sequence[Mention],
        referents: dict[str, Referent],
        mentions: list[Mention],
    ) -> None:
        """Add the sentence's names: those of the rules, then the pipeline's that overlap none of them."""
        here = [one for one in ruled if sentence.start <= one.start and one.end <= sentence.end]
        sentence.names.extend(
            Name(one.start - sentence.start, one.end - sentence.start, one.referent, referents[one.referent].kind)
            for one in here
        )
        for kind, span in self._named(sentence.doc):
            start, end = sentence.start + span.start_char, sentence.start + span.end_char
            if any(start < one.end and one.start < end for one in here):
                continue
            referent = self._referent(bulletin, kind, span.text, referents)
            if referent is not None:
                referents.setdefault(referent.id, referent)
                mentions.append(Mention(referent.id, start, end, span.text, "model-ner"))
                sentence.names.append(Name(span.start_char, span.end_char, referent.id, kind, own=True))

    def _named(self, doc: Doc) -> Iterator[tuple[Kind, Span]]:
        """Yield the names that the pipeline found, trimmed, with their kinds."""
        for span in doc.ents:
            first, last = span.start, span.end
            while first < last and doc[first].lower_ in self._before:
                first += 1
            while last > first and doc[last - 1].lower_ in self._after:
                last -= 1
            kept = doc[first:last]
            named = any(token.text[0].isupper() and token.lower_ not in self._common for token in kept)
            if span.label_ in self._kinds and named:
                yield self._kinds[span.label_], kept

    def _referent(self, bulletin: Bulletin, kind: Kind, name: str, known: dict[str, Referent]) -> Referent | None:
        """Return the referent of this name; None where the bulletin names something of another kind by it."""
        folded = " ".join(name.casefold().split())
        same = [one for one in known.values() if folded in {" ".join(other.casefold().split()) for other in one.names}]
        if same:
            return next((one for one in same if one.kind is kind), None)
        words = [word for word in folded.split() if word in self._events]
        event_kind = (words[-1] if words else "event") if kind is Kind.EVENT else ""
        return Referent(
            content_id(bulletin.id, kind, "model", folded), bulletin.id, kind, name, (name,), event_kind=event_kind
        )

    def _claims(self, bulletin: Bulletin, sentence: _Sentence, ruled: Sequence[Claim]) -> Iterator[Claim]:
        """Yield what the pipeline finds between names of the sentence that no rule ties in it."""
        tied = {
            frozenset((one.subject, one.object))
            for one in ruled
            if one.evidence.sentence_start < sentence.end and sentence.start < one.evidence.sentence_end
        }
        if _PARSE in self._makes:
            rule, found = "model-svo", self._relations.parsed(sentence.doc, sentence.names)
        elif _TAGS in self._makes:
            rule, found = "model-row", self._relations.tagged(sentence.doc, sentence.names)
        else:
            return
        for relation in found:
            if frozenset((relation.subject.referent, relation.object.referent)) in tied:
                continue
            if not self._quoted(bulletin.text, sentence.start + relation.at):
                own = relation.subject.own or relation.object.own
                yield self._claim(bulletin, sentence, relation, f"{rule}-ner" if own else rule)

    def _quoted(self, told: str, at: int) -> bool:
        """Tell whether a quotation that begins in the paragraph is still open at a code point."""
        before = told[told.rfind("\n\n", 0, at) + 1 : at]
        opened, closed = (max(map(before.rfind, self._marks[name])) for name in ("opening", "closing"))
        return opened > closed or any(before.count(mark) % 2 for mark in self._marks["either"])

    def _claim(self, bulletin: Bulletin, sentence: _Sentence, relation: Relation, rule: str) -> Claim:
        start, end = sentence.start + relation.start, sentence.start + relation.end
        evidence = Evidence(bulletin.id, start, end, bulletin.text[start:end], sentence.start, sentence.end)
        one, other = relation.subject.referent, relation.object.referent
        key = content_id(bulletin.id, one, relation.predicate, other, rule, start, end)
        return Claim(key, one, relation.predicate, other, Modality.ASSERTED, self._confidence[rule], rule, evidence)


def _loaded(name: str) -> Language:
    """Return the pipeline of this name or in this folder; raises ModelError where it can't be loaded."""
    import spacy

    try:
        return spacy.load(name)
    except OSError:
        raise ModelError(
            f"{name}: no spaCy pipeline is installed under that name, nor does one stand in that folder; "
            "install it beside caricc-graph (`pip install NAME`), or give the path of its folder."
        ) from None
    except Exception as error:  # noqa: BLE001 - what a foreign pipeline raises on loading is its own
        raise ModelError(
            f"{name}: the pipeline can't be loaded by spaCy {metadata.version('spacy')} ({type(error).__name__}: {str(error).splitlines()[0]}); "
            "install a version of it that fits, or leave --model out."
        ) from None


def _refuse_unsuitable(name: str, pipeline: Language, makes: set[str]) -> None:
    if pipeline.lang not in _LANGUAGES:
        raise ModelError(
            f"{name}: a pipeline for the language {pipeline.lang!r}, while bulletins are read in English; name an English one."
        )
    if not makes & {_NAMES, _PARSE, _TAGS}:
        parts = ", ".join(pipeline.pipe_names) or "nothing"
        raise ModelError(
            f"{name}: a pipeline of {parts}, with neither names nor a parser or tagger, adds nothing; name one that has them."
        )


def _hash(folder: Path | None) -> str:
    """Return the hash of a pipeline's files, by their names and bytes."""
    digest = hashlib.sha256()
    for file in sorted(folder.rglob("*")) if folder else ():
        if file.is_file() and "__pycache__" not in file.parts:
            digest.update(file.relative_to(folder).as_posix().encode() + b"\0" + file.read_bytes())  # type: ignore[arg-type] # files stand in a folder alone
    return digest.hexdigest()[:16]


def _unlinked(referents: Iterable[Referent], claims: Iterable[Claim]) -> tuple[tuple[str, int], ...]:
    """Return how many referents stand in no claim, by kind."""
    used = {end for claim in claims for end in (claim.subject, claim.object)}
    return tuple(sorted(Counter(one.kind.value for one in referents if one.id not in used).items()))
