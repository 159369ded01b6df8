"""Columns of figures: numbers of zero or more, and what is none."""

from __future__ import annotations

import re
from collections.abc import Sequence

import polars as pl

from article41.read.cells import parse_number
from article41.read.refusal import hint_of

WRONG = {"place": pl.UInt32, "found": pl.String, "expected": pl.String, "hint": pl.String}
"""Cells that are no figure: index in the column, the cell, what was expected and what became of it."""
_BLANK = ["", "na", "n/a", "nan", "null", "none", "-", "..", "…"]
_GROUPS = r"^[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?$"
_GROUPED = re.compile(r"[0-9][,.' \u00a0\u2009\u202f’][0-9]{3}")
_EXPECTED = "a number of zero or more"
_UNKNOWN = "the figure is taken as not known"


def figures(column: pl.Series, *, groups: bool, minus_one: bool) -> tuple[pl.Series, pl.DataFrame]:
    """The column as Float64, null where it holds no figure, and a frame of WRONG.

    `groups`: 1,234 is a thousand and more. `minus_one`: -1 says that the figure is not known.
    """
    values, wrong = _numbers(column, groups)
    if values.is_nan().any():
        values = values.fill_nan(None)
    unknown = (values == -1).fill_null(False) if minus_one else pl.repeat(False, len(values), eager=True)
    bad = ((values < 0) | values.is_infinite()).fill_null(False) & ~unknown
    if bad.any():
        places = bad.arg_true().cast(pl.UInt32)
        found = column.gather(places).cast(pl.String).str.strip_chars()
        more = pl.DataFrame({"place": places, "found": found}).with_columns(
            expected=pl.lit(_EXPECTED), hint=pl.lit(_UNKNOWN)
        )
        wrong = pl.concat([wrong, more])
    unknown |= bad
    return (values.set(unknown, None) if unknown.any() else values), wrong


def _numbers(column: pl.Series, groups: bool) -> tuple[pl.Series, pl.DataFrame]:
    none = pl.DataFrame(schema=WRONG)
    if column.dtype.is_numeric():
        return column.cast(pl.Float64), none
    texts = column if column.dtype == pl.String else column.cast(pl.String)
    values = texts.cast(pl.Float64, strict=False)
    left = (values.is_null() & texts.is_not_null()).arg_true()
    if not len(left):
        return values, none
    rest = texts.gather(left).str.strip_chars()
    if groups:
        text = pl.col("text")
        plain = text.str.replace_all(",", "", literal=True)
        rest = rest.to_frame("text").select(pl.when(text.str.contains(_GROUPS)).then(plain).otherwise(text))[
            "text"
        ]
    read = rest.cast(pl.Float64, strict=False)
    hard = (read.is_null() & ~rest.str.to_lowercase().is_in(_BLANK)).arg_true()
    if len(hard):
        found, wrong = _written(rest.gather(hard))
        read = read.scatter(hard, found)
        places = left.gather(hard).cast(pl.UInt32)
        none = wrong.with_columns(place=places.gather(wrong["place"]))
    return values.scatter(left, read), none


def _written(texts: pl.Series) -> tuple[pl.Series, pl.DataFrame]:
    """Numbers as people write them: separators are told, and read where that can be done in one way."""
    answers: dict[str, tuple[float | None, str | None, str | None]] = {}
    for text in texts.unique():
        try:
            number = parse_number(text[:100], "")
        except ValueError as error:
            hint = hint_of(error)
            answers[text] = None, str(error), f"{hint}; {_UNKNOWN}" if hint else _UNKNOWN
            continue
        told = _GROUPED.search(text) is not None
        read_as = f"read as {number:.15g}" if told else None
        answers[text] = number, "a number without separators" if told else None, read_as
    said: Sequence[tuple[float | None, str | None, str | None]] = [answers[text] for text in texts]
    numbers, expected, hints = zip(*said, strict=True)
    frame = pl.DataFrame(
        [
            pl.int_range(len(texts), dtype=pl.UInt32, eager=True).alias("place"),
            texts.alias("found"),
            pl.Series("expected", expected, dtype=pl.String),
            pl.Series("hint", hints, dtype=pl.String),
        ]
    )
    return pl.Series(numbers, dtype=pl.Float64), frame.filter(pl.col("expected").is_not_null())
