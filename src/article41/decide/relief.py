"""What a suspension would do to a table of trade: each transaction under two laws, and the sums of that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from article41.decide.regime import Regime
from article41.decide.verdicts import LENIENT, STRICTNESS
from article41.model import Verdict, VerdictWord

FATES = (
    *("freed", "eased", "unanswered", "blocked"),
    *("cleared", "indeterminate", "free", "tightened", "no_answer"),
)
"""What becomes of a transaction. Prohibited before: now permitted or not addressed (freed), indeterminate
(eased), without an answer since a paragraph that is not encoded governs it (unanswered), or still prohibited
(blocked). Indeterminate before: now free (cleared) or still so. Free before and after. Under a stricter word
than before, which only revived law can bring (tightened). Or without an answer before."""
PROHIBITED_BEFORE = ("freed", "eased", "unanswered", "blocked")
INDETERMINATE_BEFORE = ("cleared", "indeterminate")


@dataclass(frozen=True, slots=True)
class Scenario:
    """A name, and the law as it would stand."""

    name: str
    regime: Regime


@dataclass(frozen=True, slots=True)
class Amount:
    """So many transactions. `value_usd` sums those whose value is known, None where of none it is; of
    `unknown` transactions it is not, and they are never counted as 0."""

    count: int
    value_usd: float | None
    unknown: int


@dataclass(frozen=True, slots=True)
class WayLeft:
    """A way out that is still open to transactions not free under the scenario, and what it turns on."""

    rule: str
    kind: str
    needs: tuple[str, ...]
    amount: Amount


NONE = Amount(0, 0.0, 0)


@dataclass(frozen=True, slots=True)
class Relief:
    """One scenario against the law as it stands.

    `transactions`: one row each: transaction (UInt32, its first line's row), lines (UInt32), before, after
    (the verdicts, null where there is none), fate (one of FATES), provisions, needs, duties (lists of String,
    under the scenario), value_usd (null unless every line has one).
    `lines`: row, transaction, good, partner, value_usd, fate; a line's value is null where its
    transaction's is, so that both add up alike.
    """

    scenario: Scenario
    transactions: pl.DataFrame
    lines: pl.DataFrame

    def total(self, fates: Iterable[str] = FATES) -> Amount:
        """All transactions of these fates."""
        return amount(self.transactions.filter(pl.col("fate").is_in(list(fates))))

    def today(self, word: VerdictWord) -> Amount:
        """All transactions of this verdict under the law as it stands."""
        return amount(self.transactions.filter(pl.col("before") == word))

    @property
    def totals(self) -> Mapping[str, Amount]:
        """Transactions by fate."""
        found = amounts(self.transactions, ["fate"])
        return {fate: found.get((fate,), NONE) for fate in FATES}

    def by(self, column: str) -> list[tuple[str | None, Mapping[str, Amount]]]:
        """Sums by `good` or `partner` and fate, the most blocked today first. Values add up to the totals; a
        transaction of several goods counts under each of them."""
        found: dict[str | None, dict[str, Amount]] = {}
        for (name, fate), part in amounts(self.lines, [column, "fate"]).items():
            found.setdefault(name, dict.fromkeys(FATES, NONE))[fate] = part
        return sorted(found.items(), key=lambda item: self._weight([item[1][f] for f in PROHIBITED_BEFORE]))

    def blocked_by(self, fates: Iterable[str] = ("blocked", "tightened")) -> list[tuple[str, Amount]]:
        """The provisions under which transactions stand blocked, the most first. A transaction counts under
        each of several."""
        return self._by_entry("provisions", fates)

    def needs(self) -> list[tuple[str, Amount]]:
        """The missing facts on which transactions turn that are indeterminate under the scenario."""
        return self._by_entry("needs", ("eased", "indeterminate"))

    def duties(self) -> list[tuple[str, Amount]]:
        """What would follow from transactions that become free, each without its day."""
        return self._by_entry("duties", ("freed", "cleared"))

    def _by_entry(self, column: str, fates: Iterable[str]) -> list[tuple[str, Amount]]:
        rows = self.transactions.filter(pl.col("fate").is_in(list(fates))).explode(column)
        found = amounts(rows.filter(pl.col(column).is_not_null()), [column])
        return sorted(
            ((name, part) for (name,), part in found.items()), key=lambda item: self._weight([item[1]])
        )

    def ways_out(self, verdicts: Iterable[tuple[int, Verdict]]) -> tuple[WayLeft, ...]:
        """The ways out of verdicts under the scenario (by row), with the transactions they are open to."""
        found: dict[tuple[str, str, tuple[str, ...]], set[int]] = {}
        for row, verdict in verdicts:
            for way in verdict.ways_out:
                found.setdefault((way.rule, way.kind, way.needs), set()).add(row)
        ways = [WayLeft(*key, self._transactions_of(rows)) for key, rows in found.items()]
        return tuple(sorted(ways, key=lambda way: (*self._weight([way.amount]), way.rule)))

    def _weight(self, parts: Sequence[Amount]) -> tuple[float, int]:
        """The greatest first: by value, or by number where most values are unknown."""
        values = self.transactions["value_usd"]
        value = sum(a.value_usd or 0 for a in parts) if 2 * values.null_count() <= len(values) else 0
        return (-value, -sum(a.count for a in parts))

    def _transactions_of(self, rows: set[int]) -> Amount:
        names = self.lines.filter(pl.col("row").is_in(list(rows)))["transaction"].to_list()
        return amount(self.transactions.filter(pl.col("transaction").is_in(names)))


def amount(rows: pl.DataFrame) -> Amount:
    """Each transaction once, with the sum of the values of its rows here."""
    return amounts(rows.with_columns(pl.lit(0).alias("all")), ["all"]).get((0,), NONE)


def amounts(rows: pl.DataFrame, by: Sequence[str]) -> dict[tuple[Any, ...], Amount]:
    """As `amount`, for each combination of `by` that occurs, in the order in which it first does."""
    each = rows.group_by([*by, "transaction"], maintain_order=True).agg(_sum_if_all("value_usd"))
    found = each.group_by(by, maintain_order=True).agg(
        pl.len().alias("count"), pl.col("value_usd").sum(), pl.col("value_usd").null_count().alias("unknown")
    )
    return {
        tuple(key): Amount(count, None if unknown == count else value, unknown)
        for *key, count, value, unknown in found.iter_rows()
    }


def _sum_if_all(column: str) -> pl.Expr:
    return pl.when(pl.col(column).is_not_null().all()).then(pl.col(column).sum()).alias(column)


def weigh(scenario: Scenario, lines: pl.DataFrame, before: pl.DataFrame, after: pl.DataFrame) -> Relief:
    """The fates of a table's transactions.

    `lines`: row, good, partner, value_usd. `before` and `after`: the answers under the law as it stands and
    under the scenario, same rows in the same order: id, verdict, provisions, needs, duties and
    transaction_verdict. Rows that share an `id` are one transaction; it has the strictest of its lines'
    words, and for its value the sum of its lines, unknown where one of them has none.
    """
    first = pl.when(pl.col("id").is_null()).then("row").otherwise(pl.col("row").min().over("id"))
    told = ("verdict", "provisions", "needs", "duties", "transaction_verdict")
    table = pl.concat(
        [
            lines,
            after.select("id"),
            before.select(pl.col("transaction_verdict").cast(pl.String).alias("before")),
            after.select(told).cast({"verdict": pl.String, "transaction_verdict": pl.String}),
        ],
        how="horizontal",
    ).with_columns(first.alias("transaction"), _decisive().alias("decides"))
    bearing = {
        "provisions": pl.col("decides"),
        "needs": pl.col("decides"),
        # a duty may follow from any line
        "duties": pl.lit(True),
    }
    whole = table.group_by("transaction", maintain_order=True).agg(
        pl.len().alias("lines"),
        pl.col("before").first(),
        pl.col("transaction_verdict").first().alias("after"),
        *(
            pl.col(c).filter(when).explode().drop_nulls().unique(maintain_order=True)
            for c, when in bearing.items()
        ),
        _sum_if_all("value_usd"),
    )
    whole = whole.with_columns(fate().alias("fate"), _dateless())
    fates = whole.select("transaction", "fate", whole="value_usd")
    joined = table.join(fates, on="transaction", how="left", maintain_order="left")
    value = pl.when(pl.col("whole").is_not_null()).then("value_usd").alias("value_usd")
    split = joined.select("row", "transaction", "good", "partner", value, "fate")
    return Relief(scenario, whole, split)


def _decisive() -> pl.Expr:
    """Whether the line's word is its transaction's."""
    return (pl.col("verdict") == pl.col("transaction_verdict")).fill_null(False)


def fate() -> pl.Expr:
    """One of FATES, from the columns before and after."""
    before, after = pl.col("before"), pl.col("after")
    free_before, free_after = before.is_in(LENIENT), after.is_in(LENIENT)
    rank = {word: i for i, word in enumerate(STRICTNESS)}
    stricter = after.replace_strict(rank, default=None) < before.replace_strict(rank, default=None)
    prohibited = before == STRICTNESS[0]
    return (
        pl.when(prohibited & after.is_null()).then(pl.lit("unanswered"))
        .when(before.is_null() | after.is_null()).then(pl.lit("no_answer"))
        .when(free_before & free_after).then(pl.lit("free"))
        .when(stricter).then(pl.lit("tightened"))
        .when(free_after).then(pl.when(prohibited).then(pl.lit("freed")).otherwise(pl.lit("cleared")))
        .when(after == STRICTNESS[0]).then(pl.lit("blocked"))
        .when(prohibited).then(pl.lit("eased"))
        .otherwise(pl.lit("indeterminate"))
    )  # fmt: skip


def _dateless() -> pl.Expr:
    """Duties without the day by which each falls due."""
    return (
        pl.col("duties")
        .list.eval(pl.element().str.replace(r" by \d{4}-\d\d-\d\d$", ""))
        .list.unique(maintain_order=True)
    )
