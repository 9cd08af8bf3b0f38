"""What changes for one group: how much, what it is worth, what is taken off, and why."""

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
from coplan.value.models.maps import ValueMap
from coplan.value.models.proxies import Proxy


class Shape(models.TextChoices):
    TRIANGULAR = "triangular", _("Triangular: likely in the middle")
    UNIFORM = "uniform", _("Even: any value as likely")
    PERT = "pert", _("Bell: mostly near the likely")


class Ground(models.TextChoices):
    """Why an outcome is relevant: what makes people act on it."""

    STAKEHOLDERS = "stakeholders", _("The people it happens to say it matters")
    POLICY = "policy", _("Law or policy asks for it")
    PEERS = "peers", _("Others who do the same work count it")
    NORMS = "norms", _("People at large would expect it to be counted")
    MONEY = "money", _("It moves somebody's money")


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
    library_proxy = models.ForeignKey(
        Proxy,
        models.PROTECT,
        related_name="used",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("Proxy of the library"),
    )
    # How the library's value became this row's: value × units × factor, as it was on that day
    proxy_base = models.DecimalField(max_digits=16, decimal_places=4, null=True, blank=True, editable=False)
    proxy_units = models.DecimalField(max_digits=10, decimal_places=4, default=1, editable=False)
    proxy_factor = models.DecimalField(max_digits=12, decimal_places=8, null=True, blank=True, editable=False)
    proxy_base_year = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    proxy_price_year = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
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
    is_counted = models.BooleanField(_("Counted in the result"), default=True, editable=False)
    relevant_because = models.JSONField(_("Relevant because"), default=list, blank=True, editable=False)
    material_reason = models.CharField(
        _("Why it is counted, or left out"), max_length=400, blank=True, editable=False
    )
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

    @property
    def uprated(self) -> Decimal | None:
        """What the library's proxy came to when it was chosen; None where the proxy was typed."""
        if self.proxy_base is None or self.proxy_factor is None:
            return None
        return Decimal(round(self.proxy_base * self.proxy_units * self.proxy_factor, 2))

    @property
    def is_typed_over(self) -> bool:
        """Somebody typed another proxy after one of the library was chosen."""
        return self.uprated is not None and self.uprated != self.proxy


class QuantityReading(PartnershipModel):
    """One of several readings of a count that a quantity adds up."""

    kind = "value-reading"

    outcome = models.ForeignKey(ValueOutcome, models.CASCADE, related_name="summed", editable=False)
    reading = models.ForeignKey(Reading, models.PROTECT, related_name="summed_in", verbose_name=_("Reading"))

    LABEL_NEEDS = ("reading__indicator",)

    class Meta(PartnershipModel.Meta):
        verbose_name = _("reading in a quantity")
        verbose_name_plural = _("readings in quantities")
        constraints = [
            *PartnershipModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["outcome", "reading"],
                condition=Q(removed_at__isnull=True),
                name="value_reading_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.reading)
