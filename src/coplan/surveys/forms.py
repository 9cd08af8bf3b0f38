"""Forms of those who make surveys and look after answers."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import modelform_factory
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coplan.kit.forms import KitForm, KitModelForm
from coplan.kit.register_forms import RecordForm
from coplan.surveys.models import WITH_OPTIONS, CameBy, Question, Sort, Wave

_ALWAYS = ("text", "easy_text", "required")
FIELDS: dict[str, tuple[str, ...]] = {
    Sort.ONE: (*_ALWAYS, "options", "groups_results", "breakdown"),
    Sort.SEVERAL: (*_ALWAYS, "options"),
    Sort.SCALE: (*_ALWAYS, "low", "low_label", "high", "high_label", "better"),
    Sort.NUMBER: (*_ALWAYS, "better"),
    Sort.DATE: _ALWAYS,
    Sort.SHORT: _ALWAYS,
    Sort.LONG: _ALWAYS,
    Sort.SCORE: ("text", "low", "high", "better", "scored_by"),
}
_LINES = gettext_lazy("One choice on each line.")


class SurveyForm(RecordForm):
    """A survey; written answers are kept until a day to come."""

    def clean_keep_until(self) -> date | None:
        day: date | None = self.cleaned_data.get("keep_until")
        today: date = self.request.standing.today  # type: ignore[attr-defined]
        if day is not None and day <= today and "keep_until" in self.changed_data:
            raise ValidationError(_("Choose a day to come. Until then what people wrote is kept."))
        return day


class OptionsField(forms.CharField):
    """Choices, one on each line."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        lines = super().clean(value).splitlines()
        return [" ".join(line.split()) for line in lines if line.strip()]


class QuestionForm(KitModelForm):
    """A question of the partnership's own, with the fields that its kind of answer needs."""

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if found.get("breakdown") is not None:
            found["options"] = [one.name for one in found["breakdown"].groups.filter(removed_at=None)]
            found["groups_results"] = True
        return found


def question_form(question: Question, data: Any = None) -> QuestionForm:
    """Made for each request: a field that points at a scoped model needs its scope open."""
    made: Any = modelform_factory(Question, form=QuestionForm, fields=list(FIELDS[question.sort]))
    form: QuestionForm = made(data, instance=question)
    if question.sort in WITH_OPTIONS:
        form.fields["options"] = OptionsField(label=_("Choices"), required=False, help_text=_LINES)
    if question.sort == Sort.SCORE:
        text = form.fields["text"]
        text.label = _("Name of the measure")
        text.help_text = _(
            "Its questions are not put into coplan: the licence forbids it. Enter only the score that comes "
            "of the licensed form."
        )
    for name in ("low", "high"):
        if name in form.fields:
            form.fields[name].required = True
    form.fields["text"].required = True
    return form


class MeasureForm(KitForm):
    """Which tested measure to ask."""

    measure = forms.ChoiceField(label=gettext_lazy("Measure"), widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, choices: list[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["measure"].choices = choices  # type: ignore[attr-defined]


class WaveForm(KitModelForm):
    """A round with the days on which its link is open."""

    class Meta:
        model = Wave
        fields = ("name", "moment", "opens_on", "closes_on")


class TypedForm(KitForm):
    """What is typed beside the answers of one paper form."""

    came_by = forms.ChoiceField(label=gettext_lazy("How it came"))
    answered_on = forms.DateField(label=gettext_lazy("Date on the form"))
    batch = forms.CharField(
        label=gettext_lazy("Batch"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("So that the pile can be found again, for example: Ferry House, May."),
    )
    code = forms.CharField(
        label=gettext_lazy("Code words on the form"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Four words. Leave it empty if there is no code."),
        # The next sheet begins here; date and batch stay as they are
        widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "off", "spellcheck": "false"}),
    )
    agreed = forms.BooleanField(
        label=gettext_lazy("The person ticked, or said, that they want to take part"),
        error_messages={"required": gettext_lazy("Without this the answers may not be typed in.")},
    )

    def __init__(self, data: Any = None, *, today: date, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.today = today
        ways: Any = self.fields["came_by"]
        ways.choices = [(one.value, one.label) for one in CameBy if one is not CameBy.LINK]

    def clean_answered_on(self) -> date:
        day: date = self.cleaned_data["answered_on"]
        if day > self.today:
            raise ValidationError(_("Check the date: it is still to come."))
        return day


class DeleteForm(KitForm):
    """Why somebody's answers are deleted."""

    reason = forms.CharField(
        label=gettext_lazy("Why they are deleted"),
        max_length=300,
        help_text=gettext_lazy("Without naming anybody. The answers are gone for good; this reason stays."),
        error_messages={"required": gettext_lazy("Say why, for whoever wonders where they went.")},
    )
