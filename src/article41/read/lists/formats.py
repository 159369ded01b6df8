"""Which reader a file is for: told by its content, never by its name alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from article41.errors import InputError, nearest
from article41.listing import Listing
from article41.read.lists.parts import Part
from article41.read.lists.tally import Tally

_ROOT = re.compile(rb"<(?![?!])(?:[\w.-]+:)?([\w.-]+)")


def nothing_tells(_: Sequence[Part]) -> str | None:
    """For formats whose files do not say which list they are."""
    return None


@dataclass(frozen=True, slots=True)
class Format:
    """A reader. `version` counts up whenever the same bytes would give other listings."""

    key: str
    version: int
    title: str
    lists: tuple[str, ...]
    """The lists published in it. Of several, the user says which; of none, the file is a list of its own."""
    is_dated: bool
    """Whether the file itself says of which day it is."""
    recognises: Callable[[Sequence[Part]], bool]
    read: Callable[[Sequence[Part], Tally], Iterator[Listing]]
    list_of: Callable[[Sequence[Part]], str | None] = nothing_tells
    """Which of several lists these files surely are; None where they do not tell."""


def root_of(part: Part) -> str:
    """The local name of an XML file's first element; "" where there is none in the first 16 KiB."""
    start = part.head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    found = _ROOT.search(start) if start.startswith(b"<") else None
    return found[1].decode("ascii", "replace") if found else ""


def headings_of(part: Part, delimiter: str = ",") -> tuple[str, ...]:
    """The cells of the first line, unquoted; for recognising a table, not for reading it."""
    line = part.head.removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)[0].decode("utf-8", "replace")
    return tuple(cell.strip().strip('"') for cell in line.split(delimiter))


def formats() -> tuple[Format, ...]:
    """Every reader, the most particular first."""
    from article41.read.lists import (
        au,
        ca,
        eu_csv,
        eu_journal,
        eu_xml,
        ftm,
        ftm_simple,
        ofac_advanced,
        ofac_csv,
        ofac_xml,
        uk_csv,
        uk_xml,
        un,
        un_vessels,
        us_csl,
        us_dpl,
    )

    return (
        *(un.FORMAT, un_vessels.FORMAT, eu_xml.FORMAT, eu_csv.FORMAT, eu_journal.FORMAT),
        *(uk_xml.FORMAT, uk_csv.FORMAT, au.FORMAT, ca.FORMAT, us_csl.FORMAT, us_dpl.FORMAT),
        *(ofac_xml.FORMAT, ofac_advanced.FORMAT, ofac_csv.FORMAT),
        *(ftm.FORMAT, ftm_simple.FORMAT),
    )


def format_of(parts: Sequence[Part], file: str, key: str | None = None) -> Format:
    """The reader for these files; by its key where one is given. Raises InputError where there is none."""
    known = {f.key: f for f in formats()}
    if key is not None:
        if key not in known:
            near = nearest(key, known)
            hint = f"did you mean {near}?" if near else "known: " + ", ".join(sorted(known))
            raise InputError.of("--reader", key, "a reader", hint)
        if len(parts) > 1 and not known[key].recognises(parts):  # it would read one and drop the others
            raise InputError.of(file, f"{len(parts):,} files", f"one list in: {known[key].title}")
        return known[key]
    for candidate in known.values():
        if candidate.recognises(parts):
            return candidate
    found = f"<{root_of(parts[0])}>" if root_of(parts[0]) else None
    expected = "a list in a format with a reader"
    raise InputError.of(file, found, expected, "readers: " + ", ".join(known))
