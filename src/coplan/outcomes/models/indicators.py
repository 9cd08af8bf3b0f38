"""How an outcome is known: the indicator, from where it began, by whom and how often."""

from __future__ import annotations

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from coplan.kit.models import PartnershipModel
from coplan.outcomes.models.logic import Element
from coplan.partnerships.models import owner_field


class Measured(models.TextChoices):
    COUNT = "count", _("A count")
    NUMBER = "number", _("A number with a unit")
    PERCENTAGE = "percentage", _("A percentage, from a count out of a count")
    MONEY = "money", _("An amount of money")


class Direction(models.TextChoices):
    UP = "up", _("Up is better")
    DOWN = "down", _("Down is better")
    HOLD = "hold", _("Holding steady is the aim")


class Frequency(models.TextChoices):
    MONTHLY = "monthly", _("Every month")
    QUARTERLY = "quarterly", _("Every quarter")
    HALF_YEARLY = "half-yearly", _("Every half year")
    YEARLY = "yearly", _("Every year")


def figure_field(label: object, **options: object) -> models.DecimalField:
    return models.DecimalField(label, max_digits=16, decimal_places=4, null=True, blank=True, **options)  # type: ignore[arg-type]


class Indicator(PartnershipModel):
    """How an outcome is known: what is measured, from where it began, by whom and how often."""

    kind = "indicator"
    letter = "IN"

    outcome = models.ForeignKey(
        Element, models.PROTECT, related_name="indicators", verbose_name=_("Outcome or output it measures")
    )
    name = models.CharField(_("Name"), max_length=160)
    definition = models.TextField(
        _("Definition"),
        max_length=2000,
        help_text=_("What counts and what does not, so that two people get one figure."),
    )
    measured = models.CharField(_("Measured as"), max_length=10, choices=Measured, default=Measured.COUNT)
    unit = models.CharField(_("Unit"), max_length=60, help_text=_("For example: people, hours, points."))
    running_total = models.BooleanField(
        _("Each figure counts from the first day"),
        default=False,
        help_text=_(
            "A running total: 20, then 61, then 104. Leave it open where each period is counted afresh."
        ),
    )
    direction = models.CharField(_("Direction"), max_length=4, choices=Direction, default=Direction.UP)
    baseline = figure_field(_("Baseline"))
    baseline_out_of = figure_field(
        _("Baseline out of"), help_text=_("For a percentage: the count it is out of.")
    )
    baseline_on = models.DateField(_("Date of the baseline"), null=True, blank=True)
    baseline_source = models.CharField(_("Source of the baseline"), max_length=250, blank=True)
    method = models.TextField(_("How it is collected"), max_length=2000, blank=True)
    frequency = models.CharField(
        _("How often"), max_length=12, choices=Frequency, default=Frequency.QUARTERLY
    )
    owner = owner_field(_("Owner"))
    counts_people = models.BooleanField(
        _("Counts the people helped"), default=False, help_text=_("Shown on the overview against the target.")
    )

    class Meta(PartnershipModel.Meta):
        verbose_name = _("indicator")

    def __str__(self) -> str:
        return self.name

    @property
    def is_percentage(self) -> bool:
        return self.measured == Measured.PERCENTAGE

    @property
    def counts_things(self) -> bool:
        return self.measured in (Measured.COUNT, Measured.PERCENTAGE)

    @property
    def adds_up(self) -> bool:
        """Whether the figures of two periods may be added; percentages, levels and running totals never."""
        return self.measured in (Measured.COUNT, Measured.MONEY) and not self.running_total

    @property
    def has_parts(self) -> bool:
        """Whether its readings may be broken down: the parts of a count add up, those of an average do not."""
        return self.measured != Measured.NUMBER

    @property
    def baseline_value(self) -> Decimal | None:
        return share(self.baseline, self.baseline_out_of) if self.is_percentage else self.baseline

    def clean(self) -> None:
        super().clean()
        if self.baseline is not None and self.is_percentage and not self.baseline_out_of:
            raise ValidationError({"baseline_out_of": _("Enter what the baseline count is out of, above 0.")})
        if self.baseline is not None and self.baseline_on is None:
            raise ValidationError({"baseline_on": _("Enter the date of the baseline.")})
        if self.running_total and self.measured not in (Measured.COUNT, Measured.MONEY):
            told = _("Only a count or an amount of money can be a running total.")
            raise ValidationError({"running_total": told})
        self._refuse_new_measure()
        if self.counts_people and self.measured != Measured.COUNT:
            raise ValidationError(
                {"counts_people": _("Only an indicator measured as a count can count people.")}
            )
        if self.counts_people and self.running_total:
            told = _("Count the people of each period afresh: those of all periods are added up.")
            raise ValidationError({"counts_people": told})

    def _refuse_new_measure(self) -> None:
        """Stored figures mean what they meant when they were entered."""
        if self.pk is None:
            return
        # By way of the relation: readings are declared after what they measure
        readings = self._meta.get_field("readings").related_model.objects  # type: ignore[union-attr]
        if readings.filter(indicator=self.pk).exclude(indicator__measured=self.measured).exists():
            told = _(
                "It has readings that were taken in another way. Add a new indicator for the new measure."
            )
            raise ValidationError({"measured": told})


def share(count: Decimal | None, out_of: Decimal | None) -> Decimal | None:
    """A percentage of two counts; None where it cannot be had."""
    return count / out_of * 100 if count is not None and out_of else None
