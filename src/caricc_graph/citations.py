"""The sentences behind statements, with where they stand."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from caricc_graph.store import Store

_BATCH = 200
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
_EVIDENCES = """
SELECT ?statement ?quote ?sentence ?start ?from ?bulletin
WHERE {
  VALUES ?statement { %s }
  ?statement cg:evidence ?evidence .
  ?evidence cg:quote ?quote ; cg:sentence ?sentence ; cg:start ?start ; cg:sentenceStart ?from ; cg:inBulletin ?bulletin
}
ORDER BY ?statement ?bulletin ?start
"""
_ORIGINS = f"""
SELECT {ORIGIN_NAMES}
WHERE {{
  VALUES ?bulletin {{ %s }}
  {ORIGIN}
}}
ORDER BY ?bulletin ?file ?ordinal
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
    found: dict[str, dict[tuple[str, int, str], Citation]] = defaultdict(dict)
    rows = list(batched(store, _EVIDENCES, statements))
    origins: dict[str, dict[str, str]] = {}
    for told in batched(store, _ORIGINS, (row["bulletin"] for row in rows)):
        origins.setdefault(told["bulletin"], told)
    for row in rows:
        if row["bulletin"] in origins:
            offset = int(row["start"]) - int(row["from"])
            citation = cited(origins[row["bulletin"]], row["statement"], row["quote"], row["sentence"], offset)
            found[citation.statement].setdefault((citation.bulletin, offset, citation.quote), citation)
    return {iri: tuple(told.values()) for iri, told in found.items()}


def batched(store: Store, query: str, iris: Iterable[str]) -> Iterator[dict[str, str]]:
    """Yield the rows of a query about these IRIs by the names of their variables, so many IRIs at a time."""
    ordered = sorted(set(iris))
    for start in range(0, len(ordered), _BATCH):
        rows = store.query(query % " ".join(f"<{iri}>" for iri in ordered[start : start + _BATCH]))
        for row in rows.rows:
            yield dict(zip(rows.variables, (cell or "" for cell in row), strict=True))


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
