"""How many independent publishers tell a statement."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from caricc_graph.model import Appearance, Bulletin, Statement


def corroboration(statement: Statement, bulletins: Mapping[str, Bulletin]) -> int:
    """Return by how many independent publishers a statement is told, `bulletins` by their ids; a reprint counts with its original.

    One telling is a sentence with all places where it stands, word for word; the count is of the fewest publishers that account for all.
    """
    tellings: dict[str, set[str]] = {}
    for evidence in statement.evidences:
        bulletin = bulletins[evidence.bulletin]
        sentence = bulletin.text[evidence.sentence_start : evidence.sentence_end]
        places = {publisher(place) for place in bulletin.appearances} or {""}
        tellings.setdefault(" ".join(sentence.casefold().split()), set()).update(places)
    return _fewest(tellings.values())


def publisher(place: Appearance) -> str:
    """Return whose page it is: its publisher, else the host of its address, else its file."""
    source = place.source
    return source.publisher or urlsplit(place.address or source.address).hostname or source.file


def _fewest(tellings: Iterable[set[str]]) -> int:
    """Return how many publishers account for all tellings: those that alone have one, then whoever has most of the rest."""
    alone = {name for places in tellings if len(places) == 1 for name in places}
    rest = [places for places in tellings if not places & alone]
    count = len(alone)
    while rest:
        shares = Counter(name for places in rest for name in places)
        most = min(shares, key=lambda name: (-shares[name], name))
        rest = [places for places in rest if most not in places]
        count += 1
    return count
