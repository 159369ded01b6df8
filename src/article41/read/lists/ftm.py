"""FollowTheMoney, one JSON entity a line: `entities.ftm.json` and `targets.nested.json` of OpenSanctions.

Seen in files of March 2024. A party becomes a listing where its `target` is true, or where no flag is given.
Entities about it (Sanction, Address, Identification, Passport, wallets, and links such as Ownership) are read
with it, whether they stand within it or on lines of their own, before or after. Other entities are counted.

Two passes: the entities about parties wait in a temporary database on disk, so that memory stays small
however long the file is.
"""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import Any

import msgspec

from article41.errors import InputError, Problem
from article41.listing import Listing
from article41.read.lists.formats import Format
from article41.read.lists.ftm_party import read_party
from article41.read.lists.ftm_words import ENDS, KINDS, Entity
from article41.read.lists.parts import Part
from article41.read.lists.tally import Tally

_LINE = 1 << 24
"""Characters in a line; the longest of the nested files seen have some 100,000."""
_CACHE_KIB = 32_768
_BATCH = 2_000


def read_ftm(part: Part, tally: Tally) -> Iterator[Listing]:
    """The listings in the file's order. Raises InputError where a line is no JSON object."""
    try:
        with closing(sqlite3.connect("")) as links:  # a file of the system's own, gone when closed
            _collect(part, tally, links)
            for line, entity in _entities(part, tally, is_first=False):
                if _is_party(entity):
                    linked = [*_within(entity, tally, line), *_linked(entity, links)]
                    linked.sort(key=lambda e: (e["schema"], e["id"]))  # exporters keep no order
                    yield read_party(entity, linked, f"line {line:,}", tally)
            for schema, line, body in links.execute(
                "SELECT schema, line, body FROM link GROUP BY seq HAVING max(used) = 0 ORDER BY seq"
            ):
                tally.skip(f"schema {schema} of no listed party", f"line {line:,}", body.decode())
    except sqlite3.Error as error:
        raise InputError.of(part.name, None, "room for a temporary file", str(error)[:200]) from None


def _collect(part: Part, tally: Tally, links: sqlite3.Connection) -> None:
    """The first pass: what is about parties, by their ids."""
    links.execute("PRAGMA journal_mode = OFF")
    links.execute("PRAGMA synchronous = OFF")
    links.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    links.execute(
        "CREATE TABLE link (party TEXT, seq INTEGER, schema TEXT, line INTEGER, body BLOB, used INTEGER)"
    )
    batch: list[tuple[str, int, str, int, bytes, int]] = []
    for line, entity in _entities(part, tally, is_first=True):
        if _is_party(entity):
            continue
        schema = str(entity["schema"])
        keys = _parties_of(entity)
        if not keys:
            kind = " that is no target" if schema in KINDS else ""
            tally.skip(f"schema {schema}{kind}", f"line {line:,}", str(entity.get("caption") or entity["id"]))
            continue
        body = msgspec.json.encode({k: entity[k] for k in ("id", "schema", "properties")})
        batch += [(key, line, schema, line, body, 0) for key in keys]
        if len(batch) >= _BATCH:
            links.executemany("INSERT INTO link VALUES (?, ?, ?, ?, ?, ?)", batch)
            batch.clear()
    links.executemany("INSERT INTO link VALUES (?, ?, ?, ?, ?, ?)", batch)
    links.execute("CREATE INDEX of_party ON link (party)")


def _parties_of(entity: Entity) -> list[str]:
    """The ids it will be asked for by: an address's own, the parties of all else."""
    schema = str(entity["schema"])
    if schema == "Address":
        return [str(entity["id"])]
    ends = (v for prop in ENDS.get(schema, ()) for v in entity["properties"].get(prop, ()))
    return list(dict.fromkeys(v for v in ends if isinstance(v, str)))


def _linked(entity: Entity, links: sqlite3.Connection) -> Iterator[Entity]:
    addresses = (v for v in entity["properties"].get("addressEntity", ()) if isinstance(v, str))
    for key in dict.fromkeys([str(entity["id"]), *addresses]):
        rows = links.execute("SELECT body FROM link WHERE party = ? ORDER BY seq", (key,)).fetchall()
        if rows:
            links.execute("UPDATE link SET used = 1 WHERE party = ?", (key,))
        for (body,) in rows:
            yield msgspec.json.decode(body)


def _within(entity: Entity, tally: Tally, line: int) -> Iterator[Entity]:
    """The entities nested in a party that are about it; another party is named by the details."""
    for values in entity["properties"].values():
        for value in values:
            if not isinstance(value, dict):
                continue
            if value["schema"] in ENDS or value["schema"] == "Address":
                yield value
            elif value["schema"] not in KINDS:
                tally.skip(f"schema {value['schema']}", f"line {line:,}", str(value.get("caption")))


def _is_party(entity: Entity) -> bool:
    if entity["schema"] not in KINDS or entity.get("target") is False:
        return False
    is_held = entity["schema"] == "CryptoWallet" and entity["properties"].get("holder")
    return not is_held or entity.get("target") is True


def _is_entity(value: Any, unread: list[tuple[str, str]]) -> bool:
    """Whether it is an entity. Properties are made lists of texts and entities; `unread` gets the rest."""
    if not isinstance(value, dict) or not isinstance(value.get("properties"), dict):
        return False
    number, schema = value.get("id"), value.get("schema")
    if not isinstance(number, str) or not isinstance(schema, str) or not number.strip() or not schema:
        return False
    properties = value["properties"]
    for name, values in properties.items():
        kept = []
        for one in values if isinstance(values, list) else [values]:
            if isinstance(one, str) or _is_entity(one, unread):
                kept.append(one)
            else:
                unread.append((f"{schema}/{name} that is no text", str(one)))
        properties[name] = kept
    return True


def _entities(part: Part, tally: Tally, *, is_first: bool) -> Iterator[tuple[int, Entity]]:
    """Each line's entity. What is none, and what of it is not read, is told in the first pass."""
    number = 0
    try:
        with part.open() as stream:
            text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="\n")
            while True:
                number += 1
                line = text.readline(_LINE)
                if not line:
                    return
                if len(line) == _LINE:
                    expected = f"at most {_LINE:,} characters a line"
                    raise InputError([Problem(part.name, number, expected=expected)])
                if not line.strip():
                    continue
                entity = msgspec.json.decode(line)
                unread: list[tuple[str, str]] = []
                is_entity = _is_entity(entity, unread)
                if is_entity:
                    yield number, entity
                if not is_first:
                    continue
                if not is_entity:
                    tally.wrong(number, None, line.strip()[:60], "an entity: id, schema, properties")
                for path, value in unread:
                    tally.skip(path, f"line {number:,}", value)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        expected = "one JSON object a line, in UTF-8"
        raise InputError([Problem(part.name, number, None, None, expected, str(error)[:200])]) from None


def _recognises(parts: Sequence[Part]) -> bool:
    if len(parts) != 1:
        return False
    start = parts[0].head.removeprefix(b"\xef\xbb\xbf").lstrip()[:4096]
    return start.startswith(b"{") and b'"schema"' in start and b'"properties"' in start


FORMAT = Format(
    key="ftm_json",
    version=1,
    title="FollowTheMoney entities (JSON, one a line)",
    lists=(),
    is_dated=False,
    recognises=_recognises,
    read=lambda parts, tally: read_ftm(parts[0], tally),
)
