from __future__ import annotations

import pytest

from caricc_graph.extraction import dates

YEAR = 2022


def found(text: str, *, published: str | None = None, same: str | None = None) -> list[str]:
    return [dated.edtf for dated in dates.find(text, 0, len(text), year=YEAR, published=published, same=same)]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("from 19 to 21 July", "2022-07-19/2022-07-21"),
        ("on March 3-4 this year", "2022-03-03/2022-03-04"),
        ("on January 27", "2022-01-27"),
        ("on the 3rd of May 2021", "2021-05-03"),
        ("on 4, 5 and 6 May 2020", "2020-05-04/2020-05-06"),
        ("from 26 February to 1 March 2019", "2019-02-26/2019-03-01"),
        ("June 27 – July 1, 2021", "2021-06-27/2021-07-01"),
        ("on 12.03.2021", "2021-03-12"),
        ("12-15.03.2021", "2021-03-12/2021-03-15"),
        ("from 28.02 to 03.03.2021", "2021-02-28/2021-03-03"),
        ("2021/05/03", "2021-05-03"),
        ("in March", "2022-03"),
        ("in early October", "2022-10"),
        ("in September-October 2020", "2020-09/2020-10"),
        ("between January and June 2011", "2011-01/2011-06"),
        ("from October 2020 till March 2021", "2020-10/2021-03"),
        ("in the second half of 2021", "2021-07/2021-12"),
        ("in the first half of this year", "2022-01/2022-06"),
        ("in April next year", "2023-04"),
        ("on 5 May of next year", "2023-05-05"),
        ("in the second quarter of next year", "2023-04/2023-06"),
        ("in the autumn of last year", "2021-09/2021-11"),
        ("in the last quarter of 2019", "2019-10/2019-12"),
        ("in the first ten months of 2020", "2020-01/2020-10"),
        ("in H1 2024", "2024-01/2024-06"),
        ("in Q3 2024", "2024-07/2024-09"),
        ("in the autumn of 2021", "2021-09/2021-11"),
        ("from 2020 to the present", "2020/.."),
        ("in 2018-2019", "2018/2019"),
        ("by the end of 2016", "2016"),
        ("in early 2023", "2023"),
    ],
)
def test_dates_of_every_style(text: str, edtf: str) -> None:
    assert found(text) == [edtf]


@pytest.mark.parametrize(
    "text", ["it may be so", "2016 kg of opium", "in 31.02.2021", "on Saturday", "this week", "the same day"]
)
def test_what_is_no_date_or_can_not_be_known_is_none(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("on Saturday", "2022-06-18"),
        ("last Thursday", "2022-06-16"),
        ("on Wednesday", "2022-06-22"),
        ("on Saturday, 4 June", "2022-06-04"),
        ("yesterday", "2022-06-21"),
        ("the day before", "2022-06-21"),
        ("today", "2022-06-22"),
        ("this week", "2022-06-20/2022-06-26"),
        ("last week", "2022-06-13/2022-06-19"),
        ("last month", "2022-05"),
        ("last year", "2021"),
        ("on 20 May", "2022-05-20"),
        ("on 29 December", "2021-12-29"),
    ],
)
def test_days_told_from_the_day_of_publication(text: str, edtf: str) -> None:
    assert found(text, published="2022-06-22") == [edtf]


def test_last_month_of_january_is_december() -> None:
    assert found("last month", published="2022-01-10") == ["2021-12"]


def test_the_same_day_is_the_one_spoken_of() -> None:
    assert found("On the same day they left", same="2022-03-04") == ["2022-03-04"]


def test_a_date_lies_where_it_stands() -> None:
    text = "They met on 5 May 2021, and again in June 2021."
    assert [text[d.start : d.end] for d in dates.find(text, 0, len(text), year=None)] == ["5 May 2021", "June 2021"]


def test_a_dateline_with_a_day_that_no_month_has_dates_nothing() -> None:
    assert dates.of_dateline("OSH, 30 February 2021 – A seminar was held today.") is None
    assert dates.of_dateline("OSH, 28 February 2021 – A seminar was held today.") == "2021-02-28"
