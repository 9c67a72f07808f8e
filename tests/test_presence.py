from __future__ import annotations

import pytest

from test_extraction import told

SEMINAR = "On 3 May 2021 a seminar was held in Bishkek. "
CONFERENCE = "On 3 May 2021 a conference was held in Bishkek. "
OPERATION = "On 3 May 2021 the operation was conducted. "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # who sits, stands and is seen there
        (SEMINAR + "In the front row sat Armenia and Mongolia.", "Mongolia attends seminar"),
        (SEMINAR + "In the hall one could see delegations of Italy and France.", "France attends seminar"),
        (
            SEMINAR + "Behind the desks were ten analysts: six from Latvia and four from Georgia.",
            "Georgia attends seminar",
        ),
        (SEMINAR + "Seats were taken by officers of INTERPOL.", "INTERPOL attends seminar"),
        (SEMINAR + "Delegations of agencies arrived from Latvia and Georgia.", "Georgia attends seminar"),
        (
            SEMINAR + "Places were filled by staff of:\n\n- INTERPOL\n\n- CARICC\n\nTea followed.",
            "CARICC attends seminar",
        ),
        # rolls
        (
            SEMINAR + "Delegations were headed: from Latvia - Ms. Anna Berg, from Georgia - Mr. Ivan Petrov.",
            "Ivan Petrov represents Georgia",
        ),
        (
            SEMINAR + "Delegations were headed: from Latvia - Ms. Anna Berg, from Georgia - Mr. Ivan Petrov.",
            "Anna Berg attends seminar",
        ),
        # stages and parts
        (
            "The second stage of the regional operation “Reflex” was held.",
            "second stage of the regional operation “Reflex” partOf Reflex",
        ),
        (
            "UNODC launched Sub-programme 1 of the UNODC Programme for Central Asia.",
            "Sub-programme 1 of the UNODC Programme for Central Asia partOf UNODC Programme for Central Asia",
        ),
        # forces
        (OPERATION + "Officers were fielded by Latvia and Georgia.", "Georgia attends operation"),
        (OPERATION + "Police officers of Latvia and Georgia took action.", "Georgia attends operation"),
        # speaking
        (CONFERENCE + "Ivan Petrov said that all would go on.", "Ivan Petrov speaksAt conference"),
        (CONFERENCE + "Then the floor went to Ivan Petrov.", "Ivan Petrov speaksAt conference"),
        (CONFERENCE + "INTERPOL and CARICC each took the floor.", "INTERPOL speaksAt conference"),
        (CONFERENCE + "The following read papers: Ivan Petrov and Ms. Anna Berg.", "Anna Berg speaksAt conference"),
        (CONFERENCE + "Also taking the floor: Ivan Petrov and Ms. Anna Berg.", "Anna Berg speaksAt conference"),
        (CONFERENCE + "CARICC was among the speakers of the conference.", "CARICC speaksAt conference"),
        (
            CONFERENCE + "Ivan Petrov, Ambassador of Italy, came. The Ambassador thanked INTERPOL.",
            "Ivan Petrov speaksAt conference",
        ),
        # chairing and meeting
        (CONFERENCE + "Ivan Petrov led the debates.", "Ivan Petrov chairs conference"),
        ("Mr. Ivan Petrov and Ms. Anna Berg had a private talk.", "Ivan Petrov meets Anna Berg"),
        # what lies ahead
        ("A seminar is scheduled for Osh.", "seminar heldAt Osh planned"),
        ("A seminar is due in Osh on 3 May 2031.", "seminar heldAt Osh planned"),
        ("A seminar was proposed in Osh.", "seminar heldAt Osh recommended"),
        ("Osh is to receive the seventh conference.", "seventh conference heldAt Osh planned"),
    ],
)
def test_who_is_present_speaks_and_meets(text: str, expected: str) -> None:
    assert expected in told(text)


@pytest.mark.parametrize(
    ("text", "unexpected"),
    [
        (SEMINAR + "The course was run in accordance with the strategy for 2024-2028.", "seminar heldOn 2024/2028"),
        ("Mr. Ivan Petrov and Ms. Anna Berg had talks with Mr. Paul Stone.", "Ivan Petrov meets Anna Berg"),
        (SEMINAR + "Neither Latvia nor Georgia sat in the hall.", "Georgia attends seminar"),
        (CONFERENCE + "“We shall go on,” said Ivan Petrov.", "Ivan Petrov speaksAt conference"),
        (OPERATION + "Ivan Petrov told journalists that it was over.", "Ivan Petrov speaksAt operation"),
        (
            CONFERENCE + "Ms. Anna Berg from Latvia, Mr. Ivan Petrov from Georgia and Mr. Paul Stone from Italy came.",
            "Ivan Petrov represents Latvia",
        ),
    ],
)
def test_who_is_not(text: str, unexpected: str) -> None:
    assert unexpected not in told(text)
