"""The files that pages share: styles, scripts and an icon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caricc_graph.pages.html import HERE

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["asset", "assets"]

_FOLDER = HERE / "files"


def asset(name: str) -> bytes | None:
    """Return the file of this name, None where there is none."""
    return dict(assets()).get(name)


def assets() -> Iterator[tuple[str, bytes]]:
    """Yield the name and the content of each file, in order."""
    for path in sorted(_FOLDER.iterdir()):
        yield path.name, path.read_bytes()
