"""caricc-graph traces organisational links in public bulletins, each back to the sentence that states it."""

__version__ = "0.1.0"
