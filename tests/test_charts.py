from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from caricc_graph.pages.charts import Mark, bars, time_chart

DAYS = st.dates().map(str)


def test_one_day_is_no_chart() -> None:
    assert time_chart([]) is None
    assert time_chart([("a", [Mark("attested", "2020-01-01", "2020-01-01", "")])]) is None
    assert time_chart([("a", [Mark("attested", "soon", "2020", "")])]) is None


def test_days_stand_in_order_and_years_are_told() -> None:
    days = ("2019-05-01", "2020-05-01", "2023-05-01")
    chart = time_chart([("Director", [Mark("attested", day, day, day) for day in days])])
    assert chart is not None
    places = [placed.x for placed in chart.rows[0].marks]
    assert places == sorted(set(places))
    assert [year for _, year in chart.ticks] == ["2020", "2021", "2022", "2023"]


@given(st.lists(st.tuples(DAYS, DAYS).map(sorted), min_size=1, max_size=6))
def test_marks_stay_on_the_chart(spans: list[list[str]]) -> None:
    chart = time_chart([("x" * 200, [Mark("span", first, last, "") for first, last in spans])])
    if chart is None:
        assert len({day for span in spans for day in span}) == 1
        return
    assert len(chart.rows[0].label) <= 85
    for placed in chart.rows[0].marks:
        assert 0 <= placed.x <= placed.x + placed.width <= chart.width


def test_bars_are_shares_of_the_longest() -> None:
    assert [bar.share for bar in bars([("a", 4), ("b", 1), ("c", 0)])] == [100, 25, 0]
    assert bars([]) == ()
