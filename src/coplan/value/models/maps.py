"""A value map, what is put in, and what-ifs."""

from __future__ import annotations

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from coplan.kit.models import PartnershipModel
from coplan.stakeholders.models import StakeholderGroup


class Kind(models.TextChoices):
    FORECAST = "forecast", _("Forecast: before it happens")
    EVALUATIVE = "evaluative", _("Evaluative: from what happened")


class Discounting(models.TextChoices):
    """One rate, or HM Treasury's schedule, whose rates fall for the far future."""

    RATE = "", _("One rate, the one above")
    STANDARD = "standard", _("The Green Book's schedule: 3.5%, less after 30 years")
    HEALTH = "health", _("The Green Book's schedule for health and life: 1.5%, less after 30 years")


class ValueMap(PartnershipModel):
    """One map of social value, forecast or evaluative."""

    kind = "value-map"
    letter = "V"

    title = models.CharField(_("Title"), max_length=160)
    sort = models.CharField(_("Kind"), max_length=10, choices=Kind, default=Kind.FORECAST)
    discount_rate = models.DecimalField(
        _("Discount rate"),
        max_digits=5,
        decimal_places=4,
        default=Decimal("0.035"),
        validators=[MinValueValidator(0), MaxValueValidator(1)],
        help_text=_("As a share of 1: 0.035 is 3.5%, the Green Book's rate."),
    )
    discounting = models.CharField(
        _("Discounted by"), max_length=10, choices=Discounting, default=Discounting.RATE, blank=True
    )
    first_year_discounted = models.BooleanField(_("Discount the first year too"), default=True)
    price_year = models.CharField(
        _("Price year"), max_length=9, blank=True, help_text=_("For example 2014-15.")
    )
    forecast = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="evaluations",
        null=True,
        blank=True,
        verbose_name=_("Forecast it is compared with"),
    )
    material_share = models.DecimalField(
        _("An outcome is significant from this share of all value"),
        max_digits=5,
        decimal_places=4,
        default=Decimal("0.05"),
        validators=[MinValueValidator(0), MaxValueValidator(1)],
        help_text=_("The partnership chooses it and says why. 5% is where a new map starts."),
    )
    source = models.TextField(
        _("Where the figures come from"), max_length=2000, blank=True, help_text=_("Shown with every result.")
    )
    source_url = models.URLField(_("Address of the source"), blank=True)
    draws = models.PositiveIntegerField(
        _("Draws for the range"),
        default=10_000,
        validators=[MinValueValidator(1000), MaxValueValidator(10_000)],
    )
    seed = models.PositiveIntegerField(
        _("Seed"),
        default=1,
        help_text=_("The same seed gives the same range again."),
        validators=[MaxValueValidator(2**31 - 1)],
    )

    class Meta(PartnershipModel.Meta):
        verbose_name = _("value map")

    def __str__(self) -> str:
        return self.title

    @property
    def is_evaluative(self) -> bool:
        return self.sort == Kind.EVALUATIVE

    def clean(self) -> None:
        super().clean()
        if self.forecast_id is None:
            return
        if not self.is_evaluative:
            raise ValidationError({"forecast": _("Only an evaluative map is compared with a forecast.")})
        if self.forecast is not None and self.forecast.is_evaluative:
            raise ValidationError({"forecast": _("Choose a forecast; this map is an evaluative one.")})


class ValueInput(PartnershipModel):
    """What somebody puts in, in money or money's worth."""

    kind = "value-input"

    value_map = models.ForeignKey(ValueMap, models.CASCADE, related_name="inputs", editable=False)
    stakeholder = models.ForeignKey(
        StakeholderGroup,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("Stakeholder group"),
    )
    name = models.CharField(_("Input"), max_length=160)
    amount = models.DecimalField(
        _("Amount"), max_digits=14, decimal_places=2, validators=[MinValueValidator(0)]
    )
    source = models.CharField(_("Source"), max_length=250, blank=True)
    position = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta(PartnershipModel.Meta):
        verbose_name = _("input")
        ordering = ["position", "number"]

    def __str__(self) -> str:
        return self.name


class Scenario(PartnershipModel):
    """What if: some numbers set otherwise, for every outcome or for some."""

    kind = "value-scenario"

    value_map = models.ForeignKey(ValueMap, models.CASCADE, related_name="scenarios", editable=False)
    name = models.CharField(_("Name"), max_length=160)
    settings = models.JSONField(_("Set"), default=dict)
    codes = models.JSONField(_("For these outcomes"), null=True, blank=True)
    because = models.CharField(_("Why it is asked"), max_length=400, blank=True)

    class Meta(PartnershipModel.Meta):
        verbose_name = _("scenario")
        ordering = ["number"]

    def __str__(self) -> str:
        return self.name
