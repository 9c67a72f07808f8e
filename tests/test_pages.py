from __future__ import annotations

import base64
import hashlib
import json
import re
from typing import TYPE_CHECKING

from caricc_graph.pages.html import as_json
from caricc_graph.pages.network import words

if TYPE_CHECKING:
    from caricc_graph import Graph


def test_only_the_pages_own_scripts_are_allowed(sample_graph: Graph) -> None:
    page = sample_graph.page(sample_graph.network(limit=30), title="A <title> & more")
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy is not None
    allowed = policy[1].replace("&#39;", "'")
    assert len(scripts) == 2
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
    page = sample_graph.page(sample_graph.network(focus=["CARICC"]))
    match = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert match is not None
    data = json.loads(match[1])
    assert len(data["nodes"]) > 20
    for link in data["links"]:
        assert link["sentences"]
        assert all(one["quote"] and (one["title"] or one["page"]) for one in link["sentences"])
    (caricc,) = [node for node in data["nodes"] if node["id"] == "caricc"]
    assert (caricc["label"], caricc["focus"]) == ("CARICC", True)


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
