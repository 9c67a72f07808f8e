"""Scores: what was found, what was to be found and what matches, their table, and floors that only rise."""

from __future__ import annotations

import json
import math
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from caricc_graph.model import CariccGraphError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path


class GoldError(CariccGraphError):
    """A gold file, or a floors file, that can't be used."""


@dataclass(slots=True)
class Counts:
    """How many were found, how many were to be found, and how many of both match."""

    found: int = 0
    expected: int = 0
    matched: int = 0

    @property
    def precision(self) -> float:
        """Return the share of what was found that is right; 1 where nothing was found."""
        return self.matched / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Return the share of what was to be found that was; 1 where nothing was to be found."""
        return self.matched / self.expected if self.expected else 1.0

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall."""
        total = self.found + self.expected
        return 2 * self.matched / total if total else 1.0


@dataclass(frozen=True, slots=True)
class Miss:
    """An entity or claim of one side alone: `missed` of the gold, `spurious` of the prediction, or `inexact` (post or quote differ)."""

    side: str
    source: str
    ordinal: int
    text: str
    sentence: str = ""
    rule: str = ""


@dataclass(slots=True)
class Scores:
    """All figures of the guide; `false_facts` are gold claims that are no facts, but were predicted as such.

    `calibration` gives, for the lower edge of each range of confidence, the claims predicted with it.
    """

    bulletins: int = 0
    entities: dict[str, Counts] = field(default_factory=lambda: defaultdict(Counts))
    strict: dict[str, Counts] = field(default_factory=lambda: defaultdict(Counts))
    relaxed: dict[str, Counts] = field(default_factory=lambda: defaultdict(Counts))
    identity: Counts = field(default_factory=Counts)
    b_cubed: tuple[float, float, float] = (1.0, 1.0, 1.0)
    false_facts: int = 0
    calibration: dict[float, Counts] = field(default_factory=lambda: defaultdict(Counts))
    misses: list[Miss] = field(default_factory=list)

    def figures(self) -> dict[str, float]:
        """Return the headline figures by name, each between 0 and 1 but for the false facts in a hundred predicted claims."""
        entities, strict, relaxed = total(self.entities), total(self.strict), total(self.relaxed)
        return {
            "entities_precision": entities.precision, "entities_recall": entities.recall, "entities_f1": entities.f1,
            "identity_b_cubed": self.b_cubed[2],
            "strict_precision": strict.precision, "strict_recall": strict.recall, "strict_f1": strict.f1,
            "relaxed_precision": relaxed.precision, "relaxed_recall": relaxed.recall, "relaxed_f1": relaxed.f1,
            "false_facts_in_100": 100 * self.false_facts / strict.found if strict.found else 0.0,
        }  # fmt: skip

    def plain(self) -> dict[str, object]:
        """Return all figures as plain values, for JSON."""

        def told(counts: Mapping[str, Counts]) -> dict[str, dict[str, float]]:
            return {
                name: {
                    "found": c.found,
                    "expected": c.expected,
                    "matched": c.matched,
                    "precision": round(c.precision, 4),
                    "recall": round(c.recall, 4),
                    "f1": round(c.f1, 4),
                }
                for name, c in sorted(counts.items())
            }

        return {
            "bulletins": self.bulletins,
            **{name: round(value, 4) for name, value in self.figures().items()},
            "entities": told(self.entities),
            "strict": told(self.strict),
            "relaxed": told(self.relaxed),
            "calibration": {
                f"{edge:g}": {"claims": c.found, "right": round(c.precision, 4)}
                for edge, c in sorted(self.calibration.items())
            },
        }


def total(counts: Mapping[str, Counts]) -> Counts:
    """Return the sum of counts."""
    return Counts(
        sum(c.found for c in counts.values()),
        sum(c.expected for c in counts.values()),
        sum(c.matched for c in counts.values()),
    )


def lines(scores: Scores, *, misses: bool = False) -> Iterator[str]:
    """Yield the scores as a table, and on request what was missed and what is spurious, each with its sentence."""
    told = scores.figures()
    yield f"Bulletins: {scores.bulletins}"
    for name in ("entities", "strict", "relaxed"):
        figures = " ".join(f"{part[0].upper()} {told[f'{name}_{part}']:.3f}" for part in ("precision", "recall", "f1"))
        yield f"{name.capitalize():9} {figures}"
    yield f"Identity  B-cubed {told['identity_b_cubed']:.3f}"
    yield f"False facts: {scores.false_facts} ({told['false_facts_in_100']:.2f} in 100 claims)"
    heading = f"{'':16}{'found':>7}{'gold':>7}{'right':>7}{'P':>7}{'R':>7}{'F1':>7}"
    for title, counts in (("Entities", scores.entities), ("Claims, strict", scores.strict)):
        yield ""
        yield f"{title}\n{heading}"
        for name, c in sorted(counts.items(), key=lambda item: -item[1].expected):
            yield f"{name:16}{c.found:7}{c.expected:7}{c.matched:7}{c.precision:7.2f}{c.recall:7.2f}{c.f1:7.2f}"
    yield ""
    yield "Confidence, and the share that is right"
    for edge, c in sorted(scores.calibration.items()):
        yield f"  from {edge:.2f}: {c.found:5} claims, {c.precision:.2f} right"
    if misses:
        yield from _told(scores.misses)


def _told(misses: Iterable[Miss]) -> Iterator[str]:
    for (source, ordinal), found in _grouped(misses, lambda miss: (miss.source, miss.ordinal)).items():
        yield f"\n{source}, no. {ordinal}"
        for miss in found:
            yield f"  {miss.side:10} {miss.text}{f'  [{miss.rule}]' if miss.rule else ''}"
            if miss.sentence:
                yield f"             {miss.sentence}"


def _grouped(misses: Iterable[Miss], key: Callable[[Miss], tuple[str, int]]) -> dict[tuple[str, int], list[Miss]]:
    found: dict[tuple[str, int], list[Miss]] = defaultdict(list)
    for miss in misses:
        found[key(miss)].append(miss)
    return found


def below(scores: Scores, floors: Path) -> list[str]:
    """Return what fell below the figures of a floors file; raises GoldError where that can't be read."""
    kept, figures = _floors(floors), scores.figures()
    unknown = kept.keys() - figures.keys()
    if unknown:
        raise GoldError(f"{floors}: {min(unknown)!r} is no figure; there are {', '.join(figures)}.")
    return [
        f"{name}: {figures[name]:.4f}, the floor is {floor:g}"
        for name, floor in sorted(kept.items())
        if (figures[name] > floor if name.startswith("false") else figures[name] < floor)
    ]


def _floors(file: Path) -> dict[str, float]:
    try:
        return {str(name): float(value) for name, value in json.loads(file.read_text(encoding="utf-8")).items()}
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise GoldError(f"{file}: no file of floors ({error}); it is a JSON object of figures by name.") from None


def raise_floors(scores: Scores, floors: Path) -> None:
    """Raise the figures of a floors file to those reached, cut to three places; none is lowered."""
    kept, figures = _floors(floors), scores.figures()
    for name, floor in kept.items():
        if name.startswith("false"):
            kept[name] = min(floor, math.ceil(figures[name] * 1000) / 1000)
        else:
            kept[name] = max(floor, math.floor(figures[name] * 1000) / 1000)
    floors.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
