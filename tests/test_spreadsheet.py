from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caricc_graph.spreadsheet import csv_text

ODD = st.text(alphabet=st.sampled_from("=+-@＝＋－＠\t\r\n;,\"' \ufeffa0é"), max_size=12)


def read(text: str, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=delimiter))


def shown(cell: object) -> str:
    return read(csv_text(("a",), [(cell,)]))[1][0]


@pytest.mark.parametrize(
    "text",
    ['=HYPERLINK("http://x")', "+1", "-2+3", "@SUM(A1)", "  =1", "＝1", "－cmd", "\ufeff=1", "\tplain", '"=1'],
)
def test_a_formula_becomes_text(text: str) -> None:
    assert shown(text) == f"'{text}"


@pytest.mark.parametrize(
    ("text", "told"),
    [("a;=1", "a;'=1"), ("a\r\n=1", "a\n'=1"), ("a\t@x", "a\t'@x"), ("\t=1", "'\t'=1"), ("a; b - c", "a; b - c")],
)
def test_a_formula_within_a_cell_of_another_locale_becomes_text(text: str, told: str) -> None:
    assert shown(text) == told


@given(st.lists(st.tuples(ODD, ODD), min_size=1, max_size=4), st.sampled_from(",;\t"))
def test_no_cell_is_a_formula_however_cells_are_divided(rows: list[tuple[str, str]], delimiter: str) -> None:
    cells = [cell for row in read(csv_text(("a", "b"), rows), delimiter) for cell in row]
    assert not [cell for cell in cells if cell.strip(" \t\n\r\ufeff\"'").startswith(tuple("=+-@＝＋－＠"))
                and "'" not in cell[: len(cell) - len(cell.lstrip(" \t\n\r\ufeff\"'"))]]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["007", "12e4", "1234567890123456", "2022-03", "1/2", "3-4", "10:30", "1,5", "5%", "12 May", "Sep-2", "1.50"],
)
def test_what_would_become_another_number_or_day_is_kept(text: str) -> None:
    assert shown(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "2022", "2022-07-19", "0.95", "12 kg", "May", "Marchenko", "a007", "R 2", "n/a"])
def test_plain_text_stays_as_it_is(text: str) -> None:
    assert shown(text) == text


def test_numbers_stay_numbers() -> None:
    told = read(csv_text(("a", "b", "c", "d"), [(-3, 0.5, True, None)]))
    assert told[1] == ["-3", "0.5", "True", ""]


def test_text_comes_back_whole() -> None:
    text = 'She said "yes",\nЦАРИКЦ — done'
    told = csv_text(("name",), [(text,)])
    assert told.encode().startswith(b"\xef\xbb\xbfname\r\n")
    assert read(told)[1] == [text]


def test_letters_that_no_file_holds_are_left_out_and_a_long_cell_is_cut() -> None:
    assert shown("a\x00b\ud800c") == "abc"
    cut = shown("x" * 40_000)
    assert len(cut) == 32_767
    assert cut.endswith("(cut; 40,000 letters in all)")
