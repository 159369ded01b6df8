"""Where an entry comes from: the file and its hash, the place in it, the reader, the snapshot."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec

from article41.listing import Listing
from article41.report.lists.entries import entry_lines
from article41.report.words import printable, wrapped


@dataclass(frozen=True, slots=True, kw_only=True)
class Lineage:
    """The way of an entry from the published bytes to here. Hashes are SHA-256, but for the entry's own."""

    list_key: str
    list_date: date
    stamp: str
    source: str
    source_sha256: str
    where: str
    reader: str
    snapshot: str
    content_hash: str
    fields: Mapping[str, str]
    """By name, the element or cell of the record that it was read from."""


def lineage_of(listing: Listing, about: Mapping[str, Any]) -> Lineage:
    """`about`: what the snapshot and its version say of themselves."""
    fields: dict[str, str] = {}
    for name in listing.names:
        fields.setdefault(name.text, name.field)  # of one told twice the first place
    return Lineage(where=listing.where, content_hash=listing.content_hash, fields=fields, **about)


def entry_text(listing: Listing, lineage: Lineage) -> str:
    """The entry in full, and its lineage."""
    return "\n".join((*entry_lines(listing), "", *_lines(lineage)))


def _lines(lineage: Lineage) -> Iterator[str]:
    day = lineage.stamp or lineage.list_date
    yield from wrapped(printable(f"{lineage.where} of {lineage.source}, list {lineage.list_key} of {day}"), 0)
    yield from wrapped(f"file SHA-256 {lineage.source_sha256}", 0)
    yield from wrapped(f"snapshot {lineage.snapshot}", 0)
    yield from wrapped(f"reader {lineage.reader}; entry hash {lineage.content_hash}", 0)
    for name, field in lineage.fields.items():
        yield from wrapped(printable(f"'{name}' from {field}"), 1)


def entry_json(listing: Listing, lineage: Lineage) -> dict[str, Any]:
    """Both as JSON values."""
    found: dict[str, Any] = msgspec.to_builtins({"listing": listing, "lineage": lineage})
    return found
