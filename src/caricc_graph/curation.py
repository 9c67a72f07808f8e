"""A reader's decisions, from a plain text file that every build replays."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from caricc_graph.model import CariccGraphError, content_id

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["NO_DECISIONS", "Curation", "CurationError", "Decision", "Named", "Verb", "append", "decision", "load"]

_HEADER = "# A reader's decisions, one a line; docs/curation.md says how they are read.\n"


class CurationError(CariccGraphError):
    """A fault in a file of decisions; the message names file and line."""


class Verb(StrEnum):
    """What a reader decides."""

    SAME = "same"
    DIFFERENT = "different"
    ALIAS = "alias"
    REJECT = "reject"
    ACCEPT = "accept"
    LINK = "link"


_EXAMPLES = {
    Verb.SAME: 'same ID "A. Name" as ID "Anna Name" -- why',
    Verb.DIFFERENT: 'different ID "A. Name" from ID "A. Name" -- why',
    Verb.ALIAS: 'alias ID "Name" called "Other Name" -- why',
    Verb.REJECT: 'reject STATEMENT "what it says" -- why',
    Verb.ACCEPT: 'accept STATEMENT "what it says" -- why',
    Verb.LINK: 'link ID "Name" attends ID "Name" in BULLETIN "words that say so" -- why',
}
_WORDS = {Verb.SAME: "as", Verb.DIFFERENT: "from", Verb.ALIAS: "called"}
_NAME = r'"(?:[^"\\]|\\.)*"'
_NAMED = rf'\s+(?P<ids%s>[^\s"|]+(?:\|[^\s"|]+)*)(?:\s+(?P<name%s>{_NAME}))?'
_OTHERS = {
    Verb.SAME: rf"\s+as{_NAMED % (2, 2)}",
    Verb.DIFFERENT: rf"\s+from{_NAMED % (2, 2)}",
    Verb.ALIAS: rf"\s+called\s+(?P<name2>{_NAME})",
    Verb.LINK: rf"\s+(?P<predicate>[A-Za-z]+){_NAMED % (2, 2)}\s+in\s+(?P<bulletin>\w+)\s+(?P<quote>{_NAME})",
}
_LINES = {
    verb: re.compile(rf"{verb}{_NAMED % ('', '')}{_OTHERS.get(verb, '')}(?:\s+--\s+(?P<reason>.+))?") for verb in Verb
}


@dataclass(frozen=True, slots=True, order=True)
class Named:
    """What a decision is about: ids that lead to it, the first of them before the others, and a name to read."""

    ids: tuple[str, ...]
    name: str = ""

    def __str__(self) -> str:
        escaped = self.name.replace("\\", "\\\\").replace('"', '\\"')
        return " ".join(filter(None, ("|".join(self.ids), f'"{escaped}"' if escaped else "")))


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision; `other` is what `same` and `different` compare with, the object of a `link`, and for `alias` the name alone.

    `predicate` is that of a link, `source` the bulletin that says it, with its words as the name.
    """

    verb: Verb
    one: Named
    other: Named | None = None
    reason: str = ""
    line: int = 0
    predicate: str = ""
    source: Named | None = None

    def __str__(self) -> str:
        other = f" {self.predicate or _WORDS[self.verb]} {self.other}" if self.other else ""
        source = f" in {self.source}" if self.source else ""
        return f"{self.verb} {self.one}{other}{source}{f' -- {self.reason}' if self.reason else ''}"


@dataclass(frozen=True, slots=True)
class Curation:
    """The decisions of a file, each once, in an order that is theirs; `line` of each is where it stands in `file`."""

    file: str
    decisions: tuple[Decision, ...]

    @property
    def version(self) -> str:
        """Return the hash of the decisions, whatever their order in the file; empty where there are none."""
        return content_id(*map(str, self.decisions)) if self.decisions else ""


NO_DECISIONS = Curation("", ())


def load(path: Path | None) -> Curation:
    """Return the decisions of a file; raises CurationError, with file and line, for one that can't be read."""
    if path is None:
        return NO_DECISIONS
    try:
        content = path.read_text(encoding="utf-8-sig")
    except (FileNotFoundError, NotADirectoryError):
        raise CurationError(f"{path}: there is no such file of decisions; check the path of --curation.") from None
    except IsADirectoryError:
        raise CurationError(f"{path}: a folder, not a file of decisions; check the path of --curation.") from None
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise CurationError(f"{path.name}:{line}: not UTF-8; save the file as UTF-8.") from None
    found: dict[str, Decision] = {}
    for number, text in enumerate(content.split("\n"), 1):
        if text.strip() and not text.lstrip().startswith("#"):
            try:
                made = decision(text, line=number)
            except CurationError as error:
                raise CurationError(f"{path.name}:{number}: {error}") from None
            found.setdefault(str(made), made)
    return Curation(path.name, tuple(found[text] for text in sorted(found)))


def decision(text: str, *, line: int = 0) -> Decision:
    """Return the decision that a line tells; raises CurationError, which shows the form, for any other line."""
    first = text.split(maxsplit=1)[0]
    verb = next((verb for verb in Verb if verb == first), None)
    if verb is None:
        raise CurationError(f"{first!r} is no decision; a line begins with one of {', '.join(Verb)}.")
    match = _LINES[verb].fullmatch(text.strip())
    if match is None:
        raise CurationError(f"can't be read; write `{_EXAMPLES[verb]}`.")
    told = match.groupdict()
    one = Named(tuple(told["ids"].split("|")), _plain(told["name"]))
    ids = tuple(told["ids2"].split("|")) if "ids2" in told else ()
    other = Named(ids, _plain(told["name2"])) if "name2" in told else None
    source = Named((told["bulletin"],), _plain(told["quote"])) if "bulletin" in told else None
    return ordered(
        Decision(verb, one, other, (told["reason"] or "").strip(), line, told.get("predicate") or "", source)
    )


def _plain(quoted: str | None) -> str:
    return re.sub(r"\\(.)", r"\1", quoted[1:-1]) if quoted else ""


def ordered(made: Decision) -> Decision:
    """Return the decision with its two ends in one order where either may stand first."""
    if made.other and made.verb in {Verb.SAME, Verb.DIFFERENT} and made.other < made.one:
        return replace(made, one=made.other, other=made.one)
    return made


def append(path: Path, made: Decision) -> bool:
    """Add a decision to a file as its last line, and tell whether it did; one that says the same is written once.

    Raises CurationError for a file that can't be read, or written to.
    """
    try:
        known = load(path).decisions if path.exists() else ()
        if any(_says_the_same(one, made) for one in known):
            return False
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        begun = (before if before.endswith("\n") else f"{before}\n") if before else _HEADER
        path.write_text(f"{begun}{made}\n", encoding="utf-8", newline="\n")
    except OSError as error:
        raise CurationError(
            f"{path}: can't be written ({error.strerror}); choose another file with --curation."
        ) from None
    return True


def _says_the_same(one: Decision, other: Decision) -> bool:
    """Tell whether two decisions are of one verb about the same things, whatever reason they give."""
    if one.verb is not other.verb:
        return False
    if one.other is None or other.other is None:
        return _meet(one.one, other.one)
    if one.verb is Verb.LINK:
        same = (one.predicate, one.source) == (other.predicate, other.source)
        return same and _meet(one.one, other.one) and _meet(one.other, other.other)
    if one.verb is Verb.ALIAS:
        return _meet(one.one, other.one) and one.other.name == other.other.name
    straight = _meet(one.one, other.one) and _meet(one.other, other.other)
    return straight or (_meet(one.one, other.other) and _meet(one.other, other.one))


def _meet(one: Named, other: Named) -> bool:
    return bool({*one.ids} & {*other.ids})
