"""Inflection of the lexicon's verbs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caricc_graph.extraction.auxiliaries import AUXILIARIES

if TYPE_CHECKING:
    from caricc_graph.extraction.lexicon import Lexicon


def finite_forms(lexicon: Lexicon) -> frozenset[str]:
    """Return the past and present forms of the lexicon's verbs, and the auxiliaries."""
    verbs = lexicon.files["verbs"]
    past = {forms[2] for verb in (*verbs["regular"], *verbs["irregular"]) for forms in spellings(lexicon, verb)}
    return frozenset(past | AUXILIARIES) - {"being", "having"}


def spellings(lexicon: Lexicon, verb: str) -> list[tuple[str, str, str, str, str]]:
    """Return a verb's forms in each of its spellings ("traveled", "travelled")."""
    forms = conjugated(lexicon, verb)
    if verb not in lexicon.files["verbs"]["either"]:
        return [forms]
    base, third, _, _, _ = forms
    past, ing = (
        (f"{verb}ed", f"{verb}ing") if forms[2] != f"{verb}ed" else (f"{verb}{verb[-1]}ed", f"{verb}{verb[-1]}ing")
    )
    return [forms, (base, third, past, past, ing)]


def conjugated(lexicon: Lexicon, verb: str) -> tuple[str, str, str, str, str]:
    """Return a verb's base, third person, past, participle and -ing form."""
    irregular = lexicon.files["verbs"]["irregular"].get(verb)
    stem = verb.removesuffix("e")
    consonant_y = verb.endswith("y") and verb[-2] not in "aeiou"
    third = (
        f"{verb[:-1]}ies" if consonant_y else f"{verb}es" if verb.endswith(("s", "sh", "ch", "x", "o")) else f"{verb}s"
    )
    past = f"{verb[:-1]}ied" if consonant_y else f"{stem}ed"
    doubled = verb in lexicon.files["verbs"]["doubled"]
    past = f"{verb}{verb[-1]}ed" if doubled else past
    past, participle = irregular.split() if irregular else (past, past)
    third = "has" if verb == "have" else third
    return verb, third, past, participle, f"{verb}{verb[-1]}ing" if doubled else f"{stem}ing"
