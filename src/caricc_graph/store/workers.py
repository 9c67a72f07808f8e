"""Processes that answer queries of strangers, and are killed when one takes too long or needs too much."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from struct import Struct
from threading import Event, Lock, Timer
from typing import TYPE_CHECKING, Any

from caricc_graph.store import errors

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import IO

    from caricc_graph.model import CariccGraphError

__all__ = ["Limits", "Task", "Worker", "Workers", "work"]

_ERRORS: dict[str, type[CariccGraphError]] = {
    "StoreError": errors.StoreError,
    "QueryError": errors.QueryError,
    "RefusedError": errors.RefusedError,
    "FormError": errors.FormError,
    "EndedError": errors.EndedError,
}
_PROGRAM = "import sys; from caricc_graph.store.workers import work; work(sys.argv[1])"
_LENGTH = Struct(">Q")
_STARTING = 30.0
_SPARE_SECONDS = 5
_NICER = 5
# glibc would reserve up to 128 MB of addresses for each thread of the store, against the limit of memory.
_ONE_HEAP = {"MALLOC_ARENA_MAX": "1"}
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


class Worker:
    """A process that answers one query after another, and keeps the store of the last one open; it is ready some tenths of a second later."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        # The interpreter and its words are this module's own; -P keeps files of the working folder from being taken for modules.
        self._process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-P", "-c", _PROGRAM, json.dumps(asdict(self.limits))],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True,
            env=os.environ | _ONE_HEAP,
        )  # fmt: skip

    def ask(self, task: Task) -> tuple[str, bytes]:
        """Return in which form a query is answered, and the answer; without a form as JSON of variables, rows and kind.

        Raises QueryError, and EndedError for a query that takes more than its limits; the process may be `ended` then.
        """
        try:
            self._reply(_STARTING)
            _send(self._process.stdin, json.dumps(asdict(task) | {"folder": str(task.folder.absolute())}).encode())
            told = json.loads(self._reply(self.limits.seconds))
            body = self._reply(_STARTING)
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
        if told.get("error") == errors.EndedError.__name__:
            self.end()  # what made the library raise, most often want of memory, may leave nothing for the next query
        if "error" in told:
            raise _ERRORS[told["error"]](told["message"])
        return told["form"], body

    def stop(self) -> None:
        """End the process while another thread waits for its answer, and is told so."""
        self._process.kill()

    @property
    def ended(self) -> bool:
        """Tell whether the process is gone."""
        return self._process.poll() is not None

    def end(self) -> None:
        """End the process, whatever it does."""
        self._process.kill()
        self._process.wait()
        for pipe in filter(None, (self._process.stdin, self._process.stdout)):
            with suppress(OSError):
                pipe.close()

    def _reply(self, seconds: float) -> bytes:
        """Return the next message of the process; raises TimeoutError where it is ended for none in time, EOFError where it ended by itself."""
        late = Event()

        def end() -> None:
            late.set()
            self._process.kill()

        timer = Timer(seconds, end)
        timer.start()
        try:
            return _receive(self._process.stdout)
        except EOFError:
            raise TimeoutError if late.is_set() else EOFError from None
        finally:
            timer.cancel()
            if late.is_set():
                self._process.wait()


class Workers:
    """Warm processes for as many as ask at once; one that is ended is replaced."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._idle: list[Worker] = []
        self._lock = Lock()

    def warm(self, count: int) -> None:
        """Start processes, so that the first queries need not wait for theirs."""
        with self._lock:
            self._idle += [Worker(self.limits) for _ in range(count)]

    @contextmanager
    def one(self) -> Iterator[Worker]:
        """Give a process for as long as the context lasts."""
        with self._lock:
            worker = self._idle.pop() if self._idle else Worker(self.limits)
        if worker.ended:
            worker.end()
            worker = Worker(self.limits)
        try:
            yield worker
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


def work(told: str) -> None:
    """Answer queries from standard input on standard output until it is closed; each time that it is ready, an empty message says so."""
    from caricc_graph.store.store import Store

    limits = Limits(**json.loads(told))
    _confine(limits)
    store: Store | None = None
    with suppress(EOFError, OSError):
        while True:
            _send(sys.stdout.buffer, b"")
            task = _task(json.loads(_receive(sys.stdin.buffer)))
            _grant(limits.seconds)
            answer = {}
            try:
                if store is None or store.folder != task.folder:
                    store = Store(task.folder, prefixes=task.prefixes)
                answer["form"], body = store.answer(task, limits)
            except (errors.QueryError, errors.StoreError) as error:
                answer, body = {"error": type(error).__name__, "message": str(error)}, b""
            except Exception as error:  # noqa: BLE001 - whatever a query makes the library raise is told, not a reason to end
                answer, body = {"error": "EndedError", "message": f"the query was ended by an error: {error}"}, b""
            _send(sys.stdout.buffer, json.dumps(answer).encode())
            _send(sys.stdout.buffer, body)


def _task(told: dict[str, Any]) -> Task:
    graphs = (None if told[name] is None else tuple(told[name]) for name in ("default", "named"))
    return Task(Path(told["folder"]), told["prefixes"], told["sparql"], tuple(told["forms"]), *graphs)


def _send(pipe: IO[bytes] | None, message: bytes) -> None:
    """Write a message, its length before it."""
    if pipe:
        pipe.write(_LENGTH.pack(len(message)) + message)
        pipe.flush()


def _receive(pipe: IO[bytes] | None) -> bytes:
    """Return the next message; raises EOFError where there is none."""
    head = pipe.read(_LENGTH.size) if pipe else b""
    length = _LENGTH.unpack(head)[0] if len(head) == _LENGTH.size else -1
    message = pipe.read(length) if pipe and length >= 0 else b""
    if len(message) != length:
        raise EOFError
    return message


def _confine(limits: Limits) -> None:
    """Take from this process what no query needs: the network where the system lets it, memory without end, its rank among processes."""
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
