"""Where a person says that an indicator has changed for good, so that its limits are drawn anew from there."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coplan.kit.models import PartnershipModel
from coplan.outcomes.models.indicators import Indicator


class Rebase(PartnershipModel):
    """From this day on the limits of an indicator's chart are worked out anew, because somebody says why."""

    kind = "rebase"
    letter = "RB"

    indicator = models.ForeignKey(
        Indicator, models.CASCADE, related_name="rebases", verbose_name=_("Indicator"), editable=False
    )
    starts_on = models.DateField(_("New limits from"))
    reason = models.CharField(
        _("What changed"), max_length=500, help_text=_("Why the old limits no longer describe the service.")
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)

    LABEL_NEEDS = ("indicator",)

    class Meta(PartnershipModel.Meta):
        verbose_name = _("rebasing")
        verbose_name_plural = _("rebasings")
        ordering = ["starts_on"]
        constraints = [
            *PartnershipModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["indicator", "starts_on"],
                condition=Q(removed_at__isnull=True),
                name="rebase_once_a_day",
                violation_error_message=_("The limits begin anew on that day already."),
            ),
        ]

    def __str__(self) -> str:
        return self.reason
