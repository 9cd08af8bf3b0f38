"""Targets and readings. They are never overwritten: a revision is a new row that replaces the old one,
with the reason and the person.
"""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coplan.kit.models import PartnershipModel
from coplan.outcomes import locks, periods
from coplan.outcomes.models.indicators import Indicator, figure_field, share


class Replaceable(PartnershipModel):
    """A figure for a period that is replaced, never overwritten."""

    starts_on = models.DateField(_("Period from"))
    ends_on = models.DateField(_("Period to"))
    reason = models.CharField(_("Why it was revised"), max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    at = models.DateTimeField(default=timezone.now, editable=False)
    replaced_at = models.DateTimeField(null=True, editable=False)
    replaces = models.ForeignKey(
        "self", models.PROTECT, related_name="replaced_by", null=True, blank=True, editable=False
    )

    class Meta(PartnershipModel.Meta):
        abstract = True

    @property
    def is_in_force(self) -> bool:
        return self.replaced_at is None

    @property
    def period(self) -> str:
        return periods.in_words(self.starts_on, self.ends_on)

    @property
    def label(self) -> str:
        return f"{self.reference} {self.indicator}, {self.period}"

    def clean(self) -> None:
        super().clean()
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("The period must not end before it begins.")})


def _one_in_force(name: str) -> models.UniqueConstraint:
    return models.UniqueConstraint(
        fields=["indicator", "starts_on", "ends_on"],
        condition=Q(replaced_at__isnull=True, removed_at__isnull=True),
        name=name,
        violation_error_message=_("There is one for this period already. Revise that one."),
    )


class Target(Replaceable):
    """What an indicator should be in a period. A percentage is typed as one: 60 means 60%."""

    kind = "target"
    letter = "T"

    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="targets", verbose_name=_("Indicator")
    )
    value = models.DecimalField(_("Target"), max_digits=16, decimal_places=4)

    LABEL_NEEDS = ("indicator",)

    class Meta(PartnershipModel.Meta):
        verbose_name = _("target")
        constraints = [*PartnershipModel.Meta.constraints, _one_in_force("target_once_a_period")]

    def __str__(self) -> str:
        return f"{self.value.normalize():f}"

    def clean(self) -> None:
        super().clean()
        if not self.indicator_id or self.value is None or not self.indicator.is_percentage:
            return
        if not 0 <= self.value <= 100:
            raise ValidationError({"value": _("A percentage is between 0 and 100: 60 means 60%.")})


class Reading(Replaceable):
    """What an indicator was in a period; a percentage is kept as its two counts."""

    kind = "reading"
    letter = "RE"

    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="readings", verbose_name=_("Indicator")
    )
    figure = models.DecimalField(_("Figure"), max_digits=16, decimal_places=4)
    out_of = figure_field(_("Out of"))
    source = models.CharField(_("Source"), max_length=250)
    note = models.TextField(_("Note"), max_length=1000, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False
    )
    approved_at = models.DateTimeField(null=True, editable=False)

    LABEL_NEEDS = ("indicator",)

    class Meta(PartnershipModel.Meta):
        verbose_name = _("reading")
        constraints = [*PartnershipModel.Meta.constraints, _one_in_force("reading_once_a_period")]

    def __str__(self) -> str:
        return f"{self.value.normalize():f}" if self.value is not None else ""

    @property
    def is_approved(self) -> bool:
        """Whether somebody other than whoever entered it has said that it is right."""
        return self.approved_at is not None

    @property
    def value(self) -> Decimal | None:
        return share(self.figure, self.out_of) if self.indicator.is_percentage else self.figure

    def clean(self) -> None:
        super().clean()
        if self.indicator_id and self.indicator.is_percentage and (self.out_of is None or self.out_of <= 0):
            raise ValidationError({"out_of": _("Enter what the count is out of, above 0.")})
        if self.indicator_id and self.figure is not None and self.figure < 0 and self.indicator.counts_things:
            raise ValidationError({"figure": _("A count cannot be less than 0.")})
        if self.out_of and self.figure is not None and self.figure > self.out_of:
            raise ValidationError({"figure": _("The count cannot be more than what it is out of.")})
        if self.indicator_id and self.starts_on and self.ends_on and self.is_in_force:
            if self._state.adding or self.removed_at is not None:
                # What is stored may stand; nothing comes in, nor out of the recycle bin
                locks.refuse_locked(self.partnership_id, self.ends_on)
            self._refuse_overlap()

    def _refuse_overlap(self) -> None:
        """Two readings over the same days would count the same people twice."""
        others = Reading.objects.filter(
            indicator_id=self.indicator_id,
            replaced_at=None,
            starts_on__lte=self.ends_on,
            ends_on__gte=self.starts_on,
        ).exclude(pk=self.pk)
        found = others.first()
        if found is not None:
            raise ValidationError(
                {
                    "starts_on": _(
                        "There is a reading for %(period)s already. Correct that one, or choose other days."
                    )
                    % {"period": found.period}
                }
            )
