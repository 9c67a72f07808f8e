from __future__ import annotations

import copy
import html
import pickle
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest

import caricc_graph
from caricc_graph.network.shown import Network
from caricc_graph.pages.notebook import framed, shown
from caricc_graph.queries import Answer, Question, Row
from caricc_graph.store import Rows

if TYPE_CHECKING:
    from pathlib import Path

    from caricc_graph import Graph

HOSTILE = '<script>alert(1)</script>" onload="x'


def html_of(told: Any) -> str:
    """Return what a notebook shows of a value."""
    return str(told._repr_html_())


def test_rows_are_a_table_with_their_text_escaped() -> None:
    told = shown(Rows(("a", HOSTILE), ((HOSTILE, None),)))
    page = html_of(told)
    assert "<script" not in page
    assert page.count("&lt;script&gt;") == 2
    assert '<td style="text-align: left"></td>' in page


def test_long_answers_and_cells_are_cut_and_told() -> None:
    page = html_of(shown(Rows(("a",), tuple((f"{n} {'x' * 500}",) for n in range(60)))))
    assert page.count("<tr>") == 51
    assert "The first 50 of 60 rows" in page
    assert max(len(cell) for cell in re.findall(r"<td[^>]*>([^<]*)", page)) == 200
    assert "No rows." in html_of(shown(Rows(("a",), ())))


def test_an_answer_shows_its_question_and_marked_sentences(sample_graph: Graph) -> None:
    told = sample_graph.ask("posts-held", official="Miralizoda")
    page = html_of(told)
    assert html.escape(told.question.text) in page
    assert "<mark>Rustam Miralizoda, CARICC Director</mark>" in page
    assert f"and {len(told.rows[0].citations) - 3} more sentences" in page


def test_an_answer_without_rows_says_what_that_means() -> None:
    question = Question("q", HOSTILE, (), "")
    page = html_of(shown(Answer(question, ("a",), (), (("party", HOSTILE),))))
    assert "no evidence that there is none" in page
    assert "<script" not in page
    page = html_of(shown(Answer(question, ("a",), (Row((HOSTILE,), ()),), ())))
    assert "<script" not in page


def test_a_dossier_keeps_what_is_only_planned_apart(sample_graph: Graph) -> None:
    told = sample_graph.entity("CARICC")
    page = html_of(told)
    facts, _, planned = page.partition("Planned, recommended or quoted only")
    assert f"<b>Links</b> ({len(told.links)})" in facts
    assert facts.count("<details><summary>") > 50
    assert f"({len(told.unsettled)})" in planned
    assert "planned" in planned


@pytest.mark.parametrize("made", ["path", "between"])
def test_chains_and_ties_are_shown_with_their_sentences(sample_graph: Graph, made: str) -> None:
    page = html_of(getattr(sample_graph, made)("CARICC", "GCC-CIC"))
    assert page.startswith("<pre")
    assert re.search("«[^»<]+»", page)


def test_a_timeline_is_shown_as_escaped_text(sample_graph: Graph) -> None:
    told = sample_graph.timeline("Yazlyyev")
    assert "(attested)" in html_of(told)
    page = html_of(replace(told, party=replace(told.party, name=HOSTILE)))
    assert "<script" not in page


def test_a_network_shows_its_page_in_a_frame_and_goes_on_as_plain_data(sample_graph: Graph) -> None:
    part = sample_graph.network(focus=["CARICC"], limit=8)
    frame = part._repr_html_()
    assert frame is not None
    match = re.fullmatch(r'<iframe title="Network" sandbox="([^"]*)" style="[^"]*" srcdoc="([^"]*)"></iframe>', frame)
    assert match is not None
    assert match[1] == "allow-scripts allow-downloads"
    assert html.unescape(match[2]) == sample_graph.page(part)
    for copied in (pickle.loads(pickle.dumps(part)), copy.deepcopy(part), part.copy()):  # noqa: S301 - our own
        assert isinstance(copied, Network)
        assert nx.utils.graphs_equal(copied, part)
        assert copied._repr_html_() is None


def test_a_network_of_a_closed_graph_is_shown_as_text(sample_folder: Path) -> None:
    with caricc_graph.open(sample_folder) as graph:
        part = graph.network(focus=["CARICC"], limit=3)
    assert part._repr_html_() is None


def test_nothing_ends_a_frame_early() -> None:
    frame = framed('<p title="x">&amp;</p></iframe><script>', title=HOSTILE)
    assert frame.count("<") == 2
    assert frame.count("<iframe") == frame.count("</iframe>") == 1
