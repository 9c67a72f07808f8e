from __future__ import annotations

import json
import random
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest
import spacy
from click.testing import CliRunner
from spacy.tokens import Doc, Span
from spacy.training import Example
from thinc.api import fix_random_seed

import caricc_graph
from caricc_graph.authority import load
from caricc_graph.cli import commands
from caricc_graph.corpus import read
from caricc_graph.extraction import Extractor, lexicon
from caricc_graph.extraction.relations import Name, Relations
from caricc_graph.extraction.statistical import Model, ModelError
from caricc_graph.model import (
    Claim,
    Evidence,
    Extraction,
    Kind,
    Mention,
    Modality,
    Predicate,
    Referent,
)
from caricc_graph.project import located
from conftest import SAMPLE

if TYPE_CHECKING:
    from pathlib import Path

    from spacy.language import Language

    from caricc_graph.model import Bulletin

PAGE = SAMPLE / "caricc-2026-precursors.html"


@dataclass(frozen=True)
class Taught:
    """A sentence of invented names: word/tag/dependency/head, and what the names are."""

    told: str
    names: dict[str, str]

    def doc(self, nlp: Language) -> Doc:
        words, tags, deps, heads = zip(*(token.split("|") for token in self.told.split()), strict=True)
        doc = Doc(nlp.vocab, words=list(words), tags=list(tags), deps=list(deps), heads=[int(head) for head in heads])
        doc.ents = [Span(doc, i, i + 1, self.names[word]) for i, word in enumerate(words) if word in self.names]
        return doc


BODIES = {"Quorvex": "ORG", "Bryndal": "ORG", "Tavomir": "ORG", "Council": "ORG", "Ostrelle": "EVENT"}
TAUGHT = [
    Taught(told, BODIES)
    for told in (
        "Quorvex|NNP|nsubj|1 visited|VBD|ROOT|1 Bryndal|NNP|dobj|1 .|.|punct|1",
        "Bryndal|NNP|nsubj|1 visited|VBD|ROOT|1 Tavomir|NNP|dobj|1 .|.|punct|1",
        "Council|NNP|nsubj|1 visited|VBD|ROOT|1 Tavomir|NNP|dobj|1 .|.|punct|1",
        "Quorvex|NNP|nsubj|2 will|MD|aux|2 visit|VB|ROOT|2 Bryndal|NNP|dobj|2 .|.|punct|2",
        "Quorvex|NNP|nsubj|3 did|VBD|aux|3 not|RB|neg|3 visit|VB|ROOT|3 Bryndal|NNP|dobj|3 .|.|punct|3",
        "Ostrelle|NNP|nsubjpass|2 was|VBD|auxpass|2 hosted|VBN|ROOT|2 by|IN|agent|2 Quorvex|NNP|pobj|3 .|.|punct|2",
        "Bryndal|NNP|nsubj|1 participated|VBD|ROOT|1 in|IN|prep|1 Ostrelle|NNP|pobj|2 .|.|punct|1",
        "Quorvex|NNP|nsubj|3 and|CC|cc|0 Tavomir|NNP|conj|0 attended|VBD|ROOT|3 Ostrelle|NNP|dobj|3 .|.|punct|3",
        "Quorvex|NNP|nsubj|1 plans|VBZ|ROOT|1 to|TO|aux|3 visit|VB|xcomp|1 Bryndal|NNP|dobj|3 .|.|punct|1",
    )
]


def trained(folder: Path, *parts: str, language: str = "en") -> Path:
    """Return the folder of a pipeline that has learnt the taught sentences by heart."""
    nlp = spacy.blank(language)
    for part in parts:
        nlp.add_pipe(part, config={"min_action_freq": 1} if part == "parser" else {})
    taught = [one.doc(nlp) for one in TAUGHT]
    examples = [Example(Doc(nlp.vocab, words=[token.text for token in doc]), doc) for doc in taught]
    fix_random_seed(1)
    optimizer = nlp.initialize(lambda: examples)
    order = random.Random(1)  # noqa: S311 - an order is no secret
    for _ in range(60):
        order.shuffle(examples)
        nlp.update(examples, sgd=optimizer, drop=0.0)
    nlp.meta["name"], nlp.meta["version"] = "taught", "1.2.3"
    nlp.to_disk(folder)
    return folder


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return trained(tmp_path_factory.mktemp("whole"), "tagger", "parser", "ner")


@pytest.fixture(scope="session")
def parsing(whole: Path) -> Model:
    return Model(str(whole))


@pytest.fixture(scope="session")
def tagging(tmp_path_factory: pytest.TempPathFactory) -> Model:
    return Model(str(trained(tmp_path_factory.mktemp("tagging"), "tagger", "ner")))


def bulletin(folder: Path, text: str) -> Bulletin:
    file = folder / "told.txt"
    file.write_text(text, encoding="utf-8")
    return read([file]).bulletins[0]


def nothing(of: Bulletin) -> Extraction:
    return Extraction(of.id, (), (), ())


def stated(found: Extraction) -> set[tuple[str, str, str]]:
    names = {referent.id: referent.name for referent in found.referents}
    return {(names[claim.subject], claim.predicate.value, names[claim.object]) for claim in found.claims}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Quorvex visited Bryndal.", {("Quorvex", "visits", "Bryndal")}),
        ("Bryndal participated in Ostrelle.", {("Bryndal", "attends", "Ostrelle")}),
        ("Ostrelle was hosted by Quorvex.", {("Quorvex", "hosts", "Ostrelle")}),
        (
            "Quorvex and Tavomir attended Ostrelle.",
            {("Quorvex", "attends", "Ostrelle"), ("Tavomir", "attends", "Ostrelle")},
        ),
        ("Quorvex will visit Bryndal.", set()),
        ("Quorvex did not visit Bryndal.", set()),
        ("Quorvex plans to visit Bryndal.", set()),
        ("“Quorvex visited Bryndal.”", set()),
    ],
)
def test_what_a_parser_states_of_past_and_present(
    parsing: Model, tmp_path: Path, text: str, expected: set[tuple[str, str, str]]
) -> None:
    told = bulletin(tmp_path, text)
    assert stated(parsing.enlarge(told, nothing(told))) == expected


@pytest.fixture(scope="module")
def relations() -> Relations:
    return Relations(lexicon.load())


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (
            "Ostrelle||nsubj:pass|2 was||aux:pass|2 organised||root|2 by||case|4 Quorvex||obl:agent|2",
            {("Quorvex", "organizes", "Ostrelle")},
        ),
        ("Quorvex||nsubj|1 met||root|1 with||case|3 Bryndal||obl|1", {("Quorvex", "meets", "Bryndal")}),
        (
            "Quorvex||nsubj|1 visited||ROOT|1 Bryndal||dobj|1 and||cc|1 attended||conj|1 Ostrelle||dobj|4",
            {("Quorvex", "visits", "Bryndal"), ("Quorvex", "attends", "Ostrelle")},
        ),
        (
            "Quorvex||nsubj|4 ,||punct|0 which||nsubj|3 hosted||relcl|0 visited||ROOT|4 Bryndal||dobj|4 Ostrelle||dobj|3",
            {("Quorvex", "visits", "Bryndal"), ("Quorvex", "hosts", "Ostrelle")},
        ),
        (
            "the||det|1 head||nsubj|3 Quorvex||appos|1 visited||ROOT|3 Bryndal||dobj|3",
            {("Quorvex", "visits", "Bryndal")},
        ),
        (
            "Tavomir||nsubj|1 informed||ROOT|1 that||mark|4 Quorvex||nsubj|4 visited||ccomp|1 Bryndal||dobj|4",
            {("Quorvex", "visits", "Bryndal")},
        ),
        ("Tavomir||nsubj|1 proposed||ROOT|1 Quorvex||nsubj|3 visits||ccomp|1 Bryndal||dobj|3", set()),
        ("Quorvex||nsubj|2 has||aux|2 visited||ROOT|2 Bryndal||dobj|2", {("Quorvex", "visits", "Bryndal")}),
        ("Quorvex||nsubj|2 was||aux|2 visiting||ROOT|2 Bryndal||dobj|2", {("Quorvex", "visits", "Bryndal")}),
        ("Quorvex||nsubj|2 is||aux|2 visiting||ROOT|2 Bryndal||dobj|2", set()),
        ("if||mark|2 Quorvex||nsubj|2 visited||ROOT|2 Bryndal||dobj|2", set()),
        ("Quorvex||nsubj|2 never||neg|2 visited||ROOT|2 Bryndal||dobj|2 and||cc|2 met||conj|2 Tavomir||dobj|5", set()),
        ("Quorvex||nsubj|1 attended||ROOT|1 Bryndal||dobj|1", set()),
        ("Quorvex||nsubj|1 greeted||ROOT|1 Bryndal||dobj|1", set()),
    ],
)
def test_what_the_trees_of_either_scheme_state(
    relations: Relations, told: str, expected: set[tuple[str, str, str]]
) -> None:
    doc = Taught(told, {}).doc(spacy.blank("en"))
    names = [
        Name(token.idx, token.idx + len(token), token.text, Kind.EVENT if token.text == "Ostrelle" else Kind.AGENCY)
        for token in doc
        if token.text in BODIES
    ]
    found = {(one.subject.referent, one.predicate.value, one.object.referent) for one in relations.parsed(doc, names)}
    assert found == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Quorvex visited Bryndal.", {("Quorvex", "visits", "Bryndal")}),
        ("Ostrelle was hosted by Quorvex.", {("Quorvex", "hosts", "Ostrelle")}),
        ("Bryndal participated in Ostrelle.", {("Bryndal", "attends", "Ostrelle")}),
        ("Quorvex will visit Bryndal.", set()),
        ("Quorvex did not visit Bryndal.", set()),
        ("Quorvex plans to visit Bryndal.", set()),
    ],
)
def test_what_stands_in_a_row_by_a_tagger_alone(
    tagging: Model, tmp_path: Path, text: str, expected: set[tuple[str, str, str]]
) -> None:
    told = bulletin(tmp_path, text)
    found = tagging.enlarge(told, nothing(told))
    assert stated(found) == expected
    assert {claim.rule for claim in found.claims} <= {"model-row-ner"}


def test_what_is_added_names_its_rule_and_is_less_sure_than_any_rule(parsing: Model, tmp_path: Path) -> None:
    told = bulletin(tmp_path, "Quorvex visited Bryndal.")
    found = parsing.enlarge(told, nothing(told))
    (claim,) = found.claims
    assert (claim.rule, claim.modality, claim.confidence) == ("model-svo-ner", Modality.ASSERTED, 0.45)
    assert [(mention.text, mention.rule) for mention in found.mentions] == [
        ("Quorvex", "model-ner"),
        ("Bryndal", "model-ner"),
    ]
    evidence = claim.evidence
    assert told.text[evidence.start : evidence.end] == evidence.quote == "Quorvex visited Bryndal"
    assert all(referent.kind is Kind.AGENCY for referent in found.referents)
    assert found.unlinked == ()


def ruled(told: Bulletin, *claims: Claim) -> Extraction:
    """Return what rules might find in "Quorvex visited Bryndal.": both names, as states."""
    referents = tuple(Referent(name.lower(), told.id, Kind.COUNTRY, name, (name,)) for name in ("Bryndal", "Quorvex"))
    mentions = tuple(
        Mention(name.lower(), told.text.index(name), told.text.index(name) + len(name), name)
        for name in ("Quorvex", "Bryndal")
    )
    return Extraction(told.id, mentions, referents, claims, unlinked=(("Country", 2),))


def test_names_of_the_rules_stay_and_carry_claims_at_more_confidence(parsing: Model, tmp_path: Path) -> None:
    told = bulletin(tmp_path, "Quorvex visited Bryndal.")
    found = parsing.enlarge(told, ruled(told))
    assert (set(found.mentions), found.referents) == (set(ruled(told).mentions), ruled(told).referents)
    assert [(c.subject, c.predicate, c.object, c.rule, c.confidence) for c in found.claims] == [
        ("quorvex", Predicate.VISITS, "bryndal", "model-svo", 0.55)
    ]
    assert found.unlinked == ()


def test_a_pair_that_a_rule_ties_in_a_sentence_is_left_to_it(parsing: Model, tmp_path: Path) -> None:
    told = bulletin(tmp_path, "Quorvex visited Bryndal.")
    evidence = Evidence(told.id, 0, 15, told.text[:15], 0, len(told.text))
    claim = Claim("c", "bryndal", Predicate.FUNDS, "quorvex", Modality.PLANNED, 0.8, "own", evidence)
    for one in (claim, replace(claim, negated=True)):
        assert parsing.enlarge(told, ruled(told, one)).claims == (one,)
    elsewhere = replace(claim, evidence=replace(evidence, sentence_start=100, sentence_end=120))
    assert len(parsing.enlarge(told, ruled(told, elsewhere)).claims) == 2


def test_a_name_that_the_bulletin_uses_for_something_else_is_not_taken(parsing: Model, tmp_path: Path) -> None:
    told = bulletin(tmp_path, "Quorvex visited Bryndal.\n\nBryndal visited Tavomir.")
    first = ruled(told)
    found = parsing.enlarge(told, first)
    assert {mention.text for mention in found.mentions if mention.rule} == {"Tavomir"}
    assert stated(found) == {("Quorvex", "visits", "Bryndal")}


def test_a_common_noun_is_no_name(parsing: Model, tmp_path: Path) -> None:
    told = bulletin(tmp_path, "Council visited Tavomir.")
    found = parsing.enlarge(told, nothing(told))
    assert [mention.text for mention in found.mentions] == ["Tavomir"]
    assert found.unlinked == (("Agency", 1),)


def test_what_the_rules_find_in_the_sample_stays_as_it_is(parsing: Model) -> None:
    extractor = Extractor(load())
    for told in read([PAGE, SAMPLE / "caricc-listing-2025.txt"]).bulletins:
        rules = extractor.extract(told)
        found = parsing.enlarge(told, rules)
        assert set(rules.mentions) <= set(found.mentions)
        assert set(rules.referents) <= set(found.referents)
        assert [claim for claim in found.claims if not claim.rule.startswith("model-")] == list(rules.claims)
        for mention in set(found.mentions) - set(rules.mentions):
            assert not any(mention.start < one.end and one.start < mention.end for one in rules.mentions)
        assert all(claim.confidence < 0.6 for claim in set(found.claims) - set(rules.claims))


def built(*words: str) -> str:
    told = CliRunner().invoke(commands, ["build", *words], catch_exceptions=False)
    assert told.exit_code == 0, told.output
    return told.output


def quads(folder: Path) -> bytes:
    return (located(folder)[0] / "graph.nq").read_bytes()


def test_a_build_with_a_model_from_the_command_line(whole: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("Quorvex visited Bryndal.\n\nQuorvex and Tavomir attended Ostrelle.", encoding="utf-8")
    told = tmp_path / "report.json"
    built(str(page), "--out", str(tmp_path / "with"), "--model", str(whole), "--report", str(told))
    assert json.loads(told.read_text(encoding="utf-8"))["statements"] == {"attends": 2, "visits": 1}
    with caricc_graph.open(tmp_path / "with") as graph:
        rows = graph.query("SELECT ?rule ?sure { ?s a cg:Statement ; cg:rule ?rule ; cg:confidence ?sure }").rows
        assert rows == (("model-svo-ner", "0.45"),) * 3
        assert graph.query("ASK { GRAPH graph:links { ?a cg:visits ?b } }").rows == (("false",),)
        assert graph.query("SELECT DISTINCT ?rule { ?m a cg:Mention ; cg:rule ?rule }").rows == (("model-ner",),)
        (version,) = graph.query("SELECT ?v { ?build cg:modelVersion ?v }").rows[0]
        assert str(version).startswith("en_taught 1.2.3 ")
    built(str(page), "--out", str(tmp_path / "without"))
    with caricc_graph.open(tmp_path / "without") as graph:
        assert graph.query("ASK { ?s a cg:Statement }").rows == (("false",),)
        assert graph.query("ASK { ?build cg:modelVersion ?v }").rows == (("false",),)


def test_two_builds_with_a_model_give_the_same_bytes_by_one_process_or_two(whole: Path, tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    for number, one in enumerate(
        ("Quorvex visited Bryndal.", "Bryndal participated in Ostrelle.", "Tavomir visited Quorvex.")
    ):
        (pages / f"{number}.txt").write_text(one, encoding="utf-8")
    for name, processes in (("one", 1), ("again", 1), ("two", 2)):
        caricc_graph.build(pages, out=tmp_path / name, model=str(whole), processes=processes)
    assert quads(tmp_path / "one") == quads(tmp_path / "again") == quads(tmp_path / "two")
    assert b"model-svo-ner" in quads(tmp_path / "one")


def test_another_model_or_none_reads_all_anew(whole: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("Quorvex visited Bryndal.", encoding="utf-8")
    out = tmp_path / "graph"
    assert caricc_graph.build(page, out=out).remembered == 0
    plain = quads(out)
    assert caricc_graph.build(page, out=out, model=str(whole)).remembered == 0
    assert caricc_graph.build(page, out=out, model=str(whole)).remembered == 1
    other = spacy.load(whole)
    other.meta["version"] = "1.2.4"
    other.to_disk(tmp_path / "other")
    assert caricc_graph.build(page, out=out, model=str(tmp_path / "other")).remembered == 0
    assert caricc_graph.build(page, out=out).remembered == 0
    assert quads(out) == plain


def saved(folder: Path, language: str, *parts: str) -> str:
    nlp = spacy.blank(language)
    for part in parts:
        nlp.add_pipe(part)
    nlp.to_disk(folder)
    return str(folder)


def test_a_model_that_cannot_be_used_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    damaged = tmp_path / "damaged"
    saved(damaged, "en", "sentencizer")
    (damaged / "config.cfg").write_text("[nlp]\nlang = 'en", encoding="utf-8")
    for name, message in (
        ("no_such_pipeline", "no spaCy pipeline is installed under that name.*pip install"),
        (str(tmp_path), "nor does one stand in that folder"),
        (str(damaged), "can't be loaded by spaCy"),
        (saved(tmp_path / "plain", "en", "sentencizer"), "a pipeline of sentencizer, .*adds nothing; name one"),
        (saved(tmp_path / "german", "de", "sentencizer"), "language 'de'.*name an English one"),
    ):
        with pytest.raises(ModelError, match=message):
            caricc_graph.build(PAGE, out=tmp_path / "graph", model=name)
        assert not (tmp_path / "graph").exists()
    told = CliRunner().invoke(commands, ["build", str(PAGE), "--out", str(tmp_path / "graph"), "--model", "no_such"])
    assert isinstance(told.exception, ModelError)
    assert not (tmp_path / "graph").exists()
