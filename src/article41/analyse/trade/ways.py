"""Which State trades which way with which Korea, and who says so."""

from __future__ import annotations

import polars as pl

from article41.flows import KOR, PRK


def with_way(counted: pl.DataFrame) -> pl.DataFrame:
    """Flows with `state`, `way` (from_dprk, to_dprk, from_rok, to_rok; null where no Korea takes part) and
    `teller` (own, mirror or, for BACI, reconciled). Between the two Koreas the State is the Republic."""
    reporter, partner, flow = pl.col("reporter"), pl.col("partner"), pl.col("flow")
    sides = pl.concat_list("reporter", "partner")
    korea = (
        pl.when(sides.list.contains(PRK)).then(pl.lit(PRK)).when(sides.list.contains(KOR)).then(pl.lit(KOR))
    )
    is_told_by_it = reporter == pl.col("korea")
    is_leaving = is_told_by_it == flow.is_in(["X", "RX"])
    name = pl.when(pl.col("korea") == PRK).then(pl.lit("dprk")).otherwise(pl.lit("rok"))
    way = pl.format("{}_{}", pl.when(is_leaving).then(pl.lit("from")).otherwise(pl.lit("to")), name)
    teller = (
        pl.when(pl.col("source") == "baci")
        .then(pl.lit("reconciled"))
        .when(is_told_by_it)
        .then(pl.lit("mirror"))
        .otherwise(pl.lit("own"))
    )
    return (
        counted.with_columns(korea.alias("korea"))
        .with_columns(
            pl.when(is_told_by_it).then(partner).otherwise(reporter).alias("state"),
            pl.when(pl.col("korea").is_not_null() & flow.is_not_null()).then(way).alias("way"),
            teller.alias("teller"),
        )
        .drop("korea")
    )
