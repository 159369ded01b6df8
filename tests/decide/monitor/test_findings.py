"""Counted flows become findings: both figures, the law, the doubts and the reply in one row."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl

from article41.decide.monitor.findings import Evidence, findings
from article41.decide.regime import Regime
from article41.flows import COUNTED, FINDINGS, MIXUP

REGIME = Regime.load(date(2026, 1, 1)).assuming_nothing()
NONE = "none: the DPRK publishes no figures and no other file tells this flow"


def _flow(
    reporter: str, flow: str, year: int, code: str | None, value: float | None, **more: Any
) -> dict[str, Any]:
    own = {
        "id": f"{reporter}-{flow}-PRK-{year}-{code}", "source": "comtrade", "reporter": reporter, "partner": "PRK",
        "flow": flow, "freq": "A", "start": date(year, 1, 1), "end": date(year + 1, 1, 1), "edition": 2017,
        "code": code, "words": "goods", "level": len(code or ""), "is_leaf": True, "value_usd": value,
        "rows": 1, "file": "trade.csv", "row": 2,
    }  # fmt: skip
    return own | more


def _counted(*flows: dict[str, Any]) -> pl.DataFrame:
    return pl.DataFrame([{name: f.get(name) for name in COUNTED} for f in flows], schema=COUNTED)


def _evidence(counted: pl.DataFrame, **more: Any) -> Evidence:
    ids = counted["id"]
    second = pl.DataFrame({"id": ids, "other_usd": [None] * len(ids), "other_figure": [NONE] * len(ids)})
    own: dict[str, Any] = {
        "mixups": pl.DataFrame([], schema=MIXUP),
        "likely": 0.6,
        "second": second.cast({"other_usd": pl.Float64}),
        "marks": pl.DataFrame([], schema={"id": pl.String, "says": pl.String}),
        "replies": pl.DataFrame(
            [],
            schema={
                "state": pl.String,
                "way": pl.String,
                "code": pl.String,
                "year": pl.Int32,
                "reply": pl.String,
            },
        ),
    }
    return Evidence(**(own | more))


def test_findings_have_their_schema_and_ask() -> None:
    counted = _counted(
        _flow("XAA", "M", 2019, "2701", 1e6),
        _flow("XAB", "X", 2019, "2710", 2e6),
        _flow("XAA", "M", 2019, "6704", 3.0),
    )
    found = findings(REGIME, counted, _evidence(counted))
    assert dict(found.schema) == {name: pl.DataFrame(schema=FINDINGS).schema[name] for name in FINDINGS}
    assert found["status"].to_list() == ["needs_explanation", "exempt_or_capped", "not_addressed"]
    assert found["way"].to_list() == ["from_dprk", "to_dprk", "from_dprk"]
    assert found["other_figure"].to_list() == [NONE] * 3
    assert all(found.filter(pl.col("status") == "needs_explanation")["ways_out"].list.len() > 0)


def test_a_likely_mixup_is_told_as_one_whatever_the_goods() -> None:
    counted = _counted(_flow("XAA", "M", 2021, "8703", 5e6), _flow("XAA", "M", 2021, "2701", 5e6))
    parts = [
        {"part": "goods", "points": 0.8, "says": "cars are not known to be made for export there"},
        {"part": "history", "points": -0.1, "says": "five years"},
        {"part": "mode", "points": 0.0, "says": "not told"},
        {"part": "unit value", "points": 0.0, "says": "no weight"},
    ]
    scored = pl.DataFrame({"id": counted["id"], "score": [0.7, 0.1], "parts": [parts, parts]}, schema=MIXUP)
    found = findings(REGIME, counted, _evidence(counted, mixups=scored))
    assert found["status"].to_list() == ["likely_wrong_korea", "needs_explanation"]
    assert found["mixup_says"].to_list()[0] == [
        "+0.8 cars are not known to be made for export there",
        "−0.1 five years",
        "no points: not told; no weight",
    ]


def test_zero_is_no_trade_and_null_is_unknown() -> None:
    counted = _counted(
        _flow("XAA", "M", 2019, "2701", 0.0), _flow("XAA", "M", 2019, "2601", None, weight_kg=5.0)
    )
    assert findings(REGIME, counted, _evidence(counted))["code"].to_list() == ["2601"]


def test_a_total_does_not_tell_its_goods() -> None:
    counted = _counted(
        _flow("XAA", "M", 2019, "TOTAL", 9.0), _flow("XAA", "M", 2019, None, 9.0, words="Coffee")
    )
    found = findings(REGIME, counted, _evidence(counted))
    assert found["status"].to_list() == ["exempt_or_capped"] * 2
    assert found["goods"].to_list() == ["all commodities", "Coffee"]
    assert found["ways_out"].to_list() == [["goods that no paragraph governs"]] * 2


def test_the_reply_that_names_most_stands_beside_the_flag() -> None:
    counted = _counted(_flow("XAA", "M", 2019, "2701", 1.0), _flow("XAA", "M", 2020, "2701", 1.0))
    replies = pl.DataFrame(
        {
            "state": ["XAA", "XAA", "XAB"], "way": [None, None, None], "code": [None, "27", None],
            "year": [None, 2019, None], "reply": ["general", "a typing error", "of another"],
        },
        schema={"state": pl.String, "way": pl.String, "code": pl.String, "year": pl.Int32, "reply": pl.String},
    )  # fmt: skip
    found = findings(REGIME, counted, _evidence(counted, replies=replies))
    assert found["reply"].to_list() == ["a typing error", "general"]
