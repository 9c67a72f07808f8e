"""The build that answers now: opened once, and again when its folder names another."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from caricc_graph import project
from caricc_graph.graph import Graph
from caricc_graph.model import CariccGraphError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["Current"]

_LOG = logging.getLogger(__name__)


@dataclass(slots=True)
class _Opened:
    """An opened build, and how many requests read it."""

    graph: Graph
    readers: int = 0


class Current:
    """The opened graph of a folder; raises ProjectError where the folder holds none.

    Its pages lead to the `desk` where there is one. A request takes the graph once and reads it to its end, whatever is built meanwhile; the next request gets the newer build.
    """

    def __init__(self, folder: Path, *, desk: bool = False) -> None:
        self._folder, self._desk = folder, desk
        self._now = self._open()
        self._unusable = ""
        self._counting, self._opening = Lock(), Lock()

    @contextmanager
    def graph(self) -> Iterator[Graph]:
        """Give the graph that answers now, for as long as the context lasts."""
        self._follow()
        with self._counting:
            taken = self._now
            taken.readers += 1
        try:
            yield taken.graph
        finally:
            with self._counting:
                taken.readers -= 1
                unread = taken is not self._now and not taken.readers
            if unread:
                taken.graph.close()

    def close(self) -> None:
        """Let the files of the graph go."""
        self._now.graph.close()

    def _open(self) -> _Opened:
        graph = Graph(self._folder)
        if self._desk:
            graph.explorer.open_desk()
        return _Opened(graph)

    def _follow(self) -> None:
        """Open the build that the folder names, where it is another; who comes meanwhile is answered by the one before."""
        if self._named() in {self._now.graph.place.name, self._unusable} or not self._opening.acquire(blocking=False):
            return
        try:
            self._switch(self._named())
        finally:
            self._opening.release()

    def _named(self) -> str:
        """Return the name of the build that the folder holds out, else of the one that is open."""
        try:
            return (self._folder / project.CURRENT).read_text(encoding="utf-8")
        except OSError:
            return self._now.graph.place.name

    def _switch(self, name: str) -> None:
        if name == self._now.graph.place.name:
            return
        try:
            fresh = self._open()
        except CariccGraphError as error:
            _LOG.warning("the new build %s can't be read, the one before goes on: %s", name, error)
            self._unusable = name
            return
        with self._counting:
            before, self._now = self._now, fresh
            unread = not before.readers
        if unread:
            before.graph.close()
