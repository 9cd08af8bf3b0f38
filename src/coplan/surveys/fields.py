"""From what is asked to the fields of a form, and from what was typed to what is kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.html import escape
from django.utils.translation import gettext as _

from coplan.kit.forms import KitForm, readable
from coplan.surveys.asks import Ask
from coplan.surveys.intake import Sheet
from coplan.surveys.models import Sort

SHORT, LONG = 300, 2000
NOT_SAID = "-"
MOST = 10**9


def name_of(key: str) -> str:
    """The field of a question: a name that may stand in HTML and style sheets."""
    return f"q{key.replace('.', '_')}"


class AnswerForm(KitForm):
    """Some questions of a survey. `fast` is for typing in from paper: numbers instead of circles."""

    def __init__(
        self,
        asks: Iterable[Ask],
        data: Any = None,
        *,
        easy: bool = False,
        fast: bool = False,
        known: Mapping[str, Any] | None = None,
        prefix: str | None = None,
    ) -> None:
        self.asks = list(asks)
        initial = {name_of(key): value for key, value in (known or {}).items()}
        super().__init__(data, initial=initial, prefix=prefix)
        for ask in self.asks:
            self.fields[name_of(ask.key)] = (
                _fast(ask) if fast else _field(ask, required=ask.required, easy=easy)
            )

    def rows(self) -> list[tuple[Ask, Any]]:
        """Each question with its field."""
        return [(ask, self[name_of(ask.key)]) for ask in self.asks]

    def kept(self) -> dict[str, Any]:
        """What was answered, by key, ready for JSON; what was left out is not there."""
        found = {ask.key: _kept(ask, self.cleaned_data.get(name_of(ask.key))) for ask in self.asks}
        return {key: value for key, value in found.items() if value not in (None, "", [])}


def sheet_of(asks: Iterable[Ask], kept: Mapping[str, Any]) -> Sheet:
    """What was written apart from the rest: it is wiped one day, the figures are not."""
    written = {ask.key for ask in asks if ask.is_written}
    return Sheet(
        {key: value for key, value in kept.items() if key not in written},
        {key: value for key, value in kept.items() if key in written},
    )


def _field(ask: Ask, *, required: bool, easy: bool = False) -> forms.Field:
    told: dict[str, Any] = {"label": ask.easy_text if easy else ask.text, "required": required}
    if ask.choices or ask.sort == Sort.SCALE:
        return _choice(ask, told)
    if ask.sort == Sort.SHORT:
        return forms.CharField(max_length=SHORT, **told)
    if ask.sort == Sort.LONG:
        return forms.CharField(max_length=LONG, widget=forms.Textarea(attrs={"rows": 5}), **told)
    if ask.sort == Sort.DATE:
        return forms.DateField(**told)
    if ask.sort == Sort.SCORE:
        return forms.IntegerField(min_value=ask.low, max_value=ask.high, help_text=_range(ask), **told)
    return forms.DecimalField(min_value=-MOST, max_value=MOST, max_digits=14, decimal_places=4, **told)


def _choice(ask: Ask, told: dict[str, Any]) -> forms.Field:
    choices = [(str(value), label) for value, label in ask.choices] or [
        (str(value), str(value)) for value in ask.values
    ]
    if not ask.choices and ask.low_label:
        told["help_text"] = _ends(ask)
    needed = _("Choose an answer")
    if ask.sort == Sort.SEVERAL:
        return forms.MultipleChoiceField(
            choices=choices,
            widget=forms.CheckboxSelectMultiple,
            help_text=_("Choose all that fit."),
            error_messages={"required": _("Choose one answer at least")},
            **told,
        )
    if not told["required"]:
        # A circle once filled cannot be emptied, so there is one for no answer
        choices.append((NOT_SAID, _("I would rather not say")))
    return forms.ChoiceField(
        choices=choices, widget=forms.RadioSelect, error_messages={"required": needed}, **told
    )


def _ends(ask: Ask) -> str:
    told = {"low": ask.low, "high": ask.high, "least": escape(ask.low_label), "most": escape(ask.high_label)}
    return _("%(low)s is %(least)s, %(high)s is %(most)s.") % told


def _range(ask: Ask) -> str:
    return _("A whole number from %(low)s to %(high)s.") % {"low": ask.low, "high": ask.high}


class SeveralField(forms.CharField):
    """Numbers of choices, typed one after the other: '1 3 4'."""

    def __init__(self, *, most: int, **told: Any) -> None:
        super().__init__(max_length=60, **told)
        self.most = most

    def clean(self, value: Any) -> list[int]:
        found = [int(one) for one in re.findall(r"\d{1,3}", super().clean(value))]
        if any(not 1 <= one <= self.most for one in found):
            raise forms.ValidationError(_("Type numbers from 1 to %(most)s.") % {"most": self.most})
        return sorted(set(found))


def _fast(ask: Ask) -> forms.Field:
    """A box for a number, with what the numbers mean beside it. On paper anything may be left out."""
    told: dict[str, Any] = {"label": ask.text, "required": False}
    meant = " · ".join(f"{at} {escape(label)}" for at, (_value, label) in enumerate(ask.choices, 1))
    if ask.sort == Sort.SEVERAL:
        return SeveralField(most=len(ask.choices), help_text=meant, **told)
    if ask.choices:
        return forms.IntegerField(min_value=1, max_value=len(ask.choices), help_text=meant, **told)
    if ask.sort == Sort.SCALE:
        return forms.IntegerField(min_value=ask.low, max_value=ask.high, help_text=_range(ask), **told)
    return _field(ask, required=False)


def _kept(ask: Ask, value: Any) -> Any:
    if value in (None, "", NOT_SAID):
        return None
    if isinstance(value, date):
        return value.isoformat()
    if ask.is_written:
        return readable(value).strip()
    if ask.sort == Sort.SEVERAL:
        return [int(one) for one in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return int(value)


def places_to_values(asks: Iterable[Ask], kept: Mapping[str, Any]) -> dict[str, Any]:
    """Typed from paper, a choice is its place on the form; kept is what it stands for."""
    found = dict(kept)
    for ask in asks:
        if not ask.choices or ask.key not in found:
            continue
        values = [value for value, _label in ask.choices]
        given = found[ask.key]
        found[ask.key] = [values[at - 1] for at in given] if isinstance(given, list) else values[given - 1]
    return found
