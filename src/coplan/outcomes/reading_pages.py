"""What a reading's page shows of its parts and its approval, and the page on which readings are approved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from coplan.kit import charts
from coplan.kit.access import allowed, recheck, requires
from coplan.kit.forms import KitForm
from coplan.outcomes import actions, figures, services
from coplan.outcomes.models import Breakdown, Reading, ReadingPart
from coplan.outcomes.parts import by_breakdown, parts_of

MOST = 100


@dataclass(frozen=True)
class Sorted:
    """A reading by one breakdown: its groups as a table and, where they can be drawn, as bars."""

    breakdown: Breakdown
    rows: tuple[tuple[str, str], ...]
    chart: charts.Chart | None


def reading_page(request: HttpRequest, record: Reading) -> dict[str, Any]:
    slug = request.partnership.slug  # type: ignore[attr-defined]
    found = by_breakdown(parts_of([record]).get(record.pk, ()))
    may = allowed(request, actions.APPROVE_READINGS, record) and record.is_in_force and not record.is_approved
    return {
        "sorted_by": [_sorted(record, breakdown, parts) for breakdown, parts in found.items()],
        "may_approve": may and record.by_id != request.user.pk,
        "is_own": may and record.by_id == request.user.pk,
        "approve_url": reverse("outcomes:readings-approve", args=[slug]),
    }


def _sorted(record: Reading, breakdown: Breakdown, parts: list[ReadingPart]) -> Sorted:
    rows = tuple((part.group.name, _shown(record, part)) for part in parts)
    return Sorted(breakdown, rows, _bars(record, breakdown, parts))


def _shown(record: Reading, part: ReadingPart) -> str:
    if record.indicator.is_percentage and not part.out_of:
        return _("0 of 0")
    return figures.shown(record.indicator, part.figure, part.out_of)


def _bars(record: Reading, breakdown: Breakdown, parts: list[ReadingPart]) -> charts.Chart | None:
    """One bar of all groups: counts, also those of a percentage, add up."""
    if not any(part.figure for part in parts) or any(part.figure < 0 for part in parts):
        return None
    title = _("%(indicator)s, %(period)s, by %(name)s") % {
        "indicator": record.indicator.name,
        "period": record.period,
        "name": breakdown.name,
    }
    series = tuple(charts.Series(part.group.name, (part.figure,)) for part in parts)
    unit = (
        charts.Unit() if record.indicator.is_percentage else figures.unit_of(record.indicator, record.figure)
    )
    return charts.stacked_bars(charts.StackedBars(title, (record.period,), series, unit))


def waiting() -> QuerySet[Any]:
    """Readings in force that nobody has approved yet, the oldest first."""
    found: QuerySet[Any] = Reading.objects.filter(
        approved_at=None, replaced_at=None, indicator__removed_at=None
    )
    return found.select_related("indicator", "by").order_by("ends_on", "indicator__number", "number")


class ApproveForm(KitForm):
    """The readings that are right, each with a tick."""

    readings = forms.MultipleChoiceField(
        label=gettext_lazy("Readings that are right"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Tick at least one reading.")},
    )

    def __init__(self, data: Any, found: list[Reading]) -> None:
        super().__init__(data)
        self.found = {str(one.number): one for one in found}
        field: Any = self.fields["readings"]
        field.choices = [(key, _in_words(one)) for key, one in self.found.items()]

    @property
    def chosen(self) -> list[Reading]:
        return [self.found[key] for key in self.cleaned_data["readings"]]


def _in_words(one: Reading) -> str:
    told = {
        "indicator": one.indicator.name,
        "period": one.period,
        "figure": figures.reading_in_words(one),
        "who": str(one.by),
        "source": one.source,
    }
    return _("%(indicator)s, %(period)s: %(figure)s (%(who)s, from: %(source)s)") % told


@requires(actions.APPROVE_READINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def approve(request: HttpRequest) -> HttpResponse:
    """Readings that wait for approval, with a tick box each; those one entered oneself are only named."""
    every = list(waiting()[: 2 * MOST])
    own = [one for one in every if one.by_id == request.user.pk]
    found = [one for one in every if one.by_id != request.user.pk][:MOST]
    form = ApproveForm(request.POST if request.method == "POST" else None, found)
    if request.method == "POST" and form.is_valid():
        for one in form.chosen:
            recheck(request, actions.APPROVE_READINGS, one)
        try:
            many = services.approve_readings(readings=form.chosen, by=request.user)
        except ValidationError as refused:
            form.add_error("readings", refused.messages)
        else:
            told = ngettext("%(n)s reading is approved.", "%(n)s readings are approved.", many) % {"n": many}
            messages.success(request, told)
            return redirect(_next(request, form.chosen))
    slug = request.partnership.slug  # type: ignore[attr-defined]
    context = {
        "form": form,
        "own": own,
        "trail": [(_("Readings"), reverse("outcomes:readings", args=[slug]))],
    }
    return render(request, "outcomes/approve.html", context, status=422 if request.method == "POST" else 200)


def _next(request: HttpRequest, chosen: list[Reading]) -> str:
    """Back to a reading approved on its own page, else to what is left."""
    if len(chosen) == 1 and "alone" in request.POST:
        return chosen[0].get_absolute_url()
    return reverse("outcomes:readings", args=[request.partnership.slug])  # type: ignore[attr-defined]
