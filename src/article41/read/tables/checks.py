"""What only several columns together can show."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import polars as pl

from article41.errors import Problem
from article41.model import ARRIVING, DPRK, LEAVING
from article41.read.tables.headings import Recogniser, nearest_heading

_DAYS = ("import_date", "date")
# What a row can be about: without one of these there is nothing to decide.
_SUBJECTS = (
    *(
        "hs",
        "description",
        "good",
        "kind",
        "service",
        "ship_to_ship",
        "contract_type",
        "vessel",
        "vessel_imo",
    ),
    *(
        "vessel_flag",
        "other_vessel",
        "other_vessel_imo",
        "other_vessel_flag",
        "traveller",
        "vessel_suspected",
        "vessel_ais_off",
    ),
    *(
        "vessel_port_entry_ban",
        "worker_nationality",
        "partner_country",
        "project",
        "involves_programme_party",
    ),
)


def missing_columns(
    file: str, columns: Collection[str], unknown: Sequence[str], recognised: Recogniser
) -> list[Problem]:
    """A table without dates, or without a subject, can only be answered 'indeterminate': said once, first."""
    problems = []
    for needed, what in (
        (_DAYS, "a column 'date' or 'import_date'"),
        (_SUBJECTS, "a column 'hs', 'description' or 'good'"),
    ):
        if any(name in columns for name in needed):
            continue
        hint = "without it every answer is indeterminate"
        near = next(
            (
                found
                for name in needed[::-1][:2] + needed[:3]
                if (found := nearest_heading(name, unknown, recognised))
            ),
            None,
        )
        if near is not None:
            name = "date" if needed is _DAYS else "hs"
            hint += f"; if it is '{near}', use --map '{near}={name}'"
        problems.append(Problem(file, expected=what, hint=hint))
    return problems


def both_ways(typed: pl.DataFrame, headings: Mapping[str, str]) -> pl.DataFrame:
    """Rows that come from the DPRK and go to it, or whose flow says otherwise: index (UInt32), found.

    `headings`: fact to the user's heading, for the message.
    """
    leaving, arriving = _sides(headings, LEAVING), _sides(headings, ARRIVING)
    is_leaving, is_arriving = _any(leaving), _any(arriving)
    clash = is_leaving & is_arriving
    parts = [*leaving, *arriving]
    if "flow" in headings:
        flow = pl.col("flow")
        said = (
            ((flow == "from_dprk") & is_arriving)
            | ((flow == "to_dprk") & is_leaving)
            | ((flow == "neither") & (is_leaving | is_arriving))
        ).fill_null(False)
        clash |= said
        parts.append((flow.is_not_null(), _words(headings, "flow")))
    found = pl.concat_str(
        [pl.when(holds).then(shown) for holds, shown in parts] or [pl.lit("")],
        separator=", ",
        ignore_nulls=True,
    )
    return typed.with_row_index("index").filter(clash).select("index", found=found)


def _sides(headings: Mapping[str, str], names: Sequence[str]) -> list[tuple[pl.Expr, pl.Expr]]:
    """For each column present: is it in the DPRK, and its words for a message."""
    return [
        (pl.col(name).str.starts_with(DPRK).fill_null(False), _words(headings, name))
        for name in names
        if name in headings
    ]


def _words(headings: Mapping[str, str], name: str) -> pl.Expr:
    return pl.concat_str(pl.lit(f"{headings[name]} "), pl.col(name))


def _any(sides: Sequence[tuple[pl.Expr, pl.Expr]]) -> pl.Expr:
    return pl.any_horizontal([holds for holds, _ in sides]) if sides else pl.lit(False)


def early_imports(typed: pl.DataFrame, headings: Mapping[str, str]) -> tuple[str, ...]:
    """A note where goods entered before they left; the law looks at each day by itself."""
    if not {"date", "import_date"} <= headings.keys():
        return ()
    count = typed.select((pl.col("import_date") < pl.col("date")).sum()).item()
    if not count:
        return ()
    rows = f"{count:,} row{'s' if count > 1 else ''}"
    return (f"'{headings['import_date']}' is earlier than '{headings['date']}' in {rows}",)
