"""The readings sheet: one form for the next reading of every indicator."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coplan.kit.forms import KitForm
from coplan.outcomes import figures
from coplan.outcomes.models import Indicator, Reading
from coplan.outcomes.part_fields import PartFields
from coplan.outcomes.parts import Asked, Part, asked_of
from coplan.outcomes.periods import Period
from coplan.outcomes.progress import in_force
from coplan.outcomes.queries import ReadingDue


class SheetRow(PartFields, KitForm):
    """One indicator's next reading. The period travels with the row, so that nobody's entry moves it on unseen."""

    starts_on = forms.DateField(widget=forms.HiddenInput)
    ends_on = forms.DateField(widget=forms.HiddenInput)
    figure = forms.DecimalField(label=gettext_lazy("Figure"), max_digits=16, decimal_places=4, required=False)
    out_of = forms.DecimalField(label=gettext_lazy("Out of"), max_digits=16, decimal_places=4, required=False)
    source = forms.CharField(label=gettext_lazy("Source"), max_length=250, required=False)
    note = forms.CharField(label=gettext_lazy("Note"), max_length=1000, required=False)

    def __init__(self, data: Any, due: ReadingDue, today: date, asked: Sequence[Asked] = ()) -> None:
        self.due, self.indicator, self.today = due, due.indicator, today
        known = in_force(due.indicator.every_reading)  # type: ignore[attr-defined]
        self.last: Reading | None = known[-1] if known else None
        initial = {
            "starts_on": due.period_start.isoformat(),
            "ends_on": due.period_end.isoformat(),
            "source": self.last.source if self.last is not None else "",
        }
        super().__init__(data, prefix=f"r{due.indicator.number}", initial=initial)
        if not due.indicator.is_percentage:
            del self.fields["out_of"]
        self.add_parts(due.indicator, asked)

    @property
    def period(self) -> Period:
        """The period as it was when the sheet was opened."""
        if self.is_bound and self.is_valid_period:
            return Period(self.cleaned_data["starts_on"], self.cleaned_data["ends_on"])
        return self.due.period

    @property
    def is_valid_period(self) -> bool:
        return {"starts_on", "ends_on"} <= set(getattr(self, "cleaned_data", ()))

    @property
    def is_late(self) -> bool:
        return self.due.due_on < self.today

    @property
    def last_in_words(self) -> str:
        return figures.reading_in_words(self.last) if self.last is not None else ""

    @property
    def is_filled(self) -> bool:
        """Whether a figure was typed; a source alone came with the page."""
        typed = any(self.cleaned_data.get(name) is not None for name in ("figure", "out_of"))
        return typed or self.has_typed_parts

    @cached_property
    def reading(self) -> Reading:
        data = self.cleaned_data
        return Reading(
            partnership_id=self.indicator.partnership_id,
            indicator=self.indicator,
            starts_on=data["starts_on"],
            ends_on=data["ends_on"],
            figure=data["figure"],
            out_of=data.get("out_of"),
            source=data["source"],
            note=data["note"],
        )

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if self.errors or not self.is_filled:
            return data
        if data.get("figure") is None:
            self.add_error("figure", _("Enter the count itself too."))
        if not data.get("source"):
            self.add_error("source", _("Say where the figure comes from."))
        if data["starts_on"] > self.today:
            self.add_error("figure", _("This period has not begun yet."))
        self.check_parts(self.indicator)
        if not self.errors:
            self._check_record()
        return data

    def _check_record(self) -> None:
        """The record's own rules, each fault at the cell it is about."""
        try:
            self.reading.full_clean(exclude=["number", "by"])
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                at = name if name in self.fields and not self[name].is_hidden else "figure"
                self.add_error(at, messages)


class Sheet:
    """All rows; valid when every row is, and at least one has a figure."""

    def __init__(self, due: Sequence[ReadingDue], today: date, data: Any = None) -> None:
        asked = asked_of([one.indicator for one in due])
        self.rows = [SheetRow(data, one, today, asked.get(one.indicator.pk, ())) for one in due]

    def is_valid(self) -> bool:
        # Every row is checked, so that every fault is told at once
        checked = [row.is_valid() for row in self.rows]
        return all(checked)

    @property
    def filled(self) -> list[tuple[Reading, list[Part]]]:
        """Each reading that was typed, with its parts."""
        return [(row.reading, row.typed_parts) for row in self.rows if row.is_filled]

    @property
    def errors(self) -> list[tuple[Indicator, str, str]]:
        """For the summary at the top: whose, the message, and where to go."""
        return [
            (row.indicator, message, row[name].id_for_label)
            for row in self.rows
            for name, messages in row.errors.items()
            if name in row.fields
            for message in messages
        ]
