"""Prices of one year in the prices of another, by the GDP deflator."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from coplan.kit.charts import POUNDS_AND_PENCE
from coplan.packs import pack
from coplan.value.fields import percent, trimmed
from coplan.value.models import Proxy, ValueMap

OLD_AFTER = 5
_YEAR = re.compile(r"\d{4}")
EIGHT = Decimal("0.00000001")
PENCE = Decimal("0.01")


@dataclass(frozen=True)
class Uprated:
    """value × units × deflator of the target year ÷ deflator of the source year, and what it comes to."""

    base: Decimal
    units: Decimal
    source_year: int
    target_year: int
    source_level: Decimal
    target_level: Decimal

    @property
    def factor(self) -> Decimal:
        return (self.target_level / self.source_level).quantize(EIGHT)

    @property
    def result(self) -> Decimal:
        return self.of(self.base)

    def of(self, value: Decimal) -> Decimal:
        """Another value of the same proxy, its low say, taken the same way."""
        return (value * self.units * self.factor).quantize(PENCE)

    @property
    def in_words(self) -> str:
        """'£13,000.00 × 100.0000 ÷ 81.1085 = £16,027.91'."""
        write = POUNDS_AND_PENCE.write
        units = f" × {trimmed(self.units)}" if self.units != 1 else ""
        levels = f"{self.target_level:.4f} ÷ {self.source_level:.4f}"
        return f"{write(self.base)}{units} × {levels} = {write(self.result)}"


def year_in(text: str) -> int | None:
    """2014 in '2014-15': of a financial year, the calendar year in which it begins."""
    found = _YEAR.search(text)
    return int(found.group()) if found else None


def level(year: int) -> Decimal:
    """The price level of a year. Raises ValidationError for years the series does not have."""
    known = pack().gdp_deflator()
    if year not in known:
        told = _(
            "The GDP deflator is known here for %(first)s to %(last)s, and %(year)s is not among them. "
            "Choose a price year that is, or type the proxy with its source."
        )
        raise ValidationError(told % {"first": min(known), "last": max(known), "year": year})
    return known[year]


def uprate(base: Decimal, *, units: Decimal = Decimal(1), source_year: int, target_year: int) -> Uprated:
    return Uprated(base, units, source_year, target_year, level(source_year), level(target_year))


def is_old(price_year: int | None, *, seen_from: int) -> bool:
    """Prices of more than five years before tell less and less, uprated or not."""
    return price_year is not None and seen_from - price_year > OLD_AFTER


def in_newest_prices(proxy: Proxy) -> str:
    """What a proxy comes to in the newest year of the series, in words; nothing where it cannot be had."""
    try:
        found = uprate(proxy.value, source_year=proxy.price_year, target_year=max(pack().gdp_deflator()))
    except ValidationError as error:
        return " ".join(error.messages)
    return _("In prices of %(year)s: %(sum)s") % {"year": found.target_year, "sum": found.in_words}


def schedule_words(value_map: ValueMap) -> str:
    """Which rates a map uses: '3.5% a year' or the schedule with its edition."""
    if not value_map.discounting:
        return _("%(rate)s a year") % {"rate": percent(value_map.discount_rate)}
    bands = pack().discount_schedule()
    edition = next(one for one in pack().editions() if one.file == "discount_schedule.csv")
    first, *later = [(band.year_from, getattr(band, value_map.discounting)) for band in bands[:4]]
    rates = ", ".join(
        [
            percent(first[1]),
            *(
                _("%(rate)s from year %(year)s") % {"rate": percent(rate), "year": year}
                for year, rate in later
            ),
        ]
    )
    return _("%(rates)s (%(source)s)") % {"rates": rates, "source": edition.source}
