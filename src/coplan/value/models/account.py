"""What people say about a map: its scope, who was asked, replies to checks."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coplan.kit.models import PartnershipModel
from coplan.stakeholders.models import StakeholderGroup
from coplan.value.models.maps import ValueMap


class Part(models.TextChoices):
    """The texts of the six steps, in the order in which they are asked."""

    PURPOSE = "purpose", _("Purpose: which decision will this inform?")
    AUDIENCE = "audience", _("Audience: who will read it?")
    SCOPE = "scope", _("Scope: which activities, for whom, over which time?")
    BOUNDARIES = "boundaries", _("Boundaries: what is left out, and why?")
    INVOLVEMENT = "involvement", _("How were stakeholders chosen and involved?")
    NEGATIVE = "negative", _("Unwelcome changes: where did you look, and what did you find?")
    VERIFICATION = "verification", _("Verification: who checks it, and how independent are they?")
    USE = "use", _("Use: how will people hear of the results, and who decides on them?")
    CHANGE = "change", _("Response: what will be done differently because of it?")


class Statement(PartnershipModel):
    """The partnership's own words for one part of a map's account."""

    kind = "value-statement"

    value_map = models.ForeignKey(ValueMap, models.CASCADE, related_name="statements", editable=False)
    part = models.CharField(_("Part"), max_length=12, choices=Part, editable=False)
    text = models.TextField(_("Text"), max_length=6000, blank=True)

    class Meta(PartnershipModel.Meta):
        verbose_name = _("part of a map's account")
        verbose_name_plural = _("parts of maps' accounts")
        constraints = [
            *PartnershipModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["value_map", "part"],
                condition=Q(removed_at__isnull=True),
                name="value_statement_once",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class Reply(PartnershipModel):
    """What a person answers to one finding of a check; the finding stays in sight."""

    kind = "value-reply"

    value_map = models.ForeignKey(ValueMap, models.CASCADE, related_name="replies", editable=False)
    check_code = models.CharField(max_length=30, editable=False)
    subject = models.CharField(max_length=120, blank=True, editable=False)
    # What the check had found: a reply answers that, and not what it finds later
    found = models.CharField(_("What was found"), max_length=1000, editable=False)
    text = models.CharField(_("Reply"), max_length=1000)

    class Meta(PartnershipModel.Meta):
        verbose_name = _("reply to a check")
        verbose_name_plural = _("replies to checks")
        constraints = [
            *PartnershipModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["value_map", "check_code", "subject"],
                condition=Q(removed_at__isnull=True),
                name="value_reply_once",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class How(models.TextChoices):
    TALK = "talk", _("Interviews or conversations")
    GROUP = "group", _("Workshop or group discussion")
    SURVEY = "survey", _("Survey")
    SEAT = "seat", _("They sit on a group of the partnership")
    READ = "read", _("They read and corrected a draft")
    OTHER = "other", _("In another way")


class Say(PartnershipModel):
    """How one stakeholder group had a say in a map, and what came of it."""

    kind = "value-say"
    letter = "SY"

    value_map = models.ForeignKey(ValueMap, models.CASCADE, related_name="says", verbose_name=_("Value map"))
    stakeholder = models.ForeignKey(
        StakeholderGroup, models.PROTECT, related_name="+", verbose_name=_("Stakeholder group")
    )
    how = models.CharField(_("How they were asked"), max_length=8, choices=How)
    asked_on = models.DateField(_("When"))
    people = models.PositiveIntegerField(_("How many people"), validators=[MinValueValidator(1)])
    said = models.TextField(_("What they said"), max_length=2000)
    changed = models.TextField(_("What it changed in the map"), max_length=1000, blank=True)
    source = models.CharField(_("Where it is written down"), max_length=250, blank=True)

    LABEL_NEEDS = ("stakeholder",)

    class Meta(PartnershipModel.Meta):
        verbose_name = _("say of a group")
        verbose_name_plural = _("says of groups")

    def __str__(self) -> str:
        return f"{self.stakeholder}: {self.get_how_display()}"
