"""The remarks of OFAC's CSV files, taken apart: "DOB 1962; Passport A1 (Iran) expires 03 Feb 2015".

Pieces stand between "; "; "alt." before one says only that it is not the first of its kind. What no known
word begins is kept as a remark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from article41.listing import IDENTIFIER_KINDS
from article41.read.lists.ofac_names import from_print
from article41.read.lists.ofac_party import Party
from article41.read.lists.ofac_words import becomes, split_word

_WEAK = ("a.k.a. '", "f.k.a. '", "n.k.a. '")
"""How a weak alias begins; the strong ones have a file of their own."""
_DAY = r"(?:\d{1,2} )?(?:[A-Z][a-z]{2} )?\d{4}"
_DATES = re.compile(rf" (issued|expires) ({_DAY}(?: to {_DAY})?)$", re.ASCII)
_ABBREVIATED = re.compile(r"(?:\b[A-Z]|\b(?:CO|LTD|LTDA|INC|CORP|CIA|BHD|PTE|PTY|JR|SR|DR|ST))$")
_QUOTED = len("a.k.a. ''")
_MOST_DATES = 2
REMARK = "remark"
CUT = "remark cut off"


def read_remarks(text: str, party: Party, *, is_cut: bool = False, ends_with_dot: bool = True) -> None:
    """Brings a remark into a party. `is_cut`: its end is missing, so that its last piece is kept as it is."""
    if ends_with_dot and not is_cut:
        text = _without_dot(text)
    pieces = list(_pieces(text))
    if is_cut and pieces:
        party.detail(CUT, pieces.pop())
    for piece in pieces:
        _read_piece(piece, party)


def _without_dot(text: str) -> str:
    """The dot that ends a remark is not written twice where an abbreviation already ends in one."""
    whole = text.rstrip()
    bare = whole.removesuffix(".")
    return whole if _ABBREVIATED.search(bare) else bare


def _pieces(text: str) -> Iterator[str]:
    """The pieces; a semicolon within the quotes of a name does not part them."""
    parts = [" ".join(part.split()) for part in text.split("; ")]
    start = 0
    while start < len(parts):
        end = start + 1
        if _is_open_name(parts[start]) and end < len(parts) and _ends_name(parts[end]):
            end += 1
        if piece := "; ".join(filter(None, parts[start:end])):
            yield piece
        start = end


def _is_open_name(piece: str) -> bool:
    return piece.removeprefix("alt. ").startswith(_WEAK) and not piece.endswith("'")


def _ends_name(piece: str) -> bool:
    return piece.endswith("'") and not piece.removeprefix("alt. ").startswith(_WEAK)


def _read_piece(piece: str, party: Party) -> None:
    if piece.startswith("(") and piece.endswith(")") and piece.count("(") == 1:
        piece = piece[1:-1]  # "(Linked To: …)" in the XML files
    said = piece.removeprefix("alt. ").removeprefix("Alt. ")
    if said.startswith(_WEAK) and said.endswith("'") and len(said) > _QUOTED:
        label, _, name = said.removesuffix("'").partition(" '")
        party.call(from_print(name, party.kind), "low", "remarks", label=label)
        return
    found = split_word(said)
    if found is None or not found[1]:
        party.detail(REMARK, piece)
        return
    word, value = found
    notes: list[str] = []
    if becomes(word) in IDENTIFIER_KINDS:
        while len(notes) < _MOST_DATES and (found_date := _DATES.search(value)) is not None:
            notes.insert(0, f"{found_date[1]} {found_date[2]}")
            value = value[: found_date.start()]
    party.say(word, value, note="; ".join(notes))
