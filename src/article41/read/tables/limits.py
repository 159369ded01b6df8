"""How much of a file is read before it is refused: hostile files must fail quickly and in little memory."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes are bytes unless said otherwise."""

    file_bytes: int = 4 << 30
    rows: int = 20_000_000
    columns: int = 2_000
    cells: int = 300_000_000
    """Rows times columns of a JSONL file, whose missing keys cost memory and no bytes."""
    cell_chars: int = 100_000
    line_bytes: int = 1_000_000
    """A longer line of text is refused unread; measured in characters once decoded."""
    json_array_bytes: int = 50_000_000
    unzipped_bytes: int = 1 << 30
    """All parts of a workbook together."""
    zip_entries: int = 2_000
    zip_ratio: int = 200
    """How far one part of more than 10 MB may expand; sheets of real shipments stay below 60."""
    sheet_cells: int = 20_000_000
    """Rows times columns of a sheet: what the reader would allocate, empty cells included."""
    problems_per_column: int = 1_000
