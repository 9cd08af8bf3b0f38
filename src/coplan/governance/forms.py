"""The form of a meeting: one cannot have been held on a day to come."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from coplan.governance.models import Meeting, MeetingState
from coplan.kit.register_forms import RecordForm


class MeetingForm(RecordForm):
    class Meta:
        model = Meeting
        fields: list[str] = []

    def clean(self) -> Any:
        cleaned = super().clean()
        on, state = self.cleaned_data.get("held_on"), self.cleaned_data.get("state")
        if on and state == MeetingState.HELD and on > self.request.standing.today:  # type: ignore[attr-defined]
            self.add_error(
                "held_on", _("A meeting that was held has a date up to today. Or choose 'Planned'.")
            )
        return cleaned
