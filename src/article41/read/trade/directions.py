"""Which way goods went: Comtrade's M, X, RM and RX, however a source writes them."""

from __future__ import annotations

import re

from article41.read.trade.parts import LEFT_OUT, Cells, Said, Wrong

FLOWS = ("M", "X", "RM", "RX")
_EXPECTED = "a flow: M import, X export, RM re-import, RX re-export"
_WORDS = {
    spelling: flow
    for flow, spellings in {
        "M": "m 1 i import imports generalimport importation 进口 進口",
        "X": "x 2 e export exports generalexport exportation 出口",
        "RX": "rx 3 reexport reexports",
        "RM": "rm 4 reimport reimports",
    }.items()
    for spelling in spellings.split()
}
_PARTS = {
    "DX": "domestic exports",
    "FM": "foreign imports",
    "MIP": "imports for inward processing",
    "XIP": "exports after inward processing",
    "MOP": "imports after outward processing",
    "XOP": "exports for outward processing",
    "MIF": "imports within a firm",
    "XIF": "exports within a firm",
}
_ELEMENT = re.compile(r"(import|export)s? (quantity|value)", re.IGNORECASE)


def flow_of(text: str) -> str | None:
    """The flow of a code, number or word; None where it is none."""
    return _WORDS.get(re.sub(r"[\W_]+", "", text).casefold())


def read_flow(cells: Cells) -> Said[str]:
    """From the code of the flow, its word where the code is blank; both must agree."""
    code, word = cells.get("flow"), cells.get("flow_name")
    if code is not None and code.upper() in _PARTS:
        return Said(None, aside=f"{_PARTS[code.upper()]} ({code.upper()}), which stand inside M or X")
    role, text = ("flow", code) if code is not None else ("flow_name", word)
    found = None if text is None else flow_of(text)
    if found is None:
        role = role if role in cells else "flow"
        return Said(None, (Wrong(role, text, _EXPECTED, LEFT_OUT),))
    other = None if word is None or code is None else flow_of(word)
    if other is not None and other != found:
        return Said(
            found, (Wrong("flow_name", word, f"the word of {code}", f"read as {found}, by the code"),)
        )
    return Said(found)


def read_element(cells: Cells) -> Said[str]:
    """FAOSTAT says flow and measure in one: Import Quantity, Export Value."""
    text = cells.get("element")
    match = _ELEMENT.fullmatch(text or "")
    if match is None:
        expected = "Import Quantity, Import Value, Export Quantity or Export Value"
        return Said(None, (Wrong("element", text, expected, LEFT_OUT),))
    return Said("M" if match[1].lower() == "import" else "X")
