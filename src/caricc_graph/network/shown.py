"""A network that a notebook can show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import networkx as nx

if TYPE_CHECKING:
    from collections.abc import Callable

    Base = nx.MultiDiGraph[str]
else:
    Base = nx.MultiDiGraph

__all__ = ["Network"]


class Network(Base):
    """A networkx graph that a notebook shows by `page`, where that is set; copies and pickles of it are plain data."""

    page: Callable[[Network], str | None] | None = None

    def _repr_html_(self) -> str | None:
        return self.page(self) if self.page else None

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in self.__dict__.items() if name != "page"}
