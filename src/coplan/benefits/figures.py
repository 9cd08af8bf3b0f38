"""The figures of benefits in words."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from coplan.benefits.models import Benefit
from coplan.kit.charts import COUNT, POUNDS, Unit

_POUNDS = ("£", "pound", "pounds", "gbp")


def is_in_pounds(benefit: Benefit) -> bool:
    return benefit.unit.strip().lower() in _POUNDS


def plain(figure: Decimal | None) -> str:
    """Without a unit, as it is typed into a form."""
    return "" if figure is None else f"{figure.normalize():f}"


def in_words(benefit: Benefit, figure: Decimal | None) -> str:
    """'40 admissions avoided', '£12,000'."""
    if figure is None:
        return ""
    if is_in_pounds(benefit):
        return POUNDS.write(figure)
    return f"{figure.normalize():,f} {benefit.unit}"


def unit_of(benefit: Benefit) -> Unit:
    return POUNDS if is_in_pounds(benefit) else COUNT


def worth_in_short(benefit: Benefit) -> str:
    """'Cashable', 'Not counted in money'."""
    words = str(benefit.get_worth_display()).split(":", maxsplit=1)[0].split(";", maxsplit=1)[0]
    return _("%(worth)s, less money") % {"worth": words} if benefit.is_loss and benefit.is_cashable else words


def worth_in_words(benefit: Benefit) -> str:
    """'Cashable, for the health board: £600 each'."""
    words = worth_in_short(benefit)
    if benefit.is_cashable:
        words = _("%(worth)s, for %(body)s") % {"worth": words, "body": benefit.body_words}
    if benefit.unit_value is not None and benefit.unit_value != 1:
        each = POUNDS.write(benefit.unit_value)
        words = _("%(words)s: %(each)s for one unit") % {"words": words, "each": each}
    return words
