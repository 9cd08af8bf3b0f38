"""Who reports what, the rounds in which they are asked, and what each partner returns."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from coplan.kit.models import PartnershipModel
from coplan.outcomes.models import BreakdownGroup, Indicator, Reading
from coplan.outcomes.queries import periods
from coplan.partnerships.models import Partner


def _person(**options: Any) -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, **options
    )


class Duty(PartnershipModel):
    """One partner reports one indicator."""

    kind = "reporting-duty"

    indicator = models.ForeignKey(
        Indicator, models.CASCADE, related_name="duties", verbose_name=_("Indicator")
    )
    partner = models.ForeignKey(Partner, models.CASCADE, related_name="duties", verbose_name=_("Partner"))

    LABEL_NEEDS = ("indicator", "partner__organisation")

    class Meta(PartnershipModel.Meta):
        verbose_name = _("duty to report")
        verbose_name_plural = _("duties to report")
        constraints = [
            *PartnershipModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["indicator", "partner"],
                condition=Q(removed_at__isnull=True),
                name="reporting_duty_once",
                violation_error_message=_("This partner reports this indicator already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.partner}"


class Round(PartnershipModel):
    """One period in which partners are asked for their figures, by a day."""

    kind = "reporting-round"
    letter = "RR"

    starts_on = models.DateField(_("Period from"))
    ends_on = models.DateField(_("Period to"))
    opens_on = models.DateField(
        _("Opens on"), help_text=_("From this day partners can fill in their return.")
    )
    due_on = models.DateField(_("Due on"))
    note = models.TextField(
        _("Note to those who report"),
        max_length=1000,
        blank=True,
        help_text=_("It stands at the top of their form and in the e-mail."),
    )
    by = _person()
    locked_at = models.DateTimeField(_("Locked"), null=True, editable=False)
    locked_by = _person(null=True)

    class Meta(PartnershipModel.Meta):
        verbose_name = _("round of reporting")
        verbose_name_plural = _("rounds of reporting")
        ordering = ["-ends_on", "-number"]
        constraints = [
            *PartnershipModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["partnership", "starts_on", "ends_on"],
                condition=Q(removed_at__isnull=True),
                name="reporting_round_once",
                violation_error_message=_("There is a round for these days already."),
            ),
        ]

    def __str__(self) -> str:
        return self.period

    @property
    def period(self) -> str:
        return periods.in_words(self.starts_on, self.ends_on)

    @property
    def is_locked(self) -> bool:
        return self.locked_at is not None

    def is_open(self, today: date) -> bool:
        return self.opens_on <= today and not self.is_locked

    def clean(self) -> None:
        super().clean()
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("The period must not end before it begins.")})
        if self.due_on and self.ends_on and self.due_on <= self.ends_on:
            raise ValidationError({"due_on": _("Figures are due after the period ends. Choose a later day.")})
        if self.due_on and self.opens_on and self.due_on < self.opens_on:
            raise ValidationError({"due_on": _("The round must open before its figures are due.")})


class State(models.TextChoices):
    DRAFT = "draft", _("Not sent yet")
    SENT = "sent", _("Sent")
    RETURNED = "returned", _("Sent back")
    APPROVED = "approved", _("Approved")


class Return(PartnershipModel):
    """What one partner reports in one round."""

    kind = "return"
    letter = "RN"

    round = models.ForeignKey(Round, models.CASCADE, related_name="returns", verbose_name=_("Round"))
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="returns", verbose_name=_("Partner"))
    state = models.CharField(_("State"), max_length=8, choices=State, default=State.DRAFT, editable=False)
    sent_at = models.DateTimeField(_("Sent"), null=True, editable=False)
    sent_by = _person(null=True)
    decided_at = models.DateTimeField(_("Decided"), null=True, editable=False)
    decided_by = _person(null=True)
    reason = models.CharField(_("Why it was sent back"), max_length=500, blank=True, editable=False)

    LABEL_NEEDS = ("round", "partner__organisation")

    class Meta(PartnershipModel.Meta):
        verbose_name = _("return")
        constraints = [
            *PartnershipModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["round", "partner"],
                condition=Q(removed_at__isnull=True),
                name="return_once_a_round",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partner}, {self.round}"

    @property
    def organisation_id(self) -> int:
        """For the predicate that asks who speaks for it."""
        return int(self.partner.organisation_id)

    @property
    def is_to_be_sent(self) -> bool:
        return self.state in (State.DRAFT, State.RETURNED)


class Figure(PartnershipModel):
    """One question of a return and what was answered: a figure, or that it is not known and why."""

    kind = "reported-figure"

    in_return = models.ForeignKey(Return, models.CASCADE, related_name="figures", editable=False)
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="reported", verbose_name=_("Indicator"), editable=False
    )
    starts_on = models.DateField(_("Period from"), editable=False)
    ends_on = models.DateField(_("Period to"), editable=False)
    figure = models.DecimalField(_("Figure"), max_digits=16, decimal_places=4, null=True, blank=True)
    out_of = models.DecimalField(_("Out of"), max_digits=16, decimal_places=4, null=True, blank=True)
    not_known = models.BooleanField(_("Not known"), default=False)
    why_not_known = models.CharField(_("Why it is not known"), max_length=300, blank=True)
    source = models.CharField(_("Source"), max_length=250, blank=True)
    note = models.CharField(_("What happened"), max_length=500, blank=True)
    left_out_at = models.DateTimeField(_("Closed without it"), null=True, editable=False)
    left_out_by = _person(null=True)
    left_out_because = models.CharField(_("Why it was closed without"), max_length=300, blank=True)
    reading = models.ForeignKey(
        Reading, models.PROTECT, related_name="reported", null=True, blank=True, editable=False
    )

    LABEL_NEEDS = ("indicator", "in_return__partner__organisation", "in_return__round")

    class Meta(PartnershipModel.Meta):
        verbose_name = _("reported figure")
        ordering = ["in_return", "number"]
        constraints = [
            *PartnershipModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["in_return", "indicator", "starts_on"],
                condition=Q(removed_at__isnull=True),
                name="reported_figure_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}, {self.period}"

    @property
    def period(self) -> str:
        return periods.in_words(self.starts_on, self.ends_on)

    @property
    def question(self) -> tuple[int, date, date]:
        """What is asked, whoever answers."""
        return (self.indicator_id, self.starts_on, self.ends_on)

    @property
    def is_left_out(self) -> bool:
        return self.left_out_at is not None

    @property
    def is_answered(self) -> bool:
        return self.figure is not None or self.not_known


class FigurePart(PartnershipModel):
    """What of a reported figure belongs to one group of a breakdown."""

    kind = "reported-part"

    of_figure = models.ForeignKey(Figure, models.CASCADE, related_name="parts", editable=False)
    group = models.ForeignKey(
        BreakdownGroup, models.PROTECT, related_name="reported", verbose_name=_("Group"), editable=False
    )
    figure = models.DecimalField(_("Figure"), max_digits=16, decimal_places=4)
    out_of = models.DecimalField(_("Out of"), max_digits=16, decimal_places=4, null=True, blank=True)

    LABEL_NEEDS = ("of_figure__indicator", "group")

    class Meta(PartnershipModel.Meta):
        verbose_name = _("part of a reported figure")
        verbose_name_plural = _("parts of reported figures")
        constraints = [
            *PartnershipModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["of_figure", "group"],
                condition=Q(removed_at__isnull=True),
                name="reported_part_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group}: {self.figure.normalize():f}"


class Link(models.Model):
    """A link that opens one return for one person without a password; only a digest of its secret is kept."""

    partnership = models.ForeignKey("partnerships.Partnership", models.CASCADE, related_name="+")
    in_return = models.ForeignKey(Return, models.CASCADE, related_name="links")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    expires_on = models.DateField()
    made_at = models.DateTimeField(default=timezone.now)
    used_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    stopped_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True)

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("link to a return")
        verbose_name_plural = _("links to returns")

    def __str__(self) -> str:
        return f"{self.person}: {self.in_return}"


class Step(models.TextChoices):
    """When somebody is reminded of a return."""

    BEFORE = "before", _("a week before it is due")
    DUE = "due", _("on the day it is due")
    LATE_1 = "late-1", _("a week late")
    LATE_2 = "late-2", _("two weeks late")
    LATE_3 = "late-3", _("three weeks late")


class Reminder(models.Model):
    """That one person was reminded of one return at one step: kept before the e-mail goes, so none goes twice."""

    partnership = models.ForeignKey("partnerships.Partnership", models.CASCADE, related_name="+")
    in_return = models.ForeignKey(Return, models.CASCADE, related_name="reminders")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    step = models.CharField(max_length=6, choices=Step)
    at = models.DateTimeField(default=timezone.now)

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("reminder")
        constraints = [models.UniqueConstraint(fields=["in_return", "person", "step"], name="reminded_once")]

    def __str__(self) -> str:
        return f"{self.person}: {self.in_return}, {self.get_step_display()}"


class Quiet(models.Model):
    """Somebody who wants no reminders by e-mail, in no partnership."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("wish for no reminders")
        verbose_name_plural = _("wishes for no reminders")

    def __str__(self) -> str:
        return str(self.person)
