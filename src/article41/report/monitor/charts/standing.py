"""The five classes in which a State stands, with a colour, a letter and a shape for each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from article41.report.charts import COLOURS


@dataclass(frozen=True, slots=True)
class Standing:
    """`key`: a status of flows.STATUSES, or none_seen or no_data. `letter`: for colour is never alone."""

    key: str
    label: str
    colour: str
    letter: str
    shape: str


STANDINGS = (
    Standing("needs_explanation", "needs explanation", COLOURS["prohibited"], "E", "triangle-up"),
    Standing("likely_wrong_korea", "likely recorded for the wrong Korea", COLOURS["eased"], "K", "square"),
    Standing("exempt_or_capped", "exempt or within cap", "#56b4e9", "X", "diamond"),
    Standing("none_seen", "no trade in governed goods seen", "#dddddd", "", "circle"),
    Standing("no_data", "no data: not reported", "#ffffff", "", "circle"),
)
"""The most serious first; colours are Okabe and Ito's."""
BY_KEY = {standing.key: standing for standing in STANDINGS}
FLAGS = tuple(standing.key for standing in STANDINGS[:3])


def most_serious(statuses: Iterable[str | None]) -> str:
    """The class of a State whose findings are these; none_seen where no paragraph addresses any of them."""
    found = set(statuses)
    return next((key for key in FLAGS if key in found), "none_seen")
