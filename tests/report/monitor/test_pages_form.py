"""What a page is made of: headings, tables, links, pictures; nothing loaded, nothing endless, the same bytes."""

from __future__ import annotations

import posixpath
import re
import tempfile
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import lxml.html
import pytest

from article41.report.monitor.grid import MOST, OPEN
from article41.report.monitor.pages import pieces
from article41.report.monitor.rendering import POLICY
from article41.report.monitor.words import STATUS

from .drawn import Drawn, report
from .made import cites, finding, many, monitor
from .parsed import PAGES, only, page, state_only, text


def test_there_is_a_page_for_each_state_with_findings_or_coverage_and_the_first_page_comes_last() -> None:
    assert tuple(sorted(path for path in report() if path.endswith(".html"))) == PAGES
    assert list(report())[-1] == "index.html"


def test_paths_are_plain_and_none_is_written_twice() -> None:
    paths = [piece.path for piece in pieces(monitor(), cites(), Drawn())]
    assert len(set(paths)) == len(paths)
    assert all(re.fullmatch(r"[a-z]+/[A-Za-z0-9_.-]+(/[A-Z]{3}\.csv)?|[a-z]+\.(html|xlsx)", p) for p in paths)
    assert {"charts/world-map.svg", "charts/world-map.png", "charts/world-map.json", "data/chart-world-map.csv"} <= set(paths)  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_headings_go_down_by_one_and_every_table_has_caption_and_scopes(path: str) -> None:
    root = page(path)
    levels = [int(h.tag[1]) for h in root.xpath("//h1|//h2|//h3|//h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b <= a + 1 for a, b in pairwise(levels))
    assert root.get("lang") == "en"
    assert root.find_class("skip")[0].get("href") == "#main"
    for table in root.iter("table"):
        assert text(table.find("caption"))
        assert {th.get("scope") for th in table.iter("th")} == {"col", "row"}
        width = len(table.findall(".//thead/tr/th"))
        assert {len(row) for row in table.findall(".//tbody/tr")} == {width}


@pytest.mark.parametrize("path", PAGES)
def test_every_link_leads_to_a_file_of_the_report_and_every_anchor_exists(path: str) -> None:
    root = page(path)
    ids = [element.get("id") for element in root.xpath("//*[@id]")]
    assert len(set(ids)) == len(ids)
    written = {*report(), *(p.replace(".svg", ".png") for p in report() if p.endswith(".svg"))}
    for link in root.xpath("//*[@href]/@href"):
        if link.startswith("https://"):
            assert re.fullmatch(r"https://docs\.un\.org/S/RES/\d{4}\(\d{4}\)", link)
            continue
        file, _, anchor = link.partition("#")
        target = posixpath.normpath(posixpath.join(posixpath.dirname(path), file)) if file else path
        assert target in written
        if anchor:
            assert page(target).get_element_by_id(anchor) is not None


@pytest.mark.parametrize("path", PAGES)
def test_a_page_loads_nothing_runs_nothing_and_names_no_place_on_this_machine(path: str) -> None:
    root, raw = page(path), report()[path].decode()
    assert root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content") == [POLICY]
    assert POLICY.startswith("default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:")
    assert not root.xpath("//script|//link|//iframe|//img|//object|//form|//*[@src]|//foreignobject")
    assert not [a for e in root.iter() for a in e.attrib if a.lower().startswith("on")]
    assert not re.search(r"url\((?!#)|@import|javascript:|file:", raw)
    assert not [
        place for place in (Path.home(), Path.cwd(), Path(tempfile.gettempdir())) if str(place) in raw
    ]
    assert not re.search(r"https?://(?!docs\.un\.org/S/RES/|www\.w3\.org/)", raw)


@pytest.mark.parametrize("path", PAGES)
def test_every_chart_is_one_picture_with_words_and_four_files(path: str) -> None:
    root = page(path)
    figures = root.findall(".//figure")
    assert figures or path == "states/XAC.html"
    for figure in figures:
        (svg,) = figure.findall(".//svg")
        assert svg.get("role") == "img"
        assert svg.get("aria-label")
        assert not svg.xpath(".//*[@role or @aria-label]")
        assert [text(a) for a in figure.xpath(".//figcaption/span/a")] == ["SVG", "PNG", "data (CSV)", "Vega-Lite (JSON)"]  # fmt: skip
        assert "Redraw: article41 monitor" in text(figure.find("figcaption"))


def test_a_chart_with_nothing_to_draw_says_why_and_leaves_no_file() -> None:
    assert "Not drawn: 1 chart, and whyBefore and after para. 8" in text(page("index.html"))
    assert not [path for path in report() if "interrupted" in path]


def test_no_status_stands_by_its_colour_alone() -> None:
    for path in PAGES:
        for status in STATUS.values():
            for element in page(path).find_class(status.css):
                if element.tag in {"td", "li", "article"}:
                    assert status.sign in element.text_content()


def test_the_same_figures_give_the_same_bytes_in_whatever_order_the_rows_come() -> None:
    shuffled = replace(monitor(), findings=monitor().findings.sample(fraction=1, shuffle=True, seed=7))
    for told in (monitor(), shuffled):
        found = only(told, "index.html", "states/CHN.html", "charts/CHN-timeline.svg")
        assert found == {path: report()[path] for path in found}


def test_only_the_states_asked_for_get_a_page_and_nothing_leads_to_the_others() -> None:
    asked = {"states": ["XAA", "../etc", "PRK"]}
    paths = [piece.path for piece in pieces(monitor(), cites(), Drawn(), **asked)]
    assert [path for path in paths if path.startswith("states/")] == ["states/XAA.html"]
    found = only(monitor(), "index.html", **asked)
    links = page("index.html", found).xpath("//*[@href]/@href")
    assert {link.partition("#")[0] for link in links if "states/" in link} == {"states/XAA.html"}
    assert "China" in text(page("index.html", found))


def test_a_large_report_keeps_its_first_page_small_and_says_where_the_rest_is() -> None:
    told = many(200, 60)
    index = only(told, "index.html")["index.html"].decode()
    charts = sum(len(svg) for svg in re.findall(r"<svg.*?</svg>", index, re.DOTALL))
    assert len(index.encode()) - charts < 1_000_000
    root = lxml.html.document_fromstring(index)
    matrix = [t for t in root.iter("table") if "Reporter × paragraph" in text(t.find("caption"))]
    assert [len(t.findall(".//tbody/tr")) for t in matrix] == [OPEN, 400 - OPEN]
    assert matrix[1].xpath("name(../..)") == "details"


def test_a_long_table_is_cut_and_names_the_file_that_holds_the_rest() -> None:
    rows = [
        finding(id=f"XAA-{n}", status="not_addressed", value_usd=1.0, provisions=[])
        for n in range(MOST + 250)
    ]
    root = state_only(*rows)
    assert "The rest, 250 of 650 rows, is in states/XAA.csv" in text(root)
    assert len(root.findall(".//tbody/tr")) == 1 + MOST + 2  # by class, flows, what was not seen
