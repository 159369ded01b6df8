"""What is asked of the monitor, and the command that asks it again."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Asking:
    """`assumed`: constants for columns that a file lacks; `maps`: headings of the user's own; `states`: ISO
    alpha-3, empty for all; `since`: first year. `reported`, `calls`, `replies`, `filings`: tables laid
    beside."""

    files: tuple[Path, ...]
    out: Path
    as_of: date
    states: tuple[str, ...] = ()
    since: int | None = None
    assumed: Mapping[str, str] = field(default_factory=dict)
    maps: Mapping[str, str] = field(default_factory=dict)
    reported: Path | None = None
    calls: Path | None = None
    replies: Path | None = None
    filings: Path | None = None

    @property
    def accounts(self) -> Iterator[tuple[str, Path]]:
        """Kind and file of each table laid beside."""
        for kind in ("reported", "calls", "replies", "filings"):
            path = getattr(self, kind)
            if path is not None:
                yield kind, path

    @property
    def command(self) -> str:
        """The command that draws the report again from files of the same names; no folder of anyone's."""
        words = ["article41", "monitor", *(p.name for p in self.files), "--out", self.out.name]
        for state in self.states:
            words += ["--state", state]
        words += ["--since", str(self.since)] if self.since is not None else []
        for column, value in self.assumed.items():
            words += ["--assume", f"{column}={value}"]
        for heading, column in self.maps.items():
            words += ["--map", f"{heading}={column}"]
        for kind, path in self.accounts:
            words += [f"--{kind}", path.name]
        return shlex.join([*words, "--as-of", str(self.as_of)])
