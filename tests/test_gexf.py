from __future__ import annotations

import itertools
import re
from datetime import date, timedelta
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from caricc_graph.export.gexf import document
from caricc_graph.export.spells import joined

if TYPE_CHECKING:
    from pathlib import Path

    from caricc_graph import Graph
    from caricc_graph.export.spells import Spell

G = "{http://gexf.net/1.3}"
DAY = re.compile(r"\d{4}-\d\d-\d\d")
DAYS = [str(date(2020, 1, 1) + timedelta(days=n)) for n in range(12)]
SPELLS = st.lists(
    st.tuples(st.none() | st.sampled_from(DAYS), st.none() | st.sampled_from(DAYS)).filter(
        lambda spell: not (spell[0] and spell[1] and spell[1] < spell[0])
    ),
    max_size=5,
)


def covers(spells: list[Spell], day: str) -> bool:
    return any((start or day) <= day <= (end or day) for start, end in spells)


@given(SPELLS)
def test_joined_spells_cover_the_same_days_and_never_touch(spells: list[Spell]) -> None:
    found = joined(spells)
    around = ["2019-12-31", *DAYS, "2020-01-13"]
    assert [covers(found, day) for day in around] == [covers(spells, day) for day in around]
    for (_, end), (start, _) in itertools.pairwise(found):
        assert end is not None
        assert start is not None
        assert date.fromisoformat(start) - date.fromisoformat(end) > timedelta(days=1)


def test_a_spell_that_ends_before_it_begins_is_none() -> None:
    assert joined([("2020-01-02", "2020-01-01")]) == []


def edge(*spells: Spell) -> dict[str, object]:
    return {"source": "a", "target": "b", "predicate": "attends", "confidence": 0.9, "spells": list(spells)}


def written(*edges: dict[str, object]) -> ET.Element:
    nodes = {name: {"label": name.upper(), "kind": "Agency"} for name in ("a", "b")}
    return ET.fromstring(document(nodes, edges))  # noqa: S314 - our own


def test_open_ends_are_left_out_and_several_spells_stand_apart() -> None:
    root = written(edge(("2020-01-01", None)), edge((None, "2019-01-01"), ("2020-05-01", "2020-05-03")), edge())
    begun, twice, always = root.iter(f"{G}edge")
    assert (begun.get("start"), begun.get("end"), begun.find(f"{G}spells")) == ("2020-01-01", None, None)
    assert "start" not in twice.attrib
    assert [spell.attrib for spell in twice.iter(f"{G}spell")] == [
        {"end": "2019-01-01"},
        {"start": "2020-05-01", "end": "2020-05-03"},
    ]
    assert not always.attrib.keys() & {"start", "end"}
    assert always.find(f"{G}spells") is None


def test_a_node_is_there_while_one_of_its_links_is() -> None:
    dated = written(edge(("2020-01-01", "2020-01-02")), edge(("2020-01-03", "2020-01-05")))
    assert [(n.get("start"), n.get("end")) for n in dated.iter(f"{G}node")] == [("2020-01-01", "2020-01-05")] * 2
    undated = written(edge(("2020-01-01", "2020-01-02")), edge())
    assert all("start" not in node.attrib for node in undated.iter(f"{G}node"))


def test_the_sample_is_what_the_specification_of_gexf_says(sample_graph: Graph, tmp_path: Path) -> None:
    sample_graph.export("gexf", tmp_path / "out.gexf")
    root = ET.parse(tmp_path / "out.gexf").getroot()  # noqa: S314 - our own
    graph = root.find(f"{G}graph")
    assert graph is not None
    assert (root.get("version"), graph.get("mode"), graph.get("timeformat"), graph.get("timerepresentation")) == (
        "1.3",
        "dynamic",
        "date",
        "interval",
    )
    assert [child.tag.removeprefix(G) for child in graph] == ["attributes", "attributes", "nodes", "edges"]
    nodes = {node.get("id") for node in root.iter(f"{G}node")}
    edges = list(root.iter(f"{G}edge"))
    assert len({one.get("id") for one in edges}) == len(edges)
    assert all(one.get("source") in nodes and one.get("target") in nodes and one.get("kind") for one in edges)
    for owner in ("node", "edge"):
        declared = {a.get("id") for h in graph.iter(f"{G}attributes") if h.get("class") == owner for a in h}
        used = {value.get("for") for one in root.iter(f"{G}{owner}") for value in one.iter(f"{G}attvalue")}
        assert used == declared
    days = [value for one in root.iter() for name, value in one.attrib.items() if name in {"start", "end"}]
    assert len(days) > 1000
    assert all(DAY.fullmatch(day) for day in days)


def test_links_carry_the_days_of_their_events(sample_graph: Graph, tmp_path: Path) -> None:
    sample_graph.export("gexf", tmp_path / "out.gexf")
    read_back = nx.read_gexf(tmp_path / "out.gexf", version="1.3")
    (event,) = [
        node
        for node, told in read_back.nodes(data=True)
        if told["label"].startswith("12th Meeting of the Heads of the")
    ]
    assert (read_back.nodes[event]["start"], read_back.nodes[event]["end"]) == ("2022-04-19", "2022-04-19")
    assert {told["start"] for _, target, told in read_back.edges(data=True) if target == event} == {"2022-04-19"}
