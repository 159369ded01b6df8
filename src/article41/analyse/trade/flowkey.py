"""What makes two rows tell of one flow, and the id by which that flow is known."""

from __future__ import annotations

from hashlib import sha256

import polars as pl

from article41.flows import READ, TOTAL

TOLD = ("source", "reporter", "partner", "flow", "freq", "start", "end")
"""Who tells of which trade and period; with `item` one flow."""
FIGURES = ("value_usd", "weight_kg", "quantity")


def keyed(read: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The rows in the order of files and rows, and the flows that they tell of.

    Rows (READ) gain `at` (their place), `key` (UInt32, of the flow), `grp` (UInt32, of what is told of one
    period) and `why` (null: the row counts). Flows: TOLD, `item`, `grp`, `key`, `id`, in the order of ids.
    """
    rows = read.select(*READ).with_columns(
        *(pl.when(pl.col(c).is_finite()).then(pl.col(c)).alias(c) for c in FIGURES),
        pl.col("is_total", "is_original").fill_null(True),
        _item().alias("item"),
        pl.lit(None, pl.String).alias("why"),
    )
    is_whole = (pl.col("is_total") & (pl.col("mode") == 0)).fill_null(False)
    rows = _in_order(rows.with_columns(pl.when(~is_whole).then("mode"))).with_row_index("at")
    told = rows.select(TOLD).unique().sort(TOLD).with_row_index("grp")
    rows = rows.join(told, on=TOLD, nulls_equal=True, how="left", maintain_order="left")
    flows = rows.select("grp", "item").unique().sort("grp", "item").with_row_index("key")
    rows = rows.join(flows, on=["grp", "item"], how="left", maintain_order="left")
    flows = flows.join(told, on="grp", how="left", maintain_order="left")
    named = rows.select("key", "code", "words").unique("key", keep="first", maintain_order=True)
    flows = flows.join(named, on="key", how="left", maintain_order="left")
    return rows, flows.with_columns(_id(flows).alias("id")).drop("code", "words")


def _in_order(rows: pl.DataFrame) -> pl.DataFrame:
    """By file and row; by all that they say where a file names two rows alike."""
    place = rows.select("file", "row")
    if place.is_unique().all():
        return rows.sort("file", "row")
    rest = [c for c in rows.columns if c not in place.columns]
    return rows.sort("file", "row", *rest)


def is_worded() -> pl.Expr:
    """Whether a row's words belong to what it trades: without a code, and where several items share one."""
    return pl.col("code").is_null() | (pl.col("source") == "faostat").fill_null(False)


def _item() -> pl.Expr:
    worded = pl.format("{}|{}", pl.col("code").fill_null(""), pl.col("words").fill_null(""))
    return pl.when(is_worded()).then(worded).otherwise("code")


def _id(flows: pl.DataFrame) -> pl.Series:
    start, end, freq = pl.col("start"), pl.col("end"), pl.col("freq")
    is_year = (freq == "A") & (start.dt.ordinal_day() == 1) & (end == start.dt.offset_by("1y"))
    is_month = (freq == "M") & (start.dt.day() == 1) & (end == start.dt.offset_by("1mo"))
    period = (
        pl.when(is_year)
        .then(start.dt.strftime("%Y"))
        .when(is_month)
        .then(start.dt.strftime("%Y%m"))
        .otherwise(
            pl.format(
                "{}{}.{}",
                freq.fill_null("?"),
                start.dt.strftime("%Y%m%d").fill_null("?"),
                end.dt.strftime("%Y%m%d").fill_null("?"),
            )
        )
    )
    code = pl.col("code").fill_null("x")
    what = pl.when(is_worded()).then(pl.format("{}.{}", code, pl.col("digest"))).otherwise(code)
    sides = (pl.col(c).fill_null("?") for c in ("reporter", "flow", "partner"))
    source = pl.col("source").fill_null("?")
    tail = pl.when(source == "comtrade").then(pl.lit("")).otherwise(pl.format("-{}", source))
    return (
        flows.with_columns(_digests(flows))
        .select(pl.format("{}-{}-{}-{}-{}{}", *sides, period, what, tail))
        .to_series()
    )


def _digests(flows: pl.DataFrame) -> pl.Expr:
    """Eight letters that stand for the words of a flow: words may be long and are not ours."""
    words = flows.filter(is_worded())["words"].fill_null("").unique().to_list()
    digests = [sha256(w.encode()).hexdigest()[:8] for w in words]
    known = pl.col("words").fill_null("")
    return known.replace_strict(words, digests, default="", return_dtype=pl.String).alias("digest")


def level() -> pl.Expr:
    """Digits of the code; 0 for TOTAL and for no code."""
    code = pl.col("code")
    digits = pl.when(code.is_null() | (code == TOTAL)).then(0).otherwise(code.str.len_bytes().clip(0, 127))
    return digits.cast(pl.Int8)
