"""The European Union's Financial Sanctions Files: XML and both tables, on invented entities."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from article41.dates import Moment
from article41.errors import InputError
from article41.listing import Listing, Place
from article41.read.lists.reading import ListFile, open_list

SAMPLES = Path(__file__).parent / "samples"
REAL = Path(__file__).parents[4] / "shared" / "data" / "eu" / "EU_FSF_sample_2018-07-04.csv"
XML, TABLE, OLD_TABLE = (SAMPLES / f"eu_fsf_{n}" for n in ("1_1.xml", "1_1.csv", "1_0.csv"))
KOREA = "KOREA, DEMOCRATIC PEOPLE'S REPUBLIC OF"


def _read(path: Path) -> tuple[ListFile, list[Listing]]:
    file = open_list(path)
    return file, list(file.listings())


def test_a_person_of_the_xml_is_read_whole() -> None:
    file, (person, _) = _read(XML)
    assert (file.format.key, file.list_key, file.tally.list_date) == ("eu_xml", "eu", date(2021, 5, 6))
    assert not file.tally.problems
    assert not file.tally.unread
    assert (person.reference, person.kind, person.gender) == ("EU.9001.1", "person", "male")
    assert person.listed_on == date(2020, 1, 15)
    assert person.amended_on == (date(2020, 1, 15), date(2020, 9, 2))
    assert (person.regime, person.programmes) == ("DPRK", ("PRK",))
    assert person.nationalities == ("KP",)
    assert [(n.text, n.quality, n.label, n.language) for n in person.names] == [
        ("Sample Second SPECIMEN", "primary", "strong", ""),
        ("Beispiel Zwei MUSTER", "good", "strong", "de"),
        ("Образец Второй", "good", "strong", "ru"),
        ("Sammy Spec", "low", "weak", ""),
    ]
    assert (person.names[0].family, person.names[2].script) == ("SPECIMEN", "Cyrl")
    assert person.names[3].note == "Low quality a.k.a."
    assert person.birth_places == (
        Place("", "Sampleton", "East Sample", "100", KOREA, "KP", "near the harbour"),
    )
    assert person.addresses == (
        Place(
            "1 Sample Street",
            "Sampleton",
            "East Sample",
            "00100",
            KOREA,
            "KP",
            "Old Quay; PO box 17; as at the time of listing; office only",
        ),
    )
    assert [(i.kind, i.value, i.label) for i in person.identifiers] == [
        ("phone", "+00 1 234", "PHONE"),
        ("email", "sample@example.org", "EMAIL"),
        ("website", "http://example.org", "WEB"),
        ("passport", "S0000001", "National passport"),
    ]
    assert person.identifiers[3].country == "KP"
    assert person.identifiers[3].note == (
        "diplomatic; known to be expired; issued by Sample Office; issued 2010-02-03; valid from 2010-02-03; "
        "valid to 2020-02-03; in the name of SPECIMEN S; latin number S-0000001; East Sample; seen once"
    )


def test_dates_of_birth_stay_as_exact_as_they_are() -> None:
    _, (person, _) = _read(XML)
    assert person.born == (
        Moment(date(1961, 4, 3), date(1961, 4, 3), "day"),
        Moment(date(1962, 7, 1), date(1962, 7, 31), "approximately"),
        Moment(date(1953, 1, 1), date(1958, 12, 31), "between"),
    )
    assert person.details["birthdate yearRangeTo"] == ("1980",)
    assert person.details["birthdate (ISLAMIC)"] == ("1380",)


def test_what_no_field_holds_is_a_detail() -> None:
    _, (person, enterprise) = _read(XML)
    assert {k: v for k, v in person.details.items() if k not in ("regulation", "birthdate yearRangeTo")} == {
        "unitedNationId": ("SAi.001",),
        "designationDetails": ("annex of a sample",),
        "remark": ("(Sample remark of two lines)",),
        "additionalInformation": ("sample: more",),
        "subjectType": ("person",),
        "title": ("Dr",),
        "function": ("(a) Director of nothing",),
        "citizenship region": ("North Sample",),
        "birthdate remark": ("as in a sample",),
        "birthdate (ISLAMIC)": ("1380",),
        "identification without a number": ("National identification card",),
        "logicalId": ("9001",),
    }
    assert person.details["regulation"][1] == (
        "2020/9100 (OJ L2); amendment of commission; published 2020-09-02; in force 2020-09-03; corrigendum; PRK;"
        " http://example.org/oj/2020/9100"
    )
    assert enterprise.details["logicalId"] == ("9100",)


def test_an_enterprise_without_a_reference_goes_by_its_number() -> None:
    _, (_, ship) = _read(XML)
    assert (ship.reference, ship.kind, ship.imo) == ("logicalId 9100", "entity", "9074729")
    assert [(i.kind, i.value, i.is_sound) for i in ship.identifiers] == [
        ("imo", "9074729", True),
        ("swift", "SAMPKPPY", None),
    ]
    assert ship.listed_on is None
    assert ship.removed_on == Moment(date(2021, 4, 30), date(2021, 4, 30), "day")
    assert ship.regime == "TERR"


def test_what_says_nothing_is_refused_and_counted() -> None:
    file, _ = _read(XML)
    assert {k: m.count for k, m in file.tally.refused.items()} == {
        "nameAlias without a name": 1,
        "identification without a number": 1,
    }


def test_table_and_xml_agree_in_all_that_a_table_can_say() -> None:
    def bare(listing: Listing) -> Listing:
        qualities = {"good": "aka"}
        names = (
            replace(n, quality=qualities.get(n.quality, n.quality), label="", field="") for n in listing.names
        )
        skip = ("additionalInformation", "regulation")
        details = {k: v for k, v in listing.details.items() if k not in skip}
        return replace(
            listing, names=tuple(names), details=details, removed_on=None, where="", content_hash=""
        )

    file, from_table = _read(TABLE)
    _, from_xml = _read(XML)
    assert file.format.key == "eu_csv"
    assert not file.tally.problems
    assert not file.tally.unread
    assert list(map(bare, from_table)) == list(map(bare, from_xml))
    regulations = {r.replace(" corrigendum;", "") for r in from_xml[0].details["regulation"]}
    assert set(from_table[0].details["regulation"]) <= {r for r in regulations if " of " in r}


def test_the_old_table_is_read() -> None:
    file, (person, enterprise) = _read(OLD_TABLE)
    assert (file.tally.list_date, file.tally.unread, file.tally.problems) == (date(2021, 5, 6), {}, [])
    assert [(n.text, n.quality) for n in person.names] == [
        ("Sample Second SPECIMEN", "primary"),
        ("Beispiel Zwei MUSTER", "aka"),
    ]
    assert person.details["function"] == ("Director; of nothing",)
    assert person.details["remark"] == ("(Sample remark) (of two lines)",)
    assert person.amended_on == (date(2020, 1, 15), date(2020, 9, 2))
    assert person.born == (Moment(date(1961, 4, 3), date(1961, 4, 3), "day"),)
    assert person.addresses == (Place("1, Sample Street", "Sampleton", "", "00100", "PRK", "KP"),)
    assert [(i.kind, i.value, i.note) for i in person.identifiers] == [
        ("phone", "+00 1 234", ""),
        ("phone", "+00 1 235", ""),
        ("passport", "S0000001", "(expired)"),
    ]
    assert (person.nationalities, person.regime) == (("KP",), "DPRK")
    assert (enterprise.kind, enterprise.reference) == ("entity", "EU.9100.2")


def _written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "list.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_table_that_a_spreadsheet_wrapped_is_refused(tmp_path: Path) -> None:
    lines = OLD_TABLE.read_text(encoding="utf-8").splitlines()
    wrapped = "\n".join(f'"{line}\t\t"' for line in lines)
    with pytest.raises(InputError, match="each line quoted as one cell"):
        list(open_list(_written(tmp_path, wrapped)).listings())


def test_what_unfits_a_table_is_told_all_at_once(tmp_path: Path) -> None:
    text = TABLE.read_text(encoding="utf-8-sig")
    text = text.replace("06/05/2021;9001;EU.9001.1", "07/05/2021;9001;EU.9001.2", 1)
    text = text.replace(";SAMPLE SHIPPING SPECIMEN & CO;", ";;")
    file = open_list(_written(tmp_path, text))
    list(file.listings())
    said = "\n".join(map(str, file.tally.problems))
    assert "found '06/05/2021'; expected 07/05/2021, as in the first row" in said
    assert "found 'EU.9001.1'; expected EU.9001.2, as the rows before" in said
    assert "row 16, column 'wholeName'" in said


def test_unknown_columns_and_elements_are_counted(tmp_path: Path) -> None:
    lines = TABLE.read_text(encoding="utf-8-sig").splitlines()
    widened = [line + (";Sample_New" if i == 0 else ";new") for i, line in enumerate(lines)]
    file = open_list(_written(tmp_path, "\n".join(widened)))
    list(file.listings())
    assert file.tally.unread["column Sample_New"].count == len(lines) - 1
    path = tmp_path / "list.xml"
    text = XML.read_text(encoding="utf-8")
    path.write_text(text.replace('strong="false"', 'strong="maybe" sample="7"').replace("Dr", "Dr"), "utf-8")
    file = open_list(path)
    list(file.listings())
    assert set(file.tally.unread) == {"nameAlias/@strong=maybe", "sanctionEntity/nameAlias/@sample"}


@pytest.mark.skipif(not REAL.exists(), reason="no real file beside the checkout")
def test_the_damaged_sample_is_refused_and_its_sound_part_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="a spreadsheet damaged it"):
        list(open_list(REAL).listings())
    text = REAL.read_bytes().decode("cp1252", "replace")
    lines = (next(csv.reader([line]))[0].rstrip("\t") for line in text.split("\n") if line)
    file = open_list(_written(tmp_path, "\n".join(lines)))
    listings = list(file.listings())
    assert not file.tally.problems
    assert not file.tally.unread
    assert (len(listings), file.tally.list_date) == (93, date(2018, 7, 4))
    kinds = [x.kind for x in listings]
    assert (kinds.count("person"), kinds.count("entity")) == (61, 32)
    assert sum("?" in n.text for x in listings for n in x.names) > 50  # why the file itself is refused
