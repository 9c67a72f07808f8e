"""A graph on disk, and the rows that a SPARQL query gets from it."""

from __future__ import annotations

import itertools
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
_STARTING = 1.0
_MOST_ROWS = 100_000
_MOST_BYTES = 64_000_000
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
    """Make a store of an N-Quads file in a new folder, compacted: looking up a term is then four times as fast in a large graph."""
    import pyoxigraph

    store = pyoxigraph.Store(str(folder))
    store.bulk_load(path=str(nquads), format=pyoxigraph.RdfFormat.N_QUADS)
    store.optimize()
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
        self._folder = folder
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

    def query(self, sparql: str, *, bindings: Mapping[str, str] | None = None, seconds: float | None = None) -> Rows:
        """Return what a SPARQL 1.1 query answers; `bindings` put an IRI (in `<…>`) or plain text in the place of variables.

        With `seconds` it runs in a process of its own, which ends at that time or at 100,000 rows. Raises QueryError for a
        syntax error, with its line, for a query that would write or reach the network, and for one that is ended.
        """
        text = bound(sparql, bindings or {})
        if seconds is None:
            return _rows(self._answer(text))
        refuse(text)
        return Rows(*_limited(self._folder, self.prefixes, (text,), seconds))

    def serialize(self, sparql: str, form: str, *, seconds: float | None = None) -> bytes:
        """Return a query's answer as `csv`, `tsv`, `json`, `xml`, or for triples `turtle`, `ntriples` or `jsonld`.

        `seconds` and errors are as those of `query`; a limited answer has at most 64 MB.
        """
        import pyoxigraph

        if seconds is not None:
            refuse(sparql)
            return bytes(_limited(self._folder, self.prefixes, (sparql, form), seconds))

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

    def dump(self, form: str, *, also: str) -> bytes:
        """Return the whole graph as `trig`, or as `turtle` or `jsonld` without the names of its graphs; sorted, with prefixes.

        What the CONSTRUCT query `also` makes is added, in the default graph.
        """
        import pyoxigraph

        forms = {
            "trig": pyoxigraph.RdfFormat.TRIG,
            "turtle": pyoxigraph.RdfFormat.TURTLE,
            "jsonld": pyoxigraph.RdfFormat.JSON_LD,
        }
        quads = list(self._store.quads_for_pattern(None, None, None, None))
        added = list(self._answer(also))
        if form == "trig":
            made = sorted([*quads, *(pyoxigraph.Quad(t.subject, t.predicate, t.object) for t in added)], key=_order)
        else:
            made = sorted({*(quad.triple for quad in quads), *added}, key=str)
        return bytes(pyoxigraph.serialize(made, format=forms[form], prefixes=self.prefixes) or b"")

    def _answer(self, sparql: str) -> Any:
        refuse(sparql)
        try:
            return self._store.query(sparql, prefixes=self.prefixes, use_default_graph_as_union=True)
        except SyntaxError as error:
            match = _POSITION.search(str(error))
            where = f"line {match[1]}, column {match[2]}: " if match else ""
            raise QueryError(f"the query can't be understood: {where}{error}") from None


def _rows(answer: Any, most: int | None = None) -> Rows:
    if isinstance(answer, bool) or type(answer).__name__ == "QueryBoolean":
        return Rows(("answer",), ((str(bool(answer)).lower(),),), "boolean")
    if type(answer).__name__ == "QueryTriples":
        triples = ((_plain(t.subject), _plain(t.predicate), _plain(t.object)) for t in itertools.islice(answer, most))
        return Rows(("subject", "predicate", "object"), tuple(sorted(triples, key=str)), "triples")
    variables = tuple(variable.value for variable in answer.variables)
    found = itertools.islice(answer, most)
    return Rows(variables, tuple(tuple(_plain(row[name]) for name in variables) for row in found))


def _limited(folder: Path, prefixes: Mapping[str, str], asked: tuple[str, ...], seconds: float) -> Any:
    """Return what a process answers that is killed when the time is over: rows for a query, bytes for a query and a form."""
    from multiprocessing import get_context

    context = get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_told, args=(theirs, folder, dict(prefixes), asked), daemon=True)
    child.start()
    theirs.close()
    late = QueryError(f"the query took longer than {seconds:g} s and was ended; make it narrower.")
    try:
        answer = ours.recv() if ours.poll(seconds + _STARTING) else late
    except EOFError:
        answer = QueryError("the process of the query ended without an answer; it may need more memory than there is.")
    finally:
        child.kill()
        child.join()
        ours.close()
    if isinstance(answer, QueryError):
        raise answer
    return answer


def _told(pipe: Any, folder: Path, prefixes: Mapping[str, str], asked: tuple[str, ...]) -> None:
    """Send the answer of a query, or the error that ended it."""
    try:
        with Store(folder, prefixes=prefixes) as store:
            answer = store.serialize(*asked) if len(asked) > 1 else _some(store._answer(asked[0]))  # noqa: SLF001 - the same module
    except QueryError as error:
        pipe.send(error)
        return
    if isinstance(answer, bytes) and len(answer) > _MOST_BYTES:
        pipe.send(QueryError(f"the answer has more than {_MOST_BYTES:,} bytes; add a LIMIT."))
    else:
        pipe.send(answer)


def _some(answer: Any) -> tuple[Any, ...]:
    """Return the rows of an answer as plain values; raises QueryError where they are too many or too long."""
    rows = _rows(answer, _MOST_ROWS + 1)
    if len(rows.rows) > _MOST_ROWS:
        raise QueryError(f"the query has more than {_MOST_ROWS:,} rows; add a LIMIT.")
    if sum(len(cell or "") for row in rows.rows for cell in row) > _MOST_BYTES:
        raise QueryError(f"the answer has more than {_MOST_BYTES:,} letters; add a LIMIT.")
    return rows.variables, rows.rows, rows.kind


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


def _order(quad: Any) -> tuple[str, str]:
    return str(quad.graph_name), str(quad.triple)


def _plain(term: Any) -> str | None:
    """Return a term as text: an IRI as it is, a literal's value."""
    return None if term is None else str(term.value)
