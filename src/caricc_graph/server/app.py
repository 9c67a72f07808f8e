"""The application: groups of routes over one current graph."""

from __future__ import annotations

from contextlib import asynccontextmanager
from itertools import chain
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse

from caricc_graph.model import CariccGraphError
from caricc_graph.search import UnknownName
from caricc_graph.server import curation, sparql, views
from caricc_graph.server.requests import RequestError
from caricc_graph.server.security import Guard
from caricc_graph.store import Workers
from caricc_graph.verdicts import UnknownStatement

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request
    from starlette.responses import Response

    from caricc_graph.server.curation import Desk
    from caricc_graph.server.current import Current
    from caricc_graph.store import Limits

__all__ = ["application"]


def application(
    current: Current, *, host: str = "127.0.0.1", limits: Limits | None = None, desk: Desk | None = None
) -> Starlette:
    """Return the ASGI application that answers for a graph, to requests for `host` and the loopback's names; it closes `current` at its end.

    `limits` are those of a query to the SPARQL endpoint; decisions are written at `desk`, without one there is no page for them.
    """
    workers = Workers(limits)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        workers.warm(1)
        yield
        workers.close()
        current.close()

    groups = [
        views.routes(current, workers),
        sparql.routes(current, workers),
        curation.routes(current, desk) if desk else [],
    ]
    app = Starlette(
        routes=list(chain.from_iterable(groups)),
        middleware=[Middleware(Guard, host=host)],
        exception_handlers={CariccGraphError: _told, RequestError: _refused},
        lifespan=lifespan,
    )
    app.state.desk = desk
    return app


def _told(_: Request, error: Exception) -> Response:
    """Return the message of an error that the project explains: 404 for what the graph does not have, else 400."""
    missing = isinstance(error, (UnknownName, UnknownStatement))
    return PlainTextResponse(f"{error}\n", 404 if missing else 400)


def _refused(_: Request, error: Exception) -> Response:
    return PlainTextResponse(f"{error}\n", getattr(error, "code", 400))
