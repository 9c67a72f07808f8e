"""Predicates in a reader's words, and the sections in which a page tells them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caricc_graph.profiles import Group

__all__ = ["SECTIONS", "plural", "said", "sections", "slug", "unslug"]

_SAID: dict[str, tuple[str, str]] = {
    "holdsPost": ("holds post", "post held by"),
    "represents": ("represents", "represented by"),
    "memberOf": ("member of", "members"),
    "observerOf": ("observer of", "observers"),
    "unitOf": ("unit of", "units"),
    "partOf": ("part of", "parts"),
    "implements": ("implements", "implemented by"),
    "funds": ("funds", "funded by"),
    "supports": ("supports", "supported by"),
    "organizes": ("organizes", "organized by"),
    "hosts": ("hosts", "hosted by"),
    "attends": ("attends", "attended by"),
    "speaksAt": ("speaks at", "speakers"),
    "chairs": ("chairs", "chaired by"),
    "coordinates": ("coordinates", "coordinated by"),
    "meets": ("meets", "met by"),
    "visits": ("visits", "visited by"),
    "trains": ("trains", "trained by"),
    "cooperatesWith": ("cooperates with", "cooperates with"),
    "signs": ("signs", "signed by"),
    "authorOf": ("author of", "authors"),
    "succeeds": ("succeeds", "succeeded by"),
    "appoints": ("appoints", "appointed by"),
    "heldAt": ("held at", "held here"),
    "heldOn": ("held on", "day of"),
    "seizes": ("seizes", "seized by"),
    "reports": ("reports", "reported by"),
}
SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Day and place", ("heldOn", "heldAt")),
    ("Parties and events", ("organizes", "hosts", "coordinates", "chairs", "speaksAt", "attends", "visits")),
    ("Units and parents, members", ("unitOf", "partOf", "memberOf", "observerOf")),
    ("Programmes and support", ("implements", "funds", "supports", "trains")),
    ("People and contacts", ("holdsPost", "represents", "appoints", "succeeds", "meets", "cooperatesWith")),
    ("Documents", ("signs", "authorOf")),
    ("Seizures and figures", ("seizes", "reports")),
)


def said(predicate: str, *, outgoing: bool = True) -> str:
    """Return a predicate in plain words, read from its subject or, where it is not `outgoing`, from its object."""
    spaced = re.sub(r"(?<=[a-z])([A-Z])", lambda match: f" {match[1].lower()}", predicate)
    return _SAID.get(predicate, (spaced, f"{spaced} (of)"))[0 if outgoing else 1]


def plural(kind: str) -> str:
    """Return a kind of entity in small letters, of several."""
    word = kind.lower()
    return f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"


def slug(predicate: str, *, outgoing: bool) -> str:
    """Return the part of an address that names a predicate in one direction."""
    kebab = re.sub(r"(?<=[a-z])([A-Z])", lambda match: f"-{match[1].lower()}", predicate)
    return kebab if outgoing else f"{kebab}-by"


def unslug(part: str) -> tuple[str, bool]:
    """Return the predicate and the direction that a part of an address names."""
    kebab = part.removesuffix("-by")
    return re.sub(r"-([a-z])", lambda match: match[1].upper(), kebab), kebab == part


def sections(groups: Sequence[Group]) -> list[tuple[str, list[Group]]]:
    """Return groups of statements under the sections of a page, those of no section last."""
    known = [predicate for _, predicates in SECTIONS for predicate in predicates]
    rest = ("More", tuple(sorted({group.predicate for group in groups} - {*known})))
    found = [
        (title, [group for predicate in predicates for group in groups if group.predicate == predicate])
        for title, predicates in (*SECTIONS, rest)
    ]
    return [(title, told) for title, told in found if told]
