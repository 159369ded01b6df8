"""Para. 8 of resolution 2371 as one would write it for OpenFisca-Core: vectorised, with defaults.

A missing date reads as 1 January 1970 and a missing word as empty: there is no unknown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
from openfisca_core.entities import Entity
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

DAY = "2018-01-01"
MISSING = date(1970, 1, 1)
Shipment = Entity("shipment", "shipments", "A shipment", "")


def _variable(name: str, kind: type) -> type[Variable]:
    default: dict[str, Any] = {"default_value": MISSING} if kind is date else {}
    body = {
        "value_type": kind,
        "entity": Shipment,
        "definition_period": DateUnit.DAY,
        "label": name,
        **default,
    }
    return type(name, (Variable,), body)


class prohibited_2371_op8(Variable):  # type: ignore[misc]  # noqa: N801  OpenFisca names variables so
    value_type = bool
    entity = Shipment
    definition_period = DateUnit.DAY
    label = "Inconsistent with S/RES/2371 (2017), para. 8"

    def formula(shipment: Any, period: Any) -> Any:  # noqa: N805
        good, entry, left = (
            shipment("good", period),
            shipment("import_date", period),
            shipment("date", period),
        )
        law_on = np.where(entry == np.datetime64(MISSING), left, entry)
        banned = (
            (shipment("flow", period) == "from_dprk")
            & np.isin(good, ["coal", "iron", "iron_ore"])
            & (law_on >= np.datetime64("2017-08-05"))
        )
        notice = shipment("notified_on", period)
        noticed = notice != np.datetime64(MISSING)
        tail = (
            np.isin(good, ["iron", "iron_ore"])
            & (shipment("contract_date", period) < np.datetime64("2017-08-05"))
            & (entry <= np.datetime64("2017-09-04"))
            & (~noticed | (notice <= np.datetime64("2017-09-19")))
        )
        rajin = (
            (good == "coal")
            & (shipment("origin", period) != "KP")
            & (shipment("port_of_loading", period) == "KPRJN")
            & noticed
            & (notice < left)
        )
        return banned & ~tail & ~rajin


def prohibited(columns: Mapping[str, Sequence[Any]], given: date) -> Any:
    """One truth value a row; `columns` by fact name, None for what is missing."""
    system = TaxBenefitSystem([Shipment])
    kinds = {n: date if n.endswith("date") or n == "notified_on" else str for n in columns}
    for name, kind in kinds.items():
        system.add_variable(_variable(name, kind))
    system.add_variable(prohibited_2371_op8)
    rows = len(columns["good"])
    simulation = SimulationBuilder().build_default_simulation(system, count=rows)
    for name, kind in kinds.items():
        simulation.set_input(name, DAY, _array(columns[name], kind, given))
    return simulation.calculate("prohibited_2371_op8", DAY)


def _array(values: Sequence[Any], kind: type, given: date) -> Any:
    if kind is date:
        early = date(1970, 1, 2)  # "yes": given, and before every deadline
        return np.array(
            [MISSING if v is None else early if v == given else v for v in values], dtype="datetime64[D]"
        )
    return np.array(["" if v is None else v for v in values], dtype=object)
