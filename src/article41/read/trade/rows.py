"""Rows of a batch as READ rows: every cell typed, nothing summed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import polars as pl

from article41.flows import READ
from article41.read.trade.figures import figures
from article41.read.trade.keys import Keys
from article41.read.trade.opening import TradeFile
from article41.read.trade.parts import Part
from article41.read.trade.units import in_our_units, kilograms, load_units

T = TypeVar("T")
KIND, GIVEN, IS_VALUE = "kind", "given", "is_value"
"""Beside the columns of READ: what kind of area the partner is; the digits of a code whose leading zero
stands on the evidence of other rows; of FAOSTAT, whether the row's figure is a value."""
SCHEMA: dict[str, Any] = {**READ, KIND: pl.String, GIVEN: pl.String, IS_VALUE: pl.Boolean}
_TOTAL_CELLS = {"mode": ["0"], "customs": ["C00", "0"], "partner2": ["0", "W00"], "province": [""]}
"""What stands for the total of all; a blank cell does so too."""


def typed_rows(frame: pl.DataFrame, opened: TradeFile, keys: Keys) -> pl.DataFrame:
    """SCHEMA. Rows whose reporter, partner, flow or period cannot be read are not among them."""
    frame = joined(frame, keys.reporter, {"=reporter": pl.String}, lambda area: (area.iso3,))
    frame = joined(
        frame, keys.partner, {"=partner": pl.String, "=kind": pl.String}, lambda area: (area.iso3, area.kind)
    )
    frame = joined(frame, keys.flow, {"=flow": pl.String}, lambda flow: (flow,))
    when = {"=freq": pl.String, "=start": pl.Date, "=end": pl.Date}
    frame = joined(frame, keys.period, when, lambda p: (p.freq, p.start, p.end))
    goods = {"=code": pl.String, "=edition": pl.Int16, "=given": pl.String, "=goods": pl.Boolean}
    frame = joined(
        frame,
        keys.commodity,
        goods,
        lambda c: (c.code, c.edition, None if c.is_proven else c.given, True),
    )
    needed = ["=reporter", "=partner", "=flow", "=start", "=goods"]
    frame = frame.filter(pl.all_horizontal(pl.col(needed).is_not_null()))
    if not frame.height:
        return pl.DataFrame(schema=SCHEMA)
    columns = {name.removeprefix("="): frame[name] for name in frame.columns if name.startswith("=")}
    columns |= _figures(frame, opened)
    columns["row"] = frame["row"]
    columns["words"] = _words(frame)
    columns["mode"] = _mode(frame)
    columns["is_original"] = _truth(frame, "is_original")
    columns["is_total"] = _is_total(frame)
    rows = pl.DataFrame({name: columns[name] for name in SCHEMA if name in columns})
    return rows.with_columns(
        file=pl.lit(opened.file), source=pl.lit(opened.format.source), **_nulls(columns)
    ).select(pl.col(name).cast(dtype) for name, dtype in SCHEMA.items())


def joined(
    frame: pl.DataFrame, part: Part[T], columns: Mapping[str, Any], values: Callable[[T], Sequence[object]]
) -> pl.DataFrame:
    """The frame with what `part` says of each row, in its order; null where it says nothing."""
    if not part.roles:
        said = part.of(()).value
        told = [None] * len(columns) if said is None else values(said)
        new = zip(columns.items(), told, strict=True)
        return frame.with_columns(pl.lit(value, dtype).alias(name) for (name, dtype), value in new)
    distinct = frame.select(part.roles).unique(maintain_order=True)
    answers = [part.of(raw).value for raw in distinct.iter_rows()]
    rows = [[None] * len(columns) if answer is None else list(values(answer)) for answer in answers]
    lookup = distinct.hstack(pl.DataFrame(rows, schema=dict(columns), orient="row"))
    return frame.join(lookup, on=list(part.roles), how="left", nulls_equal=True, maintain_order="left")


def _nulls(columns: Mapping[str, pl.Series]) -> dict[str, pl.Expr]:
    own = {"file", "source"}
    return {
        name: pl.lit(None, dtype) for name, dtype in SCHEMA.items() if name not in columns and name not in own
    }


def _text(frame: pl.DataFrame, role: str) -> pl.Series:
    """The cells of a role as trimmed text, null where there is no such column; 0.0 is 0."""
    if role not in frame.columns:
        return pl.Series(role, [None] * frame.height, dtype=pl.String)
    text = pl.col(role).cast(pl.String).str.strip_chars().str.replace(r"^(-?[0-9]+)\.0$", "$1")
    return frame.select(text.replace("", None))[role]


def _words(frame: pl.DataFrame) -> pl.Series:
    is_item = "figure" in frame.columns and "words" not in frame.columns
    return _text(frame, "code" if is_item else "words")


def _mode(frame: pl.DataFrame) -> pl.Series:
    mode = _text(frame, "mode").cast(pl.Int16, strict=False)
    return mode.set((mode < 0).fill_null(False), None)


def _truth(frame: pl.DataFrame, role: str) -> pl.Series:
    words = {"true": True, "t": True, "1": True, "false": False, "f": False, "0": False}
    return _text(frame, role).str.to_lowercase().replace_strict(words, default=None, return_dtype=pl.Boolean)


def _is_total(frame: pl.DataFrame) -> pl.Series:
    total = pl.repeat(True, frame.height, eager=True)
    for role, cells in _TOTAL_CELLS.items():
        if role in frame.columns:
            total &= _text(frame, role).str.to_uppercase().is_in(cells).fill_null(True)
    return total


def _figure(frame: pl.DataFrame, role: str, opened: TradeFile) -> pl.Series:
    if role not in frame.columns:
        return pl.Series(role, [None] * frame.height, dtype=pl.Float64)
    return figures(frame[role], groups=opened.format.groups, minus_one=role not in {"value", "figure"})[0]


def _known(figure: pl.Series) -> pl.Series:
    """A weight of 0 is one that is not known."""
    return figure.set((figure == 0).fill_null(False), None)


def _first(*series: pl.Series) -> pl.Series:
    return pl.select(pl.coalesce(series)).to_series()


def _figures(frame: pl.DataFrame, opened: TradeFile) -> dict[str, pl.Series]:
    if "figure" in frame.columns:
        return _of_elements(frame, opened)
    value = _figure(frame, "value", opened) * opened.format.scale
    words = _text(frame, "unit_code")
    if "unit" in frame.columns:
        numbered = words.is_in(list(load_units())).fill_null(False)
        words = words.zip_with(numbered, _first(_text(frame, "unit"), words))
    if opened.format.name == "baci":
        words = pl.repeat("t", frame.height, eager=True)
    quantity, unit = in_our_units(_figure(frame, "quantity", opened), words)
    more, other = in_our_units(_figure(frame, "quantity2", opened), _text(frame, "unit2"))
    weight = _first(
        _known(_figure(frame, "weight", opened)), kilograms(quantity, unit), kilograms(more, other)
    )
    return {"value_usd": value, "weight_kg": weight, "quantity": quantity, "unit": unit}


def _of_elements(frame: pl.DataFrame, opened: TradeFile) -> dict[str, pl.Series]:
    """FAOSTAT: a row holds a value or a quantity."""
    figure = _figure(frame, "figure", opened)
    is_value = _text(frame, "element").str.to_lowercase().str.ends_with("value")
    nothing = pl.Series([None] * frame.height, dtype=pl.Float64)
    value = (figure * opened.format.scale).zip_with(is_value, nothing)
    quantity, unit = in_our_units(nothing.zip_with(is_value, figure), _text(frame, "unit"))
    unit = pl.Series([None] * frame.height, dtype=pl.String).zip_with(is_value, unit)
    weight = kilograms(quantity, unit)
    return {"value_usd": value, "weight_kg": weight, "quantity": quantity, "unit": unit, IS_VALUE: is_value}


def paired(rows: pl.DataFrame) -> pl.DataFrame:
    """Of FAOSTAT, quantity and value of one flow as one row, the first of the two. A second quantity of the
    same flow stays a row of its own."""
    same = ["reporter", "partner", "flow", "start", "end", "words", "code"]
    ordered = rows.with_columns(pl.int_range(pl.len()).over([*same, IS_VALUE]).alias("nth"))
    merged = {"value_usd", "weight_kg", "quantity", "unit"}
    others = [name for name in rows.columns if name not in {*same, *merged}]
    return (
        ordered.sort("row")
        .group_by([*same, "nth"], maintain_order=True)
        .agg(pl.col(others).first(), pl.col(sorted(merged)).drop_nulls().first())
        .select(rows.columns)
    )
