"""Everything found wrong with a table, as Problem records and as each row's own line of text."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from article41.errors import Problem


class Told:
    """Collects problems: the first `most` of each column as records, all of them as text of their rows."""

    def __init__(self, file: str, rows: pl.Series, most: int) -> None:
        self._file = file
        self._rows = rows
        self._most = most
        self._entries: list[tuple[float, int, Problem]] = []
        self._marks: list[pl.DataFrame] = []

    def add(self, problems: Iterable[Problem]) -> None:
        """Problems of the file or its headings."""
        for problem in problems:
            self._entries.append((problem.row or 0, -1, problem))

    def add_cells(self, heading: str | None, position: int, wrong: pl.DataFrame) -> None:
        """Cells of one column (or whole rows, without `heading`): index (from 0), found, expected, hint."""
        head = wrong.head(self._most)
        for row, found, expected, hint in zip(
            self._rows.gather(head["index"]), head["found"], head["expected"], head["hint"], strict=True
        ):
            self._entries.append((row, position, Problem(self._file, row, heading, found, expected, hint)))
        more = wrong.height - head.height
        if more:
            summary = Problem(self._file, None, heading, f"and {more:,} more rows", "as in the rows before")
            self._entries.append((float("inf"), position, summary))
        what = ["found", "expected", "hint"]
        kinds = wrong.select(what).unique()
        place = "row" if heading is None else f"column '{heading}'"
        texts = [str(Problem(place, None, None, *kind)) for kind in kinds.iter_rows()]
        kinds = kinds.with_columns(text=pl.Series(texts, dtype=pl.String))
        self._marks.append(wrong.join(kinds, on=what, how="left", nulls_equal=True).select("index", "text"))

    def problems(self) -> tuple[Problem, ...]:
        """File first, then row by row, what is too much to list last."""
        return tuple(problem for *_, problem in sorted(self._entries, key=lambda entry: entry[:2]))

    def row_texts(self) -> pl.Series:
        """All that is wrong with each row, joined by "; "; null where it is sound."""
        height = len(self._rows)
        if not self._marks:
            return pl.Series("problem", [None] * height, dtype=pl.String)
        marks = (
            pl.concat(self._marks).group_by("index", maintain_order=True).agg(pl.col("text").str.join("; "))
        )
        places = pl.DataFrame({"index": pl.int_range(0, height, dtype=pl.UInt32, eager=True)})
        return places.join(marks, on="index", how="left", maintain_order="left")["text"].rename("problem")
