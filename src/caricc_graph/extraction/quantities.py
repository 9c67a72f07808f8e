"""Amounts, shares and sums of money as stated."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NUMBER = r"\d{1,3}(?:[  ,  ]\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?"
_UNIT = (
    r"kilogram(?:me)?s?|kilos?|kgs?|grams?|grammes?|gr?|mg|metric tons?|tonnes?|tons?|t|lit(?:re|er)s?|l|ml|"
    r"tablets?|pills?|ampoules?|capsules?|doses?|pieces?|pcs|plants?|bushes|blotters?|stamps?|packages?"
)
_AMOUNT = re.compile(
    rf"(?:(?P<cue>more than|over|at least|not less than|no less than|exceeding|about|around|approximately|nearly|almost|some|up to|less than|under)\s+)?"
    rf"(?<![\d.,])(?P<n>{_NUMBER})\s*(?P<scale>thousand|million)?\s*(?P<unit>{_UNIT})\b(?!\.?\w)",
    re.IGNORECASE,
)
_SHARE = re.compile(r"(?P<n>\d+(?:[.,]\d+)?)\s*(?:%|per\s?cent|percent)")
_CUES = {
    "more than": ">", "over": ">", "at least": ">", "not less than": ">", "no less than": ">", "exceeding": ">",
    "about": "~", "around": "~", "approximately": "~", "nearly": "~", "almost": "~", "some": "~", "up to": "<", "less than": "<", "under": "<",
}  # fmt: skip
_UNITS = (
    ("kg", r"k"), ("mg", r"mg"), ("g", r"g"), ("t", r"t(?:on|onne)?s?$|metric"), ("ml", r"ml"), ("l", r"l"),
    ("tablets", r"tab|pill"), ("ampoules", r"amp"), ("capsules", r"cap"), ("doses", r"dos"), ("pieces", r"pie|pcs"),
    ("plants", r"plant|bush"), ("pieces", r"blot|stamp"), ("packages", r"pack"),
)  # fmt: skip
_SCALES = {"thousand": 3, "million": 6}


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in the text: code points `start` to `end`, decimal value, unit and comparator."""

    start: int
    end: int
    value: str
    unit: str
    comparator: str


def find(text: str, start: int, end: int) -> list[Amount]:
    """Return the amounts of goods between `start` and `end`, in order."""
    found = []
    for match in _AMOUNT.finditer(text, start, end):
        unit = match["unit"].lower()
        name = next((name for name, pattern in _UNITS if re.match(pattern, unit)), unit)
        value = number(match["n"], scale=_SCALES.get((match["scale"] or "").lower(), 0))
        found.append(Amount(match.start(), match.end(), value, name, _CUES.get((match["cue"] or "").lower(), "=")))
    return found


def shares(text: str, start: int, end: int) -> list[Amount]:
    """Return the percentages between `start` and `end`, in order."""
    return [Amount(m.start(), m.end(), number(m["n"]), "%", "=") for m in _SHARE.finditer(text, start, end)]


def number(digits: str, *, scale: int = 0) -> str:
    """Return a number as plain decimal text: thousands separators dropped, a decimal comma made a point.

    A comma or a space before exactly three digits separates thousands; else a comma is decimal.
    """
    plain = re.sub(r"[   ]", "", digits)
    plain = re.sub(r",(?=\d{3}(?:\D|$))", "", plain).replace(",", ".")
    for _ in range(scale):
        whole, _, rest = plain.partition(".")
        plain = whole + (rest[:1] or "0") + (f".{rest[1:]}" if rest[1:] else "")
    whole, _, rest = plain.partition(".")
    rest = rest.rstrip("0")
    whole = whole.lstrip("0") or "0"
    return f"{whole}.{rest}" if rest else whole
