"""The Security Council's DPRK resolutions as dated, executable data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from article41.errors import Article41Error, InputError, LawError, OutsideCoverage, UnknownName
from article41.version import __version__

if TYPE_CHECKING:
    from article41.analyse.matching.scores import THRESHOLD, NameScore, compare_names
    from article41.analyse.matching.watchlist import Hit, Watchlist
    from article41.decide.assess import assess, assess_table
    from article41.decide.regime import Regime
    from article41.model import Provision, Verdict, WayOut

__all__ = [  # noqa: RUF022  (plain order, as the test has it)
    "Article41Error",
    "Hit",
    "InputError",
    "LawError",
    "NameScore",
    "OutsideCoverage",
    "Provision",
    "Regime",
    "THRESHOLD",
    "UnknownName",
    "Verdict",
    "Watchlist",
    "WayOut",
    "__version__",
    "assess",
    "assess_table",
    "compare_names",
]

_HOMES = {
    "THRESHOLD": "article41.analyse.matching.scores",
    "Hit": "article41.analyse.matching.watchlist",
    "NameScore": "article41.analyse.matching.scores",
    "Provision": "article41.model",
    "Regime": "article41.decide.regime",
    "Verdict": "article41.model",
    "Watchlist": "article41.analyse.matching.watchlist",
    "WayOut": "article41.model",
    "assess": "article41.decide.assess",
    "assess_table": "article41.decide.assess",
    "compare_names": "article41.analyse.matching.scores",
}


def __getattr__(name: str) -> Any:
    """Loads a public name when it is first asked for, so that importing the package costs next to nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
