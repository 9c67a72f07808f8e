"""Scores of annotations against gold ones, as the annotation guide defines them."""

from __future__ import annotations

import json
import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from caricc_graph.model import SYMMETRIC, CariccGraphError, Kind, Modality, Predicate
from caricc_graph.sentences import around

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    Annotation = Mapping[str, Any]
    Key = tuple[str, str, str, str]

_SAME_POST = 80
_LONGEST_QUOTE = 80
_HEAD = 400
_MEASURED = ("seizes", "reports")
_BINS = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)


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


def load(path: Path) -> list[Annotation]:
    """Return the annotated pages of a gold file, or of all in a folder; raises GoldError for what is no gold file."""
    if not path.exists():
        raise GoldError(f"{path}: no gold file or folder stands there.")
    files = sorted(path.rglob("*.json")) if path.is_dir() else [path]
    if not files:
        raise GoldError(f"{path}: the folder holds no .json file.")
    return [_page(file) for file in files]


def _page(file: Path) -> Annotation:
    try:
        page = json.loads(file.read_text(encoding="utf-8"))
        for bulletin in page["bulletins"]:
            _check(bulletin)
        return dict(page, source=str(page["source"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise GoldError(
            f"{file}: not annotated as the guide says ({type(error).__name__}: {error}); see CONTRIBUTING.md."
        ) from None


def _check(bulletin: Annotation) -> None:
    """Raise ValueError or KeyError for the first entity or claim that is not written as the guide says."""
    known = {entity["id"]: (Kind(entity["type"]), entity["name"]) for entity in bulletin["entities"]}
    for claim in bulletin["claims"]:
        predicate, _, _ = Predicate(claim["p"]), Modality(claim["modality"]), claim["quote"]
        unknown = {claim["s"], *([] if predicate is Predicate.HELD_ON else [claim["o"]])} - known.keys()
        if unknown:
            raise ValueError(
                f"bulletin {bulletin['ordinal']}: a claim names {min(unknown)!r}, which is none of its entities"
            )


def evaluate(
    gold: Iterable[Annotation], predicted: Iterable[Annotation], texts: Mapping[tuple[str, int], str]
) -> Scores:
    """Return the scores of predicted pages against gold ones; raises GoldError for a bulletin that no page has.

    `texts` are the bulletins' texts by source page and ordinal, in which quotes are found.
    """
    scores = Scores()
    found = {(page["source"], b["ordinal"]): b for page in predicted for b in page["bulletins"]}
    pairs: list[tuple[str, str]] = []
    for page in gold:
        for bulletin in page["bulletins"]:
            where = _place(page["source"], bulletin, texts)
            if where not in texts:
                raise GoldError(
                    f"{page['source']}: the page has no bulletin {bulletin['ordinal']}, which its gold names."
                )
            other = found.get(where, {"entities": [], "claims": []})
            scores.bulletins += 1
            pairs += _Comparison(scores, where, bulletin, other, " ".join(texts[where].split())).run()
    scores.b_cubed = _b_cubed(pairs)
    return scores


def _place(source: str, bulletin: Annotation, texts: Mapping[tuple[str, int], str]) -> tuple[str, int]:
    """Return where on its page a bulletin stands: at its position, or elsewhere if only there the text begins as its gold says."""
    where, begins = (source, bulletin["ordinal"]), _folded(bulletin.get("starts_with", ""))
    if not begins or _folded(texts.get(where, "")[:_HEAD]).startswith(begins):
        return where
    others = [other for other, text in texts.items() if other[0] == source]
    return next((other for other in sorted(others) if _folded(texts[other][:_HEAD]).startswith(begins)), where)


@dataclass(slots=True)
class _Comparison:
    """One bulletin's gold and predicted annotations."""

    scores: Scores
    where: tuple[str, int]
    gold: Annotation
    predicted: Annotation
    text: str

    def run(self) -> list[tuple[str, str]]:
        """Add this bulletin's figures to the scores; return the pairs of gold and predicted ids that match."""
        matched = self._entities()
        for entity in self.gold["entities"]:
            self.scores.entities[entity["type"]].expected += 1
            self.scores.entities[entity["type"]].matched += entity["id"] in matched
            if entity["id"] not in matched:
                self._miss("missed", _named(entity))
        for entity in self.predicted["entities"]:
            self.scores.entities[entity["type"]].found += 1
            if entity["id"] not in matched.values():
                self._miss("spurious", _named(entity))
        self._claims({other: one for one, other in matched.items()})
        return list(matched.items())

    def _miss(self, side: str, text: str, quote: str = "", rule: str = "") -> None:
        self.scores.misses.append(Miss(side, *self.where, text, self._sentence(quote), rule))

    def _sentence(self, quote: str) -> str:
        """Return the quote marked in what stands around it."""
        spans = self._spans(quote)
        if not spans:
            return quote
        start, end = spans[0]
        begin, close = around(self.text, start, end)
        return f"{self.text[begin:start]}«{self.text[start:end]}»{self.text[end:close]}"

    def _spans(self, quote: str) -> list[tuple[int, int]]:
        words = " ".join(quote.split())
        return [(m.start(), m.end()) for m in re.finditer(re.escape(words), self.text)] if words else []

    def _entities(self) -> dict[str, str]:
        """Return the predicted id of each gold entity that is found, by shared names, then by the same day."""
        ones = [(e["id"], e["type"], _names(e)) for e in self.gold["entities"]]
        others = [(e["id"], e["type"], _names(e)) for e in self.predicted["entities"]]
        shared = sorted(
            (-len(mine & theirs), i, j)
            for i, (_, kind, mine) in enumerate(ones)
            for j, (_, other, theirs) in enumerate(others)
            if kind == other and mine & theirs
        )
        matched = _each_once((ones[i][0], others[j][0]) for _, i, j in shared)
        days, theirs = _days(self.gold), _days(self.predicted)
        left = [i for i, kind, _ in ones if kind == "Event" and i not in matched]
        rest = [i for i, kind, _ in others if kind == "Event" and i not in matched.values()]
        matched.update(_each_once((i, j) for i in left for j in rest if days[i] & theirs[j]))
        return matched

    def _claims(self, of_gold: Mapping[str, str]) -> None:
        expected, found = _by_key(self.gold["claims"]), _by_key(self.predicted["claims"], of_gold)
        for key in sorted(expected.keys() | found.keys()):
            self._compare(key, expected.get(key, []), found.get(key, []))
        facts = {_key(claim) for claim in self.gold["claims"] if claim["modality"] == "asserted"}
        told = {_key(claim, of_gold) for claim in self.predicted["claims"] if claim["modality"] == "asserted"}
        for claim in self.gold["claims"]:
            as_fact = (*_key(claim)[:3], "asserted")
            if claim["modality"] != "asserted" and as_fact in told - facts:
                self.scores.false_facts += 1
                self._miss("false fact", _stated(claim), claim["quote"])

    def _compare(self, key: Key, gold: Sequence[Annotation], predicted: Sequence[Annotation]) -> None:
        predicate = key[1]
        exact = _each_once(
            (i, j) for i, one in enumerate(gold) for j, other in enumerate(predicted) if self._is_strict(one, other)
        )
        for counts, matched in (
            (self.scores.strict, len(exact)),
            (self.scores.relaxed, min(len(gold), len(predicted))),
        ):
            counts[predicate].expected += len(gold)
            counts[predicate].found += len(predicted)
            counts[predicate].matched += matched
        for j, claim in enumerate(predicted):
            if "confidence" in claim:
                edge = max((low for low in _BINS if low <= claim["confidence"]), default=0.0)
                self.scores.calibration[edge].found += 1
                self.scores.calibration[edge].matched += j in exact.values()
            if j not in exact.values():
                side = "inexact" if len(exact) < len(gold) else "spurious"
                self._miss(side, _stated(claim), claim.get("quote", ""), claim.get("rule", ""))
        for i, claim in enumerate(gold):
            if i not in exact:
                self._miss("missed", _stated(claim), claim["quote"])

    def _is_strict(self, one: Annotation, other: Annotation) -> bool:
        from rapidfuzz.fuzz import token_set_ratio

        if one.get("post") and token_set_ratio(one["post"].lower(), other.get("post", "").lower()) < _SAME_POST:
            return False
        quote = other.get("quote", "")
        if len(quote.split()) > _LONGEST_QUOTE:
            return False
        return any(a < d and c < b for a, b in self._spans(one["quote"]) for c, d in self._spans(quote))


def _each_once(pairs: Iterable[tuple[Any, Any]]) -> dict[Any, Any]:
    matched: dict[Any, Any] = {}
    used = set()
    for one, other in pairs:
        if one not in matched and other not in used:
            matched[one] = other
            used.add(other)
    return matched


def _names(entity: Annotation) -> set[str]:
    return {_folded(name) for name in (entity["name"], *entity.get("mentions", ()), *entity.get("aliases", ())) if name}


def _folded(name: str) -> str:
    return re.sub(r"^(?:the|an?) ", "", " ".join(name.casefold().split()))


def _named(entity: Annotation) -> str:
    return f"{entity['type']} {entity['id']} ({' | '.join(entity.get('mentions', ()))})"


def _stated(claim: Annotation) -> str:
    more = [claim["post"]] if claim.get("post") else []
    if claim.get("quantity"):
        more.append(" ".join(str(part) for part in _measure(claim)))
    if claim["modality"] != "asserted":
        more.append(claim["modality"])
    told = f"{claim['s']} {claim['p']} {claim['o']}"
    return f"{told} ({', '.join(more)})" if more else told


def _days(bulletin: Annotation) -> dict[str, set[tuple[str, str]]]:
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for claim in bulletin["claims"]:
        if claim["p"] == "heldOn":
            found[claim["s"]].add(_ends(claim["o"]))
    return found


def _ends(edtf: str) -> tuple[str, str]:
    first, _, last = edtf.partition("/")
    return first, last or first


def _measure(claim: Annotation) -> tuple[float | None, str, str]:
    quantity = claim.get("quantity") or {}
    value = quantity.get("value")
    return (None if value is None else float(value)), str(quantity.get("unit", "")), str(quantity.get("comparator", ""))


def _key(claim: Annotation, ids: Mapping[str, str] | None = None) -> Key:
    """Return what two claims must share to match: subject, predicate, object with its measure, and modality.

    `ids` are the gold ids of predicted ones; without them the claim is a gold one.
    """
    subject, predicate = claim["s"] if ids is None else ids.get(claim["s"], f"?{claim['s']}"), claim["p"]
    obj = claim["o"] if ids is None or predicate == "heldOn" else ids.get(claim["o"], f"?{claim['o']}")
    if predicate in SYMMETRIC:
        subject, obj = sorted((subject, obj))
    if predicate == "heldOn":
        obj = "/".join(_ends(obj))
    if predicate in _MEASURED:
        obj = f"{obj} {_measure(claim)}"
    return subject, predicate, obj, claim["modality"]


def _by_key(claims: Iterable[Annotation], ids: Mapping[str, str] | None = None) -> dict[Key, list[Annotation]]:
    found: dict[Key, list[Annotation]] = defaultdict(list)
    for claim in claims:
        found[_key(claim, ids)].append(claim)
    return found


def _b_cubed(pairs: Sequence[tuple[str, str]]) -> tuple[float, float, float]:
    """Return B-cubed precision, recall and F1 of ids over the matched pairs of gold and predicted ids."""
    if not pairs:
        return 1.0, 1.0, 1.0
    gold, predicted, both = Counter(g for g, _ in pairs), Counter(p for _, p in pairs), Counter(pairs)
    precision = sum(n * n / predicted[p] for (_, p), n in both.items()) / len(pairs)
    recall = sum(n * n / gold[g] for (g, _), n in both.items()) / len(pairs)
    return precision, recall, 2 * precision * recall / (precision + recall)


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
