"""What stands below every chart: where it is from, of when, what of it is shown, and how to draw it again."""

from __future__ import annotations

from collections.abc import Iterable

from article41.report.monitor.record import FileRead, Monitor
from article41.report.words import listed

SOURCES = {
    "comtrade": ("UN Comtrade", "UN Comtrade: reuse with attribution under the terms of the UN"),
    "baci": ("BACI (CEPII, reconciled from UN Comtrade)", "BACI: Etalab 2.0"),
    "faostat": ("FAOSTAT detailed trade matrix (FAO)", "FAOSTAT: CC BY-NC-SA 3.0 IGO or as the file says"),
    "gacc": ("China customs (GACC)", "GACC: terms of the publisher"),
}
"""A source's name and the terms on which its figures may be passed on."""
NAMED = 3
"""Files that a foot names one by one."""


def source_name(source: str) -> str:
    """A source as one cites it; a name of the user's own stays."""
    return SOURCES[source][0] if source in SOURCES else source


def footed(
    monitor: Monitor, name: str, sources: Iterable[str], shown: str, terms: Iterable[str] = ()
) -> tuple[str, ...]:
    """The lines. `shown`: the filter in words and what n is ("coal; n = 81 flows"). `terms`: licences."""
    sources = list(dict.fromkeys(sources))
    files = [file for file in monitor.files if file.source in sources] or list(monitor.files)
    licences = [SOURCES[s][1] for s in sources if s in SOURCES]
    return (
        f"Source: {listed(map(source_name, sources)) or 'files below'}. Files: {_files(files)}.",
        f"Law as known on {monitor.as_of}, encoded by article41, law {monitor.law_hash[:12]}. "
        f"Shown: {shown}.",
        f"Licence: {'; '.join([*licences, *terms]) or 'as the files say'}. Not legal advice.",
        f"Redraw: {monitor.command} → charts/{name}.svg",
    )


def _files(files: list[FileRead]) -> str:
    told = [f"{file.name} (sha256 {file.sha256[:8]})" for file in files[:NAMED]]
    more = len(files) - NAMED
    return listed(told + ([f"{more} more"] if more > 0 else [])) or "none"
