"""The files that pages share: styles, scripts and an icon."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from caricc_graph.pages.html import HERE
from caricc_graph.pages.network import network_assets

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["asset", "assets"]

_FOLDER = HERE / "files"


def asset(name: str) -> bytes | None:
    """Return the file of this name, None where there is none."""
    return dict(_kept()).get(name)


@cache
def _kept() -> tuple[tuple[str, bytes], ...]:
    return tuple(assets())


def assets() -> Iterator[tuple[str, bytes]]:
    """Yield the name and the content of each file."""
    for path in sorted(_FOLDER.iterdir()):
        yield path.name, path.read_bytes()
    yield from ((name, text.encode()) for name, text in sorted(network_assets().items()))
