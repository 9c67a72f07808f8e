from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from caricc_graph.dossier import dossier, text

if TYPE_CHECKING:
    from caricc_graph import Graph


def test_a_person_has_names_posts_and_links(sample_graph: Graph) -> None:
    found = sample_graph.entity("Yazlyyev")
    assert found.kind == "Official"
    assert {"A. Yazlyyev", "Atageldi Ovezovich Yazlyyev"} <= {name.text for name in found.names}
    assert found.merges
    (director,) = [tenure for tenure in found.posts if tenure.title == "Director"]
    assert {"2023-07-05", "2023-11-02"} <= set(director.attested)
    assert "2025-09-16" not in director.attested, "a former director is not attested by that bulletin"


def test_each_link_has_its_sentences_with_the_quote_in_place(sample_graph: Graph) -> None:
    found = sample_graph.entity("CARICC")
    assert len(found.links) > 30
    for link in (*found.links, *found.unsettled):
        assert link.citations
        for citation in link.citations:
            assert citation.sentence[citation.offset : citation.offset + len(citation.quote)] == citation.quote


def test_what_is_not_asserted_stands_apart(sample_graph: Graph) -> None:
    found = sample_graph.entity("CARICC")
    assert {link.modality for link in found.links} == {"asserted"}
    assert found.unsettled
    assert "asserted" not in {link.modality for link in found.unsettled}


def test_the_text_shows_quote_source_and_modality(sample_graph: Graph) -> None:
    lines = list(text(sample_graph.entity("CARICC")))
    assert lines[0].startswith("Central Asian Regional Information and Coordination Centre  [Agency]  id caricc")
    assert any("«" in line for line in lines)
    assert "Planned, recommended or quoted only" in lines
    assert all(len(line) <= 130 or "http" in line for line in lines if line.startswith("      "))


def test_an_unknown_id_is_no_dossier(sample_graph: Graph) -> None:
    with pytest.raises(LookupError):
        dossier(sample_graph.store, "nobody-at-all")
