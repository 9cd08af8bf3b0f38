"""Benefits: what is better for whom, what was forecast of it year by year, and what came of it.

A benefit's figures say how much better it is than before, in its own unit. They are never overwritten: a
forecast gets a new edition, a realised figure a row that replaces the old one, each with the reason and the person.
"""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coplan.kit.models import PartnershipModel
from coplan.outcomes.models import Element, Indicator
from coplan.partnerships.models import Partner, owner_field
from coplan.stakeholders.models import StakeholderGroup

FIRST_YEAR, LAST_YEAR = 1999, 2100


class Sort(models.TextChoices):
    BENEFIT = "benefit", _("Benefit: somebody is better off")
    DISBENEFIT = "dis-benefit", _("Dis-benefit: somebody is worse off")


class Worth(models.TextChoices):
    """What a finance officer asks first: does any budget get smaller?"""

    CASHABLE = "cashable", _("Cashable: money that can be taken out of a budget")
    AVOIDED = "avoided", _("Cost avoided: money that will not have to be found")
    RELEASED = "released", _("Time or capacity set free; no budget gets smaller")
    NOT_MONEY = "not-money", _("Not counted in money")


def figure_field(label: object, **options: object) -> models.DecimalField:
    return models.DecimalField(
        label,  # type: ignore[arg-type]
        max_digits=16,
        decimal_places=4,
        validators=[MinValueValidator(0)],
        **options,  # type: ignore[arg-type]
    )


def year_field() -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(
        _("Financial year beginning in April"),
        validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)],
    )


class Benefit(PartnershipModel):
    """The profile of one benefit or dis-benefit."""

    kind = "benefit"
    letter = "BN"

    title = models.CharField(_("In one sentence"), max_length=160)
    sort = models.CharField(_("Kind"), max_length=12, choices=Sort, default=Sort.BENEFIT)
    description = models.TextField(_("Description"), max_length=2000, blank=True)
    outcome = models.ForeignKey(
        Element, models.PROTECT, related_name="benefits", verbose_name=_("Outcome it comes from")
    )
    indicator = models.ForeignKey(
        Indicator,
        models.PROTECT,
        related_name="benefits",
        null=True,
        blank=True,
        verbose_name=_("Indicator that shows it"),
    )
    stakeholder = models.ForeignKey(
        StakeholderGroup,
        models.PROTECT,
        related_name="benefits",
        null=True,
        blank=True,
        verbose_name=_("People it is for"),
    )
    body = models.ForeignKey(
        Partner,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("Body it is for, where a partner"),
    )
    outside_body = models.CharField(_("Or a body outside the partnership"), max_length=160, blank=True)
    owner = owner_field(_("Owner"))
    unit = models.CharField(
        _("Unit"), max_length=60, help_text=_("For example: pounds, admissions avoided, nights, hours.")
    )
    worth = models.CharField(_("In money"), max_length=10, choices=Worth, default=Worth.NOT_MONEY)
    unit_value = models.DecimalField(
        _("What one unit is worth"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("In pounds. Enter 1 where the unit is pounds."),
    )
    unit_value_source = models.CharField(_("Source of that value"), max_length=250, blank=True)
    baseline = figure_field(_("Where it began"), null=True, blank=True)
    baseline_on = models.DateField(_("Date of the baseline"), null=True, blank=True)
    baseline_source = models.CharField(_("Source of the baseline"), max_length=250, blank=True)
    needs = models.TextField(
        _("What must be in place for it"),
        max_length=1000,
        blank=True,
        help_text=_("A saving that needs a ward to close does not come by itself: say who must do what."),
    )
    measured = models.TextField(_("How it is measured, and when"), max_length=1000, blank=True)

    LABEL_NEEDS = ("body__organisation",)

    class Meta(PartnershipModel.Meta):
        verbose_name = _("benefit")

    def __str__(self) -> str:
        return self.title

    @property
    def is_loss(self) -> bool:
        return self.sort == Sort.DISBENEFIT

    @property
    def is_cashable(self) -> bool:
        return self.worth == Worth.CASHABLE

    @property
    def body_words(self) -> str:
        return str(self.body) if self.body_id else self.outside_body

    @property
    def whom_words(self) -> str:
        """For whom it is: the body, the people, or both."""
        return ", ".join(
            filter(None, (self.body_words, str(self.stakeholder) if self.stakeholder_id else ""))
        )

    def in_money(self, figure: Decimal | None) -> Decimal | None:
        """A figure in pounds, below zero for a dis-benefit; None where it is not counted in money."""
        if figure is None or self.worth == Worth.NOT_MONEY or self.unit_value is None:
            return None
        amount = (figure * self.unit_value).quantize(Decimal("0.01"))
        return -amount if self.is_loss else amount

    def clean(self) -> None:
        super().clean()
        self.outside_body = self.outside_body.strip()
        if self.body_id and self.outside_body:
            raise ValidationError(
                {"outside_body": _("Choose the partner, or name a body outside: one of the two.")}
            )
        if self.worth == Worth.CASHABLE and not self.body_words:
            raise ValidationError({"body": _("Say from whose budget the money can be taken.")})
        if not self.body_words and not self.stakeholder_id:
            raise ValidationError({"stakeholder": _("Say whom it is for: people, a body, or both.")})
        if self.worth != Worth.NOT_MONEY and self.unit_value is None:
            raise ValidationError({"unit_value": _("Enter what one unit is worth, or say it is not money.")})
        if self.unit_value is not None and self.unit_value != 1 and not self.unit_value_source.strip():
            raise ValidationError({"unit_value_source": _("Say where the value of one unit comes from.")})
        if self.baseline is not None and self.baseline_on is None:
            raise ValidationError({"baseline_on": _("Enter the date of the baseline.")})
        if self.outcome_id and not self.outcome.is_outcome:
            raise ValidationError({"outcome": _("Choose an outcome: a benefit comes from what changes.")})


class Forecast(PartnershipModel):
    """One edition of what is expected of a benefit; the newest is in force."""

    kind = "benefit-forecast"

    benefit = models.ForeignKey(Benefit, models.CASCADE, related_name="forecasts", editable=False)
    edition = models.PositiveSmallIntegerField(_("Edition"), editable=False)
    source = models.CharField(_("What it rests on"), max_length=250)
    reason = models.CharField(_("Why it changed"), max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta(PartnershipModel.Meta):
        verbose_name = _("forecast of a benefit")
        verbose_name_plural = _("forecasts of benefits")
        ordering = ["edition"]
        constraints = [
            *PartnershipModel.Meta.constraints,
            models.UniqueConstraint(fields=["benefit", "edition"], name="benefit_forecast_edition"),
        ]

    def __str__(self) -> str:
        return str(_("Edition %(n)s") % {"n": self.edition})


class ForecastYear(PartnershipModel):
    """What one edition expects in one financial year."""

    kind = "benefit-forecast-year"

    forecast = models.ForeignKey(Forecast, models.CASCADE, related_name="years", editable=False)
    year = year_field()
    figure = figure_field(_("Expected"))

    class Meta(PartnershipModel.Meta):
        verbose_name = _("forecast year of a benefit")
        verbose_name_plural = _("forecast years of benefits")
        ordering = ["year"]
        constraints = [
            *PartnershipModel.Meta.constraints,
            models.UniqueConstraint(fields=["forecast", "year"], name="benefit_forecast_year_once"),
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.figure.normalize():f}"


class Realised(PartnershipModel):
    """What came of a benefit in one financial year; a correction replaces it and keeps it."""

    kind = "benefit-realised"

    benefit = models.ForeignKey(Benefit, models.CASCADE, related_name="realised", editable=False)
    year = year_field()
    figure = figure_field(_("What came of it"))
    from_readings = models.BooleanField(
        _("Drawn from the indicator’s readings"), default=False, editable=False
    )
    source = models.CharField(_("Source"), max_length=250)
    note = models.TextField(_("Note"), max_length=1000, blank=True)
    confirmed_by = models.CharField(
        _("Who in that body confirmed it"),
        max_length=160,
        blank=True,
        help_text=_("For money out of a budget: the post that answers for the budget."),
    )
    confirmed_on = models.DateField(_("Confirmed on"), null=True, blank=True)
    reason = models.CharField(_("Why it was corrected"), max_length=500, blank=True, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    at = models.DateTimeField(default=timezone.now, editable=False)
    replaced_at = models.DateTimeField(null=True, editable=False)
    replaces = models.ForeignKey(
        "self", models.PROTECT, related_name="replaced_by", null=True, blank=True, editable=False
    )

    LABEL_NEEDS = ("benefit",)

    class Meta(PartnershipModel.Meta):
        verbose_name = _("realised benefit")
        ordering = ["year", "number"]
        constraints = [
            *PartnershipModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["benefit", "year"],
                condition=Q(replaced_at__isnull=True, removed_at__isnull=True),
                name="benefit_realised_once_a_year",
                violation_error_message=_("There is a figure for this year already. Correct that one."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.figure.normalize():f}"

    @property
    def is_in_force(self) -> bool:
        return self.replaced_at is None

    @property
    def is_confirmed(self) -> bool:
        return bool(self.confirmed_by.strip()) and self.confirmed_on is not None

    def clean(self) -> None:
        super().clean()
        if bool(self.confirmed_by.strip()) != (self.confirmed_on is not None):
            name = "confirmed_on" if self.confirmed_by.strip() else "confirmed_by"
            raise ValidationError({name: _("Give both: who confirmed it, and on which day.")})
