"""The plan: tasks, milestones, the days it is held between, its baselines and every date that moved."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from coplan.kit.models import PartnershipModel
from coplan.partnerships.models import Stage, owner_field

MOST_DAYS = 1000


def waits_field() -> models.CharField[Any, Any]:
    """What must be finished first, by reference: a reference never changes and is never given twice."""
    return models.CharField(
        _("Waits for"),
        max_length=400,
        blank=True,
        help_text=_(
            "References of tasks and milestones that come first, with a gap in working days where there is one: "
            "TK-003; TK-005 +10; M-002."
        ),
    )


class Milestone(PartnershipModel):
    kind = "milestone"
    letter = "M"

    title = models.CharField(_("What is reached"), max_length=200)
    stage = models.CharField(_("Stage"), max_length=8, choices=Stage)
    due_on = models.DateField(_("Due on"))
    first_due_on = models.DateField(_("First planned for"), blank=True, editable=False)
    owner = owner_field(_("Owner"))
    after = waits_field()
    done_on = models.DateField(_("Reached on"), null=True, blank=True)
    progress = models.TextField(_("Progress"), max_length=2000, blank=True)

    class Meta(PartnershipModel.Meta):
        verbose_name = _("milestone")

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.first_due_on is None:
            self.first_due_on = self.due_on
        super().save(*args, **kwargs)

    @property
    def has_moved(self) -> bool:
        return self.due_on != self.first_due_on

    def is_late(self, today: date) -> bool:
        return self.done_on is None and self.due_on < today


class Task(PartnershipModel):
    """Work of so many working days. Its dates follow from what it waits for; only what happened is stored."""

    kind = "task"
    letter = "TK"

    title = models.CharField(_("What is done"), max_length=200)
    stage = models.CharField(_("Stage"), max_length=8, choices=Stage)
    workstream = models.CharField(_("Workstream"), max_length=80, blank=True)
    owner = owner_field(_("Owner"))
    days = models.PositiveSmallIntegerField(
        _("Working days"), default=5, help_text=_("How long it takes; 0 for something that takes a moment.")
    )
    after = waits_field()
    not_before = models.DateField(
        _("Not before"), null=True, blank=True, help_text=_("Only where something outside the plan says so.")
    )
    begun_on = models.DateField(_("Begun on"), null=True, blank=True)
    done_on = models.DateField(_("Done on"), null=True, blank=True)
    notes = models.TextField(_("Notes"), max_length=2000, blank=True)

    class Meta(PartnershipModel.Meta):
        verbose_name = _("task")

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        if self.days is not None and self.days > MOST_DAYS:
            raise ValidationError({"days": _("Enter at most 1,000 working days, or split the task.")})
        if self.begun_on and self.done_on and self.done_on < self.begun_on:
            raise ValidationError({"done_on": _("It cannot be done before it was begun.")})


class Way(models.TextChoices):
    BACKWARD = "backward", _("Backwards: each task as late as it safely may")
    FORWARD = "forward", _("Forwards: each task as early as it can")


class PlanFrame(PartnershipModel):
    """From when and until when the plan runs; one a partnership."""

    kind = "plan-frame"

    way = models.CharField(_("How the plan is drawn"), max_length=8, choices=Way, default=Way.BACKWARD)
    starts_on = models.DateField(
        _("Starts on"), null=True, blank=True, help_text=_("Nothing is planned before this day.")
    )
    ends_on = models.DateField(
        _("Must end by"),
        null=True,
        blank=True,
        help_text=_("Left empty, the day the money for the pilot ends, as the partnership's page says."),
    )
    end_milestone = models.ForeignKey(
        Milestone,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("Or: must end by the day of"),
        help_text=_("A milestone such as the day the budget is set. Its day counts, wherever it moves."),
    )

    class Meta(PartnershipModel.Meta):
        verbose_name = _("frame of the plan")

    def __str__(self) -> str:
        return str(self.get_way_display())

    def clean(self) -> None:
        super().clean()
        if self.ends_on and self.end_milestone_id:
            raise ValidationError({"ends_on": _("Give a day or a milestone, not both.")})
        if self.starts_on and self.ends_on and self.ends_on <= self.starts_on:
            raise ValidationError({"ends_on": _("The last day must come after the first.")})


class LocalHoliday(PartnershipModel):
    """A day nobody works here: a council's own holiday, besides Scotland's bank holidays."""

    kind = "local-holiday"

    day = models.DateField(_("Day"))
    name = models.CharField(_("Name"), max_length=120)

    class Meta(PartnershipModel.Meta):
        verbose_name = _("local holiday")

    def __str__(self) -> str:
        return self.name


class MoveReason(models.TextChoices):
    DECISION = "decision", _("A decision came late")
    PEOPLE = "people", _("People were not available")
    SCOPE = "scope", _("The scope changed")
    DEPENDENCY = "dependency", _("Something it waits for is late")
    ESTIMATE = "estimate", _("It was estimated wrongly")
    OTHER = "other", _("Another reason")


class DateMove(PartnershipModel):
    """One date or length that moved: from what, to what, why, by whom. Never changed afterwards."""

    kind = "date-move"

    task = models.ForeignKey(Task, models.CASCADE, related_name="moves", null=True, editable=False)
    milestone = models.ForeignKey(Milestone, models.CASCADE, related_name="moves", null=True, editable=False)
    field = models.CharField(_("What moved"), max_length=20, editable=False)
    old = models.CharField(_("From"), max_length=40, editable=False)
    new = models.CharField(_("To"), max_length=40, editable=False)
    reason = models.CharField(_("Reason"), max_length=12, choices=MoveReason, editable=False)
    why = models.CharField(_("In words"), max_length=500, blank=True, editable=False)
    moved_on = models.DateField(_("Moved on"), editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)

    class Meta(PartnershipModel.Meta):
        verbose_name = _("moved date")
        verbose_name_plural = _("moved dates")

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"


class Baseline(PartnershipModel):
    """The dates of the whole plan as they were agreed on one day."""

    kind = "plan-baseline"
    letter = "BL"

    reason = models.CharField(_("Why it is kept"), max_length=300)
    taken_on = models.DateField(_("Kept on"), editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    # By reference: name, first day, last day
    dates = models.JSONField(default=dict, editable=False)

    class Meta(PartnershipModel.Meta):
        verbose_name = _("baseline of the plan")
        verbose_name_plural = _("baselines of the plan")

    def __str__(self) -> str:
        return self.reason
