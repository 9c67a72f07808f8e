"""The words of the register, as the files of `data/lexicon` give them."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from caricc_graph.extraction.phrases import Phrases
from caricc_graph.resources import folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

_SPLIT = re.compile(r"([’']s\b|[,()]|[’'](?=\s|$))")
_FILES = ("names", "events", "verbs", "frames", "modality", "rules", "model")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The lexicon files as parsed, by the file's name without its suffix."""

    files: Mapping[str, Mapping[str, Any]]
    spelling: Mapping[str, str]
    passed_over: frozenset[str]

    def words(self, file: str, *path: str) -> tuple[str, ...]:
        """Return the list of words that stands at `path` in `file`."""
        found: Any = self.files[file]
        for key in path:
            found = found[key]
        return tuple(found)

    def norms(self, phrase: str) -> list[str]:
        """Return the normalised words of a phrase, as `text.read` gives them for a bulletin."""
        words = _SPLIT.sub(r" \1 ", phrase.lower().replace("-", " ").replace("/", " ")).split()
        return [self.spelling.get(word, word) for word in words if word not in self.passed_over]

    def phrases(self, words: Iterable[str]) -> Phrases[str]:
        """Return a phrase set of `words`, each with itself as its value."""
        found: Phrases[str] = Phrases()
        for word in words:
            found.add(self.norms(word), word)
        return found


def load(path: Path | None = None) -> Lexicon:
    """Return the lexicon of the folder `path`, by default the one that is shipped."""
    place = path or folder("data") / "lexicon"
    files = {name: tomllib.loads((place / f"{name}.toml").read_text(encoding="utf-8")) for name in _FILES}
    text = files["names"]["text"]
    passed_over = frozenset(text["passed_over"])
    return Lexicon(files, text["spelling"] | dict.fromkeys(passed_over, ""), passed_over)
