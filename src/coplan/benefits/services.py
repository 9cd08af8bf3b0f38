"""Forecasting a benefit anew, and reporting what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coplan.benefits.models import Benefit, Forecast, ForecastYear, Realised
from coplan.kit import history
from coplan.kit.models import queue


@transaction.atomic
def forecast(
    *, benefit: Benefit, years: Mapping[int, Decimal], source: str, by: Any, reason: str = ""
) -> Forecast:
    """A new edition of what is expected; the older editions stay as they were.

    `years` are financial years by the one they begin in. Raises ValidationError where there is none, where
    nothing changed, or where a later edition gives no reason.
    """
    queue(benefit.partnership_id)
    if not years:
        raise ValidationError(_("Enter what is expected for at least one year."))
    last = Forecast.objects.filter(benefit=benefit).order_by("-edition").first()
    if last is not None:
        held = dict(ForecastYear.objects.filter(forecast=last).values_list("year", "figure"))
        if held == dict(years):
            raise ValidationError(_("This is what the forecast says already. Change a figure first."))
        if not reason.strip():
            raise ValidationError({"reason": _("Say why, for whoever compares the two forecasts.")})
    made = Forecast(
        partnership_id=benefit.partnership_id,
        benefit=benefit,
        edition=last.edition + 1 if last is not None else 1,
        source=source,
        reason=reason,
        by=by,
    )
    history.keep(made, by=by, why=reason)
    for year in sorted(years):
        row = ForecastYear(
            partnership_id=benefit.partnership_id, forecast=made, year=year, figure=years[year]
        )
        history.keep(row, by=by, why=reason)
    return made


@transaction.atomic
def realise(*, found: Realised, today: date, by: Any, reason: str = "") -> Realised:
    """Report what came of a benefit in a year; where a figure stands, replace it with a reason.

    Raises ValidationError for a year that has not begun, and where a correction changes nothing or gives no reason.
    """
    queue(found.partnership_id)
    if date(found.year, 4, 1) > today:
        raise ValidationError({"year": _("That year has not begun yet.")})
    old = Realised.objects.filter(benefit=found.benefit, year=found.year, replaced_at=None).first()
    if old is not None:
        _replace(old, found, reason, by)
    found.by, found.reason = by, reason if old is not None else ""
    history.keep(found, by=by, why=reason)
    return found


def _replace(old: Realised, new: Realised, reason: str, by: Any) -> None:
    said = ("figure", "source", "note", "confirmed_by", "confirmed_on")
    if all(getattr(old, name) == getattr(new, name) for name in said):
        raise ValidationError({"figure": _("This is what stands already. Change it first.")})
    if not reason.strip():
        raise ValidationError(
            {"reason": _("There is a figure for this year. Say why it changes: both stay in sight.")}
        )
    old.replaced_at = timezone.now()
    old.version += 1
    history.note(old, by=by, why=reason)
    old.save(update_fields=["replaced_at", "version"])
    new.replaces = old
