"""Two questions before a finding is set aside: why, and until when."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from coplan.kit.forms import KitForm


class SetAsideForm(KitForm):
    reason = forms.CharField(
        label=_("Why do you live with it for now?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Everyone in the partnership can read this, with your name."),
        error_messages={"required": _("Say why, so that a later reader can judge whether it still holds.")},
    )
    until = forms.DateField(
        label=_("Until which day?"),
        help_text=_("Twelve months at most. After that day it is shown again."),
        error_messages={"required": _("Choose the day on which it is shown again.")},
    )
