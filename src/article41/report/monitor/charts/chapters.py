"""Short names of the Harmonized System's chapters, for labels."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

OTHER = "other"
"""Stands for the rest where a chart does not draw every chapter."""


@lru_cache(maxsize=1)
def chapter_names() -> Mapping[str, str]:
    """Two digits to a few words of our own."""
    text = (files("article41") / "report/monitor/charts/chapters.csv").read_text(encoding="utf-8")
    return {row["chapter"]: row["name"] for row in csv.DictReader(text.splitlines())}


def chapter_label(chapter: str) -> str:
    """ "27 Coal, oil, electricity"."""
    return f"{chapter} {chapter_names().get(chapter, '')}".strip()
