from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

import caricc_graph
from caricc_graph.resolution.corroboration import _fewest

if TYPE_CHECKING:
    from pathlib import Path

TOLD = "On May 3, 2021 a delegation of UNODC headed by Mr. Ivan Petrov visited CARICC in Almaty."
OTHER = "A delegation of UNODC headed by Mr. Ivan Petrov visited CARICC in Almaty on 3 May 2021, and was received by the staff."


def corroboration(tmp_path: Path, pages: dict[str, tuple[str, str]]) -> int:
    """Return by how many publishers the visit is told, of pages with text and publisher."""
    folder = tmp_path / "pages"
    folder.mkdir()
    for name, (text, _) in pages.items():
        (folder / name).write_text(f"{text}\n", encoding="utf-8")
    rows = "".join(f"{name},{publisher}\n" for name, (_, publisher) in pages.items())
    (folder / "sources.csv").write_text(f"file,publisher\n{rows}", encoding="utf-8")
    caricc_graph.build(folder, out=tmp_path / "graph")
    with caricc_graph.open(tmp_path / "graph") as graph:
        (visit,) = [
            link
            for link in graph.links.links
            if link.predicate == "visits" and (link.subject, link.object) == ("unodc", "caricc")
        ]
        (shown,) = [link for link in graph.entity("UNODC").links if link.statement.endswith(visit.statement)]
    assert shown.corroboration == visit.corroboration
    return visit.corroboration


def test_two_accounts_by_two_publishers_count_two(tmp_path: Path) -> None:
    assert corroboration(tmp_path, {"a.txt": (TOLD, "CARICC"), "b.txt": (OTHER, "UNODC")}) == 2


def test_two_accounts_by_one_publisher_count_one(tmp_path: Path) -> None:
    assert corroboration(tmp_path, {"a.txt": (TOLD, "CARICC"), "b.txt": (OTHER, "CARICC")}) == 1


def test_a_reprint_counts_with_its_original(tmp_path: Path) -> None:
    assert corroboration(tmp_path, {"a.txt": (TOLD, "CARICC"), "b.txt": (TOLD, "UNODC")}) == 1


def test_a_reprint_under_other_words_counts_with_its_original(tmp_path: Path) -> None:
    reprint = f"{TOLD}\n\nThe text is taken over from the page of CARICC."
    assert corroboration(tmp_path, {"a.txt": (TOLD, "CARICC"), "b.txt": (reprint, "UNODC")}) == 1


def test_a_reprint_adds_no_voice_to_the_account_of_its_own_publisher(tmp_path: Path) -> None:
    pages = {"a.txt": (TOLD, "CARICC"), "b.txt": (TOLD, "UNODC"), "c.txt": (OTHER, "UNODC")}
    assert corroboration(tmp_path, pages) == 1


@given(st.lists(st.sets(st.sampled_from("abcde"), min_size=1), min_size=1, max_size=6))
def test_the_count_lies_between_one_and_both_tellings_and_publishers(tellings: list[set[str]]) -> None:
    count = _fewest(tellings)
    assert 1 <= count <= min(len(tellings), len(set().union(*tellings)))
    assert count >= len({name for places in tellings if len(places) == 1 for name in places})
    assert _fewest([*tellings, tellings[0]]) == count
