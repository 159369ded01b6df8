"""Direction seen from the DPRK, the kind of act, and the day that decides: once per record, once per column.

The two forms of each derivation stand side by side and are tested against each other.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from article41.errors import InputError, Problem
from article41.model import ARRIVING, DPRK, LEAVING, Facts, Members, Outcome

if TYPE_CHECKING:
    import polars as pl

FROM, TO, NEITHER = "from_dprk", "to_dprk", "neither"
WITHOUT_GOODS = (
    "payment",
    "port_call",
    "flight",
    "vessel_service",
    "contract",
    "travel",
    "financial_service",
    "asset_dealing",
)
"""Kinds that may concern no goods at all; if none are named, none are in question."""
GOODS_FACTS = ("hs", "description", "good")
KINDS = {
    "contract": ("contract_type",),
    "vessel_service": ("service",),
    "financial_service": ("finance_type",),
    "payment": ("payment_form",),
    "travel": (
        "traveller",
        "traveller_nationality",
        "traveller_role",
        "traveller_designated",
        "travel_purpose",
    ),
    "shipment": (*GOODS_FACTS, "quantity", *LEAVING, *ARRIVING, "import_date"),
}
"""What a record without a kind is about, by the facts it gives."""


def kind_of(facts: Facts) -> str | None:
    """The kind given; else what the facts given are about: a contract, a service, a payment, goods …"""
    given = facts.get("kind")
    if given is not None:
        return str(given)
    for kind, names in KINDS.items():
        if any(facts.get(name) is not None for name in names):
            return kind
    return "ship_to_ship" if facts.get("ship_to_ship") is True else None


def is_without_goods(kind: str | None, facts: Facts) -> bool:
    """Whether the record is of a kind that may concern no goods, and names none."""
    return kind in WITHOUT_GOODS and all(facts.get(f) is None for f in GOODS_FACTS)


def flow_of(facts: Facts) -> Members:
    """Members from_dprk, to_dprk, neither. Raises InputError for a record both from and to the DPRK."""
    leaves = [f for f in LEAVING if str(facts.get(f) or "").startswith(DPRK)]
    arrives = [f for f in ARRIVING if str(facts.get(f) or "").startswith(DPRK)]
    given = facts.get("flow")
    against = {FROM: arrives, TO: leaves, NEITHER: leaves + arrives}.get(str(given), [])
    clash = against if given is not None else leaves and arrives and leaves + arrives
    if clash:
        raise InputError([Problem("record", column=", ".join(clash), found=DPRK, expected=_one_way(given))])
    if given is not None:
        return {m: m == given for m in (FROM, TO, NEITHER)}
    leaving: Outcome = (
        True if leaves else False if arrives else None if facts.get("origin") is None else False
    )
    arriving: Outcome = (
        True if arrives else False if leaves else None if facts.get("destination") is None else False
    )
    neither = False if leaving or arriving else None if leaving is None or arriving is None else True
    return {FROM: leaving, TO: arriving, NEITHER: neither}


def _one_way(given: object) -> str:
    return "goods from the DPRK or to it, not both" if given is None else f"what agrees with flow {given}"


def law_day(facts: Facts, leaving: Outcome) -> tuple[date | None, tuple[str, ...]]:
    """The day that decides, or None with the facts that would tell it.

    Goods from the DPRK: the day they enter the importing State (`import_date`, else `date`);
    everything else: `date`.
    """
    day, entry = _day(facts, "date"), _day(facts, "import_date")
    if leaving is True:
        return entry or day, () if entry or day else ("date",)
    if leaving is False or entry is None or entry == day:
        return day, () if day else ("date",)
    return None, ("origin",) if day else ("date", "origin")


def _day(facts: Facts, name: str) -> date | None:
    value = facts.get(name)
    return value if isinstance(value, date) else None


# The same, as columns.


def kind_column() -> pl.Expr:
    """As `kind_of`."""
    import polars as pl

    transfer = pl.when(pl.col("ship_to_ship")).then(pl.lit("ship_to_ship"))
    about = [
        pl.when(pl.any_horizontal(pl.col(name).is_not_null() for name in names)).then(pl.lit(kind))
        for kind, names in KINDS.items()
    ]
    return pl.coalesce("kind", *about, transfer)


def without_goods_column() -> pl.Expr:
    """As `is_without_goods`; reads the derived kind."""
    import polars as pl

    named = pl.any_horizontal(pl.col(f).is_not_null() for f in GOODS_FACTS)
    return pl.col("kind").is_in(WITHOUT_GOODS).fill_null(False) & ~named


def flow_columns() -> list[pl.Expr]:
    """The members of flow; rows both from and to the DPRK were refused by the reader."""
    import polars as pl

    def starts(names: tuple[str, ...]) -> pl.Expr:
        return pl.any_horizontal(pl.col(n).str.starts_with(DPRK).fill_null(False) for n in names)

    leaves, arrives = starts(LEAVING), starts(ARRIVING)

    def member(flow: str, yes: pl.Expr, no: pl.Expr, deciding: str) -> pl.Expr:
        derived = (
            pl.when(yes)
            .then(True)
            .when(no)
            .then(False)
            .when(pl.col(deciding).is_null())
            .then(None)
            .otherwise(False)
        )
        given = pl.col("flow") == flow
        return pl.coalesce(given, derived).alias(f"flow.{flow}")

    leaving, arriving = member(FROM, leaves, arrives, "origin"), member(TO, arrives, leaves, "destination")
    return [leaving, arriving, (~leaving & ~arriving).alias(f"flow.{NEITHER}")]


def law_day_columns() -> list[pl.Expr]:
    """law_on; and, where it is null, which of date, origin and import_date would tell it."""
    import polars as pl

    leaving, day, entry = pl.col(f"flow.{FROM}"), pl.col("date"), pl.col("import_date")
    open_ = leaving.is_null() & entry.is_not_null() & day.ne_missing(entry)
    law_on = pl.when(leaving).then(pl.coalesce(entry, day)).when(~open_).then(day)
    return [
        law_on.alias("law_on"),
        (law_on.is_null() & day.is_null()).alias("law_on.needs.date"),
        open_.alias("law_on.needs.origin"),
        pl.lit(False).alias("law_on.needs.import_date"),
    ]
