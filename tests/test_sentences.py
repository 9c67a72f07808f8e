from __future__ import annotations

import pytest

from caricc_graph.sentences import around


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("met", "The parties met in Almaty on 5 May."),
        ("Mr. J. Smith", "Mr. J. Smith of UNODC spoke."),
        ("J. Smith", "Mr. J. Smith of UNODC spoke."),
        ("line", "A line of its own"),
        ("end", "The end"),
    ],
)
def test_a_sentence_around_its_words(words: str, sentence: str) -> None:
    text = "Title\nThe parties met in Almaty on 5 May. Mr. J. Smith of UNODC spoke.\nA line of its own\nThe end"
    start = text.index(words)
    begun, ended = around(text, start, start + len(words))
    assert text[begun:ended] == sentence


def test_without_breaks_all_is_one_sentence() -> None:
    assert around("all of it", 4, 6) == (0, 9)
