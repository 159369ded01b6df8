"""Trade statistics out of core: the DPRK's flows by reporter, commodity and period, beside DuckDB and pandas.

    python benchmarks/monitor.py [--rows 50000000] [--dir FOLDER] [--keep]

The rows are made (benchmarks/monitor_rows.py): of every 1,600 rows one has the DPRK as partner, of every
9,600 one as reporter; the Republic of Korea is partner in one of 200, reporter in one of 150. Beside them
stand breakdowns by mode, repeated rows, re-exports and converted rows.

Asked of each: what flows with the DPRK there are, each once, no re-exports. Ours is the way of the monitor
itself, which reads and counts the flows of both Koreas and answers more than is asked here; "and judged" is
all that it does before it draws. Each engine is a process of its own. Their answers are held against each
other, and ours on 100,000 rows against one that goes row by row in plain Python.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import polars as pl

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.counting_reference import by_row
from benchmarks.monitor_rows import COLUMNS, KOREAS, made

ROOT = Path(__file__).parents[1]
SAMPLE = 100_000
KEY = ("reporter", "partner", "flow", "code", "year")
EDITIONS = {"H0": 1992, "H1": 1996, "H2": 2002, "H3": 2007, "H4": 2012, "H5": 2017, "H6": 2022}


@dataclass(frozen=True, slots=True)
class Line:
    """Seconds and megabytes (peak of the process); `flows`: how many the answer has."""

    what: str
    seconds: float
    megabytes: float
    flows: int


def ours(path: str) -> pl.DataFrame:
    """As the monitor does it: every flow of both Koreas counted, then those of the DPRK."""
    from article41.analyse.trade.counting import count_flows
    from article41.read.trade import read_trade

    counted, _ = count_flows(read_trade(path).flows)
    return _of_dprk(counted)


def judged(path: str) -> pl.DataFrame:
    """All that the monitor does before it draws: mix-up scores, second figures and marks, for which it reads
    the file once more, and the law of each flow's period."""
    from article41.analyse.trade.counting import count_flows
    from article41.decide.monitor.findings import findings
    from article41.decide.regime import Regime
    from article41.read.trade import read_trade
    from article41.serve.monitor.beside import replies
    from article41.serve.monitor.evidence import evidence

    read = read_trade(path)
    counted, _ = count_flows(read.flows)
    regime = Regime.load(date(2026, 1, 1)).assuming_nothing()
    findings(regime, counted, evidence([read], counted, replies({})))
    return _of_dprk(counted)


def _of_dprk(counted: pl.DataFrame) -> pl.DataFrame:
    is_asked = ((pl.col("partner") == "PRK") | (pl.col("reporter") == "PRK")) & pl.col("flow").is_in(
        ["M", "X"]
    )
    return counted.filter(is_asked).with_columns(pl.col("start").dt.year().alias("year"))


def duckdb(path: str) -> pl.DataFrame:
    """The same in SQL, over as many threads as there are cores."""
    import duckdb

    connection = duckdb.connect()
    connection.execute(f"SET threads = {os.cpu_count()}")
    found = connection.execute(
        """
        SELECT DISTINCT reporterISO, partnerISO, flowCode, cmdCode, refYear, primaryValue,
               CASE WHEN netWgt > 0 THEN netWgt END
        FROM read_parquet(?)
        WHERE (partnerISO = 'PRK' OR reporterISO = 'PRK') AND flowCode IN ('M', 'X') AND motCode = 0
          AND customsCode = 'C00' AND partner2Code = 0 AND isOriginalClassification
        """,
        [path],
    ).fetchnumpy()
    return _answer(found)


def pandas(path: str) -> pl.DataFrame:
    """The same in pandas, a quarter of a million rows at a time.

    The chunks come from DuckDB's Parquet reader, all columns that the question needs and every row: pandas
    reads Parquet only with pyarrow, which is not among what we install.
    """
    import duckdb
    import pandas as pd

    asked = (
        "reporterISO",
        "partnerISO",
        "flowCode",
        "cmdCode",
        "refYear",
        "primaryValue",
        "netWgt",
        "motCode",
    )
    columns = ", ".join((*asked, "customsCode", "partner2Code", "isOriginalClassification"))
    result = duckdb.connect().execute(f"SELECT {columns} FROM read_parquet(?)", [path])  # noqa: S608
    kept = []
    while len(chunk := result.fetch_df_chunk(128)):
        is_asked = (chunk["partnerISO"] == "PRK") | (chunk["reporterISO"] == "PRK")
        is_asked &= (
            chunk["flowCode"].isin(["M", "X"]) & (chunk["motCode"] == 0) & (chunk["customsCode"] == "C00")
        )
        is_asked &= (chunk["partner2Code"] == 0) & chunk["isOriginalClassification"]
        kept.append(chunk.loc[is_asked, list(asked[:7])])
    whole = pd.concat(kept).drop_duplicates()
    whole["netWgt"] = whole["netWgt"].where(whole["netWgt"] > 0)
    return _answer({c: whole[c].to_numpy() for c in whole.columns})


def _answer(columns: dict[str, Any]) -> pl.DataFrame:
    """Columns of a peer, in the order asked, by our names."""
    names = (*KEY, "value_usd", "weight_kg")
    lists = [
        v.filled(float("nan")) if hasattr(v, "filled") and v.dtype.kind == "f" else v
        for v in columns.values()
    ]
    return pl.DataFrame({n: v.tolist() for n, v in zip(names, lists, strict=True)}).with_columns(
        pl.col("value_usd", "weight_kg").fill_nan(None)
    )


JOBS: dict[str, Callable[[str], pl.DataFrame]] = {
    "article41": ours,
    "DuckDB": duckdb,
    "pandas": pandas,
    "and judged": judged,
}


def run(job: str, path: Path, out: Path) -> Line:
    """One engine in a process of its own; its answer is left at `out`."""
    command = [sys.executable, __file__, "--job", job, str(path), str(out)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    if done.returncode != 0:
        raise SystemExit(f"{job}: {done.stderr.strip()}")
    values: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return Line(**values)


def job(name: str, path: str, out: str) -> None:
    """The work of `run`; what is measured ends when the answer stands in memory."""
    started = time.perf_counter()
    answer = JOBS[name](path)
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    answer = answer.select(*KEY[:4], pl.col("year").cast(pl.Int32), "value_usd", "weight_kg").sort(KEY)
    answer.write_parquet(out)
    print(json.dumps(asdict(Line(name, seconds, peak, answer.height))))


def compared(path: Path, folder: Path) -> tuple[int, int, bool]:
    """Rows sampled (each with a Korea), flows counted, and whether row by row they are the same."""
    from article41.analyse.trade.counting import count_flows
    from article41.read.trade import read_trade

    sample = folder / "sample.parquet"
    is_korean = pl.col("partnerISO").is_in(KOREAS) | pl.col("reporterISO").is_in(KOREAS)
    rows = pl.scan_parquet(path).filter(is_korean).head(SAMPLE).collect(engine="streaming")
    rows.select(*COLUMNS).write_parquet(sample)
    counted, asides = count_flows(read_trade(sample).flows)
    expected, aside = by_row(_row_by_row(rows, sample.name))
    same = set(counted["id"]) == set(expected) and set(asides.select("file", "row").iter_rows()) == aside
    same = same and all(
        all(_alike(value, expected[flow["id"]][column]) for column, value in flow.items())
        for flow in counted.iter_rows(named=True)
    )
    return rows.height, counted.height, same


def _alike(one: Any, other: Any) -> bool:
    is_figure = isinstance(one, float) and isinstance(other, float)
    return abs(one - other) <= 1e-9 * abs(other) if is_figure else bool(one == other)


def _row_by_row(rows: pl.DataFrame, file: str) -> Iterator[dict[str, Any]]:
    """READ rows, without Polars' expressions."""
    for number, r in enumerate(rows.iter_rows(named=True), start=1):
        yield {
            "file": file, "row": number, "source": "comtrade", "reporter": r["reporterISO"],
            "partner": r["partnerISO"], "flow": r["flowCode"], "freq": r["freqCode"],
            "start": date(r["refYear"], 1, 1), "end": date(r["refYear"] + 1, 1, 1),
            "edition": EDITIONS[r["classificationCode"]], "is_original": r["isOriginalClassification"],
            "code": r["cmdCode"], "words": None, "value_usd": r["primaryValue"],
            "weight_kg": r["netWgt"] if r["netWgt"] > 0 else None,
            "quantity": r["qty"] if r["qty"] > 0 else None,
            "unit": None if r["qtyUnitAbbr"] == "N/A" else r["qtyUnitAbbr"], "mode": r["motCode"],
            "is_total": (r["motCode"], r["customsCode"], r["partner2Code"]) == (0, "C00", 0),
        }  # fmt: skip


def measured(rows: int, folder: Path) -> None:
    """Prints the table."""
    started = time.perf_counter()
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        path = pool.submit(made, rows, folder).result()  # its memory is not ours
    size = path.stat().st_size / 1e6
    print(f"{rows:,} rows, {size:,.0f} MB of Parquet, made in {time.perf_counter() - started:.0f} s")
    print(f"{'':<12}{'seconds':>9}{'rows a second':>16}{'peak MB':>9}{'flows':>10}  the same answer")
    ours_out = folder / "article41.parquet"
    for name in JOBS:
        line = run(name, path, folder / f"{name}.parquet")
        is_same = pl.read_parquet(ours_out).equals(pl.read_parquet(folder / f"{name}.parquet"))
        print(
            f"{name:<12}{line.seconds:>9.1f}{rows / line.seconds:>16,.0f}{line.megabytes:>9,.0f}"
            f"{line.flows:>10,}  {'yes' if is_same else 'NO'}",
            flush=True,
        )
    started = time.perf_counter()
    sampled, flows, is_same = compared(path, folder)
    took = time.perf_counter() - started
    says = "the same in every column" if is_same else "NOT the same"
    print(f"row by row: {sampled:,} rows with a Korea, {flows:,} flows, {says} ({took:.1f} s)")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--rows", type=int, default=50_000_000)
    options.add_argument("--dir", type=Path, help="where the rows are made; by default a temporary folder")
    options.add_argument("--keep", action="store_true", help="leave the rows in --dir for the next run")
    options.add_argument("--job", nargs=3, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.job:
        job(*given.job)
        return
    if given.keep and given.dir is not None:
        given.dir.mkdir(parents=True, exist_ok=True)
        measured(given.rows, given.dir)
        return
    with tempfile.TemporaryDirectory(dir=given.dir) as folder:
        measured(given.rows, Path(folder))


if __name__ == "__main__":
    main()
