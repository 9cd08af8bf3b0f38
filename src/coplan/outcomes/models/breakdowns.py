"""How a figure falls into parts: by area, by age. The parts of a reading always add up to it."""

from __future__ import annotations

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coplan.kit.models import PartnershipModel
from coplan.outcomes.models.figures import Reading
from coplan.outcomes.models.indicators import Indicator, figure_field, share


class Breakdown(PartnershipModel):
    """One way of telling people or money apart: area, age group."""

    kind = "breakdown"
    letter = "BD"

    name = models.CharField(_("Broken down by"), max_length=80, help_text=_("For example: area, age group."))
    description = models.TextField(
        _("What it means"), max_length=1000, blank=True, help_text=_("So that two people sort alike.")
    )

    class Meta(PartnershipModel.Meta):
        verbose_name = _("breakdown")

    def __str__(self) -> str:
        return self.name


class BreakdownGroup(PartnershipModel):
    """One group of a breakdown: 'Under 25'. 'Not known' is a group like any other."""

    kind = "breakdown-group"

    breakdown = models.ForeignKey(
        Breakdown, models.CASCADE, related_name="groups", verbose_name=_("Breakdown"), editable=False
    )
    name = models.CharField(_("Group"), max_length=80)
    position = models.PositiveSmallIntegerField(_("Order"), default=0)

    LABEL_NEEDS = ("breakdown",)

    class Meta(PartnershipModel.Meta):
        verbose_name = _("group of a breakdown")
        verbose_name_plural = _("groups of a breakdown")
        ordering = ["position", "number"]
        constraints = [
            *PartnershipModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["breakdown", "name"],
                condition=Q(removed_at__isnull=True),
                name="breakdown_group_once",
                violation_error_message=_("This breakdown has a group of that name already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class IndicatorBreakdown(PartnershipModel):
    """An indicator whose readings are asked for by the groups of a breakdown too."""

    kind = "indicator-breakdown"

    indicator = models.ForeignKey(
        Indicator, models.CASCADE, related_name="by_breakdown", verbose_name=_("Indicator")
    )
    breakdown = models.ForeignKey(
        Breakdown, models.PROTECT, related_name="indicators", verbose_name=_("Broken down by")
    )

    LABEL_NEEDS = ("indicator", "breakdown")

    class Meta(PartnershipModel.Meta):
        verbose_name = _("breakdown of an indicator")
        verbose_name_plural = _("breakdowns of indicators")
        constraints = [
            *PartnershipModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["indicator", "breakdown"],
                condition=Q(removed_at__isnull=True),
                name="indicator_breakdown_once",
                violation_error_message=_("The indicator is broken down by this already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.breakdown}"

    def clean(self) -> None:
        super().clean()
        if self.indicator_id and not self.indicator.has_parts:
            told = _(
                "Levels and averages have no parts that add up. Break down a count, a percentage or money."
            )
            raise ValidationError({"indicator": told})


class ReadingPart(PartnershipModel):
    """What of a reading belongs to one group; over the groups of a breakdown they add up to the reading."""

    kind = "reading-part"

    reading = models.ForeignKey(Reading, models.CASCADE, related_name="parts", editable=False)
    group = models.ForeignKey(
        BreakdownGroup, models.PROTECT, related_name="parts", verbose_name=_("Group"), editable=False
    )
    figure = models.DecimalField(_("Figure"), max_digits=16, decimal_places=4)
    out_of = figure_field(_("Out of"))

    LABEL_NEEDS = ("reading__indicator", "group")

    class Meta(PartnershipModel.Meta):
        verbose_name = _("part of a reading")
        verbose_name_plural = _("parts of readings")
        constraints = [
            *PartnershipModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["reading", "group"],
                condition=Q(removed_at__isnull=True),
                name="reading_part_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group}: {self.figure.normalize():f}"

    @property
    def value(self) -> Decimal | None:
        """The share for a percentage, else the figure. Reads the reading's indicator."""
        return share(self.figure, self.out_of) if self.reading.indicator.is_percentage else self.figure

    def clean(self) -> None:
        super().clean()
        if self.out_of is not None and self.figure is not None and self.figure > self.out_of:
            raise ValidationError({"figure": _("The count cannot be more than what it is out of.")})
