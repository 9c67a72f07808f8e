"""How fast bulletins are read, as ratios to bare spaCy and to one process in the same run, and what resolution holds of a mention."""

from __future__ import annotations

import os
import re
import statistics
import sys
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
    from collections.abc import Iterable, Iterator, Sequence

    from caricc_graph.model import Bulletin, Extraction

SAMPLE = Path(__file__).parents[1] / "data" / "bulletins"
BULLETINS = 1500
MEASURED = 400
RUNS = 3


def bulletins() -> Iterator[Bulletin]:
    """Yield the sample's bulletins over and over, each round with other numbers, so that no two have the same text."""
    sample = read([SAMPLE]).bulletins
    for turn in count():
        for bulletin in sample:
            text = re.sub(
                r"(?<![\d.,])[2-9](?=\d?\b)",
                lambda found, turn=turn: str(2 + (int(found[0]) + turn) % 8),
                bulletin.text,
            )
            text = f"{text}\n\nBulletin {turn + 1}."
            yield replace(bulletin, id=content_id(text), text=text)


def seconds(found: Iterable[object]) -> float:
    """Return how long it takes to exhaust an iterable."""
    begun = time.perf_counter()
    for _ in found:
        pass
    return time.perf_counter() - begun


def reading(texts: Sequence[Bulletin]) -> tuple[float, float]:
    """Return the seconds of bare spaCy, tokens and sentences alone, and of extraction; medians of alternate runs on one core."""
    import spacy

    bare = spacy.blank("en")
    bare.add_pipe("sentencizer")
    reader = Reader()
    ones, others = [], []
    for _ in range(RUNS):
        ones.append(seconds(bare.pipe(bulletin.text for bulletin in texts)))
        others.append(seconds(reader.read_all(texts)))
    return statistics.median(ones), statistics.median(others)


def both(reader: Reader, texts: Sequence[Bulletin]) -> tuple[float, float]:
    """Return the seconds that one process and two take to extract."""
    return seconds(reader.read_all(texts)), seconds(reader.read_all(texts, processes=2))


def held(found: Sequence[Extraction]) -> tuple[int, int]:
    """Return the mentions of extractions, and the most bytes that their resolution holds at one time."""
    known = authority.load()
    tracemalloc.start()
    resolution.resolve(found, known)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return sum(len(one.mentions) for one in found), peak


def main() -> None:
    """Print the ratios, with what they are made of."""
    texts = list(islice(bulletins(), BULLETINS))
    words = sum(len(bulletin.text.split()) for bulletin in texts[:MEASURED])
    bare, ruled = reading(texts[:MEASURED])
    print(f"bare spaCy: {words / bare / 1000:.0f} thousand words a second; extraction: {words / ruled / 1000:.0f}")
    print(f"extraction-to-spacy: {bare / ruled:.2f}")
    if len(os.sched_getaffinity(0)) > 1:
        reader = Reader()
        one, two = (statistics.median(runs) for runs in zip(*(both(reader, texts) for _ in range(RUNS)), strict=True))
        print(f"{BULLETINS} bulletins: {one:.1f} s by one process, {two:.1f} s by two")
        print(f"two-processes-to-one: {one / two:.2f}")
    found = list(Reader().read_all(texts[:MEASURED]))
    half, whole = held(found[: MEASURED // 2]), held(found)
    print(
        f"resolution-bytes-a-mention: {half[1] / half[0]:.0f} of {half[0]} mentions, {whole[1] / whole[0]:.0f} of {whole[0]}"
    )


if __name__ == "__main__":
    sys.exit(main())
