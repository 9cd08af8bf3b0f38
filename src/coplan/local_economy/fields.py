"""Shares as people type them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

HUNDRED = Decimal(100)


def percent(value: Decimal) -> str:
    """0.125 as '12.5%'."""
    text = f"{value * HUNDRED:f}"
    return f"{text.rstrip('0').rstrip('.') if '.' in text else text}%"


class ShareField(forms.DecimalField):
    """A share of 1, typed as 40% or as 0.4; 40 alone is refused, for it might be either."""

    widget = forms.TextInput

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_digits": 6, "decimal_places": 4, "required": False, **options})
        self.widget.attrs.setdefault("inputmode", "text")

    def to_python(self, value: Any) -> Any:
        text = str(value if value is not None else "").strip()
        if text.endswith("%"):
            number: Decimal | None = super().to_python(text[:-1].strip())
            number = number / HUNDRED if number is not None else None
        else:
            number = super().to_python(text)
        if number is not None and not (number.is_finite() and 0 <= number <= 1):
            raise ValidationError(_("Write it as 40% or as 0.4, from 0% to 100%."), code="invalid")
        return number

    def prepare_value(self, value: Any) -> Any:
        return percent(value) if isinstance(value, Decimal) else value
