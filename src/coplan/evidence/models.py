"""What people said, showed and wrote, what it bears on, and what those it is about agreed to."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coplan.kit.models import PartnershipModel
from coplan.outcomes.models import Element, Indicator
from coplan.partnerships.models import owner_field


class Sort(models.TextChoices):
    CASE_STUDY = "case-study", _("Case study")
    QUOTE = "quote", _("Quote")
    PHOTO = "photo", _("Photo")
    DOCUMENT = "document", _("Document")
    OBSERVATION = "observation", _("Observation")
    OTHER = "other", _("Other")


class About(models.TextChoices):
    """Whom it is about or by; it decides whether consent is needed and who can give it."""

    ADULT = "adult", _("An adult who can decide about it")
    CHILD = "child", _("A child or young person")
    CAPACITY = "capacity", _("An adult who cannot decide about it")
    NOBODY = "nobody", _("No person can be told from it")


# For them somebody else says yes, and on what grounds is written down
SPOKEN_FOR = (About.CHILD, About.CAPACITY)


class Use(models.TextChoices):
    """What an item may be used for. All but the first take it out of the workspace."""

    INSIDE = "inside", _("Read inside the partnership")
    REPORTS = "reports", _("Reports to partners and funders")
    PUBLISHED = "published", _("Publication")
    TRAINING = "training", _("Training and media")


OUTWARD = (Use.REPORTS, Use.PUBLISHED, Use.TRAINING)


class Item(PartnershipModel):
    """One piece of evidence that is not a figure."""

    kind = "evidence-item"
    letter = "EB"

    sort = models.CharField(_("Kind"), max_length=12, choices=Sort, default=Sort.QUOTE)
    title = models.CharField(
        _("Title"), max_length=160, help_text=_("Seen in lists by everybody here: no real names.")
    )
    text = models.TextField(
        _("The words"),
        max_length=12_000,
        blank=True,
        help_text=_("The quote, the story or what was seen. For a file: what it is."),
    )
    about = models.CharField(_("About or by"), max_length=8, choices=About, default=About.ADULT)
    called = models.CharField(
        _("What the person is called in public"),
        max_length=120,
        blank=True,
        help_text=_("A made-up name or a role, such as 'a walker of 71'. The real name is never needed."),
    )
    collected_on = models.DateField(_("Collected on"))
    collected_by = owner_field(_("Collected by"))
    source = models.CharField(
        _("Where it comes from"), max_length=250, help_text=_("An interview, a visit, a letter, a meeting.")
    )
    period = models.CharField(_("What time it tells of"), max_length=80, blank=True)
    shows = models.TextField(_("What it shows"), max_length=1000, blank=True)
    does_not_show = models.TextField(
        _("What it does not show"),
        max_length=1000,
        blank=True,
        help_text=_("One voice is not everybody's. Say what nobody should conclude from it."),
    )
    erased_on = models.DateField(_("Erased on"), null=True, editable=False)

    class Meta(PartnershipModel.Meta):
        verbose_name = _("piece of evidence")
        verbose_name_plural = _("evidence bank")

    def __str__(self) -> str:
        return self.title

    @property
    def is_about_somebody(self) -> bool:
        return self.about != About.NOBODY

    @property
    def is_spoken_for(self) -> bool:
        return self.about in SPOKEN_FOR

    def clean(self) -> None:
        super().clean()
        if self.sort == Sort.QUOTE and not self.is_about_somebody and self.erased_on is None:
            raise ValidationError({"about": _("A quote is somebody's words. Say whose they are.")})


class Tag(PartnershipModel):
    """That an item bears on an outcome, or on an indicator."""

    kind = "evidence-tag"

    item = models.ForeignKey(Item, models.CASCADE, related_name="tags", verbose_name=_("Evidence"))
    element = models.ForeignKey(
        Element, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("Outcome")
    )
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("Indicator")
    )

    LABEL_NEEDS = ("item", "element", "indicator")

    class Meta(PartnershipModel.Meta):
        verbose_name = _("tag of evidence")
        verbose_name_plural = _("tags of evidence")
        constraints = [
            *PartnershipModel.Meta.constraints,
            models.CheckConstraint(
                condition=Q(element__isnull=False, indicator__isnull=True)
                | Q(element__isnull=True, indicator__isnull=False),
                name="evidence_tag_of_one_thing",
            ),
            models.UniqueConstraint(
                fields=["item", "element"], condition=Q(removed_at__isnull=True), name="evidence_tag_outcome"
            ),
            models.UniqueConstraint(
                fields=["item", "indicator"],
                condition=Q(removed_at__isnull=True),
                name="evidence_tag_indicator",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.element or self.indicator}"


class Manner(models.TextChoices):
    WRITTEN = "written", _("In writing")
    RECORDED = "recorded", _("Said and recorded")
    GUARDIAN = "guardian", _("By a parent, guardian or carer")


class Naming(models.TextChoices):
    ANONYMOUS = "anonymous", _("Without a name")
    NAMED = "named", _("With the name below")


class Consent(PartnershipModel):
    """What somebody agreed to about one item: for which uses, until when. Withdrawn, it counts no more."""

    kind = "consent"
    letter = "CO"

    item = models.ForeignKey(Item, models.CASCADE, related_name="consents", verbose_name=_("Evidence"))
    given_by = models.CharField(
        _("Who gave it"),
        max_length=120,
        help_text=_("A reference that the partnership keeps, such as 'consent form 14'. Not a real name."),
    )
    given_on = models.DateField(_("Given on"))
    manner = models.CharField(_("How"), max_length=8, choices=Manner, default=Manner.WRITTEN)
    capacity = models.TextField(
        _("Who decided, and on what grounds"),
        max_length=1000,
        blank=True,
        help_text=_("For a child, or an adult who cannot decide: who said yes, and what the person wants."),
    )
    for_inside = models.BooleanField(Use.INSIDE.label, default=True)
    for_reports = models.BooleanField(Use.REPORTS.label, default=False)
    for_published = models.BooleanField(Use.PUBLISHED.label, default=False)
    for_training = models.BooleanField(Use.TRAINING.label, default=False)
    naming = models.CharField(_("With a name?"), max_length=9, choices=Naming, default=Naming.ANONYMOUS)
    name_shown = models.CharField(_("The name to show"), max_length=120, blank=True)
    until = models.DateField(
        _("Until"), null=True, blank=True, help_text=_("The last day. Empty: until it is withdrawn.")
    )
    proof = models.CharField(
        _("Where the form is kept"), max_length=250, help_text=_("A cabinet, a folder, or 'attached here'.")
    )
    replaces = models.ForeignKey(
        "self", models.PROTECT, related_name="+", null=True, blank=True, editable=False
    )
    withdrawn_on = models.DateField(_("Withdrawn on"), null=True, editable=False)
    withdrawn_reason = models.CharField(_("Why it was withdrawn"), max_length=500, blank=True, editable=False)

    LABEL_NEEDS = ("item",)

    class Meta(PartnershipModel.Meta):
        verbose_name = _("consent")

    def __str__(self) -> str:
        return self.given_by

    def covers(self, use: str) -> bool:
        return bool(getattr(self, f"for_{use}"))

    @property
    def uses(self) -> list[str]:
        return [str(use.label) for use in Use if self.covers(use)]

    def clean(self) -> None:
        super().clean()
        if self.withdrawn_on is not None:
            return
        if not self.uses:
            raise ValidationError({"for_inside": _("Choose at least one use, or do not record a consent.")})
        if self.naming == Naming.NAMED and not self.name_shown:
            raise ValidationError({"name_shown": _("Enter the name to show, or choose without a name.")})
        if self.until and self.given_on and self.until < self.given_on:
            raise ValidationError({"until": _("The last day must not come before the day it was given.")})
        if self.item_id and self.item.is_spoken_for:
            self._refuse_without_grounds()

    def _refuse_without_grounds(self) -> None:
        if self.manner != Manner.GUARDIAN:
            told = _("This person cannot consent alone. Choose who gave it: a parent, guardian or carer.")
            raise ValidationError({"manner": told})
        if not self.capacity.strip():
            raise ValidationError({"capacity": _("Say who decided and on what grounds.")})


class Pack(PartnershipModel):
    """A selection that left the workspace: its files as they were, what was in them, and for which use."""

    kind = "evidence-pack"
    letter = "EP"

    title = models.CharField(_("Title"), max_length=160)
    use = models.CharField(_("Made for"), max_length=9, choices=[(use.value, use.label) for use in OUTWARD])
    to_whom = models.CharField(_("For whom"), max_length=200)
    gathered = models.JSONField(default=dict, editable=False)
    html = models.FileField(upload_to="evidence/%Y/%m/", max_length=200, editable=False)
    pdf = models.FileField(upload_to="evidence/%Y/%m/", max_length=200, editable=False)
    zip = models.FileField(upload_to="evidence/%Y/%m/", max_length=200, editable=False)
    digest = models.CharField(_("SHA-256"), max_length=64, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    at = models.DateTimeField(_("Made"), default=timezone.now, editable=False)
    emptied_on = models.DateField(_("Files deleted on"), null=True, editable=False)

    class Meta(PartnershipModel.Meta):
        verbose_name = _("evidence pack")

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        # Its files are deleted when somebody in it asks to be erased; nothing else ever changes
        if self.pk is not None and set(kwargs.get("update_fields") or ()) != {"gathered", "emptied_on"}:
            raise ValueError("A pack is never changed. Make another.")
        super().save(*args, **kwargs)


class Departure(PartnershipModel):
    """That an item left the workspace in something, on a day: where to ask for it back."""

    kind = "evidence-departure"

    item = models.ForeignKey(Item, models.PROTECT, related_name="departures", editable=False)
    use = models.CharField(_("For"), max_length=9, choices=Use, editable=False)
    left_in = models.CharField(_("In"), max_length=250, editable=False)
    to_whom = models.CharField(_("To"), max_length=200, blank=True, editable=False)
    in_kind = models.CharField(max_length=30, editable=False)
    in_number = models.PositiveIntegerField(editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    at = models.DateTimeField(default=timezone.now, editable=False)

    LABEL_NEEDS = ("item",)

    class Meta(PartnershipModel.Meta):
        verbose_name = _("departure of evidence")
        verbose_name_plural = _("departures of evidence")

    def __str__(self) -> str:
        return f"{self.item}: {self.left_in}"
