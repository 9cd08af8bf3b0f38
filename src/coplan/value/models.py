"""Social value: what goes in, what changes for whom, what would have happened anyway, what it is worth.

Rates are shares of 1 as in the method: a deadweight of 0.1 is 10%.
"""

from __future__ import annotations

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coplan.kit.models import PartnershipModel
from coplan.outcomes.models import Element, Reading
from coplan.stakeholders.models import StakeholderGroup


class Kind(models.TextChoices):
    FORECAST = "forecast", _("Forecast: before it happens")
    EVALUATIVE = "evaluative", _("Evaluative: from what happened")


class Shape(models.TextChoices):
    TRIANGULAR = "triangular", _("Triangular: likely in the middle")
    UNIFORM = "uniform", _("Even: any value as likely")
    PERT = "pert", _("Bell: mostly near the likely")


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
    first_year_discounted = models.BooleanField(_("Discount the first year too"), default=True)
    price_year = models.CharField(
        _("Price year"), max_length=9, blank=True, help_text=_("For example 2014-15.")
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


def _number(label: object, **options: object) -> models.DecimalField:
    return models.DecimalField(label, max_digits=16, decimal_places=4, **options)  # type: ignore[arg-type]


def _edge(label: object) -> models.DecimalField:
    return _number(label, null=True, blank=True)


def _share(label: object) -> models.DecimalField:
    within = [MinValueValidator(0), MaxValueValidator(1)]
    return models.DecimalField(label, max_digits=6, decimal_places=4, default=0, validators=within)  # type: ignore[arg-type]


def _share_edge(label: object) -> models.DecimalField:
    within = [MinValueValidator(0), MaxValueValidator(1)]
    return models.DecimalField(  # type: ignore[misc]
        label,
        max_digits=6,
        decimal_places=4,
        null=True,
        blank=True,
        validators=within,  # type: ignore[arg-type]
    )


def _reason(label: object) -> models.CharField:
    return models.CharField(label, max_length=400, blank=True)  # type: ignore[arg-type]


# The numbers of an outcome, in the order of the map; each may have a low, a high and a reason
NUMBERS = ("quantity", "proxy", "deadweight", "displacement", "attribution", "drop_off", "duration_years")


class ValueOutcome(PartnershipModel):
    """What changes for one stakeholder group, how much, what it is worth, and what is taken off."""

    kind = "value-outcome"

    value_map = models.ForeignKey(ValueMap, models.CASCADE, related_name="outcomes", editable=False)
    code = models.CharField(_("Code"), max_length=12)
    title = models.CharField(_("Outcome"), max_length=160)
    stakeholder = models.ForeignKey(
        StakeholderGroup,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("Stakeholder group"),
    )
    outcome = models.ForeignKey(
        Element,
        models.PROTECT,
        related_name="valued",
        null=True,
        blank=True,
        verbose_name=_("Outcome of the logic model"),
    )
    quantity = _number(_("Quantity"), validators=[MinValueValidator(0)])
    quantity_low = _edge(_("Quantity, low"))
    quantity_high = _edge(_("Quantity, high"))
    quantity_reason = _reason(_("Why this quantity"))
    reading = models.ForeignKey(
        Reading,
        models.PROTECT,
        related_name="valued",
        null=True,
        blank=True,
        verbose_name=_("Quantity taken from this reading"),
    )
    proxy = _number(_("Financial proxy"))
    proxy_low = _edge(_("Proxy, low"))
    proxy_high = _edge(_("Proxy, high"))
    proxy_name = models.CharField(_("What the proxy is"), max_length=250, blank=True)
    proxy_source = models.CharField(_("Source of the proxy"), max_length=400, blank=True)
    proxy_year = models.CharField(_("Price year of the proxy"), max_length=9, blank=True)
    deadweight = _share(_("Deadweight"))
    deadweight_low = _share_edge(_("Deadweight, low"))
    deadweight_high = _share_edge(_("Deadweight, high"))
    deadweight_reason = _reason(_("Why this deadweight"))
    displacement = _share(_("Displacement"))
    displacement_low = _share_edge(_("Displacement, low"))
    displacement_high = _share_edge(_("Displacement, high"))
    displacement_reason = _reason(_("Why this displacement"))
    attribution = _share(_("Attribution to others"))
    attribution_low = _share_edge(_("Attribution, low"))
    attribution_high = _share_edge(_("Attribution, high"))
    attribution_reason = _reason(_("Why this attribution"))
    drop_off = _share(_("Drop-off a year"))
    drop_off_low = _share_edge(_("Drop-off, low"))
    drop_off_high = _share_edge(_("Drop-off, high"))
    drop_off_reason = _reason(_("Why this drop-off"))
    duration_years = models.DecimalField(
        _("Years it lasts"),
        max_digits=5,
        decimal_places=2,
        default=1,
        validators=[MinValueValidator(0.01), MaxValueValidator(100)],
    )
    duration_years_low = _edge(_("Years, low"))
    duration_years_high = _edge(_("Years, high"))
    duration_years_reason = _reason(_("Why this long"))
    shape = models.CharField(_("Shape of the ranges"), max_length=10, choices=Shape, default=Shape.TRIANGULAR)
    position = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta(PartnershipModel.Meta):
        verbose_name = _("valued outcome")
        ordering = ["position", "number"]
        constraints = [
            *PartnershipModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["value_map", "code"],
                condition=Q(removed_at__isnull=True),
                name="value_outcome_code_once",
                violation_error_message=_("Another outcome of this map has this code."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        faults = {}
        for name in NUMBERS:
            low, likely, high = (getattr(self, f"{name}{edge}") for edge in ("_low", "", "_high"))
            if (low is None) != (high is None):
                faults[f"{name}_high" if high is None else f"{name}_low"] = _(
                    "Give both the low and the high."
                )
            elif low is not None and likely is not None and not low <= likely <= high:
                faults[name] = _("It must lie between the low and the high.")
        if faults:
            raise ValidationError(faults)


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
