"""A partnership, the organisations round its table and the people who take part."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager
from simple_history.models import HistoricalRecords

from coplan.kit.models import PartnershipModel
from coplan.packs import pack
from coplan.people.models import Organisation, Person


class Stage(models.TextChoices):
    """The five stages of a Public Social Partnership, in order."""

    NEED = "need", _("Need")
    FORM = "form", _("Form")
    DESIGN = "design", _("Design")
    PILOT = "pilot", _("Pilot")
    SUSTAIN = "sustain", _("Sustain")


class Partnership(models.Model):
    name = models.CharField(_("Name"), max_length=120)
    slug = models.SlugField(_("Short name in the address"), max_length=60, unique=True)
    summary = models.TextField(
        _("Summary"), max_length=1000, help_text=_("What the partnership is for, in one or two sentences.")
    )
    vision = models.TextField(
        _("Vision"), max_length=2000, blank=True, help_text=_("How things will be when the service works.")
    )
    places = models.JSONField(_("Council areas"), default=list, blank=True)
    formed_on = models.DateField(_("Formed on"), null=True, blank=True)
    money_ends_on = models.DateField(
        _("Money for the pilot ends on"),
        null=True,
        blank=True,
        help_text=_("The plan is made backwards from this day."),
    )
    people_target = models.PositiveIntegerField(
        _("People to be helped"), null=True, blank=True, help_text=_("In the whole pilot.")
    )
    risk_tolerance = models.PositiveSmallIntegerField(
        _("Highest risk score the group accepts"),
        default=12,
        validators=[MinValueValidator(1), MaxValueValidator(25)],
        help_text=_("Probability × impact, 1 to 25. A risk above it is taken to the governance group."),
    )
    is_example = models.BooleanField(default=False, editable=False)
    closed_on = models.DateField(_("Closed on"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("overview", args=[self.slug])

    @property
    def place_names(self) -> list[str]:
        names = dict(pack("scotland").council_areas())
        return [names.get(code, code) for code in self.places]

    @property
    def closing_reason(self) -> str:
        """Why it is closed, as noted by whoever closed it; one query where it is."""
        noted = self.history.filter(closed_on=self.closed_on).first() if self.closed_on else None
        return (noted.history_change_reason or "") if noted else ""

    def clean(self) -> None:
        if self.formed_on and self.money_ends_on and self.money_ends_on <= self.formed_on:
            raise ValidationError({"money_ends_on": _("The money must end after the partnership is formed.")})


class PartnerRole(models.TextChoices):
    LEAD_PUBLIC = "lead-public", _("Lead public partner")
    LEAD_THIRD = "lead-third", _("Lead third sector partner")
    PARTNER = "partner", _("Partner")
    UMBRELLA = "umbrella", _("Umbrella body")
    FUNDER = "funder", _("Funder")
    EVALUATOR = "evaluator", _("Evaluator")


class Partner(PartnershipModel):
    """An organisation's place in the partnership."""

    kind = "partner"

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="places", verbose_name=_("Organisation")
    )
    role = models.CharField(_("Role"), max_length=12, choices=PartnerRole, default=PartnerRole.PARTNER)
    brings = models.TextField(
        _("What it brings"),
        max_length=1000,
        blank=True,
        help_text=_("Skills, people, premises, money, reach."),
    )
    joined_on = models.DateField(_("Joined on"), null=True, blank=True)
    left_on = models.DateField(_("Left on"), null=True, blank=True)

    LABEL_NEEDS = ("organisation",)

    class Meta(PartnershipModel.Meta):
        verbose_name = _("partner")
        constraints = [
            *PartnershipModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["partnership", "organisation"],
                condition=Q(removed_at__isnull=True, left_on__isnull=True),
                name="partner_once",
                violation_error_message=_("This organisation is already a partner."),
            ),
        ]

    def __str__(self) -> str:
        return self.organisation.name

    def is_current(self, day: date) -> bool:
        return self.removed_at is None and (self.left_on is None or self.left_on >= day)

    def clean(self) -> None:
        super().clean()
        if self.joined_on and self.left_on and self.left_on < self.joined_on:
            raise ValidationError({"left_on": _("The day it left must not come before the day it joined.")})


class PersonaRole(models.TextChoices):
    COORDINATOR = "coordinator", _("Coordinator")
    PARTNER = "partner", _("Partner")
    SERVICE_USER = "service-user", _("Service user")
    FUNDER = "funder", _("Funder")
    EVALUATOR = "evaluator", _("Evaluator")
    OBSERVER = "observer", _("Observer")


_ONCE = _("This person already has this role here.")


class Participant(PartnershipModel):
    """A person in a role, for an organisation or for themselves, from a day, until a day."""

    kind = "participant"

    person = models.ForeignKey(Person, models.PROTECT, related_name="parts", verbose_name=_("Person"))
    partner = models.ForeignKey(
        Partner,
        models.PROTECT,
        related_name="people",
        null=True,
        blank=True,
        verbose_name=_("Acts for"),
        help_text=_("Leave empty for somebody who speaks for themselves."),
    )
    role = models.CharField(_("Role"), max_length=12, choices=PersonaRole)
    is_contact = models.BooleanField(
        _("Contact for the partner"),
        default=False,
        help_text=_("Two contacts for each partner keep the work going."),
    )
    starts_on = models.DateField(_("From"))
    ends_on = models.DateField(_("To"), null=True, blank=True)

    LABEL_NEEDS = ("person", "partner__organisation")

    class Meta(PartnershipModel.Meta):
        verbose_name = _("participant")
        constraints = [
            *PartnershipModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["partnership", "person", "partner", "role"],
                condition=Q(removed_at__isnull=True, ends_on__isnull=True, partner__isnull=False),
                name="participant_once",
                violation_error_message=_ONCE,
            ),
            # SQLite cannot count two empty partners as the same, so they have a rule of their own
            models.UniqueConstraint(
                fields=["partnership", "person", "role"],
                condition=Q(removed_at__isnull=True, ends_on__isnull=True, partner__isnull=True),
                name="participant_once_for_oneself",
                violation_error_message=_ONCE,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} ({self.partner})" if self.partner_id else str(self.person)

    def clean(self) -> None:
        super().clean()
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("The last day must not come before the first.")})

    def is_current(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or self.ends_on >= day)


def owner_field(label: Any) -> models.ForeignKey[Any, Any]:
    """Who looks after a record: a participant, or nobody yet."""
    return models.ForeignKey(
        Participant, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=label
    )


class Invitation(models.Model):
    """An invitation by e-mail to take part; any address will do.

    The link carries a secret of which only a digest is kept. No history: it would keep the name
    and address of somebody who never answered.
    """

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="+", editable=False)
    email = models.EmailField(_("E-mail address"))
    name = models.CharField(_("Name"), max_length=120)
    partner = models.ForeignKey(
        Partner, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("Acts for")
    )
    role = models.CharField(_("Role"), max_length=12, choices=PersonaRole)
    message = models.TextField(_("Message"), max_length=1000, blank=True)
    digest = models.CharField(max_length=64, editable=False)
    expires_on = models.DateField(editable=False)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    accepted_at = models.DateTimeField(null=True, editable=False)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False
    )
    invited_at = models.DateTimeField(default=timezone.now, editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ["-invited_at"]
        verbose_name = _("invitation")

    def __str__(self) -> str:
        return self.name

    @property
    def state(self) -> Any:
        if self.accepted_at:
            return _("Accepted")
        if self.withdrawn_at:
            return _("Withdrawn")
        return _("Expired") if self.expires_on < timezone.localdate() else _("Sent")


class Decision(models.TextChoices):
    GO = "go", _("Go")
    CONDITIONS = "conditions", _("Go, with conditions")
    STOP = "stop", _("Stop")


class Gate(PartnershipModel):
    """What was decided at the gate before a stage, why, and by whom. A later decision replaces it."""

    kind = "gate"
    letter = "GT"

    stage = models.CharField(_("Gate before"), max_length=8, choices=Stage, editable=False)
    decision = models.CharField(_("Decision"), max_length=10, choices=Decision)
    reasons = models.TextField(_("Reasons"), max_length=4000)
    conditions = models.TextField(_("Conditions"), max_length=2000, blank=True)
    conditions_due_on = models.DateField(_("Conditions to be met by"), null=True, blank=True)
    conditions_met_on = models.DateField(_("Conditions met on"), null=True, blank=True, editable=False)
    decided_on = models.DateField(_("Decided on"))
    decided_by = models.CharField(
        _("Who decided"), max_length=250, help_text=_("The group and the people, as the minutes name them.")
    )
    criteria = models.JSONField(default=list, editable=False)

    class Meta(PartnershipModel.Meta):
        verbose_name = _("gate decision")

    def __str__(self) -> str:
        return f"{self.get_stage_display()}: {self.get_decision_display()}"

    def clean(self) -> None:
        super().clean()
        if self.decision == Decision.CONDITIONS:
            for name in ("conditions", "conditions_due_on"):
                if not getattr(self, name):
                    raise ValidationError(
                        {
                            name: _(
                                "A decision with conditions needs the conditions and a day to meet them by."
                            )
                        }
                    )


class CriterionEvidence(PartnershipModel):
    """What shows that one criterion of a gate is met, where the record cannot show it by itself."""

    kind = "criterion-evidence"

    stage = models.CharField(max_length=8, choices=Stage, editable=False)
    criterion = models.CharField(max_length=10, editable=False)
    statement = models.TextField(_("What shows it"), max_length=2000)
    dated_on = models.DateField(_("Date"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)

    class Meta(PartnershipModel.Meta):
        verbose_name = _("evidence for a gate")

    def __str__(self) -> str:
        return self.statement[:80]
