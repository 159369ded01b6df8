"""Names and cells that want to be more than text: they stay text, on every page and in every file."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import lxml.html
import polars as pl
import pytest

from article41.errors import Problem
from article41.report.monitor.record import FileRead
from article41.report.monitor.svg import alone, in_page

from .drawn import made
from .made import finding, monitor

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style></svg><svg onload=alert(1)>",
    "safe\u202eelbisrever\u202c",
    "nul\x00 bell\x07 esc\x1b[31m",
    "가나다 中文 {{ 7 * 7 }} {% include 'style.css' %}",
    "javascript:alert(1)",
    "=HYPERLINK(\"http://example.org\")",
    "L" * 10_000,
)  # fmt: skip


@lru_cache(maxsize=1)
def attacked() -> dict[str, bytes]:
    """A report in which every text that a file can reach is hostile."""
    rows = [
        finding(
            id=evil, goods=evil, words=None, because=evil, split=evil, reply=evil, other_figure=evil, file=evil,
            unit=evil, quantity=1.0, source=evil, provisions=[evil], ways_out=[evil], marks=[evil], mixup=0.7,
            mixup_says=[evil], status="likely_wrong_korea", value_usd=None,
        )
        for evil in HOSTILE
    ]  # fmt: skip
    for row in rows:
        row.pop("words")
    rows += [finding(state=evil, id=f"s{n}", source=evil) for n, evil in enumerate(HOSTILE)]
    told = monitor(rows)
    several = list(HOSTILE)
    return made(
        replace(
            told,
            published=pl.DataFrame({"source": several, "year": [2023] * len(several), "flow": several, "value_usd": [1.0] * len(several), "says": several}),
            filings=told.filings.clear().vstack(told.filings.head(1)).with_columns(state=pl.lit(HOSTILE[0]), resolution=pl.lit(HOSTILE[1]), symbol=pl.lit(HOSTILE[3])),
            asides=pl.concat([told.asides.with_columns(file=pl.lit(e), id=pl.lit(e), why=pl.lit(e)) for e in several]),
            caps=tuple(replace(told.caps[0], good=HOSTILE[n % 2], kind=e, provision=e, factor=e, says=e, source=e) for n, e in enumerate(several)),
            files=tuple(FileRead(e, e, 1, e, 1, 1, (e,)) for e in several),
            problems=tuple(Problem(e, 1, e, e, e, e) for e in several),
            contradictions=HOSTILE,
            assumed=HOSTILE,
            command=f"article41 monitor '{HOSTILE[1]}'",
        ),
        states=["XAA", *HOSTILE],
    )  # fmt: skip


@pytest.mark.parametrize("path", ["index.html", "states/XAA.html"])
def test_nothing_of_a_file_becomes_markup(path: str) -> None:
    raw = attacked()[path].decode()
    root = lxml.html.document_fromstring(raw)
    assert isinstance(root, lxml.html.HtmlElement)
    assert not root.xpath("//script|//img|//iframe|//*[@src]")
    assert not [a for e in root.iter() for a in e.attrib if a.lower().startswith("on")]
    known = ("#", "https://docs.un.org/", "../", "states/", "data/", "charts/", "monitor.xlsx")
    links = [str(e.get("href")) for e in root.iter() if e.get("href") is not None]
    assert links
    assert all(link.startswith(known) for link in links)
    assert "<script>alert(1)</script>" in root.text_content()
    assert "{{ 7 * 7 }}" in root.text_content()


@pytest.mark.parametrize("path", ["index.html", "states/XAA.html"])
def test_what_a_screen_would_obey_is_shown_and_what_is_endless_is_cut(path: str) -> None:
    raw = attacked()[path].decode()
    assert not set(raw) & {"\x00", "\x07", "\x1b", "\u202e", "\u202c"}
    assert "\\x202e" in raw
    assert "L" * 2_001 not in raw
    assert len(raw) < 600_000


def test_no_name_leaves_the_folder_of_the_report() -> None:
    assert [p for p in attacked() if p.startswith("states/")] == ["states/XAA.html"]
    assert all(".." not in p and p.isascii() and len(p) < 140 for p in attacked())


def test_no_csv_holds_what_a_spreadsheet_would_run_or_a_reader_would_stop_at() -> None:
    for path, raw in attacked().items():
        if path.endswith(".csv"):
            assert b"\x00" not in raw
            frame = pl.read_csv(raw, infer_schema=False)
            cells = [cell for column in frame.iter_columns() for cell in column.drop_nulls()]
            assert not [cell for cell in cells if str(cell).startswith(("=", "@"))]


SVG = b"""<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="20" height="10"
onload="alert(1)"><defs><clipPath id="clip17"><rect width="5" height="5"/></clipPath></defs>
<script>alert(1)</script><style>@import url(http://example.org)</style><image href="http://example.org/x.png"/>
<foreignObject><p>x</p></foreignObject>
<g clip-path="url(#clip17)" fill="url(http://example.org/#p)" role="graphics-symbol" aria-label="a bar">
<a xlink:href="https://vega.github.io/vega-datasets/states/CHN.html"><path d="M0 0"/></a>
<a href="states/XAA.html"><path d="M0 0"/></a><a href="javascript:alert(1)"><text>&lt;b&gt;</text></a></g></svg>"""


def test_a_drawing_keeps_its_shapes_and_loses_what_runs_loads_or_leads_away() -> None:
    told = in_page(SVG, "map", 'a "map"\x00', {"CHN"}, "../")
    for gone in ("script", "@import", "example.org", "foreignObject", "onload", "javascript", "vega.github.io", "XAA", "clip17"):  # fmt: skip
        assert gone not in told
    assert 'clip-path="url(#map-1)"' in told
    assert 'id="map-1"' in told
    assert '<a href="../states/CHN.html" tabindex="-1">' in told
    assert 'viewBox="0 0 20 10"' in told
    assert 'role="img" aria-label="a &quot;map&quot;\\x00"' in told
    assert "&lt;b&gt;" in told


def test_a_drawing_is_the_same_wherever_in_the_run_it_was_drawn() -> None:
    other = SVG.replace(b"clip17", b"clip4")
    assert in_page(SVG, "m", "a", (), "") == in_page(other, "m", "a", (), "")
    assert alone(SVG, "m", "a", {"CHN"}) == alone(other, "m", "a", {"CHN"})
    assert b"<desc>a</desc>" in alone(SVG, "m", "a", ())
