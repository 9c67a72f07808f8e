from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from caricc_graph.network.layout import placed

if TYPE_CHECKING:
    from caricc_graph import Graph


def test_pyvis_gets_each_node_and_each_link_with_its_sentence(sample_graph: Graph) -> None:
    part = sample_graph.network(focus=["CARICC"], limit=30)
    made = sample_graph.drawn(part)
    assert {node["id"] for node in made.nodes} == set(part)
    assert len(made.edges) == part.number_of_edges()
    assert all("\n" in edge["title"] and "– " in edge["title"] for edge in made.edges)
    assert [node["y"] for node in made.nodes] == [y for _, y in placed(part, spread=90.0).values()]


def test_the_page_of_pyvis_names_no_address_to_fetch_and_is_the_same_each_time(sample_graph: Graph) -> None:
    part = sample_graph.network(focus=["CARICC"], limit=30)
    page = sample_graph.drawn_page(part, title='A </title><script>alert("x")</script>')
    assert page == sample_graph.drawn_page(part, title='A </title><script>alert("x")</script>')
    assert not re.search(r"<(?:script|link|img)\b[^>]*(?:src|href)=", page)
    assert '<script>alert("x")' not in page
    drawn = json.loads(re.search(r"new vis\.DataSet\((\[.*?\])\);", page)[1])  # type: ignore[index] # the test fails where there is none
    assert len(drawn) == part.number_of_nodes()
