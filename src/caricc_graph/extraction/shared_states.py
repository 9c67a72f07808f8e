"""Which state the bodies of a list are of, where it is named once: behind the last, before the first, or at the head of an item."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caricc_graph.extraction.runs import Run
from caricc_graph.model import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from caricc_graph.extraction.gazetteer import Gazetteer, Hit
    from caricc_graph.extraction.keys import Keys
    from caricc_graph.extraction.lexicon import Lexicon
    from caricc_graph.extraction.names import Grammar
    from caricc_graph.extraction.spans import Discourse
    from caricc_graph.extraction.text import Text

_GENITIVE = frozenset({"'s", "’s"})
# Bodies that a state has elsewhere, or that are the state itself.
_SENT = frozenset({"embassy", "consulate", "government", "delegation", "mission"})
_BEFORE = 4
_IN_LISTS = frozenset({",", "the", "of", "and"})
_BRACKETED = 8
_ITEM = 30


class SharedStates:
    """Finds the state of a body that stands in a list of bodies."""

    def __init__(self, lexicon: Lexicon, gazetteer: Gazetteer, grammar: Grammar, keys: Keys) -> None:
        self._gazetteer, self._grammar, self._keys = gazetteer, grammar, keys
        self._of_state = frozenset(lexicon.words("names", "bodies", "of_state"))

    def behind(self, text: Text, run: Run, last: int, hits: Mapping[int, Hit]) -> Hit | None:
        """Return the state that is named once, behind the last of a list of its bodies that begins with this one."""
        part = run
        while isinstance(owner := part.inner[-1] if part.inner else None, Run):
            part = owner
        if not self._grammar.is_state_body(text, part):
            return None
        k = _behind_brackets(text, run.last, last)
        start = k
        while k < last and (text.words[k].lower() in {",", "and", "of", "the"}):
            k += 1
        if k == start or k >= last or text.words[start].lower() == "of":
            return None
        other = self._grammar.run(text, k, last, hits)
        if other is None or (k in hits and other.last <= hits[k].last):
            return self._within(text, hits[k]) if k in hits else None
        if other.kind is not Kind.AGENCY:
            return None
        closing = other.hits[-1] if other.hits else None
        if closing and closing.last == other.last and closing.name.entry.kind is Kind.COUNTRY:
            return closing
        return self.behind(text, other, last, hits)

    def before(self, text: Text, run: Run, discourse: Discourse, hits: Mapping[int, Hit]) -> Hit | None:
        """Return the state whose bodies a list names that ends with this one, not named before ("Latvia's Border Guard, the Customs Service and the Police Academy")."""
        k = run.first - 1
        key = (Kind.AGENCY, self._keys.of_run(text, run, None)[0])
        named = not self._grammar.is_state_body(text, run) or key in discourse.short or key in discourse.things
        if named or k < 1 or text.words[k].lower() not in {",", "and", "the"}:
            return None
        while k > 0 and (text.words[k][0].isupper() or text.words[k].lower() in {",", "and", "the", "of"}):
            k -= 1
        owner = hits.get(k - 1) if text.words[k] in _GENITIVE else None
        state = owner is not None and owner.name.entry.kind is Kind.COUNTRY and owner.last == k
        return owner if state else self._of_first(text, run, hits)

    def _of_first(self, text: Text, run: Run, hits: Mapping[int, Hit]) -> Hit | None:
        """Return the state that the first of a list of its bodies ends with ("the Ministry of Justice of Latvia, the State Police, the Customs Service")."""
        if not any(text.norms[k] in self._of_state for k in range(run.first, run.last)):
            return None
        k = run.first
        while k > 0 and (text.words[k - 1][0].isupper() or text.words[k - 1].lower() in _IN_LISTS):
            k -= 1
            hit = hits.get(k)
            if text.norms[k] in _SENT:
                return None
            if hit is not None and hit.name.entry.kind is Kind.AGENCY and hit.last > k + 1:
                return self._within(text, hit) if text.words[hit.last] == "," else None
            if hit is not None:
                state = hit.name.entry.kind is Kind.COUNTRY and not hit.name.demonym
                state = state and not any(norm in _SENT for norm in text.norms[max(k - _BEFORE, 0) : k])
                return hit if state and text.words[hit.last] == "," and _ends_name(text, k) else None
        return None

    def _within(self, text: Text, hit: Hit) -> Hit | None:
        """Return the state that ends a known body's name."""
        if hit.name.entry.kind is not Kind.AGENCY:
            return None
        found = (self._gazetteer.at(text, k, hit.last) for k in range(hit.first + 1, hit.last))
        return next(
            (part for part in found if part and part.last == hit.last and part.name.entry.kind is Kind.COUNTRY), None
        )


def sending_state(text: Text, run: Run, hits: Mapping[int, Hit]) -> Hit | None:
    """Return the state that heads the item of a list in which a body is named ("– from Georgia – Head of the Customs Service N.;")."""
    for k in range(run.first - 1, max(run.first - _ITEM, 0), -1):
        hit = hits.get(k)
        if text.words[k] == ";" or text.words[k].lower() == "from":
            return None
        if hit is None or hit.name.entry.kind is not Kind.COUNTRY or hit.name.demonym:
            continue
        before = k - 1 - (text.words[k - 1].lower() == "the")
        headed = text.words[before].lower() == "from" and text.words[hit.last] in {"-", "–", "—", ":"}
        return hit if headed else None
    return None


def _ends_name(text: Text, k: int) -> bool:
    """Tell whether the state at `k` stands behind "of" ("of Latvia", "of the Republic of Latvia")."""
    before = [word.lower() for word in text.words[max(k - 2, 0) : k]]
    return before[-1:] == ["of"] or before == ["of", "the"]


def _behind_brackets(text: Text, k: int, last: int) -> int:
    """Return the token behind the brackets that begin at `k`; `k` itself where there are none."""
    if k >= last or text.words[k] != "(":
        return k
    return next((j + 1 for j in range(k + 1, min(k + _BRACKETED, last)) if text.words[j] == ")"), k)
