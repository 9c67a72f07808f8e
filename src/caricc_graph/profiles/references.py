"""Where a sentence stands, as a person cites it: in plain words and for BibTeX."""

from __future__ import annotations

import re
from dataclasses import dataclass

_BIBTEX = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"} | {
    c: f"\\{c}" for c in "{}$&#_%"
}
_WORDS = 8
_LETTERS = 70


@dataclass(frozen=True, slots=True)
class Reference:
    """A bulletin as it is cited; what is not known is empty. `title` is that of the bulletin, else its first words.

    `address` is where it is to be found as far as its page or `sources.csv` says, which need be no web address; `page` tells file and place.
    """

    bulletin: str
    title: str
    publisher: str
    date: str
    address: str
    page: str
    accessed: str
    licence: str

    def plain(self) -> str:
        """Return the citation in one line: body, title, date, address, day of access."""
        date = f" ({self.date})" if self.date else ""
        accessed = f" (accessed {self.accessed})" if self.accessed else ""
        where = f"{self.address}{accessed}" if self.address else self.page
        body = f"{self.publisher}, " if self.publisher else ""
        return f"{body}“{self.title}”{date}. {where}"

    def bibtex(self) -> str:
        """Return the citation as a BibTeX entry; its key is the bulletin's id."""
        told = {
            "author": f"{{{_escaped(self.publisher)}}}" if self.publisher else "",
            "title": f"{{{_escaped(self.title)}}}",
            "year": self.date[:4],
            "date": self.date,
            "url": _escaped(self.address) if _is_web(self.address) else "",
            "howpublished": _escaped(self.page if _is_web(self.address) or not self.address else self.address),
            "urldate": self.accessed if re.fullmatch(r"\d{4}-\d\d-\d\d", self.accessed) else "",
        }
        fields = "".join(f",\n  {name} = {{{text}}}" for name, text in told.items() if text)
        return f"@misc{{bulletin-{self.bulletin}{fields}\n}}"

    @property
    def link(self) -> str:
        """The address where it is one on the web, else empty."""
        return self.address if _is_web(self.address) else ""


def headline(title: str, text: str) -> str:
    """Return a bulletin's title, else its first words."""
    if title.strip():
        return " ".join(title.split())
    words = text.split()
    short = " ".join(words[:_WORDS])[:_LETTERS]
    return f"{short} …" if len(words) > _WORDS or len(short) < len(text.strip()) else short


def _is_web(address: str) -> bool:
    return re.match(r"https?://[^\s/]", address) is not None


def _escaped(text: str) -> str:
    return "".join(_BIBTEX.get(letter, letter) for letter in " ".join(text.split()))
