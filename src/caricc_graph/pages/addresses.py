"""Addresses of pages: the same on the server and in the static site, each told from the page that leads there."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

__all__ = ["Place"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page stands, as "entity/caricc", and what its address ends with in a folder of files."""

    address: str
    suffix: str = ""

    @property
    def root(self) -> str:
        """The way from this page to the beginning, empty or a number of `../`."""
        return "../" * self.address.count("/")

    def to(self, *parts: object, at: str = "") -> str:
        """Return the way from this page to the one of these parts, at a place on it where `at` is given."""
        path = "/".join(quote(str(part), safe="") for part in parts)
        return f"{self.root}{path}{self.suffix}{f'#{at}' if at else ''}"

    def asset(self, name: str) -> str:
        """Return the way to a file that pages share."""
        return f"{self.root}assets/{name}"
