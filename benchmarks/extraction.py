"""How fast bulletins are read, as ratios to bare spaCy and to one process in the same run, and what resolution holds of a mention."""

from __future__ import annotations

import os
import re
import statistics
import time
import tracemalloc
from dataclasses import replace
from itertools import count, islice
from pathlib import Path
from typing import TYPE_CHECKING

from caricc_graph import authority, resolution
from caricc_graph.corpus import read
from caricc_graph.extraction import Reader
from caricc_graph.model import content_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from spacy.language import Language

    from caricc_graph.authority import Authority
    from caricc_graph.model import Bulletin, Extraction

SAMPLE = Path(__file__).parents[1] / "data" / "bulletins"
BULLETINS = 1500
REPEATED = 400
RESOLVED = 600
RUNS = 3
DIGIT = re.compile(r"(?<![\d.,])[2-9](?=\d?\b)")


def bulletins() -> Iterator[Bulletin]:
    """Yield the sample's bulletins over and over, each round with other numbers, so that no two have the same text."""
    sample = read([SAMPLE]).bulletins
    for turn in count():
        for bulletin in sample:
            text = f"{_renumbered(bulletin.text, turn)}\n\nBulletin {turn + 1}."
            yield replace(bulletin, id=content_id(text), text=text)


def _renumbered(text: str, turn: int) -> str:
    """Return the text with the first digit of each small number moved on."""

    def moved(found: re.Match[str]) -> str:
        return str(2 + (int(found[0]) + turn) % 8)

    return DIGIT.sub(moved, text)


def seconds(found: Iterable[object], clock: Callable[[], float]) -> float:
    """Return how long it takes to exhaust an iterable."""
    begun = clock()
    for _ in found:
        pass
    return clock() - begun


def reading(texts: Sequence[Bulletin], known: Authority, *, first: bool) -> tuple[float, float]:
    """Return the processor time of bare spaCy, tokens and sentences alone, and of extraction; medians of alternate runs.

    With `first`, each run begins with new vocabularies, as a build does; else with those of the run before.
    """
    import spacy

    def begun() -> tuple[Language, Reader]:
        bare, reader = spacy.blank("en"), Reader(known=known)
        bare.add_pipe("sentencizer")
        list(bare.pipe(["Begun."]))
        reader.read(replace(texts[0], text="Begun."))
        return bare, reader

    bare, reader = begun()
    ones, others = [], []
    for _ in range(RUNS):
        bare, reader = begun() if first else (bare, reader)
        ones.append(seconds(bare.pipe(bulletin.text for bulletin in texts), time.process_time))
        others.append(seconds(reader.read_all(texts), time.process_time))
    return statistics.median(ones), statistics.median(others)


def told(texts: Sequence[Bulletin], known: Authority, name: str, *, first: bool) -> None:
    """Print a ratio of extraction to bare spaCy under its name."""
    words = sum(len(bulletin.text.split()) for bulletin in texts)
    bare, ruled = reading(texts, known, first=first)
    print(
        f"{len(texts)} bulletins, thousand words a second: bare spaCy {words / bare / 1000:.0f}, extraction {words / ruled / 1000:.0f}"
    )
    print(f"{name}: {bare / ruled:.2f}")


def processes(texts: Sequence[Bulletin], known: Authority) -> None:
    """Print the gain of two processes over one by the clock on the wall, each in its best run, since others share the machine."""
    reader = Reader(known=known)
    reader.read(texts[0])
    ones, twos = [], []
    for _ in range(RUNS):
        ones.append(seconds(reader.read_all(texts), time.perf_counter))
        twos.append(seconds(reader.read_all(texts, processes=2), time.perf_counter))
    one, two = min(ones), min(twos)
    print(f"{len(texts)} bulletins: {one:.1f} s by one process, {two:.1f} s by two")
    print(f"two-processes-to-one: {one / two:.2f}")


def held(found: Sequence[Extraction], known: Authority) -> tuple[int, int]:
    """Return the mentions of extractions, and the most bytes that their resolution holds at one time."""
    tracemalloc.start()
    resolution.resolve(found, known)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return sum(len(one.mentions) for one in found), peak


def main() -> None:
    """Print the figures, each by its name."""
    known = authority.load()
    texts = list(islice(bulletins(), BULLETINS))
    told(read([SAMPLE]).bulletins, known, "extraction-to-spacy", first=True)
    told(texts[:REPEATED], known, "extraction-to-spacy-repeated", first=False)
    if len(os.sched_getaffinity(0)) > 1:
        processes(texts, known)
    found = list(Reader(known=known).read_all(texts[: 2 * RESOLVED]))
    for part in (found[:RESOLVED], found):
        mentions, peak = held(part, known)
        print(f"{len(part)} bulletins, {mentions} mentions: resolution-bytes-a-mention: {peak / mentions:.0f}")


if __name__ == "__main__":
    main()
