"""What the evaluation asks and how it will be known, who evaluates, what was found and what was said to it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coplan.evidence.models import Item
from coplan.kit.models import PartnershipModel
from coplan.outcomes.models import Element, Indicator
from coplan.partnerships.models import owner_field

HIGHEST = 4
WHOLE = 100


class Question(PartnershipModel):
    """One thing the evaluation shall answer."""

    kind = "evaluation-question"
    letter = "EQ"

    title = models.CharField(_("Question"), max_length=250, help_text=_("One that can be answered no, too."))
    needed_for = models.TextField(_("Who needs the answer, and for what"), max_length=1000, blank=True)
    outcome = models.ForeignKey(
        Element,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("Outcome it asks about"),
        help_text=_("Empty for a question about how the work is done."),
    )

    class Meta(PartnershipModel.Meta):
        verbose_name = _("evaluation question")
        verbose_name_plural = _("evaluation framework")

    def __str__(self) -> str:
        return self.title


class Method(models.TextChoices):
    INDICATOR = "indicator", _("Indicator")
    SURVEY = "survey", _("Survey")
    INTERVIEW = "interview", _("Interviews")
    RECORDS = "records", _("Records")
    OBSERVATION = "observation", _("Observation")


class State(models.TextChoices):
    PLANNED = "planned", _("Planned")
    COLLECTING = "collecting", _("Collecting")
    DONE = "done", _("Done")


class Source(PartnershipModel):
    """How a question will be known: by what, by when, by whom."""

    kind = "evaluation-source"
    letter = "ES"

    question = models.ForeignKey(
        Question, models.CASCADE, related_name="sources", verbose_name=_("Question it answers")
    )
    method = models.CharField(_("How"), max_length=11, choices=Method, default=Method.INTERVIEW)
    indicator = models.ForeignKey(
        Indicator,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("Which indicator"),
    )
    what = models.CharField(
        _("What exactly"), max_length=250, help_text=_("How many, of whom, with which questions.")
    )
    starts_on = models.DateField(_("From"), null=True, blank=True)
    due_on = models.DateField(_("By"))
    owner = owner_field(_("Who collects it"))
    state = models.CharField(_("State"), max_length=10, choices=State, default=State.PLANNED)

    LABEL_NEEDS = ("question",)

    class Meta(PartnershipModel.Meta):
        verbose_name = _("source of an answer")
        verbose_name_plural = _("sources of answers")

    def __str__(self) -> str:
        return f"{self.get_method_display()}: {self.what}"

    def is_late(self, today: date) -> bool:
        return self.state != State.DONE and self.due_on < today

    def clean(self) -> None:
        super().clean()
        if self.method == Method.INDICATOR and not self.indicator_id:
            raise ValidationError({"indicator": _("Choose the indicator, or another way of knowing.")})
        if self.starts_on and self.due_on and self.due_on < self.starts_on:
            raise ValidationError({"due_on": _("It cannot end before it begins.")})


class Choice(PartnershipModel):
    """Choosing an evaluator: criteria first, then scores each alone, then a decision with its reasons."""

    kind = "evaluator-choice"
    letter = "EC"

    title = models.CharField(_("Title"), max_length=160)
    brief = models.TextField(_("What the evaluator is asked to do"), max_length=4000)
    budget = models.DecimalField(_("Money there is"), max_digits=12, decimal_places=2, null=True, blank=True)
    opened_at = models.DateTimeField(_("Scoring opened"), null=True, editable=False)
    decided_on = models.DateField(_("Decided on"), null=True, editable=False)
    chosen = models.ForeignKey(
        "Candidate", models.PROTECT, related_name="+", null=True, editable=False, verbose_name=_("Chosen")
    )
    reasons = models.TextField(_("Reasons"), max_length=4000, blank=True, editable=False)

    class Meta(PartnershipModel.Meta):
        verbose_name = _("choice of an evaluator")
        verbose_name_plural = _("choosing an evaluator")

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.opened_at is not None and self.decided_on is None


class OfChoice(PartnershipModel):
    """A part of the choice that is fixed once scoring opens."""

    class Meta(PartnershipModel.Meta):
        abstract = True

    def clean(self) -> None:
        super().clean()
        if self.choice_id and self.choice.opened_at and self._differs():  # type: ignore[attr-defined]
            raise ValidationError(_("Scoring has opened: criteria and candidates are fixed."))

    def _differs(self) -> bool:
        """Whether it is new, or is not what is stored."""
        stored = type(self)._base_manager.filter(pk=self.pk).first() if self.pk else None
        names = [field.attname for field in self._meta.concrete_fields]
        return stored is None or any(getattr(self, name) != getattr(stored, name) for name in names)


class Criterion(OfChoice):
    """By what candidates are judged, and how much it weighs."""

    kind = "evaluator-criterion"
    letter = "CR"

    choice = models.ForeignKey(Choice, models.CASCADE, related_name="criteria", verbose_name=_("Choice"))
    title = models.CharField(_("Criterion"), max_length=120)
    guide = models.TextField(
        _("What earns 4, and what 0"), max_length=1000, blank=True, help_text=_("So that all score alike.")
    )
    weight = models.PositiveSmallIntegerField(
        _("Weight"),
        validators=[MinValueValidator(1), MaxValueValidator(WHOLE)],
        help_text=_("All weights together are 100."),
    )

    LABEL_NEEDS = ("choice",)

    class Meta(OfChoice.Meta):
        verbose_name = _("criterion for an evaluator")
        verbose_name_plural = _("criteria for an evaluator")

    def __str__(self) -> str:
        return self.title


class Origin(models.TextChoices):
    INTERNAL = "internal", _("Somebody of a partner")
    EXTERNAL = "external", _("Independent, from outside")
    UNIVERSITY = "university", _("University or college")


class Candidate(OfChoice):
    """An organisation or a person who could evaluate."""

    kind = "evaluator-candidate"
    letter = "CA"

    choice = models.ForeignKey(Choice, models.CASCADE, related_name="candidates", verbose_name=_("Choice"))
    name = models.CharField(_("Name"), max_length=160)
    origin = models.CharField(_("From where"), max_length=10, choices=Origin, default=Origin.EXTERNAL)
    offer = models.TextField(_("What they offer"), max_length=4000, blank=True)
    cost = models.DecimalField(_("Cost"), max_digits=12, decimal_places=2, null=True, blank=True)
    days = models.DecimalField(_("Days of work"), max_digits=6, decimal_places=1, null=True, blank=True)
    ties = models.TextField(
        _("Ties to partners"),
        max_length=1000,
        help_text=_("Money, kin, jobs, earlier work. Write 'None declared' where they say none."),
    )

    LABEL_NEEDS = ("choice",)

    class Meta(OfChoice.Meta):
        verbose_name = _("candidate")

    def __str__(self) -> str:
        return self.name


class Scorer(PartnershipModel):
    """Somebody who scores alone. One who declares a conflict scores nothing and sees no score, then or later."""

    kind = "evaluator-scorer"

    choice = models.ForeignKey(Choice, models.CASCADE, related_name="scorers", editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("Person")
    )
    declared_at = models.DateTimeField(null=True, editable=False)
    conflict = models.TextField(_("Conflict of interest"), max_length=1000, blank=True, editable=False)
    sent_at = models.DateTimeField(null=True, editable=False)

    LABEL_NEEDS = ("person",)

    class Meta(PartnershipModel.Meta):
        verbose_name = _("scorer")
        constraints = [
            *PartnershipModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["choice", "person"],
                condition=Q(removed_at__isnull=True),
                name="evaluator_scorer_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)

    @property
    def is_conflicted(self) -> bool:
        return bool(self.conflict)

    @property
    def counts(self) -> bool:
        """Whether the scores enter the result: sent, and no conflict declared since."""
        return self.sent_at is not None and not self.is_conflicted


class Assessment(PartnershipModel):
    """One scorer's scores for one candidate, by the criterion's number, with the reason."""

    kind = "evaluator-assessment"

    scorer = models.ForeignKey(Scorer, models.CASCADE, related_name="assessments", editable=False)
    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="assessments", editable=False)
    scores = models.JSONField(default=dict, editable=False)
    reason = models.TextField(_("Reason"), max_length=2000)

    LABEL_NEEDS = ("candidate",)

    class Meta(PartnershipModel.Meta):
        verbose_name = _("assessment of a candidate")
        constraints = [
            *PartnershipModel.Meta.constraints,
            models.UniqueConstraint(fields=["scorer", "candidate"], name="evaluator_assessment_once"),
        ]

    def __str__(self) -> str:
        return str(self.candidate)


class Strength(models.TextChoices):
    STRONG = "strong", _("Strong: several sources agree")
    FAIR = "fair", _("Fair: one good source")
    WEAK = "weak", _("Weak: few voices, or sources disagree")


class Answer(models.TextChoices):
    ACCEPTED = "accepted", _("Accepted")
    PARTLY = "partly", _("Accepted in part")
    REFUSED = "refused", _("Not accepted")


class Finding(PartnershipModel):
    """What the evaluator found, how sure that is, what follows; and what the partnership says to it."""

    kind = "finding"
    letter = "FI"

    question = models.ForeignKey(
        Question,
        models.PROTECT,
        related_name="findings",
        null=True,
        blank=True,
        verbose_name=_("Question it answers"),
    )
    title = models.CharField(_("Finding"), max_length=250)
    text = models.TextField(_("What shows it"), max_length=4000)
    strength = models.CharField(
        _("How strong the evidence is"), max_length=6, choices=Strength, default=Strength.FAIR
    )
    recommendation = models.TextField(_("Recommendation"), max_length=2000, blank=True)
    answer = models.CharField(
        _("The partnership's answer"), max_length=8, choices=Answer, blank=True, editable=False
    )
    answer_reasons = models.TextField(_("Why"), max_length=2000, blank=True, editable=False)
    answer_plan = models.CharField(_("What will be done"), max_length=250, blank=True, editable=False)
    answer_owner = owner_field(_("Who does it"))
    answer_due_on = models.DateField(_("By"), null=True, blank=True, editable=False)
    answered_on = models.DateField(_("Answered on"), null=True, editable=False)
    answer_done_on = models.DateField(_("Done on"), null=True, editable=False)

    LABEL_NEEDS = ("question",)

    class Meta(PartnershipModel.Meta):
        verbose_name = _("finding")

    def __str__(self) -> str:
        return self.title

    @property
    def awaits_work(self) -> bool:
        return self.answer_due_on is not None and self.answer_done_on is None


class Ground(PartnershipModel):
    """What a finding rests on: the readings of an indicator, or an item of the evidence bank."""

    kind = "finding-ground"

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="grounds", editable=False)
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+", null=True, blank=True)
    item = models.ForeignKey(Item, models.PROTECT, related_name="+", null=True, blank=True)

    LABEL_NEEDS = ("finding", "indicator", "item")

    class Meta(PartnershipModel.Meta):
        verbose_name = _("ground of a finding")
        verbose_name_plural = _("grounds of findings")
        constraints = [
            *PartnershipModel.Meta.constraints,
            models.CheckConstraint(
                condition=Q(indicator__isnull=False, item__isnull=True)
                | Q(indicator__isnull=True, item__isnull=False),
                name="finding_ground_of_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.finding}: {self.indicator or self.item}"


class Report(PartnershipModel):
    """The evaluator's own report, frozen: its file, its findings and the figures it used as they were then."""

    kind = "evaluation-report"
    letter = "ER"

    title = models.CharField(_("Title"), max_length=160)
    summary = models.TextField(_("Summary"), max_length=4000)
    gathered = models.JSONField(default=dict, editable=False)
    file = models.FileField(upload_to="evaluation/%Y/%m/", max_length=200, editable=False)
    file_name = models.CharField(max_length=200, editable=False)
    media_type = models.CharField(max_length=100, editable=False)
    is_composed = models.BooleanField(default=True, editable=False)
    digest = models.CharField(_("SHA-256"), max_length=64, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    at = models.DateTimeField(_("Frozen"), default=timezone.now, editable=False)

    class Meta(PartnershipModel.Meta):
        verbose_name = _("evaluation report")

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise ValueError("A frozen report is never changed. Freeze another.")
        super().save(*args, **kwargs)


class Reply(PartnershipModel):
    """What the partnership says to a report, beside it and never in it."""

    kind = "report-reply"

    report = models.ForeignKey(Report, models.PROTECT, related_name="replies", editable=False)
    text = models.TextField(_("What the partnership says to it"), max_length=4000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    at = models.DateTimeField(default=timezone.now, editable=False)

    LABEL_NEEDS = ("report",)

    class Meta(PartnershipModel.Meta):
        verbose_name = _("reply to a report")
        verbose_name_plural = _("replies to reports")

    def __str__(self) -> str:
        return self.text[:80]
