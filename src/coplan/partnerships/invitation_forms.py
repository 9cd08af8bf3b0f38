"""Forms of inviting and of accepting."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coplan.kit.forms import KitForm
from coplan.partnerships.models import Invitation, Partner, PersonaRole


class InvitationForm(KitForm):
    """Whom to invite, as what, and for whom they act."""

    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("Any address they read. It need not be an address of the organisation they act for."),
    )
    role = forms.ChoiceField(label=_("Role"), choices=[("", _("Choose one")), *PersonaRole.choices])
    partner = forms.ModelChoiceField(
        label=_("Acts for"),
        queryset=None,
        required=False,
        empty_label=_("Themselves"),
        help_text=_("Partners only. Add the organisation as a partner first if it is not on the list."),
    )
    message = forms.CharField(
        label=_("Message"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Goes into the e-mail, under your name."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Built for each request: partners can only be listed inside the partnership
        partners = Partner.objects.filter(left_on__isnull=True).select_related("organisation")
        self.fields["partner"].queryset = partners.order_by("organisation__name")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if (
            found.get("role") == PersonaRole.PARTNER
            and not found.get("partner")
            and "partner" not in self.errors
        ):
            self.add_error("partner", _("Choose the partner this person acts for."))
        return found


class AcceptanceForm(KitForm):
    """The name somebody new wants to be known by."""

    name = forms.CharField(
        label=_("Your name"), max_length=120, help_text=_("As others in the partnership will see it.")
    )

    def __init__(self, *args: Any, invitation: Invitation, **kwargs: Any) -> None:
        super().__init__(*args, initial={"name": invitation.name}, **kwargs)
