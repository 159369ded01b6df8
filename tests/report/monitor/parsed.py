"""Pages of the monitor as their readers get them: parsed, and made one by one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import lxml.html

from article41.report.monitor.pages import pieces
from article41.report.monitor.record import Monitor

from .drawn import Drawn, report
from .made import cites, coverage, monitor

PAGES = ("index.html", *(f"states/{state}.html" for state in ("CHN", "XAA", "XAB", "XAC", "ZAF")))


def page(path: str, of: dict[str, bytes] | None = None) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring((of or report())[path].decode())


def state_only(*rows: dict[str, object]) -> lxml.html.HtmlElement:
    """The page of XAA from these findings alone."""
    told = replace(monitor(list(rows)), coverage=coverage(("comtrade", "XAA", "M", 2021, 12)))
    return page("states/XAA.html", only(told, "states/XAA.html"))


def only(told: Monitor, *paths: str, **given: Any) -> dict[str, bytes]:
    """These files of a report."""
    return {p.path: p.make() for p in pieces(told, cites(), Drawn(), **given) if p.path in paths}


def text(element: lxml.html.HtmlElement) -> str:
    return " ".join(element.text_content().split())
