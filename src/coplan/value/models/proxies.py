"""The library of proxies: what one change for one person is worth, says who, in the prices of which year."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coplan.kit.models import PartnershipModel


class Proxy(PartnershipModel):
    """A money value that stands for a change nobody pays for, with its source and its price year."""

    kind = "proxy"
    letter = "PX"

    name = models.CharField(_("What it is"), max_length=200)
    value = models.DecimalField(_("Value"), max_digits=14, decimal_places=2)
    low = models.DecimalField(_("Value, low"), max_digits=14, decimal_places=2, null=True, blank=True)
    high = models.DecimalField(_("Value, high"), max_digits=14, decimal_places=2, null=True, blank=True)
    unit = models.CharField(_("For each"), max_length=160, help_text=_("For example: person and year."))
    price_year = models.PositiveSmallIntegerField(
        _("Price year"), validators=[MinValueValidator(1950), MaxValueValidator(2100)]
    )
    source = models.CharField(_("Source"), max_length=300)
    source_url = models.URLField(_("Address of the source"), blank=True)
    licence = models.CharField(
        _("Licence"),
        max_length=160,
        blank=True,
        help_text=_("What its owner allows; some lists of proxies may not be passed on."),
    )
    valid_from = models.DateField(_("In force from"), null=True, blank=True)
    valid_to = models.DateField(_("In force to"), null=True, blank=True)
    notes = models.TextField(_("Notes"), max_length=2000, blank=True)
    pack_code = models.CharField(max_length=40, blank=True, editable=False)

    class Meta(PartnershipModel.Meta):
        verbose_name = _("proxy")
        verbose_name_plural = _("proxies")
        constraints = [
            *PartnershipModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["partnership", "pack_code"],
                condition=Q(removed_at__isnull=True) & ~Q(pack_code=""),
                name="proxy_of_the_pack_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        if (self.low is None) != (self.high is None):
            missing = "high" if self.high is None else "low"
            raise ValidationError({missing: _("Give both the low and the high.")})
        if self.low is not None and self.high is not None and not self.low <= self.value <= self.high:
            raise ValidationError({"value": _("It must lie between the low and the high.")})
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValidationError({"valid_to": _("The last day must not come before the first.")})
