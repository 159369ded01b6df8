"""A folder to fetch into, and an authority that nobody knows."""

from __future__ import annotations

import ssl
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from shutil import which

import pytest


@pytest.fixture(autouse=True)
def _nothing_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (
        "http_proxy",
        "https_proxy",
        "all_proxy",
        "no_proxy",
        "requests_ca_bundle",
        "curl_ca_bundle",
    ):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def into(tmp_path: Path) -> Iterator[Path]:
    """A folder with an older file in it, and nothing half written when all is over."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "un.xml").write_bytes(b"older")
    yield folder
    assert sorted(p.name for p in folder.iterdir()) == ["un.xml"]


@dataclass(frozen=True)
class Authority:
    """`context`: of a server at 127.0.0.1. `file`: the one place where its certificate is vouched for."""

    context: ssl.SSLContext
    file: Path


@pytest.fixture(scope="session")
def unknown_authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """Made anew for each run: a key in the repository would be nobody's secret."""
    openssl = which("openssl")
    if openssl is None:
        pytest.skip("no openssl here to make a certificate with")
    folder = tmp_path_factory.mktemp("tls")
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    options = (
        "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1"
    )
    command = [openssl, *options.split(), "-keyout", str(key), "-out", str(certificate)]
    made = subprocess.run(command, check=False, capture_output=True)  # noqa: S603
    if made.returncode != 0:
        pytest.skip("this openssl makes no certificate")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return Authority(context, certificate)
