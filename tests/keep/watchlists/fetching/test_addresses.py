"""Where a list is asked for: redirects, proxies, certificates, and what is not said of them."""

from __future__ import annotations

import re
import socket
from dataclasses import replace
from pathlib import Path

import pytest

from article41.errors import InputError
from article41.keep.watchlists.fetching import Conditional, fetch
from article41.keep.watchlists.fetching.addresses import file_name, redirected, shown
from article41.keep.watchlists.fetching.terms import Refusal

from .asked import LIST, ONCE, QUICK, free_port, moved, refused
from .conftest import Authority
from .servers import answer, dripping, forward, serving


@pytest.mark.parametrize("status", ["301 x", "302 x", "303 x", "307 x", "308 x"])
def test_redirects_are_followed(into: Path, status: str) -> None:
    with serving(answer(LIST)) as second, serving(moved(second.address("/blob?sig=secret"), status)) as first:
        found = fetch(first.address(), into, Conditional('"v1"', ""), ONCE)
    assert found.path == into / "un.xml"
    assert found.address == second.address("/blob?sig=…")
    assert second.seen[0].target == "/blob?sig=secret"


def test_a_login_goes_to_no_other_host(into: Path) -> None:
    with serving(answer(LIST)) as second, serving(moved("/b.xml"), moved(second.address("/c.xml"))) as first:
        fetch(first.address().replace("//", "//me:secret@"), into, options=ONCE)
    assert all(r.headers["authorization"].startswith("Basic ") for r in first.seen)
    assert len(first.seen) == 2
    assert "authorization" not in second.seen[0].headers


def test_a_circle_ends(into: Path) -> None:
    with serving(moved("/un.xml?token=secret")) as server:
        said = refused(into, server.address(), QUICK)
        assert len(server.seen) == 6
    assert "found '6 redirects, the last to http://127.0.0.1" in said
    assert "secret" not in said


@pytest.mark.parametrize(
    "location",
    ["file:///etc/passwd", "ftp://host/x", "data:text/xml,<x/>", "javascript:x", "http://[", "http://", "",
     "http://h:99999/", "http://a\\@b/", "\xff\xfe", "http:// /"],
)  # fmt: skip
def test_redirects_to_elsewhere_are_refused(into: Path, location: str) -> None:
    with serving(moved(location)) as server:
        said = refused(into, server.address(), replace(QUICK, attempts=2))
    assert "redirect" in said or "host" in said
    assert "attempt" not in said


def test_nobody_is_led_from_https_to_http() -> None:
    with pytest.raises(Refusal) as caught:
        redirected("https://a.example/x", "http://a.example/y?token=secret")
    assert caught.value.is_final
    assert caught.value.found == "a redirect from https to http://a.example/y?token=…"
    assert redirected("https://a.example/x", "//b.example/y") == "https://b.example/y"
    assert redirected("http://a.example/x/", "y z") == "http://a.example/x/y%20z"


def test_a_proxy_is_asked(into: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(answer(LIST)) as origin, serving(forward(origin)) as proxy:
        by_option = replace(ONCE, proxy=f"http://me:secret@127.0.0.1:{proxy.port}")
        assert fetch("http://list.invalid/un.xml", into, options=by_option).size == len(LIST)
        assert proxy.seen[0].target == "http://list.invalid/un.xml"
        assert "proxy-authorization" in proxy.seen[0].headers
        monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
        monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
        assert fetch("http://list.invalid/un.xml", into, options=by_option).size == len(LIST)
        monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{proxy.port}")
        assert fetch("http://list.invalid/un.xml", into, options=ONCE).size == len(LIST)
        assert len(proxy.seen) == 3
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        assert fetch(origin.address(), into, options=ONCE).size == len(LIST)
        assert len(proxy.seen) == 3


def test_a_proxy_that_fails_is_told_without_its_login(into: Path) -> None:
    with serving(answer(b"", status="407 Login")) as proxy:
        options = replace(ONCE, proxy=f"http://me:secret@127.0.0.1:{proxy.port}")
        for address in ("http://list.invalid/un.xml", "https://list.invalid/un.xml"):
            said = refused(into, address, options)
            assert "407" in said or "the proxy" in said
            assert "secret" not in said
    said = refused(
        into, "http://list.invalid/un.xml", replace(ONCE, proxy=f"http://me:secret@127.0.0.1:{free_port()}")
    )
    assert "found 'the proxy: Connection refused'" in said
    assert "secret" not in said


def test_a_proxy_cannot_hold_us_either(into: Path) -> None:
    with serving(dripping(b"H")) as proxy:
        options = replace(ONCE, total_seconds=0.4, proxy=f"http://127.0.0.1:{proxy.port}")
        assert "within 0.4 seconds" in refused(into, "https://list.invalid/un.xml", options)


@pytest.mark.parametrize(
    ("proxy", "found"), [("socks5://host:1", "socks5:"), ("host:3128", "host:"), ("http://", "no host")]
)
def test_a_proxy_of_another_kind_is_refused(into: Path, proxy: str, found: str) -> None:
    with pytest.raises(InputError, match=found):
        fetch("http://list.invalid/un.xml", into, options=replace(ONCE, proxy=proxy))


def test_a_proxy_of_the_machine_that_we_cannot_use_is_told(
    into: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "gopher://me:secret@127.0.0.1:9")
    said = refused(into, "http://list.invalid/un.xml")
    assert "a proxy of another kind" in said
    assert "secret" not in said


@pytest.mark.parametrize(
    "address",
    ["file:///etc/passwd", "ftp://host/un.xml", "un.xml", "", "http://", "https:///un.xml", "http://h:port/",
     "http://h:70000/", "http://[::1/", "http://ho st/", "http://h/\x00", "http://h\\@evil/", "javascript:x",
     "me:secret@host/x", "http://%20/", "http://*/", "http://h/" + "x" * 9000],
)  # fmt: skip
def test_only_web_addresses_are_asked(into: Path, address: str) -> None:
    with pytest.raises(InputError) as caught:
        fetch(address, into, options=ONCE)
    assert str(caught.value).startswith("address: found ")
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("host", ["a" * 70 + ".example", "..", "exa_mple..com", "xn--ä", "list.invalid"])
def test_hosts_that_cannot_be(into: Path, monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    def no_name(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", no_name)
    assert "host" in refused(into, f"http://{host}/un.xml", QUICK)


def test_secrets_are_not_said(into: Path) -> None:
    address = f"http://me:secret@127.0.0.1:{free_port()}/un.xml?token=secret&secret#secret"
    said = refused(into, address, QUICK)
    assert said.count("?token=…&…, attempt") == 3
    assert "found 'Connection refused'" in said
    assert "secret" not in said.replace("&secret", "")
    with serving(answer(LIST)) as server:
        found = fetch(
            server.address("/un.xml?token=secret").replace("//", "//me:secret@"), into, options=ONCE
        )
    assert found.address == server.address("/un.xml?token=…")
    assert server.seen[0].target == "/un.xml?token=secret"


@pytest.mark.parametrize(
    ("address", "as_shown"),
    [
        ("https://me:pw@Host.Example:8443/a%20b;c?x=1&y=&z#f", "https://host.example:8443/a%20b;c?x=…&y=…&…"),
        ("http://[::1]:80/", "http://[::1]:80/"),
        ("http://h:port/", "(an address that cannot be read)"),
    ],
)
def test_how_addresses_are_shown(address: str, as_shown: str) -> None:
    assert shown(address) == as_shown


@pytest.mark.parametrize(
    ("path", "name"),
    [("/a/un.xml", "un.xml"), ("/", "list"), ("", "list"), ("/..", "list"), ("/x%2f..%2f.ssh", "ssh"),
     ("/%00%0a", "list"), ("/Liste%20n%C2%B0 1.csv", "Liste_n_1.csv"), ("/" + "a" * 500 + ".xml", "a" * 76 + ".xml")],
)  # fmt: skip
def test_names_of_files(path: str, name: str) -> None:
    assert file_name(f"https://host{path}?name=/etc/passwd") == name


def test_no_secure_connection(into: Path) -> None:
    with serving(answer(LIST)) as server:
        said = refused(into, server.address().replace("http:", "https:"))
    assert "found 'no secure connection: " in said
    assert "\n" not in said


def test_a_certificate_that_nobody_vouches_for(into: Path, unknown_authority: Authority) -> None:
    with serving(answer(LIST), tls=unknown_authority.context) as server:
        said = refused(into, server.address().replace("http:", "https:"), QUICK)
    assert re.search("found 'a certificate not to be trusted: self.signed certificate'", said)
    assert "attempt" not in said
    assert "\n" not in said


def test_a_certificate_that_somebody_vouches_for(
    into: Path, unknown_authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(unknown_authority.file))
    holding = dripping(b"X", after=b"HTTP/1.1 200 OK\r\n")
    answers = (answer(LIST), moved("http://127.0.0.1:9/"), holding)
    with serving(*answers, tls=unknown_authority.context) as server:
        secure = server.address().replace("http:", "https:")
        assert fetch(secure, into, options=ONCE).size == len(LIST)
        assert "a redirect from https to http://127.0.0.1:9/" in refused(into, secure)
        assert "within 0.4 seconds" in refused(into, secure, replace(ONCE, total_seconds=0.4))


def test_a_secure_connection_through_a_proxy(
    into: Path, unknown_authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(unknown_authority.file))
    with serving(answer(LIST), tls=unknown_authority.context) as origin, serving(forward(origin)) as proxy:
        options = replace(ONCE, proxy=f"http://127.0.0.1:{proxy.port}")
        found = fetch(
            origin.address("/un.xml?token=secret").replace("http:", "https:"), into, options=options
        )
        assert found.size == len(LIST)
        assert proxy.seen[0].target == f"127.0.0.1:{origin.port}"


def test_a_bundle_that_is_not_there_is_told(into: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/no/such/bundle.pem")
    said = refused(into, f"https://127.0.0.1:{free_port()}/")
    assert "found 'Could not find a suitable TLS CA certificate bundle" in said
