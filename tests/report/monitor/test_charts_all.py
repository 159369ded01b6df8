"""What holds for every chart of the monitor: it draws, reads well, carries its foot, and obeys no file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any
from xml.etree import ElementTree as ET

import altair as alt
import polars as pl
import pytest
from jsonschema import ValidationError

from article41.flows import COVERAGE
from article41.report.charts import draw, png
from article41.report.monitor.charts.caps import caps
from article41.report.monitor.charts.chart import Chart
from article41.report.monitor.charts.dumbbell import dumbbell
from article41.report.monitor.charts.filings import filings
from article41.report.monitor.charts.heatmap import heatmap
from article41.report.monitor.charts.interrupted import interrupted
from article41.report.monitor.charts.status_matrix import status_matrix
from article41.report.monitor.charts.timeline import timeline
from article41.report.monitor.map.world import world_map
from article41.report.monitor.record import FileRead, Monitor
from tests.report.monitor.charted import EVENTS, FILINGS, PUBLISHED, covered, drawn, finding, made, monitor

MADE = made()
STATES = frozenset(MADE.coverage["reporter"])
HOSTILE = '</script><svg onload="alert(1)">&\x00\u202e{datum}'
FORBIDDEN = re.compile(r"violat|breach|guilty|illegal|suspicious|smuggl", re.IGNORECASE)


def every(of: Monitor, state: str | None) -> Iterator[Chart]:
    """All charts of one page."""
    yield heatmap(of, state)
    yield dumbbell(of, state)
    yield timeline(of, state)
    yield from interrupted(of, state)
    yield filings(of, state)
    if state is None:
        yield status_matrix(of)
        yield world_map(of)
        yield world_map(of, 2021)
        yield from (caps(of, good) for good in ("refined_petroleum", "crude_oil"))


@lru_cache(maxsize=1)
def pictures() -> dict[str, tuple[Chart, str]]:
    """Every chart of the made world and of one of its States, drawn."""
    found = [*every(MADE, None), *every(MADE, "XAB")]
    return {chart.name: (chart, drawn(chart, STATES)) for chart in found}


def texts(svg: str) -> list[str]:
    """What a reader sees, node by node."""
    return ["".join(node.itertext()) for node in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]  # noqa: S314


def bare(spec: Any) -> Any:
    """A part of a chart as the schema sees it: without its rows, and every number, colour and column alike."""
    if isinstance(spec, dict):
        return {k: [] if k == "values" else "f" if k == "field" else bare(v) for k, v in spec.items()}
    if isinstance(spec, list):
        return [bare(part) for part in spec]
    is_number = isinstance(spec, int | float) and not isinstance(spec, bool)
    is_colour = isinstance(spec, str) and spec.startswith("#")
    return 1 if is_number else "white" if is_colour else spec


def test_every_chart_is_valid_vega_lite_and_has_a_name_of_its_own() -> None:
    """What differs in numbers, colours and columns alone is shown to the schema once: it needs minutes else."""
    assert len(pictures()) == 23
    frames, panels, layers = [], [], []
    for name, (chart, _) in pictures().items():
        assert re.fullmatch(r"[A-Za-z0-9_-]+", name)
        frames.append(bare({**chart.spec, "description": "…", "vconcat": []}))
        for part in chart.spec["vconcat"]:
            panels.append(
                bare({**part, "layer": []} | ({"title": "…"} if isinstance(part.get("title"), str) else {}))
            )
            layers += bare(part["layer"])
    (frame,) = unlike(frames)
    assert len(unlike(layers)) > 20
    alt.VConcatChart.from_dict({**frame, "vconcat": [*unlike(panels), {"layer": unlike(layers)}]})


def unlike(specs: Sequence[Any]) -> list[Any]:
    """Each of them once."""
    return list({repr(spec): spec for spec in specs}.values())


def test_the_schema_finds_what_is_wrong_in_a_layer() -> None:
    chart, _ = pictures()["dumbbell"]
    wrong = bare(chart.spec["vconcat"][1]["layer"][1]) | {"mark": {"type": "rulr"}}
    with pytest.raises(ValidationError, match="rulr"):
        alt.VConcatChart.from_dict({"vconcat": [{"layer": [wrong]}]})


def test_every_chart_fits_its_width_in_letters_that_can_be_read() -> None:
    for name, (_, svg) in pictures().items():
        assert int(re.search(r'width="(\d+)"', svg)[1]) <= 730, name  # type: ignore[index]
        sizes = {float(size) for size in re.findall(r'font-size="([\d.]+)px"', svg)}
        assert sizes, name
        assert min(sizes) >= 12, name


def test_every_chart_carries_source_vintage_filter_count_licence_and_command() -> None:
    for name, (chart, svg) in pictures().items():
        foot = " ".join(chart.foot)
        # figures for caps and national reports do not come from the files of trade statistics
        is_of_trade = not re.search("caps-refined|filings$", name)
        assert ("sha256 5e70a4d2" in foot) == is_of_trade, name
        for part in (
            "Source: ",
            "2026-11-30",
            "law 5e70a4d2acf1",
            "Shown: ",
            "n = ",
            "Licence: ",
            "Not legal advice",
        ):
            assert part in foot, (name, part)
        assert f"Redraw: article41 monitor made.csv --out monitor → charts/{name}.svg" in foot
        shown = " ".join(texts(svg)).replace("\u00a0", " ")
        assert chart.foot[0] in shown, name
        assert chart.title.replace("\u00a0", " ") in shown, name


def test_the_alternative_text_says_the_finding_and_the_data_are_what_is_drawn() -> None:
    for chart, _ in pictures().values():
        assert chart.alt.startswith(f"{chart.title}. ")
        assert len(chart.alt) > len(chart.title) + 30
        assert "chart of" not in chart.alt
        assert chart.is_empty == ("No chart: " in chart.alt)
        assert chart.is_empty or len(chart.data)


def test_no_chart_accuses_a_state() -> None:
    for name, (chart, svg) in pictures().items():
        assert not FORBIDDEN.search(f"{svg} {chart.spec} {chart.alt} {chart.foot} {chart.data.columns}"), name


def test_the_same_figures_give_the_same_bytes_in_whatever_order_the_rows_come() -> None:
    turned = made()
    turned = replace(
        turned,
        findings=turned.findings.reverse(),
        coverage=turned.coverage.sample(fraction=1, shuffle=True, seed=4),
    )
    for of, state in ((made(), None), (turned, None), (turned, "XAB")):
        for chart in every(of, state):
            assert chart.spec == pictures()[chart.name][0].spec, chart.name
            assert chart.data.equals(pictures()[chart.name][0].data), chart.name
    for chart in (timeline(turned, None), world_map(turned)):
        assert drawn(chart, STATES) == pictures()[chart.name][1], chart.name


def test_a_png_has_the_same_bytes_too() -> None:
    chart = timeline(MADE, "XAA")
    picture = png(draw(chart.spec, ".svg"))
    assert picture == draw(timeline(made(), "XAA").spec, ".png")
    assert picture.startswith(b"\x89PNG")
    assert int.from_bytes(picture[16:20]) <= 1460


def test_two_charts_in_one_page_share_no_id() -> None:
    ids = [found for _, svg in pictures().values() for found in re.findall(r'\bid="([^"]+)"', svg)]
    assert len(ids) == len(set(ids))
    for name, (_, svg) in pictures().items():
        assert set(re.findall(r"url\(#([^)]+)\)", svg)) <= set(re.findall(r'\bid="([^"]+)"', svg)), name


def test_nothing_is_loaded_from_elsewhere() -> None:
    for name, (_, svg) in pictures().items():
        loaded = re.findall(r'(?:href|src)="([^"]*)"', svg)
        assert all(re.fullmatch(r"\.\./states/[A-Z]{3}\.html", link) for link in loaded), name
        assert "<image" not in svg
        assert "<script" not in svg


def hostile() -> Monitor:
    """The made figures with a text that would like to be more wherever a file may put one."""
    long = "A" * 10_000
    rows = [
        finding(HOSTILE, 2021, "8544", 5e6, status="needs_explanation", provisions=[HOSTILE, "2397/op6"], other_usd=1e6, goods=HOSTILE),
        finding(long, 2021, "8703", 4e6, status="likely_wrong_korea", provisions=[long, "2397/op6"], other_usd=1e6),
        finding("XAA", 2020, HOSTILE, 3e6, source=HOSTILE),
        finding("XAA", 2020, long, 3e6, source=long),
    ]  # fmt: skip
    event = {"on": date(2021, 2, 2), "kind": "resolution", "label": HOSTILE}
    filed = [
        {"state": s, "resolution": r, "due": date(2021, 1, 1), "filed": date(2021, 2, 1), "symbol": HOSTILE}
        for s in (HOSTILE, long)
        for r in (HOSTILE, long)
    ]
    total = {"source": HOSTILE, "year": 2021, "flow": "exports", "value_usd": 1e6, "says": HOSTILE}
    return monitor(
        rows,
        covered([HOSTILE, long, "XAA"], [2020, 2021]),
        events=pl.concat([EVENTS, pl.DataFrame([event], schema=EVENTS.schema)]),
        filings=pl.DataFrame(filed, schema=FILINGS),
        published=pl.DataFrame([total], schema=PUBLISHED),
        caps=tuple(
            replace(s, factor=HOSTILE, says=long, source=HOSTILE, provision=HOSTILE) for s in MADE.caps
        ),
        files=(FileRead(HOSTILE, "ab" * 32, 1, HOSTILE, 1, 1), FileRead(long, "cd" * 32, 1, long, 1, 1)),
        command=HOSTILE,
    )


def test_text_from_files_never_leaves_its_text_node() -> None:
    of = hostile()
    long = "A" * 10_000
    for chart in [*every(of, None), *every(of, HOSTILE), heatmap(of, long), timeline(of, long)]:
        svg = drawn(chart)
        root = ET.fromstring(svg)  # noqa: S314  (well-formed in spite of it all)
        tags = {node.tag.rpartition("}")[2] for node in root.iter()}
        assert tags <= {
            "svg",
            "desc",
            "title",
            "rect",
            "g",
            "path",
            "text",
            "line",
            "a",
            "clipPath",
            "defs",
        }, tags
        assert not [name for node in root.iter() for name in node.attrib if name.startswith("on")]
        assert "\x00" not in svg
        assert "\u202e" not in svg
        assert max(map(len, texts(svg))) < 400, chart.name
        assert len(svg) < 600_000
        assert re.fullmatch(r"[A-Za-z0-9_-]{1,80}", chart.name)
        assert int(re.search(r'width="(\d+)"', svg)[1]) <= 760  # type: ignore[index]


def _one() -> Monitor:
    return monitor([finding("XAA", 2021, "2701", 5e6)], covered(["XAA"], [2021]))


def _many() -> Monitor:
    codes = [f"X{a}{b}" for a in "ABCDEFGHIJ" for b in "ABCDEFGHIJKLMNOPQRST"]
    rows = [
        finding(
            s, y, "8544", 1e5 * (i + 1), status="needs_explanation", provisions=["2397/op6"], other_usd=1e5
        )
        for i, s in enumerate(codes)
        for y in (2020, 2021)
    ]
    filed = [
        {"state": s, "resolution": r, "due": date(2018, 1, 1), "filed": None, "symbol": None}
        for s in codes
        for r in ("2371", "2375", "2397")
    ]
    return monitor(rows, covered(codes, [2020, 2021]), filings=pl.DataFrame(filed, schema=FILINGS))


def _unknown() -> Monitor:
    rows = [finding("XAA", y, "2701", None) for y in range(2012, 2022)]
    return monitor(rows, covered(["XAA"], range(2012, 2022)))


def _weights() -> Monitor:
    rows = [
        finding("XAA", y, "2701", None, weight_kg=1e6, status="needs_explanation", provisions=["2371/op8"])
        for y in range(2012, 2022)
    ]
    return monitor(rows, covered(["XAA"], range(2012, 2022)))


def _odd() -> Monitor:
    values = [float("nan"), float("inf"), -5.0, 0.0, 1e-9, 1e15]
    rows = [
        finding("XAA", 2015 + i, "2701", v, other_usd=v, provisions=["2371/op8"])
        for i, v in enumerate(values)
    ]
    return monitor(rows, covered(["XAA"], range(2015, 2021)), events=EVENTS.clear())


@pytest.mark.parametrize("build", [monitor, _one, _many, _unknown, _weights, _odd], ids=lambda f: f.__name__)
@pytest.mark.parametrize("state", [None, "XAA", "ZZZ"])
def test_small_and_odd_data_are_drawn_or_said_to_be_empty(
    build: Callable[[], Monitor], state: str | None
) -> None:
    for chart in every(build(), state):
        if chart.is_empty:
            assert "No chart: " in chart.alt
            continue
        svg = drawn(chart)
        assert "NaN" not in svg, chart.name
        assert "undefined" not in svg, chart.name
        assert "null" not in " ".join(texts(svg)), chart.name


def test_no_figures_at_all_are_never_a_zero() -> None:
    for chart in every(monitor(), None):
        assert chart.is_empty, chart.name
        assert not re.search(r"\b0(\.0)? USD|USD 0\b", chart.alt)


def test_weights_alone_are_said_and_not_drawn_as_nothing() -> None:
    chart = heatmap(_weights(), "XAA")
    assert "kg" in texts(drawn(chart))
    assert "no value is known for any chapter" in chart.alt
    assert timeline(_weights(), "XAA").is_empty


def test_flows_that_stand_inside_others_are_not_added() -> None:
    rows = [
        finding("XAA", 2021, "2701", 5e6),
        finding("XAA", 2021, "270111", 5e6, is_leaf=False),
        finding("XAA", 2021, "2701", 2e6, flow="RM"),
        finding("XAA", 2021, "2701", 9e6, source="faostat"),
        finding("XAA", 2020, "2701", 1e6),
    ]
    of = monitor(rows, pl.DataFrame(schema=COVERAGE))
    data = heatmap(of, "XAA").data
    assert data.select("source", "year", "value_usd").rows() == [
        ("comtrade", 2020, 1e6),
        ("comtrade", 2021, 5e6),
    ]
