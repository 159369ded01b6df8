"""A million shipments, Parquet to Parquet, through the command line; and what one verdict costs.

    python benchmarks/assess.py [--rows 1000000]

Peers in the same run: OpenFisca-Core (dated rules as code, vectorised) with para. 8 of resolution 2371 alone,
written for it here, against ours with every provision; and a plain loop of our own traced reader. Accuracy
stands beside speed: the share of the law's own coal and iron cases that each answers as the case says.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import polars as pl
import yaml

from article41.decide.assess import assess_facts
from article41.decide.regime import Regime
from article41.model import GIVEN
from article41.read.records import read_record
from article41.read.resolutions import load_law

CASES = Path(__file__).parents[1] / "tests" / "law" / "2371.yaml"
SEED = 41
WORDS = [
    "steam coal",
    "iron ore fines",
    "frozen squid",
    "cotton T-shirts",
    "crude oil",
    "diesel",
    "water pump",
    "sawn timber",
]
MEASURED = 5
NAMED = 100_000
"""Distinct exporters of the second table: each is held once against the listed names."""
HEADS = [
    "Bel",
    "Cor",
    "Dal",
    "Fen",
    "Gar",
    "Hol",
    "Kar",
    "Lin",
    "Mor",
    "Nor",
    "Per",
    "Ros",
    "Sal",
    "Tor",
    "Var",
]
TAILS = [
    "adi",
    "berg",
    "cino",
    "dale",
    "eira",
    "ford",
    "gova",
    "heim",
    "ini",
    "jevic",
    "kina",
    "lund",
    "mont",
]
TRADES = [
    "Trading",
    "Shipping",
    "Foods",
    "Textile",
    "Machinery",
    "General Trading",
    "Marine",
    "Import Export",
]
FORMS = ["Co., Ltd.", "GmbH", "LLC", "S.A.", "Pte Ltd", "OOO", "Inc."]


@dataclass(frozen=True, slots=True)
class Line:
    what: str
    rows: int
    seconds: float
    megabytes: float | None
    accuracy: str

    def __str__(self) -> str:
        memory = "" if self.megabytes is None else f"{self.megabytes:,.0f}"
        rate = self.rows / self.seconds
        return (
            f"{self.what:<58}{self.rows:>11,}{self.seconds:>9.2f}{rate:>13,.0f}{memory:>8}  {self.accuracy}"
        )


def shipments(rows: int) -> pl.DataFrame:
    """Shipments of 2006 to 2025 as traders have them: 5,000 codes, nulls, words, a tenth sharing an id."""
    rnd = random.Random(SEED)  # noqa: S311  a seed, not a secret
    first = date(2006, 10, 14).toordinal()
    days = [date.fromordinal(first + i) for i in range(7_000)]
    chapters = [3, 8, 10, 12, 25, 26, 27, 30, 31, 44, 61, 62, 64, 67, 72, 73, 78, 84, 85, 87, 89, 90]
    codes = [f"{rnd.choice(chapters):02d}{rnd.randint(1, 9):02d}{rnd.randint(10, 99)}" for _ in range(5_000)]
    texts = [f"{word}, lot {i}" for i in range(600) for word in WORDS]

    def pick(values: list[Any], weights: list[float] | None = None) -> pl.Series:
        return pl.Series(rnd.choices(values, weights, k=rows))

    left = pick(days)
    leaving = pl.Series(rnd.choices([True, False], k=rows))
    frame = pl.DataFrame(
        {
            "id": [f"S-{i if i % 10 else i - 1:07d}" for i in range(1, rows + 1)],
            "date": left,
            "origin": pick(["CN", "RU", "VN", None], [6, 2, 1, 0.3]),
            "destination": pick(["CN", "RU", "KR", None], [6, 2, 1, 0.3]),
            "hs": pick(codes),
            "description": pick([*texts, None]),
            "quantity": [rnd.random() * 1_000 for _ in range(rows)],
            "contract_date": pick([date(2017, 7, 1), date(2017, 12, 1), None]),
            "import_date": [
                d + timedelta(days=rnd.randrange(40)) if rnd.random() < 0.7 else None for d in left
            ],
            "port_of_loading": pick(["KPRJN", "CNDLC", None], [0.01, 1, 1]),
            "vessel_flag": pick(["KP", "PA", None]),
            "ship_to_ship": pick([True, False, None], [1, 50, 20]),
            "committee_approval": pick([True, None], [1, 50]),
            "livelihood_only": pick([True, None]),
            "cap_share": pick([0.2, 0.9, 1.1, None]),
        }
    )
    kp = pl.lit("KP")
    return frame.with_columns(
        pl.when(leaving).then(kp).otherwise(pl.col("origin")).alias("origin"),
        pl.when(leaving).then(pl.col("destination")).otherwise(kp).alias("destination"),
        pl.when(leaving).then(pl.col("port_of_loading")).alias("port_of_loading"),
    )


def with_exporters(frame: pl.DataFrame, number: int) -> pl.DataFrame:
    """The frame with exporters of `number` distinct names that are on no list."""
    rnd = random.Random(SEED)  # noqa: S311
    names: dict[str, None] = {}
    while len(names) < number:
        word = "".join(rnd.choice(HEADS) + rnd.choice(TAILS) for _ in range(2)).capitalize()
        names[f"{word} {rnd.choice(TRADES)} {rnd.choice(FORMS)}"] = None
    return frame.with_columns(exporter=pl.Series(rnd.choices(list(names), k=len(frame))))


def command_line(rows: int, folder: Path, exporters: int = 0) -> Line:
    source, out = folder / "in.parquet", folder / "out.parquet"
    frame = shipments(rows)
    (with_exporters(frame, exporters) if exporters else frame).write_parquet(source)
    started = time.perf_counter()
    code = "import sys; from article41.serve.cli import main; sys.argv[0] = 'article41'; main()"
    subprocess.run(
        [sys.executable, "-c", code, "assess", source, "-o", out], check=True, stderr=subprocess.DEVNULL
    )
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    answered = pl.scan_parquet(out).select(pl.len()).collect().item()
    assert answered == rows, "a row was lost"
    names = f", {exporters:,} exporters" if exporters else ", every provision"
    return Line(f"article41 assess, Parquet to Parquet{names}", rows, seconds, peak, ours())


def traced(rows: int) -> Line:
    regime = Regime.load()
    frame = shipments(rows)
    given = [{k: v for k, v in row.items() if v is not None} for row in frame.iter_rows(named=True)]
    started = time.perf_counter()
    for facts in given:
        assess_facts(facts, regime)
    return Line(
        "the traced reader, one at a time, with reasons", rows, time.perf_counter() - started, None, ours()
    )


def cases() -> Iterator[tuple[dict[str, Any], str]]:
    """The law's own cases on coal, iron and iron ore, with the verdict each says."""
    for case in yaml.load(CASES.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader):  # noqa: S506
        if str(case["facts"].get("hs", ""))[:2] in ("26", "27", "72") and case["expect"] != "null":
            yield case["facts"], case["expect"]


def ours() -> str:
    regime = Regime.load()
    found = [
        assess_facts(read_record(f, regime.law.facts), regime).verdict == expected for f, expected in cases()
    ]
    return f"{sum(found)} of {len(found)}"


def openfisca(rows: int) -> Line | None:
    """Para. 8 of 2371 in OpenFisca-Core; None where it is not installed."""
    try:
        prohibited = import_module("openfisca_2371").prohibited
    except ImportError:
        return None
    regime = Regime.load()
    keys = (
        "flow",
        "good",
        "origin",
        "port_of_loading",
        "date",
        "import_date",
        "contract_date",
        "notified_on",
    )

    def columns(found: list[dict[str, Any]]) -> dict[str, list[Any]]:
        return {k: [f.get(k) for f in found] for k in keys}

    def known(facts: dict[str, Any]) -> dict[str, Any]:
        good = next(
            (
                g
                for g, hs in (("coal", "2701"), ("iron_ore", "2601"), ("iron", "7201"))
                if facts.get("hs") == hs
            ),
            "",
        )
        leaves = facts.get("origin") == "KP" or str(facts.get("port_of_loading", "")).startswith("KP")
        return {**facts, "good": good, "flow": "from_dprk" if leaves else "neither"}

    read = [known(dict(read_record(f, regime.law.facts))) for f, _ in cases()]
    said = prohibited(columns(read), GIVEN)
    expected = [e for _, e in cases()]
    right = sum(
        bool(s) == (e == "prohibited") and e != "indeterminate" for s, e in zip(said, expected, strict=True)
    )
    many = [known(r) for r in shipments(rows).iter_rows(named=True)]
    prepared = columns(many)
    started = time.perf_counter()
    prohibited(prepared, GIVEN)
    seconds = time.perf_counter() - started
    return Line(
        "OpenFisca-Core, 2371 para. 8 alone, from lists in memory",
        rows,
        seconds,
        None,
        f"{right} of {len(expected)}",
    )


def best_of(run: Callable[[], object], times: int = MEASURED) -> float:
    """Least seconds of several runs: what the work costs when nothing else interferes."""
    found = []
    for _ in range(times):
        started = time.perf_counter()
        run()
        found.append(time.perf_counter() - started)
    return min(found)


COLD = """
import time
from article41.decide.regime import Regime
started = time.perf_counter()
Regime.load()
print(time.perf_counter() - started)
"""


def cold() -> float:
    """Seconds to load the regime in a process that has not done so yet."""
    return float(subprocess.run([sys.executable, "-c", COLD], check=True, capture_output=True).stdout)


def start_up() -> Iterator[str]:
    def python(code: str) -> Callable[[], object]:
        return lambda: subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)

    bare = best_of(python("pass"))
    helped = best_of(
        python("import sys; from article41.serve.cli import main; sys.argv = ['article41', '--help']; main()")
    )
    imported = best_of(python("import article41"))
    regime = Regime.load()
    facts = read_record(
        {"date": "2018-02-01", "origin": "KP", "destination": "CN", "hs": "2701"}, regime.law.facts
    )
    yield f"article41 --help                 {helped * 1e3:8.1f} ms   (python alone {bare * 1e3:.1f} ms)"
    yield f"import article41                 {(imported - bare) * 1e3:8.1f} ms   beyond python alone"
    yield f"load the law                     {best_of(load_law) * 1e3:8.1f} ms"
    loaded = min(cold() for _ in range(MEASURED))
    yield f"the regime ready to be asked     {loaded * 1e3:8.1f} ms   words and codes too, in a new process"
    once = best_of(lambda: assess_facts(facts, regime), 200)
    yield f"one traced verdict with reasons  {once * 1e3:8.2f} ms"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    rows = parser.parse_args().rows
    print(f"{'':<58}{'rows':>11}{'s':>9}{'rows/s':>13}{'MB':>8}  cases right")
    with tempfile.TemporaryDirectory() as folder:
        print(command_line(rows, Path(folder)))
        print(command_line(rows, Path(folder), min(rows, NAMED)))
    print(traced(min(rows, 20_000)))
    print(openfisca(min(rows, 1_000_000)) or "OpenFisca-Core is not installed (pip install -e '.[bench]')")
    print()
    for line in start_up():
        print(line)


if __name__ == "__main__":
    main()
