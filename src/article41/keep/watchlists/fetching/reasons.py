"""Why the network failed, in one line.

Errors of the libraries hold addresses with their tokens, and proxies with their logins: their text is never
shown, only what the innermost of them is.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPException, IncompleteRead, RemoteDisconnected
from typing import TypeVar

import requests.exceptions as of_requests
import urllib3.exceptions as of_urllib3

from article41.keep.watchlists.fetching.terms import Patience, Refusal

_Error = TypeVar("_Error", bound=BaseException)
_FAILURES = (of_requests.RequestException, of_urllib3.HTTPError, HTTPException, OSError, ValueError)
"""ValueError: hosts, headers and lengths that the libraries cannot make sense of."""


@contextmanager
def network(patience: Patience) -> Iterator[None]:
    """Turns every failure of the network into a Refusal."""
    try:
        yield
    except _FAILURES as error:
        if patience.is_over:
            raise patience.ended() from None
        raise _refusal(error, patience) from None


def _refusal(error: BaseException, patience: Patience) -> Refusal:
    chain = list(_chain(error))
    expected = "the list"
    bad_certificate = _first(chain, ssl.SSLCertVerificationError)
    if bad_certificate is not None:
        found = f"a certificate not to be trusted: {bad_certificate.verify_message}"
        return Refusal(found, "a server that proves who it is", is_final=True)
    if (tls := _first(chain, ssl.SSLError)) is not None:
        words = (tls.reason or "it broke off").replace("_", " ").lower()
        return Refusal(f"no secure connection: {words}", "a server that speaks TLS")
    if _first(chain, of_requests.InvalidSchema, of_requests.InvalidProxyURL, of_urllib3.ProxySchemeUnknown):
        return Refusal("a proxy of another kind", "a proxy at http:// or https://", is_final=True)
    if _first(chain, of_requests.InvalidURL, of_urllib3.LocationParseError):
        return Refusal("a host that cannot be", "https://host/…", is_final=True)
    through = "the proxy: " if _first(chain, of_requests.ProxyError, of_urllib3.ProxyError) else ""
    if _first(chain, of_urllib3.NameResolutionError, socket.gaierror):
        return Refusal(f"{through}no host of that name", expected, "is there a network?")
    # urllib3 takes every connection that cannot be made for one that timed out
    is_refused = _first(chain, of_urllib3.NewConnectionError) is not None
    if not is_refused and _first(chain, of_urllib3.ConnectTimeoutError, of_requests.ConnectTimeout):
        return Refusal(
            f"{through}no connection within {patience.options.connect_seconds:g} seconds", expected
        )
    if _first(chain, of_urllib3.ReadTimeoutError, of_requests.ReadTimeout, TimeoutError):
        return Refusal(f"{through}silence for {patience.options.read_seconds:g} seconds", expected)
    if _first(chain, IncompleteRead, of_urllib3.IncompleteRead):
        return Refusal("a file that breaks off", "the whole file")
    if _first(chain, RemoteDisconnected):
        return Refusal(f"{through}a connection closed without an answer", expected)
    if (other := _first(chain, HTTPException)) is not None:
        return Refusal(f"an answer that is not HTTP: {type(other).__name__}", expected)
    # requests' own errors are an OSError too, but without a word of the system's; a bare one is the
    # library's: the bundle of certificates is not there, or the proxy opened no tunnel
    said = [e.strerror or (str(e) if type(e) is OSError else "") for e in chain if isinstance(e, OSError)]
    return Refusal(through + (next(filter(None, reversed(said)), "") or type(chain[-1]).__name__), expected)


def _first(chain: list[BaseException], *kinds: type[_Error]) -> _Error | None:
    return next((e for e in chain if isinstance(e, kinds)), None)


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error and those within it, outermost first."""
    waiting: list[object] = [error]
    seen: set[int] = set()
    while waiting:
        found = waiting.pop(0)
        if isinstance(found, BaseException) and id(found) not in seen:
            seen.add(id(found))
            yield found
            waiting += [*found.args, getattr(found, "reason", None), found.__cause__]
