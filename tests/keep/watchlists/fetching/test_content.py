"""What comes is a list, whole and as it was sent, or it is refused."""

from __future__ import annotations

import base64
import gzip
import hashlib
import random
from dataclasses import replace
from pathlib import Path

import pytest

from article41.errors import FetchError, InputError
from article41.keep.watchlists.fetching import Conditional, fetch

from .asked import LIST, ONCE, QUICK, moved, refused, refused_of
from .servers import answer, chunked, serving


@pytest.mark.parametrize(
    "page",
    [
        b"<!DOCTYPE html><html><head><title>Sign in &amp; go</title>",
        b"\xef\xbb\xbf \r\n<!doctype HTML SYSTEM 'about:legacy-compat'>",
        b"<HTML>",
        b'<?xml version="1.0"?>\n<!-- made by hand --><html xmlns="http://www.w3.org/1999/xhtml">',
        b"<head/>",
        b"<script>location='/login'</script>",
        b'<meta charset="utf-8"><title>Portal</title>',
        "\ufeff<!DOCTYPE html>".encode("utf-16-le"),
    ],
)
@pytest.mark.parametrize("is_packed", [False, True])
def test_a_web_page_is_no_list(into: Path, page: bytes, is_packed: bool) -> None:
    packing = ["Content-Encoding: gzip"] if is_packed else []
    body = gzip.compress(page) if is_packed else page
    with serving(answer(body, "Content-Type: application/xml", *packing)) as server:
        said = refused(into, server.address(), QUICK)
        assert len(server.seen) == 1
    assert "found 'a web page" in said
    assert "expected a list" in said
    assert ("'Sign in &amp; go'" in said) == (b"Sign in" in page)


def test_a_page_in_single_bytes_is_still_a_page(into: Path) -> None:
    assert "a web page" in refused_of(into, chunked(*(bytes([b]) for b in b"<!-- x --><html><body>")))


@pytest.mark.parametrize(
    "body", [b"<htmlist/>", b"<!-- <html> --><LIST/>", b'"name"\n"<html>"', b"<!", b"<!--" * 2000]
)
def test_what_looks_a_little_like_one_is_for_the_reader_to_judge(into: Path, body: bytes) -> None:
    with serving(answer(body)) as server:
        assert fetch(server.address(), into, options=ONCE).size == len(body)


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (answer(b""), "an empty file"),
        (answer(b"", "Content-Encoding: gzip"), "an empty file"),
        (answer(gzip.compress(b""), "Content-Encoding: gzip"), "an empty file"),
        (answer(gzip.compress(LIST)[:-1], "Content-Encoding: gzip"), "a gzip stream that breaks off"),
        (answer(gzip.compress(LIST) + b"more", "Content-Encoding: gzip"), "a damaged gzip stream"),
        (answer(LIST, "Content-Encoding: gzip"), "a damaged gzip stream"),
        (answer(LIST, "Content-Encoding: br"), "Content-Encoding br"),
        (answer(LIST, "Content-Encoding: gzip, gzip"), "Content-Encoding gzip, gzip"),
        (chunked(LIST, is_whole=False), "a file that breaks off"),
        (answer(b"-5\r\nabcde\r\n0\r\n\r\n", "Transfer-Encoding: chunked", length=None), ""),
        (
            answer(b"zz\r\nabcde\r\n0\r\n\r\n", "Transfer-Encoding: chunked", length=None),
            "a file that breaks off",
        ),
        (b"SSH-2.0-OpenSSH_9\r\n", "an answer that is not HTTP: BadStatusLine"),
        (b"HTTP/1.1 huh OK\r\n\r\n", "an answer that is not HTTP: BadStatusLine"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"x" * 70_000 + b"\r\n\r\n", "an answer that is not HTTP: LineTooLong"),
        (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n", "an answer that is not HTTP: HTTPException"),
        (b"", "a connection closed without an answer"),
    ],
)
def test_damage_is_told(into: Path, body: bytes, found: str) -> None:
    assert f"found '{found}" in refused_of(into, body)


def sf(algorithm: str, body: bytes) -> str:
    name = algorithm.replace("-", "")
    return f"{algorithm}=:{base64.b64encode(hashlib.new(name, body).digest()).decode()}:"


def headers_with_checksums(body: bytes) -> list[str]:
    md5 = base64.b64encode(hashlib.md5(body, usedforsecurity=False).digest()).decode()
    bare = sf("sha-256", body).replace(":", "")
    return [
        f"Content-MD5: {md5}",
        f"x-ms-blob-content-md5: {md5}",
        f"Digest: SHA-256={bare.partition('=')[2]},unixsum=30637",
        f"Digest: md5={md5}",
        f"Repr-Digest: {sf('sha-512', body)}, {sf('sha-256', body)}",
        f"Content-Digest: {sf('sha-256', body)};a=1",
    ]


@pytest.mark.parametrize("number", range(6))
def test_checksums_are_tested(into: Path, number: int) -> None:
    right, wrong = headers_with_checksums(LIST)[number], headers_with_checksums(LIST + b" ")[number]
    with serving(answer(LIST, right)) as server:
        checks = fetch(server.address(), into, options=ONCE).checks
    assert checks
    assert all(check.startswith(right.partition(":")[0]) for check in checks)
    said = refused_of(into, answer(LIST, wrong), options=QUICK)
    assert said.count(f"as the server says in {wrong.partition(':')[0]}") == 3
    packed = gzip.compress(LIST)
    for sums in (headers_with_checksums(packed)[number], right):
        with serving(answer(packed, "Content-Encoding: gzip", sums)) as server:
            assert fetch(server.address(), into, options=ONCE).checks == checks


@pytest.mark.parametrize(
    "header",
    [
        "Content-MD5: %%%",
        "Content-MD5: YQ==",
        "Digest: sha-256",
        "Repr-Digest: sha-256=:YQ==:",
        "Digest: =,=",
    ],
)
def test_what_is_no_checksum_is_passed_over(into: Path, header: str) -> None:
    with serving(answer(LIST, header)) as server:
        assert fetch(server.address(), into, options=ONCE).checks == ()


def test_a_checksum_of_the_user_s(into: Path) -> None:
    right = replace(ONCE, sha256=hashlib.sha256(LIST).hexdigest().upper())
    with serving(answer(LIST)) as server:
        assert fetch(server.address(), into, options=right).checks == ("sha256 as given",)
        said = refused(into, server.address(), replace(QUICK, sha256="0" * 64))
        assert len(server.seen) == 2
        with pytest.raises(InputError, match="64 hexadecimal digits"):
            fetch(server.address(), into, options=replace(ONCE, sha256="abc"))
    assert "as given" in said


def test_whatever_the_bytes_of_an_answer(into: Path) -> None:
    chance = random.Random(41)
    packed = gzip.compress(LIST, mtime=0)
    whole = [
        answer(LIST, 'ETag: "v1"', *headers_with_checksums(LIST)),
        chunked(packed[:40], packed[40:], headers=["Content-Encoding: gzip", "Retry-After: 3"]),
        moved("http://127.0.0.1:9/un.xml"),
    ]
    variants = [_mutated(chance.choice(whole), chance) for _ in range(150)]
    outcomes = {"new": 0, "unchanged": 0, "refused": 0}
    options = replace(ONCE, read_seconds=0.1, total_seconds=0.3)
    with serving(*variants) as server:
        for _ in variants:
            try:
                outcomes[fetch(server.address(), into, Conditional('"v1"', ""), options).status] += 1
            except FetchError:
                outcomes["refused"] += 1
    assert outcomes["new"] > 10
    assert outcomes["refused"] > 50


def _mutated(body: bytes, chance: random.Random) -> bytes:
    found = bytearray(body)
    reach = chance.choice([60, 400, len(found)])
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(min(reach, len(found)))
        match chance.randrange(4):
            case 0:
                found[at] ^= 1 << chance.randrange(8)
            case 1:
                del found[at : at + chance.randint(1, 20)]
            case 2:
                found[at:at] = chance.choice(
                    [b"\r\n", b"\0", b"\xff" * 9, b"9" * 30, b"-", b":", b"\r\n\r\n"]
                )
            case _:
                found[at : at + 1] = chance.randbytes(3)
    return bytes(found)
