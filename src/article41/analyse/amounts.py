"""Amounts of what caps limit: barrels, tonnes and US dollars, exactly addable."""

from __future__ import annotations

from collections.abc import Mapping
from operator import add, sub
from typing import TypeAlias

M3_PER_BARREL = 0.158987294928
"""A barrel is 42 US gallons of 231 cubic inches of 2.54 cm each: exact."""
LITRES_PER_M3 = 1_000
KG_PER_TONNE = 1_000

FACTOR_BOUNDS: Mapping[str, tuple[float, float]] = {
    "crude_oil": (6.0, 8.5),  # from extra-heavy crude, which sinks in water, to the lightest
    "refined_petroleum": (5.5, 10.0),  # from residual fuel and bitumen to light naphtha
}
"""Barrels that a tonne of the good can be at all; a pair outside is a slip of a unit or a digit."""

SCALE = 1_000_000_000
MOST = 1e15
"""More than any limit by far, in any unit: what lies above it is above, by however much."""

Sums: TypeAlias = tuple[int, ...]
"""Whole billionths, so that a sum does not depend on its order and one supply can be taken out again exactly.

BARRELS as given; TONNES_ONLY where there are no barrels; TONNES as given; BARRELS_ONLY where there are no
tonnes; USD; then counts: supplies without a value, without a State, and of all.
"""
BARRELS, TONNES_ONLY, TONNES, BARRELS_ONLY, USD, VALUELESS, STATELESS, NUMBER = range(8)
NOTHING: Sums = (0,) * 8


def measured(quantity: float, unit: str) -> tuple[float | None, float | None]:
    """A quantity in barrels, or in tonnes; neither for `u`, which measures no oil and no coal."""
    match unit:
        case "bbl":
            return quantity, None
        case "kl" | "m3":
            return quantity / M3_PER_BARREL, None
        case "l":
            return quantity / LITRES_PER_M3 / M3_PER_BARREL, None
        case "t":
            return None, quantity
        case "kg":
            return None, quantity / KG_PER_TONNE
    return None, None


def sums_of(
    barrels: float | None, tonnes: float | None, value_usd: float | None, *, is_stateless: bool = False
) -> Sums:
    """One supply as sums."""
    b, t = _whole(barrels), _whole(tonnes)
    return (
        b,
        t if barrels is None else 0,
        t,
        b if tonnes is None else 0,
        _whole(value_usd),
        int(value_usd is None),
        int(is_stateless),
        1,
    )


def _whole(amount: float | None) -> int:
    return 0 if amount is None else round(min(amount, MOST) * SCALE)


def plus(a: Sums, b: Sums) -> Sums:
    """Both together."""
    return tuple(map(add, a, b))


def less(a: Sums, b: Sums) -> Sums:
    """What is left of `a` without `b`."""
    return tuple(map(sub, a, b))


def total(sums: Sums, unit: str, barrels_per_tonne: float) -> float:
    """Sums in one unit of a limit (bbl, t, usd), by one factor."""
    match unit:
        case "bbl":
            return (sums[BARRELS] + sums[TONNES_ONLY] * barrels_per_tonne) / SCALE
        case "t":
            return (sums[TONNES] + sums[BARRELS_ONLY] / barrels_per_tonne) / SCALE
    return sums[USD] / SCALE
