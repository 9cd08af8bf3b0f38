"""Forms of the path, the checks, the screen, the library and the readings behind a quantity."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coplan.kit.charts import POUNDS_AND_PENCE
from coplan.kit.forms import KitForm
from coplan.kit.register_forms import RecordForm
from coplan.outcomes.models import Indicator
from coplan.value import quantities
from coplan.value.models import Ground, Part, Proxy, Statement, ValueMap

HINTS: Mapping[str, Any] = {
    Part.PURPOSE: gettext_lazy("For example: whether the council goes on paying for the walks after the pilot."),
    Part.AUDIENCE: gettext_lazy("For example: the steering group, the council's committee, the walkers themselves."),
    Part.SCOPE: gettext_lazy("For example: walks and cookery of all three sites, 1 April 2026 to 31 March 2027."),
    Part.BOUNDARIES: gettext_lazy("For example: what GPs do before they refer somebody; another budget pays for it."),
    Part.INVOLVEMENT: gettext_lazy("Who was asked how, how many of how many, and who could not be reached."),
    Part.NEGATIVE: gettext_lazy("Look for harm as hard as for good: falls, worry, cost, work lost elsewhere."),
    Part.VERIFICATION: gettext_lazy("Who checks sources and sums, and what ties have they to the partnership?"),
    Part.USE: gettext_lazy("Which meeting, which date, in which form for people who do not read reports."),
    Part.CHANGE: gettext_lazy("What grows, what stops, what is tried otherwise, and by when."),
}  # fmt: skip


class StepForm(KitForm):
    """The texts of one step, each with the version it was read at."""

    def __init__(self, data: Any, parts: tuple[str, ...], kept: Mapping[str, Statement]) -> None:
        super().__init__(data)
        self.parts = parts
        for part in parts:
            statement = kept.get(part)
            self.fields[part] = forms.CharField(
                label=Part(part).label,
                help_text=HINTS[part],
                required=False,
                max_length=6000,
                widget=forms.Textarea(attrs={"rows": 3}),
                initial=statement.text if statement else "",
            )
            self.fields[f"{part}_version"] = forms.IntegerField(
                required=False,
                min_value=0,
                max_value=2**31 - 1,
                widget=forms.HiddenInput,
                initial=statement.version if statement else 0,
            )

    def said(self) -> Iterator[tuple[str, str, int]]:
        for part in self.parts:
            yield part, self.cleaned_data[part], self.cleaned_data[f"{part}_version"] or 0


class ReplyForm(forms.Form):
    """An answer to one finding; the finding is named by what it is about, not by its place on the page."""

    check = forms.CharField(max_length=30)
    subject = forms.CharField(max_length=120, required=False)
    version = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1)
    text = forms.CharField(max_length=1000, required=False)


class ScreenForm(forms.Form):
    """One outcome on the screen for materiality."""

    grounds = forms.MultipleChoiceField(
        label=gettext_lazy("Relevant because"),
        choices=Ground.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    counted = forms.ChoiceField(
        label=gettext_lazy("Decision"),
        choices=[("yes", gettext_lazy("Count it")), ("no", gettext_lazy("Leave it out, keep it in sight"))],
    )
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=400, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)


class ProxyChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.label}: {POUNDS_AND_PENCE.write(obj.value)} ({obj.price_year})"


class ChooseProxyForm(KitForm):
    """A proxy of the library for one outcome."""

    units = forms.DecimalField(
        label=gettext_lazy("How many units of it one change is"),
        help_text=gettext_lazy("1 for most. Of a WELLBY, the points of life satisfaction gained: 0.5, say."),
        max_digits=10,
        decimal_places=4,
        min_value=Decimal("-1000"),
        max_value=Decimal("1000"),
        initial=Decimal(1),
    )

    def __init__(self, data: Any = None, **rest: Any) -> None:
        super().__init__(data, **rest)
        self.fields["proxy"] = ProxyChoice(
            Proxy.objects.order_by("name"),
            label=_("Proxy"),
            to_field_name="number",
            empty_label=_("Choose one"),
        )
        self.order_fields(["proxy", "units"])

    def clean_units(self) -> Decimal:
        units: Decimal = self.cleaned_data["units"]
        if not units:
            raise ValidationError(_("Enter a number other than 0."))
        return units


class SpanForm(KitForm):
    """Which readings of one count a quantity adds up."""

    starts_on = forms.DateField(label=gettext_lazy("From"))
    ends_on = forms.DateField(label=gettext_lazy("To"))

    def __init__(self, data: Any = None, **rest: Any) -> None:
        super().__init__(data, **rest)
        self.fields["indicator"] = forms.ModelChoiceField(
            quantities.indicators_that_add_up(),
            label=_("Indicator"),
            to_field_name="number",
            empty_label=_("Choose one"),
            help_text=_(
                "Counts and money whose periods may be added up. A running total is not here: choose its last reading."
            ),
        )
        self.order_fields(["indicator", "starts_on", "ends_on"])

    def clean(self) -> dict[str, Any]:
        cells: dict[str, Any] = super().clean() or self.cleaned_data
        start, end = cells.get("starts_on"), cells.get("ends_on")
        if start and end and end < start:
            self.add_error("ends_on", _("The last day must not come before the first."))
        return cells

    @property
    def indicator(self) -> Indicator:
        found: Indicator = self.cleaned_data["indicator"]
        return found


class PackForm(KitForm):
    note = forms.CharField(
        label=gettext_lazy("What this pack is for"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("For example: for the reviewer at the university, before the business case."),
    )


class SayForm(RecordForm):
    """How a group had a say; opened from a map, the map is chosen already."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["value_map"]
        field.queryset = ValueMap.objects.order_by("-number")
        asked = getattr(self, "request", None)
        number = asked.GET.get("map", "") if asked is not None else ""
        if self.instance.pk is None and number.isdecimal() and len(number) < 9:
            field.initial = field.queryset.filter(number=int(number)).first()
