from __future__ import annotations

import re
from functools import cache

import pytest
from hypothesis import example, given, settings
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # orders of names, honorifics and ranks
        ("H.E. Mr. Sodiq Imomi, Minister of Finance of Tajikistan, spoke.", "Sodiq Imomi holdsPost Tajikistan (Minister of Finance)"),
        ("The guests met Park Sun-hee, Director General of the Korea Customs Service.", "Park Sun-hee holdsPost Korea Customs Service (Director General)"),
        ("Colonel of Justice Asanov N.B., Deputy Chairman of the State Customs Service of Georgia, came.", "Asanov N.B. holdsPost State Customs Service of Georgia (Deputy Chairman)"),
        ("Brigadier Saud bin Ali Al-Balushi, Director of the Royal Oman Police, came.", "Saud bin Ali Al-Balushi holdsPost Royal Oman Police (Director)"),
        ("Lt. Col. Farrukh Islomov, analyst of CARICC, came.", "Farrukh Islomov holdsPost CARICC (analyst)"),
        ("Tolib Nazarovich Sharipov, Lieutenant Colonel, senior analyst of CARICC, came.", "Tolib Nazarovich Sharipov holdsPost CARICC (senior analyst)"),
        ("Mr. Jean-Pierre de la Tour, Attaché at the Embassy of France, came.", "Jean-Pierre de la Tour holdsPost Embassy of France (Attaché)"),
        ("J. van der Berg, Head of Interpol, came.", "J. van der Berg holdsPost Interpol (Head)"),
        # posts before and behind, of several people, of one person
        ("The Foreign Minister of Latvia, Anna Bērziņa, spoke.", "Anna Bērziņa holdsPost Latvia (Foreign Minister)"),
        ("Deputy Prosecutor General of Armenia Armen Davtyan came.", "Armen Davtyan holdsPost Armenia (Deputy Prosecutor General)"),
        ("CARICC Deputy Director Serik Nurlanov came.", "Serik Nurlanov holdsPost CARICC (Deputy Director)"),
        ("INTERPOL's Regional Director Olga Lind came.", "Olga Lind holdsPost INTERPOL (Regional Director)"),
        ("They received two Deputy Directors of Europol, Mr. A. Berg and Ms. C. Dahl.", "C. Dahl holdsPost Europol (Deputy Director)"),
        ("Ivan Petrov, Adviser/Head of the Legal Department of CARICC, came.", "Ivan Petrov holdsPost Legal Department of CARICC (Adviser/Head)"),
        ("Anna Berg, Deputy Chairwoman and Secretary of the Council of Europe, came.", "Anna Berg holdsPost Council of Europe (Deputy Chairwoman and Secretary)"),
        ("Raimonds Kalns, Deputy EU Ambassador to Georgia, came.", "Raimonds Kalns holdsPost EU (Deputy Ambassador to Georgia)"),
        ("Turkish Ambassador Ufuk Aydin came.", "Ufuk Aydin holdsPost turkey (Ambassador)"),
        ("Dovran Orazov, Minister of Labour, Trade and Tourism of Turkmenistan, came.", "Dovran Orazov holdsPost Turkmenistan (Minister of Labour, Trade and Tourism)"),
        ("Gulnara Sadykova, Special Representative of the Secretary-General, spoke.", "Gulnara Sadykova holdsPost un (Special Representative of the Secretary-General)"),
        ("Pavel Orlov, Deputy Chief of Mission of Canada, came.", "Pavel Orlov holdsPost Canada (Deputy Chief of Mission)"),
        # posts told by a verb
        ("Volker Braun, a German lawyer, has been appointed Head of the OSCE Secretariat.", "Volker Braun holdsPost OSCE Secretariat (Head)"),
        ("Olim Karimov, who directs the World Bank, spoke.", "Olim Karimov holdsPost World Bank (Director)"),
        ("Ms. Lind joined Europol. In 2020 she was elected Chair of Eurojust.", "Lind holdsPost Eurojust (Chair)"),
        ("Habib Nazarov was relieved of the post of Director of CARICC.", "Habib Nazarov holdsPost CARICC (Director)"),
        # posts whose body is understood
        ("A delegation of INTERPOL headed by its Director, Colonel Lars Holm, came.", "Lars Holm holdsPost INTERPOL (Director)"),
        ("A delegation from Georgia was headed by Deputy Minister of Interior Zurab Beridze.", "Zurab Beridze holdsPost Georgia (Deputy Minister of Interior)"),
        ("CARICC was thanked. The Director of the Centre Makhmud Aliev spoke.", "Makhmud Aliev holdsPost CARICC (Director)"),
        ("Speakers were Nodir Yusupov (Head of Department, Ministry of Health of Latvia) and others.", "Nodir Yusupov holdsPost Ministry of Health of Latvia (Head of Department)"),
        ("The Head of Europol's Drugs Unit, Mr. Karl Lind, spoke.", "Karl Lind holdsPost Drugs Unit (Head)"),
        ("They met A. Ozols, Minister of Justice, and B. Kalns, Minister of Defence, of the Republic of Latvia.", "A. Ozols holdsPost Republic of Latvia (Minister of Justice)"),
        ("CARICC Director Ivan Orlov spoke. INTERPOL was thanked. Deputy Director Karl Lind spoke.", "Karl Lind holdsPost CARICC (Deputy Director)"),
        ("Europol was thanked. Agency head Anna Berg spoke.", "Anna Berg holdsPost Europol (head)"),
        ("Director Anna Berg of Europol spoke.", "Anna Berg holdsPost Europol (Director)"),
        ("Ivan Petrov, consultant to Europol, spoke.", "Ivan Petrov holdsPost Europol (consultant)"),
        ("Europol, whose analyst Ms. Anna Berg came, was thanked.", "Anna Berg holdsPost Europol (analyst)"),
        ("Anna Berg, who runs Europol, spoke.", "Anna Berg holdsPost Europol (Head)"),
        ("The Ministry of Justice of Latvia met. Anna Berg, Minister of Justice of Latvia, spoke.", "Anna Berg holdsPost Ministry of Justice of Latvia (Minister of Justice)"),
        ("The Border Agency (BAX) of Latvia met. The Dog Unit of the BAX came.", "Dog Unit of the BAX unitOf Border Agency"),
        # no post, but a body or state
        ("Lectures were given by Elena Tomchuk (MIA of Ukraine).", "Elena Tomchuk represents MIA of Ukraine"),
        ("The chair was taken by Mr. Dovran Khalbaev (Turkmenistan).", "Dovran Khalbaev represents Turkmenistan"),
        ("Trainers were Karl Lind, Europol; Anna Berg, Interpol; and others.", "Anna Berg represents Interpol"),
        ("Mr. Karlis Ozols, a representative of Latvia, spoke.", "Karlis Ozols represents Latvia"),
        ("Mr. Karlis Ozols, OSCE Representative, spoke.", "Karlis Ozols holdsPost OSCE (Representative)"),
        # bodies in bodies, beside bodies, behind lists
        ("The Drug Department of the Ministry of Interior of Latvia came.", "Ministry of Interior of Latvia unitOf Latvia"),
        ("The Drug Department of the Ministry of Interior of Latvia came.", "Drug Department of the Ministry of Interior of Latvia unitOf Ministry of Interior of Latvia"),
        ("The General Inspectorate (GI) of the Police of Moldova came.", "General Inspectorate unitOf Police of Moldova"),
        ("The Ministry of Justice, the Border Service and the Customs Service of Latvia came.", "Border Service unitOf Latvia"),
        ("The Interior Ministries of Latvia and Estonia signed it.", "Interior Ministries of Latvia and Estonia unitOf Estonia"),
        ("The Ministries of Internal and Foreign Affairs of Georgia came.", "Ministries of Internal and Foreign Affairs of Georgia unitOf Georgia"),
        ("Germany's Customs Office was thanked.", "Germany's Customs Office unitOf Germany"),
        ("The National Drugs Bureau (Poland) was thanked.", "National Drugs Bureau unitOf Poland"),
        ("Europol opened its Operations Department.", "Operations Department unitOf Europol"),
        ("The Customs Agency under the Government of Georgia came.", "Customs Agency under the Government of Georgia unitOf Georgia"),
        ("The counter-narcotics department of the Ministry of Interior of Latvia came.", "counter-narcotics department of the Ministry of Interior of Latvia unitOf Ministry of Interior of Latvia"),
        ("The Training Unit at the OSCE Secretariat was thanked.", "Training Unit at the OSCE Secretariat unitOf OSCE Secretariat"),
        ("The Central Directorate of Latvia on combating drugs was thanked.", "Central Directorate of Latvia unitOf Latvia"),
    ],
)  # fmt: skip
def test_who_is_what_where(text: str, expected: str) -> None:
    lines = told(text)
    assert expected in lines


@pytest.mark.parametrize(
    ("text", "never"),
    [
        # one person's post is not the next one's
        ("Anna Berg, Head of Europol, Ivan Petrov, Head of Interpol, came.", "Ivan Petrov holdsPost Europol"),
        ("Legal adviser to the Minister, Olga Lind, Director of Europol, came.", "Olga Lind holdsPost Latvia"),
        ("The Ambassador of Canada, Olga Lind, Ivan Petrov, Head of Interpol, came.", "Ivan Petrov holdsPost Canada"),
        # where a body sits, or what a name only describes, is not above it
        ("The OSCE Programme Office in Bishkek was thanked.", "unitOf Kyrgyzstan"),
        ("The Council of Ministers of the CIS member states met.", "unitOf CIS"),
        ("The Bureau for Coordinating the Fight on the Territories of the CIS member states met.", "unitOf CIS"),
        ("The Steering Board of the EU-funded project met.", "unitOf EU"),
    ],
)
def test_who_is_not_what_where(text: str, never: str) -> None:
    lines = told(text)
    assert not any(never in line for line in lines)


@pytest.mark.parametrize(
    "text",
    [
        "Ivan Petrov, former Head of Europol, came.",
        "Mr. Ivan Petrov had worked at the Centre for many years, then as Head of Europol.",
    ],
)
def test_a_former_post_is_told_as_such(text: str) -> None:
    posts = [c for c in extracted(text).claims if c.predicate == "holdsPost"]
    assert [dict(claim.qualifiers) for claim in posts] == [{"post": "Head", "role": "former"}]


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("The Ministry of Labour, Trade and Tourism of Latvia came.", Kind.AGENCY, {"Ministry of Labour, Trade and Tourism of Latvia"}),
        ("Officers of the General Directorate of Customs came.", Kind.AGENCY, {"General Directorate of Customs"}),
        ("The committee met at OSCE Headquarters.", Kind.AGENCY, {"OSCE Headquarters"}),
        ("Anna Berg is State Secretary of the Ministry of Justice.", Kind.OFFICIAL, {"Anna Berg"}),
        ("The ministers of several ministries and Law Enforcement Agencies met.", Kind.AGENCY, set()),
        ("The Parties, the Member States and the Steering Group met.", Kind.AGENCY, set()),
        ("The case was led by Merrick B. Garland.", Kind.OFFICIAL, {"Merrick B. Garland"}),
        ("Karimov A. and Dr Nayef Falah M. Al-Hajraf came.", Kind.OFFICIAL, {"Karimov A.", "Nayef Falah M. Al-Hajraf"}),
        ("The Academy named after M. Esbulatov was thanked.", Kind.OFFICIAL, set()),
        ("Rahimov R.Kh. (Rahmonali Rahimov) came.", Kind.OFFICIAL, {"Rahimov R.Kh.", "Rahmonali Rahimov"}),
        ("The post in the Qwerty region was opened.", Kind.PLACE, {"Qwerty region"}),
        ("The U.S. Department of Labor was thanked.", Kind.OFFICIAL, set()),
        ("The Prague Process was thanked.", Kind.PLACE, set()),
        ("Dubai Police was thanked.", Kind.PLACE, {"Dubai"}),
        ("The Anti-Narcotics Unit of the Police of Latvia came.", Kind.SUBSTANCE, set()),
        ("Anna Berg added: “This Centre will help bodies.”", Kind.AGENCY, set()),
        ("National Bureau of Investigation of Albania came.", Kind.AGENCY, {"National Bureau of Investigation of Albania"}),
        ("International organizations came.", Kind.AGENCY, set()),
        ("The Embassies of Italy and France in Latvia came.", Kind.AGENCY, {"Embassies of Italy", "Embassies of Italy and France", "Embassy of Italy", "Embassy of France"}),
        ("Sakr said: “Not only did this course help.”", Kind.EVENT, set()),
    ],
)  # fmt: skip
def test_names_and_no_names(text: str, kind: Kind, expected: set[str]) -> None:
    assert named(text, kind) == expected


def test_a_name_without_its_owner_is_taken_up_again() -> None:
    found = extracted("The Executive Board of the World Bank met. The Executive Board adopted a plan.").referents
    boards = [referent for referent in found if any("Board" in name for name in referent.names)]
    assert [set(board.names) for board in boards] == [{"Executive Board of the World Bank", "Executive Board"}]


def test_a_state_behind_a_list_tells_whose_its_bodies_are() -> None:
    found = extracted("The Ministry of Internal Affairs and the State Customs Committee of Uzbekistan came.").referents
    assert {r.authority for r in found if r.kind is Kind.AGENCY} == {"uz-mia", "uz-customs"}


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


@pytest.mark.parametrize(
    "items",
    [
        "- Customs Committee of Belarus\n\n- Border Police of Moldova\n\n- INTERPOL",
        "1. Customs Committee of Belarus;\n\n2. Border Police of Moldova;\n\n3. INTERPOL.",
        "a) Customs Committee of Belarus;\n\nb) Border Police of Moldova;\n\nc) INTERPOL.",
        "Customs Committee of Belarus;\n\nBorder Police of Moldova;\n\nINTERPOL.",
        "Customs Committee of Belarus\n\nBorder Police of Moldova\n\nINTERPOL",
    ],
)
def test_items_of_a_list_over_several_paragraphs_take_part(items: str) -> None:
    lines = told(f"A seminar took place in Osh. It was attended by:\n\n{items}\n\nMr. Anvar Karimov visited Tashkent.")
    attending = {line for line in lines if " attends " in line}
    bodies = ("Customs Committee of Belarus", "Border Police of Moldova", "INTERPOL")
    assert attending - {"Anvar Karimov attends visit"} == {f"{body} attends seminar" for body in bodies}


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


def test_who_chaired_and_took_part_is_said_to_attend_by_the_sentence_that_says_he_took_part() -> None:
    text = "The meeting was held in Osh under the chairmanship of Azerbaijan. Azerbaijan and Georgia took part in the meeting."
    extraction = extracted(text)
    azerbaijan = next(one.id for one in extraction.referents if one.name == "Azerbaijan")
    quotes = {one.predicate.value: one.evidence.quote for one in extraction.claims if one.subject == azerbaijan}
    assert "took part" in quotes["attends"]
    assert "chairmanship" in quotes["chairs"]


def test_the_days_that_an_event_lasted_rest_on_the_sentence_of_each() -> None:
    extraction = extracted("The course began on 3 May 2021 in Osh. It was useful. The course ended on 7 May 2021.")
    days = {(one.object, one.evidence.quote) for one in extraction.claims if one.predicate.value == "heldOn"}
    lasted = "2021-05-03/2021-05-07"
    assert days == {(lasted, "The course began on 3 May 2021"), (lasted, "The course ended on 7 May 2021")}


def test_quotes_stand_where_they_say_in_all_sample_bulletins() -> None:
    bulletins = read([SAMPLE]).bulletins
    assert len(bulletins) == 80
    for bulletin in bulletins:
        invariant(bulletin, extractor().extract(bulletin))


@pytest.mark.skipif(not SEED.exists(), reason="the first page of real input is not part of the project")
def test_quotes_stand_where_they_say_on_the_first_page() -> None:
    bulletins = read([SEED]).bulletins
    assert len(bulletins) == 8
    for bulletin in bulletins:
        invariant(bulletin, extractor().extract(bulletin))


SENTENCES = sorted(
    {sentence for bulletin in read([SAMPLE]).bulletins for sentence in re.split(r"(?<=[.;:])\s+", bulletin.text)}
)
GLUE = [
    "including",
    ":",
    "(",
    ")",
    ",",
    ";",
    "and",
    "or",
    "as",
    "well",
    "of",
    "the",
    "for",
    "in",
    "with",
    "by",
    "which",
    "who",
    "that",
    "whose",
    "members",
    "states",
    "experts",
    "of",
    "both",
    "among",
    "headed",
    "led",
    "–",
    "“",
    "”",
]


@given(
    st.sampled_from(SENTENCES), st.sampled_from(SENTENCES), st.sampled_from(["", *GLUE]), st.integers(0), st.integers(0)
)
@example("Officers of Osh took part in a", "seminar", "", 7, 0)
@example("experts in including states,", "representatives", "including", 9, 0)
@example("Certificates were given at the ceremony", "presentation", "", 5, 0)
@example("and notes expires. Mirzaev,", "whose term on", "that", 3, 0)
@example("(Anna Berg) from UNODC, among them the donor,", "attended the conference", "", 8, 0)
@settings(max_examples=400)
def test_sentences_cut_anywhere_and_joined_are_extracted(one: str, other: str, glue: str, end: int, begin: int) -> None:
    before, behind = one.split(), other.split()
    text = " ".join([*before[: end % (len(before) + 1)], glue, *behind[begin % len(behind) :]]).strip()
    bulletin = Bulletin(content_id(text), text, None, "2021-06-01", ())
    invariant(bulletin, extractor().extract(bulletin))


PIECES = [
    "CARICC", "the Director of", "Mr.", "I. Petrov", "was held in", "Almaty", "on 3 May 2021", "a meeting", "the operation", "“Grey Fox”", "(", ")", ",", ".", "and", "UNODC",
    "Kazakhstan", "seized", "12,5 kg of", "heroin", "by", "between", "signed", "the Agreement on", "will", "not", "thanked", "which", "\n\n", "—", "“", "”", "the Center", "%", "2020",
    "member states of", "are", "H.E.", "Е. Язлыев", "𝔘", "é", "…", "from", "to", "of the", "-", "/", "attended by", "Minister of Interior", "BOMCA 10", "phase",
]  # fmt: skip


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=40))
@settings(max_examples=150)
def test_quotes_stand_where_they_say_in_any_text(pieces: list[str]) -> None:
    text = " ".join(pieces)
    bulletin = Bulletin(content_id(text), text, None, None, ())
    invariant(bulletin, extractor().extract(bulletin))


PHRASES = [
    "A seminar was held in", "was attended by representatives of", "which was opened by", "between the Director of", "took part in", "will be held", "did not attend",
    "was appointed", "succeeded", "signed the Memorandum of Understanding with", "is funded by", "jointly with", "on the sidelines of", "under the chairmanship of", "including",
    "as well as", "and", "or", "if", "that", "who", "of the", "member states of", "observer status at", "more than", "compared with", "the same period of", "from 3 to 5 May 2021",
    "31.12.2021", "in 2021/22", "1,234.56 kg of", "12,5%", "0", "-1", "No. 7", "1st", "XXIV", "7th phase of",
    "CARICC", "UNODC", "the State Customs Service of Georgia", "Ms. Anna Berg", "A. Petrov", "Major General", "H.E. Mr.", "Tashkent", "Osh", "Kyrgyz", "BOMCA", "heroin",
    "Operation “Falcon”", "Министерство", "Ñandú", "(", ")", "[", "]", "{", "<", ">", "“", "”", "«", "»", '"', "'", "’s", "…", ",", ";", ":", ".", "?", "!", "–", "/", "&", "*", "•",
    "\n", "\n\n", "\r\n", "\t", "\u00a0", "\u200b", "\ufeff", "\u2028", "\x00", "e\u0301", "🙂",
]  # fmt: skip


@given(st.lists(st.tuples(st.sampled_from(PHRASES), st.sampled_from(["", " ", " ", " ", "\n"])), max_size=60))
@settings(max_examples=100)
def test_text_glued_together_at_random_is_extracted(pieces: list[tuple[str, str]]) -> None:
    text = "".join(words + gap for words, gap in pieces)
    bulletin = Bulletin(content_id(text), text, "A seminar (", "2021-06-01", ())
    invariant(bulletin, extractor().extract(bulletin))
