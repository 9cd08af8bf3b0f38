"""Forms of a valued outcome and of loading a map from a file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from coplan.engines import InvalidInput
from coplan.kit.forms import KitForm
from coplan.kit.register_forms import RecordForm
from coplan.outcomes.models import OUTCOME_TIERS
from coplan.value import files, queries
from coplan.value.fields import ReadingChoice, Share, number_field
from coplan.value.models import NUMBERS, Kind


class MapForm(RecordForm):
    """A map's own details; the rate is typed as 3.5% or 0.035."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["discount_rate"] = Share(
            label=_("Discount rate"), help_text=_("3.5% is the Green Book's rate.")
        )
        self.fields["material_share"] = Share(
            label=_("An outcome is significant from this share of all value"),
            required=False,
            help_text=_("The partnership chooses it and says why. 5% is where a new map starts."),
        )
        forecast: Any = self.fields["forecast"]
        forecast.queryset = forecast.queryset.filter(sort=Kind.FORECAST).order_by("-number")
        forecast.help_text = _("For an evaluative map: the forecast whose rows it answers, by their codes.")

    def clean_material_share(self) -> Any:
        typed = self.cleaned_data["material_share"]
        return self.instance.material_share if typed is None else typed


class OutcomeForm(RecordForm):
    """Every number of one outcome with its range and its reason."""

    template_name = "value/outcome_form.html"

    def laid_out(self) -> Iterator[tuple[StrOrPromise, list[list[BoundField]]]]:
        """The groups, a number's likely, low and high side by side in one line."""
        for legend, fields in self.grouped():
            lines: list[list[BoundField]] = []
            for field in fields:
                stem = field.name.removesuffix("_low").removesuffix("_high")
                if stem != field.name and lines and lines[-1][0].name == stem:
                    lines[-1].append(field)
                else:
                    lines.append([field])
            yield legend, lines

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in NUMBERS:
            self.fields[name] = number_field(name, required=name != "quantity")
            for edge in ("low", "high"):
                self.fields[f"{name}_{edge}"] = number_field(f"{name}_{edge}", required=False)
        self.fields["reading"] = ReadingChoice(
            queries.usable_readings(
                [self.instance.reading_id] if self.instance.reading_id else [],
                approved=self.instance.value_map.is_evaluative,
            ),
            label=_("Taken from the reading"),
            required=False,
            empty_label=_("None: the quantity is typed"),
            help_text=_("A quantity taken from a reading follows it. Of a percentage the count is taken."),
        )
        outcome: Any = self.fields["outcome"]
        outcome.queryset = outcome.queryset.filter(tier__in=OUTCOME_TIERS)

    def clean(self) -> dict[str, Any]:
        cells: dict[str, Any] = super().clean() or self.cleaned_data
        reading = cells.get("reading")
        if reading is not None:
            cells["quantity"] = reading.figure
        elif cells.get("quantity") is None and "quantity" not in self.errors:
            self.add_error("quantity", _("Enter a quantity, or choose the reading it is taken from."))
        return cells


class LoadForm(KitForm):
    """A value map in the form of `coplan sroi`."""

    title = forms.CharField(
        label=gettext_lazy("Title"), max_length=160, required=False,
        help_text=gettext_lazy("Left empty, the title in the file is used."),
    )  # fmt: skip
    sort = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Kind.choices, initial=Kind.FORECAST)
    file = forms.FileField(
        label=gettext_lazy("File"), help_text=gettext_lazy("A JSON file as the command coplan sroi reads it.")
    )

    def clean(self) -> dict[str, Any]:
        cells: dict[str, Any] = super().clean() or self.cleaned_data
        sent = cells.get("file")
        if sent is None:
            return cells
        try:
            self.found = files.read_document(sent.read(files.LARGEST + 1))
        except InvalidInput as refused:
            self.add_error("file", ValidationError([str(fault) for fault in refused.faults[:20]]))
            return cells
        if not (cells.get("title") or self.found.title.strip()):
            self.add_error("title", _("Enter a title: the file has none."))
        return cells
