"""Likely recorded for the wrong Korea: what each part of the score says, and of what it says nothing."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import polars as pl
import pytest

from article41.analyse.trade.mixup import LIKELY, reverse_mixups, score_mixups
from article41.flows import COUNTED, MIXUP, USUAL

NONE = pl.DataFrame(schema=USUAL)
PARTS = [
    "reporter",
    "goods",
    "basket",
    "scale",
    "size beside KOR",
    "size beside PRK",
    "third source",
    "unit value",
    "history",
    "mirror",
    "mode",
]
Said = dict[str, tuple[float, str]]


def flow(
    reporter: str = "GHA",
    partner: str = "PRK",
    code: str | None = "250100",
    value: float | None = 50_000.0,
    year: int = 2019,
    way: str = "M",
    **more: Any,
) -> dict[str, Any]:
    """One flow as COUNTED; `month` makes it monthly."""
    month = more.pop("month", None)
    start = date(year, month or 1, 1)
    end = date(year + 1, 1, 1) if month in (None, 12) else date(year, month + 1, 1)
    row = dict.fromkeys(COUNTED) | {
        "id": f"{reporter}-{way}-{partner}-{start:%Y%m}-{code or more.get('words')}",
        "source": "comtrade",
        "reporter": reporter,
        "partner": partner,
        "flow": way,
        "freq": "M" if month else "A",
        "start": start,
        "end": end,
        "code": code,
        "level": 0 if code in (None, "TOTAL") else len(code),
        "is_leaf": True,
        "value_usd": value,
        "rows": 1,
        "file": "trade.csv",
        "row": 2,
    }
    return row | more


def usual(
    code: str | None = "250100", partners: int | None = 60, year: int = 2019, way: str = "M"
) -> dict[str, Any]:
    return {
        "source": "comtrade",
        "reporter": "GHA",
        "flow": way,
        "code": code,
        "year": year,
        "value_usd": 1e6,
        "weight_kg": 1e6,
        "partners": partners,
    }


def table(*rows: dict[str, Any]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=COUNTED)


def scores(prk: list[dict[str, Any]], others: list[dict[str, Any]], *basket: dict[str, Any]) -> pl.DataFrame:
    return score_mixups(table(*prk), table(*prk, *others), pl.DataFrame(basket, schema=USUAL))


def said(asked: dict[str, Any], *others: dict[str, Any], basket: tuple[dict[str, Any], ...] = ()) -> Said:
    """What each part says of the first flow."""
    found = scores([asked], list(others), *basket)
    assert found["id"].to_list() == [asked["id"]]
    return {p["part"]: (p["points"], p["says"]) for p in found["parts"][0]}


def score(asked: dict[str, Any], *others: dict[str, Any]) -> float:
    return float(scores([asked], list(others))["score"][0])


def test_cars_said_to_come_from_the_dprk_in_a_file_of_nothing_else() -> None:
    car = flow(code="870323")
    assert score(car) >= LIKELY
    parts = said(car)
    assert parts["goods"] == (0.3, "road vehicles and parts (HS 87): rather goods of the Republic of Korea")
    assert parts["basket"] == (0.0, "not known: no rows with partner KOR in the files")


def test_what_no_file_tells_gives_no_points_and_says_so() -> None:
    parts = said(flow(value=None, year=2016, code=None, words="salt"))
    assert list(parts) == PARTS
    assert parts.pop("reporter")[0] == 0.4
    assert {points for points, _ in parts.values()} == {0.0}
    assert all(says.startswith("not known") for _, says in parts.values())
    assert score(flow(value=None, year=2016)) < LIKELY


@pytest.mark.parametrize("reporter", ["CHN", "RUS", "KOR"])
def test_a_neighbour_of_the_dprk_starts_from_nothing(reporter: str) -> None:
    points, says = said(flow(reporter))["reporter"]
    assert points == 0
    assert "borders the DPRK" in says
    assert score(flow(reporter, code="870323")) < LIKELY


@pytest.mark.parametrize(
    ("code", "way", "points"),
    [
        ("85", "M", 0.3),
        ("851712", "M", 0.3),
        ("390120", "M", 0.3),
        ("390810", "M", 0.0),  # polyamides are not among them
        ("39", "M", 0.0),
        ("72083910", "M", 0.3),
        ("720221", "M", -0.2),
        ("270111", "M", -0.2),
        ("0307", "M", -0.2),
        ("6704", "M", -0.2),
        ("271600", "M", -0.2),
        ("TOTAL", "M", 0.0),
        ("870323", "X", 0.0),
    ],
)
def test_goods_speak_for_one_korea_as_their_origin(code: str, way: str, points: float) -> None:
    assert said(flow(code=code, way=way))["goods"][0] == points


def kor(year: int = 2019, **more: Any) -> dict[str, Any]:
    return flow(partner="KOR", year=year, **more)


def test_a_hole_in_just_this_period_speaks_for_a_mix_up() -> None:
    beside = kor(code="250200")  # of the same chapter: the year is in the files
    points, says = said(flow(), kor(2016), kor(2017), kor(2018), beside)["basket"]
    assert (points, says) == (
        0.3,
        "lacking with the Republic of Korea in just this period; there in 3 of 3 others",
    )
    assert said(flow(), kor(2018), beside)["basket"][0] == 0.2
    assert score(flow(), kor(2016), kor(2017), kor(2018), beside) >= LIKELY


def test_a_period_that_the_files_do_not_hold_is_no_hole() -> None:
    says = "not known: the files do not show the State's trade with KOR in this period"
    assert said(flow(), kor(2016), kor(2017))["basket"] == (0.0, says)
    assert said(flow(), kor(2016), kor(2017), kor(code="840100"))["basket"] == (0.0, says)


def test_the_same_goods_beside_it_or_never_speak_against() -> None:
    assert said(flow(), kor())["basket"][0] == -0.1
    never = [kor(y, code="840100") for y in (2017, 2018, 2019)]
    assert said(flow(), *never)["basket"][0] == -0.3
    assert said(flow(), *never, kor(2018, code="250200"))["basket"] == (
        -0.2,
        "not traded with the Republic of Korea in 2 other periods either",
    )
    assert said(flow(), *never[1:], kor(2019, code="250200"))["basket"][0] == -0.1


def test_a_figure_of_nought_is_no_trade() -> None:
    gone = kor(value=0.0)
    points, _ = said(flow(), kor(2017), kor(2018), kor(code="250200"), gone)["basket"]
    assert points == pytest.approx(0.26)
    nothing = flow(value=0.0)
    assert said(nothing, flow(year=2018))["history"][1].endswith("in 1 of 1 other periods")
    assert said(nothing)["size beside KOR"][0] == 0.0


def test_goods_traded_widely_are_expected_with_the_republic_of_korea() -> None:
    alone = said(flow(), basket=(usual(partners=270),))["basket"]
    assert alone == (0.2, "lacking with the Republic of Korea, traded with 270 others")
    # a State that trades with it 30 of the 40 goods it trades as widely; 20 stand with neither Korea
    codes = [f"25{n:04}" for n in range(1000, 1060)]
    basket = tuple(usual(c, 60 if n < 39 else 3) for n, c in enumerate(codes))
    parts = said(flow(), *(kor(code=c) for c in codes[:30]), basket=(usual(), *basket))
    assert parts["basket"][1].endswith("trades 76 % of the goods that it trades as widely")
    assert parts["basket"][0] == pytest.approx(0.21)


def test_a_month_is_not_held_against_a_whole_year() -> None:
    asked = flow(month=3)
    assert said(asked, basket=(usual(partners=200),))["basket"][0] == 0.0
    others = [kor(month=m) for m in (1, 2, 4, 5)]
    points, says = said(asked, *others, kor(code="250200", month=3))["basket"]
    assert points == pytest.approx(0.33)
    assert "in 4 of 4 others" in says
    assert said(asked, *others)["history"] == (0.05, "these goods stand with the DPRK in this period alone")


@pytest.mark.parametrize(("goods", "points"), [(19, 0.0), (29, 0.0), (30, 0.05), (100, 0.1)])
def test_a_slip_falls_on_the_larger_book(goods: int, points: float) -> None:
    found = said(flow(), *(kor(code=f"25{n:04}") for n in range(1000, 1000 + goods)))["scale"]
    assert found[0] == points
    assert found[1].startswith("not known" if goods < 20 else f"{goods} goods")


def test_as_many_goods_with_each_korea_speak_against() -> None:
    some = [f"25{n:04}" for n in range(1000, 1020)]
    also = [flow(code=c) for c in some]
    assert said(flow(), *also, *(kor(code=c) for c in some))["scale"][0] == -0.1


def test_sizes_beside_either_korea() -> None:
    parts = said(flow(value=40_000.0), kor(2017, value=30_000.0), kor(2018, value=90_000.0))
    assert parts["size beside KOR"] == (
        0.1,
        "USD 40,000 beside USD 60,000, the median of these goods with the Republic of Korea",
    )
    assert said(flow(value=9e6), kor(2018, value=1_000.0))["size beside KOR"][0] == -0.1
    before = [flow(year=y, value=v, code="840100") for y, v in ((2015, 9e9), (2016, 100.0), (2017, 900.0))]
    assert said(flow(value=5_000.0), *before)["size beside PRK"] == (
        0.2,
        "USD 5,000 beside USD 500, the State's median with the DPRK in the three years before",
    )
    assert said(flow(value=4_999.0), *before)["size beside PRK"][0] == 0.0


def test_more_than_all_states_but_china_trade_together() -> None:
    algeria = flow("DZA", code="TOTAL", value=1.6e9, year=2008)
    points, says = said(algeria)["third source"]
    assert points == 0.3
    assert says.startswith("226 % of the USD 709,000,000 that KOTRA counts for 2010")
    assert score(algeria) >= LIKELY
    assert said(flow(value=70e6))["third source"][0] == 0.2
    assert said(flow(year=2016))["third source"] == (0.0, "not known: no total for this year")
    assert said(flow("CHN", value=9e9))["third source"][0] == 0.0


@pytest.mark.parametrize(
    ("price", "with_kor", "with_prk", "points"),
    [
        (10, 11, 1, 0.2),
        (1, 11, 1.1, -0.2),
        (10, 10.5, None, 0.1),
        (10, 12, None, 0.05),
        (10, 40, None, -0.1),
        (10, 18, None, 0.0),
        (10, 10, 9, 0.0),  # alike with both: it tells nothing
        (10, None, 30, 0.0),
    ],
)
def test_the_price_is_near_one_or_the_other(
    price: float, with_kor: float | None, with_prk: float | None, points: float
) -> None:
    others = [kor(2018, value=1e4 * with_kor, weight_kg=1e4)] if with_kor else []
    others += [flow(year=2018, value=1e4 * with_prk, weight_kg=1e4)] if with_prk else []
    found = said(flow(value=1e3 * price, weight_kg=1e3), *others)["unit value"]
    assert found[0] == points
    assert found[1].startswith(f"USD {price:.1f} a kilogram")


def test_prices_are_not_known_without_weight() -> None:
    assert said(flow(), kor(2018, weight_kg=5.0))["unit value"] == (
        0.0,
        "not known: value or weight is missing",
    )


def test_a_long_history_at_this_size_speaks_against() -> None:
    before = [flow(year=y) for y in (2016, 2017, 2018)]
    assert said(flow(), *before)["history"] == (
        -0.3,
        "the same goods stand with the DPRK in 3 of 3 other periods",
    )
    assert said(flow(value=5e6), *before)["history"][0] == 0.0  # a hundred times its size
    assert said(flow(), before[0])["history"][0] == -0.1
    assert said(flow(), kor(2018))["history"][0] == 0.05


def test_the_republic_of_koreas_own_figure() -> None:
    def its(value: float, code: str = "250100") -> dict[str, Any]:
        return flow("KOR", "GHA", code=code, value=value, way="X")

    assert said(flow(), its(45_000.0))["mirror"] == (
        0.4,
        "the Republic of Korea itself reports USD 45,000; the State shows nothing with it",
    )
    assert said(flow(), its(200_000.0), kor(value=148_000.0))["mirror"][0] == 0.2
    assert said(flow(), its(45_000.0, "840100"))["mirror"][0] == -0.2
    assert said(flow(), its(500_000.0))["mirror"][0] == 0.0
    assert said(flow(), flow("KOR", "TGO", way="X"))["mirror"][1].startswith("not known")
    assert said(flow(way="X"), flow("KOR", "GHA", way="M"))["mirror"][0] == 0.4


@pytest.mark.parametrize(
    ("mode", "points"), [(2100, 0.05), (1000, 0.05), (3200, -0.1), (9000, 0.0), (None, 0.0)]
)
def test_the_way_the_goods_went(mode: int | None, points: float) -> None:
    assert said(flow(mode=mode))["mode"][0] == points


def test_weights_alone_are_enough() -> None:
    asked = flow(code=None, words="Maize", value=None, weight_kg=14_500_000.0, source="faostat", way="X")
    own: dict[str, Any] = {"code": None, "words": "maize", "value": None, "source": "faostat", "way": "X"}
    parts = said(
        asked,
        *(kor(y, weight_kg=9e6, **own) for y in (2017, 2018)),
        kor(**own | {"words": "coffee"}, weight_kg=5.0),
    )
    assert parts["basket"][0] == pytest.approx(0.26)
    assert parts["size beside KOR"][1].startswith("14,500,000 kg beside 9,000,000 kg")


def test_bacis_exporter_is_the_other_side() -> None:
    theirs = flow("PRK", "GHA", code="870323", way="X", source="baci")
    beside = flow("KOR", "GHA", code="870322", way="X", source="baci")
    before = flow("KOR", "GHA", code="870323", way="X", source="baci", year=2018)
    parts = said(theirs, beside, before)
    assert parts["goods"][0] == 0.3
    assert "there in 1 of 1 others" in parts["basket"][1]
    assert parts["mirror"][1].startswith("not known")


def test_imports_and_exports_alone_are_scored() -> None:
    rows = [flow(), flow(way="X"), flow(way="RX"), flow(way="RM"), kor()]
    assert scores(rows, []).get_column("id").to_list() == [rows[0]["id"], rows[1]["id"]]


def test_a_table_without_rows() -> None:
    found = score_mixups(table(), table(), NONE)
    assert found.is_empty()
    assert found.schema == pl.Schema(MIXUP)
    assert reverse_mixups(table(), NONE).schema == pl.Schema(MIXUP)


def test_points_add_up_and_order_does_not_matter() -> None:
    chance = random.Random(41)
    rows = [
        flow(
            chance.choice(["GHA", "CHN", "THA"]),
            chance.choice(["PRK", "KOR", "KOR"]),
            chance.choice(["250100", "250200", "870323", "6704", "TOTAL", None]),
            chance.choice([None, 0.0, 1e-3, 3e4, 5e9, -7.0, 1e300, float("inf"), float("nan")]),
            chance.randint(2007, 2024),
            chance.choice("MX"),
            weight_kg=chance.choice([None, 0.0, 10.0, 1e7, 1e-300, float("nan")]),
            mode=chance.choice([None, 1000, 3100]),
            month=chance.choice([None, 1, 7]),
            words=chance.choice([None, "=cmd|' /C calc'!A0", "a\0b", "x" * 5_000]),
        )
        for _ in range(900)
    ]
    unique = list({r["id"]: r for r in rows}.values())
    prk = [r for r in unique if r["partner"] == "PRK"]
    basket = [usual(c, p) for c, p in (("250100", 80), ("870323", 5), (None, 9), ("6704", None))]
    found = scores(prk, unique, *basket)
    assert found.schema == pl.Schema(MIXUP)
    assert found["id"].to_list() == [r["id"] for r in prk]
    for value, parts in found.select("score", "parts").iter_rows():
        assert sum(p["points"] for p in parts) == pytest.approx(value)
        assert [p["part"] for p in parts if p["part"] != "limit"] == PARTS
        assert all(p["says"] for p in parts)
        assert 0 <= value <= 1
    reverse = reverse_mixups(table(*unique), NONE)
    assert all(p["says"] for parts in reverse["parts"] for p in parts)
    chance.shuffle(unique)
    again = scores(prk, unique, *reversed(basket))
    assert again.equals(found)


def test_words_are_calm() -> None:
    found = scores([flow(), flow("CHN"), flow(code="870323", value=5e9)], [kor(), kor(2018)])
    text = " ".join(p["says"] for parts in found["parts"] for p in parts).lower()
    assert not any(word in text for word in ("violation", "breach", "guilty", "illegal", "suspicious"))


def test_the_reverse_asks_about_goods_that_the_dprk_sells() -> None:
    wigs: dict[str, Any] = {"code": "670411", "weight_kg": 1e3}
    before = [flow(year=y, value=9e4, **wigs) for y in (2016, 2017, 2018)]
    asked = kor(value=1e5, **wigs)
    dear = [kor(y, value=9e5, code="670411", weight_kg=1e3) for y in (2016, 2017)]
    none_of_it = flow("KOR", "GHA", code="840100", way="X")
    found = reverse_mixups(table(asked, *before, *dear, none_of_it), NONE)
    assert found["id"].to_list() == [asked["id"]]
    parts = {p["part"]: p for p in found["parts"][0]}
    assert "a weak sign" in parts["goods"]["says"]
    assert parts["basket"]["says"].endswith("there in 3 of 3 others")
    assert parts["mirror"]["points"] == 0.2
    assert sum(p["points"] for p in parts.values()) == pytest.approx(found["score"][0])
    same = flow("KOR", "GHA", code="670411", value=1e5, way="X")
    assert reverse_mixups(table(asked, *dear, same), NONE).is_empty()


def test_the_reverse_leaves_other_goods_alone() -> None:
    assert reverse_mixups(table(kor(code="870323"), flow(year=2018, code="870323")), NONE).is_empty()
