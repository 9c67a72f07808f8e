"""Where a sentence begins and ends around a span of text."""

from __future__ import annotations

import re

__all__ = ["around"]

_BREAK = re.compile(r"\n|(?<=[a-z0-9)]{2}[.!?])\s+(?=[A-Z“\"«])")


def around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the sentence of a span begins and ends: at lines and at full stops before capitals, as code points."""
    begun = max((match.end() for match in _BREAK.finditer(text) if match.end() <= start), default=0)
    ended = _BREAK.search(text, end)
    return begun, ended.start() if ended else len(text)
