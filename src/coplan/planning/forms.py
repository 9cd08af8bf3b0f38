"""The forms of tasks and milestones: what they wait for must exist and lead in no circle."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_scopes.forms import SafeModelChoiceField

from coplan.kit.forms import KitForm, KitModelForm
from coplan.kit.register_forms import RecordForm
from coplan.partnerships.models import Stage
from coplan.planning import moving, waiting
from coplan.planning.models import MOST_DAYS, Baseline, Milestone, MoveReason, PlanFrame, Task


class StepForm(RecordForm):
    """What tasks and milestones share.

    On their page dates are not edited: they are moved, which shows first what shifts. A file brought in may move
    them, after its own look at the differences.
    """

    past: dict[str, Any] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        at = self.request.resolver_match
        if self.instance.pk is not None and at is not None and (at.url_name or "").endswith("-edit"):
            for name in moving.MOVES[self.instance.kind]:
                del self.fields[name]

    def save(self, commit: bool = True) -> Any:
        names = [name for name in moving.MOVES[self.instance.kind] if name in self.changed_data]
        old = {name: self.initial[name] for name in names} if self.instance.pk is not None else {}
        record = super().save(commit)
        moving.keep(
            record=record,
            old=old,
            reason=MoveReason.OTHER,
            why=self.cleaned_data.get("why", ""),
            today=self.request.standing.today,  # type: ignore[attr-defined]
            by=self.request.user,
        )
        return record

    def clean_after(self) -> str:
        """Tidy references, each of something there, that lead in no circle."""
        text = self.cleaned_data["after"]
        found = waiting.waits(text)
        if not found or waiting.written(found) == self.initial.get("after"):
            return waiting.written(found)
        after, names = {}, {}
        for model in (Task, Milestone):
            for number, title, before in model.objects.values_list("number", "title", "after"):
                key = waiting.reference(model.letter, number)
                after[key], names[key] = [one.reference for one in waiting.stored(before)], title
        unknown = [one.reference for one in found if one.reference not in names]
        if unknown:
            raise forms.ValidationError(
                _("%(found)s is no task or milestone here. Look for its reference in the list."),
                params={"found": ", ".join(unknown)},
            )
        # A new one has no reference yet, so nothing can wait for it
        if self.instance.pk is not None:
            after[self.instance.reference] = [one.reference for one in found]
            waiting.refuse_circle(after, names)
        return waiting.written(found)

    def clean(self) -> Any:
        cleaned = super().clean()
        for name, told in self.past.items():
            day = self.cleaned_data.get(name)
            if day and day > self.request.standing.today:  # type: ignore[attr-defined]
                self.add_error(name, str(told))
        return cleaned


class MilestoneForm(StepForm):
    past = {
        "done_on": gettext_lazy("Enter the day it was reached, today at the latest, or leave this empty.")
    }

    class Meta:
        model = Milestone
        fields: list[str] = []


class TaskForm(StepForm):
    past = {
        "begun_on": gettext_lazy("Enter the day it was begun, today at the latest, or leave this empty."),
        "done_on": gettext_lazy("Enter the day it was done, today at the latest, or leave this empty."),
    }

    class Meta:
        model = Task
        fields: list[str] = []


class ReachedForm(KitForm):
    done_on = forms.DateField(label=gettext_lazy("On which day was it reached?"))


class BegunForm(KitForm):
    on = forms.DateField(label=gettext_lazy("On which day was it begun?"))


class DoneForm(KitForm):
    on = forms.DateField(label=gettext_lazy("On which day was it done?"))


class FrameForm(KitModelForm):
    class Meta:
        model = PlanFrame
        fields = ["way", "starts_on", "ends_on", "end_milestone"]
        widgets = {"way": forms.RadioSelect}
        # Its choices are known only while a scope is open
        field_classes = {"end_milestone": SafeModelChoiceField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["end_milestone"].queryset = Milestone.objects.order_by("due_on")  # type: ignore[attr-defined]


class MoveForm(KitForm):
    """Why a date moves."""

    reason = forms.ChoiceField(label=gettext_lazy("What kind of reason"), choices=[("", "---------")])
    why = forms.CharField(
        label=gettext_lazy("Why, in words"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Say why the date moves. It stays with the plan.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = [("", "---------"), *MoveReason.choices]  # type: ignore[attr-defined]


class MoveTaskForm(MoveForm):
    field_order = ["days", "not_before", "reason", "why"]
    days = forms.IntegerField(label=gettext_lazy("Working days"), min_value=0, max_value=MOST_DAYS)
    not_before = forms.DateField(
        label=gettext_lazy("Not before"),
        required=False,
        help_text=gettext_lazy("Only where something outside the plan says so."),
    )


class MoveMilestoneForm(MoveForm):
    field_order = ["due_on", "reason", "why"]
    due_on = forms.DateField(label=gettext_lazy("Due on"))


class BaselineForm(KitModelForm):
    class Meta:
        model = Baseline
        fields = ["reason"]


class ShownForm(KitForm):
    """Which part of the plan is looked at."""

    whose = forms.ChoiceField(
        label=gettext_lazy("Whose"),
        required=False,
        choices=[("", gettext_lazy("Everybody's")), ("mine", gettext_lazy("Mine"))],
    )
    stage = forms.ChoiceField(label=gettext_lazy("Stage"), required=False)
    workstream = forms.ChoiceField(label=gettext_lazy("Workstream"), required=False)
    by = forms.ChoiceField(
        label=gettext_lazy("Headings"),
        required=False,
        choices=[("", gettext_lazy("Stages")), ("workstream", gettext_lazy("Workstreams"))],
    )
    done = forms.ChoiceField(
        label=gettext_lazy("What is done"),
        required=False,
        choices=[
            ("", gettext_lazy("Of the last three months")),
            ("none", gettext_lazy("Leave it out")),
            ("all", gettext_lazy("All of it")),
        ],
    )

    def __init__(self, *args: Any, workstreams: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everything: list[tuple[str, Any]] = [("", _("All"))]
        self.fields["stage"].choices = everything + list(Stage.choices)  # type: ignore[attr-defined]
        self.fields["workstream"].choices = everything + [(one, one) for one in workstreams]  # type: ignore[attr-defined]
