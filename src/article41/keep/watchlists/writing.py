"""A list file made into a snapshot, listing by listing: memory holds the keys, not the list."""

from __future__ import annotations

import hashlib
import os
import tempfile
import zipfile
from array import array
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import msgspec

from article41.analyse.matching.listings import Named, named
from article41.analyse.matching.watchlist import INDEX_VERSION, Watchlist
from article41.errors import InputError
from article41.keep.files import file_hash, settle
from article41.keep.watchlists.codes import codes, key_of
from article41.keep.watchlists.manifest import LAYOUT, Manifest, SourcePart
from article41.keep.watchlists.snapshot import NAMES
from article41.listing import Listing
from article41.read.lists.reading import ListFile

SUFFIX = ".snapshot"
PART = ".part"
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The day of every member: the same list gives the same bytes."""
_ENCODER = msgspec.json.Encoder()


@dataclass(slots=True)
class _Sums:
    """What is counted while the listings go by."""

    offsets: array[int] = field(default_factory=lambda: array("Q", [0]))
    keyed: list[tuple[int, int]] = field(default_factory=list)
    named: list[Named] = field(default_factory=list)
    hashes: list[str] = field(default_factory=list)
    names: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    counts: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def add(self, listing: Listing, size: int) -> None:
        number = len(self.hashes)
        self.offsets.append(self.offsets[-1] + size)
        self.keyed += [(key_of(code), number) for code in {*codes(listing)}]
        self.named.append(named(number, listing))
        self.hashes.append(f"{listing.reference}\0{listing.content_hash}")
        self.names += len(listing.names)
        self.kinds[listing.kind] += 1
        for regime in regimes(listing):
            self.counts[regime][listing.kind] += 1


def regimes(listing: Listing) -> tuple[str, ...]:
    """What a listing is counted under: its regime, or else its programmes, or "" alone."""
    return (listing.regime,) if listing.regime else listing.programmes or ("",)


def write_snapshot(source: ListFile, folder: Path) -> Path:
    """Reads the list through and writes its snapshot into `folder`, on the disk when this returns.

    Raises InputError, with every mistake, where the list is not sound; nothing is left behind then.
    """
    folder.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=folder, prefix=".", suffix=PART)
    part = Path(name)
    try:
        with os.fdopen(handle, "w+b") as stream:
            with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
                _write(archive, source)
            stream.flush()
            os.fsync(stream.fileno())
        path = folder / (file_hash(part) + SUFFIX)
        part.chmod(0o444)
        part.replace(path)
        settle(folder)
        return path
    finally:
        part.unlink(missing_ok=True)


def _write(archive: zipfile.ZipFile, source: ListFile) -> None:
    sums = _Sums()
    with archive.open(_entry("listings.jsonl"), "w", force_zip64=True) as stream:
        _write_listings(stream, source, sums)
    manifest = _manifest(source, sums)
    sums.keyed.sort()
    for name, content in (
        ("offsets", sums.offsets.tobytes()),
        ("keys", array("Q", [k for k, _ in sums.keyed]).tobytes()),
        ("records", array("I", [n for _, n in sums.keyed]).tobytes()),
        ("manifest.json", _ENCODER.encode(manifest)),
        (NAMES, Watchlist.from_names(sums.named).to_bytes()),
    ):
        archive.writestr(_entry(name), content)


def _write_listings(stream: IO[bytes], source: ListFile, sums: _Sums) -> None:
    for listing in source.listings():
        line = _ENCODER.encode(listing) + b"\n"
        stream.write(line)
        sums.add(listing, len(line))


def _manifest(source: ListFile, sums: _Sums) -> Manifest:
    tally = source.tally
    if problems := tally.all_problems():
        raise InputError(problems)
    assert tally.list_date is not None  # noqa: S101  a list without a day has a problem
    is_one = len(source.parts) == 1
    return Manifest(
        layout=LAYOUT,
        list_key=source.list_key,
        list_date=tally.list_date,
        stamp=tally.stamp,
        source_sha256=source.sha256,
        parts=tuple(SourcePart("" if is_one else Path(p.name).name, p.sha256()) for p in source.parts),
        reader=source.format.key,
        reader_version=source.format.version,
        records=len(sums.hashes),
        names=sums.names,
        kinds=dict(sorted(sums.kinds.items())),
        counts={k: dict(sorted(v.items())) for k, v in sorted(sums.counts.items())},
        content=hashlib.blake2b("\n".join(sorted(sums.hashes)).encode(), digest_size=16).hexdigest(),
        unread=dict(tally.unread),
        refused=dict(tally.refused),
        names_index=INDEX_VERSION,
    )


def _entry(name: str) -> zipfile.ZipInfo:
    return zipfile.ZipInfo(name, _EPOCH)
