"""JSONL: one object a line; or one array of objects."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import polars as pl

from article41.errors import InputError, Problem
from article41.read.tables.grid import Fault, Grid, as_text, column_of
from article41.read.tables.limits import Limits
from article41.read.tables.lines import bounded_lines


def read_jsonl(path: Path, file: str, limits: Limits) -> Grid:
    """Every object of the file; the union of their keys are the headings, the row is the line.

    Raises InputError for an array that is too big or no array of objects, and for too many rows or keys.
    """
    with open_objects(path, file, limits) as (objects, _):
        return _collect(file, objects, limits)


@contextmanager
def open_objects(
    path: Path, file: str, limits: Limits
) -> Iterator[tuple[Iterator[tuple[int, object]], Callable[[], int]]]:
    """The objects (anything else as it is, a line that cannot be read as Refused) with their rows, and a
    function that tells how many bytes are read. Raises InputError for an array too big or of other things."""
    with path.open("rb") as binary:
        is_array = binary.read(1 << 16).removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"["
        binary.seek(0)
        if is_array:
            array = _array(binary.read(limits.json_array_bytes + 1), file, limits)
            yield enumerate(array, 1), binary.tell
            return
        stream = io.TextIOWrapper(binary, encoding="utf-8-sig", errors="replace", newline="\n")
        yield _objects(bounded_lines(stream, limits.line_bytes), limits), binary.tell


def _objects(lines: Iterable[str | None], limits: Limits) -> Iterator[tuple[int, object]]:
    for number, line in enumerate(lines, 1):
        if line is None:
            hint = f"it has {limits.line_bytes:,} characters or more and was not read"
            yield number, Refused(None, "a shorter line", hint)
        elif line.strip():
            yield number, _parse(line)


def _array(content: bytes, file: str, limits: Limits) -> Iterable[object]:
    if len(content) > limits.json_array_bytes:
        limit = f"at most {limits.json_array_bytes:,} bytes as one JSON array"
        raise InputError([Problem(file, expected=limit, hint="write one object a line")])
    parsed = _parse(content.decode("utf-8-sig", errors="replace"))
    if isinstance(parsed, Refused):
        raise InputError([Problem(file, found=parsed.found, expected=parsed.expected, hint=parsed.hint)])
    if not isinstance(parsed, list):
        raise InputError([Problem(file, expected="one JSON object a line, or one array of objects")])
    return parsed


class Refused:
    """A line that is not read; `text` is the line."""

    def __init__(self, found: str | None, expected: str, hint: str | None = None, text: str = "") -> None:
        self.found, self.expected, self.hint, self.text = found, expected, hint, text


def _parse(text: str) -> object:
    try:
        return json.loads(text, parse_constant=_no_constant, object_pairs_hook=_distinct_keys)
    except json.JSONDecodeError as error:
        hint = f"{error.msg} at character {error.pos + 1}"
        return Refused(text.strip()[:80], "one JSON object a line", hint, text.rstrip("\r\n"))
    except ValueError as error:
        return Refused(text.strip()[:80], str(error), text=text.rstrip("\r\n"))
    except RecursionError:
        return Refused(text.strip()[:80], "values that are not nested", text=text.rstrip("\r\n"))


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"numbers or null, not {name}")


def _distinct_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    keys = dict(pairs)
    if len(keys) != len(pairs):
        raise ValueError("each key once in an object")
    return keys


def _collect(file: str, objects: Iterable[tuple[int, object]], limits: Limits) -> Grid:
    columns: dict[str, list[object]] = {}
    rows: list[int] = []
    faults: list[Fault] = []
    for row, item in objects:
        index = len(rows)
        if index >= limits.rows:
            raise InputError(
                [Problem(file, row, expected=f"at most {limits.rows:,} rows", hint="split the file")]
            )
        rows.append(row)
        if isinstance(item, dict):
            _add(item, columns, index, faults)
        elif isinstance(item, Refused):
            faults.append(Fault(index, None, item.found, item.expected, item.hint))
        else:
            faults.append(
                Fault(index, None, kind_of(item), 'a JSON object such as {"id": "S-1", "hs": "2701"}')
            )
        if len(columns) > limits.columns or len(columns) * len(rows) > limits.cells:
            raise InputError(
                [
                    Problem(
                        file,
                        row,
                        found=f"{len(columns):,} different keys",
                        expected=f"at most {limits.columns:,}",
                    )
                ]
            )
    for values in columns.values():
        values.extend([None] * (len(rows) - len(values)))
    series = tuple(column_of(values) for values in columns.values())
    return Grid(tuple(columns), series, pl.Series(rows, dtype=pl.UInt32), None, tuple(faults))


def _add(item: dict[str, object], columns: dict[str, list[object]], index: int, faults: list[Fault]) -> None:
    for name, value in item.items():
        key = whole(name)
        values = columns.get(key)
        if values is None:
            values = columns[key] = []
        if len(values) < index:
            values.extend([None] * (index - len(values)))
        if isinstance(value, str):
            values.append(whole(value))
        elif isinstance(value, dict | list):
            hint = "write each value in a field of its own"
            faults.append(Fault(index, list(columns).index(key), kind_of(value), "one value", hint))
            values.append(None)
        else:
            values.append(value)


def kind_of(value: object) -> str:
    """What a value is that is no text."""
    if isinstance(value, dict | list):
        return "an object" if isinstance(value, dict) else "a list"
    return as_text(value)[:80]


def whole(text: str) -> str:
    """Text without lone surrogates, which JSON can spell; they become U+FFFD, which is refused later."""
    return (
        text
        if text.isascii()
        else text.encode("utf-8", errors="surrogatepass").decode("utf-8", errors="replace")
    )
