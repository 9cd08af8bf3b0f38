"""Groups that steer and do the work, who sits on them, and when they meet."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coplan.kit.models import PartnershipModel
from coplan.partnerships.models import Participant


class Group(PartnershipModel):
    """A group of the partnership, such as the governance group or an operational group."""

    kind = "group"
    letter = "G"

    name = models.CharField(_("Name"), max_length=160)
    purpose = models.TextField(_("What it is for"), max_length=2000, blank=True)
    is_steering = models.BooleanField(
        _("Steers the partnership"), default=False, help_text=_("It takes the decisions at the gates.")
    )
    reports_to = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="reported_by",
        null=True,
        blank=True,
        verbose_name=_("Reports to"),
    )
    rhythm = models.CharField(
        _("How often it meets"), max_length=80, blank=True, help_text=_("For example: every quarter.")
    )

    class Meta(PartnershipModel.Meta):
        verbose_name = _("group")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        above, seen = self.reports_to, set()
        while above is not None and above.pk not in seen:
            if above.pk == self.pk:
                raise ValidationError(
                    {"reports_to": _("A group cannot report to itself or to a group below it.")}
                )
            seen.add(above.pk)
            above = above.reports_to


class SeatRole(models.TextChoices):
    CHAIR = "chair", _("Chair")
    MEMBER = "member", _("Member")
    SECRETARY = "secretary", _("Secretary")
    ADVISER = "adviser", _("Adviser, no vote")


class Seat(PartnershipModel):
    """A place on a group, held by a participant."""

    kind = "seat"

    group = models.ForeignKey(Group, models.PROTECT, related_name="seats", verbose_name=_("Group"))
    participant = models.ForeignKey(
        Participant, models.PROTECT, related_name="seats", verbose_name=_("Who sits in it")
    )
    role = models.CharField(_("Role"), max_length=10, choices=SeatRole, default=SeatRole.MEMBER)
    starts_on = models.DateField(_("From"))
    ends_on = models.DateField(_("To"), null=True, blank=True)

    LABEL_NEEDS = ("participant__person", "participant__partner__organisation")

    class Meta(PartnershipModel.Meta):
        verbose_name = _("seat")
        constraints = [
            *PartnershipModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["group", "participant"],
                condition=Q(removed_at__isnull=True, ends_on__isnull=True),
                name="seat_once",
                violation_error_message=_("This person already has a seat on this group."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.participant)

    @property
    def has_vote(self) -> bool:
        return self.role != SeatRole.ADVISER

    def clean(self) -> None:
        super().clean()
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("The last day must not come before the first.")})


class MeetingState(models.TextChoices):
    PLANNED = "planned", _("Planned")
    HELD = "held", _("Held")
    CANCELLED = "cancelled", _("Cancelled")


class Meeting(PartnershipModel):
    """One meeting of a group: planned, held or cancelled, and what it decided."""

    kind = "meeting"
    letter = "MT"

    group = models.ForeignKey(Group, models.PROTECT, related_name="meetings", verbose_name=_("Group"))
    held_on = models.DateField(_("Date"))
    place = models.CharField(_("Place"), max_length=160, blank=True)
    state = models.CharField(_("State"), max_length=10, choices=MeetingState, default=MeetingState.PLANNED)
    agenda = models.TextField(_("Agenda"), max_length=4000, blank=True)
    decisions = models.TextField(
        _("What was decided, and why"),
        max_length=6000,
        blank=True,
        help_text=_("One decision a line, each with its reason."),
    )

    LABEL_NEEDS = ("group",)

    class Meta(PartnershipModel.Meta):
        verbose_name = _("meeting")

    def __str__(self) -> str:
        return f"{self.group.name}, {self.held_on:%-d %B %Y}"

    @property
    def is_planned(self) -> bool:
        return self.state == MeetingState.PLANNED
