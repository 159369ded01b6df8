"""What a file is, by its content first; and which encoding a text was saved in."""

from __future__ import annotations

import codecs
import stat
from pathlib import Path
from typing import BinaryIO, Literal, TypeAlias

from article41.errors import InputError
from article41.read.tables.limits import Limits

Kind: TypeAlias = Literal["parquet", "workbook", "jsonl", "delimited"]

_SAMPLE = 1 << 20
_EXPECTED = "a table as CSV, JSONL, Parquet or XLSX"
_SIGNATURES = {
    b"%PDF": "a PDF document",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook (.xls) or one with a password",
    b"\x1f\x8b": "a gzip archive",
    b"7z\xbc\xaf": "a 7z archive",
    b"Rar!": "a RAR archive",
    b"BZh": "a bzip2 archive",
    b"(\xb5/\xfd": "a zstd archive",
    b"\xfd7zXZ": "an xz archive",
    b"\x7fELF": "a program",
    b"MZ\x90": "a program",
    b"SQLite format 3": "an SQLite database",
    b"ARROW1": "an Arrow file",
    b"Obj\x01": "an Avro file",
    b"{\\rtf": "an RTF document",
    b"<!DOCTYPE": "a web page",
    b"<html": "a web page",
    b"<?xml": "an XML file",
}
_HINTS = {
    b"\xd0\xcf\x11\xe0": "open it in a spreadsheet and save it as .xlsx without a password",
    b"<html": "open it in a spreadsheet and save it as .xlsx",
    b"<!DOCTYPE": "open it in a spreadsheet and save it as .xlsx",
    b"<?xml": "open it in a spreadsheet and save it as .xlsx",
}
_BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
# What spreadsheets save as "CSV" on Windows in the languages this trade is papered in.
_SPREADSHEET_ENCODINGS = ["cp949", "gb18030", "cp932", "big5", "cp1251", "cp1252"]


def identify(path: Path, file: str, limits: Limits) -> Kind:
    """The kind of table at `path`.

    Raises InputError where there is no file, no permission, nothing in it, too much, or something else.
    """
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise InputError.of(file, "a folder", "a file: " + _EXPECTED)
        if not stat.S_ISREG(status.st_mode):
            raise InputError.of(file, "a device or pipe", "a file: " + _EXPECTED)
        if status.st_size > limits.file_bytes:
            raise InputError.of(
                file, f"{status.st_size:,} bytes", f"at most {limits.file_bytes:,} bytes", "split the file"
            )
        with path.open("rb") as stream:
            head = stream.read(1 << 16)
    except FileNotFoundError:
        raise InputError.of(file, None, "a file that exists", "check the path") from None
    except PermissionError:
        raise InputError.of(file, None, "a file you may read", "check its permissions") from None
    except (OSError, ValueError) as error:
        raise InputError.of(file, str(error), "a file that can be opened") from None
    return _kind_of(head, file)


def _kind_of(head: bytes, file: str) -> Kind:
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(b"PK\x03\x04"):
        return "workbook"
    if head.startswith(b"PK"):
        raise InputError.of(file, "an empty or split ZIP archive", _EXPECTED)
    start = head.removeprefix(codecs.BOM_UTF8).lstrip()
    for signature, name in _SIGNATURES.items():
        if start[: len(signature)].lower() == signature.lower():
            raise InputError.of(file, name, _EXPECTED, _HINTS.get(signature))
    is_utf16 = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if not is_utf16 and not start:
        raise InputError.of(file, "an empty file", _EXPECTED)
    # Text has line ends and tabs and at most a stray control byte.
    controls = sum(head.count(byte) for byte in range(32) if byte not in b"\t\n\v\f\r")
    if not is_utf16 and controls * 20 > len(head):
        raise InputError.of(file, "binary data", _EXPECTED, "a UTF-16 text needs its byte order mark")
    return "jsonl" if start[:1] in (b"{", b"[") else "delimited"


def encoding_of(stream: BinaryIO) -> tuple[str, str | None]:
    """The encoding of a text, and a note where it had to be guessed; leaves the stream at its start."""
    head = stream.read(4)
    stream.seek(0)
    for bom, encoding in _BOMS.items():
        if head.startswith(bom):
            return encoding, None
    decoder = codecs.getincrementaldecoder("utf-8")()
    foreign = bytearray()
    is_utf8 = True
    while chunk := stream.read(_SAMPLE):
        if is_utf8:
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError:
                is_utf8 = False
        if len(foreign) < _SAMPLE and not chunk.isascii():
            foreign += b"\n".join(line for line in chunk.splitlines() if not line.isascii())
        if not is_utf8 and len(foreign) > _SAMPLE // 16:
            break
    stream.seek(0)
    if is_utf8:
        return "utf-8", None
    return _guess(bytes(foreign[:_SAMPLE]))


def _guess(sample: bytes) -> tuple[str, str]:
    decoded = sample.decode("utf-8", errors="replace")
    broken = decoded.count("\ufffd")
    if sum(not c.isascii() for c in decoded) > 4 * broken:
        return "utf-8", "the text is UTF-8 with some broken characters"
    # 25 ms, for the few files that are not UTF-8
    from charset_normalizer import from_bytes

    best = from_bytes(sample[: 1 << 16], cp_isolation=_SPREADSHEET_ENCODINGS).best()
    encoding = "cp1252" if best is None or best.encoding not in _SPREADSHEET_ENCODINGS else best.encoding
    return encoding, f"the text is not UTF-8; read as {encoding}, check names in other scripts"
