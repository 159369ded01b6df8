"""A list file read: whose it is, of which day, its listings one by one, and what is wrong with it.

Nothing here decides whether the file may replace another; `keep.watchlists` does.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date
from operator import attrgetter
from pathlib import Path

import msgspec

from article41.errors import InputError
from article41.listing import ListedName, Listing
from article41.read.lists.formats import Format, format_of
from article41.read.lists.parts import Part, open_parts
from article41.read.lists.sources import is_list_key, sources
from article41.read.lists.tally import Tally


def _all_but(record: type, *left: str) -> attrgetter[tuple[object, ...]]:
    return attrgetter(*(f.name for f in fields(record) if f.name not in left))


_SAYS = _all_but(Listing, "names", "where", "source", "content_hash")
_NAMES = _all_but(ListedName, "field")
_UNREADABLE = "\ufffd"
"""What a program puts in a character's place that it cannot read."""


@dataclass(slots=True)
class ListFile:
    """A list file, recognised but not yet read through. `sha256`: of the file; of a folder or archive, of
    the lines "hash  name" of its files, so that packing alone changes nothing."""

    path: Path
    list_key: str
    format: Format
    parts: tuple[Part, ...]
    sha256: str
    tally: Tally
    day: date | None = None
    """The day that the user gave; a list's own must be the same."""
    stamp: str = ""
    """The moment as its server told it, for a list without one of its own."""

    def listings(self) -> Iterator[Listing]:
        """Each listing with its list and content hash. What is wrong stands in `tally` when this has ended.

        Raises InputError where the file is not well-formed.
        """
        seen: dict[str, str] = {}
        count = 0
        for listing in self.format.read(self.parts, self.tally):
            count += 1
            if listing.reference in seen:
                hint = f"also at {seen[listing.reference]}"
                self.tally.wrong(None, listing.where, listing.reference, "each reference once", hint)
            seen[listing.reference] = listing.where
            for name in listing.names:
                if _UNREADABLE in name.text:
                    self.tally.skip("name with characters that were lost before us", listing.where, name.text)
            yield replace(listing, source=self.list_key, content_hash=content_hash(listing))
        if count == 0:
            self.tally.wrong(None, None, "no listing", "at least one")
        self._test_day()
        declared = self.tally.declared
        if declared is not None and declared != count:
            self.tally.wrong(None, None, f"{count:,} records", f"{declared:,}, as the file itself says")

    def _test_day(self) -> None:
        own = self.tally.list_date
        if own is None and self.day is None:
            self.tally.wrong(None, None, "no date of its own", "the day it was published: --date YYYY-MM-DD")
        elif own is not None and self.day not in (None, own):
            self.tally.wrong(None, None, f"a list of {own}", f"one of {self.day}, as --date says")
        self.tally.list_date = own or self.day
        self.tally.stamp = self.tally.stamp or self.stamp


def open_list(
    path: Path, list_key: str | None = None, day: date | None = None, reader: str | None = None
) -> ListFile:
    """The list file at `path`. `day` is for formats without a date of their own.

    Raises InputError where there is no file, no reader for it, or no telling which list it is.
    """
    parts = open_parts(path)
    format_ = format_of(parts, path.name, reader)
    key = _list_key(format_, path, list_key, parts)
    return ListFile(path, key, format_, parts, _hash(parts), Tally(path.name), day)


def content_hash(listing: Listing) -> str:
    """128 bits over everything that a listing says, and nothing of where it stood."""
    said = (_SAYS(listing), [_NAMES(name) for name in listing.names])
    return hashlib.blake2b(msgspec.json.encode(said), digest_size=16).hexdigest()


def _list_key(format_: Format, path: Path, given: str | None, parts: tuple[Part, ...]) -> str:
    told = format_.list_of(parts)
    if told is not None and given in (None, told):
        return told
    if told is not None and given in format_.lists:
        raise InputError.of("--list", given, f"{told}, which {path.name} is by its names and programmes")
    if given is not None:
        is_own = not format_.lists and is_list_key(given) and given not in sources()
        if given in format_.lists or is_own:
            return given
        expected = " or ".join(format_.lists) or "a short name in small letters that no other list has"
        raise InputError.of("--list", given, f"{expected}, for {path.name} is in: {format_.title}")
    if len(format_.lists) == 1:
        return format_.lists[0]
    choice = " or ".join(f"--list {k}" for k in format_.lists) or "--list NAME"
    raise InputError.of(path.name, format_.title, f"which list it is: {choice}")


def _hash(parts: tuple[Part, ...]) -> str:
    if len(parts) == 1:
        return parts[0].sha256()
    lines = sorted(f"{p.sha256()}  {Path(p.name).name}\n" for p in parts)
    return hashlib.sha256("".join(lines).encode()).hexdigest()
