"""One chart of the monitor, ready to be drawn, read aloud and checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import polars as pl


@dataclass(frozen=True, slots=True)
class Chart:
    """A Vega-Lite specification and all that must stand beside it.

    `name`: file name without ending. `data`: what is drawn. `alt`: the finding in words. `foot`: source,
    vintage, filter, count, licence, command. `is_empty`: nothing to draw, and `alt` says why.
    """

    name: str
    title: str
    spec: dict[str, Any]
    data: pl.DataFrame
    alt: str
    foot: tuple[str, ...]
    is_empty: bool
