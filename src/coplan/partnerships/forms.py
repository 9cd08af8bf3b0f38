"""Forms that do more than their fields."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coplan.kit.forms import KitModelForm
from coplan.kit.register_forms import RecordForm
from coplan.packs import pack
from coplan.partnerships import parts
from coplan.partnerships.models import Participant, Partnership, PersonaRole
from coplan.people.models import Person

LAST_COORDINATOR = _("Nobody else coordinates this partnership. Make somebody else a coordinator first.")


class ParticipantForm(RecordForm):
    """A part somebody takes. A new one is for a person without an account; others are invited.

    Nobody is chosen from a list: that would show who takes part in other partnerships.
    """

    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        help_text=_("For somebody who will not sign in. Send an invitation to anyone who will."),
    )

    class Meta:
        model = Participant
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is not None:
            del self.fields["name"]
        else:
            self.order_fields(["name"])

    def _post_clean(self) -> None:
        name = self.cleaned_data.get("name")
        if self.instance.pk is None and name:
            # Saved with the part; nobody is made while the form still has faults
            self.instance.person = Person(name=name)
        super()._post_clean()  # type: ignore[misc]

    def clean(self) -> dict[str, Any]:
        cells: dict[str, Any] = super().clean() or self.cleaned_data
        today, part = self.request.standing.today, self.instance  # type: ignore[attr-defined]
        starts_on, ends_on = cells.get("starts_on"), cells.get("ends_on")
        in_force = (starts_on is None or starts_on <= today) and (ends_on is None or ends_on >= today)
        leads = cells.get("role") == PersonaRole.COORDINATOR and in_force
        if part.pk is not None and not leads and parts.is_last_coordinator(part, today):
            raise forms.ValidationError(LAST_COORDINATOR)
        return cells

    def _get_validation_exclusions(self) -> set[str]:
        found: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return found | {"person"}

    def save(self, commit: bool = True) -> Any:
        person = self.instance.person
        if person.pk is None:
            person.set_unusable_password()
            person.save()
            self.instance.person = person
        return super().save(commit)


class PartnershipForm(KitModelForm):
    """The partnership's own details."""

    places = forms.MultipleChoiceField(
        label=_("Council areas"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=lambda: [(area.code, area.name) for area in pack("scotland").council_areas()],
    )

    class Meta:
        model = Partnership
        fields = [
            "name",
            "summary",
            "vision",
            "places",
            "formed_on",
            "money_ends_on",
            "people_target",
            "risk_tolerance",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Read before validation writes what was typed onto the instance
        self.initial_version = self.instance.version
