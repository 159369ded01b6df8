"""The blank workbook people fill in: one sheet of headings, one that explains them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException

from article41.errors import InputError, Problem
from article41.model import Fact

# The columns of a transaction as documented; any other fact may be added under its own name.
COLUMNS = (
    *("id", "date", "kind", "flow", "origin", "destination", "hs", "description", "quantity", "unit"),
    *("value_usd", "contract_date", "import_date", "notified_on", "port_of_loading", "port_of_discharge"),
    *("exporter", "importer", "consignee", "bank", "vessel", "vessel_imo", "vessel_flag", "other_vessel"),
    *("other_vessel_flag", "ship_to_ship", "committee_approval", "end_use", "delivered_in"),
)
_TEXT = 49  # the number format "@": what is typed stays as typed
_ROWS = 10_000  # how far down the drop-downs reach
_WIDTHS = {"description": 40, "exporter": 28, "importer": 28, "consignee": 28, "bank": 24, "vessel": 22}
_FORMS = {
    "text": "text",
    "code": "letters and digits; case and hyphens do not matter",
    "enum": "one of the words in the list",
    "set": "one of the words in the list",
    "country": "ISO code or English name (KP, CN, Viet Nam)",
    "port": "UN/LOCODE (KPNAM); names are read for DPRK ports only",
    "hs": "digits, dots allowed; kept as text so that a leading zero survives (0106)",
    "imo": "seven digits; the last one is checked",
    "date": "YYYY-MM-DD",
    "date_or_yes": "YYYY-MM-DD, or yes",
    "bool": "yes or no",
    "number": "a number, 0 or more",
}
_EXPLAINED = {"column": 28, "meaning": 80, "how to write it": 60, "if empty": 45}
_ABSENCE = {
    "unknown": "unknown: an answer that depends on it says so",
    "not_claimed": "this way out is not claimed",
    "not_found": "taken as not so, and listed as assumed",
}


def write_template(path: Path | str, facts: Mapping[str, Fact]) -> None:
    """Write the blank workbook to `path`. Raises InputError where it cannot be written."""
    # every string is written as text, whatever it starts with
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    chosen = [facts[name] for name in COLUMNS if name in facts]
    try:
        with xlsxwriter.Workbook(str(path), options) as book:
            _write_table(book, chosen)
            _write_explanations(book, [*chosen, *(f for n, f in facts.items() if n not in COLUMNS)])
    except (XlsxWriterException, OSError) as error:
        raise InputError(
            [
                Problem(
                    str(path),
                    expected="a file that can be written",
                    hint=getattr(error, "strerror", None) or str(error),
                )
            ]
        ) from None


def _write_table(book: Any, facts: list[Fact]) -> None:
    heading = book.add_format({"bold": True, "bg_color": "#DDEBF7", "bottom": 1})
    formats = {
        "text": book.add_format({"num_format": _TEXT}),
        "date": book.add_format({"num_format": "yyyy-mm-dd"}),
        "number": book.add_format({"num_format": "General"}),
    }
    sheet = book.add_worksheet("Transactions")
    sheet.freeze_panes(1, 1)
    for column, fact in enumerate(facts):
        kind = {"date": "date", "date_or_yes": "date", "number": "number"}.get(fact.type, "text")
        width = _WIDTHS.get(fact.name, max(12, len(fact.name) + 3))
        sheet.set_column(column, column, width, formats[kind])
        sheet.write_string(0, column, fact.name, heading)
        comment = f"{fact.meaning}.\n\n{_form(fact)}.\n\nIf empty: {_ABSENCE[fact.if_absent]}."
        sheet.write_comment(0, column, comment, {"x_scale": 2.2, "y_scale": 1.8})
        choices = ["yes", "no"] if fact.type == "bool" else list(fact.values) if fact.type != "code" else []
        if choices:
            rule = {
                "validate": "list",
                "source": choices,
                "error_title": fact.name,
                "error_message": _form(fact)[:255],
            }
            sheet.data_validation(1, column, _ROWS, column, rule)


def _write_explanations(book: Any, facts: list[Fact]) -> None:
    heading = book.add_format({"bold": True, "bg_color": "#DDEBF7", "bottom": 1})
    body = book.add_format({"text_wrap": True, "valign": "top", "num_format": _TEXT})
    sheet = book.add_worksheet("Columns")
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    for column, (title, width) in enumerate(_EXPLAINED.items()):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, title, heading)
    for row, fact in enumerate(facts, 1):
        texts = (fact.name, fact.meaning, _form(fact), _ABSENCE[fact.if_absent])
        lines = max(-(-len(text) // width) for text, width in zip(texts, _EXPLAINED.values(), strict=True))
        sheet.set_row(row, 15 * lines)  # spreadsheets do not fit the height by themselves
        for column, text in enumerate(texts):
            sheet.write_string(row, column, text, body)


def _form(fact: Fact) -> str:
    """How a cell of this column is written."""
    if fact.type == "set" and not fact.values:
        return "codes of governed goods such as iron_ore, or none"
    form = _FORMS[fact.type]
    if fact.type == "code":
        form = f"{form} ({', '.join(fact.values)})"
    elif fact.values:
        form = f"{form}: {', '.join(fact.values)}"
    return f"{form} (in {fact.unit})" if fact.unit == "USD" else form
