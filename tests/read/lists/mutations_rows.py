"""What can be done to a list in rows, and to one in JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator

_STRING = re.compile(rb'"(?:[^"\\]|\\.)*"')
_TOKENS = (
    b"null",
    b"[]",
    b"{}",
    b"1e999",
    b"-0",
    b"NaN",
    b"true",
    b'"\\ud800"',
    b"[[[[]]]]",
    b'{"a":{"a":1}}',
    b"9" * 5_000,
)
_FORMULAS = (b"=cmd|'/C calc'!A0", b"+1+1", b"-2+3", b"@SUM(1)", b'"=HYPERLINK(""http://x"")"')


def row_attacks(content: bytes, *, with_heavy: bool) -> Iterator[tuple[str, bytes]]:
    """Label and content of each."""
    lines = content.splitlines(keepends=True)
    first, rest = lines[0], lines[1:]
    delimiter = max((b",", b";", b"\t", b"|"), key=first.count)
    yield "the heading alone", first
    yield "no heading", b"".join(rest)
    yield "the heading twice", first + content
    yield "the heading at the end", b"".join(rest) + first
    yield "no first column", b"".join(line.partition(delimiter)[2] for line in lines)
    yield "every column twice", b"".join(line.rstrip() + delimiter + line for line in lines)
    yield "the heading's first cell twice", first.partition(delimiter)[0] + delimiter + content
    yield "the heading in other letters", first.swapcase() + b"".join(rest)
    yield "the last row first", first + b"".join(reversed(rest))
    yield "every row twice", first + b"".join(line * 2 for line in rest)
    yield "blank lines", b"\n\n".join(lines)
    yield "a row too short", content + b"1" + delimiter + b"2\n"
    yield "a row too long", content + delimiter * 500 + b"\n"
    yield "every row too short", first + b"".join(line.rpartition(delimiter)[0] + b"\n" for line in rest)
    yield "every row too long", first + b"".join(line.rstrip(b"\r\n") + delimiter + b"x\n" for line in rest)
    yield "nothing but delimiters", b"".join(delimiter * line.count(delimiter) + b"\n" for line in lines)
    for other in (b",", b";", b"\t", b"|", b"\0", b"\x1f"):
        yield f"cells ended by {other!r}", content.replace(delimiter, other)
    yield "a quote that never ends", content + b'"' + b"x" * 1_000
    yield "a quote within a cell", content.replace(delimiter, delimiter + b'"', 9)
    yield "no quotes", content.replace(b'"', b"")
    yield "quotes doubled", content.replace(b'"', b'""')
    yield (
        "every cell in quotes",
        b"".join(b'"' + line.rstrip().replace(delimiter, b'"' + delimiter + b'"') + b'"\n' for line in lines),
    )
    yield "lines within quotes", content.replace(b'"', b'"\r\n\n', 20)
    for formula in _FORMULAS:
        yield f"the formula {formula.decode()}", _with_cells(lines, delimiter, formula)
    for cell in (b"", b"-0-", b"\0", b"x" * 3_000, b"9" * 5_000):
        yield (
            f"every cell {cell[:9]!r}",
            first + b"".join(delimiter.join([cell] * (line.count(delimiter) + 1)) + b"\n" for line in rest),
        )
    for number in range(min(len(rest), 12)):
        yield f"without row {number + 2}", first + b"".join(rest[:number] + rest[number + 1 :])
        yield f"row {number + 2} again at the end", content + rest[number]
    if with_heavy:
        yield "a cell of 1 MB", _with_cells(lines, delimiter, b"x" * 1_000_000)
        yield "a cell of 1 MB in quotes", _with_cells(lines, delimiter, b'"' + b"x\n" * 500_000 + b'"')
        yield "a heading of 1 MB", b"x" * 1_000_000 + delimiter + content
        yield "100,000 columns", delimiter.join(b"c%d" % n for n in range(100_000)) + b"\n" + content
        row = rest[0] if rest else first
        yield "rows and rows", content + row * min(20_000, 8_000_000 // len(row))
        yield "500,000 blank lines", content + b"\n" * 500_000


def _with_cells(lines: list[bytes], delimiter: bytes, cell: bytes) -> bytes:
    """The second cell of the first row with something else in it, and the last of the last one."""
    found = list(lines)
    if len(found) > 1:
        cells = found[1].split(delimiter)
        found[1] = delimiter.join([cells[0], cell, *cells[2:]])
        found[-1] = found[-1].rpartition(delimiter)[0] + delimiter + cell + b"\n"
    return b"".join(found)


def json_attacks(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Label and content of each."""
    strings = [m.span() for m in _STRING.finditer(content)]
    for number, token in enumerate(_TOKENS):
        for start, end in strings[number :: max(1, len(strings) // 12)]:
            yield (
                f"{token[:12].decode()} in place of the string at {start}",
                content[:start] + token + content[end:],
            )
    lines = content.splitlines(keepends=True)
    yield "every line twice", b"".join(line * 2 for line in lines)
    yield "the lines turned round", b"".join(reversed(lines))
    yield "the first line gone", b"".join(lines[1:])
    yield "blank lines", b"\n\n".join(lines)
    yield "in an array", b"[" + b",".join(line.strip() for line in lines) + b"]"
    yield "a number behind it", content + b"\n1\n"
    yield "null behind it", content + b"\nnull\n"
    yield "a key twice", content.replace(b"{", b'{"id":"x","id":"y",', 3)
    yield "deep", content.replace(b"{", b'{"deep":' + b"[" * 50_000 + b"]" * 50_000 + b",", 1)
    yield "a long string", content.replace(b'"', b'"' + b"x" * 3_000_000, 1)
