"""The regulation on the DPRK as a table, and the vessels of the 1718 Committee."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from article41.dates import Moment
from article41.listing import Listing, Place
from article41.read.lists.eu_journal import parse_journal_moments
from article41.read.lists.reading import ListFile, open_list
from article41.read.resolutions import load_law

SAMPLES = Path(__file__).parent / "samples"
DATA = Path(__file__).parents[4] / "shared" / "data"
REGULATION = DATA / "eu" / "32017R1509.csv"
VESSELS = DATA / "un1718_vessels" / "un1718_vessels_from_EU_2017_1509.csv"
DAY = date(2021, 5, 6)


def _read(path: Path) -> tuple[ListFile, list[Listing]]:
    file = open_list(path, day=DAY)
    return file, list(file.listings())


def _year(year: int) -> Moment:
    return Moment(date(year, 1, 1), date(year, 12, 31), "year")


def test_a_person_of_the_journal_is_read_whole() -> None:
    file, (person, _, _) = _read(SAMPLES / "eu_journal.csv")
    assert (file.format.key, file.list_key, file.tally.problems) == ("eu_journal_csv", "eu_journal", [])
    assert not file.tally.unread
    assert (person.reference, person.kind, person.gender) == ("32020R9001 I.A 1", "person", "male")
    assert (person.listed_on, person.regime, person.programmes) == (date(2020, 1, 15), "DPRK", ("EU-PRK",))
    assert [(n.text, n.quality, n.label) for n in person.names] == [
        ("Specimen Sam-ple", "primary", ""),
        ("Specimen Sample", "aka", "alias"),
        ("Specimen", "aka", "alias"),
        ("Sam", "aka", "alias"),
        ("Spec", "low", "weakAlias"),
        ("Muster Sam", "fka", "previousName"),
    ]
    assert person.born == (
        Moment(date(1961, 4, 3), date(1961, 4, 3), "day"),
        _year(1953),
        _year(1954),
        Moment(date(1960, 1, 1), date(1962, 12, 31), "between"),
    )
    assert person.nationalities == ("KP",)
    assert person.birth_places == (Place(city="Sampleton", country="DPRK", code="KP"),)
    assert person.addresses == (
        Place(street="1 Sample Street, Sampleton", country="DPRK", code="KP"),
        Place(country="DPRK", code="KP"),
    )
    passports = [(i.value, i.note) for i in person.identifiers if i.kind == "passport"]
    assert passports == [("S0000001", "diplomatic"), ("000000002", "expires on 5.6.2020")]
    assert person.details["measure"] == ("Asset freeze",)
    assert person.details["motherName"] == ("Mother Specimen",)


def test_an_entity_keeps_every_number_and_a_rough_start() -> None:
    _, (_, entity, _) = _read(SAMPLES / "eu_journal.csv")
    assert (entity.listed_on, entity.details["startDate"], entity.born) == (None, ("2020",), (_year(1999),))
    kinds = Counter(i.kind for i in entity.identifiers)
    assert kinds == Counter(registration=4, tax=2, lei=1, swift=1, ticker=1, imo_company=1)


def test_a_vessel_without_a_number_goes_by_its_name() -> None:
    _, (_, _, vessel) = _read(SAMPLES / "eu_journal.csv")
    assert vessel.reference == "32020R9001 I.B Sample Star (Specimen Star) (Muster Star)"
    assert [n.text for n in vessel.names] == ["Sample Star", "Specimen Star", "Muster Star"]
    assert (vessel.imo, vessel.nationalities) == ("9074729", ("KP",))


def test_days_as_the_journal_prints_them() -> None:
    assert parse_journal_moments("a) 1964 b) 28.8.1962")[0] == _year(1964)
    assert parse_journal_moments("7.8.1965 / 20.2.1972")[1].first == date(1972, 2, 20)
    for text in ("31.2.1960", "born in spring", "1962-1960"):
        with pytest.raises(ValueError, match=r"\d|spring"):
            parse_journal_moments(text)


def test_the_committees_vessels_are_read_and_the_unions_own_left_out() -> None:
    file, listings = _read(SAMPLES / "un_vessels.csv")
    assert (file.format.key, file.list_key, file.tally.problems) == ("un_vessels_csv", "un_vessels", [])
    assert [x.reference for x in listings] == ["IMO 9074729", "SPECIMEN 078"]
    star, nameless = listings
    assert [(n.text, n.quality) for n in star.names] == [
        ("Sample Star", "primary"),
        ("Specimen Star", "aka"),
        ("Muster Star", "aka"),
    ]
    assert (star.listed_on, star.amended_on) == (date(2020, 1, 15), (date(2020, 9, 2),))
    assert (star.imo, star.regime, star.nationalities) == ("9074729", "DPRK", ("KP",))
    assert star.details["measures"] == ("Asset freeze", "Transportation restrictions")
    assert (nameless.imo, nameless.details["imo"]) == (None, ("Does not exist",))
    assert list(file.tally.unread) == ["vessel that the European Union lists of its own"]


def test_an_imo_number_with_a_wrong_digit_is_told(tmp_path: Path) -> None:
    path = tmp_path / "vessels.csv"
    path.write_text((SAMPLES / "un_vessels.csv").read_text("utf-8").replace("9074729", "9074728"), "utf-8")
    file, _ = _read(path)
    assert "row 2, column 'imo': found '9074728'" in str(file.tally.problems[0])


@pytest.mark.skipif(not REGULATION.exists(), reason="no real file beside the checkout")
def test_the_regulation_loads_whole() -> None:
    file, listings = _read(REGULATION)
    assert (file.tally.problems, file.tally.unread, file.tally.refused) == ([], {}, {})
    assert Counter(x.kind for x in listings) == Counter(person=157, entity=94, vessel=75)
    assert {x.regime for x in listings} == {"DPRK"}
    annexes = Counter(x.reference.split()[1].split(".")[0] for x in listings)
    assert annexes == Counter(XIII=177, XIV=51, XV=54, XVI=44)
    assert sum(x.listed_on is None for x in listings) == 1


@pytest.mark.skipif(not VESSELS.exists(), reason="no real file beside the checkout")
def test_every_vessel_of_the_table_is_in_the_law_and_the_other_way_round() -> None:
    file, listings = _read(VESSELS)
    assert (file.tally.problems, len(listings)) == ([], 59)
    assert file.tally.unread["vessel that the European Union lists of its own"].count == 2
    law = [x for x in load_law().listings if x.kind == "vessel"]
    standing = {x.reference.upper() for x in law if x.removed_on is None}
    assert {x.reference.upper() for x in listings} == standing
    days = {(x.imo or x.name.upper(), x.listed_on) for x in law if x.removed_on is None}
    table = {(x.imo or x.name.upper(), d) for x in listings for d in (x.listed_on, *x.amended_on)}
    assert table == days
