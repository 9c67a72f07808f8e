from __future__ import annotations

import pytest

from caricc_graph.extraction import quantities


def found(text: str) -> list[tuple[str, str, str]]:
    return [(a.comparator, a.value, a.unit) for a in quantities.find(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("740 kg", ("=", "740", "kg")),
        ("5,065 kg", ("=", "5065", "kg")),
        ("5 065 kg", ("=", "5065", "kg")),
        ("5\u2009065 kg", ("=", "5065", "kg")),
        ("1,5 tons", ("=", "1.5", "t")),
        ("1,695.65 kilograms", ("=", "1695.65", "kg")),
        ("1.695,65 kg", ("=", "1695.65", "kg")),
        ("3 tons 96 kg 611 g", ("=", "3096.611", "kg")),
        ("71 kg and 110 grams", ("=", "71.11", "kg")),
        ("more than 13 kg", (">", "13", "kg")),
        ("upwards of 13 kg", (">", "13", "kg")),
        ("slightly over 1 kilogram", (">", "1", "kg")),
        ("nearly 2 tonnes", ("~", "2", "t")),
        ("no more than 2 tonnes", ("<", "2", "t")),
        ("a ton", ("=", "1", "t")),
        ("half a ton", ("=", "0.5", "t")),
        ("over one and a half tons", (">", "1.5", "t")),
        ("three kilograms", ("=", "3", "kg")),
        ("10 thousand tablets", ("=", "10000", "tablets")),
        ("120 ampoules", ("=", "120", "ampoules")),
        ("45 plants", ("=", "45", "plants")),
        ("12 litres", ("=", "12", "l")),
    ],
)
def test_amounts_of_every_style(text: str, amount: tuple[str, str, str]) -> None:
    assert found(f"They seized {text} of it.") == [amount]


@pytest.mark.parametrize("text", ["in 2021", "at a station", "34 firearms", "hundreds of kilograms", "a gathering"])
def test_what_is_no_amount_is_none(text: str) -> None:
    assert found(text) == []


def test_shares() -> None:
    text = "It grew by 21,9% and fell by 25 per cent."
    assert [amount.value for amount in quantities.shares(text, 0, len(text))] == ["21.9", "25"]
