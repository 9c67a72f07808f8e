"""Scores of annotations against gold ones, as the annotation guide defines them."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from caricc_graph.extraction.quantities import plain_unit
from caricc_graph.model import SYMMETRIC, Kind, Modality, Predicate
from caricc_graph.scores import GoldError, Miss, Scores
from caricc_graph.sentences import around

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    Annotation = Mapping[str, Any]
    Key = tuple[str, str, str, str]

_SAME_POST = 80
_LONGEST_QUOTE = 80
_HEAD = 400
_MEASURED = ("seizes", "reports")
_BINS = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)


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
        """Return the predicted id of each gold entity that is found, by shared names, of as many those first of which most claims tell the same; then by the same day."""
        ones = [(e["id"], e["type"], _names(e)) for e in self.gold["entities"]]
        others = [(e["id"], e["type"], _names(e)) for e in self.predicted["entities"]]
        told, said = _told(self.gold), _told(self.predicted)
        shared = sorted(
            (-len(names & called), -_agreement(told[one], said[two]), i, j)
            for i, (one, kind, names) in enumerate(ones)
            for j, (two, other, called) in enumerate(others)
            if kind == other and names & called
        )
        matched = _each_once((ones[i][0], others[j][0]) for _, _, i, j in shared)
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


def _told(bulletin: Annotation) -> dict[str, list[tuple[str, str, set[object]]]]:
    """Return what the claims of a bulletin tell of each entity: predicate, side, and the names or days at the other end."""
    names: dict[str, set[object]] = {entity["id"]: set(_names(entity)) for entity in bulletin["entities"]}
    found: dict[str, list[tuple[str, str, set[object]]]] = defaultdict(list)
    for claim in bulletin["claims"]:
        found[claim["s"]].append((claim["p"], "s", names.get(claim["o"]) or {_ends(claim["o"])}))
        found[claim["o"]].append((claim["p"], "o", names.get(claim["s"], set())))
    return found


def _agreement(one: Sequence[tuple[str, str, set[object]]], other: Sequence[tuple[str, str, set[object]]]) -> int:
    """Return how many claims of one entity have their like among those of another."""
    return sum(any(a[:2] == b[:2] and a[2] & b[2] for b in other) for a in one)


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
    unit = plain_unit(str(quantity.get("unit", "")))
    return (None if value is None else float(value)), unit, str(quantity.get("comparator", ""))


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
