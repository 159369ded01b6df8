"""In which of five classes each State stands, for the world map."""

from __future__ import annotations

import polars as pl

from article41.flows import PRK
from article41.report.monitor.charts.standing import STANDINGS, most_serious
from article41.report.monitor.figures import short
from article41.report.monitor.map.places import Place, load_places
from article41.report.monitor.record import Monitor
from article41.report.monitor.states import state_name
from article41.report.monitor.words import FLAGS
from article41.report.words import count, listed

COLUMNS = {
    "state": pl.String,
    "name": pl.String,
    "standing": pl.String,
    "flows": pl.UInt32,
    "flagged_flows": pl.UInt32,
    "flagged_usd": pl.Float64,
}


def classes(monitor: Monitor, year: int | None) -> pl.DataFrame:
    """A row for each State that is drawn or has figures, the DPRK left out; flagged_usd null: not known."""
    in_year = pl.lit(True) if year is None else pl.col("start").dt.year() == year
    own = pl.col("state").is_not_null() & (pl.col("state") != PRK)
    flows = monitor.findings.filter("is_leaf", in_year, own)
    is_flag = pl.col("status").cast(pl.String).is_in(FLAGS[:2])
    flagged = pl.col("value_usd").filter(is_flag & pl.col("value_usd").is_finite())
    found = flows.group_by("state").agg(
        pl.col("status").cast(pl.String).unique().alias("statuses"),
        pl.len().alias("flows"),
        is_flag.sum().alias("flagged_flows"),
        pl.when(flagged.count() > 0).then(flagged.sum().round(2)).alias("flagged_usd"),
    )
    rows = {row["state"]: row for row in found.iter_rows(named=True)}
    told = monitor.coverage if year is None else monitor.coverage.filter(pl.col("year") == year)
    covered = set(told["reporter"].drop_nulls().to_list()) | set(rows)
    drawn = {place.iso3 for place in load_places().values() if place.is_member or not place.is_dot}
    table = []
    for state in sorted((drawn | covered) - {PRK}):
        row = rows.get(state)
        standing = most_serious(row["statuses"]) if row else "none_seen" if state in covered else "no_data"
        sizes = (row["flows"], row["flagged_flows"], row["flagged_usd"]) if row else (0, 0, None)
        table.append((state, state_name(state), standing, *sizes))
    return pl.DataFrame(table, schema=COLUMNS, orient="row")


def is_dotted(place: Place, standing: str) -> bool:
    """Small, and a State or somebody with figures."""
    return place.is_dot and (place.is_member or standing != "no_data")


def finding(data: pl.DataFrame) -> str:
    """How many States stand in each class, and who has the largest sums to explain."""
    size = {s.key: int((data["standing"] == s.key).sum()) for s in STANDINGS}
    asked = data.filter(pl.col("standing") == FLAGS[0])
    asked = asked.sort("flagged_usd", "state", descending=[True, False], nulls_last=True)
    named = listed(short(name, 40) for name in asked["name"].head(3))
    most = f" (largest sums: {named})" if len(asked) > 3 else f" ({named})" if len(asked) else ""
    unplaced = [short(state, 20) for state in data["state"] if state not in load_places()]
    more = f" and {len(unplaced) - 5} more" if len(unplaced) > 5 else ""
    beside = f" Without a place on the map: {', '.join(unplaced[:5])}{more}." if unplaced else ""
    return (
        f"Needs explanation: {count(size['needs_explanation'], 'State')}{most}; likely recorded for the "
        f"wrong Korea: {size['likely_wrong_korea']}; exempt or within cap if …: {size['exempt_or_capped']}; "
        f"no trade in governed goods seen: {size['none_seen']}; no data: {size['no_data']}.{beside}"
    )
