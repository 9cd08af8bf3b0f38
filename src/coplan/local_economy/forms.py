"""The form of one recipient, and the sheet of all of a study."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coplan.kit.forms import KitForm
from coplan.kit.register_forms import RecordForm
from coplan.local_economy.fields import ShareField
from coplan.local_economy.models import How, LocalSpending, LocalStudy, RecipientSort

SHARES = ("local", "local_low", "local_high", "respent", "respent_low", "respent_high")
BLANK = 3
MOST = 500
ONE_LINE = 22


class SpendingForm(RecordForm):
    """Everything of one recipient; shares are typed as 40% or 0.4."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in SHARES:
            self.fields[name] = ShareField(label=self.fields[name].label)


class OneLine(forms.CharField):
    """Text in a box that shows all of it in a narrow column; line breaks become spaces."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 1}), **options)

    def to_python(self, value: Any) -> Any:
        return " ".join(str(super().to_python(value)).split())


class SpendingRow(KitForm):
    """One recipient in the sheet. `version` tells whether somebody else saved the row meanwhile."""

    number = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)
    name = OneLine(label=gettext_lazy("Name"), max_length=160, required=False)
    sort = forms.ChoiceField(
        label=gettext_lazy("Who receives it"), choices=RecipientSort.choices, initial=RecipientSort.SUPPLIER
    )
    amount = forms.DecimalField(
        label=gettext_lazy("Amount £"), max_digits=14, decimal_places=2, min_value=0, required=False
    )
    local = ShareField(label=gettext_lazy("Local share"))
    local_how = forms.ChoiceField(
        label=gettext_lazy("How it is known"), choices=How.choices, initial=How.UNKNOWN
    )
    respent = ShareField(label=gettext_lazy("Spent here again"))
    respent_how = forms.ChoiceField(
        label=gettext_lazy("How that is known"), choices=How.choices, initial=How.UNKNOWN
    )
    source = OneLine(label=gettext_lazy("Source"), max_length=250, required=False)
    remove = forms.BooleanField(label=gettext_lazy("Remove"), required=False)

    CELLS = ("name", "sort", "amount", "local", "local_how", "respent", "respent_how", "source")

    def __init__(self, data: Any, place: int, study: LocalStudy, record: LocalSpending | None) -> None:
        self.study, self.record = study, record
        initial = {name: getattr(record, name) for name in self.CELLS} if record else {}
        if record is not None:
            initial |= {"number": record.number, "version": record.version}
        super().__init__(data, prefix=f"r{place}", initial=initial)
        for name in ("name", "source"):
            if len(str(self[name].value() or "")) > ONE_LINE:
                self.fields[name].widget.attrs["rows"] = 2
        self.made: LocalSpending | None = None

    @property
    def label(self) -> str:
        return str(self["name"].value() or _("New recipient"))

    @property
    def is_blank(self) -> bool:
        """A new row in which nothing was written; the choices stand there anyway."""
        typed = ("name", "amount", "local", "respent", "source")
        return self.record is None and not any(str(self[name].value() or "").strip() for name in typed)

    @property
    def is_removed(self) -> bool:
        return bool(self.cleaned_data.get("remove"))

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = self.cleaned_data
        if self.is_blank or data.get("remove"):
            return data
        if not data.get("name"):
            self.add_error("name", _("Say who receives it."))
        if data.get("amount") is None and "amount" not in self.errors:
            self.add_error("amount", _("Enter the amount."))
        if self._is_stale(data):
            self.add_error(
                "name",
                _("Somebody else changed this row meanwhile. Look at it, and save again to keep yours."),
            )
        if not self.errors:
            self._check_record(data)
        return data

    def _is_stale(self, data: dict[str, Any]) -> bool:
        return self.record is not None and data.get("version") not in (None, self.record.version)

    def _check_record(self, data: dict[str, Any]) -> None:
        """The record's own rules, each fault at the cell it is about."""
        row = self.record or LocalSpending(partnership_id=self.study.partnership_id, study=self.study)
        for name in self.CELLS:
            setattr(row, name, data[name])
        try:
            row.full_clean(exclude=["number"])
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                self.add_error(name if name in self.fields else "name", messages)
        self.made = row

    @property
    def is_changed(self) -> bool:
        return self.record is None or any(name in self.changed_data for name in self.CELLS)


class Sheet:
    """All recipients of a study and three blank rows; saved all or none."""

    def __init__(self, study: LocalStudy, rows: Sequence[LocalSpending], data: Any = None) -> None:
        self.study, self.data = study, data
        by_number = {row.number: row for row in rows}
        if data is None:
            records: list[LocalSpending | None] = [*rows, *[None] * BLANK]
        else:
            records = [by_number.get(_whole(data.get(f"r{place}-number"))) for place in range(_many(data))]
        self.rows = [SpendingRow(data, place, study, record) for place, record in enumerate(records)]

    def is_valid(self) -> bool:
        # Every row is checked, so that every fault is told at once
        checked = [row.is_valid() for row in self.rows]
        return all(checked)

    @property
    def removed(self) -> list[LocalSpending]:
        return [row.record for row in self.rows if row.record is not None and row.is_removed]

    @property
    def changed(self) -> list[LocalSpending]:
        return [
            row.made for row in self.rows if row.made is not None and row.is_changed and not row.is_removed
        ]

    def errors(self) -> Iterator[tuple[str, str]]:
        """Every fault with the id of its cell, for the summary."""
        for row in self.rows:
            for name, messages in row.errors.items():
                yield row[name].id_for_label, f"{row.label}: {messages[0]}"

    def again(self) -> Sheet:
        """The same sheet, where a row others changed counts as seen by now."""
        data = self.data.copy()
        for row in self.rows:
            if row.record is not None:
                # The stored version: what was typed is in the unsaved copy alone
                data[row.add_prefix("version")] = str(row.record.version)
        shown = Sheet(self.study, [row.record for row in self.rows if row.record is not None], data)
        for row, old in zip(shown.rows, self.rows, strict=True):
            row._errors = old.errors
            row.cleaned_data = old.cleaned_data
        return shown


def _whole(text: Any) -> int:
    return int(text) if str(text).isdecimal() and len(str(text)) < 10 else 0


def _many(data: Any) -> int:
    return min(MOST, _whole(data.get("rows")))
