"""Rows of tables as HTML: thousands of cells a page, so they are written here and not by the template."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from markupsafe import Markup

from article41.report.monitor.figures import tidy
from article41.report.monitor.grid import Cell, Row


def row_markup(row: Row) -> Markup:
    """The cells of one row, its first the head of it; every text escaped."""
    return Markup("".join(_cells(row)))  # noqa: S704  each part is escaped below


def cell_markup(cell: str | Cell) -> Markup:
    """What stands inside one cell."""
    return Markup(_inside(cell))  # noqa: S704  as above


def _cells(row: Row) -> Iterator[str]:
    tag = "th"
    for cell in row:
        css = f' class="{escape(cell.css)}"' if isinstance(cell, Cell) and cell.css else ""
        scope = ' scope="row"' if tag == "th" else ""
        yield f"<{tag}{scope}{css}>{_inside(cell)}</{tag}>"
        tag = "td"


def _inside(cell: str | Cell) -> str:
    if isinstance(cell, str):
        return _safe(cell)
    text = _safe(cell.text)
    if cell.items:
        text = f"<ul>{''.join(f'<li>{_safe(item)}</li>' for item in cell.items)}</ul>"
    elif cell.href:
        text = f'<a href="{_safe(cell.href)}">{text}</a>'
    elif cell.css.endswith("nodata"):
        text = f"<span>{text}</span>"
    return f'<span class="sign" aria-hidden="true">{cell.sign}</span>{text}' if cell.sign else text


def _safe(text: str) -> str:
    return escape(tidy(text))
