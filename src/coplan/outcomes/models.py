"""The logic model, the indicators of its outcomes, their targets and their readings.

Targets and readings are never overwritten: a revision is a new row that replaces the old one,
with the reason and the person.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coplan.kit.models import PartnershipModel
from coplan.need.models import Need
from coplan.outcomes import periods
from coplan.packs import pack
from coplan.partnerships.models import owner_field
from coplan.stakeholders.models import StakeholderGroup


class Tier(models.TextChoices):
    """The columns of a logic model, from left to right."""

    INPUT = "input", _("Input")
    ACTIVITY = "activity", _("Activity")
    OUTPUT = "output", _("Output")
    SHORT = "short", _("Short-term outcome")
    MEDIUM = "medium", _("Medium-term outcome")
    LONG = "long", _("Long-term outcome")


OUTCOME_TIERS = (Tier.SHORT, Tier.MEDIUM, Tier.LONG)
RANKS = {tier.value: rank for rank, tier in enumerate(Tier)}


class Element(PartnershipModel):
    """One box of the logic model. An outcome is tied to need, stakeholder group and national outcome."""

    kind = "element"
    letter = "L"

    tier = models.CharField(_("Kind"), max_length=8, choices=Tier)
    title = models.CharField(_("In one sentence"), max_length=160)
    description = models.TextField(_("Description"), max_length=2000, blank=True)
    need = models.ForeignKey(
        Need,
        models.PROTECT,
        related_name="outcomes",
        null=True,
        blank=True,
        verbose_name=_("Need it answers"),
    )
    stakeholder = models.ForeignKey(
        StakeholderGroup,
        models.PROTECT,
        related_name="outcomes",
        null=True,
        blank=True,
        verbose_name=_("For which stakeholder group"),
    )
    national_outcome = models.CharField(_("National outcome it serves"), max_length=40, blank=True)
    position = models.PositiveSmallIntegerField(_("Order in its column"), default=0)

    class Meta(PartnershipModel.Meta):
        verbose_name = _("part of the logic model")
        verbose_name_plural = _("logic model")

    def __str__(self) -> str:
        return self.title

    @property
    def is_outcome(self) -> bool:
        return self.tier in OUTCOME_TIERS

    def get_national_outcome_display(self) -> str:
        """The name of the national outcome, of whichever edition."""
        names = {one.code: one.name for one in pack().national_outcomes()}
        return names.get(self.national_outcome, self.national_outcome)

    @property
    def missing_ties(self) -> tuple[str, ...]:
        """What an outcome is not tied to yet, in words; parts that are not outcomes need no ties."""
        if not self.is_outcome:
            return ()
        ties = (
            (self.need_id, _("the need it answers")),
            (self.stakeholder_id, _("the stakeholder group it is for")),
            (self.national_outcome, _("the national outcome it serves")),
        )
        return tuple(str(words) for tie, words in ties if not tie)

    @property
    def rank(self) -> int:
        """The column, from 0 at the left."""
        return RANKS[self.tier]

    @property
    def place(self) -> tuple[int, int, int]:
        """Sorts the parts of a model: by column, then by their order in it."""
        return (self.rank, self.position, self.number)

    def clean(self) -> None:
        super().clean()
        if self.pk is None or self.tier not in RANKS:
            return
        onward = [link.target for link in self._live_links("source").select_related("target")]
        under = [link.source for link in self._live_links("target").select_related("source")]
        wrong = [one for one in onward if one.rank < self.rank] + [
            one for one in under if one.rank > self.rank
        ]
        if wrong:
            raise ValidationError(
                {
                    "tier": _(
                        "It is linked to %(label)s, and links run from left to right. Undo that link first."
                    )
                    % {"label": wrong[0].label}
                }
            )

    def _live_links(self, end: str) -> models.QuerySet[Any]:
        found: models.QuerySet[Any] = Link.objects.filter(
            **{end: self}, source__removed_at=None, target__removed_at=None
        )
        return found


class Link(PartnershipModel):
    """One part of the logic model leads to another."""

    kind = "element-link"

    source = models.ForeignKey(Element, models.CASCADE, related_name="leads", verbose_name=_("From"))
    target = models.ForeignKey(Element, models.CASCADE, related_name="rests", verbose_name=_("To"))
    because = models.CharField(_("Because"), max_length=300, blank=True)

    LABEL_NEEDS = ("source", "target")

    class Meta(PartnershipModel.Meta):
        verbose_name = _("link of the logic model")
        verbose_name_plural = _("links of the logic model")
        constraints = [
            *PartnershipModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["source", "target"],
                condition=Q(removed_at__isnull=True),
                name="link_once",
                violation_error_message=_("These two are linked already."),
            ),
            models.CheckConstraint(condition=~Q(source=models.F("target")), name="link_not_to_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.source} → {self.target}"

    def clean(self) -> None:
        super().clean()
        if self.source_id and self.target_id and self.source.rank > self.target.rank:
            raise ValidationError({"target": _("Links run from left to right: choose something further on.")})


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


def _figure(label: object, **options: object) -> models.DecimalField:
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
    direction = models.CharField(_("Direction"), max_length=4, choices=Direction, default=Direction.UP)
    baseline = _figure(_("Baseline"))
    baseline_out_of = _figure(_("Baseline out of"), help_text=_("For a percentage: the count it is out of."))
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
        """Whether the figures of two periods may be added; percentages and levels never."""
        return self.measured in (Measured.COUNT, Measured.MONEY)

    @property
    def baseline_value(self) -> Decimal | None:
        return share(self.baseline, self.baseline_out_of) if self.is_percentage else self.baseline

    def clean(self) -> None:
        super().clean()
        if self.baseline is not None and self.is_percentage and not self.baseline_out_of:
            raise ValidationError({"baseline_out_of": _("Enter what the baseline count is out of, above 0.")})
        if self.baseline is not None and self.baseline_on is None:
            raise ValidationError({"baseline_on": _("Enter the date of the baseline.")})
        self._refuse_new_measure()
        if self.counts_people and self.measured != Measured.COUNT:
            raise ValidationError(
                {"counts_people": _("Only an indicator measured as a count can count people.")}
            )

    def _refuse_new_measure(self) -> None:
        """Stored figures mean what they meant when they were entered."""
        taken = Reading.objects.filter(indicator=self.pk).exclude(indicator__measured=self.measured)
        if self.pk is not None and taken.exists():
            told = _(
                "It has readings that were taken in another way. Add a new indicator for the new measure."
            )
            raise ValidationError({"measured": told})


def share(count: Decimal | None, out_of: Decimal | None) -> Decimal | None:
    """A percentage of two counts; None where it cannot be had."""
    return count / out_of * 100 if count is not None and out_of else None


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
    out_of = _figure(_("Out of"))
    source = models.CharField(_("Source"), max_length=250)
    note = models.TextField(_("Note"), max_length=1000, blank=True)

    LABEL_NEEDS = ("indicator",)

    class Meta(PartnershipModel.Meta):
        verbose_name = _("reading")
        constraints = [*PartnershipModel.Meta.constraints, _one_in_force("reading_once_a_period")]

    def __str__(self) -> str:
        return f"{self.value.normalize():f}" if self.value is not None else ""

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
