"""The page on which the groups of a breakdown are arranged and its indicators ticked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from coplan.kit.access import requires
from coplan.kit.forms import KitForm
from coplan.outcomes import actions, breaking_down
from coplan.outcomes.breakdown_registers import Breakdowns
from coplan.outcomes.breaking_down import NOT_KNOWN, Placed
from coplan.outcomes.models import Breakdown, Indicator, Measured

BLANK = 4


class GroupRow(KitForm):
    """One group: where it stands, its name, and whether it is still asked for."""

    place = forms.IntegerField(label=gettext_lazy("Order"), min_value=1, max_value=999, required=False)
    name = forms.CharField(label=gettext_lazy("Group"), max_length=80, required=False)
    stop = forms.BooleanField(label=gettext_lazy("Stop asking for it"), required=False)

    def __init__(self, data: Any, prefix: str, group: Any = None, place: int = 0, name: str = "") -> None:
        self.group = group
        initial = {"place": place, "name": group.name if group is not None else name}
        super().__init__(data, prefix=prefix, initial=initial)
        if group is None:
            del self.fields["stop"]

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if self.group is not None and not data.get("name") and not data.get("stop"):
            self.add_error("name", _("Enter its name, or tick that it is no longer asked for."))
        return data

    @property
    def placed(self) -> Placed | None:
        data = self.cleaned_data
        return None if not data["name"] or data.get("stop") else Placed(data["name"], self.group)


class Arrangement:
    """The groups as a sheet with some blank rows, and a tick box for each indicator that may be asked by them."""

    def __init__(self, breakdown: Breakdown, data: Any = None) -> None:
        self.groups = breaking_down.groups_of(breakdown)
        self.rows = [GroupRow(data, f"g{one.number}", one, at) for at, one in enumerate(self.groups, 1)]
        known = any(one.name.casefold() == NOT_KNOWN.casefold() for one in self.groups)
        offered = ["" if known else NOT_KNOWN, *[""] * (BLANK - 1)]
        first = len(self.groups) + 1
        self.rows += [GroupRow(data, f"new{at}", None, first + at, name) for at, name in enumerate(offered)]
        self.indicators = _Indicators(data, breakdown)
        self.error = ""

    def is_valid(self) -> bool:
        # Every row is checked, so that every fault is told at once
        checked = [one.is_valid() for one in (*self.rows, self.indicators)]
        return all(checked)

    @property
    def placed(self) -> list[Placed]:
        """In the order of the numbers typed; rows without one come last, as they stand."""
        filled = [row for row in self.rows if row.placed is not None]
        filled.sort(key=lambda row: row.cleaned_data.get("place") or 1000)
        return [row.placed for row in filled if row.placed is not None]


class _Indicators(KitForm):
    def __init__(self, data: Any, breakdown: Breakdown) -> None:
        self.found = {
            str(one.number): one
            for one in Indicator.objects.filter(outcome__removed_at=None)
            .exclude(measured=Measured.NUMBER)
            .order_by("number")
        }
        used = [str(one.indicator.number) for one in breakdown.live_uses]  # type: ignore[attr-defined]
        super().__init__(data, initial={"indicators": used})
        self.fields["indicators"] = forms.MultipleChoiceField(
            label=_("Indicators whose readings are asked for by it"),
            choices=[(key, one.name) for key, one in self.found.items()],
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text=_("Averages and levels are not offered: their parts do not add up."),
        )

    @property
    def chosen(self) -> Iterator[Indicator]:
        return (self.found[key] for key in self.cleaned_data["indicators"])


@requires(actions.CHANGE_INDICATORS)
@require_http_methods(["GET", "HEAD", "POST"])
def groups(request: HttpRequest, number: int) -> HttpResponse:
    """Name, order and stop groups; tick the indicators."""
    record = Breakdowns().get_to_change(request, number)
    sheet = Arrangement(record, request.POST if request.method == "POST" else None)
    if request.method == "POST" and sheet.is_valid():
        try:
            _store(record, sheet, request.user)
        except ValidationError as refused:
            sheet.error = " ".join(refused.messages)
        else:
            messages.success(request, _("The groups of %(label)s were saved.") % {"label": record.label})
            return redirect(record.get_absolute_url())
    context = {
        "record": record,
        "sheet": sheet,
        "trail": [
            (Breakdowns.title, Breakdowns.url("", record.owner_slug)),
            (record.label, record.get_absolute_url()),
        ],
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "outcomes/breakdown_groups.html", context, status=status)


@transaction.atomic
def _store(record: Breakdown, sheet: Arrangement, by: Any) -> None:
    breaking_down.arrange(breakdown=record, groups=sheet.placed, by=by)
    breaking_down.use_for(breakdown=record, indicators=sheet.indicators.chosen, by=by)
