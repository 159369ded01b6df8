"""What the tests of OFAC's lists share: our own samples, the real files where they are beside us, reading."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from article41.listing import Listing
from article41.read.lists.reading import ListFile, open_list

SAMPLES = Path(__file__).parent / "samples"
CSV, CONS_CSV = SAMPLES / "ofac_csv", SAMPLES / "ofac_cons_csv"
XML, ADVANCED = SAMPLES / "ofac_sdn.xml", SAMPLES / "ofac_sdn_advanced.xml"
REAL = Path(__file__).parents[4] / "shared" / "data" / "ofac"
DAY = date(2026, 2, 27)
"""The day of the samples; the CSV files bear none and are given it."""

needs_real = pytest.mark.skipif(
    not REAL.is_dir(), reason="the real lists of OFAC are not beside the checkout"
)


def read(path: Path, list_key: str | None = None) -> tuple[dict[str, Listing], ListFile]:
    """The listings by reference, and the file read through."""
    file = open_list(path, list_key, DAY if path.is_dir() or path.suffix in (".csv", ".zip") else None)
    return {listing.reference: listing for listing in file.listings()}, file


def counts(file: ListFile, what: str) -> dict[str, int]:
    """How often each thing was "unread" or "refused"."""
    return {path: met.count for path, met in getattr(file.tally, what).items()}
