"""What a stage is a part of ("the second stage of the exercise A", "its final stage")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caricc_graph.extraction.recall import OPERATION
from caricc_graph.model import Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from caricc_graph.extraction.lexicon import Lexicon
    from caricc_graph.extraction.nominals import Nominal, Nominals
    from caricc_graph.extraction.recall import EventReading
    from caricc_graph.extraction.spans import Thing

    Titled = tuple[Nominal, tuple[int, int] | None]

_REACH, _AT_ONCE = 16, 2
_STAGED = frozenset({OPERATION, "exercise"})


class Stages:
    """Finds the event whose stage a nominal is."""

    def __init__(self, lexicon: Lexicon, nominals: Nominals) -> None:
        words = lexicon.files["events"]["words"]
        self._nominals = nominals
        self._own = frozenset(words["possessive"])
        self._definite = frozenset(words["definite"])

    def whole(
        self, reading: EventReading, k: int, with_title: Callable[[EventReading, Nominal], Titled]
    ) -> Titled | None:
        """Return the nominal of the event that goes on behind "of" at `k`, and the tokens of its title."""
        if not self._goes_on(reading, k):
            return None
        for j in range(k + 1, min(k + _REACH, reading.sentence.last)):
            if j in reading.starts:
                return None
            nominal = self._nominals.at(reading.text, j, reading.sentence, reading.ends)
            if nominal is not None:
                nominal, title = with_title(reading, nominal)
                return (nominal, title) if nominal.first <= k + _AT_ONCE else None
        return None

    def operation(self, reading: EventReading, nominal: Nominal) -> Thing | None:
        """Return the known operation that goes on behind "of", or that spoken of last whose stage "its final stage" is."""
        if self._goes_on(reading, nominal.last):
            near = range(nominal.last + 1, min(nominal.last + _REACH, reading.sentence.last))
            first = next((reading.starts[j] for j in near if j in reading.starts), None)
            return first.thing if first is not None and first.thing.kind is Kind.EVENT else None
        if nominal.determiner not in self._own:
            return None
        staged = (one for one in reversed(reading.scene.events) if not one.plural and self.has_stages(one.event_kind))
        return next(staged, None)

    def again(self, reading: EventReading, nominal: Nominal) -> Thing | None:
        """Return the stage told of last, where "the stage" takes it up with no word before it."""
        bare = nominal.first == nominal.head and nominal.determiner in self._definite and not nominal.plural
        parts = [thing for thing in reading.scene.events if any(nominal.noun in name.split() for name in thing.names)]
        return parts[-1] if bare and parts else None

    def _goes_on(self, reading: EventReading, k: int) -> bool:
        return k < reading.sentence.last and reading.text.norms[k] == "of"

    def has_stages(self, kind: str) -> bool:
        """Tell whether events of a kind are operations or exercises."""
        return not self._nominals.families.get(kind, frozenset({kind})).isdisjoint(_STAGED)
