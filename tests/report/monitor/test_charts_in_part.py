"""A year of which only some months are told: marked in every chart, led to by no line, set beside no total."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from article41.report.monitor.charts.dumbbell import dumbbell
from article41.report.monitor.charts.heatmap import heatmap
from article41.report.monitor.charts.timeline import timeline
from article41.report.monitor.record import Monitor
from tests.report.monitor.charted import PUBLISHED, covered, finding, monitor


def plain(text: str) -> str:
    return text.replace(" ", " ")


def in_part() -> Monitor:
    """One State told December 2024 alone, another the whole of it; 2022 is whole for both."""
    rows = [finding(s, y, "2701", 1e8) for s in ("XAA", "XAB") for y in (2022, 2023, 2024)]
    rows = [row for row in rows if (row["state"], row["start"].year) != ("XAB", 2023)]
    whole = covered(["XAA", "XAB"], [2022, 2023, 2024])
    december = (pl.col("year") == 2024) & (pl.col("reporter") == "XAA")
    return monitor(
        rows, whole.with_columns(months=pl.when(december).then(1).otherwise("months").cast(pl.UInt8))
    )


def test_a_year_told_in_part_is_hollow_and_no_line_leads_to_it() -> None:
    chart = timeline(in_part(), None)
    assert "Told in part by at least one State: 2024." in plain(chart.alt)
    points = [
        (row["start"], layer["mark"]["fill"] == "white")
        for layer in chart.spec["vconcat"][1]["layer"]
        for row in layer["data"]["values"]
        if "rate_usd" in row
    ]
    assert sorted(points) == [("2022-01-01", False), ("2023-01-01", False), ("2024-01-01", True)]
    strokes = [
        r for part in chart.spec["vconcat"][1]["layer"] for r in part["data"]["values"] if "next_y" in r
    ]
    assert [(s["middle"], s["next"]) for s in strokes] == [(2022.5, 2023.5)]
    assert "Told in part: 2024 (1 month)." in plain(timeline(in_part(), "XAA").alt)
    assert "Told in part" not in timeline(in_part(), "XAB").alt


def test_a_year_told_in_part_is_framed_in_the_heat_map() -> None:
    for state, years in ((None, [2024]), ("XAA", [2024]), ("XAB", [])):
        chart = heatmap(in_part(), state)
        framed = [
            row["year"]
            for part in chart.spec["vconcat"][1]["layer"]
            if part["mark"].get("strokeDash") == [2, 2]
            for row in part["data"]["values"]
        ]
        assert framed == years, state
        assert ("year told in part" in str(chart.spec)) == bool(years)


def test_months_are_not_set_beside_the_published_total_of_a_year() -> None:
    totals = [
        {"source": "KOTRA", "year": y, "flow": "exports", "value_usd": 3e8, "says": ""} for y in (2022, 2024)
    ]
    of = replace(in_part(), published=pl.DataFrame(totals, schema=PUBLISHED))
    chart = dumbbell(of, None)
    assert chart.data["name"].to_list() == ["2022 exports, KOTRA"]
    assert "(2 States in the sum)" in chart.alt
    assert "n = 1 published total." in " ".join(chart.foot)
