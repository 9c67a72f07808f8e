"""How long a server's answers over a large graph take, as medians beside their bars; `generate.py` makes the input, `caricc-graph build` the graph.

The server runs in a process of its own. Each address is asked for once before it counts, then `RUNS` times; told are the time by the clock and
the server's processor time, of which the first is the bar's and the second does not depend on who else uses the machine.
"""

from __future__ import annotations

import http.client
import os
import socket
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from caricc_graph import Graph
from caricc_graph.queries import KINDS, catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Self

    from caricc_graph.queries import Parameter, Question

RUNS = 5
LONGEST = 15
STARTING = 60
BARS = {"search": 50, "entity": 200, "question-named": 300, "question-whole": 3000, "path": 500}
PLACES = (0, 20, 200)
"""Who is asked about: the most often mentioned of a kind, one that is often mentioned, and one that is not."""
TYPED = (
    "c",
    "kaz",
    "CARICC",
    "carricc",
    "Interpol",
    "drug control",
    "Border Troops Kazakhstan",
    "seminar",
    "Rakhimov",
    "no such name at all",
)
_FREQUENT = """
SELECT ?entity ?kind (COUNT(?mention) AS ?count)
WHERE { ?mention cg:refersTo ?entity . ?entity a ?kind FILTER (?kind != cg:Operation) }
GROUP BY ?entity ?kind
ORDER BY DESC(?count) ?entity
"""


@dataclass(frozen=True, slots=True)
class Taken:
    """How many milliseconds an address took, by the clock and of the server's processor; `LONGEST` where it was not waited for."""

    address: str
    clock: float
    processor: float


class Server:
    """A server of a graph on a free port of this machine, started again when an answer was not waited for."""

    def __init__(self, graph: Path) -> None:
        self._graph = graph
        self._start()

    def __enter__(self) -> Self:
        """Return the server itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the server."""
        self._process.kill()
        self._process.wait()

    def _start(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]
        command: list[str | Path] = [
            Path(sys.executable).parent / "caricc-graph",
            "serve",
            "--graph",
            self._graph,
            "--port",
            str(self._port),
        ]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603 - our own command
        begun = time.monotonic()
        while time.monotonic() - begun < STARTING:
            try:
                self._asked("/index")
            except OSError:
                time.sleep(0.2)
            else:
                return
        sys.exit(f"no server of {self._graph} has begun within {STARTING} s.")

    def _asked(self, address: str) -> Taken:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=LONGEST)
        begun, processor = time.perf_counter(), self._processor()
        connection.request("GET", address)
        answer = connection.getresponse()
        answer.read()
        taken = (time.perf_counter() - begun) * 1000
        if answer.status != http.client.OK:
            sys.exit(f"{address}: the server answers {answer.status}.")
        return Taken(address, taken, (self._processor() - processor) * 1000)

    def _processor(self) -> float:
        """Return the processor time of the server in seconds, by the clock that Linux keeps of each process."""
        return time.clock_gettime((~self._process.pid << 3) | 2)

    def median(self, address: str) -> Taken:
        """Return the median of several askings after a first one."""
        try:
            self._asked(address)
            times = [self._asked(address) for _ in range(RUNS)]
        except TimeoutError:
            self.__exit__()
            self._start()
            return Taken(address, LONGEST * 1000, LONGEST * 1000)
        clock, processor = (
            statistics.median(each) for each in zip(*((t.clock, t.processor) for t in times), strict=True)
        )
        return Taken(address, clock, processor)


def frequent(graph: Path) -> dict[str, list[str]]:
    """Return the ids of entities by kind, the most often mentioned first."""
    found: dict[str, list[str]] = {}
    with Graph(graph) as opened:
        for entity, kind, _ in opened.query(_FREQUENT).rows:
            found.setdefault(str(kind).rsplit("#", 1)[-1], []).append(str(entity).rsplit("/", 1)[-1])
    return found


def asked(question: Question, parameters: Sequence[Parameter], known: dict[str, list[str]], *, place: int) -> str:
    """Return the address of a question with values for these parameters: of entities different ones, that stand about `place`."""
    values: dict[str, str] = {}
    for number, parameter in enumerate(parameters):
        kinds = KINDS.get(parameter.type)
        pool = known[(kinds or ("Agency",))[0]] if kinds is not None else [parameter.example]
        values[parameter.name] = pool[min(place + number, len(pool) - 1 - number) if len(pool) > 1 else 0]
    return f"/question/{question.id}?{urlencode(values) or 'whole='}"


def named(known: dict[str, list[str]]) -> Iterator[str]:
    """Yield each question with what it needs, or else with the first thing that it may be asked about."""
    for question in catalogue():
        needed = [p for p in question.parameters if not p.optional]
        for place in PLACES:
            yield asked(question, needed or question.parameters[:1], known, place=place)


def whole() -> Iterator[str]:
    """Yield each question that needs no value, without one."""
    for question in catalogue():
        if all(p.optional for p in question.parameters):
            yield asked(question, (), {}, place=0)


def told(name: str, each: Sequence[Taken]) -> None:
    """Print the times of one kind of answer, and their medians beside its bar."""
    for one in each:
        late = "not within" if one.clock >= LONGEST * 1000 else ""
        print(f"    {late} {one.clock:7.0f} ms, processor {one.processor:7.0f} ms  {one.address}")
    clock, processor = (statistics.median(times) for times in zip(*((t.clock, t.processor) for t in each), strict=True))
    within = sum(one.clock <= BARS[name] for one in each)
    print(
        f"{name}: {clock:.0f} ms, of the processor {processor:.0f} ms (bar {BARS[name]} ms; {within} of {len(each)} within it)",
        flush=True,
    )


def main() -> None:
    """Print the figures over the graph in a folder."""
    graph = Path(sys.argv[1])
    known = frequent(graph)
    ends = [
        (known["Agency"][a], known[kind][b])
        for kind in ("Agency", "Official", "Programme")
        for a, b in ((0, 5), (20, 90), (200, 40))
    ]
    addresses = {
        "search": [f"/search.json?q={quote(text)}" for text in TYPED],
        "entity": [
            f"/entity/{known[kind][min(place, len(known[kind]) - 1)]}" for kind in sorted(known) for place in PLACES
        ],
        "path": [f"/path?one={one}&other={other}" for one, other in ends],
        "question-named": list(named(known)),
        "question-whole": list(whole()),
    }
    print(f"{os.cpu_count()} processors; load {os.getloadavg()[0]:.1f} at the beginning", flush=True)
    with Server(graph) as server:
        for name, asked_for in addresses.items():
            told(name, [server.median(address) for address in asked_for])
    print(f"load {os.getloadavg()[0]:.1f} at the end")


if __name__ == "__main__":
    main()
