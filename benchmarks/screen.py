"""A file of customers, Parquet to Parquet, through the command line: names a second, memory, and a power cut.

    python benchmarks/screen.py [--rows 1000000] [--folder FOLDER]

The names are made (benchmarks/name_people.py), every thousandth is one of the law's own register; the lists
are those kept in $ARTICLE41_HOME, beside the law's register. The run is then made again, killed with SIGKILL
in its middle and taken up: what it writes must be the same, byte for byte.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from pathlib import Path

import polars as pl

from benchmarks.name_people import entities

CHUNK = 500_000
LISTED = 1_000
SEED = 41
CODE = "import sys; from article41.serve.cli import main; sys.argv[0] = 'article41'; main()"


def customers(rows: int, folder: Path) -> Path:
    """So many customers as Parquet: id, name, kind."""
    path = folder / f"customers-{rows}.parquet"
    if path.exists():
        return path
    from article41.decide.regime import Regime

    listed = [name.text for x in Regime.load().register.listings for name in x.names]
    made = entities(rows, SEED)
    with tempfile.TemporaryDirectory(dir=folder) as pieces:
        for number in range(0, rows, CHUNK):
            part = list(islice(made, CHUNK))
            names = [
                listed[(number + i) // LISTED % len(listed)] if (number + i) % LISTED == 0 else names[0]
                for i, (_, _, names) in enumerate(part)
            ]
            kinds = [None if (number + i) % LISTED == 0 else s for i, (_, s, _) in enumerate(part)]
            frame = {
                "customer_id": [i for i, _, _ in part],
                "full_name": names,
                "type": kinds,
            }
            pl.DataFrame(frame).write_parquet(Path(pieces) / f"{number:010}.parquet")
        pl.scan_parquet(sorted(Path(pieces).iterdir())).sink_parquet(path, maintain_order=True)
    return path


def started(source: Path, out: Path) -> subprocess.Popen[bytes]:
    """The verb as a process of its own."""
    command = [sys.executable, "-c", CODE, "screen", str(source), "-o", str(out)]
    return subprocess.Popen(command, stderr=subprocess.PIPE)


def ended(process: subprocess.Popen[bytes]) -> tuple[str, int, float]:
    """What it said, its status, and its peak in megabytes."""
    assert process.stderr is not None
    said = process.stderr.read().decode()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return said, process.returncode, used.ru_maxrss / 1024


def killed_half_way(source: Path, out: Path, parts: int) -> int:
    """How many parts were whole when it was killed."""
    process = started(source, out)
    folder = out.with_name(f"{out.name}.part")
    while process.poll() is None and len(list(folder.glob("*.parquet"))) < parts // 2:
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    ended(process)
    return len(list(folder.glob("[0-9]*.parquet")))


def lines(rows: int, folder: Path) -> Iterator[tuple[str, str, str]]:
    """What was measured, the figure, and what stands beside it."""
    with ProcessPoolExecutor(1) as pool:  # what makes them must not count as memory of ours
        source = pool.submit(customers, rows, folder).result()
    whole, resumed = folder / "whole.parquet", folder / "resumed.parquet"
    begun = time.perf_counter()
    said, status, peak = ended(started(source, whole))
    seconds = time.perf_counter() - begun
    assert status in (0, 2), said
    found = pl.scan_parquet(whole).select(pl.len(), (pl.col("verdict") == "match").sum()).collect().row(0)
    assert found[0] == rows, "a row was lost"
    yield f"{rows:,} rows, Parquet to Parquet", f"{seconds:.1f} s", f"{rows / seconds:,.0f} rows a second"
    yield "peak memory", f"{peak:,.0f} MB", f"{source.stat().st_size / 1e6:,.0f} MB read"
    yield "matches", f"{found[1]:,}", f"{(rows + LISTED - 1) // LISTED:,} names are of the law's register"
    parts = killed_half_way(source, resumed, -(-rows // 10_000))
    begun = time.perf_counter()
    said, status, _ = ended(started(source, resumed))
    assert status in (0, 2), said
    goes_on = next(line for line in said.splitlines() if "goes on after row" in line)
    yield (
        f"killed after {parts:,} parts, taken up",
        f"{time.perf_counter() - begun:.1f} s",
        goes_on.partition(": ")[2],
    )
    is_same = whole.read_bytes() == resumed.read_bytes()
    yield "the same as uninterrupted, byte for byte", "yes" if is_same else "NO", ""
    yield from (("", line.strip(), "") for line in said.splitlines()[-1:])


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--rows", type=int, default=1_000_000)
    p.add_argument("--folder", type=Path, help="where the files are made; by default a temporary one")
    asked = p.parse_args()
    with tempfile.TemporaryDirectory(dir=asked.folder) as folder:
        for what, figure, beside in lines(asked.rows, asked.folder or Path(folder)):
            print(f"{what:<44}{figure:>12}  {beside}")


if __name__ == "__main__":
    main()
