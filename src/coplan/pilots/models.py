"""The pilot: the service tried for long enough to learn from it, and what was changed about it on the way."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coplan.engines.health.wording import months_after
from coplan.governance.models import Group, Meeting
from coplan.kit.models import PartnershipModel
from coplan.outcomes.models import Element, Indicator, Reading
from coplan.partnerships.models import Partner, owner_field


class Pilot(PartnershipModel):
    kind = "pilot"
    letter = "P"

    name = models.CharField(_("Name"), max_length=160)
    area = models.CharField(_("Where"), max_length=160, blank=True)
    service = models.TextField(_("The service in a few sentences"), max_length=4000, blank=True)
    provider = models.ForeignKey(
        Partner, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("Who delivers it")
    )
    owner = owner_field(_("Owner"))
    starts_on = models.DateField(_("Starts on"))
    ends_on = models.DateField(_("Ends on"))
    short_reason = models.TextField(
        _("Why it is shorter than 12 months"),
        max_length=1000,
        blank=True,
        help_text=_("Leave empty for 12 months or more."),
    )

    class Meta(PartnershipModel.Meta):
        verbose_name = _("pilot")

    def __str__(self) -> str:
        return self.name

    @property
    def is_short(self) -> bool:
        """Less than twelve months; the last day counts."""
        return self.ends_on + timedelta(days=1) < months_after(self.starts_on, 12)

    @property
    def needs_reason(self) -> bool:
        return self.is_short and not self.short_reason.strip()

    def clean(self) -> None:
        super().clean()
        if self.starts_on and self.ends_on and self.ends_on <= self.starts_on:
            raise ValidationError({"ends_on": _("The pilot must end after it starts.")})


class Prompt(models.TextChoices):
    """What led to a change."""

    USERS = "users", _("What people who use the service said")
    READINGS = "readings", _("What the readings showed")
    STAFF = "staff", _("What those who do the work found")
    PARTNERS = "partners", _("What a partner or funder asked for")
    OUTSIDE = "outside", _("Something outside the partnership")


class Fate(models.TextChoices):
    """What became of a change."""

    TRIED = "tried", _("Being tried")
    KEPT = "kept", _("Kept")
    UNDONE = "undone", _("Undone")
    CHANGED = "changed", _("Changed again")


class ServiceChange(PartnershipModel):
    """One refinement: what changed on which day, why, who decided it, and what came of it."""

    kind = "service-change"
    letter = "SC"

    what = models.CharField(_("What changed"), max_length=160)
    changed_on = models.DateField(_("From"), help_text=_("The first day on which it was so."))
    details = models.TextField(_("More about it"), max_length=2000, blank=True)
    because = models.TextField(_("Why"), max_length=2000)
    prompted_by = models.CharField(_("What led to it"), max_length=8, choices=Prompt)
    said = models.TextField(
        _("In their own words"),
        max_length=1000,
        blank=True,
        help_text=_("What somebody said that led to it, without a name."),
    )
    reading = models.ForeignKey(
        Reading,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("Reading that led to it"),
    )
    group = models.ForeignKey(
        Group,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("Group that decided it"),
    )
    person = owner_field(_("Or person who decided it"))
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("At which meeting")
    )
    decision = models.CharField(
        _("The decision in a sentence"),
        max_length=300,
        blank=True,
        help_text=_("Or where it is written down."),
    )
    expected = models.TextField(_("What it should bring about"), max_length=1000)
    owner = owner_field(_("Who looks what came of it"))
    review_on = models.DateField(
        _("Look what came of it on"),
        null=True,
        blank=True,
        help_text=_("Three months or more later: long enough for the figures to show it."),
    )
    fate = models.CharField(
        _("What became of it"), max_length=8, choices=Fate, default=Fate.TRIED, editable=False
    )
    effect = models.TextField(_("What came of it"), max_length=2000, blank=True, editable=False)
    effect_on = models.DateField(_("Seen on"), null=True, editable=False)
    effect_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
        verbose_name=_("Seen by"),
    )

    class Meta(PartnershipModel.Meta):
        verbose_name = _("change to the service")
        verbose_name_plural = _("changes to the service")

    def __str__(self) -> str:
        return self.what

    @property
    def is_tried(self) -> bool:
        return self.fate == Fate.TRIED

    @property
    def decided_by(self) -> str:
        """The group, the person or both, in words. Reads both records."""
        who = [self.group.name] if self.group is not None else []
        who += [str(self.person.person)] if self.person is not None else []
        return ", ".join(who)

    def clean(self) -> None:
        super().clean()
        if self.group_id is None and self.person_id is None:
            raise ValidationError({"group": _("Choose the group or the person who decided it.")})
        if self.changed_on and self.review_on and self.review_on <= self.changed_on:
            raise ValidationError({"review_on": _("Choose a day after the change.")})


class ChangeAim(PartnershipModel):
    """An outcome or an indicator that a change should move."""

    kind = "service-change-aim"

    service_change = models.ForeignKey(ServiceChange, models.CASCADE, related_name="aims", editable=False)
    element = models.ForeignKey(
        Element, models.PROTECT, related_name="+", null=True, editable=False, verbose_name=_("Outcome")
    )
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="+", null=True, editable=False, verbose_name=_("Indicator")
    )

    LABEL_NEEDS = ("service_change",)

    class Meta(PartnershipModel.Meta):
        verbose_name = _("what a change to the service should move")
        verbose_name_plural = _("what changes to the service should move")
        constraints = [
            *PartnershipModel.Meta.constraints,
            models.CheckConstraint(
                condition=Q(element__isnull=False, indicator__isnull=True)
                | Q(element__isnull=True, indicator__isnull=False),
                name="service_change_aim_one",
            ),
            models.UniqueConstraint(
                fields=["service_change", "element"],
                condition=Q(removed_at__isnull=True),
                name="service_change_element_once",
            ),
            models.UniqueConstraint(
                fields=["service_change", "indicator"],
                condition=Q(removed_at__isnull=True),
                name="service_change_indicator_once",
            ),
        ]

    def __str__(self) -> str:
        return self.service_change.label
