from __future__ import annotations

from typing import TYPE_CHECKING

import caricc_graph
from caricc_graph.curation import Verb
from caricc_graph.tracing.comparison import text

if TYPE_CHECKING:
    from pathlib import Path

    from caricc_graph import Graph
    from caricc_graph.tracing import Comparison

FIRST = "On 3 May 2021 Mr. Ivan Petrov, Director of CARICC, took part in a seminar of UNODC in Tashkent."
SECOND = "On 4 June 2022 Mr. Oleg Sidorov, Director of CARICC, took part in a conference of SELEC in Bucharest."


def built(tmp_path: Path, name: str, *pages: str, curation: str = "") -> Graph:
    """Return a graph of pages with these texts."""
    folder = tmp_path / f"pages-{name}"
    folder.mkdir()
    for number, page in enumerate(pages):
        (folder / f"{number}.txt").write_text(f"{page}\n", encoding="utf-8")
    decisions = tmp_path / f"{name}.decisions"
    decisions.write_text(curation, encoding="utf-8")
    caricc_graph.build(folder, out=tmp_path / name, curation=decisions)
    return caricc_graph.open(tmp_path / name)


def names(parties: tuple[object, ...]) -> set[str]:
    return {str(getattr(party, "name", "")) for party in parties}


def test_a_build_with_more_bulletins_has_new_entities_and_links_and_loses_none(tmp_path: Path) -> None:
    found = built(tmp_path, "old", FIRST).compare(built(tmp_path, "new", FIRST, SECOND))
    assert {"Oleg Sidorov", "Southeast European Law Enforcement Center"} <= names(found.new)
    assert not any((found.gone, found.gone_links, found.regrouped))
    assert {link.subject.name for link in found.new_links if link.predicate == "holdsPost"} == {"Oleg Sidorov"}
    assert all(link.citations for link in found.new_links)


def test_the_way_back_tells_the_opposite(tmp_path: Path) -> None:
    old, new = built(tmp_path, "old", FIRST), built(tmp_path, "new", FIRST, SECOND)
    there, back = old.compare(new), new.compare(old)
    assert (there.new, there.gone) == (back.gone, back.new)
    assert (there.new_links, there.gone_links) == (back.gone_links, back.new_links)


def test_a_post_that_another_holds_now_is_a_changed_post(tmp_path: Path) -> None:
    found = built(tmp_path, "old", FIRST).compare(built(tmp_path, "new", SECOND))
    (post,) = found.posts
    assert (post.title, post.body.id) == ("Director", "caricc")
    assert [link.subject.name for link in post.before] == ["Ivan Petrov"]
    assert [link.subject.name for link in post.after] == ["Oleg Sidorov"]


def test_a_join_changes_no_link_of_the_joined(tmp_path: Path) -> None:
    pages = (FIRST, "On 7 May 2021 Mr. Sergei Ivanov, Director of CARICC, spoke at a seminar of UNODC in Tashkent.")
    before = built(tmp_path, "old", *pages)
    decision = before.decide(Verb.SAME, "Ivan Petrov", "Sergei Ivanov")
    found = before.compare(built(tmp_path, "new", *pages, curation=f"{decision}\n"))
    (joined,) = found.regrouped
    assert (names(joined.before), len(joined.after)) == ({"Ivan Petrov", "Sergei Ivanov"}, 1)
    assert not any((found.new, found.gone, found.new_links, found.gone_links, found.posts))


def test_a_graph_does_not_differ_from_itself(sample_graph: Graph) -> None:
    found = sample_graph.compare(sample_graph)
    assert list(text(found))[-1] == "Nothing changed."


def periods(graph: Graph, limit: int | None = None) -> Comparison:
    return graph.compare_periods(("2019-01-01", "2020-01-31"), ("2021-01-01", "2021-12-31"), limit=limit)


def test_periods_are_told_by_the_days_of_events_and_bulletins(sample_graph: Graph) -> None:
    found = periods(sample_graph)
    assert all(link.last >= "2021-01-01" and link.first <= "2021-12-31" for link in found.new_links)
    assert [(p.title, p.body.id) for p in found.posts] == [("Director", "caricc")]
    assert [link.subject.name for link in found.posts[0].before] == ["Grigory Borisovich Pustovitov"]
    assert [link.subject.name for link in found.posts[0].after] == ["Miralizoda Rustam Aziz"]
    assert "What bulletins tell in one period alone need neither have begun nor ended in it." in list(text(found))


def test_a_limit_cuts_lists_and_not_counts(sample_graph: Graph) -> None:
    whole, few = periods(sample_graph), periods(sample_graph, limit=2)
    assert few.new == whole.new[:2]
    assert few.new_links == whole.new_links[:2]
    assert (few.new_count, few.new_links_count) == (len(whole.new), len(whole.new_links))
    assert f"  and {len(whole.new) - 2} more" in list(text(few))
