"""The whole way for one transaction or one table: facts in, verdicts out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from article41.analyse.flow import FROM
from article41.analyse.records import Record, derive, hits
from article41.decide import reasons, shares, verdicts
from article41.decide.regime import Regime
from article41.errors import OutsideCoverage
from article41.model import Facts, Outcome, Verdict
from article41.read.records import read_record

if TYPE_CHECKING:
    import polars as pl


def assess(facts: Mapping[str, object], regime: Regime | None = None, *, explain: bool = False) -> Verdict:
    """The verdict on one transaction.

    `facts` by the names of facts.csv; dates as `datetime.date` or ISO text, countries as ISO codes or names.
    `regime` defaults to the law that ships with the package, as of today. With `explain`, `trace` holds the
    steps of the tree. Raises InputError (every problem at once) and OutsideCoverage.
    """
    regime = regime or Regime.load()
    found = assess_facts(read_record(facts, regime.law.facts), regime, explain=explain)
    if found.verdict is None:
        raise OutsideCoverage(found.note or "outside coverage")
    return found


def assess_facts(facts: Facts, regime: Regime, *, explain: bool = False) -> Verdict:
    """As `assess`, for facts already read; outside coverage gives a verdict of None with a note."""
    return judge(derive(facts, regime.classifier, regime.totals, regime.register), regime, explain=explain)


def judge(record: Record, regime: Regime, *, explain: bool = False) -> Verdict:
    """The verdict on a derived record, with its reasons."""
    decision = verdicts.decide(regime, record)
    name = record.values.get("id")
    return Verdict(
        id="" if name is None else str(name),
        law_on=decision.reading.record.law_on,
        as_of=regime.as_of,
        law=regime.stamp,
        verdict=decision.word,
        provisions=decision.provisions,
        because=reasons.because(regime, decision),
        needs=decision.needs,
        assumed=(
            *verdicts.assumed(regime, decision),
            *_entry_assumed(decision, regime),
            *shares.assumed(regime, decision),
        ),
        ways_out=verdicts.ways_out(regime, decision),
        duties=decision.duties,
        advice=reasons.advice(regime, decision),
        hits=hits(decision.reading.record, regime.register),
        note=decision.note,
        transaction_verdict=decision.word,
        trace=reasons.steps(decision) if explain else (),
    )


def _entry_assumed(decision: verdicts.Decision, regime: Regime) -> tuple[str, ...]:
    """Goods from the DPRK with no import date are judged by `date`; a later entry may meet a later ban
    or listing."""
    record = decision.reading.record
    flow, day = record.values["flow"], record.law_on
    leaving: Outcome = flow[FROM] if isinstance(flow, Mapping) else None
    settled = decision.word == "prohibited" or "import_date" in decision.needs
    if (
        settled
        or regime.law_on is not None
        or leaving is not True
        or day is None
        or record.values.get("import_date")
    ):
        return ()
    later = any(s.start > day for r in regime.rules if r.rule.is_ban for s in regime.spans[r.rule.id])
    later = later or any(m.met.listing.since > day for m in record.met if m.facts)
    return (f"entered the importing State on {day} (import_date not given)",) if later else ()


def assess_table(frame: pl.DataFrame, regime: Regime | None = None) -> pl.DataFrame:
    """Verdicts for a frame of typed fact columns (text, Date, Boolean, Float64 by facts.csv's types).

    Columns: law_on (Date), verdict (Enum, null outside coverage), provisions, needs, duties,
    hits (lists of String), note, transaction_verdict (the strictest among rows that share an `id`); one row
    for each row.
    """
    import polars as pl

    from article41.decide.tables import transaction_verdicts

    found = assess_rows(frame, regime or Regime.load())
    names = frame["id"] if "id" in frame.columns else pl.Series("id", [None] * len(frame), dtype=pl.String)
    return found.with_columns(transaction_verdicts(found.with_columns(names)))


def assess_rows(frame: pl.DataFrame, regime: Regime) -> pl.DataFrame:
    """As `assess_table`, each row for itself: a part of a table at a time."""
    from article41.analyse.frames import prepare
    from article41.decide.tables import decide_table

    return decide_table(
        regime, prepare(frame, regime.law.facts, regime.classifier, regime.totals, regime.register)
    )
