"""Results for everybody to read: what was chosen, and the table as it was on the day it was published."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from coplan.engines.disclosure import LEAST_THRESHOLD, USUAL_THRESHOLD
from coplan.kit.models import PartnershipModel


def _person() -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False
    )


class Publication(PartnershipModel):
    """Results chosen for the public. Once published, `table` is kept as it was and never made anew."""

    kind = "publication"
    letter = "PU"

    title = models.CharField(_("Title"), max_length=160)
    introduction = models.TextField(
        _("Introduction"),
        max_length=2000,
        blank=True,
        help_text=_("What readers should know first. Name nobody."),
    )
    starts_on = models.DateField(_("Figures from"))
    ends_on = models.DateField(_("Figures to"), help_text=_("Readings whose period lies between the two."))
    threshold = models.PositiveSmallIntegerField(
        _("Hide counts below"),
        default=USUAL_THRESHOLD,
        validators=[MinValueValidator(LEAST_THRESHOLD), MaxValueValidator(100)],
        help_text=_("5 hides counts from 1 to 4. Take 10 where figures are sensitive or places are small."),
    )
    zeros_shown = models.BooleanField(
        _("Show zeros"),
        default=True,
        help_text=_("A 0 points at nobody, unless it says that all of a group are without something."),
    )
    chosen = models.JSONField(default=list, editable=False)
    """The numbers of the indicators, each with the numbers of its breakdowns: see `publishing.Choice`."""
    table = models.JSONField(null=True, editable=False)
    digest = models.CharField(max_length=64, blank=True, editable=False)
    published_at = models.DateTimeField(null=True, editable=False)
    published_by = _person()
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawn_by = _person()
    withdrawn_because = models.CharField(
        _("Why it was withdrawn"), max_length=500, blank=True, editable=False
    )

    class Meta(PartnershipModel.Meta):
        verbose_name = _("publication of results")
        verbose_name_plural = _("published results")

    def __str__(self) -> str:
        return self.title

    @property
    def is_draft(self) -> bool:
        return self.published_at is None

    @property
    def is_standing(self) -> bool:
        """Whether the public can read it today."""
        return self.published_at is not None and self.withdrawn_at is None

    @property
    def state(self) -> str:
        if self.is_draft:
            return str(_("Draft"))
        return str(_("Published") if self.is_standing else _("Withdrawn"))

    @property
    def tone(self) -> str:
        if self.is_draft:
            return "none"
        return "good" if self.is_standing else "warn"

    def clean(self) -> None:
        super().clean()
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("The last day must not come before the first.")})
