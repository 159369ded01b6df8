"""What was met on the lists: for people and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

from article41.analyse.register import Met
from article41.dates import Moment
from article41.listing import Listing, Measure
from article41.model import Hit, Outcome
from article41.report.lists.hits import (
    Consulted,
    ListHit,
    consulted_json,
    consulted_text,
    list_hit_json,
    list_hit_text,
)
from article41.report.words import count, listed, printable, wrapped

if TYPE_CHECKING:
    from rich.console import Console

REACH = "By name and number only: an owner of, or somebody acting for, a listed person is not found."
ONLY = f"{REACH} Lists: persons and entities of 27 February 2026; vessels as docs/listings.md says."
"""Where the law's own register was asked too."""
MEASURES: Mapping[Measure, str] = {
    "asset_freeze": "asset freeze",
    "travel_ban": "travel ban",
    "port_entry": "denial of port entry",
    "deflag": "de-flagging",
}


class Row(Protocol):
    """One row of a table as screened."""

    @property
    def id(self) -> str: ...
    @property
    def day(self) -> date | None: ...
    @property
    def hits(self) -> tuple[Hit, ...]: ...
    @property
    def list_hits(self) -> tuple[ListHit, ...]: ...
    @property
    def note(self) -> str | None: ...


class Standing(Protocol):
    """A listing met, and whether it stands on the day."""

    @property
    def met(self) -> Met: ...
    @property
    def stands(self) -> Outcome: ...


def measures_text(measures: Mapping[Measure, str]) -> str:
    """ "asset freeze (2270/op10) and travel ban (2270/op10)"."""
    return listed(f"{MEASURES[name]} ({provision})" for name, provision in measures.items())


@dataclass(frozen=True, slots=True)
class Named:
    """What one name meets: in the law's register, None where it was not asked, and on the lists kept here."""

    name: str
    day: date
    found: Sequence[Standing] | None
    on_lists: Sequence[ListHit]
    lists: Sequence[Consulted]


def name_text(named: Named) -> str:
    """What one name meets, as lines."""
    return "\n".join(_name_lines(named))


def _name_lines(named: Named) -> Iterator[str]:
    day, found, on_lists = named.day, named.found or (), named.on_lists
    yield from wrapped(f"{printable(named.name)} on {day}", 0)
    if not found and not on_lists:
        yield "  no listing is met by this name or number"
    for standing in found:
        listing = standing.met.listing
        yield ""
        alias = standing.met.name
        also = f", listed also as {alias}" if alias != listing.name else ""
        yield from wrapped(
            f"{listing.reference}  {listing.name}{also} ({listing.kind}, met by {standing.met.by})", 1
        )
        yield from wrapped(f"{_stands(standing, day)}: {measures_text(listing.measures)}", 2)
        if standing.met.doubt:
            yield from wrapped("another vessel may be meant: its IMO number tells", 2)
        elif standing.met.score is not None:
            yield from wrapped("a name that is only like it: it may be another", 2)
        elif standing.met.doubt is not None:
            yield from wrapped("an alias of low quality or of a few letters: it may be another", 2)
        if listing.note:
            yield from wrapped(f"[{listing.status}] {listing.note}", 2)
    for hit in on_lists:
        yield ""
        yield from wrapped(list_hit_text(hit), 1)
    yield ""
    yield from wrapped(REACH if named.found is None else ONLY, 0)
    yield from wrapped(consulted_text(named.lists), 0)


def _stands(standing: Standing, day: date) -> str:
    listing = standing.met.listing
    removed = listing.removed_on
    until = "" if removed is None else f", removed {moment_text(removed)}"
    if standing.stands:
        return f"listed since {listing.listed_on}{until}"
    if standing.stands is None:
        return f"listed {listing.listed_on}{until}: whether it stood on {day} is open"
    return f"not listed on {day}; listed {listing.listed_on}{until}"


def moment_text(moment: Moment) -> str:
    """A day as exact as it is known: 2016-03-21, 2016-12."""
    return str(moment.first) if moment.precision == "day" else str(moment.first)[:7]


def name_json(named: Named) -> str:
    """What one name meets, as JSON."""
    values = {
        "name": named.name,
        "on": str(named.day),
        "listings": [_listing(s) for s in named.found or ()],
        "list_hits": [list_hit_json(h) for h in named.on_lists],
        "screened": REACH if named.found is None else ONLY,
        "lists": consulted_json(named.lists),
    }
    return json.dumps(values, ensure_ascii=False, indent=1)


def _listing(standing: Standing) -> dict[str, Any]:
    listing: Listing = standing.met.listing
    return {
        "reference": listing.reference,
        "kind": listing.kind,
        "name": listing.name,
        "met_name": standing.met.name,
        "how": standing.met.how,
        "score": _rounded(standing.met.score),
        "is_certain": standing.met.doubt is None,
        "stands": standing.stands,
        "listed_on": str(listing.listed_on),
        "removed_on": listing.removed_on and moment_text(listing.removed_on),
        "measures": dict(listing.measures),
        "status": listing.status,
        "note": listing.note or None,
    }


def hit_json(hit: Hit) -> dict[str, Any]:
    """A hit as JSON values."""
    return {**asdict(hit), "listed_on": str(hit.listed_on), "score": _rounded(hit.score)}


def _rounded(score: float | None) -> float | None:
    return None if score is None else round(score, 4)


def rows_json(rows: Sequence[Row]) -> str:
    """One object for each row."""
    found = [
        {
            "id": r.id,
            "on": r.day and str(r.day),
            "hits": [hit_json(h) for h in r.hits],
            "list_hits": [list_hit_json(h) for h in r.list_hits],
            "note": r.note,
        }
        for r in rows
    ]
    return json.dumps(found, ensure_ascii=False, indent=1)


def rows_table(
    rows: Sequence[Row], lists: Sequence[Consulted], console: Console, *, is_law_asked: bool = True
) -> None:
    """One row for each row of the user's, then the count and what was looked up at all."""
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("id", overflow="fold", max_width=14)
    table.add_column("day", no_wrap=True, width=10)
    table.add_column("listing", overflow="fold", min_width=12)
    table.add_column("what", overflow="fold", ratio=1)
    for row in rows:
        table.add_row(
            Text(printable(row.id)),
            Text(str(row.day or "no date")),
            Text("\n".join(_references(row)) or "–"),
            Text("\n".join(_met(row)) or printable(row.note or "no listing met")),
        )
    console.print(table)
    outcomes = [_outcomes(row) for row in rows]
    met = sum(any(found) for found in outcomes)
    open_ = sum(None in found and not any(found) for found in outcomes)
    console.print()
    like = sum(any(found) and _is_only_like(row) for row, found in zip(rows, outcomes, strict=True))
    only = f", {like:,} of them only by a name that is like one" if like else ""
    console.print(Text(f"{count(met, 'row')} of {len(rows):,} met a listing in force{only}."))
    if open_:
        console.print(Text(f"{count(open_, 'row')} met one that may be in force: the day is open."))
    console.print(Text(ONLY if is_law_asked else REACH, "dim"))
    if lists:
        console.print(Text(consulted_text(lists), "dim"))


def _references(row: Row) -> list[str]:
    return list(dict.fromkeys((*(h.reference for h in row.hits), *(h.reference for h in row.list_hits))))


def _outcomes(row: Row) -> list[Outcome]:
    """For each listing met, whether it stands."""
    return [*(h.stands for h in row.hits), *(h.stands for h in row.list_hits)]


def _is_only_like(row: Row) -> bool:
    return not row.list_hits and all(h.score is not None for h in row.hits if h.stands)


def _met(row: Row) -> Iterator[str]:
    """What the law's register says; of the lists, what it does not say."""
    yield from map(hit_text, row.hits)
    known = {(h.field, h.reference) for h in row.hits}
    yield from (list_hit_text(h) for h in row.list_hits if (h.field, h.reference) not in known)


def hit_text(hit: Hit) -> str:
    """ "exporter: KPe.001 KOREA MINING …, listed since 2009-04-24: asset freeze (1718/op8.d)"; where the name
    is only like it "exporter: may be KPe.001 KOREA MINING … (name 0.87), listed …"."""
    since = f"listed since {hit.listed_on}" if hit.stands else f"listed {hit.listed_on}, perhaps not then"
    field = hit.field.replace("_", " ").replace("imo", "IMO number")
    whom = f"{hit.reference} {hit.name}"
    if hit.score is not None:
        whom = f"may be {whom} (name {hit.score:.2f})"
    elif not hit.is_certain:
        since += "; may be another"
    return printable(f"{field}: {whom}, {since}: {measures_text(hit.measures)}")
