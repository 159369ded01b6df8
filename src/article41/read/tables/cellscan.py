"""One part of a workbook as bytes: how far its cells reach, and which of them need a word.

Nothing is parsed. An attribute that looks like a reference counts as one, so the extent is never underrated.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

_LETTERS = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{0,9})[0-9]""")
_DIGITS = re.compile(rb"""\sr\s*=\s*["'][A-Za-z]{0,9}([0-9]{1,12})""")
_REFERENCE = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{0,9})([0-9]{1,12})["']""")
_CELL_START = re.compile(rb"<(?:\w{1,20}:)?(?:c|row)[\s/>]")
_CELLS_END = re.compile(rb"</(?:\w{1,20}:)?sheetData\s*>")
_ROW_START = re.compile(rb"<(?:\w{1,20}:)?row[\s/>]")
_FORMULA = re.compile(rb"<(?:\w{1,20}:)?f[\s/>]")
_ERROR = re.compile(rb"""\st\s*=\s*["']e["']""")
_TEXT = re.compile(rb"""\st\s*=\s*["'](?:str|inlineStr)["']""")
_RESULT = re.compile(rb"<(?:\w{1,20}:)?v[\s]*>([^<]*)")


@dataclass(frozen=True, slots=True)
class Marks:
    """Cells of a sheet that need a word: (row, column) from 0.

    `formulas` have a stored result, `unsolved` have none, `errors` hold what they show, such as #N/A.
    """

    formulas: frozenset[tuple[int, int]] = frozenset()
    unsolved: frozenset[tuple[int, int]] = frozenset()
    errors: Mapping[tuple[int, int], str] = field(default_factory=dict)


class CellScan:
    """What is learnt of one part of the archive while its bytes pass, a stretch at a time."""

    def __init__(self) -> None:
        self._formulas: set[tuple[int, int]] = set()
        self._unsolved: set[tuple[int, int]] = set()
        self._errors: dict[tuple[int, int], str] = {}
        self._last_row = self._last_column = 0
        self._rows_unnumbered = self._widest_unnumbered = 0

    def take(self, text: bytes) -> None:
        """A stretch of whole cells."""
        letters, digits = _LETTERS.findall(text), _DIGITS.findall(text)
        self._last_column = max(self._last_column, *map(_column_number, {*letters, b""}))
        self._last_row = max(self._last_row, *map(int, {*digits, b"0"}))
        if len(_CELL_START.findall(text)) > len(letters):
            # Rows or cells without a reference follow the one before them.
            rows = [match.start() for match in _ROW_START.finditer(text)]
            self._rows_unnumbered += len(rows)
            self._widest_unnumbered += max(text.count(b"<", a, b) for a, b in pairwise([0, *rows, len(text)]))
        if _FORMULA.search(text) or _ERROR.search(text):
            starts = [match.start() for match in _CELL_START.finditer(text)]
            for start, end in pairwise([*starts, len(text)]):
                self._mark(text[start:end])

    def _mark(self, cell: bytes) -> None:
        is_formula = _FORMULA.search(cell) is not None
        is_error = _ERROR.search(cell) is not None
        if not is_formula and not is_error:
            return
        reference = _REFERENCE.search(cell)
        if reference is None:
            raise ValueError("a formula or an error stands in a cell without a reference")
        place = int(reference[2]) - 1, _column_number(reference[1]) - 1
        result = _RESULT.search(cell)
        if is_error:
            self._errors[place] = result[1].decode("ascii", "replace") if result else "#ERROR"
        elif (result is not None and result[1]) or _TEXT.search(cell):
            self._formulas.add(place)
        else:
            self._unsolved.add(place)

    def marks(self) -> Marks:
        return Marks(frozenset(self._formulas), frozenset(self._unsolved), self._errors)

    @property
    def rows(self) -> int:
        return self._last_row + self._rows_unnumbered

    @property
    def columns(self) -> int:
        return self._last_column + self._widest_unnumbered


def last_start(text: bytes) -> int:
    """Where the last cell or row begins, which the next chunk may continue; near the end if there is none."""
    for tail in (1 << 14, len(text)):
        starts = [match.start() for match in _CELL_START.finditer(text, max(0, len(text) - tail))]
        if starts:
            # What follows the last cell of a sheet (merged ranges, drop-downs) may be long and is no cell.
            is_over = _CELLS_END.search(text, starts[-1]) is not None
            return max(starts[-1], len(text) - 256) if is_over else starts[-1]
    return max(0, len(text) - 256)


def _column_number(letters: bytes) -> int:
    """1 for A, 27 for AA; 0 for none."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
