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
FIRST = (
    "On 5 May 2020, a forum on drug control was held in Osh.",
    "The International Anti-Drug Forum took place in Osh on 5 May 2020.",
    "CARICC experts took part in a forum on drug control held on 5 May 2020 in Osh.",
)
SECOND = {
    "On 6 May, CARICC held a seminar for analysts in Riga.": "seminar",
    "Also on 6 May 2020, the OSCE conducted a training course on analysis in Riga.": "training course",
    "A similar seminar was held in Riga in April 2019.": "seminar",
    "Previously, on 20 April, a working meeting on this issue had been held in Riga.": "meeting",
}
SAID_OF_ONE = {
    "The {} was attended by experts of INTERPOL.": "INTERPOL attends",
    "The {} brought together experts of INTERPOL and Japan.": "INTERPOL attends",
    "The {} was organized by INTERPOL.": "INTERPOL organizes",
    "Following the {}, experts of INTERPOL received certificates.": "INTERPOL attends",
    "Speaking at the {}, Mr. Anvar Karimov noted the role of training.": "Anvar Karimov speaksAt",
}
CLUBS = (
    "The Northern Group on Combating Crime (NGX) was established in 2004 in Riga.",
    "The Northern Group on Combating Crime is a regional body.",
    "The 30th plenary meeting of the Northern Group on Combating Crime (NGX) was held in Riga on 5 June.",
)
BELONGING = {
    "memberOf": ("Its members are {}.", "The member states are {}.", "Member states: {}.", "{} are full members.", "{} are its members.",
                 "Since 2004, its members have been {}.", "The Group unites {}.", "Four states are its members: {}."),
    "observerOf": ("Its observers are {}.", "The observers are {}.", "{} are observers.", "{} have the status of observers.", "Observer states include {}.",
                   "Observer status is held by {}.", "{} take part in its work as observers.", "The status of observer has been granted to {}."),
}  # fmt: skip
HEADS = (
    "State Agency for Youth, Physical Culture and Sport", "Excise, Tax and Customs Authority", "Laboratory and Scientific Service",
    "Customs Training and Methods Centre", "Department of Donors, Partners and Programmes", "Department of Prevention of Addiction among Minors",
    "Service for Combating Trafficking in Narcotic Drugs and Psychotropic Substances", "Division for Relations with the European Union and the Council of Europe",
    "Narcological Dispensary", "3rd Directorate", "Department No. 4", "Committee on Legal, Security and Anti-Corruption Issues",
)  # fmt: skip
OWNERS = ("", " of Latvia", " of the Ministry of Justice of Latvia", " under the Government of Latvia")
NAMING = (
    "Experts of the {} attended the seminar.",
    "The seminar was organized by the {}, UNODC and Japan.",
    "Mr. Anvar Karimov, Head of the {}, spoke at the seminar.",
    "The {} and UNODC held a seminar.",
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


@pytest.mark.parametrize("first", FIRST)
@pytest.mark.parametrize("second", SECOND)
def test_of_two_events_the_one_that_is_named_is_meant(first: str, second: str) -> None:
    for frame, claim in SAID_OF_ONE.items():
        for noun in ("forum", SECOND[second]):
            text = " ".join((first, second, frame.format(noun)))
            lines = [line for line in told(text, published="2020-06-12") if line.startswith(claim)]
            assert [noun in line.casefold() for line in lines] == [True] * max(len(lines), 1), text


@pytest.mark.parametrize("predicate", BELONGING)
@pytest.mark.parametrize("club", CLUBS)
def test_members_and_observers_are_of_the_body_spoken_of(predicate: str, club: str) -> None:
    for frame in BELONGING[predicate]:
        for parties in ("Kazakhstan, Uzbekistan and Tajikistan", "Kazakhstan, Uzbekistan, Tajikistan"):
            text = f"{club} {sentence(frame.format(parties))}"
            assert missed(text, [f"{one} {predicate} *Group*" for one in STATES]) == [], text


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("owner", OWNERS)
def test_a_body_bears_its_whole_name(head: str, owner: str) -> None:
    for frame in NAMING:
        text = frame.format(head + owner)
        assert missed(text, [f"*{head}{owner}*"]) == [], text
