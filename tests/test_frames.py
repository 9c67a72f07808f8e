"""Ways of speaking, each with what must and what must never be claimed; the sentences stand in frames.txt."""

from __future__ import annotations

from fnmatch import fnmatchcase
from pathlib import Path
from typing import NamedTuple

import pytest

from caricc_graph.extraction import lexicon
from test_extraction import told

NO_FACT = ("planned", "recommended", "quoted", "denied")


class Case(NamedTuple):
    text: str
    claimed: list[str]
    never: list[str]


def cases() -> list[Case]:
    found: list[Case] = []
    for line in Path(__file__).with_name("frames.txt").read_text(encoding="utf-8").splitlines():
        words = line.strip()
        if not words or words.startswith("#"):
            continue
        if line == words:
            found.append(Case(words, [], []))
        elif words.startswith("never "):
            found[-1].never.append(words.removeprefix("never "))
        else:
            found[-1].claimed.append(words)
    return found


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.text)
def test_what_a_sentence_claims(case: Case) -> None:
    lines = sorted(told(case.text, published="2021-06-01"))
    facts = [line for line in lines if not line.endswith(NO_FACT)]
    missed = [claim for claim in case.claimed if not any(fnmatchcase(line, claim) for line in lines)]
    spurious = [line for line in facts if any(fnmatchcase(line, pattern) for pattern in case.never)]
    assert not missed + spurious, f"missed {missed}, spurious {spurious}; claimed: {lines}"


def test_each_sentence_says_what_is_expected_of_it() -> None:
    assert [case.text for case in cases() if not case.claimed + case.never] == []
    assert len({case.text for case in cases()}) == len(cases()) > 150


def test_a_rule_names_one_frame() -> None:
    frames = lexicon.load().files["frames"]
    rules = [frame["rule"] for sort in ("verb", "noun") for frame in frames[sort]]
    assert len(rules) > 300
    assert [rule for rule in rules if rules.count(rule) > 1] == []
