"""The page of all indicators at a glance."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET

from coplan.kit import charts
from coplan.kit.access import allowed, requires
from coplan.outcomes import actions, dashboard, drawing
from coplan.outcomes.dashboard import Glance, OutcomeGlance

VARIATIONS = (
    "concern_high",
    "concern_low",
    "improvement_high",
    "improvement_low",
    "neutral_high",
    "common_cause",
)
ASSURANCES = ("pass", "hit_or_miss", "fail")


@requires(actions.SEE_OUTCOMES)
@require_GET
def glance(request: HttpRequest) -> HttpResponse:
    """Every indicator with its icons; `?only=attention` leaves out those that are well."""
    slug = request.partnership.slug  # type: ignore[attr-defined]
    found = dashboard.glances(request.standing.today)  # type: ignore[attr-defined]
    waiting = [one for one in found if one.needs_attention]
    only = request.GET.get("only") == "attention"
    pattern = reverse("outcomes:indicators-detail", args=[slug, 0]).rsplit("0", 1)
    context = {
        "outcomes": [_rows(one, pattern) for one in dashboard.by_outcome(waiting if only else found)],
        "many": len(found),
        "waiting": len(waiting),
        "only": only,
        "legend": list(_legend()),
        "self_url": reverse("outcomes:glance", args=[slug]),
        "add_url": reverse("outcomes:indicators-add", args=[slug]),
        "may_add": allowed(request, actions.CHANGE_INDICATORS),
    }
    return render(request, "outcomes/glance.html", context)


def _rows(one: OutcomeGlance, pattern: list[str]) -> dict[str, Any]:
    return {
        "outcome": one.outcome,
        "href": one.outcome.get_absolute_url(),
        "rows": [_row(each, pattern) for each in one.rows],
    }


def _row(one: Glance, pattern: list[str]) -> dict[str, Any]:
    """What the page shows of an indicator; worked out once, not by the template."""
    indicator, state = one.indicator, one.state
    return {
        "glance": one,
        "href": f"{pattern[0]}{indicator.number}{pattern[1]}",
        "icons": _icons(one.variation, one.assurance),
        "line": drawing.line(indicator),
        "period": state.reading.period if state.reading is not None else "",
        "state": state.state,
        "owner": str(indicator.owner.person) if indicator.owner is not None else "",
    }


def _icons(variation: Any, assurance: Any) -> SafeString:
    """One icon, two, or none: the words beside them say the same."""
    found = [charts.variation_icon(variation)] if variation else []
    found += [charts.assurance_icon(assurance)] if assurance else []
    return format_html("{}" * len(found), *found) if found else SafeString()


def _legend() -> Iterable[tuple[SafeString, str]]:
    for variation in VARIATIONS:
        yield charts.variation_icon(variation), charts.variation_in_words(variation)  # type: ignore[arg-type]
    for assurance in ASSURANCES:
        yield charts.assurance_icon(assurance), charts.assurance_in_words(assurance)  # type: ignore[arg-type]
