"""OFAC's CSV files: four files made one list, remarks taken apart, mixed days refused."""

from __future__ import annotations

import csv
import shutil
import zipfile
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from article41.dates import Moment
from article41.errors import InputError
from article41.listing import Place

from .ofac_files import CONS_CSV, CSV, REAL, counts, needs_real, read


def test_every_column_and_remark_has_its_field() -> None:
    listings, file = read(CSV)
    assert (file.format.key, file.list_key) == ("ofac_csv", "ofac_sdn")
    assert not file.format.is_dated
    assert not file.tally.problems
    assert Counter(listing.kind for listing in listings.values()) == {
        "entity": 2, "person": 3, "vessel": 1, "aircraft": 1,
    }  # fmt: skip
    company = listings["101"]
    assert company.addresses == (
        Place("1 Sample Street, Suite 2", "Pyongyang", "", "", "Korea, North", "KP"),
        Place("", "Dandong 118000", "", "", "China", "CN", "branch office"),
    )
    numbers = [(i.kind, i.value, i.country, i.is_sound) for i in company.identifiers]
    assert ("registration", "HRB 7788", "DE", None) in numbers
    assert ("registration", "55667788", "NL", None) in numbers  # no LEI, though the word is the same
    assert ("lei", "5493001KJTIIGC8Y1R12", None, True) in numbers
    assert ("isin", "US0378331005", None, True) in numbers
    assert ("isin", "US0378331006", None, False) in numbers
    assert ("imo_company", "5550001", None, None) in numbers
    assert ("phone", "(850)(20000000)", None, None) in numbers
    assert {i.kind for i in company.identifiers} >= {"swift", "ticker", "email", "website", "wallet"}
    assert company.regime == "DPRK"
    assert company.programmes == ("DPRK2",)
    assert company.nationalities == ("KP",)
    assert company.details["Linked To"] == ("SAMPLE HOLDING CO., LTD.",)
    assert company.details["remark"] == ("all offices worldwide",)
    vessel = listings["103"]
    assert vessel.imo == "9074729"
    assert [(i.value, i.is_sound) for i in vessel.identifiers if i.kind == "imo"] == [
        ("9074729", True), ("9074720", False),
    ]  # fmt: skip
    assert {i.kind for i in vessel.identifiers} == {"call_sign", "imo", "registration", "mmsi"}
    assert vessel.details["Vessel Tonnage"] == ("11,000",)
    assert vessel.nationalities == ("MN",)
    aircraft = listings["104"]
    assert ("aircraft_registration", "XX-SMP") in [(i.kind, i.value) for i in aircraft.identifiers]


def test_a_person_is_called_in_spoken_order() -> None:
    listings, _ = read(CSV)
    person = listings["102"]
    names = [(n.text, n.family, n.quality, n.label, n.note) for n in person.names]
    assert names == [
        ("Pattern Middle EXAMPLE", "EXAMPLE", "primary", "", ""),
        ("Pattern EXEMPLAR", "EXEMPLAR", "good", "aka", "an alias remarked"),
        ("Pattern EXAMPLE-NEW", "EXAMPLE-NEW", "good", "nka", ""),
        ("Nick EXAMPLE", "EXAMPLE", "low", "a.k.a.", ""),
    ]
    assert person.details["SDN_Name"] == ("EXAMPLE, Pattern Middle",)
    assert person.gender == "male"
    assert person.nationalities == ("KP", "RU")
    assert person.born == (
        *map(Moment.of, ["1962-03-12", "~1963", "1961..1964", "1960-03"]),
        Moment(date(1958, 1, 1), date(1959, 12, 31), "approximately"),
    )
    assert person.birth_places == (
        Place(city="Sampleton", region="Ryanggang", country="Korea, North", code="KP"),
        Place(city="Exampleville"),
    )
    passport = person.identifiers[0]
    assert (passport.kind, passport.value, passport.country) == ("passport", "S123456", "KP")
    assert passport.note == "issued 14 Dec 2005; expires 13 Dec 2015"
    assert listings["106"].name == "Second EXAMPLE Jr."
    assert listings["107"].name == "EXAMPLE"


def test_a_remark_goes_on_in_the_comments_in_the_middle_of_a_word() -> None:
    listings, _ = read(CSV)
    company = listings["105"]
    assert [(i.kind, i.value, i.country) for i in company.identifiers] == [("passport", "S9900", "IQ")]
    assert [n.text for n in company.names if n.quality == "low"] == ["SAMPLE LONG TALE"]


def test_names_with_a_semicolon_stay_whole() -> None:
    listings, _ = read(CSV)
    weak = [(n.text, n.label) for n in listings["101"].names if n.quality == "low"]
    assert weak == [("STC", "a.k.a."), ("SAMPLE GOODS; SAMPLE WARES", "f.k.a.")]


def test_what_is_unknown_or_says_nothing_is_counted() -> None:
    _, file = read(CSV)
    assert counts(file, "unread") == {"alt_type 'xka'": 1, "DOB that is no date": 1}
    assert counts(file, "refused") == {"empty address": 1, "empty alias": 1}


def test_the_names_alone_are_a_list_that_says_what_is_missing() -> None:
    listings, file = read(CSV / "sdn.csv")
    assert len(listings) == 7
    assert set(counts(file, "unread")) == {
        "aliases (alt.csv): not beside the names",
        "addresses (add.csv): not beside the names",
        "remark cut off, its end not beside it (comments)",
        "DOB that is no date",
    }
    assert listings["105"].details["remark cut off"] == ("Passp",)
    assert not listings["105"].identifiers


def test_an_archive_is_read_as_a_folder_is(tmp_path: Path) -> None:
    archive = tmp_path / "sdn.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in sorted(CSV.iterdir()):
            packed.write(path, path.name.upper())
    zipped, _ = read(archive)
    plain, _ = read(CSV)
    assert {r: x.content_hash for r, x in zipped.items()} == {r: x.content_hash for r, x in plain.items()}


def test_files_of_several_days_are_refused_with_their_counts(tmp_path: Path) -> None:
    for path in CSV.iterdir():
        lines = path.read_bytes().splitlines(keepends=True)
        kept = [line for line in lines if path.name != "sdn.csv" or not line.startswith((b"101,", b"105,"))]
        (tmp_path / path.name).write_bytes(b"".join(kept))
    _, file = read(tmp_path)
    told = [(p.found or "", p.hint or "") for p in file.tally.problems]
    assert [found.split(" rows")[0] for found, _ in told] == ["3 of 5", "2 of 6"]
    assert [hint.split("/")[1].split(";")[0] for _, hint in told] == ["add.csv", "alt.csv"]
    assert "comments of another day, left out (1 of 1 without a party)" in file.tally.unread


def test_a_missing_end_mark_is_told(tmp_path: Path) -> None:
    shutil.copytree(CSV, tmp_path / "cut")
    alt = tmp_path / "cut" / "alt.csv"
    alt.write_bytes(alt.read_bytes().removesuffix(b"\x1a"))
    _, file = read(tmp_path / "cut")
    assert counts(file, "unread")["end mark (byte 1A) missing: the file may be cut short"] == 1


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["alt.csv", "add.csv"], "sdn.csv or cons_prim.csv"),
        (["sdn.csv", "copy.csv"], "the files of one list, each once"),
    ],
)
def test_files_that_make_no_list_are_refused(tmp_path: Path, names: list[str], expected: str) -> None:
    for name in names:
        shutil.copy(CSV / ("sdn.csv" if name == "copy.csv" else name), tmp_path / name)
    with pytest.raises(InputError, match=expected):
        read(tmp_path, "ofac_sdn")


def test_the_list_is_told_by_programmes_then_by_name(tmp_path: Path) -> None:
    assert read(CONS_CSV)[1].list_key == "ofac_cons"
    plain = b'1,"SAMPLE",-0- ,"DPRK2",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n\x1a'
    for name, key in (("sdn.csv", "ofac_sdn"), ("cons_prim.csv", "ofac_cons")):
        (tmp_path / name).write_bytes(plain)
        assert read(tmp_path / name)[1].list_key == key
    (tmp_path / "list.csv").write_bytes(plain)
    with pytest.raises(InputError, match="--list ofac_sdn or --list ofac_cons"):
        read(tmp_path / "list.csv")
    assert read(tmp_path / "list.csv", "ofac_cons")[1].list_key == "ofac_cons"
    with pytest.raises(InputError, match="ofac_cons, which"):
        read(CONS_CSV, "ofac_sdn")


@pytest.mark.parametrize(("row", "column"), [(b'x1,"SAMPLE"', "ent_num"), (b"1,-0- ", "SDN_Name")])
def test_a_party_without_number_or_name_is_wrong(tmp_path: Path, row: bytes, column: str) -> None:
    rest = b',-0- ,"CUBA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n'
    (tmp_path / "sdn.csv").write_bytes(b'9,"SAMPLE"' + rest + row + rest)
    _, file = read(tmp_path / "sdn.csv")
    assert [(p.row, p.column) for p in file.tally.problems] == [(2, column)]


@needs_real
@pytest.mark.parametrize(
    ("path", "names", "kinds"),
    [
        ("trio_2023-12-28", "sdn.csv", (6_646, 6_033, 764, 378)),
        ("history/sdn_2021-08-18.csv", "", (4_688, 3_711, 407, 277)),
        ("history/sdn_2024-05-02.csv", "", (6_854, 6_885, 851, 383)),
        ("history/sdn_2024-05-03.csv", "", (6_854, 6_884, 851, 376)),
        ("cons_2019", "ofac_cons_prim.csv", (79, 363, 0, 0)),
    ],
)
def test_real_lists_load_whole(path: str, names: str, kinds: tuple[int, ...]) -> None:
    listings, file = read(REAL / path)
    assert file.list_key == ("ofac_cons" if "cons" in path else "ofac_sdn")
    assert not file.tally.problems
    with (REAL / path / names).open(newline="", encoding="ascii") as stream:
        rows = [row for row in csv.reader(stream) if len(row) > 1]
    assert list(listings) == [row[0] for row in rows]
    printed = Counter(row[2].strip() for row in rows)
    assert tuple(printed[word] for word in ("individual", "-0-", "vessel", "aircraft")) == kinds
    found = Counter(listing.kind for listing in listings.values())
    assert (found["person"], found["entity"], found["vessel"], found["aircraft"]) == kinds
    assert set(counts(file, "unread")) <= {
        "aliases (alt.csv): not beside the names",
        "addresses (add.csv): not beside the names",
        "remark cut off, its end not beside it (comments)",
    }
    assert set(counts(file, "refused")) <= {"empty address"}


@needs_real
def test_the_real_trios_of_several_days_are_refused() -> None:
    _, static = read(REAL / "trio_static")
    assert [p.found for p in static.tally.problems] == [
        "9,121 of 18,990 rows for parties that the names do not have",
        "7,698 of 17,091 rows for parties that the names do not have",
    ]


@needs_real
def test_the_trio_of_2019_loads_without_its_comments_of_another_day() -> None:
    listings, file = read(REAL / "trio_2019-01")
    assert not file.tally.problems
    told = [k for k in file.tally.unread if k.startswith("comments of another day")]
    assert told == ["comments of another day, left out (10 of 13 without a party)"]
    assert Counter(x.kind for x in listings.values()) == {
        "entity": 2_994, "person": 3_845, "vessel": 323, "aircraft": 217,
    }  # fmt: skip
    strong = sum(n.field.startswith("alias") for x in listings.values() for n in x.names)
    assert strong == 9_682
