"""Names: accuracy beside speed, and the peers in the same run.

    python -m benchmarks.names --un UN.xml --sdn sdn.csv --alt alt.csv --negatives A.csv B.csv
        --pairs name_bench.csv korean.csv [--entities 1000000] [--no-peers] [--freeze | --diff]

`--pairs`: CSV with name1, name2, is_match, schema (and quality). `--negatives`: CSV with full_name of people
on no list. `--forenames`: CSV with Country and Romanized Name, borne by the commonest families beside our own
clean Koreans and Chinese. Everything is made with a seed; one table comes out. `--freeze` keeps its figures
and the numbers of the rows decided otherwise in benchmarks/reference/names.json; `--diff` says what changed.
"""

from __future__ import annotations

import argparse
import csv
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from article41 import THRESHOLD, Watchlist
from article41._core import compare
from benchmarks.name_people import borne, chinese, entities, koreans
from benchmarks.name_queries import KINDS, Query, Record, changed, ofac_records, queries, un_records
from benchmarks.names_reference import Figures, difference, freeze

Pair = tuple[str, str, str, bool, str]
Scorer = Callable[[str, str, str], float]


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--un", type=Path)
    p.add_argument("--sdn", type=Path)
    p.add_argument("--alt", type=Path)
    p.add_argument("--negatives", type=Path, nargs="*", default=[])
    p.add_argument("--pairs", type=Path, nargs="*", default=[])
    p.add_argument("--forenames", type=Path)
    p.add_argument("--seed", type=int, default=7)
    p.add_argument("--threshold", type=float, default=THRESHOLD)
    p.add_argument("--entities", type=int, default=0, help="size of the synthetic list; 0 leaves it out")
    p.add_argument("--no-peers", action="store_true")
    kept = p.add_mutually_exclusive_group()
    kept.add_argument("--freeze", action="store_true")
    kept.add_argument("--diff", action="store_true")
    a = p.parse_args()
    say("what", "figure", "")
    figures: Figures = {"threshold": a.threshold}
    for path in a.pairs:
        figures[path.stem] = pairs(path, a.threshold, with_peers=not a.no_peers)
    if a.un:
        records = list(un_records(a.un)) + (list(ofac_records(a.sdn, a.alt)) if a.sdn else [])
        asked = queries(records, a.negatives, a.seed)
        people = {"Koreans": koreans(), "Chinese": chinese()}
        people |= borne(a.forenames) if a.forenames else {}
        found = retrieval(records, asked, people, a.threshold, with_peers=not a.no_peers)
        figures[f"seed {a.seed}, {len(records)} records"] = found
    if a.freeze:
        freeze(figures)
    elif a.diff:
        print("\n".join(difference(figures)) or "as frozen")
    if a.entities:
        synthetic(a.entities, a.threshold)
    cold_start()


def say(what: str, figure: str, more: str) -> None:
    print(f"{what:<46} {figure:>16}  {more}", flush=True)


def pairs(path: Path, threshold: float, *, with_peers: bool) -> Figures:
    """Precision, recall and F1 at the threshold, area under the curve of each engine. Returns ours."""
    figures: Figures = {}
    with path.open(encoding="utf-8") as file:
        rows: list[Pair] = [
            (r["schema"], r["name1"], r["name2"], r["is_match"] in ("1", "true"), r.get("quality") or "")
            for r in csv.DictReader(file)
        ]
    peers: dict[str, tuple[float, Scorer]] = {
        "article41": (threshold, lambda s, a, b: compare(a, s, b, s)[0])
    }
    if with_peers:
        peers |= {"nomenklatura logic-v2": (0.7, logic_v2()), "rapidfuzz WRatio": (0.855, w_ratio())}
    for name, (at, score) in peers.items():
        start = time.perf_counter()
        scored = [(score(s, a, b), is_match) for s, a, b, is_match, _ in rows]
        each = (time.perf_counter() - start) / len(rows) * 1e6
        hits = sum(x >= at and y for x, y in scored)
        alerts, matches = sum(x >= at for x, _ in scored), sum(y for _, y in scored)
        f1 = 2 * hits / (alerts + matches)
        more = f"P {hits / max(1, alerts):.3f} R {hits / matches:.3f} at {at:g}, AUC {auc(scored):.3f}, "
        more += f"{each:.0f} us a pair"
        say(f"{path.stem}: {name}", f"F1 {f1:.3f}", more)
        if name == "article41":
            wrong = [n for n, (r, (x, y)) in enumerate(zip(rows, scored, strict=True), 2) if (x >= at) != y]
            strong = [n for n in wrong if rows[n - 2][4] == "STRONG"]
            say("  rows decided otherwise than labelled", str(len(wrong)), f"STRONG: {strong or 'none'}")
            figures = {"F1": f1, "AUC": auc(scored), "rows decided otherwise": wrong}
    return figures


def auc(scored: list[tuple[float, bool]]) -> float:
    good, bad = [x for x, y in scored if y], [x for x, y in scored if not y]
    above = sum((x > z) + 0.5 * (x == z) for x in good for z in bad)
    return above / max(1, len(good) * len(bad))


def retrieval(
    records: list[Record],
    asked: list[Query],
    people: dict[str, list[str]],
    threshold: float,
    *,
    with_peers: bool,
) -> Figures:
    """What is found of the changed names, what alerts of the clean ones and of `people`, and how fast."""
    start = time.perf_counter()
    watchlist = Watchlist.from_names(
        (r.id, r.schema, [*r.names, *((w, "low") for w in r.weak)]) for r in records
    )
    say("index: build", f"{time.perf_counter() - start:.2f} s", f"{len(records):,} records")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "names.idx"
        watchlist.write(path)
        start = time.perf_counter()
        watchlist = Watchlist.open(path)
        say(
            "index: open",
            f"{(time.perf_counter() - start) * 1e3:.1f} ms",
            f"{path.stat().st_size / 1e6:.1f} MB",
        )
        texts, schemas = [q.text for q in asked], [q.schema for q in asked]
        best = 0.0
        for _ in range(3):
            start = time.perf_counter()
            found = watchlist.screen(texts, schemas=schemas, threshold=threshold, limit=None)
            best = max(best, len(texts) / (time.perf_counter() - start))
        figures = report("article41", asked, [[h.id for h in hits] for hits in found], best)
        each = []
        for q in asked:
            start = time.perf_counter()
            watchlist.screen([q.text], schemas=q.schema, threshold=threshold)
            each.append(time.perf_counter() - start)
        each.sort()
        more = f"p99 {each[len(each) * 99 // 100] * 1e6:.0f} us, longest {each[-1] * 1e6:.0f} us"
        say("single query", f"{statistics.median(each) * 1e6:.0f} us", more)
        for what, names in people.items():
            hits = watchlist.screen(names, schemas="Person", threshold=threshold)
            share = sum(map(bool, hits)) / len(names)
            say(f"clean people alerting: {what}", f"{share:.2%}", f"of {len(names):,}")
            figures[f"clean {what}"] = share
        missed = sum(
            r.id not in {h.id for h in hits}
            for r in records
            for hits in watchlist.screen(r.names, schemas=r.schema, limit=None)
        )
        say("control: listed names not finding themselves", str(missed), "of all names and good aliases")
    say("memory of this process", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:,.0f} MB", "")
    figures["names not finding themselves"] = missed
    if with_peers:
        rapidfuzz_retrieval(records, asked)
    return figures


def report(engine: str, asked: list[Query], found: Iterable[Iterable[str]], rate: float) -> Figures:
    by: dict[str, list[bool]] = {}
    for q, ids in zip(asked, found, strict=True):
        by.setdefault(q.kind, []).append(bool(ids) if q.target is None else q.target in ids)
    met = [x for kind in KINDS for x in by.get(kind, [])]
    kinds = " ".join(f"{k} {sum(by[k]) / len(by[k]):.0%}" for k in KINDS if k in by)
    alerts = by.get("clean", [False])
    say(
        f"retrieval: {engine}",
        f"found {sum(met) / len(met):.2%}",
        f"clean alerting {sum(alerts) / len(alerts):.3%}",
    )
    say("  by kind of change", "", kinds)
    say("  names a second", f"{rate:,.0f}", "")
    shares = {k: sum(by[k]) / len(by[k]) for k in KINDS if k in by}
    return {"found": sum(met) / len(met), "clean alerting": sum(alerts) / len(alerts), "by kind": shares}


def rapidfuzz_retrieval(records: list[Record], asked: list[Query]) -> None:
    """Ratio of sorted tokens at 85, brute force."""
    from rapidfuzz import fuzz, process, utils

    def tokens(name: str) -> str:
        return " ".join(sorted(utils.default_process(name).split()))

    names = [(tokens(n), r.id) for r in records for n in r.names]
    sample = asked[:2000]
    start = time.perf_counter()
    scored = process.cdist(
        [tokens(q.text) for q in sample],
        [n for n, _ in names],
        scorer=fuzz.ratio,
        score_cutoff=85,
        workers=-1,
    )
    rate = len(sample) / (time.perf_counter() - start)
    report("rapidfuzz ratio 85", sample, [{names[j][1] for j in row.nonzero()[0]} for row in scored], rate)


def synthetic(count: int, threshold: float) -> None:
    """A list of any size, in a process of its own, so that its memory is its own."""
    with ProcessPoolExecutor(1) as pool:
        for line in pool.submit(_synthetic, count, threshold).result():
            say(*line)


def _synthetic(count: int, threshold: float) -> list[tuple[str, str, str]]:
    start = time.perf_counter()
    made = sum(len(names) for _, _, names in entities(count, 1))
    making = time.perf_counter() - start
    start = time.perf_counter()
    watchlist = Watchlist.from_names(entities(count, 1))
    building = time.perf_counter() - start - making
    lines = [
        (f"{count:,} entities: build", f"{building:.1f} s", f"{made:,} names, made in {making:.0f} s more")
    ]
    clean = [(names[0], schema) for _, schema, names in entities(50_000, 2)]
    rnd = random.Random(3)  # noqa: S311  (repeatable, not secret)
    listed = [(rnd.choice(names), schema) for _, schema, names in entities(50_000, 1)]
    for what, asked in (
        ("clean names", clean),
        ("changed listed names", [(changed(name, rnd)[0], schema) for name, schema in listed]),
        ("clean names of schema Unknown", [(name, "Unknown") for name, _ in clean]),
    ):
        texts, schemas = [n for n, _ in asked], [s for _, s in asked]
        start = time.perf_counter()
        hits = watchlist.screen(texts, schemas=schemas, threshold=threshold, limit=5)
        rate = f"{len(asked) / (time.perf_counter() - start):,.0f}"
        lines.append(
            ("  names a second", rate, f"{what}: {sum(map(bool, hits)) / len(hits):.1%} meet a name")
        )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    lines.append(("  memory at most", f"{peak:.2f} GB", f"index {len(watchlist.to_bytes()) / 1e9:.2f} GB"))
    return lines


def cold_start() -> None:
    code = "import article41; article41.compare_names('Kim Jong Un', '김정은', schema='Person')"
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    say(
        "cold start: import and one pair",
        f"{(time.perf_counter() - start) * 1e3:.0f} ms",
        "with the interpreter",
    )


def logic_v2() -> Scorer:
    from followthemoney import EntityProxy, model
    from nomenklatura.matching import get_algorithm
    from nomenklatura.matching.types import ScoringConfig

    algorithm: Any = get_algorithm("logic-v2")
    config = ScoringConfig.defaults()
    number = iter(range(10**9))

    def entity(schema: str, name: str) -> EntityProxy:
        # It caches by id: each name needs one of its own
        data = {"id": f"n{next(number)}", "schema": schema, "properties": {"name": [name]}}
        return EntityProxy.from_dict(data) if hasattr(EntityProxy, "from_dict") else model.get_proxy(data)

    def score(schema: str, a: str, b: str) -> float:
        return float(algorithm.compare(entity(schema, a), entity(schema, b), config).score)

    score("Person", "warm", "up")
    return score


def w_ratio() -> Scorer:
    from rapidfuzz import fuzz, utils

    return lambda _, a, b: fuzz.WRatio(a, b, processor=utils.default_process) / 100


if __name__ == "__main__":
    main()
