"""The test as JSON, and every case tried as CSV."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any, BinaryIO

import msgspec

from article41.analyse.selftest.manipulations import Pack
from article41.analyse.selftest.rates import Rate
from article41.analyse.selftest.running import Alert, Outcome
from article41.analyse.selftest.stress import ASKED, KEY, Entry
from article41.report.exports import write_flat_csv
from article41.report.selftest.result import SelfTest

COLUMNS = (
    *("pack", "manipulation", "list", "reference", "kind", "listed_name", "manipulated", "found", "score"),
    *("rank", "why"),
)


def selftest_json(test: SelfTest, misses: int | None) -> str:
    """Figures and misses as one object; `misses` at most of each kind, None for all. Rates are shares of
    1; of the clean pack `found` are the names that do not alert."""
    found = {
        "day": test.day,
        "engine": test.engine,
        "threshold": test.threshold,
        "seed": test.seed,
        "per": test.per,
        "lists": [asdict(tested) for tested in test.lists],
        "packs": [{"pack": pack, **_rate(rate)} for pack, rate in test.by_pack.items()],
        "manipulations": _rates(test.by_manipulation, "manipulation"),
        "kinds": _rates(test.by_kind, "kind"),
        "by_list": _rates(test.by_list, "list"),
        "left_out": [clean.text for clean in test.left_out],
        "without_names": list(test.without_names),
        "misses": [_case(o) for o in test.misses[:misses]],
        "alerts": [_alert(a) for a in test.alarms[:misses]],
    }
    return msgspec.json.format(msgspec.json.encode(found), indent=1).decode()


def _rates(found: Mapping[tuple[Pack, str], Rate], name: str) -> list[dict[str, Any]]:
    return [{"pack": pack, name: what, **_rate(rate)} for (pack, what), rate in found.items()]


def _rate(rate: Rate) -> dict[str, Any]:
    return {
        "tried": rate.tried,
        "found": rate.found,
        "missed": rate.missed,
        "rate": rate.share,
        "interval": rate.interval,
    }


def _rounded(score: float | None) -> float | None:
    return None if score is None else round(score, 6)


def _case(outcome: Outcome) -> dict[str, Any]:
    case = outcome.case
    return dict(
        zip(
            COLUMNS,
            (
                case.pack,
                case.manipulation,
                case.subject.list_key,
                case.subject.reference,
                case.subject.kind,
                case.subject.text,
                case.text,
                outcome.is_found,
                _rounded(outcome.score),
                outcome.rank,
                outcome.why,
            ),
            strict=True,
        )
    )


def _alert(alert: Alert) -> dict[str, Any]:
    """A clean name as a case: `listed_name` is what it was taken for, `found` whether it was."""
    values = (
        "clean", alert.clean.group, alert.list_key, alert.reference, alert.clean.schema, alert.name,
        alert.clean.text, alert.is_alert, _rounded(alert.score), None, alert.why,
    )  # fmt: skip
    return dict(zip(COLUMNS, values, strict=True))


def write_cases(test: SelfTest, out: BinaryIO) -> None:
    """Every case tried, one a row; of clean names `found` says that they alert, on which listed name."""
    import polars as pl

    rows = [*map(_case, test.outcomes), *map(_alert, test.alerts)]
    text = dict.fromkeys(COLUMNS, pl.String)
    types = {**text, "found": pl.Boolean, "score": pl.Float64, "rank": pl.UInt32}
    write_flat_csv(pl.DataFrame(rows, schema=types), out)


def write_asked(entries: Sequence[Entry], out: BinaryIO) -> None:
    """The names for another filter, without answers."""
    _write(ASKED, (entry.asked for entry in entries), out)


def write_key(entries: Sequence[Entry], out: BinaryIO) -> None:
    """Whose each name is, and what was done to it."""
    _write(KEY, (entry.key for entry in entries), out)


def _write(columns: Sequence[str], rows: Iterable[tuple[str, ...]], out: BinaryIO) -> None:
    import polars as pl

    write_flat_csv(pl.DataFrame(list(rows), schema=dict.fromkeys(columns, pl.String), orient="row"), out)
