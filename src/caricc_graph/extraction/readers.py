"""The extractions of many bulletins, by one process or several."""

from __future__ import annotations

import gc
import sys
import threading
from concurrent.futures import ProcessPoolExecutor
from functools import cached_property
from typing import TYPE_CHECKING

from caricc_graph import authority, cache
from caricc_graph.extraction.extractor import Extractor
from caricc_graph.extraction.statistical import Model

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from multiprocessing.context import BaseContext
    from pathlib import Path

    from caricc_graph.authority import Authority
    from caricc_graph.model import Bulletin, Extraction

_TOGETHER = 50
_TURNS = 4
_held: list[Reader] = []


class Reader:
    """Reads bulletins by rules, then by the statistical model where one is named; the same bulletin always yields the same.

    Raises CariccGraphError for an authority file or a model that can't be used.
    """

    def __init__(self, extra: Sequence[Path] = (), model: str | None = None, *, known: Authority | None = None) -> None:
        self._recipe = (tuple(extra), model)
        self._known = known or authority.load(extra=extra)
        self._model = Model(model) if model else None

    @cached_property
    def _extractor(self) -> Extractor:
        return Extractor(self._known)

    @property
    def model_version(self) -> str:
        """The version of the statistical model; empty without one."""
        return self._model.version if self._model else ""

    def __reduce__(self) -> tuple[type[Reader], tuple[tuple[Path, ...], str | None]]:
        """Let another process make the same reader from its files."""
        return Reader, self._recipe

    def read(self, bulletin: Bulletin) -> Extraction:
        """Return all that the bulletin's text yields."""
        found = self._extractor.extract(bulletin)
        return self._model.enlarge(bulletin, found) if self._model else found

    def read_all(self, bulletins: Sequence[Bulletin], *, processes: int = 1) -> Iterator[Extraction]:
        """Yield the extraction of each bulletin in its order, made by one process or many."""
        if processes == 1 or len(bulletins) < 2:  # noqa: PLR2004 - a single bulletin needs no second process
            yield from map(self.read, bulletins)
            return
        together = max(1, min(_TOGETHER, len(bulletins) // (processes * _TURNS)))
        self.read(bulletins[0])  # what is loaded at first use, copies of this process need not load again
        gc.freeze()  # what is loaded stays, so that neither this process nor its copies look through it for garbage
        try:
            with ProcessPoolExecutor(processes, mp_context=_context(), initializer=_hold, initargs=(self,)) as pool:
                yield from map(cache.decode, pool.map(_read, bulletins, chunksize=together))
        finally:
            gc.unfreeze()


def _context() -> BaseContext:
    """Return how processes are begun: by copies of this one where no other thread could hold a lock, else anew."""
    from multiprocessing import get_context

    copied = sys.platform == "linux" and threading.active_count() == 1
    return get_context("fork" if copied else "spawn")


def _hold(reader: Reader) -> None:
    _held[:] = [reader]


def _read(bulletin: Bulletin) -> str:
    """Return what this process's reader makes of a bulletin, as the text that is quickest to hand over."""
    return cache.encode(_held[0].read(bulletin))
