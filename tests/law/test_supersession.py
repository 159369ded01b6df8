"""What governs what on which day, day by day from 2006: no gap, nothing twice, nothing after its end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import yaml

from article41.analyse.frames import prepare
from article41.analyse.records import derive
from article41.decide.conditions import LAW_ON, absent, floors
from article41.decide.regime import Regime
from article41.decide.tables import decide_table
from article41.decide.trace import Reading
from article41.model import Facts
from article41.read.records import read_record
from tests.decide.generated import frame

HERE = Path(__file__).parent
SOURCE = HERE.parents[2] / "shared" / "regime" / "timeline.yaml"
FIRST, LAST = date(2006, 10, 14), date(2021, 1, 1)
REGIME = Regime.load(date(2026, 11, 24))
DAYS = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days)]


@dataclass(frozen=True)
class Stretch:
    start: date
    expect: str
    governs: frozenset[str]
    advice: frozenset[str]
    duties: frozenset[str]


@dataclass(frozen=True)
class Probe:
    """One set of facts whose treatment is followed through the years."""

    topic: str
    name: str
    facts: Facts
    stretches: tuple[Stretch, ...]

    @property
    def paragraphs(self) -> frozenset[str]:
        return frozenset(p for s in self.stretches for p in s.governs)

    def on(self, day: date) -> Stretch | None:
        return next((s for s in reversed(self.stretches) if s.start <= day), None)


def _set(entry: dict[str, Any], key: str) -> frozenset[str]:
    return frozenset(entry.get(key, ()))


def probes() -> Iterator[Probe]:
    text = (HERE / "supersession.yaml").read_text(encoding="utf-8")
    for entry in yaml.load(text, Loader=yaml.CBaseLoader):  # noqa: S506  text only
        assert set(entry) <= {"topic", "facts", "also", "spans"}
        for other in ({}, *entry.get("also", ())):
            given = {**entry["facts"], **other}
            spans = tuple(
                Stretch(
                    date.fromisoformat(s["from"]),
                    s["expect"],
                    _set(s, "governs"),
                    _set(s, "advice"),
                    _set(s, "duties"),
                )
                for s in entry["spans"]
            )
            assert all(a.start < b.start for a, b in pairwise(spans))
            name = f"{entry['topic']} {' '.join(map(str, given.values()))}"
            yield Probe(entry["topic"], name, read_record(given, REGIME.law.facts), spans)


PROBES = tuple(probes())


def every_day() -> pl.DataFrame:
    """A row for each probe and day, in that order, with its answer."""
    facts = frame(REGIME, [p.facts for p in PROBES]).with_row_index("probe")
    rows = facts.join(pl.DataFrame({"date": DAYS}), how="cross", maintain_order="left_right")
    answers = decide_table(REGIME, prepare(rows.drop("probe"), REGIME.law.facts, REGIME.classifier))
    return pl.concat([rows.select("probe", "date"), answers.drop("law_on")], how="horizontal")


@pytest.fixture(scope="module")
def answers() -> pl.DataFrame:
    return every_day()


def test_every_line_of_treatment_day_by_day(answers: pl.DataFrame) -> None:
    wrong: dict[str, str] = {}
    for number, day, verdict, provisions, needs, *_ in answers.iter_rows():
        probe = PROBES[number]
        stretch = probe.on(day)
        if stretch is None or probe.name in wrong:
            continue
        found = frozenset(provisions) & probe.paragraphs
        if (verdict, found) != (stretch.expect, stretch.governs):
            wrong[probe.name] = f"{day}: {verdict} {provisions} {needs}; expected {stretch}"
    assert wrong == {}


def _held(probe: Probe, day: date) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Provision, effect and duties of every rule that recommends or requires something that day."""
    record = derive({**probe.facts, "date": day}, REGIME.classifier)
    reading = Reading(record, absent(REGIME.law.facts), floors(REGIME.law.facts))
    for rule in REGIME.rules:
        if rule.rule.effect in ("advises", "requires") and reading.holds(rule) is True:
            yield rule.rule.provision, rule.rule.effect, tuple(t.duty for t in rule.rule.then)


@pytest.mark.parametrize(
    "probe",
    [pytest.param(p, id=p.name) for p in PROBES if any(s.advice or s.duties for s in p.stretches)],
)
def test_what_is_recommended_and_required(probe: Probe) -> None:
    named = frozenset(a for s in probe.stretches for a in s.advice)
    duties = frozenset(d for s in probe.stretches for d in s.duties)
    edges = {s.start for s in probe.stretches} | {LAST}
    days = {e + timedelta(days=n) for e in edges for n in (-1, 0, 1)} | set(DAYS[::30])
    for day in sorted(days):
        stretch = probe.on(day)
        if stretch is None:
            continue
        held = list(_held(probe, day))
        assert {p for p, effect, _ in held if effect == "advises"} & named == stretch.advice, day
        assert {d for _, _, ds in held for d in ds} & duties == stretch.duties, day


def test_nothing_is_in_force_after_its_end_and_nothing_is_replaced_twice() -> None:
    replaced: list[str] = []
    for provision in REGIME.provisions:
        replaced += [old.id for old in provision.replaces]
        for rule in provision.rules:
            for span in REGIME.spans[rule.id]:
                assert any(
                    s.start <= span.start and (s.end is None or (span.end is not None and span.end <= s.end))
                    for s in REGIME.spans[provision.id]
                ), rule.id
    assert len(replaced) == len(set(replaced))
    rules = {r.id for p in REGIME.provisions for r in p.rules}
    assert set(replaced) <= {p.id for p in REGIME.provisions} | rules
    for provision in REGIME.provisions:
        for old in provision.replaces:
            assert all(s.end is not None and s.end <= old.start for s in REGIME.spans[old.id]), old


def test_the_panel_s_mandate_has_no_gap() -> None:
    days: set[date] = set()
    for provision in REGIME.provisions:
        if provision.measure == "panel.mandate" and provision.id != "1874/op26":
            for span in REGIME.spans[provision.id]:
                assert span.end is not None, provision.id
                days |= {span.start + timedelta(days=n) for n in range((span.end - span.start).days)}
    first = date(2010, 6, 12)  # the year of 1874/op26 itself ends here
    end = date(2024, 5, 1)
    assert {first + timedelta(days=n) for n in range((end - first).days)} <= days
    assert end not in days


# The map of the source material, each entry of which the probes above restate.


def _paragraphs(text: str | None) -> frozenset[str]:
    """ "2321:8-9,22-24; 2371:7" as provision ids; "2321:26(b)" and "1718:8(a)(i)" without what follows a rule."""
    found: set[str] = set()
    for number, rest in re.findall(r"(\d{4}):([\d,\-() a-z]*)", text or ""):
        if letters := re.match(r"8((?:\([a-z]+\))+)", rest):
            found.add(f"{number}/op8" + "".join(f".{x}" for x in re.findall(r"[a-z]+", letters[1])))
            continue
        for first, last in re.findall(r"(?<![(\d])(\d+)(?:-(\d+))?", re.sub(r"\([^)]*\)", "", rest)):
            found |= {f"{number}/op{n}" for n in range(int(first), int(last or first) + 1)}
    return frozenset(found)


def _bearing(probe: Probe, day: date) -> frozenset[str]:
    record = derive({**probe.facts, "date": day}, REGIME.classifier)
    record = replace(record, values={**record.values, LAW_ON: day})
    reading = Reading(record, absent(REGIME.law.facts), floors(REGIME.law.facts))
    return frozenset(
        r.rule.provision
        for r in REGIME.rules
        if r.rule.effect != "permits" and reading.outcome(r.own) is not False
    )


@pytest.mark.skipif(not SOURCE.exists(), reason="the source material is not beside the checkout")
def test_the_source_s_map_is_reproduced() -> None:
    source = yaml.load(SOURCE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["supersession_map"]
    assert {p.topic for p in PROBES} == set(source)
    for topic, spans in source.items():
        mine = [p for p in PROBES if p.topic == topic]
        for span in spans:
            governs = _paragraphs(span["governs"])
            start = max(FIRST, date.fromisoformat(span["from"]))
            end = date.fromisoformat(span["to"]) if span["to"] else LAST
            inner = [start, start + timedelta(days=1), end - timedelta(days=1), end]
            inner += [start + timedelta(days=n) for n in range(0, (end - start).days, 61)]
            for day in inner:
                bearing = frozenset().union(*(_bearing(p, day) for p in mine))
                assert governs <= bearing, (topic, day, governs - bearing)
