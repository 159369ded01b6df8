"""What is asked of the network, and what came of it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from article41.read.lists.parts import LIMITS


@dataclass(frozen=True, slots=True)
class Conditional:
    """What the server said of the file last time; "" where it said nothing."""

    etag: str
    last_modified: str


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file that came, or word that it has not changed since.

    `path`, `sha256`, `size`: of the file as written, None, "" and 0 where it is unchanged. `checks`: the
    checksums that it was held against. `address`: where it came from in the end, without login or tokens.
    """

    path: Path | None
    status: Literal["new", "unchanged"]
    etag: str
    last_modified: str
    sha256: str
    size: int
    address: str
    fetched_at: datetime
    """UTC."""
    attempts: int = 1
    checks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FetchOptions:
    """How long to try, and how much to take. The defaults suit a list of 120 MB on a slow line."""

    attempts: int = 4
    connect_seconds: float = 10
    """For each address of the host."""
    read_seconds: float = 30
    """The longest silence."""
    total_seconds: float = 900
    """For all attempts and the pauses between them."""
    first_pause: float = 1
    """Doubled after each attempt, less a random part: a publisher's clients must not come back as one."""
    longest_pause: float = 60
    """A server that asks for a longer one is not asked again."""
    redirects: int = 5
    max_bytes: int = LIMITS.file_bytes
    """Of the file, unpacked."""
    sha256: str = ""
    """What the user knows the file to be; "" where nothing is known."""
    proxy: str = ""
    """http://[user:password@]host:port; "" takes HTTP_PROXY, HTTPS_PROXY and NO_PROXY."""
    progress: Callable[[int, int | None], None] | None = None
    """Called with the bytes that have come and how many there will be, where the server says so."""


DEFAULTS = FetchOptions()


class Refusal(Exception):
    """Why an attempt failed; the next one may do.

    `is_final`: no other would fare better. `pause`: for how many seconds the server wants to be left alone.
    """

    def __init__(
        self,
        found: str | None,
        expected: str,
        hint: str | None = None,
        *,
        is_final: bool = False,
        pause: float | None = None,
    ) -> None:
        super().__init__(expected)
        self.found = found
        self.expected = expected
        self.hint = hint
        self.is_final = is_final
        self.pause = pause


class Patience:
    """The options of a fetch, and how much of its time is left."""

    def __init__(self, options: FetchOptions) -> None:
        self.options = options
        self._end = time.monotonic() + options.total_seconds

    @property
    def left(self) -> float:
        """Seconds, never below 0."""
        return max(0.0, self._end - time.monotonic())

    @property
    def is_over(self) -> bool:
        """Whether there is no time left."""
        return self.left == 0

    def ended(self, found: str | None = None) -> Refusal:
        """The end of all attempts."""
        expected = f"the whole file within {self.options.total_seconds:g} seconds"
        return Refusal(found, expected, is_final=True)
