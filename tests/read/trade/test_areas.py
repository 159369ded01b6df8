"""States by number, letters and name, as each publisher writes them."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from article41.read.trade.areas import (
    NES,
    WORLD,
    Area,
    area_of_word,
    area_reader,
    load_areas,
    load_gacc_numbers,
)

REFERENCE = Path(__file__).parents[4] / "shared" / "data" / "trade"


@pytest.mark.parametrize(
    ("text", "iso3"),
    [
        *(
            ("408", "PRK"),
            ("KP", "PRK"),
            ("prk", "PRK"),
            ("Korea, Dem. People's Rep. of", "PRK"),
            ("朝鲜", "PRK"),
        ),
        *(("410", "KOR"), ("KR", "KOR"), ("Rep. of Korea", "KOR"), ("韩国", "KOR")),
        *(("0", WORLD), ("000", WORLD), ("WLD", WORLD), ("World", WORLD), ("004", "AFG"), ("810", "SUN")),
        *(
            ("China, Taiwan Province of", "TWN"),
            ("Other Asia, nes", "TWN"),
            ("S19", "TWN"),
            ("中国香港", "HKG"),
        ),
    ],
)
def test_one_area(text: str, iso3: str) -> None:
    found = area_of_word(text)
    assert found is not None
    assert found.iso3 == iso3


@pytest.mark.parametrize("text", ["Korea", "Corée", "9999", "", "Atlantis"])
def test_no_area(text: str) -> None:
    assert area_of_word(text) is None


def test_the_same_number_is_another_state_with_chinas_customs() -> None:
    by_m49, by_gacc = area_reader("partner"), area_reader("partner", is_gacc=True)
    for number, m49, gacc in (
        ("408", "PRK", "BOL"),
        ("410", "KOR", "BRA"),
        ("116", "KHM", "JPN"),
        ("499", "MNE", "A59"),
    ):
        assert by_m49({"partner_code": number}).value == Area(m49, "country")
        found = by_gacc({"partner_code": number}).value
        assert found is not None
        assert found.iso3 == gacc
    assert load_gacc_numbers()["109"].iso3 == "PRK"
    assert load_gacc_numbers()["133"].iso3 == "KOR"
    assert by_gacc({"partner_code": "840"}).value is None


def test_every_number_of_chinas_customs_is_an_area_and_no_state_has_two_but_those_renumbered() -> None:
    numbers = load_gacc_numbers()
    states: dict[str, list[str]] = {}
    for number, area in numbers.items():
        if area.kind != NES:
            states.setdefault(area.iso3, []).append(number)
    assert {iso3 for iso3, own in states.items() if len(own) > 1} == {"KAZ", "KGZ", "TJK", "TKM", "UZB"}


@pytest.mark.parametrize(("file", "side"), [("partner.csv", "Partner"), ("reporter.csv", "reporter")])
def test_every_area_of_comtrade_is_known(file: str, side: str) -> None:
    path = REFERENCE / "comtrade_ref" / file
    if not path.is_file():
        pytest.skip("the shared reference tables are not beside this checkout")
    areas = load_areas()
    renamed = {"S19": "TWN", "_KS": "XKX"}
    with path.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            letters = row[f"{side}CodeIsoAlpha3"].strip()
            number = areas.numbers[row["id"]]
            assert number.iso3 == renamed.get(letters, letters), row
            assert areas.letters[letters].iso3 == number.iso3, row
            assert (number.kind in {"group", "world"}) == (row["isGroup"] == "True" and row["id"] != "490"), (
                row
            )


def test_every_area_of_baci_is_known() -> None:
    path = REFERENCE / "baci_country_codes_V202201.csv"
    if not path.is_file():
        pytest.skip("the shared reference tables are not beside this checkout")
    with path.open(encoding="latin-1") as lines:
        for row in csv.DictReader(lines):
            found = load_areas().numbers[row["country_code"]]
            own = row["iso_3digit_alpha"]
            if (
                own != "N/A" and row["country_code"] != "711"
            ):  # the customs union of five States, not one of them
                assert found.iso3 == own, row
