"""Places of nouns: in which phrase and clause of a sentence each noun stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caricc_graph.extraction.clause import Clause, Parse
    from caricc_graph.extraction.nouns import Noun, Phrase


@dataclass(slots=True)
class Place:
    """Where a noun stands: its phrase, the clause that it belongs to, whether as the clause's subject, and the noun that it hangs on."""

    noun: Noun
    phrase: Phrase
    clause: Clause | None = None
    as_subject: bool = False
    holder: Noun | None = None

    def prep(self) -> str:
        """Return the preposition before the noun, or before the one that it stands in a list with."""
        if self.noun.above is None:
            return self.phrase.prep
        return next((link.prep for link in self.noun.above.links if self.noun in link.nouns), "")

    def shared(self, prep: str) -> list[Noun]:
        """Return what hangs by a preposition on the next noun of a pair, which this one shares ("support and coordination of A")."""
        noun = self.noun
        lists = [link.nouns for link in noun.above.links if noun in link.nouns] if noun.above else [self.phrase.nouns]
        after = next((one for nouns in lists for one in nouns if one.first == noun.last + 1), None)
        shares = after is not None and after.sort == noun.sort == "noun" and not noun.links
        return after.link(prep) if after is not None and shares else []


def places(parse: Parse) -> list[Place]:
    """Return where each noun of a sentence stands."""
    clauses: dict[int, tuple[Clause, bool]] = {}
    for clause in parse.clauses:
        for noun, as_subject in _of_clause(clause):
            clauses.setdefault(id(noun), (clause, as_subject))
    found = []
    for phrase in (phrase for gap in parse.gaps for segment in gap for phrase in segment.phrases):
        for top in phrase.nouns:
            home, as_subject = clauses.get(id(top), (None, False))
            found += [Place(noun, phrase, home, as_subject, top) for noun in top.whole()]
    return found


def _of_clause(clause: Clause) -> Iterator[tuple[Noun, bool]]:
    """Yield the nouns of a clause, and whether each stands as its subject."""
    subjects = clause.subjects[:1] if clause.dependent else clause.subjects
    yield from ((noun, True) for choice in subjects for noun in choice)
    yield from ((noun, False) for noun in clause.objects)
    yield from ((noun, False) for link in (*clause.links, *clause.opening) for noun in link.nouns)
