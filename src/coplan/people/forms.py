"""Forms about organisations and oneself."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from coplan.kit.forms import KitForm, KitModelForm
from coplan.packs import pack
from coplan.people.models import Organisation, Person
from coplan.people.removal import Reason


def register_choices(current: str = "") -> list[tuple[str, str]]:
    """Registers in use, the usual ones first, and the one already given even if it has been retired."""
    return [("", _now("None"))] + [
        (scheme.code, f"{scheme.label} ({scheme.code})")
        for scheme in pack().organisation_identifier_schemes()
        if not scheme.deprecated or scheme.code == current
    ]


class OrganisationForm(KitModelForm):
    scheme = forms.ChoiceField(
        label=_("Register it is listed on"),
        required=False,
        help_text=_(
            "Where anyone can look the organisation up. Leave it at None for a group on no register."
        ),
    )
    website = forms.URLField(label=_("Website"), required=False, max_length=200, assume_scheme="https")
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31 - 1)

    class Meta:
        model = Organisation
        fields = ["name", "sector", "size_band", "scheme", "identifier", "website"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scheme"].choices = register_choices(self.instance.scheme)  # type: ignore[attr-defined]
        self.initial["version"] = self.instance.version
        # Read before validation writes what was typed onto the instance
        self.stored_version = self.instance.version

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        schemes = {scheme.code: scheme for scheme in pack().organisation_identifier_schemes()}
        scheme = schemes.get(found.get("scheme", ""))
        if scheme is not None and found.get("identifier"):
            found["identifier"] = scheme.tidy(found["identifier"])
        if self.instance.pk is None and found.get("name") and not found.get("identifier"):
            self._refuse_same_name(found["name"])
        return found

    def _refuse_same_name(self, name: str) -> None:
        """Two entries for one organisation would split its record; a number tells namesakes apart."""
        if Organisation.objects.filter(name__iexact=name.strip()).exists():
            self.add_error(
                "name",
                _(
                    "An organisation of this name is already listed. Use that one, "
                    "or give the register and number that tell this one apart."
                ),
            )

    @property
    def is_stale(self) -> bool:
        """Somebody saved since this form was opened."""
        return self.instance.pk is not None and self.cleaned_data.get("version") != self.stored_version


class NameForm(KitModelForm):
    class Meta:
        model = Person
        fields = ["name"]
        labels = {"name": _("Your name")}


class OwnRemovalForm(KitForm):
    sure = forms.BooleanField(
        label=_("Remove my account. I understand that it cannot be undone."),
        error_messages={"required": _("Tick the box if you want your account removed.")},
    )


class RemovalForm(KitForm):
    reason = forms.ChoiceField(label=_("Why"), choices=Reason, widget=forms.RadioSelect)
    sure = forms.BooleanField(
        label=_("Remove this person. I understand that it cannot be undone."),
        error_messages={"required": _("Tick the box if the person is to be removed.")},
    )
