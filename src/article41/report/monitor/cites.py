"""Paragraphs as lawyers print them, and where their official text stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from article41.report.monitor.figures import short
from article41.report.monitor.grid import Cell

_CITE = re.compile(r"S/RES/(\d{3,4}) \((\d{4})\)")


def cite_of(provision: str, cites: Mapping[str, str]) -> str:
    """ "S/RES/2371 (2017), para. 8" for 2371/op8; the id itself where the law here does not know it."""
    return cites.get(provision) or short(provision, 60)


def link_of(provision: str, cites: Mapping[str, str]) -> str:
    """The resolution's official text; empty where there is none to lead to."""
    found = _CITE.match(cites.get(provision, ""))
    return f"https://docs.un.org/S/RES/{found[1]}({found[2]})" if found else ""


def cited(provisions: Iterable[str], cites: Mapping[str, str]) -> tuple[Cell, ...]:
    """Each paragraph with its link."""
    return tuple(Cell(cite_of(p, cites), href=link_of(p, cites)) for p in provisions)
