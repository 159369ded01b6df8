"""Scenarios side by side on a terminal: what becomes free, what stays blocked and by what."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from article41.decide.reasons import KINDS, encoded
from article41.decide.regime import Regime
from article41.decide.relief import INDETERMINATE_BEFORE, PROHIBITED_BEFORE, Amount, Relief, WayLeft
from article41.model import VerdictWord, fact_name
from article41.read.countries import load_countries
from article41.report.relief import (
    WHAT,
    Simulation,
    amount_words,
    day_words,
    finding,
    now_words,
    scenario_title,
)
from article41.report.tables import STYLES
from article41.report.words import count, listed, printable

ABREAST = 3
"""Scenarios that fit beside each other."""
HEAD, HEAD_ABREAST, HEAD_LINES = 20, 16, 4
"""Characters of a heading before it is broken (the second: where three stand abreast), and lines before it is
cut short; the name stands in full above the scenario's own tables."""
NARROW = 80
"""On a terminal narrower than this two stand abreast, or the words before them would vanish."""
SHOWN = 12
"""Goods, countries or ways out shown; JSON holds them all."""
LINES: tuple[tuple[str, VerdictWord | tuple[str, ...], str], ...] = (
    ("prohibited {}", "prohibited", STYLES["prohibited"]),
    (f"  {WHAT['freed']}", ("freed",), STYLES["permitted"]),
    (f"  {WHAT['eased']}", ("eased",), STYLES["indeterminate"]),
    (f"  {WHAT['unanswered']}", ("unanswered",), "bold"),
    (f"  {WHAT['blocked']}", ("blocked",), STYLES["prohibited"]),
    ("indeterminate {}", "indeterminate", STYLES["indeterminate"]),
    (f"  {WHAT['cleared']}", ("cleared",), STYLES["permitted"]),
    (f"  {WHAT['indeterminate']}", ("indeterminate",), STYLES["indeterminate"]),
    (WHAT["free"], ("free",), ""),
    (WHAT["tightened"], ("tightened",), STYLES["prohibited"]),
    (WHAT["no_answer"], ("no_answer",), "bold"),
)
GROUPED: Mapping[str, tuple[str, ...]] = {
    "not free {}": (*PROHIBITED_BEFORE, *INDETERMINATE_BEFORE),
    WHAT["freed"]: ("freed", "cleared"),
    WHAT["eased"]: ("eased", "indeterminate"),
    WHAT["blocked"]: ("blocked", "tightened"),
}
_ALWAYS = ("prohibited", ("freed",), ("blocked",), ("free",))
"""Lines shown even where there is nothing in them."""


def relief_tables(simulation: Simulation, console: Console) -> None:
    """Prints the scenarios abreast, then for each what stays blocked and what would be needed."""
    first = simulation.reliefs[0]
    lines = first.lines.height
    many = f" ({lines:,} lines)" if lines != first.transactions.height else ""
    what = f"{printable(simulation.file)}: {count(first.transactions.height, 'transaction')}{many}"
    console.print(f"{what}, judged {day_words(simulation.regime)}", style="bold", markup=False)
    abreast = ABREAST if console.width >= NARROW else ABREAST - 1
    for start in range(0, len(simulation.reliefs), abreast):
        console.print()
        console.print(_abreast(simulation.reliefs[start : start + abreast], simulation.has_values))
    for relief, ways in zip(simulation.reliefs, simulation.ways, strict=True):
        console.print()
        _details(relief, ways, simulation.has_values, console)
    console.print()
    _foot(simulation, console)


def _plain(*columns: str | Text, first: int = 0) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for place, name in enumerate(columns):
        table.add_column(
            name,
            justify="left" if place <= first else "right",
            overflow="fold",
            no_wrap=place > first,
            max_width=46 if place <= first else None,
        )
    return table


def _abreast(reliefs: Sequence[Relief], has_values: bool) -> Table:
    heads = ["n", "USD"] if has_values else ["n"]
    width = HEAD_ABREAST if len(reliefs) == ABREAST else HEAD
    now = now_words(reliefs[0].scenario.regime)
    table = _plain("", *(h for r in reliefs for h in _heads(r, heads, width)))
    for label, of, style in LINES:
        found = [r.today(of) if isinstance(of, str) else r.total(of) for r in reliefs]
        if of not in _ALWAYS and not any(a.count for a in found):
            continue
        cells = (c for a in found for c in _cells(a, has_values))
        table.add_row(Text(label.format(now), style), *cells)
    return table


def _heads(relief: Relief, heads: Sequence[str], width: int) -> Iterable[Text]:
    name = textwrap.wrap(printable(relief.scenario.name), width, max_lines=HEAD_LINES, placeholder=" …")
    yield from map(Text, (*heads[:-1], "\n".join([*name, heads[-1]])))


def _cells(found: Amount, has_values: bool) -> Iterable[Text]:
    yield Text(f"{found.count:,}" if found.count else "–")
    if has_values:
        yield Text(amount_words(found))


def _details(relief: Relief, ways: tuple[WayLeft, ...] | None, has_values: bool, console: Console) -> None:
    regime = relief.scenario.regime
    console.print(Text(f"{printable(relief.scenario.name)}: {scenario_title(regime)}", "bold"))
    console.print(Text(finding(relief, has_values)))
    _blocked(relief, regime, has_values, console)
    now = now_words(regime)
    _groups("good", relief.by("good"), now, has_values, console)
    names = load_countries().names
    partners = [(None if p is None else names.get(p, p), found) for p, found in relief.by("partner")]
    _groups("partner", partners, now, has_values, console)
    _needed(relief, ways, has_values, console)


def _blocked(relief: Relief, regime: Regime, has_values: bool, console: Console) -> None:
    for head, fates in (("still blocked by", ("blocked", "tightened")), ("may be blocked by", ("eased",))):
        found = relief.blocked_by(fates)
        if not found:
            continue
        table = _plain(head, "", *(["n", "USD"] if has_values else ["n"]), first=1)
        for name, part in found[:SHOWN]:
            table.add_row(Text(name), Text(regime.provision(name).label), *_cells(part, has_values))
        console.print(table)
        _more(len(found), "provision", console)


def _groups(
    head: str,
    groups: Sequence[tuple[str | None, Mapping[str, Amount]]],
    now: str,
    has_values: bool,
    console: Console,
) -> None:
    """Only groups that something is prohibited or undecided in; the others are free whatever is suspended."""
    shown = [(name, g) for name, g in groups if any(g[f].count for f in g if f != "free")]
    if not shown:
        return
    columns = {
        column: fates
        for column, fates in GROUPED.items()
        if column != WHAT["eased"] or any(g[f].count for _, g in shown for f in fates)
    }
    table = _plain(head, *(column.format(now) for column in columns))
    for name, group in shown[:SHOWN]:
        cells = (_one(_joined(group, fates), has_values) for fates in columns.values())
        table.add_row(Text(printable(name or "not given")), *cells)
    console.print(table)
    _more(len(shown), head, console)


def _joined(group: Mapping[str, Amount], fates: Iterable[str]) -> Amount:
    """Fates exclude each other, so that their amounts add up."""
    found = [group[f] for f in fates if group[f].count]
    values = [a.value_usd for a in found if a.value_usd is not None]
    value = sum(values) if values or not found else None
    return Amount(sum(a.count for a in found), value, sum(a.unknown for a in found))


def _one(found: Amount, has_values: bool) -> Text:
    return Text(amount_words(found) if has_values else f"{found.count:,}" if found.count else "–")


def _needed(relief: Relief, ways: tuple[WayLeft, ...] | None, has_values: bool, console: Console) -> None:
    lines = [
        (f"missing: {fact_name(name)}", found)
        for name, found in relief.needs()
        if relief.total(["eased"]).count
    ]
    for way in ways or ():
        turns = f", turns on {listed(map(fact_name, way.needs))}" if way.needs else ""
        lines.append((f"way out: {KINDS[way.kind]} ({way.rule}){turns}", way.amount))
    lines += [(f"duty: {name.replace('_', ' ')}", found) for name, found in relief.duties()]
    for text, found in lines[:SHOWN]:
        value = f", USD {amount_words(found)}" if has_values else ""
        console.print(Text(f"{text}: {count(found.count, 'transaction')}{value}", "dim"))
    _more(len(lines), "line", console)
    if ways is None:
        console.print(Text("ways out are not looked up for so many lines; assess tells them", "dim"))


def _more(number: int, thing: str, console: Console) -> None:
    if number > SHOWN:
        console.print(Text(f"… and {number - SHOWN:,} more; --format json tells every {thing}", "dim"))


def _foot(simulation: Simulation, console: Console) -> None:
    regime = simulation.regime
    unknown = max(r.total().unknown for r in simulation.reliefs)
    if unknown:
        console.print(
            Text(f"The value of {count(unknown, 'transaction')} is not known and not counted in USD.", "dim")
        )
    if simulation.assumed:
        console.print(Text(f"Assumed throughout: {'; '.join(simulation.assumed)}.", "dim"))
    console.print(
        Text(
            f"By the {encoded(regime)}, as known on {regime.as_of}; law {regime.law.hash[:12]}. "
            "A suspension lifts prohibitions and leaves exceptions and duties; national law may still block "
            "what it frees. Not legal advice.",
            "dim",
        )
    )
