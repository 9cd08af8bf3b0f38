"""Groups of people and bodies whom the service touches or who can help or hinder it."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from coplan.kit.models import PartnershipModel


class Sort(models.TextChoices):
    SERVICE_USERS = "service-users", _("People who use the service")
    CARERS = "carers", _("Carers and family")
    STAFF = "staff", _("Staff and volunteers")
    PUBLIC = "public", _("Public bodies")
    THIRD = "third", _("Third sector bodies")
    COMMUNITY = "community", _("The community")
    FUNDERS = "funders", _("Funders")
    OTHER = "other", _("Others")


class Grade(models.IntegerChoices):
    ONE = 1, _("1 Very little")
    TWO = 2, _("2 Little")
    THREE = 3, _("3 Some")
    FOUR = 4, _("4 Much")
    FIVE = 5, _("5 Very much")


class StakeholderGroup(PartnershipModel):
    """A group with something to gain or lose."""

    kind = "stakeholder"
    letter = "SG"

    name = models.CharField(_("Name"), max_length=160)
    sort = models.CharField(_("Who they are"), max_length=14, choices=Sort)
    description = models.TextField(_("Description"), max_length=2000, blank=True)
    people = models.PositiveIntegerField(_("How many people"), null=True, blank=True)
    interest = models.PositiveSmallIntegerField(
        _("Interest"),
        choices=Grade,
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(5)],
    )
    influence = models.PositiveSmallIntegerField(
        _("Influence"),
        choices=Grade,
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(5)],
    )
    strategy = models.TextField(_("How we involve them"), max_length=2000, blank=True)

    class Meta(PartnershipModel.Meta):
        verbose_name = _("stakeholder group")

    def __str__(self) -> str:
        return self.name
