"""What was ordered and what was paid. An entry is never changed: a wrong one is reversed."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coplan.kit.models import PartnershipModel
from coplan.money.models import fields
from coplan.money.models.ledger import LedgerImport
from coplan.money.models.lines import BudgetLine


class Commitment(PartnershipModel):
    """Something ordered and not yet paid for in full."""

    kind = "commitment"
    letter = "CM"

    line = models.ForeignKey(
        BudgetLine, models.PROTECT, related_name="commitments", verbose_name=_("Budget line")
    )
    what = models.CharField(_("What was ordered"), max_length=160)
    supplier = models.CharField(_("From whom"), max_length=160, blank=True)
    document = models.CharField(_("Order or contract number"), max_length=80, blank=True)
    amount = fields.pounds_from_nothing(_("Amount"))
    ordered_on = models.DateField(_("Ordered on"))
    expected_on = models.DateField(_("To be paid by"), null=True, blank=True)
    ended_on = models.DateField(
        _("Nothing more to pay since"),
        null=True,
        blank=True,
        help_text=_("Fill in when it was paid for less, or called off."),
    )

    LABEL_NEEDS = ("line",)

    class Meta(PartnershipModel.Meta):
        verbose_name = _("commitment")

    def __str__(self) -> str:
        return self.what

    def clean(self) -> None:
        super().clean()
        if self.expected_on and self.ordered_on and self.expected_on < self.ordered_on:
            raise ValidationError({"expected_on": _("It cannot be paid before it is ordered.")})


class Entry(PartnershipModel):
    """An amount that was paid (or, below zero, came back) on a day, as the accounts have it."""

    kind = "money-entry"
    letter = "EN"

    line = models.ForeignKey(
        BudgetLine, models.PROTECT, related_name="entries", verbose_name=_("Budget line"), editable=False
    )
    on = models.DateField(_("Date"))
    amount = fields.pounds(_("Amount"), help_text=_("Below zero for money that came back."))
    document = models.CharField(_("Reference in the accounts"), max_length=80, blank=True)
    supplier = models.CharField(_("Paid to"), max_length=160, blank=True)
    text = models.CharField(_("Description"), max_length=500, blank=True)
    commitment = models.ForeignKey(
        Commitment,
        models.PROTECT,
        related_name="payments",
        null=True,
        blank=True,
        verbose_name=_("Pays for the order"),
    )
    reverses = models.OneToOneField(
        "self", models.PROTECT, related_name="reversed_by", null=True, blank=True, editable=False
    )
    batch = models.ForeignKey(
        LedgerImport, models.PROTECT, related_name="entries", null=True, blank=True, editable=False
    )
    is_opening = models.BooleanField(_("Brought over as one sum"), default=False, editable=False)
    by = fields.whoever(null=True)

    LABEL_NEEDS = ("line",)

    class Meta(PartnershipModel.Meta):
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        ordering = ["-on", "-number"]
        constraints = [
            *PartnershipModel.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(amount=0),
                name="money_entry_not_nothing",
                violation_error_message=_("Enter an amount other than 0."),
            ),
        ]
        indexes = [
            *PartnershipModel.Meta.indexes,
            models.Index(fields=["partnership", "line", "on"], name="money_entry_of_line"),
        ]

    def __str__(self) -> str:
        return self.text or self.supplier or self.document or str(self.line)

    def clean(self) -> None:
        super().clean()
        if self.commitment_id and self.commitment is not None and self.commitment.line_id != self.line_id:
            raise ValidationError({"commitment": _("This order belongs to another budget line.")})

    @property
    def reversal(self) -> Any:
        """The entry that took this one back, if any; it needs `reversed_by` with the row."""
        return getattr(self, "reversed_by", None)
