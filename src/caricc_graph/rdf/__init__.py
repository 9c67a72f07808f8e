"""The graph in the ontology's terms: canonical N-Quads, and what is wrong with a graph."""

from caricc_graph.rdf.quads import write
from caricc_graph.rdf.terms import DEFAULT_BASE_IRI, FORMAT_VERSION, Interval, interval, literal, prefixes
from caricc_graph.rdf.validation import ValidationError, Violation, refuse, validate

__all__ = [
    "DEFAULT_BASE_IRI",
    "FORMAT_VERSION",
    "Interval",
    "ValidationError",
    "Violation",
    "interval",
    "literal",
    "prefixes",
    "refuse",
    "validate",
    "write",
]
