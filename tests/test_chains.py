from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from caricc_graph.tracing import TracingError
from caricc_graph.tracing.chains import text

if TYPE_CHECKING:
    from caricc_graph import Graph
    from caricc_graph.tracing import Chain


def names(chain: Chain) -> list[str]:
    return [chain.steps[0].source.name, *(step.target.name for step in chain.steps)]


def test_fiiapp_and_the_drug_centre_of_the_gcc_are_linked_with_a_sentence_behind_each_step(sample_graph: Graph) -> None:
    found = sample_graph.path("FIIAPP", "GCC-CIC")
    assert names(found.shortest[0]) == [
        "International and Ibero-American Foundation for Administration and Public Policies",
        "CADAP 7",
        "Ernest Robello",
        "meeting of CARICC, 2022-10-05/2022-10-06",
        "Central Asian Regional Information and Coordination Centre",
        "Gulf Cooperation Council Criminal Information Center to Combat Drugs",
    ]
    for chain in (*found.shortest, *found.strongest):
        for step in chain.steps:
            assert step.links
            for link in step.links:
                assert {link.subject, link.object} == {step.source, step.target}
                assert link.citations
                assert all(c.quote in c.sentence and c.bulletin for c in link.citations)


def test_chains_differ_and_come_in_their_order(sample_graph: Graph) -> None:
    found = sample_graph.path("UNODC", "SELEC", most=5)
    assert len({tuple(names(chain)) for chain in found.strongest}) == len(found.strongest) == 5
    strengths = [chain.strength for chain in found.strongest]
    assert strengths == sorted(strengths, reverse=True)
    lengths = [len(chain.steps) for chain in found.shortest]
    assert lengths == sorted(lengths)


def test_no_chain_goes_through_countries_documents_places_or_substances(sample_graph: Graph) -> None:
    found = sample_graph.path("Spain", "Turkmenistan", most=10)
    between = [step.target.kind for chain in (*found.shortest, *found.strongest) for step in chain.steps[:-1]]
    assert between
    assert not {"Country", "Document", "Place", "Substance"} & {*between}


def test_via_names_the_kinds_of_all_that_is_between(sample_graph: Graph) -> None:
    found = sample_graph.path("CARICC", "SELEC", via=["Event"])
    assert found.shortest
    assert {step.target.kind for chain in found.shortest for step in chain.steps[:-1]} == {"Event"}


def test_predicates_and_days_narrow_the_links(sample_graph: Graph) -> None:
    found = sample_graph.path(
        "CARICC", "UNODC", predicates=["attends", "organizes"], first="2022-01-01", last="2023-12-31"
    )
    links = [link for chain in (*found.shortest, *found.strongest) for step in chain.steps for link in step.links]
    assert links
    assert {link.predicate for link in links} <= {"attends", "organizes"}
    assert all(not link.first or (link.last >= "2022-01-01" and link.first <= "2023-12-31") for link in links)


def test_where_no_chain_is_found_the_answer_says_how_far_each_reaches(sample_graph: Graph) -> None:
    found = sample_graph.path("FIIAPP", "GCC-CIC", hops=3)
    assert (found.shortest, found.strongest) == ((), ())
    one, other = found.reach
    assert one.party.id == "fiiapp"
    assert 0 < one.count < other.count
    assert [steps for _, steps in one.nearest] == sorted(steps for _, steps in one.nearest)
    lines = list(text(found))
    assert any(line.startswith("Not linked within 3 steps.") for line in lines)
    assert any("reaches" in line for line in lines)


def test_kinds_that_would_link_the_two_are_named(sample_graph: Graph) -> None:
    found = sample_graph.path("Spain", "Italy", hops=2, via=["Programme"])
    assert not found.shortest
    assert found.otherwise == ("Event",)
    assert any("--via Event" in line for line in text(found))


def test_what_is_only_planned_links_nobody(sample_graph: Graph) -> None:
    planned = {
        str(statement).rsplit("/", 1)[-1]
        for (statement,) in sample_graph.query("SELECT ?s { ?s cg:modality ?m FILTER (?m != cg:asserted) }").rows
    }
    assert planned
    assert not planned & {link.statement for link in sample_graph.links.links}


def test_an_entity_is_not_linked_with_itself_and_predicates_are_known_ones(sample_graph: Graph) -> None:
    with pytest.raises(TracingError, match="one entity"):
        sample_graph.path("CARICC", "caricc")
    with pytest.raises(TracingError, match="no predicate is called 'meet'; choose from holdsPost"):
        sample_graph.path("CARICC", "SELEC", predicates=["meet"])


def test_the_text_tells_direction_day_publishers_and_sentence(sample_graph: Graph) -> None:
    lines = list(text(sample_graph.path("FIIAPP", "GCC-CIC")))
    assert re.fullmatch(r"Shortest 1: 5 steps, strength 0\.0\d\d, also among the strongest", lines[3])
    assert any(line.startswith("    ← funds ─  [") and "2 independent publishers" in line for line in lines)
    assert any("«" in line for line in lines)
    only = list(text(sample_graph.path("FIIAPP", "GCC-CIC"), only="strongest"))
    assert not any(line.startswith("Shortest") for line in only)
    assert sum(line.startswith("Strongest") for line in only) == 3
