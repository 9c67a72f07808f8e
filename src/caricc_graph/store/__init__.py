"""A graph on disk, and what a SPARQL query gets from it."""

from __future__ import annotations

from caricc_graph.store.errors import EndedError, FormError, QueryError, RefusedError, StoreError
from caricc_graph.store.store import Rows, Store, load
from caricc_graph.store.syntax import bound
from caricc_graph.store.workers import Limits, Task, Worker, Workers

__all__ = [
    "EndedError",
    "FormError",
    "Limits",
    "QueryError",
    "RefusedError",
    "Rows",
    "Store",
    "StoreError",
    "Task",
    "Worker",
    "Workers",
    "bound",
    "load",
]
