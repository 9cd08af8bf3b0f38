"""Choosing what a publication shows, publishing it, and taking it back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from coplan.kit.access import recheck, requires
from coplan.kit.forms import KitForm
from coplan.outcomes import actions, publishing
from coplan.outcomes.models import Breakdown, Indicator, Publication
from coplan.outcomes.parts import Asked, asked_of
from coplan.outcomes.publication_registers import Publications
from coplan.outcomes.publishing import Choice


class ChoiceRow(KitForm):
    """One indicator: whether it is published, by which breakdowns, and whether it counts no people."""

    chosen = forms.BooleanField(label=gettext_lazy("Publish"), required=False)
    things = forms.BooleanField(label=gettext_lazy("Counts no people"), required=False)

    def __init__(
        self, data: Any, indicator: Indicator, asked: Iterable[Asked], choice: Choice | None
    ) -> None:
        self.indicator = indicator
        own = choice or Choice(indicator.number)
        initial: dict[str, bool] = {"chosen": choice is not None, "things": own.things}
        initial |= {f"by{number}": True for number in own.breakdowns}
        super().__init__(data, prefix=f"i{indicator.number}", initial=initial)
        if not indicator.counts_things:
            del self.fields["things"]
            return
        for one in asked:
            self.fields[f"by{one.breakdown.number}"] = forms.BooleanField(
                label=one.breakdown.name, required=False
            )

    def cells(self, breakdowns: Iterable[Breakdown]) -> Iterator[tuple[str, BoundField | None]]:
        """The tick boxes of the breakdowns in the sheet's order; none where it is not asked by one."""
        for one in breakdowns:
            name = f"by{one.number}"
            yield one.name, self[name] if name in self.fields else None

    @property
    def choice(self) -> Choice | None:
        data = self.cleaned_data
        if not data["chosen"]:
            return None
        ticked = tuple(int(name[2:]) for name in self.fields if name.startswith("by") and data[name])
        return Choice(self.indicator.number, ticked, data.get("things", False))


class WithdrawForm(KitForm):
    """Why a publication is taken back."""

    reason = forms.CharField(
        label=gettext_lazy("Why it is withdrawn"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Everybody who opens its address reads this. Name nobody."),
    )


def _trail(record: Publication) -> list[tuple[str, str]]:
    return [
        (Publications.title, Publications.url("", record.owner_slug)),
        (record.label, record.get_absolute_url()),
    ]


@requires(actions.PUBLISH_RESULTS)
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest, number: int) -> HttpResponse:
    """Every indicator with a tick box, and one for each breakdown it is asked by."""
    record = Publications().get_to_change(request, number)
    rows = _rows(record, request.POST if request.method == "POST" else None)
    breakdowns = list(Breakdown.objects.order_by("name", "number"))
    if request.method == "POST" and _are_valid(rows):
        chosen = [row.choice for row in rows]
        publishing.choose(
            publication=record, choices=[one for one in chosen if one is not None], by=request.user
        )
        messages.success(request, _("This is what readers would see."))
        return redirect(record.get_absolute_url())
    context = {
        "record": record,
        "breakdowns": breakdowns,
        "rows": [(row, list(row.cells(breakdowns))) for row in rows],
        "trail": _trail(record),
    }
    return render(request, "outcomes/publication_choose.html", context)


def _are_valid(rows: Iterable[ChoiceRow]) -> bool:
    # Every row is checked, so that each has its answers
    checked = [row.is_valid() for row in rows]
    return all(checked)


def _rows(record: Publication, data: Any) -> list[ChoiceRow]:
    indicators = list(
        Indicator.objects.filter(outcome__removed_at=None).select_related("outcome").order_by("number")
    )
    asked, known = asked_of(indicators), {one.indicator: one for one in publishing.choices_of(record)}
    return [ChoiceRow(data, one, asked.get(one.pk, ()), known.get(one.number)) for one in indicators]


@requires(actions.PUBLISH_RESULTS)
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, number: int) -> HttpResponse:
    """Ask once more, then keep the table for everybody to read."""
    record = Publications().get_to_change(request, number)
    if request.method == "POST":
        try:
            publishing.publish(publication=record, by=request.user)
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
        else:
            messages.success(request, _("It is published: everybody can read it now."))
        return redirect(record.get_absolute_url())
    return render(request, "outcomes/publication_publish.html", {"record": record, "trail": _trail(record)})


@requires(actions.PUBLISH_RESULTS)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Take a publication back, with a reason that its readers see."""
    record = Publications().get(request, number)
    if not record.is_standing:
        raise Http404
    recheck(request, actions.PUBLISH_RESULTS, record)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        publishing.withdraw(publication=record, by=request.user, **form.cleaned_data)
        messages.success(request, _("It is withdrawn. Its address says so, with your reason."))
        return redirect(record.get_absolute_url())
    context = {"record": record, "form": form, "trail": _trail(record)}
    status = 422 if request.method == "POST" else 200
    return render(request, "outcomes/publication_withdraw.html", context, status=status)
