"""Vessels designated by the 1718 Committee, as a table made from the annexes of Regulation (EU) 2017/1509.

    imo,imo_checkdigit_ok,names,eu_annexes,measures,designation_dates_in_annex,flags,mmsi,reasons

One row a vessel, with every annex, measure and day of it. The table has vessels of Annex XV too, which the
European Union lists of its own: they are left out here and counted. A designation later than the first, with
further measures, is a day on which the listing was amended. The table bears no date.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from article41.listing import Listing
from article41.read.imo import has_check_digit
from article41.read.lists.eu_journal import vessel_names
from article41.read.lists.formats import Format, headings_of
from article41.read.lists.gathering import Gathered
from article41.read.lists.parts import Part
from article41.read.lists.rows import Row, rows
from article41.read.lists.tally import Tally
from article41.read.lists.values import identifier, is_placeholder, parse_european_day

_REQUIRED = ("imo", "names", "eu_annexes", "measures", "designation_dates_in_annex")
_OWN = "XV"
"""The Union's own annex: XIII and XIV follow the Security Council."""
_NO_IMO = "does not exist"


def read_un_vessels(part: Part, tally: Tally) -> Iterator[Listing]:
    """The listings in the file's order. Raises InputError where it is no sound table of this list."""
    for row in rows(part, required=_REQUIRED):
        annexes = _several(row, "eu_annexes")
        if annexes and all(a.split(".")[0] == _OWN for a in annexes):
            name = row.take("names")
            tally.skip("vessel that the European Union lists of its own", row.where, name)
            continue
        yield _listing(row, annexes, tally)
        row.leave(tally)


def _listing(row: Row, annexes: list[str], tally: Tally) -> Listing:
    said = Gathered(tally, kind="vessel", regime="DPRK", where=row.where)
    text, imo, sound = row.take("names"), row.take("imo"), row.take("imo_checkdigit_ok")
    if is_placeholder(text):
        tally.wrong(row.number, "names", text, "the name of the vessel")
    said.say("EU annexes", *annexes)
    said.say("measures", *_several(row, "measures"))
    said.say("reasons", row.take("reasons"))
    _days(row, said)
    for flag in _several(row, "flags"):
        said.nation(flag)
    names = vessel_names(text, "names")
    said.reference = names[0].text
    if imo.casefold() == _NO_IMO or is_placeholder(imo):
        said.say("imo", imo)
    elif len(imo) == 7 and imo.isascii() and imo.isdigit():
        said.reference = f"IMO {imo}"
        said.identify(identifier("imo", imo, label="imo"))
        if not has_check_digit(imo) or sound.casefold() == "false":
            tally.wrong(row.number, "imo", imo, "an IMO number whose last digit checks the others")
    else:
        tally.wrong(row.number, "imo", imo, f"seven digits, or {_NO_IMO!r}")
    for number in _several(row, "mmsi"):
        said.identify(identifier("mmsi", number, label="mmsi"))
    return said.listing(names)


def _days(row: Row, said: Gathered) -> None:
    days: set[date] = set()
    for text in _several(row, "designation_dates_in_annex"):
        try:
            days.add(parse_european_day(text))
        except ValueError:
            said.say("designation dates in annex", text)
            said.tally.skip("designation date that is no day", row.where, text)
    said.listed_on = min(days, default=None)
    said.amended_on = days - {said.listed_on}


def _several(row: Row, column: str) -> list[str]:
    return [text.strip() for text in row.take(column).split(";") if text.strip()]


FORMAT = Format(
    key="un_vessels_csv",
    version=1,
    title="Vessels designated by the 1718 Committee (CSV)",
    lists=("un_vessels",),
    is_dated=False,
    recognises=lambda parts: len(parts) == 1 and set(_REQUIRED) <= set(headings_of(parts[0])),
    read=lambda parts, tally: read_un_vessels(parts[0], tally),
)
