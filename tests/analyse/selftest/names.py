"""Listings of invented parties, by as little as the test needs."""

from __future__ import annotations

from article41.listing import Kind, ListedName, Listing


def listing(
    reference: str,
    kind: Kind,
    *names: str,
    weak: tuple[str, ...] = (),
    nationality: str = "",
    family: str = "",
) -> Listing:
    first, *others = names
    listed = [ListedName(first, "primary", "Latn", family), *(ListedName(n, "good", "Latn") for n in others)]
    listed += [ListedName(n, "low", "Latn") for n in weak]
    return Listing(reference, kind, tuple(listed), None, nationalities=(nationality,) if nationality else ())


LISTINGS = (
    listing("P1", "person", "Mohammed Yusuf SAMPLEMAN-HADDAD", "Abu Sample", weak=("Mo",), nationality="SY"),
    listing("P2", "person", "KIM Chol Hyok", nationality="KP"),
    listing("P3", "person", "José Ramón Invención Martínez", nationality="VE"),
    listing("P4", "person", "Viktor Petrovich INVENTOV", family="INVENTOV", nationality="RU"),
    listing("P5", "person", "Ri Kyong Su", nationality="KP"),
    listing(
        "E1", "entity", "SAMPLE INTERNATIONAL TRADING COMPANY LIMITED", "Al-Sample Import and Export Est."
    ),
    listing("E2", "entity", "OPEN JOINT STOCK COMPANY INVENTED TECHNOLOGIES OF SAMPLETOWN"),
    listing("E3", "entity", "Invented Bank Corp."),
    listing("V1", "vessel", "SAMPLE STAR 7", "INVENTED HORIZON"),
    listing("A1", "aircraft", "EP-SAMPLE"),
)
