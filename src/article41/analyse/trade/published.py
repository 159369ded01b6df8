"""Published totals held against their own parts, and as a table beside what States report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias

import polars as pl

from article41.analyse.trade.slips import power_of_ten
from article41.read.figures.records import Figure

PUBLISHED: dict[str, Any] = {
    "source": pl.String,
    "year": pl.Int32,
    "flow": pl.String,
    "value_usd": pl.Float64,
    "says": pl.String,
}
"""Totals of others: exports and imports are the DPRK's, as everywhere in mirror statistics of it."""

_GROWTH = "_growth"
_OnePeriod: TypeAlias = Mapping[tuple[str, str, str], Figure]
"""Scope, chapter and measure to what one publisher says of one period."""


def published_totals(figures: Iterable[Figure]) -> pl.DataFrame:
    """PUBLISHED: whole years in US dollars of trade in all goods; of a part of the world, flow says so."""
    rows = [
        (f.publisher, int(f.period), f.measure if f.scope == "world" else f"{f.measure}, with {f.scope}",
         round(f.figure * 1e6, 2), _says(f))
        for f in figures
        if f.measure in ("exports", "imports", "total") and not f.hs and f.period.isdigit()
    ]  # fmt: skip
    return pl.DataFrame(rows, schema=PUBLISHED, orient="row").sort("source", "year", "flow")


def contradictions(figures: Iterable[Figure]) -> tuple[str, ...]:
    """Each published total, deficit, growth or share that its own parts do not make up: a sentence each.

    Figures of different publishers are never held against each other. What rounding as printed can explain
    is no contradiction; a growth or share, worked out from figures that were not rounded, may miss by one
    of its own last digit.
    """
    told: dict[str, dict[str, dict[tuple[str, str, str], Figure]]] = {}
    for f in figures:
        told.setdefault(f.publisher, {}).setdefault(f.period, {})[f.scope, f.hs, f.measure] = f
    found: list[str] = []
    for periods in told.values():
        for period, parts in sorted(periods.items()):
            before = periods.get(str(int(period) - 1), {}) if period.isdigit() else {}
            for key in sorted(parts):
                found += _wrong(parts[key], parts, before)
    return tuple(found)


def _wrong(figure: Figure, parts: _OnePeriod, before: _OnePeriod) -> Iterator[str]:
    scope, hs, measure = figure.scope, figure.hs, figure.measure
    if measure in ("total", "deficit"):
        exports, imports = (parts.get((scope, hs, m)) for m in ("exports", "imports"))
        if exports is not None and imports is not None:
            sign = 1 if measure == "total" else -1
            made = imports.figure + sign * exports.figure
            if not _meets(figure, made, exports.rounding + imports.rounding):
                words = f"exports of {_number(exports)} and imports of {_number(imports)} make {made:,.10g}"
                yield _sentence(figure, words, made, (exports, imports))
    elif measure.endswith(_GROWTH):
        key = (scope, hs, measure.removesuffix(_GROWTH))
        now, then = parts.get(key), before.get(key)
        if now is not None and then is not None and then.figure > 0:
            grown = 100 * (now.figure / then.figure - 1)
            off = 100 * (now.rounding + now.figure * then.rounding / then.figure) / then.figure
            if not _meets(figure, grown, off + figure.rounding):
                words = (
                    f"{_number(then)} in {then.period} and {_number(now)} in {now.period} make {grown:,.1f} %"
                )
                alike = next((s for s in (*parts.values(), *before.values()) if _is_share(s, figure)), None)
                words += f"; {alike.figure:g} % is a share, of {alike.period}" if alike is not None else ""
                yield _sentence(figure, words, grown, (now, then))
    elif measure == "share":
        part, whole = (parts.get(k) for k in _shared(scope, hs))
        if part is not None and whole is not None and whole.figure > 0:
            share = 100 * part.figure / whole.figure
            off = (100 * part.rounding + share * whole.rounding) / whole.figure
            if not _meets(figure, share, off + figure.rounding):
                words = f"{_number(part)} of {_number(whole)} are {share:,.1f} %"
                yield _sentence(figure, words, share, (part, whole))


def _shared(scope: str, hs: str) -> tuple[tuple[str, str, str], tuple[str, str, str]]:
    """Of what a share is one: a chapter of its exports, else one partner of the world's total."""
    if hs:
        return (scope, hs, "exports"), (scope, "", "exports")
    return (scope, "", "total"), ("world", "", "total")


def _meets(figure: Figure, made: float, rounding: float) -> bool:
    # a hair for the binary fractions of figures such as 325.17
    off = rounding + figure.rounding + 1e-9 * abs(made)
    return made > figure.figure - off if figure.is_floor else abs(made - figure.figure) <= off


def _is_share(one: Figure, figure: Figure) -> bool:
    return one.measure == "share" and abs(one.figure - figure.figure) <= one.rounding


def _sentence(figure: Figure, words: str, made: float, parts: Iterable[Figure]) -> str:
    measure = figure.measure.replace("_", " ")
    of = "" if figure.scope == "world" else f" with {figure.scope}"
    goods = f" of HS {figure.hs}" if figure.hs else ""
    floor = "over " if figure.is_floor else ""
    what = f"{figure.publisher} {figure.period}, {measure}{goods}{of}"
    text = f"{what}: {floor}{_number(figure)} published, but {words}"
    factor = power_of_ten(figure.figure, {"its parts": made}) if figure.unit != "percent" else None
    if factor is not None:
        text += f"; the published figure is about {factor:g} times that"
    derived = [f for f in (figure, *parts) if f.status != "seen"]
    notes = dict.fromkeys(f.note or f.status for f in derived)
    return f"{text} ({'; '.join(notes)})" if notes else text


def _number(figure: Figure) -> str:
    return f"{figure.figure:g} %" if figure.unit == "percent" else f"USD {figure.figure:,.10g} million"


def _says(figure: Figure) -> str:
    status = "" if figure.status == "seen" else f"{figure.status}; "
    told = f"{'over ' if figure.is_floor else ''}{_number(figure)}"
    return "; ".join(filter(None, (told, f"{status}{figure.note}".removesuffix("; "), figure.source)))
