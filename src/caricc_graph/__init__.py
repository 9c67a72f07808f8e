"""caricc-graph traces organisational links in public bulletins, each back to the sentence that states it.

>>> import caricc_graph
>>> caricc_graph.build("data/bulletins", out="graph")  # doctest: +SKIP
>>> with caricc_graph.open("graph") as graph:  # doctest: +SKIP
...     graph.ask("posts-held", official="Miralizoda").rows
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from caricc_graph.graph import Graph

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caricc_graph.project import Report

__version__ = "0.1.0"
__all__ = ["Graph", "__version__", "build", "open"]


def build(  # noqa: PLR0913 - a build has as many settings
    *sources: str | Path,
    out: str | Path = "graph",
    authority: Sequence[str | Path] = (),
    curation: str | Path | None = None,
    processes: int = 1,
    base_iri: str | None = None,
    model: str | None = None,
) -> Report:
    """Build a graph of saved pages in the folder `out`, and return what was read, left out and made; `curation` is a file of a reader's decisions.

    `model` names a spaCy pipeline, by its package or folder, that adds names and claims where no rule speaks.
    Raises CariccGraphError, before anything is written, for a source, an authority file, a file of decisions or a model that can't be used.
    """
    from caricc_graph import project

    return project.build(
        [Path(source) for source in sources],
        out=Path(out),
        authority=[Path(file) for file in authority],
        curation=None if curation is None else Path(curation),
        processes=processes,
        base_iri=base_iri,
        model=model,
    )


def open(folder: str | Path = "graph") -> Graph:  # noqa: A001 - caricc_graph.open reads as gzip.open does
    """Return the graph in a folder; raises ProjectError where there is none, or one of another format."""
    return Graph(folder)
