"""What a trade flow is: the columns of each table that the monitor hands on, and their order.

Money is US dollars, weight kilograms; null means not known, never zero. Countries are ISO 3166 alpha-3.
`start` and `end` are a half-open span of days (2021-01-01, 2022-01-01). `code` is an HS code of digits alone,
`TOTAL`, or null where a classification could not be mapped; `edition` the HS edition's year (2017). `flow` is
Comtrade's: M, X, RM, RX; a re-export stands inside X and a re-import inside M and is never added to them.
"""

from __future__ import annotations

from typing import Any

import polars as pl

PRK, KOR = "PRK", "KOR"
TOTAL = "TOTAL"
SOURCES = ("comtrade", "baci", "faostat", "gacc")
"""gacc: an extract of China's customs. BACI's rows are reconciled: the exporter is its reporter, flow X."""

READ: dict[str, Any] = {
    "file": pl.String,
    "row": pl.UInt32,  # as the user sees it; the heading of a table is row 1
    "source": pl.String,
    "reporter": pl.String,
    "partner": pl.String,
    "flow": pl.String,
    "freq": pl.String,  # A or M
    "start": pl.Date,
    "end": pl.Date,
    "edition": pl.Int16,
    "is_original": pl.Boolean,  # false where the publisher converted it from another edition
    "code": pl.String,
    "words": pl.String,
    "value_usd": pl.Float64,
    "weight_kg": pl.Float64,
    "quantity": pl.Float64,  # 0 and -1 are read as not known
    "unit": pl.String,  # t, kg, bbl, l, kl, m3, u, else the publisher's own word
    "mode": pl.Int16,  # mode of transport; 0 is the total of all
    "is_total": pl.Boolean,  # false for a part: one mode, one customs procedure or one second partner
}
"""Rows in which one of the two Koreas is reporter or partner, as read: nothing is summed or left out."""

COUNTED: dict[str, Any] = {
    "id": pl.String,  # CHN-M-PRK-2017-2701, CHN-M-PRK-201706-2701
    "source": pl.String,
    "reporter": pl.String,
    "partner": pl.String,
    "flow": pl.String,
    "freq": pl.String,
    "start": pl.Date,
    "end": pl.Date,
    "edition": pl.Int16,
    "code": pl.String,
    "words": pl.String,
    "level": pl.Int8,  # digits of the code; 0 for TOTAL and for no code
    "is_leaf": pl.Boolean,  # enters sums: no finer code and no finer period of the same flow stands beside it
    "value_usd": pl.Float64,
    "weight_kg": pl.Float64,
    "quantity": pl.Float64,
    "unit": pl.String,
    "mode": pl.Int16,  # the one mode, null where several or not told
    "rows": pl.UInt32,  # how many rows of the files it stands on
    "file": pl.String,
    "row": pl.UInt32,  # the first of them
}
"""One row a flow, each told once in its source. Sources are never summed with each other."""

ASIDES: dict[str, Any] = {"file": pl.String, "row": pl.UInt32, "id": pl.String, "why": pl.String}
"""Rows that were read and do not count, and why (`duplicate of row 7`, `months of 2021 are counted`)."""

COVERAGE: dict[str, Any] = {
    "source": pl.String,
    "reporter": pl.String,
    "flow": pl.String,
    "year": pl.Int32,
    "months": pl.UInt8,  # months reported, 12 for an annual figure
    "rows": pl.UInt64,
}
"""Who reported anything at all, with any partner: what is not here is "no data", never zero."""

USUAL: dict[str, Any] = {
    "source": pl.String,
    "reporter": pl.String,
    "flow": pl.String,
    "code": pl.String,
    "year": pl.Int32,
    "value_usd": pl.Float64,
    "weight_kg": pl.Float64,
    "partners": pl.UInt32,
}
"""A reporter's trade in one commodity with all partners but the two Koreas, a year."""

MIXUP: dict[str, Any] = {
    "id": pl.String,
    "score": pl.Float64,  # 0 to 1
    "parts": pl.List(pl.Struct({"part": pl.String, "points": pl.Float64, "says": pl.String})),
}
"""How likely a flow was recorded for the wrong Korea; the parts' points add up to the score."""

STATUSES = ("needs_explanation", "likely_wrong_korea", "exempt_or_capped", "not_addressed")

FINDINGS: dict[str, Any] = {
    "id": pl.String,
    "state": pl.String,  # the side that is not the DPRK
    "way": pl.String,  # from_dprk or to_dprk, seen from the law
    "source": pl.String,
    "flow": pl.String,
    "freq": pl.String,
    "start": pl.Date,
    "end": pl.Date,
    "edition": pl.Int16,
    "code": pl.String,
    "goods": pl.String,  # in words, with the HS code
    "is_leaf": pl.Boolean,
    "value_usd": pl.Float64,
    "weight_kg": pl.Float64,
    "quantity": pl.Float64,
    "unit": pl.String,
    "status": pl.Enum(list(STATUSES)),
    "because": pl.String,  # one sentence, in the words of the house
    "provisions": pl.List(pl.String),  # 2371/op8, in the law's order
    "ways_out": pl.List(pl.String),  # sentences: "Committee approval under S/RES/2397 (2017), para. 25"
    "split": pl.String,  # where a provision starts or ends inside the period: which part is meant; else null
    "mixup": pl.Float64,
    "mixup_says": pl.List(pl.String),
    "other_figure": pl.String,  # the second figure, in words; says so where there is none
    "other_usd": pl.Float64,
    "marks": pl.List(pl.String),  # unit slips, re-export, unit value: each a sentence
    "reply": pl.String,  # the State's own answer, null where none is on record
    "file": pl.String,
    "row": pl.UInt32,
}
"""Each counted flow with the DPRK, held against the law of its own period."""
