"""A workbook's ZIP archive, searched before the spreadsheet reader sees it.

The reader trusts the file: it would unpack a bomb, and allocate every cell up to the last one named, even
empty ones.
Sheets are scanned as a stream of bytes and never parsed, so that the scan itself is no target.
"""

from __future__ import annotations

import html
import re
import sys
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from article41.errors import InputError
from article41.read.tables.cellscan import CellScan, Marks, last_start
from article41.read.tables.limits import Limits

_CHUNK = 1 << 20
_SHEET_ROWS, _SHEET_COLUMNS = 1_048_576, 16_384
_SMALL = 10_000_000

_FORBIDDEN = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ENCODING = re.compile(rb"""^\s*<\?xml[^>]*\bencoding\s*=\s*["']([^"']+)["']""")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s([^<>]{0,4096})>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s([^<>]{0,4096})>")
_ATTRIBUTE = re.compile(r"""([\w:]+)\s*=\s*("[^"]*"|'[^']*')""")


@dataclass(frozen=True, slots=True)
class Scan:
    """`sheets`: name to marks. `is_stale`: the file asks to be recalculated when opened."""

    sheets: Mapping[str, Marks]
    is_stale: bool


def scan_workbook(path: Path, file: str, limits: Limits) -> Scan:
    """Look through every part of the archive.

    Raises InputError where it is no workbook, damaged, encrypted, too large once unpacked, too wide, or
    declares entities.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            _check_entries(archive, entries, file, limits)
            marks = {entry.filename: _scan_part(archive, entry, file, limits) for entry in entries}
            return _by_sheet(archive, marks)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        NotImplementedError,
        RuntimeError,
        ValueError,
    ) as error:
        raise InputError.of(file, None, "a whole workbook (.xlsx)", str(error)[:200] or None) from None


def _check_entries(
    archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], file: str, limits: Limits
) -> None:
    names = {entry.filename for entry in entries}
    if len(entries) > limits.zip_entries:
        raise InputError.of(
            file, f"a ZIP archive of {len(entries):,} parts", f"at most {limits.zip_entries:,}"
        )
    if "xl/workbook.xml" not in names:
        raise InputError.of(
            file, _archive_kind(names), "a workbook as .xlsx", "save the table as .xlsx or CSV"
        )
    # Another directory, before or after this one, could show the reader other parts than the ones searched.
    if len(names) < len(entries) or archive.comment or min(entry.header_offset for entry in entries) > 0:
        raise InputError.of(file, "a ZIP archive with hidden parts", "a workbook as a spreadsheet saves it")
    if any(entry.flag_bits & 1 for entry in entries):
        raise InputError.of(file, "an encrypted workbook", "a workbook without a password")
    total = sum(entry.file_size for entry in entries)
    if total > limits.unzipped_bytes:
        raise InputError.of(
            file, f"a workbook of {total:,} bytes unpacked", f"at most {limits.unzipped_bytes:,}"
        )
    for entry in entries:
        if entry.file_size > _SMALL and entry.file_size > limits.zip_ratio * max(entry.compress_size, 1):
            found = f"a part that unpacks to {entry.file_size:,} bytes"
            raise InputError.of(
                file, found, f"at most {limits.zip_ratio} times its packed size", entry.filename
            )


def _archive_kind(names: set[str]) -> str:
    if "word/document.xml" in names:
        return "a Word document"
    if "xl/workbook.bin" in names:
        return "a binary workbook (.xlsb)"
    if "content.xml" in names:
        return "an OpenDocument file"
    return "a ZIP archive"


def _chunks(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """The part's bytes; raises BadZipFile where it unpacks to another size than it declares."""
    declared = entry.file_size
    entry.file_size = sys.maxsize  # or zipfile stops at the declared size, where a reader may go on
    total = 0
    with archive.open(entry) as stream:
        while chunk := stream.read(_CHUNK):
            total += len(chunk)
            if total > declared:
                break
            yield chunk
    entry.file_size = declared
    if total != declared:
        raise zipfile.BadZipFile(f"{entry.filename} unpacks to another size than it declares")


def _scan_part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, file: str, limits: Limits) -> Marks:
    part = CellScan()
    rest = b""
    is_xml = entry.filename.lower().endswith((".xml", ".rels"))
    for number, chunk in enumerate(_chunks(archive, entry)):
        text = rest + chunk
        if is_xml:
            _refuse_trickery(text, entry.filename, file, is_start=number == 0)
        cut = last_start(text)
        if len(text) - cut > 2 * _CHUNK:
            raise InputError.of(file, f"a cell of more than {_CHUNK:,} bytes", "shorter cells")
        part.take(text[:cut])
        rest = text[cut:]
    part.take(rest)
    if (
        part.rows > _SHEET_ROWS
        or part.columns > _SHEET_COLUMNS
        or part.rows * part.columns > limits.sheet_cells
    ):
        found = f"a sheet of {part.rows:,} rows and {part.columns:,} columns"
        raise InputError.of(
            file, found, f"at most {limits.sheet_cells:,} cells", "delete stray cells far from the table"
        )
    return part.marks()


def _refuse_trickery(text: bytes, part: str, file: str, *, is_start: bool) -> None:
    """Entities can multiply without end, and another encoding would hide them, and cells, from this scan."""
    if _FORBIDDEN.search(text):
        raise InputError.of(
            file, f"a document type or entity in {part}", "a workbook as a spreadsheet saves it"
        )
    encoding = _ENCODING.search(text[:1024]) if is_start else None
    is_foreign = encoding is not None and encoding[1].lower() not in {
        b"utf-8",
        b"utf8",
        b"us-ascii",
        b"ascii",
    }
    if is_foreign or b"\0" in text:
        raise InputError.of(
            file, f"another encoding than UTF-8 in {part}", "a workbook as a spreadsheet saves it"
        )


def _by_sheet(archive: zipfile.ZipFile, marks: Mapping[str, Marks]) -> Scan:
    """Give each sheet its name: workbook.xml names relations, workbook.xml.rels names their parts."""
    workbook = archive.read("xl/workbook.xml")
    relations = archive.read("xl/_rels/workbook.xml.rels") if "xl/_rels/workbook.xml.rels" in marks else b""
    targets = {}
    for match in _RELATION.finditer(relations):
        attributes = _attributes(match[1])
        target = attributes.get("Target", "")
        part = target.lstrip("/") if target.startswith(("/", "xl/")) else f"xl/{target}"
        targets[attributes.get("Id", "")] = (part.lower(), attributes.get("Type", "").endswith("/worksheet"))
    by_part = {name.lower(): found for name, found in marks.items()}
    sheets = {}
    for match in _SHEET.finditer(workbook):
        attributes = _attributes(match[1])
        part, is_sheet = targets.get(attributes.get("id", ""), ("", True))
        if not is_sheet:
            continue
        if part not in by_part or not part.endswith(".xml"):
            raise ValueError(f"sheet '{attributes.get('name', '')}' has no part in the archive")
        sheets[attributes.get("name", "")] = by_part[part]
    return Scan(sheets, b"fullCalcOnLoad" in workbook)


def _attributes(tag: bytes) -> dict[str, str]:
    """Attributes of a tag by local name, unescaped."""
    pairs = _ATTRIBUTE.findall(tag.decode("utf-8", "replace"))
    return {name.rpartition(":")[2]: html.unescape(value[1:-1]) for name, value in pairs}
