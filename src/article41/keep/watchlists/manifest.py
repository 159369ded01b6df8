"""What a snapshot says of itself: whose list, of which day, read from which bytes by which reader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from article41.read.lists.tally import Met

LAYOUT = 2
"""Counts up when an older program could no longer read what is written."""


@dataclass(frozen=True, slots=True)
class SourcePart:
    """A file that the list was read from; `name` is "" where it is the only one."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """`content`: a hash over every listing's own, the same for the same listings in whatever bytes.

    `counts`: by regime (or programme), then by kind; a listing under two programmes is counted under each.
    """

    layout: int
    list_key: str
    list_date: date
    stamp: str
    source_sha256: str
    parts: tuple[SourcePart, ...]
    reader: str
    reader_version: int
    records: int
    names: int
    kinds: Mapping[str, int]
    counts: Mapping[str, Mapping[str, int]]
    content: str
    unread: Mapping[str, Met]
    refused: Mapping[str, Met]
    names_index: str
    """The version of the index of names."""
