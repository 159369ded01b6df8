"""The test as it was run, and its figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from article41.analyse.selftest.clean import GROUPS, OWN, CleanName
from article41.analyse.selftest.manipulations import AS_LISTED, MANIPULATIONS, PACKS, Pack
from article41.analyse.selftest.rates import Rate, clean_rates, rates
from article41.analyse.selftest.running import Alert, Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class ListTested:
    """A list as it was tested. `hash`: of its snapshot, or of the law; `list_date`: None for the law's own
    register, which is of the day of the test."""

    key: str
    title: str
    list_date: date | None
    hash: str
    records: int
    names: int


@dataclass(frozen=True, kw_only=True)
class SelfTest:
    """Everything that was tried. `per`: names a manipulation, None for all; `left_out`: clean names that a
    list has; `without_names`: manipulations that no name of these lists could be put to. Of another filter
    `engine` is its file of answers, and threshold, seed and lists are not known."""

    day: date
    engine: str
    threshold: float | None = None
    seed: int | None = None
    per: int | None = None
    lists: Sequence[ListTested] = ()
    outcomes: Sequence[Outcome]
    alerts: Sequence[Alert]
    left_out: Sequence[CleanName] = ()
    without_names: Sequence[str] = ()

    @cached_property
    def by_pack(self) -> Mapping[Pack, Rate]:
        """Of the packs asked for, those in which something was tried."""
        found: dict[Pack, Rate] = rates(self.outcomes, lambda o: o.case.pack)
        clean: dict[Pack, Rate] = clean_rates(self.alerts, lambda _: "clean")
        found |= clean
        return {pack: found[pack] for pack in PACKS if pack in found}

    @cached_property
    def by_manipulation(self) -> Mapping[tuple[Pack, str], Rate]:
        """By pack and manipulation; of clean names, by group."""
        found: dict[tuple[Pack, str], Rate] = rates(
            self.outcomes, lambda o: (o.case.pack, o.case.manipulation)
        )
        clean: dict[tuple[Pack, str], Rate] = clean_rates(self.alerts, lambda a: ("clean", a.clean.group))
        order = [AS_LISTED, *MANIPULATIONS, *GROUPS, OWN]
        both = {**found, **clean}
        places = {name: place for place, name in enumerate(order)}  # a key may name what is no more done
        return {
            key: both[key]
            for key in sorted(both, key=lambda k: (PACKS.index(k[0]), places.get(k[1], len(places))))
        }

    @cached_property
    def by_kind(self) -> Mapping[tuple[Pack, str], Rate]:
        """By pack and kind of party."""
        return _in_order(rates(self.outcomes, lambda o: (o.case.pack, o.case.subject.kind)))

    @cached_property
    def by_list(self) -> Mapping[tuple[Pack, str], Rate]:
        """By pack and list."""
        return _in_order(rates(self.outcomes, lambda o: (o.case.pack, o.case.subject.list_key)))

    @cached_property
    def misses(self) -> Sequence[Outcome]:
        """Control first, then light, then heavy; within a manipulation the farthest below the threshold
        first."""
        missed = (o for o in self.outcomes if not o.is_found)
        names = [m for _, m in self.by_manipulation]
        return sorted(
            missed,
            key=lambda o: (PACKS.index(o.case.pack), names.index(o.case.manipulation), o.score or 0.0),
        )

    def told(self, most: int) -> Sequence[Outcome]:
        """So many misses, from every manipulation in turn, those of one together."""
        waiting: dict[str, list[Outcome]] = {}
        for outcome in self.misses:
            waiting.setdefault(outcome.case.manipulation, []).append(outcome)
        turns = [(turn, at) for at, several in enumerate(waiting.values()) for turn in range(len(several))]
        kept = Counter(at for _, at in sorted(turns)[:most])
        return [o for at, several in enumerate(waiting.values()) for o in several[: kept[at]]]

    @cached_property
    def alarms(self) -> Sequence[Alert]:
        """Clean names that alert, the highest score first."""
        return sorted((a for a in self.alerts if a.is_alert), key=lambda a: -(a.score or 0.0))

    @property
    def is_control_whole(self) -> bool:
        """Whether every name as listed found its own record; true where that was not asked."""
        control = self.by_pack.get("control")
        return control is None or not control.missed

    def under(self, share: float) -> Sequence[Pack]:
        """Packs whose rate is under `share`; of clean names, the rate of those that do not alert."""
        return [pack for pack, rate in self.by_pack.items() if rate.share is not None and rate.share < share]


def _in_order(found: Mapping[tuple[Pack, str], Rate]) -> Mapping[tuple[Pack, str], Rate]:
    return dict(sorted(found.items(), key=lambda item: PACKS.index(item[0][0])))
