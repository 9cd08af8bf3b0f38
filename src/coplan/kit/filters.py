"""The filters of a list, made from the names a Register declares."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, cast

import django_filters
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from coplan.kit.registers import Register


def filter_set(
    register: type[Register], request: HttpRequest, rows: models.QuerySet[Any]
) -> django_filters.FilterSet | None:
    """The bound filters of this request, or None where the register declares none."""
    if not register.filters:
        return None
    asked = request.GET.copy()
    for name, value in register.default_filters.items():
        asked.setdefault(name, value)
    return cast("Any", _class_for)(register)(asked, queryset=rows, request=request)


@cache
def _class_for(register: type[Register]) -> type[django_filters.FilterSet]:
    made: dict[str, Any] = {name: _filter(register.model, name) for name in register.filters}
    made["Meta"] = type("Meta", (), {"model": register.model, "fields": []})
    return type(f"{register.__name__}Filters", (django_filters.FilterSet,), made)


def _filter(model: type[models.Model], name: str) -> django_filters.Filter:
    field: Any = model._meta.get_field(name)
    label = str(field.verbose_name).capitalize()
    if field.is_relation:
        return _related_filter(field, name, label)
    if field.choices:
        return django_filters.ChoiceFilter(
            field_name=name, label=label, choices=field.flatchoices, empty_label=_("All")
        )
    if isinstance(field, models.BooleanField):
        return django_filters.BooleanFilter(field_name=name, label=label)
    if isinstance(field, models.DateField):
        return django_filters.DateFilter(field_name=name, label=label, lookup_expr="lte")
    return django_filters.NumberFilter(field_name=name, label=label)


def _related_filter(field: Any, name: str, label: str) -> django_filters.Filter:
    related = field.related_model

    def choices(request: HttpRequest) -> models.QuerySet[Any]:
        # Asked anew each time: the rows depend on the partnership whose scope is open
        found: models.QuerySet[Any] = related._default_manager.select_related(
            *getattr(related, "LABEL_NEEDS", ())
        )
        return found

    return django_filters.ModelChoiceFilter(
        field_name=name,
        label=label,
        queryset=choices,
        empty_label=_("All"),
        null_label=_("Nobody") if field.null else None,
    )
