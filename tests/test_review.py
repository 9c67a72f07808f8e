from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import caricc_graph
from caricc_graph import curation, review
from caricc_graph.curation import Verb
from caricc_graph.project import REVIEW
from caricc_graph.verdicts import UnknownStatement
from conftest import SAMPLE

if TYPE_CHECKING:
    from pathlib import Path

    from caricc_graph import Graph


def ranked(graph: Graph) -> tuple[review.Candidate, ...]:
    return review.read(graph.place / REVIEW)


def test_the_central_and_least_certain_come_first(sample_graph: Graph) -> None:
    found = ranked(sample_graph)
    weights = [one.weight for one in found]
    assert weights == sorted(weights, reverse=True)
    assert len(found) > 1000
    first, last = found[0], found[-1]
    assert first.doubt > last.doubt
    assert first.links > last.links


def test_a_statement_is_asked_about_as_it_stands_in_the_queue(sample_graph: Graph) -> None:
    for doubt in sample_graph.doubts(limit=20):
        if not doubt.is_merge:
            assert sample_graph.doubt(doubt.candidate.one) == doubt
    with pytest.raises(UnknownStatement):
        sample_graph.doubt("0123456789abcdef")


def test_each_doubt_tells_what_it_says_and_its_sentences(sample_graph: Graph) -> None:
    found = sample_graph.doubts(limit=60)
    assert {doubt.is_merge for doubt in found} == {True, False}
    for doubt in found:
        assert doubt.says
        assert doubt.citations
        assert all(citation.quote in citation.sentence for citation in doubt.citations)


def test_names_that_are_spelt_alike_leave_less_open_than_others(sample_graph: Graph) -> None:
    merges = {one.reason: one.doubt for one in ranked(sample_graph) if one.other}
    alike = next(doubt for reason, doubt in merges.items() if reason.startswith("'Zafar Samad' and 'Zafar Samad'"))
    other = next(
        doubt for reason, doubt in merges.items() if reason.startswith("'Rustam Miralizoda' and 'R.A. Miralizoda'")
    )
    assert alike < other


def test_what_is_decided_is_asked_no_more(sample_graph: Graph, tmp_path: Path) -> None:
    statement = next(doubt for doubt in sample_graph.doubts() if not doubt.is_merge).candidate
    merges = [doubt.candidate for doubt in sample_graph.doubts(limit=60) if doubt.is_merge]
    file = tmp_path / "decisions.txt"
    for decision in (
        sample_graph.decide(Verb.REJECT, statement.one),
        sample_graph.decide(Verb.SAME, merges[0].one, merges[0].other),
        sample_graph.decide(Verb.DIFFERENT, merges[1].one, merges[1].other),
    ):
        assert curation.append(file, decision)
    left = {doubt.candidate for doubt in sample_graph.doubts(decided=curation.load(file), limit=100)}
    assert not left & {statement, *merges[:2]}
    assert merges[2] in left


def test_what_a_build_has_obeyed_is_asked_no_more(tmp_path: Path) -> None:
    source, file = SAMPLE / "caricc-listing-2025.txt", tmp_path / "decisions.txt"
    caricc_graph.build(source, out=tmp_path / "g")
    with caricc_graph.open(tmp_path / "g") as graph:
        first, second, third = graph.doubts(limit=3)
        curation.append(file, graph.decide(Verb.REJECT, first.candidate.one))
        curation.append(file, graph.decide(Verb.ACCEPT, second.candidate.one))
    caricc_graph.build(source, out=tmp_path / "g", curation=file)
    with caricc_graph.open(tmp_path / "g") as graph:
        assert graph.doubts(limit=1)[0].says == third.says
        assert not {first.says, second.says} & {doubt.says for doubt in graph.doubts(limit=500)}
