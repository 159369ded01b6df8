"""The waterfall's bars: each begins where the one before it ended, and their words say what they are."""

from __future__ import annotations

from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

import polars as pl
import pytest

from article41 import Regime, assess_table
from article41.analyse.trade.lines import trade_lines
from article41.decide.relief import Scenario, weigh
from article41.report.charts import COLOURS, draw, png, waterfall
from article41.report.relief import Simulation, money, scenario_title

REGIME = Regime.load(date(2026, 11, 24)).on(date(2026, 11, 24))
TRADE = pl.DataFrame(
    {
        "date": [date(2026, 11, 24)] * 4,
        "origin": ["KP"] * 4,
        "destination": ["CN"] * 4,
        "hs": ["2701", "61", "0307", "6704"],
        "value_usd": [6e8, 3e8, 1e8, 5e6],
    }
)


def simulation(*scenarios: Regime, table: pl.DataFrame = TRADE, sources: tuple[str, ...] = ()) -> Simulation:
    found = trade_lines(table, REGIME.law.facts, REGIME.law.goods, REGIME.classifier)
    lines = found.insert_column(0, pl.int_range(2, len(table) + 2, dtype=pl.UInt32, eager=True).alias("row"))
    none = pl.lit(None, pl.String).alias("id")
    before = assess_table(table, REGIME).with_columns(none)
    reliefs = [
        weigh(
            Scenario(" + ".join(sorted(s.suspended)), s),
            lines,
            before,
            assess_table(table, s).with_columns(none),
        )
        for s in scenarios
    ]
    return Simulation("t.csv", REGIME, tuple(reliefs), ((),) * len(reliefs), (), sources)


def bars(spec: dict[str, Any]) -> list[list[dict[str, Any]]]:
    """The data of each scenario, which Altair keeps by name at the top."""
    data = [part.get("data") or part["layer"][0].get("data") or spec["data"] for part in spec["vconcat"]]
    return [spec["datasets"][d["name"]] if "name" in d else d["values"] for d in data]


def test_the_bars_fall_from_what_is_prohibited_to_what_stays_blocked() -> None:
    (steps,) = bars(waterfall(simulation(REGIME.suspend(["2371/op8"]))))
    assert [(s["label"], s["start"], s["end"], s["amount"]) for s in steps] == [
        ("Prohibited today", 0, 1e9, "USD 1.00 bn"),
        ("Would be free", 4e8, 1e9, "USD 600.0 m"),
        ("Still blocked", 0, 4e8, "USD 400.0 m"),
    ]
    assert steps[2]["why"] == "by S/RES/2375 (2017), para. 16; S/RES/2371 (2017), para. 9"
    assert {s["kind"] for s in steps} <= set(COLOURS)


def test_it_counts_where_values_are_mostly_unknown_or_when_asked() -> None:
    scenario = REGIME.suspend(["2371/op8"])
    assert [s["amount"] for s in bars(waterfall(simulation(scenario), "count"))[0]] == ["3", "1", "2"]
    unknown = TRADE.with_columns(pl.Series("value_usd", [None, None, 1e8, None], dtype=pl.Float64))
    (steps,) = bars(waterfall(simulation(scenario, table=unknown)))
    assert [s["amount"] for s in steps] == ["3", "1", "2"]
    (steps,) = bars(waterfall(simulation(scenario, table=unknown), "usd"))
    assert steps[0]["amount"] == "USD 100.0 m + 2 of unknown value"
    assert steps[1]["amount"] == "1 of unknown value"


def test_title_and_foot_say_scenario_day_source_and_that_it_is_no_advice() -> None:
    spec = waterfall(simulation(REGIME.suspend(["2371/op8"]), sources=("UN Comtrade",)))
    title = " ".join(spec["vconcat"][0]["title"]["text"]).replace("\u00a0", " ")
    assert title == "S/RES/2371 (2017), para. 8 suspended, on 24 November 2026"
    foot = " ".join(spec["title"]["text"])
    assert "Source: UN Comtrade (t.csv)" in foot
    assert "Not legal advice" in foot
    assert spec["description"].startswith(
        "Of USD 1.00 bn prohibited today, 600.0 m would be free (60 per cent)"
    )


def test_scenarios_share_one_scale() -> None:
    spec = waterfall(simulation(REGIME.suspend(["2371/op8"]), REGIME.suspend(["2375/op16"])))
    assert len(bars(spec)) == 2
    scales = [part["layer"][0]["encoding"]["x"]["scale"]["domain"] for part in spec["vconcat"]]
    assert scales[0] == scales[1]


def test_nothing_prohibited_is_no_trouble() -> None:
    spec = waterfall(simulation(REGIME.suspend(["2371/op8"]), table=TRADE.tail(1)))
    assert [s["end"] for s in bars(spec)[0]] == [0, 0, 0]
    assert spec["description"] == "Nothing here is prohibited today."


@pytest.mark.parametrize(
    ("value", "words"),
    [(354, "354"), (9_999, "9,999"), (15_900, "15.9 k"), (474_200_000, "474.2 m"), (999_999_999, "1.00 bn"), (1_186_694_713, "1.19 bn"), (0, "0")],
)  # fmt: skip
def test_money_reads_as_it_is_said(value: float, words: str) -> None:
    assert money(value) == words


def test_a_long_list_is_cut_in_titles() -> None:
    regime = REGIME.suspend(["2371/op8", "2371/op9", "2371/op10", "2397"])
    assert scenario_title(regime).endswith("and 2 more suspended")
    assert scenario_title(REGIME) == "nothing suspended"


@pytest.mark.parametrize("ending", [".svg", ".png", ".html"])
def test_what_no_picture_can_hold_is_drawn_as_unreadable_and_ends_nothing(ending: str) -> None:
    """A NUL, BEL or ESC in a file's name would end the whole process inside vl-convert."""
    odd = "a\x00b\x07c\x1bd\x7fe\ud800f\uffff"
    relief = simulation(REGIME.suspend(["2371/op8"]), sources=(odd,))
    drawn = draw(waterfall(relief), ending)
    assert len(drawn) > 1_000
    if ending != ".png":
        text = drawn.decode()
        assert "a\ufffdb\ufffdc\ufffdd\ufffde\ufffdf\ufffd" in text
        assert not set("\x00\x07\x1b\x7f") & set(ET.fromstring(text).itertext() if ending == ".svg" else ())  # noqa: S314


def test_a_picture_made_of_the_svg_is_the_one_that_is_drawn() -> None:
    spec = waterfall(simulation(REGIME.suspend(["2371/op8"])))
    assert png(draw(spec, ".svg")) == draw(spec, ".png")
