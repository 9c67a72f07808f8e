"""How long answers take over a large graph, as medians beside their bars; `generate.py` makes the input."""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from caricc_graph import Graph
from caricc_graph.queries import KINDS
from caricc_graph.store import QueryError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from caricc_graph.queries import Question

RUNS = 3
LONGEST = 10
BARS = {"search": 50, "entity": 200, "question-named": 300, "question-whole": 3000}
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


def milliseconds(answer: Callable[[], object]) -> float:
    """Return the median time of an answer after a first one that is not counted."""
    answer()
    times = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        answer()
        times.append((time.perf_counter() - begun) * 1000)
    return statistics.median(times)


def frequent(graph: Graph) -> dict[str, list[str]]:
    """Return the ids of entities by kind, the most often mentioned first."""
    found: dict[str, list[str]] = {}
    for entity, kind, _ in graph.query(_FREQUENT).rows:
        found.setdefault(str(kind).rsplit("#", 1)[-1], []).append(str(entity).rsplit("/", 1)[-1])
    return found


def asked(question: Question, known: dict[str, list[str]], place: int) -> dict[str, str]:
    """Return values for what a question needs: two entities that are not one, of those that stand at `place` by their mentions."""
    values: dict[str, str] = {}
    for number, parameter in enumerate(question.parameters):
        if not parameter.optional:
            kinds = KINDS.get(parameter.type)
            pool = known[kinds[0] if kinds else "Agency"] if kinds is not None else []
            values[parameter.name] = pool[min(place + number, len(pool) - 1)] if pool else parameter.example
    return values


def is_ended(graph: Graph, question: Question, values: dict[str, str]) -> bool:
    """Tell whether a question takes longer than anybody waits."""
    bindings = {
        name: f"<{graph.store.prefixes['entity']}{value}>" if _names_entity(question, name) else value
        for name, value in values.items()
    }
    try:
        graph.query(question.sparql, bindings=bindings, seconds=LONGEST)
    except QueryError:
        return True
    return False


def _names_entity(question: Question, name: str) -> bool:
    return any(parameter.name == name and parameter.type in KINDS for parameter in question.parameters)


def told(name: str, each: Sequence[tuple[str, float]]) -> None:
    """Print the times of one kind of answer, and their median beside its bar."""
    for what, taken in each:
        print(f"    {name} {what}: {f'{taken:.0f} ms' if taken < LONGEST * 1000 else f'over {LONGEST} s'}")
    print(f"{name}: {statistics.median(taken for _, taken in each):.0f} ms (bar {BARS[name]} ms)")


def main() -> None:
    """Print the figures over the graph in a folder."""
    with Graph(Path(sys.argv[1])) as graph:
        known = frequent(graph)
        told("search", [(repr(text), milliseconds(lambda text=text: graph.search(text))) for text in TYPED])  # type: ignore[misc]
        entities = [
            known[kind][place] for kind in ("Agency", "Official", "Event", "Programme", "Country") for place in (0, 20)
        ]
        told("entity", [(one, milliseconds(lambda one=one: graph.entity(one))) for one in entities])  # type: ignore[misc]
        named: list[tuple[str, float]] = []
        whole: list[tuple[str, float]] = []
        for question in graph.questions():
            values = asked(question, known, 20)
            if is_ended(graph, question, values):
                taken = LONGEST * 1000.0
            else:
                taken = milliseconds(lambda question=question, values=values: graph.ask(question.id, values))  # type: ignore[misc]
            (named if values else whole).append((question.id, taken))
        told("question-named", named)
        told("question-whole", whole)


if __name__ == "__main__":
    main()
