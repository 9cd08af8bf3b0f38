"""How the service goes on after the pilot: routes to sustain it and the funders who may."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from coplan.kit.models import PartnershipModel
from coplan.partnerships.models import Partner, owner_field


class RouteSort(models.TextChoices):
    CONTRACT = "contract", _("Public contract after procurement")
    GRANT = "grant", _("Grant")
    MAINSTREAM = "mainstream", _("A public body's own budget")
    JOINT_VENTURE = "joint-venture", _("Joint venture")
    MUTUAL = "mutual", _("Mutual")
    ASSET_TRANSFER = "asset-transfer", _("Community asset transfer")
    OTHER = "other", _("Other")


class RouteState(models.TextChoices):
    IDEA = "idea", _("An idea")
    PREFERRED = "preferred", _("Preferred")
    AGREED = "agreed", _("Agreed")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("Dropped")


class Route(PartnershipModel):
    """One way the service could be sustained, who owns it and when it must be decided."""

    kind = "route"
    letter = "RT"

    title = models.CharField(_("The route in one sentence"), max_length=200)
    sort = models.CharField(_("Kind"), max_length=14, choices=RouteSort)
    state = models.CharField(_("State"), max_length=10, choices=RouteState, default=RouteState.IDEA)
    owner = owner_field(_("Owner"))
    decide_by = models.DateField(_("To be decided by"), null=True, blank=True)
    reasons = models.TextField(_("For and against"), max_length=4000, blank=True)

    class Meta(PartnershipModel.Meta):
        verbose_name = _("route to sustain the service")
        verbose_name_plural = _("routes to sustain the service")

    def __str__(self) -> str:
        return self.title


class ProspectState(models.TextChoices):
    INTEREST = "interest", _("Interest")
    CONVERSATION = "conversation", _("In conversation")
    COMMITMENT = "commitment", _("Committed")
    DECLINED = "declined", _("Declined")


class Prospect(PartnershipModel):
    """A funder who may pay for the service: from interest, through conversation, to commitment in writing."""

    kind = "prospect"
    letter = "F"

    partner = models.ForeignKey(
        Partner,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("Funder, where a partner"),
    )
    outside = models.CharField(_("Or a funder outside the partnership"), max_length=160, blank=True)
    state = models.CharField(_("State"), max_length=12, choices=ProspectState, default=ProspectState.INTEREST)
    amount = models.DecimalField(
        _("Amount a year"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    year = models.PositiveSmallIntegerField(
        _("Financial year beginning in April"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1999), MaxValueValidator(2100)],
    )
    in_writing = models.BooleanField(_("In writing"), default=False)
    caveats = models.TextField(_("Conditions and caveats"), max_length=2000, blank=True)
    budget_decided_on = models.DateField(_("Their budget is decided on"), null=True, blank=True)
    owner = owner_field(_("Who talks to them"))

    LABEL_NEEDS = ("partner__organisation",)

    class Meta(PartnershipModel.Meta):
        verbose_name = _("possible funder")

    def __str__(self) -> str:
        return str(self.partner) if self.partner_id else self.outside

    @property
    def year_words(self) -> str:
        return f"{self.year}-{(self.year + 1) % 100:02d}" if self.year else ""

    def clean(self) -> None:
        super().clean()
        if bool(self.partner_id) == bool(self.outside.strip()):
            raise ValidationError(
                {"partner": _("Choose the partner, or name a funder outside: one of the two.")}
            )
        if self.state == ProspectState.COMMITMENT and self.amount is None:
            raise ValidationError({"amount": _("Enter the amount that is committed.")})
