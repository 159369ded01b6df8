"""What stands below every chart: where it is from, of when, what of it is shown, and how to draw it again."""

from __future__ import annotations

from collections.abc import Iterable

from article41.report.monitor.record import FileRead, Monitor
from article41.report.monitor.words import SOURCES, source_name
from article41.report.words import listed

NAMED = 3
"""Files that a foot names one by one."""


def footed(
    monitor: Monitor, name: str, sources: Iterable[str], shown: str, terms: Iterable[str] = ()
) -> tuple[str, ...]:
    """The lines. `shown`: the filter in words and what n is ("coal; n = 81 flows"). `terms`: licences."""
    sources = list(dict.fromkeys(sources))
    files = [file for file in monitor.files if file.source in sources]
    if not sources:
        files = list(monitor.files)
    licences = [SOURCES[s].licence for s in sources if s in SOURCES]
    named = listed(map(source_name, sources)) or "the files named"
    return (
        f"Source: {named}. Files: {_files(files)}." if files else f"Source: {named}.",
        f"Law as known on {monitor.as_of}, encoded by article41, law {monitor.law_hash[:12]}. "
        f"Shown: {shown}.",
        f"Licence: {'; '.join([*licences, *terms]) or 'as the source says'}. Not legal advice.",
        f"Redraw: {monitor.command} → charts/{name}.svg",
    )


def _files(files: list[FileRead]) -> str:
    told = [f"{file.name} (sha256 {file.sha256[:8]})" for file in files[:NAMED]]
    more = len(files) - NAMED
    return listed(told + ([f"{more} more"] if more > 0 else [])) or "none"
