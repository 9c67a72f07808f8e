"""A graph on disk, and the rows that a SPARQL query gets from it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from caricc_graph.model import CariccGraphError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from types import TracebackType
    from typing import Self

_TOKENS = re.compile(
    r'(?P<comment>\#[^\n]*)|(?P<long>"""(?:[^\\]|\\.)*?"""|\'\'\'(?:[^\\]|\\.)*?\'\'\')|(?P<string>"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\')'
    r"|(?P<iri><[^<>\"{}|^`\\\x00-\x20]*>)|(?P<variable>[?$]\w+)|(?P<word>[^\W\d_]\w*)(?![\w.-]*:)|(?P<other>\s+|.)",
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_REFUSED = {
    "SERVICE": "asks another server",
    "LOAD": "fetches from outside",
    "FROM": "names a graph to be fetched",
    "INSERT": "would write",
    "DELETE": "would write",
    "CLEAR": "would write",
    "DROP": "would write",
    "CREATE": "would write",
    "COPY": "would write",
    "MOVE": "would write",
    "ADD": "would write",
}
_POSITION = re.compile(r"at (\d+):(\d+)")


class QueryError(CariccGraphError):
    """A query that is refused or can't be understood."""


class StoreError(CariccGraphError):
    """A folder that holds no graph."""


@dataclass(frozen=True, slots=True)
class Rows:
    """What a query answers: variables and rows of terms, a truth value, or triples, and its standard serialisations."""

    variables: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]
    kind: str = "rows"

    def frame(self) -> Any:
        """Return a pandas DataFrame; raises QueryError where pandas is not installed."""
        try:
            import pandas as pd
        except ImportError:
            raise QueryError("pandas is not installed; install caricc-graph[pandas].") from None
        return pd.DataFrame(list(self.rows), columns=list(self.variables))


def load(nquads: Path, folder: Path) -> None:
    """Make a store of an N-Quads file in a new folder."""
    import pyoxigraph

    store = pyoxigraph.Store(str(folder))
    store.bulk_load(path=str(nquads), format=pyoxigraph.RdfFormat.N_QUADS)
    store.flush()
    del store


class Store:
    """A graph that is only read; a query sees the union of its named graphs and knows its prefixes."""

    def __init__(self, folder: Path, *, prefixes: Mapping[str, str]) -> None:
        import pyoxigraph

        try:
            self._store: Any = pyoxigraph.Store.read_only(str(folder))
        except OSError as error:
            raise StoreError(f"{folder}: no graph can be read there ({error}); run `caricc-graph build`.") from None
        self.prefixes = dict(prefixes)

    def __enter__(self) -> Self:
        """Return the store itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let the store go."""
        self.close()

    def close(self) -> None:
        """Let the store go; it answers no more."""
        self._store = None

    def query(self, sparql: str, *, bindings: Mapping[str, str] | None = None) -> Rows:
        """Return what a SPARQL 1.1 query answers; `bindings` put an IRI (in `<…>`) or plain text in the place of variables.

        Raises QueryError for a syntax error, with its line, and for a query that would write or reach the network.
        """
        answer = self._answer(bound(sparql, bindings or {}))
        if isinstance(answer, bool) or type(answer).__name__ == "QueryBoolean":
            return Rows(("answer",), ((str(bool(answer)).lower(),),), "boolean")
        if type(answer).__name__ == "QueryTriples":
            triples = sorted((_plain(t.subject), _plain(t.predicate), _plain(t.object)) for t in answer)
            return Rows(("subject", "predicate", "object"), tuple(triples), "triples")
        variables = tuple(variable.value for variable in answer.variables)
        return Rows(variables, tuple(tuple(_plain(row[name]) for name in variables) for row in answer))

    def serialize(self, sparql: str, form: str) -> bytes:
        """Return a query's answer as `csv`, `tsv`, `json`, `xml`, or for triples `turtle`, `ntriples` or `jsonld`."""
        import pyoxigraph

        results, graphs = pyoxigraph.QueryResultsFormat, pyoxigraph.RdfFormat
        forms = {
            "csv": results.CSV, "tsv": results.TSV, "json": results.JSON, "xml": results.XML,
            "turtle": graphs.TURTLE, "ntriples": graphs.N_TRIPLES, "jsonld": graphs.JSON_LD,
        }  # fmt: skip
        answer = self._answer(sparql)
        wanted = form in {"turtle", "ntriples", "jsonld"}
        if wanted is not (type(answer).__name__ == "QueryTriples"):
            raise QueryError(
                f"{form!r} fits {'CONSTRUCT and DESCRIBE' if wanted else 'SELECT and ASK'} alone; choose another format."
            )
        serialized = answer.serialize(format=forms[form])
        return bytes(serialized or b"")

    def _answer(self, sparql: str) -> Any:
        refuse(sparql)
        try:
            return self._store.query(sparql, prefixes=self.prefixes, use_default_graph_as_union=True)
        except SyntaxError as error:
            match = _POSITION.search(str(error))
            where = f"line {match[1]}, column {match[2]}: " if match else ""
            raise QueryError(f"the query can't be understood: {where}{error}") from None


def refuse(sparql: str) -> None:
    """Raise QueryError for a query that would write or reach the network, however it is written."""
    plain = _ESCAPE.sub(lambda match: chr(int(match[1] or match[2], 16)), sparql)
    for word in _words(plain):
        if word in _REFUSED:
            raise QueryError(f"{word} is refused: it {_REFUSED[word]}, and this graph is only read.")


def bound(sparql: str, bindings: Mapping[str, str]) -> str:
    """Return a query with terms in the place of variables, `BOUND` of them true; what stands in strings and comments stays."""
    for name in bindings:
        sparql = re.sub(rf"\bBOUND\s*\(\s*\?{re.escape(name)}\s*\)", "true", sparql)
    terms = {f"?{name}": _written(value) for name, value in bindings.items()}
    return "".join(terms.get(match[0], match[0]) for match in _TOKENS.finditer(sparql))


def _written(value: str) -> str:
    """Return an IRI or a string as SPARQL writes it; raises QueryError for an IRI that is none."""
    if value.startswith("<"):
        if not re.fullmatch(r"<[^<>\"{}|^`\\\x00-\x20]*>", value):
            raise QueryError(f"{value} is no IRI.")
        return value
    escaped = value.translate({ord("\\"): "\\\\", ord('"'): '\\"', ord("\n"): "\\n", ord("\r"): "\\r"})
    return f'"{escaped}"'


def _words(sparql: str) -> Iterator[str]:
    """Yield the keywords of a query in capitals, those of strings, IRIs, comments, variables and prefixed names left out."""
    before = ""
    for match in _TOKENS.finditer(sparql):
        if match["word"] and before not in {":", "@"}:
            yield match["word"].upper()
        before = match[0][-1]


def _plain(term: Any) -> str | None:
    """Return a term as text: an IRI as it is, a literal's value."""
    return None if term is None else str(term.value)
