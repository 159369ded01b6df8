"""Connections that end when time is up.

Time-outs of sockets count silence: a server that sends a byte now and then could hold us for days. So a
timer ends the connection itself, at whatever point of the answer it is. Only the look-up of a host's name,
which is the system's own, is not under it.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Lock, Timer
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, ProxyManager
from urllib3.connection import HTTPConnection, HTTPSConnection

from article41.keep.watchlists.fetching.terms import Patience
from article41.version import __version__


class _Watch:
    """The sockets in use. Each is watched by a second handle: the first is lost when TLS wraps it."""

    def __init__(self, patience: Patience) -> None:
        self._patience = patience
        self._lock = Lock()
        self._handles: list[socket.socket] = []
        self._is_over = False

    def add(self, connected: socket.socket) -> socket.socket:
        with self._lock:
            self._handles.append(connected.dup())
            if self._is_over:
                self._shut(self._handles[-1])
        return connected

    def end(self) -> None:
        while not self._patience.is_over:  # woken early, or an end of ours would pass for the file's own
            time.sleep(0.001)
        with self._lock:
            self._is_over = True
            for handle in self._handles:
                self._shut(handle)

    def close(self) -> None:
        with self._lock:
            for handle in self._handles:
                handle.close()
            self._handles.clear()

    @staticmethod
    def _shut(handle: socket.socket) -> None:
        with suppress(OSError):  # the server was first
            handle.shutdown(socket.SHUT_RDWR)


class _Session(requests.Session):
    def get_redirect_target(self, resp: Any) -> None:
        """None: requests would read the whole body of a redirect, however long; we follow ourselves."""


@contextmanager
def session(patience: Patience) -> Iterator[requests.Session]:
    """A session whose connections end when time is up."""
    watch = _Watch(patience)
    timer = Timer(patience.left, watch.end)
    timer.daemon = True
    timer.start()
    try:
        with _Session() as opened:
            adapter = _adapter(watch)
            opened.mount("http://", adapter)
            opened.mount("https://", adapter)
            # only what we unpack ourselves, under limits
            opened.headers.update({"User-Agent": f"article41/{__version__}", "Accept-Encoding": "gzip"})
            yield opened
    finally:
        timer.cancel()
        watch.close()


def _adapter(watch: _Watch) -> HTTPAdapter:
    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return watch.add(super()._new_conn())

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return watch.add(super()._new_conn())

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    pools: dict[str, Any] = {"http": PlainPool, "https": SecurePool}

    class Watched(HTTPAdapter):
        def init_poolmanager(self, *args: Any, **more: Any) -> None:
            super().init_poolmanager(*args, **more)
            self.poolmanager.pool_classes_by_scheme = pools

        def proxy_manager_for(self, *args: Any, **more: Any) -> Any:
            manager = super().proxy_manager_for(*args, **more)
            if type(manager) is ProxyManager:  # a SOCKS proxy needs the connections of its own manager
                manager.pool_classes_by_scheme = pools
            return manager

    return Watched()
