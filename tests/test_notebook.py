from __future__ import annotations

import copy
import html
import pickle
import re
from typing import TYPE_CHECKING

import networkx as nx

import caricc_graph
from caricc_graph.network.shown import Network
from caricc_graph.pages.notebook import ShownAnswer, ShownDossier, ShownRows, framed, shown
from caricc_graph.queries import Answer, Question, Row
from caricc_graph.store import Rows

if TYPE_CHECKING:
    from pathlib import Path

    from caricc_graph import Graph

HOSTILE = '<script>alert(1)</script>" onload="x'


def test_rows_are_a_table_with_their_text_escaped() -> None:
    told = shown(Rows(("a", HOSTILE), ((HOSTILE, None),)))
    assert isinstance(told, ShownRows)
    page = told._repr_html_()
    assert "<script" not in page
    assert page.count("&lt;script&gt;") == 2
    assert '<td style="text-align: left"></td>' in page


def test_long_answers_and_cells_are_cut_and_told() -> None:
    page = shown(Rows(("a",), tuple((f"{n} {'x' * 500}",) for n in range(60))))._repr_html_()
    assert page.count("<tr>") == 51
    assert "The first 50 of 60 rows" in page
    assert max(len(cell) for cell in re.findall(r"<td[^>]*>([^<]*)", page)) == 200
    assert "No rows." in shown(Rows(("a",), ()))._repr_html_()


def test_an_answer_shows_its_question_and_marked_sentences(sample_graph: Graph) -> None:
    told = sample_graph.ask("posts-held", official="Miralizoda")
    assert isinstance(told, ShownAnswer)
    page = told._repr_html_()
    assert html.escape(told.question.text) in page
    assert "<mark>Rustam Miralizoda, CARICC Director</mark>" in page
    assert f"and {len(told.rows[0].citations) - 3} more sentences" in page


def test_an_answer_without_rows_says_what_that_means() -> None:
    question = Question("q", HOSTILE, (), "")
    page = shown(Answer(question, ("a",), (), (("party", HOSTILE),)))._repr_html_()
    assert "no evidence that there is none" in page
    assert "<script" not in page
    page = shown(Answer(question, ("a",), (Row((HOSTILE,), ()),), ()))._repr_html_()
    assert "<script" not in page


def test_a_dossier_keeps_what_is_only_planned_apart(sample_graph: Graph) -> None:
    told = sample_graph.entity("CARICC")
    assert isinstance(told, ShownDossier)
    page = told._repr_html_()
    facts, _, planned = page.partition("Planned, recommended or quoted only")
    assert f"<b>Links</b> ({len(told.links)})" in facts
    assert facts.count("<details><summary>") > 50
    assert f"({len(told.unsettled)})" in planned
    assert "planned" in planned


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
