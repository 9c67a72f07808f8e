"""Pages, with no request to anywhere outside: those that explore a graph, and the network of entities."""

from caricc_graph.pages.explorer import Explorer
from caricc_graph.pages.network import network_page
from caricc_graph.pages.site import SiteError, write_site

__all__ = ["Explorer", "SiteError", "network_page", "write_site"]
