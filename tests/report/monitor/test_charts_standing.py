"""Map, matrix of reporters, caps and filings: in which class a figure falls, and where there is none."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from importlib.resources import files

import polars as pl
import pytest

from article41.read.countries import load_countries
from article41.report.charts import draw
from article41.report.monitor.charts.caps import caps
from article41.report.monitor.charts.chart import Chart
from article41.report.monitor.charts.filings import filings
from article41.report.monitor.charts.hatch import box_sides, lines_within
from article41.report.monitor.charts.standing import STANDINGS, most_serious
from article41.report.monitor.charts.status_matrix import status_matrix
from article41.report.monitor.map.outlines import outlined, rings
from article41.report.monitor.map.places import load_places
from article41.report.monitor.map.plane import HEIGHT, project, strokes
from article41.report.monitor.map.world import world_map
from article41.report.monitor.record import Monitor
from article41.report.monitor.svg import alone, in_page
from tests.report.monitor.charted import FILINGS, covered, drawn, finding, made, monitor

MAP = files("article41") / "report/monitor/map"


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def standings(chart: Chart) -> dict[str, str]:
    return dict(chart.data.select("state", "standing").iter_rows())


def world() -> Monitor:
    """South Africa's two flows as BACI has them for 2021; no other State has a figure here."""
    rows = [
        finding("ZAF", 2021, code, usd, way="to_dprk", source="baci", status=status, provisions=p)
        for code, usd, status, p in (("250850", 1_000.0, "not_addressed", []), ("732690", 2_000.0, "needs_explanation", ["2397/op7"]))
    ]  # fmt: skip
    return monitor(rows, covered(["ZAF", "MLT", "AFG"], [2020, 2021]))


def test_a_state_stands_in_the_class_of_its_most_serious_flow() -> None:
    found = standings(world_map(world()))
    assert found["ZAF"] == "needs_explanation"
    assert (found["AFG"], found["MLT"]) == ("none_seen", "none_seen")
    assert found["FRA"] == "no_data"
    assert "PRK" not in found
    assert most_serious(["not_addressed", "exempt_or_capped", "likely_wrong_korea"]) == "likely_wrong_korea"
    assert most_serious(["not_addressed"]) == "none_seen"
    assert next(s.key for s in STANDINGS) == "needs_explanation"
    assert len({(s.colour, s.shape) for s in STANDINGS}) == 5


def test_a_year_without_reports_is_no_data_though_another_year_has_some() -> None:
    assert standings(world_map(world(), 2020))["ZAF"] == "none_seen"
    assert standings(world_map(world(), 2021))["ZAF"] == "needs_explanation"
    assert world_map(world(), 2019).is_empty


def test_links_lead_to_pages_that_exist_and_nowhere_else() -> None:
    chart = world_map(world())
    raw = draw(chart.spec, ".svg")
    found = alone(raw, chart.name, chart.alt, {"ZAF", "AFG", "MLT"}).decode()
    links = {f"../states/{state}.html" for state in ("ZAF", "AFG", "MLT")}
    assert set(re.findall(r'href="([^"]+)"', found)) == links
    assert "<title>South Africa: needs explanation</title>" in found
    page = in_page(raw, chart.name, chart.alt, {"ZAF"}, "")
    assert re.findall(r'href="([^"]+)"', page) == ["states/ZAF.html"]


def test_the_map_says_that_boundaries_imply_no_opinion_and_whose_outlines_they_are() -> None:
    foot = " ".join(world_map(world()).foot)
    assert "imply no opinion" in foot
    assert "Natural Earth, public domain" in foot


def test_states_without_a_place_are_named() -> None:
    assert "Without a place on the map: XAA, XAB, XAC, XAD, XAE and 1 more." in world_map(made()).alt


def test_every_member_has_a_place_and_an_outline_or_a_sign() -> None:
    places = load_places()
    members = [place for place in places.values() if place.is_member]
    assert len(members) == 195  # 193 Members and two observer States
    assert all(place.is_dot or place.iso3 in outlined() for place in members)
    assert set(places) <= set(load_countries().alpha3.values())
    assert all(-90 <= p.latitude <= 90 and -180 <= p.longitude <= 180 for p in places.values())


def test_the_outlines_are_those_of_the_readme() -> None:
    sha = hashlib.sha256((MAP / "countries-110m.json").read_bytes()).hexdigest()
    assert sha in (MAP / "README.md").read_text(encoding="utf-8")
    assert "Michael Bostock" in (MAP / "LICENSE").read_text(encoding="utf-8")


def test_our_projection_is_vegas() -> None:
    """A sign that Vega places by its degrees stands where we reckon it."""
    svg = drawn(world_map(world()), ["MLT"])
    place = load_places()["MLT"]
    x, y = project(place.longitude, place.latitude)
    sign = re.search(
        r'states/MLT\.html"[^>]*>\s*<title>[^<]*</title>\s*<path[^>]*transform="translate\(([\d.]+),([\d.]+)\)',
        svg,
    )
    assert sign is not None
    assert (float(sign[1]), float(sign[2])) == pytest.approx((x, y), abs=0.01)


def test_hatching_ends_at_the_border_and_at_the_180th_meridian() -> None:
    for state in ("RUS", "FJI", "CAN", "LSO", "ZAF"):
        found = strokes(rings(state), 2, 0, 1)
        assert found, state
        assert all(0 <= s["x"] <= s["x2"] <= 672 and 0 <= s["y"] <= HEIGHT for s in found), state
        longest = max(s["x2"] - s["x"] for s in found)
        assert longest < 330, state
    holes = strokes(rings("ZAF"), 0.5, 0, 1)
    x, y = project(28.2, -29.6)  # inside Lesotho, a hole in South Africa
    assert not [s for s in holes if abs(s["y"] - y) < 0.6 and s["x"] < x < s["x2"]]


def test_strokes_fill_a_box_to_its_sides() -> None:
    found = lines_within([box_sides(10, 10, 40, 30)], 5, 1, 1)
    assert all(10 <= s["x"] < s["x2"] <= 40 and 10 <= s["y2"] < s["y"] <= 30 for s in found)
    assert len(found) == 9
    assert lines_within([], 5, 1, 1) == []


def test_the_counter_of_2024_shows_reported_and_estimated_apart() -> None:
    chart = caps(made(), "refined_petroleum")
    said = plain(chart.alt)
    assert "2024: reported 168,679 barrels, 33.7 % of the cap (under the cap)" in said
    assert "estimated by others at 66.0 % to 2.00 × the cap. The two are never added." in said
    assert "above the cap even at their low end in 2018" in said
    year = chart.data.filter(pl.col("start") == date(2024, 1, 1))
    assert year.select("kind", "high_bbl").rows() == [("reported", 168_679), ("estimated", 1_000_000)]
    labels = [
        row["label"]
        for part in chart.spec["vconcat"][1]["layer"]
        for row in part["data"]["values"]
        if "label" in row
    ]
    assert {"75", "90", "limit", "2 ×"} <= set(labels)
    assert "8.33 barrels a tonne" in " ".join(chart.foot)


def test_a_cap_of_no_figures_is_said_to_be_unknown() -> None:
    chart = caps(made(), "crude_oil")
    assert chart.is_empty
    assert "no data, not zero" in chart.alt


def test_filed_late_blank_open_and_no_data_are_five_things() -> None:
    def row(state: str, resolution: str, due: date | None, filed: date | None) -> dict[str, object]:
        return {"state": state, "resolution": resolution, "due": due, "filed": filed, "symbol": "S/AC.49/1"}

    due = date(2017, 11, 3)
    rows = [
        row("XAA", "2371", due, date(2017, 11, 3)),
        row("XAA", "2371", due, date(2019, 1, 1)),
        row("XAB", "2371", due, date(2017, 11, 4)),
        row("XAC", "2371", due, None),
        row("XAD", "2371", date(2027, 1, 1), None),
        row("XAE", "2371", None, date(2020, 1, 1)),
        row("XAA", "2397", due, None),
    ]
    of = monitor(filings=pl.DataFrame(rows, schema=FILINGS))
    chart = filings(of, None)
    assert chart.data.select("state", "resolution", "standing").rows() == [
        ("XAA", "2371", "filed"), ("XAA", "2397", "blank"), ("XAB", "2371", "late"), ("XAC", "2371", "blank"),
        ("XAD", "2371", "open"), ("XAE", "2371", "filed"),
    ]  # fmt: skip
    assert "of 5 reports due, 2 filed in time, 1 late, 2 not on record. 1 not due yet." in chart.alt
    hatched = chart.spec["vconcat"][1]["layer"][0]["data"]["values"]
    assert hatched  # four States that the file leaves out for 2397
    late = filings(of, "XAB").spec["vconcat"][1]["layer"][-1]["data"]["values"][0]["said"]
    assert late == "filed 2017-11-04, 1 day after it was due (due 2017-11-03); S/AC.49/1"
    assert "it leaves this State out" in filings(of, "ZZZ").alt


def test_the_matrix_holds_the_most_serious_flow_of_state_provision_and_year() -> None:
    rows = [
        finding("XAA", 2021, "8544", 1e6, status="exempt_or_capped", provisions=["2397/op7", "2397/op6"]),
        finding("XAA", 2021, "8471", 2e6, status="needs_explanation", provisions=["2397/op7"]),
        finding(
            "XAA", 2021, "847130", 2e6, status="needs_explanation", provisions=["2397/op7"], is_leaf=False
        ),
        finding("XAB", 2020, "8703", None, status="likely_wrong_korea", provisions=["2397/op7"]),
        finding("XAB", 2020, "6704", 1e6),
    ]
    chart = status_matrix(monitor(rows, covered(["XAA", "XAB"], [2020, 2021])))
    assert chart.data.rows() == [
        ("XAA", "2397/op6", 2021, "exempt_or_capped", 1e6, 1),
        ("XAA", "2397/op7", 2021, "needs_explanation", 3e6, 2),
        ("XAB", "2397/op7", 2020, "likely_wrong_korea", None, 1),
    ]
    assert "figures of 1 State need explanation" in chart.alt
    letters = [
        row["letter"]
        for part in chart.spec["vconcat"][1]["layer"]
        for row in part["data"]["values"]
        if "letter" in row
    ]
    assert set(letters) == {"E", "K", "X"}
