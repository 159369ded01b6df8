"""A file asked for until it is here, or until it is clear that it will not come."""

from __future__ import annotations

import random
import re
import time
from dataclasses import replace
from pathlib import Path

from article41.errors import FetchError, InputError, Problem
from article41.keep.watchlists.fetching.addresses import SCHEMES, fault_of, shown
from article41.keep.watchlists.fetching.terms import (
    DEFAULTS,
    Conditional,
    Fetched,
    FetchOptions,
    Patience,
    Refusal,
)

_SHA256 = re.compile(r"[0-9a-fA-F]{64}")
_NOTHING_KNOWN = Conditional("", "")


def fetch(
    address: str, into: Path, known: Conditional | None = None, options: FetchOptions = DEFAULTS
) -> Fetched:
    """The file at `address`, in the folder `into`, under the last part of the address's path.

    With `known` the server is asked only for what has changed. A file of that name is replaced when the new
    one is whole, unpacked, checked against every checksum there is, and on the disk.

    Raises FetchError, which tells of every attempt, where it cannot be had; InputError where the address or
    an option is not as it should be, or `into` cannot be written. Nothing is left behind in either case.
    """
    _check(address, options)
    from article41.keep.watchlists.fetching.attempt import attempt  # requests costs 100 ms

    patience = Patience(options)
    refusals: list[Refusal] = []
    while True:
        try:
            got = attempt(address, into, known or _NOTHING_KNOWN, patience)
            return replace(got, attempts=len(refusals) + 1)
        except Refusal as refusal:
            refusals.append(refusal)
        pause = _pause(refusals[-1], len(refusals), options)
        if refusals[-1].is_final or len(refusals) >= options.attempts or pause is None:
            raise _failure(address, refusals, options)
        if pause >= patience.left:
            raise _failure(address, [*refusals, patience.ended()], options)
        time.sleep(pause)


def _check(address: str, options: FetchOptions) -> None:
    fault = fault_of(address)
    if fault is not None:
        raise InputError.of("address", *fault)
    fault = fault_of(options.proxy) if options.proxy else None
    if fault is not None:
        expected = " or ".join(f"{s}://host:port" for s in SCHEMES)
        raise InputError.of("proxy", fault[0], expected)
    if options.sha256 and _SHA256.fullmatch(options.sha256) is None:
        raise InputError.of("sha256", options.sha256, "64 hexadecimal digits")


def _pause(refusal: Refusal, number: int, options: FetchOptions) -> float | None:
    """Seconds before the next attempt; None where the server wants us to stay away for longer."""
    if refusal.pause is not None:
        return refusal.pause if refusal.pause <= options.longest_pause else None
    longest: float = min(options.longest_pause, options.first_pause * 2 ** (number - 1))
    return longest * random.uniform(0.5, 1)  # noqa: S311  it spreads clients, it hides nothing


def _failure(address: str, refusals: list[Refusal], options: FetchOptions) -> FetchError:
    place = shown(address)
    problems = []
    for number, refusal in enumerate(refusals, 1):
        hint = refusal.hint
        if refusal.pause is not None and refusal.pause > options.longest_pause:
            hint = f"the server asks not to come back for {refusal.pause:,.0f} seconds"
        file = f"{place}, attempt {number}" if len(refusals) > 1 else place
        problems.append(Problem(file, found=refusal.found, expected=refusal.expected, hint=hint))
    return FetchError(problems)
