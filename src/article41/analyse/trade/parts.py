"""Parts of one flow: which of them make it up, each once."""

from __future__ import annotations

import polars as pl

from article41.analyse.trade.saying import place

_VALUE, _WEIGHT = pl.col("value_usd"), pl.col("weight_kg")


def chosen_parts(parts: pl.DataFrame, near: float) -> pl.DataFrame:
    """Parts, in order, with `why` where they would be counted twice.

    A flow may be broken down by mode of transport, and by customs procedure or second partner (mode 0 or not
    told); both breakdowns are the same trade, so the one that tells more counts, by mode where they tell the
    same. Within one mode a row that at least two others add up to (within `near`) is their total.
    """
    alike = ["key", "mode", "value_usd", "weight_kg", "quantity", "unit"]
    live, twins = _first_of(parts, alike, [pl.col("at")], "duplicate of {}")

    in_mode = ["key", "mode"]
    top = _VALUE.max().over(in_mode)
    others = _VALUE.sum().over(in_mode) - top
    is_sum = ((pl.len().over(in_mode) >= 3) & (top > 0) & ((top - others).abs() <= near * top)).fill_null(
        False
    )
    live = live.with_columns(is_sum.alias("is_sum"))
    largest = [-_VALUE.fill_null(-1), pl.col("at")]
    tops, nested = _first_of(live.filter("is_sum"), in_mode, largest, "part of {}, which such parts make up")

    live = pl.concat([live.filter(~pl.col("is_sum")), tops]).sort("at")
    by_mode = (pl.col("mode") != 0).fill_null(False)
    live = live.with_columns(by_mode.alias("by_mode"))
    breakdown = ["key", "by_mode"]
    size = [_VALUE.sum().over(breakdown), _WEIGHT.sum().over(breakdown), pl.col("by_mode").cast(pl.Float64)]
    firsts, rest = _first_of(
        live, ["key"], [-s for s in size] + [pl.col("at")], "broken down otherwise in {}, which counts"
    )
    chosen = firsts.select("key", pl.col("by_mode").alias("chosen"))
    rest = rest.join(chosen, on="key", how="left").with_columns(
        pl.when(pl.col("by_mode") != pl.col("chosen")).then("why").alias("why")
    )
    return pl.concat([f.select(parts.columns) for f in (twins, nested, firsts, rest)]).sort("at")


def _first_of(
    rows: pl.DataFrame, by: list[str], order: list[pl.Expr], says: str
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The first row of each group, in `order`; and the others, with a `why` that says where it stands."""
    firsts = rows.sort(order).unique(by, keep="first", maintain_order=True)
    there = firsts.select(*by, pl.col("file").alias("f_file"), pl.col("row").alias("f_row"))
    others = rows.join(firsts, on="at", how="anti").join(there, on=by, how="left", nulls_equal=True)
    why = pl.format(says, place(pl.col("f_file"), pl.col("f_row"), pl.col("file")))
    return firsts, others.with_columns(why.alias("why")).drop("f_file", "f_row")
