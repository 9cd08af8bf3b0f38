"""Findings that people chose not to see for a while, with the reason and until when."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from coplan.kit.models import PartnershipModel


class Suppression(PartnershipModel):
    """One finding is set aside: of one record (`subject_kind`, `subject_id`) or of a whole rule."""

    kind = "suppression"

    code = models.CharField(_("Rule"), max_length=10, editable=False)
    subject_kind = models.CharField(max_length=30, blank=True, editable=False)
    subject_id = models.BigIntegerField(null=True, editable=False)
    reason = models.TextField(_("Reason"), max_length=1000)
    until = models.DateField(_("Until"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)

    class Meta(PartnershipModel.Meta):
        verbose_name = _("suppressed finding")

    def __str__(self) -> str:
        return self.code
