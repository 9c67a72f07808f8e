"""When and where that was which a bulletin tells of behind its dateline ("OSH, 10-14 March - ...", "today")."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from caricc_graph.extraction.frames import Draft
from caricc_graph.model import Predicate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from caricc_graph.extraction.fillers import Reading


def of_dateline(reading: Reading, found: Sequence[Draft]) -> Iterator[Draft]:
    """Yield that what took place "today" did so where the bulletin's dateline says, and that the event that it opens with lasted the days that stand there."""
    place = reading.scene.dateline
    today = reading.scene.today
    yield from _lasted(reading, found)
    days = [chunk.edtf for chunk in reading.chunks if chunk.edtf == today and chunk.last == chunk.first + 1]
    for draft in found if place is not None else ():
        if draft.predicate is Predicate.HELD_ON and draft.object in days and place is not None:
            yield replace(draft, predicate=Predicate.HELD_AT, object=place, rule="held-at")


def _lasted(reading: Reading, found: Sequence[Draft]) -> Iterator[Draft]:
    """Yield when and where the event was that a bulletin opens with, where its dateline tells of several days ("OSH, 10-14 March - ...")."""
    scene, event = reading.scene, reading.scene.main
    if scene.lasting is None or event is None:
        return
    told = {draft.predicate: draft.object for draft in found if draft.subject is event}
    days, first, last = scene.lasting
    if not {Predicate.HELD_ON, Predicate.HELD_AT} & told.keys():
        yield Draft(event, Predicate.HELD_ON, days, "held-on", first, last)
    if scene.dateline is not None and Predicate.HELD_AT not in told and told.get(Predicate.HELD_ON, days) == days:
        yield Draft(event, Predicate.HELD_AT, scene.dateline, "held-at", first, last)
    scene.lasting = None
