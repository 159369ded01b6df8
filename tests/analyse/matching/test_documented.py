"""docs/names.md says the weights that the core has."""

from __future__ import annotations

import re
from pathlib import Path

from article41 import THRESHOLD

ROOT = Path(__file__).parents[3]


def test_the_page_has_every_weight() -> None:
    source = (ROOT / "rust/src/score/weights.rs").read_text(encoding="utf-8")
    page = (ROOT / "docs/names.md").read_text(encoding="utf-8")
    weights = re.findall(r"^pub const (\w+): (?:f32|\[f32; \d\]) = \[?([\d., ]+)\]?;", source, re.M)
    assert len(weights) > 15
    assert [f"| {n} | {v} |" for n, v in weights if f"| {n} | {v} |" not in page] == []
    assert f"from {THRESHOLD} on" in page
