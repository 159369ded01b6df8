"""Rows shaped like UN Comtrade's, with the traps of its totals in them: so many as are asked for, as Parquet.

Each base row is a flow of its own: its number, multiplied by a prime, is read as reporter, partner, flow,
commodity and year. Some are followed by what must not be counted beside them.
"""

from __future__ import annotations

import csv
import tempfile
from importlib.resources import files
from pathlib import Path

import numpy as np
import polars as pl

CHUNK = 1_000_000
REPORTERS, PARTNERS, YEARS = 150, 200, range(2004, 2024)
KOREAS = ("PRK", "KOR")
OTHER_CODES = ("USA", "FRA", "IND", "NOR", "CHE", "ITA")
"""States to which UN Comtrade gives a number of its own; left out."""
STRIDE = 1_000_000_007
SELDOM_PARTNER, SELDOM_REPORTER, SPARE = 8, 64, 37
"""The DPRK is partner in one row of 1,600, about as seldom as in UN Comtrade's whole of a year, and reporter,
which it never is there, in one of 9,600. The other rows that would be its go to SPARE States."""
PARTS, TWICE, AGAIN, CONVERTED = (0.0, 0.04), (0.04, 0.06), (0.06, 0.09), (0.09, 0.11)
"""Shares of base rows that are broken down by mode, repeated, re-exported in part, converted to HS 2012."""
UNWEIGHED = 0.1
"""Share of base rows that tell neither weight nor quantity: 0 and -1."""

COLUMNS = {
    "typeCode": pl.String, "freqCode": pl.String, "refPeriodId": pl.Int32, "refYear": pl.Int16,
    "refMonth": pl.Int8, "period": pl.String, "reporterCode": pl.Int16, "reporterISO": pl.String,
    "flowCode": pl.String, "partnerCode": pl.Int16, "partnerISO": pl.String, "partner2Code": pl.Int16,
    "classificationCode": pl.String, "isOriginalClassification": pl.Boolean, "cmdCode": pl.String,
    "aggrLevel": pl.Int8, "customsCode": pl.String, "motCode": pl.Int16, "qtyUnitAbbr": pl.String,
    "qty": pl.Float64, "netWgt": pl.Float64, "primaryValue": pl.Float64, "isAggregate": pl.Boolean,
}  # fmt: skip


def made(rows: int, folder: Path) -> Path:
    """One Parquet file of exactly so many rows."""
    path = folder / f"comtrade-{rows}.parquet"
    if path.exists():
        return path
    with tempfile.TemporaryDirectory(dir=folder) as pieces:
        first = 0
        for number, start in enumerate(range(0, rows, CHUNK)):
            wanted = min(CHUNK, rows - start)
            chunk, first = _chunk(first, wanted)
            chunk.write_parquet(
                Path(pieces) / f"{number:05}.parquet", compression="zstd", compression_level=1
            )
        whole = Path(pieces) / "whole"
        pl.scan_parquet(sorted(Path(pieces).glob("*.parquet"))).sink_parquet(
            whole, maintain_order=True, compression="zstd", compression_level=1, row_group_size=CHUNK // 4
        )
        whole.rename(path)
    return path


def _chunk(first: int, wanted: int) -> tuple[pl.DataFrame, int]:
    """So many rows from base row `first` on, and the base row after the last."""
    base = _base(first, wanted)
    at, figures = pl.col("at"), ("primaryValue", "netWgt", "qty")
    half = [
        base.filter(_is(PARTS)).with_columns(
            pl.lit(mode, pl.Int16).alias("motCode"),
            *(pl.when(pl.col(c) > 0).then(pl.col(c) * share).otherwise(c).alias(c) for c in figures),
        )
        for mode, share in ((2100, 0.75), (3200, 0.25))
    ]
    twice = base.filter(_is(TWICE))
    again = base.filter(_is(AGAIN) & (pl.col("flowCode") == "X")).with_columns(
        pl.lit("RX").alias("flowCode"), pl.col("primaryValue") / 4
    )
    converted = base.filter(_is(CONVERTED)).with_columns(
        pl.lit("H4").alias("classificationCode"),
        pl.lit(False).alias("isOriginalClassification"),
    )
    traps = pl.concat([*half, twice, again, converted])
    # a base row must stand beside its traps: rows are cut where the chunk is full
    whole = pl.concat([base, traps]).sort("at", maintain_order=True)
    last = whole["at"][wanted - 1]
    full = whole.filter(at < last)
    rest = base.filter(at >= last).head(wanted - full.height)  # without traps, so that none stands alone
    return pl.concat([full, rest]).select(pl.col(c).cast(t) for c, t in COLUMNS.items()), int(
        rest["at"][-1]
    ) + 1


def _is(share: tuple[float, float]) -> pl.Expr:
    return pl.col("chance").is_between(*share, closed="left")


def _base(first: int, rows: int) -> pl.DataFrame:
    areas, codes = _areas(), _codes()
    number = np.arange(first, first + rows, dtype=np.int64)
    size = REPORTERS * PARTNERS * 2 * len(codes) * len(YEARS)
    rest = number * STRIDE % size
    rest, r = np.divmod(rest, REPORTERS)
    rest, p = np.divmod(rest, PARTNERS)
    r, p = _rarely(r, number, SELDOM_REPORTER), _rarely(p, number, SELDOM_PARTNER)
    rest, x = np.divmod(rest, 2)
    rest, y = np.divmod(rest, len(YEARS))
    chance = np.random.default_rng([41, first])
    value = np.round(np.exp(chance.normal(10, 3, rows)), 3) + 1
    weight = np.round(value * np.exp(chance.normal(0, 1, rows)), 3)

    def pick(table: pl.DataFrame, column: str, of: np.ndarray) -> pl.Series:
        return table[column].gather(of)

    code = pick(codes, "code", rest)
    year = pl.Series("year", y + YEARS.start)
    frame = pl.DataFrame({
        "at": number, "chance": chance.random(rows), "luck": chance.random(rows), "refYear": year,
        "reporterCode": pick(areas, "m49", r), "reporterISO": pick(areas, "iso3", r),
        "flowCode": pl.Series(["M", "X"]).gather(x), "partnerCode": pick(areas, "m49", p),
        "partnerISO": pick(areas, "iso3", p), "cmdCode": code,
        "aggrLevel": pick(codes, "level", rest), "primaryValue": value, "netWgt": weight,
    })  # fmt: skip
    is_unweighed = pl.col("luck") < UNWEIGHED
    return frame.with_columns(
        pl.lit("C").alias("typeCode"), pl.lit("A").alias("freqCode"), pl.lit(52).alias("refMonth"),
        (pl.col("refYear") * 10_000 + 101).alias("refPeriodId"),
        pl.col("refYear").cast(pl.String).alias("period"), pl.lit(0, pl.Int16).alias("motCode"),
        pl.lit(0).alias("partner2Code"), pl.lit("C00").alias("customsCode"),
        pl.lit("H5").alias("classificationCode"), pl.lit(True).alias("isOriginalClassification"),
        pl.when(is_unweighed).then(-1.0).otherwise(pl.col("netWgt")).alias("qty"),
        pl.when(is_unweighed).then(pl.lit("N/A")).otherwise(pl.lit("kg")).alias("qtyUnitAbbr"),
        pl.when(is_unweighed).then(0.0).otherwise(pl.col("netWgt")).alias("netWgt"),
        (pl.col("aggrLevel") < 6).alias("isAggregate"),
    )  # fmt: skip


def _rarely(places: np.ndarray, number: np.ndarray, once_in: int) -> np.ndarray:
    """The DPRK stands first. So many of its rows but one go to States that no other row has: flows stay one
    of a kind."""
    spare = PARTNERS + number % SPARE
    return np.where((places == 0) & (number % once_in != 0), spare, places)


def _areas() -> pl.DataFrame:
    """States by alpha-3 and number, the two Koreas first."""
    text = (files("article41") / "read" / "countries.csv").read_text(encoding="utf-8")
    rows = [(r["iso3"], int(r["m49"])) for r in csv.DictReader(text.splitlines()) if r["m49"]]
    rows = [r for r in rows if r[0] not in OTHER_CODES]
    chosen = sorted(rows, key=lambda r: KOREAS.index(r[0]) if r[0] in KOREAS else len(KOREAS))
    return pl.DataFrame(chosen[: PARTNERS + SPARE], schema={"iso3": pl.String, "m49": pl.Int16}, orient="row")


def _codes() -> pl.DataFrame:
    """TOTAL, the chapters, and fifty lines of six digits in each."""
    chapters = [f"{n:02}" for n in range(1, 98) if n != 77]
    lines = [f"{c}{n // 5 + 1:02}{n % 5 + 1}0" for c in chapters for n in range(50)]
    codes = ["TOTAL", *chapters, *lines]
    return pl.DataFrame(
        {"code": codes, "level": [0 if c == "TOTAL" else len(c) for c in codes]},
        schema={"code": pl.String, "level": pl.Int8},
    )
