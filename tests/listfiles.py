"""Small lists in the United Nations' format, of parties that do not exist."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape


@dataclass(frozen=True)
class Party:
    """What a record of a small list says; `aliases` as (quality, name)."""

    reference: str
    name: str
    regime: str = "DPRK"
    aliases: tuple[tuple[str, str], ...] = ()
    listed: str = "2016-03-02"
    more: str = ""

    @property
    def xml(self) -> str:
        """The record."""
        tag = "INDIVIDUAL" if self.reference[2] == "i" else "ENTITY"
        aliases = "".join(
            f"<{tag}_ALIAS><QUALITY>{q}</QUALITY><ALIAS_NAME>{escape(n)}</ALIAS_NAME></{tag}_ALIAS>"
            for q, n in self.aliases
        )
        return (
            f"<{tag}><DATAID>1</DATAID><VERSIONNUM>1</VERSIONNUM><FIRST_NAME>{escape(self.name)}</FIRST_NAME>"
            f"<UN_LIST_TYPE>{self.regime}</UN_LIST_TYPE><REFERENCE_NUMBER>{self.reference}</REFERENCE_NUMBER>"
            f"<LISTED_ON>{self.listed}</LISTED_ON>{aliases}{self.more}</{tag}>\n"
        )


PARTIES = (
    Party("KPi.901", "SAMPLE ONE PERSON", aliases=(("Good", "Sampel Van"), ("Low", "Sam"))),
    Party("KPi.902", "PROBE TWO PERSON"),
    Party("QDi.901", "EXAMPLE THREE PERSON", "Al-Qaida"),
    Party("KPe.901", "SAMPLE TRADING CORPORATION (STC)", aliases=(("a.k.a.", "Sample Trade Co"),)),
    Party("QDe.901", "EXAMPLE CHARITABLE SOCIETY", "Al-Qaida"),
)


def un_text(parties: Sequence[Party] = PARTIES, stamp: str = "2026-01-02T00:00:09.554Z") -> str:
    """A list generated at `stamp`."""
    people = "".join(p.xml for p in parties if p.reference[2] == "i")
    entities = "".join(p.xml for p in parties if p.reference[2] == "e")
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<CONSOLIDATED_LIST dateGenerated="{stamp}">\n'
        f"<INDIVIDUALS>\n{people}</INDIVIDUALS>\n<ENTITIES>\n{entities}</ENTITIES>\n</CONSOLIDATED_LIST>\n"
    )


def un_file(
    folder: Path, parties: Sequence[Party] = PARTIES, stamp: str = "2026-01-02T00:00:09.554Z"
) -> Path:
    """The same as a file."""
    path = folder / f"un-{stamp[:10]}.xml"
    path.write_text(un_text(parties, stamp), encoding="utf-8")
    return path


def many(number: int, regime: str = "DPRK") -> tuple[Party, ...]:
    """Parties enough for shares of a list to mean something."""
    return tuple(Party(f"KPe.{n:03}", f"SAMPLE WORKS NUMBER {n}", regime) for n in range(1, number + 1))
