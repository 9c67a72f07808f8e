from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caricc_graph.authority import load
from caricc_graph.extraction import Extractor
from caricc_graph.model import (
    Bulletin,
    Claim,
    Evidence,
    Extraction,
    Kind,
    Modality,
    Predicate,
    Quantity,
    Referent,
    Resolution,
    content_id,
)
from caricc_graph.resolution import names, resolve

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from caricc_graph.authority import Authority


@cache
def known() -> Authority:
    return load()


@cache
def extracted(text: str) -> Extraction:
    return _extractor().extract(Bulletin(content_id(text), text, None, None, ()))


@cache
def _extractor() -> Extractor:
    return Extractor(known())


def referent(key: str, kind: Kind, *names: str, event_kind: str = "", acronym: str = "") -> Referent:
    return Referent(
        key,
        key.split("-", maxsplit=1)[0],
        kind,
        names[0],
        names,
        event_kind=event_kind,
        descriptive=bool(event_kind) and names[0] == event_kind,
        acronyms=(acronym,) if acronym else (),
    )


def claim(  # noqa: PLR0913 - what a claim is made of
    subject: str,
    predicate: Predicate,
    obj: str,
    *,
    modality: Modality = Modality.ASSERTED,
    quantity: Quantity | None = None,
    qualifiers: tuple[tuple[str, str], ...] = (),
) -> Claim:
    key = content_id(subject, predicate, obj, modality, quantity, qualifiers)
    evidence = Evidence(subject.split("-", maxsplit=1)[0], 0, 1, "x", 0, 1)
    return Claim(key, subject, predicate, obj, modality, 0.8, "test", evidence, quantity, qualifiers)


def resolved(
    referents: Sequence[Referent], claims: Sequence[Claim] = (), *, days: Mapping[str, str] | None = None
) -> Resolution:
    """Resolve what is made by hand, a bulletin for each part before the hyphen of an id, told on its day."""
    return resolve(extractions(referents, claims, days=days), known())


def extractions(
    referents: Sequence[Referent], claims: Sequence[Claim] = (), *, days: Mapping[str, str] | None = None
) -> list[Extraction]:
    """Return what is made by hand, a bulletin for each part before the hyphen of an id, told on its day."""
    return [
        Extraction(
            bulletin,
            (),
            tuple(r for r in referents if r.bulletin == bulletin),
            tuple(c for c in claims if c.evidence.bulletin == bulletin),
            day=(days or {}).get(bulletin),
        )
        for bulletin in sorted({r.bulletin for r in referents})
    ]


def count(resolution: Resolution, kind: Kind) -> int:
    return sum(entity.kind is kind for entity in resolution.entities)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("A. Karimov", "Anvar Karimov"),
        ("Karimov A.", "Anvar Karimov"),
        ("A. Karimov", "Karimov Anvar"),
        ("Karimov Anvar", "Anvar Karimov"),
        ("A.B. Karimov", "Anvar Karimov"),
        ("Khamidov Rustam", "Rustam Hamidov"),
        ("Zhanibek Omarov", "Dzhanibek Omarov"),
        ("Sergey Vasilyev", "Sergei Vasilyev"),
        ("Aleksandr Petrov", "Alexandr Petrov"),
    ],
)
def test_ways_of_writing_one_name_are_one_person(one: str, other: str) -> None:
    resolution = resolved([referent("b1-p", Kind.OFFICIAL, one), referent("b2-p", Kind.OFFICIAL, other)])
    assert len(resolution.entities) == 1
    assert [merge.rule for merge in resolution.entities[0].merges] == ["person-name"]
    assert set(resolution.entities[0].aliases) == {one, other} - {resolution.entities[0].name}


@pytest.mark.parametrize(
    ("one", "other"),
    [("B. Karimov", "Anvar Karimov"), ("Bakhtiyor Karimov", "Anvar Karimov"), ("A. Karimov", "A. Rahimov")],
)
def test_names_that_do_not_fit_are_two_people(one: str, other: str) -> None:
    assert len(resolved([referent("b1-p", Kind.OFFICIAL, one), referent("b2-p", Kind.OFFICIAL, other)]).entities) == 2


def test_an_initial_does_not_join_two_given_names_into_one_person() -> None:
    names = ["A. Karimov", "Anvar Karimov", "Aziz Karimov"]
    resolution = resolved([referent(f"b{i}-p", Kind.OFFICIAL, name) for i, name in enumerate(names)])
    assert len(set(dict(resolution.mentions).values())) == 3


@pytest.mark.parametrize(("post", "people"), [("Director", 1), ("Inspector", 2)])
def test_people_of_one_surname_and_initial_are_one_where_their_post_is(post: str, people: int) -> None:
    referents = [
        referent("b1-p", Kind.OFFICIAL, "A. Karimov"),
        referent("b1-a", Kind.AGENCY, "Northern Glass Office"),
        referent("b2-p", Kind.OFFICIAL, "Anvar Karimov"),
        referent("b2-a", Kind.AGENCY, "Northern Glass Office"),
    ]
    claims = [
        claim("b1-p", Predicate.HOLDS_POST, "b1-a", qualifiers=(("post", "Director"),)),
        claim("b2-p", Predicate.HOLDS_POST, "b2-a", qualifiers=(("post", post),)),
    ]
    assert count(resolved(referents, claims), Kind.OFFICIAL) == people


def test_an_acronym_of_two_bodies_decides_nothing() -> None:
    glass = referent("b1-a", Kind.AGENCY, "Northern Glass Office", "NGO7", acronym="NGO7")
    grain = referent("b2-a", Kind.AGENCY, "Nordic Grain Office", "NGO7", acronym="NGO7")
    bare = referent("b3-a", Kind.AGENCY, "NGO7")
    assert len(resolved([glass, grain, bare]).entities) == 3
    assert len(resolved([glass, bare]).entities) == 1


def test_phases_of_a_programme_stay_two() -> None:
    phases = [
        referent("b1-r", Kind.PROGRAMME, "Silver River Programme phase 7", "Silver River Programme"),
        referent("b2-r", Kind.PROGRAMME, "Silver River Programme phase 8", "Silver River Programme"),
    ]
    assert len(resolved(phases).entities) == 2
    again = referent("b3-r", Kind.PROGRAMME, "Silver River Program phase 8")
    assert len(resolved([*phases, again]).entities) == 2


def test_documents_without_a_name_of_their_own_stay_apart() -> None:
    name = "Memorandum of Understanding"
    assert len(resolved([referent(f"b{i}-d", Kind.DOCUMENT, name) for i in (1, 2)]).entities) == 2
    name = "Memorandum on Quiet Borders"
    assert len(resolved([referent(f"b{i}-d", Kind.DOCUMENT, name) for i in (1, 2)]).entities) == 1


def events(*told: tuple[str, str, str, str]) -> Resolution:
    """Resolve an event for each bulletin, as kind, day, place and organiser; an empty text is not told."""
    referents, claims = [], []
    for i, (kind, day, place, body) in enumerate(told):
        referents.append(referent(f"b{i}-e", Kind.EVENT, kind, event_kind=kind))
        claims.append(claim(f"b{i}-e", Predicate.HELD_ON, day))
        if place:
            referents.append(referent(f"b{i}-l", Kind.PLACE, place))
            claims.append(claim(f"b{i}-e", Predicate.HELD_AT, f"b{i}-l"))
        if body:
            referents.append(referent(f"b{i}-a", Kind.AGENCY, body))
            claims.append(claim(f"b{i}-a", Predicate.ORGANIZES, f"b{i}-e"))
    return resolved(referents, claims)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (("seminar", "2021-05-03", "Osh", ""), ("seminar", "2021-05-03", "Osh", ""), 1),
        (("seminar", "2021-05-03", "", "Glass Office"), ("seminar", "2021-05-03", "", "Glass Office"), 1),
        (("seminar", "2021-05-03", "Osh", ""), ("seminar", "2021-05-04", "Osh", ""), 1),
        (("meeting", "2021-05-03", "Osh", "Glass Office"), ("meeting", "2021-05-03", "Osh", "Glass Office"), 1),
        (("seminar", "2021-05-03", "", ""), ("seminar", "2021-05-03", "", ""), 2),
        (("meeting", "2021-05-03", "Osh", ""), ("meeting", "2021-05-03", "Osh", ""), 2),
        (("seminar", "2021-05-03", "Osh", ""), ("seminar", "2021-05-06", "Osh", ""), 2),
        (("seminar", "2021-04-30", "Osh", ""), ("seminar", "2021-05-01", "Osh", ""), 1),
        (("seminar", "2021-05-03/2021-05-07", "Osh", ""), ("seminar", "2021-05-05", "Osh", ""), 1),
        (("seminar", "2021-05-03", "Osh", ""), ("operation", "2021-05-03", "Osh", ""), 2),
        (("seminar", "2021-05-03", "Osh", "Glass Office"), ("seminar", "2021-05-03", "Naryn", "Glass Office"), 2),
        (("seminar", "2021-05-03", "", "Glass Office"), ("seminar", "2021-05-03", "", "Grain Office"), 2),
    ],
)
def test_accounts_are_of_one_event_where_kind_day_and_place_or_parties_agree(
    one: tuple[str, str, str, str], other: tuple[str, str, str, str], expected: int
) -> None:
    resolution = events(one, other)
    assert count(resolution, Kind.EVENT) == expected
    assert sum(merge.rule == "same-event" for entity in resolution.entities for merge in entity.merges) == 2 - expected


def announcement(*, day_told: bool) -> Resolution:
    """Resolve an announcement with day and place, and a report by another bulletin, of an event that a file knows."""
    return resolve(announcement_extractions(day_told=day_told), known())


def announcement_extractions(*, day_told: bool = False) -> list[Extraction]:
    event = next(entry for entry in known().entries.values() if entry.kind is Kind.EVENT)
    forum = [
        Referent(f"{b}-e", b, Kind.EVENT, event.name, (event.name,), authority=event.id, event_kind="forum")
        for b in ("b1", "b2")
    ]
    claims = [
        claim("b1-e", Predicate.HELD_AT, "b1-l", modality=Modality.PLANNED),
        claim("b1-e", Predicate.HELD_ON, "2021-05-03", modality=Modality.PLANNED),
        claim("b2-a", Predicate.ATTENDS, "b2-e"),
    ]
    if day_told:
        claims.append(claim("b2-e", Predicate.HELD_ON, "2021-05-04"))
    others = [referent("b1-l", Kind.PLACE, "Osh"), referent("b2-a", Kind.AGENCY, "Glass Office")]
    return extractions([*forum, *others], claims)


def test_an_announced_day_is_inferred_where_the_report_tells_none() -> None:
    added = {s.predicate: s for s in announcement(day_told=False).statements if s.inferred}
    assert set(added) == {Predicate.HELD_ON, Predicate.HELD_AT}
    day = added[Predicate.HELD_ON]
    assert (day.object, day.rules, day.modality) == ("2021-05-03", ("held-as-announced",), Modality.ASSERTED)
    assert {evidence.bulletin for evidence in day.evidences} == {"b1", "b2"}


def test_an_announced_day_gives_way_to_the_one_that_the_report_tells() -> None:
    resolution = announcement(day_told=True)
    assert [s.predicate for s in resolution.statements if s.inferred] == [Predicate.HELD_AT]
    days = [s.object for s in resolution.statements if s.predicate is Predicate.HELD_ON and s.modality == "asserted"]
    assert days == ["2021-05-04"]


def test_a_part_points_to_the_statement_of_its_total() -> None:
    referents = [referent("b1-a", Kind.AGENCY, "Glass Office"), referent("b1-s", Kind.SUBSTANCE, "qwalpha resin")]
    total = claim("b1-a", Predicate.SEIZES, "b1-s", quantity=Quantity("90", "kg"))
    part = claim("b1-a", Predicate.SEIZES, "b1-s", quantity=Quantity("30", "kg"), qualifiers=(("total", total.id),))
    made = {s.quantity.value: s for s in resolved(referents, [part, total]).statements if s.quantity}
    assert dict(made["30"].qualifiers) == {"total": made["90"].id}
    assert made["90"].qualifiers == ()


TEXTS = (
    "On 3 May 2021 a seminar on quiet borders was organized by UNODC in Osh. Mr. Anvar Karimov, Director of CARICC, spoke.",
    "A seminar was held in Osh on 3 May 2021 by UNODC. It was attended by delegations of Italy and France.",
    "Mr. A. Karimov, Director of CARICC, met with Ms. Anna Berg, Head of INTERPOL.",
    "Ms. Berg Anna, Head of INTERPOL, visited Tashkent. CADAP 7 was presented by the OSCE.",
    "A workshop of CADAP 6 was held in Bishkek on 4 May 2021. Officers of the Customs Service of Georgia seized 2 kg of heroin.",
    "Officers of the Customs Service of Georgia seized 2 kg of heroin. A memorandum of understanding was signed by Japan and Italy.",
)


@settings(max_examples=25)
@given(st.permutations(TEXTS))
def test_the_order_of_extractions_makes_no_difference(texts: list[str]) -> None:
    assert resolve([extracted(text) for text in texts], known()) == resolve(
        [extracted(text) for text in TEXTS], known()
    )


def test_bulletins_in_other_words_come_to_the_same_people_bodies_and_events() -> None:
    resolution = resolve([extracted(text) for text in TEXTS], known())
    people = [entity.name for entity in resolution.entities if entity.kind is Kind.OFFICIAL]
    assert sorted({name.casefold() for name in people}) == sorted(name.casefold() for name in people)
    assert len(people) == 2
    assert {"caricc", "unodc", "cadap-6", "cadap-7"} <= {entity.id for entity in resolution.entities}
    assert sum(entity.event_kind == "seminar" for entity in resolution.entities) == 1


def test_every_merge_has_a_rule_and_a_reason_and_every_member_its_entity() -> None:
    resolution = resolve([extracted(text) for text in TEXTS], known())
    ids = dict(resolution.mentions)
    for entity in resolution.entities:
        assert len(entity.merges) == len(entity.members) - 1
        assert {ids[member] for member in entity.members} == {entity.id}
        for merge in entity.merges:
            assert merge.rule
            assert merge.reason
            assert {merge.left, merge.right} <= set(entity.members)


def test_a_name_attested_between_days_of_a_posts_holder_is_the_same_person_where_an_initial_fits() -> None:
    from caricc_graph.resolution.names import initials_fit

    assert initials_fit("A. Berg", "Anna Maria")
    assert not initials_fit("K. Berg", "Anna Maria")
    assert not initials_fit("Karl Berg", "Anna Maria")


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (["A. Berg", "Anna Maria", "A. Berg"], 1),
        (["A. Berg", "Karl Maria", "A. Berg"], 2),
        (["A. Berg", "Karl Amber", "A. Berg"], 1),
        (["Anna Berg", "Karl Amber", "A. Berg"], 2),
    ],
)
def test_an_initial_makes_no_holder_of_a_post_one_with_another_whose_full_name_differs(
    told: list[str], expected: int
) -> None:
    days = {f"b{i}": f"2021-0{i + 1}-01" for i in range(3)}
    people = [referent(f"b{i}-p", Kind.OFFICIAL, name) for i, name in enumerate(told)]
    bodies = [referent(f"b{i}-a", Kind.AGENCY, "Glass Office") for i in range(3)]
    claims = [claim(f"b{i}-p", Predicate.HOLDS_POST, f"b{i}-a", qualifiers=(("post", "Director"),)) for i in range(3)]
    assert count(resolved([*people, *bodies], claims, days=days), Kind.OFFICIAL) == expected


@pytest.mark.parametrize(
    ("one", "other", "kind", "expected"),
    [
        ("FALCON-2017", "FALCON-2017", "operation", 1),
        ("FALCON-2017", "FALCON-2018", "operation", 2),
        ("FALCON", "FALCON", "operation", 2),
        ("FALCON-2017", "FALCON-2017", "seminar", 2),
    ],
)
def test_an_operation_whose_name_tells_its_year_needs_no_day(one: str, other: str, kind: str, expected: int) -> None:
    referents = [referent(f"b{i}-e", Kind.EVENT, name, event_kind=kind) for i, name in enumerate((one, other))]
    assert count(resolved(referents, []), Kind.EVENT) == expected


@pytest.mark.parametrize(
    ("report", "expected"),
    [("2021-05-07", 1), ("2021-05-30", 2), ("2021-05-01", 2)],
)
def test_a_report_without_a_day_joins_its_announcement_by_name_within_a_week(report: str, expected: int) -> None:
    name = "International Forum on Quiet Borders"
    forum = [Referent(f"{b}-e", b, Kind.EVENT, name, (name,), event_kind="forum") for b in ("b1", "b2")]
    claims = [
        claim("b1-e", Predicate.HELD_ON, "2021-05-03", modality=Modality.PLANNED),
        claim("b2-a", Predicate.ATTENDS, "b2-e"),
    ]
    resolution = resolved([*forum, referent("b2-a", Kind.AGENCY, "Glass Office")], claims, days={"b2": report})
    assert count(resolution, Kind.EVENT) == expected
    assert sum(s.inferred for s in resolution.statements) == 2 - expected


def test_a_surname_alone_joins_nobody_of_another_post() -> None:
    referents = [
        referent("b1-p", Kind.OFFICIAL, "Karimov"),
        referent("b1-a", Kind.AGENCY, "Glass Office"),
        referent("b2-p", Kind.OFFICIAL, "Karimov"),
        referent("b2-a", Kind.AGENCY, "Grain Office"),
    ]
    posts = [
        claim("b1-p", Predicate.HOLDS_POST, "b1-a", qualifiers=(("post", "Director"),)),
        claim("b2-p", Predicate.HOLDS_POST, "b2-a", qualifiers=(("post", "Head"),)),
    ]
    assert count(resolved(referents, posts), Kind.OFFICIAL) == 2
    assert count(resolved(referents, posts[:1]), Kind.OFFICIAL) == 1


def test_people_of_posts_in_two_states_are_two() -> None:
    referents = [
        referent("b1-p", Kind.OFFICIAL, "Anvar Karimov"),
        referent("b1-c", Kind.COUNTRY, "Qwaland"),
        referent("b2-p", Kind.OFFICIAL, "Anvar Karimov"),
        referent("b2-c", Kind.COUNTRY, "Zorvia"),
    ]
    claims = [claim(f"b{i}-p", Predicate.HOLDS_POST, f"b{i}-c", qualifiers=(("post", "Minister"),)) for i in (1, 2)]
    assert count(resolved(referents, claims), Kind.OFFICIAL) == 2


@pytest.mark.parametrize(
    ("name", "kind", "short"),
    [
        ("Department for Cooperation with Donors of the Ministry of Health of Latvia", Kind.AGENCY, "Department for Cooperation with Donors"),
        ("Riga Airport Police Unit of the State Police", Kind.AGENCY, "Riga Airport Police Unit"),
        ("memorandum on cooperation between Latvia and Italy", Kind.DOCUMENT, "memorandum on cooperation"),
        ("Strategy for 2021-2025", Kind.DOCUMENT, None),
        ("Ministry of Health", Kind.AGENCY, None),
        ("ten-day dog handling course", Kind.EVENT, "dog handling course"),
        ("forum on drugs", Kind.EVENT, None),
    ],
)  # fmt: skip
def test_what_a_long_name_is_shortened_to(name: str, kind: Kind, short: str | None) -> None:
    assert names.short_forms(name, kind)[:1] == ([short] if short else [])


def test_a_short_form_is_an_alias_that_joins_nothing() -> None:
    told = [
        Referent("a", "one", Kind.AGENCY, "Unit for Drug Control of Latvia", ("Unit for Drug Control of Latvia",)),
        Referent("b", "two", Kind.AGENCY, "Unit for Drug Control of Italy", ("Unit for Drug Control of Italy",)),
    ]
    extractions = [Extraction(one.bulletin, (), (one,), (), None, "", ()) for one in told]
    resolved = resolve(extractions, load())
    assert sorted(entity.name for entity in resolved.entities) == sorted(one.name for one in told)
    assert all("Unit for Drug Control" in entity.aliases for entity in resolved.entities)
