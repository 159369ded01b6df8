"""The five classes in which a State stands, with a colour, a letter and a shape for each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from article41.report.charts import COLOURS
from article41.report.monitor.words import FLAGS, STATUS


@dataclass(frozen=True, slots=True)
class Standing:
    """`key`: a status of flows.STATUSES, or none_seen or no_data. `letter`: for colour is never alone."""

    key: str
    label: str
    colour: str
    letter: str
    shape: str


STANDINGS = (
    *(
        Standing(key, STATUS[key].label, *look)
        for key, look in zip(
            FLAGS,
            (
                (COLOURS["prohibited"], "E", "triangle-up"),
                (COLOURS["eased"], "K", "square"),
                ("#56b4e9", "X", "diamond"),
            ),
            strict=True,
        )
    ),
    Standing("none_seen", "no trade in governed goods seen", "#dddddd", "", "circle"),
    Standing("no_data", "no data: not reported", "#ffffff", "", "circle"),
)
"""The most serious first; colours are Okabe and Ito's."""
BY_KEY = {standing.key: standing for standing in STANDINGS}


def most_serious(statuses: Iterable[str | None]) -> str:
    """The class of a State whose findings are these; none_seen where no paragraph addresses any of them."""
    found = set(statuses)
    return next((key for key in FLAGS if key in found), "none_seen")
