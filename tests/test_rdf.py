from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from caricc_graph import rdf
from caricc_graph.project import located
from caricc_graph.rdf.validation import ValidationError, Violation, by_checks, by_shapes, refuse
from caricc_graph.store import Store, load

if TYPE_CHECKING:
    from pathlib import Path

    from caricc_graph import Graph

BASE = rdf.DEFAULT_BASE_IRI


@given(st.text(st.characters(exclude_categories=["Cs"])))
@example("\ufffe\uffff")
def test_a_literal_is_read_as_it_was_written_and_is_canonical(text: str) -> None:
    import pyoxigraph

    line = f"<a:s> <a:p> {rdf.literal(text)} ."
    (quad,) = pyoxigraph.parse(line, format=pyoxigraph.RdfFormat.N_QUADS)
    assert isinstance(quad.object, pyoxigraph.Literal)
    assert quad.object.value == text
    assert pyoxigraph.serialize([quad], format=pyoxigraph.RdfFormat.N_QUADS) == f"{line}\n".encode()


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest", "fills"),
    [
        ("2022-07-19", "2022-07-19", "2022-07-19", True),
        ("2022-07-19/2022-07-21", "2022-07-19", "2022-07-21", True),
        ("2024-02", "2024-02-01", "2024-02-29", False),
        ("2021", "2021-01-01", "2021-12-31", False),
        ("2023-01/2023-09", "2023-01-01", "2023-09-30", False),
        ("2020/..", "2020-01-01", None, False),
    ],
)
def test_the_days_of_a_date(edtf: str, earliest: str, latest: str | None, fills: bool) -> None:  # noqa: FBT001 - a case's expected value
    assert rdf.interval(edtf) == rdf.Interval(earliest, latest, fills)


def test_the_sample_graph_conforms(sample_graph: Graph) -> None:
    assert rdf.validate(sample_graph.store) == ()


def test_the_first_page_conforms(seed_graph: Graph) -> None:
    assert rdf.validate(seed_graph.store) == ()


def test_lines_are_sorted_unique_and_without_blank_nodes(sample_folder: Path) -> None:
    lines = (located(sample_folder)[0] / "graph.nq").read_text(encoding="utf-8").splitlines()
    assert lines == sorted(set(lines))
    assert not [line for line in lines if line.startswith("_:") or " _:" in re.sub(r'"(?:[^"\\]|\\.)*"', "", line)]


def test_every_evidence_and_mention_quotes_its_bulletin(sample_graph: Graph) -> None:
    rows = sample_graph.query(
        "SELECT ?text ?start ?end ?words { ?span cg:inBulletin/cg:text ?text ; cg:start ?start ; cg:end ?end ; cg:quote|cg:text ?words }"
    ).rows
    assert len(rows) > 1000
    assert all(str(text)[int(str(start)) : int(str(end))] == words for text, start, end, words in rows)


def test_every_link_leads_to_a_sentence(sample_graph: Graph) -> None:
    bare = sample_graph.query(
        """SELECT ?s ?p ?o { GRAPH graph:links { ?s ?p ?o } FILTER (?p NOT IN (cg:servesIn, cg:attends))
        FILTER NOT EXISTS { ?statement rdf:predicate ?p ; cg:evidence/cg:sentence ?sentence
          { ?statement rdf:subject ?s ; rdf:object ?o } UNION { ?statement rdf:subject ?o ; rdf:object ?s } } }"""
    )
    assert bare.rows == ()


ENTITY = f"<{BASE}entity/"
CG = "<https://caricc-graph.example/ontology#"
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
RDF = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#"
LABEL = "<http://www.w3.org/2004/02/skos/core#prefLabel>"
STATEMENT = f"<{BASE}statement/s1>"
SOUND = f"""
{ENTITY}a> {TYPE} {CG}Agency> <{BASE}graph/entities> .
{ENTITY}a> {LABEL} "A" <{BASE}graph/entities> .
{ENTITY}a> {CG}memberId> "a" <{BASE}graph/entities> .
{ENTITY}e> {TYPE} {CG}Event> <{BASE}graph/entities> .
{ENTITY}e> {LABEL} "E" <{BASE}graph/entities> .
{ENTITY}e> {CG}memberId> "e" <{BASE}graph/entities> .
{ENTITY}d> {TYPE} {CG}Substance> <{BASE}graph/entities> .
{ENTITY}d> {LABEL} "D" <{BASE}graph/entities> .
{ENTITY}d> {CG}memberId> "d" <{BASE}graph/entities> .
<{BASE}post/p> {TYPE} {CG}Post> <{BASE}graph/entities> .
<{BASE}post/p> {LABEL} "Director" <{BASE}graph/entities> .
<{BASE}post/p> <http://www.w3.org/ns/org#postIn> {ENTITY}a> <{BASE}graph/entities> .
{STATEMENT} {TYPE} {CG}Statement> <{BASE}graph/statements> .
{STATEMENT} {RDF}subject> {ENTITY}a> <{BASE}graph/statements> .
{STATEMENT} {RDF}predicate> {CG}seizes> <{BASE}graph/statements> .
{STATEMENT} {RDF}object> {ENTITY}d> <{BASE}graph/statements> .
{STATEMENT} {CG}modality> {CG}asserted> <{BASE}graph/statements> .
{STATEMENT} {CG}confidence> "0.8"^^<http://www.w3.org/2001/XMLSchema#decimal> <{BASE}graph/statements> .
{STATEMENT} {CG}rule> "r" <{BASE}graph/statements> .
{STATEMENT} {CG}value> "3"^^<http://www.w3.org/2001/XMLSchema#decimal> <{BASE}graph/statements> .
{STATEMENT} {CG}unit> "kg" <{BASE}graph/statements> .
{STATEMENT} {CG}comparator> "=" <{BASE}graph/statements> .
{STATEMENT} {CG}evidence> <{BASE}evidence/v> <{BASE}graph/statements> .
{ENTITY}a> {CG}seizes> {ENTITY}d> <{BASE}graph/links> .
<{BASE}tenure/t> {TYPE} {CG}Tenure> <{BASE}graph/statements> .
<{BASE}tenure/t> <http://www.w3.org/ns/org#member> {ENTITY}o> <{BASE}graph/statements> .
<{BASE}tenure/t> {CG}post> <{BASE}post/p> <{BASE}graph/statements> .
<{BASE}tenure/t> {CG}statement> {STATEMENT} <{BASE}graph/statements> .
{ENTITY}o> {TYPE} {CG}Official> <{BASE}graph/entities> .
{ENTITY}o> {LABEL} "O" <{BASE}graph/entities> .
{ENTITY}o> {CG}memberId> "o" <{BASE}graph/entities> .
<{BASE}merge/m> {TYPE} {CG}Merge> <{BASE}graph/entities> .
<{BASE}merge/m> {CG}left> "a" <{BASE}graph/entities> .
<{BASE}merge/m> {CG}right> "b" <{BASE}graph/entities> .
<{BASE}merge/m> {CG}mergeRule> "r" <{BASE}graph/entities> .
<{BASE}merge/m> {CG}reason> "why" <{BASE}graph/entities> .
<{BASE}date/2021> {TYPE} {CG}Date> <{BASE}graph/entities> .
<{BASE}date/2021> {CG}earliest> "2021-01-01"^^<http://www.w3.org/2001/XMLSchema#date> <{BASE}graph/entities> .
<{BASE}date/2021> {CG}latest> "2021-12-31"^^<http://www.w3.org/2001/XMLSchema#date> <{BASE}graph/entities> .
<{BASE}mention/n> {TYPE} {CG}Mention> <{BASE}bulletin/b> .
<{BASE}mention/n> {CG}inBulletin> <{BASE}bulletin/b> <{BASE}bulletin/b> .
<{BASE}mention/n> {CG}refersTo> {ENTITY}a> <{BASE}bulletin/b> .
<{BASE}mention/n> {CG}referent> "a" <{BASE}bulletin/b> .
<{BASE}mention/n> {CG}start> "0"^^<http://www.w3.org/2001/XMLSchema#integer> <{BASE}bulletin/b> .
<{BASE}mention/n> {CG}end> "1"^^<http://www.w3.org/2001/XMLSchema#integer> <{BASE}bulletin/b> .
<{BASE}mention/n> {CG}text> "a" <{BASE}bulletin/b> .
<{BASE}evidence/v> {TYPE} {CG}Evidence> <{BASE}bulletin/b> .
<{BASE}evidence/v> {CG}inBulletin> <{BASE}bulletin/b> <{BASE}bulletin/b> .
<{BASE}evidence/v> {CG}start> "2"^^<http://www.w3.org/2001/XMLSchema#integer> <{BASE}bulletin/b> .
<{BASE}evidence/v> {CG}end> "4"^^<http://www.w3.org/2001/XMLSchema#integer> <{BASE}bulletin/b> .
<{BASE}evidence/v> {CG}quote> "cd" <{BASE}bulletin/b> .
<{BASE}bulletin/b> {TYPE} {CG}Bulletin> <{BASE}bulletin/b> .
<{BASE}bulletin/b> {CG}text> "abcde" <{BASE}bulletin/b> .
<{BASE}bulletin/b> {CG}appearance> <{BASE}bulletin/b/appearance/1> <{BASE}bulletin/b> .
<{BASE}bulletin/b/appearance/1> <http://purl.org/dc/terms/source> <{BASE}source/q> <{BASE}bulletin/b> .
<{BASE}source/q> {TYPE} {CG}Source> <{BASE}graph/build> .
"""
BOTH = [
    (f'{ENTITY}o> {CG}memberId> "o"', f'{ENTITY}o> <a:other> "o"', "id"),
    (f'{ENTITY}o> {LABEL} "O"', f'{ENTITY}o> {TYPE} {CG}Place> <{BASE}graph/entities> .\n{ENTITY}o> {LABEL} "O"', "an entity of no kind, or of several"),
    (f"<{BASE}tenure/t> {CG}post> <{BASE}post/p>", f"<{BASE}tenure/t> <a:other> <{BASE}post/p>", "a tenure without one"),
    (f"{CG}statement> {STATEMENT}", f"<a:other> {STATEMENT}", "a tenure"),
    (f'{CG}reason> "why"', '<a:other> "why"', "a merge without two ids, a rule and a reason"),
    (f"{STATEMENT} {RDF}predicate> {CG}seizes>", f"{STATEMENT} {RDF}predicate> {CG}refersTo>", "whose predicate the ontology does not know"),
    (f"{ENTITY}a> {TYPE} {CG}Agency>", f"{ENTITY}a> {TYPE} {CG}Unknown>", "an entity of no kind"),
    (f'{ENTITY}d> {LABEL} "D"', f'{ENTITY}d> <a:other> "D"', "an entity without one preferred name"),
    (f'<{BASE}post/p> {LABEL} "Director"', f'<{BASE}post/p> <a:other> "Director"', "a post without one title"),
    (f"{STATEMENT} {RDF}subject> {ENTITY}a>", f"{STATEMENT} <a:other> {ENTITY}a>", "a statement without one subject"),
    (f"{STATEMENT} {RDF}object> {ENTITY}d>", f"{STATEMENT} {RDF}object> {ENTITY}e>", "whose object is of a kind"),
    (f"{STATEMENT} {RDF}subject> {ENTITY}a>", f"{STATEMENT} {RDF}subject> {ENTITY}d>", "whose subject is of a kind"),
    (f"{STATEMENT} {RDF}predicate> {CG}seizes>", f"{STATEMENT} {RDF}predicate> {CG}eats>", "whose predicate the ontology does not know"),
    (f"{CG}modality> {CG}asserted>", f"{CG}modality> {CG}wished>", "modality"),
    ('"0.8"^^', '"1.8"^^', "confidence"),
    (f'{STATEMENT} {CG}rule> "r"', f'{STATEMENT} <a:other> "r"', "rule"),
    (f"{STATEMENT} {CG}evidence> <{BASE}evidence/v>", f"{STATEMENT} <a:other> <{BASE}evidence/v>", "a statement without evidence"),
    (f'{STATEMENT} {CG}rule> "r"', f'{STATEMENT} {CG}accepted> "seen" <{BASE}graph/statements> .\n{STATEMENT} {CG}rule> "r"', "not for one reason with confidence 1"),
    (f'{STATEMENT} {CG}unit> "kg"', f'{STATEMENT} <a:other> "kg"', "an amount without unit"),
    (f'{STATEMENT} {CG}comparator> "="', f'{STATEMENT} {CG}comparator> "about"', "comparator"),
    (f'{STATEMENT} {CG}unit> "kg"', f'{STATEMENT} {CG}partOfTotal> <{BASE}statement/none> <{BASE}graph/statements> .\n{STATEMENT} {CG}unit> "kg"', "a part of a total that is not there"),
]  # fmt: skip
CHECKS_ALONE = [
    ('"2021-01-01"', '"2022-01-01"', "a date that ends before it begins"),
    (f"{CG}refersTo> {ENTITY}a>", f"{CG}refersTo> {ENTITY}none>", "a mention whose words are not the text"),
    (f'{CG}referent> "a"', f'{CG}referent> "o"', "a mention whose words are not the text"),
    (f'{CG}text> "a"', f'{CG}text> "b"', "a mention whose words are not the text"),
    (
        f"<{BASE}source/q> {TYPE} {CG}Source>",
        f"<{BASE}source/q> {TYPE} <a:other>",
        "a bulletin without text, or on no source",
    ),
    (f"{CG}modality> {CG}asserted>", f"{CG}modality> {CG}quoted>", "a direct link that no asserted statement"),
    (
        f'{STATEMENT} {CG}rule> "r"',
        f'{STATEMENT} {CG}rejected> "wrong" <{BASE}graph/statements> .\n{STATEMENT} {CG}rule> "r"',
        "a direct link that no asserted statement",
    ),
    ('"2"^^', '"1"^^', "an evidence whose quote is not the text"),
    (
        f"{ENTITY}a> {CG}seizes> {ENTITY}d>",
        f"{ENTITY}a> {CG}seizes> {ENTITY}e>",
        "a direct link that no asserted statement",
    ),
    (f"{CG}modality> {CG}asserted>", f"{CG}modality> {CG}planned>", "a direct link that no asserted statement"),
    ('"0.8"^^', '"0.4"^^', "a direct link that no asserted statement"),
]


def stored(folder: Path, quads: str) -> Store:
    from caricc_graph.rdf.quads import _Writer

    nquads = folder / "graph.nq"
    nquads.write_text(quads + "\n".join(_Writer(BASE).ontology()), encoding="utf-8")
    load(nquads, folder / "store")
    return Store(folder / "store", prefixes=rdf.prefixes())


def test_a_sound_graph_has_nothing_wrong(tmp_path: Path) -> None:
    assert rdf.validate(stored(tmp_path, SOUND)) == ()


@pytest.mark.parametrize(("old", "new", "message"), BOTH)
def test_shapes_and_checks_find_the_same_fault(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in SOUND
    store = stored(tmp_path, SOUND.replace(old, new))
    for found in (list(by_checks(store)), list(by_shapes(store))):
        assert any(
            message in violation.message or (len(message) < 15 and message in violation.message) for violation in found
        ), found


@pytest.mark.parametrize(("old", "new", "message"), CHECKS_ALONE)
def test_checks_find_what_needs_the_whole_store(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in SOUND
    assert any(message in violation.message for violation in by_checks(stored(tmp_path, SOUND.replace(old, new))))


def test_known_statements_are_not_shown_to_shacl_again(tmp_path: Path) -> None:
    store = stored(tmp_path, SOUND.replace('"0.8"^^', '"1.8"^^'))
    assert list(by_shapes(store))
    assert list(by_shapes(store, known=[STATEMENT[1:-1]])) == []


def test_a_refusal_names_the_statement() -> None:
    refuse([])
    with pytest.raises(ValidationError, match=r"statement/s1: a statement without evidence; .*; and 1 more") as caught:
        refuse([Violation(f"{BASE}statement/s{n}", "a statement without evidence") for n in range(6, 0, -1)])
    assert "switched in" in str(caught.value)
