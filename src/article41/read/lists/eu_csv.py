"""The European Union's Financial Sanctions Files as tables, versions 1.0 and 1.1; cells between semicolons.

A row says one thing of an entity (a name, an address, a birth, a number, a citizenship) and repeats the
entity's own columns. The rows of an entity follow one another, as in every excerpt seen; where they did not,
its reference would stand twice and the list be refused. A line break within a cell is a backslash and n.

Version 1.0 is known from a sample of 2018 that a spreadsheet had damaged (each line one quoted cell, its
commas turned into tabs, Greek and Cyrillic letters into question marks): such a file is refused, for names
are gone. Version 1.1 is written from its heading; of its cells only those of entities, regulations and names
were seen. It has no column for `strong`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from article41.errors import InputError
from article41.listing import Listing
from article41.read.lists.eu import EuEntity
from article41.read.lists.eu_fields import Said
from article41.read.lists.formats import Format, headings_of
from article41.read.lists.parts import Part
from article41.read.lists.rows import Row, records, rows
from article41.read.lists.tally import Tally
from article41.read.lists.values import parse_european_day

_ID = "Entity_logical_id"
_NEW = "fileGenerationDate"
_DOCUMENT = re.compile(r"(.*?) ?\(([A-Za-z]+)-([^()]*)\) ?(?:\((.*)\))?")
"""Of version 1.0: number (code-description) (remark)."""
_LONGEST = 2_000
"""Characters of a document's cell that are taken apart; longer ones are kept whole."""


@dataclass(frozen=True, slots=True)
class _Version:
    """The columns of each block, by the names that the XML has for what they say."""

    id: str
    blocks: Mapping[str, Mapping[str, str]]
    required: tuple[str, ...]


def _columns(prefix: str, words: str, **special: str) -> dict[str, str]:
    named = {word: f"{prefix}_{word[0].upper()}{word[1:]}" for word in words.split()}
    return named | {word: f"{prefix}_{column}" for word, column in special.items()}


def _regulation(prefix: str) -> dict[str, str]:
    words = "organisationType publicationDate entryIntoForceDate numberTitle programme publicationUrl"
    return _columns(f"{prefix}_Regulation", words, regulationType="Type")


def _old_regulation(prefix: str) -> dict[str, str]:
    basis = f"{prefix}_leba" if prefix else "Leba"
    return {
        "numberTitle": f"{basis}_numtitle",
        "publicationDate": f"{basis}_publication_date",
        "publicationUrl": f"{basis}_url",
        "programme": f"{prefix}_programme" if prefix else "Programme",
    }


_COUNTRY = "countryIso2Code countryDescription region"
_VERSION_1_1 = _Version(
    id="Entity_LogicalId",
    blocks={
        "head": _columns(
            "Entity",
            "logicalId unitedNationId designationDate designationDetails remark",
            euReferenceNumber="EU_ReferenceNumber",
        ),
        "subject": _columns("Entity_SubjectType", "", code="ClassificationCode")
        | {"classificationCode": "Entity_SubjectType"},
        "name": _columns(
            "NameAlias",
            "lastName firstName middleName wholeName nameLanguage gender title function logicalId remark",
        ),
        "address": _columns(
            "Address", f"{_COUNTRY} city street poBox zipCode place asAtListingTime logicalId remark"
        ),
        "contact": {"contactInfo": "Address_ContactInfo"},
        "birth": _columns(
            "BirthDate",
            f"{_COUNTRY} year yearRangeFrom yearRangeTo circa calendarType zipCode place city logicalId"
            " remark",
            birthdate="BirthDate",
            dayOfMonth="Day",
            monthOfYear="Month",
        ),
        "identification": _columns(
            "Identification",
            f"{_COUNTRY} number diplomatic knownExpired knownFalse reportedLost revokedByIssuer issuedBy"
            " validFrom validTo latinNumber nameOnDocument logicalId remark",
            issueDate="IssuedDate",
            identificationTypeCode="TypeCode",
            identificationTypeDescription="TypeDescription",
        ),
        "citizenship": _columns("Citizenship", f"{_COUNTRY} logicalId remark"),
        "regulation": _regulation("Entity"),
        **{
            f"regulation of {prefix}": _regulation(prefix)
            for prefix in ("NameAlias", "Address", "BirthDate", "Identification", "Citizenship")
        },
        "language": {
            prefix: f"{prefix}_RegulationLanguage"
            for prefix in ("NameAlias", "Address", "BirthDate", "Identification", "Citizenship")
        },
    },
    required=(_NEW, "Entity_LogicalId", "NameAlias_WholeName"),
)
_VERSION_1_0 = _Version(
    id=_ID,
    blocks={
        "head": {"logicalId": _ID, "euReferenceNumber": "EU_ref_num", "remark": "Entity_remark"},
        "subject": {"code": "Subject_type"},
        "name": {
            "lastName": "Naal_lastname",
            "firstName": "Naal_firstname",
            "middleName": "Naal_middlename",
            "wholeName": "Naal_wholename",
            "gender": "Naal_gender",
            "title": "Naal_title",
            "function": "Naal_function",
            "nameLanguage": "Naal_language",
            "logicalId": "Naal_logical_id",
        },
        "address": {
            "number": "Addr_number",
            "street": "Addr_street",
            "zipCode": "Addr_zipcode",
            "city": "Addr_city",
            "countryDescription": "Addr_country",
            "logicalId": "Addr_logical_id",
        },
        "contact": {"contactInfo": "Addr_other"},
        "birth": {
            "birthdate": "Birt_date",
            "city": "Birt_place",
            "countryDescription": "Birt_country",
            "logicalId": "Birt_logical_id",
        },
        "identification": {
            "number": "Iden_number",
            "countryDescription": "Iden_country",
            "logicalId": "Iden_logical_id",
        },
        "citizenship": {"countryDescription": "Citi_country", "logicalId": "Citi_logical_id"},
        "regulation": _old_regulation(""),
        **{f"regulation of {p}": _old_regulation(p) for p in ("Naal", "Addr", "Birt", "Iden", "Citi")},
        "language": {},
    },
    required=(_ID, "Subject_type", "Naal_wholename", "EU_ref_num"),
)

_VERSIONS = (_VERSION_1_0, _VERSION_1_1)


def read_eu_csv(part: Part, tally: Tally) -> Iterator[Listing]:
    """The listings in the file's order. Raises InputError where it is no sound table of this list."""
    _refuse_wrapped(part)
    heading = headings_of(part, ";")
    version = _VERSION_1_1 if _NEW in heading else _VERSION_1_0
    dated = _NEW if _NEW in heading else heading[0]
    found = rows(part, required=version.required, delimiter=";", columns=_numbered)
    for _, group in records(found, version.id):
        entity = EuEntity(tally)
        for row in group:
            _date(row, dated, tally)
            _tell(row, version, entity)
            if version is _VERSION_1_0:
                _agree(row, tally)
            row.leave(tally)
        yield entity.listing()
    if tally.list_date is not None:
        tally.stamp = tally.list_date.isoformat()  # the printed form does not sort


def _refuse_wrapped(part: Part) -> None:
    start = part.head.removeprefix(b"\xef\xbb\xbf").partition(b";")[0]
    if start.startswith(b'"') and b'"' not in start[1:]:
        expected, hint = "cells between semicolons", "a spreadsheet damaged it: download it again"
        raise InputError.of(part.name, "each line quoted as one cell", expected, hint)


def _numbered(lines: Iterator[list[str]]) -> list[str]:
    """Version 1.0 prints the entity's number before each block: the second time is its column "... (2)"."""
    count, names = 0, []
    for cell in next(lines, []):
        name = cell.strip()
        count += name == _ID
        names.append(f"{_ID} ({count})" if name == _ID and count > 1 else name)
    return names


def _agree(row: Row, tally: Tally) -> None:
    own = row.take(_ID)
    for number in range(2, 7):
        again = row.take(f"{_ID} ({number})")
        if again and again != own:
            tally.wrong(row.number, _ID, again, f"{own}, as first in the row")


def _date(row: Row, column: str, tally: Tally) -> None:
    text = row.take(column)
    if not tally.stamp:
        tally.stamp = text
        try:
            tally.list_date = parse_european_day(text)
        except ValueError:
            tally.wrong(row.number, column, text, "the day the list was generated")
    elif text != tally.stamp:
        tally.wrong(row.number, column, text, f"{tally.stamp}, as in the first row")


def _tell(row: Row, version: _Version, entity: EuEntity) -> None:
    where = row.where
    tellers: dict[str, Callable[[Said], None]] = {
        "head": lambda said: entity.head(said, where),
        "subject": lambda said: entity.subject(said, where),
        "name": lambda said: entity.name(said, where, f"row {row.number:,}"),
        "citizenship": entity.citizenship,
        "birth": lambda said: entity.birth(said, where),
        "address": entity.address,
        "contact": lambda said: entity.contacts(said("contactInfo"), where),
        "identification": lambda said: entity.identification(_document(said), where),
        "regulation": lambda said: entity.regulation(said, where, is_own=True),
    }
    for block, columns in version.blocks.items():
        if not row.has(columns.values()):
            continue  # most blocks of a row are empty
        said = partial(_said, row, columns)
        if block == "language":
            for column in columns:
                said(column)
        elif block in tellers:
            tellers[block](said)
        else:
            entity.regulation(said, where, is_own=False)


def _said(row: Row, columns: Mapping[str, str], word: str) -> str:
    column = columns.get(word)
    text = "" if column is None else row.take(column)
    return " ".join(text.replace("\\n", " ").split()) if "\\n" in text else text


def _document(said: Said) -> Said:
    """Version 1.0, which has no column for the kind, tells all of a document in one cell."""
    text = said("number")
    parts = _DOCUMENT.fullmatch(text) if len(text) < _LONGEST else None
    if parts is None or said("identificationTypeCode"):
        return said
    words = ("number", "identificationTypeCode", "identificationTypeDescription", "remark")
    known = {word: (parts[i] or "").strip() for i, word in enumerate(words, 1)}
    return lambda word: known[word] if word in known else said(word)


FORMAT = Format(
    key="eu_csv",
    version=1,
    title="European Union Financial Sanctions Files 1.0 and 1.1 (CSV)",
    lists=("eu",),
    is_dated=True,
    recognises=lambda parts: (
        len(parts) == 1
        and any({v.id, v.blocks["name"]["wholeName"]} <= set(headings_of(parts[0], ";")) for v in _VERSIONS)
    ),
    read=lambda parts, tally: read_eu_csv(parts[0], tally),
)
