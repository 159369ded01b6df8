"""Servers of our own on 127.0.0.1 that answer as they are told to, byte by byte."""

from __future__ import annotations

import socket
import ssl
import struct
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Event, Thread
from typing import TypeAlias

_TICK = 0.01


@dataclass
class Request:
    """What was asked, and the connection to answer on."""

    method: str
    target: str
    headers: dict[str, str]
    connection: socket.socket
    is_closing: Event

    def send(self, answer: bytes) -> None:
        self.connection.sendall(answer)


Script: TypeAlias = Callable[[Request], object]


@dataclass
class Server:
    """Each request gets the next answer; the last one is given again. `seen`: the requests."""

    port: int
    answers: Sequence[bytes | Script]
    seen: list[Request] = field(default_factory=list)

    def address(self, path: str = "/un.xml") -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def serve(self, connection: socket.socket, is_closing: Event) -> None:
        with suppress(OSError, ValueError), connection:
            request = _request(connection, is_closing)
            answer = self.answers[min(len(self.seen), len(self.answers) - 1)]
            self.seen.append(request)
            if isinstance(answer, bytes):
                request.send(answer)
            else:
                answer(request)
            with suppress(OSError):
                connection.shutdown(socket.SHUT_WR)
                connection.settimeout(1)
                while connection.recv(4096):  # closed by the other side first: no reset of what is under way
                    pass


def _request(connection: socket.socket, is_closing: Event) -> Request:
    text = b""
    while b"\r\n\r\n" not in text:
        chunk = connection.recv(4096)
        if not chunk:
            raise ValueError
        text += chunk
        if text.startswith(b"\x16\x03"):  # the first bytes of TLS
            connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            raise ValueError
    first, *lines = text.decode("latin-1").split("\r\n\r\n")[0].split("\r\n")
    method, target, _ = first.split(" ")
    headers = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in lines)}
    return Request(method, target, headers, connection, is_closing)


@contextmanager
def serving(*answers: bytes | Script, tls: ssl.SSLContext | None = None) -> Iterator[Server]:
    """A server for as long as the block lasts; every thread of it ends with the block."""
    is_closing = Event()
    threads: list[Thread] = []
    connections: list[socket.socket] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = Server(listener.getsockname()[1], answers)

        def one(connection: socket.socket) -> None:
            try:
                wrapped = tls.wrap_socket(connection, server_side=True) if tls is not None else connection
            except OSError:
                connection.close()
                return
            server.serve(wrapped, is_closing)

        def accept() -> None:
            while not is_closing.is_set():
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                connections.append(connection)
                threads.append(Thread(target=one, args=(connection,)))
                threads[-1].start()

        acceptor = Thread(target=accept)
        acceptor.start()
        try:
            yield server
        finally:
            is_closing.set()
            with suppress(OSError):  # wakes the thread that waits in accept
                listener.shutdown(socket.SHUT_RDWR)
            with suppress(OSError), socket.create_connection(("127.0.0.1", server.port), 0.2):
                pass
            acceptor.join()
            for connection in connections:
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)
            for thread in threads:
                thread.join()
            for connection in connections:
                connection.close()


def answer(body: bytes, *headers: str, status: str = "200 OK", length: int | None = -1) -> bytes:
    """A whole answer; `length` as declared, None leaves it out."""
    declared = [] if length is None else [f"Content-Length: {len(body) if length == -1 else length}"]
    lines = [f"HTTP/1.1 {status}", *declared, "Connection: close", *headers, "", ""]
    return "\r\n".join(lines).encode("latin-1") + body


def chunked(*chunks: bytes, headers: Sequence[str] = (), is_whole: bool = True) -> bytes:
    """An answer in chunks, with its end or without."""
    body = b"".join(b"%x\r\n%s\r\n" % (len(c), c) for c in chunks) + (b"0\r\n\r\n" if is_whole else b"")
    return answer(body, "Transfer-Encoding: chunked", *headers, length=None)


def dripping(again: bytes, *, after: bytes = b"") -> Script:
    """`after` at once, and then `again` every hundredth of a second, for ever."""

    def script(request: Request) -> None:
        request.send(after)
        while not request.is_closing.wait(_TICK):
            request.send(again)

    return script


def endless(again: bytes, *, after: bytes) -> Script:
    """`after`, and then `again` as fast as it goes."""

    def script(request: Request) -> None:
        request.send(after)
        while not request.is_closing.is_set():
            request.send(again)

    return script


def silent(*, after: bytes = b"") -> Script:
    """`after`, and then nothing."""

    def script(request: Request) -> None:
        request.send(after)
        request.is_closing.wait()

    return script


def breaking(*, after: bytes = b"") -> Script:
    """`after`, and then the connection breaks as in a crash."""

    def script(request: Request) -> None:
        request.send(after)
        request.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        request.connection.close()

    return script


def forward(origin: Server) -> Script:
    """A proxy: whatever host is named, the origin answers."""

    def script(request: Request) -> None:
        with socket.create_connection(("127.0.0.1", origin.port)) as onward:
            if request.method == "CONNECT":
                request.send(b"HTTP/1.1 200 Connected\r\n\r\n")
                sending = Thread(target=_pipe, args=(request.connection, onward))
                sending.start()
            else:
                path = "/" + request.target.split("/", 3)[3]
                host = request.headers["host"]
                onward.sendall(f"{request.method} {path} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
                sending = Thread()
                sending.start()
            _pipe(onward, request.connection)
            sending.join()

    return script


def _pipe(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while chunk := source.recv(65536):
            target.sendall(chunk)
    with suppress(OSError):
        target.shutdown(socket.SHUT_WR)
