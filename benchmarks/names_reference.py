"""The frozen run of benchmarks/names.py: figures and row numbers, never the names in others' files.

What is timed is left out, for it is the machine's.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

PATH = Path(__file__).parent / "reference" / "names.json"
DIGITS = 4

Figures = dict[str, Any]
"""Numbers, lists of row numbers, and figures of parts, by name."""


def freeze(figures: Figures, path: Path = PATH) -> None:
    """Writes a run as the one that later runs are compared with."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(rounded(figures), indent=1, sort_keys=True) + "\n", encoding="utf-8")


def difference(figures: Figures, path: Path = PATH) -> list[str]:
    """A line for each figure that is not what it was, and for each row decided otherwise.

    Figures not measured this time are passed over. Raises FileNotFoundError without a frozen run.
    """
    before = json.loads(path.read_text(encoding="utf-8"))
    return list(_differences(before, rounded(figures), ""))


def rounded(value: Any) -> Any:
    """The same with floats of four digits, so that two machines agree."""
    if isinstance(value, dict):
        return {k: rounded(v) for k, v in value.items()}
    return round(value, DIGITS) if isinstance(value, float) else value


def _differences(before: Any, now: Any, name: str) -> list[str]:
    if isinstance(now, dict) and isinstance(before, dict):
        lines = []
        for key in sorted(now):
            at = f"{name} {key}".strip()
            lines += _differences(before[key], now[key], at) if key in before else [f"{at}: new, {now[key]}"]
        return lines
    if isinstance(now, list) and isinstance(before, list):
        gone, come = sorted(set(before) - set(now)), sorted(set(now) - set(before))
        parts = [f"no longer {gone}"] if gone else []
        parts += [f"now {come}"] if come else []
        return [f"{name}: {'; '.join(parts)}"] if parts else []
    return [] if before == now else [f"{name}: {before} -> {now}"]
