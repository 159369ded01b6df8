"""The official lists by name: who publishes them, where, and after how many days one is stale.

    lists.csv    key,title,publisher,stale_after_days,address,status

`status` says how the address was established: seen in a source, or recalled from memory and to be checked.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Source:
    """An official list. `address`: where `lists update` asks for it; "" where there is no one file."""

    key: str
    title: str
    publisher: str
    stale_after_days: int
    address: str
    status: str


_KEY = re.compile(r"(?!(?:con|prn|aux|nul|(?:com|lpt)\d)\Z)(?=.*[a-z])[a-z0-9_]{1,32}", re.ASCII)
"""The first few are devices on Windows, whatever the folder."""
UNLISTED_STALE = 7
"""Days after which a list that lists.csv does not name is stale."""


def is_list_key(text: str) -> bool:
    """Whether a list may be called so: its key becomes the name of a folder, on any platform."""
    return _KEY.fullmatch(text) is not None


@lru_cache(maxsize=1)
def sources() -> dict[str, Source]:
    """Every list that has a reader, by key."""
    text = (files("article41") / "read" / "lists" / "lists.csv").read_text(encoding="utf-8")
    return {
        row["key"]: Source(
            row["key"],
            row["title"],
            row["publisher"],
            int(row["stale_after_days"]),
            row["address"],
            row["status"],
        )
        for row in csv.DictReader(text.splitlines())
    }


def stale_after(key: str) -> int:
    """Days for which a list is good after it was last known to be the newest."""
    source = sources().get(key)
    return source.stale_after_days if source else UNLISTED_STALE
