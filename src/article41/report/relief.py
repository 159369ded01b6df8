"""A suspension in words and as JSON: what it lifts, what becomes free, what stays blocked and by what."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from article41.decide.regime import Regime
from article41.decide.relief import FATES, Amount, Relief, WayLeft
from article41.decide.suspension import lifted_by
from article41.report.words import count, listed

NAMED = 3
"""Suspended ids that a title still names one by one."""
WHAT: Mapping[str, str] = {
    "freed": "would be free",
    "eased": "would be indeterminate",
    "unanswered": "would have no answer",
    "blocked": "still blocked",
    "cleared": "would be free",
    "indeterminate": "still indeterminate",
    "free": "free already",
    "tightened": "stricter than before",
    "no_answer": "no answer",
}


@dataclass(frozen=True, slots=True)
class Simulation:
    """Scenarios over one file, beside the law as it stands.

    `ways`: for each scenario the ways out of what would not be free; None where there were too many lines to
    ask. `assumed`: what the verdicts under the scenarios take for granted.
    """

    file: str
    regime: Regime
    reliefs: tuple[Relief, ...]
    ways: tuple[tuple[WayLeft, ...] | None, ...]
    assumed: tuple[str, ...]
    sources: tuple[str, ...] = ()
    """Publications that the file's own column `source` names."""

    @property
    def has_values(self) -> bool:
        """Whether some transaction's value is known."""
        return any(r.total().value_usd for r in self.reliefs)

    @property
    def is_mostly_valued(self) -> bool:
        """Whether sums of dollars stand for most of what is prohibited."""
        found = [r.today("prohibited") for r in self.reliefs]
        return self.has_values and all(2 * a.unknown <= a.count for a in found)


def scenario_title(regime: Regime) -> str:
    """ "S/RES/2397 (2017) suspended until 2027-01-01, what it replaced revived"."""
    names = [suspended_name(regime, name) for name in sorted(regime.suspended)]
    if not names:
        return "nothing suspended"
    shown = listed(names) if len(names) <= NAMED else f"{listed([*names[:2], f'{len(names) - 2} more'])}"
    until = f" until {regime.suspended_until}" if regime.suspended_until else ""
    back = [suspended_name(regime, name) for name in _provisions(regime.revived)]
    revived = f", {listed(back)} revived" if back else ""
    return f"{shown} suspended{until}{revived}"


def suspended_name(regime: Regime, name: str) -> str:
    """A provision or a resolution as lawyers print it, a measure by its label, a rule by its id."""
    for provision in regime.provisions:
        if name == provision.id:
            return provision.cite
        if name == provision.resolution:
            return f"S/RES/{name} ({provision.adopted.year})"
    label = regime.law.measures.get(name)
    return name if label is None else f"the measure “{label}”"


def _provisions(names: Iterable[str]) -> list[str]:
    """Ids of rules without those whose provision stands among them."""
    names = list(names)
    return [n for n in names if "#" not in n or n.split("#")[0] not in names]


def now_words(regime: Regime) -> str:
    """When a transaction is prohibited under the law as it stands."""
    if regime.law_on is None:
        return "as the law stands"
    return "today" if regime.law_on == regime.as_of else "on that day"


def day_words(regime: Regime) -> str:
    """Which day's law answers."""
    return f"on {regime.law_on}" if regime.law_on else "each on its own day"


def nothing_lifted(regime: Regime) -> list[str]:
    """Suspended ids under which no prohibition stands, such as an exception's."""
    return [n for n in sorted(regime.suspended) if not lifted_by(regime.provisions, frozenset([n]))]


def simulation_json(simulation: Simulation) -> str:
    """One JSON object; amounts have count, value_usd (null: of none known) and value_unknown."""
    regime = simulation.regime
    found = {
        "file": simulation.file,
        "on": regime.law_on and str(regime.law_on),
        "as_of": str(regime.as_of),
        "law": dict(regime.stamp),
        "scenarios": [
            _scenario(relief, ways) for relief, ways in zip(simulation.reliefs, simulation.ways, strict=True)
        ],
        "assumed": list(simulation.assumed),
    }
    return json.dumps(found, ensure_ascii=False, indent=1)


def _scenario(relief: Relief, ways: tuple[WayLeft, ...] | None) -> dict[str, Any]:
    regime = relief.scenario.regime
    return {
        "name": relief.scenario.name,
        "suspended": sorted(regime.suspended),
        "until": regime.suspended_until and str(regime.suspended_until),
        "lifted": [r.id for p in regime.provisions for r in p.rules if r.id in regime.lifted],
        "revived": list(regime.revived),
        "today": {
            "prohibited": _amount(relief.today("prohibited")),
            "indeterminate": _amount(relief.today("indeterminate")),
        },
        "fates": {fate: _amount(found) for fate, found in relief.totals.items()},
        "blocked_by": [
            {"provision": name, "cite": regime.provision(name).cite, **_amount(found)}
            for name, found in relief.blocked_by()
        ],
        "indeterminate_by": [
            {"provision": name, "cite": regime.provision(name).cite, **_amount(found)}
            for name, found in relief.blocked_by(("eased", "indeterminate"))
        ],
        "by_good": [{"good": name, **_fates(found)} for name, found in relief.by("good")],
        "by_partner": [{"partner": name, **_fates(found)} for name, found in relief.by("partner")],
        "needs": [{"fact": name, **_amount(found)} for name, found in relief.needs()],
        "ways_out": None
        if ways is None
        else [{"rule": w.rule, "kind": w.kind, "needs": list(w.needs), **_amount(w.amount)} for w in ways],
        "duties": [{"duty": name, **_amount(found)} for name, found in relief.duties()],
    }


def _fates(found: Mapping[str, Amount]) -> dict[str, Any]:
    return {fate: _amount(found[fate]) for fate in FATES if found[fate].count}


def _amount(found: Amount) -> dict[str, Any]:
    values = asdict(found)
    value = values["value_usd"]
    return {
        "count": values["count"],
        "value_usd": None if value is None else round(value, 2),
        "value_unknown": values["unknown"],
    }


def money(value: float) -> str:
    """US dollars as one reads them out: 1.19 bn, 474.2 m, 15.9 k, 354."""
    for size, unit, places in ((1e9, "bn", 2), (1e6, "m", 1), (1e4, "k", 1)):
        if value >= size * (1 - 0.5 / 10 ** (places + 3)):
            return f"{value / (1e3 if unit == 'k' else size):,.{places}f} {unit}"
    return f"{value:,.0f}"


def amount_words(found: Amount) -> str:
    """The sum, and of how many it is not known."""
    if not found.count:
        return "–"
    known = "unknown" if found.value_usd is None else money(found.value_usd)
    return f"{known} + {found.unknown} unknown" if found.unknown and found.value_usd is not None else known


def finding(relief: Relief, in_usd: bool) -> str:
    """The scenario's answer in a sentence; by number where some values are unknown."""
    now = now_words(relief.scenario.regime)
    before, freed = relief.today("prohibited"), relief.total(["freed"])
    if not before.count:
        return f"Nothing here is prohibited {now}."
    if in_usd and before.value_usd and not before.unknown:
        share = (freed.value_usd or 0) / before.value_usd
        said = (
            f"Of USD {money(before.value_usd)} prohibited {now}, {money(freed.value_usd or 0)} would be free"
        )
    else:
        share = freed.count / before.count
        said = f"Of {count(before.count, 'transaction')} prohibited {now}, {freed.count:,} would be free"
    unknown = f" The value of {before.unknown:,} of them is unknown." if in_usd and before.unknown else ""
    return f"{said} ({'all of it' if freed == before else _per_cent(share)}).{unknown}"


def _per_cent(share: float) -> str:
    if 0 < share < 0.01:
        return "under 1 per cent"
    return "over 99 per cent" if 0.99 < share <= 1 else f"{100 * share:.0f} per cent"
