"""From HS codes to governed goods."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from article41.analyse.goods import Classifier, Term, load_lexicon
from article41.errors import InputError, UnknownName
from article41.read.resolutions.goods import load_goods

SHARED = Path(__file__).parents[2] / ".." / "shared"


TABLE = (files("article41") / "law" / "goods.csv").read_text(encoding="utf-8")
LEXICON = load_lexicon()
CLASSIFIER = Classifier(load_goods(TABLE, "goods.csv")[0], LEXICON)


def yes(hs: str | None, description: str | None = None, good: str | None = None) -> set[str]:
    return {g for g, known in CLASSIFIER.classify(hs, description, good).members.items() if known is True}


def unknown(hs: str | None, description: str | None = None) -> set[str]:
    return {g for g, known in CLASSIFIER.classify(hs, description).members.items() if known is None}


@pytest.mark.parametrize(
    ("hs", "is_in", "is_open"),
    [
        ("27", "", "coal condensate natural_gas_liquid refined_petroleum crude_oil aviation_fuel"),
        ("2701", "coal", ""),
        ("270112", "coal", ""),
        ("2702", "coal", ""),
        ("2704", "", "coal"),
        ("2706", "", ""),
        ("2707", "", "refined_petroleum"),
        ("2709", "", "condensate crude_oil"),
        ("270900", "", "condensate crude_oil"),
        ("27090010", "", "condensate crude_oil"),
        ("27090090", "", "condensate crude_oil"),
        ("2710", "refined_petroleum", "aviation_fuel"),
        ("271000", "refined_petroleum", "aviation_fuel"),
        ("271019", "refined_petroleum", "aviation_fuel"),
        ("271091", "refined_petroleum", ""),
        ("2711", "", "natural_gas_liquid"),
        ("271111", "natural_gas_liquid", ""),
        ("271112", "", "natural_gas_liquid"),
        ("271119", "", "natural_gas_liquid"),
        ("271121", "", ""),
        ("2712", "refined_petroleum", ""),
        ("2716", "", ""),
        ("03", "seafood", ""),
        ("0307", "seafood", ""),
        ("0309", "seafood", ""),
        ("1604", "seafood", ""),
        ("16", "", "seafood"),
        ("1601", "", ""),
        ("230120", "", "seafood"),
        ("07", "food", ""),
        ("0802", "food", ""),
        ("121221", "food", "seafood"),
        ("1006", "", ""),
        ("2601", "iron_ore", ""),
        ("2607", "lead_ore", ""),
        ("2603", "copper", ""),
        ("2604", "nickel", ""),
        ("2608", "zinc", ""),
        ("2614", "titanium_ore", ""),
        ("2615", "", "vanadium_ore"),
        ("261510", "", ""),
        ("261590", "", "vanadium_ore"),
        ("261610", "silver", ""),
        ("261690", "", "gold"),
        ("2611", "", ""),
        ("2530", "earth_stone", "rare_earth"),
        ("2519", "earth_stone", ""),
        ("2846", "", "rare_earth"),
        ("280530", "", "rare_earth"),
        ("44", "wood", "statue"),
        ("4407", "wood", ""),
        ("442010", "wood", "statue"),
        ("442011", "wood", "statue"),
        ("61", "textiles", ""),
        ("6109", "textiles", ""),
        ("5208", "textiles", ""),
        ("5701", "textiles", "luxury rug"),
        ("6403", "", ""),
        ("6704", "", ""),
        ("7108", "gold", ""),
        ("711291", "gold", ""),
        ("711292", "", "gold"),
        ("7106", "silver", ""),
        ("7114", "", "silver"),
        ("69", "", "statue luxury porcelain_tableware"),
        ("691110", "porcelain_tableware", "luxury"),
        ("691190", "", ""),
        ("701322", "", "luxury watches_crystal_sports"),
        ("7102", "", "luxury gems_yachts_cars"),
        ("7113", "", "luxury gems_yachts_cars"),
        ("7117", "", ""),
        ("72", "metal", "iron"),
        ("7201", "metal iron", ""),
        ("720410", "metal iron", ""),
        ("7202", "metal", "iron"),
        ("7304", "metal", "iron"),
        ("7408", "metal copper", ""),
        ("7502", "metal nickel", ""),
        ("7601", "metal", ""),
        ("7801", "metal lead", ""),
        ("7901", "metal zinc", ""),
        ("8306", "metal", "statue"),
        ("830629", "metal", "statue"),
        ("9703", "", "statue"),
        ("84", "machinery", ""),
        ("8413", "machinery", ""),
        ("85", "electrical", ""),
        ("86", "vehicle", ""),
        ("8713", "vehicle", ""),
        ("8703", "vehicle", "luxury gems_yachts_cars snowmobile"),
        ("870310", "vehicle", "luxury gems_yachts_cars snowmobile"),
        ("870323", "vehicle", "luxury gems_yachts_cars"),
        ("8710", "vehicle heavy_arms arms", ""),
        ("8802", "vehicle", "new_helicopter heavy_arms arms"),
        ("880211", "vehicle", "new_helicopter heavy_arms arms"),
        ("880230", "vehicle", "heavy_arms arms"),
        ("8804", "vehicle", ""),
        ("8805", "vehicle", ""),
        ("8806", "vehicle", "heavy_arms arms"),
        ("8807", "vehicle", "heavy_arms arms"),
        (
            "89",
            "vehicle vessel",
            "luxury new_vessel gems_yachts_cars watches_crystal_sports heavy_arms arms",
        ),
        ("8901", "vehicle vessel", "new_vessel"),
        ("8903", "vehicle vessel", "luxury new_vessel gems_yachts_cars watches_crystal_sports"),
        ("8906", "vehicle vessel", "new_vessel heavy_arms arms"),
        ("890610", "vehicle vessel heavy_arms arms", "new_vessel"),
        ("8907", "vehicle vessel", ""),
        ("9018", "", ""),
        ("3004", "", ""),
        ("9101", "", "luxury watches_crystal_sports"),
        ("9102", "", ""),
        ("9104", "", ""),
        ("93", "", "heavy_arms arms small_arms"),
        ("9301", "arms", "heavy_arms small_arms"),
        ("930110", "arms", "heavy_arms small_arms"),
        ("930111", "arms heavy_arms", "small_arms"),
        ("930190", "arms", "heavy_arms small_arms"),
        ("9302", "arms small_arms", ""),
        ("9303", "", "arms small_arms"),
        ("9304", "", "arms"),
        ("9305", "", "heavy_arms arms small_arms"),
        ("930510", "arms small_arms", ""),
        ("930520", "", "arms small_arms"),
        ("930591", "arms", "heavy_arms small_arms"),
        ("9306", "", "heavy_arms arms small_arms"),
        ("930621", "", "heavy_arms arms small_arms"),
        ("930630", "", "heavy_arms arms small_arms"),
        ("930690", "arms", "heavy_arms small_arms"),
        ("9307", "", "arms"),
        ("9503", "", ""),
        ("9506", "", "luxury watches_crystal_sports"),
        ("9507", "", "luxury watches_crystal_sports"),
    ],
)
def test_what_a_code_says(hs: str, is_in: str, is_open: str) -> None:
    assert (yes(hs), unknown(hs)) == (set(is_in.split()), set(is_open.split()))


def test_27_is_a_plain_no_for_textiles() -> None:
    assert CLASSIFIER.classify("27", None).members["textiles"] is False


def test_a_lost_leading_zero_would_be_another_chapter() -> None:
    assert yes("0306") == {"seafood"}
    assert yes("3006") == set()


def test_points_and_spaces_are_allowed_and_nothing_else() -> None:
    assert yes("2701.12") == yes("2701 12") == {"coal"}
    with pytest.raises(InputError, match="one HS code"):
        CLASSIFIER.classify("27O1", None)


@pytest.mark.parametrize(
    ("hs", "description", "need"),
    [
        (None, None, "hs"),
        ("", "", "hs"),
        (None, "machines and coal", "hs"),
        ("27", None, "hs"),
        ("89", None, "hs"),
        ("2709", None, "description"),
        ("2709", "  ", "description"),
        ("8901", None, "description"),
        ("72", None, "description"),
        ("2709", "a liquid", "good"),
        ("271112", "propane", "good"),
        ("691110", None, "good"),
        ("2701", None, None),
        ("6704", None, None),
    ],
)
def test_need_says_which_fact_is_missing(hs: str | None, description: str | None, need: str | None) -> None:
    assert CLASSIFIER.classify(hs, description).need == need


def test_because_has_a_sentence_with_the_tier_for_each_good_in_or_open() -> None:
    assert CLASSIFIER.classify("2701", None).because == ("HS 2701 is coal (national annex, China; high)",)
    assert CLASSIFIER.classify("2709", None).because == (
        "HS 2709 may be condensate (national annex, China; high)",
        "HS 2709 may be crude oil (national annex, China; high)",
    )
    assert CLASSIFIER.classify("0307", None).because == (
        "HS 03 is seafood (Panel of Experts list; high; recalled)",
    )
    assert "HS 27 is too short to tell coal (HS 2701, 2702, 2704)" in CLASSIFIER.classify("27", None).because
    assert CLASSIFIER.classify("6704", None).because == ()


def test_a_settled_good_decides_what_the_code_leaves_open() -> None:
    found = CLASSIFIER.classify("2709", "something", "crude_oil")
    assert (found.members["crude_oil"], found.members["condensate"], found.need) == (True, False, None)
    assert yes(None, None, "coal") == {"coal"}
    assert yes(None, None, "vessel|vehicle") == yes(None, None, " Vessel vehicle ") == {"vessel", "vehicle"}
    assert yes("72", None, "iron") == {"metal", "iron"}
    assert yes("72", None, "none") == {"metal"}
    assert None not in CLASSIFIER.classify("72", None, "none").members.values()


def test_a_wrong_good_is_told_with_what_was_expected() -> None:
    assert CLASSIFIER.wrong_good("2701", "coal") is None
    assert CLASSIFIER.wrong_good("3004", "coal") == ("what agrees with the HS code", "HS 3004 is not coal")
    assert CLASSIFIER.wrong_good("2701", "cole") == ("a known good", "did you mean coal?")


def test_a_settled_good_cannot_contradict_a_code_that_decides() -> None:
    assert CLASSIFIER.contradiction("2701", "none") == "HS 2701 is coal (national annex, China; high)"
    assert CLASSIFIER.contradiction("3004", "coal|iron") == "HS 3004 is not coal, iron"
    assert yes("2701", None, "none") == {"coal"}
    for hs, good in (
        (None, "coal"),
        ("72", "iron"),
        ("72", "none"),
        ("8901", "new_vessel"),
        ("3004", "none"),
    ):
        assert CLASSIFIER.contradiction(hs, good) is None


def test_a_blank_good_is_no_good() -> None:
    assert CLASSIFIER.classify("2709", None, "  ").need == "description"


def test_an_unknown_good_names_the_nearest() -> None:
    with pytest.raises(UnknownName, match="did you mean iron_ore") as raised:
        CLASSIFIER.classify("2601", None, "iron_or")
    assert raised.value.problems[0].found == "iron_or"


def test_every_result_has_every_good_in_the_tables_order() -> None:
    for hs in (None, "27", "2701", "6704"):
        assert tuple(CLASSIFIER.classify(hs, None).members) == CLASSIFIER.goods
    assert len(CLASSIFIER.goods) == 41


def test_many_at_once_equals_one_by_one() -> None:
    rows = [
        ("2701", None, None),
        ("2709", "crude oil", None),
        ("2709", "gas condensate", None),
        (None, "석탄", None),
        ("2709", None, "none"),
        ("2709", "crude oil", None),
        ("2709", "of no use", None),
        ("2709", None, None),
    ]
    assert CLASSIFIER.classify_many(rows) == [CLASSIFIER.classify(*row) for row in rows]
    assert CLASSIFIER.classify_many([]) == []


even_codes = st.integers(1, 97).flatmap(
    lambda chapter: st.lists(st.integers(0, 99), max_size=4).map(
        lambda pairs: f"{chapter:02}" + "".join(f"{pair:02}" for pair in pairs)
    )
)


@given(even_codes, st.integers(0, 99))
def test_more_digits_never_turn_a_decided_good_around(code: str, more: int) -> None:
    before = CLASSIFIER.classify(code, None).members
    after = CLASSIFIER.classify(f"{code}{more:02}", None).members
    for good, known in before.items():
        if known is not None:
            assert after[good] == known, good


@given(even_codes, st.text(max_size=3), st.sampled_from(LEXICON), st.sampled_from(LEXICON))
def test_words_never_turn_a_decided_good_around(code: str, noise: str, first: Term, second: Term) -> None:
    said = f"{first.term} {noise} {second.term}".replace("*", "")
    before = CLASSIFIER.classify(code, None).members
    after = CLASSIFIER.classify(code, said).members
    for good, known in before.items():
        if known is not None:
            assert after[good] == known, good


@pytest.mark.skipif(
    not (SHARED / "regime/hs_codes.yaml").is_file(), reason="the source is not beside the checkout"
)
def test_every_row_of_the_source_is_covered() -> None:
    goods = {
        "food and agricultural products": "food",
        "earth and stone incl. magnesite and magnesia": "earth_stone",
        "electrical equipment": "electrical",
        "vessels": "vessel",
        "transportation vehicles": "vehicle",
        "iron, steel and other metals": "metal",
        "iron ore": "iron_ore",
        "titanium ore": "titanium_ore",
        "vanadium ore": "vanadium_ore",
        "rare earth minerals": "rare_earth",
        "statues": "statue",
        "new helicopters": "new_helicopter",
        "new vessels": "new_vessel",
        "aviation fuel": "aviation_fuel",
        "fishing rights": "fishing_rights",
        "lead ore": "lead_ore",
        "condensates": "condensate",
        "natural gas liquids": "natural_gas_liquid",
        "refined petroleum": "refined_petroleum",
        "crude oil": "crude_oil",
        "luxury goods": "luxury",
        "luxury goods (EU/UK national list)": "luxury",
    }
    rows, _ = load_goods(TABLE, "goods.csv")
    text = (SHARED / "regime/hs_codes.yaml").read_text(encoding="utf-8")
    source = yaml.load(text, yaml.BaseLoader)["rows"]  # noqa: S506 - BaseLoader builds strings only
    for record in source:
        good = goods.get(record["measure"], record["measure"])
        codes = [c for cell in record["codes"] for c in re.findall(r"\d{2}[\d.]*", cell.split(" (EU")[0])]
        if record["measure"] == "industrial machinery":
            assert all(yes(code) & {"machinery", "electrical"} for code in codes)
            continue
        mine = [row for row in rows if row.good == good]
        assert mine, record["measure"]
        assert {row.flows for row in mine} & {
            (record["direction"].replace(" ", "_").lower(),),
            ("from_dprk", "to_dprk"),
        }, good
        for code in codes:
            assert CLASSIFIER.classify(code, None).members[good] is not False, (good, code)
        if "not verified" in str(record["verified"]):
            digits = tuple(code.replace(".", "") for code in codes)
            alike = [row for row in mine if row.prefix.startswith(digits)]
            assert alike, good
            assert all(row.note.endswith("recalled") for row in alike), good
            assert all(row.confidence == record["confidence"] for row in alike), good
