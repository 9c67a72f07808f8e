from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

import caricc_graph
from caricc_graph.curation import Verb, append
from caricc_graph.resources import folder
from caricc_graph.search import AmbiguousName, UnknownName
from caricc_graph.verdicts import UnknownStatement
from caricc_graph.why import rule, text
from conftest import SAMPLE
from test_cli import run

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from caricc_graph import Graph

PAGES = {
    "one.txt": "Mr. Anvar Karimov, Director of CARICC, met with Ms. Anna Berg, Head of INTERPOL, on 3 May 2021.",
    "two.txt": "Mr. A. Karimov, Director of CARICC, visited Tashkent on 8 June 2021. He was received by the OSCE.",
    "three.txt": "Mr. Bakhtiyor Karimov, Minister of Interior of Tajikistan, met with Mr. Otto Zorn, Minister of Interior of Georgia, on 5 May 2022.",
    "four.txt": "A seminar on quiet borders was held in Osh on 3 May 2021. The OSCE took part in the seminar.",
    "five.txt": "A workshop on loud borders was held in Bishkek on 4 June 2021. UNODC took part in the workshop.",
}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("why") / "pages"
    place.mkdir()
    for name, told in PAGES.items():
        (place / name).write_text(told, encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def graph(pages: Path) -> Iterator[Graph]:
    caricc_graph.build(pages, out=pages.parent / "graph")
    with caricc_graph.open(pages.parent / "graph") as opened:
        yield opened


def told(graph: Graph, one: str, other: str) -> str:
    return "\n".join(text(graph.why(one, other)))


def person(graph: Graph, bulletin: str) -> str:
    """Return the id of the first Karimov that a bulletin names."""
    rows = graph.query(
        "SELECT ?id { ?m cg:referent ?id ; cg:text ?words ; cg:inBulletin/cg:text ?text "
        f"FILTER (CONTAINS(?words, 'Karimov') && CONTAINS(?text, '{bulletin}')) }} ORDER BY ?id"
    ).rows
    return str(rows[0][0])


def test_two_names_are_one_by_a_chain_of_merges_with_rule_reason_and_sentences(graph: Graph) -> None:
    found = graph.why(person(graph, "INTERPOL"), "A. Karimov")
    assert found.joined
    (step,) = found.steps
    assert step.rule.name == "person-name"
    assert "initials fit, both director" in step.reason
    sentences = [citation.sentence for citation in (*step.left, *step.right)]
    assert sorted(sentences) == sorted([PAGES["one.txt"], PAGES["two.txt"].split(". He")[0] + "."])
    assert all(c.sentence[c.offset : c.offset + len(c.quote)] == c.quote for c in (*step.left, *step.right))
    shown = told(graph, person(graph, "INTERPOL"), "A. Karimov")
    assert "rule person-name (built-in rule): names of people that agree" in shown
    assert "«A. Karimov»" in shown


def test_one_bulletin_that_uses_both_names_is_shown(sample_graph: Graph) -> None:
    found = sample_graph.why("CARICC", "Central Asian Regional Information and Coordination Centre")
    assert (found.joined, found.steps) == (True, ())
    assert len({citation.quote for citation in found.sentences}) > 1


def test_chains_lead_from_any_name_to_any_other(sample_graph: Graph) -> None:
    found = sample_graph.why("Rustam Aziz Miralizoda", "R. Miralizoda")
    assert len(found.steps) >= 2
    assert all(step.left and step.right and step.reason for step in found.steps)


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("CARICC", "Anna Berg", "one is of kind Agency, the other Official"),
        ("CARICC", "INTERPOL", "authority files know them as two: caricc and interpol"),
        ("Bakhtiyor Karimov", "A. Karimov", "the names do not agree: 'Bakhtiyor Karimov' and '"),
        ("Bakhtiyor Karimov", "Otto Zorn", "their posts are in other states: Tajikistan and Georgia"),
        ("Anna Berg", "Otto Zorn", "nothing speaks for it: their names share no word, and no reader has said"),
        ("seminar on quiet borders", "workshop on loud borders", "the day differs: 2021-05-03 and 2021-06-04"),
    ],
)
def test_two_entities_are_two_for_a_reason(graph: Graph, one: str, other: str, reason: str) -> None:
    shown = told(graph, one, other)
    assert shown.startswith("Two entities: ")
    assert reason in shown
    assert graph.why(other, one).against


def test_a_readers_decisions_are_told(graph: Graph, pages: Path, tmp_path: Path) -> None:
    statement = str(graph.query("SELECT ?s { ?s rdf:predicate cg:visits }").rows[0][0])
    file = tmp_path / "c.txt"
    apart = graph.decide(Verb.DIFFERENT, "Anna Berg", "Otto Zorn", reason="no kin")
    same = graph.decide(Verb.SAME, "Bakhtiyor Karimov", "A. Karimov", reason="two given names")
    for made in (apart, same, graph.decide(Verb.REJECT, statement, reason="misread")):
        append(file, made)
    caricc_graph.build(pages, out=tmp_path / "graph", curation=file)
    with caricc_graph.open(tmp_path / "graph") as curated:
        assert f"a reader's decision: {apart}" in told(curated, "Anna Berg", "Otto Zorn")
        joined = told(curated, "Bakhtiyor Karimov", "A. Karimov")
        assert f"1. {same}" in joined
        assert "rule curation (built-in rule): a reader's decision" in joined
        found = curated.why(str(curated.query("SELECT ?s { ?s rdf:predicate cg:visits }").rows[0][0]))
        assert found.rejected == "misread"
        assert len(found.decisions) == 2
        assert "rejected by a reader: misread" in "\n".join(text(found))


def test_a_statement_tells_its_sentences_rules_confidence_and_modality(graph: Graph) -> None:
    iri = str(graph.query("SELECT ?s { ?s rdf:predicate cg:visits }").rows[0][0])
    found = graph.why(iri)
    assert found == graph.why(iri.rsplit("/", 1)[-1])
    assert (found.modality, found.inferred, found.corroboration, found.decisions) == ("asserted", False, 1, ())
    assert 0.5 < found.confidence < 1
    assert found.says.endswith("visits Tashkent")
    assert "Tashkent" in found.citations[0].sentence
    (used,) = found.rules
    path, _, line = used.places[0].rpartition(":")
    lexicon = (folder("data").parent / path).read_text(encoding="utf-8").splitlines()
    assert f'rule = "{used.name}"' in lexicon[int(line) - 1]
    assert used.places[0] in "\n".join(text(found))


def test_every_rule_of_the_sample_stands_in_the_lexicon_or_is_described(sample_graph: Graph) -> None:
    names = sample_graph.query("SELECT DISTINCT ?rule { { ?x cg:rule ?rule } UNION { ?x cg:mergeRule ?rule } }").rows
    known = [rule(str(name)) for (name,) in names]
    assert len(known) > 30
    assert [one.name for one in known if not one.places and not one.description] == []
    assert rule("no such rule").places == ()


def test_what_is_not_there_is_told(graph: Graph) -> None:
    with pytest.raises(UnknownStatement, match="--ids"):
        graph.why("0123456789abcdef")
    with pytest.raises(UnknownStatement):
        graph.why("x> a cg:Statement } #")
    with pytest.raises(UnknownName):
        graph.why("Nobody Atall", "CARICC")
    with pytest.raises(AmbiguousName):
        graph.why("Karimov", "CARICC")


def test_ids_of_statements_are_shown_and_lead_back(sample_graph: Graph, sample_folder: Path, tmp_path: Path) -> None:
    row = sample_graph.ask("posts-held", official="Yazlyyev").rows[0]
    assert sample_graph.why(row.statements[0]).says.startswith("Atageldi")
    asked = run("ask", "posts-held", "--official", "Yazlyyev", "--ids", "--graph", sample_folder).stdout
    assert f"[1] {row.statements[0]}" in asked
    shown = run("show", "Yazlyyev", "--ids", "--graph", sample_folder).stdout
    assert row.statements[0] in shown
    sample_graph.export("csv", tmp_path / "csv")
    header, first, *_ = (tmp_path / "csv" / "edges.csv").read_text(encoding="utf-8").splitlines()
    assert header.endswith(",statements")
    assert sample_graph.why(first.rsplit(",", 1)[-1].split()[0]).citations
    sample_graph.export("annotations", tmp_path / "pages")
    page = json.loads(next(iter(sorted((tmp_path / "pages").iterdir()))).read_text(encoding="utf-8"))
    claim = page["bulletins"][0]["claims"][0]
    assert claim["quote"] in {c.quote for c in sample_graph.why(claim["statement"]).citations}


def test_from_the_command_line(sample_folder: Path, tmp_path: Path) -> None:
    def asked(*words: str) -> tuple[int, str]:
        made = run(*words, "--graph", sample_folder, folder=tmp_path)
        assert "Traceback" not in made.stderr
        return made.returncode, made.stdout + made.stderr

    assert asked("why", "CARICC", "SELEC")[0] == 0
    assert asked("why", "Nobody Atall", "SELEC")[0] == 1
    assert asked("why", "0123456789abcdef") == (
        1,
        "caricc-graph: no statement has the id '0123456789abcdef'; `caricc-graph ask … --ids` and `show … --ids` tell ids of statements.\n",
    )
    assert asked("curate", "same", "Nobody Atall", "SELEC")[0] == 1
    code, message = asked("curate", "different", "CARICC", "CARICC")
    assert (code, "do not tell its members apart" in message) == (2, True)
    assert asked("curate", "same", "CARICC")[0] == 2
    assert not (tmp_path / "curation.txt").exists()
    code, message = asked("curate", "same", "CARICC", "SELEC", "--because", "one centre")
    assert code == 0
    assert "curation.txt: written: same caricc" in message
    assert "caricc-graph build SOURCE --curation curation.txt" in message
    assert "stands there already" in asked("curate", "same", "SELEC", "CARICC")[1]
    statement = re.search(r"\[1\] ([0-9a-f]{16})", asked("ask", "posts-held", "--official", "Yazlyyev", "--ids")[1])
    assert statement is not None
    for words in (
        ("different", "UNODC", "OSCE"), ("alias", "UNODC", "Drugs Office"), ("reject", statement[1], "--because", "misread"), ("accept", statement[1]),
    ):  # fmt: skip
        assert asked("curate", *words)[0] == 0, words
    page = SAMPLE / "caricc-listing-2025.txt"
    built = run("build", page, "--out", tmp_path / "g", "--curation", tmp_path / "curation.txt")
    assert built.returncode == 0
    assert "Decisions obeyed: " in built.stdout
    assert re.search(r"^  curation\.txt:\d+: no longer applies: no statement has the id ", built.stdout, re.MULTILINE)
    (tmp_path / "curation.txt").write_text("same x\n", encoding="utf-8")
    built = run("build", page, "--out", tmp_path / "g", "--curation", tmp_path / "curation.txt")
    assert (built.returncode, built.stderr[:37]) == (2, "caricc-graph: curation.txt:1: can't b")


@pytest.mark.parametrize("verb", [*Verb])
def test_each_decision_has_help_with_an_example(verb: Verb) -> None:
    made = run("curate", verb, "--help")
    assert made.returncode == 0
    assert f"Example: caricc-graph curate {verb} " in " ".join(made.stdout.split())
