"""The forms of a change to the service: the change with what it should move, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coplan.kit.forms import KitForm
from coplan.kit.register_forms import RecordForm
from coplan.outcomes.models import OUTCOME_TIERS, Element, Indicator, Tier
from coplan.pilots import services
from coplan.pilots.models import ChangeAim, Fate

AIMS = ("outcomes", "indicators")


class ServiceChangeForm(RecordForm):
    """A change, with the outcomes and indicators it should move as two lists to tick.

    A form that was sent without its lists, as the rows of a file are, leaves those of a stored change alone.
    """

    lists = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        key = str(self.instance.pk or "")
        if self.is_bound and key and self.data.get("lists") != key:
            return
        self.initial["lists"] = key
        aims = list(ChangeAim.objects.filter(service_change=self.instance)) if key else []
        # Asked now: a field that points at a scoped model cannot be declared at import
        self.fields["outcomes"] = _ticked(
            _("Outcomes or outputs it should move"),
            Element.objects.filter(tier__in=(Tier.OUTPUT, *OUTCOME_TIERS)).order_by("number"),
            _("It then stands on the charts of all their indicators."),
        )
        self.fields["indicators"] = _ticked(
            _("Indicators it should move"),
            Indicator.objects.filter(outcome__removed_at=None).order_by("number"),
            _("It then stands on their charts."),
        )
        self.initial["outcomes"] = [one.element_id for one in aims if one.element_id]
        self.initial["indicators"] = [one.indicator_id for one in aims if one.indicator_id]

    def save(self, commit: bool = True) -> Any:
        saved = super().save(commit)
        if "outcomes" in self.fields:
            services.set_aims(
                change=saved,
                elements=self.cleaned_data["outcomes"],
                indicators=self.cleaned_data["indicators"],
                by=self.request.user,
            )
        return saved

    @property
    def record_fields(self) -> Iterator[str]:
        """Without the two lists, which are kept in records of their own."""
        return (name for name in super().record_fields if name not in {*AIMS, "lists"})


def _ticked(label: Any, rows: Any, hint: Any) -> forms.ModelMultipleChoiceField:
    return forms.ModelMultipleChoiceField(
        rows, label=label, required=False, widget=forms.CheckboxSelectMultiple, help_text=hint
    )


class EffectForm(KitForm):
    """What came of a change."""

    effect = forms.CharField(
        label=_("What came of it"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What the readings and the people say. 'Nothing that can be seen' is an answer too."),
    )
    fate = forms.ChoiceField(label=_("What becomes of it"), choices=Fate, widget=forms.RadioSelect)
    seen_on = forms.DateField(label=_("Seen on"))
    review_on = forms.DateField(
        label=_("Look again on"), required=False, help_text=_("Only where it is still being tried.")
    )
