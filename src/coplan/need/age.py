"""How old a piece of evidence is, in words and as a worry."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coplan.need.queries import OLD_AFTER_MONTHS


def months_between(earlier: date, later: date) -> int:
    """Whole months from one day to another."""
    whole = (later.year - earlier.year) * 12 + later.month - earlier.month
    return whole - 1 if later.day < earlier.day else whole


def in_words(dated_on: date, today: date) -> str:
    """'new', '5 months old', '3 years old'."""
    months = months_between(dated_on, today)
    if months < 1:
        return _("new")
    if months < 24:
        return ngettext("%(n)s month old", "%(n)s months old", months) % {"n": months}
    years = months // 12
    return ngettext("%(n)s year old", "%(n)s years old", years) % {"n": years}


def is_old(dated_on: date, today: date) -> bool:
    """Past the age after which the health rules ask for something newer."""
    return months_between(dated_on, today) >= OLD_AFTER_MONTHS
