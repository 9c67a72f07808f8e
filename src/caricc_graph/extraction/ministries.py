"""Ministries: which one a minister is of, where a bulletin names it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from caricc_graph.model import Kind

if TYPE_CHECKING:
    from caricc_graph.extraction.spans import Discourse, Thing

_MINISTER = re.compile(r"^(?:.*)[Mm]inister (?:of|for) (\w.+)|^(?:.* )?([A-Z]\w+) Minister")
_FIELDS = {
    "Interior": ("Internal Affairs", "the Interior"),
    "Foreign": ("Foreign Affairs",),
    "Internal": ("Internal Affairs",),
    "Internal Affairs": ("Interior", "the Interior"),
    "Interior Affairs": ("Internal Affairs", "Interior"),
    "Foreign Affairs": ("Foreign",),
}


def ministry_of(title: str, state: Thing, discourse: Discourse) -> Thing | None:
    """Return the ministry of a state that a bulletin names, and that the title of a minister is of; None where it names none."""
    field = _MINISTER.search(title)
    if field is None:
        return None
    told = field[1] or field[2]
    starts = [start for name in (told, *_FIELDS.get(told, ())) for start in (f"Ministry of {name}", f"{name} Ministry")]
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
