"""One row of the sheet as a form: an input, an outcome or a scenario."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any, ClassVar

from django import forms
from django.forms.formsets import BaseFormSet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coplan.outcomes.models import OUTCOME_TIERS, Element
from coplan.stakeholders.models import StakeholderGroup
from coplan.value import queries
from coplan.value.fields import (
    CellInput,
    CellTick,
    HiddenCell,
    Offer,
    RowChoice,
    TypedNumber,
    as_decimal,
    number_field,
    reading_words,
)
from coplan.value.models import NUMBERS, Scenario, ValueInput, ValueOutcome
from coplan.value.wording import SETTABLE, SHORT


@dataclass(frozen=True)
class Choices:
    """What the selects of a sheet offer, read once for all its rows."""

    groups: Offer
    outcomes: Offer
    readings: Offer
    # Labels in the language of the page; looking each up again for 3,000 cells takes a quarter second
    labels: dict[Any, dict[str, str]] = field(default_factory=dict)


def choices_for(outcomes: tuple[ValueOutcome, ...], *, approved: bool = False) -> Choices:
    """`approved`: only approved readings are offered, beside those a row holds already."""
    held = [row.reading_id for row in outcomes if row.reading_id]
    return Choices(
        groups=Offer(StakeholderGroup.objects.order_by("name"), _("Nobody yet")),
        outcomes=Offer(Element.objects.filter(tier__in=OUTCOME_TIERS).order_by("number"), _("Not linked")),
        readings=Offer(queries.usable_readings(held, approved=approved), _("Typed"), reading_words),
    )


def _text(label: Any, most: int, *, required: bool = True) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, required=required, widget=CellInput)


class RowForm(forms.Form):
    """A row: which record it is and at which version it was read; a blank row is a new record."""

    model: ClassVar[type[Any]]
    row = forms.IntegerField(required=False, widget=HiddenCell, min_value=1, max_value=2**31 - 1)
    version = forms.IntegerField(required=False, widget=HiddenCell, min_value=1, max_value=2**31 - 1)
    remove = forms.BooleanField(label=gettext_lazy("Remove"), required=False, widget=CellTick)

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Any row may be blank: one that somebody else removed becomes a blank one
        self.empty_permitted = True
        self.choices = choices
        self.record: Any = None
        self.add_cells()
        known = choices.labels.setdefault(type(self), {})
        for name, made in self.fields.items():
            made.label = known.get(name) or known.setdefault(name, str(made.label))
            if isinstance(made, forms.DecimalField):
                made.widget = CellInput(attrs={"inputmode": "decimal"})

    def add_cells(self) -> None:
        """Add the cells that depend on the partnership's records."""

    @property
    def cell_names(self) -> list[str]:
        return [name for name in self.fields if name not in {"row", "version", "remove"}]

    @cached_property
    def is_new(self) -> bool:
        return not self["row"].value()

    @property
    def is_untouched(self) -> bool:
        """A blank row nobody wrote in."""
        return self.is_new and not any(str(self[name].value() or "").strip() for name in self.cell_names)

    @property
    def is_removed(self) -> bool:
        return bool(getattr(self, "cleaned_data", {}).get("remove"))

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_removed:
            self.errors.clear()

    def has_changed(self) -> bool:
        return not (self.empty_permitted and self.is_untouched)

    @classmethod
    def read(cls, record: Any, choices: Choices) -> dict[str, Any]:
        """The cells of a record, or of one row of its history, as Python values."""
        raise NotImplementedError

    def values(self) -> dict[str, Any]:
        """What was typed, as Python values; the raw text where it cannot be read."""
        return {name: self.cleaned_data.get(name, self[name].value()) for name in self.cell_names}

    def write(self, record: Any) -> None:
        """Put the cells into a record."""
        for name in self.cell_names:
            setattr(record, name, self.cleaned_data[name])


class InputRow(RowForm):
    model = ValueInput
    name = _text(gettext_lazy("What is put in"), 160)
    amount = TypedNumber(label=gettext_lazy("Worth £"), max_digits=14, decimal_places=2, min_value=0)
    source = _text(gettext_lazy("Source"), 250, required=False)

    def add_cells(self) -> None:
        self.fields["stakeholder"] = RowChoice(self.choices.groups, label=_("Who puts it in"))
        self.order_fields(["row", "version", "name", "stakeholder", "amount", "source"])

    @classmethod
    def read(cls, record: Any, choices: Choices) -> dict[str, Any]:
        return {
            "name": record.name,
            "stakeholder": choices.groups.by_key.get(record.stakeholder_id),
            "amount": record.amount,
            "source": record.source,
        }


class OutcomeRow(RowForm):
    model = ValueOutcome
    code = _text(gettext_lazy("Code"), 12)
    title = _text(gettext_lazy("Outcome"), 160)
    proxy_source = _text(gettext_lazy("Source of the proxy"), 400, required=False)

    def add_cells(self) -> None:
        offered = self.choices
        self.fields["stakeholder"] = RowChoice(offered.groups, label=_("Who changes"))
        self.fields["outcome"] = RowChoice(offered.outcomes, label=_("In the logic model"))
        self.fields["reading"] = RowChoice(offered.readings, label=_("Quantity taken from"))
        for name in NUMBERS:
            self.fields[name] = number_field(name, label=SHORT[name])
        self.fields["quantity"].required = False
        self.order_fields(
            ["row", "version", "code", "title", "stakeholder", "outcome", "quantity", "reading", "proxy",
             "proxy_source", *NUMBERS[2:]]
        )  # fmt: skip

    @classmethod
    def read(cls, record: Any, choices: Choices) -> dict[str, Any]:
        cells = {name: getattr(record, name) for name in ("code", "title", "proxy_source", *NUMBERS)}
        cells["stakeholder"] = choices.groups.by_key.get(record.stakeholder_id)
        cells["outcome"] = choices.outcomes.by_key.get(record.outcome_id)
        cells["reading"] = choices.readings.by_key.get(record.reading_id)
        return cells

    def clean(self) -> dict[str, Any]:
        cells: dict[str, Any] = super().clean() or self.cleaned_data
        reading = cells.get("reading")
        if reading is not None:
            cells["quantity"] = reading.figure
        elif cells.get("quantity") is None and "quantity" not in self.errors:
            self.add_error("quantity", _("Enter a quantity, or choose the reading it is taken from."))
        return cells


class ScenarioRow(RowForm):
    model = Scenario
    name = _text(gettext_lazy("What if"), 160)
    codes = _text(gettext_lazy("Only for the codes"), 400, required=False)
    because = _text(gettext_lazy("Why it is asked"), 400, required=False)

    def add_cells(self) -> None:
        for name in NUMBERS:
            self.fields[name] = number_field(name, label=SHORT[name], required=False)
        self.fields["discount_rate"] = number_field(
            "deadweight", label=SHORT["discount_rate"], required=False
        )
        self.order_fields(["row", "version", "name", "codes", *SETTABLE, "because"])

    @classmethod
    def read(cls, record: Any, choices: Choices) -> dict[str, Any]:
        cells = {name: as_decimal(record.settings.get(name)) for name in SETTABLE}
        codes = ", ".join(record.codes or ())
        return {"name": record.name, "codes": codes, "because": record.because, **cells}

    def clean(self) -> dict[str, Any]:
        cells: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and all(cells.get(name) is None for name in SETTABLE):
            self.add_error("name", _("Set at least one number that this scenario changes."))
        return cells

    def write(self, record: Any) -> None:
        cells = self.cleaned_data
        record.name, record.because = cells["name"], cells["because"]
        record.codes = codes_in(cells["codes"]) or None
        record.settings = {name: float(cells[name]) for name in SETTABLE if cells.get(name) is not None}


def codes_in(text: str) -> list[str]:
    """'a, f' as ['a', 'f']."""
    return list(dict.fromkeys(word.strip() for word in text.replace(";", ",").split(",") if word.strip()))


class OutcomeRows(BaseFormSet):  # type: ignore[type-arg]
    """Two outcomes of a sheet must not share a code."""

    def clean(self) -> None:
        seen: dict[str, str] = {}
        for form in self.forms:
            code = form.cleaned_data.get("code") if hasattr(form, "cleaned_data") else None
            if not code or form.is_removed:
                continue
            if code in seen:
                form.add_error(
                    "code", _("“%(title)s” has this code too. Give each its own.") % {"title": seen[code]}
                )
            seen.setdefault(code, form.cleaned_data.get("title", code))


def is_same(one: Any, other: Any) -> bool:
    """Whether two cells hold the same: nothing and an empty text do, 1 and 1.00 do."""
    empty = (None, "")
    if one in empty or other in empty:
        return one in empty and other in empty
    return bool(one == other) if isinstance(one, Decimal) == isinstance(other, Decimal) else False
