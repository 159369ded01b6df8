"""A list over the network: whole and new, or a clear error and nothing left behind."""

from __future__ import annotations

import gzip
import hashlib
import os
import random
import re
import time
import zlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from article41.errors import InputError
from article41.keep.watchlists.fetching import Conditional, fetch
from article41.version import __version__

from .asked import LIST, ONCE, QUICK, refused, refused_of
from .servers import Request, Script, answer, breaking, chunked, dripping, endless, serving, silent


def test_a_list_comes(into: Path) -> None:
    said: list[tuple[int, int | None]] = []
    options = replace(QUICK, progress=lambda done, whole: said.append((done, whole)))
    before = datetime.now(UTC)
    with serving(answer(LIST, 'ETag: "v1"', "Last-Modified: Fri, 27 Feb 2026 00:00:00 GMT")) as server:
        found = fetch(server.address(), into, options=options)
        assert found.address == server.address()
    assert found.path == into / "un.xml"
    assert found.path.read_bytes() == LIST
    assert (found.status, found.size, found.attempts, found.checks) == ("new", len(LIST), 1, ())
    assert found.sha256 == hashlib.sha256(LIST).hexdigest()
    assert (found.etag, found.last_modified) == ('"v1"', "Fri, 27 Feb 2026 00:00:00 GMT")
    assert before <= found.fetched_at <= datetime.now(UTC)
    assert said[-1] == (len(LIST), len(LIST))
    asked = server.seen[0].headers
    assert asked["user-agent"] == f"article41/{__version__}"
    assert asked["accept-encoding"] == "gzip"
    assert not {"if-none-match", "if-modified-since"} & asked.keys()


@pytest.mark.parametrize(
    "body",
    [
        chunked(LIST[:1000], LIST[1000:]),
        answer(LIST, length=None),
        answer(gzip.compress(LIST), "Content-Encoding: gzip"),
        answer(gzip.compress(LIST[:99]) + gzip.compress(LIST[99:]), "Content-Encoding: x-gzip"),
        chunked(gzip.compress(LIST)[:50], gzip.compress(LIST)[50:], headers=["Content-Encoding: GZIP"]),
        answer(LIST + b"and more than declared", length=len(LIST)),
        answer(LIST, "Content-Type: text/html"),  # many servers call everything so
        answer(LIST, "X: \0\x01\x7f\xff", "no colon here", "Ünïcode: yes"),
        b"HTTP/1.1 100 Continue\r\n\r\n" + answer(LIST),
        b"HTTP/1.0 200 \r\n\r\n" + LIST,
    ],
)
def test_however_it_is_sent(into: Path, body: bytes) -> None:
    with serving(body) as server:
        found = fetch(server.address(), into, options=ONCE)
    assert found.path is not None
    assert found.path.read_bytes() == LIST


def test_an_answer_in_small_pieces_is_an_answer(into: Path) -> None:
    def script(request: Request) -> None:
        request.send(answer(LIST)[: -len(LIST)])
        for start in range(0, len(LIST), 1000):
            request.send(LIST[start : start + 1000])
            time.sleep(0.002)

    with serving(script) as server:
        assert fetch(server.address(), into, options=ONCE).size == len(LIST)


@pytest.mark.parametrize("etag", ["", 'ETag: "v2"'])
def test_unchanged(into: Path, etag: str) -> None:
    known = Conditional('"v1"', "Fri, 27 Feb 2026 00:00:00 GMT")
    with serving(answer(b"", *filter(None, [etag]), status="304 Not Modified", length=None)) as server:
        found = fetch(server.address(), into, known, ONCE)
    assert server.seen[0].headers["if-none-match"] == '"v1"'
    assert server.seen[0].headers["if-modified-since"] == "Fri, 27 Feb 2026 00:00:00 GMT"
    assert (found.path, found.status, found.sha256, found.size) == (None, "unchanged", "", 0)
    assert found.etag == ('"v2"' if etag else '"v1"')
    assert found.last_modified == known.last_modified


@pytest.mark.parametrize("junk", ["", 'a"\r\nX: y', "é", " padded", "x" * 600])
def test_what_cannot_be_said_to_a_server_is_not(into: Path, junk: str) -> None:
    with serving(answer(b"", status="304 Not Modified", length=None)) as server:
        said = refused(into, server.address(), known=Conditional(junk, junk))
        assert not {"if-none-match", "if-modified-since", "x"} & server.seen[0].headers.keys()
    assert "found 'HTTP status 304 Not Modified'" in said


def test_what_a_server_says_is_kept_only_where_it_can_be_said_again(into: Path) -> None:
    with serving(answer(LIST, "ETag: \x01\xfe", "Last-Modified: " + "x" * 999)) as server:
        found = fetch(server.address(), into, options=ONCE)
    assert (found.etag, found.last_modified) == ("", "")


@pytest.mark.parametrize("status", ["429 Too Many Requests", "500 Oh", "502 No", "503 Later", "504 Slow"])
def test_what_passes_is_asked_again(into: Path, status: str) -> None:
    with serving(answer(b"", status=status), answer(LIST)) as server:
        assert fetch(server.address(), into, options=QUICK).attempts == 2


@pytest.mark.parametrize(
    "broken",
    [
        answer(LIST[:100], length=len(LIST)),
        chunked(LIST[:100], is_whole=False),
        answer(gzip.compress(LIST)[:-9], "Content-Encoding: gzip"),
        breaking(),
        breaking(after=answer(LIST)[:-500]),
        lambda _: None,
        b"garbage\r\n\r\n",
        answer(b""),
    ],
)
def test_what_breaks_off_is_asked_for_again(into: Path, broken: bytes | Script) -> None:
    with serving(broken, answer(LIST)) as server:
        found = fetch(server.address(), into, options=QUICK)
    assert found.attempts == 2
    assert found.sha256 == hashlib.sha256(LIST).hexdigest()


def test_every_attempt_is_told(into: Path) -> None:
    said = refused_of(
        into, answer(b"", status="503 Later"), answer(LIST[:100], length=999), answer(b""), options=QUICK
    ).splitlines()
    assert [line.partition("/un.xml, ")[2] for line in said] == [
        "attempt 1: found 'HTTP status 503 Service Unavailable'; expected the list",
        "attempt 2: found 'a file that breaks off'; expected the whole file",
        "attempt 3: found 'an empty file'; expected a list",
    ]


@pytest.mark.parametrize("status", [204, 206, 300, 400, 401, 403, 404, 407, 410, 418, 501, 599, 999])
def test_what_does_not_pass_is_not(into: Path, status: int) -> None:
    with serving(answer(b"x" if status != 204 else b"", status=f"{status} So")) as server:
        said = refused(into, server.address(), QUICK)
        assert len(server.seen) == 1
    assert f"HTTP status {status}" in said
    assert "So" not in said


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ("0", 0.0),
        ("7", 7.0),
        ("soon", 1.0),
        (str(10**30), None),
        ("-1", 1.0),
        ("61", None),
        ("1" * 5000, None),
    ],
)
def test_retry_after_is_honoured_up_to_a_limit(
    into: Path, monkeypatch: pytest.MonkeyPatch, after: str, expected: float | None
) -> None:
    slept: list[float] = []
    monkeypatch.setattr("article41.keep.watchlists.fetching.asking.time.sleep", slept.append)
    options = replace(QUICK, longest_pause=60, first_pause=1, total_seconds=100)
    with serving(answer(b"", f"Retry-After: {after}", status="429 Slow down"), answer(LIST)) as server:
        if expected is None:
            assert "the server asks not to come back for" in refused(into, server.address(), options)
            assert slept == []
            return
        fetch(server.address(), into, options=options)
    assert slept == [pytest.approx(expected, abs=0.5 if expected == 1 else 0)]


def test_retry_after_may_be_a_day(into: Path) -> None:
    past = format_datetime(datetime.now(UTC) - timedelta(days=1), usegmt=True)
    later = format_datetime(datetime.now(UTC) + timedelta(days=1), usegmt=True)
    with serving(answer(b"", f"Retry-After: {past}", status="503 Later"), answer(LIST)) as server:
        assert fetch(server.address(), into, options=QUICK).attempts == 2
    said = refused_of(into, answer(b"", f"Retry-After: {later}", status="503 Later"), options=QUICK)
    assert re.search(r"come back for 86,\d{3} seconds", said)


def test_pauses_grow_and_differ(into: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr("article41.keep.watchlists.fetching.asking.time.sleep", slept.append)
    options = replace(QUICK, attempts=6, first_pause=1, longest_pause=4, total_seconds=100)
    refused_of(into, answer(b"", status="503 Later"), options=options)
    assert [low <= s <= high for s, low, high in zip(slept, (0.5, 1, 2, 2, 2), (1, 2, 4, 4, 4), strict=True)]
    assert len(set(slept)) == 5


def test_a_pause_longer_than_the_time_left_is_not_made(into: Path) -> None:
    options = replace(QUICK, first_pause=30, longest_pause=30)
    said = refused_of(into, answer(b"", status="503 Later"), options=options)
    assert said.endswith("attempt 2: expected the whole file within 3 seconds")


HOLDING: dict[str, Script] = {
    "body": dripping(b"x", after=answer(b"", length=10_000)),
    "body without an end": dripping(b"x", after=answer(b"", length=None)),
    "status line": dripping(b"H"),
    "headers": dripping(b"X", after=b"HTTP/1.1 200 OK\r\n"),
    "continue": dripping(b"HTTP/1.1 100 Continue\r\n\r\n"),
    "size of a chunk": dripping(b"0", after=chunked(LIST, is_whole=False)),
    "trailers": dripping(b"X: y\r\n", after=chunked(LIST)[:-2]),
}


@pytest.mark.parametrize("where", HOLDING)
def test_nobody_holds_us(into: Path, where: str) -> None:
    options = replace(ONCE, total_seconds=0.4)
    assert "expected the whole file within 0.4 seconds" in refused_of(into, HOLDING[where], options=options)


def test_silence_is_told(into: Path) -> None:
    for before in (b"", answer(LIST)[:-9]):
        assert "found 'silence for 0.25 seconds'" in refused_of(into, silent(after=before))


@pytest.mark.parametrize(
    ("start", "again"),
    [
        (answer(b"", length=None), b"<X/>" * 10_000),
        (answer(b"", "Transfer-Encoding: chunked", length=None), b"9c40\r\n" + b"<X/>" * 10_000 + b"\r\n"),
        (answer(b"", length=10**17), b"<X/>" * 10_000),
        (answer(b"", "Content-Encoding: gzip", length=None), gzip.compress(b"") * 500),
    ],
)
def test_a_body_without_an_end_is_refused(into: Path, start: bytes, again: bytes) -> None:
    with serving(endless(again, after=start)) as server:
        said = refused(into, server.address(), QUICK)
        assert len(server.seen) == 1
    assert "expected at most 4,000,000 bytes" in said


def test_a_redirect_s_body_is_not_read(into: Path) -> None:
    start = answer(b"", "Location: /un.xml", status="302 Found", length=None)
    with serving(endless(b"x" * 65536, after=start), answer(LIST)) as server:
        assert fetch(server.address("/moved"), into, options=replace(ONCE)).path is not None
        (into / "moved").rename(into / "un.xml")


@pytest.mark.parametrize("size", [3_000_000, 90_000_000])
def test_bombs_are_not_unpacked(into: Path, size: int) -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    bomb = b"".join(packer.compress(b"\0" * 1_000_000) for _ in range(size // 1_000_000)) + packer.flush()
    said = refused_of(into, answer(bomb, "Content-Encoding: gzip"), options=QUICK)
    assert "expected at most 100 times as much" in said


def test_the_limit_is_of_what_is_unpacked(into: Path) -> None:
    noise = random.Random(1).randbytes(500_000).hex().encode() * 2
    packed = answer(gzip.compress(noise, 1), "Content-Encoding: gzip")
    said = refused_of(into, packed, options=replace(ONCE, max_bytes=1_500_000))
    assert "found 'more than 1,500,000 bytes'" in said


def test_a_place_that_cannot_be_written_is_told_once(into: Path) -> None:
    with serving(answer(LIST)) as server:
        with pytest.raises(InputError, match="expected a place that can be written"):
            fetch(server.address(), into / "un.xml", options=QUICK)
        assert len(server.seen) == 1


def test_a_full_disk_is_no_fault_of_the_network(into: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with serving(answer(LIST)) as server:
        with pytest.raises(InputError, match="No space left on device"):
            fetch(server.address(), into, options=QUICK)
        assert len(server.seen) == 1


def test_whoever_stops_it_finds_nothing_half_done(into: Path) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with serving(answer(LIST)) as server, pytest.raises(KeyboardInterrupt):
        fetch(server.address(), into, options=replace(ONCE, progress=stop))
    assert (into / "un.xml").read_bytes() == b"older"
