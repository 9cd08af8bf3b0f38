"""The need a partnership answers, what shows it, and which partners agree to it."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from coplan.kit.models import PartnershipModel
from coplan.partnerships.models import Participant, Partner, owner_field


class Level(models.TextChoices):
    LOW = "low", _("Low: a few people, little harm")
    MODERATE = "moderate", _("Moderate: many people or some harm")
    HIGH = "high", _("High: many people and real harm")
    CRITICAL = "critical", _("Critical: lives or rights at stake")


class Need(PartnershipModel):
    """A problem people have, said so that every partner can agree to it."""

    kind = "need"
    letter = "N"

    title = models.CharField(
        _("The need in one sentence"), max_length=250, help_text=_("Who lacks what, where, and what follows.")
    )
    description = models.TextField(_("The problem as we share it"), max_length=6000, blank=True)
    trigger = models.TextField(
        _("What set this off"),
        max_length=2000,
        blank=True,
        help_text=_("A report, a closure, a budget, people asking."),
    )
    affected = models.CharField(_("Who is affected"), max_length=250, blank=True)
    people = models.PositiveIntegerField(_("How many people"), null=True, blank=True)
    level = models.CharField(_("Level of need"), max_length=10, choices=Level, blank=True)
    owner = owner_field(_("Owner"))

    class Meta(PartnershipModel.Meta):
        verbose_name = _("need")

    def __str__(self) -> str:
        return self.title


class Evidence(PartnershipModel):
    """One thing that shows a need: what, from where, of when, and who says so."""

    kind = "evidence"
    letter = "E"

    need = models.ForeignKey(Need, models.PROTECT, related_name="evidence", verbose_name=_("Need"))
    what = models.CharField(_("What it shows"), max_length=400)
    source = models.CharField(
        _("Source"), max_length=250, help_text=_("Report, data set, meeting or survey.")
    )
    source_url = models.URLField(_("Address of the source"), blank=True)
    dated_on = models.DateField(_("Date of the evidence"))
    said_by = models.CharField(_("Who says so"), max_length=200)

    class Meta(PartnershipModel.Meta):
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")

    def __str__(self) -> str:
        return self.what


class Agreement(PartnershipModel):
    """A partner agrees to the need as it stood in one version."""

    kind = "need-agreement"

    need = models.ForeignKey(Need, models.PROTECT, related_name="agreements", verbose_name=_("Need"))
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="+", verbose_name=_("Partner"))
    by = models.ForeignKey(Participant, models.PROTECT, related_name="+", verbose_name=_("Said by"))
    need_version = models.PositiveIntegerField(validators=[MinValueValidator(1)])
    agreed_on = models.DateField(_("Agreed on"))

    LABEL_NEEDS = ("partner__organisation",)

    class Meta(PartnershipModel.Meta):
        verbose_name = _("agreement to the need")
        verbose_name_plural = _("agreements to the need")
        constraints = [
            *PartnershipModel.Meta.constraints,
            models.UniqueConstraint(fields=["need", "partner", "need_version"], name="need_agreed_once"),
        ]

    def __str__(self) -> str:
        return str(self.partner)
