"""Invented bulletins in the register of the sample data, as many as wanted and each time the same, as JSON Lines by publisher."""

from __future__ import annotations

import csv
import json
import sys
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from cast import DAYS, FIRST, STATES, Cast, Chance

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cast import Person

SEED = 4
PUBLISHERS = {
    "caricc": "caricc.example", "unodc": "unodc.example", "eu": "eu.example", "interpol": "interpol.example", "osce": "osce.example",
    "csto": "csto.example", "selec": "selec.example", "gcc-cic": "gcc.example", "press-agency": "press.example", "gazette": "gazette.example",
}  # fmt: skip
TOPICS = (
    "detection of precursors", "new psychoactive substances", "financial investigations", "border control", "forensic analysis of synthetic drugs",
    "controlled deliveries", "drug demand reduction", "trafficking on the Darknet", "container profiling", "risk analysis at airports",
    "the exchange of operational information", "dog handling", "money laundering", "witness protection", "analysis of seizures",
)  # fmt: skip
GATHERINGS = ("seminar", "workshop", "conference", "round table", "training course", "working meeting", "forum")
SERIES = (
    "REFLEX",
    "Channel-Patrol",
    "Substitution",
    "Ice Trail",
    "Black Poppy",
    "Steppe Wind",
    "Caspian Watch",
    "Silk Net",
    "High Pass",
    "Night Moth",
)
PLACED = ("the eastern border", "the airport", "a railway checkpoint", "a warehouse", "the northern highway")


@dataclass(frozen=True, slots=True)
class Occasion:
    """Something that bulletins tell of: a gathering or an operation with those who take part."""

    kind: str
    topic: str
    first: date
    last: date
    city: str
    organizer: str
    partner: str
    bodies: Sequence[str]
    states: Sequence[str]
    speakers: Sequence[Person]
    donor: str
    programme: str


@dataclass(frozen=True, slots=True)
class Text:
    """A bulletin before it has a publisher."""

    title: str
    day: date
    body: str


class Teller:
    """Makes texts: each method one kind of bulletin, in one of several wordings."""

    def __init__(self, cast: Cast, chance: Chance) -> None:
        self._cast = cast
        self._chance = chance

    def texts(self, day: date) -> Iterator[Text]:
        """Yield the texts that one day's occasion gives: mostly one, sometimes an announcement or another account too."""
        kinds = (
            self.gathering, self.gathering, self.gathering, self.meeting, self.meeting, self.visit, self.session, self.operation,
            self.seizure, self.appointment, self.agreement, self.programme, self.structure,
        )  # fmt: skip
        for text in self._chance.one(kinds)(day):
            yield (
                Text(text.title, text.day, f"{text.body}\n\n{self._besides(day)}")
                if self._chance.happens(0.6)
                else text
            )

    def gathering(self, day: date) -> Iterator[Text]:
        """Yield the report of a seminar or the like, now and then with its announcement and a second account."""
        chance, held = self._chance, self._occasion(day)
        if chance.happens(0.15):
            yield self._announced(held)
        yield self._reported(held)
        if chance.happens(0.15):
            yield self._told_again(held)

    def meeting(self, day: date) -> Iterator[Text]:
        """Yield a meeting of a body's head with a guest."""
        cast, chance = self._cast, self._chance
        one, other = self._two()
        host, guest = self._holder(one, day), chance.one((self._holder(other, day), cast.stranger(day)))
        city = chance.one(cast.cities)
        opening = chance.one((
            f"On {_day(day)} in {city} {_posted(host)} held a meeting with {_posted(guest)}.",
            f"On {_day(day)} {_posted(host)} met in {city} with {_posted(guest)}.",
            f"{_posted(host, start=True)} received {_posted(guest)} in {city} on {_day(day)}.",
        ))  # fmt: skip
        more = chance.one((
            f"The parties discussed {chance.one(TOPICS)} and exchanged views on the drug situation in the region.",
            f"{host.short()} told the guest about the work of his institution; {guest.short()} thanked for the cooperation.",
            f"It is planned that {cast.names[one]} and {cast.names[other]} will hold a seminar on {chance.one(TOPICS)} in {chance.one(cast.cities)} next year.",
            f"{guest.initials()} proposed that {cast.names[other]} should support trainings on {chance.one(TOPICS)}.",
        ))  # fmt: skip
        end = chance.one((
            f"The meeting was also attended by {_posted(cast.stranger(day))}.",
            f"The guest was accompanied by {_posted(cast.stranger(day))}.",
            "In conclusion both sides expressed readiness to keep up working contacts.",
        ))  # fmt: skip
        yield Text(f"Meeting in {city}", day, f"{opening}\n\n{more}\n\n{end}")

    def visit(self, day: date) -> Iterator[Text]:
        """Yield a delegation's visit."""
        cast, chance = self._cast, self._chance
        one, other = self._two()
        head = chance.one((self._holder(other, day), cast.stranger(day)))
        states = chance.some(STATES, 3)
        yield Text(f"Delegation in {chance.one(cast.cities)}", day, (
            f"A delegation of {cast.names[other]}, headed by {_posted(head)}, paid a visit to {cast.names[one]} in {chance.one(cast.cities)} on {_day(day)}.\n\n"
            f"The guests met with {_posted(self._holder(one, day))}. {head.short()} made a presentation on {chance.one(TOPICS)}.\n\n"
            f"The visit was organized with support of {chance.one(states)} within the framework of {chance.early(cast.programmes)}."
        ))  # fmt: skip

    def session(self, day: date) -> Iterator[Text]:
        """Yield a session of a hub's council."""
        cast, chance = self._cast, self._chance
        body = chance.one(cast.hubs)
        number = (day.year - 2000) * 2 + day.month // 7
        states, city = chance.some(STATES, 9), chance.one(cast.cities)
        head = self._holder(body, day)
        yield Text(f"Session in {city}", day, (
            f"The {number}th session of the Council of {cast.names[body]} was held in {city} on {_day(day)} under the chairmanship of {states[0]}.\n\n"
            f"The session was attended by delegations of {_listed(states)}, as well as by representatives of {_listed([cast.names[b] for b in self._bodies(4)])}.\n\n"
            f"{_posted(head, start=True)} delivered a report on the activities of {cast.names[body]} in {day.year - 1}. "
            f"{_posted(cast.stranger(day), start=True)} also spoke at the session.\n\n"
            f"{chance.one(STATES)} was granted observer status at {cast.names[body]}."
        ))  # fmt: skip

    def operation(self, day: date) -> Iterator[Text]:
        """Yield an operation of a series with what was seized, now and then with another account of it."""
        cast, chance = self._cast, self._chance
        body, last = cast.body(0.8), day + timedelta(days=3 + chance.below(10))
        name = f'"{chance.one(SERIES)}-{day.year}"'
        seized = [f"{1 + chance.below(900)} kg of {substance}" for substance in chance.some(cast.substances, 3)]
        total = f"more than {2 + chance.below(20)} tons of drugs"
        states = chance.some(STATES, 7)
        yield Text(f"Operation {name}", last, (
            f"The operation {name} was conducted from {_span(day, last)} under the coordination of {cast.names[body]}.\n\n"
            f"Competent authorities of {_listed(states)} took part in the operation. {_listed([cast.names[b] for b in self._bodies(3)])} followed it as observers.\n\n"
            f"In the course of the operation {total} were seized, including {_listed(seized)}. {20 + chance.below(700)} persons were detained."
        ))  # fmt: skip
        if chance.happens(0.3):
            yield Text(f"Results of the operation {name}", last + timedelta(days=2), (
                f"{_capital(cast.names[body])} summed up the results of the operation {name}, which it coordinated from {_span(day, last)}.\n\n"
                f"{_posted(self._holder(body, day), start=True)} said that {seized[0]} were seized during the operation. {states[0]} and {states[-1]} took part in it."
            ))  # fmt: skip

    def seizure(self, day: date) -> Iterator[Text]:
        """Yield a seizure and a figure of a period."""
        cast, chance = self._cast, self._chance
        body, substance = cast.names[cast.body(0.1)], chance.one(cast.substances)
        officer = cast.stranger(day)
        yield Text(f"Seizure of {substance}", day, (
            f"On {_day(day)} officers of {body} seized {1 + chance.below(400)} kg of {substance} at {chance.one(PLACED)} near {chance.one(cast.cities)}.\n\n"
            f"The operation was conducted with the assistance of {cast.names[cast.body(0.9)]}. {_posted(officer, start=True)} informed about the details.\n\n"
            f"According to {body}, in {day.year - 1} {500 + chance.below(4000)} kg of {substance} were seized, which is {2 + chance.below(60)} percent more than in {day.year - 2}."
        ))  # fmt: skip

    def appointment(self, day: date) -> Iterator[Text]:
        """Yield that somebody has taken office."""
        cast, chance = self._cast, self._chance
        body = cast.body(0.3)
        holder = self._holder(body, day)
        state = chance.one(STATES)
        after = f" He replaced {holder.after}." if holder.after else ""
        yield Text(f"New {holder.title} of {cast.names[body]}", holder.first, (
            f"On {_day(holder.first)} {_named(holder)} was appointed {holder.title} of {cast.names[body]}.{after}\n\n"
            f"{holder.short()} was nominated by {state}. The ceremony in {chance.one(cast.cities)} was attended by {_posted(cast.stranger(day))} and by representatives of {_listed([cast.names[b] for b in self._bodies(3)])}."
        ))  # fmt: skip

    def agreement(self, day: date) -> Iterator[Text]:
        """Yield the signing of a document."""
        cast, chance = self._cast, self._chance
        one, other = self._two()
        topic, city = chance.one(TOPICS), chance.one(cast.cities)
        first, second = self._holder(one, day), self._holder(other, day)
        signed = chance.one((
            f"On {_day(day)} in {city} {cast.names[one]} and {cast.names[other]} signed the Memorandum of Understanding on {topic}.",
            f"The Protocol on Cooperation between {cast.names[one]} and {cast.names[other]} was signed in {city} on {_day(day)}.",
            f"{cast.names[one]} and {cast.names[other]} intend to sign an agreement on {topic} in {day.year + 1}.",
        ))  # fmt: skip
        yield Text("Cooperation documents", day, (
            f"{_capital(signed)}\n\nThe document was prepared by {_posted(first)} and {_posted(second)}. "
            f"{_capital(cast.names[one])} cooperates with {cast.names[other]} in {chance.one(TOPICS)}.\n\n"
            f"{_posted(cast.stranger(day), start=True)} was present at the ceremony."
        ))  # fmt: skip

    def programme(self, day: date) -> Iterator[Text]:
        """Yield a programme with who pays for it and carries it out."""
        cast, chance = self._cast, self._chance
        programme, city = chance.early(cast.programmes), chance.one(cast.cities)
        donor, agency = chance.one(STATES), cast.body(0.7)
        leader = cast.stranger(day)
        yield Text(f"Steering Committee of {programme}", day, (
            f"A meeting of the Steering Committee of {programme} took place in {city} on {_day(day)}.\n\n"
            f"{_capital(programme)} is funded by {donor} and implemented by {cast.names[agency]}. {_capital(leader.full())}, Coordinator of {programme}, opened the meeting.\n\n"
            f"The meeting was attended by representatives of {_listed(chance.some(STATES, 5))} and of {_listed([cast.names[b] for b in self._bodies(3)])}."
        ))  # fmt: skip

    def structure(self, day: date) -> Iterator[Text]:
        """Yield what is told of a body: its unit, its members, whom it trains."""
        cast, chance = self._cast, self._chance
        body, trainer, office = cast.body(0.5), cast.body(0.8), chance.one(cast.offices)
        members, city = chance.some(STATES, 6), chance.one(cast.cities)
        yield Text(f"News of {cast.names[body]}", day, (
            f"Experts of {cast.names[trainer]} trained {5 + chance.below(30)} officers of the {office} in {chance.one(TOPICS)} in {city} on {_span(day, day + timedelta(days=4))}.\n\n"
            f"{_posted(cast.stranger(day), start=True)} handed over certificates to the participants. The training course was funded by {chance.one(STATES)}.\n\n"
            f"For reference: the member states of {cast.names[body]} are {_listed(members)}. {_posted(self._holder(body, day), start=True)} visited {city} in {day:%B %Y}."
        ))  # fmt: skip

    def _besides(self, day: date) -> str:
        """Return a last paragraph: people and an event that are named here alone."""
        cast, chance = self._cast, self._chance
        before = day - timedelta(days=20 + chance.below(300))
        kind, topic = chance.one(GATHERINGS), chance.one(TOPICS)
        return chance.one((
            f"For reference: the previous {kind} on {topic} was held in {chance.one(cast.cities)} on {_day(before)} and was opened by {_posted(cast.stranger(day))}.",
            f"On the same day {_posted(cast.stranger(day))} met with {_posted(cast.stranger(day))}.",
            f"A {kind} on {topic} organized by the {chance.one(cast.offices)} took place in {chance.one(cast.cities)} on {_day(before)}. {_posted(cast.stranger(day), start=True)} and {_posted(cast.stranger(day))} took part in it.",
            f"{cast.names[cast.body(0.3)]} was represented by {_posted(cast.stranger(day))} and {_posted(cast.stranger(day))}.",
            f"The Plan of Joint Measures of {cast.names[cast.body(0.6)]} and the {chance.one(cast.offices)} for {day.year + 1} was signed by {_posted(cast.stranger(day))}.",
        ))  # fmt: skip

    def _occasion(self, day: date) -> Occasion:
        cast, chance = self._cast, self._chance
        one, other = self._two()
        speakers = [self._holder(one, day), cast.stranger(day), *([cast.stranger(day)] if chance.happens(0.5) else [])]
        return Occasion(
            chance.one(GATHERINGS), chance.one(TOPICS), day, day + timedelta(days=chance.below(4)), chance.one(cast.cities), one, other,
            self._bodies(2 + chance.below(5)), chance.some(STATES, 3 + chance.below(7)), speakers, chance.one(STATES), chance.early(cast.programmes),
        )  # fmt: skip

    def _reported(self, held: Occasion) -> Text:
        names, chance = self._cast.names, self._chance
        when = _span(held.first, held.last, joined=True)
        opening = chance.one((
            f"A {held.kind} on {held.topic} was held in {held.city} on {when}. It was organized by {names[held.organizer]} in conjunction with {names[held.partner]}.",
            f"On {when} {names[held.organizer]} jointly with {names[held.partner]} organized a {held.kind} on {held.topic} in {held.city}.",
            f"{names[held.organizer]} and {names[held.partner]} conducted a {held.kind} on {held.topic} in {held.city} on {when}.",
        ))  # fmt: skip
        attended = chance.one((
            f"The {held.kind} was attended by representatives of {_listed(held.states)}, as well as of {_listed([names[b] for b in held.bodies])}.",
            f"Delegations of {_listed(held.states)} took part in the {held.kind}; {_listed([names[b] for b in held.bodies])} sent their experts.",
        ))  # fmt: skip
        spoke = chance.one((
            f"{_posted(held.speakers[0], start=True)} opened the {held.kind}. {_posted(held.speakers[-1], start=True)} made a presentation on {held.topic}.",
            f"Welcoming speeches were delivered by {_posted(held.speakers[0])} and {_posted(held.speakers[-1])}.",
        ))  # fmt: skip
        paid = f"The {held.kind} was funded by {held.donor} within the framework of {held.programme}."
        parts = (
            [_capital(opening), attended, spoke, paid] if chance.happens(0.6) else [_capital(opening), attended, spoke]
        )
        return Text(f"{held.kind.capitalize()} in {held.city}", held.last, "\n\n".join(parts))

    def _announced(self, held: Occasion) -> Text:
        names = self._cast.names
        body = (
            f"A {held.kind} on {held.topic} will be held in {held.city} on {_span(held.first, held.last, joined=True)}.\n\n"
            f"It is planned that {names[held.organizer]} and {names[held.partner]} will organize the {held.kind}. "
            f"{_posted(held.speakers[0], start=True)} is expected to open it."
        )
        return Text(f"{held.kind.capitalize()} to be held in {held.city}", held.first - timedelta(days=9), body)

    def _told_again(self, held: Occasion) -> Text:
        names = self._cast.names
        body = (
            f"{held.city} was the venue of a {held.kind} on {held.topic}, which took place on {_span(held.first, held.last, joined=True)}.\n\n"
            f"{_capital(names[held.organizer])} hosted the {held.kind}. Among the participants were representatives of {_listed(held.states[:4])}.\n\n"
            f"{_posted(held.speakers[0], start=True)} underlined in his speech the importance of {held.topic}."
        )
        return Text(f"{held.city}: {held.kind}", held.last + timedelta(days=1), body)

    def _two(self) -> tuple[str, str]:
        one = self._cast.body()
        while (other := self._cast.body(0.4)) == one:
            continue
        return one, other

    def _bodies(self, number: int) -> list[str]:
        return list(dict.fromkeys(self._cast.body() for _ in range(number)))

    def _holder(self, body: str, day: date) -> Person:
        if body in self._cast.hubs and self._chance.happens(0.3):
            return self._cast.holder(
                body, day, title=self._chance.one(("Deputy Director", "Head of the Analytical Unit", "Liaison Officer"))
            )
        return self._cast.holder(body, day)


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _span(first: date, last: date, *, joined: bool = False) -> str:
    """Return a span of days in words; what `from` opens, or `joined` by a dash."""
    if first == last:
        return _day(first)
    if first.month == last.month:
        return f"{first.day}{'-' if joined else ' to '}{last.day} {last:%B %Y}"
    return f"{first.day} {first:%B}{' - ' if joined else ' to '}{_day(last)}"


def _named(person: Person) -> str:
    return f"{person.rank} {person.full()}" if person.rank else f"{person.short().split()[0]} {person.full()}"


def _posted(person: Person, *, start: bool = False) -> str:
    """Return a person with his post, as a bulletin first names him."""
    where = f"{person.title} of {person.body}"
    if len(person.surname) % 2:
        return (
            f"{'The ' if start else 'the '}{where}, {_named(person)}," if not start else f"{_named(person)}, {where},"
        )
    return f"{_named(person)}, {where},"


def _listed(parts: Sequence[str]) -> str:
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else parts[0]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def bulletins(number: int, *, seed: int = SEED) -> Iterator[Text]:
    """Yield this many texts, spread over the years in the order in which they are told."""
    chance = Chance(seed)
    teller = Teller(Cast(chance, size=number), chance)
    made = 0
    while made < number:
        for text in teller.texts(FIRST + timedelta(days=int(DAYS * made / number))):
            if made < number:
                yield Text(text.title, text.day, f"{_mended(text.body)}")
                made += 1


def _mended(text: str) -> str:
    return text.replace(",.", ".").replace(",,", ",").replace("the The", "the").replace(", and by", " and by")


def write(number: int, folder: Path, *, seed: int = SEED) -> None:
    """Write this many bulletins to a folder, a file for each publisher, with `sources.csv`; some stand in two publishers' files."""
    chance = Chance(seed + 1)
    files: dict[str, list[dict[str, str]]] = defaultdict(list)
    names = sorted(PUBLISHERS)
    for count, text in enumerate(bulletins(number, seed=seed), 1):
        for publisher in chance.some(names, 2 if chance.happens(0.05) else 1):
            address = f"https://{PUBLISHERS[publisher]}/news/{count}"
            files[publisher].append(
                {"title": text.title, "date": text.day.isoformat(), "url": address, "text": text.body}
            )
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "sources.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("file", "publisher", "address", "accessed", "licence", "note"))
        for publisher in sorted(files):
            rows.writerow((f"{publisher}.jsonl", publisher, f"https://{PUBLISHERS[publisher]}/", "", "MIT", "Invented"))
    for publisher, told in files.items():
        lines = "".join(f"{json.dumps(one, ensure_ascii=False)}\n" for one in told)
        (folder / f"{publisher}.jsonl").write_text(lines, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]))
