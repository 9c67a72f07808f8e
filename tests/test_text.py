from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caricc_graph.extraction.phrases import Phrases
from caricc_graph.extraction.text import Tokens, read

TOKENS = Tokens()
ABBREVIATIONS = frozenset({"mr", "sh", "kh", "r"})


def sentences(text: str) -> list[str]:
    parsed = read(text, TOKENS, spelling={}, abbreviations=ABBREVIATIONS)
    return [parsed.slice(first, last) for first, last in parsed.sentences]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One came. Two left.", ["One came.", "Two left."]),
        ("Mr. R. Ivanov came. He spoke.", ["Mr. R. Ivanov came.", "He spoke."]),
        ("Ivanov R.Kh. spoke. Sh. Petrov came.", ["Ivanov R.Kh. spoke.", "Sh. Petrov came."]),
        ("A heading\n\nThe body stands here.", ["A heading", "The body stands here."]),
        (
            "Who came:\n\nItaly\n\nThe Police of France\n\nAll left.",
            ["Who came:\n\nItaly\n\nThe Police of France", "All left."],
        ),
        ("Who came:\n\nItaly\n\nAll left.", ["Who came:", "Italy", "All left."]),
        ("It said:\n\nAll left.\n\nNone stayed.", ["It said:", "All left.", "None stayed."]),
        ("“It is done.” The rest followed.", ["“It is done.”", "The rest followed."]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@given(st.text(alphabet="Ab. \n,“”:", max_size=60))
def test_every_token_but_the_empty_stop_at_the_end_stands_in_one_sentence(text: str) -> None:
    parsed = read(text, TOKENS, spelling={}, abbreviations=ABBREVIATIONS)
    assert [i for first, last in parsed.sentences for i in range(first, last)] == list(range(len(parsed.words) - 1))
    told = zip(parsed.starts[:-1], parsed.ends[:-1], parsed.words[:-1], strict=True)
    assert all(text[s:e] == w or (text[s:e], w) == ("\n", "•") for s, e, w in told)


def test_phrases_prefer_the_longest_and_pass_over_empty_norms() -> None:
    phrases: Phrases[str] = Phrases()
    phrases.add(["early", "warning"], "short")
    phrases.add(["early", "warning", "", "network"], "long")
    norms = ["early", "warning", "", "network"]
    assert phrases.match(norms, 0, 4) == [(4, ["long"]), (2, ["short"])]
    assert phrases.match(norms, 1, 4) == []
