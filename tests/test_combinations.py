"""Ways of speaking in combination: each list of parties behind each way to tell who takes part, each order of circumstances, with articles and without."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from test_extraction import told

if TYPE_CHECKING:
    from collections.abc import Callable

STATES = ("Kazakhstan", "Tajikistan", "Uzbekistan")
BODIES = ("CARICC", "INTERPOL", "UNODC")
LISTS = {
    "Kazakhstan, Uzbekistan and Tajikistan": STATES,
    "Kazakhstan, Uzbekistan, and Tajikistan": STATES,
    "representatives of Kazakhstan, Uzbekistan and CARICC": ("CARICC", "Kazakhstan", "Uzbekistan"),
    "representatives of the competent authorities of Kazakhstan, Uzbekistan and Tajikistan": STATES,
    "officers from all competent bodies - CARICC, INTERPOL, UNODC": BODIES,
    "officers of the following agencies: CARICC, INTERPOL and UNODC": BODIES,
    "envoys of the ministries of internal affairs of 3 states (Kazakhstan, Uzbekistan and Tajikistan)": STATES,
    "ministers of justice of Kazakhstan, Uzbekistan and Tajikistan": STATES,
    "10 officers from Kazakhstan, 5 from Uzbekistan and 3 from Tajikistan": STATES,
    "two officers each from Kazakhstan, Uzbekistan and Tajikistan": STATES,
    "specialists of the border services of Kazakhstan, Uzbekistan and Tajikistan": STATES,
    "representatives of Kazakhstan, as well as experts of INTERPOL and UNODC": ("INTERPOL", "Kazakhstan", "UNODC"),
    "experts of international organizations, including CARICC, INTERPOL and UNODC": BODIES,
    "representatives from Europe (Italy) and Central Asia (Kazakhstan and Uzbekistan)": (
        "Italy",
        "Kazakhstan",
        "Uzbekistan",
    ),
    "officers of three countries, namely Kazakhstan, Uzbekistan and Tajikistan,": STATES,
    "representatives of the OSCE, officers of Kazakhstan and analysts of CARICC": ("CARICC", "Kazakhstan", "OSCE"),
    "Mr. Anvar Karimov, Director of CARICC, and Mr. Bolot Asanov, Head of UNODC,": ("Anvar Karimov", "Bolot Asanov"),
}
TAKING_PART = (
    "{} took part in the seminar.",
    "{} participated in the seminar held in Osh.",
    "The seminar was attended by {}.",
    "A seminar was held in Osh with the participation of {}.",
    "The seminar brought together {}.",
    "A seminar was held in Osh. The participants of the seminar were {}.",
    "{} attended the seminar.",
    "{} were invited to the seminar.",
    "In the seminar participated {}.",
    "In the work of the seminar took part {}.",
    "A seminar was held in Osh. Present at the seminar were {}.",
    "On 5 May 2020, {} took part in the seminar on precursors.",
    "{} gathered in Osh for the seminar.",
    "A seminar was held in Osh, in which {} took part.",
    "The seminar, attended by {}, was held in Osh.",
)
CIRCUMSTANCES = {
    "on 5-7 May 2020": "* heldOn 2020-05-05/2020-05-07",
    "in Osh": "* heldAt Osh",
    "within the framework of the CADAP programme": "* partOf CADAP*",
    "with the support of INL": "INL supports *",
}
EVENTS = (
    "a regional seminar",
    "a regional seminar on countering the spread of new drugs",
    "a regional seminar dedicated to the fight against illicit drugs",
    "a regional seminar aimed at strengthening regional cooperation",
    "a regional seminar to discuss issues of cooperation",
)
INVERTED = (
    "{} was held {}.",
    "{} took place {}.",
    "{} there was held {}.",
    "{} has been held {}.",
    "{} started {}.",
    "{} was organized {}.",
)


def sentence(words: str) -> str:
    """Return words with the capital and the one stop of a sentence."""
    return re.sub(r",\.", ".", words[0].upper() + words[1:])


def without_articles(text: str) -> str:
    return sentence(re.sub(r"\b(?:the|a|an) ", "", text, flags=re.IGNORECASE))


def missed(text: str, claims: list[str]) -> list[str]:
    """Return which of the claims, as patterns, a text does not state."""
    lines = told(text, published="2020-06-12")
    return [claim for claim in claims if not any(fnmatchcase(line, claim) for line in lines)]


@pytest.mark.parametrize("frame", TAKING_PART)
@pytest.mark.parametrize("written", [sentence, without_articles])
def test_each_list_behind_each_way_to_take_part(frame: str, written: Callable[[str], str]) -> None:
    wanting = {
        text: lost
        for parties, named in LISTS.items()
        if (lost := missed(text := written(sentence(frame.format(parties))), [f"{one} attends *" for one in named]))
    }
    assert wanting == {}


@settings(max_examples=150)
@given(
    st.permutations(list(CIRCUMSTANCES)),
    st.integers(0, len(CIRCUMSTANCES)),
    st.sampled_from(EVENTS),
    st.sampled_from(["was held", "took place", "was organized by UNODC"]),
)
def test_circumstances_in_any_order(order: list[str], fronted: int, event: str, verb: str) -> None:
    before, behind = order[:fronted], order[fronted:]
    text = sentence(" ".join([*(f"{one}," for one in before), event, verb, *behind]) + ".")
    assert missed(text, [*CIRCUMSTANCES.values()]) == [], text


@pytest.mark.parametrize("frame", INVERTED)
@pytest.mark.parametrize("event", [*EVENTS[:1], "seminar on precursors", "meeting of experts"])
def test_an_event_behind_its_verb(frame: str, event: str) -> None:
    for there in ("On 5 May 2020 in Osh", "In Osh on 5 May 2020"):
        assert missed(frame.format(there, event), ["* heldAt Osh", "* heldOn 2020-05-05"]) == []
