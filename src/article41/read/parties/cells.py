"""Cells of a customers file as texts to be asked; text by text what is wrong with them."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from article41.read.imo import parse_imo
from article41.read.refusal import hint_of

LONGEST_NAME = 400
"""Characters of a name that are compared; the rest would be left unread."""
MOST_WORDS = 40
_HIDDEN = r"[\p{Cc}\p{Cf}--[\t\r\n\x{200c}\x{200d}]]"
"""What nobody sees: control characters and marks of direction. Joiners are spelling in some scripts."""
_BROKEN = r"[\x{fffd}\x00]"
_BLANK = ("", "-", "--", "–", "—", "n/a", "n.a.", "?")
"""Cells that say nothing; words such as NA and Null are names of people too."""
_ONE_NAME = "one name a cell; other names stand in a column of their own, parted by ;"
_BYTES = "some bytes of it are no text in the encoding of the file"
_CUT = 100


@dataclass(frozen=True, slots=True)
class Wrong:
    """A cell that cannot be read. `index` counts the rows of the stretch from 0."""

    index: int
    found: str
    expected: str
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class Asks:
    """The texts of a column to be asked, each with the index of its row; what is wrong with others; the
    rows of names that hide characters."""

    rows: list[int]
    texts: list[str]
    wrong: tuple[Wrong, ...] = ()
    hidden: tuple[int, ...] = ()


def as_texts(column: pl.Series) -> pl.Series:
    """The cells as their user would type them, without blanks around; null where they say nothing."""
    if column.dtype.is_float():
        is_whole = ((column == column.floor()) & (column.abs() < 2**53)).fill_null(False)
        text = column.cast(pl.String).zip_with(~is_whole, column.cast(pl.Int64, strict=False).cast(pl.String))
    elif column.dtype == pl.Datetime:
        text = column.dt.date().cast(pl.String)
    elif column.dtype == pl.List(pl.String):
        text = column.list.join("; ", ignore_nulls=True)
    elif column.dtype.is_nested() or column.dtype in (pl.Binary, pl.Object):
        text = pl.Series(map(_shown, column), dtype=pl.String)
    else:
        text = column.cast(pl.String, strict=False)
    text = text.str.strip_chars()
    return text.zip_with(~text.str.to_lowercase().is_in(_BLANK), pl.Series([None], dtype=pl.String))


def _shown(cell: object) -> str | None:
    if isinstance(cell, bytes):
        return cell.decode(errors="replace")
    return None if cell is None else str(cell)


def names(column: pl.Series) -> Asks:
    """One name a cell."""
    text = as_texts(column)
    return _sifted(pl.int_range(len(text), dtype=pl.UInt32, eager=True), text)


def several(column: pl.Series) -> Asks:
    """Names or numbers a cell, parted by ; or | or on lines of their own."""
    text = as_texts(column)
    split = text.str.replace_all(r"[|\n]", ";").str.split(";")
    frame = pl.DataFrame({"row": pl.int_range(len(text), dtype=pl.UInt32, eager=True), "text": split})
    flat = frame.explode("text", empty_as_null=True)
    return _sifted(flat["row"], as_texts(flat["text"]))


def _sifted(rows: pl.Series, text: pl.Series) -> Asks:
    is_given = text.is_not_null()
    rows, text = rows.filter(is_given), text.filter(is_given)
    length = text.str.len_chars()
    broken = text.str.contains(_BROKEN)
    many = (length > 2 * MOST_WORDS) & (text.str.count_matches(r"\s+") >= MOST_WORDS)
    long = ((length > LONGEST_NAME) | many) & ~broken
    silent = ~text.str.contains(r"[\p{L}\p{N}]") & ~broken & ~long
    most = f"at most {LONGEST_NAME} characters and {MOST_WORDS} words"
    wrong = (
        *_wrong(rows, text, broken, "whole characters", _BYTES),
        *_wrong(rows, text, long, most, _ONE_NAME),
        *_wrong(rows, text, silent, "letters or digits", None),
    )  # fmt: skip
    is_sound = ~(broken | long | silent)
    rows, text = rows.filter(is_sound), text.filter(is_sound)
    hidden = rows.filter(text.str.contains(_HIDDEN))
    return Asks(rows.to_list(), text.to_list(), wrong, tuple(hidden.unique(maintain_order=True)))


def _wrong(rows: pl.Series, text: pl.Series, mask: pl.Series, expected: str, hint: str | None) -> list[Wrong]:
    cells = text.filter(mask).str.slice(0, _CUT)
    return [Wrong(row, found, expected, hint) for row, found in zip(rows.filter(mask), cells, strict=True)]


def imo_numbers(column: pl.Series) -> Asks:
    """IMO numbers whose last digit checks the others."""
    read: dict[str, str | Wrong] = {}
    asked: list[tuple[int, str]] = []
    wrong = []
    for index, cell in enumerate(as_texts(column)):
        if cell is None:
            continue
        found = read.get(cell)
        if found is None:
            found = read[cell] = _imo(cell)
        if isinstance(found, str):
            asked.append((index, found))
        else:
            wrong.append(Wrong(index, found.found, found.expected, found.hint))
    return Asks([index for index, _ in asked], [text for _, text in asked], tuple(wrong))


def _imo(cell: str) -> str | Wrong:
    try:
        return parse_imo(cell)
    except ValueError as error:
        return Wrong(0, cell[:_CUT], str(error), hint_of(error))
