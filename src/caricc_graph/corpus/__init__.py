"""Bulletins from saved pages: text, HTML, JSON Lines and folders of them."""

from __future__ import annotations

import csv
import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from caricc_graph.corpus.files import UnreadableError, decode, lines, page
from caricc_graph.corpus.pages import Item, split
from caricc_graph.model import Appearance, Bulletin, CariccGraphError, Source, content_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

__all__ = ["Corpus", "CorpusError", "Skipped", "read"]

_SUFFIXES = frozenset({".txt", ".html", ".htm", ".jsonl"})
_SOURCES = "sources.csv"
_COLUMNS = ("file", "publisher", "address", "accessed", "licence", "note")
_LARGEST = 50_000_000
_INTRO = 200
_JUDGED = 60
_LETTERS = re.compile(r"[^\W\d_]")


class CorpusError(CariccGraphError):
    """A source that does not exist, or a sources.csv that cannot be used."""


@dataclass(frozen=True, slots=True, order=True)
class Skipped:
    """An input that was left out, and why."""

    file: str
    reason: str


@dataclass(frozen=True, slots=True)
class Corpus:
    """All bulletins by id, the sources that they were read from, and what was left out."""

    bulletins: tuple[Bulletin, ...]
    sources: tuple[Source, ...]
    skipped: tuple[Skipped, ...]


@dataclass(frozen=True, slots=True)
class _Read:
    """A bulletin as one place on one page gives it."""

    item: Item
    appearance: Appearance


def read(sources: Sequence[Path]) -> Corpus:
    """Return the bulletins of files and folders, each once however often it was saved, in an order that is its own.

    Raises CorpusError, before anything is read, for a source that does not exist.
    """
    for source in sources:
        if not source.exists():
            raise CorpusError(f"{source}: there is no such file or folder; check the path.")
    found: list[_Read] = []
    used: set[Source] = set()
    skipped: set[Skipped] = set()
    for path, name, stated in _files(sources, skipped):
        try:
            content = _content(path)
            described = Source(name, hashlib.sha256(content).hexdigest(), **stated)
            items = list(_items(path, content, described, skipped))
        except UnreadableError as error:
            skipped.add(Skipped(name, str(error)))
            continue
        if items:
            used.add(described)
            found += items
        elif not any(skip.file.startswith(name) for skip in skipped):
            skipped.add(Skipped(name, "no bulletin on the page"))
    return Corpus(_merged(found), tuple(sorted(used)), tuple(sorted(skipped)))


def _files(sources: Sequence[Path], skipped: set[Skipped]) -> Iterator[tuple[Path, str, dict[str, str]]]:
    """Yield each file with its name in the graph and what sources.csv says of it."""
    for source in sorted(set(sources)):
        if source.is_file():
            yield source, source.name, _stated(source.parent).get(source.name, {})
            continue
        stated = _stated(source)
        names: set[str] = set()
        for path in sorted(source.rglob("*")):
            name = path.relative_to(source).as_posix()
            if not path.is_file() or name == _SOURCES or any(part.startswith(".") for part in name.split("/")):
                continue
            names.add(name)
            if not path.resolve().is_relative_to(source.resolve()):
                skipped.add(Skipped(name, "a link that leads out of the folder"))
            elif path.suffix.lower() not in _SUFFIXES:
                skipped.add(
                    Skipped(name, f"no page: {path.suffix or 'no suffix'} is none of {', '.join(sorted(_SUFFIXES))}")
                )
            else:
                yield path, name, stated.get(name, {})
        skipped.update(Skipped(name, f"named in {_SOURCES}, but not there") for name in stated.keys() - names)


def _stated(folder: Path) -> dict[str, dict[str, str]]:
    """Return what `sources.csv` says, by file; empty where there is none."""
    path = folder / _SOURCES
    if not path.is_file():
        return {}
    try:
        rows = csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines())
    except UnicodeDecodeError:
        raise CorpusError(f"{path}:1: not UTF-8; save the file as UTF-8.") from None
    unknown = sorted(set(rows.fieldnames or ()) - set(_COLUMNS))
    if unknown or "file" not in (rows.fieldnames or ()):
        raise CorpusError(f"{path}:1: the columns are {', '.join(_COLUMNS)}; mend the first line.")
    stated: dict[str, dict[str, str]] = {}
    for row in rows:
        if None in row or None in row.values():
            raise CorpusError(
                f"{path}:{rows.line_num}: not as many cells as columns; put cells that hold a comma in double quotes."
            )
        name = row.pop("file").strip()
        if name in stated:
            raise CorpusError(f"{path}:{rows.line_num}: {name!r} stands there twice; keep one line.")
        stated[name] = {column: cell.strip() for column, cell in row.items()}
    return stated


def _content(path: Path) -> bytes:
    if path.stat().st_size > _LARGEST:
        raise UnreadableError(f"larger than {_LARGEST:,} bytes")
    return path.read_bytes()


def _items(path: Path, content: bytes, source: Source, skipped: set[Skipped]) -> Iterator[_Read]:
    """Yield the bulletins of one file that are in a language that is read."""
    text = decode(content)
    suffix = path.suffix.lower()
    if suffix == ".jsonl":
        placed = [(item, address) for _, item, address in lines(text)]
    elif suffix in {".html", ".htm"}:
        placed = page(text)
    else:
        placed = [(item, "") for item in split(text)]
    for ordinal, (item, address) in enumerate(placed, 1):
        language = _language(item.text)
        if language == "en":
            yield _Read(item, Appearance(source, ordinal, address))
        else:
            skipped.add(Skipped(f"{source.file}#{ordinal}", f"a language that is not read: {language}"))


def _language(text: str) -> str:
    """Return the language of a text; one too short or too full of names to judge counts as English."""
    letters = _LETTERS.findall(text)
    if not letters:
        return "none"
    if sum(letter.isascii() for letter in letters) < len(letters) / 2:
        return "ru" if any("а" <= letter.lower() <= "я" for letter in letters) else "not in Latin letters"
    words = set(text.lower().split())
    if len(words & {"the", "of", "and", "in", "to", "was", "a"}) >= 3 or len(letters) < _JUDGED:  # noqa: PLR2004 - the commonest words of English
        return "en"
    import py3langid

    return str(py3langid.classify(text)[0])


def _fold(text: str) -> str:
    return "".join(re.findall(r"\w+", text.casefold()))


def _merged(found: Sequence[_Read]) -> tuple[Bulletin, ...]:
    """Return each bulletin once, with all its appearances; an intro joins the whole text that it begins."""
    by_text: dict[str, list[_Read]] = {}
    for one in found:
        by_text.setdefault(_fold(one.item.text), []).append(one)
    ordered = sorted(by_text)
    for i in range(len(ordered) - 2, -1, -1):
        intro, whole = ordered[i], ordered[i + 1]
        if len(intro) >= _INTRO and whole.startswith(intro):
            by_text[whole] += by_text.pop(intro)
            ordered.pop(i)
    return tuple(sorted((_bulletin(fold, by_text[fold]) for fold in ordered), key=lambda bulletin: bulletin.id))


def _bulletin(fold: str, reads: Sequence[_Read]) -> Bulletin:
    whole = sorted((one for one in reads if _fold(one.item.text) == fold), key=lambda one: one.appearance)
    titles = sorted({one.item.title for one in reads if one.item.title}, key=lambda title: (-len(title), title))
    days = sorted({one.item.published for one in reads if one.item.published})
    text = min((one.item.text for one in whole), key=lambda text: (len(text), text))
    return Bulletin(
        content_id(fold),
        text,
        titles[0] if titles else None,
        days[0] if days else None,
        tuple(sorted({one.appearance for one in reads})),
    )
