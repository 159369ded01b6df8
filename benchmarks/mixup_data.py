"""Real trade with either Korea, as books of one reporter: what benchmarks/mixup.py resamples."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from article41.flows import COUNTED, KOR, PRK, TOTAL, USUAL

M49 = {408: PRK, 410: KOR, 4: "AFG", 710: "ZAF", 76: "BRA", 156: "CHN", 276: "DEU", 842: "USA"}
KOREAS = {408, 410}
THOUSAND = 1_000.0
ROWS = {
    "source": pl.String,
    "reporter": pl.String,
    "partner": pl.String,
    "flow": pl.String,
    "year": pl.Int32,
    "code": pl.String,
    "words": pl.String,
    "value": pl.Float64,
    "weight": pl.Float64,
}
"""A row as taken from a file: USD, kilograms."""
Taken = Iterator[tuple[object, ...]]
"""Rows of ROWS without the source."""


@dataclass(frozen=True, slots=True)
class Book:
    """All that the files tell of one reporter: `counted` with either Korea, `usual` with all others."""

    reporter: str
    counted: pl.DataFrame
    usual: pl.DataFrame


def books(trade: Path) -> list[Book]:
    """The reporters of the files in `trade` with rows of either Korea, each with every row of it."""
    baci, faostat, totals = _baci(trade), _faostat(trade), _totals(trade)
    china = pl.concat([totals, _bolts(trade), _imports(trade), _sample(trade)])
    sources = {"ZAF": baci, "AFG": baci, "BRA": faostat, "DEU": totals, "USA": totals, "CHN": china}
    return [book(reporter, rows) for reporter, rows in sources.items()]


def book(reporter: str, rows: pl.DataFrame) -> Book:
    """The book of one reporter, of rows as ROWS; a total that two files tell is taken once."""
    rows = rows.filter(reporter=reporter)
    is_korea = pl.col("partner").is_in([PRK, KOR])
    key = ["source", "partner", "flow", "year", "code", "words"]
    usual = (
        rows.filter(~is_korea)
        # an item of FAOSTAT without an HS code goes by its words
        .with_columns(pl.coalesce("code", "words"))
        .group_by("source", "reporter", "flow", "code", "year", maintain_order=True)
        .agg(value_usd=pl.col("value").sum(), weight_kg=pl.col("weight").sum(), partners=pl.len())
    )
    kept = rows.filter(is_korea).unique(key, keep="first", maintain_order=True)
    return Book(reporter, counted(kept), usual.select(USUAL.keys()).cast(USUAL))  # type: ignore[arg-type]


def counted(rows: pl.DataFrame) -> pl.DataFrame:
    """COUNTED of annual rows as ROWS."""
    digits = pl.when(pl.col("code") == TOTAL).then(0).otherwise(pl.col("code").str.len_chars())
    full = rows.with_columns(
        id=pl.format("{}-{}-{}-{}-{}", "reporter", "flow", "partner", "year", pl.coalesce("code", "words")),
        freq=pl.lit("A"),
        start=pl.date(pl.col("year"), 1, 1),
        end=pl.date(pl.col("year") + 1, 1, 1),
        value_usd="value",
        weight_kg="weight",
        level=digits.fill_null(0),
        is_leaf=True,
        rows=1,
    )
    missing = {name: pl.lit(None, kind) for name, kind in COUNTED.items() if name not in full.columns}
    return full.with_columns(**missing).select(COUNTED.keys()).cast(COUNTED)  # type: ignore[arg-type]


def _rows(path: Path, source: str, take: Callable[[dict[str, str]], Taken], encoding: str) -> pl.DataFrame:
    with path.open(encoding=encoding, newline="") as file:
        found = [(source, *flow) for row in csv.DictReader(file) for flow in take(row)]
    return pl.DataFrame(found, schema=ROWS, orient="row")


def _partner(code: str) -> str:
    return M49.get(int(code), code)


def _baci(trade: Path) -> pl.DataFrame:
    def take(row: dict[str, str]) -> Taken:
        value, tonnes = float(row["v"]) * THOUSAND, row["q"].strip()
        weight = float(tonnes) * THOUSAND if tonnes not in ("", "NA") else None
        yield M49[int(row["i"])], _partner(row["j"]), "X", int(row["t"]), row["k"], None, value, weight

    return _rows(trade / "baci_hs92_2021_AFG_ZAF.csv", "baci", take, "utf-8")


def _faostat(trade: Path) -> pl.DataFrame:
    """Tonnes alone; an item of no whole tonne is left out, for nothing of it could be moved."""

    def take(row: dict[str, str]) -> Taken:
        if row["Unit"] == "tonnes" and (weight := float(row["Value"]) * THOUSAND):
            partner, flow = _partner(row["Partner Country Code (M49)"]), row["Element"][0]
            yield (
                "BRA",
                partner,
                {"E": "X", "I": "M"}[flow],
                int(row["Year"]),
                None,
                row["Item"].lower(),
                None,
                weight,
            )

    return _rows(trade / "faostat_detailed_trade_matrix_subset.csv", "faostat", take, "utf-8-sig")


def _totals(trade: Path) -> pl.DataFrame:
    def take(row: dict[str, str]) -> Taken:
        partner, flow = row["partnerCode"], row["flowCode"]
        if row["cmdCode"] == TOTAL and flow in ("M", "X") and partner != "0":
            value, year = float(row["primaryValue"]), int(row["refYear"])
            yield row["reporterISO"], _partner(partner), flow, year, TOTAL, None, value, None

    return _rows(trade / "comtrade_TradeData_total_2022.csv", "comtrade", take, "latin-1")


def _bolts(trade: Path) -> pl.DataFrame:
    """China's exports of HS 731815 by partner, 2017 to 2021."""
    names = {"Dem. People's Rep. of Korea": PRK, "Rep. of Korea": KOR}

    def take(row: dict[str, str]) -> Taken:
        partner = names.get(row["Partner"], row["Partner"])
        if partner != "World":
            value, weight = float(row["Trade Value (US$)"]), float(row["Netweight (kg)"] or 0)
            yield "CHN", partner, "X", int(row["Year"]), "731815", None, value, weight or None

    return _rows(trade / "comtrade_china_hs731815_by_partner_2017-2021.csv", "comtrade", take, "latin-1")


def _imports(trade: Path) -> pl.DataFrame:
    """China's imports from the DPRK; a nought there means that no record was found."""

    def take(row: dict[str, str]) -> Taken:
        if value := float(row["primaryValue"]):
            yield "CHN", PRK, "M", int(row["refYear"]), row["cmdCode"], None, value, None

    return _rows(trade / "comtrade_china_imports_from_dprk_2016-2024.csv", "comtrade", take, "utf-8")


def _sample(trade: Path) -> pl.DataFrame:
    """China's totals with the DPRK; the two figures of one month are left out, for the rest is annual."""

    def take(row: dict[str, str]) -> Taken:
        if len(row["period"]) == len("2020"):
            value, year = float(row["primaryValue"]), int(row["period"])
            yield row["reporterISO"], row["partnerISO"], row["flowCode"], year, TOTAL, None, value, None

    return _rows(trade / "comtrade_china_dprk_totals_sample.csv", "comtrade", take, "utf-8")


def drifts(trade: Path) -> pl.DataFrame:
    """How a partner's figure stood a year before, of China's exports of HS 731815: pairs of real years.

    Columns: decade (Int8, power of ten of USD), value_before, weight_before (ratios to the later year, null
    where the earlier year has no row).
    """
    rows = _bolts(trade).filter(pl.col("partner") != PRK, pl.col("value") > 0)
    before = rows.select("partner", pl.col("year") + 1, value_before="value", weight_before="weight")
    return (
        rows.filter(pl.col("year") > rows["year"].min())
        .join(before, on=["partner", "year"], how="left", maintain_order="left")
        .select(
            decade=pl.col("value").log(10).floor().cast(pl.Int8),
            value_before=pl.col("value_before") / pl.col("value"),
            weight_before=pl.col("weight_before") / pl.col("weight"),
        )
    )
