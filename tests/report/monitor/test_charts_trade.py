"""Heat map, timeline, dumbbell and series: what is added up, what is left open, and what is said of it."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

import polars as pl
import pytest

from article41.flows import COVERAGE
from article41.report.monitor.charts.bans import banned_since, cite_of, goods_bans, start_of
from article41.report.monitor.charts.chart import Chart
from article41.report.monitor.charts.dumbbell import dumbbell
from article41.report.monitor.charts.heatmap import heatmap
from article41.report.monitor.charts.interrupted import interrupted
from article41.report.monitor.charts.marks import resolutions, spread
from article41.report.monitor.charts.timeline import timeline
from article41.report.monitor.charts.trade import told
from tests.report.monitor.charted import CHINA, PUBLISHED, china, covered, finding, made, monitor


def rows(chart: Chart, *fields: str) -> list[dict[str, Any]]:
    """The rows behind those marks of a chart that have all these fields."""
    layers = [part for panel in chart.spec["vconcat"] for part in panel["layer"]]
    return [row for part in layers for row in part["data"]["values"] if set(fields) <= set(row)]


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_a_year_without_reports_is_hatched_and_one_with_reports_is_not() -> None:
    of = monitor([finding("XAA", y, "6704", 1e6) for y in (2018, 2021)], covered(["XAA"], [2018, 2020, 2021]))
    chart = heatmap(of, "XAA")
    assert "No data for 2019." in chart.alt
    layers = chart.spec["vconcat"][1]["layer"]
    strokes = [r for part in layers for r in part["data"]["values"] if {"x", "x2", "y2"} <= set(r)]
    column = (672 - 208) / 4
    assert strokes
    assert all(208 + column - 0.1 <= r["x"] <= r["x2"] <= 208 + 2 * column + 0.1 for r in strokes)
    assert chart.data["year"].to_list() == [2018, 2021]


def test_bans_are_marked_from_their_first_day_on_all_or_part_of_a_chapter() -> None:
    assert banned_since("03", "from_dprk") == (date(2017, 8, 5), date(2017, 8, 5))
    assert banned_since("27", "from_dprk") == (None, date(2016, 3, 2))
    assert banned_since("67", "from_dprk") == (None, None)
    assert banned_since("84", "to_dprk")[0] == date(2017, 12, 22)
    of = monitor([finding("XAA", y, c, 1e6) for y in (2016, 2020) for c in ("0307", "2701", "6704")])
    spans = {
        (r["chapter"], round(r["from"], 2), r["until"]) for r in rows(heatmap(of, "XAA"), "from", "until")
    }
    assert spans == {("03", 2017.59, 2021.0), ("27", 2016.17, 2021.0)}


def test_cites_starts_and_notices_come_from_the_law() -> None:
    assert cite_of("2397/op5") == "S/RES/2397 (2017), para. 5"
    assert cite_of("9999/op1") == "9999/op1"
    assert start_of("2397/op5") == date(2018, 1, 1)
    assert start_of("9999/op1") is None
    assert {ban.way for ban in goods_bans()} == {"from_dprk", "to_dprk"}
    assert all(ban.codes and "" not in ban.codes for ban in goods_bans())


def test_many_chapters_share_one_row_and_stay_in_the_data() -> None:
    of = monitor([finding("XAA", 2020, f"{chapter:02}", 1e6 + chapter) for chapter in range(1, 60)])
    chart = heatmap(of, "XAA")
    assert len(chart.data) == 59
    labels = [r["label"] for r in rows(chart, "label")]
    assert "35 other chapters" in labels
    other = next(r for r in rows(chart, "chapter", "value_usd") if r["chapter"] == "other")
    assert other["value_usd"] == sum(1e6 + chapter for chapter in range(1, 36))


def test_numbers_of_resolutions_keep_apart_and_in_bounds() -> None:
    of = made()
    found = resolutions(of, 2010, 2025)
    assert [line["label"] for line in found] == [
        "2087",
        "2094",
        "2270",
        "2321",
        "2356",
        "2371",
        "2375",
        "2397",
    ]
    places = spread([10, 11, 12, 95, 99], 20, 0, 150)
    assert all(b - a >= 20 - 1e-9 for a, b in pairwise(places))
    assert places[0] >= 10
    assert places[-1] <= 140
    assert spread([], 20, 0, 100) == []
    assert spread([50, 60], 33, 0, 1000) == [38.5, 71.5]


def test_the_line_breaks_where_data_stop() -> None:
    values = {2015: 3e6, 2016: 4e6, 2018: 2e6, 2019: 1e6}
    of = monitor([finding("XAA", y, "2701", v) for y, v in values.items()], covered(["XAA"], [*values, 2020]))
    chart = timeline(of, "XAA")
    strokes = {(r["middle"], r["next"]) for r in rows(chart, "next_y")}
    assert strokes == {(2015.5, 2016.5), (2018.5, 2019.5)}
    assert [r["middle"] for r in rows(chart, "middle") if set(r) == {"middle"}] == [2020.5]
    assert chart.data.select(pl.col("start").dt.year(), "value_usd").rows() == list(values.items())


def test_months_are_drawn_as_months_and_a_whole_year_as_their_average() -> None:
    months = [finding("XAA", 2020, "2701", 1e6 * m, month=m) for m in (1, 2, 4)]
    total = finding("XAA", 2020, "TOTAL", 9e6, month=2)
    of = monitor([*months, total, finding("XAA", 2019, "2701", 24e6)])
    chart = timeline(of, "XAA")
    assert chart.data.select("months", "value_usd").rows() == [(12, 24e6), (1, 1e6), (1, 9e6), (1, 4e6)]
    rates = {r["start"]: r["rate_usd"] for r in rows(chart, "rate_usd")}
    assert rates["2019-01-01"] == 2e6
    assert len(rows(chart, "next_y")) == 1
    assert timeline(of, None).data["months"].to_list() == [12, 12]


def test_a_total_of_the_reporter_goes_before_the_sum_of_its_parts() -> None:
    parts = [finding("XAA", 2020, code, 1e6) for code in ("2701", "6704")]
    of = monitor([*parts, finding("XAA", 2020, "TOTAL", 5e6), finding("XAB", 2020, "2701", 1e6)])
    assert timeline(of, "XAA").data["value_usd"].to_list() == [5e6]
    assert timeline(of, None).data["value_usd"].to_list() == [6e6]


def test_one_source_and_one_side_are_chosen_and_named() -> None:
    own = [finding("XAA", y, "2701", 1e6) for y in (2019, 2020)]
    other = [finding("XAA", y, "2701", 7e6, source="baci", flow="X") for y in (2019, 2020)]
    found = told(monitor([*other, *own]), "XAA", "from_dprk")
    assert found is not None
    assert (found.source, found.is_own, len(found.rows)) == ("comtrade", True, 2)
    alone = told(monitor(other), "XAA", "from_dprk")
    assert alone is not None
    assert (alone.source, alone.is_own) == ("baci", False)
    assert alone.by == "BACI (CEPII), figures of the DPRK's side"
    assert told(monitor(own), "XAA", "to_dprk") is None


def test_only_flows_with_both_figures_stand_in_a_dumbbell() -> None:
    of = monitor(
        [
            finding("XAA", 2020, "2701", 4e6, other_usd=1e6),
            finding("XAA", 2020, "6704", 9e6),
            finding("XAA", 2021, "2701", None, other_usd=1e6),
            finding("XAB", 2020, "2701", 1e6, other_usd=1.1e6),
        ],
        published=pl.DataFrame(
            [{"source": "KOTRA", "year": 2020, "flow": "exports", "value_usd": 7e6, "says": ""},
             {"source": "KOTRA", "year": 1999, "flow": "exports", "value_usd": 7e6, "says": ""}],
            schema=PUBLISHED,
        ),
    )  # fmt: skip
    world = dumbbell(of, None)
    assert world.data.select("name", "own_usd", "other_usd").rows() == [
        ("XAA", 4e6, 1e6), ("XAB", 1e6, 1.1e6), ("2020 exports, KOTRA", 14e6, 7e6),
    ]  # fmt: skip
    assert "agree within a quarter for 1 of 2 States; furthest apart for XAA" in world.alt
    assert dumbbell(of, "XAA").data.select("name", "own_usd").rows() == [("2020", 4e6)]
    assert list(dict.fromkeys(r["ratio"] for r in rows(world, "ratio"))) == ["× 4.00", "× 0.909", "× 2.00"]


def coal(values: dict[int, float | None], partial: int | None = None) -> list[Chart]:
    found = [
        finding("XAA", y, "2701", v, provisions=["2371/op8"] if y >= 2017 else []) for y, v in values.items()
    ]
    found += [finding("XAA", y, "6704", 1e6) for y in range(2010, 2022)]
    coverage = covered(["XAA"], range(2010, 2022)).with_columns(
        pl.when(pl.col("year") == (partial or 0))
        .then(7)
        .otherwise("months")
        .cast(COVERAGE["months"])
        .alias("months")
    )
    return [*interrupted(monitor(found, coverage), "XAA")]


def test_a_ban_is_held_against_the_trend_before_it_and_a_placebo() -> None:
    (chart,) = coal({**{y: 1e8 * 1.02 ** (y - 2010) + (y % 3) * 1e6 for y in range(2010, 2018)}, 2018: 4e4})
    assert chart.name == "XAA-ban-2371-op8"
    ours = chart.data.filter(pl.col("series") == "Goods under the paragraph")
    assert ours["part"].to_list() == ["before"] * 7 + ["split", "after"]
    last = ours.row(-1, named=True)
    assert last["value_usd"] < last["low_usd"] < last["expected_usd"] < last["high_usd"]
    said = plain(chart.alt)
    assert "Its goods: 4 of 4 years since it took force below the band; in 2021 none reported" in said
    assert "The placebo: 0 of 4 years since it took force below the band; in 2021 USD 1.00 m" in said
    assert "log-linear trend" in " ".join(chart.foot)
    assert not chart.is_empty


def test_a_year_told_in_part_is_not_held_against_the_trend() -> None:
    values: dict[int, float | None] = {y: 1e8 + (y % 3) * 1e6 for y in range(2010, 2019)}
    (chart,) = coal(values, partial=2018)
    ours = chart.data.filter(pl.col("series") == "Goods under the paragraph")
    assert ours["part"].to_list()[-2:] == ["split", "split"]


def test_a_value_not_known_is_not_none_reported() -> None:
    values: dict[int, float | None] = {**{y: 1e8 + (y % 3) * 1e6 for y in range(2010, 2018)}, 2021: None}
    (chart,) = coal(values)
    assert "3 of 3 years since it took force" in chart.alt


def test_too_few_periods_before_a_ban_are_said() -> None:
    (chart,) = coal({2015: 1e8, 2016: 2e8, 2017: 1e8})
    assert chart.is_empty
    assert chart.alt.endswith("too few periods before it took force with a value (2; a trend needs 3).")


def test_months_make_a_series_where_a_year_before_the_ban_is_told() -> None:
    found = [
        finding("XAA", y, "2701", 1e6 + m, month=m, provisions=["2371/op8"] if y > 2017 else [])
        for y in (2016, 2017, 2018)
        for m in range(1, 13)
    ]
    (chart,) = interrupted(monitor(found, covered(["XAA"], [2016, 2017, 2018])), "XAA")
    ours = chart.data.filter(pl.col("series") == "Goods under the paragraph")
    assert ours["months"].unique().to_list() == [1]
    assert ours.filter(pl.col("part") == "split")["start"].to_list() == [date(2017, 8, 1)]


@pytest.mark.skipif(not CHINA.exists(), reason="no shared data beside this checkout")
def test_china_as_comtrade_told_it() -> None:
    of = china()
    data = heatmap(of, "CHN").data
    assert data.filter(pl.col("chapter") == "67", pl.col("year") == 2024)["value_usd"].to_list() == [
        187_772_505
    ]
    assert data.filter(pl.col("chapter") == "27", pl.col("year") == 2016)["value_usd"].to_list() == [
        1_186_694_713 + 5_756_330
    ]
    assert data.filter(pl.col("chapter") == "03")["year"].to_list() == [2016, 2017]
    assert plain(timeline(of, "CHN").alt).startswith(
        "China: tests, resolutions and trade with the DPRK. Goods from the DPRK: most in 2016 (USD 2,540 m), "
        "USD 347 m in 2024."
    )
    assert [chart.is_empty for chart in interrupted(of, "CHN")] == [True] * 3
    assert dumbbell(of, "CHN").is_empty
