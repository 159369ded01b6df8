"""List files: bytes to a ready snapshot, opening it, one lookup; peers beside us in the same run.

    python benchmarks/lists.py [--data ../shared/data] [--records 15000]

"ready" is the whole import: read, written, on the disk, every name looked up (the control test), current.
Peers: lxml alone, which reads the same bytes and makes nothing of them; and nomenklatura's loader with the
same listings as FollowTheMoney JSON, which is what it reads. Accuracy stands beside speed: how many records
came out, and of the primary names and good aliases how many find their own. Each line is a process of its
own, so that memory is its own too. Without real files a list of parties that do not exist is made
(--records).
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
NOW = datetime(2026, 11, 24, tzinfo=UTC)
DAY = date(2023, 12, 28)
"""Of the lists that have no date of their own."""
PARTIES = ("Person", "Organization", "LegalEntity", "Company", "Vessel", "Airplane")
OPENED, LOOKED_UP = 50, 5_000


@dataclass(frozen=True, slots=True)
class Line:
    """Seconds and megabytes (peak of the process); `found`: names that find their own record."""

    what: str
    size: int
    records: int
    seconds: float
    megabytes: float
    found: str = ""

    def __str__(self) -> str:
        return (
            f"{self.what:<58}{self.size / 1e6:>8.1f}{self.records:>9,}{self.seconds:>9.3f}"
            f"{self.megabytes:>8,.0f}  {self.found}"
        )


def imported(path: str, key: str) -> Line:
    from article41.keep.watchlists.importing import Origin, import_list
    from article41.keep.watchlists.store import Store
    from article41.read.lists.reading import open_list

    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder))
        started = time.perf_counter()
        source = open_list(Path(path), key)
        source.day = None if source.format.is_dated else DAY
        version = import_list(store, source, Origin("benchmark"), NOW).version
        seconds = time.perf_counter() - started
        with store.open(key, version) as snapshot:
            lost = len(snapshot.names.lost())
            names = snapshot.manifest.names
    return Line(f"article41: {key}, file to ready snapshot", _size(path), version.records, seconds, _peak(),
                f"{lost:,} of {names:,} names lost")  # fmt: skip


def opened(path: str, key: str) -> Line:
    from article41.keep.watchlists.snapshot import Snapshot
    from article41.keep.watchlists.writing import write_snapshot
    from article41.read.lists.reading import open_list

    with tempfile.TemporaryDirectory() as folder:
        source = open_list(Path(path), key)
        source.day = None if source.format.is_dated else DAY
        snapshot = write_snapshot(source, Path(folder))
        taken = []
        for _ in range(OPENED):
            started = time.perf_counter()
            with Snapshot(snapshot) as found:
                records = len(found)
            taken.append(time.perf_counter() - started)
        size = snapshot.stat().st_size
        with Snapshot(snapshot) as found:
            names = [n.text for x in found for n in x.names][:LOOKED_UP]
            started = time.perf_counter()
            for name in names:
                found.find(name)
            each = (time.perf_counter() - started) / len(names)
    return Line(f"article41: {key}, a snapshot opened (median of {OPENED})", size, records,
                statistics.median(taken), _peak(), f"one exact lookup {each * 1e6:.0f} µs")  # fmt: skip


def parsed(path: str, key: str) -> Line:
    """lxml alone: every element seen and let go."""
    from lxml import etree

    started = time.perf_counter()
    count = 0
    for _, element in etree.iterparse(path, resolve_entities=False, no_network=True):
        count += 1
        element.clear()
    seconds = time.perf_counter() - started
    said = f"nothing read; {count:,} elements"
    return Line(f"lxml: {key}, parsed and thrown away", _size(path), 0, seconds, _peak(), said)


def peer(path: str, key: str) -> Line:
    """nomenklatura's store of FollowTheMoney entities in memory; without its name index."""
    from nomenklatura.db import Session, get_engine
    from nomenklatura.resolver import Resolver
    from nomenklatura.store import load_entity_file_store

    with Session(get_engine("sqlite://")) as session:
        resolver = Resolver(session, create=True)
        started = time.perf_counter()
        store = load_entity_file_store(Path(path), resolver=resolver)
        count = sum(e.schema.name in PARTIES for e in store.default_view().entities())
        seconds = time.perf_counter() - started
    return Line(f"nomenklatura: {key} as FollowTheMoney JSON, loaded", _size(path), count, seconds, _peak(),
                "no lookup by name")  # fmt: skip


JOBS: dict[str, Callable[[str, str], Line]] = {
    "imported": imported, "opened": opened, "parsed": parsed, "peer": peer,
}  # fmt: skip


def run(job: str, path: Path, key: str) -> Line | None:
    """One line in a process of its own; None where the peer is not installed."""
    command = [sys.executable, __file__, "--job", job, str(path), key]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    if done.returncode != 0:
        print(f"{job} {key}: {done.stderr.strip().splitlines()[-1]}", file=sys.stderr)
        return None
    values: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return Line(**values)


def as_ftm(path: Path, key: str, folder: Path) -> Path:
    """The same listings as FollowTheMoney JSON."""
    from article41.read.lists.reading import open_list
    from article41.report.lists.ftm import write_ftm

    out = folder / f"{key}.ftm.json"
    with out.open("wb") as stream:
        write_ftm(open_list(path, key).listings(), stream)
    return out


def made(records: int, folder: Path) -> Path:
    """A list of parties that do not exist, in the United Nations' format."""
    sys.path.insert(0, str(ROOT))
    from tests.listfiles import Party, un_file

    first, last = ("SAMPLE", "PROBE", "EXAMPLE", "TRIAL"), ("TRADING", "SHIPPING", "WORKS", "BANK")
    parties = [
        Party(f"KPe.{n}", f"{first[n % 4]} {last[n // 4 % 4]} NUMBER {n}", aliases=(("a.k.a.", f"S {n} CO"),))
        for n in range(records)
    ]
    return un_file(folder, parties)


def files(data: Path, records: int, folder: Path) -> list[tuple[Path, str]]:
    """The largest real file of each kind, or a made one."""
    real = [
        (data / "un" / "un_consolidated_2026-02-27.xml", "un"),
        (data / "ofac" / "trio_2023-12-28", "ofac_sdn"),
        (data / "ofac" / "ofac_cons_nonSDN_2025-03-28.xml", "ofac_cons"),
        (data / "ca" / "canada_sema-lmes_2025.xml", "ca_sema"),
        (data / "au" / "australia_dfat_regulation8_2024-12.xlsx", "au_dfat"),
    ]
    return [(p, k) for p, k in real if p.exists()] or [(made(records, folder), "un")]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    options.add_argument("--records", type=int, default=15_000)
    options.add_argument("--job", nargs=3, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.job:
        job, path, key = given.job
        print(json.dumps(asdict(JOBS[job](path, key))))
        return
    print(f"{'':<58}{'MB':>8}{'records':>9}{'seconds':>9}{'peak MB':>8}  names that find their own record")
    with tempfile.TemporaryDirectory() as folder:
        for path, key in files(given.data, given.records, Path(folder)):
            jobs = [("imported", path), ("opened", path)]
            if path.suffix == ".xml":
                jobs.append(("parsed", path))
            jobs.append(("peer", as_ftm(path, key, Path(folder))))
            for job, source in jobs:
                if (line := run(job, source, key)) is not None:
                    print(line, flush=True)


def _size(path: str) -> int:
    whole = Path(path)
    return sum(p.stat().st_size for p in whole.iterdir()) if whole.is_dir() else whole.stat().st_size


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
