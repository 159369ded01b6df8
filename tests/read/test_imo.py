"""IMO numbers: how they may be written, and the digit that checks the others."""

from __future__ import annotations

import pytest

from article41.read.imo import check_digit, parse_imo
from article41.read.refusal import hint_of


@pytest.mark.parametrize(
    "text", ["9074729", "IMO 9074729", "imo9074729", "IMO No. 9074729", " IMO: 9074729", "９０７４７２９"]
)
def test_seven_digits_however_they_are_introduced(text: str) -> None:
    assert parse_imo(text) == "9074729"


@pytest.mark.parametrize("text", ["907472", "90747290", "KOTI", "", "9074729/1", "MMSI 9074729"])
def test_what_is_no_imo_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="seven digits"):
        parse_imo(text)


def test_a_wrong_check_digit_is_told_with_the_right_one() -> None:
    with pytest.raises(ValueError, match="last digit checks the others") as caught:
        parse_imo("9074728")
    assert "with 907472 the last is 9" in str(hint_of(caught.value))
    assert check_digit("9074728") == 9
