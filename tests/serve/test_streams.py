"""Readers that stop, disks that are full, streams that are closed: an exit status and a sentence."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from .running import ROOT

ROWS = ROOT / "examples" / "shipments.csv"


def shell(line: str) -> subprocess.CompletedProcess[str]:
    """A line of bash in which `article41` is the command line; the status is that of the first in a pipe."""
    script = f'article41() {{ "{sys.executable}" -m article41 "$@"; }}; {line}; exit ${{PIPESTATUS[0]}}'
    env = dict(os.environ)
    return subprocess.run(  # noqa: S603
        ["/bin/bash", "-c", script], env=env, capture_output=True, encoding="utf-8", timeout=60, check=False
    )


@pytest.mark.parametrize(
    "verb",
    [
        "--help",
        "law",
        "law export",
        "goods 8413 --timeline",
        f"assess {ROWS}",
        *(f"assess {ROWS} --format {form}" for form in ("json", "jsonl", "csv", "parquet")),
    ],
)
@pytest.mark.parametrize("reader", ["head -c 1", "true"])
def test_a_reader_that_stops_is_no_failure(verb: str, reader: str) -> None:
    done = shell(f"article41 {verb} | {reader} > /dev/null")
    # 2 where a row of the example has something wrong and all had been written before the reader stopped
    assert done.returncode == 0 or (verb.startswith("assess") and done.returncode == 2)
    assert "fault of ours" not in done.stderr
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is always full")
@pytest.mark.parametrize("verb", ["law", "law export", f"assess {ROWS}", f"assess {ROWS} --format csv"])
def test_a_full_disk_is_said(verb: str) -> None:
    done = shell(f"article41 {verb} > /dev/full")
    assert done.returncode == 2
    assert "reading or writing failed: No space left on device" in done.stderr.splitlines()[-1]


@pytest.mark.parametrize("closed", [">&-", "2>&-"])
@pytest.mark.parametrize("verb", ["law", f"assess {ROWS} --format csv"])
def test_closed_streams(verb: str, closed: str) -> None:
    done = shell(f"article41 {verb} {closed}")
    assert done.returncode in (0, 2)
    assert "fault of ours" not in done.stderr
