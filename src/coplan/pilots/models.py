"""The pilot: the service tried for long enough to learn from it."""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from coplan.engines.health.wording import months_after
from coplan.kit.models import PartnershipModel
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
