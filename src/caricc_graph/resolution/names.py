"""Names in the form in which they are compared."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache

from caricc_graph.model import Kind
from caricc_graph.resources import folder

_WORDS = re.compile(r"[^\W_]+")
SAME_WORDS = "the same words"
_TAILS = {
    Kind.AGENCY: re.compile(r" (?:of|in|at|under) (?:the )?(?=[A-Z])"),
    Kind.DOCUMENT: re.compile(r" (?:of|in|with) (?:the )?(?=[A-Z])| between | for (?=the |[12][0-9]{3})"),
}
_LEAST = {Kind.AGENCY: 3, Kind.DOCUMENT: 2}
_CUT_OFF = re.compile(
    r"\b(?:of|and|under|for|in)\b.* (?:Ministry|Council|Committee|Department|Office|Government|Republic|Cabinet|Commission|Agency|Service)$"
)
_LASTING = re.compile(r"(?:[a-z]+|[0-9]+)-(?:day|week|month|hour) (?=[a-z]+ )")
_IDLE = frozenset({"the", "of", "for", "on", "and", "in", "to", "a", "an"})


def fold(name: str) -> str:
    """Return a body's name in Latin small letters and one spelling, its words in order of the alphabet."""
    words = [_spelling().get(word, word) for word in _WORDS.findall(latin(name))]
    return " ".join(sorted({word for word in words if word not in _IDLE}))


def is_generic(folded: str) -> bool:
    """Tell whether a folded document's name says no more than what kind of document it is."""
    return set(folded.split()) <= _document_words()


@cache
def _document_words() -> frozenset[str]:
    spec = tomllib.loads((folder("data") / "lexicon" / "names.toml").read_text(encoding="utf-8"))["documents"]
    words = {word for head in (*spec["heads"], *spec["generic"]) for word in head.split()}
    return frozenset(_spelling().get(word, word) for word in words)


def short_forms(name: str, kind: Kind) -> list[str]:
    """Return what a name of several words is shortened to: without what it is part of, where it is, whom it is between or how long it lasts."""
    tails = _TAILS.get(kind)
    heads = [name[: tail.start()] for tail in tails.finditer(name)] if tails is not None else []
    told = [head for head in heads if len(head.split()) >= _LEAST[kind] and not _CUT_OFF.search(head)]
    if kind is Kind.DOCUMENT:
        told = told[:1]
    lasting = _LASTING.match(name) if kind is Kind.EVENT else None
    return [*told, *([name[lasting.end() :]] if lasting is not None else [])]


def latin(name: str) -> str:
    """Return a name in small Latin letters without marks."""
    from anyascii import anyascii

    return str(anyascii(name)).lower()


@cache
def _spelling() -> dict[str, str]:
    spec = tomllib.loads((folder("data") / "lexicon" / "transliteration.toml").read_text(encoding="utf-8"))
    return dict(spec["words"])


@cache
def _folds() -> tuple[tuple[str, str], ...]:
    spec = tomllib.loads((folder("data") / "lexicon" / "transliteration.toml").read_text(encoding="utf-8"))
    return tuple((rule["from"], rule["to"]) for rule in spec["fold"])


def sound(word: str) -> str:
    """Return a word of a person's name as it sounds, so that its transliterations agree."""
    plain = latin(word).replace("'", "").replace("`", "")
    for written, heard in _folds():
        plain = plain.replace(written, heard)
    return re.sub(r"(.)\1", r"\1", plain)


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name as sounds: whole words, and initials that stand for others; `last` is the word written last."""

    words: frozenset[str]
    initials: tuple[str, ...]
    last: str


@cache
def person(name: str) -> PersonName:
    """Return the parts of a person's name, whatever their order."""
    words: list[str] = []
    initials: list[str] = []
    for part in re.findall(r"[^\W\d_]+(?:[-’'ʼ`][^\W\d_]+)*\.?", name):
        bare = part.rstrip(".")
        if (part.endswith(".") and len(bare) <= 2) or len(bare) == 1:  # noqa: PLR2004 - "Kh." is an initial of two letters
            initials.append(sound(bare)[:1])
        elif len(bare) == 2 and bare.isupper():  # noqa: PLR2004 - "GB Pustovitov"
            initials.extend(letter.lower() for letter in bare)
        else:
            words.append(sound(bare))
    return PersonName(frozenset(words), tuple(initials), words[-1] if words else "")


def agree(one: PersonName, other: PersonName) -> str:
    """Return why two names may be one person's, or an empty text where they may not.

    They share a word, and each word or initial that is left of one fits one that is left of the other.
    """
    shared = one.words & other.words
    if not shared:
        return ""
    mine, theirs = sorted(one.words - shared), sorted(other.words - shared)
    if not _fit([*mine, *one.initials], [*theirs, *other.initials]):
        return ""
    if not mine and not theirs and not one.initials and not other.initials:
        return SAME_WORDS
    if len(shared) > 1:
        return "given name and surname shared"
    return "surname shared, initials fit" if one.initials or other.initials else "one word shared"


def _fit(mine: list[str], theirs: list[str]) -> bool:
    """Tell whether the shorter list goes into the longer, initials standing for words that begin so."""
    short, long = sorted((mine, theirs), key=len)
    rest = list(long)
    for part in short:
        match = next((other for other in rest if _same(part, other)), None)
        if match is None:
            return False
        rest.remove(match)
    return True


def _same(one: str, other: str) -> bool:
    if len(one) == 1 or len(other) == 1:
        return one[:1] == other[:1]
    return one == other


def initials_fit(one: str, other: str) -> bool:
    """Tell whether an initial of one name begins a word of the other."""
    mine, theirs = person(one), person(other)
    return any(word.startswith(letter) for letter in mine.initials for word in theirs.words) or any(
        word.startswith(letter) for letter in theirs.initials for word in mine.words
    )
