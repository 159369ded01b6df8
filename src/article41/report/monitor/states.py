"""States as the monitor names them, and which of them have a page."""

from __future__ import annotations

import re

from article41.flows import PRK
from article41.read.countries import comparable, load_countries
from article41.report.monitor.figures import short

_CODE = re.compile(r"[A-Z][A-Z0-9]{2}")


def state_name(code: str) -> str:
    """The English name of an ISO 3166 alpha-3 code; the code itself where it is nobody's."""
    countries = load_countries()
    found = countries.codes.get(comparable(code)) if _CODE.fullmatch(code) else None
    return countries.names[found] if found is not None else short(code, 60)


def has_page(code: str) -> bool:
    """Whether a code may name a file: three letters or digits, and not the DPRK's."""
    return code != PRK and _CODE.fullmatch(code) is not None
