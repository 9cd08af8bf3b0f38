"""The form of one record, and what happens when two people edit it at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.db import models
from django.forms import modelform_factory
from django.forms.models import model_to_dict
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from coplan.kit import tables
from coplan.kit.forms import KitModelForm
from coplan.kit.models import PartnershipModel

if TYPE_CHECKING:
    from coplan.kit.registers import Register


class RecordForm(KitModelForm):
    """Base of every record's form: the version it began from, and why it is changed."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31 - 1)
    why = forms.CharField(
        label=_("Why the change"),
        required=False,
        max_length=500,
        help_text=_("A few words for whoever reads the history later."),
    )

    def __init__(self, data: Any = None, *, instance: PartnershipModel, request: HttpRequest, **kwargs: Any):
        super().__init__(data, instance=instance, **kwargs)
        self.request = request
        self.initial["version"] = instance.version
        if instance.pk is None:
            del self.fields["why"]
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField) and field.queryset is not None:
                related = getattr(field.queryset.model, "LABEL_NEEDS", ())
                field.queryset = field.queryset.select_related(*related)

    def _get_validation_exclusions(self) -> set[str]:
        # Django skips a constraint that names a field outside the form; 'once in this partnership' always does
        found: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return found - {"partnership", "removed_at"}

    @property
    def record_fields(self) -> Iterator[str]:
        return (name for name in self.fields if name not in {"version", "why"})


def _form_field(field: Any, **options: Any) -> Any:
    # An address typed without its beginning means https; Django 5 would still read http, and warns
    if isinstance(field, models.URLField):
        options.setdefault("assume_scheme", "https")
    return field.formfield(**options)


def record_form(register: type[Register]) -> type[RecordForm]:
    """Made for each request: a field that points at a scoped model needs its scope open."""
    made: Any = modelform_factory(
        register.model,
        form=register.form or RecordForm,
        fields=list(register.fields),
        formfield_callback=_form_field,
    )
    made.groups = register.groups
    return cast("type[RecordForm]", made)


@dataclass(frozen=True)
class Clash:
    """A field that somebody else saved differently since this form was opened.

    `taken` says the other text was brought in because this person had not touched the field.
    """

    label: str
    before: str
    theirs: str
    yours: str
    taken: bool


@dataclass(frozen=True)
class Merge:
    """What to show the second editor: every difference, and a form that has lost nothing."""

    clashes: tuple[Clash, ...]
    data: Any


def merge(form: RecordForm, current: PartnershipModel) -> Merge:
    """Compare what was typed with what was saved meanwhile, field by field, against what both began from.

    `form` is bound and validated; `current` is the row as stored now.
    """
    data: Any = cast("Any", form.data).copy()
    data["version"] = str(current.version)
    began = cast("Any", current).history.filter(version=_number(form.data.get("version"))).first()
    stored = model_to_dict(current)
    clashes = []
    for name in form.record_fields:
        theirs = stored.get(name)
        yours = _plain(form, name)
        before = _before(began, current, name, theirs)
        if _same(yours, theirs) or _same(theirs, before):
            continue
        taken = _same(yours, before)
        if taken:
            _put(data, form, name, theirs)
        clashes.append(
            Clash(
                label=str(form.fields[name].label),
                before=_words(form, name, before),
                theirs=_words(form, name, theirs),
                yours=_words(form, name, yours),
                taken=taken,
            )
        )
    return Merge(tuple(clashes), data)


def _number(text: Any) -> int:
    return int(text) if str(text).isdecimal() and len(str(text)) < 10 else 0


def _plain(form: RecordForm, name: str) -> Any:
    """What was typed, as the row would store it; the raw text where it is not valid."""
    value: Any = form.cleaned_data.get(name, form.data.get(form.add_prefix(name)))
    return value.pk if hasattr(value, "pk") else value


def _before(began: Any, current: PartnershipModel, name: str, theirs: Any) -> Any:
    if began is None:
        return None
    field: Any = current._meta.get_field(name)
    return getattr(began, field.attname, theirs)


def _same(one: Any, other: Any) -> bool:
    return (one or None) == (other or None) if not isinstance(one, (int, bool)) else one == other


def _put(data: Any, form: RecordForm, name: str, value: Any) -> None:
    prepared = form.fields[name].prepare_value(value)
    if isinstance(prepared, (list, tuple)):
        data.setlist(name, [str(one) for one in prepared])
    else:
        data[name] = "" if prepared is None else str(prepared)


def _words(form: RecordForm, name: str, value: Any) -> str:
    field = form.fields[name]
    if isinstance(field, forms.ModelChoiceField) and field.queryset is not None and value is not None:
        return str(field.queryset.filter(pk=value).first() or "")
    if isinstance(field, forms.ChoiceField):
        return str(dict(_flat(field.choices)).get(value, value or ""))
    return tables.plain(value)


def _flat(choices: Any) -> Iterator[tuple[Any, str]]:
    for value, label in choices:
        if isinstance(label, (list, tuple)):
            yield from _flat(label)
        else:
            yield value, str(label)
