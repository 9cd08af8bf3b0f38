"""Budget lines by type, funder and financial year, with every figure that was in force before."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Max, Sum
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from coplan.kit.models import PartnershipModel
from coplan.money.models import fields

PENCE = Decimal("0.01")


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
    """Money for one purpose from one funder in one financial year (1 April to 31 March).

    `budget` is the figure in force; its revisions keep the ones before. What was spent is the sum of the
    line's entries: `queries.lines()` brings it with the rows, a single line asks for it.
    """

    kind = "budget-line"
    letter = "B"

    title = models.CharField(_("For what"), max_length=160)
    sort = models.CharField(_("Type"), max_length=12, choices=LineType)
    funder = fields.funder()
    outside_funder = fields.outside_funder()
    year = models.PositiveSmallIntegerField(
        _("Financial year beginning in April"),
        validators=[MinValueValidator(1999), MaxValueValidator(2100)],
        help_text=_("2027 stands for 1 April 2027 to 31 March 2028."),
    )
    budget = fields.pounds_from_nothing(_("Budget"))
    source = models.CharField(_("Source of the figures"), max_length=250, blank=True)
    is_overhead = models.BooleanField(
        _("Overhead: spread over the outcomes in proportion to what each costs directly"), default=False
    )
    tolerance = fields.percent(
        _("Tolerance in per cent"),
        null=True,
        blank=True,
        help_text=_("How far from its budget the line may be. Empty: the partnership's own tolerance."),
    )
    tolerance_floor = fields.pounds_from_nothing(
        _("Tolerance in pounds, at least"),
        null=True,
        blank=True,
        help_text=_("Empty: the partnership's own."),
    )
    # Twelve amounts as text, April first; empty: a twelfth each month
    profile = models.JSONField(default=list, blank=True, editable=False)

    LABEL_NEEDS = ("funder__organisation",)

    class Meta(PartnershipModel.Meta):
        verbose_name = _("budget line")

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        fields.refuse_two_funders(self)

    @property
    def year_words(self) -> str:
        return f"{self.year}-{(self.year + 1) % 100:02d}"

    @property
    def begins_on(self) -> date:
        return date(self.year, 4, 1)

    @property
    def ends_on(self) -> date:
        return date(self.year + 1, 3, 31)

    @property
    def funder_words(self) -> str:
        return str(self.funder) if self.funder_id else self.outside_funder

    @property
    def spent(self) -> Decimal:
        """What its entries add up to."""
        known = self.__dict__["spent_sum"] if "spent_sum" in self.__dict__ else self._counted["spent"]
        return Decimal(known or 0).quantize(PENCE)

    @property
    def spent_to(self) -> date | None:
        """The day of its latest entry."""
        found = self.__dict__["spent_last"] if "spent_last" in self.__dict__ else self._counted["last"]
        return found if isinstance(found, date) else None

    @property
    def left(self) -> Decimal:
        return self.budget - self.spent

    @cached_property
    def _counted(self) -> dict[str, Any]:
        # By way of the relation: entries are declared after what they are spent on
        entries = self._meta.get_field("entries").related_model.objects  # type: ignore[union-attr]
        return dict(entries.filter(line=self.pk).aggregate(spent=Sum("amount"), last=Max("on")))


def _line(name: str) -> models.ForeignKey[Any]:
    return models.ForeignKey(
        BudgetLine, models.CASCADE, related_name=name, verbose_name=_("Budget line"), editable=False
    )


class BudgetRevision(PartnershipModel):
    """A budget as it was approved or revised: what it was before, what it became and why."""

    kind = "budget-revision"

    line = _line("revisions")
    on = models.DateField(_("From"))
    before = fields.pounds(_("Before"), null=True, blank=True)
    after = fields.pounds(_("Budget"))
    reason = models.CharField(_("Why"), max_length=500, blank=True)
    by = fields.whoever()

    LABEL_NEEDS = ("line",)

    class Meta(PartnershipModel.Meta):
        verbose_name = _("revision of a budget")
        verbose_name_plural = _("revisions of budgets")
        ordering = ["on", "number"]

    def __str__(self) -> str:
        return f"{self.line}, {self.on:%Y-%m-%d}"


class Forecast(PartnershipModel):
    """What a line will have cost by the end of its year, as seen on one day. The latest is in force."""

    kind = "forecast"

    line = _line("forecasts")
    dated_on = models.DateField(_("Made on"))
    name = models.CharField(
        _("Round"), max_length=60, blank=True, help_text=_("For example: half-year forecast.")
    )
    outturn = fields.pounds_from_nothing(_("Cost of the whole year"))
    reason = models.CharField(
        _("What it rests on"), max_length=500, help_text=_("What changed since the last forecast.")
    )
    by = fields.whoever()

    LABEL_NEEDS = ("line",)

    class Meta(PartnershipModel.Meta):
        verbose_name = _("forecast")
        ordering = ["dated_on", "number"]

    def __str__(self) -> str:
        return f"{self.line}, {self.dated_on:%Y-%m-%d}"


class Explanation(PartnershipModel):
    """Why a line is outside its tolerance, said on a day; `variance` is how far out it was then."""

    kind = "budget-explanation"

    line = _line("explanations")
    on = models.DateField(_("Said on"))
    text = models.TextField(
        _("Explanation"), max_length=1000, help_text=_("What happened, and what is done about it.")
    )
    variance = fields.pounds(_("Distance from budget then"))
    by = fields.whoever()

    LABEL_NEEDS = ("line",)

    class Meta(PartnershipModel.Meta):
        verbose_name = _("explanation of a variance")
        verbose_name_plural = _("explanations of variances")
        ordering = ["on", "number"]

    def __str__(self) -> str:
        return self.text[:80]

    def clean(self) -> None:
        super().clean()
        if not self.text.strip():
            raise ValidationError({"text": _("Say what happened, and what is done about it.")})
