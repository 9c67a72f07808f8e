"""The SPARQL 1.1 Protocol for queries; what is asked for runs in processes of its own, within limits."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from caricc_graph.server.negotiation import accepted, media_type
from caricc_graph.server.requests import FORM, RequestError, body, fields, text
from caricc_graph.store import EndedError, FormError, QueryError, RefusedError, StoreError, Task, Workers, bound

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

    from caricc_graph.server.current import Current

__all__ = ["routes"]

_RESULTS = {
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "application/json": "json",
    "application/xml": "xml",
}
_GRAPHS = {
    "text/turtle": "turtle",
    "application/n-triples": "ntriples",
    "application/ld+json": "jsonld",
    "application/rdf+xml": "rdfxml",
}
_PAGE = "text/html"
_QUERY, _UPDATE = "application/sparql-query", "application/sparql-update"
_HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Vary": "Accept",
}
_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST",
    "Access-Control-Allow-Headers": "*",
    "Access-Control-Max-Age": "86400",
}
_CODES: dict[type[Exception], int] = {
    RefusedError: 403,
    FormError: 406,
    EndedError: 500,
    StoreError: 503,
    QueryError: 400,
}
_AT_ONCE = 2
_WAIT = 5.0
_LISTENING = 0.5
_DESCRIPTION = """
PREFIX sd: <http://www.w3.org/ns/sparql-service-description#>
PREFIX formats: <http://www.w3.org/ns/formats/>
CONSTRUCT {
  ?endpoint a sd:Service ; sd:endpoint ?endpoint ; sd:supportedLanguage sd:SPARQL11Query ; sd:feature sd:UnionDefaultGraph ;
    sd:resultFormat formats:SPARQL_Results_JSON, formats:SPARQL_Results_XML, formats:SPARQL_Results_CSV, formats:SPARQL_Results_TSV,
      formats:Turtle, formats:N-Triples, formats:JSON-LD, formats:RDF_XML ;
    sd:defaultDataset ?dataset .
  ?dataset a sd:Dataset ; sd:defaultGraph ?union ; sd:namedGraph ?graph .
  ?union a sd:Graph .
  ?graph a sd:NamedGraph ; sd:name ?graph .
}
WHERE {
  VALUES ?graph { graph:links graph:statements graph:entities graph:ontology graph:build }
  FILTER EXISTS { GRAPH ?graph { ?subject ?predicate ?object } }
}
"""


@dataclass(frozen=True, slots=True)
class _Request:
    """What a client asks by the protocol; without a query it asks for the description of the service."""

    query: str | None
    default: tuple[str, ...] | None
    named: tuple[str, ...] | None


def routes(current: Current, workers: Workers) -> list[BaseRoute]:
    """Return the route of the endpoint; its queries run two at a time, and one that would wait for longer than 5 s is sent away.

    A query whose client goes away is ended.
    """
    slots = asyncio.Semaphore(_AT_ONCE)

    def task(wanted: _Request, endpoint: str, forms: tuple[str, ...]) -> Task:
        query = _described(endpoint) if wanted.query is None else wanted.query
        with current.graph() as graph:
            return Task(graph.store.folder, graph.store.prefixes, query, forms, wanted.default, wanted.named)

    async def answered(request: Request) -> Response:
        wanted = await _read(request)
        offered = _GRAPHS | {_PAGE: ""} if wanted.query is None else _RESULTS | _GRAPHS
        media = _negotiated(request, offered)
        if media[0] == _PAGE:
            return RedirectResponse("sparql-editor", 303, headers=_HEADERS)
        async with asyncio.timeout(_WAIT):
            await slots.acquire()
        try:
            forms = tuple(offered[one] for one in media)
            made = await run_in_threadpool(task, wanted, str(request.url.replace(query="")), forms)
            form, told = await _answer(request, workers, made)
        finally:
            slots.release()
        return Response(told, media_type=next(one for one in media if offered[one] == form), headers=_HEADERS)

    async def sparql(request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=_HEADERS | _PREFLIGHT)
        try:
            return await answered(request)
        except TimeoutError:
            return _told("other queries take all there is; ask again soon.", 503, {"Retry-After": "5"})
        except RequestError as error:
            return _told(str(error), error.code)
        except (QueryError, StoreError) as error:
            return _told(str(error), next(code for kind, code in _CODES.items() if isinstance(error, kind)))

    return [Route("/sparql", sparql, methods=["GET", "POST", "OPTIONS"])]


async def _answer(request: Request, workers: Workers, task: Task) -> tuple[str, bytes]:
    """Return what a worker answers, as `Worker.ask` does; the worker is stopped where the client goes away."""
    with workers.one() as worker:
        asking = asyncio.create_task(run_in_threadpool(worker.ask, task))
        while not asking.done():
            await asyncio.wait({asking}, timeout=_LISTENING)
            if not asking.done() and await request.is_disconnected():
                worker.stop()
        return asking.result()


def _negotiated(request: Request, offered: Mapping[str, str]) -> list[str]:
    """Return the offered media types that a client takes, the best first; raises RequestError where it takes none."""
    media = accepted(request.headers.get("accept", ""), list(offered))
    if not media:
        raise RequestError(406, f"nothing that is accepted is offered; offered are {', '.join(offered)}.")
    return media


def _told(message: str, code: int, headers: dict[str, str] | None = None) -> Response:
    return PlainTextResponse(f"{message}\n", code, headers=_HEADERS | (headers or {}))


def _described(endpoint: str) -> str:
    """Return the query whose answer describes the service at an address."""
    places = {"endpoint": endpoint, "dataset": f"{endpoint}#dataset", "union": f"{endpoint}#union"}
    return bound(_DESCRIPTION, {name: f"<{place}>" for name, place in places.items()})


async def _read(request: Request) -> _Request:
    """Return what a request asks; raises RequestError."""
    given = fields(request.scope["query_string"])
    direct: list[str] = []
    if request.method == "POST":
        media, charset = media_type(request.headers.get("content-type", ""))
        if media == _UPDATE:
            raise RequestError(403, "updates are refused; this graph is only read.")
        if media not in {_QUERY, FORM} or charset not in {"", "utf-8"} or "content-encoding" in request.headers:
            raise RequestError(415, f"a query is posted as {_QUERY} or {FORM}, in UTF-8.")
        found = await body(request)
        if media == FORM:
            given += fields(found)
        else:
            direct = [text(found)]
    if any(name == "update" for name, _ in given):
        raise RequestError(403, "updates are refused; this graph is only read.")
    queries = direct + [value for name, value in given if name == "query"]
    if len(queries) > 1 or (not queries and request.method == "POST"):
        raise RequestError(
            400, f"one query is asked at a time, in the field `query` or as the body; here are {len(queries)}."
        )
    default = tuple(value for name, value in given if name == "default-graph-uri")
    named = tuple(value for name, value in given if name == "named-graph-uri")
    said = bool(default or named)
    return _Request(queries[0] if queries else None, default if said else None, named if said else None)
