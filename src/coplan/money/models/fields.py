"""Fields that the budget's records share."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from coplan.partnerships.models import Partner


def pounds(label: Any, **options: Any) -> models.DecimalField[Any]:
    return models.DecimalField(label, max_digits=14, decimal_places=2, **options)


def pounds_from_nothing(label: Any, **options: Any) -> models.DecimalField[Any]:
    return pounds(label, validators=[MinValueValidator(0)], **options)


def percent(label: Any, **options: Any) -> models.DecimalField[Any]:
    return models.DecimalField(
        label, max_digits=6, decimal_places=2, validators=[MinValueValidator(0)], **options
    )


def whoever(**options: Any) -> models.ForeignKey[Any]:
    """The person who made the record."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, **options
    )


def funder() -> models.ForeignKey[Any]:
    return models.ForeignKey(
        Partner,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("Funder, where a partner"),
    )


def outside_funder() -> models.CharField[Any]:
    return models.CharField(_("Or a funder outside the partnership"), max_length=160, blank=True)


def refuse_two_funders(record: Any) -> None:
    if bool(record.funder_id) == bool(record.outside_funder.strip()):
        raise ValidationError(
            {"funder": _("Choose the partner who pays, or name a funder outside: one of the two.")}
        )
