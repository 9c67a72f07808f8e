"""CSV that a spreadsheet shows as it was meant: text stays text, numbers stay numbers, and nothing is run."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["csv_text"]

_BYTE_ORDER_MARK = "\ufeff"
_LONGEST = 32_767
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_BREAK = re.compile(r"\r\n?")
# the full-width and small signs count as the plain ones do: some spreadsheets fold them
_SIGN = "=+\\-@＝＋－＠﹦﹢﹣﹫−"
# behind a semicolon, a tab or a line's end another cell begins where the reader's locale divides cells otherwise
_FORMULA = re.compile(rf"(^|[;\t\n])(?=[\s\ufeff\u200b\"']*[{_SIGN}])|^(?=\t)")
_DIGITS = re.compile(r"\d[\d.,:/eE+ \-]*%?")
_KEPT = re.compile(r"0|[1-9]\d{0,14}|\d{4}-\d\d-\d\d|(0|[1-9]\d{0,14})\.\d{0,13}[1-9]")
_MONTH = re.compile(
    r"(\d{1,4}[ \-/]?)?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?([ \-/]?\d{1,4})?(,? \d{2,4})?",
    re.IGNORECASE,
)


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    r"""Return CSV that opens in a spreadsheet without damage: begun by a byte order mark, cells with commas, lines with CRLF.

    Write it with `encoding="utf-8", newline=""`; `utf-8-sig` reads it back. Numbers and truth values go in as they are, None as
    nothing. Text that would be read as a formula (in another locale's division of cells too) or as another number or day than it
    spells gets an apostrophe before it; line ends within a cell become \n; letters that no file may hold are left out; a cell
    above 32,767 letters is cut and says so.
    """
    stream = io.StringIO()
    stream.write(_BYTE_ORDER_MARK)
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([_cell(column) for column in columns])
    writer.writerows([_cell(cell) for cell in row] for row in rows)
    return stream.getvalue()


def _cell(value: object) -> object:
    return _text(value) if isinstance(value, str) else value


def _text(value: str) -> str:
    plain = _BREAK.sub("\n", _CONTROL.sub("", value))
    safe = _FORMULA.sub(r"\1'", plain)
    if safe == plain and _misread(plain.strip()):
        safe = f"'{plain}"
    return safe if len(safe) <= _LONGEST else _cut(safe)


def _misread(text: str) -> bool:
    """Return whether a spreadsheet takes a text for a number or a day, and so shows another."""
    return bool(_DIGITS.fullmatch(text) and not _KEPT.fullmatch(text)) or bool(
        re.search(r"\d", text) and _MONTH.fullmatch(text)
    )


def _cut(text: str) -> str:
    told = f"… (cut; {len(text):,} letters in all)"
    return text[: _LONGEST - len(told)] + told
