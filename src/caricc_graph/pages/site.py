"""The static site: the pages of a graph as files that lead to each other, with their index of names."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING

from caricc_graph.model import CariccGraphError
from caricc_graph.pages.assets import assets
from caricc_graph.pages.explorer import KINDS, LINES, LISTED
from caricc_graph.pages.html import as_json
from caricc_graph.pages.words import slug
from caricc_graph.queries import catalogue
from caricc_graph.search import fold
from caricc_graph.store import Limits, Worker

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from caricc_graph.pages.explorer import Explorer
    from caricc_graph.profiles import Profiles

__all__ = ["SiteError", "write_site"]

_PART = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")
_MARK = "caricc-graph-site.txt"
_SAYS = "The static site of a graph, written by `caricc-graph site`, which may replace all files here.\n"
_NODES, _SENTENCES = 60, 120
_SECONDS = 30.0
_ALPHABET = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґўқғңөұүһәҳӣӯҷ"


class SiteError(CariccGraphError):
    """A folder that a site can't be written to, or an id that is no name of a file."""


def write_site(explorer: Explorer, *, out: Path, further: Iterable[tuple[str, str]] = ()) -> int:
    """Write the pages of a graph as files to a folder that is new, empty or a site already, and return how many pages there are.

    `further` are more pages, by address. The same graph gives the same bytes; no file is written outside the folder.
    Raises SiteError.
    """
    _fresh(out)
    pages = 0
    for address, page in chain(_pages(explorer), further):
        _write(out, f"{address}.html", page.encode())
        pages += 1
    for name, body in assets():
        _write(out, f"assets/{name}", body)
    for name, script in _names(explorer.profiles):
        _write(out, f"assets/names/{name}.js", script.encode())
    return pages


def _fresh(out: Path) -> None:
    """Make a folder ready to be written to: what a site before has left there goes."""
    import shutil

    if out.is_dir() and any(out.iterdir()):
        if not (out / _MARK).is_file():
            raise SiteError(f"{out}: holds files that are no site of caricc-graph; name a new folder.")
        shutil.rmtree(out)
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SiteError(f"{out}: no folder can be made there ({error}); name another.") from None
    (out / _MARK).write_text(_SAYS, encoding="utf-8", newline="\n")


def _write(out: Path, address: str, body: bytes) -> None:
    """Write a file below a folder; each part of its address is a plain name."""
    parts = address.rsplit(".", 1)[0].split("/")
    if not all(_PART.fullmatch(part) for part in parts):
        raise SiteError(f"{address!r} is no name of a file; the graph was built from ids that can't be published.")
    path = out / address
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body)


def _pages(explorer: Explorer) -> Iterator[tuple[str, str]]:
    profiles = explorer.profiles
    yield "index", explorer.index()
    yield "questions", explorer.questions()
    yield from _questions(explorer)
    contents = profiles.contents()
    counts = dict(contents.kinds)
    for kind in KINDS:
        for number in _numbers(counts.get(kind, 0), LISTED):
            yield f"kind/{kind.lower()}/{number}", explorer.kind(kind.lower(), number)
    for number in _numbers(contents.bulletins, LISTED):
        yield f"bulletins/{number}", explorer.bulletins(number)
    yield from ((f"bulletin/{one}", explorer.bulletin(one)) for one in profiles.all_bulletins())
    for one in profiles.entities():
        yield f"entity/{one}", explorer.entity(one)
        yield from _links(explorer, one)
        yield f"network/{one}", explorer.network(one, limit=_NODES, sentences=_SENTENCES)


def _questions(explorer: Explorer) -> Iterator[tuple[str, str]]:
    """Yield the pages of the questions; one that takes too long says so, and a site is written all the same."""
    worker = Worker(Limits(seconds=_SECONDS))
    for question in catalogue():
        yield f"question/{question.id}", explorer.question(question.id, worker=worker)
        if worker.ended:
            worker = Worker(Limits(seconds=_SECONDS))
    worker.end()


def _links(explorer: Explorer, entity: str) -> Iterator[tuple[str, str]]:
    """Yield the further pages of an entity's links, of each predicate of which its own page shows some alone."""
    for predicate, outgoing, count in explorer.profiles.beyond(entity):
        part = slug(predicate, outgoing=outgoing)
        for number in _numbers(count, LINES):
            yield f"links/{entity}/{part}/{number}", explorer.links(entity, part, number)


def _numbers(count: int, size: int) -> range:
    return range(1, max(1, -(-count // size)) + 1)


def _names(profiles: Profiles) -> Iterator[tuple[str, str]]:
    """Yield the scripts of the index of names: by the first letter of any word in them, and what letters are folded to."""
    shards: dict[str, list[tuple[str, str, str, str, str, int]]] = defaultdict(list)
    letters = {letter: fold(letter) for letter in _ALPHABET}
    for text, party, mentions in profiles.names():
        folded = fold(text)
        letters.update({letter: fold(letter) for letter in text.lower() if not letter.isascii()})
        for first in sorted({word[0] for word in folded.split()}):
            shards[first].append((party.id, party.kind, party.name, text, folded, mentions))
    yield "letters", _script("letters", letters)
    yield from ((f"names-{first}", _script(first, shards[first])) for first in sorted(shards) if first.isalnum())


def _script(name: str, told: object) -> str:
    return f"(window.cariccNames ??= {{}})[{as_json(name)}] = {as_json(told)};\n"
