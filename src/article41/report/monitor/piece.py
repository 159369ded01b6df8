"""One file of the report, made only when it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """`path`: below the report's folder, with forward slashes. `make`: its bytes, alike for like input."""

    path: str
    make: Callable[[], bytes]
