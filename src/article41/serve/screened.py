"""Every row of a table, or one name, held against the lists: the same lookup that assess makes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from article41.analyse.names import compact
from article41.analyse.records import derive, hits
from article41.analyse.register import FLAG, IMO, PARTIES, TRAVELLER, Met
from article41.decide.regime import Regime
from article41.errors import InputError
from article41.model import ARRIVING, LEAVING, Hit, Outcome
from article41.read.imo import is_written_as_imo, parse_imo
from article41.report.lists.hits import ListHit
from article41.serve.listscreen import SCHEMAS, Asked, ListScreen

if TYPE_CHECKING:
    from article41.read.tables import Table

ASKED = (*PARTIES, TRAVELLER, *IMO, *IMO.values())
"""Columns that are looked up."""
READ = frozenset(
    (
        *(*ASKED, *FLAG.values(), "id", "kind", "service", "flow", "date", "import_date"),
        *("ship_to_ship", *LEAVING, *ARRIVING),
    )
)
"""Those and what says which vessel, which day, which kind of act; a fault elsewhere does not matter here."""


def columns_asked(table: Table) -> list[str]:
    """The columns of the table that are looked up. Raises InputError where there is none."""
    found = [name for name in ASKED if name in table.typed.columns]
    if not found:
        expected = "a column to look up: " + ", ".join(ASKED)
        hint = "--map 'Your heading=exporter' reads a heading of yours"
        raise InputError.of(table.file, None, expected, hint)
    return found


@dataclass(frozen=True, slots=True)
class Screened:
    """One row: what it met, and on which day. `hits`: in the law's own register; `list_hits`: on the lists
    kept here; `note`: why nothing was looked up."""

    id: str
    day: date | None
    hits: tuple[Hit, ...] = ()
    list_hits: tuple[ListHit, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """A listing met by one name, and whether it stands on the day asked about."""

    met: Met
    stands: Outcome


def screen_table(
    table: Table, regime: Regime, lists: ListScreen | None = None, *, is_law_asked: bool = True
) -> Iterator[Screened]:
    """One answer for each row of the table, in its order; only rows that met a listing are read singly."""
    import polars as pl

    from article41.analyse.frames import prepare
    from article41.analyse.listed import HITS

    typed = table.typed
    sound = typed.filter(pl.col("problem").is_null()).drop("problem")
    prepared = prepare(sound, regime.law.facts, regime.classifier, None, regime.register)
    met = (
        prepared[HITS].list.len() > 0
        if HITS in prepared.columns
        else pl.repeat(False, len(sound), eager=True)
    )
    named = pl.any_horizontal(pl.col(c).is_not_null() for c in columns_asked(table))
    asked = sound.select(named.alias("asked"))["asked"]
    days = dict(zip(sound["row"], zip(prepared["law_on"], met, asked, strict=True), strict=True))
    listed: dict[int, list[ListHit]] = {}
    if lists is not None:
        asked_on = {row: regime.law_on or day for row, (day, _, is_asked) in days.items() if is_asked}
        listed = _on_lists(typed.iter_rows(named=True), asked_on, lists)
    for row in typed.iter_rows(named=True):
        name = row.get("id") or f"row {row['row']}"
        if row["problem"] is not None:
            yield Screened(name, None, note=f"not read: {row['problem']}")
            continue
        day, is_met, is_asked = days[row["row"]]
        day = regime.law_on or day
        found: tuple[Hit, ...] = ()
        if is_met and is_law_asked:
            facts = {k: v for k, v in row.items() if v is not None and k not in ("row", "problem")}
            found = hits(derive(facts, regime.classifier, None, regime.register), regime.register)
        note = None if is_asked else "no name and no number to look up"
        yield Screened(name, day, found, tuple(listed.get(row["row"], ())), note)


def _on_lists(
    rows: Iterable[Mapping[str, Any]], days: Mapping[int, date | None], lists: ListScreen
) -> dict[int, list[ListHit]]:
    """What each row meets on the lists, by its number; all are asked at once."""
    places, asked = [], []
    for row in rows:
        for column in ASKED:
            if row["row"] in days and (given := row.get(column)) is not None:
                places.append(row["row"])
                asked.append(Asked(column, str(given), SCHEMAS[column], days[row["row"]]))
    found: dict[int, list[ListHit]] = {}
    for place, met in zip(places, lists.screen(asked), strict=True):
        found.setdefault(place, []).extend(met)
    return found


def screen_name(name: str, regime: Regime, day: date) -> tuple[Standing, ...]:
    """What one name, reference number, identifier or IMO number meets, listed before or since included.
    Raises InputError where there is nothing to look up, or an IMO number with a wrong check digit."""
    if not compact(name):
        raise InputError.of("--name", name, "letters or digits")
    register = regime.register
    parties = register.party(name)
    try:
        imo = parse_imo(name)
    except ValueError as error:
        if not parties and is_written_as_imo(name):
            raise InputError.of("--name", name, str(error)) from None
        imo = None
    met = (*parties, *register.vessel(name, imo, None, IMO["vessel"]))
    return tuple(Standing(m, register.stands(m.listing, day)) for m in met)
