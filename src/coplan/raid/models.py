"""Risks, issues, assumptions and dependencies, and the actions that answer them."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coplan.kit.charts import Band
from coplan.kit.models import PartnershipModel
from coplan.partnerships.models import Partner, owner_field


class Grade(models.IntegerChoices):
    """One to five, for probability and for impact."""

    ONE = 1, _("1 Very low")
    TWO = 2, _("2 Low")
    THREE = 3, _("3 Medium")
    FOUR = 4, _("4 High")
    FIVE = 5, _("5 Very high")


class State(models.TextChoices):
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")


BANDS = (
    Band(_("Low"), 1, "low"),
    Band(_("Medium"), 5, "medium"),
    Band(_("High"), 10, "high"),
    Band(_("Very high"), 16, "very_high"),
)


def band(score: int) -> Band:
    """What a score means: low from 1, medium from 5, high from 10, very high from 16."""
    return max((one for one in BANDS if one.lowest <= score), key=lambda one: one.lowest)


def _grade(label: Any) -> models.PositiveSmallIntegerField[Any, Any]:
    return models.PositiveSmallIntegerField(
        label, choices=Grade, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )


class Handled(PartnershipModel):
    """What risks and issues share: an owner, a state, escalation and closing with a reason."""

    title = models.CharField(_("Title"), max_length=160)
    description = models.TextField(_("Description"), max_length=4000, blank=True)
    owner = owner_field(_("Owner"))
    status = models.CharField(_("Status"), max_length=6, choices=State, default=State.OPEN, editable=False)
    escalated_on = models.DateField(_("Escalated on"), null=True, blank=True, editable=False)
    escalation = models.TextField(_("Why it was escalated"), max_length=1000, blank=True, editable=False)
    closed_on = models.DateField(_("Closed on"), null=True, blank=True, editable=False)
    closing_reason = models.TextField(_("Why it was closed"), max_length=1000, blank=True, editable=False)

    class Meta(PartnershipModel.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.status == State.OPEN


class Response(models.TextChoices):
    AVOID = "avoid", _("Avoid: do it differently")
    REDUCE = "reduce", _("Reduce: make it less likely or less harmful")
    TRANSFER = "transfer", _("Transfer: someone else carries it")
    SHARE = "share", _("Share: partners carry it together")
    ACCEPT = "accept", _("Accept: watch it")


class Risk(Handled):
    """Something uncertain that would harm the partnership's aims."""

    kind = "risk"
    letter = "R"

    probability = _grade(_("Probability"))
    impact = _grade(_("Impact"))
    score = models.PositiveSmallIntegerField(_("Score"), editable=False)
    response = models.CharField(_("Response"), max_length=10, choices=Response, blank=True)
    plan = models.TextField(_("What we do about it"), max_length=4000, blank=True)
    review_on = models.DateField(_("Review on"), null=True, blank=True)

    class Meta(PartnershipModel.Meta):
        verbose_name = _("risk")
        constraints = [
            *PartnershipModel.Meta.constraints,
            models.CheckConstraint(
                condition=Q(probability__range=(1, 5), impact__range=(1, 5)), name="risk_grades_1_to_5"
            ),
        ]
        indexes = [
            *PartnershipModel.Meta.indexes,
            models.Index(
                fields=["partnership", "status", "-score", "-number"],
                condition=Q(removed_at__isnull=True),
                name="risk_by_score",
            ),
            # The heat map and the counts above the list are answered from this alone
            models.Index(
                fields=["partnership", "status", "probability", "impact", "owner", "review_on"],
                condition=Q(removed_at__isnull=True),
                name="risk_by_cell",
            ),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.score = self.probability * self.impact
        super().save(*args, **kwargs)

    @property
    def band(self) -> Band:
        return band(self.score)


class Issue(Handled):
    """Something that has happened and needs dealing with."""

    kind = "issue"
    letter = "I"

    impact = _grade(_("Impact"))
    plan = models.TextField(_("What we do about it"), max_length=4000, blank=True)
    raised_on = models.DateField(_("Raised on"))
    due_on = models.DateField(_("To be resolved by"), null=True, blank=True)
    risk = models.ForeignKey(
        Risk,
        models.PROTECT,
        related_name="issues",
        null=True,
        blank=True,
        verbose_name=_("Risk it came from"),
    )

    class Meta(PartnershipModel.Meta):
        verbose_name = _("issue")

    def clean(self) -> None:
        super().clean()
        if self.raised_on and self.due_on and self.due_on < self.raised_on:
            raise ValidationError({"due_on": _("It cannot be resolved before it was raised.")})


class Assumption(PartnershipModel):
    """Something taken as true that the plan rests on."""

    kind = "assumption"
    letter = "A"

    class Finding(models.TextChoices):
        UNCHECKED = "unchecked", _("Not checked yet")
        HOLDS = "holds", _("Holds")
        FALSE = "false", _("Turned out false")

    title = models.CharField(_("We assume that"), max_length=200)
    grounds = models.TextField(_("Why we think so"), max_length=2000, blank=True)
    if_false = models.TextField(_("What follows if it is false"), max_length=2000, blank=True)
    owner = owner_field(_("Owner"))
    check_on = models.DateField(_("Check by"), null=True, blank=True)
    finding = models.CharField(_("What we found"), max_length=10, choices=Finding, default=Finding.UNCHECKED)

    class Meta(PartnershipModel.Meta):
        verbose_name = _("assumption")

    def __str__(self) -> str:
        return self.title


class Dependency(PartnershipModel):
    """Something we need from somebody by a day."""

    kind = "dependency"
    letter = "D"

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        MET = "met", _("Met")
        LATE = "at-risk", _("At risk")
        DROPPED = "dropped", _("No longer needed")

    title = models.CharField(_("What we need"), max_length=200)
    partner = models.ForeignKey(
        Partner, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("From which partner")
    )
    outside = models.CharField(_("Or from whom outside"), max_length=160, blank=True)
    needed_by = models.DateField(_("Needed by"))
    owner = owner_field(_("Who follows it up"))
    state = models.CharField(_("State"), max_length=10, choices=State, default=State.WAITING)
    if_late = models.TextField(_("What follows if it is late"), max_length=2000, blank=True)

    class Meta(PartnershipModel.Meta):
        verbose_name = _("dependency")
        verbose_name_plural = _("dependencies")

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        if not self.partner_id and not self.outside:
            raise ValidationError(
                {"partner": _("Choose the partner it comes from, or name who it is outside.")}
            )


class Action(PartnershipModel):
    """One thing somebody does by a day about a risk or an issue."""

    kind = "raid-action"
    letter = "RA"

    title = models.CharField(_("What is to be done"), max_length=200)
    risk = models.ForeignKey(
        Risk, models.PROTECT, related_name="actions", null=True, blank=True, verbose_name=_("About the risk")
    )
    issue = models.ForeignKey(
        Issue,
        models.PROTECT,
        related_name="actions",
        null=True,
        blank=True,
        verbose_name=_("About the issue"),
    )
    owner = owner_field(_("Who does it"))
    due_on = models.DateField(_("Due on"))
    done_on = models.DateField(_("Done on"), null=True, blank=True)

    class Meta(PartnershipModel.Meta):
        verbose_name = _("action")

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        if bool(self.risk_id) == bool(self.issue_id):
            raise ValidationError({"risk": _("Choose the risk or the issue it is about: one of the two.")})
