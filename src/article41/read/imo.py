"""IMO numbers of ships: seven digits, the last of which checks the others."""

from __future__ import annotations

import re
import unicodedata

from article41.read.refusal import refusal

_WRITTEN = re.compile(r"(?:I\s*\.?\s*M\s*\.?\s*O\s*\.?)?\s*(?:NO\.?|NUMBER)?\s*[:#]?\s*(\d{7})", re.ASCII)


def parse_imo(text: str) -> str:
    """The seven digits, "IMO" before them or not. Raises ValueError as in refusal.py."""
    found = _written(text)
    if found is None:
        raise refusal("an IMO number: seven digits")
    digits = found[1]
    if not has_check_digit(digits):
        raise refusal(
            "an IMO number whose last digit checks the others",
            f"with {digits[:6]} the last is {check_digit(digits)}; leave the cell empty if it is not known",
        )
    return digits


def is_written_as_imo(text: str) -> bool:
    """Whether a text has the form of an IMO number, its last digit right or wrong."""
    return _written(text) is not None


def _written(text: str) -> re.Match[str] | None:
    return _WRITTEN.fullmatch(unicodedata.normalize("NFKC", text).strip().upper())


def check_digit(digits: str) -> int:
    """What the seventh digit must be: the first six weighed by 7 down to 2, modulo 10."""
    return sum(int(digit) * weight for digit, weight in zip(digits[:6], range(7, 1, -1), strict=True)) % 10


def has_check_digit(digits: str) -> bool:
    """Whether seven digits pass the test. It proves nothing about identity."""
    return check_digit(digits) == int(digits[6])
