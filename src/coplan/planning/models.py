"""Milestones: what is to be reached by when. A moved date keeps the old one and the reason."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from coplan.kit.models import PartnershipModel
from coplan.partnerships.models import Stage, owner_field


class Milestone(PartnershipModel):
    kind = "milestone"
    letter = "M"

    title = models.CharField(_("What is reached"), max_length=200)
    stage = models.CharField(_("Stage"), max_length=8, choices=Stage)
    due_on = models.DateField(_("Due on"))
    first_due_on = models.DateField(_("First planned for"), blank=True, editable=False)
    owner = owner_field(_("Owner"))
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
