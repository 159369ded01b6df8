"""What a reporter usually trades of a commodity, with all partners but the two Koreas."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from article41.flows import KOR, PRK, USUAL
from article41.read.trade.areas import ALL, COUNTRY, FORMER
from article41.read.trade.batches import batches
from article41.read.trade.codes import Codes
from article41.read.trade.keys import Keys
from article41.read.trade.opening import TradeFile
from article41.read.trade.periods import ANNUAL
from article41.read.trade.rows import GIVEN, KIND, paired, typed_rows

KOREAS = frozenset([PRK, KOR])
_ASKED = ["reporter", "flow", "code"]
_BUCKETS = 16
"""Reporters are summed up in so many groups, one after the other: what is sorted and joined stays small."""
_NAMES = ["source", "reporter", "partner", "flow", "freq", "code", KIND, GIVEN]
_NEEDED = [*_NAMES, "start", "edition", "is_original", "is_total", "value_usd", "weight_kg"]
_WEIGHED = 0.9
"""Where the partners whose weight is known make up less of the value, no weight is told: value and weight
would not be of the same goods."""


@dataclass(frozen=True, slots=True)
class Known:
    """What one pass over the file has learnt: `said` what the cells of reporters, of flows and of codes mean,
    under the names in _ASKED with = before them; `codes` which of the codes lost a zero."""

    said: tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]
    codes: Codes


def usual(opened: TradeFile, keys: Keys, known: Known, wanted: pl.DataFrame) -> pl.DataFrame:
    """USUAL of the (reporter, flow, code) in `wanted`; `partners` is null where the file has no partners but
    the world as a whole, less the two Koreas."""
    asked = wanted.select(pl.col(name).cast(pl.String).alias(f"={name}") for name in _ASKED).unique()
    said = [
        lookup.join(asked.select(f"={name}").unique(), on=f"={name}", how="semi")
        for name, lookup in zip(_ASKED, known.said, strict=True)
    ]
    kept: list[list[pl.DataFrame]] = [[] for _ in range(_BUCKETS)]
    for batch in batches(opened, _may_be_asked(said)):
        rows = _asked_rows(batch.frame, said, asked)
        typed = typed_rows(batch.frame.join(rows, on="row", how="semi").sort("row"), opened, keys)
        if opened.format.name == "faostat":
            kept[0].append(typed)  # value and weight of a flow stand in rows of their own
            continue
        slim = typed.select(_NEEDED).with_columns(pl.col(_NAMES).cast(pl.Categorical))
        for number, part in _parts(slim):
            kept[number].append(part)
    return pl.concat([pl.DataFrame(schema=USUAL), *_buckets(opened, known, kept)]).sort(*_ASKED, "year")


def _may_be_asked(said: Sequence[pl.DataFrame]) -> pl.Expr:
    """Whether each cell by itself is of something asked: more rows than _asked_rows finds, and none fewer."""
    found = [pl.lit(True)]
    for lookup in said:
        cells = [name for name in lookup.columns if not name.startswith("=")]
        if len(cells) == 1:
            values = lookup[cells[0]].unique()
            cell = pl.col(cells[0]).cast(values.dtype)  # words of a dictionary are text by now
            found.append(cell.is_in(values.implode(), nulls_equal=True))
    return pl.all_horizontal(found)


def _parts(rows: pl.DataFrame) -> Iterator[tuple[int, pl.DataFrame]]:
    """The rows by bucket: all of one reporter are in one."""
    number = (pl.col("reporter").cast(pl.String).hash(seed=0) % _BUCKETS).alias("bucket")
    found = rows.with_columns(number).partition_by("bucket", as_dict=True, include_key=False)
    return ((int(bucket), part) for (bucket,), part in found.items())


def _buckets(opened: TradeFile, known: Known, kept: list[list[pl.DataFrame]]) -> Iterator[pl.DataFrame]:
    """USUAL of each bucket that holds anything, which is then let go."""
    while kept:
        parts = kept.pop()
        if not parts:
            continue
        rows = pl.concat(parts)
        if opened.format.name == "faostat":
            rows = paired(rows)
        rows = known.codes.settled(rows.with_columns(pl.col(_NAMES).cast(pl.String)))
        yield _summed(rows.filter(pl.col("code").is_not_null()))


def _asked_rows(frame: pl.DataFrame, said: Sequence[pl.DataFrame], asked: pl.DataFrame) -> pl.DataFrame:
    """The numbers of the rows that are of something asked."""
    roles = {name for lookup in said for name in lookup.columns if not name.startswith("=")}
    rows = frame.select("row", *sorted(roles))
    for lookup in said:
        on = [name for name in lookup.columns if not name.startswith("=")]
        rows = (
            rows.join(lookup, on=on, how="inner", nulls_equal=True) if on else rows.join(lookup, how="cross")
        )
    return rows.join(asked, on=asked.columns, how="semi").select("row")


def _summed(rows: pl.DataFrame) -> pl.DataFrame:
    once = _once(rows)
    of = [*_ASKED, "year"]
    is_korea = pl.col("partner").is_in(list(KOREAS))
    countries = once.filter(~is_korea & pl.col(KIND).is_in([COUNTRY, FORMER]))
    weighed = pl.col("weight_kg").is_not_null() & pl.col("value_usd").is_not_null()
    value, weight = _total("value_usd"), _total("weight_kg")
    of_weighed = pl.col("value_usd").filter(weighed).sum()
    partners = countries.group_by(of).agg(
        value.alias("value_usd"),
        pl.when(of_weighed >= _WEIGHED * pl.col("value_usd").sum()).then(weight).alias("weight_kg"),
        pl.col("partner").n_unique().cast(pl.UInt32).alias("partners"),
    )
    koreas = (
        once.filter(is_korea)
        .group_by(of)
        .agg(pl.col("value_usd").sum().alias("korea_usd"), pl.col("weight_kg").sum().alias("korea_kg"))
    )
    world = (
        once.filter(pl.col(KIND) == ALL)
        .group_by(of)
        .agg(value, weight)
        .join(partners, on=of, how="anti")
        .join(koreas, on=of, how="left")
        .with_columns(
            value_usd=_less("value_usd", "korea_usd"),
            weight_kg=_less("weight_kg", "korea_kg"),
            partners=pl.lit(None, pl.UInt32),
        )
        .select(partners.columns)
    )
    source = pl.lit(rows["source"][0] if rows.height else None, pl.String)
    return (
        pl.concat([partners, world])
        .with_columns(source=source)
        .select(pl.col(name).cast(dtype) for name, dtype in USUAL.items())
        .sort(*_ASKED, "year")
    )


def _less(world: str, koreas: str) -> pl.Expr:
    """Not known where the world's figure is smaller than the two Koreas' own."""
    rest = pl.col(world) - pl.col(koreas).fill_null(0)
    return pl.when(rest >= 0).then(rest)


def _total(name: str) -> pl.Expr:
    """A sum that is null where nothing is known; rounded, for the order of adding is free."""
    return pl.when(pl.col(name).count() > 0).then(pl.col(name).sum().round(2)).alias(name)


def _once(rows: pl.DataFrame) -> pl.DataFrame:
    """One row for each reporter, partner, flow, code and year: totals before parts, the edition reported
    before those converted to, the year before its months."""
    flow = ["reporter", "partner", KIND, "flow", "code"]
    period = [*flow, "freq", "start"]
    figures = ["value_usd", "weight_kg"]
    totals = rows.filter("is_total").unique([*period, "edition"], keep="first", maintain_order=True)
    parts = rows.filter(~pl.col("is_total")).join(
        totals, on=[*period, "edition"], how="anti", nulls_equal=True
    )
    summed = parts.group_by([*period, "edition", "is_original"]).agg(_total(name) for name in figures)
    both = pl.concat(part.select(*period, "edition", "is_original", *figures) for part in (totals, summed))
    one = both.sort("is_original", "edition", descending=True, nulls_last=True).unique(
        period, keep="first", maintain_order=True
    )
    year = pl.col("start").dt.year().alias("year")
    by_year = one.with_columns(year).group_by([*flow, "freq", "year"]).agg(_total(name) for name in figures)
    months = by_year.filter(pl.col("freq") != ANNUAL)
    years = by_year.filter(pl.col("freq") == ANNUAL)
    return pl.concat([years, months.join(years, on=[*flow, "year"], how="anti")])
