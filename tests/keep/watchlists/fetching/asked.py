"""A list, options that do not wait for long, and what is said where nothing comes."""

from __future__ import annotations

import socket
import time
from dataclasses import replace
from pathlib import Path

import pytest

from article41.errors import FetchError
from article41.keep.watchlists.fetching import Conditional, FetchOptions, fetch

from .servers import Script, answer, serving

LIST = (
    b'<?xml version="1.0"?>\n<CONSOLIDATED_LIST dateGenerated="2026-02-27">'
    + b"<X/>" * 2000
    + b"</CONSOLIDATED_LIST>"
)
QUICK = FetchOptions(
    attempts=3,
    connect_seconds=1,
    read_seconds=0.25,
    total_seconds=3,
    first_pause=0.01,
    longest_pause=0.05,
    max_bytes=4_000_000,
)
ONCE = replace(QUICK, attempts=1)


def refused(into: Path, address: str, options: FetchOptions = ONCE, known: Conditional | None = None) -> str:
    """What is said; the older file is as it was."""
    before, start = (into / "un.xml").read_bytes(), time.monotonic()
    with pytest.raises(FetchError) as caught:
        fetch(address, into, known, options)
    assert time.monotonic() - start < options.total_seconds + 0.5
    assert (into / "un.xml").read_bytes() == before
    return str(caught.value)


def refused_of(into: Path, *answers: bytes | Script, options: FetchOptions = ONCE) -> str:
    with serving(*answers) as server:
        return refused(into, server.address(), options)


def moved(location: str, status: str = "302 Found") -> bytes:
    return answer(b"elsewhere", f"Location: {location}", status=status)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
    return port
