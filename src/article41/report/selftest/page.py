"""The test as one page to read and to print: figures, bars with their intervals, every miss by name.

It carries its style and needs no script and no network. Whatever comes from a list or a file is escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import BinaryIO

from article41.analyse.selftest.manipulations import Pack
from article41.analyse.selftest.rates import Rate
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
from article41.report.words import count, printable

_STYLE = """
:root{--ink:#222;--grey:#5a5a5a;--line:#d9d9d9;--good:#0072b2;--bad:#d55e00}
*{box-sizing:border-box}
body{margin:0 auto;max-width:64rem;padding:2.5rem 1.5rem 4rem;color:var(--ink);background:#fff;
font:16px/1.5 "Helvetica Neue","Liberation Sans",Arial,sans-serif}
h1{font-size:1.7rem;line-height:1.25;margin:0 0 .5rem}
h2{font-size:1.2rem;margin:2.5rem 0 .25rem}
p,ul{margin:.25rem 0}.grey{color:var(--grey);font-size:.9rem}
.loud{border-left:5px solid var(--bad);padding:.5rem 1rem;margin:1.25rem 0;font-weight:bold}
.packs{display:grid;
grid-template-columns:repeat(auto-fit,minmax(11rem,1fr));gap:1.25rem;margin:1.5rem 0 .5rem}
.packs div{border-top:3px solid var(--good);padding-top:.5rem}.packs .bad{border-color:var(--bad)}
.packs b{display:block;font-size:1.75rem;line-height:1.2}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;margin:.75rem 0;font-size:.92rem}
th{font-weight:bold;text-align:left;vertical-align:bottom}
th,td{padding:.28rem .9rem .28rem 0;border-bottom:1px solid var(--line);vertical-align:top}
td.n,th.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
td.name{overflow-wrap:anywhere}td.grey{overflow-wrap:break-word}tr.sum td{font-weight:bold}
svg{display:block;width:11rem;height:1.1rem}
details{margin:.5rem 0}summary{cursor:pointer}
@media print{body{max-width:none;padding:0;font-size:11px}h2{break-after:avoid}tr{break-inside:avoid}
.packs{grid-template-columns:repeat(4,1fr)}}
"""
_WIDTH, _HEIGHT = 176, 18
"""Units of a bar's picture."""


def write_page(test: SelfTest, out: BinaryIO) -> None:
    """UTF-8."""
    for line in _lines(test):
        out.write(f"{line}\n".encode("utf-8", "backslashreplace"))


def _lines(test: SelfTest) -> Iterator[str]:
    yield '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>Thematic test of {test.day}</title><style>{_STYLE}</style></head><body>"
    yield f"<h1>{_title(test)}</h1>"
    yield from (f'<p class="grey">{_safe(line)}</p>' for line in heading(test))
    if wrong := control_text(test):
        yield f'<p class="loud">{wrong}</p>'
    yield '<div class="packs">'
    yield from (_card(test, pack, rate) for pack, rate in test.by_pack.items())
    yield "</div>"
    for pack in test.by_pack:
        yield from _pack(test, pack)
    yield from _across("By kind of party", ((p, PLURALS[k], r) for (p, k), r in test.by_kind.items()))
    yield from _across("By list", ((p, k, r) for (p, k), r in test.by_list.items()))
    yield from _misses(test)
    yield from _alarms(test)
    yield "<h2>How to read it</h2>"
    yield from (f'<p class="grey">{_safe(line)}</p>' for line in (CAVEAT, *notes(test)))
    yield "</body></html>"


def _safe(text: str) -> str:
    return escape(printable(text))


def _title(test: SelfTest) -> str:
    parts = []
    for pack, rate in test.by_pack.items():
        told = shown(pack, rate)
        said = "alert" if pack == "clean" else "are found"
        name = "clean names" if pack == "clean" else pack
        parts.append(f"{name}: {percent(told.share)} {said}")
    return "; ".join(parts).capitalize() or "Nothing was tried"


def _card(test: SelfTest, pack: Pack, rate: Rate) -> str:
    told = shown(pack, rate)
    is_bad = pack == "control" and not test.is_control_whole
    said = "alerting" if pack == "clean" else "found"
    style = ' class="bad"' if is_bad else ""
    return (
        f"<div{style}>{pack}<b>{percent(told.share)}</b>"
        f'<span class="grey">{told.found:,} of {rate.tried:,} {said}<br>'
        f"95 % interval {interval_text(told)}</span></div>"
    )


def _pack(test: SelfTest, pack: Pack) -> Iterator[str]:
    is_clean = pack == "clean"
    yield f'<h2>{pack.capitalize()}</h2><p class="grey">{WHAT[pack]}</p><div class="wide"><table>'
    heads = ("tried", "silent", "alerting") if is_clean else ("tried", "found", "missed")
    said = "alerting" if is_clean else "found"
    yield f"<thead><tr><th>{'group' if is_clean else 'manipulation'}</th>"
    yield "".join(f'<th class="n">{h}</th>' for h in (*heads, f"{said} %", "95 % interval"))
    yield f"<th>{said}, 0 to 100 %</th></tr></thead><tbody>"
    for (of, name), rate in test.by_manipulation.items():
        if of == pack:
            yield _row(name, pack, rate, "")
    yield _row("together", pack, test.by_pack[pack], ' class="sum"')
    yield "</tbody></table></div>"


def _row(name: str, pack: Pack, rate: Rate, style: str) -> str:
    told = shown(pack, rate)
    sums = (
        f"{rate.tried:,}",
        f"{rate.found:,}",
        f"{rate.missed:,}",
        percent(told.share),
        interval_text(told),
    )
    cells = "".join(f'<td class="n">{cell}</td>' for cell in sums)
    return f"<tr{style}><td>{_safe(name)}</td>{cells}<td>{_bar(told, is_bad=pack == 'clean')}</td></tr>"


def _bar(rate: Rate, *, is_bad: bool) -> str:
    """A bar from 0 to the share, and a line over its interval."""
    low, high = (edge * _WIDTH for edge in rate.interval)
    end = (rate.share or 0.0) * _WIDTH
    middle, top, foot = _HEIGHT / 2, _HEIGHT / 2 - 4, _HEIGHT / 2 + 4
    colour = "#d55e00" if is_bad else "#0072b2"
    ends = "".join(f'<path d="M{x:.1f} {top}V{foot}" stroke="#222"/>' for x in (low, high))
    return (
        f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" preserveAspectRatio="none" role="img" '
        f'aria-label="{percent(rate.share)}">'
        f'<rect x="0" y="4" width="{_WIDTH}" height="10" fill="#efefef"/>'
        f'<rect x="0" y="4" width="{end:.1f}" height="10" fill="{colour}"/>'
        f'<path d="M{low:.1f} {middle}H{high:.1f}" stroke="#222"/>{ends}</svg>'
    )


def _across(title: str, found: Iterable[tuple[Pack, str, Rate]]) -> Iterator[str]:
    """A row a kind or list, a column a pack."""
    cells = {(name, pack): rate for pack, name, rate in found}
    if not cells:
        return
    packs = list(dict.fromkeys(pack for _, pack in cells))
    yield f'<h2>{title}</h2><div class="wide"><table><thead><tr><th></th>'
    yield "".join(f'<th class="n">{pack} found</th>' for pack in packs) + "</tr></thead><tbody>"
    for name in dict.fromkeys(name for name, _ in cells):
        rates = (cells.get((name, pack)) for pack in packs)
        said = (f"{percent(r.share)} of {r.tried:,}" if r else "" for r in rates)
        row = "".join(f'<td class="n">{text}</td>' for text in said)
        yield f"<tr><td>{_safe(name)}</td>{row}</tr>"
    yield "</tbody></table></div>"


def _misses(test: SelfTest) -> Iterator[str]:
    if not test.misses:
        return
    yield f"<h2>{count(len(test.misses), 'listed name')} missed</h2>"
    if test.threshold is not None:
        yield f'<p class="grey">Score: the best against its own record; {test.threshold:g} was needed.</p>'
    by_manipulation: dict[tuple[Pack, str], list[str]] = {}
    for outcome in test.misses:
        case = outcome.case
        subject = case.subject
        by_manipulation.setdefault((case.pack, case.manipulation), []).append(
            _cells(
                (subject.text, case.text),
                below(outcome.score, test.threshold),
                (f"{subject.reference} on {subject.list_key}", outcome.why),
            )
        )
    for (pack, name), rows in by_manipulation.items():
        yield from _details(
            f"{pack}, {name}: {len(rows):,}",
            ("listed", "manipulated"), ("score", "below by"), ("record", "why"), rows,
        )  # fmt: skip


def _alarms(test: SelfTest) -> Iterator[str]:
    if not test.alarms:
        return
    yield f"<h2>{count(len(test.alarms), 'clean name')} alerting</h2>"
    by_group: dict[str, list[str]] = {}
    for alert in test.alarms:
        where = alert_record(alert)
        by_group.setdefault(alert.clean.group, []).append(
            _cells((alert.clean.text, alert.name), below(alert.score, None)[:1], (where, alert.why))
        )
    for group, rows in by_group.items():
        yield from _details(
            f"{group}: {len(rows):,}", ("clean", "taken for"), ("score",), ("record", "why"), rows
        )


def _cells(names: Iterable[str], numbers: Iterable[str], rest: Iterable[str]) -> str:
    parts = [f'<td class="name">{_safe(n)}</td>' for n in names]
    parts += [f'<td class="n">{n}</td>' for n in numbers]
    parts += [f'<td class="name grey">{_safe(r)}</td>' for r in rest]
    return f"<tr>{''.join(parts)}</tr>"


def _details(
    title: str, names: Iterable[str], numbers: Iterable[str], rest: Iterable[str], rows: Iterable[str]
) -> Iterator[str]:
    heads = [*(f"<th>{n}</th>" for n in names), *(f'<th class="n">{n}</th>' for n in numbers)]
    heads += [f"<th>{r}</th>" for r in rest]
    yield f'<details open><summary>{_safe(title)}</summary><div class="wide"><table>'
    yield f"<thead><tr>{''.join(heads)}</tr></thead><tbody>"
    yield from rows
    yield "</tbody></table></div></details>"
