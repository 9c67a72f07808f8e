"""Amounts, shares and sums of money as stated."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_BLANKS = "\u0020\u00a0\u202f\u2009"
_WORDS = {
    "one and a half": "1.5", "two and a half": "2.5", "half a": "0.5", "a half": "0.5", "a": "1", "an": "1", "one": "1", "two": "2", "three": "3", "four": "4",
    "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10", "twelve": "12", "twenty": "20", "fifty": "50", "a hundred": "100",
}  # fmt: skip
_NUMBER = rf"\d{{1,3}}(?:[{_BLANKS},]\d{{3}})+(?:\.\d+)?|\d{{1,3}}(?:\.\d{{3}})+,\d+|\d+(?:[.,]\d+)?|" + "|".join(
    rf"\b{words}(?!\w)" for words in sorted(_WORDS, key=len, reverse=True)
)
_COUNTED = r"tablets?|pills?|ampoules?|capsules?|doses?|pieces?|pcs|plants?|bushes|blotters?|stamps?|packages?|strips?|blisters?|bottles?|vials?"
_UNIT = (
    r"kilogram(?:me)?s?|kilos?|kgs?|grams?|grammes?|gr?|mg|metric tons?|tonnes?|tons?|t|lit(?:re|er)s?|l|ml|" + _COUNTED
)
_CUES = {
    "more than": ">", "over": ">", "at least": ">", "not less than": ">", "no less than": ">", "exceeding": ">", "upwards of": ">", "in excess of": ">",
    "slightly over": ">", "just over": ">", "well over": ">", "slightly more than": ">", "above": ">",
    "about": "~", "around": "~", "approximately": "~", "nearly": "~", "almost": "~", "some": "~", "close to": "~", "roughly": "~", "just under": "~",
    "up to": "<", "less than": "<", "under": "<", "not more than": "<", "no more than": "<", "below": "<",
}  # fmt: skip
_CUE = re.compile(rf"\b(?P<cue>{'|'.join(sorted(_CUES, key=len, reverse=True))})\s+$", re.IGNORECASE)
_CUE_LENGTH = 24
_COUNT_LENGTH = 48
_BEGINNING = re.compile(rf"\d+|\b(?:{'|'.join(sorted({words.split()[0] for words in _WORDS}))})\b", re.IGNORECASE)
_AMOUNT = re.compile(
    rf"(?P<n>{_NUMBER})\s*(?P<scale>thousand|million)?\s*(?:further |more |additional )?(?P<unit>{_UNIT})\b(?!\.?\w)",
    re.IGNORECASE,
)
_NUMBER_BEFORE = re.compile(rf"(?P<n>{_NUMBER})\s*(?P<scale>thousand|million)?\s*$", re.IGNORECASE)
_UNIT_BEHIND = re.compile(rf"\s*(?P<unit>{_COUNTED})\b(?!\.?\w)", re.IGNORECASE)
_SHARE = re.compile(r"(?P<n>\d+(?:[.,]\d+)?)\s*(?:%|per\s?cent|percent)")
_FOLD = re.compile(
    r"(?P<n>\d+(?:[.,]\d+)?)(?: times|-?fold)\b|\b(?P<word>two|three|four|five|six|seven|eight|nine|ten)fold\b"
)
_TOTAL_BEHIND = re.compile(
    rf"\s*(?:seized\s+)?(?:reached|amounted to|made up|totalled|totaled|stood at)\s+(?P<n>{_NUMBER})\s*(?P<scale>thousand|million)?(?![\d,.]*\d|\s*(?:%|per|{_UNIT})\b)",
    re.IGNORECASE,
)
_ENDS_COUNTED = re.compile(rf"\b(?P<unit>{_COUNTED})$", re.IGNORECASE)
_UNITS = (
    ("kg", r"k"), ("mg", r"mg"), ("g", r"g"), ("t", r"t(?:on|onne)?s?$|metric"), ("ml", r"ml"), ("l", r"l"),
    ("tablets", r"tab|pill"), ("ampoules", r"amp"), ("capsules", r"cap"), ("doses", r"dos"), ("pieces", r"pie|pcs"),
    ("plants", r"plant|bush"), ("pieces", r"blot|stamp"), ("packages", r"pack"), ("strips", r"strip"),
    ("blisters", r"blister"), ("bottles", r"bottle"), ("vials", r"vial"),
)  # fmt: skip
_GRAMS = {"mg": Decimal("0.001"), "g": Decimal(1), "kg": Decimal(1000), "t": Decimal(1_000_000)}
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
    found: list[Amount] = []
    for match in _amounts(text, start, end):
        amount = _amount(text, start, match, match["unit"], match.end())
        if found and _joined(text, found[-1], amount):
            found[-1] = _sum(found[-1], amount)
        else:
            found.append(amount)
    return found


def around(text: str, begin: int, end: int) -> Amount | None:
    """Return the amount whose number and unit stand on both sides of a substance ("9,000 ecstasy tablets")."""
    unit = _UNIT_BEHIND.match(text, end)
    first = max(0, begin - _COUNT_LENGTH)
    before = _NUMBER_BEFORE.search(text, first, begin) if unit else None
    if unit is None or before is None or (before.start() and text[before.start() - 1] in "0123456789.,"):
        return None
    return _amount(text, first, before, unit["unit"], unit.end())


def counted(text: str, begin: int, end: int) -> Amount | None:
    """Return the number told behind a substance that is named with its unit ("the psychotropic tablets seized reached 13,731")."""
    unit = _ENDS_COUNTED.search(text, begin, end)
    total = _TOTAL_BEHIND.match(text, end) if unit else None
    return _amount(text, end, total, unit["unit"], total.end()) if unit and total else None


def plain_unit(unit: str) -> str:
    """Return a unit as amounts have it: "t" for "tonnes", "tablets" for "pills"; another word in small letters."""
    known = re.fullmatch(_UNIT, unit, re.IGNORECASE) is not None
    return next((name for name, pattern in _UNITS if known and re.match(pattern, unit.lower())), unit.lower())


def _amount(text: str, start: int, found: re.Match[str], unit: str, end: int) -> Amount:
    """Return the amount of a number with its scale, the unit and the words before it that compare ("more than")."""
    name = plain_unit(unit)
    value = number(found["n"], scale=_SCALES.get((found["scale"] or "").lower(), 0))
    cue = _CUE.search(text, max(start, found.start() - _CUE_LENGTH), found.start())
    comparator = _CUES.get(cue["cue"].lower(), "=") if cue else "="
    return Amount(cue.start() if cue else found.start(), end, value, name, comparator)


def _amounts(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield the numbers with a unit, looked for where a number begins alone."""
    reach = start
    for beginning in _BEGINNING.finditer(text, start, end):
        at = beginning.start()
        if at >= reach and not (at and text[at - 1] in ".,") and (match := _AMOUNT.match(text, at, end)):
            reach = match.end()
            yield match


def _joined(text: str, one: Amount, other: Amount) -> bool:
    """Tell whether two amounts are one told in a greater and a smaller unit ("3 tons 96 kg 611 g")."""
    between = text[one.end : other.start].strip()
    if between not in {"", "and"} or one.unit not in _GRAMS or other.unit not in _GRAMS:
        return False
    return _GRAMS[_last_unit(text, one)] > _GRAMS[other.unit]


def _last_unit(text: str, amount: Amount) -> str:
    last = re.search(r"([a-z]+)$", text[amount.start : amount.end].lower())
    return next(
        (name for name, pattern in _UNITS if last and name in _GRAMS and re.match(pattern, last[1])), amount.unit
    )


def _sum(one: Amount, other: Amount) -> Amount:
    """Return the sum in kilograms, or grams where nothing greater is told."""
    unit = "kg" if one.unit in {"t", "kg"} else "g"
    grams = Decimal(one.value) * _GRAMS[one.unit] + Decimal(other.value) * _GRAMS[other.unit]
    return Amount(one.start, other.end, number(format(grams / _GRAMS[unit], "f")), unit, one.comparator)


def shares(text: str, start: int, end: int) -> list[Amount]:
    """Return the percentages, and how many times as much, between `start` and `end`, in order."""
    percent = [Amount(m.start(), m.end(), number(m["n"]), "%", "=") for m in _SHARE.finditer(text, start, end)]
    fold = [
        Amount(m.start(), m.end(), number(m["n"] or m["word"]), "times", "=") for m in _FOLD.finditer(text, start, end)
    ]
    return sorted(percent + fold, key=lambda share: share.start)


def number(digits: str, *, scale: int = 0) -> str:
    """Return a number as plain decimal text: thousands separators dropped, a decimal comma made a point.

    A comma or a space before exactly three digits separates thousands; else a comma is decimal.
    """
    plain = _WORDS.get(digits.lower()) or re.sub(rf"[{_BLANKS}]", "", digits)
    plain = re.sub(r"\.(?=\d{3}\D)", "", plain) if "," in plain and "." in plain.split(",")[0] else plain
    plain = re.sub(r",(?=\d{3}(?:\D|$))", "", plain).replace(",", ".")
    for _ in range(scale):
        whole, _, rest = plain.partition(".")
        plain = whole + (rest[:1] or "0") + (f".{rest[1:]}" if rest[1:] else "")
    whole, _, rest = plain.partition(".")
    rest = rest.rstrip("0")
    whole = whole.lstrip("0") or "0"
    return f"{whole}.{rest}" if rest else whole
