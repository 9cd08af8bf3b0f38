"""What a partnership has settled about its budget, and what a funder asks in return."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coplan.kit.models import PartnershipModel
from coplan.money.models import fields


class BudgetRules(PartnershipModel):
    """One for a partnership: how far a line may be from its budget, and how its finance export looks."""

    kind = "budget-rules"

    tolerance = fields.percent(
        _("Tolerance in per cent"),
        default=Decimal(10),
        help_text=_("How far a line may be from its budget before it must be explained."),
    )
    tolerance_floor = fields.pounds_from_nothing(
        _("But never less than, in pounds"),
        default=Decimal(250),
        help_text=_("So that a few pounds on a small line need no explanation."),
    )
    # Which heading of the finance export is what: {"date": "Posting date", …}
    columns = models.JSONField(default=dict, blank=True, editable=False)

    class Meta(PartnershipModel.Meta):
        verbose_name = _("rules of the budget")
        verbose_name_plural = _("rules of the budget")
        constraints = [
            *PartnershipModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["partnership"], condition=Q(removed_at__isnull=True), name="money_rules_once"
            ),
        ]

    def __str__(self) -> str:
        return str(_("Rules of the budget"))


class MatchRule(PartnershipModel):
    """What others must put in beside a funder's money."""

    kind = "match-rule"
    letter = "MA"

    funder = fields.funder()
    outside_funder = fields.outside_funder()
    required = fields.percent(
        _("Match asked for, in per cent of this funder's money"),
        help_text=_("50 means 50p from others for each £1 of this funder."),
    )
    counts_in_kind = models.BooleanField(_("What is given in kind counts too"), default=False)
    source = models.CharField(_("Where it is written"), max_length=250)

    LABEL_NEEDS = ("funder__organisation",)

    class Meta(PartnershipModel.Meta):
        verbose_name = _("match asked for")
        verbose_name_plural = _("match funding")

    def __str__(self) -> str:
        return self.funder_words

    @property
    def funder_words(self) -> str:
        return str(self.funder) if self.funder_id else self.outside_funder

    def clean(self) -> None:
        super().clean()
        fields.refuse_two_funders(self)
