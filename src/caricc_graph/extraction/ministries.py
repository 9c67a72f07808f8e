"""Ministries: which one a minister is of, where a bulletin names it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from caricc_graph.extraction import lexicon
from caricc_graph.model import Kind

if TYPE_CHECKING:
    from caricc_graph.extraction.spans import Discourse, Thing

_MINISTER = re.compile(r"^(?:.*)[Mm]inister (?:of|for) (\w.+)|^(?:.* )?([A-Z]\w+) Minister")


def ministry_of(title: str, state: Thing, discourse: Discourse) -> Thing | None:
    """Return the ministry of a state that a bulletin names, and that the title of a minister is of; None where it names none."""
    field = _MINISTER.search(title)
    if field is None:
        return None
    told = field[1] or field[2]
    starts = [
        start for name in (told, *_fields().get(told, ())) for start in (f"Ministry of {name}", f"{name} Ministry")
    ]
    states = [thing for (kind, _), thing in discourse.things.items() if kind is Kind.COUNTRY and thing.names]
    own = (
        thing
        for thing in discourse.things.values()
        if thing.kind is Kind.AGENCY
        for name in thing.names
        if any(name.startswith(start) or name.endswith(start) for start in starts)
        and (any(of in name for of in state.names) or states == [state])
    )
    return next(own, None)


@cache
def _fields() -> dict[str, list[str]]:
    """Return what else a ministry may be called by, whose minister a title tells."""
    return dict(lexicon.load().files["names"]["people"]["ministries"])
