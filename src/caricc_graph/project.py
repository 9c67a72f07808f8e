"""A build: from sources to a graph on disk, switched in when it is whole."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from caricc_graph import __version__
from caricc_graph.model import CariccGraphError, content_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from caricc_graph.authority import Authority
    from caricc_graph.corpus import Corpus
    from caricc_graph.extraction import Extractor
    from caricc_graph.model import Bulletin, Extraction, Resolution

CURRENT = "current"
_BATCH = 16


class ProjectError(CariccGraphError):
    """A folder that can't be built in, or that holds no graph of this version."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a build read, left out and made."""

    sources: int
    bulletins: int
    skipped: tuple[tuple[str, str], ...]
    entities: dict[str, int]
    statements: dict[str, int]
    modalities: dict[str, int]
    rejected: dict[str, int]
    merged: int
    quads: int
    seconds: float


def build(  # noqa: PLR0913 - a build has as many settings
    sources: Sequence[Path],
    *,
    out: Path,
    authority: Sequence[Path] = (),
    processes: int = 1,
    base_iri: str | None = None,
    progress: Callable[[Iterable[Extraction], int], Iterable[Extraction]] | None = None,
) -> Report:
    """Build a graph of `sources` in the folder `out`, and return what was made; a graph there is replaced at the end.

    Raises CariccGraphError, before anything is written, for a source or an authority file that can't be used.
    """
    from caricc_graph import rdf, resolution, search, store
    from caricc_graph.authority import load
    from caricc_graph.corpus import read
    from caricc_graph.extraction import version

    begun = time.monotonic()
    known = load(extra=authority)
    corpus = read(sources)
    extractions = list(
        (progress or _silent)(_extracted(corpus.bulletins, tuple(authority), processes), len(corpus.bulletins))
    )
    resolved = resolution.resolve(extractions, known)
    versions = {"software": __version__, "rules": version(), "authority": known.version}
    place = _fresh(
        out, content_id(*versions.values(), *(b.id for b in corpus.bulletins), *(s.sha256 for s in corpus.sources))
    )
    base = base_iri or rdf.DEFAULT_BASE_IRI
    nquads = place / "graph.nq"
    quads = rdf.write(
        nquads,
        bulletins=corpus.bulletins,
        extractions=extractions,
        resolution=resolved,
        sources=corpus.sources,
        versions=versions,
        base_iri=base,
    )
    store.load(nquads, place / "store")
    with store.Store(place / "store", prefixes=rdf.prefixes(base)) as made:
        rdf.refuse(rdf.validate(made, known=_statements(out)))
        search.write_index(made, place / "names.sqlite")
    (place / "graph.json").write_text(
        json.dumps({"format": rdf.FORMAT_VERSION, "base_iri": base}, sort_keys=True), encoding="utf-8"
    )
    _switch(out, place)
    return _report(corpus, resolved, quads, time.monotonic() - begun)


def _statements(out: Path) -> frozenset[str]:
    """Return the statements of the build that answers now, which was validated when it was made; none where there is none."""
    from caricc_graph import rdf
    from caricc_graph.store import Store, StoreError

    try:
        place, base = located(out)
        with Store(place / "store", prefixes=rdf.prefixes(base)) as before:
            rows = before.query("SELECT ?statement WHERE { ?statement a cg:Statement }").rows
    except (ProjectError, StoreError):
        return frozenset()
    return frozenset(str(statement) for (statement,) in rows)


def _silent(found: Iterable[Extraction], _: int) -> Iterable[Extraction]:
    return found


def _extracted(bulletins: Sequence[Bulletin], extra: tuple[Path, ...], processes: int) -> Iterable[Extraction]:
    """Yield the extraction of each bulletin in its order, made by one process or many."""
    if processes == 1 or len(bulletins) < 2:  # noqa: PLR2004 - a single bulletin needs no second process
        yield from (_extractor(extra).extract(bulletin) for bulletin in bulletins)
        return
    from multiprocessing import get_context

    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        yield from pool.map(_extract, bulletins, [extra] * len(bulletins), chunksize=_BATCH)


def _extract(bulletin: Bulletin, extra: tuple[Path, ...]) -> Extraction:
    return _extractor(extra).extract(bulletin)


@cache
def _extractor(extra: tuple[Path, ...]) -> Extractor:
    """Return this process's extractor."""
    from caricc_graph.extraction import Extractor

    return Extractor(_authority(extra))


def _authority(extra: tuple[Path, ...]) -> Authority:
    from caricc_graph.authority import load

    return load(extra=extra)


def _fresh(out: Path, key: str) -> Path:
    """Return a new folder for a build, beside those that are there."""
    builds = out / "builds"
    if out.exists() and not out.is_dir():
        raise ProjectError(f"{out}: a file stands there; choose another folder with --out.")
    place = builds / f"{key}-{os.getpid()}"
    if place.exists():
        shutil.rmtree(place)
    place.mkdir(parents=True)
    return place


def _switch(out: Path, place: Path) -> None:
    """Make a whole build the one that answers, then remove the others."""
    pointer = out / f".{CURRENT}-{os.getpid()}"
    pointer.write_text(place.name, encoding="utf-8")
    os.replace(pointer, out / CURRENT)  # noqa: PTH105 - the atomic replacement is the point
    for other in (out / "builds").iterdir():
        if other != place:
            shutil.rmtree(other, ignore_errors=True)


def located(graph: Path) -> tuple[Path, str]:
    """Return the folder of the build that answers, and its base IRI.

    Raises ProjectError where there is none, or one of another format version.
    """
    from caricc_graph import rdf

    try:
        place = graph / "builds" / Path((graph / CURRENT).read_text(encoding="utf-8")).name
        told = json.loads((place / "graph.json").read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        raise ProjectError(
            f"{graph}: no graph is there; make one with `caricc-graph build SOURCE --out {graph}`."
        ) from None
    if told["format"] != rdf.FORMAT_VERSION:
        raise ProjectError(
            f"{graph}: a graph of format {told['format']}, not {rdf.FORMAT_VERSION}; make it again with `caricc-graph build SOURCE --out {graph}`."
        )
    return place, str(told["base_iri"])


def _report(corpus: Corpus, resolved: Resolution, quads: int, seconds: float) -> Report:
    def counted(values: Iterable[str]) -> dict[str, int]:
        return dict(sorted(Counter(values).items()))

    return Report(
        len(corpus.sources),
        len(corpus.bulletins),
        tuple((skip.file, skip.reason) for skip in corpus.skipped),
        counted(entity.kind.value for entity in resolved.entities),
        counted(statement.predicate.value for statement in resolved.statements),
        counted(statement.modality.value for statement in resolved.statements),
        dict(resolved.rejected),
        sum(len(entity.merges) for entity in resolved.entities),
        quads,
        round(seconds, 1),
    )


def plain(report: Report) -> dict[str, object]:
    """Return a report as plain values, for JSON."""
    return asdict(report)
