"""Numbers as people type them, and form fields light enough for hundreds of rows."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from coplan.outcomes.models import Reading
from coplan.value.models import ValueOutcome

HUNDRED = Decimal(100)
SHARES = ("deadweight", "displacement", "attribution", "drop_off")


def trimmed(value: Decimal) -> str:
    """'12.5', '1200': no zeros that say nothing, no exponent."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent(value: Any) -> str:
    """0.125 as '12.5%'."""
    return f"{trimmed(Decimal(str(value)) * HUNDRED)}%"


class TypedNumber(forms.DecimalField):
    """A number shown as it would be typed."""

    def prepare_value(self, value: Any) -> Any:
        return trimmed(value) if isinstance(value, Decimal) else value


class Share(forms.DecimalField):
    """A share of 1, typed as 10% or as 0.1."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_digits": 6, "decimal_places": 4, "min_value": 0, "max_value": 1, **options})

    def to_python(self, value: Any) -> Any:
        text = str(value if value is not None else "").strip()
        if not text.endswith("%"):
            number: Decimal | None = super().to_python(text)
        else:
            number = super().to_python(text[:-1].strip())
            number = number / HUNDRED if number is not None else None
        if number is not None and not (number.is_finite() and 0 <= number <= 1):
            raise ValidationError(_("Write it as 10% or as 0.1, from 0% to 100%."), code="invalid")
        return number

    def prepare_value(self, value: Any) -> Any:
        return percent(value) if isinstance(value, Decimal) else value

    def validate(self, value: Any) -> None:
        if value in self.empty_values and self.required:
            raise ValidationError(
                _("Enter the %(what)s; 0%% if there is none.") % {"what": str(self.label).lower()}
            )


def attributes(given: Mapping[str, Any]) -> str:
    """As Django's flatatt, several times faster: a sheet of 200 rows asks 3,000 times."""
    return "".join(
        f" {name}" if value is True else f' {name}="{html.escape(str(value))}"'
        for name, value in given.items()
        if value is not None and value is not False
    )


def _input(widget: forms.TextInput | forms.HiddenInput, name: str, value: Any, attrs: Any) -> SafeString:
    """An input without the template engine."""
    shown = None if value in (None, "") else value
    given = {"type": widget.input_type, "name": name, **widget.attrs, **(attrs or {}), "value": shown}
    return mark_safe(f"<input{attributes(given)}>")  # noqa: S308 every value is escaped


class CellInput(forms.TextInput):
    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        return _input(self, name, value, attrs)


class HiddenCell(forms.HiddenInput):
    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        return _input(self, name, value, attrs)


class CellTick(forms.CheckboxInput):
    """A tick box drawn the same way."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        given = {
            "type": "checkbox",
            "name": name,
            **self.attrs,
            **(attrs or {}),
            "checked": self.check_test(value),
        }
        return mark_safe(f"<input{attributes(given)}>")  # noqa: S308 every value is escaped


class CellSelect(forms.Select):
    """A select whose options are drawn once for all rows."""

    drawn = ""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        given = {"name": name, **self.attrs, **(attrs or {})}
        chosen = f'value="{html.escape("" if value is None else str(value))}"'
        options = self.drawn.replace(chosen, f"{chosen} selected", 1)
        select = f'<span class="ds_select-wrapper"><select{attributes(given)}>{options}</select></span>'
        return mark_safe(select)  # noqa: S308 options are drawn by format_html, every value is escaped


class Offer:
    """Records of the partnership that a column may hold, by number, and their options drawn once."""

    def __init__(self, records: Iterable[Any], nothing: str, words: Callable[[Any], str] = str) -> None:
        self.by_number = {record.number: record for record in records}
        self.by_key = {record.pk: record for record in self.by_number.values()}
        pairs = [("", nothing), *((number, words(one)) for number, one in self.by_number.items())]
        self.options = str(format_html_join("", '<option value="{}">{}</option>', pairs))


class RowChoice(forms.Field):
    """One of an offer, by its number; the offer is shared by all rows of a sheet."""

    widget = CellSelect

    def __init__(self, offer: Offer, **options: Any) -> None:
        super().__init__(required=False, **options)
        self.offer = offer
        self.widget.drawn = offer.options

    def to_python(self, value: Any) -> Any:
        text = str(value or "").strip()
        if not text:
            return None
        found = self.offer.by_number.get(int(text)) if text.isdecimal() and len(text) < 10 else None
        if found is None:
            raise ValidationError(_("Choose one from the list; this one is no longer there."), code="invalid")
        return found

    def prepare_value(self, value: Any) -> Any:
        return value.number if hasattr(value, "number") else value


def reading_words(reading: Reading) -> str:
    """'Weekly walkers, to 31 Mar 2027: 237'."""
    ends = date_format(reading.ends_on, "j M Y")
    return _("%(indicator)s, to %(day)s: %(figure)s") % {
        "indicator": reading.indicator.name,
        "day": ends,
        "figure": trimmed(reading.figure),
    }


class ReadingChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return reading_words(obj)


def number_field(name: str, **options: Any) -> forms.DecimalField:
    """The field of one number of an outcome, labelled as the model labels it."""
    model_field: Any = ValueOutcome._meta.get_field(name)
    options = {"label": model_field.verbose_name, **options}
    if name.removesuffix("_low").removesuffix("_high") in SHARES:
        return Share(**options)
    stem = name.removesuffix("_low").removesuffix("_high")
    least = {"quantity": Decimal(0), "duration_years": Decimal("0.01")}.get(stem)
    most = Decimal(100) if stem == "duration_years" else None
    return TypedNumber(
        max_digits=model_field.max_digits,
        decimal_places=model_field.decimal_places,
        min_value=least,
        max_value=most,
        **options,
    )


def as_decimal(value: Any) -> Decimal | None:
    """What a file or a stored scenario holds, as a decimal."""
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None
