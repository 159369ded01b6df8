"""The whole way of a report: files read, flows counted and judged, pages written, a manifest at the end."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import asdict
from pathlib import Path
from typing import TypeAlias

import msgspec

from article41.decide.regime import Regime
from article41.errors import InputError, Problem
from article41.keep.files import file_hash
from article41.report.monitor import atlas
from article41.report.monitor.pages import pieces
from article41.report.monitor.record import Monitor
from article41.serve.monitor.asking import Asking
from article41.serve.monitor.building import build
from article41.serve.monitor.workspace import open_workspace
from article41.version import __version__

Phase: TypeAlias = Callable[[int, str], AbstractContextManager[Callable[[int], None]]]
"""Given how much there is to do and what it is, a context that is told of each further part done."""


def run(asking: Asking, phase: Phase, *, is_anew: bool = False) -> Monitor:
    """Writes the report into `asking.out` and gives what it was drawn from.

    An interrupted run with the same question goes on where it stopped. The same files, options, day and law
    give the same bytes. Raises InputError where nothing can be read or written, OutsideCoverage for a day
    before the law.
    """
    hashes = _hashes(asking)
    regime = Regime.load(asking.as_of).assuming_nothing()
    with open_workspace(asking.out, _question(asking, hashes, regime), is_anew=is_anew) as work:
        monitor = build(asking, hashes, regime, work, phase)
        cites = {p.id: p.cite for p in regime.provisions}
        files = list(pieces(monitor, cites, atlas, asking.states or None))
        with phase(len(files), "writing pages") as step:
            for piece in files:
                work.write(piece.path, piece.make)
                step(1)
        work.finish(_manifest(asking, monitor, hashes))
    return monitor


def _hashes(asking: Asking) -> dict[Path, str]:
    """SHA-256 of every input. Raises InputError for all that cannot be read at once."""
    found, problems = {}, []
    for path in dict.fromkeys((*asking.files, *(path for _, path in asking.accounts))):
        try:
            found[path] = file_hash(path)
        except OSError as error:
            problems.append(Problem(str(path), expected="a file that can be read", hint=error.strerror))
    if problems:
        raise InputError(problems)
    return found


def _question(asking: Asking, hashes: Mapping[Path, str], regime: Regime) -> str:
    """All on which the bytes of the report depend, as one hash."""
    of = (asking.command, sorted((p.name, h) for p, h in hashes.items()), regime.law.hash, __version__)
    return hashlib.sha256(msgspec.json.encode(of)).hexdigest()


def _manifest(asking: Asking, monitor: Monitor, hashes: Mapping[Path, str]) -> Mapping[str, object]:
    beside = [{"name": path.name, "kind": kind, "sha256": hashes[path]} for kind, path in asking.accounts]
    return {
        "article41": __version__,
        "law": monitor.law_hash,
        "as_of": monitor.as_of,
        "command": monitor.command,
        "inputs": [asdict(file) for file in monitor.files],
        "beside": beside,
    }
