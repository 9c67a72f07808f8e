"""Mentions and claims of one bulletin, by rules, gazetteers and dictionaries."""

from caricc_graph.extraction.extractor import Extractor, version

__all__ = ["Extractor", "version"]
