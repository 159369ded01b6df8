"""The sentence behind a verdict names the goods only where the goods brought the ban in."""

from __future__ import annotations

from article41 import assess


def because(**facts: str) -> str:
    return assess({"origin": "CN", "destination": "KP", "date": "2016-06-01", **facts}).because[0]


def test_a_code_that_is_the_good_is_named() -> None:
    subject = "Small arms and light weapons or arms and related materiel (HS 9302) to the DPRK"
    assert because(hs="9302") == f"{subject}: inconsistent with S/RES/2270 (2016), para. 6"


def test_a_list_that_settles_it_leaves_the_code_unnamed() -> None:
    label = "All arms to the DPRK, small arms among them, with related finance and services"
    for code in ("8703", "9303"):  # no arms; perhaps arms
        said = because(hs=code, controlled_item="arms")
        assert said == f"{label}: inconsistent with S/RES/2270 (2016), para. 6"


def test_a_code_that_may_be_the_good_is_named_as_possible() -> None:
    said = because(hs="9303")
    assert said.startswith("Possibly ")
    assert "(HS 9303) to the DPRK: may be inconsistent with" in said
