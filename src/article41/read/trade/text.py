"""CSV of any size in stretches, as fast as its lines are plain.

A stretch is cut at a line end and its cells are counted; lines with as many as there are headings are read
by Polars at once, the others one by one. Where a quote stays open within a line the whole stretch is read by
the project's own reader of records, so that a row counts as in a spreadsheet whatever stands in its cells.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from article41.errors import InputError, Problem
from article41.read.tables.lines import Records, UnreadError, bounded_lines
from article41.read.trade.opening import TradeFile

_STRETCH = 8 << 20
"""Characters: some 25,000 rows with all of Comtrade's columns."""
_OPEN_QUOTE = 4
"""How many stretches a quote may stay open before it is taken for a stray one."""
_SEPARATOR_LINE = re.compile(r"\ufeff?sep=.\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RowFault:
    """A row that is none."""

    row: int
    found: str | None
    expected: str
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class TextRows:
    """`frame`: row (UInt32) and a String column for each role. `height`: rows of the file, faulty ones
    included; blank lines are counted as rows and not as height."""

    frame: pl.DataFrame
    faults: tuple[RowFault, ...]
    height: int
    done: int


def text_batches(opened: TradeFile) -> Iterator[TextRows]:
    """The rows below the headings. Raises InputError where it cannot be read to its end, or is too long."""
    try:
        with opened.path.open("rb") as binary:
            stream = io.TextIOWrapper(binary, encoding=opened.stream.encoding, errors="replace", newline="")
            row = _below_headings(stream, opened)
            last = row - 1 + opened.limits.rows
            while text := _stretch(stream, opened):
                read = _Stretch(opened, text, row)
                rows = read.rows()
                row = read.next_row
                if row - 1 > last:
                    limit = f"at most {opened.limits.rows:,} rows"
                    raise InputError([Problem(opened.file, last + 1, expected=limit, hint="split the file")])
                yield TextRows(rows.frame, rows.faults, rows.height, binary.tell())
    except OSError as error:
        raise InputError.of(opened.file, None, "a file that can be read to its end", str(error)) from None


def _below_headings(stream: io.TextIOWrapper, opened: TradeFile) -> int:
    """Leaves the stream below the headings; the number of the row that follows."""
    lines = bounded_lines(stream, opened.limits.line_bytes)
    first = next(lines, None)
    if first is not None and _SEPARATOR_LINE.fullmatch(first):
        first = next(lines, None)  # a spreadsheet does not show this line, so it does not count as a row
    records = iter(Records(_before(first, lines), opened.stream.delimiter))
    heading_row = opened.heading_row or 1
    for _ in range(heading_row):
        next(records, None)
    return heading_row + 1


def _before(first: str | None, lines: Iterator[str | None]) -> Iterator[str | None]:
    yield first
    yield from lines


def _stretch(stream: io.TextIOWrapper, opened: TradeFile) -> str:
    """Some whole lines, and more of them while a quote is open; "" at the end."""
    parts: list[str] = []
    quotes = 0
    for _ in range(_OPEN_QUOTE):
        text = stream.read(_STRETCH)
        rest = stream.readline(opened.limits.line_bytes) if text else ""
        if len(rest) >= opened.limits.line_bytes and not rest.endswith(("\n", "\r")):
            limit = f"lines of at most {opened.limits.line_bytes:,} characters"
            raise InputError.of(opened.file, "a longer line", limit)
        parts += (text, rest)
        quotes += text.count('"') + rest.count('"')
        if not text or quotes % 2 == 0:
            break
    whole = "".join(parts)
    if "\r" in whole:
        whole = whole.replace("\r\n", "\n").replace("\r", "\n")
    return whole.removesuffix("\n") + "\n" if whole else ""


class _Stretch:
    """One stretch of lines, the first of which is row `row`."""

    def __init__(self, opened: TradeFile, text: str, row: int) -> None:
        self._opened = opened
        self._text = text
        self._row = row
        self._width = len(opened.stream.headings)
        self._delimiter = opened.stream.delimiter
        self.next_row = row

    def rows(self) -> TextRows:
        lines = pl.Series("line", [self._text[:-1]]).str.split("\n").explode()
        if self._is_plain(lines):
            plain = self._plain(lines)
            if plain is not None:
                self.next_row = self._row + len(lines)
                return plain
        return self._careful(io.StringIO(self._text, newline="\n"))

    def _is_plain(self, lines: pl.Series) -> bool:
        """Whether each record is one line, and short enough to be one."""
        if '"' in self._text and bool((lines.str.count_matches('"', literal=True) % 2 == 1).any()):
            return False
        return not bool((lines.str.len_bytes() >= self._opened.limits.line_bytes).any())

    def _plain(self, lines: pl.Series) -> TextRows | None:
        """None where Polars finds other rows than were counted."""
        d = re.escape(self._delimiter)
        ends = lines.str.ends_with(self._delimiter)
        if '"' in self._text:  # a delimiter at the end opens one cell more, which the pattern does not count
            cells = lines.str.count_matches(f'(?:"[^"]*"|[^{d}"]*)(?:{d}|$)') + ends.cast(pl.UInt32)
        else:
            cells = lines.str.count_matches(self._delimiter, literal=True) + 1
        fits = (cells == self._width) | ((cells == self._width + 1) & ends)
        if "\0" in self._text:
            fits &= ~lines.str.contains("\0", literal=True)
        if self._width == 1:
            fits &= lines.str.strip_chars() != ""
        places = pl.int_range(self._row, self._row + len(lines), dtype=pl.UInt32, eager=True).alias("row")
        try:
            frame = self._parsed(lines.filter(fits))
        except (pl.exceptions.PolarsError, pl.exceptions.PanicException):
            return None
        if frame.height != int(fits.sum()):
            return None
        frame = self._filled(frame.insert_column(0, places.filter(fits)), lines.filter(fits))
        others = zip(places.filter(~fits), lines.filter(~fits), strict=True)
        more = self._one_by_one((row, self._record(line)) for row, line in others)
        if more.frame.height:
            frame = pl.concat([frame, more.frame]).sort("row")
        return TextRows(frame, more.faults, frame.height + len(more.faults), 0)

    def _filled(self, frame: pl.DataFrame, lines: pl.Series) -> pl.DataFrame:
        """Without lines of delimiters alone."""
        is_empty = frame.select(pl.all_horizontal(pl.exclude("row").is_null())).to_series()
        if not is_empty.any():
            return frame
        return frame.filter(~(is_empty & (lines.str.strip_chars(self._delimiter + '" \t') == "")))

    def _parsed(self, lines: pl.Series) -> pl.DataFrame:
        """Lines whose cells are counted, by Polars; only the columns with a role."""
        head = self._delimiter.join(f"c{place}" for place in range(self._width))
        text = "\n".join([head, *lines, ""])
        places = self._opened.places
        frame = pl.read_csv(
            io.BytesIO(text.encode()),
            separator=self._delimiter,
            infer_schema=False,
            truncate_ragged_lines=True,
            columns=[f"c{place}" for place in sorted(set(places.values()))],
        )
        return frame.select(pl.col(f"c{place}").alias(role) for role, place in places.items())

    def _record(self, line: str) -> list[str] | UnreadError:
        return next(iter(Records(iter([line + "\n"]), self._delimiter)), [])

    def _careful(self, lines: Iterator[str]) -> TextRows:
        records = enumerate(Records(lines, self._delimiter), self._row)
        return self._one_by_one(self._counted(records))

    def _counted(
        self, records: Iterator[tuple[int, list[str] | UnreadError]]
    ) -> Iterator[tuple[int, list[str] | UnreadError]]:
        for row, record in records:
            self.next_row = row + 1
            yield row, record

    def _one_by_one(self, records: Iterator[tuple[int, list[str] | UnreadError]]) -> TextRows:
        places = self._opened.places
        rows: list[int] = []
        cells: list[Sequence[str]] = []
        faults: list[RowFault] = []
        for row, record in records:
            if isinstance(record, UnreadError):
                faults.append(RowFault(row, record.text[:200] or None, str(record), "the row is left out"))
                continue
            filled = [cell for cell in record if cell.strip()]
            if not filled:
                continue
            extra = any(cell.strip() for cell in record[self._width :])
            if len(record) < self._width or extra:
                hint = "a cell that contains the delimiter must stand in quotes; " if extra else ""
                expected = f"{self._width} cells as in the heading"
                faults.append(RowFault(row, f"{len(record)} cells", expected, hint + "the row is left out"))
                continue
            rows.append(row)
            cells.append([record[place] for place in places.values()])
        columns = list(zip(*cells, strict=True)) or [()] * len(places)
        series = [
            pl.Series(role, column, dtype=pl.String) for role, column in zip(places, columns, strict=True)
        ]
        frame = pl.DataFrame([pl.Series("row", rows, dtype=pl.UInt32), *series])
        return TextRows(frame, tuple(faults), frame.height + len(faults), 0)
