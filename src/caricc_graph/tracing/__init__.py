"""How entities of a graph are linked: chains, ties by year, what happened when, and what changed, each with its sentences."""

from __future__ import annotations

from caricc_graph.tracing.between import Between, Tie, between
from caricc_graph.tracing.chains import Chain, Chains, Reach, Step, chains
from caricc_graph.tracing.stated import Party, Stated, TracingError
from caricc_graph.tracing.timeline import Moment, Timeline, timeline

__all__ = [
    "Between",
    "Chain",
    "Chains",
    "Moment",
    "Party",
    "Reach",
    "Stated",
    "Step",
    "Tie",
    "Timeline",
    "TracingError",
    "between",
    "chains",
    "timeline",
]
