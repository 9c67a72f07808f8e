from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import caricc_graph
from caricc_graph.tracing import TracingError
from caricc_graph.tracing.between import text

if TYPE_CHECKING:
    from pathlib import Path

    from caricc_graph import Graph


def test_shared_events_stand_under_their_years_with_both_sides(sample_graph: Graph) -> None:
    found = sample_graph.between("UNODC", "RATS")
    (tie,) = found.ties
    assert tie.through is not None
    assert (tie.year, tie.through.kind) == ("2023", "Event")
    assert {link.subject.id for link in tie.links} == {"unodc", "sco-rats"}
    assert all(link.citations for link in tie.links)


def test_ties_come_in_order_of_day_the_undated_last(sample_graph: Graph) -> None:
    found = sample_graph.between("CARICC", "UNODC")
    days = [tie.first or "9999" for tie in found.ties]
    assert days == sorted(days)
    assert {tie.through is None for tie in found.ties} == {True, False}
    for tie in found.ties:
        if tie.through is None:
            assert len(tie.links) == 1
        else:
            assert tie.through.kind in {"Document", "Event"}


def test_an_official_stands_for_a_body_where_the_bulletin_gives_the_post(sample_graph: Graph) -> None:
    found = sample_graph.between("CARICC", "SELEC")
    officials = [link for tie in found.ties for link in tie.links if link.subject.kind == "Official"]
    assert "Snejana Maleeva" in {link.subject.name for link in officials}
    posts = {
        (link.subject, bulletin)
        for number, link in enumerate(sample_graph.links.links)
        if link.predicate == "holdsPost" and link.object in {"caricc", "selec"}
        for bulletin in sample_graph.links.told[number]
    }
    of = {link.statement: number for number, link in enumerate(sample_graph.links.links)}
    for link in officials:
        told = sample_graph.links.told[of[link.statement]]
        assert any((person.id, bulletin) in posts for person in (link.subject, link.object) for bulletin in told)


def test_days_and_a_limit_narrow_the_ties(sample_graph: Graph) -> None:
    whole = sample_graph.between("CARICC", "UNODC")
    year = sample_graph.between("CARICC", "UNODC", first="2023-01-01", last="2023-12-31")
    assert {tie.year for tie in year.ties} <= {"2023", ""}
    assert len(year.ties) < len(whole.ties)
    few = sample_graph.between("CARICC", "UNODC", limit=2)
    assert few.ties == whole.ties[-2:]
    assert few.left_out == len(whole.ties) - 2
    assert f"{few.left_out} older ties are left out." in list(text(few))


def test_both_directions_tell_the_same(sample_graph: Graph) -> None:
    one, other = sample_graph.between("CARICC", "SELEC"), sample_graph.between("SELEC", "CARICC")
    assert one.ties == other.ties


def test_parties_without_a_tie_and_one_party_are_told_apart(sample_graph: Graph) -> None:
    found = sample_graph.between("FIIAPP", "GCC-CIC")
    assert found.ties == ()
    assert "Nothing links them directly or through a shared event. `caricc-graph path` looks further." in list(
        text(found)
    )
    with pytest.raises(TracingError, match="one entity"):
        sample_graph.between("CARICC", "caricc")


def test_a_former_director_stands_for_nobody(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(
        "On 3 May 2021 UNODC held a seminar in Tashkent. Mr. Ivan Petrov, former Director of CARICC, took part in the seminar.\n",
        encoding="utf-8",
    )
    caricc_graph.build(page, out=tmp_path / "graph")
    with caricc_graph.open(tmp_path / "graph") as graph:
        assert any(link.former for link in graph.links.links)
        assert graph.between("CARICC", "UNODC").ties == ()
        assert graph.between("Ivan Petrov", "UNODC").ties
