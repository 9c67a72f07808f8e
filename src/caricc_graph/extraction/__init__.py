"""Mentions and claims of one bulletin, by rules, gazetteers and dictionaries, and by a statistical pipeline where one is named."""

from caricc_graph.extraction.extractor import Extractor, version
from caricc_graph.extraction.readers import Reader

__all__ = ["Extractor", "Reader", "version"]
