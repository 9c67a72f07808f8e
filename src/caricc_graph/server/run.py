"""Running the server on a socket of this machine."""

from __future__ import annotations

import socket
from contextlib import suppress
from typing import TYPE_CHECKING

from caricc_graph.model import CariccGraphError
from caricc_graph.server.app import application
from caricc_graph.server.curation import Desk
from caricc_graph.server.current import Current
from caricc_graph.store import Limits

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["ServerError", "serve"]


class ServerError(CariccGraphError):
    """An address that can't be served on."""


def serve(  # noqa: PLR0913 - one parameter for each setting of a server
    folder: Path,
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    seconds: float = 20.0,
    curation: Path | None = None,
    started: Callable[[str], None] = lambda _: None,
) -> None:
    """Answer requests on an address until a signal ends it; `started` is told the address once requests are heard, port 0 takes a free one.

    A query to the SPARQL endpoint is ended after `seconds`; decisions of a reader are written to the file `curation`, without it none are taken.
    Raises ProjectError where the folder holds no graph, and ServerError for an address that can't be had.
    """
    import uvicorn

    desk = Desk(curation) if curation else None
    app = application(Current(folder, desk=desk is not None), host=host, limits=Limits(seconds=seconds), desk=desk)
    with _listening(host, port) as listening, suppress(KeyboardInterrupt):
        started(f"http://{f'[{host}]' if ':' in host else host}:{listening.getsockname()[1]}/")
        config = uvicorn.Config(app, log_level="warning", server_header=False, timeout_graceful_shutdown=5)
        uvicorn.Server(config).run(sockets=[listening])


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except (OSError, OverflowError) as error:
        raise ServerError(
            f"{host}:{port}: can't be served on ({error}); choose another --host or --port, 0 takes a free port."
        ) from None
