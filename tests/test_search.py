from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caricc_graph.search import AmbiguousName, UnknownName, fold

if TYPE_CHECKING:
    from caricc_graph import Graph


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CARICC", "caricc"),
        ("caricc", "caricc"),
        ("central asian regional information and coordination centre", "caricc"),
        ("United Nations Office on Drugs and Crime", "unodc"),
    ],
)
def test_a_name_leads_to_its_entity_whatever_its_form(sample_graph: Graph, text: str, expected: str) -> None:
    assert sample_graph.names.resolve(text).id == expected
    assert sample_graph.search(text)[0].id == expected


def test_a_part_of_a_persons_name_is_enough_where_one_person_has_it(sample_graph: Graph) -> None:
    found = sample_graph.names.resolve("Miralizoda")
    assert found.kind == "Official"
    assert sample_graph.names.resolve("R. Miralizoda", kinds=("Official",)).id == found.id
    assert sample_graph.names.resolve(found.id).id == found.id


def test_an_unknown_name_is_answered_with_near_ones(sample_graph: Graph) -> None:
    with pytest.raises(UnknownName, match=r"Miralizoda.*caricc-graph search") as caught:
        sample_graph.names.resolve("Mirralizoda")
    assert any("Miralizoda" in near.name for near in caught.value.near)


def test_an_ambiguous_name_lists_its_candidates(sample_graph: Graph) -> None:
    with pytest.raises(AmbiguousName, match="Give a longer name or an id") as caught:
        sample_graph.names.resolve("Ministry Internal Affairs")
    assert len({one.id for one in caught.value.candidates}) > 1


def test_kinds_keep_others_out(sample_graph: Graph) -> None:
    assert {one.kind for one in sample_graph.search("Kazakhstan", kinds=("Agency",))} == {"Agency"}


@pytest.mark.parametrize(
    "text", ["", "   ", '"', "a OR b", "NEAR(", "*", "'; DROP TABLE name; --", "Язлыев", "x" * 5000]
)
def test_what_a_person_types_is_never_syntax(sample_graph: Graph, text: str) -> None:
    assert all(one.id for one in sample_graph.search(text, limit=5))


@given(st.text(max_size=40))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_searched_without_an_error(sample_graph: Graph, text: str) -> None:
    found = sample_graph.search(text, limit=3)
    assert len(found) <= 3


@given(st.text(max_size=30))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
