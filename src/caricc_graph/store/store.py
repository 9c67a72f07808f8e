"""A graph on disk, and the rows that a SPARQL query gets from it."""

from __future__ import annotations

import itertools
import json
import re
import sys
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from caricc_graph.store.errors import EndedError, FormError, QueryError, RefusedError, StoreError
from caricc_graph.store.syntax import bound, datasets, names_service, refused, without_service
from caricc_graph.store.workers import Limits, Task, Worker

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path
    from types import TracebackType
    from typing import Self

_POSITION = re.compile(r"at (\d+):(\d+)")


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
    """Make a store of an N-Quads file in a new folder, compacted: a term is then looked up four times as fast in a large graph."""
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
        self.folder = folder
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

    @property
    def closed(self) -> bool:
        """Return whether the store has been let go."""
        return self._store is None

    def query(
        self,
        sparql: str,
        *,
        bindings: Mapping[str, str] | None = None,
        seconds: float | None = None,
        worker: Worker | None = None,
    ) -> Rows:
        """Return what a SPARQL 1.1 query answers; `bindings` put an IRI (in `<…>`) or plain text in the place of variables.

        With `seconds` it runs in a process of its own, which ends at that time or at 100,000 rows; with a `worker` in that one, within its limits. Raises QueryError for a syntax error, with its line, for a query that would write or reach the network, and
        for one that is ended.
        """
        text = bound(sparql, bindings or {})
        if seconds is None and worker is None:
            return _rows(self._answer(text))
        task = Task(self.folder, self.prefixes, text)
        _, body = worker.ask(task) if worker is not None else self._limited(task, seconds or 0)
        told = json.loads(body)
        return Rows(tuple(told["variables"]), tuple(map(tuple, told["rows"])), told["kind"])

    def serialize(self, sparql: str, form: str, *, seconds: float | None = None) -> bytes:
        """Return a query's answer as `csv`, `tsv`, `json`, `xml`, or for triples `turtle`, `ntriples`, `jsonld` or `rdfxml`.

        `seconds` and errors are as those of `query`; a limited answer has at most 64 MB.
        """
        task = Task(self.folder, self.prefixes, sparql, (form,))
        _, body = self.answer(task) if seconds is None else self._limited(task, seconds)
        return body

    def answer(self, task: Task, limits: Limits | None = None) -> tuple[str, bytes]:
        """Return in which form a task is answered, and the answer; raises FormError where no form fits, and EndedError beyond a limit."""
        answer = self._answer(task.sparql, default=task.default, named=task.named)
        if task.forms:
            return _written(answer, task.forms, limits)
        rows = _some(answer, limits or Limits())
        return "", json.dumps({"variables": rows.variables, "rows": rows.rows, "kind": rows.kind}).encode()

    def _limited(self, task: Task, seconds: float) -> tuple[str, bytes]:
        worker = Worker(Limits(seconds=seconds))
        try:
            return worker.ask(task)
        finally:
            worker.end()

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

    def _answer(self, sparql: str, *, default: Sequence[str] | None = None, named: Sequence[str] | None = None) -> Any:
        """Return pyoxigraph's answer; raises QueryError for what is refused or not understood."""
        import pyoxigraph

        try:
            if names_service(sparql):
                pyoxigraph.Store().query(without_service(sparql), prefixes=self.prefixes)
            return self._store.query(sparql, prefixes=self.prefixes, **self._dataset(sparql, default, named))
        except SyntaxError as error:
            if reason := refused(sparql):
                raise RefusedError(reason) from None
            match = _POSITION.search(str(error))
            where = f"line {match[1]}, column {match[2]}: " if match else ""
            service = " (SERVICE is refused, if it is meant as a keyword.)" if names_service(sparql) else ""
            raise QueryError(f"the query can't be understood: {where}{error}{service}") from None

    def _dataset(self, sparql: str, default: Sequence[str] | None, named: Sequence[str] | None) -> dict[str, Any]:
        """Return the graphs that a query reads: those of the protocol, else those that it reads FROM, else all."""
        if default is None and named is None:
            reads = [self._graph(iri, "FROM") for iri in datasets(sparql)]
            return {} if reads else {"use_default_graph_as_union": True}
        return {
            "default_graph": [self._graph(iri, "default-graph-uri") for iri in default or ()] or None,
            "named_graphs": [self._graph(iri, "named-graph-uri") for iri in named or ()],
        }

    def _graph(self, iri: str, word: str) -> Any:
        import pyoxigraph

        with suppress(ValueError):
            graph = pyoxigraph.NamedNode(iri)
            if self._store.contains_named_graph(graph):
                return graph
        raise RefusedError(
            f"{word} is refused: <{iri}> is the whole IRI of no graph in this store, and none is fetched from outside."
        )


def _rows(answer: Any, most: int | None = None) -> Rows:
    if isinstance(answer, bool) or type(answer).__name__ == "QueryBoolean":
        return Rows(("answer",), ((str(bool(answer)).lower(),),), "boolean")
    if type(answer).__name__ == "QueryTriples":
        triples = ((_plain(t.subject), _plain(t.predicate), _plain(t.object)) for t in itertools.islice(answer, most))
        return Rows(("subject", "predicate", "object"), tuple(sorted(triples, key=str)), "triples")
    variables = tuple(variable.value for variable in answer.variables)
    found = itertools.islice(answer, most)
    return Rows(variables, tuple(tuple(_plain(row[name]) for name in variables) for row in found))


class _Bounded(BytesIO):
    """Bytes that are too many at some point: writing on raises EndedError."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def write(self, data: Any) -> int:
        written = super().write(data)
        if self.tell() > self._most:
            raise EndedError(f"the answer has more than {self._most:,} bytes; add a LIMIT.")
        return written


def _written(answer: Any, forms: Sequence[str], limits: Limits | None) -> tuple[str, bytes]:
    """Return the first of the forms that fits an answer, and the answer in it."""
    import pyoxigraph

    results, graphs = pyoxigraph.QueryResultsFormat, pyoxigraph.RdfFormat
    known: dict[str, Any] = (
        {"turtle": graphs.TURTLE, "ntriples": graphs.N_TRIPLES, "jsonld": graphs.JSON_LD, "rdfxml": graphs.RDF_XML}
        if isinstance(answer, pyoxigraph.QueryTriples)
        else {"csv": results.CSV, "tsv": results.TSV, "json": results.JSON, "xml": results.XML}
    )
    form = next((form for form in forms if form in known), None)
    if form is None:
        raise FormError(
            f"this query answers in {', '.join(known)} alone, not in {', '.join(forms)}; choose another format."
        )
    out = _Bounded(limits.bytes if limits else sys.maxsize)
    answer.serialize(out, format=known[form])
    return form, out.getvalue()


def _some(answer: Any, limits: Limits) -> Rows:
    """Return the rows of an answer; raises EndedError where they are too many or too long."""
    rows = _rows(answer, limits.rows + 1)
    if len(rows.rows) > limits.rows:
        raise EndedError(f"the query has more than {limits.rows:,} rows; add a LIMIT.")
    if sum(len(cell or "") for row in rows.rows for cell in row) > limits.bytes:
        raise EndedError(f"the answer has more than {limits.bytes:,} letters; add a LIMIT.")
    return rows


def _order(quad: Any) -> tuple[str, str]:
    return str(quad.graph_name), str(quad.triple)


def _plain(term: Any) -> str | None:
    """Return a term as text: an IRI as it is, a literal's value."""
    return None if term is None else str(term.value)
