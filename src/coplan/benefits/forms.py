"""The forms of a forecast, of what came of a benefit, and of the profile itself."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coplan.benefits import figures
from coplan.benefits.models import FIRST_YEAR, LAST_YEAR, Realised
from coplan.benefits.queries import Account, expected_of
from coplan.kit.forms import KitForm
from coplan.kit.register_forms import RecordForm
from coplan.money.queries import financial_year, year_words
from coplan.outcomes.models import OUTCOME_TIERS

# A forecast looks five years ahead, and two beyond what it holds already
AHEAD, BEYOND = 5, 2


class BenefitForm(RecordForm):
    """A benefit comes from an outcome, never from what goes in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["outcome"]
        field.queryset = field.queryset.filter(tier__in=OUTCOME_TIERS).order_by("number")


def _figure(label: Any, **options: Any) -> forms.DecimalField:
    return forms.DecimalField(label=label, max_digits=16, decimal_places=4, min_value=0, **options)


def _year(year: int, unit: str) -> forms.DecimalField:
    return _figure(_("%(year)s, %(unit)s") % {"year": year_words(year), "unit": unit}, required=False)


class ForecastForm(KitForm):
    """What is expected in each financial year; a year left empty is not forecast."""

    source = forms.CharField(
        label=gettext_lazy("What it rests on"),
        max_length=250,
        help_text=gettext_lazy("For example: the pilot’s first year, carried on at the same rate."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why it changes"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The forecast until now stays in sight with this reason beside it."),
    )

    def __init__(self, data: Any, account: Account, today: date) -> None:
        held = expected_of(account.forecast) if account.forecast is not None else {}
        initial = {f"y{year}": figures.plain(figure) for year, figure in held.items()}
        initial["source"] = account.forecast.source if account.forecast is not None else ""
        super().__init__(data, initial=initial)
        if account.forecast is None:
            del self.fields["reason"]
        now = financial_year(today)
        first = min([*held, now])
        last = max([now + AHEAD - 1, *(year + BEYOND for year in held)])
        self.years = range(max(first, FIRST_YEAR), min(last, LAST_YEAR) + 1)
        rows = {f"y{year}": _year(year, account.benefit.unit) for year in self.years}
        self.fields = {**rows, **self.fields}
        self.groups = [
            (_("Expected in each financial year"), list(rows)),
            (_("Why"), [name for name in self.fields if name not in rows]),
        ]

    @property
    def expected(self) -> dict[int, Decimal]:
        typed = {year: self.cleaned_data[f"y{year}"] for year in self.years}
        return {year: figure for year, figure in typed.items() if figure is not None}


class RealisedForm(KitForm):
    """What came of a benefit in one financial year."""

    year = forms.TypedChoiceField(label=gettext_lazy("Financial year"), coerce=int)
    figure = _figure(gettext_lazy("What came of it"))
    source = forms.CharField(label=gettext_lazy("Source"), max_length=250)
    note = forms.CharField(
        label=gettext_lazy("What explains it"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    confirmed_by = forms.CharField(
        label=gettext_lazy("Who in that body confirmed it"),
        max_length=160,
        required=False,
        help_text=gettext_lazy("For money out of a budget: the post that answers for the budget."),
    )
    confirmed_on = forms.DateField(label=gettext_lazy("Confirmed on"), required=False)
    reason = forms.CharField(
        label=gettext_lazy("Why it is corrected"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy(
            "Only where the year has a figure already: it stays in sight with this reason."
        ),
    )

    def __init__(self, data: Any, account: Account, today: date, year: int, drawn: Any = None) -> None:
        held = account.realised.get(year)
        initial: dict[str, Any] = {"year": year}
        if held is not None:
            names = ("source", "note", "confirmed_by", "confirmed_on")
            initial |= {name: getattr(held, name) for name in names}
            initial["figure"] = figures.plain(held.figure)
        if drawn is not None:
            initial |= {"figure": figures.plain(drawn.figure), "source": drawn.words[:250]}
        super().__init__(data, initial=initial)
        field: Any = self.fields["year"]
        field.choices = [(one, year_words(one)) for one in years_to_report(account, today)]
        unit = {"unit": account.benefit.unit}
        self.fields["figure"].label = _("What came of it, in %(unit)s") % unit
        if not account.benefit.is_cashable:
            del self.fields["confirmed_by"], self.fields["confirmed_on"]

    def record(self, account: Account) -> Realised:
        data = {name: value for name, value in self.cleaned_data.items() if name != "reason"}
        benefit = account.benefit
        return Realised(partnership_id=benefit.partnership_id, benefit=benefit, **data)


def years_to_report(account: Account, today: date) -> list[int]:
    """Years that have begun, from the first that is forecast or reported; at least this one and the last."""
    now = financial_year(today)
    first = min([now - 1, *(one.year for one in account.years)])
    return list(range(first, now + 1))
