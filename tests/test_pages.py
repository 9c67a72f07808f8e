from __future__ import annotations

import base64
import hashlib
import json
import re
from typing import TYPE_CHECKING

from caricc_graph.network import with_unsettled
from caricc_graph.pages.html import as_json
from caricc_graph.pages.network.data import network_data, words

if TYPE_CHECKING:
    from caricc_graph import Graph


def test_only_the_pages_own_scripts_are_allowed(sample_graph: Graph) -> None:
    page = sample_graph.page(sample_graph.network(limit=30), title="A <title> & more")
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy is not None
    allowed = policy[1].replace("&#39;", "'")
    assert len(scripts) == 1
    for script in scripts:
        assert f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" in allowed
    assert allowed.startswith("default-src 'none';")
    assert "<title>A &lt;title&gt; &amp; more</title>" in page


def test_nothing_is_asked_from_outside(sample_graph: Graph) -> None:
    page = sample_graph.page(sample_graph.network(limit=30))
    assert not re.findall(
        r"<(?:link|img|iframe|object|embed|base)\b|<script[^>]+src=|@import|url\(",
        re.sub(r"<script>.*?</script>", "", page, flags=re.DOTALL),
    )


def test_the_data_holds_quotes_in_their_sentences(sample_graph: Graph) -> None:
    data = network_data(sample_graph.network(focus=["CARICC"]), store=sample_graph.store, sentences=5000)
    assert len(data["nodes"]["id"]) > 20
    assert data["carried"] == len(data["links"]["from"])
    stated = {str(quote) for (quote,) in sample_graph.query("SELECT DISTINCT ?q { ?e cg:quote ?q }").rows}
    for rows in data["links"]["evidence"].values():
        assert rows
        for sentence, begin, end, bulletin in (data["evidence"][row] for row in rows):
            units = data["sentences"][sentence].encode("utf-16-le")
            assert units[2 * begin : 2 * end].decode("utf-16-le") in stated
            assert data["bulletins"][bulletin][0] or data["bulletins"][bulletin][4]
    number = data["nodes"]["id"].index("caricc")
    assert data["nodes"]["label"][number] == "CARICC"
    assert data["nodes"]["focus"] == [number]


def test_a_page_carries_as_many_sentences_as_it_is_allowed_those_of_the_focus_first(sample_graph: Graph) -> None:
    data = network_data(sample_graph.network(focus=["CARICC"], hops=2), store=sample_graph.store, sentences=40)
    assert 40 <= len(data["evidence"]) < 80
    assert data["carried"] == len(data["links"]["evidence"]) < len(data["links"]["from"])
    (focus,) = data["nodes"]["focus"]
    assert all(focus in (data["links"]["from"][i], data["links"]["to"][i]) for i in data["links"]["evidence"])


def test_what_is_not_asserted_has_its_modality(sample_graph: Graph) -> None:
    network = sample_graph.network(focus=["CARICC"])
    whole = with_unsettled(network, sample_graph.unsettled, links=sample_graph.links)
    data = network_data(whole, store=sample_graph.store, sentences=0)
    told = [data["modalities"][i] for i in data["links"]["modality"]]
    assert told.count("asserted") == network.number_of_edges()
    assert {"planned", "recommended"} <= set(told)


def test_the_same_network_gives_the_same_page(sample_graph: Graph) -> None:
    one, other = (sample_graph.page(sample_graph.network(limit=None)) for _ in range(2))
    assert one == other


def test_no_text_can_end_the_data() -> None:
    text = as_json({"a": "</script><script>x</script> &amp; \u2028 <!--"})
    assert not set("<>&\u2028") & set(text)
    assert json.loads(text) == {"a": "</script><script>x</script> &amp; \u2028 <!--"}


def test_a_predicate_in_plain_words() -> None:
    assert [words(name) for name in ("speaksAt", "meets", "cooperatesWith")] == [
        "speaks at",
        "meets",
        "cooperates with",
    ]
