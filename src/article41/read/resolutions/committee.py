"""Dated acts of the 1718 Committee, and from when to when acts of each kind are known.

    committee.csv           kind,on,symbol,what,source,status
    committee_coverage.csv  kind,from,through,known

An act without a day is known by its symbol only. `through` is the last day, so that a kind with none says
that its absence proves nothing.
"""

from __future__ import annotations

from datetime import timedelta
from typing import cast, get_args

from article41.dates import Moment, Span
from article41.errors import Problem
from article41.listing import Standing
from article41.model import CommitteeAct, Known
from article41.read.resolutions.rows import Row, rows_of

ACT_COLUMNS = ("kind", "on", "symbol", "what", "source", "status")
KNOWN_COLUMNS = ("kind", "from", "through", "known")
KINDS = (
    "party_designation",
    "vessel_designation",
    "vessel_removal",
    "item_list",
    "exemption_notice",
    "cease_request",
    "cease_notice",
)


def read_acts(text: str, file: str) -> tuple[tuple[CommitteeAct, ...], list[Problem]]:
    """The acts in the file's order, and everything wrong with them."""
    problems: list[Problem] = []
    found = []
    for number, cells in rows_of(text, file, ACT_COLUMNS, problems):
        row = Row(file, number, cells)
        problems += row.unknown("kind", KINDS)
        problems += row.unknown("status", get_args(Standing))
        problems += [row.wrong(c, "", "something") for c in ("what", "source") if not cells[c]]
        if not cells["on"] and not cells["symbol"]:
            problems.append(row.wrong("on", "", "a day, or a symbol where no day was seen"))
        on = None
        try:
            on = Moment.of(cells["on"]) if cells["on"] else None
        except ValueError:
            problems.append(row.wrong("on", cells["on"], "a day or a month, written 2018-07-31 or 2018-07"))
        status = cast(Standing, cells["status"])
        found.append(CommitteeAct(cells["kind"], on, cells["symbol"], cells["what"], cells["source"], status))
    return tuple(found), problems


def read_known(text: str, file: str) -> tuple[tuple[Known, ...], list[Problem]]:
    """What is known of each kind, and everything wrong: every kind has one row."""
    problems: list[Problem] = []
    found: dict[str, Known] = {}
    for number, cells in rows_of(text, file, KNOWN_COLUMNS, problems):
        row = Row(file, number, cells)
        problems += row.unknown("kind", KINDS)
        if cells["kind"] in found:
            problems.append(row.wrong("kind", cells["kind"], "each once"))
        if not cells["known"]:
            problems.append(row.wrong("known", "", "what is known and what is not"))
        start, last = row.day("from", problems), row.day("through", problems)
        if bool(cells["from"]) != bool(cells["through"]):
            problems.append(row.wrong("through", cells["through"], "both days or neither"))
        if start and last and last < start:
            problems.append(row.wrong("through", cells["through"], f"no day before {start}"))
        span = Span(start, last + timedelta(days=1)) if start and last else None
        found[cells["kind"]] = Known(cells["kind"], span, cells["known"])
    problems += [
        Problem(file, column="kind", expected=f"a row for {kind}") for kind in KINDS if kind not in found
    ]
    return tuple(found.values()), problems
