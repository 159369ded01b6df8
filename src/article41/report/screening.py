"""What a file met on the lists: for people, and a line of JSON a row."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

from article41.report.lists.hits import Consulted, ListHit, consulted_text, list_hit_json
from article41.report.words import count, listed, printable

if TYPE_CHECKING:
    from rich.console import Console

LAW = "law"
"""The key of the law's own register among the lists."""


class Remark(Protocol):
    """Something said of a column that hinders nobody."""

    @property
    def column(self) -> str: ...
    @property
    def said(self) -> str: ...
    @property
    def rows(self) -> int: ...
    @property
    def first(self) -> int: ...
    @property
    def found(self) -> str: ...


class Tally(Protocol):
    """What a run counted."""

    @property
    def rows(self) -> int: ...
    @property
    def skipped(self) -> int: ...
    @property
    def seconds(self) -> float: ...
    @property
    def asked(self) -> int: ...
    @property
    def verdicts(self) -> Mapping[str, int]: ...
    @property
    def unscreened(self) -> Mapping[str, int]: ...
    @property
    def remarks(self) -> Sequence[Remark]: ...


def summary(file: str, tally: Tally, lists: Sequence[Consulted], *, is_law_asked: bool) -> Iterator[str]:
    """Rows by verdict, why some were not screened, the pace; the lists with their dates, hashes and ages."""
    for remark in tally.remarks:
        found = f" '{remark.found}'" if remark.found else ""
        where = f"{count(remark.rows, 'cell')}, the first in row {remark.first:,}{found}"
        yield printable(f"{file}: column '{remark.column}': {where}: {remark.said}")
    counts = tally.verdicts
    pace = f", {tally.asked / tally.seconds:,.0f} names a second" if tally.seconds >= 0.1 else ""
    empty = f", {count(tally.skipped, 'empty row')} skipped" if tally.skipped else ""
    yield f"{printable(file)}: {count(tally.rows, 'row')}{empty}, {count(tally.asked, 'name')} asked{pace}"
    yield "  " + ", ".join(
        f"{counts.get(key, 0):,} {words}"
        for key, words in (
            ("match", "match"),
            ("weak alias", "weak alias only"),
            ("no match", "no match"),
            ("not screened", "not screened"),
        )
    )
    for reason, rows in tally.unscreened.items():
        yield printable(f"  not screened, {count(rows, 'row')}: {reason}")
    if is_law_asked:
        yield "The law's own register was asked" + (", and the lists below." if lists else ".")
    yield consulted_text(lists) or "No list is kept here."


def met_table(rows: Sequence[tuple[str, str, Sequence[Any]]], more: int, of: int, console: Console) -> None:
    """Rows that met something: name of the row, what was given, and the added columns in their order; `more`:
    how many are not shown; `of`: how many there are in all."""
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("id", overflow="fold", max_width=14)
    table.add_column("given", overflow="fold", ratio=2)
    table.add_column("score", no_wrap=True, justify="right")
    table.add_column("listing", overflow="fold", ratio=3)
    table.add_column("why", overflow="fold", ratio=4)
    for name, given, (verdict, score, reason, reference, listed_name, key, _, matches, field) in rows:
        weak = "weak alias of " if verdict == "weak alias" else ""
        also = f" and {count(matches - 1, 'other')}" if matches > 1 else ""
        table.add_row(
            Text(printable(name)),
            Text(printable(f"{field}: {given}")),
            Text(f"{score:.2f}"),
            Text(printable(f"{weak}{key} {reference} {listed_name}{also}")),
            Text(printable(reason)),
        )
    if rows:
        console.print(table)
        console.print()
    console.print(f"{count(len(rows) + more, 'row')} of {of:,} met a listing.", markup=False)
    if more:
        console.print(f"… and {count(more, 'more row')}; -o OUT writes them all", markup=False)


def row_json(
    name: str, day: date | None, hits: Sequence[ListHit], row: Sequence[Any], measures: Mapping[str, Any]
) -> str:
    """One row: what it met in the law's own register (`hits`, with its measures) and on the lists."""
    verdict, score, reason = row[:3]
    law = [
        {**list_hit_json(h), "measures": dict(measures.get(h.reference, {})), "is_certain": h.is_match}
        for h in hits
        if h.list_key == LAW
    ]
    found = {
        "id": name,
        "on": day and str(day),
        "verdict": verdict,
        "score": score,
        "hits": law,
        "list_hits": [list_hit_json(h) for h in hits if h.list_key != LAW],
        "note": reason if verdict in ("not screened", "no match") else None,
    }
    return json.dumps(found, ensure_ascii=False)


def mapping_text(file: str, columns: Sequence[tuple[str, str]]) -> Iterator[str]:
    """How each heading is read: those of one role together."""
    by_role: dict[str, list[str]] = {}
    for role, heading in columns:
        by_role.setdefault(role, []).append(f"'{heading}'")
    for role, headings in by_role.items():
        word = "column" if len(headings) == 1 else "columns"
        yield printable(f"{file}: {word} {listed(headings)} read as {role}")
