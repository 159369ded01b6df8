"""Australia's Consolidated List, a workbook: one row a name, every other column repeated on each of them.

Vintages: twelve columns, seen in a file of December 2024; nineteen since late 2025 (alias strength, IMO
number, instrument, four measures; vessels), from public descriptions and not seen.

The number in a reference is the party, the letters behind it the row: 2637, 2637j and 2637j1 are one. Rows
that disagree about a party are read together, so that nothing on an alias's row is lost. The Control Date is
the day of the entry's last change; the day of listing stands within the Listing Information, where it stands
at all. The file has no date of its own.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from article41.dates import Moment
from article41.errors import InputError
from article41.listing import Identifier, Kind, ListedName, Listing
from article41.read.imo import has_check_digit
from article41.read.lists.au_words import citizenships, enumerated, gender_in, listing_days
from article41.read.lists.formats import Format
from article41.read.lists.moments import moments_in
from article41.read.lists.names import is_former, named
from article41.read.lists.parts import Part
from article41.read.lists.tally import Tally
from article41.read.lists.values import (
    identifier,
    is_placeholder,
    listed_name,
    parse_list_day,
    place_of,
    regime_word,
)

if TYPE_CHECKING:
    from article41.read.tables.grid import Grid

_NAME = "name of individual or entity"
_REQUIRED = ("reference", _NAME, "type", "name type", "committees", "control date")
_DETAILS = ("additional information", "listing information", "instrument of designation")
_KNOWN = (
    *(*_REQUIRED, *_DETAILS, "alias strength", "date of birth", "place of birth", "citizenship", "address"),
    *("imo number", "targeted financial sanction", "travel ban", "arms embargo", "maritime restriction"),
)
_KINDS: dict[str, Kind] = {"individual": "person", "entity": "entity", "vessel": "vessel"}
_NAME_TYPES = {
    "primary name": "primary",
    "original script": "aka",
    "aka": "aka",
    "alias": "aka",
    "formerly known as": "fka",
    "previously listed as": "fka",
}
_STRENGTHS = {"strong": "good", "weak": "low"}
_MEASURES = ("targeted financial sanction", "travel ban", "arms embargo", "maritime restriction")
"""Columns that say whether a measure applies."""
_YES, _NO = frozenset(["true", "1", "yes"]), frozenset(["false", "0", "no", ""])
_REFERENCE = re.compile(r"(\d{1,9})([a-z]{0,3}\d{0,4})")
_REGIME = re.compile(r"\(([^()]+)\)$")
_IMO = re.compile(r"\bIMO(?: number| no\.?)?:? ?(\d{7})\b", re.IGNORECASE)
_SOME = 1 << 16
"""Bytes of the workbook's strings in which its headings are looked for."""

_Row = dict[str, str]


def read_au(part: Part, tally: Tally) -> Iterator[Listing]:
    """The parties in the order of their first rows. Raises InputError where it is no sound workbook."""
    parties: dict[str, list[tuple[int, _Row]]] = {}
    for number, row in _rows(part, tally):
        found = _REFERENCE.fullmatch(row["reference"].casefold())
        if found is None:
            tally.wrong(number, "Reference", row["reference"], "a number, and letters for a further name")
            continue
        if is_placeholder(row[_NAME]):
            tally.wrong(number, "Name of Individual or Entity", row[_NAME], "the name")
            continue
        parties.setdefault(found[1].lstrip("0") or "0", []).append((number, row))
    for reference, rows in parties.items():
        yield _listing(reference, rows, tally)


def _rows(part: Part, tally: Tally) -> Iterator[tuple[int, _Row]]:
    """Each row by heading in small letters, with its number in the sheet."""
    grid = _grid(part)
    headings = [" ".join(h.split()).casefold() for h in grid.headings]
    twice = sorted({h for h in headings if h and headings.count(h) > 1})
    missing = [h for h in _REQUIRED if h not in headings]
    if missing or twice:
        expected = f"the columns {', '.join(missing)}" if missing else "each column once"
        raise InputError.of(part.name, ", ".join(twice or headings)[:200], expected)
    for fault in grid.faults:
        column = None if fault.heading is None else grid.headings[fault.heading]
        tally.wrong(int(grid.rows[fault.index]), column, fault.found, fault.expected, fault.hint)
    from article41.read.tables.grid import as_text

    columns = [[_text("" if v is None else as_text(v)) for v in column] for column in grid.columns]
    for index, number in enumerate(grid.rows):
        cells = [column[index] for column in columns]
        if not any(cells):
            continue
        row = dict.fromkeys(_KNOWN, "")
        for heading, cell in zip(headings, cells, strict=True):
            if heading in row:
                row[heading] = cell
            elif cell:
                tally.skip(f"column {heading or '(no heading)'}", f"{part.name} row {number:,}", cell)
        yield int(number), row


def _grid(part: Part) -> Grid:
    from article41.read.tables.limits import Limits  # Polars stands behind them: 150 ms for this one format
    from article41.read.tables.workbook import read_workbook

    limits = Limits(file_bytes=1 << 28, rows=1_000_000, columns=200, sheet_cells=5_000_000)
    is_asked = is_known = False

    def recognised(cells: Sequence[str]) -> int:
        nonlocal is_asked, is_known
        count = len({" ".join(cell.split()).casefold() for cell in cells} & set(_REQUIRED))
        is_asked, is_known = True, is_known or count > 0
        return count

    try:
        return read_workbook(part.path, part.name, recognised, limits)
    except InputError:
        if is_asked and not is_known:
            raise InputError.of(part.name, None, f"the columns {', '.join(_REQUIRED)}") from None
        raise


def _text(value: str) -> str:
    """A cell as text, blanks made single; Excel's mark for a carriage return is a blank."""
    return " ".join(value.replace("_x000D_", " ").split())


def _listing(reference: str, rows: Sequence[tuple[int, _Row]], tally: Tally) -> Listing:
    first = rows[0][0]
    kind = _kind(rows, tally)
    names = _names(reference, rows, tally)
    details = {heading: tuple(values) for heading in _DETAILS if (values := _column(rows, heading))}
    born: list[Moment] = []
    unread = []
    for text in _column(rows, "date of birth"):
        moments, is_whole = moments_in(text)
        born += moments
        if not is_whole:
            unread.append(text)
    if unread:
        details["date of birth"] = tuple(unread)
    for heading in _MEASURES:
        if _applies(rows, heading, tally):
            details["measures"] = (*details.get("measures", ()), heading)
    identifiers = _identifiers(rows, kind)
    committees = _column(rows, "committees")
    ships = [i.value for i in identifiers if i.kind == "imo" and len(i.value) == 7]
    return Listing(
        reference=reference,
        kind=kind,
        names=names,
        listed_on=min(
            (day for text in _column(rows, "listing information") for day in listing_days(text)), default=None
        ),
        amended_on=tuple(sorted(_control_dates(rows, tally))),
        born=tuple(dict.fromkeys(born)),
        birth_places=tuple(dict.fromkeys(p for t in _places(rows, "place of birth") if (p := place_of(t)))),
        gender=gender_in(details.get("additional information", ())) if kind == "person" else "",
        nationalities=tuple(dict.fromkeys(n for t in _column(rows, "citizenship") for n in citizenships(t))),
        addresses=tuple(
            dict.fromkeys(p for t in _places(rows, "address") if (p := place_of(t, is_address=True)))
        ),
        identifiers=identifiers,
        imo=ships[0] if ships else None,
        regime=_regime(committees[0]) if committees else "",
        programmes=tuple(committees),
        details=details,
        where=f"row {first:,}",
    )


def _column(rows: Sequence[tuple[int, _Row]], heading: str) -> list[str]:
    """What the rows of a party say in a column, each value once."""
    return list(dict.fromkeys(row[heading] for _, row in rows if not is_placeholder(row[heading])))


def _places(rows: Sequence[tuple[int, _Row]], heading: str) -> list[str]:
    return [place for text in _column(rows, heading) for place in enumerated(text)]


def _kind(rows: Sequence[tuple[int, _Row]], tally: Tally) -> Kind:
    said = {row["type"].casefold() for _, row in rows}
    known = said & _KINDS.keys()
    for word in sorted(said - _KINDS.keys()):
        tally.skip(f"column type={word}", f"row {rows[0][0]:,}", rows[0][1][_NAME])
    if len(known) > 1:
        tally.wrong(rows[0][0], "Type", ", ".join(sorted(known)), "one type for all names of a party")
    return _KINDS[min(known)] if known else "unknown"


def _names(reference: str, rows: Sequence[tuple[int, _Row]], tally: Tally) -> tuple[ListedName, ...]:
    names = []
    for number, row in rows:
        label, strength = row["name type"], row["alias strength"]
        quality = _NAME_TYPES.get(label.casefold())
        if quality is None:
            tally.skip(f"column name type={label}", f"row {number:,}", row[_NAME])
            quality = "aka"
        if quality == "aka" and strength:
            if strength.casefold() not in _STRENGTHS:
                tally.skip(f"column alias strength={strength}", f"row {number:,}", row[_NAME])
            quality = _STRENGTHS.get(strength.casefold(), quality)
            label = f"{label}, {strength}"
        for at, (one, word) in enumerate(named(row[_NAME])):
            other = "fka" if is_former(word) else "aka"
            kept = (
                quality
                if quality == "primary" and at == 0
                else other
                if word or quality == "primary"
                else quality
            )
            names.append(listed_name(one, kept, f"row {number:,}", label=label, note=word))
    primary = [n for n in names if n.quality == "primary"]
    if len(primary) != 1:
        expected = f"one primary name of reference {reference}"
        tally.wrong(rows[0][0], "Name Type", ", ".join(n.text for n in primary) or None, expected)
    return (*primary, *(n for n in names if n.quality != "primary"))


def _identifiers(rows: Sequence[tuple[int, _Row]], kind: Kind) -> tuple[Identifier, ...]:
    """The IMO column; and of an entity the company's own number within the text, where also ships' numbers
    stand: one from 7 on that passes a ship's check is taken for a ship's."""
    found = []
    for text in _column(rows, "imo number"):
        number = text.upper().removeprefix("IMO").strip()
        found.append(identifier("imo" if kind == "vessel" else "imo_company", number, label="IMO Number"))
    if kind == "entity":
        for heading in ("additional information", "address"):
            for text in _column(rows, heading):
                found += [
                    identifier("imo_company", number, label="IMO number")
                    for number in _IMO.findall(text)
                    if not (has_check_digit(number) and number[0] >= "7")
                ]
    return tuple(dict.fromkeys(found))


def _applies(rows: Sequence[tuple[int, _Row]], heading: str, tally: Tally) -> bool:
    said = {row[heading].casefold() for _, row in rows}
    for word in sorted(said - _YES - _NO):
        tally.skip(f"column {heading}={word}", f"row {rows[0][0]:,}", rows[0][1][_NAME])
    return bool(said & _YES)


def _control_dates(rows: Sequence[tuple[int, _Row]], tally: Tally) -> set[date]:
    found = set()
    for text in _column(rows, "control date"):
        try:
            found.add(parse_list_day(text))
        except ValueError:
            tally.skip("column control date that is no day", f"row {rows[0][0]:,}", text)
    return found


def _regime(committee: str) -> str:
    """The words in brackets where they are North Korea's, else the whole."""
    found = _REGIME.search(committee)
    return "DPRK" if found is not None and regime_word(found[1]) == "DPRK" else committee


def _recognises(parts: Sequence[Part]) -> bool:
    if len(parts) != 1 or parts[0].member is not None or not parts[0].head.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(parts[0].path) as archive, archive.open("xl/sharedStrings.xml") as strings:
            start = strings.read(_SOME)
    except (zipfile.BadZipFile, KeyError, OSError, EOFError, RuntimeError, ValueError):
        return False
    return b"Name of Individual or Entity" in start


FORMAT = Format(
    key="au_xlsx",
    version=1,
    title="Australian Consolidated List (XLSX)",
    lists=("au_dfat",),
    is_dated=False,
    recognises=_recognises,
    read=lambda parts, tally: read_au(parts[0], tally),
)
