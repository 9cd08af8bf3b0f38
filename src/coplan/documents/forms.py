"""What is asked when a document is issued, signed off or written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coplan.documents.models import Decision
from coplan.kit.forms import KitForm
from coplan.partnerships.models import Partner


class IssueForm(KitForm):
    note = forms.CharField(
        label=gettext_lazy("What this issue is for"),
        max_length=300,
        help_text=gettext_lazy("For example: for the steering group of 3 March, to decide on the pilot."),
        error_messages={
            "required": gettext_lazy("Say what this issue is for, so that readers know which one it is.")
        },
    )


class PeriodForm(KitForm):
    start = forms.DateField(label=gettext_lazy("From"))
    end = forms.DateField(label=gettext_lazy("To"))

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        start, end = found.get("start"), found.get("end")
        if start and end and end < start:
            raise ValidationError({"end": _("The last day must not come before the first.")})
        return found


_ANSWERS = (
    (Decision.APPROVED.value, gettext_lazy("It approves")),
    (Decision.DECLINED.value, gettext_lazy("It declines, for a reason")),
)


class SignForm(KitForm):
    """One organisation's word; `digest` is that of the document the person has read."""

    partner = forms.ChoiceField(
        label=gettext_lazy("For which organisation"),
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": gettext_lazy("Choose an organisation you act for here.")},
    )
    decision = forms.ChoiceField(
        label=gettext_lazy("What your organisation says"), choices=_ANSWERS, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Needed if your organisation declines. Every partner can read it."),
    )
    digest = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, partners: Sequence[Partner], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partner"].choices = [(str(one.pk), str(one)) for one in partners]  # type: ignore[attr-defined]
        if len(partners) == 1:
            self.initial["partner"] = str(partners[0].pk)

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if found.get("decision") == Decision.DECLINED and not found.get("reason", "").strip():
            raise ValidationError(
                {"reason": _("Say why your organisation declines, so that it can be mended.")}
            )
        return found


class PassageForm(KitForm):
    """The words for one part; `version` is that of the words they replace, 0 where there were none."""

    text = forms.CharField(max_length=12_000, widget=forms.Textarea(attrs={"rows": 14}))
    version = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_version(self) -> int:
        sent = self.cleaned_data["version"]
        return int(sent) if sent.isascii() and sent.isdecimal() and len(sent) < 10 else 0
