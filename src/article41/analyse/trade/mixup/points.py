"""A part of the score as expressions: how many points, and what it says."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

TENTH = 0.1
"""A tenth of a point stands for odds twice as high; 0.5 is as likely as not."""
_HUGE = 1e15


@dataclass(frozen=True, slots=True)
class Part:
    """`points` (Float64, hundredths) and `says` (String) are never null."""

    name: str
    points: pl.Expr
    says: pl.Expr


@dataclass(frozen=True, slots=True)
class Case:
    """One way a part may turn out; a null condition does not hold."""

    when: pl.Expr
    points: pl.Expr | float
    says: pl.Expr | str


def part(name: str, cases: list[Case], otherwise: str, points: float = 0.0) -> Part:
    """The first case that holds, else the last sentence."""
    score, says = pl.lit(points), pl.lit(otherwise)
    for case in reversed(cases):
        holds = case.when.fill_null(False)
        score = pl.when(holds).then(case.points).otherwise(score)
        says = pl.when(holds).then(_text(case.says)).otherwise(says)
    return Part(name, score.round(2), says)


def _text(says: pl.Expr | str) -> pl.Expr:
    return pl.lit(says) if isinstance(says, str) else says


def doublings(odds: pl.Expr) -> pl.Expr:
    """Points for odds so many times as high."""
    return odds.log(2) * TENTH


def share(part: pl.Expr) -> pl.Expr:
    return (part * 100).round(0).cast(pl.Int64).cast(pl.String) + " %"


def amount(value: pl.Expr, weight: pl.Expr) -> pl.Expr:
    """USD 27,409; where no value is known, 63,000 kg."""
    return pl.when(value.is_not_null()).then("USD " + whole(value)).otherwise(whole(weight) + " kg")


def whole(number: pl.Expr) -> pl.Expr:
    """A number without sign, with commas; below 10 with two digits more, from 1e15 on as it is."""
    backwards = number.round(0).cast(pl.Int64, strict=False).cast(pl.String).str.reverse()
    grouped = backwards.str.replace_all(r"(\d{3})", "$1,").str.strip_chars_end(",").str.reverse()
    small, huge = number.round(2).cast(pl.String), number.cast(pl.String)
    return pl.when(number < 10).then(small).when(number < _HUGE).then(grouped).otherwise(huge)
