"""One attempt: asked, led on by redirects, and the answer judged by its status."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from pathlib import Path

import requests

from article41.keep.watchlists.fetching.addresses import file_name, redirected, shown
from article41.keep.watchlists.fetching.connections import session
from article41.keep.watchlists.fetching.reasons import network
from article41.keep.watchlists.fetching.receiving import receive
from article41.keep.watchlists.fetching.terms import Conditional, Fetched, Patience, Refusal

_REDIRECTS = (301, 302, 303, 307, 308)
_PASSING = (429, 500, 502, 503, 504)
"""Statuses that may be another a moment later."""
_HINTS = {
    401: "it wants a login or a token in the address",
    403: "it may want a login or a token in the address",
    404: "the publisher may have moved it",
    407: "the proxy wants a login: http://user:password@host:port",
    410: "the publisher has withdrawn it",
}
_LONGEST_VALIDATOR = 512


def attempt(address: str, into: Path, known: Conditional, patience: Patience) -> Fetched:
    """Asks once. Raises Refusal, or InputError where `into` cannot be written; nothing is left then."""
    conditions = _conditions(known)
    with session(patience) as opened:
        response, final = _answer(opened, address, conditions, patience)
        try:
            etag, last_modified = (_validator(response, h) for h in ("ETag", "Last-Modified"))
            now = datetime.now(UTC)
            if response.status_code == HTTPStatus.NOT_MODIFIED and conditions:
                etag, last_modified = etag or known.etag, last_modified or known.last_modified
                return Fetched(None, "unchanged", etag, last_modified, "", 0, shown(final), now)
            if response.status_code != HTTPStatus.OK:
                raise _status(response.status_code, response.headers.get("Retry-After"))
            path = into / file_name(address)
            got = receive(response, path, patience)
            return Fetched(
                path, "new", etag, last_modified, got.sha256, got.size, shown(final), now, checks=got.checks
            )
        finally:
            response.close()


def _conditions(known: Conditional) -> dict[str, str]:
    said = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {header: value for header, value in said.items() if _is_sound(value)}


def _validator(response: requests.Response, header: str) -> str:
    value = response.headers.get(header, "").strip()
    return value if _is_sound(value) else ""


def _is_sound(value: str) -> bool:
    """Whether it can be sent back as it is."""
    return (
        value.isascii() and value.isprintable() and 0 < len(value.strip()) == len(value) <= _LONGEST_VALIDATOR
    )


def _answer(
    opened: requests.Session, address: str, headers: dict[str, str], patience: Patience
) -> tuple[requests.Response, str]:
    """The first answer that is no redirect, and its address."""
    options = patience.options
    proxies = {"http": options.proxy, "https": options.proxy} if options.proxy else None
    for _ in range(options.redirects + 1):
        if patience.is_over:
            raise patience.ended()
        timeout = (min(options.connect_seconds, patience.left), min(options.read_seconds, patience.left))
        with network(patience):
            response = opened.get(
                address, headers=headers, stream=True, allow_redirects=False, timeout=timeout, proxies=proxies
            )
        if response.status_code not in _REDIRECTS:
            return response, address
        response.close()
        address = redirected(address, response.headers.get("Location"))
    found = f"{options.redirects + 1} redirects, the last to {shown(address)}"
    raise Refusal(found, f"at most {options.redirects}", is_final=True)


def _status(status: int, retry_after: str | None) -> Refusal:
    try:
        words = f"HTTP status {status} {HTTPStatus(status).phrase}"
    except ValueError:
        words = f"HTTP status {status}"
    is_passing = status in _PASSING
    pause = _seconds(retry_after) if is_passing and retry_after else None
    return Refusal(words, "the list", _HINTS.get(status), is_final=not is_passing, pause=pause)


def _seconds(retry_after: str) -> float | None:
    """Retry-After, as seconds or as a date; None where it is neither."""
    text = retry_after.strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        when = parsedate_to_datetime(text)
        when = when if when.tzinfo else when.replace(tzinfo=UTC)
        return max(0.0, (when - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError, OverflowError):
        return None
