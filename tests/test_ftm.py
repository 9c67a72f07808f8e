from __future__ import annotations

import importlib.util
import json
import re
import tomllib
from typing import TYPE_CHECKING, Any

import pytest

from caricc_graph.export import ExportError
from caricc_graph.export.ftm import Thing, _check, _date
from caricc_graph.export.statements import Held
from conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from caricc_graph import Graph

# Facts of the model of followthemoney 4.11, as far as the export needs them: for each schema what it is, what it requires, and
# for each property its type and, of a reference, the schema that it leads to. `--record` reads them anew from the library.
FACTS = ROOT / "tests" / "followthemoney.json"
INSTALLED = importlib.util.find_spec("followthemoney") is not None
needs_library = pytest.mark.skipif(
    not INSTALLED, reason="followthemoney needs ICU's headers to install, so that it is no dependency of tests"
)
DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


@pytest.fixture(scope="module")
def exported(sample_graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, dict[str, Any]], Any]:
    out = tmp_path_factory.mktemp("ftm") / "graph.ftm.json"
    left_out = sample_graph.export("ftm", out)
    told = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [one["id"] for one in told] == sorted({one["id"] for one in told})
    return {one["id"]: one for one in told}, left_out


def of(things: dict[str, dict[str, Any]], schema: str) -> list[dict[str, Any]]:
    return [one for one in things.values() if one["schema"] == schema]


def fitting(told: dict[str, Any], things: dict[str, dict[str, Any]], facts: dict[str, Any]) -> None:
    schema = facts[told["schema"]]
    assert set(schema["required"]) <= told["properties"].keys(), told["id"]
    for name, values in told["properties"].items():
        kind, reference = schema["properties"][name]
        assert values
        assert len(values) == len(set(values))
        for value in values:
            assert value.strip()
            if kind == "date":
                assert DATE.fullmatch(value), (told["id"], name, value)
            elif kind == "url":
                assert value.startswith(("http://", "https://"))
            elif kind == "entity":
                assert reference in facts[things[value]["schema"]]["is"], (told["id"], name, value)


def test_each_thing_fits_the_recorded_schema(exported: tuple[dict[str, dict[str, Any]], Any]) -> None:
    things, _ = exported
    facts = json.loads(FACTS.read_text(encoding="utf-8"))
    for told in things.values():
        fitting(told, things, facts)
    counts = {schema: len(of(things, schema)) for schema in facts}
    assert (
        min(counts[schema] for schema in ("Person", "PublicBody", "Organization", "Event", "Occupancy", "Position"))
        > 50
    )
    assert (
        min(counts[schema] for schema in ("Article", "Membership", "Project", "ProjectParticipant", "Representation"))
        > 10
    )


@needs_library
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of the library's own making
def test_the_library_takes_each_thing_as_it_is(
    exported: tuple[dict[str, dict[str, Any]], Any], recorded: Callable[[Path, str], None]
) -> None:
    from followthemoney import model

    things, _ = exported
    for told in things.values():
        proxy = model.get_proxy(told, cleaned=False)
        assert {prop: sorted(proxy.get(prop)) for prop in told["properties"]} == {
            prop: sorted(values) for prop, values in told["properties"].items()
        }
        proxy.schema.validate({"properties": told["properties"]})
    facts = {}
    for name in sorted({one["schema"] for one in things.values()}):
        schema = model.get(name)
        assert schema is not None
        used = {prop for one in of(things, name) for prop in one["properties"]}
        facts[name] = {
            "is": sorted(schema.names),
            "required": sorted(schema.required),
            "properties": {
                prop: [schema.properties[prop].type.name, getattr(schema.properties[prop].range, "name", None)]
                for prop in sorted(used)
            },
        }
    recorded(FACTS, json.dumps(facts, indent=1) + "\n")


@needs_library
def test_what_the_library_refuses_is_an_error() -> None:
    _check([Thing("a", "Person", {"name": ["A"]})])
    for thing, fault in (
        (Thing("a", "Person", {"name": ["A"], "nose": ["long"]}), "it knows no nose"),
        (Thing("a", "Robot"), "it has no such schema"),
        (Thing("a", "Person"), "it requires name"),
        (Thing("a", "Person", {"name": ["A"], "birthDate": ["soon"]}), "birthDate: Invalid value"),
    ):
        with pytest.raises(ExportError, match=rf"refuses a, a \w+: {fault}"):
            _check([thing])


def test_a_post_keeps_attested_days_apart_from_terms(exported: tuple[dict[str, dict[str, Any]], Any]) -> None:
    things, _ = exported
    held = of(things, "Occupancy")
    assert not [one for one in held if "startDate" in one["properties"] or "endDate" in one["properties"]]
    post = next(one for one in of(things, "Position") if one["properties"].get("organization") == ["entity-caricc"])
    assert post["properties"]["name"][0].endswith("Central Asian Regional Information and Coordination Centre")


def test_each_link_leads_to_its_sentence_and_bulletin(exported: tuple[dict[str, dict[str, Any]], Any]) -> None:
    things, _ = exported
    links = [one for one in things.values() if one["id"].startswith(("statement-", "tenure-", "participant-"))]
    for link in links:
        told = link["properties"]
        texts = [" ".join(things[one]["properties"]["bodyText"][0].split()) for one in told["proof"]]
        assert told["summary"]
        assert all(any(" ".join(sentence.split()) in text for text in texts) for sentence in told["summary"])
        assert all("«" in line for line in told["description"])


def test_only_what_is_asserted_becomes_a_link(
    exported: tuple[dict[str, dict[str, Any]], Any], sample_graph: Graph
) -> None:
    things, left_out = exported
    told = {one["properties"]["recordId"][0] for one in things.values() if one["id"].startswith("statement-")}
    rows = sample_graph.query("SELECT ?s ?m ?c { ?s cg:modality ?m ; cg:confidence ?c }").rows
    sure = {str(s).rsplit("/", 1)[-1] for s, m, c in rows if str(m).endswith("#asserted") and float(str(c)) >= 0.5}
    assert told < sure
    assert left_out["statement only planned"] > 10
    assert left_out["Event, of which nothing is asserted"] > 5
    assert left_out["Substance, which has no schema"] > 10


def test_state_bodies_are_public_bodies_and_amounts_stand_in_notes(
    exported: tuple[dict[str, dict[str, Any]], Any],
) -> None:
    things, _ = exported
    kazakhstan = things["entity-kazakhstan"]
    assert (kazakhstan["schema"], kazakhstan["properties"]["country"]) == ("PublicBody", ["kz"])
    assert things["entity-caricc"]["schema"] == "Organization"
    ministry = next(
        one
        for one in things.values()
        if one["properties"].get("name") == ["Ministry of Internal Affairs of the Republic of Kazakhstan"]
    )
    assert (ministry["schema"], ministry["properties"]["country"]) == ("PublicBody", ["kz"])
    notes = [note for one in things.values() for note in one["properties"].get("notes", ())]
    assert [note for note in notes if re.match(r"seizes \S+ [\d.]+ \S+ heroin: .*«", note)]


@pytest.mark.parametrize(
    ("held", "told"),
    [
        (Held("2022-04-18/2022-04-19", fills=True), {"startDate": ["2022-04-18"], "endDate": ["2022-04-19"]}),
        (Held("2022-04-19", fills=True), {"startDate": ["2022-04-19"], "endDate": ["2022-04-19"]}),
        (Held("2022-04-18/..", fills=True), {"startDate": ["2022-04-18"]}),
        (Held("2017-06", fills=False), {"date": ["2017-06"]}),
        (Held("2017/2018", fills=False), {"date": ["2017", "2018"]}),
    ],
)
def test_dates_say_no_more_than_is_known(held: Held, told: dict[str, list[str]]) -> None:
    thing = Thing("a", "Event")
    _date(thing, held)
    assert thing.properties == told


def test_the_map_names_every_predicate_once_and_ends_with_a_rule_for_all() -> None:
    rules = tomllib.loads((ROOT / "data" / "followthemoney.toml").read_text(encoding="utf-8"))
    ontology = (ROOT / "ontology" / "caricc-graph.ttl").read_text(encoding="utf-8")
    assert all(f"cg:{predicate}\n" in ontology for rule in rules["links"] for predicate in rule["predicates"])
    assert [rule["predicates"] for rule in rules["links"]].index([]) == len(rules["links"]) - 1
    assert rules["kinds"].keys() | {"Substance"} == set(
        re.findall(
            r"cg:(\w+)",
            next(
                line
                for line in (ROOT / "ontology" / "shapes.ttl").read_text().splitlines()
                if "targetClass cg:Official" in line
            ),
        )
    )
