"""What is known of flows besides the law, brought together for the findings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import polars as pl

from article41.analyse.trade.leaves import untold
from article41.analyse.trade.mixup import LIKELY, score_mixups
from article41.analyse.trade.reexport import outflows, reexports
from article41.analyse.trade.second import second_figures
from article41.analyse.trade.slips import unit_slips
from article41.analyse.trade.unitvalue import unit_values
from article41.decide.monitor.findings import Evidence
from article41.flows import PRK, TOTAL, USUAL


class Usual(Protocol):
    """A file that can be read once more."""

    def usual(self, keys: pl.DataFrame, /) -> pl.DataFrame:
        """USUAL of the (reporter, flow, code) of `keys`."""


_KEYS = ("reporter", "flow", "code")


def evidence(inputs: Sequence[Usual], counted: pl.DataFrame, replies: pl.DataFrame) -> Evidence:
    """Mix-up scores, second figures, marks and replies of each flow with the DPRK."""
    prk = counted.filter((pl.col("partner") == PRK) | (pl.col("reporter") == PRK))
    usual = _usual(inputs, prk)
    marks = [
        frame.select("id", "says")
        for frame in (
            unit_slips(prk, usual),
            unit_values(counted, usual),
            reexports(prk, outflows(usual)),
            untold(prk),
        )
    ]
    return Evidence(
        score_mixups(prk, counted, usual),
        LIKELY,
        second_figures(counted, prk),
        pl.concat(marks),
        replies,
    )


def _usual(inputs: Sequence[Usual], prk: pl.DataFrame) -> pl.DataFrame:
    """What the reporters usually trade of the same commodities, with exports of what they bought."""
    told = prk.filter(pl.col("code").is_not_null() & (pl.col("code") != TOTAL)).select(_KEYS).unique()
    sold = told.filter(pl.col("flow") == "M").with_columns(pl.lit("X").alias("flow"))
    keys = pl.concat([told, sold]).unique().sort(_KEYS)
    if keys.is_empty():
        return pl.DataFrame(schema=USUAL)
    found = pl.concat([one.usual(keys) for one in inputs])
    # two files of one source tell the same year: the fuller of them stands
    by = ["source", *_KEYS, "year"]
    return found.sort("value_usd", nulls_last=True, descending=True).unique(by, keep="first").sort(by)
