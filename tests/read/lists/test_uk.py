"""The UK Sanctions List in XML and in CSV, on invented designations."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from article41.dates import Moment
from article41.errors import InputError
from article41.listing import Listing, Place
from article41.read.lists.reading import ListFile, open_list

SAMPLES = Path(__file__).parent / "samples"
XML, TABLE = SAMPLES / "uk.xml", SAMPLES / "uk.csv"


def _read(path: Path) -> tuple[ListFile, list[Listing]]:
    file = open_list(path)
    return file, list(file.listings())


def _changed(tmp_path: Path, path: Path, old: str, new: str, times: int = -1) -> Path:
    text = path.read_text(encoding="utf-8-sig")
    assert old in text
    changed = tmp_path / path.name
    changed.write_text(text.replace(old, new, times), encoding="utf-8")
    return changed


@pytest.mark.parametrize("path", [XML, TABLE], ids=["xml", "csv"])
def test_a_person_is_read_whole(path: Path) -> None:
    file, (person, _, _) = _read(path)
    assert (file.list_key, file.tally.list_date, file.tally.problems) == ("uk", date(2021, 5, 6), [])
    assert (file.tally.stamp, file.tally.unread) == ("2021-05-06", {})
    assert (person.reference, person.kind, person.gender) == ("SAM0001", "person", "male")
    assert (person.listed_on, person.amended_on) == (date(2020, 1, 15), (date(2020, 9, 2),))
    assert person.regime == "DPRK"
    assert person.programmes == (
        "The Democratic People's Republic of Korea (Sanctions) (EU Exit) Regulations 2019",
    )
    assert [(n.text, n.quality, n.label) for n in person.names] == [
        ("Sample Second SPECIMEN", "primary", "Primary Name"),
        ("Sampel Second SPECIMEN", "good", "Primary Name Variation"),
        ("Sammy Spec", "low", "Alias, Low quality a.k.a"),
        ("Sam the Specimen", "good", "Alias, Good quality a.k.a"),
        ("Образец Второй", "aka", "non-latin script"),
    ] or path == TABLE
    assert {n.text for n in person.names if n.script == "Cyrl"} == {"Образец Второй"}
    assert person.names[0].family == "SPECIMEN"
    assert person.born == (
        Moment(date(1961, 4, 3), date(1961, 4, 3), "day"),
        Moment(date(1962, 7, 1), date(1962, 7, 31), "month"),
        Moment(date(1953, 1, 1), date(1953, 12, 31), "year"),
    )
    assert person.birth_places == (Place("", "Sampleton", "", "", "North Korea", "KP"),)
    assert person.addresses == (
        Place("1 Sample Street, Old Quay", "Sampleton", "", "00100", "North Korea", "KP"),
    )
    assert person.nationalities == ("KP",)
    assert {(i.kind, i.value, i.label, i.note) for i in person.identifiers} == {
        ("passport", "S0000001", "passport", "Sample passport, expired"),
        ("national_id", "ID-7", "national identifier", "sample card"),
        ("phone", "+00 1 234", "phone number", ""),
        ("website", "example.org", "website", ""),
        ("email", "sample@example.org", "email address", ""),
    }
    assert person.details["sanctions imposed"] == ("Asset freeze", "Travel Ban")
    assert person.details["UK statement of reasons"] == ("Invented for a test.",)
    assert person.details["UN reference number"] == ("SAi.001",)


@pytest.mark.parametrize("path", [XML, TABLE], ids=["xml", "csv"])
def test_an_entity_and_a_ship_are_read_whole(path: Path) -> None:
    _, (_, entity, ship) = _read(path)
    assert (entity.kind, entity.regime) == ("entity", "The Sample (Sanctions) (EU Exit) Regulations 2020")
    assert [(i.kind, i.value, i.label) for i in entity.identifiers] == [
        ("tax", "7700000000", "INN"),
        ("registration", "1234567", "business registration number (s)"),
    ]
    assert entity.details["subsidiaries"] == ("SAMPLE ONE", "SAMPLE TWO")
    assert entity.names[0].family == ""
    assert (ship.kind, ship.imo, ship.nationalities, ship.regime) == ("vessel", "9074729", ("KM",), "DPRK")
    assert ship.born == (Moment(date(1994, 1, 1), date(1994, 12, 31), "year"),)
    assert [(n.text, n.quality) for n in ship.names] == [("SAMPLE STAR", "primary"), ("SPECIMEN STAR", "aka")]
    assert ship.details["previous flags"] == ("Panama",)


def test_table_and_xml_agree() -> None:
    def bare(listing: Listing) -> Listing:
        names = sorted((replace(n, field="") for n in listing.names), key=lambda n: (n.quality, n.text))
        details = dict(sorted((k, v) for k, v in listing.details.items() if "indicators" not in k))
        numbers = sorted(listing.identifiers, key=lambda i: (i.kind, i.value))
        return replace(
            listing,
            names=tuple(names),
            details=details,
            identifiers=tuple(numbers),
            where="",
            content_hash="",
        )

    assert list(map(bare, _read(TABLE)[1])) == list(map(bare, _read(XML)[1]))


def test_indicators_are_kept_where_they_are_true() -> None:
    _, (person, _, _) = _read(XML)
    assert person.details["sanctions imposed indicators"] == ("AssetFreeze", "TravelBan")


def test_a_date_of_birth_that_is_none_is_counted_and_kept(tmp_path: Path) -> None:
    file, (person, _, _) = _read(_changed(tmp_path, XML, "03/04/1961", "15/08/19yy"))
    assert file.tally.unread["date of birth that is no date"].sample == "15/08/19yy"
    assert person.details["date of birth"] == ("15/08/19yy",)
    _, (person, _, _) = _read(_changed(tmp_path, XML, "03/04/1961", "15/mm/1960"))
    assert person.born[0] == Moment(date(1960, 1, 1), date(1960, 12, 31), "year")
    assert person.details["date of birth"] == ("15/mm/1960",)


def test_headings_of_other_vintages_are_known(tmp_path: Path) -> None:
    path = _changed(tmp_path, TABLE, "Designation Type", '"Individual, Entity, Ship"')
    path.write_text(path.read_text("utf-8").replace("Year Built", "Year built"), "utf-8")
    file, listings = _read(path)
    assert (len(listings), file.tally.unread, file.tally.problems) == (3, {}, [])


def test_what_unfits_the_list_is_told(tmp_path: Path) -> None:
    file, _ = _read(_changed(tmp_path, TABLE, "Report Date: 06-May-2021\n", ""))
    assert "a first line such as Report Date" in str(file.tally.problems[0])
    file, _ = _read(_changed(tmp_path, XML, "Primary Name<", "Alias<"))
    assert "expected a primary name of SAM0001" in str(file.tally.problems[0])
    file, _ = _read(_changed(tmp_path, XML, "<UniqueID>SAM0002</UniqueID>", ""))
    assert "expected the number of the designation" in str(file.tally.problems[0])
    file, _ = _read(_changed(tmp_path, XML, "SAM0003", "SAM0001"))
    assert "expected each reference once" in str(file.tally.problems[0])
    with pytest.raises(InputError, match="the columns name type"):
        _read(_changed(tmp_path, TABLE, "Name type", "Sort of name"))


def test_unknown_elements_columns_and_words_are_counted(tmp_path: Path) -> None:
    file, _ = _read(_changed(tmp_path, XML, "<Titles>", "<Nicknames>Sam</Nicknames><Titles>"))
    assert file.tally.unread["Designation/Nicknames"].sample == "Sam"
    file, _ = _read(_changed(tmp_path, XML, "Low quality a.k.a", "Middling"))
    assert file.tally.unread["alias strength=Middling"].count == 1
    file, _ = _read(_changed(tmp_path, TABLE, "Tonnage of ship", "Weight of ship"))
    assert file.tally.unread["column weight of ship"].sample == "7000"
    file, listings = _read(_changed(tmp_path, XML, ">Ship<", ">Balloon<"))
    assert (listings[2].kind, file.tally.unread["kind of designation=Balloon"].count) == ("unknown", 1)
