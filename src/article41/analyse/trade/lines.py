"""What a line of a table trades: which good, with whom, for how much."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import polars as pl

from article41.analyse.flow import FROM, TO
from article41.analyse.frames import prepare
from article41.analyse.goods import Classifier
from article41.model import DPRK, Fact, GoodCode

UNKNOWN_GOOD = "goods not named"
NO_GOODS = "no goods"
VALUE = "value_usd"


def trade_lines(
    frame: pl.DataFrame, facts: Mapping[str, Fact], goods: Iterable[GoodCode], classifier: Classifier
) -> pl.DataFrame:
    """One line for each row of a frame of typed fact columns, in order.

    Columns: good (String), the governed goods that it surely is in its direction, else its words and HS code
    as given; partner (String, ISO code or null), the side that is not the DPRK; value_usd (Float64, null
    where none is given).
    """
    lines = prepare(frame, facts, classifier)
    missing = [pl.lit(None, pl.Float64).alias(VALUE)] if VALUE not in lines.columns else []
    return lines.with_columns(missing).select(
        pl.coalesce(_governed(goods), *_as_given(lines)).alias("good"),
        _partner().alias("partner"),
        VALUE,
    )


def _governed(goods: Iterable[GoodCode]) -> pl.Expr:
    """Labels of the goods that the line surely is, of those that some paragraph governs in its direction."""
    flows: dict[tuple[str, str], set[str]] = {}
    for row in goods:
        flows.setdefault((row.good, row.label), set()).update(row.flows)
    labels = [
        pl.when(
            pl.col(f"good.{good}")
            & pl.any_horizontal(pl.col(f"flow.{way}") for way in (FROM, TO) if way in ways)
        ).then(pl.lit(label))
        for (good, label), ways in flows.items()
        if ways & {FROM, TO}
    ]
    return pl.concat_str(labels, separator=", ", ignore_nulls=True).replace("", None)


def _as_given(lines: pl.DataFrame) -> list[pl.Expr]:
    """The words with which the code first comes, and the code; then the words alone."""
    hs, words = (
        pl.col(c) if c in lines.columns else pl.lit(None, pl.String).alias(c) for c in ("hs", "description")
    )
    first = words.drop_nulls().first().over("hs") if {"hs", "description"} <= set(lines.columns) else words
    return [
        pl.when(hs.is_not_null() & first.is_not_null()).then(pl.format("{} (HS {})", first, hs)),
        pl.when(hs.is_not_null()).then(pl.format("HS {}", hs)),
        words,
        pl.when(pl.col("goodless")).then(pl.lit(NO_GOODS)),
        pl.lit(UNKNOWN_GOOD),
    ]


def _partner() -> pl.Expr:
    """The country at the other end; where neither end is the DPRK, the destination and else the origin."""
    origin, destination = pl.col("origin"), pl.col("destination")
    leaving = pl.col(f"flow.{FROM}").fill_null(False) | (origin == DPRK).fill_null(False)
    arriving = pl.col(f"flow.{TO}").fill_null(False) | (destination == DPRK).fill_null(False)
    return (
        pl.when(leaving)
        .then(destination)
        .when(arriving)
        .then(origin)
        .otherwise(pl.coalesce(destination, origin))
    )
