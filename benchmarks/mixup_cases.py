"""Documented cases, with what is published of them; see docs/mixup.md."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from article41.analyse.trade.mixup import score_mixups
from article41.flows import PRK, TOTAL, USUAL
from benchmarks.mixup_data import ROWS, counted

Row = tuple[str, str, str, str, int, str, None, float | None, None]


@dataclass(frozen=True, slots=True)
class Known:
    """A case, the flows as published, and the years that the State is known to have reported."""

    name: str
    flows: tuple[Row, ...]
    years: tuple[int, ...] = ()


def _import(reporter: str, year: int, code: str, value: float | None) -> Row:
    return "comtrade", reporter, PRK, "M", year, code, None, value, None


KNOWN = (
    Known("Algeria 2008, USD 1.6 billion in the IMF's figures", (_import("DZA", 2008, TOTAL, 1.6e9),)),
    # the source names no State; XXA is none's code
    Known("Cars from the DPRK in an African State's imports", (_import("XXA", 2019, "8703", None),)),
    Known(
        "Thailand's imports of HS 8542, five years of 2014 to 2024; the figures are not at hand",
        tuple(_import("THA", y, "8542", None) for y in (2014, 2015, 2017, 2023, 2024)),
        tuple(range(2014, 2025)),
    ),
)


def scored(case: Known) -> pl.DataFrame:
    """MIXUP of each flow of a case, with nothing in the files but what is published."""
    flows = counted(pl.DataFrame(case.flows, schema=ROWS, orient="row"))
    source, reporter, _, flow, *_ = case.flows[0]
    covered = [(source, reporter, flow, TOTAL, y, None, None, 0) for y in case.years]
    return score_mixups(flows, flows, pl.DataFrame(covered, schema=USUAL, orient="row"))
