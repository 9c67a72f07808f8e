"""Which of the offered media types a client would rather have, by its Accept header."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["accepted", "media_type"]

Range = tuple[str, str, float]


def accepted(header: str, offered: Sequence[str]) -> list[str]:
    """Return the offered media types that an Accept header takes, the best first, and in the order of the offer where it takes them alike."""
    ranges = list(_ranges(header)) or [("*", "*", 1.0)]
    wanted = {one: _quality(one, ranges) for one in offered}
    return sorted((one for one in offered if wanted[one] > 0), key=lambda one: -wanted[one])


def media_type(header: str) -> tuple[str, str]:
    """Return the media type and the charset that a Content-Type header names, in small letters; empty texts where it names none."""
    first, *parameters = (part.strip().lower() for part in header.split(";"))
    charsets = (part.removeprefix("charset=").strip('"') for part in parameters if part.startswith("charset="))
    return first, next(charsets, "")


def _ranges(header: str) -> Iterator[Range]:
    for told in header.split(","):
        first, *parameters = (part.strip().lower() for part in told.split(";"))
        kind, slash, subtype = first.partition("/")
        quality = 1.0
        for parameter in parameters:
            if parameter.startswith("q="):
                with suppress(ValueError):
                    quality = float(parameter.removeprefix("q="))
        if slash:
            yield kind, subtype, quality


def _quality(offered: str, ranges: Sequence[Range]) -> float:
    """Return how much a media type is wanted, by the range that fits it most closely."""
    kind, _, subtype = offered.partition("/")
    for wanted in ((kind, subtype), (kind, "*"), ("*", "*")):
        found = [quality for one, other, quality in ranges if (one, other) == wanted]
        if found:
            return max(found)
    return 0.0
