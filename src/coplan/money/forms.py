"""Forms of the budget that do more than their fields."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coplan.kit.forms import KitForm
from coplan.kit.register_forms import RecordForm
from coplan.money import months
from coplan.money.models import BudgetLine, Commitment
from coplan.outcomes.models import Element


def pounds(label: Any, **options: Any) -> forms.DecimalField:
    return forms.DecimalField(label=label, max_digits=14, decimal_places=2, **options)


def reason(label: Any, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=500, **options)


class LineForm(RecordForm):
    """A revised budget keeps the old one, so it needs its reason."""

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if self.instance.pk and "budget" in self.changed_data and not data.get("why", "").strip():
            self.add_error("why", _("Say why the budget is revised. The old one is kept beside it."))
        return data


class EntryForm(KitForm):
    """One amount that was paid or came back."""

    on = forms.DateField(label=gettext_lazy("Date"))
    amount = pounds(
        gettext_lazy("Amount"), help_text=gettext_lazy("With a minus before it for money that came back.")
    )
    document = forms.CharField(label=gettext_lazy("Reference in the accounts"), max_length=80, required=False)
    supplier = forms.CharField(label=gettext_lazy("Paid to"), max_length=160, required=False)
    text = forms.CharField(label=gettext_lazy("Description"), max_length=500, required=False)
    commitment = forms.ModelChoiceField(
        label=gettext_lazy("Pays for the order"), queryset=None, required=False
    )
    is_last = forms.BooleanField(
        label=gettext_lazy("Nothing more is to be paid for this order"), required=False
    )

    def __init__(self, data: Any, *, orders: Iterable[Commitment], **options: Any) -> None:
        super().__init__(data, **options)
        found: Any = self.fields["commitment"]
        found.queryset = orders
        if not found.queryset.exists():
            del self.fields["commitment"], self.fields["is_last"]

    def clean_amount(self) -> Decimal:
        amount: Decimal = self.cleaned_data["amount"]
        if amount == 0:
            raise forms.ValidationError(_("Enter an amount other than 0."))
        return amount


class ReverseForm(KitForm):
    on = forms.DateField(label=gettext_lazy("Date of the reversal"))
    reason = reason(gettext_lazy("Why it is wrong"))


class UndoForm(KitForm):
    reason = reason(gettext_lazy("Why it is taken back"))


class ForecastForm(KitForm):
    """What the year will come to."""

    dated_on = forms.DateField(label=gettext_lazy("Made on"))
    name = forms.CharField(
        label=gettext_lazy("Round"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("For example: half-year forecast."),
    )
    outturn = pounds(gettext_lazy("Cost of the whole year"), min_value=0)
    reason = reason(
        gettext_lazy("What it rests on"), help_text=gettext_lazy("What changed since the last forecast.")
    )


class ExplainForm(KitForm):
    text = forms.CharField(
        label=gettext_lazy("Explanation"),
        max_length=1000,
        widget=forms.Textarea,
        help_text=gettext_lazy("What happened, and what is done about it."),
    )


class ProfileForm(KitForm):
    """Twelve amounts, April first. None at all means a twelfth each."""

    def __init__(self, data: Any, line: BudgetLine) -> None:
        super().__init__(data)
        known = months.plan(line.budget, line.profile) if line.profile else ()
        for at, month in enumerate(months.months_of(line.year)):
            self.fields[f"m{at}"] = pounds(f"{MONTHS[month.month]} {month.year}", min_value=0, required=False)
            if known:
                self.initial[f"m{at}"] = known[at]
        self.fields["why"] = reason(gettext_lazy("Why"), required=False)

    @property
    def amounts(self) -> list[Decimal]:
        """Empty where no month was filled in."""
        found = [self.cleaned_data[f"m{at}"] for at in range(months.MONTHS)]
        if all(one is None for one in found):
            return []
        return [one or Decimal(0) for one in found]


class SharesForm(KitForm):
    """A share for each outcome, or the line is an overhead."""

    def __init__(
        self, data: Any, line: BudgetLine, outcomes: Iterable[Element], known: dict[int, Decimal]
    ) -> None:
        super().__init__(data)
        self.outcomes = list(outcomes)
        self.fields["is_overhead"] = forms.BooleanField(
            label=gettext_lazy(
                "An overhead: spread over the outcomes in proportion to what each costs directly"
            ),
            required=False,
            initial=line.is_overhead,
        )
        for one in self.outcomes:
            self.fields[f"o{one.number}"] = forms.DecimalField(
                label=_("%(outcome)s, per cent") % {"outcome": one.label},
                max_digits=6,
                decimal_places=2,
                min_value=0,
                max_value=100,
                required=False,
                initial=known.get(one.pk),
            )

    @property
    def shares(self) -> dict[Element, Decimal]:
        found = {one: self.cleaned_data[f"o{one.number}"] for one in self.outcomes}
        return {one: share for one, share in found.items() if share}


class RulesForm(KitForm):
    tolerance = forms.DecimalField(
        label=gettext_lazy("Tolerance in per cent of a line's budget"),
        max_digits=5,
        decimal_places=2,
        min_value=0,
        max_value=100,
    )
    tolerance_floor = pounds(
        gettext_lazy("But never less than, in pounds"),
        min_value=0,
        help_text=gettext_lazy("So that a few pounds on a small line need no explanation."),
    )
    why = reason(gettext_lazy("Why the change"), required=False)


class MonthForm(KitForm):
    """Which month the sheet is for, in a list."""

    month = forms.ChoiceField(label=gettext_lazy("Month"))

    def __init__(self, today: date, chosen: date) -> None:
        super().__init__(None, initial={"month": f"{chosen:%Y-%m}"})
        first = today.year * 12 + today.month - 1
        days = [date((first - back) // 12, (first - back) % 12 + 1, 1) for back in range(24)]
        found: Any = self.fields["month"]
        found.choices = [(f"{one:%Y-%m}", f"{MONTHS[one.month]} {one.year}") for one in days]
