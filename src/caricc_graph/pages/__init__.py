"""Self-contained pages, with no request to anywhere."""

from caricc_graph.pages.network import network_page

__all__ = ["network_page"]
