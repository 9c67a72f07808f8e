from __future__ import annotations

from typing import TYPE_CHECKING

from caricc_graph.tracing.coverage import text

if TYPE_CHECKING:
    from caricc_graph import Graph


def test_every_month_from_the_first_to_the_last_is_there_those_without_a_bulletin_too(sample_graph: Graph) -> None:
    found = sample_graph.coverage()
    for publisher in found.publishers:
        months = [row.month for row in found.months if row.publisher == publisher.name and row.month]
        assert (months[0], months[-1]) == (publisher.first, publisher.last)
        years = [int(month[:4]) * 12 + int(month[5:]) for month in months]
        assert years == list(range(years[0], years[-1] + 1))
        assert publisher.gaps == sum(not row.bulletins for row in found.months if row.publisher == publisher.name)


def test_bulletins_count_with_each_body_that_printed_them(sample_graph: Graph) -> None:
    found = sample_graph.coverage()
    (told,) = sample_graph.query("SELECT (COUNT(DISTINCT ?b) AS ?n) { ?b a cg:Bulletin }").rows
    assert sum(row.bulletins for row in found.months) == sum(p.bulletins for p in found.publishers) >= int(told[0] or 0)
    assert [p.bulletins for p in found.publishers] == sorted((p.bulletins for p in found.publishers), reverse=True)


def test_entities_and_links_of_a_month_are_those_of_its_bulletins(sample_graph: Graph) -> None:
    (month,) = [m for m in sample_graph.coverage().months if (m.publisher, m.month) == ("ICMPD", "2021-12")]
    of_page = '?b cg:appearance/dcterms:source/dcterms:publisher "ICMPD"'
    (entities,) = sample_graph.query(
        f"SELECT (COUNT(DISTINCT ?e) AS ?n) {{ {of_page} . ?m cg:inBulletin ?b ; cg:refersTo ?e }}"
    ).rows
    assert month.entities == int(entities[0] or 0)
    told = {
        link.statement
        for link in sample_graph.links.links
        if sample_graph.query(
            f"ASK {{ <{sample_graph.links.base}{link.statement}> cg:evidence/cg:inBulletin ?b . {of_page} }}"
        ).rows[0][0]
        == "true"
    }
    assert month.links == len(told)


def test_gaps_are_seen_in_the_text(sample_graph: Graph) -> None:
    lines = list(text(sample_graph.coverage()))
    assert "  2010 to 2013  none" in lines
    assert any("·" in line for line in lines)
    assert lines[-1].endswith("A gap in the sources is no gap in the world.")
