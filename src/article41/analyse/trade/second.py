"""The second figure of a flow with the DPRK: who else tells it, or what stands beside it."""

from __future__ import annotations

import polars as pl

from article41.analyse.trade.saying import grouped, kilograms
from article41.analyse.trade.ways import with_way

NONE = "none: the DPRK publishes no figures and no other file tells this flow"

_SAYS = {
    "comtrade": "UN Comtrade",
    "baci": "BACI, reconciled from both sides",
    "faostat": "FAOSTAT",
    "gacc": "China's customs",
}
_ALIKE = ("state", "way", "kind", "period", "code")


def second_figures(counted: pl.DataFrame, prk: pl.DataFrame) -> pl.DataFrame:
    """id, other_usd, other_figure for each flow of `prk` (COUNTED; one side is the DPRK), in its order.

    The same commodity, way and period as another source or the other side tells it (`counted`: every flow
    with a Korea), its months and finer codes summed where it has no such row, which is said; else the
    reporter's own figure with the Republic of Korea, in words alone, for it is another trade; else NONE. Only
    one of several is shown: another source before another side, in the order of `article41.flows.SOURCES`.
    """
    asked = _periods(with_way(prk)).filter(
        pl.col("kind") == pl.when(pl.col("freq") == "M").then(pl.lit("M")).otherwise(pl.lit("A"))
    )
    told = _told(counted)
    others = asked.select("id", "source", "teller", *_ALIKE).join(told, on=_ALIKE, suffix="_o")
    others = others.filter(
        (pl.col("source") != pl.col("source_o")) | (pl.col("teller") != pl.col("teller_o"))
    )
    same_source = pl.col("source") == pl.col("source_o")
    rank = pl.col("source_o").replace_strict(
        list(_SAYS), range(len(_SAYS)), default=len(_SAYS), return_dtype=pl.Int8
    )
    others = others.sort("id", same_source, rank, "teller_o").unique("id", keep="first", maintain_order=True)
    source = pl.col("source_o").replace(_SAYS)
    mirror = (
        pl.when(pl.col("teller_o") == "mirror")
        .then(pl.lit(", the other side's figure"))
        .otherwise(pl.lit(""))
    )
    others = others.select(
        "id", "other_usd", pl.format("{}{}: {}", source, mirror, _figure()).alias("other_figure")
    )

    south = pl.col("way").str.replace("dprk", "rok")
    beside = (
        asked.filter(pl.col("teller") != "mirror")
        .select("id", "source", "teller", *_ALIKE)
        .with_columns(south)
        .join(told, on=[*_ALIKE, "source", "teller"])
        .select(
            "id",
            pl.lit(None, pl.Float64).alias("other_usd"),  # another trade, not another telling of this one
            pl.format("with the Republic of Korea: {}", _figure()).alias("other_figure"),
        )
    )
    found = pl.concat([others, beside.filter(~pl.col("id").is_in(others["id"].implode()))])
    return (
        prk.select("id")
        .join(found, on="id", how="left", maintain_order="left")
        .with_columns(pl.col("other_figure").fill_null(NONE))
    )


def _figure() -> pl.Expr:
    """ "USD 310 million"; a weight where no value is told."""
    value, weight = pl.col("other_usd"), pl.col("other_kg")
    said = (
        pl.when(value.is_not_null())
        .then(pl.format("USD {}", _short(value)))
        .when(weight.is_not_null())
        .then(pl.format("{}, no value told,", kilograms(weight)))
        .otherwise(pl.lit("told without value and weight"))
    )
    return pl.format("{}{}", said, "sum_of").str.strip_suffix(",")


def _short(value: pl.Expr) -> pl.Expr:
    """Three significant digits and a word; small values whole."""
    million, billion = (value / n for n in (1e6, 1e9))
    return (
        pl.when(value >= 999.5e6)
        .then(pl.format("{} billion", _digits(billion)))
        .when(value >= 999.5e3)
        .then(pl.format("{} million", _digits(million)))
        .otherwise(grouped(value))
    )


def _digits(figure: pl.Expr) -> pl.Expr:
    return figure.round_sig_figs(3).cast(pl.String).str.strip_suffix(".0")


def _periods(flows: pl.DataFrame) -> pl.DataFrame:
    """Flows, a month both as such and within its year: `kind` (A, M) and `period` (its first day)."""
    start = pl.col("start")
    years = flows.with_columns(pl.lit("A").alias("kind"), start.dt.truncate("1y").alias("period"))
    months = flows.filter(pl.col("freq") == "M").with_columns(
        pl.lit("M").alias("kind"), start.alias("period")
    )
    return pl.concat([years, months])


def _told(counted: pl.DataFrame) -> pl.DataFrame:
    """What each source and side tells of each code and period: its own row, else the sum of its finer leaves
    (never of TOTAL, of which a file may hold a few codes only).

    Columns: source, teller, _ALIKE, other_usd, other_kg (null where not all are known), `sum_of` in words.
    """
    flows = _periods(
        with_way(counted.filter(pl.col("flow").is_in(["M", "X"]) & pl.col("code").is_not_null()))
    )
    flows = flows.filter(pl.col("way").is_not_null())
    leaves = flows.filter("is_leaf")
    finer = [
        leaves.filter(pl.col("level") > level).with_columns(pl.col("code").str.head(level))
        for level in sorted(set(flows["level"].unique()) - {0})
    ]
    by = ["source", "teller", *_ALIKE]
    own, made = (_summed(rows, by) for rows in (flows, pl.concat([flows.clear(), *finer])))
    made = made.join(own, on=by, how="anti")
    return pl.concat([own, made.with_columns((pl.lit(" at finer codes") + pl.col("sum_of")).alias("sum_of"))])


def _summed(rows: pl.DataFrame, by: list[str]) -> pl.DataFrame:
    is_month = (pl.col("freq") == "M") & (pl.col("kind") == "A")
    months = pl.col("start").filter(is_month).n_unique()
    return rows.group_by(by).agg(
        *(
            pl.when(pl.col(c).null_count() == 0).then(pl.col(c).sum()).alias(n)
            for c, n in (("value_usd", "other_usd"), ("weight_kg", "other_kg"))
        ),
        pl.when(months.is_between(1, 11))
        .then(pl.format(" in {} of 12 months", months))
        .otherwise(pl.lit(""))
        .alias("sum_of"),
    )
