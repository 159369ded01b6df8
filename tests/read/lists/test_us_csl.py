"""The Consolidated Screening List: our own table, and the real one where it is beside the checkout."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from article41.errors import InputError
from article41.listing import Listing
from article41.read.lists.reading import ListFile, open_list

_SAMPLE = Path(__file__).parent / "samples" / "us_csl.csv"
DAY = date(2026, 1, 2)
_SHARED = Path(__file__).parents[4] / "shared" / "data" / "us_csl" / "us_csl_moov_2023-11-30.csv"


def _load(path: Path) -> tuple[ListFile, list[Listing]]:
    file = open_list(path, day=DAY)
    return file, list(file.listings())


def test_a_person() -> None:
    file, (person, *_) = _load(_SAMPLE)
    assert file.list_key == "us_csl"
    assert not file.tally.problems
    assert (person.reference, person.kind) == ("SDN 90001", "person")
    assert [(n.text, n.quality, n.family) for n in person.names] == [
        ("Il SAMPLEMAN", "primary", "SAMPLEMAN"),
        ("Il EXAMPLE", "aka", "EXAMPLE"),
    ]
    assert (person.regime, person.programmes) == ("DPRK", ("DPRK2", "NPWMD"))
    assert [(str(m.first), m.precision) for m in person.born] == [
        ("1970-01-01", "approximately"),
        ("1971-02-03", "day"),
    ]
    assert (person.gender, person.nationalities) == ("male", ("KP", "Utopia"))
    assert [(p.street, p.code) for p in person.addresses] == [
        ("Sampleton", "KP"),
        ("1 Example Street, Dubai", "AE"),
    ]
    assert [(i.kind, i.value, i.country, i.note) for i in person.identifiers] == [
        ("passport", "U0000001", "KP", "issued 18 Jan 2004; expires 17 Jan 2014"),
        ("national_id", "77", "Utopia", ""),
        ("wallet", "bc1qsample", None, ""),
        ("email", "a@sample.example", None, ""),
    ]
    assert person.details["Secondary sanctions risk"] == ("Sample Regulations, sections 1 and 2",)
    assert person.details["ids"] == ("Passport, n/a",)
    assert person.details["title"] == ("Director",)


def test_one_number_on_two_lists_is_two_references() -> None:
    _, (person, bank, *_) = _load(_SAMPLE)
    assert (bank.reference, bank.regime) == ("SSI 90001", "SSI")
    assert person.reference != bank.reference
    assert bank.listed_on == date(2014, 7, 16)
    assert [str(m.first) for m in bank.born] == ["1922-08-18"]
    assert [(i.kind, i.value, i.is_sound) for i in bank.identifiers] == [
        ("lei", "529900T8BM49AURSDO55", True),
        ("swift", "SMPLRUMM", None),
        ("ticker", "SMPL RU", None),
    ]
    assert bank.details["Issuer Name"] == ("Sample Bank Co., Ltd",)
    assert [(p.street, p.code) for p in bank.addresses] == [("", "RU")]


def test_a_ship_and_what_has_no_type() -> None:
    _, (_, _, ship, institute, craft) = _load(_SAMPLE)
    assert (ship.kind, ship.imo, ship.nationalities) == ("vessel", "9074729", ("KP",))
    assert [(i.kind, i.value) for i in ship.identifiers] == [
        ("imo", "9074729"),
        ("mmsi", "445000001"),
        ("call_sign", "HMSM"),
    ]
    assert ship.details["vessel type"] == ("Tanker",)
    assert (institute.reference, institute.kind, institute.regime) == ("EL abcdef", "unknown", "EL")
    assert institute.details["end date"] == ("2030-01-01",)
    assert (craft.reference, craft.kind) == ("Invented List abcde0", "unknown")
    assert craft.details["dates of birth"] == ("sometime",)


def test_what_is_not_read_is_told() -> None:
    file, _ = _load(_SAMPLE)
    assert {k: m.where for k, m in file.tally.unread.items()} == {
        "a second heading": "us_csl.csv row 2",
        "column type=Spaceship": "us_csl.csv row 7",
        "column start_date that is no day": "us_csl.csv row 7",
    }
    assert {k: m.count for k, m in file.tally.refused.items()} == {"placeholder alias": 1}


@pytest.mark.skipif(not _SHARED.exists(), reason="the real list is not beside this checkout")
def test_the_real_list_is_cut_off_and_so_refused() -> None:
    file = open_list(_SHARED, day=DAY)
    with pytest.raises(InputError, match="row 4233: expected a sound row"):
        list(file.listings())


@pytest.mark.skipif(not _SHARED.exists(), reason="the real list is not beside this checkout")
def test_the_real_list_without_its_last_line(tmp_path: Path) -> None:
    path = tmp_path / "consolidated.csv"
    path.write_bytes(_SHARED.read_bytes().rpartition(b"\n")[0] + b"\n")
    file, listings = _load(path)
    assert not file.tally.problems
    assert {k: m.count for k, m in file.tally.unread.items()} == {"a second heading": 1}
    assert Counter(x.kind for x in listings) == {
        "person": 1_124,
        "entity": 1_060,
        "unknown": 2_039,
        "vessel": 3,
    }
    lists = Counter(x.reference.partition(" ")[0] for x in listings)
    assert lists == {
        "SDN": 1_737,
        "EL": 919,
        "DPL": 577,
        "SSI": 288,
        "UVL": 186,
        "ISN": 144,
        "DTC": 142,
        "PLC": 78,
        "MEU": 71,
        "CMIC": 68,
        "NS-MBS": 14,
        "FSE": 1,
        "CAP": 1,
    }
