"""How the law has treated one HS code since it began: one line for each stretch of days with one answer.

The law is asked only on days on which something in it can change, and the day on either side of them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from article41.decide.assess import assess_facts
from article41.decide.reasons import DIRECTIONS, KINDS
from article41.decide.regime import Regime
from article41.decide.succession import asking_days
from article41.model import Verdict, fact_name
from article41.read.hs import HsCode
from article41.report.words import SIGNS, VERDICTS, count, listed, stamp_text, wrapped

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days from `start` up to `end` (exclusive; None: still) on which one flow has one answer."""

    start: date
    end: date | None
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Timeline:
    """One code, a list of stretches for each flow."""

    regime: Regime
    code: HsCode
    editions: tuple[str, ...]
    flows: tuple[tuple[str, tuple[Stretch, ...]], ...]


def timeline(regime: Regime, code: HsCode, description: str | None, flows: Sequence[str]) -> Timeline:
    """Asks the law about the code on every day on which its answer may change."""
    days = asking_days(regime)
    facts = {"hs": code.digits, "description": description}
    return Timeline(
        regime,
        code,
        tuple(_editions(regime, code.digits)),
        tuple((flow, _stretches(regime, {**facts, "flow": flow}, days)) for flow in flows),
    )


def _stretches(regime: Regime, facts: dict[str, str | None], days: Sequence[date]) -> tuple[Stretch, ...]:
    found: list[Stretch] = []
    for day in days:
        verdict = assess_facts({**facts, "date": day}, regime)
        if not found or treatment(found[-1].verdict) != treatment(verdict):
            if found:
                found[-1] = Stretch(found[-1].start, day, found[-1].verdict)
            found.append(Stretch(day, None, verdict))
    return tuple(found)


def treatment(verdict: Verdict) -> tuple[object, ...]:
    """What must be equal for two days to be told as one."""
    ways = tuple((way.kind, way.needs) for way in verdict.ways_out)
    return verdict.verdict, verdict.provisions, ways, verdict.needs, verdict.note


def _editions(regime: Regime, digits: str) -> Iterator[str]:
    """Where the table of goods says that a code is not of every edition of the nomenclature."""
    since = regime.covered.start.year
    newest = max(row.editions[1] for row in regime.law.goods)
    rows = [row for row in regime.law.goods if row.prefix and digits.startswith(row.prefix)]
    for prefix, (first, last) in sorted({(row.prefix, row.editions) for row in rows}):
        if first > since:
            yield f"HS {prefix} is a code from HS {first} on; before, such goods had another"
        if last < newest:
            yield f"HS {prefix} is a code up to HS {last}; since, such goods have another"


def timeline_text(found: Timeline) -> str:
    """One paragraph for each stretch, under its flow."""
    return "\n".join(_lines(found))


def _lines(found: Timeline) -> Iterator[str]:
    yield f"HS {found.code.digits} since {found.regime.covered.start}"
    for note in filter(None, (found.code.note, *found.editions)):
        yield from wrapped(note, 1)
    for flow, stretches in found.flows:
        yield ""
        yield f"{DIRECTIONS[flow]}"
        for stretch in stretches:
            verdict = stretch.verdict
            # the last day, as people say it; only the data say `until`
            days = f"{stretch.start} – {stretch.end - DAY}" if stretch.end else f"since {stretch.start}"
            head = f"{days:<24} {SIGNS[verdict.verdict]} {VERDICTS[verdict.verdict]}"
            yield f"  {head}  {', '.join(verdict.provisions)}".rstrip()
            yield from _more(verdict)
    regime = found.regime
    total = sum(len(stretches) for _, stretches in found.flows)
    yield ""
    yield from wrapped(
        f"{count(total, 'answer')} in all; contract and entry days not given. As known on {regime.as_of}; "
        f"{stamp_text(regime.stamp)}.",
        0,
    )


def _more(verdict: Verdict) -> Iterator[str]:
    if verdict.note:
        yield from wrapped(verdict.note, 3)
    if verdict.needs:
        yield from wrapped(f"depends on: {listed(map(fact_name, verdict.needs))}", 3)
    for way in verdict.ways_out:
        yield from wrapped(f"way out: {KINDS[way.kind]}{_turning(way.needs)}", 3)


def _turning(needs: Iterable[str]) -> str:
    found = listed(map(fact_name, needs))
    return f", needs {found}" if found else ""


def timeline_json(found: Timeline) -> str:
    """One JSON object: for each flow its stretches, `until` exclusive and null where not ended."""
    whole = {
        "hs": found.code.digits,
        "note": found.code.note,
        "editions": list(found.editions),
        "flows": {
            flow: [
                {
                    "from": str(s.start),
                    "until": s.end and str(s.end),
                    "verdict": s.verdict.verdict,
                    "provisions": s.verdict.provisions,
                    "needs": s.verdict.needs,
                    "ways_out": [{"kind": w.kind, "needs": w.needs} for w in s.verdict.ways_out],
                    "note": s.verdict.note,
                }
                for s in stretches
            ]
            for flow, stretches in found.flows
        },
        "as_of": str(found.regime.as_of),
        "law": dict(found.regime.stamp),
    }
    return json.dumps(whole, ensure_ascii=False, indent=2)
