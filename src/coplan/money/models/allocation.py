"""Which outcomes a line's money serves."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coplan.kit.models import PartnershipModel
from coplan.money.models import fields
from coplan.money.models.lines import BudgetLine
from coplan.outcomes.models import Element


class CostShare(PartnershipModel):
    """A share of a line's cost that serves one outcome; a line's shares add up to 100 (`services.set_shares`)."""

    kind = "cost-share"

    line = models.ForeignKey(
        BudgetLine, models.CASCADE, related_name="shares", verbose_name=_("Budget line"), editable=False
    )
    outcome = models.ForeignKey(
        Element, models.PROTECT, related_name="+", verbose_name=_("Outcome it serves")
    )
    share = fields.percent(_("Share in per cent"))

    LABEL_NEEDS = ("line", "outcome")

    class Meta(PartnershipModel.Meta):
        verbose_name = _("share of a cost")
        verbose_name_plural = _("shares of costs")
        constraints = [
            *PartnershipModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["line", "outcome"], condition=Q(removed_at__isnull=True), name="money_share_once"
            ),
            models.CheckConstraint(condition=Q(share__gt=0, share__lte=100), name="money_share_of_hundred"),
        ]

    def __str__(self) -> str:
        return f"{self.line}: {self.outcome}"

    @property
    def of_one(self) -> Decimal:
        return self.share / 100
