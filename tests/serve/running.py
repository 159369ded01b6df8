"""The command line run as a user would: a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]


def article41(
    args: Sequence[str | Path], cwd: Path = ROOT, home: Path | str | None = None, columns: int = 100
) -> subprocess.CompletedProcess[str]:
    """Runs `article41 ARGS`; standard output and error as text. `home`: by default one where nothing is."""
    env = {**os.environ, "COLUMNS": str(columns), "PYTHONIOENCODING": "utf-8"}
    if home is not None:
        env["ARTICLE41_HOME"] = str(home)
    return subprocess.run(  # noqa: S603
        [sys.executable, "-m", "article41", *map(str, args)],
        cwd=cwd,
        env=env,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
