"""The record an independent reviewer needs, as it stood on one day."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coplan.kit.models import PartnershipModel
from coplan.value.models.maps import ValueMap


class AssurancePack(PartnershipModel):
    """One map with everything it rests on, frozen: what is here is never worked out again."""

    kind = "assurance-pack"
    letter = "AP"

    value_map = models.ForeignKey(ValueMap, models.PROTECT, related_name="packs", editable=False)
    title = models.CharField(_("Title"), max_length=200, editable=False)
    record = models.JSONField(editable=False)
    digest = models.CharField(_("SHA-256"), max_length=64, editable=False)
    page = models.FileField(upload_to="assurance/%Y/%m/", max_length=200, editable=False)
    archive = models.FileField(upload_to="assurance/%Y/%m/", max_length=200, editable=False)
    note = models.CharField(_("What this pack is for"), max_length=300, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    made_at = models.DateTimeField(_("Made"), default=timezone.now, editable=False)

    class Meta(PartnershipModel.Meta):
        verbose_name = _("assurance pack")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("value:assurance-pack", args=[self.owner_slug, self.number])

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise ValueError("An assurance pack is never changed. Make another.")
        super().save(*args, **kwargs)
