"""Forms that do more than their fields."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coplan.evaluation import reports, services
from coplan.evaluation.models import HIGHEST, Answer, Candidate, Criterion, Finding
from coplan.evidence.models import Item
from coplan.kit.forms import KitForm
from coplan.kit.register_forms import RecordForm
from coplan.outcomes.models import Indicator
from coplan.partnerships.models import Participant

GROUNDS = ("indicators", "items")


class FindingForm(RecordForm):
    """A finding and what it rests on."""

    def __init__(self, data: Any = None, *, instance: Finding, request: HttpRequest, **kwargs: Any):
        super().__init__(data, instance=instance, request=request, **kwargs)
        known = list(instance.grounds.filter(removed_at=None)) if instance.pk else []
        for name, label, found, attribute in (
            (
                "indicators",
                _("Rests on the readings of"),
                Indicator.objects.order_by("number"),
                "indicator_id",
            ),
            ("items", _("Rests on from the evidence bank"), Item.objects.filter(erased_on=None), "item_id"),
        ):
            self.fields[name] = forms.ModelMultipleChoiceField(
                found, label=label, required=False, widget=forms.CheckboxSelectMultiple
            )
            self.initial[name] = [key for one in known if (key := getattr(one, attribute))]

    @property
    def record_fields(self) -> Iterator[str]:
        return (name for name in super().record_fields if name not in GROUNDS)

    def save(self, commit: bool = True) -> Any:
        saved = super().save(commit)
        services.ground(
            finding=saved,
            indicators=self.cleaned_data["indicators"],
            items=self.cleaned_data["items"],
            by=self.request.user,
        )
        return saved


class AnswerForm(KitForm):
    """What the partnership says to a finding."""

    answer = forms.ChoiceField(label=gettext_lazy("Answer"), choices=Answer.choices, widget=forms.RadioSelect)
    reasons = forms.CharField(
        label=gettext_lazy("Why"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    plan = forms.CharField(label=gettext_lazy("What will be done"), max_length=250, required=False)
    owner = forms.ModelChoiceField(None, label=gettext_lazy("Who does it"), required=False)
    due_on = forms.DateField(label=gettext_lazy("By"), required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = Participant.objects.select_related(  # type: ignore[attr-defined]
            *Participant.LABEL_NEEDS
        )


class ScorersForm(KitForm):
    """Who scores: people who take part, each once whatever their parts."""

    def __init__(self, *args: Any, people: list[Any], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["people"] = forms.MultipleChoiceField(
            label=_("Who scores"),
            choices=[(str(one.pk), str(one)) for one in people],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Choose at least one person.")},
        )


class DeclareForm(KitForm):
    """A tie to a candidate, or none."""

    tie = forms.ChoiceField(
        label=gettext_lazy("Do you, or somebody close to you, have a tie to one of the candidates?"),
        choices=[("no", gettext_lazy("No, none")), ("yes", gettext_lazy("Yes"))],
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "Money, a job, kin, earlier work together. With a tie you score nothing and see no score."
        ),
    )
    conflict = forms.CharField(
        label=gettext_lazy("What the tie is"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean(self) -> Any:
        found = super().clean()
        if self.cleaned_data.get("tie") == "yes" and not self.cleaned_data.get("conflict", "").strip():
            self.add_error("conflict", _("Say what the tie is."))
        return found


class ScoresForm(KitForm):
    """Every candidate on every criterion, each candidate with a reason."""

    def __init__(self, *args: Any, candidates: list[Candidate], criteria: list[Criterion], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.candidates, self.criteria = candidates, criteria
        marks = [("", _("Choose")), *((str(mark), str(mark)) for mark in range(HIGHEST + 1))]
        for one in candidates:
            for criterion in criteria:
                self.fields[_key(one, criterion)] = forms.TypedChoiceField(
                    label=f"{criterion} ({criterion.weight})",
                    choices=marks,
                    coerce=int,
                    help_text=criterion.guide,
                )
            self.fields[f"reason_{one.number}"] = forms.CharField(
                label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
            )

    def grouped(self) -> Any:
        for one in self.candidates:
            names = [*(_key(one, criterion) for criterion in self.criteria), f"reason_{one.number}"]
            yield str(one), [self[name] for name in names]

    def sheets(self) -> dict[Candidate, tuple[dict[int, int], str]]:
        return {
            one: (
                {criterion.number: self.cleaned_data[_key(one, criterion)] for criterion in self.criteria},
                self.cleaned_data[f"reason_{one.number}"],
            )
            for one in self.candidates
        }


def _key(candidate: Candidate, criterion: Criterion) -> str:
    return f"score_{candidate.number}_{criterion.number}"


class DecideForm(KitForm):
    """Which candidate, and why."""

    reasons = forms.CharField(
        label=gettext_lazy("Reasons"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5})
    )

    def __init__(self, *args: Any, candidates: list[Candidate], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["candidate"] = forms.ChoiceField(
            label=_("Chosen"),
            choices=[(str(one.number), str(one)) for one in candidates],
            widget=forms.RadioSelect,
        )
        self.order_fields(["candidate", "reasons"])


class ReportForm(KitForm):
    """The evaluator's report: a file of one's own, or one made from findings."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=160)
    summary = forms.CharField(
        label=gettext_lazy("Summary"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5})
    )
    file = forms.FileField(
        label=gettext_lazy("Your own file"),
        required=False,
        help_text=gettext_lazy("PDF or Word (.docx). Without one, a PDF is made from the findings."),
    )

    def __init__(self, *args: Any, findings: list[Finding], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["findings"] = forms.MultipleChoiceField(
            label=_("Findings it holds"),
            choices=[(str(one.number), one.label) for one in findings],
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )
        self.initial.setdefault("findings", [str(one.number) for one in findings])

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if upload is not None:
            reports.kind_of_upload(upload)
        return upload

    def clean(self) -> Any:
        found = super().clean()
        if not self.errors and not self.cleaned_data["findings"] and self.cleaned_data["file"] is None:
            raise ValidationError(_("Choose findings, or a file of your own."))
        return found


class ReplyForm(KitForm):
    text = forms.CharField(
        label=gettext_lazy("What the partnership says to it"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
