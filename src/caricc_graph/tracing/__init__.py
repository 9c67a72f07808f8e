"""How entities of a graph are linked: chains, ties by year, what happened when, and what changed, each with its sentences."""

from __future__ import annotations

from caricc_graph.tracing.between import Between, Tie, between
from caricc_graph.tracing.chains import Chain, Chains, Reach, Step, chains
from caricc_graph.tracing.comparison import Comparison, Post, Regrouped, compare, period, whole
from caricc_graph.tracing.coverage import Coverage, Covered, Publisher, coverage
from caricc_graph.tracing.stated import Party, Stated, TracingError
from caricc_graph.tracing.timeline import Moment, Timeline, timeline

__all__ = [
    "Between",
    "Chain",
    "Chains",
    "Comparison",
    "Coverage",
    "Covered",
    "Moment",
    "Party",
    "Post",
    "Publisher",
    "Reach",
    "Regrouped",
    "Stated",
    "Step",
    "Tie",
    "Timeline",
    "TracingError",
    "between",
    "chains",
    "compare",
    "coverage",
    "period",
    "timeline",
    "whole",
]
