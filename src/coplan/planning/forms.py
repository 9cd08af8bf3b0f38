"""The form of a milestone: a moved date needs its reason."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coplan.kit.forms import KitForm
from coplan.kit.register_forms import RecordForm
from coplan.planning.models import Milestone


class MilestoneForm(RecordForm):
    class Meta:
        model = Milestone
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "why" in self.fields:
            self.fields["why"].help_text = _(
                "Needed when the date moves: whoever reads the plan later will ask."
            )

    def clean(self) -> Any:
        cleaned = super().clean()
        moved = (
            self.instance.pk is not None and "due_on" in self.changed_data and "due_on" in self.cleaned_data
        )
        if moved and not self.cleaned_data.get("why", "").strip():
            self.add_error("why", _("Say why the date moves. It stays with the milestone."))
        done_on = self.cleaned_data.get("done_on")
        if done_on and done_on > self.request.standing.today:  # type: ignore[attr-defined]
            self.add_error(
                "done_on", _("Enter the day it was reached, today at the latest, or leave this empty.")
            )
        return cleaned


class ReachedForm(KitForm):
    done_on = forms.DateField(label=gettext_lazy("On which day was it reached?"))
