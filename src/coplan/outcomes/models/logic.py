"""The logic model: what goes in, what is done, what comes of it, and how one leads to another."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coplan.kit.models import PartnershipModel
from coplan.need.models import Need
from coplan.packs import pack
from coplan.stakeholders.models import StakeholderGroup


class Tier(models.TextChoices):
    """The columns of a logic model, from left to right."""

    INPUT = "input", _("Input")
    ACTIVITY = "activity", _("Activity")
    OUTPUT = "output", _("Output")
    SHORT = "short", _("Short-term outcome")
    MEDIUM = "medium", _("Medium-term outcome")
    LONG = "long", _("Long-term outcome")


OUTCOME_TIERS = (Tier.SHORT, Tier.MEDIUM, Tier.LONG)
RANKS = {tier.value: rank for rank, tier in enumerate(Tier)}


class Element(PartnershipModel):
    """One box of the logic model. An outcome is tied to need, stakeholder group and national outcome."""

    kind = "element"
    letter = "L"

    tier = models.CharField(_("Kind"), max_length=8, choices=Tier)
    title = models.CharField(_("In one sentence"), max_length=160)
    description = models.TextField(_("Description"), max_length=2000, blank=True)
    need = models.ForeignKey(
        Need,
        models.PROTECT,
        related_name="outcomes",
        null=True,
        blank=True,
        verbose_name=_("Need it answers"),
    )
    stakeholder = models.ForeignKey(
        StakeholderGroup,
        models.PROTECT,
        related_name="outcomes",
        null=True,
        blank=True,
        verbose_name=_("For which stakeholder group"),
    )
    national_outcome = models.CharField(_("National outcome it serves"), max_length=40, blank=True)
    position = models.PositiveSmallIntegerField(_("Order in its column"), default=0)

    class Meta(PartnershipModel.Meta):
        verbose_name = _("part of the logic model")
        verbose_name_plural = _("logic model")

    def __str__(self) -> str:
        return self.title

    @property
    def is_outcome(self) -> bool:
        return self.tier in OUTCOME_TIERS

    def get_national_outcome_display(self) -> str:
        """The name of the national outcome, of whichever edition."""
        names = {one.code: one.name for one in pack().national_outcomes()}
        return names.get(self.national_outcome, self.national_outcome)

    @property
    def missing_ties(self) -> tuple[str, ...]:
        """What an outcome is not tied to yet, in words; parts that are not outcomes need no ties."""
        if not self.is_outcome:
            return ()
        ties = (
            (self.need_id, _("the need it answers")),
            (self.stakeholder_id, _("the stakeholder group it is for")),
            (self.national_outcome, _("the national outcome it serves")),
        )
        return tuple(str(words) for tie, words in ties if not tie)

    @property
    def rank(self) -> int:
        """The column, from 0 at the left."""
        return RANKS[self.tier]

    @property
    def place(self) -> tuple[int, int, int]:
        """Sorts the parts of a model: by column, then by their order in it."""
        return (self.rank, self.position, self.number)

    def clean(self) -> None:
        super().clean()
        if self.pk is None or self.tier not in RANKS:
            return
        onward = [link.target for link in self._live_links("source").select_related("target")]
        under = [link.source for link in self._live_links("target").select_related("source")]
        wrong = [one for one in onward if one.rank < self.rank] + [
            one for one in under if one.rank > self.rank
        ]
        if wrong:
            raise ValidationError(
                {
                    "tier": _(
                        "It is linked to %(label)s, and links run from left to right. Undo that link first."
                    )
                    % {"label": wrong[0].label}
                }
            )

    def _live_links(self, end: str) -> models.QuerySet[Any]:
        found: models.QuerySet[Any] = Link.objects.filter(
            **{end: self}, source__removed_at=None, target__removed_at=None
        )
        return found


class Link(PartnershipModel):
    """One part of the logic model leads to another."""

    kind = "element-link"

    source = models.ForeignKey(Element, models.CASCADE, related_name="leads", verbose_name=_("From"))
    target = models.ForeignKey(Element, models.CASCADE, related_name="rests", verbose_name=_("To"))
    because = models.CharField(_("Because"), max_length=300, blank=True)

    LABEL_NEEDS = ("source", "target")

    class Meta(PartnershipModel.Meta):
        verbose_name = _("link of the logic model")
        verbose_name_plural = _("links of the logic model")
        constraints = [
            *PartnershipModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["source", "target"],
                condition=Q(removed_at__isnull=True),
                name="link_once",
                violation_error_message=_("These two are linked already."),
            ),
            models.CheckConstraint(condition=~Q(source=models.F("target")), name="link_not_to_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.source} → {self.target}"

    def clean(self) -> None:
        super().clean()
        if self.source_id and self.target_id and self.source.rank > self.target.rank:
            raise ValidationError({"target": _("Links run from left to right: choose something further on.")})
