from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest

from caricc_graph.queries import QuestionError, ask, catalogue, document, read
from conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from caricc_graph import Graph
    from caricc_graph.queries import Answer, Question

ANSWERS = ROOT / "tests" / "answers"


def lines(answer: Answer) -> Iterator[str]:
    """Yield an answer's lines: what was asked, then each row with where its sentences stand."""
    yield answer.question.text
    yield from (f"  {name}: {taken}" for name, taken in answer.resolved)
    for row in answer.rows:
        yield ""
        yield " | ".join(value or "–" for value in row.values)
        for citation in row.citations:
            yield f"    {citation.date or 'no day'}, {citation.page}: «{' '.join(citation.quote.split())}»"


@pytest.mark.parametrize("question", catalogue(), ids=lambda question: question.id)
def test_the_recorded_answer_over_the_sample(
    sample_graph: Graph, question: Question, recorded: Callable[[Path, str], None]
) -> None:
    answer = sample_graph.ask(question.id, {p.name: p.example for p in question.parameters if p.example})
    assert answer.rows
    assert all(row.citations for row in answer.rows)
    recorded(ANSWERS / f"{question.id}.txt", "\n".join(lines(answer)) + "\n")


VALUES = {
    "official": "Yazlyyev", "agency": "CARICC", "body": "CARICC", "party": "CARICC", "programme": "BOMCA", "event": "REFLEX-2017",
    "document": "Agreement on CARICC", "substance": "heroin", "country": "Italy", "place": "Almaty", "any": "CARICC",
    "text": "Director", "day": "2023-11-02", "first": "2018", "last": "2019",
}  # fmt: skip


@pytest.mark.parametrize("question", catalogue(), ids=lambda question: question.id)
def test_a_question_takes_every_choice_of_its_options(sample_graph: Graph, question: Question) -> None:
    needed = [p for p in question.parameters if not p.optional]
    optional = [p for p in question.parameters if p.optional]
    for count in range(len(optional) + 1):
        for chosen in itertools.combinations(optional, count):
            values = {p.name: p.example or VALUES[p.type] for p in (*needed, *chosen)}
            assert dict(sample_graph.ask(question.id, values).resolved).keys() == values.keys()


def test_of_the_first_rows_alone_the_sentences_are_told(sample_graph: Graph) -> None:
    whole = sample_graph.ask("members", agency="CARICC").rows
    some = ask(sample_graph.store, sample_graph.names, "members", {"agency": "CARICC"}, cited=1).rows
    assert some[0] == whole[0]
    assert [(row.values, row.statements) for row in some] == [(row.values, row.statements) for row in whole]
    assert len(some) > 1
    assert not any(row.citations for row in some[1:])


def test_an_operation_is_found_by_its_name(sample_graph: Graph) -> None:
    assert {row.values[0] for row in sample_graph.ask("operations", event="REFLEX-2017").rows} == {"REFLEX-2017"}


def test_the_holder_of_a_post_is_one_step_from_the_body(sample_graph: Graph) -> None:
    first, *others = sample_graph.ask("chains", one="Yazlyyev", other="CARICC").rows
    assert first.values[:2] == ("1", "holdsPost")
    assert others
    assert not sample_graph.ask("chains", one="CARICC", other="CARICC").rows


def test_a_meeting_that_no_event_stands_for_is_told(sample_graph: Graph) -> None:
    rows = sample_graph.ask("meetings", one="CARICC", other="Tajikistan").rows
    assert any("Huseinzoda" in row.values[0] and "Miralizoda" in row.values[0] for row in rows)


def test_the_page_of_questions_is_true(recorded: Callable[[Path, str], None]) -> None:
    recorded(ROOT / "docs" / "questions.md", "\n".join(document()) + "\n")


def test_no_recorded_answer_is_left_over() -> None:
    assert {path.stem for path in ANSWERS.iterdir()} == {question.id for question in catalogue()}


def test_an_optional_value_left_out_means_any(sample_graph: Graph) -> None:
    every = sample_graph.ask("post-holders", body="CARICC")
    directors = sample_graph.ask("post-holders", body="CARICC", title="director")
    on = sample_graph.ask("post-holders", body="CARICC", title="director", on="2023-11-02")
    acting = sample_graph.ask("post-holders", body="CARICC", title="acting")
    assert len(every.rows) >= len(directors.rows) > len(on.rows) == 1
    assert len(every.rows) > len(acting.rows) == 1
    assert on.rows[0].values[:2] == ("Atageldi Ovezovich Yazlyyev", "Director")


def test_a_day_that_no_bulletin_attests_has_no_holder(sample_graph: Graph) -> None:
    assert sample_graph.ask("post-holders", body="CARICC", on="2016-01-01").rows == ()


def test_what_is_only_planned_answers_no_question_of_facts(sample_graph: Graph) -> None:
    planned = {row.values[1] for row in sample_graph.ask("unsettled", party="CARICC").rows if row.values[2] == "heldOn"}
    assert planned
    answers = {row.values[0] for row in sample_graph.ask("events-between", party="CARICC").rows}
    phases = {name for name in planned if name and "Substitute" in name}
    assert phases
    assert not phases & answers


def test_a_total_and_its_parts_are_told_apart(sample_graph: Graph) -> None:
    rows = sample_graph.query(
        """SELECT ?amount ?part { ?operation skos:prefLabel "Channel Interception" .
        ?s rdf:subject ?operation ; rdf:predicate cg:seizes ; cg:value ?amount ; cg:unit "kg"
        BIND (EXISTS { ?s cg:partOfTotal/cg:value ?whole FILTER (?whole = 897) } AS ?part) } ORDER BY ?amount"""
    ).rows
    assert {str(amount): part for amount, part in rows} == {
        "2.5": "true", "2.8": "true", "12.2": "true", "34": "false", "61.5": "true", "237": "true", "301": "true", "897": "false",
    }  # fmt: skip


SEED_ANSWERS = [
    ("post-holders", {"body": "CARICC", "title": "director"}, "Rustam Aziz"),
    ("programme", {"programme": "CADAP"}, "International and Ibero-American Foundation"),
    ("events-in", {"place": "Almaty"}, "2022"),
    ("operations", {"agency": "CARICC"}, "kg"),
    ("chains", {"one": "FIIAPP", "other": "UNODC"}, ""),
]


@pytest.mark.parametrize(("question", "values", "expected"), SEED_ANSWERS, ids=[case[0] for case in SEED_ANSWERS])
def test_the_first_page_answers_with_sentences(
    seed_graph: Graph, question: str, values: dict[str, str], expected: str
) -> None:
    answer = seed_graph.ask(question, values)
    assert answer.rows
    assert any(expected in value for row in answer.rows for value in row.values)
    assert all(row.citations and row.citations[0].sentence for row in answer.rows)


def test_the_director_of_the_first_page_is_one_person(seed_graph: Graph) -> None:
    answer = seed_graph.ask("post-holders", body="CARICC", title="director")
    assert len(answer.rows) == 1
    assert {"Rustam Aziz", "R. Miralizoda"} <= {name.text for name in seed_graph.entity("R. Miralizoda").names}


def test_a_header_that_cannot_be_read_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "broken.rq"
    path.write_text("# question: What?\n# party = someone\nSELECT * {}\n", encoding="utf-8")
    with pytest.raises(QuestionError, match=r"broken\.rq:2: not `# name: type"):
        read(path)
    path.write_text("SELECT * {}\n", encoding="utf-8")
    with pytest.raises(QuestionError, match=r"broken\.rq:1: no `# question"):
        read(path)
