"""What is given in kind: hours at a rate with a source, and things or rooms with how they were valued."""

from __future__ import annotations

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from coplan.kit.models import PartnershipModel
from coplan.money.models import fields
from coplan.money.models.lines import PENCE
from coplan.partnerships.models import Partner


class RoleRate(PartnershipModel):
    """What an hour in a role is worth, from a day on, with where the rate comes from."""

    kind = "role-rate"
    letter = "HR"

    role = models.CharField(_("Role"), max_length=120, help_text=_("For example: team leader, volunteer."))
    rate = models.DecimalField(
        _("Value of an hour"), max_digits=8, decimal_places=2, validators=[MinValueValidator(0)]
    )
    is_volunteer = models.BooleanField(_("Volunteers' time"), default=False)
    source = models.CharField(
        _("Source of the rate"), max_length=250, help_text=_("For example: pay scale, with on-costs.")
    )
    dated_on = models.DateField(_("Agreed or published on"))

    class Meta(PartnershipModel.Meta):
        verbose_name = _("rate for in-kind hours")
        verbose_name_plural = _("rates for in-kind hours")

    def __str__(self) -> str:
        return f"{self.role}, £{self.rate:.2f}"

    def clean(self) -> None:
        super().clean()
        before = (
            type(self).every.filter(pk=self.pk).values_list("rate", flat=True).first() if self.pk else None
        )
        if before is not None and before != self.rate and Hours.objects.filter(role=self.pk).exists():
            told = _("Hours were valued at this rate already. Add a new rate for the time from now on.")
            raise ValidationError({"rate": told})


class Hours(PartnershipModel):
    """Hours a partner gave in one month in one role."""

    kind = "in-kind-hours"
    letter = "H"

    partner = models.ForeignKey(
        Partner, models.PROTECT, related_name="+", verbose_name=_("Partner who gave them")
    )
    role = models.ForeignKey(
        RoleRate, models.PROTECT, related_name="hours", verbose_name=_("Role and value of an hour")
    )
    month = models.DateField(_("Month"), help_text=_("Any day of the month."))
    hours = models.DecimalField(
        _("Hours"), max_digits=8, decimal_places=2, validators=[MinValueValidator(Decimal("0.25"))]
    )
    source = models.CharField(
        _("How they were counted"), max_length=250, help_text=_("For example: time sheets, sign-in book.")
    )

    LABEL_NEEDS = ("partner__organisation", "role")

    class Meta(PartnershipModel.Meta):
        verbose_name = _("hours given")
        verbose_name_plural = _("hours given in kind")

    def __str__(self) -> str:
        return f"{self.partner}, {self.role.role}"

    def clean(self) -> None:
        super().clean()
        if self.month:
            self.month = self.month.replace(day=1)

    @property
    def value(self) -> Decimal:
        return (self.hours * self.role.rate).quantize(PENCE)


class GiftSort(models.TextChoices):
    GOODS = "goods", _("Goods")
    PREMISES = "premises", _("Premises")
    SERVICES = "services", _("Services")
    OTHER = "other", _("Other")


class Gift(PartnershipModel):
    """Something other than hours that was given and not paid for."""

    kind = "in-kind-gift"
    letter = "GK"

    title = models.CharField(_("What was given"), max_length=160)
    sort = models.CharField(_("Sort"), max_length=10, choices=GiftSort)
    partner = models.ForeignKey(
        Partner, models.PROTECT, related_name="+", verbose_name=_("Partner who gave it")
    )
    given_on = models.DateField(_("Given on"), help_text=_("For a room used over months, the last day."))
    value = fields.pounds_from_nothing(_("Value"))
    valued_how = models.CharField(
        _("How it was valued"),
        max_length=250,
        help_text=_("For example: what the hall charges others, 40 afternoons at £35."),
    )

    LABEL_NEEDS = ("partner__organisation",)

    class Meta(PartnershipModel.Meta):
        verbose_name = _("gift in kind")
        verbose_name_plural = _("things and rooms given in kind")

    def __str__(self) -> str:
        return self.title
