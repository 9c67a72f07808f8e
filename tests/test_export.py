from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import networkx as nx
import pandas as pd
import pytest
import rdflib

from caricc_graph.corpus import read
from caricc_graph.export import FORMS, ExportError
from caricc_graph.export.network import _clean
from conftest import SAMPLE

if TYPE_CHECKING:
    from pathlib import Path

    from caricc_graph import Graph


@pytest.mark.parametrize("form", ["gexf", "graphml"])
def test_networks_are_read_by_other_tools(sample_graph: Graph, tmp_path: Path, form: str) -> None:
    sample_graph.export(form, tmp_path / "out")
    read_back = (
        nx.read_gexf(tmp_path / "out", version="1.3")
        if form == "gexf"
        else nx.read_graphml(tmp_path / "out", force_multigraph=True)
    )
    whole = sample_graph.network(limit=10_000)
    assert set(read_back) == set(whole)
    assert read_back.number_of_edges() == whole.number_of_edges()
    told = read_back.nodes["caricc"]
    assert (told["kind"], told["label"]) == ("Agency", "Central Asian Regional Information and Coordination Centre")


def test_csv_has_a_sentence_for_each_link(sample_graph: Graph, tmp_path: Path) -> None:
    sample_graph.export("csv", tmp_path / "csv")
    edges, nodes = (
        list(csv.DictReader(io.StringIO((tmp_path / "csv" / name).read_text(encoding="utf-8-sig"), newline="")))
        for name in ("edges.csv", "nodes.csv")
    )
    known = {node["id"] for node in nodes}
    assert len(edges) > 300
    assert all(edge["sentence"] and edge["source"] in known and edge["target"] in known for edge in edges)
    frame = pd.read_csv(tmp_path / "csv" / "edges.csv")
    assert list(frame.columns) == list(edges[0])
    assert frame["confidence"].dtype == float


def test_no_text_breaks_xml() -> None:
    assert _clean("a\x00b\x1fc\td") == "abc\td"


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")  # its parsers use its own deprecated classes
@pytest.mark.parametrize(("form", "parser"), [("turtle", "turtle"), ("trig", "trig"), ("jsonld", "json-ld")])
def test_rdf_forms_hold_every_triple_and_selectors(sample_graph: Graph, tmp_path: Path, form: str, parser: str) -> None:
    sample_graph.export(form, tmp_path / "out")
    graph = rdflib.Dataset(default_union=True) if form == "trig" else rdflib.Graph()
    graph.parse(tmp_path / "out", format=parser)
    (count,) = sample_graph.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").rows[0]
    (evidences,) = sample_graph.query("SELECT (COUNT(*) AS ?n) { ?e a cg:Evidence }").rows[0]
    assert len(graph) == int(str(count)) + 8 * int(str(evidences))


def test_the_same_graph_gives_the_same_bytes(sample_graph: Graph, tmp_path: Path) -> None:
    for form in ("gexf", "graphml", "ftm", "turtle", "trig", "jsonld"):
        for name in ("one", "two"):
            sample_graph.export(form, tmp_path / name)
        assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes(), form


def test_annotations_quote_their_pages(sample_graph: Graph, tmp_path: Path) -> None:
    sample_graph.export("annotations", tmp_path / "out")
    texts = {
        (place.source.file, place.ordinal): bulletin.text
        for bulletin in read([SAMPLE]).bulletins
        for place in bulletin.appearances
    }
    pages = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((tmp_path / "out").iterdir())]
    assert len(pages) == 16
    claims = 0
    for page in pages:
        for bulletin in page["bulletins"]:
            text = texts[page["source"], bulletin["ordinal"]]
            assert " ".join(text.split()).startswith(bulletin["starts_with"])
            known = {entity["id"]: entity for entity in bulletin["entities"]}
            for entity in bulletin["entities"]:
                assert all(mention in text for mention in entity["mentions"])
            for claim in bulletin["claims"]:
                claims += 1
                assert claim["quote"] in text
                assert claim["s"] in known
                assert claim["p"] == "heldOn" or claim["o"] in known
                assert claim["rule"]
                assert 0 < claim["confidence"] <= 1
                assert ("post" in claim) is (claim["p"] == "holdsPost")
    assert claims > 500


def test_bad_places_and_forms_are_refused(sample_graph: Graph, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="choose one of gexf"):
        sample_graph.export("xlsx", tmp_path / "x")
    with pytest.raises(ExportError, match="make it first"):
        sample_graph.export("gexf", tmp_path / "none" / "x")
    with pytest.raises(ExportError, match="something else stands there"):
        sample_graph.export("gexf", tmp_path)
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(ExportError, match=r"mine\.txt stands there"):
        sample_graph.export("csv", tmp_path)
    assert len(FORMS) == 8
