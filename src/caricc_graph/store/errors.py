"""What can be wrong with a query, or with the folder that it asks."""

from __future__ import annotations

from caricc_graph.model import CariccGraphError

__all__ = ["EndedError", "FormError", "QueryError", "RefusedError", "StoreError"]


class StoreError(CariccGraphError):
    """A folder that holds no graph."""


class QueryError(CariccGraphError):
    """A query that can't be understood or answered."""


class RefusedError(QueryError):
    """A query that would write, or reach outside."""


class FormError(QueryError):
    """A form that does not fit what a query answers."""


class EndedError(QueryError):
    """A query that was ended: it took too long, or told or needed too much."""
