"""A regulation of the European Union as a table of its annexes: one row a party, an annex and a measure.

The columns are those of the consolidated files that OpenSanctions transcribes from the Official Journal
(celex, recordId, programKey, annex, measure, startDate, ...); a cell of several values is a line of CSV
between semicolons. The files bear no date. Nothing in them numbers a party for good, so its reference is
built: the act, the annex and the number printed there ("32017R1509 XIII.A 1"), or the name where none is
printed. Two rows with one reference are refused; the regulation on the DPRK has none. A vessel's former names
stand in brackets behind its name and become names of their own.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import date

from article41.dates import Moment
from article41.listing import Identifier, Kind, ListedName, Listing, Place
from article41.read.lists.formats import Format, headings_of
from article41.read.lists.gathering import Gathered
from article41.read.lists.names import is_former, named
from article41.read.lists.parts import Part
from article41.read.lists.peoples import people_code
from article41.read.lists.rows import Row, rows
from article41.read.lists.tally import Tally
from article41.read.lists.values import (
    identifier,
    is_placeholder,
    listed_name,
    parse_european_day,
    parse_moment,
    place_of,
)

_REQUIRED = ("celex", "recordId", "programKey", "annex", "measure", "startDate", "schema", "name")
_KINDS: dict[str, Kind] = {
    "Person": "person",
    "LegalEntity": "entity",
    "Organization": "entity",
    "Company": "entity",
    "Vessel": "vessel",
    "Airplane": "aircraft",
    "Asset": "unknown",
}
"""An asset is a place or a thing that is none of the kinds."""
_NAMES = {"alias": "aka", "weakAlias": "low", "previousName": "fka"}
_SCALARS = ("annex", "measure", "reason")
_DETAILS = (
    *("notes", "position", "appearance", "ethnicity", "fatherName", "motherName"),
    *("legalForm", "sector", "country"),
)
_CODES = {
    "idNumber": "national_id",
    "registrationNumber": "registration",
    "taxNumber": "tax",
    "innCode": "tax",
    "ogrnCode": "registration",
    "kppCode": "registration",
    "okpoCode": "registration",
    "leiCode": "lei",
    "swiftBic": "swift",
    "ticker": "ticker",
    "mmsi": "mmsi",
    "phone": "phone",
    "email": "email",
    "website": "website",
}
_NATIONS = ("nationality", "jurisdiction", "flag")
_ALTERNATIVES = re.compile(r", | or |; | / |(?:^|\s)[a-d]\) ?")
_YEARS = re.compile(r"(\d{4}) ?[-–] ?(\d{4})", re.ASCII)
_NOTED = re.compile(r"([A-Z]{0,3}[ -]{0,2}\d+)\.?(?: \(([^()]*)\)|,? ((?:expires|issued) .*))", re.ASCII)
_SEVERAL = re.compile(r"(?:; | / )(?![^(]*\))")
_LONGEST = 500
"""Characters of a passport's cell that is taken apart."""
_BRACKETS = re.compile(r"([^()]+?)((?: ?\([^()]+\))+)")
_BRACKET = re.compile(r"\(([^()]+)\)")


def read_eu_journal(part: Part, tally: Tally) -> Iterator[Listing]:
    """The listings in the file's order. Raises InputError where it is no sound table of this kind."""
    for row in rows(part, required=_REQUIRED):
        yield _listing(row, tally)
        row.leave(tally)


def vessel_names(text: str, field: str) -> tuple[ListedName, ...]:
    """ "New Name (Old Name) (Older Name)" as its names, the first the primary one."""
    parts = _BRACKETS.fullmatch(text)
    if parts is None:
        return (listed_name(text, "primary", field),)
    others = (listed_name(t.strip(), "aka", field, label="in brackets") for t in _BRACKET.findall(parts[2]))
    return (listed_name(parts[1].strip(), "primary", field), *others)


def parse_journal_moments(text: str) -> tuple[Moment, ...]:
    """Days or years as the Journal prints them: 19.2.1968, 1954 or 1955, 1967-1969. Raises ValueError."""
    found = []
    for words in filter(None, (w.strip(" .") for w in _ALTERNATIVES.split(text))):
        years = _YEARS.fullmatch(words)
        if years is not None:
            found.append(parse_moment(f"{years[1]} to {years[2]}"))
            continue
        try:
            day = parse_european_day(words)
            found.append(Moment(day, day, "day"))
        except ValueError:
            found.append(parse_moment(words))
    return tuple(found)


def _listing(row: Row, tally: Tally) -> Listing:
    schema, programme = row.take("schema"), row.take("programKey")
    regime = "DPRK" if programme.endswith("PRK") else programme
    said = Gathered(tally, kind=_KINDS.get(schema, "unknown"), regime=regime, where=row.where)
    if schema not in _KINDS:
        tally.skip(f"schema={schema}", row.where, row.take("name"))
    said.programmes[programme] = None
    said.say("schema", schema)
    _names(row, said)
    said.listed_on = _start(row, said)
    for column in _SCALARS:
        said.say(column, row.take(column))
    for column in _DETAILS:
        said.say(column, *_values(row, column))
    _life(row, said)
    for at in _values(row, "address"):
        said.address(_place(at, is_street=True))
    for column, code in _CODES.items():
        for text in _values(row, column):
            said.identify(identifier(code, text, label=column))
    for text in _values(row, "imoNumber"):
        kind = "imo" if said.kind == "vessel" else "imo_company"
        if any(map(str.isdigit, text)):
            said.identify(identifier(kind, text, label="imoNumber"))
        else:
            said.say("imoNumber", text)  # "Does not exist"
    for cell in _values(row, "passportNumber"):
        for text in _SEVERAL.split(cell) if len(cell) < _LONGEST else [cell]:
            said.identify(_passport(text))
    return said.listing()


def _names(row: Row, said: Gathered) -> None:
    celex, annex, number, name = (row.take(c) for c in ("celex", "annex", "recordId", "name"))
    for column, value in (("celex", celex), ("name", name)):
        if is_placeholder(value):
            said.tally.wrong(row.number, column, value, f"the {column}")
    said.reference = " ".join(filter(None, (celex, annex, number or name)))
    if said.kind == "vessel":
        names = vessel_names(name, "name")
    else:
        names = tuple(
            listed_name(one, "aka" if word else "primary", "name", label=word)
            for part in _several_persons(name, said.kind)
            for one, word in named(part)
        )
    for found in names:
        said.name(found)
    for column, quality in _NAMES.items():
        for text in _values(row, column):
            for part in _several_persons(text, said.kind):
                for one, word in named(part):
                    kept = "fka" if is_former(word) else quality
                    said.name(listed_name(one, kept, column, label=word or column))


def _several_persons(text: str, kind: Kind) -> list[str]:
    """The names of "KIM Example-Il, KIM Exampil"; "Kim, Example-Il" is one, its family name first."""
    parts = text.split(", ")
    return parts if kind == "person" and all(len(part.split()) > 1 for part in parts) else [text]


def _life(row: Row, said: Gathered) -> None:
    for column in _NATIONS:
        for text in _values(row, column):
            said.nation(people_code(text.rstrip(".")) or text.rstrip("."))
    for text in _values(row, "gender"):
        said.sex(text, row.where)
    for column in ("birthDate", "incorporationDate"):
        for text in _values(row, column):
            _born(text, column, said, row)
    for text in _values(row, "birthPlace"):
        said.birth_place(_place(text, is_street=False))


def _values(row: Row, column: str) -> list[str]:
    """The values of a cell that may hold several."""
    text = row.take(column)
    if ";" not in text and '"' not in text:
        return [text] if text else []
    try:
        cells = next(csv.reader([text], delimiter=";", skipinitialspace=True), [])
    except csv.Error:
        return [text]
    return [cell.strip() for cell in cells if cell.strip()]


def _start(row: Row, said: Gathered) -> date | None:
    text = row.take("startDate")
    if not text:
        return None
    try:
        return parse_european_day(text)
    except ValueError:
        said.say("startDate", text)
    try:
        parse_moment(text)
    except ValueError:
        said.tally.skip("startDate that is no date", row.where, text)
    return None


def _born(text: str, column: str, said: Gathered, row: Row) -> None:
    try:
        said.born.update(dict.fromkeys(parse_journal_moments(text)))
    except ValueError:
        said.say(column, text)
        said.tally.skip(f"{column} that is no date", row.where, text)


def _place(text: str, *, is_street: bool) -> Place | None:
    """A line of an address, whose last part is often the country."""
    words = text.rstrip(".")
    return place_of(words, is_address=is_street)


def _passport(text: str) -> Identifier:
    """Its number; what the cell says behind it is a note."""
    bare = text.rstrip(".")
    parts = _NOTED.fullmatch(bare)
    number, note = (bare, "") if parts is None else (parts[1], parts[2] or parts[3])
    return identifier("passport", number, label="passportNumber", note=note)


FORMAT = Format(
    key="eu_journal_csv",
    version=1,
    title="Regulation of the European Union as a table of its annexes (CSV)",
    lists=("eu_journal",),
    is_dated=False,
    recognises=lambda parts: len(parts) == 1 and set(_REQUIRED) <= set(headings_of(parts[0])),
    read=lambda parts, tally: read_eu_journal(parts[0], tally),
)
