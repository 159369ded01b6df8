"""Names of a listing that are equal to a text, and the one that the index gave."""

from __future__ import annotations

from article41.analyse.names import any_order, normalised, without_abbreviation
from article41.listing import Kind, ListedName, Listing

NAME, REORDERED = "name", "name in another order"
"""How a name that is equal met a listing."""
ANY_ORDER = ("person", "unknown")
"""Kinds whose names are equal in any order of their tokens: lists print the family name first or last."""


def how_equal(asked: str, listed: str, kind: Kind) -> str | None:
    """How two names are equal once normalised, the listed one also without the abbreviation at its end; None
    where they are not."""
    name = normalised(asked)
    shorter = without_abbreviation(listed)
    forms = [normalised(listed), *([] if shorter is None else [normalised(shorter)])]
    if name and name in forms:
        return NAME
    is_reordered = kind in ANY_ORDER and any_order(name) in map(any_order, forms)
    return REORDERED if name and is_reordered else None


def bearer(listing: Listing, text: str) -> ListedName:
    """The name of a listing that the index gave as `text`."""
    return next(n for n in listing.names if text in (n.text, without_abbreviation(n.text)))
