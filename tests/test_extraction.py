from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caricc_graph.authority import load
from caricc_graph.corpus import read
from caricc_graph.extraction import Extractor
from caricc_graph.model import Bulletin, Extraction, Kind, content_id
from conftest import SAMPLE, SEED


@cache
def extractor() -> Extractor:
    return Extractor(load())


def extracted(text: str, published: str | None = None) -> Extraction:
    return extractor().extract(Bulletin(content_id(text), text, None, published, ()))


def told(text: str, published: str | None = None) -> set[str]:
    """Return the claims of a text as lines: subject, predicate, object, and what is not asserted or is denied."""
    extraction = extracted(text, published)
    names = {referent.id: referent.name for referent in extraction.referents}
    lines = set()
    for claim in extraction.claims:
        words = [names[claim.subject], claim.predicate.value, names.get(claim.object, claim.object)]
        post = dict(claim.qualifiers).get("post")
        words += [f"({post})"] if post else []
        if claim.quantity:
            words.append(" ".join(filter(None, (claim.quantity.comparator, claim.quantity.value, claim.quantity.unit))))
        words += [claim.modality.value] if claim.modality != "asserted" else []
        words += ["denied"] if claim.negated else []
        lines.add(" ".join(words))
    return lines


def named(text: str, kind: Kind) -> set[str]:
    return {name for referent in extracted(text).referents if referent.kind is kind for name in referent.names}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # posts and people
        ("Mr. Ivan Petrov, Director of CARICC, opened the day.", "Ivan Petrov holdsPost CARICC (Director)"),
        ("The Director of CARICC Major General of Militia I. Petrov spoke.", "I. Petrov holdsPost CARICC (Director)"),
        ("Anna Berg, who was recently elected Head of INTERPOL, came.", "Anna Berg holdsPost INTERPOL (Head)"),
        ("It was attended by Anna Berg from the Ministry of Justice of Latvia.", "Anna Berg represents Ministry of Justice of Latvia"),
        ("Colonel Ivan Petrov, who heads INTERPOL, came.", "Ivan Petrov holdsPost INTERPOL (Head)"),
        # what a name says of itself
        ("The Border Guard Service of Mongolia was thanked.", "Border Guard Service of Mongolia unitOf Mongolia"),
        # events
        ("On 3 May 2021 a seminar was held in Bishkek.", "seminar heldOn 2021-05-03"),
        ("On 3 May 2021 a seminar was held in Bishkek.", "seminar heldAt Bishkek"),
        ("In Dushanbe on 3 May 2021 UNODC organized a seminar.", "UNODC organizes seminar"),
        ("A workshop was organized by UNODC together with the OSCE in May 2021.", "OSCE organizes workshop"),
        ("From 3 to 5 May 2021 a training course was conducted by UNODC.", "training course heldOn 2021-05-03/2021-05-05"),
        ("A meeting was held in Astana. It was attended by delegations of Italy, France and the OSCE.", "France attends meeting"),
        ("A conference took place. Ms. Anna Berg, Head of INTERPOL, made a presentation.", "Anna Berg speaksAt conference"),
        ("A conference took place. It was chaired by Ms. Anna Berg.", "Anna Berg chairs conference"),
        ("A seminar was held in Osh with the financial support of Japan.", "Japan funds seminar"),
        ("A seminar was held in Osh with the close support of the OSCE.", "OSCE supports seminar"),
        # operations, amounts
        ('The operation "Grey Fox" was carried out. More than 1,200 kg of hashish were seized.', "Grey Fox seizes hashish > 1200 kg"),
        ("An international operation was coordinated by CARICC.", "CARICC coordinates international operation"),
        ("Officers of the Customs Service of Georgia seized 2 kg and 50 grams of heroin.", "Customs Service of Georgia seizes heroin = 2.05 kg"),
        ("According to UNODC seizures of heroin grew by 12.5% in 2020 compared to 2019.", "UNODC reports heroin change% 12.5 %"),
        # members, documents
        ("The member states of the OSCE are Italy, France and Latvia.", "Latvia memberOf OSCE"),
        ("Observer status at CARICC was granted to Italy.", "Italy observerOf CARICC"),
        ("Italy and France signed the Agreement on Border Ports.", "France signs Agreement on Border Ports"),
        # modality
        ("In June 2030 a conference will be held in Astana.", "conference heldAt Astana planned"),
        ("Latvia is interested in obtaining observer status at CARICC.", "Latvia observerOf CARICC recommended"),
        ("Ms. Anna Berg was nominated by Latvia.", "Latvia appoints Anna Berg recommended"),
        ("Mr. Petrov thanked the OSCE for its support to CARICC.", "OSCE supports CARICC quoted"),
        ("Latvia is not an observer of CARICC.", "Latvia observerOf CARICC denied"),
        # the body that is spoken of
        ("CARICC was founded in Almaty. The Center cooperates with INTERPOL.", "CARICC cooperatesWith INTERPOL"),
        # money, means, signatures, offices
        ("The seminar was paid for by Norway and Latvia.", "Norway funds seminar"),
        ("A seminar was held in Osh. Norway bore the travel costs.", "Norway funds seminar"),
        ("A seminar was held in Osh. The money came from Norway.", "Norway funds seminar"),
        ("A seminar was held in Osh. INTERPOL provided interpreters.", "INTERPOL supports seminar"),
        ("A seminar was held in Osh, with INTERPOL lending two experts.", "INTERPOL supports seminar"),
        ("UNODC convened the seminar side by side with INTERPOL.", "INTERPOL organizes seminar"),
        ("Mr. Ivan Petrov put his signature under the Protocol of the meeting.", "Ivan Petrov signs Protocol of the meeting"),
        ("The operation “Net” was carried out in May. Its coordination rested with CARICC.", "CARICC coordinates Net"),
        ("Of the observers of CARICC there arrived Latvia and Norway.", "Norway observerOf CARICC"),
        ("Latvia and Norway attended the seminar as observers of CARICC.", "Latvia observerOf CARICC"),
        ("UNODC and CARICC have worked together since 2010.", "UNODC cooperatesWith CARICC"),
        ("Mr. Ivan Petrov, who took over from Ms. Anna Berg, spoke.", "Ivan Petrov succeeds Anna Berg"),
        ("CARICC trained officers of Latvia and Norway, all being its members.", "Norway memberOf CARICC"),
        ("CARICC adopted the report “Ways of Heroin”, which Ms. Anna Berg had drawn up.", "Anna Berg authorOf Ways of Heroin"),
    ],
)  # fmt: skip
def test_a_way_of_speaking(text: str, expected: str) -> None:
    lines = told(text)
    assert expected in lines


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("In June 2030 a conference will be held in Astana by UNODC.", "asserted"),
        ("CARICC was recommended to organize a seminar in Osh.", "organizes"),
        ("If the OSCE supports the seminar, it will be held in Osh.", "supports"),
        ("A memorandum between CARICC and INTERPOL is being negotiated.", "signs"),
        ("The question about entry of Mongolia into CARICC was put off.", "memberOf"),
    ],
)
def test_what_is_not_fact_is_never_asserted(text: str, never: str) -> None:
    events = {"heldOn", "heldAt", "organizes", "supports", "attends", never}
    asserted = {c.predicate.value for c in extracted(text).claims if c.modality == "asserted" and not c.negated}
    assert not asserted & events


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        (
            "Officers of the State Border Service of Georgia (SBS) came. SBS was thanked.",
            Kind.AGENCY,
            "State Border Service of Georgia",
        ),
        ("The Director of the agency Zafar Samad Aliev spoke.", Kind.PLACE, None),
        ("They met in Almaty.", Kind.PLACE, "Almaty"),
        ("BERN, Switzerland, 3 May 2021 – The OSCE held a seminar.", Kind.EVENT, "seminar"),
        ("A course on the search of vehicles by videoconference was held.", Kind.EVENT, "course"),
        ("The Member States and the Parties agreed.", Kind.AGENCY, None),
    ],
)
def test_names(text: str, kind: Kind, expected: str | None) -> None:
    found = named(text, kind)
    assert expected in found if expected else not found


def test_a_dateline_holds_no_party() -> None:
    assert not any(
        line.startswith("Switzerland") for line in told("BERN, Switzerland, 3 May 2021 – UNODC hosted a seminar.")
    )


def test_parts_lead_to_their_total() -> None:
    extraction = extracted(
        'The operation "Grey Fox" was held. More than 90 kg of drugs were seized, including 60 kg of hashish and 20 kg of heroin, as well as 5 kg of precursors.'
    )
    by_amount = {claim.quantity.value: claim for claim in extraction.claims if claim.quantity}
    total = by_amount["90"].id
    assert {amount: dict(claim.qualifiers).get("total") for amount, claim in by_amount.items()} == {
        "90": None, "60": total, "20": total, "5": None,
    }  # fmt: skip


def test_the_same_bulletin_gives_the_same_extraction() -> None:
    text = "On 3 May 2021 a seminar was held in Bishkek by UNODC and the OSCE."
    assert extracted(text) == Extractor(load()).extract(Bulletin(content_id(text), text, None, None, ()))


def invariant(bulletin: Bulletin, extraction: Extraction) -> None:
    for claim in extraction.claims:
        evidence = claim.evidence
        assert bulletin.text[evidence.start : evidence.end] == evidence.quote != ""
        assert evidence.sentence_start <= evidence.start < evidence.end <= evidence.sentence_end
    for mention in extraction.mentions:
        assert bulletin.text[mention.start : mention.end] == mention.text != ""


def test_quotes_stand_where_they_say_in_all_sample_bulletins() -> None:
    bulletins = read([SAMPLE]).bulletins
    assert len(bulletins) == 80
    for bulletin in bulletins:
        invariant(bulletin, extractor().extract(bulletin))


@pytest.mark.skipif(not SEED.exists(), reason="the first page of real input is not part of the project")
def test_quotes_stand_where_they_say_on_the_first_page() -> None:
    for bulletin in read([SEED]).bulletins:
        invariant(bulletin, extractor().extract(bulletin))


PIECES = [
    "CARICC", "the Director of", "Mr.", "I. Petrov", "was held in", "Almaty", "on 3 May 2021", "a meeting", "the operation", "“Grey Fox”", "(", ")", ",", ".", "and", "UNODC",
    "Kazakhstan", "seized", "12,5 kg of", "heroin", "by", "between", "signed", "the Agreement on", "will", "not", "thanked", "which", "\n\n", "—", "“", "”", "the Center", "%", "2020",
    "member states of", "are", "H.E.", "Е. Язлыев", "𝔘", "é", "…", "from", "to", "of the", "-", "/", "attended by", "Minister of Interior", "BOMCA 10", "phase",
]  # fmt: skip


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=40))
@settings(max_examples=150, deadline=None)
def test_quotes_stand_where_they_say_in_any_text(pieces: list[str]) -> None:
    text = " ".join(pieces)
    bulletin = Bulletin(content_id(text), text, None, None, ())
    invariant(bulletin, extractor().extract(bulletin))
