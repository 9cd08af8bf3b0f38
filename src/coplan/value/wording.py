"""The numbers of a value map in words: their labels, and how each is written."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy

from coplan.kit.charts import POUNDS_AND_PENCE
from coplan.value.fields import as_decimal, percent, trimmed
from coplan.value.models import NUMBERS

SETTABLE = (*NUMBERS, "discount_rate")
SHARES = ("deadweight", "displacement", "attribution", "drop_off", "discount_rate")
SHORT = {
    "quantity": gettext_lazy("Quantity"),
    "proxy": gettext_lazy("Proxy £"),
    "deadweight": gettext_lazy("Deadweight"),
    "displacement": gettext_lazy("Displacement"),
    "attribution": gettext_lazy("Attribution"),
    "drop_off": gettext_lazy("Drop-off"),
    "duration_years": gettext_lazy("Years"),
    "discount_rate": gettext_lazy("Discount rate"),
}


def figure(name: str, value: float) -> str:
    """A number of an outcome as people write it."""
    if name in SHARES:
        return percent(round(value, 4))
    return POUNDS_AND_PENCE.write(value) if name == "proxy" else trimmed(Decimal(str(round(value, 2))))


def setting_words(settings: Mapping[str, Any]) -> str:
    """'Deadweight 50%, Drop-off 50%'."""
    told = []
    for name in SETTABLE:
        value = as_decimal(settings[name]) if name in settings else None
        if value is not None:
            told.append(f"{SHORT[name]} {percent(value) if name in SHARES else trimmed(value)}")
    return ", ".join(told)
