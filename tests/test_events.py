from __future__ import annotations

from functools import cache

import pytest

from caricc_graph.authority import load
from caricc_graph.extraction import Extractor
from caricc_graph.model import Bulletin, Kind, content_id


@cache
def extractor() -> Extractor:
    return Extractor(load())


def told(text: str, kind: Kind = Kind.EVENT) -> list[set[str]]:
    """Return the words that mention each thing of a kind, in the order of the text."""
    extraction = extractor().extract(Bulletin(content_id(text), text, None, None, ()))
    words: dict[str, tuple[int, set[str]]] = {}
    kinds = {referent.id: referent.kind for referent in extraction.referents}
    for mention in extraction.mentions:
        if kinds[mention.referent] is kind:
            first, found = words.setdefault(mention.referent, (mention.start, set()))
            found.add(mention.text)
            words[mention.referent] = (min(first, mention.start), found)
    return [found for _, found in sorted(words.values(), key=lambda one: one[0])]


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("A two-day sitting of the commission took place in Baku.", ["two-day sitting"]),
        ("The 7th Plenary Meeting of the EAG was held in Minsk.", ["7th Plenary Meeting"]),
        ("Guests at the ceremony included three ministers.", ["ceremony"]),
        ("He spoke at yesterday's press briefing.", ["press briefing"]),
        ("The Council agreed on it at its session in Minsk.", ["session"]),
        ("A separate session dealt with precursors.", ["separate session"]),
        ("The INTERPOL training course on open sources ended in Rome.", ["INTERPOL training course"]),
        ("The train-the-trainers course was held in Riga.", ["train-the-trainers course"]),
        ("A hand-over ceremony was held in Riga.", ["hand-over ceremony"]),
        ("A transfer ceremony took place in Riga.", ["transfer ceremony"]),
        ("A bilateral peer review meeting was held in Riga.", ["bilateral peer review meeting"]),
        ("The 2024 Regional Meeting of Judges was held in Riga.", ["2024 Regional Meeting"]),
        ("A meeting on 3 May 2021 was opened by the mayor.", ["meeting"]),
        ("The third OSCE Council meeting was held in Riga.", ["third OSCE Council meeting"]),
        ("The mayor organized a presentation of the book of the minister.", ["presentation of the book"]),
        ("The Advisory Board (AB) Meeting of the OSCE was held in Riga.", ["AB) Meeting"]),
        # names
        ("The exercise North-Shield 2019 was held in May.", ["exercise North-Shield 2019", "North-Shield 2019"]),
        ('Operation "Falcon" was carried out in May.', ["Operation", "Falcon"]),
        ('Police reported on "Falcon", a joint anti-smuggling operation of two states.', ["Falcon"]),
        ("A seminar in Riga, “Borders and Trust”, was held in May.", ["Borders and Trust"]),
        ('A seminar on the topic of "Borders and trust" was held in May.', ["Borders and trust"]),
        ('A seminar (working session) on the theme: "Trends of training" was held in May.', ["Trends of training"]),
        # several at once
        ("Seven joint operations were carried out.", ["Seven joint operations"]),
        ("Seminars and trainings were held in May.", ["Seminars and trainings"]),
        ("Operations conducted in the region brought results.", ["Operations"]),
        # phases
        ("The second phase of the operation was completed.", ["second phase", "second phase of the operation"]),
        ("A round of consultations took place in Riga.", ["round of consultations"]),
        # by a verb alone
        ("Anna Berg of INTERPOL met with Mr. Ivan Petrov on 3 May 2021.", ["met with"]),
        ("The Director of CARICC received Ms. Anna Berg on 3 May 2021.", ["received"]),
        ("A delegation of Italy visited CARICC on 3 May 2021.", ["visited"]),
    ],
)
def test_events_are_mentioned(text: str, mentions: list[str]) -> None:
    found = told(text)
    assert found
    assert any(set(mentions) <= one or mentions[0] in " ".join(one) for one in found), found


@pytest.mark.parametrize(
    "text",
    [
        "The Training Centre has a training room for officers.",
        "In the course of the year prices rose.",
        "The Committee sets the political course of the state.",
        "No operations were carried out.",
        "They spoke of possible joint operations.",
        "Regional co-operation grew.",
        "The experts met the requirements.",
        "The Centre received new cars on 3 May 2021.",
        "The parcel came by controlled delivery.",
    ],
)
def test_what_only_sounds_like_an_event_is_none(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("A seminar was held in Riga. The seminar was useful. The meeting was closed by Mr. Ivan Petrov.", 1),
        ("The INTERPOL Council met in Lyon on 3 May 2021. The meeting was opened by Anna Berg.", 1),
        ("A delegation of Italy paid a visit to Riga. At the meeting, plans were discussed.", 1),
        ("A working meeting was held in Riga. Anna Berg also had a meeting with the mayor.", 2),
        ("The 4th Forum was held in Riga. The 5th Forum will be held in Oslo.", 2),
        ("A conference was held in Riga on the sidelines of the regional dialogue on trade.", 2),
        ('Officers summed up "Falcon-2018", an operation. "Falcon-2019" is planned.', 2),
        ("The Office held two round tables, one on drugs and the other on money laundering.", 2),
        ('A briefing on the subject "Main tasks of the joint training" was held in Riga.', 1),
        ("Seven operations were carried out. Operations of this scale are rare. Operations were led by Italy.", 1),
        ("A seminar (workshop) was held in Riga.", 1),
        ('A first operation, "Falcon", was carried out. The operation "Falcon" was a success.', 1),
    ],
)
def test_events_are_counted_once(text: str, count: int) -> None:
    assert len(told(text)) == count, told(text)


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        ("A cooperation agreement between INTERPOL and CARICC was signed.", "cooperation agreement between INTERPOL and CARICC"),
        ("The host country agreement with Italy was ratified.", "host country agreement with Italy"),
        ("They sent a letter of appreciation to the mayor.", "letter of appreciation"),
        ("The parties signed a memorandum of understanding.", "memorandum of understanding"),
        ("The drug strategy of Mongolia for 2030 was adopted.", "drug strategy of Mongolia for 2030"),
        ("The Protocol between the two ministries was discussed.", "Protocol between the two ministries"),
        ("The rules on the budgetary process were discussed.", "rules on the budgetary process"),
        ("The mutual evaluation report of Mongolia was heard.", "mutual evaluation report of Mongolia"),
        ("The minister signed an order on 3 May 2021.", "order"),
        ('He presented the book of the Minister of Justice, Colonel Petrov R.K. "Roads of Silk", in Riga.', "Roads of Silk"),
    ],
)  # fmt: skip
def test_documents_are_mentioned(text: str, mention: str) -> None:
    assert any(mention in one for one in told(text, Kind.DOCUMENT)), told(text, Kind.DOCUMENT)


@pytest.mark.parametrize(
    "text",
    [
        "The sides reached an agreement.",
        "In agreement with the host, the day was changed.",
        "An agreement was reached to meet again.",
        "They came in order to learn.",
        "The provisions of the convention were explained.",
        "Law enforcement officers came.",
    ],
)
def test_what_only_sounds_like_a_document_is_none(text: str) -> None:
    found = {mention for one in told(text, Kind.DOCUMENT) for mention in one}
    assert found <= {"convention"}


def test_a_document_is_taken_up_again_without_a_second_one() -> None:
    text = "Italy and Latvia signed a cooperation agreement. The agreement gives access to data. The Agreement is in force."
    assert len(told(text, Kind.DOCUMENT)) == 1


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        ("The UNODC project ABCX77 trains officers.", "UNODC project ABCX77"),
        ("The UNODC project ABCX77 trains officers.", "ABCX77"),
        ("The ORIOLE project trains officers.", "ORIOLE project"),
        ("The GLO/X99 project trains officers.", "GLO/X99 project"),
        ("INTERPOL's Project ORIOLE trains officers.", "Project ORIOLE"),
        ("The OSCE project “Safer Roads” trains officers.", "Safer Roads"),
        ("The EU-funded “Safer Roads” project trains officers.", "Safer Roads"),
        ("The Patrol and Leadership project of the OSCE trains officers.", "Patrol and Leadership project"),
        ("Component 4 of BOMCA 9 deals with trade.", "Component 4 of BOMCA 9"),
        ("Sub-programme 2 of the UNODC Programme for Central Asia began.", "Sub-programme 2 of the UNODC Programme for Central Asia"),
        ("BOMCA 12 is being prepared.", "BOMCA 12"),
        ("The UNODC initiative on maritime trade began.", "UNODC initiative on maritime trade"),
        ("The border security programme of the OSCE began.", "border security programme"),
        ("They approved a road map for 2030.", "road map for 2030"),
    ],
)  # fmt: skip
def test_programmes_are_mentioned(text: str, mention: str) -> None:
    assert any(mention in one for one in told(text, Kind.PROGRAMME)), told(text, Kind.PROGRAMME)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The Border Management Programme in Central Asia (BOMCA 10) began.", 1),
        ("The sixth phase of the Central Asia Drug Action Programme (CADAP 6) began.", 2),
        ("The Paris Pact Programme of UNODC began. The Paris Pact is known.", 1),
        ("The UNODC Regional Project ABCX77 began. The ABCX77 Project Coordinator spoke.", 1),
        ("In the program of the meeting there were speeches.", 0),
        ("It was done at the initiative of UNODC.", 0),
    ],
)
def test_programmes_are_counted_once(text: str, count: int) -> None:
    assert len(told(text, Kind.PROGRAMME)) == count, told(text, Kind.PROGRAMME)


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("Acetyl chloride, cannabis resin and synthetic drugs were found.", {"Acetyl chloride", "cannabis resin", "synthetic drugs"}),
        ("Narcotic, psychotropic and potent substances were found.", {"Narcotic, psychotropic and potent substances"}),
        ("The Department on Narcotics Control spoke.", set()),
        ("The counter-narcotics unit and the precursor unit spoke.", set()),
        ("The Centre for combating illicit trafficking of narcotic drugs, psychotropic substances and their precursors spoke.", set()),
        ("The workshop “New Psychoactive Substances: Trends” was held.", {"New Psychoactive Substances"}),
    ],
)  # fmt: skip
def test_substances_are_mentioned_outside_names_alone(text: str, mentions: set[str]) -> None:
    assert {mention for one in told(text, Kind.SUBSTANCE) for mention in one} == mentions


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("A course was held in Osh in May. The next one will be held in Baku in June.", 2),
        ("A course was held in Osh in May. It was the first one of its kind.", 1),
        ("Operation “Snow Hawk 2031” took place in May. Snow Hawk 2029 had brought less.", 2),
        ("The operation under the code name SNOW HAWK took place in May. SNOW HAWK lasted a week.", 1),
        ("SNOW HAWK, the joint operation of two states, took place in May.", 1),
        ("He used his stay in Osh for talks with Minister Anna Berg.", 1),
        ("On May 13 forty-second session of the Council took place in Baku.", 1),
        ("A field exercise was held in Osh. Graduation followed on 18 May.", 2),
        ("Anna Berg is Senior Training Assistant of the OSCE.", 0),
    ],
)
def test_editions_and_talks_are_events_of_their_own(text: str, count: int) -> None:
    assert len(told(text)) == count


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("He lives near Termez and works in The Hague.", Kind.PLACE, [{"Termez"}, {"Hague"}]),
        ("The lorry stood on the Uzbek-Afghan border.", Kind.PLACE, [{"Uzbek-Afghan border"}]),
        ("The exercise Osh-Shield-2031 was held in May.", Kind.PLACE, []),
        ("The parties signed a Plan of Action for two years.", Kind.DOCUMENT, [{"Plan of Action"}]),
        ("The EU funds the project iSHIELD-3 in Osh.", Kind.PROGRAMME, [{"project iSHIELD-3", "iSHIELD-3"}]),
    ],
)
def test_places_papers_and_projects(text: str, kind: Kind, expected: list[set[str]]) -> None:
    assert told(text, kind) == expected
