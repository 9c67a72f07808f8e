"""The pages, each a function that runs in a thread of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import PlainTextResponse
from starlette.routing import BaseRoute, Route

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from caricc_graph.server.current import Current

__all__ = ["routes"]

_COUNTED = "SELECT (COUNT(?entity) AS ?n) WHERE { ?entity skos:prefLabel ?name ; cg:memberId ?id }"


def routes(current: Current) -> list[BaseRoute]:
    """Return the routes of the pages."""

    def index(_: Request) -> Response:
        with current.graph() as graph:
            ((entities,),) = graph.query(_COUNTED).rows
        return PlainTextResponse(f"A graph of {entities} entities; /sparql answers queries.\n")

    return [Route("/", index), Route("/index", index)]
