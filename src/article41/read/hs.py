"""One Harmonized System code, as people type it and as spreadsheets spoil it."""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from article41.read.refusal import refusal

_MOST_DIGITS = 12  # the longest national codes in use (Türkiye)
_DASHES = str.maketrans("‐‑‒–—−", "------")
_CODE = re.compile(r"(?:hs|hts)?(?:\s*code)?[\s:.#-]*([0-9]+(?:[ .-]+[0-9]+)*)\.?", re.IGNORECASE)
_SEPARATOR = re.compile(r"[ .-]+")
_SEVERAL = re.compile(r"[0-9][0-9 .]*\s*(?:[,;/|&+]|\band\b|\n)\s*[0-9]", re.IGNORECASE)
_SCIENTIFIC = re.compile(r"[0-9.,]+e[+-]?[0-9]+", re.IGNORECASE)
_EXPECTED = "an HS code of 2, 4, 6 or up to 12 digits (2701, 2701.12, 2701 12 10)"


@dataclass(frozen=True, slots=True)
class HsCode:
    """A code as plain digits (2 to 12, an even number); `note` says what was done or is unusual, or None."""

    digits: str
    note: str | None = None


@lru_cache(maxsize=1)
def load_hs_headings() -> frozenset[str]:
    """Every four-digit heading of HS 2017 and HS 2022."""
    text = (files("article41") / "law" / "hs_headings.csv").read_text(encoding="utf-8")
    return frozenset(
        heading for row in csv.DictReader(text.splitlines()) for heading in row["headings"].split()
    )


def parse_hs(text: str, headings: frozenset[str]) -> HsCode:
    """Read one code. `headings` are the known four-digit headings.

    Raises ValueError with what was expected; a hint, where there is one, is added with add_note.
    """
    cell = unicodedata.normalize("NFKC", text).translate(_DASHES).strip().lstrip("'")
    if _SCIENTIFIC.fullmatch(cell):
        raise refusal(_EXPECTED, "a spreadsheet turned the code into a number; format the column as text")
    if _SEVERAL.search(cell):
        raise refusal("one HS code a row", "split into one row for each code, with the same id")
    match = _CODE.fullmatch(cell)
    if match is None:
        if cell.casefold().startswith("ex"):
            raise refusal(_EXPECTED, "leave out 'ex' and describe the goods in the description column")
        raise refusal(_EXPECTED)
    return _read_groups(match[1], headings)


def _read_groups(code: str, headings: frozenset[str]) -> HsCode:
    groups = _SEPARATOR.split(code)
    if len(groups) == 2 and groups[1] == "0" and "." in code and len(groups[0]) > 2:
        groups = groups[:1]  # 2701.0 is how a spreadsheet writes the number 2701
    _refuse_ranges(code, groups, headings)
    if any(len(group) % 2 for group in groups[1:]):
        hint = f"a spreadsheet number drops closing zeros; is it {code}0?" if len(groups) == 2 else None
        raise refusal(_EXPECTED, hint)
    digits = "".join(groups)
    note = None
    if len(digits) % 2:
        restored = "0" + digits
        if not _is_known(restored, headings):
            raise refusal(
                _EXPECTED, f"{len(digits)} digits; a leading zero would give {restored[:4]}, not a heading"
            )
        digits, note = restored, f"leading zero restored: {code} read as {restored}"
    if len(digits) > _MOST_DIGITS:
        raise refusal(_EXPECTED, f"{len(digits)} digits")
    return HsCode(digits, _remark(digits, headings) or note)


def _refuse_ranges(code: str, groups: list[str], headings: frozenset[str]) -> None:
    """72-83 and 8214-7319 are more likely two codes than one."""
    sizes = [len(group) for group in groups]
    if sizes == [2, 2] and "-" in code:
        raise refusal(
            "one HS code a row",
            f"'{code}' may be a range of chapters; for heading {''.join(groups)} leave the dash out",
        )
    if sizes == [4, 4] and "." not in code and all(group in headings for group in groups):
        raise refusal("one HS code a row", "these are two headings; split into two rows with the same id")


def _is_known(digits: str, headings: frozenset[str]) -> bool:
    if len(digits) == 2:
        return any(heading.startswith(digits) for heading in headings)
    return digits[:4] in headings


def _remark(digits: str, headings: frozenset[str]) -> str | None:
    """What a reader should know of an unusual code; raises ValueError where it cannot be one."""
    chapter = digits[:2]
    if chapter == "00":
        raise refusal("an HS code of chapter 01 to 97", "there is no chapter 00")
    if chapter == "77":
        raise refusal("an HS code of chapter 01 to 97", "chapter 77 is reserved and empty")
    if chapter in {"98", "99"}:
        return f"{digits}: chapter {chapter} is for national use and says nothing of the goods"
    if not _is_known(digits, headings):
        return f"{digits}: heading {digits[:4]} is in neither HS 2017 nor HS 2022"
    return None
