"""One figure that asks for an answer: what the books say, what else is told, what could explain it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from article41.report.monitor.charts.trade import OWN_FLOW
from article41.report.monitor.cites import cited
from article41.report.monitor.figures import amount, period, short
from article41.report.monitor.grid import Cell
from article41.report.monitor.states import state_name
from article41.report.monitor.words import (
    FLAGS,
    FLOWS,
    NO_REPLY,
    NO_SECOND,
    NO_WAY_OUT,
    STATUS,
    WAYS,
    Status,
    source_name,
)

_SILENT = "no points: "
_POINTS = re.compile(r"([+−])(\d{1,3}(?:\.\d{1,9})?) (.+)", re.DOTALL)
_AGAINST = {
    "needs_explanation": ("Inconsistent with", "unless"),
    "likely_wrong_korea": ("Inconsistent with, if it was trade with the DPRK", "unless"),
    "exempt_or_capped": ("Governed by", "exempt or within cap if"),
}


@dataclass(frozen=True, slots=True)
class Flag:
    """All that a card shows. `own` and `second`: label and figure in words, neither ever empty.

    `parts`: points and sentence of what makes the score; `silent`: what was looked at and gives no points.
    """

    id: str
    status: Status
    period: str
    way: str
    goods: str
    source: str
    own: tuple[str, str]
    second: str
    because: str
    against: str
    cites: tuple[Cell, ...]
    unless: str
    ways_out: tuple[str, ...]
    split: str
    score: float | None
    parts: tuple[tuple[str, str], ...]
    silent: tuple[str, ...]
    marks: tuple[str, ...]
    reply: str
    where: str
    is_counted: bool

    @property
    def percent(self) -> int:
        """The score as the width of its bar."""
        return round(100 * min(max(self.score or 0.0, 0.0), 1.0))

    @property
    def anchor(self) -> str:
        """Its place on the page; an id of a file may hold what an address may not."""
        return "flag-" + re.sub(r"[^A-Za-z0-9-]+", "-", self.id)[:80]


def flags_of(findings: pl.DataFrame, cites: Mapping[str, str], limit: int) -> list[Flag]:
    """The first `limit` findings that are flags, in the order given."""
    flagged = findings.filter(pl.col("status").cast(pl.String).is_in(FLAGS)).head(limit)
    return [_flag(row, cites) for row in flagged.iter_rows(named=True)]


def _flag(row: Mapping[str, Any], cites: Mapping[str, str]) -> Flag:
    against, unless = _AGAINST[row["status"]]
    said = _texts(row["mixup_says"])
    return Flag(
        id=short(row["id"]),
        status=STATUS[row["status"]],
        period=period(row["start"], row["end"]),
        way=WAYS[row["way"]],
        goods=goods(row),
        source=source_name(row["source"]),
        own=(_whose(row), own_figure(row)),
        second=second_figure(row),
        because=short(row["because"] or "", 600),
        against=against,
        cites=cited(row["provisions"] or (), cites),
        unless=unless,
        ways_out=_texts(row["ways_out"]) or (NO_WAY_OUT,),
        split=short(row["split"] or "", 600),
        score=row["mixup"],
        parts=tuple(map(_part, (text for text in said if not text.startswith(_SILENT)))),
        silent=tuple(
            one for text in said if text.startswith(_SILENT) for one in text.removeprefix(_SILENT).split("; ")
        ),
        marks=_texts(row["marks"]),
        reply=short(row["reply"] or NO_REPLY, 2_000),
        where=f"{short(row['file'] or '', 80)}, row {row['row']:,}" if row["row"] is not None else "",
        is_counted=bool(row["is_leaf"]),
    )


def _part(text: str) -> tuple[str, str]:
    """Points and sentence; no points where a sentence does not begin with them."""
    found = _POINTS.fullmatch(text)
    return (f"{found[1]}{float(found[2]):.2f}", found[3]) if found else ("", text)


def goods(row: Mapping[str, Any]) -> str:
    """The goods in words, with their HS code."""
    return short(row["goods"] or (f"HS {row['code']}" if row["code"] else "goods not told"))


def own_figure(row: Mapping[str, Any]) -> str:
    """What the row itself says."""
    return amount(row["value_usd"], row["weight_kg"], row["quantity"], row["unit"])


def second_figure(row: Mapping[str, Any]) -> str:
    """Never empty: where there is none, it says so."""
    return short(row["other_figure"] or NO_SECOND, 600)


def _whose(row: Mapping[str, Any]) -> str:
    """Whose figure it is; a reconciled source speaks for neither side."""
    flow, source = FLOWS.get(row["flow"], "trade"), source_name(row["source"])
    if row["source"] != "baci" and (row["flow"] or "")[-1:] == OWN_FLOW[row["way"]]:
        return f"{state_name(row['state'])}: {flow}, {source}"
    return f"{source}, {'reconciled' if row['source'] == 'baci' else 'told by the other side'}"


def _texts(found: Iterable[str] | None) -> tuple[str, ...]:
    return tuple(short(text, 600) for text in found or () if text)
