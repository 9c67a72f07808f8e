"""Who and what invented bulletins speak of: bodies, states and places of the authority files, and people and bodies with invented names."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, TypeVar

from caricc_graph import authority
from caricc_graph.model import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")
FIRST = date(2008, 1, 7)
DAYS = 6500
HUBS = (
    "caricc", "caricc", "caricc", "caricc", "unodc", "unodc", "eu", "interpol", "osce", "csto", "sco-rats", "gcc-cic", "selec",
    "unodc-roca", "incb", "cis-atc", "eag", "unoct", "icmpd", "dea",
)  # fmt: skip
SHORT = {
    "caricc": "CARICC", "unodc": "UNODC", "eu": "the European Union", "interpol": "INTERPOL", "osce": "the OSCE", "csto": "the CSTO",
    "sco-rats": "SCO RATS", "gcc-cic": "GCC-CIC", "selec": "SELEC", "unodc-roca": "UNODC ROCA", "incb": "INCB", "cis-atc": "CIS ATC",
    "eag": "EAG", "unoct": "UNOCT", "icmpd": "ICMPD", "dea": "DEA",
}  # fmt: skip
STATES = (
    "Kazakhstan", "Uzbekistan", "Tajikistan", "Kyrgyzstan", "Turkmenistan", "Russia", "Azerbaijan", "Afghanistan", "Armenia", "Belarus", "China",
    "Iran", "Pakistan", "Turkey", "Mongolia", "Georgia", "India", "Italy", "France", "Germany", "Japan", "Finland", "Norway", "Spain", "Latvia",
    "Poland", "Austria", "Romania", "Ukraine", "Moldova", "Qatar", "Oman", "Bahrain", "Canada", "Australia", "Sweden", "Hungary", "Estonia",
)  # fmt: skip
MALE = (
    "Anvar", "Bakhtiyor", "Daniyar", "Erlan", "Farrukh", "Gulom", "Habib", "Ilyas", "Jamshed", "Kamol", "Laziz", "Marat", "Nodir", "Olim", "Parviz",
    "Qodir", "Ravshan", "Samat", "Temur", "Ulan", "Vadim", "Yerbol", "Zafar", "Aidar", "Boris", "Dmitry", "Evgeny", "Fyodor", "Gennady", "Igor",
    "Kirill", "Leonid", "Maxim", "Nikolai", "Oleg", "Pavel", "Roman", "Sergei", "Timur", "Viktor",
)  # fmt: skip
FEMALE = (
    "Aigul", "Barno", "Dilnoza", "Elena", "Feruza", "Gulnara", "Irina", "Jamila", "Kamila", "Larisa", "Malika", "Nargiza", "Olga", "Parvina",
    "Raisa", "Saodat", "Tatiana", "Umida", "Vera", "Zarina",
)  # fmt: skip
ABROAD = (
    "Albert", "Bernard", "Dieter", "Francis", "Hugo", "Julian", "Lucas", "Nils", "Oscar", "Ralf", "Tomas", "Victor", "Werner", "Anton", "Gustav",
    "Henrik", "Jonas", "Konrad", "Martin", "Otto", "Peter", "Rudolf", "Stefan", "Thomas", "Ulrich", "Walter",
)  # fmt: skip
BEGINNINGS = (
    "Abdu", "Akhme", "Ali", "Arsla", "Aska", "Azi", "Bai", "Bala", "Beki", "Bori", "Chary", "Dade", "Dauly", "Ere", "Ergu", "Fazy", "Gali", "Ganie",
    "Hali", "Hami", "Ibra", "Isma", "Jali", "Juma", "Kali", "Kari", "Kasy", "Kholi", "Kudra", "Latyf", "Mama", "Mira", "Moldo", "Musa", "Naby",
    "Nazar", "Nia", "Nuri", "Orazo", "Osma", "Pula", "Rakhi", "Rasu", "Rusta", "Sadi", "Safa", "Saidu", "Sali", "Shari", "Suley", "Tagi", "Tashma",
    "Tokta", "Turgu", "Umar", "Usma", "Vali", "Yaku", "Yuldo", "Zaki", "Zulfi", "Zhana", "Mukha", "Dosma", "Esen", "Sarba", "Ospa", "Kenzhe",
)  # fmt: skip
MIDDLES = (
    "",
    "bek",
    "gal",
    "kul",
    "lat",
    "man",
    "mur",
    "nar",
    "rik",
    "sho",
    "tur",
    "yar",
    "zhan",
    "dil",
    "min",
    "khan",
)
ENDINGS = ("nov", "mov", "rov", "liev", "zoda", "baev", "taev", "shev", "yev")
WESTERN = (
    "Berg",
    "Brand",
    "Falk",
    "Garde",
    "Hell",
    "Jans",
    "Kess",
    "Lind",
    "Mant",
    "Nord",
    "Ost",
    "Penn",
    "Quist",
    "Rein",
    "Sand",
    "Tell",
    "Voss",
    "Weil",
)
WESTERN_ENDINGS = (
    "er",
    "mann",
    "sen",
    "ström",
    "ini",
    "aux",
    "ley",
    "ford",
    "well",
    "sky",
    "etti",
    "holm",
    "stein",
    "dale",
)
REGIONS = (
    "Kar",
    "Sary",
    "Kok",
    "Ak",
    "Ulug",
    "Tal",
    "Zhar",
    "Besh",
    "Chil",
    "Dar",
    "Mur",
    "Nav",
    "Ord",
    "Pas",
    "Shar",
    "Turg",
    "Yang",
    "Zar",
    "Boz",
    "Kyz",
)
REGION_ENDINGS = (
    "abad",
    "tau",
    "kent",
    "dara",
    "bulak",
    "tepa",
    "kol",
    "say",
    "shan",
    "gul",
    "aryk",
    "zhal",
    "ota",
    "vat",
)
OFFICES = (
    "Department of Internal Affairs of the {} Region", "Customs Directorate of the {} Region", "Border Detachment of the {} District",
    "Anti-Drug Directorate of the {} Region", "Forensic Laboratory of the {} Region", "Training Centre of {}", "Drug Control Department of the {} Region",
    "Academy of {}", "Precursor Control Unit of the {} Region", "Research Institute of {}",
)  # fmt: skip
POSTS = ("Head", "Deputy Head", "Senior Inspector", "Chief Specialist", "Deputy Chief", "Analyst")
TOP = (
    "Director",
    "Deputy Director",
    "Head of the International Cooperation Unit",
    "Head of the Analytical Unit",
    "Liaison Officer",
)
RANKS = ("Colonel", "Major General", "Lieutenant Colonel", "Major", "Captain")


@dataclass(frozen=True, slots=True)
class Person:
    """A person with a post: `title` at `body`, held from `first` to `last`; `after` is who held it before."""

    given: str
    father: str
    surname: str
    title: str
    body: str
    first: date
    last: date
    rank: str = ""
    after: str = ""

    def full(self) -> str:
        """Return given name, patronymic and surname."""
        return " ".join(filter(None, (self.given, self.father, self.surname)))

    def short(self) -> str:
        """Return the name with an address, as a bulletin repeats it."""
        return f"{'Ms.' if self.given in FEMALE else 'Mr.'} {self.surname}"

    def initials(self) -> str:
        """Return initials and surname."""
        return f"{self.given[0]}.{f'{self.father[0]}.' if self.father else ''} {self.surname}"


class Chance:
    """Choices that one seed makes; the same on every machine and version of Python."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - it invents texts, it keeps no secret

    def below(self, number: int) -> int:
        """Return a whole number from 0 to one below `number`."""
        return int(self._random.random() * number)

    def one(self, of: Sequence[T]) -> T:
        """Return one of these."""
        return of[self.below(len(of))]

    def some(self, of: Sequence[T], number: int) -> list[T]:
        """Return at most `number` of these, each once."""
        return list(dict.fromkeys(self.one(of) for _ in range(number)))

    def early(self, of: Sequence[T]) -> T:
        """Return one of these, the first ones far more often than the last."""
        return of[int(len(of) * self._random.random() ** 3)]

    def happens(self, share: float) -> bool:
        """Tell whether what happens in this share of cases does so now."""
        return self._random.random() < share


class Cast:
    """Bodies, cities, programmes and the people who hold posts over the years."""

    def __init__(self, chance: Chance, *, size: int) -> None:
        entries = sorted(authority.load().entries.values(), key=lambda entry: (entry.file, entry.line, entry.id))
        self._chance = chance
        listed = [e for e in entries if e.line and not set(e.name) & set(",–&/")]
        self.hubs = HUBS
        self.names = {e.id: SHORT.get(e.id, _with_article(e.name)) for e in listed if e.kind is Kind.AGENCY}
        self.agencies = sorted(self.names)
        self.cities = [e.name for e in listed if e.kind is Kind.PLACE and e.type == "city"]
        self.programmes = [e.name for e in listed if e.kind is Kind.PROGRAMME and " " in e.name]
        self.substances = [e.name for e in listed if e.kind is Kind.SUBSTANCE and e.name not in {"drugs", "precursors"}]
        self.programmes += [self._programme() for _ in range(size // 10)]
        self.offices = [self._office() for _ in range(size // 2)]
        self.posts = {body: self._holders(body, title) for body in self.agencies for title in TOP[:1]}
        for body in dict.fromkeys(HUBS):
            for title in TOP[1:]:
                self.posts[f"{body} {title}"] = self._holders(body, title)

    def body(self, share: float = 0.55) -> str:
        """Return the id of a body, one of the hubs in this share of cases."""
        return self._chance.one(HUBS) if self._chance.happens(share) else self._chance.early(self.agencies)

    def holder(self, body: str, day: date, *, title: str = "Director") -> Person:
        """Return who holds a post at a body on a day."""
        line = self.posts[body if title == "Director" else f"{body} {title}"]
        return next((one for one in line if one.first <= day <= one.last), line[-1])

    def stranger(self, day: date) -> Person:
        """Return a person who is named perhaps once: an officer of an invented office, or a guest from abroad."""
        chance = self._chance
        if chance.happens(0.3):
            return self._person("Expert", self.names[chance.early(self.agencies)], day, day, abroad=True)
        return self._person(chance.one(POSTS), f"the {chance.one(self.offices)}", day, day)

    def _holders(self, body: str, title: str) -> list[Person]:
        line: list[Person] = []
        begun = FIRST - timedelta(days=self._chance.below(900))
        while begun < FIRST + timedelta(days=DAYS):
            ended = begun + timedelta(days=500 + self._chance.below(1500))
            after = line[-1].full() if line else ""
            line.append(
                self._person(title, self.names[body], begun, ended, after=after, abroad=self._chance.happens(0.3))
            )
            begun = ended + timedelta(days=1)
        return line

    def _person(  # noqa: PLR0913 - as many parts has a person
        self, title: str, body: str, first: date, last: date, *, after: str = "", abroad: bool = False
    ) -> Person:
        chance = self._chance
        if abroad:
            surname = chance.one(WESTERN) + chance.one(WESTERN_ENDINGS)
            return Person(chance.one(ABROAD), "", surname, title, body, first, last, "", after)
        woman = chance.happens(0.2)
        ending = chance.one(ENDINGS)
        surname = chance.one(BEGINNINGS) + chance.one(MIDDLES) + ending
        father = chance.one(MALE)
        stem = father[:-1] if father.endswith(("y", "i")) else father
        if woman:
            surname += "a" if ending != "zoda" else ""
            return Person(chance.one(FEMALE), f"{stem}ovna", surname, title, body, first, last, "", after)
        rank = chance.one(RANKS) if chance.happens(0.5) else ""
        return Person(chance.one(MALE), f"{stem}ovich", surname, title, body, first, last, rank, after)

    def _office(self) -> str:
        chance = self._chance
        return chance.one(OFFICES).format(chance.one(REGIONS) + chance.one(REGION_ENDINGS))

    def _programme(self) -> str:
        chance = self._chance
        word = chance.one(
            ("Amber", "Silver", "Steppe", "Caspian", "Granite", "Cedar", "Falcon", "Saffron", "Juniper", "Cobalt")
        )
        other = chance.one(
            ("Bridge", "Gate", "Shield", "Path", "Horizon", "Anchor", "Compass", "Lantern", "Harbour", "Summit")
        )
        return f'Project "{word} {other} {chance.below(60) + 1}"'


def _with_article(name: str) -> str:
    return (
        f"the {name}"
        if " of " in name
        or " for " in name
        or name.rsplit(maxsplit=1)[-1] in {"Service", "Committee", "Agency", "Police"}
        else name
    )
