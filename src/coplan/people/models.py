"""Organisations, people, and who acts for which organisation.

A person is also the account they sign in with. A person without an e-mail address or a usable
password is still somebody: a service user whose words are recorded need not have an account.
"""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from coplan.packs import check_identifier


class Sector(models.TextChoices):
    PUBLIC = "public", _("Public")
    THIRD = "third", _("Third sector")
    PRIVATE = "private", _("Private")
    USER_LED = "user-led", _("User-led")
    OTHER = "other", _("Other")


class SizeBand(models.TextChoices):
    NO_STAFF = "0", _("No paid staff")
    MICRO = "1-5", _("1 to 5 staff")
    SMALL = "6-49", _("6 to 49 staff")
    MEDIUM = "50-249", _("50 to 249 staff")
    LARGE = "250+", _("250 staff or more")


class Organisation(models.Model):
    """A body that can be a partner; shared by every partnership it takes part in."""

    name = models.CharField(_("Name"), max_length=200)
    sector = models.CharField(_("Sector"), max_length=10, choices=Sector)
    size_band = models.CharField(_("Size"), max_length=10, choices=SizeBand, blank=True)
    scheme = models.CharField(
        _("Register it is listed on"),
        max_length=20,
        blank=True,
        help_text=_("For example GB-SC, the Scottish Charity Register, or GB-COH, Companies House."),
    )
    identifier = models.CharField(_("Number on that register"), max_length=40, blank=True)
    website = models.URLField(_("Website"), blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "identifier"],
                condition=~Q(identifier=""),
                name="organisation_identifier_once",
                violation_error_message=_("Another organisation already has this number. Choose that one."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("people:organisation", args=[self.pk])

    def clean(self) -> None:
        if bool(self.scheme) != bool(self.identifier):
            missing = "identifier" if self.scheme else "scheme"
            raise ValidationError({missing: _("Give both the register and the number, or leave both empty.")})
        fault = check_identifier(self.scheme, self.identifier) if self.scheme else None
        if fault:
            raise ValidationError({"identifier": fault})


class PersonQuerySet(models.QuerySet["Person"]):
    def by_email(self, email: str) -> PersonQuerySet:
        return self.filter(email__iexact=email.strip())


class PersonManager(BaseUserManager.from_queryset(PersonQuerySet)):  # type: ignore[misc]
    def create_user(self, email: str | None, password: str | None = None, **fields: Any) -> Person:
        person = self.model(email=email or None, **fields)
        person.set_password(password)
        person.full_clean(exclude=["password"])
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """Somebody. `email` is empty for people who do not sign in."""

    name = models.CharField(_("Name"), max_length=120)
    # Null, not empty text: the address is unique, and many people have none
    email = models.EmailField(_("E-mail address"), null=True, blank=True)  # noqa: DJ001
    is_active = models.BooleanField(_("May sign in"), default=True)
    is_programme = models.BooleanField(
        _("Programme team"), default=False, help_text=_("Supports many partnerships and sees the portfolio.")
    )
    removed_at = models.DateTimeField(null=True, editable=False)
    organisations = models.ManyToManyField(Organisation, through="Affiliation", related_name="people")
    # The record must show that someone changed, not what the address was: personal data stays removable
    history = HistoricalRecords(excluded_fields=["password", "last_login", "email", "name"])

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = PersonManager()

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "people"
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="person_email_once",
                violation_error_message=_("Someone with this e-mail address is already here."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.split(" ")[0]


class AffiliationQuerySet(models.QuerySet["Affiliation"]):
    def on(self, day: date) -> AffiliationQuerySet:
        """Affiliations in force on a day."""
        return self.filter(
            Q(starts_on__isnull=True) | Q(starts_on__lte=day), Q(ends_on__isnull=True) | Q(ends_on__gte=day)
        )


class Affiliation(models.Model):
    """One person acts for one organisation, from a day, until a day."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="affiliations")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="affiliations")
    job_title = models.CharField(_("Job title"), max_length=120, blank=True)
    starts_on = models.DateField(_("From"), null=True, blank=True)
    ends_on = models.DateField(_("To"), null=True, blank=True)
    history = HistoricalRecords(excluded_fields=["job_title"])
    objects = AffiliationQuerySet.as_manager()

    class Meta:
        ordering = ["organisation__name", "person__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation"],
                condition=Q(ends_on__isnull=True),
                name="affiliation_once_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.organisation}"

    def clean(self) -> None:
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("The last day must not come before the first.")})
