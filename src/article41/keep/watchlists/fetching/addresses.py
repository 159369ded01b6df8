"""Addresses: which are asked, and how they are shown without what must stay secret."""

from __future__ import annotations

import re
from urllib.parse import unquote, urljoin, urlsplit

from article41.keep.watchlists.fetching.terms import Refusal

SCHEMES = ("http", "https")
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_NO_HOST = re.compile(r"""[%<>"'`{}|^*,;=]""")
_LONGEST_NAME = 80
_LONGEST_ADDRESS = 8_000


def fault_of(address: str) -> tuple[str, str] | None:
    """What was found in place of an address to ask, and what is expected; None where it is one."""
    expected = "an address that begins with https:// or http://"
    try:
        parts = urlsplit(address)
        if parts.scheme not in SCHEMES:
            return (f"{parts.scheme}: in front" if parts.scheme else "no scheme in front"), expected
        if len(address) > _LONGEST_ADDRESS:
            return f"an address of {len(address):,} characters", f"at most {_LONGEST_ADDRESS:,}"
        # a backslash is read as a slash by some and as part of a login by others
        if "\\" in address or not address.isprintable() or " " in address:
            return "blanks, backslashes or control characters", "an address without them, written as %20"
        host = parts.hostname or ""
        if ":" not in host and _NO_HOST.search(host):
            return f"the host {host}", "https://host/…"
        if not host or parts.port == 0:
            return "no host", "https://host/…"
    except ValueError:  # a bracket without its pair, a port that is no number
        return "a host or port that cannot be read", "https://host:port/…"
    return None


def shown(address: str) -> str:
    """The address for people and records: no login, no fragment, every value of its query as "…"."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return "(an address that cannot be read)"
    place = f"[{host}]" if ":" in host else host
    query = "&".join(f"{k}=…" if "=" in pair else "…" for pair in parts.query.split("&") if (k := _key(pair)))
    return (
        f"{parts.scheme}://{place}"
        + (f":{port}" if port else "")
        + parts.path
        + (f"?{query}" if query else "")
    )


def _key(pair: str) -> str:
    return pair.partition("=")[0]


def file_name(address: str) -> str:
    """The last part of the address's path as a name for a file; "list" where it has none."""
    last = unquote(urlsplit(address).path).rsplit("/", 1)[-1]
    return _UNSAFE.sub("_", last)[-_LONGEST_NAME:].lstrip("._-") or "list"


def redirected(address: str, location: str | None) -> str:
    """Where a redirect leads. Raises Refusal where nobody should follow.

    A login in the address goes along only where the redirect names no host of its own.
    """
    if not location:
        raise Refusal("a redirect to nowhere", "the list", is_final=True)
    try:
        text = location.encode("latin-1").decode("utf-8")  # headers come as Latin-1, whatever was meant
        target = urljoin(address, text.replace(" ", "%20"))
    except ValueError:
        raise Refusal("a redirect to no address", "the list", is_final=True) from None
    fault = fault_of(target)
    if fault is not None:
        raise Refusal(f"a redirect with {fault[0]}", fault[1], is_final=True)
    if address.startswith("https:") and not target.startswith("https:"):
        found = f"a redirect from https to {shown(target)}"
        raise Refusal(found, "one to https", "anybody could change it", is_final=True)
    return target
