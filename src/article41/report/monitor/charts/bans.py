"""The paragraphs on goods that charts mark: since when each stands and which HS codes it surely governs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from article41.model import Provision
from article41.read.resolutions import packaged_law
from article41.report.monitor.figures import short

WAY_OF = {
    "commodity.export_ban": "from_dprk",
    "commodity.supply_ban": "to_dprk",
    "commodity.supply_cap": "to_dprk",
}


@dataclass(frozen=True, slots=True)
class Ban:
    """`codes`: HS prefixes that the paragraph governs whole; headings of contested coverage are left out."""

    id: str
    cite: str
    label: str
    way: str
    start: date
    codes: tuple[str, ...]

    def governs(self, code: str) -> bool:
        """Whether all of an HS code is under the paragraph."""
        return code.startswith(self.codes)


@lru_cache(maxsize=1)
def goods_bans() -> tuple[Ban, ...]:
    """Bans and caps on goods of the law that ships here, in the law's order."""
    law = packaged_law()
    found = []
    for provision in law.provisions:
        way, start = WAY_OF.get(provision.measure), start_of(provision.id)
        if way is None or start is None:
            continue
        codes = {
            good.prefix
            for good in law.goods
            if provision.id in good.paragraphs and way in good.flows and good.prefix and not good.is_partial
        }
        if codes:
            found.append(Ban(provision.id, provision.cite, provision.label, way, start, tuple(sorted(codes))))
    return tuple(found)


def banned_since(chapter: str, way: str) -> tuple[date | None, date | None]:
    """From when all of a chapter is under a ban or cap, and from when a part of it is."""
    bans = [ban for ban in goods_bans() if ban.way == way]
    whole = [ban.start for ban in bans if ban.governs(chapter)]
    part = [ban.start for ban in bans if any(code.startswith(chapter) for code in ban.codes)]
    return min(whole, default=None), min(whole + part, default=None)


@lru_cache(maxsize=1)
def _provisions() -> dict[str, Provision]:
    return {provision.id: provision for provision in packaged_law().provisions}


def cite_of(provision: str) -> str:
    """As lawyers print it; an id that the law here does not know stays as it is."""
    found = _provisions().get(provision)
    return found.cite if found else short(provision, 40)


def start_of(provision: str) -> date | None:
    """The first day of a provision's bans, or of itself where it has none; None where it is not known."""
    found = _provisions().get(provision)
    if found is None:
        return None
    spans = [s for r in found.rules if r.is_ban for s in r.spans or found.spans] or list(found.spans)
    return min((span.start for span in spans), default=None)
