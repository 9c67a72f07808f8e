"""The sentences behind statements, with where they stand."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from caricc_graph.store import Store

_BATCH = 500
ORIGIN_NAMES = "?title ?published ?day ?publisher ?address ?page ?file ?ordinal ?bulletin"
ORIGIN = """
  ?bulletin cg:appearance ?place .
  ?place dcterms:source ?source ; cg:ordinal ?ordinal .
  ?source cg:file ?file
  OPTIONAL { ?bulletin dcterms:title ?title }
  OPTIONAL { ?bulletin dcterms:issued ?published }
  OPTIONAL { ?bulletin cg:attestedDay ?day }
  OPTIONAL { ?source dcterms:publisher ?publisher }
  OPTIONAL { ?place schema:url ?address }
  OPTIONAL { ?source schema:url ?page }
"""
_CITED = f"""
SELECT ?statement ?quote ?sentence ?offset {ORIGIN_NAMES}
WHERE {{
  VALUES ?statement {{ %s }}
  ?statement cg:evidence ?evidence .
  ?evidence cg:quote ?quote ; cg:sentence ?sentence ; cg:start ?start ; cg:sentenceStart ?from ; cg:inBulletin ?bulletin .
  {ORIGIN}
  BIND (?start - ?from AS ?offset)
}}
ORDER BY ?statement ?bulletin ?start ?file ?ordinal
"""


@dataclass(frozen=True, slots=True)
class Citation:
    """A sentence that states a link, with the quote in it (`offset` code points from its beginning) and where it stands.

    `address` is where the bulletin is to be found, as far as its page or `sources.csv` says; `page` tells file and place on it.
    """

    statement: str
    quote: str
    sentence: str
    offset: int
    title: str
    date: str
    publisher: str
    address: str
    page: str
    bulletin: str


def citations(store: Store, statements: Sequence[str]) -> dict[str, tuple[Citation, ...]]:
    """Return for each statement, given by its IRI, the sentences that state it: one for each bulletin and span."""
    ordered = sorted(set(statements))
    found: dict[str, dict[tuple[str, int, str], Citation]] = defaultdict(dict)
    for start in range(0, len(ordered), _BATCH):
        for citation in _cited(store, ordered[start : start + _BATCH]):
            found[citation.statement].setdefault((citation.bulletin, citation.offset, citation.quote), citation)
    return {iri: tuple(cited.values()) for iri, cited in found.items()}


def _cited(store: Store, statements: Sequence[str]) -> Iterator[Citation]:
    rows = store.query(_CITED % " ".join(f"<{iri}>" for iri in statements))
    for row in rows.rows:
        told = dict(zip(rows.variables, (cell or "" for cell in row), strict=True))
        yield cited(told, told["statement"], told["quote"], told["sentence"], int(told["offset"]))


def cited(told: Mapping[str, str], statement: str, quote: str, sentence: str, offset: int) -> Citation:
    """Return the citation of a sentence whose bulletin and page `told` names by the variables of ORIGIN_NAMES."""
    return Citation(
        statement=statement,
        quote=quote,
        sentence=sentence,
        offset=offset,
        title=told["title"],
        date=told["published"] or told["day"],
        publisher=told["publisher"],
        address=told["address"] or told["page"],
        page=f"{told['file']}, no. {told['ordinal']}",
        bulletin=told["bulletin"],
    )


def publishers(count: int) -> str:
    """Return in words how many independent publishers tell a statement."""
    return "1 publisher" if count == 1 else f"{count} independent publishers"
