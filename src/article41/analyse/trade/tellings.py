"""One flow told by several rows: its total and the same row twice. Its parts are in `parts`."""

from __future__ import annotations

import polars as pl

from article41.analyse.trade.parts import chosen_parts
from article41.analyse.trade.saying import figures, place, usd

NEAR = 0.01
"""How far parts may miss their total and still make it up: figures are rounded where they are published."""
SMALL_USD = 1_000.0
"""A difference below this is named by nobody."""
ROUNDING = 0.5
"""US dollars or kilograms by which two rows may differ and still say the same."""

_VALUE, _WEIGHT = pl.col("value_usd"), pl.col("weight_kg")


def told_once(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows with `why` where another row of the same flow counts, and `told_mode`.

    Where a total stands, the first one with a value counts; of those that agree with it, the fullest. Without
    a total its parts count (`parts.chosen_parts`). `told_mode` (Int16): the one mode of transport that parts
    beside a total show it to have.
    """
    rows = rows.with_columns(pl.lit(None, pl.Int16).alias("told_mode"))
    several = rows.filter(pl.col("why").is_null()).filter(pl.col("key").is_duplicated())
    if several.is_empty():
        return rows
    totals = _totals(several.filter("is_total"))
    parts = chosen_parts(several.filter(~pl.col("is_total")), NEAR)
    standing = totals.filter(pl.col("why").is_null()).select(
        "key", *(pl.col(c).alias(f"t_{c}") for c in ("at", "file", "row", "value_usd"))
    )
    counted = parts.filter(pl.col("why").is_null())
    made = counted.group_by("key").agg(
        pl.when(_VALUE.null_count() == 0).then(_VALUE.sum()).alias("made"),
        pl.when((pl.col("mode").n_unique() == 1) & (pl.col("mode") != 0).all())
        .then(pl.col("mode").first())
        .alias("only"),
    )
    parts = parts.join(standing, on="key", how="left").join(made, on="key", how="left")
    parts = parts.with_columns(_beside_total().alias("why"))
    makes_up = (pl.col("made") - pl.col("t_value_usd")).abs() <= NEAR * pl.col("t_value_usd")
    modes = standing.join(made, on="key").filter(makes_up & pl.col("only").is_not_null())
    whys = pl.concat([totals.select("at", "why"), parts.select("at", "why")])
    rows = rows.update(whys, on="at", how="left")
    return rows.update(
        modes.select(pl.col("t_at").alias("at"), pl.col("only").alias("told_mode")), on="at", how="left"
    )


def _beside_total() -> pl.Expr:
    """Why a part does not count: the total does, and what the parts come to where that is another figure."""
    total, made = pl.col("t_value_usd"), pl.col("made")
    gap = (total - made).abs()
    part = pl.format("part of the total in {}", place(pl.col("t_file"), pl.col("t_row"), pl.col("file")))
    but = pl.format("{}, which says {}; its parts make {}", part, usd(total), usd(made))
    beside = pl.when((gap > NEAR * total) & (gap > SMALL_USD)).then(but).otherwise(part)
    return pl.when(pl.col("t_at").is_null() | pl.col("why").is_not_null()).then("why").otherwise(beside)


def _totals(totals: pl.DataFrame) -> pl.DataFrame:
    """The totals of each flow: one counts, and each other is its duplicate or differs from it."""
    has_value = _VALUE.is_not_null()
    known = _WEIGHT.is_not_null().cast(pl.Int8) + pl.col("quantity").is_not_null().cast(pl.Int8)
    totals = _agreeing(totals, [~has_value, pl.col("at")])
    totals = _agreeing(totals, [~pl.col("agrees"), ~has_value, -known, pl.col("at")])
    there = place(pl.col("o_file"), pl.col("o_row"), pl.col("file"))
    differs = pl.format(
        "the same flow with other figures: {} here, {} in {}, which counts",
        figures(_VALUE, _WEIGHT), figures(pl.col("o_value_usd"), pl.col("o_weight_kg")), there,
    )  # fmt: skip
    why = pl.when("agrees").then(pl.format("duplicate of {}", there)).otherwise(differs)
    return totals.with_columns(pl.when(pl.col("at") != pl.col("o_at")).then(why).alias("why"))


def _agreeing(rows: pl.DataFrame, order: list[pl.Expr]) -> pl.DataFrame:
    """Rows with what the first one of each flow, in `order`, says (o_…), and `agrees`: no figure that both
    know differs."""
    columns = ("at", "file", "row", "value_usd", "weight_kg", "quantity", "unit")
    firsts = rows.sort(order).unique("key", keep="first")
    firsts = firsts.select("key", *(pl.col(c).alias(f"o_{c}") for c in columns))
    rows = rows.drop(f"o_{c}" for c in columns if f"o_{c}" in rows.columns).join(firsts, on="key", how="left")
    near = [
        ((pl.col(c) - pl.col(f"o_{c}")).abs() <= ROUNDING).fill_null(True) for c in ("value_usd", "weight_kg")
    ]
    quantity, other = pl.col("quantity"), pl.col("o_quantity")
    same = ((quantity - other).abs() <= 1e-6 * pl.max_horizontal(quantity, other)).fill_null(True)
    has_other_unit = (pl.col("unit") != pl.col("o_unit")).fill_null(
        False
    )  # pieces do not contradict kilograms
    return rows.with_columns(pl.all_horizontal(*near, same | has_other_unit).alias("agrees"))
