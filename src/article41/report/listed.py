"""Listings and acts of the Committee as JSON values of the dataset."""

from __future__ import annotations

from typing import Any

from article41.dates import Moment, Span
from article41.listing import Listing
from article41.model import CommitteeAct, Known


def listing_json(listing: Listing) -> dict[str, Any]:
    """One listing whole: names, numbers, days, the provision behind each measure."""
    return {
        "reference": listing.reference,
        "kind": listing.kind,
        "names": [{"text": n.text, "quality": n.quality, "script": n.script} for n in listing.names],
        "imo": listing.imo,
        "listed_on": str(listing.listed_on),
        "amended_on": list(map(str, listing.amended_on)),
        "removed_on": _moment(listing.removed_on),
        "measures": dict(listing.measures),
        "born": list(map(_moment, listing.born)),
        "nationalities": list(listing.nationalities),
        "identifiers": [
            {"kind": i.kind, "value": i.value, "country": i.country} for i in listing.identifiers
        ],
        "status": listing.status,
        "source": listing.source,
        "note": listing.note or None,
    }


def act_json(act: CommitteeAct) -> dict[str, Any]:
    """One act of the Committee, or request to it."""
    return {
        "kind": act.kind,
        "on": _moment(act.on),
        "symbol": act.symbol or None,
        "what": act.what,
        "source": act.source,
        "status": act.status,
    }


def known_json(known: Known) -> dict[str, Any]:
    """From when to when acts of one kind are known; `until` is the day after the last."""
    return {"kind": known.kind, "span": _span(known.span), "known": known.what}


def _span(span: Span | None) -> dict[str, str] | None:
    return None if span is None else {"from": str(span.start), "until": str(span.end)}


def _moment(moment: Moment | None) -> dict[str, str] | None:
    if moment is None:
        return None
    return {"first": str(moment.first), "last": str(moment.last), "precision": moment.precision}
