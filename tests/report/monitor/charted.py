"""Monitors to draw: made figures under user-assigned codes, and China's own figures where they are at hand."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from article41.analyse.trade.petroleum import CapSeries
from article41.flows import ASIDES, COUNTED, COVERAGE, FINDINGS
from article41.report.charts import draw
from article41.report.monitor.charts.chart import Chart
from article41.report.monitor.record import FileRead, Monitor
from article41.report.monitor.svg import alone

CHINA = Path(__file__).parents[4] / "shared/data/trade/comtrade_china_imports_from_dprk_2016-2024.csv"
RESOLUTIONS = {
    "1718": date(2006, 10, 14), "1874": date(2009, 6, 12), "2087": date(2013, 1, 22), "2094": date(2013, 3, 7),
    "2270": date(2016, 3, 2), "2321": date(2016, 11, 30), "2356": date(2017, 6, 2), "2371": date(2017, 8, 5),
    "2375": date(2017, 9, 11), "2397": date(2017, 12, 22),
}  # fmt: skip
TESTS = (
    ("test", date(2006, 10, 9)), ("test", date(2009, 5, 25)), ("test", date(2013, 2, 12)),
    ("test", date(2016, 1, 6)), ("test", date(2016, 9, 9)), ("test", date(2017, 9, 3)),
    ("launch", date(2016, 2, 7)), ("launch", date(2017, 7, 4)), ("launch", date(2017, 7, 28)),
    ("launch", date(2017, 11, 29)), ("launch", date(2022, 3, 24)), ("launch", date(2023, 7, 12)),
)  # fmt: skip
EVENTS = pl.DataFrame(
    [{"on": day, "kind": "resolution", "label": f"S/RES/{n} ({day.year})"} for n, day in RESOLUTIONS.items()]
    + [{"on": day, "kind": kind, "label": f"{kind} of {day}"} for kind, day in TESTS],
    schema={"on": pl.Date, "kind": pl.String, "label": pl.String},
)
PUBLISHED = {
    "source": pl.String, "year": pl.Int32, "flow": pl.String, "value_usd": pl.Float64, "says": pl.String,
}  # fmt: skip
FILINGS = {
    "state": pl.String, "resolution": pl.String, "due": pl.Date, "filed": pl.Date, "symbol": pl.String,
}  # fmt: skip


def drawn(chart: Chart, pages: Collection[str] = ()) -> str:
    """The chart's SVG as the report writes it, leading to the pages of these States."""
    return alone(draw(chart.spec, ".svg"), chart.name, chart.alt, pages).decode()


def finding(state: str, year: int, code: str, usd: float | None, **more: Any) -> dict[str, Any]:
    """One counted flow; every column that is not told has a plain value."""
    way = more.get("way", "from_dprk")
    flow = "M" if way == "from_dprk" else "X"
    month = more.pop("month", None)
    start = date(year, month or 1, 1)
    end = date(year + (month is None or month == 12), 1 if month is None or month == 12 else month + 1, 1)
    row = dict.fromkeys(FINDINGS)
    return row | {
        "id": f"{state}-{flow}-PRK-{year}{month or ''}-{code}", "state": state, "way": way, "source": "comtrade",
        "flow": flow, "freq": "A" if month is None else "M", "start": start, "end": end, "edition": 2017,
        "code": code, "goods": f"HS {code}", "is_leaf": code != "TOTAL", "value_usd": usd,
        "status": "not_addressed", "because": "Made for a test.", "provisions": [], "ways_out": [],
        "mixup_says": [], "other_figure": "none: no other source", "marks": [], "file": "made.csv", "row": 2,
    } | more  # fmt: skip


def covered(states: Iterable[str], years: Iterable[int], flows: Sequence[str] = ("M", "X")) -> pl.DataFrame:
    """Coverage rows: each State reported all twelve months of each year."""
    years = list(years)
    return pl.DataFrame(
        [
            {"source": "comtrade", "reporter": s, "flow": f, "year": y, "months": 12, "rows": 900}
            for s in states for y in years for f in flows
        ],
        schema=COVERAGE,
    )  # fmt: skip


def monitor(
    findings: Sequence[dict[str, Any]] = (), coverage: pl.DataFrame | None = None, **more: Any
) -> Monitor:
    """A monitor of these findings and nothing else, unless told."""
    fields: dict[str, Any] = {
        "findings": pl.DataFrame(list(findings), schema=FINDINGS),
        "counted": pl.DataFrame(schema=COUNTED),
        "coverage": pl.DataFrame(schema=COVERAGE) if coverage is None else coverage,
        "asides": pl.DataFrame(schema=ASIDES),
        "published": pl.DataFrame(schema=PUBLISHED),
        "events": EVENTS,
        "filings": pl.DataFrame(schema=FILINGS),
        "caps": (),
        "contradictions": (),
        "files": (FileRead("made.csv", "5e70a4d2" * 8, 1_000, "comtrade", 100, 100),),
        "problems": (),
        "as_of": date(2026, 11, 30),
        "law_hash": "5e70a4d2acf1" + "0" * 52,
        "command": "article41 monitor made.csv --out monitor",
    }
    return Monitor(**(fields | more))


MADE = ("XAA", "XAB", "XAC", "XAD", "XAE", "XAF")
_BANNED = {
    "2701": ("2371/op8", date(2017, 8, 5)), "2601": ("2371/op8", date(2017, 8, 5)),
    "0307": ("2371/op9", date(2017, 8, 5)), "6203": ("2375/op16", date(2017, 9, 11)),
    "6110": ("2375/op16", date(2017, 9, 11)), "8544": ("2397/op6", date(2017, 12, 22)),
}  # fmt: skip


def made() -> Monitor:
    """Six States that do not exist, 2010 to 2024: a ban that bites, gaps, a mix-up, weights alone, monthly rows."""
    chance = random.Random(41)
    rows = []
    for s, state in enumerate(MADE):
        for year in range(2010, 2025):
            if state == "XAB" and year in {2014, 2019, 2020, 2021}:
                continue
            for code, (ban, day) in _BANNED.items():
                size = 4e8 / 3**s * (0.9 + 0.2 * chance.random()) * 1.05 ** (year - 2010)
                if code in {"8544", "2601"}:
                    size /= 20
                if year > day.year:
                    if chance.random() < 0.55:
                        continue
                    size /= 3000 * chance.uniform(0.5, 8)
                is_flag = year >= day.year
                status = "likely_wrong_korea" if is_flag and state == "XAC" else "needs_explanation"
                rows.append(
                    finding(
                        state, year, code, size, weight_kg=size * 8,
                        status=status if is_flag else "not_addressed", provisions=[ban] if is_flag else [],
                        split="part of the year" if year == day.year else None,
                        other_usd=size * chance.choice([0.4, 0.95, 1.1, 1.6, 3]) if chance.random() < 0.7 else None,
                    )
                )  # fmt: skip
            for code, size in (("6704", 4e6), ("2716", 8e6), ("9108", 3e5)):
                value = None if code == "9108" and state == "XAD" else size * chance.uniform(0.7, 1.4)
                rows.append(finding(state, year, code, value, weight_kg=size / 50))
            for code in ("2710", "1006"):
                size = 5e7 / 2**s * chance.uniform(0.7, 1.4)
                is_capped = code == "2710" and year >= 2018
                rows.append(
                    finding(
                        state, year, code, size, way="to_dprk", weight_kg=size,
                        status="exempt_or_capped" if is_capped else "not_addressed",
                        provisions=["2397/op5"] if is_capped else [],
                    )
                )  # fmt: skip
    filings = [
        {"state": state, "resolution": n, "due": date(day.year + 1, 3, 1),
         "filed": chance.choice([None, date(day.year + 1, 2, 1), date(day.year + 2, 5, 5)]), "symbol": None}
        for state in MADE[:5] for n, day in RESOLUTIONS.items() if n in {"2270", "2321", "2371", "2375", "2397"}
    ]  # fmt: skip
    published = [
        {
            "source": "KOTRA",
            "year": 2022,
            "flow": "exports",
            "value_usd": 159e6,
            "says": "exports of the DPRK",
        },
        {
            "source": "KOTRA",
            "year": 2022,
            "flow": "imports",
            "value_usd": 1_427e6,
            "says": "imports of the DPRK",
        },
    ]
    years = range(2010, 2025)
    silent = {2014, 2019, 2020, 2021}
    coverage = pl.concat(
        [
            covered([s for s in MADE if s != "XAB"] + ["ZAF", "IND", "FRA", "BRA"], years),
            covered(["XAB"], [y for y in years if y not in silent]),
        ]
    )
    return monitor(
        rows, coverage, caps=caps(), filings=pl.DataFrame(filings, schema=FILINGS),
        published=pl.DataFrame(published, schema=PUBLISHED),
    )  # fmt: skip


def caps() -> tuple[CapSeries, ...]:
    """Refined petroleum as published: reported in barrels, estimated from tanker calls."""

    def one(year: int, kind: str, low: float, middle: float, high: float, says: str) -> CapSeries:
        return CapSeries(
            "refined_petroleum", date(year, 1, 1), date(year + 1, 1, 1), kind, low, middle, high, 500_000,
            "2397/op5", "8.33 barrels a tonne", says, "Committee table" if kind == "reported" else "letter of States",
            (75, 90, 95),
        )  # fmt: skip

    return (
        one(2018, "estimated", 1_247_400, 1_890_000, 3_402_000, "263 deliveries"),
        one(2018, "reported", 403_422, 403_422, 403_422, "48,430 t at 8.33"),
        one(2019, "reported", 418_000, 418_000, 418_000, "52,910 t"),
        one(2021, "reported", 91_909, 91_909, 91_909, "China alone"),
        one(2024, "reported", 168_679, 168_679, 168_679, "to 4 December"),
        one(2024, "estimated", 330_000, 500_000, 1_000_000, "43 calls"),
    )


def china() -> Monitor:
    """China's imports from the DPRK, 2016 to 2024, as Comtrade told them; a 0 there means no record."""
    rows = []
    for row in pl.read_csv(CHINA, infer_schema=False).iter_rows(named=True):
        if row["zero_means"]:
            continue
        code, year = row["cmdCode"], int(row["refYear"])
        ban = next(
            (
                b
                for p, b in {
                    "2701": "2371/op8",
                    "2601": "2371/op8",
                    "03": "2371/op9",
                    "61": "2375/op16",
                    "62": "2375/op16",
                }.items()
                if code == p
            ),
            None,
        )
        is_flag = ban is not None and year >= 2017
        weight = float(row["qty"]) or None
        rows.append(
            finding(
                "CHN", year, code, float(row["primaryValue"]), weight_kg=weight, goods=row["cmdDesc"],
                status="needs_explanation" if is_flag else "not_addressed", provisions=[ban] if is_flag and ban else [],
                split="from 5 August" if is_flag and year == 2017 else None,
            )
        )  # fmt: skip
    return monitor(
        rows, covered(["CHN"], range(2016, 2025), ["M"]),
        files=(FileRead(CHINA.name, "0f" * 32, CHINA.stat().st_size, "comtrade", 72, 40),),
        command=f"article41 monitor {CHINA.name} --out monitor",
    )  # fmt: skip
