"""Documents as they were issued, who signed them, and the words that no record can say."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coplan.kit.models import PartnershipModel
from coplan.partnerships.models import Participant, Partner


class Issued(PartnershipModel):
    """One document, frozen: its files, the record it was made from, and the digest of both.

    What is here is never rendered again.
    """

    kind = "document"
    letter = "DOC"

    code = models.CharField(max_length=30, editable=False)
    title = models.CharField(_("Title"), max_length=200, editable=False)
    period_start = models.DateField(_("Period from"), null=True, editable=False)
    period_end = models.DateField(_("Period to"), null=True, editable=False)
    gathered = models.JSONField(editable=False)
    digest = models.CharField(_("SHA-256"), max_length=64, editable=False)
    html = models.FileField(upload_to="documents/%Y/%m/", max_length=200, editable=False)
    pdf = models.FileField(upload_to="documents/%Y/%m/", max_length=200, editable=False)
    docx = models.FileField(upload_to="documents/%Y/%m/", max_length=200, editable=False)
    note = models.CharField(_("What this issue is for"), max_length=300, blank=True)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    issued_at = models.DateTimeField(_("Issued"), default=timezone.now, editable=False)

    class Meta(PartnershipModel.Meta):
        verbose_name = _("issued document")

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise ValueError("An issued document is never changed. Issue it again.")
        super().save(*args, **kwargs)


class Passage(PartnershipModel):
    """The partnership's own words for one part of a document."""

    kind = "passage"

    code = models.CharField(max_length=30, editable=False)
    part = models.CharField(max_length=30, editable=False)
    text = models.TextField(_("Text"), max_length=12_000)

    class Meta(PartnershipModel.Meta):
        verbose_name = _("part of a document")
        constraints = [
            *PartnershipModel.Meta.constraints,
            models.UniqueConstraint(fields=["partnership", "code", "part"], name="passage_once"),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class Decision(models.TextChoices):
    APPROVED = "approved", _("Approved")
    DECLINED = "declined", _("Declined")


class SignOff(PartnershipModel):
    """What one partner said to one issued document, bound to its digest. One organisation, one word."""

    kind = "sign-off"

    document = models.ForeignKey(Issued, models.PROTECT, related_name="sign_offs", editable=False)
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="+", verbose_name=_("Partner"))
    decision = models.CharField(_("Decision"), max_length=8, choices=Decision)
    reason = models.TextField(_("Reason"), max_length=2000, blank=True)
    by = models.ForeignKey(Participant, models.PROTECT, related_name="+", editable=False)
    at = models.DateTimeField(default=timezone.now, editable=False)
    digest = models.CharField(max_length=64, editable=False)
    replaced_at = models.DateTimeField(null=True, editable=False)

    LABEL_NEEDS = ("partner__organisation",)

    class Meta(PartnershipModel.Meta):
        verbose_name = _("sign-off")
        constraints = [
            *PartnershipModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["document", "partner"],
                condition=Q(replaced_at__isnull=True, removed_at__isnull=True),
                name="sign_off_once_in_force",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partner}: {self.get_decision_display()}"

    @property
    def approves(self) -> bool:
        return self.decision == Decision.APPROVED

    def clean(self) -> None:
        super().clean()
        if self.decision == Decision.DECLINED and not self.reason.strip():
            raise ValidationError(
                {"reason": _("Say why your organisation declines, so that it can be mended.")}
            )
        if self.document_id and self.digest != self.document.digest:
            raise ValidationError(
                _("This document is not the one that was read. Open it again before signing.")
            )
