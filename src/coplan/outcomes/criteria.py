"""What outcomes, indicators and readings say of the gates' criteria."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from coplan.outcomes import queries
from coplan.partnerships.gates import Met, automatic
from coplan.partnerships.models import Partnership

MOST_NAMED = 4


def _named(titles: Iterable[str]) -> str:
    """The first few by name; the rest as a number."""
    every = list(titles)
    shown = "; ".join(every[:MOST_NAMED])
    left = len(every) - MOST_NAMED
    return _("%(shown)s and %(left)s more") % {"shown": shown, "left": left} if left > 0 else shown


@automatic("design.outcomes_have_indicators")
def outcomes_have_indicators(partnership: Partnership, today: date) -> Met:
    states = queries.outcome_states(today)
    bare = [one.element.title for one in states if not one.indicators]
    url = reverse("outcomes:logic-model", args=[partnership.slug])
    if bare:
        return Met(False, _("Without an indicator: %(titles)s") % {"titles": _named(bare)}, url)
    return Met(bool(states), _("%(many)s outcomes, each with an indicator") % {"many": len(states)}, url)


@automatic("design.baselines")
def baselines(partnership: Partnership, today: date) -> Met:
    indicators = list(queries.indicators())
    without = [one.name for one in indicators if one.baseline is None]
    url = reverse("outcomes:indicators", args=[partnership.slug])
    if without:
        return Met(False, _("Without a baseline: %(names)s") % {"names": _named(without)}, url)
    return Met(
        bool(indicators), _("%(many)s indicators, each with a baseline") % {"many": len(indicators)}, url
    )


@automatic("sustain.readings")
def readings(partnership: Partnership, today: date) -> Met:
    states = queries.outcome_states(today)
    approved = queries.with_approved_reading()
    without = [
        one.element.title
        for one in states
        if not any(state.indicator.pk in approved for state in one.indicators)
    ]
    url = reverse("outcomes:readings", args=[partnership.slug])
    if without:
        return Met(False, _("Without an approved reading: %(titles)s") % {"titles": _named(without)}, url)
    return Met(bool(states), _("Every outcome has an approved reading."), url)
