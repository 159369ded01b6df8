"""Each flow once in its source: what counts, what is set aside, and what is said of it."""

from __future__ import annotations

import math
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from article41.analyse.trade.counting import count_flows
from article41.analyse.trade.leaves import untold
from article41.flows import ASIDES, COUNTED, READ
from benchmarks.counting_reference import by_row
from tests.analyse.trade.flowrows import Row, table, tables, told

COAL = "CHN-M-PRK-2017-2701"


def counted(*rows: Row) -> tuple[dict[str, Row], dict[int, str]]:
    """Flows by id, and why each row set aside does not count."""
    flows, asides = count_flows(table(rows))
    assert dict(flows.schema) == {c: t() if isinstance(t, type) else t for c, t in COUNTED.items()}
    assert list(asides.columns) == list(ASIDES)
    return {f["id"]: f for f in flows.to_dicts()}, dict(asides.select("row", "why").iter_rows())


def test_a_single_row_is_a_flow() -> None:
    flows, asides = counted(told(7, weight_kg=5.0, quantity=5.0, unit="kg"))
    assert not asides
    assert flows[COAL] == {
        **{c: v for c, v in told(7).items() if c in COUNTED},
        "id": COAL,
        "level": 4,
        "is_leaf": True,
        "weight_kg": 5.0,
        "quantity": 5.0,
        "unit": "kg",
        "mode": None,
        "rows": 1,
    }


def test_no_rows_are_no_flows() -> None:
    flows, asides = count_flows(table([]))
    assert (flows.height, asides.height, untold(flows).height) == (0, 0, 0)


def test_a_total_counts_and_its_parts_are_set_aside() -> None:
    parts = [
        told(3, mode=1, is_total=False, value_usd=60_000.0),
        told(4, mode=2, is_total=False, value_usd=40_000.0),
    ]
    flows, asides = counted(told(2), *parts)
    assert flows[COAL]["value_usd"] == 100_000
    assert asides == dict.fromkeys((3, 4), "part of the total in row 2")


def test_a_total_that_its_parts_do_not_make_says_both_figures() -> None:
    _, asides = counted(told(2), told(3, mode=1, is_total=False, value_usd=95_000.0))
    assert asides == {3: "part of the total in row 2, which says 100,000 USD; its parts make 95,000 USD"}
    _, asides = counted(told(2, value_usd=2_000.0), told(3, mode=1, is_total=False, value_usd=1_200.0))
    assert asides == {3: "part of the total in row 2"}, "800 USD is nothing to ask about"


def test_parts_that_make_up_a_total_tell_its_one_mode() -> None:
    flows, _ = counted(told(2), told(3, mode=21, is_total=False))
    assert flows[COAL]["mode"] == 21
    flows, _ = counted(told(2), told(3, mode=21, is_total=False, value_usd=1_000.0))
    assert flows[COAL]["mode"] is None


def test_parts_without_a_total_are_summed() -> None:
    parts = [
        told(2, mode=1, is_total=False, value_usd=60_000.0, weight_kg=6.0),
        told(3, mode=2, is_total=False, value_usd=40_000.0, weight_kg=4.0),
    ]
    flows, asides = counted(*parts)
    flow = flows[COAL]
    assert not asides
    assert (flow["value_usd"], flow["weight_kg"], flow["rows"], flow["mode"], flow["row"]) == (
        100_000,
        10,
        2,
        None,
        2,
    )


def test_a_part_that_is_not_known_leaves_the_sum_unknown() -> None:
    parts = [
        told(2, mode=1, is_total=False, weight_kg=6.0),
        told(3, mode=1, is_total=False, value_usd=None, weight_kg=4.0),
    ]
    flow = counted(*parts)[0][COAL]
    assert (flow["value_usd"], flow["weight_kg"], flow["mode"]) == (None, 10, 1)


def test_two_breakdowns_of_one_flow_are_not_added() -> None:
    by_mode = [
        told(2, mode=1, is_total=False, value_usd=60_000.0),
        told(3, mode=2, is_total=False, value_usd=40_000.0),
    ]
    by_customs = [told(4, is_total=False, value_usd=70_000.0), told(5, is_total=False, value_usd=30_000.0)]
    flows, asides = counted(*by_mode, *by_customs)
    assert flows[COAL]["value_usd"] == 100_000
    assert asides == dict.fromkeys((4, 5), "broken down otherwise in row 2, which counts")


def test_a_part_that_others_add_up_to_is_their_total() -> None:
    modes = [
        told(n, mode=1, is_total=False, value_usd=v)
        for n, v in ((2, 60_000.0), (3, 100_000.0), (4, 40_000.0))
    ]
    flows, asides = counted(*modes)
    assert (flows[COAL]["value_usd"], flows[COAL]["row"]) == (100_000, 3)
    assert asides == dict.fromkeys((2, 4), "part of row 3, which such parts make up")


def test_a_duplicate_counts_once_across_files() -> None:
    flows, asides = counted(told(7), told(9), told(4, file="b.csv"))
    assert flows[COAL]["value_usd"] == 100_000
    assert asides == {9: "duplicate of row 7", 4: "duplicate of a.csv row 7"}


def test_the_fuller_of_two_rows_that_agree_counts() -> None:
    flows, asides = counted(told(2), told(3, file="b.csv", weight_kg=9.0))
    assert (flows[COAL]["weight_kg"], flows[COAL]["file"]) == (9, "b.csv")
    assert asides == {2: "duplicate of b.csv row 3"}


def test_the_same_flow_with_other_figures_says_both() -> None:
    flows, asides = counted(told(2), told(3, value_usd=1_234_567.0, weight_kg=50.0))
    assert flows[COAL]["value_usd"] == 100_000
    assert asides == {
        3: "the same flow with other figures: 1,234,567 USD, 50 kg here, 100,000 USD in row 2, which counts"
    }


def test_an_original_goes_before_a_conversion_and_a_newer_edition_before_an_older() -> None:
    converted = told(2, edition=2022, is_original=False, value_usd=1.0)
    older = told(3, edition=2012, value_usd=2.0)
    flows, asides = counted(converted, older, told(4))
    assert (flows[COAL]["edition"], flows[COAL]["value_usd"]) == (2017, 100_000)
    assert asides == {
        2: "converted to HS 2022; the original in HS 2017 counts",
        3: "told in HS 2012 too; HS 2017 counts",
    }


def test_a_row_without_its_edition_gives_way_to_one_that_has_it() -> None:
    flows, asides = counted(told(2, edition=None), told(3, edition=2012))
    assert flows[COAL]["edition"] == 2012
    assert asides == {2: "told again without its HS edition; HS 2012 counts"}


def test_what_the_newer_edition_does_not_tell_is_not_lost() -> None:
    flows, asides = counted(told(2, edition=2012), told(3, code="6704"))
    assert not asides
    assert {f["edition"] for f in flows.values()} == {2012, 2017}


def test_beside_a_complete_edition_another_adds_nothing() -> None:
    newer = [told(2, code="TOTAL"), told(3, code="852411")]
    flows, asides = counted(*newer, told(4, code="TOTAL", edition=2012), told(5, code="901380", edition=2012))
    assert set(asides) == {4, 5}
    assert sum(f["value_usd"] for f in flows.values() if f["is_leaf"]) == 100_000


def test_months_that_make_up_their_year_count() -> None:
    months = [told(m + 2, month=m, value_usd=8_400.0) for m in range(1, 13)]
    flows, asides = counted(told(2), *months)
    assert len(flows) == 12
    assert all(f["is_leaf"] for f in flows.values())
    assert asides == {
        2: "months of 2017 are counted: those told (12) come to 100,800 USD, the year says 100,000 USD"
    }


def test_a_year_of_which_months_are_missing_counts() -> None:
    flows, asides = counted(told(2), told(3, month=1, value_usd=8_000.0), told(4, month=2, value_usd=9_000.0))
    assert set(flows) == {COAL}
    assert asides == dict.fromkeys(
        (3, 4), "the year 2017 is counted: it says 100,000 USD, its months told (2) come to 17,000 USD"
    )


def test_a_year_and_its_months_are_compared_by_weight_where_no_value_is_told() -> None:
    rows = [told(2, value_usd=None, weight_kg=100.0), told(3, month=1, value_usd=None, weight_kg=99.5)]
    flows, asides = counted(*rows)
    assert set(flows) == {"CHN-M-PRK-201701-2701"}
    assert asides == {2: "months of 2017 are counted: those told (1) come to 100 kg, the year says 100 kg"}


def test_months_alone_stay() -> None:
    flows, asides = counted(told(2, month=6), told(3, month=7))
    assert set(flows) == {"CHN-M-PRK-201706-2701", "CHN-M-PRK-201707-2701"}
    assert not asides


def test_a_year_told_finer_than_its_months_is_not_counted_twice() -> None:
    months = [told(m + 2, month=m, code="27", value_usd=8_400.0) for m in range(1, 13)]
    flows, _ = counted(told(2, code="2701"), *months)
    assert [f["id"] for f in flows.values() if f["is_leaf"]] == [COAL]


def test_only_the_finest_codes_are_leaves_and_the_rest_is_named() -> None:
    rows = [
        told(2, code="TOTAL", value_usd=200_000.0),
        told(3, code="27", value_usd=150_000.0),
        told(4),
        told(5, code="270111", value_usd=60_000.0),
        told(6, code="6704", value_usd=50_000.0),
    ]
    flows, asides = count_flows(table(rows))
    assert not asides.height
    assert flows.filter("is_leaf")["code"].to_list() == ["270111", "6704"]
    assert dict(untold(flows).select("id", "says").iter_rows()) == {
        "CHN-M-PRK-2017-TOTAL": "90,000 USD of 200,000 USD under TOTAL are not told at finer codes",
        "CHN-M-PRK-2017-27": "90,000 USD of 150,000 USD under 27 are not told at finer codes",
        COAL: "40,000 USD of 100,000 USD under 2701 are not told at finer codes",
    }


def test_finer_codes_that_exceed_theirs_are_named() -> None:
    flows, _ = count_flows(table([told(2), told(3, code="270111", value_usd=160_000.0)]))
    assert untold(flows)["says"].to_list() == [
        "finer codes of 2701 make 160,000 USD, more than its own 100,000 USD"
    ]


def test_re_exports_are_kept_and_never_added() -> None:
    flows, _ = counted(told(2, flow="X"), told(3, flow="RX", value_usd=40_000.0))
    assert {i: f["is_leaf"] for i, f in flows.items()} == {
        "CHN-X-PRK-2017-2701": True,
        "CHN-RX-PRK-2017-2701": False,
    }


def test_items_without_a_code_stay_apart_and_enter_no_sum() -> None:
    flows, asides = counted(
        told(2, code=None, words="033 fish"), told(3, code=None, words="03 fish and food")
    )
    assert not asides
    assert len(flows) == 2
    assert not any(f["is_leaf"] for f in flows.values())


def test_two_items_of_faostat_may_share_one_code() -> None:
    items = [told(n, source="faostat", code="0201", words=w) for n, w in ((2, "beef"), (3, "beef, boneless"))]
    flows, asides = counted(*items)
    assert not asides
    assert all(f["is_leaf"] for f in flows.values())
    assert all(i.startswith("CHN-M-PRK-2017-0201.") and i.endswith("-faostat") for i in flows)


def test_sources_are_not_held_against_each_other() -> None:
    flows, asides = counted(told(2), told(3, source="gacc"))
    assert set(flows) == {COAL, f"{COAL}-gacc"}
    assert not asides


@pytest.mark.parametrize("wild", [math.nan, math.inf, 1e300])
def test_figures_that_are_none_do_no_harm(wild: float) -> None:
    flows, asides = counted(told(2, value_usd=wild), told(3))
    assert len(flows) == len(asides) == 1


def test_hostile_words_and_names_stay_out_of_ids() -> None:
    rows = [told(2, code=None, words="<script>" * 10_000, file="=cmd()\0"), told(3, code=None, words="\0")]
    flows, _ = counted(*rows)
    assert all(len(i) < 40 and i.isprintable() for i in flows)


def test_nothing_known_is_still_told() -> None:
    empty = dict.fromkeys(READ, None)
    flows, asides = count_flows(table([empty, empty, told(2)]))
    assert (flows.height, asides.height) == (2, 1)


@given(tables(), st.randoms())
def test_row_by_row_the_same_flows_count_whatever_the_order(rows: list[Row], chance: Any) -> None:
    flows, asides = count_flows(table(rows))
    expected, aside = by_row(rows)
    assert set(flows["id"]) == set(expected)
    for flow in flows.to_dicts():
        assert flow == {c: _near(expected[flow["id"]][c]) for c in COUNTED}
    assert set(asides.select("file", "row").iter_rows()) == aside

    # every row counts or is set aside with a reason, and no two leaves hold the same trade
    assert (flows["rows"].sum() or 0) + asides.height == len(rows)
    assert flows["id"].is_unique().all()
    assert asides["why"].null_count() == 0
    _hold_nothing_twice(flows.filter(pl.col("is_leaf") & (pl.col("source") != "faostat")).to_dicts())

    chance.shuffle(rows)
    again = count_flows(table(rows))
    assert flows.equals(again[0])
    assert asides.equals(again[1])


def _hold_nothing_twice(leaves: list[Row]) -> None:
    for one in leaves:
        for other in leaves:
            if one is other or any(one[c] != other[c] for c in ("source", "reporter", "partner", "flow")):
                continue
            meet = one["start"] < other["end"] and other["start"] < one["end"]
            holds = other["code"] == "TOTAL" or one["code"].startswith(other["code"])
            assert not (meet and holds), (one["id"], other["id"])


@given(
    st.dictionaries(
        st.sampled_from(["270111", "270112", "270119", "260111", "670411"]), st.floats(1, 1e9), min_size=1
    ),
    st.sets(st.sampled_from(["27", "2701", "270111", "26", "2601", "260111", "67", "6704", "670411"])),
)
def test_leaves_of_a_consistent_file_never_exceed_its_total(
    lines: dict[str, float], missing: set[str]
) -> None:
    told_at = {"TOTAL": sum(lines.values())}
    for digits in (2, 4, 6):
        for code in {line[:digits] for line in lines} - missing:
            told_at[code] = sum(v for line, v in lines.items() if line.startswith(code))
    flows, _ = count_flows(table(told(n, code=c, value_usd=v) for n, (c, v) in enumerate(told_at.items())))
    leaves = flows.filter("is_leaf")["value_usd"].sum()
    assert leaves <= told_at["TOTAL"] * (1 + 1e-9)
    if not missing:
        assert leaves == pytest.approx(told_at["TOTAL"])
        assert untold(flows).is_empty()


def _near(figure: Any) -> Any:
    return pytest.approx(figure) if isinstance(figure, float) else figure
