"""Pages from templates: whatever is not our own markup is escaped, tidied and cut."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from article41.report.monitor.figures import short, tidy
from article41.report.monitor.markup import cell_markup, row_markup
from article41.report.monitor.words import NOT_ADVICE

POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; form-action 'none'"
)
"""Nothing is loaded and nothing runs, whatever a file managed to say."""


def rendered(template: str, **values: Any) -> bytes:
    """One page as UTF-8."""
    return (
        _environment().get_template(template).render(policy=POLICY, not_advice=NOT_ADVICE, **values).encode()
    )


@lru_cache(maxsize=1)
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("article41.report.monitor"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_final,
        auto_reload=False,
    )
    made.filters |= {"cells": row_markup, "cell": cell_markup, "short": short}
    return made


def _final(value: Any) -> Any:
    return tidy(value) if isinstance(value, str) and not isinstance(value, Markup) else value
