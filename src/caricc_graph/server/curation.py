"""A reader's desk: what is most worth a look, and decisions written to the file that a build replays."""

from __future__ import annotations

import secrets
from collections import defaultdict
from threading import Lock
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from caricc_graph import curation
from caricc_graph.curation import NO_DECISIONS, Curation, Decision, Verb
from caricc_graph.model import CariccGraphError
from caricc_graph.pages.curation import decided_page, queue_page, statement_page
from caricc_graph.server.negotiation import media_type
from caricc_graph.server.requests import FORM, RequestError, body, fields, is_from_here

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from starlette.requests import Request

    from caricc_graph.graph import Graph
    from caricc_graph.server.current import Current

__all__ = ["Desk", "routes"]

_SHOWN = 20
_LONGEST = 200


class Desk:
    """The file that decisions are written to, and the token that a page must show to write; raises CurationError for a file that can't be read."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.token = secrets.token_urlsafe(32)
        self._writing = Lock()
        self.decided()

    def decided(self) -> Curation:
        """Return what stands in the file; nothing where there is none yet."""
        return curation.load(self.file) if self.file.exists() else NO_DECISIONS

    def write(self, made: Decision) -> bool:
        """Add a decision to the file, and tell whether it did: one that says the same is written once."""
        with self._writing:
            return curation.append(self.file, made)


def routes(current: Current, desk: Desk) -> list[BaseRoute]:
    """Return the routes of the desk: `/curation` shows the queue, and writes a decision that one of its own forms posts."""

    def queue(request: Request) -> Response:
        given = {name: request.query_params.get(name, "")[:_LONGEST] for name in ("statement", "one", "bulletin")}
        shown = {"token": desk.token, "file": str(desk.file)}
        with current.graph() as graph:
            if given["statement"]:
                return HTMLResponse(statement_page(graph.explorer, graph.doubt(given["statement"]), **shown))
            decided = desk.decided()
            obeyed = {*graph.decisions()}
            waiting = [line for line in map(str, decided.decisions) if line not in obeyed]
            found = graph.doubts(decided=decided, limit=_SHOWN)
            return HTMLResponse(queue_page(graph.explorer, found, waiting=waiting, given=given, **shown))

    def decided(told: Mapping[str, str]) -> Response:
        with current.graph() as graph:
            try:
                made = _decision(graph, told)
                written = desk.write(made)
            except CariccGraphError as error:
                return HTMLResponse(decided_page(graph.explorer, str(error), file=str(desk.file)), 400)
            return HTMLResponse(decided_page(graph.explorer, str(made), file=str(desk.file), written=written))

    async def decide(request: Request) -> Response:
        told = await _told(request, desk.token)
        if told.get("verb") not in {*Verb} or not told.get("one"):
            raise RequestError(400, f"a decision is one of {', '.join(Verb)}, about something.")
        return await run_in_threadpool(decided, told)

    return [Route("/curation", queue, methods=["GET"]), Route("/curation", decide, methods=["POST"])]


def _decision(graph: Graph, told: Mapping[str, str]) -> Decision:
    """Return the decision that a form tells; raises CariccGraphError for one that can't be."""
    given: defaultdict[str, str] = defaultdict(str, told)
    one, other, reason = given["one"], given["other"], given["reason"]
    if given["verb"] == Verb.LINK:
        return graph.link(
            one, given["predicate"], other, bulletin=given["bulletin"], quote=given["quote"], reason=reason
        )
    return graph.decide(Verb(given["verb"]), one, other, reason=reason)


async def _told(request: Request, token: str) -> dict[str, str]:
    """Return the fields of a form that a page of this very process has posted; raises RequestError for any other request."""
    if not is_from_here(request):
        raise RequestError(403, "a decision is written for a page of this server alone.")
    if media_type(request.headers.get("content-type", ""))[0] != FORM:
        raise RequestError(415, f"a decision is posted as {FORM}.")
    told = dict(fields(await body(request)))
    if not secrets.compare_digest(told.get("token", "").encode(), token.encode()):
        raise RequestError(403, "the page is from before the server was started again; load it anew.")
    return told
