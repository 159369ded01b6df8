"""Each counted flow with the DPRK as a finding: the law, its second figure, its doubts, the State's reply.

A finding asks a question of a State; it never answers one for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import polars as pl

from article41.analyse.flow import FROM, TO
from article41.analyse.trade.ways import with_way
from article41.decide.monitor.holding import EXEMPT, Holding
from article41.decide.monitor.periods import Question, held_by_period, whole
from article41.decide.regime import Regime
from article41.flows import COUNTED, FINDINGS, TOTAL

LIKELY = "likely_wrong_korea"
UNTOLD = "goods that no paragraph governs"
"""The way out of a figure that does not tell its goods."""
_KEY = ("way", "code", "edition", "start", "end")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of flows besides the law.

    `mixups`: MIXUP, and `likely` the score from which a mix-up is told. `second`: id, other_usd,
    other_figure. `marks`: id, says (one row a sentence). `replies`: state, way, code, year, reply, where null
    stands for all.
    """

    mixups: pl.DataFrame
    likely: float
    second: pl.DataFrame
    marks: pl.DataFrame
    replies: pl.DataFrame


def findings(
    regime: Regime,
    counted: pl.DataFrame,
    evidence: Evidence,
    progress: Callable[[int], None] = lambda _: None,
) -> pl.DataFrame:
    """FINDINGS of COUNTED rows: each import or export of the DPRK's trade that is not a plain zero.

    `regime` in open mode; `progress` is told of each further number of questions answered.
    """
    flows = with_way(counted).filter(
        pl.col("way").is_in([FROM, TO])
        & pl.col("flow").is_in(["M", "X"])
        & ~((pl.col("value_usd") == 0).fill_null(False) & ((pl.col("weight_kg") == 0).fill_null(True)))
    )
    told = _told(regime, flows, progress)
    says = evidence.marks.group_by("id", maintain_order=True).agg(pl.col("says").alias("marks"))
    parts = evidence.mixups.select(
        "id",
        pl.col("score").alias("mixup"),
        _parts().alias("mixup_says"),
    )
    joined = (
        flows.join(told, on=_KEY, how="left", nulls_equal=True, maintain_order="left")
        .join(parts, on="id", how="left", maintain_order="left")
        .join(evidence.second, on="id", how="left", maintain_order="left")
        .join(says, on="id", how="left", maintain_order="left")
        .with_columns(_reply(flows, evidence.replies))
    )
    is_likely = (pl.col("mixup") >= evidence.likely).fill_null(False)
    none: Any = pl.lit([], dtype=pl.List(pl.String))
    return joined.with_columns(
        pl.when(is_likely).then(pl.lit(LIKELY)).otherwise("status").alias("status"),
        _goods().alias("goods"),
        pl.col("marks", "mixup_says", "provisions", "ways_out").fill_null(none),
    ).select(pl.col(name).cast(kind) for name, kind in FINDINGS.items())


def _parts() -> pl.Expr:
    """The parts that give or take points, each with them; then in one sentence those that do not."""
    points, says = (pl.element().struct.field(name) for name in ("points", "says"))
    sign = pl.when(points > 0).then(pl.lit("+")).otherwise(pl.lit("−"))
    told = pl.format("{}{} {}", sign, points.abs().round(2).cast(pl.String), says)
    parts = pl.col("parts")
    silent = parts.list.eval(says.filter(points == 0)).list.join("; ")
    rest = pl.when(silent != "").then(pl.concat_list(pl.format("no points: {}", silent)))
    none: Any = pl.lit([], dtype=pl.List(pl.String))
    return pl.concat_list(parts.list.eval(told.filter(points != 0)), rest.fill_null(none))


def _goods() -> pl.Expr:
    words = pl.col("words").str.slice(0, 200)
    named = pl.when(pl.col("code") == TOTAL).then(pl.lit("all commodities")).otherwise(words)
    code = pl.when(pl.col("code") != TOTAL).then(pl.format("HS {}", "code"))
    both = pl.when(named.is_not_null() & code.is_not_null()).then(pl.format("{} ({})", named, code))
    return pl.coalesce(both, code, named, pl.lit("goods not told"))


def _told(regime: Regime, flows: pl.DataFrame, progress: Callable[[int], None]) -> pl.DataFrame:
    """What the law says of each distinct commodity, direction and period."""
    distinct = flows.select(*_KEY).unique(maintain_order=True)
    asked = [
        Question(way, code, edition, start, end)
        for way, code, edition, start, end in distinct.iter_rows()
        if code is not None and code != TOTAL
    ]
    parts = held_by_period(regime, asked, progress)
    cites = {p.id: p.cite for p in regime.provisions}
    rows = list(_rows(distinct, parts, cites))
    schema = {name: COUNTED.get(name, pl.String) for name in _KEY} | {
        "status": pl.String,
        "because": pl.String,
        "provisions": pl.List(pl.String),
        "ways_out": pl.List(pl.String),
        "split": pl.String,
    }
    return pl.DataFrame(rows, schema=schema, orient="row")


def _rows(
    distinct: pl.DataFrame, parts: dict[Question, Any], cites: dict[str, str]
) -> Iterator[tuple[Any, ...]]:
    for way, code, edition, start, end in distinct.iter_rows():
        if code is None or code == TOTAL:
            held, split = _untold(code), None
        else:
            question = Question(way, code, edition, start, end)
            held, split = whole(question, parts[question], cites)
        yield (
            *(way, code, edition, start, end),
            *(held.status, _sentence(held.because), list(held.provisions), list(held.ways_out), split),
        )


def _untold(code: str | None) -> Holding:
    what = "A total of all commodities" if code == TOTAL else "A commodity without an HS code"
    return Holding(EXEMPT, f"{what} does not tell whether a paragraph governs the goods", (), (UNTOLD,))


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _reply(flows: pl.DataFrame, replies: pl.DataFrame) -> pl.Series:
    """The State's reply to each flow: the one that names most of it."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    for state, way, code, year, reply in replies.select("state", "way", "code", "year", "reply").iter_rows():
        found.setdefault(state, []).append((way, code, year, reply))
    asked = flows.select("state", "way", "code", pl.col("start").dt.year())
    return pl.Series(
        "reply", [_best(found.get(s, ()), (w, c, y)) for s, w, c, y in asked.iter_rows()], pl.String
    )


def _best(replies: Any, flow: tuple[Any, ...]) -> str | None:
    fitting = [
        r for r in replies if all(own is None or _fits(own, f) for own, f in zip(r, flow, strict=False))
    ]
    return max(fitting, key=lambda r: sum(v is not None for v in r[:3]))[3] if fitting else None


def _fits(own: Any, of: Any) -> bool:
    """A reply on HS 27 answers for 2701 too."""
    return str(of or "").startswith(own) if isinstance(own, str) else bool(own == of)
