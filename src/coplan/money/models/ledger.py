"""Imports from the accounts, and what a partnership's finance export means."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coplan.kit.models import PartnershipModel
from coplan.money.models import fields
from coplan.money.models.lines import BudgetLine


class LedgerImport(PartnershipModel):
    """One file of the accounts that was brought in; it can be taken back as a whole, with a reason."""

    kind = "ledger-import"
    letter = "LI"

    filename = models.CharField(_("File"), max_length=120)
    by = fields.whoever()
    undone_at = models.DateTimeField(null=True, editable=False)
    undone_by = fields.whoever(null=True, blank=True)
    undone_reason = models.CharField(_("Why it was taken back"), max_length=500, blank=True)

    class Meta(PartnershipModel.Meta):
        verbose_name = _("ledger import")

    def __str__(self) -> str:
        return self.filename


class CostCode(PartnershipModel):
    """Which line a cost code of the accounts stands for in one financial year."""

    kind = "cost-code"

    code = models.CharField(_("Cost code"), max_length=120)
    line = models.ForeignKey(
        BudgetLine, models.CASCADE, related_name="cost_codes", verbose_name=_("Budget line")
    )
    year = models.PositiveSmallIntegerField(_("Financial year beginning in April"))

    LABEL_NEEDS = ("line",)

    class Meta(PartnershipModel.Meta):
        verbose_name = _("cost code")
        constraints = [
            *PartnershipModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["partnership", "code", "year"],
                condition=Q(removed_at__isnull=True),
                name="money_cost_code_once",
            ),
        ]

    def __str__(self) -> str:
        return self.code
