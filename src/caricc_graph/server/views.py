"""The pages, each a function that runs in a thread of its own."""

from __future__ import annotations

from functools import wraps
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Route

from caricc_graph.model import CariccGraphError
from caricc_graph.network.measures import PARTIES
from caricc_graph.pages.assets import asset
from caricc_graph.pages.network import evidence
from caricc_graph.pages.questions import problem as told
from caricc_graph.pages.traces import between_page, coverage_page, measures_page, path_page, timeline_page
from caricc_graph.profiles import UnknownPage
from caricc_graph.queries import edge
from caricc_graph.search import UnknownName
from caricc_graph.store import QueryError

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request

    from caricc_graph.graph import Graph
    from caricc_graph.server.current import Current
    from caricc_graph.store import Worker, Workers

__all__ = ["routes"]

_OFFERED = 12
_AT_ONCE, _WAIT = 3, 10.0
_LONGEST = 200
_MOMENTS = 200
_TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}


def routes(current: Current, workers: Workers) -> list[BaseRoute]:
    """Return the routes of the pages; the queries of questions run with `workers`, three at a time."""
    slots = BoundedSemaphore(_AT_ONCE)

    def page(path: str, made: Callable[[Graph, Request], str]) -> Route:
        @wraps(made)
        def view(request: Request) -> Response:
            with current.graph() as graph:
                return _answered(graph, request, made)

        return Route(path, view, methods=["GET"])

    def question(graph: Graph, request: Request) -> str:
        if not slots.acquire(timeout=_WAIT):
            raise QueryError("other questions take all there is; ask again soon.")
        try:
            with workers.one() as worker:
                return _question(graph, request, worker)
        finally:
            slots.release()

    def names(request: Request) -> Response:
        text = request.query_params.get("q", "")[:_LONGEST]
        with current.graph() as graph:
            found = graph.search(text, kinds=request.query_params.getlist("kind"), limit=_OFFERED)
        told = [
            {"id": one.id, "kind": one.kind, "name": one.name, "alias": one.alias, "mentions": one.mentions}
            for one in found
        ]
        return JSONResponse({"found": told})

    def sentences(request: Request) -> Response:
        wanted = {part: request.query_params.get(part, "") for part in ("subject", "predicate", "modality")}
        with current.graph() as graph:
            told = evidence(graph.store, target=request.query_params.get("object", ""), **wanted)
        return JSONResponse(told)

    return [
        page("/", lambda graph, _: graph.explorer.index()),
        page("/index", lambda graph, _: graph.explorer.index()),
        page("/search", lambda graph, request: graph.explorer.search(request.query_params.get("q", "")[:_LONGEST])),
        Route("/search.json", names, methods=["GET"]),
        page("/entity/{id}", _entity),
        page("/links/{id}/{part}/{number:int}", _links),
        page("/kind/{kind}/{number:int}", _kind),
        page("/bulletins/{number:int}", lambda graph, request: graph.explorer.bulletins(_number(request))),
        page("/bulletin/{id}", lambda graph, request: graph.explorer.bulletin(request.path_params["id"])),
        page("/questions", lambda graph, _: graph.explorer.questions()),
        page("/question/{id}", question),
        Route("/network/data", sentences, methods=["GET"]),
        page("/network/{id}", _network),
        page("/timeline/{id}", _timeline),
        page("/path", _path),
        page("/between", _between),
        page("/coverage", lambda graph, _: coverage_page(graph.explorer, graph.covered)),
        page("/measures", _measures),
        page("/sparql-editor", lambda graph, request: graph.explorer.editor(request.query_params.get("query", ""))),
        Route("/assets/{name}", _asset, methods=["GET"]),
    ]


def _answered(graph: Graph, request: Request, made: Callable[[Graph, Request], str]) -> Response:
    """Return a page, or the page that tells why there is none."""
    address = request.url.path.strip("/")
    try:
        return HTMLResponse(made(graph, request))
    except (UnknownPage, UnknownName) as error:
        return HTMLResponse(graph.explorer.message("Not found", str(error), address=address), 404)
    except CariccGraphError as error:
        return HTMLResponse(graph.explorer.message("That can't be shown", str(error), address=address), 400)


def _entity(graph: Graph, request: Request) -> str:
    return graph.explorer.entity(request.path_params["id"])


def _links(graph: Graph, request: Request) -> str:
    return graph.explorer.links(request.path_params["id"], request.path_params["part"], _number(request))


def _kind(graph: Graph, request: Request) -> str:
    return graph.explorer.kind(request.path_params["kind"], _number(request))


def _question(graph: Graph, request: Request, worker: Worker) -> str:
    question = graph.explorer.known_question(request.path_params["id"])
    asked = {
        p.name: request.query_params[p.name][:_LONGEST] for p in question.parameters if p.name in request.query_params
    }
    return graph.explorer.question(question.id, asked if request.query_params else None, worker=worker)


def _network(graph: Graph, request: Request) -> str:
    return graph.explorer.network(request.path_params["id"])


def _timeline(graph: Graph, request: Request) -> str:
    one = graph.profiles.known(request.path_params["id"])
    return timeline_page(graph.explorer, graph.timeline(one, limit=_MOMENTS))


def _path(graph: Graph, request: Request) -> str:
    given, via, problem, found = _given(request), request.query_params.getlist("via"), None, None
    if "one" in given and "other" in given:
        try:
            first, last = _period(given)
            found = graph.path(given["one"], given["other"], via=via, first=first, last=last)
        except CariccGraphError as error:
            problem = told(error, given)
    return path_page(graph.explorer, given=given, via=via, found=found, problem=problem)


def _between(graph: Graph, request: Request) -> str:
    given, problem, found = _given(request), None, None
    if "one" in given and "other" in given:
        try:
            first, last = _period(given)
            found = graph.between(given["one"], given["other"], limit=_MOMENTS, first=first, last=last)
        except CariccGraphError as error:
            problem = told(error, given)
    return between_page(graph.explorer, given=given, found=found, problem=problem)


def _measures(graph: Graph, request: Request) -> str:
    given, kinds, problem, found = _given(request), request.query_params.getlist("kind") or list(PARTIES), None, None
    try:
        first, last = _period(given)
        whole = not given and kinds == list(PARTIES)
        found = graph.measured if whole else graph.measure(kinds=kinds, first=first, last=last)
    except CariccGraphError as error:
        problem = told(error, given)
    return measures_page(graph.explorer, given=given, kinds=kinds, found=found, problem=problem)


def _given(request: Request) -> dict[str, str]:
    """Return what the fields of a form hold, the empty ones left out."""
    return {
        name: value[:_LONGEST]
        for name, value in request.query_params.items()
        if value.strip() and name in {"one", "other", "first", "last"}
    }


def _period(given: dict[str, str]) -> tuple[str | None, str | None]:
    """Return the first and the last day of a period as a person writes them; raises QuestionError for what is no date."""
    first, last = given.get("first"), given.get("last")
    return first and edge(first, "first", "first"), last and edge(last, "last", "last")


def _number(request: Request) -> int:
    return int(request.path_params["number"])


def _asset(request: Request) -> Response:
    name = request.path_params["name"]
    body = asset(name)
    if body is None:
        return Response("No such file.\n", 404, media_type="text/plain")
    return Response(body, media_type=_TYPES[name.rsplit(".", 1)[-1]])
