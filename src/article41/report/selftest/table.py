"""The test on a terminal: rates by manipulation, kind and list, then the misses by name."""

from __future__ import annotations

from collections.abc import Mapping

from rich.console import Console
from rich.table import Table
from rich.text import Text

from article41.analyse.selftest.manipulations import Pack
from article41.analyse.selftest.rates import Rate
from article41.analyse.selftest.running import Alert, Outcome
from article41.report.lists.status import PLURALS
from article41.report.selftest.result import SelfTest
from article41.report.selftest.words import (
    CAVEAT,
    WHAT,
    alert_record,
    below,
    control_text,
    heading,
    interval_text,
    notes,
    percent,
    shown,
)
from article41.report.tables import STYLES
from article41.report.words import count, printable


def selftest_tables(test: SelfTest, console: Console, misses: int) -> None:
    """Prints everything; of misses and of clean names that alert, `misses` each at most."""
    for line in heading(test):
        console.print(printable(line), markup=False)
    if wrong := control_text(test):
        console.print()
        console.print(Text(wrong, STYLES["prohibited"]))
    for pack in test.by_pack:
        console.print()
        console.print(Text(f"{pack}: {WHAT[pack]}", "bold"))
        console.print(_pack(test, pack))
    for title, parts in (("by kind of party", _plural(test.by_kind)), ("by list", test.by_list)):
        if parts:
            console.print()
            console.print(_across(title, parts))
    _misses(test, console, misses)
    _alarms(test, console, misses)
    console.print()
    for line in (*notes(test), CAVEAT):
        console.print(Text(printable(line), "dim"))


def _plain() -> Table:
    return Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")


def _pack(test: SelfTest, pack: Pack) -> Table:
    table = _plain()
    is_clean = pack == "clean"
    table.add_column("group" if is_clean else "manipulation", min_width=24)
    heads = ("tried", "silent", "alerting") if is_clean else ("tried", "found", "missed")
    for head in (*heads, "alerting %" if is_clean else "found %", "95 % interval"):
        table.add_column(head, justify="right", no_wrap=True)
    for (of, name), rate in test.by_manipulation.items():
        if of == pack:
            table.add_row(Text(name), *_cells(pack, rate))
    table.add_row(Text("together", "bold"), *_cells(pack, test.by_pack[pack]), style="bold")
    return table


def _cells(pack: Pack, rate: Rate) -> list[str]:
    told = shown(pack, rate)
    sums = [f"{rate.tried:,}", f"{rate.found:,}", f"{rate.missed:,}"]
    return [*sums, percent(told.share), interval_text(told)]


def _plural(found: Mapping[tuple[Pack, str], Rate]) -> Mapping[tuple[Pack, str], Rate]:
    return {(pack, PLURALS[kind]): rate for (pack, kind), rate in found.items()}


def _across(title: str, found: Mapping[tuple[Pack, str], Rate]) -> Table:
    """A row a kind or list, a column a pack."""
    table = _plain()
    packs = list(dict.fromkeys(pack for pack, _ in found))
    table.add_column(title, min_width=16)
    for pack in packs:
        table.add_column(f"{pack} found", justify="right", no_wrap=True)
    for name in dict.fromkeys(name for _, name in found):
        rates = (found.get((pack, name)) for pack in packs)
        cells = [f"{percent(r.share)} of {r.tried:,}" if r else "" for r in rates]
        table.add_row(Text(printable(name)), *cells)
    return table


def _misses(test: SelfTest, console: Console, most: int) -> None:
    if not test.misses:
        return
    console.print()
    console.print(Text(count(len(test.misses), "listed name") + " missed", "bold"))
    for outcome in test.told(most):
        _miss(outcome, test.threshold, console)
    _more(len(test.misses), most, console)


def _miss(outcome: Outcome, threshold: float | None, console: Console) -> None:
    case = outcome.case
    subject = case.subject
    console.print(Text(f"{case.manipulation}: {printable(subject.text)} → {printable(case.text)}"))
    score, short = below(outcome.score, threshold)
    own = f"{subject.reference} on {subject.list_key}, "
    own += f"{score}, {short} below: {outcome.why}" if score else outcome.why
    console.print(Text(f"  {printable(own)}", "dim"))


def _alarms(test: SelfTest, console: Console, most: int) -> None:
    if not test.alarms:
        return
    console.print()
    console.print(Text(count(len(test.alarms), "clean name") + " alerting", "bold"))
    for alert in test.alarms[:most]:
        _alarm(alert, console)
    _more(len(test.alarms), most, console)


def _alarm(alert: Alert, console: Console) -> None:
    clean = alert.clean
    console.print(
        Text(
            f"{clean.group}: {printable(clean.text)}" + (f" ~ {printable(alert.name)}" if alert.name else "")
        )
    )
    score, _ = below(alert.score, None)
    met = f"{alert_record(alert)}, {score}: {alert.why}" if score else alert_record(alert)
    console.print(Text(f"  {printable(met)}", "dim"))


def _more(number: int, most: int, console: Console) -> None:
    if number > most:
        console.print(Text(f"… and {number - most:,} more; -o FILE writes them all", "dim"))
