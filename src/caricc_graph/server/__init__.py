"""The server: pages and a SPARQL endpoint over a built graph; the web framework stays in here."""

from __future__ import annotations

from caricc_graph.model import CariccGraphError

try:
    import starlette as _starlette  # noqa: F401 - asked for by name, so that a missing extra is told as such
    import uvicorn as _uvicorn  # noqa: F401 - the same
except ImportError:
    raise CariccGraphError(
        "the web interface needs the extra `server`; install it with `pip install 'caricc-graph[server]'`."
    ) from None

from caricc_graph.server.app import application
from caricc_graph.server.curation import Desk
from caricc_graph.server.current import Current
from caricc_graph.server.run import ServerError, serve

__all__ = ["Current", "Desk", "ServerError", "application", "serve"]
