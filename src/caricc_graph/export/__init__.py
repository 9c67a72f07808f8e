"""A graph for other tools: GEXF, GraphML, CSV, FollowTheMoney, Turtle, TriG, JSON-LD, and annotations by page."""

from __future__ import annotations

import json
import os
import re
import shutil
from typing import TYPE_CHECKING

from caricc_graph.export.annotations import annotated_pages, texts
from caricc_graph.model import CariccGraphError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from caricc_graph.network import Links
    from caricc_graph.store import Store

__all__ = ["FORMS", "ExportError", "annotated_pages", "export", "texts"]

FORMS = ("gexf", "graphml", "csv", "ftm", "turtle", "trig", "jsonld", "annotations")
_FOLDERS = frozenset({"csv", "annotations"})
_SELECTORS = """
CONSTRUCT {
  ?evidence oa:hasSource ?bulletin ; oa:hasSelector ?position, ?words .
  ?position a oa:TextPositionSelector ; oa:start ?start ; oa:end ?end .
  ?words a oa:TextQuoteSelector ; oa:exact ?quote
}
WHERE {
  ?evidence a cg:Evidence ; cg:inBulletin ?bulletin ; cg:start ?start ; cg:end ?end ; cg:quote ?quote
  BIND (IRI(CONCAT(STR(?evidence), "/position")) AS ?position)
  BIND (IRI(CONCAT(STR(?evidence), "/quote")) AS ?words)
}
"""


class ExportError(CariccGraphError):
    """A form that is unknown, or a place that can't be written to."""


def export(store: Store, links: Links, *, form: str, out: Path) -> dict[str, int]:
    """Write a graph in one of `FORMS`, and return what the form leaves out, counted by reason.

    A form is a file, csv and annotations a folder; what stands there is replaced when all is written. Raises ExportError for
    another form, for a folder where a file belongs or the other way about, and where none is above `out`.
    """
    if form not in FORMS:
        raise ExportError(f"{form!r} is no form of export; choose one of {', '.join(FORMS)}.")
    if not out.absolute().parent.is_dir():
        raise ExportError(f"{out}: the folder {out.absolute().parent} is not there; make it first.")
    if out.exists() and out.is_dir() is not (form in _FOLDERS):
        raise ExportError(
            f"{out}: {form} is {'a folder' if form in _FOLDERS else 'a file'}, and something else stands there; choose another --out."
        )
    if form in _FOLDERS:
        _write_folder(out, _files(store, links, form))
        return {}
    content, left_out = _content(store, links, form)
    _write_file(out, content)
    return left_out


def _files(store: Store, links: Links, form: str) -> Iterator[tuple[str, str]]:
    """Yield name and text of each file of a folder."""
    if form == "csv":
        from caricc_graph.export.network import tables

        yield from tables(store, links)
        return
    for page in annotated_pages(store):
        yield (
            f"{re.sub(r'[^A-Za-z0-9._-]', '_', page['source'])}.json",
            json.dumps(page, ensure_ascii=False, indent=1) + "\n",
        )


def _content(store: Store, links: Links, form: str) -> tuple[bytes, dict[str, int]]:
    if form == "ftm":
        from caricc_graph.export.ftm import lines

        return lines(store)
    if form in {"gexf", "graphml"}:
        from caricc_graph.export.network import gexf, graphml

        return (gexf if form == "gexf" else graphml)(store, links), {}
    return store.dump(form, also=_SELECTORS), {}


def _write_file(out: Path, content: bytes) -> None:
    fresh = out.with_name(f".{out.name}-{os.getpid()}")
    fresh.write_bytes(content)
    fresh.replace(out)


def _write_folder(out: Path, files: Iterable[tuple[str, str]]) -> None:
    """Write files into a folder; one that holds anything else is not touched."""
    written = dict(files)
    foreign = sorted(path.name for path in out.iterdir() if path.name not in written) if out.exists() else []
    if foreign:
        raise ExportError(
            f"{out}: {foreign[0]} stands there, which this export does not write; choose an empty folder."
        )
    fresh = out.with_name(f".{out.name}-{os.getpid()}")
    fresh.mkdir()
    for name, text in written.items():
        (fresh / name).write_text(text, encoding="utf-8", newline="")
    if out.exists():
        shutil.rmtree(out)
    fresh.replace(out)
