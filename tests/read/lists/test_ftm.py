"""FollowTheMoney and targets.simple.csv: our own files, and real ones where they are beside the checkout."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from article41.errors import InputError
from article41.listing import Listing
from article41.read.lists.reading import ListFile, open_list

_SAMPLES = Path(__file__).parent / "samples"
DAY = date(2026, 1, 2)
_SHARED = Path(__file__).parents[4] / "shared" / "data" / "ftm"
_BESIDE = pytest.mark.skipif(not _SHARED.exists(), reason="the real files are not beside this checkout")


def _load(path: Path) -> tuple[ListFile, dict[str, Listing]]:
    file = open_list(path, "my_list", DAY)
    return file, {x.reference: x for x in file.listings()}


def test_only_targets_become_listings() -> None:
    file, found = _load(_SAMPLES / "ftm_entities.json")
    assert {x.reference: x.kind for x in found.values()} == {
        "p-1": "person",
        "c-1": "entity",
        "v-1": "vessel",
        "w-2": "unknown",
        "a-1": "aircraft",
        "l-1": "unknown",
    }
    assert not file.tally.problems
    assert {path: met.where for path, met in file.tally.unread.items()} == {
        "Person/age that is no text": "line 3",
        "key novelty": "line 3",
        "schema Person that is no target": "line 14",
        "schema Position": "line 15",
        "schema Ownership of no listed party": "line 16",
    }
    assert {what: met.count for what, met in file.tally.refused.items()} == {"placeholder in alias": 1}


def test_a_person_with_all_that_is_about_it() -> None:
    _, found = _load(_SAMPLES / "ftm_entities.json")
    person = found["p-1"]
    assert [(n.text, n.quality, n.family) for n in person.names] == [
        ("Il SAMPLEMAN", "primary", "SAMPLEMAN"),
        ("SAMPLEMAN Il", "primary", "SAMPLEMAN"),
        ("Example Il", "aka", ""),
        ("Il", "low", ""),
        ("Former Il", "fka", ""),
    ]
    assert person.listed_on == date(2015, 1, 1)
    assert (person.regime, person.programmes) == ("", ("SAMPLE-1", "SAMPLE-2", "SMP-2"))
    assert [(str(m.first), m.precision) for m in person.born] == [
        ("1970-01-01", "year"),
        ("1970-02-03", "day"),
    ]
    assert person.details["birthDate"] == ("about 1970",)
    assert [(p.city, p.code) for p in person.birth_places] == [("Sampleton", "CN"), ("", "KP")]
    assert (person.gender, person.nationalities) == ("male", ("KP", "CN"))
    assert [(p.street, p.city, p.country, p.code, p.note) for p in person.addresses] == [
        ("2 Example Street, Dubai", "", "AE", "AE", ""),
        ("1 Example Street", "Sampleton", "DPRK", "KP", "since 2010"),
    ]
    assert [(i.kind, i.value, i.label, i.country, i.note) for i in person.identifiers] == [
        ("tax", "7707083893", "innCode", None, ""),
        ("phone", "+442079460018", "", None, ""),
        ("email", "il@sample.example", "", None, ""),
        ("website", "https://sample.example/", "", None, ""),
        ("wallet", "bc1qsample", "XBT", None, ""),
        ("passport", "77", "Special passport", None, ""),
        ("passport", "U0000001", "Diplomatic", "KP", "authority Sample Ministry; startDate 2004-01-18"),
    ]
    assert person.details["Ownership"] == ("asset: c-1; percentage: 50",)
    assert person.details["sanction"] == (
        "authority: Sample Authority; endDate: 2030-01-01; listingDate: 2016-03-02, 2017; program: SAMPLE-1; "
        "provisions: Asset freeze",
        "program: SAMPLE-2; programId: SMP-2; startDate: 2015-01-01",
    )
    assert person.details["topics"] == ("role.pep", "sanction")
    assert person.details["lastName"] == ("Unused",)
    assert person.details["country"] == ("ru",)
    assert person.details["notes"] == ("[like] a note of ours",)
    assert person.details["referents"] == ("old-1",)
    assert "last_seen" not in person.details


def test_other_parties() -> None:
    _, found = _load(_SAMPLES / "ftm_entities.json")
    company, ship, plane, wallet = (found[k] for k in ("c-1", "v-1", "a-1", "w-2"))
    assert [(i.kind, i.value) for i in company.identifiers] == [
        ("imo_company", "1234567"),
        ("isin", "KP0000000001"),
    ]
    assert (company.imo, company.nationalities) == (None, ("KP",))
    assert company.details["schema"] == ("Company",)
    assert company.details["Ownership"] == ("owner: p-1; percentage: 50",)
    assert (ship.imo, ship.nationalities, ship.details["pastFlags"]) == ("9074729", ("KP",), ("pa",))
    assert [i.kind for i in ship.identifiers] == ["imo", "mmsi", "call_sign"]
    assert [str(m.first) for m in plane.born] == ["1980-05-01"]
    assert [i.kind for i in plane.identifiers] == ["aircraft_registration"]
    assert (wallet.name, [i.kind for i in wallet.identifiers]) == ("bc1qsecond", ["wallet"])


def test_the_order_of_values_and_lines_is_no_change(tmp_path: Path) -> None:
    lines = [json.loads(line) for line in (_SAMPLES / "ftm_entities.json").read_text("utf-8").splitlines()]
    for entity in lines:
        entity["last_seen"] = "2030-01-01T00:00:00"
        entity["properties"] = {k: v[::-1] for k, v in reversed(entity["properties"].items())}
    path = tmp_path / "entities.ftm.json"
    path.write_text("\n".join(map(json.dumps, reversed(lines))), encoding="utf-8")
    before, after = (_load(p)[1] for p in (_SAMPLES / "ftm_entities.json", path))
    assert {k: x.content_hash for k, x in before.items()} == {k: x.content_hash for k, x in after.items()}


def test_nested_entities() -> None:
    file, found = _load(_SAMPLES / "ftm_nested.json")
    person = found["p-1"]
    assert not file.tally.problems
    assert (person.listed_on, person.regime) == (date(2016, 3, 2), "SAMPLE-1")
    assert [(p.street, p.country) for p in person.addresses] == [("1 Example Street, Sampleton", "China")]
    assert person.details["Family"] == ("relationship: brother; relative: Sa SAMPLEMAN (p-2)",)
    assert [(i.kind, i.country) for i in person.identifiers] == [("passport", "KP")]
    assert {path: met.count for path, met in file.tally.unread.items()} == {"schema Event": 1}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"id": "x", ', "row 2.*one JSON object a line"),
        ("[" * 100_000, "row 2.*one JSON object a line"),
        ("\ud800".encode("utf-8", "surrogatepass").decode("latin-1"), "one JSON object a line"),
    ],
)
def test_malformed_lines_are_refused(line: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    first = (_SAMPLES / "ftm_nested.json").read_bytes()
    path.write_bytes(first + line.encode("latin-1") + b"\n")
    with pytest.raises(InputError, match=message):
        _load(path)


@pytest.mark.parametrize(
    "line", ["1", "null", "{}", '{"id": "", "schema": "Person", "properties": {}}', '{"id": "x"}']
)
def test_what_is_no_entity_is_wrong(line: str, tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_bytes((_SAMPLES / "ftm_nested.json").read_bytes() + line.encode() + b"\n")
    file, found = _load(path)
    assert [(p.row, p.expected) for p in file.tally.problems] == [(2, "an entity: id, schema, properties")]
    assert list(found) == ["p-1"]


def test_a_party_without_a_name_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text('{"id": "x", "schema": "Person", "properties": {"name": ["n/a"]}}\n', encoding="utf-8")
    file, _ = _load(path)
    assert [p.column for p in file.tally.problems] == ["name"]


def test_targets_simple() -> None:
    file, found = _load(_SAMPLES / "targets.simple.csv")
    assert not file.tally.problems
    assert {path: met.count for path, met in file.tally.unread.items()} == {"column schema=Spaceship": 1}
    person, ship, _ = found.values()
    assert [n.text for n in person.names] == ["Il SAMPLEMAN", "Example Il", "Second; with a semicolon"]
    assert [(i.kind, i.value) for i in person.identifiers] == [
        ("imo_company", "9074729"),
        ("other", "U0000001"),
        ("phone", "+442079460018"),
        ("email", "il@sample.example"),
    ]
    assert (person.regime, person.programmes, person.nationalities) == ("SMP-1", ("SMP-1",), ())
    assert person.details["countries"] == ("cn", "kp")
    assert person.details["birth_date"] == ("about 1970",)
    assert [(p.street, p.code) for p in person.addresses] == [("1 Example Street, Dubai", "AE")]
    assert (ship.kind, ship.imo, ship.regime) == ("vessel", "9074729", "")
    assert "sanctions" not in ship.details


@_BESIDE
@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("entities.ftm.json", {"person": 423}),
        ("targets.nested.json", {"person": 5}),
        ("targets.simple.csv", {"person": 5}),
        (
            "ua_war_sanctions_targets.simple_2026-03.csv",
            {"person": 1_543, "entity": 1_524, "vessel": 1_340, "unknown": 1_193},
        ),
    ],
)
def test_the_real_files(name: str, kinds: dict[str, int]) -> None:
    file, found = _load(_SHARED / name)
    assert not file.tally.problems
    assert Counter(x.kind for x in found.values()) == kinds
