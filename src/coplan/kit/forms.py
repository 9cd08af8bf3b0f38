"""How every form looks and speaks.

`KitRenderer` is the project's FORM_RENDERER, so any Django form gets a label, hint and error with
the right links between them, a summary of errors, and messages that say what to do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, cast

import django.forms as django_forms
from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.forms.renderers import DjangoTemplates
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django_stubs_ext import StrOrPromise

from coplan.kit.form_words import say_what_to_do

CHOICES = "choices"
CHECKBOX = "checkbox"
SELECT = "select"
FILE = "file"
TEXT = "text"
# What a text area gets when nobody asked for a height
DJANGOS_ROWS = "10"


def kind_of(widget: forms.Widget) -> str:
    """How a widget is drawn.

    CheckboxSelectMultiple is a RadioSelect, which is a Select: ask in this order.
    """
    if isinstance(widget, forms.RadioSelect):
        return CHOICES
    if isinstance(widget, forms.CheckboxInput):
        return CHECKBOX
    if isinstance(widget, forms.Select):
        return SELECT
    if isinstance(widget, forms.FileInput):
        return FILE
    return TEXT


def _class_of(widget: forms.Widget) -> str:
    if isinstance(widget, forms.CheckboxSelectMultiple | forms.CheckboxInput):
        return "ds_checkbox__input"
    if isinstance(widget, forms.RadioSelect):
        return "ds_radio__input"
    return "ds_select" if isinstance(widget, forms.Select) else "ds_input"


_WIDTHS = (
    (forms.NumberInput, "ds_input--fixed-10"),
    (forms.DateTimeInput, "kit-input--moment"),
    (forms.TimeInput, "ds_input--fixed-10"),
    (forms.DateInput, "kit-input--date"),
)


def _width_of(widget: forms.Widget) -> str:
    return next((width for known, width in _WIDTHS if isinstance(widget, known)), "")


_NATIVE = {
    # Checked by exact type: each is a kind of text input
    forms.DateInput: ("date", "%Y-%m-%d"),
    forms.DateTimeInput: ("datetime-local", "%Y-%m-%dT%H:%M"),
    forms.TimeInput: ("time", "%H:%M"),
}


def _use_native_picker(widget: forms.Widget) -> None:
    """The browser's own picker wants ISO text, whatever the language of the page."""
    for known, (input_type, written) in _NATIVE.items():
        if type(widget) is known:
            widget.input_type = input_type
            widget.format = written


def _use_plain_number(field: forms.Field) -> None:
    """A number is typed as text: scrolling must not change it, and '£1,250' is welcome."""
    widget = field.widget
    if type(widget) is forms.NumberInput:
        widget.input_type = "text"
        whole = isinstance(field, forms.IntegerField) and not isinstance(field, forms.DecimalField)
        whole = whole and not isinstance(field, forms.FloatField)
        widget.attrs.setdefault("inputmode", "numeric" if whole else "decimal")
        for attribute in ("min", "max", "step"):
            widget.attrs.pop(attribute, None)


_AROUND_NUMBERS = re.compile(r"[£,\s\u00a0]")
# Pasted from a word processor, say; no document or workbook may hold them, nor PostgreSQL a NUL
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_YEARS = range(1800, 2200)


def readable(text: str) -> str:
    """Text as it may be stored: signs that cannot be written anywhere become spaces."""
    return _UNSEEN.sub(" ", text)


def _keep_in_reach(day: date) -> None:
    # Sums with days near the ends of the calendar would fail on every page that shows them
    if day.year not in _YEARS:
        raise forms.ValidationError(
            _("Check the year: it must be from %(first)s to %(last)s"),
            params={"first": _YEARS[0], "last": _YEARS[-1]},
        )


class KitBoundField(BoundField):
    """A field with its label, hint and error, and the words for what went wrong."""

    def __init__(self, form: forms.BaseForm, field: forms.Field, name: str) -> None:
        super().__init__(form, field, name)
        _use_native_picker(field.widget)
        _use_plain_number(field)
        if form.is_bound:
            say_what_to_do(field, str(self.label), self.kind)
            if isinstance(field, forms.DateField):
                field.validators.append(_keep_in_reach)

    @property
    def kind(self) -> str:
        return kind_of(self.field.widget)

    @property
    def data(self) -> Any:
        """What was sent, readable; numbers without their pound sign, commas and spaces."""
        sent = super().data
        if isinstance(sent, str):
            sent = readable(sent)
        if isinstance(sent, str) and isinstance(self.field, forms.IntegerField | forms.DecimalField):
            return _AROUND_NUMBERS.sub("", sent)
        return sent

    @property
    def is_marked_optional(self) -> bool:
        """Optional fields say so, unless nothing in the form is required (filters, for one)."""
        if self.field.required or self.kind == CHECKBOX:
            return False
        return any(field.required for field in self.form.fields.values())

    @property
    def error_target(self) -> str:
        """The id an error summary links to: of a group, its first choice."""
        if self.kind == CHOICES or isinstance(self.field.widget, forms.MultiWidget):
            return f"{self.auto_id}_0"
        return self.id_for_label or self.auto_id

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        widget = widget or self.field.widget
        built: dict[str, Any] = super().build_widget_attrs(attrs, widget)
        if widget.is_hidden:
            return built
        kind = _class_of(widget)
        wrong = f"{kind}--error" if self.errors and kind in {"ds_input", "ds_select"} else ""
        own = (widget.attrs.get("class", ""), kind, _width_of(widget), wrong)
        built["class"] = " ".join(filter(None, own))
        if str(widget.attrs.get("placeholder", "")).startswith(str(self.label)):
            # It repeats the label and goes as soon as somebody types; False leaves an attribute out
            built["placeholder"] = False
        if isinstance(widget, forms.Textarea) and widget.attrs.get("rows") == DJANGOS_ROWS:
            built["rows"] = "4"
        return built


DJANGOS_DASHES = "---------"


class KitRenderer(DjangoTemplates):
    """Draws forms and widgets from `kit/templates`, falling back to Django's own."""

    form_template_name = "kit/forms/form.html"
    field_template_name = "kit/forms/field.html"
    formset_template_name = "kit/forms/formset.html"
    bound_field_class = KitBoundField

    @cached_property
    def engine(self) -> Any:
        # Django's renderer puts its own widgets first, which would hide ours
        folders = [
            Path(__file__).parent / "templates",
            Path(django_forms.__file__).parent / "templates",
        ]
        return self.backend({"APP_DIRS": True, "DIRS": folders, "NAME": "kitforms", "OPTIONS": {}})

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> SafeString:
        if template_name == "django/forms/widgets/select.html":
            context["widget"]["drawn_options"] = _options(context["widget"])
        return cast("SafeString", super().render(template_name, context, request))


def _options(widget: dict[str, Any]) -> SafeString:
    """The options of a select; a template for each of them would cost a list of people most of its page."""
    drawn = SafeString()
    for group, choices, _index in widget["optgroups"]:
        options = format_html_join(
            "", "{}", ((_option(one, required=widget["required"]),) for one in choices)
        )
        drawn += format_html('\n<optgroup label="{}">{}</optgroup>', group, options) if group else options
    return drawn


def _option(choice: dict[str, Any], *, required: bool) -> SafeString:
    label = choice["label"]
    if label == DJANGOS_DASHES:
        label = _("Choose one") if required else _("None chosen")
    value = choice["value"]
    value = "" if choice["value"] is None else choice["value"]
    attributes = format_html_join("", "{}", ((_attribute(*item),) for item in choice["attrs"].items()))
    return format_html('\n<option value="{}"{}>{}</option>', value, attributes, label)


def _attribute(name: str, value: Any) -> SafeString:
    if value is False or value is None:
        return SafeString()
    return format_html(" {}", name) if value is True else format_html(' {}="{}"', name, value)


class Grouped:
    """A form drawn in fieldsets: `groups = [(legend, ["field", ...]), ...]`.

    Fields named in no group come last, without a legend.
    """

    groups: Sequence[tuple[StrOrPromise, Sequence[str]]] = ()

    def grouped(self: Any) -> Iterator[tuple[StrOrPromise, list[BoundField]]]:
        placed: set[str] = set()
        for legend, names in self.groups:
            present = [name for name in names if name in self.fields]
            placed.update(present)
            shown = [self[name] for name in present if not self[name].is_hidden]
            if shown:
                yield legend, shown
        left = [bound for bound in self.visible_fields() if bound.name not in placed]
        if left:
            yield "", left


class KitForm(Grouped, forms.Form):
    """A form of the workspace."""


class KitModelForm(Grouped, forms.ModelForm):  # type: ignore[type-arg]
    """A form over one record of the workspace."""


def show_faults(form: forms.BaseForm, refused: ValidationError) -> None:
    """Put what a service refused where the person can see it: at its field, else at the top of the form."""
    faults = refused.message_dict if hasattr(refused, "error_dict") else {None: refused.messages}
    for name, told in faults.items():
        form.add_error(name if name in form.fields else None, told)
