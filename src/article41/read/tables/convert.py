"""A column as found to a column of its fact's type. Distinct cells are converted once each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from article41.model import Fact
from article41.read.days import FIRST_YEAR, LAST_YEAR
from article41.read.parsers import PARSERS, Parse
from article41.read.refusal import hint_of, refusal

_DTYPES: Mapping[str, type[pl.DataType]] = {
    "date": pl.Date,
    "date_or_yes": pl.Date,
    "bool": pl.Boolean,
    "number": pl.Float64,
}
_BLANKS = ("", "-", "--", "–", "—", "n/a", "n.a.", "na", "null", "unknown", "?")
_ERRORS = (
    "#n/a",
    "#ref!",
    "#div/0!",
    "#value!",
    "#name?",
    "#num!",
    "#null!",
    "#spill!",
    "#calc!",
    "#getting_data",
)
# Numbers apart, the types whose values a user could have typed into a cell.
_PLAIN = (pl.String, pl.Boolean, pl.Categorical, pl.Enum, pl.Date, pl.Datetime, pl.Time)
_LONGEST_WORD = 20  # bytes; no word above is longer
# No date, number, code or name needs more, and the patterns that read them take time on long nonsense.
_LONGEST_CELL = 200
_BROKEN = "\ufffd"
# Looking for the nearest word takes milliseconds; after so many mistakes in a column the hint is known.
_SUGGESTIONS = 100
_NOTES = 10


@dataclass(frozen=True, slots=True)
class Column:
    """`wrong`: one row for each cell that cannot be read: index (from 0, UInt32), found, expected, hint."""

    values: pl.Series
    wrong: pl.DataFrame | None = None
    notes: tuple[str, ...] = ()


def convert(series: pl.Series, fact: Fact, cell_chars: int) -> Column:
    """One typed value a row, null where the cell is blank or wrong."""
    native = _native(series.rename(fact.name), fact)
    if native is not None:
        return native
    text = _as_text(series).rename(fact.name)
    if fact.type == "text" or (fact.type == "set" and not fact.values):
        return _texts(text, cell_chars)
    if fact.type == "number":
        return _number_texts(text, fact, cell_chars)
    return _by_distinct(text, fact, cell_chars)


def _native(series: pl.Series, fact: Fact) -> Column | None:
    """A column that needs no reading, as it has the type already or can have none; None for any other."""
    dtype = _dtype(fact)
    if series.dtype == pl.Null:
        return Column(pl.Series(fact.name, [None] * len(series), dtype=dtype))
    if not series.dtype.is_numeric() and series.dtype not in _PLAIN:
        index = series.is_not_null().arg_true().cast(pl.UInt32)
        wrong = pl.DataFrame({"index": index}).with_columns(
            found=pl.lit(str(series.dtype)),
            expected=pl.lit("one plain value"),
            hint=pl.lit(None, pl.String),
        )
        return Column(pl.Series(fact.name, [None] * len(series), dtype=dtype), wrong)
    if dtype == pl.Date and series.dtype in (pl.Date, pl.Datetime):
        return _days(series)
    if dtype == pl.Float64 and series.dtype.is_numeric():
        return _numbers(series)
    return Column(series) if dtype == pl.Boolean and series.dtype == pl.Boolean else None


def _dtype(fact: Fact) -> type[pl.DataType]:
    return _DTYPES.get(fact.type, pl.String)


def _as_text(series: pl.Series) -> pl.Series:
    """Whole floats without their .0, booleans in lower case, dates as ISO, as a user would type them."""
    if series.dtype.is_float():
        whole = ((series == series.floor()) & (series.abs() < 2**53)).fill_null(False)
        plain = series.cast(pl.String)
        if not whole.any():
            return plain
        integers = series.zip_with(whole, pl.Series([0.0])).cast(pl.Int64).cast(pl.String)
        return integers.zip_with(whole, plain)
    if series.dtype != pl.String:
        return series.cast(pl.String)
    # ="0307" is how a spreadsheet keeps text from becoming a number
    guarded = series.str.starts_with('="')
    return series.str.replace(r'^="([^"]*)"$', "$1") if guarded.any() else series


def _select(series: pl.Series, is_wrong: pl.Series, expected: str) -> Column:
    """The series without its wrong values, which are told."""
    is_wrong = is_wrong.fill_null(False)
    if not is_wrong.any():
        return Column(series)
    index = is_wrong.arg_true().cast(pl.UInt32)
    wrong = pl.DataFrame({"index": index, "found": series.gather(index).cast(pl.String)}).with_columns(
        expected=pl.lit(expected), hint=pl.lit(None, pl.String)
    )
    empty = pl.Series(series.name, [None], dtype=series.dtype)
    return Column(series.zip_with(~is_wrong, empty), wrong)


def _days(series: pl.Series) -> Column:
    days = series.dt.date() if series.dtype == pl.Datetime else series
    years = (days < date(FIRST_YEAR, 1, 1)) | (days > date(LAST_YEAR, 12, 31))
    return _select(days, years, f"a date from {FIRST_YEAR} to {LAST_YEAR}")


def _numbers(series: pl.Series) -> Column:
    """All numbers among the facts are amounts: finite, and none below zero."""
    numbers = series.cast(pl.Float64)
    return _select(numbers, ~(numbers.is_finite() & (numbers >= 0)), "a number of 0 or more")


def _number_texts(text: pl.Series, fact: Fact, cell_chars: int) -> Column:
    """Plain digits go through Polars, whatever else through parse_number."""
    is_plain = text.str.contains(r"^[0-9]{1,15}(?:\.[0-9]{1,15})?$")
    plain = text.cast(pl.Float64, strict=False)
    if is_plain.fill_null(True).all():
        return Column(plain)
    other = text.zip_with(~is_plain, pl.Series([None], dtype=pl.String))
    column = _by_distinct(other, fact, cell_chars)
    return Column(plain.zip_with(is_plain.fill_null(False), column.values), column.wrong, column.notes)


def _texts(text: pl.Series, cell_chars: int) -> Column:
    """Text as given, stripped. Checked as columns, since every cell may differ."""
    stripped = text.str.strip_chars()
    sizes = stripped.str.len_bytes()
    is_wrong = stripped.str.contains(_BROKEN, literal=True)
    if (sizes <= _LONGEST_WORD).any():
        lower = stripped.str.to_lowercase()
        is_wrong |= lower.is_in(_ERRORS)
        stripped = stripped.zip_with(~lower.is_in(_BLANKS), pl.Series([None], dtype=pl.String))
    if (sizes > cell_chars).any():
        is_wrong |= stripped.str.len_chars() > cell_chars
    return _select(stripped, is_wrong, f"readable text of at most {cell_chars:,} characters")


def _by_distinct(text: pl.Series, fact: Fact, cell_chars: int) -> Column:
    """Each distinct cell is read once, then goes back to its rows."""
    parse = PARSERS[fact.type](fact)
    # NA is Namibia where countries stand
    blanks = frozenset(_BLANKS) - {"na"} if fact.type == "country" else frozenset(_BLANKS)
    cells = text.unique().drop_nulls().sort().to_list()
    values: list[object] = []
    expected: list[str | None] = []
    hints: list[str | None] = []
    notes: dict[str, str] = {}
    refused = 0
    for cell in cells:
        value, said, hint = None, None, None
        try:
            value, note = _read_cell(cell, parse, blanks, cell_chars, suggest=refused < _SUGGESTIONS)
            if note is not None:
                notes[cell] = note
        except ValueError as error:
            said, hint = str(error), hint_of(error)
            refused += 1
        values.append(value)
        expected.append(said)
        hints.append(hint)
    table = pl.DataFrame(
        {"found": cells, "value": pl.Series(values, dtype=_dtype(fact))},
        schema_overrides={"found": pl.String},
    )
    if refused:
        table = table.with_columns(
            expected=pl.Series(expected, dtype=pl.String), hint=pl.Series(hints, dtype=pl.String)
        )
    joined = pl.DataFrame({"found": text}).join(table, on="found", how="left", maintain_order="left")
    wrong = None
    if refused:
        wrong = joined.with_row_index("index").filter(pl.col("expected").is_not_null()).drop("value")
    return Column(joined["value"].rename(fact.name), wrong, _counted(notes, text))


def _read_cell(
    cell: str, parse: Parse, blanks: frozenset[str], cell_chars: int, *, suggest: bool
) -> tuple[object, str | None]:
    word = cell.strip()
    longest = min(cell_chars, _LONGEST_CELL)
    if len(word) > longest:
        raise refusal(f"at most {longest:,} characters")
    lower = word.casefold()
    if lower in blanks:
        return None, None
    if lower in _ERRORS:
        raise refusal("a value", "the spreadsheet shows an error here")
    if _BROKEN in word:
        raise refusal("text in one encoding")
    return parse(word, suggest)


def _counted(notes: Mapping[str, str], text: pl.Series) -> tuple[str, ...]:
    """Each note with the number of its rows; the first few."""
    if not notes:
        return ()
    shown = dict(list(notes.items())[:_NOTES])
    counts = dict(text.filter(text.is_in(list(shown))).value_counts().iter_rows())
    lines = [
        f"{note} ({counts[cell]:,} row{'s' if counts[cell] > 1 else ''})" for cell, note in shown.items()
    ]
    if len(notes) > len(shown):
        lines.append(f"and {len(notes) - len(shown):,} more such values")
    return tuple(lines)
