"""Names on OFAC's lists: an individual is printed "LAST, First Middle" and spoken "First Middle LAST".

A weak alias, OFAC's own word, is of low quality; a strong one is good.
"""

from __future__ import annotations

from article41.listing import Kind

ALIASES = {"aka": "good", "fka": "fka", "nka": "good"}
"""Quality of a strong alias by its type."""
_UNSPACED = frozenset(["Hans", "Hant", "Hani", "Jpan", "Kore", "Hang"])
"""Scripts that write the family name first and no blank behind it."""


_SUFFIXES = frozenset(["jr", "sr", "ii", "iii", "iv"])


def alias_quality(type_: str) -> str | None:
    """Of a strong alias of type "a.k.a.", "A.K.A." or "aka"; None where the type is not known."""
    return ALIASES.get(type_.replace(".", "").casefold())


def spoken(family: str, given: str, script: str = "Latn") -> tuple[str, str]:
    """The whole name in its spoken order, and its family name where something stands beside it."""
    if script in _UNSPACED and family:
        return family + given, family if given else ""
    return " ".join(filter(None, (given, family))), family if given else ""


def from_print(printed: str, kind: Kind) -> tuple[str, str]:
    """The same from a name as the CSV files and remarks print it: "EXAMPLE, Pattern, Jr."."""
    family, *others = (part.strip() for part in printed.split(","))
    if kind != "person" or not family or not any(others):
        return printed, ""
    suffixes = [part for part in others if part.casefold().rstrip(".") in _SUFFIXES]
    whole, marked = spoken(family, ", ".join(part for part in others if part and part not in suffixes))
    return " ".join([whole, *suffixes]), _without_suffix(marked)


def _without_suffix(family: str) -> str:
    """SAMPLE of "SAMPLE JR.", as it is printed before the comma too."""
    head, _, last = family.rpartition(" ")
    return head if head and last.casefold().rstrip(".") in _SUFFIXES else family
