"""Studies of how much of the money that comes in stays in the local economy.

Shares are shares of 1: 0.4 is 40%. A share that nobody asked for is empty, never 0.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from coplan.kit.models import PartnershipModel


class RecipientSort(models.TextChoices):
    STAFF = "staff", _("Staff")
    SUPPLIER = "supplier", _("Supplier")
    GRANT = "grant", _("Grant or payment to people")
    OTHER = "other", _("Other")
    KEPT = "kept", _("Kept, not spent")


class How(models.TextChoices):
    """How a share is known."""

    RECORDS = "records", _("From records")
    SURVEY = "survey", _("Asked in a survey")
    ESTIMATE = "estimate", _("Estimated")
    UNKNOWN = "unknown", _("Not known")


class LocalStudy(PartnershipModel):
    """One income followed through three rounds of spending in one area and year."""

    kind = "local-study"
    letter = "LE"

    title = models.CharField(_("Title"), max_length=160)
    area = models.CharField(
        _("What counts as local"),
        max_length=400,
        help_text=_(
            "Say it so that two people would sort an address alike, for example 'postcodes ZE1 to ZE3'."
        ),
    )
    year = models.CharField(_("Year"), max_length=9, help_text=_("For example 2026-27."))
    income = models.DecimalField(
        _("Income, round 1"),
        max_digits=14,
        decimal_places=2,
        validators=[MinValueValidator(Decimal("0.01"))],
        help_text=_("The money whose path is followed: of the organisation, the project or the contract."),
    )
    income_source = models.CharField(_("Source of the income"), max_length=250)
    note = models.TextField(_("How the shares were found"), max_length=2000, blank=True)

    class Meta(PartnershipModel.Meta):
        verbose_name = _("study of the local economy")
        verbose_name_plural = _("studies of the local economy")

    def __str__(self) -> str:
        return self.title


def _share(label: Any) -> models.DecimalField[Any, Any]:
    return models.DecimalField(
        label,
        max_digits=6,
        decimal_places=4,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(1)],
    )


def _how(label: Any) -> models.CharField[Any, Any]:
    return models.CharField(label, max_length=8, choices=How, default=How.UNKNOWN)


class LocalSpending(PartnershipModel):
    """Money paid to one recipient or to a group of alike ones, and how much of it stays."""

    kind = "local-spending"

    study = models.ForeignKey(LocalStudy, models.CASCADE, related_name="spending", verbose_name=_("Study"))
    sort = models.CharField(_("Who receives it"), max_length=8, choices=RecipientSort)
    name = models.CharField(_("Name"), max_length=160)
    amount = models.DecimalField(
        _("Amount"), max_digits=14, decimal_places=2, validators=[MinValueValidator(0)]
    )
    local = _share(_("Share that goes to local people or bodies"))
    local_low = _share(_("Local share, low"))
    local_high = _share(_("Local share, high"))
    local_how = _how(_("How the local share is known"))
    respent = _share(_("Share of it they spend locally again"))
    respent_low = _share(_("Spent again, low"))
    respent_high = _share(_("Spent again, high"))
    respent_how = _how(_("How the share spent again is known"))
    source = models.CharField(_("Source"), max_length=250, blank=True)

    LABEL_NEEDS = ("study",)

    class Meta(PartnershipModel.Meta):
        verbose_name = _("local spending")
        verbose_name_plural = _("local spending")
        ordering = ["number"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_kept(self) -> bool:
        return self.sort == RecipientSort.KEPT

    def clean(self) -> None:
        super().clean()
        faults: dict[str, Any] = {}
        for name in ("local", "respent"):
            faults |= self._share_faults(name)
        if faults:
            raise ValidationError(faults)

    def _share_faults(self, name: str) -> dict[str, Any]:
        likely, how = getattr(self, name), getattr(self, f"{name}_how")
        low, high = getattr(self, f"{name}_low"), getattr(self, f"{name}_high")
        if likely is None and how != How.UNKNOWN:
            return {name: _("Enter the share, or choose 'Not known'.")}
        if likely is not None and how == How.UNKNOWN:
            return {f"{name}_how": _("Say how the share is known, or leave the share empty.")}
        if (low is None) != (high is None):
            return {f"{name}_high" if high is None else f"{name}_low": _("Give both the low and the high.")}
        if low is not None and likely is not None and not low <= likely <= high:
            return {name: _("It must lie between the low and the high.")}
        if low is not None and likely is None and low > high:
            return {f"{name}_low": _("The low is above the high.")}
        return {}
