"""How many flows that stand under the wrong Korea are marked, and how many true ones; see docs/mixup.md.

    python -m benchmarks.mixup --trade ../shared/data/trade [--svg docs/mixup-curve.svg]

Miscoded flows are real rows with the Republic of Korea moved to the DPRK, one at a time; true ones are the
real rows with the DPRK. Seeds are fixed: the same files give the same tables.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from article41.analyse.selftest.wilson import wilson
from article41.analyse.trade.mixup import LIKELY, reverse_mixups
from article41.report.charts import draw
from benchmarks.mixup_cases import KNOWN, scored
from benchmarks.mixup_data import Book, books, drifts
from benchmarks.mixup_worlds import SHIPMENT, TRUE, WHOLE, earlier, scored_slips, scored_true, slips

TUNING = ("CHN", "ZAF")
"""Reporters on which thresholds and the one measured constant were set; all others are for the test."""
THRESHOLDS = [n / 100 for n in range(20, 81, 5)]
SEEDS = range(1, 6)
WIDTH, HEIGHT = 330, 260
COUNTED_AS = {WHOLE: "miscoded", SHIPMENT: "shipments", TRUE: "true"}


@dataclass(frozen=True, slots=True)
class Variant:
    """What history is given: `years` earlier ones drawn, of whose rows a share is `kept`; which `usual`."""

    name: str
    years: int = 0
    kept: float = 1.0
    whole_basket: bool = True


AS_FILED = Variant("the files as they are")
FULL = Variant("three earlier years drawn", 3)
VARIANTS = (
    FULL,
    Variant("one earlier year drawn", 1),
    Variant("three, half of the rows absent", 3, 0.5),
    AS_FILED,
    Variant("as they are, usual trade of the goods asked for", whole_basket=False),
)


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--trade", type=Path, required=True)
    p.add_argument("--svg", type=Path)
    a = p.parse_args()
    found, pairs = books(a.trade), drifts(a.trade)
    results = pl.concat([run(book, pairs, variant, SEEDS[0]) for variant in VARIANTS for book in found])
    full = results.filter(variant=FULL.name)
    print_counts(full)
    for variant in (FULL, AS_FILED):
        print_curve(results.filter(variant=variant.name), variant.name)
    print_variants(results)
    print_seeds(found, pairs)
    print_left_out(full)
    print_misses(full)
    print_cases()
    print_reverse(found)
    if a.svg:
        a.svg.write_bytes(draw(chart(results), ".svg"))


def run(
    book: Book, pairs: pl.DataFrame, variant: Variant, seed: int, kinds: Sequence[str] = (WHOLE, SHIPMENT)
) -> pl.DataFrame:
    """id, score, parts, reporter, kind and variant of every slip and every true flow of one book."""
    before = earlier(book, pairs, seed, variant.years, variant.kept)
    if not variant.whole_basket:
        asked = book.counted.select("flow", code=pl.coalesce("code", "words")).unique()
        book = Book(book.reporter, book.counted, book.usual.join(asked, on=["flow", "code"], how="semi"))
    scores = {TRUE: [scored_true(book, before)]}
    for kind in kinds:
        scores[kind] = list(scored_slips(book, slips(book, kind, seed), before))
    return pl.concat(
        part.with_columns(kind=pl.lit(kind), reporter=pl.lit(book.reporter), variant=pl.lit(variant.name))
        for kind, parts in scores.items()
        for part in parts
    )


def marked(results: pl.DataFrame, kind: str, threshold: float) -> tuple[int, int]:
    """How many flows of a kind reach the threshold, and of how many."""
    scores = results.filter(kind=kind)["score"]
    return int((scores >= threshold).sum()), len(scores)


def rate(results: pl.DataFrame, kind: str, threshold: float) -> str:
    """Marked of all, the share, and Wilson's interval of 95 %."""
    hits, tries = marked(results, kind, threshold)
    if not tries:
        return "none"
    low, high = wilson(hits, tries)
    return f"{hits} of {tries} = {hits / tries:.1%} [{low:.1%}, {high:.1%}]".replace("%", " %")


def sides(results: pl.DataFrame) -> tuple[tuple[str, pl.DataFrame], ...]:
    tuning = pl.col("reporter").is_in(TUNING)
    return (("tuning", results.filter(tuning)), ("test", results.filter(~tuning)), ("all", results))


def print_counts(full: pl.DataFrame) -> None:
    print(f"At {LIKELY:.2f}, {FULL.name}, seed {SEEDS[0]}:\n")
    print("| reporter | side | whole years marked | shipments marked | true marked |\n|---|---|---|---|---|")
    for (reporter,), part in full.group_by("reporter", maintain_order=True):
        side = "tuning" if reporter in TUNING else "test"
        print(
            f"| {reporter} | {side} |",
            " | ".join(rate(part, k, LIKELY) for k in (WHOLE, SHIPMENT, TRUE)),
            "|",
        )


def print_curve(results: pl.DataFrame, name: str) -> None:
    print(f"\nWhole years, {name}:\n")
    print("| threshold | tuning: miscoded | true | test: miscoded | true | all: miscoded | true |")
    print("|---|---|---|---|---|---|---|")
    for t in THRESHOLDS:
        cells = [brief(part, kind, t) for _, part in sides(results) for kind in (WHOLE, TRUE)]
        print(f"| {t:.2f} |", " | ".join(cells), "|")


def brief(results: pl.DataFrame, kind: str, threshold: float) -> str:
    hits, tries = marked(results, kind, threshold)
    return f"{hits} of {tries} = {hits / tries:.1%}".replace("%", " %")


def print_variants(results: pl.DataFrame) -> None:
    print(f"\nAt {LIKELY:.2f}, by what history is given:\n")
    print("| history | side | whole years | shipments | true |\n|---|---|---|---|---|")
    for variant in VARIANTS:
        for side, part in sides(results.filter(variant=variant.name)):
            cells = " | ".join(rate(part, k, LIKELY) for k in (WHOLE, SHIPMENT, TRUE))
            print(f"| {variant.name} | {side} | {cells} |")


def print_seeds(found: list[Book], pairs: pl.DataFrame) -> None:
    """How much the drawn years matter."""
    shares = []
    for seed in SEEDS:
        drawn = pl.concat([run(book, pairs, FULL, seed, (WHOLE,)) for book in found])
        _, (_, test), (_, every) = sides(drawn)
        shares.append([hits / tries for hits, tries in (marked(p, WHOLE, LIKELY) for p in (test, every))])
    for name, column in zip(("test", "all"), zip(*shares, strict=True), strict=True):
        spread = f"{min(column):.1%} to {max(column):.1%}"
        print(f"\nSeeds {SEEDS[0]} to {SEEDS[-1]}, {name}: whole years marked {spread}")


def print_left_out(full: pl.DataFrame) -> None:
    """The threshold that parts the other reporters' flows best, on the reporter left out."""
    print("\nThresholds found on all reporters but one, and what they mark of that one:\n")
    print("| left out | threshold | whole years | true |\n|---|---|---|---|")
    for reporter in full["reporter"].unique(maintain_order=True):
        rest, one = full.filter(pl.col("reporter") != reporter), full.filter(reporter=reporter)
        threshold = max(THRESHOLDS, key=lambda t: parting(rest, t))
        print(
            f"| {reporter} | {threshold:.2f} | {rate(one, WHOLE, threshold)} | {rate(one, TRUE, threshold)} |"
        )


def parting(results: pl.DataFrame, threshold: float) -> float:
    """The share of miscoded marked less the share of true ones (Youden's index)."""
    (hits, tries), (false, true) = (marked(results, kind, threshold) for kind in (WHOLE, TRUE))
    return hits / tries - false / true


def print_misses(full: pl.DataFrame) -> None:
    below, true = pl.col("score") < LIKELY, pl.col("kind") == TRUE
    for title, rows in (
        ("Whole years that are not marked", full.filter(~true & below, kind=WHOLE)),
        ("True flows that are marked", full.filter(true & ~below)),
    ):
        print(f"\n{title}: {len(rows)}\n")
        for id_, score, parts in rows.select("id", "score", "parts").sort("id").iter_rows():
            print(f"- {id_}: {score:.2f} ({reasons(parts)})")


def reasons(parts: list[dict[str, object]]) -> str:
    return ", ".join(f"{p['part']} {p['points']:+.2f}" for p in parts if p["points"])


def print_cases() -> None:
    print("\nDocumented cases:\n")
    for case in KNOWN:
        scores = scored(case)
        least = scores.sort("score").row(0, named=True)
        verdict = "likely recorded for the wrong Korea" if least["score"] >= LIKELY else "needs explanation"
        print(f"- {case.name}: {least['score']:.2f} at least, {verdict} ({reasons(least['parts'])})")


def print_reverse(found: list[Book]) -> None:
    asked = [reverse_mixups(book.counted, book.usual) for book in found]
    print(f"\nThe reverse: {sum(map(len, asked))} candidates in these files.")


def chart(results: pl.DataFrame) -> dict[str, object]:
    """The share marked by threshold, tuning beside test, as a Vega-Lite specification."""
    import altair as alt

    lines = {
        (FULL.name, WHOLE): "miscoded, earlier years known",
        (AS_FILED.name, WHOLE): "miscoded, one year known",
        (FULL.name, SHIPMENT): "miscoded, one shipment",
        (FULL.name, TRUE): "true",
    }
    points = []
    for side, part in sides(results)[:2]:
        counts = [f"{marked(part.filter(variant=FULL.name), k, 0)[1]} {n}" for k, n in COUNTED_AS.items()]
        title = f"{side} reporters: {', '.join(counts)}"
        for (variant, kind), name in lines.items():
            for t in [n / 100 for n in range(0, 101, 2)]:
                hits, tries = marked(part.filter(variant=variant), kind, t)
                points.append({"side": title, "line": name, "threshold": t, "share": hits / tries})
    base = alt.Chart(alt.InlineData(values=points))
    curve = base.mark_line(interpolate="step-before", strokeWidth=2).encode(
        x=alt.X("threshold:Q", title="Score at least", scale=alt.Scale(domain=[0, 1])),
        y=alt.Y("share:Q", title="Share of flows marked", axis=alt.Axis(format=".0%")),
        color=alt.Color(
            "line:N",
            title=None,
            sort=list(lines.values()),
            scale=alt.Scale(range=["#0072b2", "#56b4e9", "#e69f00", "#d55e00"]),
            legend=alt.Legend(orient="bottom", columns=4),
        ),
        strokeDash=alt.StrokeDash("line:N", sort=list(lines.values()), legend=None),
    )
    mark = (
        base.transform_filter("datum.threshold == 0").mark_rule(color="#5a5a5a").encode(x=alt.datum(LIKELY))
    )
    panels = alt.layer(curve, mark).properties(width=WIDTH, height=HEIGHT)
    foot = (
        f"Thin rule: {LIKELY:.2f}. Sources: CEPII BACI 2021 (V202301), FAOSTAT 2019, UN Comtrade 2016-2024. "
        "Drawn by python -m benchmarks.mixup"
    )
    found: dict[str, object] = (
        panels.facet(column=alt.Column("side:N", title=None, sort="descending"))
        .properties(
            title=alt.TitleParams(
                "Flows marked as likely recorded for the wrong Korea",
                subtitle=foot,
                anchor="start",
                fontSize=15,
            ),
            background="white",
            padding=16,
            description="Share of miscoded and of true flows whose score reaches each threshold.",
        )
        .configure(font="Helvetica Neue, Liberation Sans, Arial, sans-serif")
        .to_dict()
    )
    return found


if __name__ == "__main__":
    main()
