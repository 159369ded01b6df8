"""goods.csv and barrels.csv: the shipped tables are sound, and every kind of mistake is reported."""

from __future__ import annotations

import csv
from importlib.resources import files
from pathlib import Path

import pytest

from article41.errors import Problem
from article41.read.resolutions.goods import load_barrels, load_goods

LAW = files("article41") / "law"
GOODS = [
    "coal",
    "iron",
    "iron_ore",
    "seafood",
    "fishing_rights",
    "lead",
    "lead_ore",
    "textiles",
    "condensate",
    "natural_gas_liquid",
    "refined_petroleum",
    "crude_oil",
    "food",
    "machinery",
    "electrical",
    "earth_stone",
    "wood",
    "vessel",
    "vehicle",
    "metal",
    "gold",
    "titanium_ore",
    "vanadium_ore",
    "rare_earth",
    "copper",
    "nickel",
    "silver",
    "zinc",
    "statue",
    "new_helicopter",
    "new_vessel",
    "aviation_fuel",
    "luxury",
    "gems_yachts_cars",
    "watches_crystal_sports",
    "snowmobile",
    "rug",
    "porcelain_tableware",
    "heavy_arms",
    "arms",
    "small_arms",
]
HEADING = "good,label,hs,ex,editions,paragraphs,flow,tier,confidence,note"
COAL = "coal,coal,2701,no,1992-2022,2371/op8,from_dprk,UN_text,high,"
SHARED = Path(__file__).parents[2] / ".." / "shared"


def problems(*rows: str, heading: str = HEADING) -> list[Problem]:
    return load_goods("\n".join((heading, *rows)) + "\n", "goods.csv")[1]


def shipped() -> str:
    return (LAW / "goods.csv").read_text(encoding="utf-8")


def test_the_shipped_table_is_sound() -> None:
    rows, wrong = load_goods(shipped(), "goods.csv")
    assert wrong == []
    assert list(dict.fromkeys(row.good for row in rows)) == GOODS


def test_leading_zeros_are_kept_and_rows_carry_what_the_source_says() -> None:
    rows, _ = load_goods(shipped(), "goods.csv")
    by = {(row.good, row.prefix): row for row in rows}
    assert by["seafood", "03"].note.endswith("recalled")
    assert by["machinery", "84"].flows == ("from_dprk", "to_dprk")
    assert by["machinery", "84"].paragraphs == ("2397/op6", "2397/op7")
    assert by["coal", "2704"].confidence == "low"
    assert by["crude_oil", "2709"].is_partial
    assert by["condensate", "2709"].is_partial
    assert not by["iron", "7201"].is_partial
    assert by["iron", "72"].is_partial
    assert by["luxury", ""].paragraphs == ("1718/op8.a.iii",)
    assert all(row.is_partial for row in rows if row.good in {"new_vessel", "new_helicopter"})
    assert all(row.is_partial for row in rows if row.good == "luxury" and row.prefix)
    annexes = {"gems_yachts_cars", "watches_crystal_sports", "snowmobile", "rug", "porcelain_tableware"}
    listed = {row.prefix for row in rows if row.good in annexes}
    assert listed == {row.prefix for row in rows if row.good == "luxury" and row.prefix}
    mapped = [row for row in rows if row.good in {"heavy_arms", "arms", "small_arms"}]
    assert {(row.tier, row.confidence) for row in mapped} == {("author_mapping", "medium")}
    assert all(row.note.endswith("the Committee prints no codes") for row in mapped)
    assert {row.prefix[:2] for row in mapped} == {"87", "88", "89", "93"}


def test_no_digit_past_the_sixth_decides() -> None:
    rows, _ = load_goods(shipped(), "goods.csv")
    assert [row.prefix for row in rows if len(row.prefix) > 6] == ["27090010"]
    assert all(row.is_partial for row in rows if len(row.prefix) > 6)


@pytest.mark.parametrize(
    ("row", "column", "found"),
    [
        (COAL.replace("2701", "270l"), "hs", "270l"),
        (COAL.replace("2701", "2"), "hs", "2"),
        (COAL.replace("2701", "27.01"), "hs", "27.01"),
        (COAL.replace(",no,", ",maybe,"), "ex", "maybe"),
        (COAL.replace("2701,no", "27011200,no"), "ex", "no"),
        (COAL.replace("1992-2022", "1992"), "editions", "1992"),
        (COAL.replace("1992-2022", "1993-2022"), "editions", "1993-2022"),
        (COAL.replace("1992-2022", "2022-1992"), "editions", "2022-1992"),
        (COAL.replace("2701,no,1992-2022", ",no,1992-2022"), "editions", "1992-2022"),
        (COAL.replace("2371/op8", "2371:8"), "paragraphs", "2371:8"),
        (COAL.replace("from_dprk", "from_dprk|out"), "flow", "out"),
        (COAL.replace("UN_text", "UN"), "tier", "UN"),
        (COAL.replace("high", "certain"), "confidence", "certain"),
        (COAL.replace("coal,coal", "Coal,coal"), "good", "Coal"),
        (COAL.replace("coal,coal", "coal,"), "label", ""),
    ],
)
def test_a_bad_cell_is_named(row: str, column: str, found: str) -> None:
    (problem,) = problems(row)
    assert (problem.row, problem.column, problem.found) == (2, column, found)
    assert problem.expected


def test_all_mistakes_come_at_once_with_the_nearest_right_word() -> None:
    wrong = problems(COAL.replace("UN_text", "UN_txt"), COAL.replace("2701", "2702").replace("high", "hihg"))
    assert [p.column for p in wrong] == ["tier", "confidence"]
    assert wrong[0].hint == "did you mean UN_text?"
    assert wrong[1].hint == "did you mean high?"


def test_a_good_and_prefix_twice() -> None:
    (problem,) = problems(COAL, COAL)
    assert (problem.row, problem.hint) == (3, "see row 2")


def test_one_label_for_a_good() -> None:
    (problem,) = problems(COAL, COAL.replace("coal,coal,2701", "coal,Coals,2702"))
    assert (problem.row, problem.column) == (3, "label")


def test_unknown_and_missing_columns() -> None:
    wrong = problems(COAL, heading=HEADING.replace(",hs,", ",hs_cod,"))
    assert {(p.row, p.column) for p in wrong} == {(1, "hs_cod"), (1, "hs")}


def test_a_row_of_the_wrong_length_and_broken_csv() -> None:
    assert problems("coal,coal")[0].found == "2 cells"
    assert problems('coal,"coal')[0].expected.startswith("well-formed CSV")
    assert load_goods("", "goods.csv")[1]


def test_a_bad_row_is_left_out_and_good_rows_stay() -> None:
    rows, wrong = load_goods("\n".join((HEADING, COAL, COAL.replace("2701", "x"))), "goods.csv")
    assert [row.prefix for row in rows] == ["2701"]
    assert len(wrong) == 1


def test_barrels_per_tonne() -> None:
    factors, wrong = load_barrels((LAW / "barrels.csv").read_text(encoding="utf-8"), "barrels.csv")
    assert wrong == []
    assert [(f.good, round(f.barrels_per_tonne, 2), f.status) for f in factors] == [
        ("crude_oil", 7.62, "UN_text"),
        ("refined_petroleum", 8.33, "national"),
        ("refined_petroleum", 7.62, "derived"),
    ]
    assert 525_000 * factors[0].barrels_per_tonne == pytest.approx(4_000_000, rel=1e-12)
    assert all("http" in f.source or f.source.startswith("no source") for f in factors)


def test_bad_barrels() -> None:
    heading = "good,barrels_per_tonne,source,status"
    _, wrong = load_barrels(
        f"{heading}\ncrude_oil,7/0,here,UN_text\ncrude_oil,7/0,,mine\nX,1,s,national\n", "b.csv"
    )
    assert [(p.row, p.column) for p in wrong] == [
        (2, "barrels_per_tonne"),
        (3, "good"),
        (3, "barrels_per_tonne"),
        (3, "status"),
        (3, "source"),
        (4, "good"),
    ]


@pytest.mark.skipif(
    not (SHARED / "data" / "hs").is_dir(), reason="the nomenclatures are not beside the checkout"
)
def test_prefixes_exist_in_the_editions_they_claim() -> None:
    with (SHARED / "data/hs/harmonized-system.csv").open(encoding="utf-8", newline="") as lines:
        hs2022 = [row["hscode"] for row in csv.DictReader(lines)]
    with (SHARED / "data/hs/baci_product_codes.csv").open(encoding="utf-8", newline="") as lines:
        hs2017 = [row["code"] for row in csv.DictReader(lines)]
    rows, _ = load_goods(shipped(), "goods.csv")
    merged = ("271012", "271019")  # BACI keeps all of 2710 as 271000
    for row in rows:
        if row.prefix and len(row.prefix) <= 6:
            exists = any(code.startswith(row.prefix) for code in hs2022)
            assert exists == (row.editions[1] == 2022), row
            if row.editions[0] <= 2017 <= row.editions[1] and row.prefix not in merged:
                assert any(code.startswith(row.prefix) for code in hs2017), row
