"""What each threshold finds, and what alerts, on queries that no weight was chosen on; see docs/names.md.

    python -m benchmarks.names_calibration --un UN.xml --sdn sdn.csv --alt alt.csv --negatives A.csv B.csv
        --pairs name_bench.csv korean.csv

Changed names are drawn with seeds 101 to 110. Of the pairs only those are counted whose hash holds them out.
"""

from __future__ import annotations

import argparse
import csv
from hashlib import sha256
from pathlib import Path

from article41 import Watchlist
from article41._core import compare
from benchmarks.name_queries import ofac_records, queries, un_records

SEEDS = range(101, 111)
THRESHOLDS = [0.70, 0.74, 0.76, 0.78, 0.80, 0.84, 0.88, 0.92]
HELD_OUT = 4
"""One pair in so many is held out."""

Scored = list[tuple[float, bool]]


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--un", type=Path, required=True)
    p.add_argument("--sdn", type=Path)
    p.add_argument("--alt", type=Path)
    p.add_argument("--negatives", type=Path, nargs="+", required=True)
    p.add_argument("--pairs", type=Path, nargs="*", default=[])
    a = p.parse_args()
    records = list(un_records(a.un)) + (list(ofac_records(a.sdn, a.alt)) if a.sdn else [])
    watchlist = Watchlist.from_names((r.id, r.schema, r.names) for r in records)
    asked = [q for seed in SEEDS for q in queries(records, a.negatives, seed)]
    found = watchlist.screen(
        [q.text for q in asked], schemas=[q.schema for q in asked], threshold=THRESHOLDS[0], limit=None
    )
    # An alert is right where the best score that is right reaches the threshold
    right = [
        max((h.score for h in hits if h.id == q.target), default=0.0)
        for q, hits in zip(asked, found, strict=True)
    ]
    best = [max((h.score for h in hits), default=0.0) for hits in found]
    changed = sum(q.target is not None for q in asked)
    held: Scored = [pair for path in a.pairs for pair in held_out(path)]
    print(
        f"{len(SEEDS)} seeds, {changed:,} changed names, {len(asked) - changed:,} clean; {len(held)} pairs\n"
    )
    print("| threshold | changed names found | clean names alerting | alerts that are right | pairs: P | R |")
    print("|---|---|---|---|---|---|")
    for t in THRESHOLDS:
        met, alerts = sum(s >= t for s in right), sum(s >= t for s in best)
        clean = sum(s >= t for s, q in zip(best, asked, strict=True) if q.target is None)
        row = f"| {t:.2f} | {met / changed:.1%} | {clean / (len(asked) - changed):.2%} | {met / alerts:.1%} |"
        print(row.replace("%", " %"), pairs_at(held, t))


def held_out(path: Path) -> Scored:
    """Scores of the pairs of a file that are held out, and whether each is a match."""
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return [
        (compare(r["name1"], r["schema"], r["name2"], r["schema"])[0], r["is_match"] in ("1", "true"))
        for r in rows
        if is_held_out(r["name1"], r["name2"])
    ]


def is_held_out(a: str, b: str) -> bool:
    """Whether a pair is held out: the same on every machine, whichever name stands first."""
    return sha256("\0".join(sorted((a, b))).encode()).digest()[0] % HELD_OUT == 0


def pairs_at(scored: Scored, threshold: float) -> str:
    hits = sum(s >= threshold and y for s, y in scored)
    alerts, matches = sum(s >= threshold for s, _ in scored), sum(y for _, y in scored)
    return f"{hits / max(1, alerts):.2f} | {hits / max(1, matches):.2f} |"


if __name__ == "__main__":
    main()
