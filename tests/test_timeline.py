from __future__ import annotations

from typing import TYPE_CHECKING

import caricc_graph
from caricc_graph.tracing.timeline import text

if TYPE_CHECKING:
    from pathlib import Path

    from caricc_graph import Graph


def test_moments_come_in_order_of_date_the_undated_last(sample_graph: Graph) -> None:
    found = sample_graph.timeline("CARICC")
    days = [moment.first or "9999" for moment in found.moments]
    assert days == sorted(days)
    assert not found.moments[-1].first
    assert {"event", "post", "succession", "seizure", "agreement", "link"} <= {moment.sort for moment in found.moments}
    assert all(link.citations for moment in found.moments for link in moment.links)


def test_a_post_has_attested_days_and_no_term(sample_graph: Graph) -> None:
    moments = sample_graph.timeline("Yazlyyev").moments
    (director,) = [m for m in moments if m.sort == "post" and ": Director, " in m.says]
    assert director.attested == ("2023-07-05", "2023-11-02", "2024-02-28", "2025-02-05")
    assert (director.first, director.last, director.basis) == ("2023-07-05", "2025-02-05", "attested")
    ended = [m for m in moments if m.sort == "end" and ": Director, " in m.says]
    assert [(m.first, m.basis) for m in ended] == [("2025-09-16", "reported")]


def test_successions_that_no_sentence_states_are_marked_as_inferred(sample_graph: Graph) -> None:
    successions = [m for m in sample_graph.timeline("CARICC").moments if m.sort == "succession"]
    stated = [m for m in successions if not m.inferred]
    inferred = [m for m in successions if m.inferred]
    assert [m.says for m in stated] == ["Khamidov Makhmud Tolibovich succeeds Atageldi Ovezovich Yazlyyev"]
    assert [m.says.split(" as ")[0] for m in inferred] == [
        "Grigory Borisovich Pustovitov after Beksultan Sarsekov",
        "Miralizoda Rustam Aziz after Grigory Borisovich Pustovitov",
        "Atageldi Ovezovich Yazlyyev after Miralizoda Rustam Aziz",
    ]
    assert all({link.predicate for link in m.links} == {"holdsPost"} for m in inferred)
    lines = list(text(sample_graph.timeline("CARICC")))
    assert "2012-04-26/2018-10-12 (attested)  succession, inferred" in lines


def test_a_person_has_the_successions_that_he_is_part_of(sample_graph: Graph) -> None:
    says = [m.says for m in sample_graph.timeline("Pustovitov").moments if m.sort == "succession"]
    assert len(says) == 2
    assert all("Pustovitov" in one for one in says)


def test_seizures_of_coordinated_operations_tell_their_amounts(sample_graph: Graph) -> None:
    seizures = [m.says for m in sample_graph.timeline("CARICC").moments if m.sort == "seizure"]
    assert "operation of CARICC and FSB seizes 5.3 kg heroin" in seizures
    found = [m for m in sample_graph.timeline("heroin").moments if m.sort == "seizure"]
    assert len(found) > 3
    assert any("more than" in m.says for m in found)


def test_an_event_is_one_moment_of_its_own(sample_graph: Graph) -> None:
    event = "third regional conference on the Counter-Terrorism Early Warning Network for Central Asia"
    held = [m for m in sample_graph.timeline(event).moments if m.sort == "event"]
    assert [(m.first, m.last, m.basis) for m in held] == [("2023-12-18", "2023-12-20", "held")]
    assert "SCO Regional Anti-Terrorist Structure attends" in held[0].says


def test_no_link_is_told_twice(sample_graph: Graph) -> None:
    for name in ("CARICC", "Yazlyyev", "Kazakhstan", "CADAP 7"):
        moments = [m for m in sample_graph.timeline(name).moments if not m.inferred]
        told = [link.statement for m in moments for link in m.links if m.sort != "end"]
        assert len(told) == len(set(told)), name


def test_days_and_a_limit_narrow_the_timeline(sample_graph: Graph) -> None:
    whole = sample_graph.timeline("CARICC")
    year = sample_graph.timeline("CARICC", first="2022-01-01", last="2022-12-31")
    assert 0 < len(year.moments) < len(whole.moments)
    assert all(not m.first or (m.last >= "2022-01-01" and m.first <= "2022-12-31") for m in year.moments)
    few = sample_graph.timeline("CARICC", limit=3)
    assert few.moments == whole.moments[-3:]
    assert f"{few.left_out} older moments are left out." in list(text(few))


def test_planned_events_are_no_moments(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("On 3 May 2021 CARICC will hold a seminar in Almaty.\n", encoding="utf-8")
    caricc_graph.build(page, out=tmp_path / "graph")
    with caricc_graph.open(tmp_path / "graph") as graph:
        assert graph.entity("CARICC").unsettled
        found = graph.timeline("CARICC")
    assert found.moments == ()
    assert "Nothing dated or datable is known of it." in list(text(found))
