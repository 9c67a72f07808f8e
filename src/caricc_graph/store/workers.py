"""Processes that answer queries of strangers, and are killed when one takes too long or needs too much."""

from __future__ import annotations

import json
import os
import signal
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Any

from caricc_graph.store import errors

if TYPE_CHECKING:
    from collections.abc import Mapping
    from multiprocessing.connection import Connection
    from pathlib import Path

    from caricc_graph.model import CariccGraphError

__all__ = ["Limits", "Task", "Worker", "Workers"]

_ERRORS: dict[str, type[CariccGraphError]] = {
    "StoreError": errors.StoreError,
    "QueryError": errors.QueryError,
    "RefusedError": errors.RefusedError,
    "FormError": errors.FormError,
    "EndedError": errors.EndedError,
}
_STARTING = 30.0
_SPARE_SECONDS = 5
_NICER = 5
_STDERR = 2
_NEW_NETWORK = 0x10000000 | 0x40000000  # CLONE_NEWUSER and CLONE_NEWNET of Linux


@dataclass(frozen=True, slots=True)
class Limits:
    """What a query may take: seconds, rows told as values, bytes told in a form, and bytes of memory for its process."""

    seconds: float = 20.0
    rows: int = 100_000
    bytes: int = 64_000_000
    memory: int = 3_000_000_000


@dataclass(frozen=True, slots=True)
class Task:
    """A query for a store; with `forms` its answer is wanted in the first of them that fits it, else as plain values.

    `default` and `named` are the graphs that it reads as SPARQL's protocol has them, None where it says nothing of them.
    """

    folder: Path
    prefixes: Mapping[str, str]
    sparql: str
    forms: tuple[str, ...] = ()
    default: tuple[str, ...] | None = None
    named: tuple[str, ...] | None = None


@dataclass(slots=True)
class Worker:
    """A process that answers one query after another, and keeps the store of the last one open."""

    limits: Limits = field(default_factory=Limits)
    _process: Any = None
    _ours: Any = None

    def __post_init__(self) -> None:
        """Start the process; it is ready some tenths of a second later."""
        from multiprocessing import get_context

        context = get_context("spawn")
        self._ours, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs, self.limits), daemon=True)
        self._process.start()
        theirs.close()

    def ask(self, task: Task) -> tuple[str, bytes]:
        """Return in which form a query is answered, and the answer; without a form as JSON of variables, rows and kind.

        Raises QueryError, and EndedError for a query that takes more than its limits; the process may be `ended` then.
        """
        try:
            self._reply(_STARTING)
            self._ours.send(task)
            told = json.loads(self._reply(self.limits.seconds))
            body = self._ours.recv_bytes()
        except TimeoutError:
            self.end()
            raise errors.EndedError(
                f"the query took longer than {self.limits.seconds:g} s and was ended; make it narrower."
            ) from None
        except (EOFError, OSError):
            self.end()
            raise errors.EndedError(
                "the process of the query ended without an answer; it may need more memory than it may take: make it narrower."
            ) from None
        if "error" in told:
            raise _ERRORS[told["error"]](told["message"])
        return told["form"], body

    @property
    def ended(self) -> bool:
        """Tell whether the process is gone."""
        return bool(self._ours.closed)

    def end(self) -> None:
        """End the process, whatever it does."""
        self._process.kill()
        self._process.join()
        self._ours.close()

    def _reply(self, seconds: float) -> bytes:
        if not self._ours.poll(seconds):
            raise TimeoutError
        return bytes(self._ours.recv_bytes())


class Workers:
    """Warm processes that answer the queries of as many callers as ask at once; one that is ended is replaced."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._idle: list[Worker] = []
        self._lock = Lock()

    def warm(self, count: int) -> None:
        """Start processes, so that the first queries need not wait for theirs."""
        with self._lock:
            self._idle += [Worker(self.limits) for _ in range(count)]

    def ask(self, task: Task) -> tuple[str, bytes]:
        """Return what `Worker.ask` does."""
        with self._lock:
            worker = self._idle.pop() if self._idle else None
        worker = worker or Worker(self.limits)
        try:
            return worker.ask(task)
        finally:
            if worker.ended:
                worker = Worker(self.limits)
            with self._lock:
                self._idle.append(worker)

    def close(self) -> None:
        """End the processes."""
        with self._lock:
            for worker in self._idle:
                worker.end()
            self._idle.clear()


def _work(pipe: Connection, limits: Limits) -> None:
    """Answer queries until the other end of the pipe is closed; each time that it is ready, an empty message says so."""
    from caricc_graph.store.store import Store

    _confine(limits)
    store: Store | None = None
    with suppress(EOFError, OSError):
        while True:
            pipe.send_bytes(b"")
            task: Task = pipe.recv()
            _grant(limits.seconds)
            try:
                if store is None or store.folder != task.folder:
                    store = Store(task.folder, prefixes=task.prefixes)
                form, body = store.answer(task, limits)
                told = {"form": form}
            except (errors.QueryError, errors.StoreError) as error:
                told, body = {"error": type(error).__name__, "message": str(error)}, b""
            except Exception as error:  # noqa: BLE001 - whatever a query makes the library raise is told, not a reason to end
                told, body = {"error": "EndedError", "message": f"the query was ended by an error: {error}"}, b""
            pipe.send_bytes(json.dumps(told).encode())
            pipe.send_bytes(body)


def _confine(limits: Limits) -> None:
    """Take from this process what no query needs: a voice, the network where the system lets it, memory without end, its rank among processes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.dup2(os.open(os.devnull, os.O_WRONLY), _STDERR)
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).unshare(_NEW_NETWORK)
    with suppress(ImportError, OSError, ValueError):
        import resource

        os.nice(_NICER)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))


def _grant(seconds: float) -> None:
    """End this process where a query takes the processor for longer than `seconds`, though nobody is left to end it."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        resource.setrlimit(
            resource.RLIMIT_CPU,
            (int(used.ru_utime + used.ru_stime + seconds) + _SPARE_SECONDS, resource.RLIM_INFINITY),
        )
