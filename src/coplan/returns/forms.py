"""Forms of rounds and of the decisions on returns."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coplan.kit.forms import KitForm
from coplan.outcomes.queries import DAYS_TO_REPORT


class RoundDaysForm(KitForm):
    """When a round opens and when it is due, and a note."""

    opens_on = forms.DateField(
        label=gettext_lazy("Opens on"),
        help_text=gettext_lazy("From this day partners can fill in their return."),
    )
    due_on = forms.DateField(
        label=gettext_lazy("Due on"),
        required=False,
        help_text=gettext_lazy("Left empty: %(days)s days after the period ends.") % {"days": DAYS_TO_REPORT},
    )
    note = forms.CharField(
        label=gettext_lazy("Note to those who report"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("It stands at the top of their form and in the e-mail."),
    )


class RoundForm(RoundDaysForm):
    """A new round."""

    starts_on = forms.DateField(label=gettext_lazy("Period from"))
    ends_on = forms.DateField(label=gettext_lazy("Period to"))
    field_order = ("starts_on", "ends_on", "opens_on", "due_on", "note")

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        ends_on: date | None = data.get("ends_on")
        if ends_on and not data.get("due_on") and "due_on" not in self.errors:
            data["due_on"] = ends_on + timedelta(days=DAYS_TO_REPORT)
        return data


class ReasonForm(KitForm):
    """One question: why."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Say it in a sentence, for whoever reads this later.")},
    )


class LinkForm(KitForm):
    """To whom a link is sent."""

    person = forms.ChoiceField(label=gettext_lazy("Send a link to"))

    def __init__(self, *args: Any, parts: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["person"]
        chosen.choices = [("", _("Choose one")), *((str(one.person_id), str(one.person)) for one in parts)]
