"""The lists as data: what is held, restated here, and every mistake told with its row and column."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest
import yaml

from article41.dates import Moment
from article41.errors import LawError
from article41.listing import Listing
from article41.read.imo import has_check_digit
from article41.read.resolutions import load_law
from article41.read.resolutions.committee import KINDS

SOURCE = Path(__file__).parents[3] / "shared"
UN_LIST = SOURCE / "data" / "un" / "un_consolidated_2026-02-27.xml"
VESSELS = SOURCE / "regime" / "vessels.yaml"
NOT_HERE = "the source material is not beside the checkout"
LAW = load_law()
PARTIES = [x for x in LAW.listings if x.kind != "vessel"]
SHIPS = [x for x in LAW.listings if x.kind == "vessel"]
PEOPLE_AND_ENTITIES = {
    "2009-04-24": (0, 3), "2009-07-16": (5, 5), "2012-05-02": (0, 3), "2013-01-22": (4, 6), "2013-03-07": (3, 2),
    "2014-07-28": (0, 1), "2016-03-02": (16, 12), "2016-11-30": (11, 10), "2017-06-02": (14, 4),
    "2017-08-05": (9, 4), "2017-09-11": (1, 3), "2017-12-22": (16, 1), "2018-03-30": (1, 21),
}  # fmt: skip
BEHIND = {
    "2013-01-22": "2087/op5.a", "2013-03-07": "2094/op8", "2016-03-02": "2270/op10", "2016-11-30": "2321/op3",
    "2017-06-02": "2356/op3", "2017-08-05": "2371/op3", "2017-09-11": "2375/op3", "2017-12-22": "2397/op3",
}  # fmt: skip
"""The paragraph by which the Council designated; on other days the Committee did, under 1718/op8.d and 8.e."""
SETS = {
    ("2016-03-02", ("asset_freeze",)): 31,
    ("2017-10-03", ("port_entry",)): 4,
    ("2017-12-28", ("port_entry",)): 4,
    ("2018-03-30", ("asset_freeze", "port_entry")): 13,
    ("2018-03-30", ("asset_freeze",)): 2,
    ("2018-03-30", ("deflag", "port_entry")): 12,
    ("2018-10-16", ("deflag", "port_entry")): 3,
}


def test_eighty_people_and_seventy_five_entities_by_day() -> None:
    found = Counter((str(x.listed_on), x.kind) for x in PARTIES)
    assert {d: (found[d, "person"], found[d, "entity"]) for d, _ in found} == PEOPLE_AND_ENTITIES
    assert [sum(n) for n in zip(*PEOPLE_AND_ENTITIES.values(), strict=True)] == [80, 75]
    numbers = [x.reference for x in PARTIES]
    assert numbers == [f"KPi.{i:03d}" for i in range(1, 81)] + [f"KPe.{i:03d}" for i in range(1, 76)]


def test_the_paragraph_behind_each_measure() -> None:
    for x in PARTIES:
        freeze = BEHIND.get(str(x.listed_on), "1718/op8.d")
        travel = {"2094/op8": "2094/op9", "1718/op8.d": "1718/op8.e"}.get(freeze, freeze)
        expected = {"asset_freeze": freeze} | ({"travel_ban": travel} if x.kind == "person" else {})
        assert x.measures == expected, x.reference


def test_a_reading_states_each_count() -> None:
    small = [
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
    ]
    for day, provision in BEHIND.items():
        people, entities = (small[n - 1] for n in PEOPLE_AND_ENTITIES[day])
        readings = next(p.reading for p in LAW.provisions if p.id == provision)
        said = f"{people} individual{'s' * (people != 'one')} and {entities} {'entity' if entities == 'one' else 'entities'}"
        assert said in {r.what for r in readings}


def test_vessels_by_day_and_measures() -> None:
    assert Counter((str(x.listed_on), tuple(x.measures)) for x in SHIPS) == SETS
    removed = Counter(str(x.removed_on.first) + x.removed_on.precision for x in SHIPS if x.removed_on)
    assert removed == {"2016-03-21day": 4, "2016-12-01month": 5}
    on_the_list = {x.reference for x in SHIPS if x.removed_on is None}
    assert len(on_the_list) == 59  # HAO FAN 6 was designated twice


def test_every_imo_number_checks_and_one_vessel_has_none() -> None:
    assert [x.name for x in SHIPS if x.imo is None] == ["MIN NING DE YOU 078"]
    assert all(has_check_digit(x.imo) for x in SHIPS if x.imo)
    shared = Counter(x.imo for x in SHIPS if x.imo)
    assert {imo for imo, n in shared.items() if n > 1} == {"8628597", "8914934"}


def test_what_rests_on_memory_is_marked() -> None:
    assert Counter(x.status for x in SHIPS) == {"seen": 52, "recalled": 12, "contested": 5}
    assert {tuple(x.measures) for x in SHIPS if x.status == "recalled"} == {("deflag", "port_entry")}
    assert all(x.note for x in SHIPS if x.status != "seen")
    assert all(x.source for x in LAW.listings)


def test_one_person_in_full() -> None:
    person = listing("KPi.023")
    assert person.name == "KIM TONG MY’ONG"
    assert len(person.names) == 8
    assert {n.quality for n in person.names} == {"primary", "good"}
    assert [(m.first.year, m.precision) for m in person.born] == [(1964, "year"), (1962, "day")]
    assert [(i.kind, i.value, i.country) for i in person.identifiers] == [("passport", "290320764", "KP")]
    assert person.nationalities == ("KP",)
    assert person.amended_on == (date(2022, 7, 26),)


def test_scripts_qualities_and_dates_of_every_sort() -> None:
    names = [n for x in PARTIES for n in x.names]
    assert {n.quality for n in names} == {"primary", "good", "low", "aka", "fka"}
    assert [n.text for n in names if n.script == "Hani"][:2] == ["金铁三", "朝鲜联合机械贸易会社"]
    assert listing("KPi.066").born == (Moment(date(1967, 1, 1), date(1969, 12, 31), "between"),)
    assert Counter(i.kind for x in PARTIES for i in x.identifiers) == {
        "passport": 50,
        "swift": 5,
        "imo_company": 16,
    }


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("1944-10-13", "1944-10-13", "1944-10-13", "day"),
        ("2016-12", "2016-12-01", "2016-12-31", "month"),
        ("1938", "1938-01-01", "1938-12-31", "year"),
        ("~1965", "1965-01-01", "1965-12-31", "approximately"),
        ("1967..1969", "1967-01-01", "1969-12-31", "between"),
    ],
)
def test_a_moment_is_as_wide_as_its_source(text: str, first: str, last: str, precision: str) -> None:
    found = Moment.of(text)
    assert (str(found.first), str(found.last), found.precision) == (first, last, precision)


def test_the_committee_s_acts_and_what_is_known_of_them() -> None:
    assert Counter(a.kind for a in LAW.acts) == {
        "party_designation": 5, "vessel_designation": 4, "vessel_removal": 2, "item_list": 13,
        "exemption_notice": 3, "cease_request": 3,
    }  # fmt: skip
    known = {k.kind: k for k in LAW.known_acts}
    assert set(known) == set(KINDS)
    assert known["cease_notice"].span is None
    assert known["item_list"].span is None
    assert all(a.on is None for a in LAW.acts if a.kind == "item_list")
    for act in LAW.acts:
        span = known[act.kind].span
        assert act.on is None or (span is not None and act.on.first in span), act
    designated = {a.on.first for a in LAW.acts if a.kind == "vessel_designation" and a.on}
    assert designated == {x.listed_on for x in SHIPS} - {date(2016, 3, 2)}
    council = {date.fromisoformat(d) for d in BEHIND}
    named = {a.on.first for a in LAW.acts if a.kind == "party_designation" and a.on}
    assert named == {x.listed_on for x in PARTIES} - council


@pytest.mark.skipif(not UN_LIST.exists(), reason=NOT_HERE)
def test_the_parties_are_those_of_the_united_nations_list() -> None:
    theirs = {}
    for tag in ("INDIVIDUAL", "ENTITY"):
        for e in Xml.parse(UN_LIST).getroot().iter(tag):  # noqa: S314  a file we keep
            if e.findtext("UN_LIST_TYPE") == "DPRK":
                parts = (e.findtext(f"{n}_NAME") or "" for n in ("FIRST", "SECOND", "THIRD", "FOURTH"))
                name = " ".join(" ".join(parts).split())
                theirs[str(e.findtext("REFERENCE_NUMBER")).strip()] = (name, e.findtext("LISTED_ON"))
    assert {x.reference: (x.name, str(x.listed_on)) for x in PARTIES} == theirs


@pytest.mark.skipif(not VESSELS.exists(), reason=NOT_HERE)
def test_the_vessels_are_those_of_the_sources() -> None:
    sets = yaml.load(VESSELS.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)["sets"]  # noqa: S506
    theirs = {
        (
            s["date"],
            v["name"].partition(" (")[0],
            v["imo"] if v["imo"] != "null" else "",
            v.get("removed", "")[:10].strip(),
        )
        for s in sets
        for v in (*s["vessels"], *s.get("removed", ()))
    }
    ours = {
        (
            str(x.listed_on),
            x.name,
            x.imo or "",
            ""
            if x.removed_on is None
            else str(x.removed_on.first)[: 10 if x.removed_on.precision == "day" else 7],
        )
        for x in SHIPS
    }
    assert {(d, n, i, r[:7] if "(" in r else r) for d, n, i, r in theirs} == ours
    with (SOURCE / "cases" / "un_vessels_from_eu.csv").open(encoding="utf-8") as lines:
        european = {r["imo"] for r in csv.DictReader(lines) if r["eu_annex"] != "XV.F"} - {"Does not exist"}
    assert european == {x.imo for x in SHIPS if x.imo and x.removed_on is None}


@pytest.mark.parametrize(
    ("file", "old", "new", "row", "column", "said"),
    [
        ("listings.csv", "KPi.002,person", "KPi.001,person", 3, "reference", "each once"),
        ("listings.csv", "KPi.002,person", "KPi.002,persn", 3, "kind", "did you mean person?"),
        ("listings.csv", "KPi.002,person", "KPe.002,person", 3, "reference", "such as KPi.001"),
        ("listings.csv", "RI JE-SON,2009-07-16", "RI JE-SON,2009-07-32", 3, "listed_on", "a day that exists"),
        ("listings.csv", "RI JE-SON,2009-07-16", "RI JE-SON,", 3, "listed_on", "the day of listing"),
        ("listings.csv", "KP,1938,asset_freeze", "KP,193,asset_freeze", 3, "born", "a day, a month or a year"),
        ("listings.csv", "KP,1938,asset_freeze", "KP,1938,asset_freez", 3, "measures", "did you mean asset_freeze?"),
        ("listings.csv", "KP,1938,asset_freeze=1718/op8.d", "KP,1938,asset_freeze=1718/op8.z", 3, "measures", "did you mean 1718/op8"),
        ("listings.csv", "KP,1938,asset_freeze", "North Korea,1938,asset_freeze", 3, "nationality", "an ISO code"),
        ("listing_names.csv", "KPi.002,good", "KPi.999,good", 3, "reference", "a reference of listings.csv"),
        ("listing_names.csv", "KPi.002,good", "KPi.002,goood", 3, "quality", "did you mean good?"),
        ("listing_names.csv", "good,Latn,Ri Che-son", "good,Latin,Ri Che-son", 3, "script", "did you mean Latn?"),
        ("listing_identifiers.csv", "passport,381420754", "pasport,381420754", 2, "kind", "did you mean passport?"),
        ("vessels.csv", "8606173,CHOL", "8606174,CHOL", 2, "imo", "a last digit that checks the others"),
        ("vessels.csv", "8606173,CHOL", "860617,CHOL", 2, "imo", "seven digits"),
        ("vessels.csv", "8909575,CHONG BONG", "8606173,CHONG BONG", 3, "imo", "one row for a vessel and a day"),
        ("vessels.csv", "2016-03-21,asset_freeze", "2016-03-01,asset_freeze", 24, "removed_on", "a day after 2016-03-02"),
        ("vessels.csv", "asset_freeze=2270/op23,seen", "travel_ban=2270/op23,seen", 2, "measures", "a measure on a vessel"),
        ("vessels.csv", "asset_freeze=2270/op23,seen", "asset_freeze=2270/op23,sen", 2, "status", "did you mean seen?"),
        ("committee.csv", "party_designation,2009-04-24", "party_designaton,2009-04-24", 2, "kind", "did you mean party_designation?"),
        ("committee.csv", "party_designation,2009-04-24", "party_designation,", 2, "on", "a symbol where no day was seen"),
        ("committee.csv", "party_designation,2009-04-24", "party_designation,2009-4", 2, "on", "a day or a month"),
        ("committee_coverage.csv", "2018-08-06,2023-06-02", "2018-08-06,", 6, "through", "both days or neither"),
        ("committee_coverage.csv", "2018-08-06,2023-06-02", "2018-08-06,2013-06-02", 6, "through", "no day before 2018-08-06"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_row_and_column(
    file: str, old: str, new: str, row: int, column: str, said: str, whole_folder: Path
) -> None:
    path = whole_folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(LawError) as caught:
        load_law(whole_folder)
    found = [p for p in caught.value.problems if (p.file, p.row, p.column) == (file, row, column)]
    assert any(said in str(p) for p in found), caught.value


def test_a_kind_of_act_without_a_row_is_told(whole_folder: Path) -> None:
    path = whole_folder / "committee_coverage.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text(
        "\n".join(line for line in lines if not line.startswith("cease_notice")), encoding="utf-8"
    )
    with pytest.raises(LawError, match="a row for cease_notice"):
        load_law(whole_folder)


def listing(reference: str) -> Listing:
    return next(x for x in LAW.listings if x.reference == reference)
