"""How the key cells of one file are read, and which of its columns say them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from article41.read.trade.areas import COUNTRY, Area, area_reader
from article41.read.trade.commodities import Commodity, code_reader, read_item
from article41.read.trade.directions import read_element, read_flow
from article41.read.trade.formats import edition_in_name
from article41.read.trade.opening import TradeFile
from article41.read.trade.parts import Part
from article41.read.trade.periods import Period, read_period

Raw: TypeAlias = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Keys:
    """What a row is about; its figures are read apart."""

    reporter: Part[Area]
    partner: Part[Area]
    flow: Part[str]
    period: Part[Period]
    commodity: Part[Commodity]

    @property
    def reported(self) -> tuple[str, ...]:
        """Roles that tell who reported what kind of flow for when."""
        return (*self.reporter.roles, *self.flow.roles, *self.period.roles)

    def cut(self, raw: Raw) -> tuple[Raw, Raw, Raw]:
        """The cells of `reported`: those of the reporter, of the flow and of the period."""
        a = len(self.reporter.roles)
        b = a + len(self.flow.roles)
        return raw[:a], raw[a:b], raw[b:]


def keys_of(opened: TradeFile) -> Keys:
    """The columns of the file, the constants of its format and what was assumed, in this order."""
    return Keys(
        _area(opened, "reporter", opened.assumed.reporter, opened.format.reporter),
        _area(opened, "partner", opened.assumed.partner),
        _flow(opened),
        _period(opened),
        _commodity(opened),
    )


def _roles(opened: TradeFile, *wanted: str) -> list[str]:
    return [role for role in wanted if role in opened.columns]


def _area(opened: TradeFile, side: str, given: Area | None, fixed: str | None = None) -> Part[Area]:
    if fixed is not None:
        return Part.constant(Area(fixed, COUNTRY))
    is_gacc = opened.format.name == "gacc"
    own = _roles(opened, f"{side}_iso", f"{side}_code")
    if not own or is_gacc:  # names cost a search each: read where nothing else is, or numbers are not M49
        own += _roles(opened, f"{side}_name")
    if own or given is None:
        return Part(own, area_reader(side, is_gacc=is_gacc))
    return Part.constant(given)


def _flow(opened: TradeFile) -> Part[str]:
    if opened.format.flow is not None:
        return Part.constant(opened.format.flow)
    if "element" in opened.columns:
        return Part(["element"], read_element)
    own = _roles(opened, "flow", "flow_name")
    if own or opened.assumed.flow is None:
        return Part(own, read_flow)
    return Part.constant(opened.assumed.flow)


def _period(opened: TradeFile) -> Part[Period]:
    if opened.assumed.period is not None and not _roles(opened, "period", "year"):
        return Part.constant(opened.assumed.period)
    return Part(_roles(opened, "period", "year", "month", "freq"), read_period)


def _commodity(opened: TradeFile) -> Part[Commodity]:
    if opened.format.name == "faostat":
        return Part(["code"], read_item)
    edition = opened.assumed.edition
    if opened.format.name == "baci":
        edition = edition_in_name(opened.file) or edition
    given = opened.assumed.code
    if given is not None and "code" not in opened.columns:
        return Part.constant(Commodity(given.code, edition))
    own = _roles(opened, "classification", "code", "level")
    return Part(own, code_reader(edition, opened.format.width))
