"""How the figures of an indicator are written."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from coplan.kit.charts import Unit
from coplan.outcomes.models import Indicator, Measured, Reading, share


def decimals(*values: Decimal | None) -> int:
    """The decimals needed to write these without loss, two at most."""
    needed = 0
    for value in values:
        if value is not None:
            rounded = round(value, 2).normalize()
            needed = max(needed, -min(int(rounded.as_tuple().exponent), 0))
    return min(needed, 2)


def unit_of(indicator: Indicator, *values: Decimal | None) -> Unit:
    """The unit of an indicator, with decimals enough for these values."""
    places = decimals(*values)
    if indicator.measured == Measured.MONEY:
        return Unit(before="£", decimals=2 if places else 0)
    if indicator.measured == Measured.PERCENTAGE:
        return Unit(after="%", decimals=min(places, 1))
    return Unit(decimals=places)


def written(indicator: Indicator, value: Decimal | None) -> str:
    """'62%', '£1,234.50', '1,204'; nothing where there is no figure."""
    return "" if value is None else unit_of(indicator, value).write(value)


def reading_in_words(reading: Reading) -> str:
    """A reading with its two counts where it is a percentage: '62% (31 of 50)'."""
    return shown(reading.indicator, reading.figure, reading.out_of)


def shown(indicator: Indicator, figure: Decimal, out_of: Decimal | None) -> str:
    """A figure as it was taken: of a percentage, the two counts too."""
    if not indicator.is_percentage or out_of is None:
        return written(indicator, figure)
    places = Unit(decimals=decimals(figure, out_of))
    told = written(indicator, share(figure, out_of))
    counts = {"told": told, "count": places.write(figure), "all": places.write(out_of)}
    return _("%(told)s (%(count)s of %(all)s)") % counts


def with_unit(indicator: Indicator, value: Decimal | None) -> str:
    """'31 people'; percentages and money carry their own sign."""
    told = written(indicator, value)
    if not told or indicator.measured in (Measured.MONEY, Measured.PERCENTAGE):
        return told
    return f"{told} {indicator.unit}"


def plain(value: Decimal | None) -> str:
    """A figure as it is typed into a form: '60', not '60.0000'."""
    return "" if value is None else f"{value.normalize():f}"
