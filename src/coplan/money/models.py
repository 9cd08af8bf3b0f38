"""The budget: lines by type, funder and financial year, planned and spent."""

from __future__ import annotations

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from coplan.kit.models import PartnershipModel
from coplan.partnerships.models import Partner


class LineType(models.TextChoices):
    STAFF = "staff", _("Staff")
    VOLUNTEERS = "volunteers", _("Volunteers")
    PREMISES = "premises", _("Premises")
    TRAVEL = "travel", _("Travel")
    EQUIPMENT = "equipment", _("Equipment")
    INVOLVEMENT = "involvement", _("Involving people who use the service")
    EVALUATION = "evaluation", _("Evaluation")
    OTHER = "other", _("Other")


class BudgetLine(PartnershipModel):
    """Money for one purpose from one funder in one financial year (1 April to 31 March)."""

    kind = "budget-line"
    letter = "B"

    title = models.CharField(_("For what"), max_length=160)
    sort = models.CharField(_("Type"), max_length=12, choices=LineType)
    funder = models.ForeignKey(
        Partner,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("Funder, where a partner"),
    )
    outside_funder = models.CharField(_("Or a funder outside the partnership"), max_length=160, blank=True)
    year = models.PositiveSmallIntegerField(
        _("Financial year beginning in April"),
        validators=[MinValueValidator(1999), MaxValueValidator(2100)],
        help_text=_("2027 stands for 1 April 2027 to 31 March 2028."),
    )
    budget = models.DecimalField(
        _("Budget"), max_digits=14, decimal_places=2, validators=[MinValueValidator(0)]
    )
    spent = models.DecimalField(
        _("Spent so far"),
        max_digits=14,
        decimal_places=2,
        default=Decimal(0),
        validators=[MinValueValidator(0)],
    )
    spent_to = models.DateField(_("Spent up to"), null=True, blank=True)
    source = models.CharField(_("Source of the figures"), max_length=250, blank=True)

    LABEL_NEEDS = ("funder__organisation",)

    class Meta(PartnershipModel.Meta):
        verbose_name = _("budget line")

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        if bool(self.funder_id) == bool(self.outside_funder.strip()):
            raise ValidationError(
                {"funder": _("Choose the partner who pays, or name a funder outside: one of the two.")}
            )

    @property
    def year_words(self) -> str:
        return f"{self.year}-{(self.year + 1) % 100:02d}"

    @property
    def funder_words(self) -> str:
        return str(self.funder) if self.funder_id else self.outside_funder

    @property
    def left(self) -> Decimal:
        return self.budget - self.spent
