"""Networks on the server: the neighbourhood of an entity, and the sentences of one link."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Route

from caricc_graph.pages.network import evidence
from caricc_graph.profiles import UnknownPage

if TYPE_CHECKING:
    from starlette.requests import Request

    from caricc_graph.server.current import Current

__all__ = ["routes"]

_ASKED = ("subject", "predicate", "object", "modality")


def routes(current: Current) -> list[BaseRoute]:
    """Return the routes `network/ID` and `network/data`."""

    def page(request: Request) -> Response:
        entity = request.path_params["id"]
        with current.graph() as graph:
            try:
                return HTMLResponse(graph.network_view(entity))
            except UnknownPage as error:
                told = graph.explorer.message("Not found", str(error), address=f"network/{entity}")
                return HTMLResponse(told, 404)

    def data(request: Request) -> Response:
        asked = {name: request.query_params.get(name, "") for name in _ASKED}
        if not all(asked.values()):
            return JSONResponse({"error": f"a link is asked for by {', '.join(_ASKED)}."}, 400)
        with current.graph() as graph:
            return JSONResponse(evidence(graph.store, asked))

    return [Route("/network/data", data, methods=["GET"]), Route("/network/{id}", page, methods=["GET"])]
